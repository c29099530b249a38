//! The business day, the rules in force, what waits.

use books::day::DayView;
use books::event::{Note, Setting};
use books::setting::Settings;
use books::{CASH, TRANSFER};
use kernel::{Date, Paise, SocietyId};
use sql::{Error, Tx};

sql::statements! {
    OPEN = "SELECT date FROM business_day WHERE society_id = $1 AND ended_seq IS NULL ORDER BY date DESC LIMIT 1";
    LAST = "SELECT date, closing FROM business_day WHERE society_id = $1 AND ended_seq IS NOT NULL ORDER BY date DESC LIMIT 1";
    CUTOFF = "SELECT max(cutoff) FROM migration_run WHERE society_id = $1";
    BALANCE = "SELECT debit - credit FROM balance WHERE society_id = $1 AND head = $2";
    OPENING = "SELECT CAST(COALESCE(sum(debit - credit), 0) AS BIGINT) FROM posting WHERE society_id = $1 AND head = $2 AND date <= $3";
    WAITING = "SELECT count(*) FROM proposal WHERE society_id = $1 AND decided IS NULL AND late = 0";
    ONE = "SELECT date, maker, act, amount, words, body, decided FROM proposal WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
    SETTINGS = "SELECT key, from_day, value, ordered, source FROM setting WHERE society_id = $1 ORDER BY desk_id, seq";
    SLIP = "SELECT count(*) FROM late_entry WHERE society_id = $1 AND slip = $2";
    SLIPS = "SELECT first, last FROM slip_range WHERE society_id = $1 ORDER BY first";
    PRINCIPALS = "SELECT head, CAST(sum(principal - deposit) AS BIGINT) FROM account_now WHERE society_id = $1 AND head <> '' GROUP BY head ORDER BY head";
    INTERESTS = "SELECT n.product, CAST(sum(n.interest + n.penal + n.charges) AS BIGINT), CAST(sum(n.surplus) AS BIGINT) FROM account_now n WHERE n.society_id = $1 AND n.kind IN (1, 2, 6, 7, 8) GROUP BY n.product";
}

/// The open business day.
///
/// # Errors
/// The store's.
pub fn open_day(t: &mut Tx<'_>, society: SocietyId) -> Result<Option<Date>, Error> {
    Ok(t.first(OPEN, &[society.0.into()], |r| r.text(0).parse().ok())?.flatten())
}

/// Every rule that was set, in the order they were entered.
///
/// # Errors
/// The store's.
pub fn settings(t: &mut Tx<'_>, society: SocietyId) -> Result<Settings, Error> {
    let all = t.rows(SETTINGS, &[society.0.into()], |r| Setting {
        key: r.text(0).to_owned(),
        from: r.text(1).parse().unwrap_or(Date::MAX),
        value: r.text(2).to_owned(),
        order: r.text(3).to_owned(),
        source: r.text(4).to_owned(),
    })?;
    Ok(Settings(all))
}

/// An act that waits or waited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Business day it was asked for on.
    pub date: Date,
    /// Who asked.
    pub maker: String,
    /// Kind of the act.
    pub act: String,
    /// Amount.
    pub amount: Paise,
    /// One line that says what it is.
    pub words: String,
    /// The act as the desk reads it.
    pub body: String,
    /// Approved, refused or still waiting.
    pub decided: Option<bool>,
}

/// A proposal by its entry.
///
/// # Errors
/// The store's.
pub fn waiting(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<Option<Waiting>, Error> {
    t.first(ONE, &[society.0.into(), entry.0.into(), entry.1.into()], |r| Waiting {
        date: r.text(0).parse().unwrap_or(Date::MIN),
        maker: r.text(1).to_owned(),
        act: r.text(2).to_owned(),
        amount: Paise(r.int(3)),
        words: r.text(4).to_owned(),
        body: r.text(5).to_owned(),
        decided: r.opt_int(6).map(|n| n == 1),
    })
}

/// Was this outage slip entered before?
///
/// # Errors
/// The store's.
pub fn slip_entered(t: &mut Tx<'_>, society: SocietyId, slip: i64) -> Result<bool, Error> {
    Ok(t.first(SLIP, &[society.0.into(), slip.into()], |r| r.int(0) > 0)?.unwrap_or(false))
}

/// The outage slips that were handed out: first and last number of each range, in their order.
///
/// # Errors
/// The store's.
pub fn slips_given(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<(i64, i64)>, Error> {
    t.rows(SLIPS, &[society.0.into()], |r| (r.int(0), r.int(1)))
}

/// How the day stands: what a page shows and beginning must know. Nothing is counted over accounts or stock.
///
/// # Errors
/// The store's.
pub fn day_state(t: &mut Tx<'_>, society: SocietyId) -> Result<DayView, Error> {
    let id = [society.0.into()];
    let last = t.first(LAST, &id, |r| (r.text(0).parse::<Date>().ok(), r.opt_text(1).map(notes)))?;
    let (ended, carried) = last.unwrap_or_default();
    Ok(DayView {
        open: open_day(t, society)?,
        closed_until: ended.max(cutoff(t, society)?),
        carried,
        book_cash: balance(t, society, CASH)?,
        waiting: t.first(WAITING, &id, |r| r.int(0) as u64)?.unwrap_or(0),
        in_transfer: balance(t, society, TRANSFER)?,
        ..DayView::default()
    })
}

/// Cut-off of the old books.
pub(super) fn cutoff(t: &mut Tx<'_>, society: SocietyId) -> Result<Option<Date>, Error> {
    Ok(t.first(CUTOFF, &[society.0.into()], |r| r.opt_text(0)?.parse().ok())?.flatten())
}

/// What ending a day must know, all but the backup, which the desk makes: accounts and stock are counted anew against the
/// ledger, and what was written on the open day beside a register is named.
///
/// # Errors
/// The store's.
pub fn day_view(t: &mut Tx<'_>, society: SocietyId) -> Result<DayView, Error> {
    let mut view = day_state(t, society)?;
    if let Some(open) = view.open {
        let cutoff = cutoff(t, society)?;
        view.apart = apart(t, society, cutoff)?;
        view.apart.extend(stock_apart(t, society, cutoff)?);
        view.outside = super::outside::outside(t, society, open)?;
        view.short_stock = super::short_stock(t, society)?;
    }
    Ok(view)
}

fn notes(text: &str) -> Vec<Note> {
    serde_json::from_str(text).unwrap_or_default()
}

fn balance(t: &mut Tx<'_>, society: SocietyId, head: &str) -> Result<Paise, Error> {
    Ok(t.first(BALANCE, &[society.0.into(), head.into()], |r| Paise(r.int(0)))?.unwrap_or(Paise::ZERO))
}

/// Cash by the books, paise; less than nothing where more was written as paid than as received.
///
/// # Errors
/// The store's.
pub fn cash(t: &mut Tx<'_>, society: SocietyId) -> Result<Paise, Error> {
    balance(t, society, CASH)
}

/// Heads whose accounts do not sum to the ledger: counted anew over all accounts, not kept by delta. What the old books brought
/// stands aside: its differences have heads of their own.
fn apart(t: &mut Tx<'_>, society: SocietyId, cutoff: Option<Date>) -> Result<Vec<(String, Paise, Paise)>, Error> {
    let mut sums: Vec<(String, Paise)> =
        t.rows(PRINCIPALS, &[society.0.into()], |r| (r.text(0).to_owned(), Paise(r.int(1))))?;
    let rules = super::rules(t, society)?;
    for (code, interest, surplus) in
        t.rows(INTERESTS, &[society.0.into()], |r| (r.text(0).to_owned(), Paise(r.int(1)), Paise(r.int(2))))?
    {
        // an account of the old books follows the first product of its kind; all kinds keep interest under few heads
        let Some(heads) = super::credit::loan_heads(&rules.products, &code) else { continue };
        sums.push((heads.receivable.clone(), interest));
        sums.push((heads.surplus.clone(), -surplus));
    }
    sums.sort();
    let mut merged: Vec<(String, Paise)> = Vec::new();
    for (head, sum) in sums {
        match merged.last_mut() {
            Some(last) if last.0 == head => last.1 += sum,
            _ => merged.push((head, sum)),
        }
    }
    let mut out = Vec::new();
    for (head, accounts) in merged {
        let ledger = balance(t, society, &head)? - opening(t, society, &head, cutoff)?;
        if ledger != accounts {
            out.push((head, accounts, ledger));
        }
    }
    Ok(out)
}

/// What the old books brought to a head, paise.
fn opening(t: &mut Tx<'_>, society: SocietyId, head: &str, cutoff: Option<Date>) -> Result<Paise, Error> {
    let Some(day) = cutoff.map(|d| d.to_string()) else { return Ok(Paise::ZERO) };
    let found = t.first(OPENING, &[society.0.into(), head.into(), (&day).into()], |r| Paise(r.int(0)))?;
    Ok(found.unwrap_or(Paise::ZERO))
}

/// Heads of stock whose batches do not sum to the ledger. What the old books brought stands aside until it is cleared against the stock
/// that was brought forward batch by batch; then the whole ledger is the stock.
fn stock_apart(t: &mut Tx<'_>, society: SocietyId, cutoff: Option<Date>) -> Result<Vec<(String, Paise, Paise)>, Error> {
    let mut out = Vec::new();
    for (head, stock) in super::stock_by_head(t, society)? {
        let whole = balance(t, society, &head)?;
        let since = whole - opening(t, society, &head, cutoff)?;
        if stock != since && stock != whole {
            out.push((head, stock, since));
        }
    }
    Ok(out)
}
