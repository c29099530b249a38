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

#[test]
fn an_import_of_many_rows_leaves_the_indexes_in_place() {
    const INDEXES: sql::Sql =
        sql::Sql("SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite_%' ORDER BY name");
    let names = |db: &sql::Db| db.read::<_, sql::Error>(|t| t.rows(INDEXES, &[], |r| r.text(0).to_owned())).unwrap();
    both(|db| {
        if db.is_postgres() {
            return;
        }
        let before = names(db);
        assert!(before.len() >= 2);
        start(db, SOCIETY);
        let mut events = migration();
        for page in 0..41 {
            let rows = (0..500).map(|n| account(&format!("X-{}", page * 500 + n), "9", 5, n)).collect();
            events.insert(8, crate::sample::page(credit::AccountKind::Sb, "SHARE", rows));
        }
        write(db, SOCIETY, &events);
        assert_eq!(names(db), before);
        let all = db.read(|t| keep::view::kind_totals(t, SOCIETY)).unwrap();
        assert_eq!(all.iter().map(|k| k.count).sum::<u64>(), 5 + 41 * 500);
        let his = db.read(|t| keep::view::accounts_of(t, SOCIETY, "10")).unwrap();
        assert_eq!(his.len(), 2);
    });
}
