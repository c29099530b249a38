//! Undo covers every kind of entry: each can be taken back, or it is named why not. The matches have no "everything else", so that a new kind of
//! event does not compile here before somebody has decided which it is; and what is decided here is tried at the door.

use books::estate::Did;
use books::event::Setting;
use books::office::Noted;
use books::{BooksEvent, EstateEvent, setting};
use credit::CreditEvent;
use desk::act::Act;
use desk::{Desk, Role, Trouble, Who};
use keep::{Event, view};
use kernel::{CommandId, SocietyId, SystemClock};
use society::SocietyEvent;
use sql::Sql;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use trade::TradeEvent;

/// What becomes of an entry that was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is taken back by an entry of its own.
    Back,
    /// It is not, for this reason.
    Never(&'static str),
}
use Fate::{Back, Never};

const UNDOING: Fate = Never("it takes something back itself; what it took back is entered again");
const BROUGHT: Fate = Never("it came with the old books, whose mend is a trial and another migration");
const LATER: Fate = Never("a later entry of the same kind takes its place; what was done under it stands on it");

fn of_books(event: &BooksEvent) -> Fate {
    match event {
        BooksEvent::VoucherPosted { reverses: Some(_), .. } => UNDOING,
        BooksEvent::VoucherPosted { .. } | BooksEvent::ProfitAppropriated { .. } | BooksEvent::YearClosed { .. } => {
            Back
        }
        BooksEvent::HeadsOpened { .. } => Never("a head that was opened stays; nothing need be written under it"),
        BooksEvent::DayBegun { .. } => Never("a day that was begun is ended, also where nothing happened on it"),
        BooksEvent::DayEnded { .. } => Never("a day that was ended is immutable: the next one mends it"),
        BooksEvent::Proposed(_) => Never("it waits; the second person refuses it"),
        BooksEvent::ProposalDecided { .. } => Never("what was let pass is an entry of its own, and that is taken back"),
        BooksEvent::SettingSet(_) | BooksEvent::DeskOpened { .. } => LATER,
        BooksEvent::EnteredLate(_) => Never("it says of another entry when it happened, and goes with it"),
        BooksEvent::SlipsIssued { .. } => Never("numbers were handed out on paper; each that is missing is shown"),
        BooksEvent::YearReopened { .. } => UNDOING,
        BooksEvent::ObjectionRaised(_) => Never("the auditor closes it"),
        BooksEvent::ObjectionReplied { .. } => Never("a reply was read; another is written"),
        BooksEvent::ObjectionClosed { .. } => Never("another is raised"),
    }
}

fn of_society(event: &SocietyEvent) -> Fate {
    match event {
        SocietyEvent::Registered { .. } => Never("the society is there"),
        SocietyEvent::MembersBroughtForward { .. } | SocietyEvent::VillagesBroughtForward { .. } => BROUGHT,
        SocietyEvent::MergeUndone(_) | SocietyEvent::Reversed(_) => UNDOING,
        SocietyEvent::MemberAdmitted(_)
        | SocietyEvent::AdmissionRejected(_)
        | SocietyEvent::MemberChanged(_)
        | SocietyEvent::NomineeSet(_)
        | SocietyEvent::MemberLeft(_)
        | SocietyEvent::MembersMerged(_)
        | SocietyEvent::SharesIssued(_)
        | SocietyEvent::SharesTransferred(_)
        | SocietyEvent::SharesRefunded(_)
        | SocietyEvent::VillageSet(_)
        | SocietyEvent::NoticeServed(_)
        | SocietyEvent::BylawSet(_) => Back,
    }
}

fn of_trade(event: &TradeEvent) -> Fate {
    match event {
        TradeEvent::Reversed(_) => UNDOING,
        TradeEvent::ActivityOpened(_)
        | TradeEvent::ActivityChanged(_)
        | TradeEvent::ItemSet(_)
        | TradeEvent::GodownSet(_)
        | TradeEvent::PriceSet(_)
        | TradeEvent::EntitlementSet(_)
        | TradeEvent::CardSet(_)
        | TradeEvent::StockBroughtForward(_)
        | TradeEvent::Purchased(_)
        | TradeEvent::Sold(_)
        | TradeEvent::RationIssued(_)
        | TradeEvent::SaleReturned(_)
        | TradeEvent::PurchaseReturned(_)
        | TradeEvent::GoodsMoved(_)
        | TradeEvent::StockTaken(_)
        | TradeEvent::Settled(_) => Back,
    }
}

fn of_credit(event: &CreditEvent) -> Fate {
    match event {
        CreditEvent::AccountsBroughtForward { .. } => BROUGHT,
        CreditEvent::ProductSet(_) | CreditEvent::NormsSet(_) => LATER,
        CreditEvent::Reversed(_) => UNDOING,
        CreditEvent::LoanSanctioned(_)
        | CreditEvent::LoanRejected(_)
        | CreditEvent::LoanDisbursed(_)
        | CreditEvent::InterestAccrued(_)
        | CreditEvent::LoanCharged(_)
        | CreditEvent::LoanReceived(_)
        | CreditEvent::DebtAcknowledged(_)
        | CreditEvent::SuitFiled(_)
        | CreditEvent::SuitMoved(_)
        | CreditEvent::ClaimMade(_)
        | CreditEvent::ClaimReceived(_)
        | CreditEvent::ClaimRejected(_)
        | CreditEvent::InterestRelieved(_)
        | CreditEvent::ProvisionMade(_)
        | CreditEvent::InterestReserved(_)
        | CreditEvent::Reminded(_)
        | CreditEvent::GoldPledged(_)
        | CreditEvent::GoldReleased(_)
        | CreditEvent::DepositOpened(_)
        | CreditEvent::Deposited(_)
        | CreditEvent::Withdrawn(_)
        | CreditEvent::DepositInterestCredited(_)
        | CreditEvent::DepositLien(_)
        | CreditEvent::DepositClosed(_)
        | CreditEvent::DepositRested(_)
        | CreditEvent::PassbookPrinted(_)
        | CreditEvent::AgentSet(_)
        | CreditEvent::AgentPaid(_)
        | CreditEvent::LossNamed(_)
        | CreditEvent::OpeningCorrected(_)
        | CreditEvent::SurplusPaid(_) => Back,
    }
}

fn of_office(noted: &Noted) -> Fate {
    match noted {
        Noted::Met(_)
        | Noted::ArticleEntered(_)
        | Noted::ArticleWrittenOff(_)
        | Noted::PolicyEntered(_)
        | Noted::PlotEntered(_)
        | Noted::PlotLeft { .. }
        | Noted::BondSigned(_)
        | Noted::KeeperSet(_)
        | Noted::NominalNoted(_)
        | Noted::SharesNumbered(_)
        | Noted::DividendListed(_)
        | Noted::DividendPaid(_) => Back,
    }
}

fn of_estate(event: &EstateEvent) -> Fate {
    match &event.did {
        Did::Reversed { .. } => UNDOING,
        Did::Office(noted) => of_office(noted),
        Did::StatementTaken(_)
        | Did::Matched(_)
        | Did::LineBooked { .. }
        | Did::OpeningItem(_)
        | Did::BorrowingOpened(_)
        | Did::RateSet(_)
        | Did::Drawn(_)
        | Did::Repaid(_)
        | Did::InterestAccrued { .. }
        | Did::BalanceConfirmed(_)
        | Did::Invested(_)
        | Did::Encashed { .. }
        | Did::ClassSet(_)
        | Did::Acquired(_)
        | Did::Depreciated { .. }
        | Did::Disposed(_)
        | Did::EmployeeSet(_)
        | Did::AdvanceGiven { .. }
        | Did::SalaryDue(_)
        | Did::SalaryPaid { .. } => Back,
    }
}

/// The fate of an entry of the books' four rooms and of members; of others (the seat, the workbench, help) nothing is said here.
fn fate(event: &Event) -> Option<Fate> {
    Some(match event {
        Event::Books(e) => of_books(e),
        Event::Society(e) => of_society(e),
        Event::Trade(e) => of_trade(e),
        Event::Credit(e) => of_credit(e),
        Event::Estate(e) => of_estate(e),
        Event::Migration(_) => BROUGHT,
        Event::Places(_) | Event::Programme(_) | Event::Help(_) | Event::Bench(_) => return None,
    })
}

/// Every entry of the society's register, in its order.
fn entries(desk: &Desk, society: SocietyId) -> Vec<((i64, i64), Event)> {
    const ALL: Sql =
        Sql("SELECT desk_id, seq, kind, bytes FROM register_entry WHERE society_id = $1 ORDER BY desk_id, seq");
    let read = |r: &sql::Row<'_>| ((r.int(0), r.int(1)), Event::decode(r.text(2), r.bytes(3)));
    let rows = desk.read(|t| t.rows(ALL, &[society.0.into()], read)).expect("entries");
    rows.into_iter().map(|(at, event)| (at, event.expect("readable"))).collect()
}

fn is_reversed(desk: &Desk, society: SocietyId, entry: (i64, i64)) -> bool {
    const OF: Sql = Sql("SELECT count(*) FROM reversal WHERE society_id = $1 AND of_desk = $2 AND of_seq = $3");
    let asked = [society.0.into(), entry.0.into(), entry.1.into()];
    desk.read(|t| t.first(OF, &asked, |r| r.int(0))).expect("read").unwrap_or(0) > 0
}

/// A society's desk at which one person takes back.
struct Hand<'d> {
    desk: &'d Desk,
    society: SocietyId,
    next: u128,
}

impl Hand<'_> {
    fn act(&mut self, role: Role, act: Act) -> Result<(), Trouble> {
        self.next += 1;
        let id = CommandId(uuid::Uuid::from_u128(self.next));
        let done = self.desk.act(&Who::local(role), self.society, id, &act.into())?;
        assert!(!done.waits, "one person works here");
        Ok(())
    }

    /// Accounts, stock and registers sum to their heads; debits equal credits.
    fn agrees(&self, after: &str) {
        let day = self.desk.read(|t| keep::deciding::day_view(t, self.society)).expect("read");
        assert!(day.apart.is_empty(), "after {after}: {:?}", day.apart);
        assert!(day.in_transfer.is_zero(), "after {after}: {:?}", day.in_transfer);
        let rows = self.desk.read(|t| view::trial_balance(t, self.society)).expect("read");
        assert_eq!(rows.iter().map(|r| (r.debit - r.credit).0).sum::<i64>(), 0, "after {after}");
    }
}

/// A whole year of everything, taken back from its last entry to its first: what can be taken back is, what never is, is refused and leaves nothing
/// behind, and at every hundredth step the registers sum to their heads.
#[test]
fn every_kind_of_a_year_is_taken_back_or_named_why_not() {
    let dir = tempfile::tempdir().expect("a folder");
    crate::year::played_long(dir.path(), "", ["90", "300", "1200"]);
    let desk = Desk::open(dir.path(), "", Arc::new(SystemClock)).expect("opens");
    let society = desk.read(view::societies).expect("read").first().expect("a society").id;
    let all = entries(&desk, society);
    let mut hand = Hand { desk: &desk, society, next: 1 << 100 };
    let state = desk.read(|t| keep::deciding::day_state(t, society)).expect("read");
    if state.open.is_none() {
        let date = state.closed_until.expect("days were ended").tomorrow().expect("a day follows");
        hand.act(Role::Secretary, Act::BeginDay { date, cash: books::day::fewest(state.book_cash) }).expect("begun");
    }
    let from = desk.read(|t| keep::deciding::day_state(t, society)).expect("read").open.expect("open");
    let rule = Setting {
        key: setting::ONE_PERSON.into(),
        from,
        value: "yes".into(),
        order: "1".into(),
        source: String::new(),
    };
    hand.act(Role::Secretary, Act::Set(rule)).expect("set");
    let size = || desk.read(|t| view::home(t, society)).expect("read").expect("a home").entries;
    let (mut back, mut never, mut stays) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut steps = 0;
    for (entry, event) in all.iter().rev() {
        let Some(fate) = fate(event) else { continue };
        if is_reversed(&desk, society, *entry) {
            continue;
        }
        let (kind, before) = (event.kind(), size());
        let done = hand.act(Role::Secretary, Act::Reverse { entry: *entry, reason: "सब वापस".into() });
        match (fate, done) {
            (Back, Ok(())) => *back.entry(kind).or_insert(0) += 1,
            (Back, Err(Trouble::Refusal(r))) => *stays.entry((kind, r.number)).or_insert(0) += 1,
            (Never(why), Err(Trouble::Refusal(_))) => {
                assert!(size() == before, "{kind} left something behind: {why}");
                *never.entry(kind).or_insert(0) += 1;
            }
            (fate, done) => panic!("{kind} is {fate:?}, and yet {done:?}"),
        }
        steps += 1;
        if steps % 100 == 0 {
            hand.agrees(kind);
        }
    }
    hand.agrees("all");
    let undone: BTreeSet<&str> =
        all.iter().filter(|(at, _)| is_reversed(&desk, society, *at)).map(|(_, e)| e.kind()).collect();
    println!("taken back: {undone:?}; never: {never:?}");
    assert!(undone.len() >= 70 && never.len() >= 18, "{} and {}", undone.len(), never.len());
    // of all that can be taken back one entry stays: the one that brought the old books in
    assert_eq!(stays, BTreeMap::from([(("books.voucher-posted", 4681), 1)]));
    // what the old books brought stands, to the paisa, and nothing else
    let first = all.iter().position(|(_, e)| e.kind() == "books.day-begun").expect("a first day");
    let mut brought: BTreeMap<String, i64> = BTreeMap::new();
    for l in all[..first].iter().flat_map(|(_, e)| e.postings()) {
        *brought.entry(l.head).or_default() += (l.debit - l.credit).0;
    }
    let rows = desk.read(|t| view::trial_balance(t, society)).expect("read");
    let stands: BTreeMap<String, i64> = rows.into_iter().map(|r| (r.code, (r.debit - r.credit).0)).collect();
    brought.retain(|_, n| *n != 0);
    let stands: BTreeMap<String, i64> = stands.into_iter().filter(|(_, n)| *n != 0).collect();
    assert_eq!(stands, brought);
}
