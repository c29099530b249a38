//! Ageing of suspense: what waits there, and for how long.

use kernel::{Date, Paise};

/// Days up to which an item is in each bucket; the last bucket takes what is older.
pub const BUCKETS: [i64; 5] = [30, 90, 180, 365, 1095];

/// One posting in a suspense head, in the order of the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Voucher number.
    pub number: String,
    /// Day.
    pub date: Date,
    /// What it is for.
    pub text: String,
    /// Debit less credit, paise.
    pub amount: Paise,
    /// Number of the voucher it clears, where it names one.
    pub clears: Option<String>,
}

/// An item that still waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Voucher number.
    pub number: String,
    /// Day.
    pub date: Date,
    /// What it was for.
    pub text: String,
    /// What is left, debit less credit, paise.
    pub left: Paise,
    /// Days waited.
    pub days: i64,
}

/// A suspense head by age.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ageing {
    /// What waits, oldest first.
    pub items: Vec<Waiting>,
    /// Sums by [`BUCKETS`], debit less credit, paise.
    pub buckets: [Paise; BUCKETS.len() + 1],
    /// Balance of the head, debit less credit, paise; always the sum of the buckets.
    pub balance: Paise,
}

/// An item with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struck {
    /// Voucher number.
    pub number: String,
    /// Day.
    pub date: Date,
    /// What it was for.
    pub text: String,
    /// What of it came to wait, debit less credit, paise.
    pub amount: Paise,
    /// What is left of that, paise.
    pub left: Paise,
    /// Numbers of the vouchers that cleared it, in their order.
    pub by: Vec<String>,
}

/// Every item that came to wait in a suspense head up to a day, cleared or not. A posting first clears the one it names, then the oldest of
/// the other sign (as registers are struck off); what remains of it waits itself.
#[must_use]
pub fn struck(postings: &[Item], day: Date) -> Vec<Struck> {
    let mut sorted: Vec<&Item> = postings.iter().filter(|p| p.date <= day).collect();
    sorted.sort_by_key(|p| p.date);
    let mut all: Vec<Struck> = Vec::new();
    for item in sorted {
        let mut left = item.amount;
        if let Some(name) = &item.clears {
            all.iter_mut().filter(|w| w.number == *name).for_each(|w| strike(w, &mut left, &item.number));
        }
        all.iter_mut().for_each(|w| strike(w, &mut left, &item.number));
        if !left.is_zero() {
            let (number, text) = (item.number.clone(), item.text.clone());
            all.push(Struck { number, date: item.date, text, amount: left, left, by: Vec::new() });
        }
    }
    all
}

/// Ages a suspense head on a day: of what came to wait, that which still does. Postings after `day` do not count.
#[must_use]
pub fn age(postings: &[Item], day: Date) -> Ageing {
    let balance = postings.iter().filter(|p| p.date <= day).map(|p| p.amount).sum();
    let mut out = Ageing { balance, ..Ageing::default() };
    for w in struck(postings, day).into_iter().filter(|w| !w.left.is_zero()) {
        let days = w.date.duration_until(day).as_hours() / 24;
        let at = BUCKETS.iter().position(|most| days <= *most).unwrap_or(BUCKETS.len());
        out.buckets[at] += w.left;
        out.items.push(Waiting { number: w.number, date: w.date, text: w.text, left: w.left, days });
    }
    out
}

/// Strikes two amounts of different sign off against each other, as far as they go.
fn strike(waiting: &mut Struck, left: &mut Paise, by: &str) {
    if waiting.left.0.signum() * left.0.signum() >= 0 {
        return;
    }
    let used = Paise(waiting.left.abs().0.min(left.abs().0) * left.0.signum());
    waiting.left += used;
    *left -= used;
    waiting.by.push(by.to_owned());
}
