//! Ages of differences.

use kernel::{Date, Paise};
use programme::differences::{Aged, age};
use programme::{Evidence, Migrated};

fn with(migrated: &str, unmatched: u64) -> Evidence {
    let day: Date = migrated.parse().unwrap();
    let migrated = Some(Migrated { entry: (1, 1), day, cutoff: None, members: 1, accounts: 1 });
    Evidence { migrated, unmatched, unexplained: Paise(41_200), ..Evidence::default() }
}

#[test]
fn a_difference_is_as_old_as_the_migration_that_showed_it() {
    let on: Date = "2026-04-10".parse().unwrap();
    assert_eq!(age(&with("2026-04-10", 1), on), Some(0));
    assert_eq!(age(&with("2026-01-09", 2), on), Some(91), "over the ends of months");
    assert_eq!(age(&with("2026-01-09", 0), on), None, "nothing differs");
    assert_eq!(age(&Evidence { unmatched: 1, ..Evidence::default() }, on), None, "not migrated");
    let mut all = Aged::default();
    for (day, heads) in [("2026-04-10", 1), ("2026-04-03", 1), ("2026-04-02", 2), ("2026-01-09", 4)] {
        let e = with(day, heads);
        all.add(&e, age(&e, on).unwrap());
    }
    assert_eq!((all.by_age, all.all(), all.heads), ([2, 1, 0, 1], 4, 8));
    assert_eq!(all.unexplained, Paise(4 * 41_200));
}
