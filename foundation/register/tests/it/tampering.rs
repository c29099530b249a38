use kernel::{DeskId, Instant, Seq, SocietyId};
use proptest::prelude::*;
use register::{Entry, Verdict, Verifier};

fn entry(seq: i64, bytes: Vec<u8>) -> Entry {
    Entry {
        society: SocietyId(42),
        desk: DeskId(1),
        seq: Seq(seq),
        kind: "books.voucher-posted".into(),
        version: 1,
        at: Instant(1_760_000_000_000),
        by: "सचिव".into(),
        bytes,
    }
}

fn judge(entries: &[Entry], leaves: &[[u8; 32]]) -> Verdict {
    let mut v = Verifier::new(&[]);
    for (e, l) in entries.iter().zip(leaves) {
        if !v.push(&e.borrow(), l) {
            break;
        }
    }
    v.verdict()
}

proptest! {
    #[test]
    fn any_flipped_bit_is_found_and_named(
        bodies in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..40), 1..20),
        which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), bit in 0u8..8, field in 0usize..6,
    ) {
        let mut entries: Vec<Entry> = bodies.into_iter().enumerate().map(|(i, b)| entry(i as i64, b)).collect();
        let leaves: Vec<[u8; 32]> = entries.iter().map(|e| e.borrow().leaf(&mut Vec::new()).0).collect();
        prop_assert!(matches!(judge(&entries, &leaves), Verdict::Whole { .. }), "untouched entries are whole");
        let i = which.index(entries.len());
        let e = &mut entries[i];
        match field {
            0 => { let at = at.index(e.bytes.len()); e.bytes[at] ^= 1 << bit; }
            1 => e.at.0 ^= 1 << bit,
            2 => e.version ^= 1 << bit,
            3 => e.by.push('x'),
            4 => { e.kind.pop(); }
            _ => e.society.0 ^= 1 << bit,
        }
        prop_assert_eq!(judge(&entries, &leaves), Verdict::Altered(Seq(i as i64)));
    }

    #[test]
    fn a_missing_entry_is_named(n in 2usize..20, which in any::<prop::sample::Index>()) {
        let mut entries: Vec<Entry> = (0..n).map(|i| entry(i as i64, vec![i as u8])).collect();
        let mut leaves: Vec<[u8; 32]> = entries.iter().map(|e| e.borrow().leaf(&mut Vec::new()).0).collect();
        let i = which.index(n - 1);
        entries.remove(i);
        leaves.remove(i);
        prop_assert_eq!(judge(&entries, &leaves), Verdict::Missing(Seq(i as i64)));
    }
}

#[test]
fn text_cannot_slide_from_one_field_into_the_next() {
    let mut a = entry(0, b"cd".to_vec());
    let mut b = a.clone();
    a.kind = "x.ya".into();
    a.by = "b".into();
    b.kind = "x.y".into();
    b.by = "ab".into();
    assert_ne!(a.borrow().exact(), b.borrow().exact());
}
