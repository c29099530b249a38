use sql::{Db, Error, Kind, Sql, Val};

sql::table!(NOTE "note" key 2 { society_id: Int, no: Int, body: Text, more: Bytes | null } index "note_body" "society_id, body");
const GET: Sql = Sql("SELECT body, more FROM note WHERE society_id = $1 AND no = $2");
pub(crate) const PUT: Sql = Sql("INSERT INTO note (society_id, no, body, more) VALUES ($1, $2, $3, $4)");
pub(crate) const COUNT: Sql = Sql("SELECT CAST(count(*) AS BIGINT) FROM note WHERE society_id = $1");

fn both(story: impl Fn(&Db)) {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite:{}", dir.path().join("s.db").display())).unwrap();
    db.tx(|t| sql::create(t, &[NOTE])).unwrap();
    story(&db);
    if let Some(cluster) = sql::testing::postgres() {
        let db = Db::open(&cluster.database()).unwrap();
        db.tx(|t| sql::create(t, &[NOTE])).unwrap();
        story(&db);
    }
}

pub(crate) fn count(db: &Db) -> i64 {
    db.read::<_, Error>(|t| Ok(t.first(COUNT, &[1.into()], |r| r.int(0))?.unwrap_or(0))).unwrap()
}

#[test]
fn what_is_written_is_read() {
    both(|db| {
        db.tx(|t| t.exec(PUT, &[1.into(), 7.into(), "राम".into(), Val::Bytes(&[0, 255])])).unwrap();
        let got = db
            .read::<_, Error>(|t| t.first(GET, &[1.into(), 7.into()], |r| (r.text(0).to_owned(), r.bytes(1).to_vec())))
            .unwrap();
        assert_eq!(got, Some(("राम".to_owned(), vec![0, 255])));
    });
}

#[test]
fn a_failed_transaction_leaves_nothing() {
    both(|db| {
        let done = db.tx(|t| {
            t.exec(PUT, &[1.into(), 1.into(), "a".into(), Val::Null])?;
            t.exec(PUT, &[1.into(), 2.into(), "b".into(), Val::Null])?;
            t.exec(PUT, &[1.into(), 1.into(), "c".into(), Val::Null])
        });
        assert_eq!(done.unwrap_err().kind, Kind::Duplicate);
        assert_eq!(count(db), 0);
        let done: Result<(), Error> = db.tx(|t| {
            t.exec(PUT, &[1.into(), 1.into(), "a".into(), Val::Null])?;
            Err(Error::new(Kind::Other, "refuse", "no"))
        });
        assert_eq!(done.unwrap_err().kind, Kind::Other);
        assert_eq!(count(db), 0);
    });
}

#[test]
fn bulk_writes_every_row() {
    for rows in [3, 20_000] {
        both(|db| {
            db.tx::<_, Error>(|t| {
                let mut bulk = t.bulk(&NOTE, rows as usize)?;
                for i in 0..rows {
                    bulk.push(&[
                        1.into(),
                        i.into(),
                        "शब्द".into(),
                        if i % 2 == 0 { Val::Null } else { Val::Bytes(b"x") },
                    ])?;
                }
                assert_eq!(bulk.finish()?, rows as u64);
                Ok(())
            })
            .unwrap();
            assert_eq!(count(db), rows);
        });
    }
}

#[test]
fn a_column_of_another_type_is_an_error_not_a_panic() {
    both(|db| {
        db.tx(|t| t.exec(PUT, &[1.into(), 1.into(), "a".into(), Val::Null])).unwrap();
        let wrong = db.read::<_, Error>(|t| t.first(GET, &[1.into(), 1.into()], |r| r.int(0)));
        assert!(wrong.is_err());
    });
}

#[test]
fn writers_in_each_others_way_all_succeed() {
    both(|db| {
        std::thread::scope(|s| {
            for w in 0..4 {
                s.spawn(move || {
                    for _ in 0..25 {
                        db.tx::<_, Error>(|t| {
                            let n = t.first(COUNT, &[1.into()], |r| r.int(0))?.unwrap_or(0);
                            let body = format!("w{w}");
                            t.exec(PUT, &[1.into(), n.into(), (&body).into(), Val::Null])
                        })
                        .unwrap();
                    }
                });
            }
        });
        assert_eq!(count(db), 100);
    });
}

#[test]
fn a_foreign_file_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("other.db");
    make_foreign(&path);
    assert!(Db::open(&format!("sqlite:{}", path.display())).is_err());
}

fn make_foreign(path: &std::path::Path) {
    let db = Db::open(&format!("sqlite:{}", path.display())).unwrap();
    db.outside("PRAGMA application_id=1; PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
}

#[test]
fn a_key_taken_meanwhile_in_bulk_runs_the_transaction_again() {
    both(|db| {
        db.tx(|t| t.exec(PUT, &[1.into(), 0.into(), "a".into(), Val::Null])).unwrap();
        let mut runs = 0;
        db.tx::<_, Error>(|t| {
            runs += 1;
            // The first run believes that nothing is there.
            let next = if runs == 1 { 0 } else { t.first(COUNT, &[1.into()], |r| r.int(0))?.unwrap_or(0) };
            let mut bulk = t.bulk(&NOTE, 1)?;
            bulk.push(&[1.into(), next.into(), "b".into(), Val::Null])?;
            bulk.finish().map(|_| ())
        })
        .unwrap();
        assert_eq!((runs, count(db)), (2, 2));
    });
}
