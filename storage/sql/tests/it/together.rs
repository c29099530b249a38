//! Writers who share a commit: what one was told stays true whatever becomes of the others.

use crate::stories::{COUNT, NOTE, PUT, count};
use sql::{Db, Error, Kind, Val};
use std::sync::atomic::{AtomicI64, Ordering};

/// What a writer was told.
#[derive(Default)]
struct Told {
    done: AtomicI64,
    refused: AtomicI64,
    full: AtomicI64,
}

fn put(db: &Db, body: &str, fails: bool) -> Result<(), Error> {
    db.tx(|t| {
        let n = t.first(COUNT, &[1.into()], |r| r.int(0))?.unwrap_or(0);
        t.exec(PUT, &[1.into(), n.into(), body.into(), Val::Null])?;
        if fails { Err(Error::new(Kind::Denied, "test", "refused after writing")) } else { Ok(()) }
    })
}

/// Twenty writers, each `times`; every fifth attempt is refused after it has written, every seventh panics.
fn crowd(db: &Db, times: usize, body: &str) -> Told {
    let told = Told::default();
    std::thread::scope(|s| {
        for w in 0..20 {
            let told = &told;
            s.spawn(move || {
                for n in 0..times {
                    if (w + n) % 7 == 3 {
                        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                            db.tx::<(), Error>(|t| {
                                t.exec(PUT, &[1.into(), (-1).into(), "never".into(), Val::Null])?;
                                std::panic::resume_unwind(Box::new("in the midst"));
                            })
                        }));
                        assert!(panicked.is_err() || db.broken().is_some());
                        continue;
                    }
                    let which = match put(db, body, (w + n) % 5 == 2) {
                        Ok(()) => &told.done,
                        Err(e) if e.kind == Kind::Denied => &told.refused,
                        Err(e) => {
                            assert_eq!(e.kind, Kind::Full, "{e}");
                            &told.full
                        }
                    };
                    which.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    told
}

#[test]
fn who_was_told_done_is_there_and_nobody_else() {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite:{}", dir.path().join("s.db").display())).unwrap();
    db.tx(|t| sql::create(t, &[NOTE])).unwrap();
    let told = crowd(&db, 40, "a");
    assert_eq!(count(&db), told.done.load(Ordering::Relaxed));
    assert!(told.done.load(Ordering::Relaxed) > 300 && told.refused.load(Ordering::Relaxed) > 50);
}

#[test]
fn a_disk_that_fills_loses_only_what_was_told_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = format!("sqlite:{}", dir.path().join("small.db").display());
    let db = Db::open(&format!("{path}?max_mib=1")).unwrap();
    db.tx::<_, Error>(|t| sql::create(t, &[NOTE])).unwrap();
    let told = crowd(&db, 60, &"long ".repeat(800));
    assert!(told.full.load(Ordering::Relaxed) > 0 && told.done.load(Ordering::Relaxed) > 50);
    drop(db);
    let again = Db::open(&path).unwrap();
    assert_eq!(count(&again), told.done.load(Ordering::Relaxed));
}
