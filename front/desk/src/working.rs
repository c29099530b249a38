//! Doing an act: who may, on which day, whether a second person must agree, what it becomes.

use crate::act::{Act, Asked, Before, Lender};
use crate::{Desk, Role, Trouble, Who, counter, members, undo, yearend};
use books::event::{Late, Proposal, Setting};
use books::setting::Settings;
use books::{BooksEvent, CASH, Head, day, decide, setting};
use credit::CreditEvent;
use keep::audit::{self, Decision};
use keep::{Author, Event, Receipt};
use kernel::{CommandId, Date, Instant, Paise, Refusal, SocietyId, Verb};
use sql::Tx;

/// What came of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The receipt.
    pub receipt: Receipt,
    /// It was not done but waits for a second person.
    pub waits: bool,
}

/// What every act knows.
pub(crate) struct Env<'a> {
    pub desk: &'a Desk,
    pub society: SocietyId,
    pub who: &'a Who,
    pub now: Instant,
    /// The open business day.
    pub open: Option<Date>,
    pub settings: Settings,
}

impl Env<'_> {
    /// The open day.
    pub(crate) fn day(&self) -> Result<Date, Refusal> {
        self.open.ok_or_else(|| Refusal::new(4020))
    }

    pub(crate) fn one_person(&self) -> bool {
        self.settings.one_person(self.open.unwrap_or_else(|| self.now.day()))
    }
}

/// What waits is told by its receipt's first entry.
const WAITS: &str = "books.proposed";

impl Desk {
    /// Does an act, or lets it wait for a second person. The same command again gets the first answer. Every decision is audited.
    ///
    /// # Errors
    /// 5001, 5002 (may not), 5003 (no such society), 5021 (keeps accounts), 5022, 5023 (approvals), 5026 to 5028; of the room that
    /// decides; the store's.
    pub fn act(&self, who: &Who, society: SocietyId, command: CommandId, asked: &Asked) -> Result<Done, Trouble> {
        let done = self.try_act(who, society, command, asked);
        if let Err(Trouble::Refusal(r)) = &done {
            self.audit_refusal(who, society, asked.act.code(), r);
        }
        if done.is_ok() && matches!(asked.act, Act::BeginDay { .. }) {
            // what an officer said while no day was open; that it cannot be done now does not undo the day's beginning
            let _ = self.carry_out_of(society);
        }
        done
    }

    /// Notes a refusal. That this cannot be noted, the disk being full, is not a second trouble of the user's.
    pub(crate) fn audit_refusal(&self, who: &Who, society: SocietyId, act: &str, r: &Refusal) {
        let at = self.clock.now();
        let decision = decision(who, at, act, i64::from(r.number), r.to_string());
        let _ = self.db.tx(|t| audit::note(t, society, &decision));
    }

    /// Where the clock stands before the last entry, that is noted. The order of entries is by their position, so the books stay right;
    /// but a day may be begun under a wrong date, and somebody must look at the clock.
    fn note_clock(&self, t: &mut Tx<'_>, who: &Who, society: SocietyId, now: Instant) -> Result<(), sql::Error> {
        match keep::last_at(t, society, self.id)? {
            Some(last) if last > now => {
                let no = clock_back(last, now);
                audit::note(t, society, &decision(who, now, "clock-back", i64::from(no.number), no.to_string()))
            }
            _ => Ok(()),
        }
    }

    /// What is said where the clock stands before the last entry of a society in this desk's log.
    ///
    /// # Errors
    /// The store's.
    pub fn clock_warning(&self, society: SocietyId) -> Result<Option<Refusal>, Trouble> {
        let (last, now) = (self.read(|t| keep::last_at(t, society, self.id))?, self.clock.now());
        Ok(last.filter(|last| *last > now).map(|last| clock_back(last, now)))
    }

    /// What is said where the books have paid out more cash than they received: something that came in is not written yet, or a sum is wrong.
    /// The day cannot end so; until then it is shown wherever somebody works.
    ///
    /// # Errors
    /// The store's.
    pub fn cash_warning(&self, society: SocietyId) -> Result<Option<Refusal>, Trouble> {
        let cash = self.read(|t| keep::deciding::cash(t, society))?;
        Ok((cash < Paise::ZERO).then(|| Refusal::new(4635).with("amount", lipi::amount::format_indian(cash.abs()))))
    }

    /// Whether one person alone works in a society today, so that nobody checks what he enters.
    ///
    /// # Errors
    /// The store's.
    pub fn one_person(&self, society: SocietyId) -> Result<bool, Trouble> {
        let today = self.clock.now().day();
        self.read(|t| {
            let open = keep::deciding::open_day(t, society)?;
            Ok(keep::deciding::settings(t, society)?.one_person(open.unwrap_or(today)))
        })
    }

    fn try_act(&self, who: &Who, society: SocietyId, command: CommandId, asked: &Asked) -> Result<Done, Trouble> {
        self.let_through(who, society, &asked.act)?;
        let _mark = self.mark_ending(society, &asked.act);
        let backup = self.backup_before(society, &asked.act);
        let now = self.clock.now();
        let command = command.0.to_string();
        self.db.tx(|t| self.act_in(t, (who, now), society, &command, asked, &backup))
    }

    /// Whether he may; and in a copy made for a trial nothing is done but what can be repeated.
    pub(crate) fn let_through(&self, who: &Who, society: SocietyId, act: &Act) -> Result<(), Refusal> {
        let verb = match act {
            // whether it is the secretary's or the officer's to decide is seen when it is read (`decided`)
            Act::Decide { .. } if who.role.may(Verb::ApproveLate) => Verb::ApproveLate,
            _ => act.verb(),
        };
        match act {
            Act::Help(h) => h.guard(who, society)?,
            Act::Bench(b) => b.guard(who, society)?,
            // the role alone would be refused without a word of who may
            Act::Set(s) if setting::is_from_above(s) && !who.role.may(verb) => {
                return Err(Refusal::new(3221).with("key", &s.key));
            }
            _ => who.guard(verb, society)?,
        }
        self.fits_a_copy(act)
    }

    /// Does an act inside a transaction of the caller, who saw that he may. The same command again gets the first answer.
    pub(crate) fn act_in(
        &self,
        t: &mut Tx<'_>,
        (who, now): (&Who, Instant),
        society: SocietyId,
        command: &str,
        asked: &Asked,
        backup: &Backup,
    ) -> Result<Done, Trouble> {
        if let Some(receipt) = keep::find_receipt(t, society, command)? {
            let waits = keep::kind_of(t, society, receipt.desk, receipt.first)?.as_deref() == Some(WAITS);
            return Ok(Done { receipt, waits });
        }
        crate::unsaid::keep_out(asked)?;
        let log = match &asked.act {
            Act::Help(_) | Act::Bench(_) => self.help_log(t, society)?,
            // whoever stands above may sit at the seat, while the books are kept at the society's own desk
            Act::Set(s) if setting::is_from_above(s) => self.help_log(t, society)?,
            _ => self.own_log(t, society)?,
        };
        let mut log = log.ok_or_else(|| Refusal::new(5003))?;
        let env = Env {
            desk: self,
            society,
            who,
            now,
            open: keep::deciding::open_day(t, society)?,
            settings: keep::deciding::settings(t, society)?,
        };
        let events = events(t, &env, asked, backup)?;
        if events.is_empty() {
            // nothing had accrued: still an answer, and it stands nowhere
            return Err(Refusal::new(4035).into());
        }
        self.note_clock(t, who, society, now)?;
        let waits = matches!(events[0], Event::Books(BooksEvent::Proposed(_)));
        let receipt = self.write(t, &mut log, command, &Author { by: &who.name, at: now }, &events)?;
        if matches!(asked.act, Act::EndDay { .. }) {
            let seal = self.sign(t, &log)?;
            keep::keep_seal(t, &log, log.frontier.size(), &seal)?;
            self.sweep_drafts();
        }
        let words = format!("{}-{} {}", receipt.first.0, receipt.last.0, asked.act.words());
        audit::note(t, society, &decision(who, now, asked.act.code(), 0, words))?;
        Ok(Done { receipt, waits })
    }
}

fn clock_back(last: Instant, now: Instant) -> Refusal {
    let minutes = (last.0 - now.0 + 59_999) / 60_000;
    Refusal::new(5058).with("last", last.day()).with("today", now.day()).with("minutes", minutes)
}

pub(crate) fn decision(who: &Who, at: Instant, act: &str, number: i64, words: String) -> Decision {
    Decision { at, by: who.name.clone(), role: who.role.code().to_owned(), act: act.to_owned(), number, words }
}

/// What the act becomes: its events, or the proposal of it.
fn events(t: &mut Tx<'_>, env: &Env<'_>, asked: &Asked, backup: &Backup) -> Result<Vec<Event>, Trouble> {
    if let Act::Decide { entry, approve, reason } = &asked.act {
        return decided(t, env, *entry, *approve, reason, backup);
    }
    let mut late = Vec::new();
    let mut needs_officer = false;
    if let Some(before) = &asked.before {
        match before_the_day(t, env, before, &Passed::No) {
            Ok(events) => late = events,
            Err(Trouble::Refusal(r)) if matches!(r.number, 4032 | 4033) => needs_officer = true,
            Err(e) => return Err(e),
        }
    }
    if let Act::Reverse { entry, .. } = &asked.act {
        undo::guard(t, env, *entry)?;
    }
    if let Act::ReverseRun { entry, .. } = &asked.act {
        undo::guard_run(t, env, *entry)?;
    }
    let events = of_act(t, env, &asked.act, backup)?;
    separated(env, &asked.act, &events)?;
    let amount = amount(&events);
    if needs_officer || waits(t, env, (&asked.act, &events), amount)? {
        return propose(env, asked, amount, !needs_officer);
    }
    late.extend(events);
    Ok(late)
}

/// Who keeps the accounts holds no cash, and who holds the cash keeps no accounts (model bye-law 13(3) of 5 January 2023), unless one person alone works.
///
/// # Errors
/// 5021 (keeps accounts), 4670 (holds the cash).
fn separated(env: &Env<'_>, act: &Act, events: &[Event]) -> Result<(), Refusal> {
    if env.one_person() || !act.may_wait() {
        return Ok(());
    }
    let (name, cash) = (&env.who.name, touches(events, CASH));
    if cash && env.who.role.keeps_accounts() {
        return Err(Refusal::new(5021).with("name", name));
    }
    let journal = |e: &Event| matches!(e, Event::Books(BooksEvent::VoucherPosted { .. }));
    let accounts = matches!(act, Act::Voucher(_) | Act::Estate(_) | Act::ChargeInterest | Act::CreditInterest { .. })
        || corrects(act)
        || matches!(act, Act::ReverseRun { .. })
        || matches!(act, Act::Reverse { .. }) && (events.iter().any(journal) || uncorrects(events));
    if !cash && accounts && env.who.role == Role::Cashier {
        return Err(Refusal::new(4670).with("name", name));
    }
    Ok(())
}

/// A second person is needed above the amount set; an operator's money always needs one where two people work. So does a rule that takes the
/// second person away, wherever there is somebody else who could agree to it: nobody lifts the check on himself.
fn waits(t: &mut Tx<'_>, env: &Env<'_>, (act, events): (&Act, &[Event]), amount: Paise) -> Result<bool, Trouble> {
    if env.one_person() {
        return Ok(false);
    }
    let day = env.open.unwrap_or_else(|| env.now.day());
    if let Act::Set(s) = act
        && loosens(s, &env.settings, day)
    {
        return crate::people::another_agrees(t, env);
    }
    if !act.may_wait() {
        return Ok(false);
    }
    // what the old books said was agreed to by many; one person alone does not change it
    if (corrects(act) || uncorrects(events)) && crate::people::another_agrees(t, env)? {
        return Ok(true);
    }
    let above = env.settings.approval_above(day).is_some_and(|limit| amount > limit);
    Ok(above || (env.who.role == Role::Operator && amount > Paise::ZERO))
}

/// It puts an opening balance right.
fn corrects(act: &Act) -> bool {
    matches!(act, Act::Lender(l) if matches!(**l, Lender::CorrectOpening { .. }))
}

/// It takes such a correction back, by itself or in a run.
fn uncorrects(events: &[Event]) -> bool {
    let back = |e: &Event| match e {
        Event::Credit(CreditEvent::Reversed(back)) => matches!(*back.was, CreditEvent::OpeningCorrected(_)),
        _ => false,
    };
    events.iter().any(back)
}

/// A rule that lets more pass without a second person than the one in force, on a day or on the day it begins, if that comes later: one person alone, a
/// higher amount, more hours for outage slips.
fn loosens(new: &Setting, now: &Settings, day: Date) -> bool {
    let day = day.max(new.from);
    let more = |before: Option<i64>| before.is_none_or(|b| new.value.parse().is_ok_and(|n: i64| n > b));
    match &new.key[..] {
        setting::ONE_PERSON => new.value == "yes",
        // without a limit everything of one person passes: to set one is no loosening
        setting::APPROVAL_ABOVE => now.approval_above(day).is_some() && more(now.approval_above(day).map(|p| p.0)),
        setting::OUTAGE_HOURS => more(now.outage_hours(day)),
        _ => false,
    }
}

fn propose(env: &Env<'_>, asked: &Asked, amount: Paise, in_time: bool) -> Result<Vec<Event>, Trouble> {
    let before = asked.before.clone().map(|b| Before { in_time, ..b });
    let asked = Asked { act: asked.act.clone().without_erasable(), before };
    let body = serde_json::to_string(&asked).expect("plain data");
    let proposal = Proposal {
        date: env.day()?,
        maker: env.who.name.clone(),
        act: asked.act.code().to_owned(),
        amount,
        words: asked.act.words(),
        body,
    };
    Ok(vec![BooksEvent::Proposed(proposal).into()])
}

/// Whether somebody let pass what comes after its day.
pub(crate) enum Passed {
    /// Nobody: only what the rules let pass by itself.
    No,
    /// It was asked for in time, and a second person of the society agreed.
    InTime,
    /// An officer above, by login name.
    By(String),
}

pub(crate) fn before_the_day(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    before: &Before,
    passed: &Passed,
) -> Result<Vec<Event>, Trouble> {
    let late = Late {
        date: env.day()?,
        happened: before.happened,
        reason: before.reason.clone(),
        slip: before.slip,
        approved_by: if let Passed::By(name) = passed { Some(name.clone()) } else { None },
    };
    let entered = match before.slip {
        Some(slip) => {
            day::known_slip(&keep::deciding::slips_given(t, env.society)?, slip)?;
            keep::deciding::slip_entered(t, env.society, slip)?
        }
        None => false,
    };
    let events = day::late(&late, &env.settings, env.now, entered, !matches!(passed, Passed::No))?;
    Ok(events.into_iter().map(Event::from).collect())
}

/// Passing or refusing what waits.
fn decided(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    entry: (i64, i64),
    approve: bool,
    reason: &str,
    backup: &Backup,
) -> Result<Vec<Event>, Trouble> {
    let date = env.day()?;
    let waiting = keep::deciding::waiting(t, env.society, entry)?.filter(|w| w.decided.is_none());
    let waiting = waiting.ok_or_else(|| Refusal::new(5023))?;
    if waiting.maker == env.who.name && !env.one_person() {
        return Err(Refusal::new(5022).with("name", &env.who.name).into());
    }
    let asked: Asked = serde_json::from_str(&waiting.body).map_err(|_| Refusal::new(5023))?;
    let officers = asked.before.as_ref().filter(|b| !b.in_time);
    env.who.guard(if officers.is_some() { Verb::ApproveLate } else { Verb::Approve }, env.society)?;
    let mut out: Vec<Event> =
        vec![BooksEvent::ProposalDecided { date, entry, approved: approve, reason: reason.to_owned() }.into()];
    if !approve {
        return Ok(out);
    }
    if let Some(before) = &asked.before {
        let passed = if before.in_time { Passed::InTime } else { Passed::By(env.who.name.clone()) };
        out.extend(before_the_day(t, env, before, &passed)?);
    }
    out.extend(of_act(t, env, &asked.act, backup)?);
    Ok(out)
}

/// What an act becomes, once it may.
pub(crate) fn of_act(t: &mut Tx<'_>, env: &Env<'_>, act: &Act, backup: &Backup) -> Result<Vec<Event>, Trouble> {
    let books = |events: Vec<BooksEvent>| events.into_iter().map(Event::from).collect();
    Ok(match act {
        Act::BeginDay { date, cash } => {
            let view = keep::deciding::day_state(t, env.society)?;
            let command = day::BeginDay { date: *date, cash: cash.clone() };
            let begun = day::begin(&view, &command, env.now.day())?;
            let mut out: Vec<Event> = missing_heads(t, env.society)?.into_iter().map(Event::from).collect();
            out.extend(begun.into_iter().map(Event::from));
            out
        }
        Act::EndDay { cash } => {
            let mut view = keep::deciding::day_view(t, env.society)?;
            view.backup = backup.made;
            view.backed_up_elsewhere = backup.elsewhere;
            books(day::end(&view, &day::EndDay { cash: cash.clone() }, env.now.day())?)
        }
        Act::IssueSlips { first, last } => {
            let date = env.day()?;
            let given = keep::deciding::slips_given(t, env.society)?;
            books(day::issue_slips(date, &given, *first, *last)?)
        }
        Act::OpenHeads { heads } => {
            let known = keep::deciding::head_codes(t, env.society)?;
            if let Some(h) = heads.iter().find(|h| known.contains(&h.code) || h.code.trim().is_empty()) {
                return Err(Refusal::new(4037).with("head", &h.code).into());
            }
            books(vec![BooksEvent::HeadsOpened { heads: heads.clone() }])
        }
        Act::Set(s) => {
            crate::people::known_roles(s)?;
            if s.key == setting::PAPER_CLOSED && keep::view::bench_case(t, env.society)?.cutoff.is_some() {
                return Err(Refusal::new(3220).into());
            }
            books(setting::set(s)?)
        }
        Act::Voucher(v) => {
            let view = keep::deciding::books_view(t, env.society, v.lines.iter().map(|l| &l.head[..]))?;
            let out = books(decide::post(&view, v)?);
            cash_law(t, env, v)?;
            out
        }
        Act::Reverse { entry, reason } => match keep::deciding::year_of(t, env.society, *entry)? {
            Some(year_end) => yearend::reopen(t, env, year_end, reason)?,
            None => undo::reverse(t, env, *entry, reason)?,
        },
        Act::ReverseRun { entry, reason } => undo::run(t, env, *entry, reason)?,
        Act::CloseYear { year } => yearend::close(t, env, *year)?,
        Act::Appropriate(division) => yearend::divide(t, env, division)?,
        Act::Object { .. } | Act::Reply { .. } | Act::CloseObjection { .. } => yearend::objection(t, env, act)?,
        Act::Decide { .. } => return Err(Refusal::new(5023).into()),
        Act::Goods(goods) => crate::shop::goods(t, env, goods)?,
        Act::Estate(act) => crate::estate::estate(t, env, act)?,
        Act::Help(act) => crate::help::help(t, env, act)?,
        Act::Bench(act) => crate::bench::bench(t, env, act)?,
        Act::Lender(act) => crate::lender::lender(t, env, act)?,
        Act::Office(act) => crate::office::office(t, env, act)?,
        Act::Setup(setup) => crate::setup::events(t, env, setup)?,
        Act::SetBylaw(_) => members::society(t, env, act)?,
        other if other.verb() == Verb::MemberWrite => members::society(t, env, other)?,
        other => counter::credit(t, env, other)?,
    })
}

/// Cash of one voucher, which is one transaction, received from anybody but the society's bank: s. 269ST of the Income-tax Act. Whose it is no
/// voucher says, so that each stands for itself.
fn cash_law(t: &mut Tx<'_>, env: &Env<'_>, v: &decide::PostVoucher) -> Result<(), Trouble> {
    let sum = |of: &dyn Fn(&books::Line) -> Paise| v.lines.iter().map(of).sum::<Paise>();
    let cash = sum(&|l| if l.head == CASH { l.debit - l.credit } else { Paise::ZERO });
    let fetched = sum(&|l| if books::estate::is_bank(&l.head) { l.credit - l.debit } else { Paise::ZERO });
    let received = cash - fetched.max(Paise::ZERO);
    if received <= Paise::ZERO {
        return Ok(());
    }
    let limits = keep::deciding::norms(t, env.society)?.cash_limit();
    let kept = credit::law::cash(&limits, v.date, credit::law::CashWay::Receiving, Paise::ZERO, received);
    // it is nobody's cash by name, so the words are others
    Ok(kept.map_err(|r| if r.number == 4117 { Refusal { number: 4678, ..r } } else { r })?)
}

/// What an act would become, for a form that shows before it asks.
pub(crate) fn preview(t: &mut Tx<'_>, env: &Env<'_>, act: &Act) -> Result<Vec<Event>, Trouble> {
    of_act(t, env, act, &Backup::default())
}

/// The heads of the standard chart that a society does not have yet.
pub(crate) fn missing_heads(t: &mut Tx<'_>, society: SocietyId) -> Result<Option<BooksEvent>, Trouble> {
    let known = keep::deciding::head_codes(t, society)?;
    let heads: Vec<Head> = books::chart::STANDARD
        .iter()
        .filter(|s| !known.iter().any(|k| k == s.code))
        .filter_map(|s| books::chart::head(s.code, lipi::Lang::Hi))
        .collect();
    Ok((!heads.is_empty()).then_some(BooksEvent::HeadsOpened { heads }))
}

fn touches(events: &[Event], head: &str) -> bool {
    events.iter().any(|e| e.postings().iter().any(|l| l.head == head))
}

/// What an act moves, paise: the largest of its entries, or what all of them together take in or pay out in cash and at banks, for a list of small sums is a
/// large sum; a sanction counts what it sanctions.
fn amount(events: &[Event]) -> Paise {
    let posted: Vec<Vec<books::Line>> = events.iter().map(Event::postings).collect();
    let largest = posted.iter().map(|lines| lines.iter().map(|l| l.debit).sum::<Paise>()).max();
    let (mut paid_in, mut paid_out) = (Paise::ZERO, Paise::ZERO);
    for l in posted.iter().flatten().filter(|l| books::estate::is_money(&l.head)) {
        paid_in += l.debit;
        paid_out += l.credit;
    }
    let sanctioned = events.iter().find_map(|e| match e {
        Event::Credit(CreditEvent::LoanSanctioned(s)) => Some(s.amount),
        _ => None,
    });
    [largest.unwrap_or_default(), paid_in, paid_out, sanctioned.unwrap_or_default()]
        .into_iter()
        .max()
        .unwrap_or_default()
}

/// What was done about a backup before the day's end.
#[derive(Default)]
pub(crate) struct Backup {
    /// When it was made.
    pub made: Option<Instant>,
    /// The keeper of the server makes it.
    pub elsewhere: bool,
}
