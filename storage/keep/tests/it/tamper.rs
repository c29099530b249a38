use crate::sample::*;
use keep::{Soundness, save_checkpoint};
use kernel::{DeskId, Seq};
use register::{Checkpoint, DeskKey};
use sql::Db;

fn verdict(db: &Db) -> Soundness {
    let key = key().public();
    keep::verify(db, SOCIETY, Some((DESK, &key))).unwrap().remove(0).soundness
}

fn sign(db: &Db, key: &DeskKey) {
    db.tx::<_, sql::Error>(|t| {
        let log = keep::open_log(t, SOCIETY, DeskId(1))?.unwrap();
        let c = Checkpoint { origin: log.origin.clone(), size: log.frontier.size(), root: log.frontier.root() };
        save_checkpoint(t, &log, c.size, &c.sign(key))
    })
    .unwrap();
}

fn signed(story: impl Fn(&Db)) {
    both(|db| {
        start(db, SOCIETY);
        write(db, SOCIETY, &migration());
        sign(db, &key());
        write(db, SOCIETY, &[voucher("R-1", vec![line("CASH", 1, 0), line("SHARE", 0, 1)])]);
        assert!(matches!(verdict(db), Soundness::Whole { size: 15, .. }));
        story(db);
    });
}

fn force(db: &Db, text: &str) {
    db.tx(|t| t.script(text)).unwrap();
}

#[test]
fn an_altered_entry_is_named_whatever_was_altered() {
    for change in ["by = 'x'", "at = at + 1", "kind = 'books.heads-opened'", "version = 2", "leaf = bytes"] {
        signed(|db| {
            force(db, &format!("UPDATE register_entry SET {change} WHERE seq = 4"));
            assert_eq!(verdict(db), Soundness::Altered(Seq(4)), "{change}");
        });
    }
}

#[test]
fn a_deleted_entry_is_named() {
    signed(|db| {
        force(db, "DELETE FROM register_entry WHERE seq = 6");
        assert_eq!(verdict(db), Soundness::Missing(Seq(6)));
    });
    signed(|db| {
        force(db, "DELETE FROM register_entry WHERE seq = 14");
        assert_eq!(verdict(db), Soundness::Missing(Seq(14)));
    });
}

#[test]
fn a_history_rewritten_with_all_its_hashes_does_not_fit_what_was_signed() {
    both(|db| {
        start(db, SOCIETY);
        write(db, SOCIETY, &migration());
        sign(db, &key());
        let kept = db.read(|t| keep::open_log(t, SOCIETY, DESK)).unwrap().unwrap().checkpoint;
        // Another history, well formed in itself, under the old signature.
        force(db, "DELETE FROM register_entry; DELETE FROM desk");
        for table in keep::tables::SHADOWS {
            force(db, &format!("DELETE FROM {}", table.name));
        }
        force(db, "DELETE FROM person_erasable");
        start(db, SOCIETY);
        let mut other = migration();
        other[8] = voucher("OPENING-1", vec![line("CASH", 31_000, 0), line("DIFF", 0, 31_000)]);
        write(db, SOCIETY, &other);
        db.tx::<_, sql::Error>(|t| {
            let log = keep::open_log(t, SOCIETY, DESK)?.unwrap();
            save_checkpoint(t, &log, log.frontier.size(), &kept)
        })
        .unwrap();
        assert_eq!(verdict(db), Soundness::RootDiffers);
        sign(db, &DeskKey::from_secret([8; 32]));
        assert!(matches!(verdict(db), Soundness::CheckpointBad(_)), "a signature of another key is none");
    });
}
