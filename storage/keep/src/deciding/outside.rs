//! Heads whose truth is a register beside the accounts: borrowings, investments, assets, advances of staff, debtors and creditors by party.
//!
//! What the old books brought stands in these heads without anybody's name, so that register and ledger need not be equal. What must not happen is
//! that they drift apart: an entry of the open day on such a head that is none of its register, by which the difference has grown. One that
//! makes it smaller (somebody pays what only the old books knew) is right.

use super::goods::activities;
use crate::{Event, view};
use books::Head;
use books::chart::Group;
use books::day::Outside;
use books::estate::property::Property;
use books::estate::staff::{ADVANCE, Staff};
use books::estate::{Register, borrowings, investments};
use books::statement::HeadRow;
use kernel::{Date, Paise, SocietyId};
use sql::{Error, Tx};
use trade::terms::Activity;

sql::statements! {
    WRITTEN = "SELECT e.kind, e.bytes, p.desk_id, p.seq, p.debit - p.credit, COALESCE(r.seq, -1) FROM posting p JOIN register_entry e ON e.society_id = p.society_id AND e.desk_id = p.desk_id AND e.seq = p.seq LEFT JOIN reversal r ON r.society_id = p.society_id AND r.of_desk = p.desk_id AND r.of_seq = p.seq WHERE p.society_id = $1 AND p.head = $2 AND p.date = $3 AND substr(e.kind, 1, 6) <> $4 ORDER BY p.desk_id, p.seq, p.line";
    LEDGER = "SELECT debit - credit FROM balance WHERE society_id = $1 AND head = $2";
    PARTIES = "SELECT activity, debtor, CAST(sum(balance) AS BIGINT) FROM goods_party WHERE society_id = $1 GROUP BY activity, debtor";
}

/// Which register a head is kept by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    Estate(Register),
    Parties,
}

impl Kept {
    /// The register of a head by its place in the chart.
    fn of(head: &HeadRow) -> Option<Kept> {
        match head.group {
            _ if head.code == ADVANCE => Some(Kept::Estate(Register::Staff)),
            Group::Borrowings => Some(Kept::Estate(Register::Borrowings)),
            Group::Investments => Some(Kept::Estate(Register::Investments)),
            Group::FixedAssets => Some(Kept::Estate(Register::Assets)),
            _ => None,
        }
    }

    /// First letters of the kinds of its entries that need not be read.
    const fn kinds(self) -> &'static str {
        match self {
            Kept::Estate(_) => "",
            Kept::Parties => "trade.",
        }
    }

    fn has(self, event: &Event) -> bool {
        matches!((self, event), (Kept::Estate(register), Event::Estate(e)) if e.register == register)
    }

    const fn code(self) -> &'static str {
        match self {
            Kept::Estate(register) => register.code(),
            Kept::Parties => "parties",
        }
    }
}

/// The heads kept by a register, with the register.
fn kept(t: &mut Tx<'_>, society: SocietyId, all: &[Activity]) -> Result<Vec<(Head, Kept)>, Error> {
    let of_parties = |code: &str| all.iter().any(|a| a.heads.debtors == code || a.heads.creditors == code);
    let one = |head: Head| {
        let kept = if of_parties(&head.code) { Some(Kept::Parties) } else { Kept::of(&HeadRow::of(&head)) };
        kept.map(|kept| (head, kept))
    };
    Ok(view::heads(t, society)?.into_iter().filter_map(one).collect())
}

/// Codes of the heads whose truth is a register beside the accounts.
///
/// # Errors
/// The store's.
pub fn kept_by_registers(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<String>, Error> {
    let all = activities(t, society)?;
    Ok(kept(t, society, &all)?.into_iter().map(|(head, _)| head.code).collect())
}

/// Codes of the heads whose truth are the bills of the shops' customers and suppliers.
///
/// # Errors
/// The store's.
pub fn kept_by_parties(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<String>, Error> {
    let all = activities(t, society)?;
    Ok(all.into_iter().flat_map(|a| [a.heads.debtors, a.heads.creditors]).collect())
}

/// Heads kept by a register of which the open day's entries outside it made the difference to the ledger larger.
pub(super) fn outside(t: &mut Tx<'_>, society: SocietyId, day: Date) -> Result<Vec<Outside>, Error> {
    let all = activities(t, society)?;
    let mut out = Vec::new();
    for (head, kept) in kept(t, society, &all)? {
        let (written, entry) = written(t, society, (&head.code, day), kept)?;
        if written.is_zero() {
            continue;
        }
        let code = head.code.as_str();
        let ledger = t.first(LEDGER, &[society.0.into(), code.into()], |r| Paise(r.int(0)))?.unwrap_or(Paise::ZERO);
        let register = match kept {
            Kept::Estate(register) => estate_sum(t, society, register, code)?,
            Kept::Parties => parties_sum(t, society, &all, code)?,
        };
        let apart = ledger - register;
        if apart.abs() > (apart - written).abs() {
            out.push(Outside { head: head.name, register: kept.code(), entry, written, by_register: register, ledger });
        }
    }
    Ok(out)
}

/// What was written on a head on a day by entries that are none of its register, debit less credit; and the last of them that stands and
/// goes the same way.
fn written(
    t: &mut Tx<'_>,
    society: SocietyId,
    (head, day): (&str, Date),
    kept: Kept,
) -> Result<(Paise, (i64, i64)), Error> {
    let mut rows = Vec::new();
    let day = day.to_string();
    let asked = [society.0.into(), head.into(), (&day).into(), kept.kinds().into()];
    t.each(WRITTEN, &asked, |r| {
        if !kept.has(&Event::decode(r.text(0), r.bytes(1))?) {
            rows.push(((r.int(2), r.int(3)), r.int(4), r.int(5) < 0));
        }
        Ok(true)
    })?;
    let sum: i64 = rows.iter().map(|r| r.1).sum();
    let entry = rows.iter().rev().find(|r| r.2 && r.1.signum() == sum.signum()).map_or((0, 0), |r| r.0);
    Ok((Paise(sum), entry))
}

/// What a register of the estate says of a head, debit less credit.
fn estate_sum(t: &mut Tx<'_>, society: SocietyId, register: Register, head: &str) -> Result<Paise, Error> {
    let entries = view::estate(t, society, register, None)?;
    Ok(match register {
        Register::Borrowings => {
            let all = borrowings::fold(&entries);
            -all.iter().filter(|b| b.facts.head == head).map(borrowings::Borrowing::principal).sum::<Paise>()
        }
        Register::Investments => {
            let all = investments::fold(&entries);
            let held = all.iter().filter(|i| i.encashed.is_none() && i.facts.head == head);
            held.map(investments::Investment::value).sum()
        }
        Register::Assets => {
            let all = Property::of(&entries).assets;
            all.iter().filter(|a| a.facts.head == head).map(books::estate::property::Owned::value).sum()
        }
        _ => Staff::of(&entries).advances.values().copied().sum(),
    })
}

/// What all parties owe and are owed under a head, debit less credit.
fn parties_sum(t: &mut Tx<'_>, society: SocietyId, all: &[Activity], head: &str) -> Result<Paise, Error> {
    let rows = t.rows(PARTIES, &[society.0.into()], |r| (r.text(0).to_owned(), r.int(1) == 1, Paise(r.int(2))))?;
    let mut sum = Paise::ZERO;
    for (code, debtor, balance) in rows {
        let Some(heads) = all.iter().find(|a| a.code == code).map(|a| &a.heads) else { continue };
        match debtor {
            true if heads.debtors == head => sum += balance,
            false if heads.creditors == head => sum -= balance,
            _ => {}
        }
    }
    Ok(sum)
}
