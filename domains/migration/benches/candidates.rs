//! The search for what makes a difference, over 10,000 and 100,000 accounts, beside a bare pass over the same rows.
//!
//! `cargo bench -p migration --bench candidates`. Five shapes of difference: shown by a check, a slip without evidence, one row, what fits nothing, and one
//! that many rows fit.

use migration::candidates::{candidates, unaided};
use migration::{Migrated, migrate};
use std::hint::black_box;
use std::time::{Duration, Instant};

#[path = "../tests/it/folders.rs"]
mod folders;

const ROUNDS: usize = 15;

fn balances(count: usize) -> Vec<i64> {
    // amounts as they come: round ones often, odd ones too
    let mut seed = 7u64;
    let mut next = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as i64
    };
    (0..count).map(|_| if next() % 3 == 0 { (next() % 400 + 1) * 100 } else { next() % 60_000 + 11 }).collect()
}

fn read(balances: &[i64], written: &[(usize, i64)], ledger: i64) -> Migrated {
    let folder = folders::savings(balances, 25, written, ledger);
    migrate(&folder, "2025-03-31".parse().expect("a day"), &Default::default(), Default::default())
}

fn median(mut f: impl FnMut()) -> Duration {
    let mut all: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            f();
            begun.elapsed()
        })
        .collect();
    all.sort_unstable();
    all[ROUNDS / 2]
}

fn main() {
    for count in [10_000, 100_000] {
        let balances = balances(count);
        let sum: i64 = balances.iter().sum();
        let at = count / 2;
        let tenfold = [(at, balances[at] * 10)];
        let shapes: [(&str, Migrated, bool); 5] = [
            ("shown by its page", read(&balances, &tenfold, sum), true),
            ("the same, not shown", read(&balances, &tenfold, sum), false),
            ("one row too many", read(&balances, &[], sum - balances[at]), true),
            ("fits nothing", read(&balances, &[], sum - 9_876_543), true),
            ("fits many", read(&balances, &[], sum - 500), true),
        ];
        let register = shapes[0].1.books.registers.iter().find(|r| r.is("deposits", "SB")).expect("savings");
        assert_eq!(register.body.len(), count);
        let floor = median(|| {
            black_box((0..count).filter_map(|i| register.body.amount("balance", i)).filter(|a| a.0 == 1).count());
        });
        println!("{count} rows: a bare pass {:.3} ms", floor.as_secs_f64() * 1e3);
        for (name, migrated, aided) in &shapes {
            let mut found = 0;
            let took = median(|| {
                let all = if *aided { candidates(migrated, "SB", 6) } else { unaided(migrated, "SB", 6) };
                found = black_box(all).len();
            });
            let times = took.as_secs_f64() / floor.as_secs_f64().max(1e-9);
            println!("  {name:<22} {:>9.3} ms, {times:>7.0} passes, {found} candidates", took.as_secs_f64() * 1e3);
        }
    }
}
