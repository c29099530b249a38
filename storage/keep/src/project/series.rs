//! Numbers of the day book: one series for receipts, payments, contra and journal each, begun anew every financial year. They are
//! given here, where the order of entries is known, and so come out the same when the shadows are redrawn.

use super::{Placed, Projector};
use books::{CASH, Line};
use kernel::{Date, FinancialYear, Paise};
use sql::{Error, Tx};
use std::collections::BTreeMap;

sql::statements! {
    LAST = "SELECT last FROM series WHERE society_id = $1 AND name = $2";
    SAVE = "INSERT INTO series (society_id, name, last) VALUES ($1, $2, $3) ON CONFLICT (society_id, name) DO UPDATE SET last = excluded.last";
}

/// `R` receipt, `P` payment, `C` contra (cash to bank or back), `J` journal.
fn letter(lines: &[Line]) -> char {
    let cash: Paise = lines.iter().filter(|l| l.head == CASH).map(|l| l.debit - l.credit).sum();
    let money = |l: &Line| l.head == CASH || l.head.starts_with("BANK");
    match cash.0.signum() {
        0 => 'J',
        _ if lines.iter().all(money) => 'C',
        1 => 'R',
        _ => 'P',
    }
}

/// `R/26-27`.
fn series(letter: char, day: Date) -> String {
    let year = FinancialYear::of(day).0;
    format!("{letter}/{:02}-{:02}", year.rem_euclid(100), (year + 1).rem_euclid(100))
}

/// The number of each entry that posts without one of its own: `R/26-27/118`.
pub(super) fn numbers(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<Vec<Option<String>>, Error> {
    let mut last: BTreeMap<String, i64> = BTreeMap::new();
    let mut out = Vec::with_capacity(entries.len());
    for e in entries {
        let here = e.event.voucher().filter(|v| v.number.is_empty() && e.event.numbered_here());
        let Some(v) = here else {
            out.push(None);
            continue;
        };
        let name = series(letter(&e.event.postings()), v.date);
        if !last.contains_key(&name) {
            let n = t.first(LAST, &[p.society.0.into(), (&name).into()], |r| r.int(0))?.unwrap_or(0);
            last.insert(name.clone(), n);
        }
        let n = last.get_mut(&name).expect("put there above");
        *n += 1;
        out.push(Some(format!("{name}/{n}")));
    }
    for (name, n) in &last {
        t.exec(SAVE, &[p.society.0.into(), name.into(), (*n).into()])?;
    }
    Ok(out)
}
