//! Our figures beside those of the scenario.

use super::gherkin::Step;
use super::play::{Act, Kind, Line, Loan};
use super::settings::{date, money};
use super::steps::shown;
use credit::appropriate::Part;
use kernel::{Date, Paise};

type Same = Result<(), String>;

fn same(what: &str, theirs: Paise, ours: Paise) -> Same {
    if theirs == ours { Ok(()) } else { Err(format!("{what}: theirs {}, ours {}", theirs.0, ours.0)) }
}

/// Every period of the schedule: days, dates and all amounts.
pub fn schedule(loan: &Loan, step: &Step) -> Same {
    let mut lines = loan.lines.iter();
    for n in 1..step.table.len() {
        let row = step.row(n);
        let get = |key: &str| row.get(key).copied().unwrap_or("");
        if get("Nr").is_empty() {
            continue;
        }
        let Some(line) = lines.next() else { return Err(format!("period {n}: ours has fewer")) };
        period(line, &get).map_err(|e| format!("period {}: {e}", get("Nr")))?;
    }
    if lines.next().is_some() { Err("ours has more periods".into()) } else { Ok(()) }
}

fn period<'a>(line: &Line, get: &impl Fn(&str) -> &'a str) -> Same {
    if date(get("Date")) != Some(line.due) {
        return Err(format!("due: theirs {}, ours {}", get("Date"), line.due));
    }
    let days = line.from.map_or(0, |from| credit::calendar::days(from, line.due)).to_string();
    if get("Days") != days {
        return Err(format!("days: theirs {}, ours {days}", get("Days")));
    }
    let paid_on: Option<Date> = date(get("Paid date"));
    if paid_on != line.paid_on.filter(|_| line.left.total().is_zero()) {
        return Err(format!("paid on: theirs {paid_on:?}, ours {:?}", line.paid_on));
    }
    let w = &line.whole;
    let columns = [
        ("Balance of loan", line.balance),
        ("Principal due", w.principal),
        ("Interest", w.interest),
        ("Fees", w.charges),
        ("Penalties", w.penal),
        ("Due", w.total()),
        ("Paid", line.paid()),
        ("In advance", line.ahead),
        ("Late", line.late),
        ("Outstanding", line.left.total()),
    ];
    columns.iter().try_for_each(|(key, ours)| same(key, money(get(key)), *ours))
}

/// The row of totals.
pub fn totals(loan: &Loan, step: &Step) -> Same {
    let row = step.row(1);
    let sum = |f: &dyn Fn(&Line) -> Paise| -> Paise { loan.lines.iter().map(f).sum() };
    let columns = [
        ("Principal due", sum(&|l| l.whole.principal)),
        ("Interest", sum(&|l| l.whole.interest)),
        ("Fees", sum(&|l| l.whole.charges)),
        ("Penalties", sum(&|l| l.whole.penal)),
        ("Due", sum(&|l| l.whole.total())),
        ("Paid", sum(&Line::paid)),
        ("In advance", sum(&|l| l.ahead)),
        ("Late", sum(&|l| l.late)),
        ("Outstanding", sum(&|l| l.left.total())),
    ];
    columns.iter().try_for_each(|(key, ours)| same(key, money(row.get(key).copied().unwrap_or("0")), *ours))
}

/// The list of acts, undone ones too. Accruals by day are another program's postings and are not compared.
pub fn acts(loan: &Loan, step: &Step) -> Same {
    let mut ours: Vec<&Act> = loan.acts.iter().collect();
    ours.sort_by_key(|a| (a.date, a.place));
    let rows: Vec<_> = (1..step.table.len()).map(|n| step.row(n)).collect();
    let theirs: Vec<_> = rows.iter().filter(|r| !r["Transaction Type"].starts_with("Accrual")).collect();
    if theirs.len() != ours.len() {
        return Err(format!("acts: theirs {}, ours {}", theirs.len(), ours.len()));
    }
    for (row, act) in theirs.iter().zip(&ours) {
        one(row, act).map_err(|e| format!("{} of {}: {e}", shown(&act.kind), act.date))?;
    }
    Ok(())
}

fn one(row: &std::collections::BTreeMap<&str, &str>, act: &Act) -> Same {
    if date(row["Transaction date"]) != Some(act.date) || row["Transaction Type"] != shown(&act.kind) {
        return Err(format!("theirs {} of {}", row["Transaction Type"], row["Transaction date"]));
    }
    if row.get("Reverted").is_some_and(|r| (*r == "true") != act.undone) {
        return Err(format!("undone: theirs {}, ours {}", row["Reverted"], act.undone));
    }
    same("amount", money(row["Amount"]), act.amount)?;
    if act.undone {
        return Ok(());
    }
    let columns = [
        ("Principal", act.parts.part(Part::Principal)),
        ("Interest", act.parts.part(Part::Interest)),
        ("Fees", act.parts.part(Part::Charges)),
        ("Penalties", act.parts.part(Part::Penal)),
        ("Loan Balance", act.balance),
        ("Overpayment", act.surplus),
    ];
    let there = columns.iter().filter(|c| row.contains_key(c.0));
    there.into_iter().try_for_each(|(key, ours)| same(key, money(row[key]), *ours))
}

/// Where the loan stands.
pub fn status(loan: &Loan, theirs: &str) -> Same {
    let drawn = loan.acts.iter().any(|a| a.kind == Kind::Drawal && !a.undone);
    let ours = match () {
        () if !loan.approved => "submitted",
        () if !drawn => "approved",
        () if loan.surplus() > Paise::ZERO => "surplus",
        () if loan.outstanding().is_zero() => "closed",
        () => "active",
    };
    if ours == theirs { Ok(()) } else { Err(format!("status: theirs {theirs}, ours {ours}")) }
}

/// One figure.
pub fn figure(what: &str, theirs: Paise, ours: Paise) -> Same {
    same(what, theirs, ours)
}

/// So many receipts of a kind.
pub fn count(loan: &Loan, theirs: usize, kind: &str) -> Same {
    let hit = |a: &&Act| match &a.kind {
        Kind::Drawal => kind.is_empty(),
        Kind::Down => false,
        Kind::Receipt(n) => *n == kind,
    };
    let ours = loan.acts.iter().filter(|a| !a.undone).filter(hit).count();
    if ours == theirs { Ok(()) } else { Err(format!("count of {kind}: theirs {theirs}, ours {ours}")) }
}
