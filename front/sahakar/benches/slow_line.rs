//! A society's first days over 64 kbit/s, two seconds there and back, every tenth segment lost: seconds, bytes, round trips of two real programs.
//! The line is modelled (`tests/it/line.rs` says how).

#[path = "../tests/it/line.rs"]
mod line;
#[allow(dead_code)]
#[path = "../tests/it/served.rs"]
mod served;
#[allow(dead_code)]
#[path = "../tests/it/support.rs"]
mod support;

use line::{Line, Quality};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

fn main() {
    for seed in 1..=3 {
        let quality = Quality { bits: 64_000, round_trip: Duration::from_secs(2), lost: 10, cuts: &[], seed };
        let dir = tempfile::tempdir().expect("a folder");
        let (desk, seat) = (dir.path().join("desk"), dir.path().join("seat"));
        let entries = served::played(&desk).entries;
        let served = served::Served::of(&seat);
        let line = Line::to(served.1, quality);
        served::joined(&desk, &seat, line.address);
        let c = &line.counted;
        let before = [c.up.load(Ordering::Relaxed), c.down.load(Ordering::Relaxed), c.round_trips()];
        let begun = Instant::now();
        served::runs(served::sync(&desk, &["now"]));
        let took = begun.elapsed().as_secs_f64();
        let after = [c.up.load(Ordering::Relaxed), c.down.load(Ordering::Relaxed), c.round_trips()];
        let [up, down, trips] = std::array::from_fn(|i| after[i] - before[i]);
        let again = c.again.load(Ordering::Relaxed);
        println!(
            "{entries} entries: {took:.1} s, {up} bytes up, {down} down, {trips} round trips, {again} segments sent again"
        );
    }
}
