//! Taking an act back whole: entries of every room that it wrote, last first.

use crate::counter::Counter;
use crate::working::Env;
use crate::{Desk, Trouble};
use keep::Event;
use keep::deciding;
use kernel::{Refusal, SocietyId, Verb};
use sql::Tx;

/// A profit that was divided, with the lists of its dividends.
const DIVIDED: &str = "books.profit-appropriated";

fn kind_of(t: &mut Tx<'_>, env: &Env<'_>, entry: (i64, i64)) -> Result<String, Trouble> {
    Ok(keep::kind_of(t, env.society, kernel::DeskId(entry.0), kernel::Seq(entry.1))?.unwrap_or_default())
}

/// Whether an act wrote in the registers of the office and elsewhere too, so that neither half is taken back without the other: a profit
/// divided with its lists, a dividend laid into savings.
fn joined(t: &mut Tx<'_>, env: &Env<'_>, act: &[(i64, i64)]) -> Result<bool, Trouble> {
    let (mut office, mut other) = (false, false);
    for at in act {
        let kind = kind_of(t, env, *at)?;
        office |= kind.starts_with("estate.");
        other |= kind == DIVIDED || kind.starts_with("credit.");
    }
    Ok(office && other)
}

/// Takes a voucher of the books back.
fn voucher(t: &mut Tx<'_>, env: &Env<'_>, entry: (i64, i64), reason: &str) -> Result<Vec<Event>, Trouble> {
    let view = deciding::reversal_view(t, env.society, entry)?;
    let (number, reason) = (String::new(), reason.to_owned());
    let command = books::decide::ReverseVoucher { entry, date: env.day()?, number, reason };
    Ok(books::decide::reverse(&view, &command)?.into_iter().map(Event::from).collect())
}

/// What somebody must be allowed to do who takes back an entry of a kind: what he would need to do it. Nobody undoes what he may not do.
fn verb(kind: &str) -> Verb {
    match kind {
        "books.year-closed" | DIVIDED | "estate.depreciated" => Verb::YearEnd,
        "credit.loan-sanctioned" | "credit.loan-rejected" | "credit.suit-filed" | "credit.suit-moved" => {
            Verb::LoanSanction
        }
        "estate.bond-signed" | "credit.gold-pledged" | "credit.gold-released" => Verb::LoanSanction,
        "credit.loss-named" => Verb::LossName,
        "credit.provision-made" | "credit.interest-reserved" => Verb::YearEnd,
        "society.bylaw-set" | "trade.activity-opened" | "trade.activity-changed" | "trade.item-set" => Verb::RulesSet,
        "trade.godown-set" | "trade.price-set" | "trade.entitlement-set" => Verb::RulesSet,
        "estate.rate-set" | "estate.class-set" | "estate.employee-set" | "estate.borrowing-opened" => Verb::RulesSet,
        // the rooms of help ask themselves, see `help::reverse`
        _ => Verb::BooksPost,
    }
}

/// Lets through who may take an entry back, and with it all of its act.
///
/// # Errors
/// 5001, 5002; the store's.
pub(crate) fn guard(t: &mut Tx<'_>, env: &Env<'_>, entry: (i64, i64)) -> Result<(), Trouble> {
    for at in keep::entries_of_act(t, env.society, entry)? {
        let kind = kind_of(t, env, at)?;
        env.who.guard(verb(&kind), env.society)?;
    }
    Ok(())
}

/// Takes an entry back, and with it the entries of the same act that belong to it.
pub(crate) fn reverse(t: &mut Tx<'_>, env: &Env<'_>, entry: (i64, i64), reason: &str) -> Result<Vec<Event>, Trouble> {
    let kind = kind_of(t, env, entry)?;
    if kind.starts_with("help.") {
        return crate::help::reverse(t, env, entry, reason);
    }
    let act = keep::entries_of_act(t, env.society, entry)?;
    let joined = joined(t, env, &act)?;
    if kind.starts_with("estate.") && !joined {
        return crate::estate::reverse(t, env, entry, reason);
    }
    let of_rooms = ["credit.", "trade.", "society.", "estate."].iter().any(|room| kind.starts_with(room));
    if !of_rooms && !joined {
        return voucher(t, env, entry, reason);
    }
    back(t, env, act, reason)
}

/// Takes entries back, the last one first; each sees what the ones after it left.
fn back(t: &mut Tx<'_>, env: &Env<'_>, act: Vec<(i64, i64)>, reason: &str) -> Result<Vec<Event>, Trouble> {
    let day = env.day()?;
    let c = Counter::new(t, env.society, day)?;
    let context = society::decide::Context { today: day };
    let (mut out, mut of_loans, mut of_people) = (Vec::new(), deciding::Pending::default(), Vec::new());
    // the act is taken back whole, last entry first
    for at in act.into_iter().rev() {
        match &kind_of(t, env, at)?[..] {
            DIVIDED => {
                out.extend(voucher(t, env, at, reason)?);
                continue;
            }
            estate if estate.starts_with("estate.") => {
                out.extend(crate::estate::reverse(t, env, at, reason)?);
                continue;
            }
            _ => {}
        }
        let goods = deciding::trade_event_view(t, env.society, at)?;
        if goods.event.is_some() {
            let command = trade::decide::Reverse { entry: at, reason: reason.to_owned() };
            let context = trade::decide::Context { today: day };
            out.extend(trade::decide::reverse(&goods, &command, &context)?.into_iter().map(Event::from));
            continue;
        }
        let view = deciding::event_view(t, env.society, at, &of_loans)?;
        if view.event.is_some() {
            let command = credit::decide::Reverse { entry: at, date: day, reason: reason.to_owned() };
            let back = credit::decide::reverse(&view, &command, &c.context)?;
            out.extend(back.iter().cloned().map(Event::from));
            of_loans.extend(back);
            continue;
        }
        let view = deciding::society_event_view(t, env.society, at, &of_people)?;
        if view.event.is_some() {
            let command = society::decide::Reverse { entry: at, reason: reason.to_owned() };
            let back = society::decide::reverse(&view, &command, &context)?;
            out.extend(back.iter().cloned().map(Event::from));
            of_people.extend(back);
        }
    }
    Ok(out)
}

/// Lets through who may take a run back: of every kind of entry in it.
///
/// # Errors
/// 5001, 5002; the store's.
pub(crate) fn guard_run(t: &mut Tx<'_>, env: &Env<'_>, entry: (i64, i64)) -> Result<(), Trouble> {
    for (_, kind) in keep::standing_of_act(t, env.society, entry)? {
        env.who.guard(verb(&kind), env.society)?;
    }
    Ok(())
}

/// What says that an act passed or came after its day: it stays when the act is taken back.
const ABOUT_THE_ACT: [&str; 3] = ["books.proposed", "books.proposal-decided", "books.entered-late"];

/// What of a run over accounts still stands, in its order; nothing of any other act.
pub(crate) fn run_left(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<Vec<(i64, i64)>, sql::Error> {
    if !keep::is_run(t, society, entry)? {
        return Ok(Vec::new());
    }
    let mut all = keep::standing_of_act(t, society, entry)?;
    all.retain(|(_, kind)| !ABOUT_THE_ACT.contains(&&kind[..]));
    let of_accounts = |kind: &str| ["credit.", "society."].iter().any(|room| kind.starts_with(room));
    // what was written to take something back is not taken back itself
    let fits = |kind: &str| of_accounts(kind) && !kind.ends_with(".reversed");
    if !all.iter().all(|(_, kind)| fits(kind)) {
        return Ok(Vec::new());
    }
    Ok(all.into_iter().map(|(at, _)| at).collect())
}

impl Desk {
    /// How many entries of a run over accounts still stand and are taken back together; 0 for any other act.
    ///
    /// # Errors
    /// The store's.
    pub fn run_left(&self, society: SocietyId, entry: (i64, i64)) -> Result<usize, Trouble> {
        self.read(|t| Ok(run_left(t, society, entry)?.len()))
    }
}

/// Takes back every entry of a run that still stands, last first, entries that otherwise are taken back one by one. One that cannot be taken back holds
/// all of them.
///
/// # Errors
/// 4675 (nothing of it stands, or it is no run over accounts); of the room of each entry; the store's.
pub(crate) fn run(t: &mut Tx<'_>, env: &Env<'_>, entry: (i64, i64), reason: &str) -> Result<Vec<Event>, Trouble> {
    let all = run_left(t, env.society, entry)?;
    if all.is_empty() {
        return Err(Refusal::new(4675).with("entry", format!("{}/{}", entry.0, entry.1)).into());
    }
    back(t, env, all, reason)
}
