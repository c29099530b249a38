//! What a played year came to.

use lipi::messages::{self, Lang};
use std::collections::BTreeMap;
use std::time::Duration;

/// Counts of a played year. They count what was asked and answered; sums and balances are the store's.
#[derive(Default)]
pub struct Tally {
    /// Acts done, by kind of the mix.
    pub done: BTreeMap<&'static str, u64>,
    /// Refusals by number.
    pub refused: BTreeMap<u16, u64>,
    /// Acts that waited for a second person.
    pub waited: u64,
    /// Submitted twice.
    pub doubled: u64,
    /// Entered late.
    pub late: u64,
    /// How long each act took, microseconds.
    pub took: Vec<u32>,
    /// Time inside the door.
    pub door: Duration,
    /// Time of the days' ends.
    pub ends: Duration,
    /// Time of runs of interest.
    pub runs: Duration,
    /// Months compared with hledger.
    pub compared: u64,
}

impl Tally {
    /// Notes an act's time.
    pub fn timed(&mut self, took: Duration) {
        self.door += took;
        self.took.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    /// Microseconds within which so many of a thousand acts were done.
    fn within(&self, thousandths: usize) -> u32 {
        let mut all = self.took.clone();
        all.sort_unstable();
        let at = (all.len() * thousandths / 1000).min(all.len().saturating_sub(1));
        all.get(at).copied().unwrap_or(0)
    }

    /// Lines of the table: name of the message and value.
    pub fn lines(&self) -> Vec<(String, String)> {
        let mut out: Vec<(String, String)> =
            self.done.iter().map(|(kind, n)| (format!("  {kind}"), n.to_string())).collect();
        let ms = |us: u32| format!("{}.{:02} ms", us / 1000, us % 1000 / 10);
        let s = |d: Duration| format!("{:.1} s", d.as_secs_f64());
        out.extend(self.refused.iter().map(|(number, n)| (format!("  S{number}"), n.to_string())));
        for (key, value) in [
            ("cli-year-waited", self.waited.to_string()),
            ("cli-year-doubled", self.doubled.to_string()),
            ("cli-year-late", self.late.to_string()),
            ("cli-year-compared", self.compared.to_string()),
            ("cli-year-half", ms(self.within(500))),
            ("cli-year-most", ms(self.within(990))),
            ("cli-year-door", s(self.door)),
            ("cli-year-runs", s(self.runs)),
            ("cli-year-ends", s(self.ends)),
        ] {
            out.push((named(key), value));
        }
        out
    }
}

/// A message in both languages.
pub fn named(key: &str) -> String {
    format!("{} · {}", messages::say(Lang::Hi, key, &[]), messages::say(Lang::En, key, &[]))
}
