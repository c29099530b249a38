//! Events of all domains under one roof: the kind of an entry and its bytes.

use books::{BooksEvent, EstateEvent, Line};
use credit::CreditEvent;
use helpdesk::HelpEvent;
use kernel::Date;
use migration::bench::BenchEvent;
use migration::event::MigrationEvent;
use migration::opening::Opening;
use places::PlacesEvent;
use programme::ProgrammeEvent;
use society::SocietyEvent;
use sql::{Error, Kind};
use trade::TradeEvent;

/// Something that happened, of any domain.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// To the society and its members.
    Society(SocietyEvent),
    /// In the books.
    Books(BooksEvent),
    /// To accounts.
    Credit(CreditEvent),
    /// To goods.
    Trade(Box<TradeEvent>),
    /// To what the society has and owes outside its members.
    Estate(Box<EstateEvent>),
    /// In a migration.
    Migration(MigrationEvent),
    /// To the lists and posts of the State.
    Places(Box<PlacesEvent>),
    /// In the programme of the State.
    Programme(Box<ProgrammeEvent>),
    /// At the help desk.
    Help(Box<HelpEvent>),
    /// At the workbench of a migration.
    Bench(Box<BenchEvent>),
}

impl From<SocietyEvent> for Event {
    fn from(e: SocietyEvent) -> Event {
        Event::Society(e)
    }
}
impl From<BooksEvent> for Event {
    fn from(e: BooksEvent) -> Event {
        Event::Books(e)
    }
}
impl From<CreditEvent> for Event {
    fn from(e: CreditEvent) -> Event {
        Event::Credit(e)
    }
}
impl From<TradeEvent> for Event {
    fn from(e: TradeEvent) -> Event {
        Event::Trade(Box::new(e))
    }
}
impl From<EstateEvent> for Event {
    fn from(e: EstateEvent) -> Event {
        Event::Estate(Box::new(e))
    }
}
impl From<MigrationEvent> for Event {
    fn from(e: MigrationEvent) -> Event {
        Event::Migration(e)
    }
}
impl From<PlacesEvent> for Event {
    fn from(e: PlacesEvent) -> Event {
        Event::Places(Box::new(e))
    }
}
impl From<ProgrammeEvent> for Event {
    fn from(e: ProgrammeEvent) -> Event {
        Event::Programme(Box::new(e))
    }
}

impl From<HelpEvent> for Event {
    fn from(e: HelpEvent) -> Event {
        Event::Help(Box::new(e))
    }
}

impl From<BenchEvent> for Event {
    fn from(e: BenchEvent) -> Event {
        Event::Bench(Box::new(e))
    }
}

impl From<Opening> for Event {
    fn from(e: Opening) -> Event {
        match e {
            Opening::Society(e) => Event::Society(e),
            Opening::Books(e) => Event::Books(e),
            Opening::Credit(e) => Event::Credit(e),
            Opening::Migration(e) => Event::Migration(e),
        }
    }
}

/// What a voucher says about itself beside its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoucherHead {
    /// Day.
    pub date: Date,
    /// Number shown to people; empty for pages of accounts (the position names them).
    pub number: String,
    /// What it is for; for pages of accounts the kind of account.
    pub narration: String,
    /// The voucher it reverses.
    pub reverses: Option<(i64, i64)>,
}

impl Event {
    /// Kind of the entry: domain and event.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Society(e) => e.kind(),
            Event::Books(BooksEvent::HeadsOpened { .. }) => "books.heads-opened",
            Event::Books(BooksEvent::VoucherPosted { .. }) => "books.voucher-posted",
            Event::Books(BooksEvent::DayBegun { .. }) => "books.day-begun",
            Event::Books(BooksEvent::DayEnded { .. }) => "books.day-ended",
            Event::Books(BooksEvent::Proposed(_)) => "books.proposed",
            Event::Books(BooksEvent::ProposalDecided { .. }) => "books.proposal-decided",
            Event::Books(BooksEvent::SettingSet(_)) => "books.setting-set",
            Event::Books(BooksEvent::EnteredLate(_)) => "books.entered-late",
            Event::Books(BooksEvent::SlipsIssued { .. }) => "books.slips-issued",
            Event::Books(BooksEvent::DeskOpened { .. }) => "books.desk-opened",
            Event::Books(BooksEvent::YearClosed { .. }) => "books.year-closed",
            Event::Books(BooksEvent::YearReopened { .. }) => "books.year-reopened",
            Event::Books(BooksEvent::ProfitAppropriated { .. }) => "books.profit-appropriated",
            Event::Books(BooksEvent::ObjectionRaised(_)) => "books.objection-raised",
            Event::Books(BooksEvent::ObjectionReplied { .. }) => "books.objection-replied",
            Event::Books(BooksEvent::ObjectionClosed { .. }) => "books.objection-closed",
            Event::Credit(e) => e.kind(),
            Event::Trade(e) => e.kind(),
            Event::Estate(e) => e.kind(),
            Event::Migration(MigrationEvent::Begun { .. }) => "migration.begun",
            Event::Migration(MigrationEvent::RegisterRecognised(_)) => "migration.register-recognised",
            Event::Migration(MigrationEvent::FindingRaised(_)) => "migration.finding-raised",
            Event::Migration(MigrationEvent::DifferenceStated(_)) => "migration.difference-stated",
            Event::Migration(MigrationEvent::Completed { .. }) => "migration.completed",
            Event::Places(e) => e.kind(),
            Event::Programme(e) => e.kind(),
            Event::Help(e) => e.kind(),
            Event::Bench(e) => e.kind(),
        }
    }

    /// Version of the bytes.
    #[must_use]
    pub fn version(&self) -> u16 {
        1
    }

    /// The event as it is written: JSON.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Event::Society(e) => serde_json::to_vec(e),
            Event::Books(e) => serde_json::to_vec(e),
            Event::Credit(e) => serde_json::to_vec(e),
            Event::Trade(e) => serde_json::to_vec(e),
            Event::Estate(e) => serde_json::to_vec(e),
            Event::Migration(e) => serde_json::to_vec(e),
            Event::Places(e) => serde_json::to_vec(e),
            Event::Programme(e) => serde_json::to_vec(e),
            Event::Help(e) => serde_json::to_vec(e),
            Event::Bench(e) => serde_json::to_vec(e),
        }
        .expect("events are plain data")
    }

    /// Reads an entry.
    ///
    /// # Errors
    /// Where the kind is unknown or the bytes are none of it.
    pub fn decode(kind: &str, bytes: &[u8]) -> Result<Event, Error> {
        let wrong = |e: String| Error::new(Kind::Other, format!("read an entry of kind {kind}"), e);
        let json = |e: serde_json::Error| wrong(e.to_string());
        match kind.split_once('.').map(|(domain, _)| domain) {
            Some("society") => serde_json::from_slice(bytes).map(Event::Society).map_err(json),
            Some("books") => serde_json::from_slice(bytes).map(Event::Books).map_err(json),
            Some("credit") => serde_json::from_slice(bytes).map(Event::Credit).map_err(json),
            Some("trade") => serde_json::from_slice(bytes).map(Event::Trade).map_err(json),
            Some("estate") => serde_json::from_slice(bytes).map(Event::Estate).map_err(json),
            Some("migration") => serde_json::from_slice(bytes).map(Event::Migration).map_err(json),
            Some("places") => serde_json::from_slice(bytes).map(Event::Places).map_err(json),
            Some("programme") => serde_json::from_slice(bytes).map(Event::Programme).map_err(json),
            Some("help") => serde_json::from_slice(bytes).map(Event::Help).map_err(json),
            Some("bench") => serde_json::from_slice(bytes).map(Event::Bench).map_err(json),
            _ => Err(wrong("no domain writes such entries".into())),
        }
    }

    /// What it posts; empty where it posts nothing.
    #[must_use]
    pub fn postings(&self) -> Vec<Line> {
        match self {
            Event::Books(e) => books::effects::postings(e),
            Event::Credit(e) => credit::effects::lines(e),
            Event::Trade(e) => trade::effects::lines(e),
            Event::Estate(e) => e.lines.clone(),
            Event::Society(e) => society::effects::lines(e),
            Event::Migration(_) | Event::Places(_) | Event::Programme(_) | Event::Help(_) | Event::Bench(_) => {
                Vec::new()
            }
        }
    }

    /// The head of the voucher it makes; `None` where it makes none.
    #[must_use]
    pub fn voucher(&self) -> Option<VoucherHead> {
        match self {
            Event::Books(BooksEvent::VoucherPosted { date, number, narration, reverses, .. }) => Some(VoucherHead {
                date: *date,
                number: number.clone(),
                narration: narration.clone(),
                reverses: *reverses,
            }),
            Event::Books(
                BooksEvent::YearClosed { date, narration, .. }
                | BooksEvent::YearReopened { date, narration, .. }
                | BooksEvent::ProfitAppropriated { date, narration, .. },
            ) => Some(VoucherHead {
                date: *date,
                number: String::new(),
                narration: narration.clone(),
                reverses: self.reverses(),
            }),
            Event::Credit(CreditEvent::AccountsBroughtForward { kind, cutoff, .. }) => Some(VoucherHead {
                date: *cutoff,
                number: String::new(),
                narration: kind.code().to_owned(),
                reverses: None,
            }),
            Event::Credit(e) if !credit::effects::lines(e).is_empty() => Some(VoucherHead {
                date: e.date(),
                number: String::new(),
                narration: [&[e.kind()][..], &credit::account::named(e)].concat().join(" "),
                reverses: self.reverses(),
            }),
            Event::Trade(e) if !trade::effects::lines(e).is_empty() => Some(VoucherHead {
                date: e.date(),
                number: String::new(),
                narration: [e.kind(), e.number().unwrap_or_default(), party(e)].join(" ").trim_end().to_owned(),
                reverses: self.reverses(),
            }),
            Event::Estate(e) if !e.lines.is_empty() => Some(VoucherHead {
                date: e.date,
                number: String::new(),
                narration: [e.kind(), &e.words()].join(" ").trim_end().to_owned(),
                reverses: self.reverses(),
            }),
            Event::Society(e) if !society::effects::lines(e).is_empty() => {
                let whose = society::effects::changes(e).into_iter().next().map(|c| c.0).unwrap_or_default();
                Some(VoucherHead {
                    date: e.date()?,
                    number: String::new(),
                    narration: format!("{} {whose}", e.kind()),
                    reverses: self.reverses(),
                })
            }
            _ => None,
        }
    }

    /// The entry it takes back: desk and position.
    #[must_use]
    pub fn reverses(&self) -> Option<(i64, i64)> {
        match self {
            Event::Books(BooksEvent::VoucherPosted { reverses, .. }) => *reverses,
            Event::Books(BooksEvent::YearReopened { entry, .. }) => Some(*entry),
            Event::Credit(CreditEvent::Reversed(e)) => Some(e.entry),
            Event::Trade(e) => match &**e {
                TradeEvent::Reversed(e) => Some(e.entry),
                _ => None,
            },
            Event::Estate(e) => e.reverses(),
            Event::Help(e) => e.reverses(),
            Event::Bench(e) => e.reverses(),
            Event::Society(SocietyEvent::Reversed(e)) => Some(e.entry),
            Event::Society(SocietyEvent::MergeUndone(e)) => Some(e.entry),
            _ => None,
        }
    }

    /// The next number of the day book belongs to it: it posts, and carries no number of its own.
    #[must_use]
    pub fn numbered_here(&self) -> bool {
        !matches!(self, Event::Credit(CreditEvent::AccountsBroughtForward { .. }))
    }
}

/// The customer or supplier of a bill, for its line in the day book; empty where nobody is named.
fn party(event: &TradeEvent) -> &str {
    match event {
        TradeEvent::Purchased(e) => e.supplier.text(),
        TradeEvent::PurchaseReturned(e) => e.supplier.text(),
        TradeEvent::SaleReturned(e) => e.customer.as_ref().map_or("", trade::Party::text),
        TradeEvent::RationIssued(e) => &e.card,
        TradeEvent::Settled(e) => e.party.text(),
        TradeEvent::Reversed(e) => party(&e.was),
        _ => event.sale().and_then(|s| s.customer.as_ref()).map_or("", trade::Party::text),
    }
}
