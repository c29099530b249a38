//! The people at the counter: who does an act, what comes of it, who lets pass what waits.

use super::check::wrong;
use super::tally::Tally;
use credit::{AccountKind, AccountRef};
use desk::act::{Act, Asked, Goods};
use desk::{Desk, Done, Known, Role, Trouble, Who};
use examples::random::Random;
use examples::year;
use kernel::{Clock, CommandId, Date, Instant, Paise, SocietyId};
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock the play turns.
pub struct Turned(AtomicI64);

impl Turned {
    /// Stands at the beginning of 1970.
    pub fn new() -> Turned {
        Turned(AtomicI64::new(0))
    }

    /// Turns it to an hour of a day in India.
    pub fn to(&self, day: Date, hour: i64) {
        let since = day.since(Date::constant(1970, 1, 1)).map_or(0, |s| i64::from(s.get_days()));
        self.0.store(since * 86_400_000 - 19_800_000 + hour * 3_600_000, Ordering::Relaxed);
    }

    fn on(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for Turned {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::Relaxed))
    }
}

/// What somebody does next.
pub struct Step {
    /// Who.
    pub by: Role,
    /// What.
    pub asked: Asked,
}

impl Step {
    /// A step of today.
    pub fn new(by: Role, act: Act) -> Step {
        Step { by, asked: act.into() }
    }
}

/// Bills remembered.
const BILLS: usize = 60;

/// An act that waits: its entry, who sent it, whether it happened before the open day.
struct Waits {
    name: &'static str,
    entry: (i64, i64),
    by: Role,
    before: bool,
}

/// The play.
pub struct Play<'d> {
    /// The desk.
    pub desk: &'d Desk,
    /// The clock.
    pub clock: &'d Turned,
    /// The society.
    pub society: SocietyId,
    /// Members.
    pub members: usize,
    /// Chance.
    pub random: Random,
    /// The open day.
    pub today: Date,
    /// The working day before it.
    pub before: Date,
    /// Accounts as the store named them this morning.
    pub accounts: BTreeMap<AccountKind, Vec<AccountRef>>,
    /// Entry of the last act done today.
    pub last: Option<(i64, i64)>,
    /// Counts.
    pub tally: Tally,
    /// Who has asked to be admitted, counted.
    pub applicants: usize,
    /// Members to whom shares were issued here.
    pub holders: Vec<String>,
    /// Who left and may be paid back.
    pub gone: Vec<String>,
    /// What the bank has written already.
    pub banked: super::mix_estate::Banked,
    /// The latest bills that may be returned: entry, and what was sold or bought.
    pub bills_done: VecDeque<((i64, i64), Goods)>,
    /// Loans on which more was paid than was owed.
    pub overpaid: Vec<String>,
    /// Suppliers' bills, counted.
    pub bills: u64,
    waiting: Vec<Waits>,
    /// Number of the last refusal.
    no: u16,
    /// What all that is drawn begins with.
    pub seed: u64,
    next: u64,
    slip: i64,
}

impl<'d> Play<'d> {
    /// A play that has not begun.
    pub fn new(desk: &'d Desk, clock: &'d Turned, society: SocietyId, members: usize, seed: u64) -> Play<'d> {
        Play {
            desk,
            clock,
            society,
            members,
            random: Random::named(seed, "year-play"),
            today: year::FIRST,
            before: year::FIRST,
            accounts: BTreeMap::new(),
            last: None,
            tally: Tally::default(),
            applicants: 0,
            holders: Vec::new(),
            gone: Vec::new(),
            banked: Default::default(),
            bills_done: VecDeque::new(),
            bills: 0,
            waiting: Vec::new(),
            no: 0,
            seed,
            next: 0,
            overpaid: Vec::new(),
            slip: 0,
        }
    }

    /// Asks the store for the accounts there are.
    pub fn morning(&mut self) -> Result<(), Trouble> {
        for kind in AccountKind::ALL {
            let all = self.desk.read(|t| keep::deciding::accounts_of_kind(t, self.society, kind))?;
            self.accounts.insert(kind, all);
        }
        self.last = None;
        Ok(())
    }

    /// The next outage slip.
    pub fn slip(&mut self) -> i64 {
        self.slip += 1;
        self.slip
    }

    /// A member's number.
    pub fn member(&mut self) -> String {
        (1 + self.random.below(self.members)).to_string()
    }

    /// Some account of a kind; a shopkeeper's comes often, others rarely.
    pub fn account(&mut self, kind: AccountKind) -> Option<String> {
        let all = self.accounts.get(&kind)?;
        if all.is_empty() {
            return None;
        }
        let few = (all.len() / 50).max(1);
        let at = if self.random.chance(20) { self.random.below(few) } else { self.random.below(all.len()) };
        Some(all[at].to_string())
    }

    /// What the counter shows of an account.
    pub fn know(&self, account: &str) -> Option<Known> {
        self.desk.know(self.society, account).ok()
    }

    /// Balance of a head, debit more than nothing, as the store has it.
    pub fn head(&self, code: &str) -> Result<Paise, Trouble> {
        let rows = self.desk.read(|t| keep::view::trial_balance(t, self.society))?;
        Ok(rows.iter().find(|r| r.code == code).map_or(Paise::ZERO, |r| r.debit - r.credit))
    }

    fn who(&self, role: Role) -> Who {
        Who::of(role.code(), role, self.society)
    }

    /// A command's id, the same in every run of a seed.
    fn command(&mut self) -> CommandId {
        self.next += 1;
        CommandId(uuid::Uuid::from_u128(u128::from(self.next) << 64 | u128::from(self.seed)))
    }

    /// Does a step. A refusal is an answer too; `None` then. Now and then the button is pressed twice.
    pub fn step(&mut self, name: &'static str, step: &Step) -> Result<Option<Done>, Trouble> {
        let (who, command) = (self.who(step.by), self.command());
        self.clock.on(20_000);
        let begun = std::time::Instant::now();
        let done = self.desk.act(&who, self.society, command, &step.asked);
        self.tally.timed(begun.elapsed());
        let done = match done {
            Ok(done) => done,
            Err(Trouble::Refusal(r)) => {
                *self.tally.refused.entry(r.number).or_default() += 1;
                self.no = r.number;
                return Ok(None);
            }
            Err(fault) => return Err(fault),
        };
        if self.random.below(400) == 0 {
            let again = self.desk.act(&who, self.society, command, &step.asked)?;
            if !again.receipt.already || again.receipt.first != done.receipt.first || again.waits != done.waits {
                return Err(wrong(format_args!("{name}: done twice")));
            }
            self.tally.doubled += 1;
        }
        self.count(name, step, &done);
        Ok(Some(done))
    }

    fn count(&mut self, name: &'static str, step: &Step, done: &Done) {
        let before = step.asked.before.is_some();
        self.tally.late += u64::from(before && !done.waits);
        if done.waits {
            self.tally.waited += 1;
            let entry = (done.receipt.desk.0, done.receipt.first.0);
            self.waiting.push(Waits { name, entry, by: step.by, before });
        } else {
            *self.tally.done.entry(name).or_default() += 1;
            self.last = Some((done.receipt.desk.0, done.receipt.last.0));
            self.bill(step, done);
        }
    }

    /// Remembers a bill that may come back.
    fn bill(&mut self, step: &Step, done: &Done) {
        let Act::Goods(goods) = &step.asked.act else { return };
        if matches!(**goods, Goods::Sell { .. } | Goods::Buy { .. }) {
            self.bills_done.push_back(((done.receipt.desk.0, done.receipt.first.0), (**goods).clone()));
            if self.bills_done.len() > BILLS {
                self.bills_done.pop_front();
            }
        }
    }

    /// The second person looks at everything that waits. What has become impossible meanwhile is sent back, and one in ten besides.
    pub fn pass(&mut self) -> Result<(), Trouble> {
        self.passing(10).map(|_| ())
    }

    /// Does what must be done, with the second person's word where one is needed; its last entry. A refusal ends the play.
    pub fn agreed(&mut self, name: &'static str, by: Role, act: Act) -> Result<(i64, i64), Trouble> {
        self.pass()?;
        let entry = match self.step(name, &Step::new(by, act))? {
            Some(done) if done.waits => self.passing(0)?,
            done => done.map(|d| (d.receipt.desk.0, d.receipt.last.0)),
        };
        entry.ok_or_else(|| wrong(format_args!("{name}: S{}", self.no)))
    }

    /// The last entry of what was approved; of a hundred so many are sent back.
    fn passing(&mut self, back: u32) -> Result<Option<(i64, i64)>, Trouble> {
        let mut last = None;
        for w in std::mem::take(&mut self.waiting) {
            // a slip entered in its hours is the society's own to decide, anything else that comes late an officer's
            let officers = w.before && self.desk.read(|t| keep::view::one_late(t, self.society, w.entry))?.is_some();
            let by = match w.by {
                _ if officers => Role::Supervisor,
                Role::Secretary => Role::President,
                _ => Role::Secretary,
            };
            let approve = !self.random.chance(back);
            let decide = |approve| {
                let reason = if approve { String::new() } else { year::NOT_PASSED.to_owned() };
                Step::new(by, Act::Decide { entry: w.entry, approve, reason })
            };
            let done = self.step("decide", &decide(approve))?;
            if let Some(done) = done.as_ref().filter(|_| approve) {
                last = Some((done.receipt.desk.0, done.receipt.last.0));
                *self.tally.done.entry(w.name).or_default() += 1;
            }
            if done.is_none() && (!approve || self.step("decide", &decide(false))?.is_none()) {
                return Err(wrong(format_args!("{}/{} can neither pass nor go back", w.entry.0, w.entry.1)));
            }
            self.tally.late += u64::from(w.before && approve && done.is_some());
        }
        Ok(last)
    }
}
