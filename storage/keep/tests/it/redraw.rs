use crate::sample::*;
use kernel::SocietyId;

#[test]
fn redrawn_tables_equal_the_live_ones() {
    both(|db| {
        for society in [SOCIETY, SocietyId(7)] {
            start(db, society);
            let events = migration();
            // One batch, and entry by entry: the live tables come about in two ways.
            if society == SOCIETY {
                write(db, society, &events);
            } else {
                for e in &events {
                    write(db, society, std::slice::from_ref(e));
                }
            }
            for n in 0..30 {
                write(
                    db,
                    society,
                    &[voucher(&format!("R-{n}"), vec![line("CASH", n + 1, 0), line("SHARE", 0, n + 1)])],
                );
            }
        }
        let live = dump(db);
        assert!(live.len() > 200, "{} rows", live.len());
        let read = keep::rebuild(db, &name_key).unwrap();
        assert_eq!(read, 2 * 44);
        let redrawn = dump(db);
        for (a, b) in live.iter().zip(&redrawn) {
            assert_eq!(a, b);
        }
        assert_eq!(live.len(), redrawn.len());
    });
}

#[test]
fn shadows_of_another_version_are_redrawn_when_the_store_opens() {
    both(|db| {
        start(db, SOCIETY);
        write(db, SOCIETY, &migration());
        let live = dump(db);
        db.tx(|t| t.script("UPDATE store_fact SET value = value - 1; UPDATE head SET name = 'wrong'")).unwrap();
        keep::setup(db, &name_key).unwrap();
        assert_eq!(dump(db), live);
    });
}
