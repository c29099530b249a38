use kernel::{DeskId, Digest};
use register::*;

fn key(n: u8) -> DeskKey {
    DeskKey::from_secret([n; 32])
}

fn checkpoint() -> Checkpoint {
    Checkpoint { origin: origin("UK-PIT 017", DeskId(1)), size: 18_412, root: leaf_hash(b"x") }
}

#[test]
fn a_signed_checkpoint_has_the_public_form_and_opens() {
    let c = checkpoint();
    let text = c.sign(&key(1));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "sahakar/UK-PIT_017/1");
    assert_eq!(lines[1], "18412");
    assert_eq!(lines[2].len(), 44);
    assert_eq!(lines[3], "");
    assert!(lines[4].starts_with("\u{2014} sahakar/UK-PIT_017/1 "));
    assert!(text.ends_with('\n'));
    assert_eq!(Checkpoint::open(&text, &c.origin, &key(1).public()), Ok(c));
}

#[test]
fn a_witness_line_is_passed_over() {
    let c = checkpoint();
    let text = format!("{}\u{2014} state AAAAAAAA\n", c.sign(&key(1)));
    assert_eq!(Checkpoint::open(&text, &c.origin, &key(1).public()), Ok(c));
}

#[test]
fn a_witness_signs_under_the_writer() {
    let c = checkpoint();
    let text = c.sign(&key(1));
    let both = c.countersign(&text, "sahakar/state", &key(9));
    assert!(both.starts_with(&text) && both.lines().count() == text.lines().count() + 1);
    assert_eq!(c.countersign(&both, "sahakar/state", &key(9)), both);
    assert_eq!(Checkpoint::open(&both, &c.origin, &key(1).public()), Ok(c.clone()));
    let open = |t: &str, k: u8| Checkpoint::open_of(t, &c.origin, "sahakar/state", &key(k).public());
    assert_eq!(open(&both, 9), Ok(c.clone()));
    assert_eq!(open(&both, 8), Err(CheckpointError::NotSigned));
    assert_eq!(open(&text, 9), Err(CheckpointError::NotSigned));
    assert_eq!(open(&both.replace("18412", "18413"), 9), Err(CheckpointError::BadSignature));
}

#[test]
fn lies_are_not_believed() {
    let c = checkpoint();
    let text = c.sign(&key(1));
    let open = |t: &str| Checkpoint::open(t, &c.origin, &key(1).public());
    assert_eq!(open(&text.replace("18412", "18413")), Err(CheckpointError::BadSignature));
    assert_eq!(open(&text.replace("18412", "018412")), Err(CheckpointError::Malformed));
    assert_eq!(open(&text.replace("UK-PIT", "UK-ALM")), Err(CheckpointError::OtherOrigin));
    assert_eq!(open(&c.sign(&key(2))), Err(CheckpointError::NotSigned));
    assert_eq!(open("nonsense"), Err(CheckpointError::Malformed));
    let other = Checkpoint { root: Digest([0; 32]), ..c.clone() };
    let swapped = format!("{}\n{}", other.body(), text.split_once("\n\n").unwrap().1);
    assert_eq!(open(&swapped), Err(CheckpointError::BadSignature));
}

#[test]
fn the_key_has_the_text_form_of_signed_notes() {
    // Key and hash as the definition of signed notes computes them: SHA-256(name ‖ "\n" ‖ 0x01 ‖ key), first 4 bytes.
    let vkey = key(1).public().to_vkey("sahakar/X/1");
    let parts: Vec<&str> = vkey.split('+').collect();
    assert_eq!(parts[0], "sahakar/X/1");
    assert_eq!(parts[1].len(), 8);
    assert!(vkey.contains("+AYqI4910"), "{vkey}");
}
