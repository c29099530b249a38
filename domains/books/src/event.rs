//! What happened in the books.

use kernel::{Date, Paise, Source};
use serde::{Deserialize, Serialize};

/// Which statement a head belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadClass {
    /// What the society has.
    Asset,
    /// What it owes, its capital and reserves.
    Liability,
    /// What it earned.
    Income,
    /// What it spent.
    Expense,
    /// *Migration difference*: must reach zero or be signed for.
    Difference,
}

/// A head of account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Short stable code, unique in the society, upper case, for example `ST_LOAN` or `TB-017`.
    pub code: String,
    /// Name as the society writes it.
    pub name: String,
    /// Class.
    pub class: HeadClass,
}

/// One line of a voucher; exactly one of debit and credit is not zero, both are never negative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Code of the head.
    pub head: String,
    /// Debit in paise.
    pub debit: Paise,
    /// Credit in paise.
    pub credit: Paise,
    /// The legacy cell the figure was read from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<Source>,
}

/// Notes or coins of one value: `(paise each, how many)`.
pub type Note = (i64, i64);

/// A rule of the society that belongs to the books and the desk; from a day on, by an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Its key, see [`crate::setting`].
    pub key: String,
    /// First day it holds.
    pub from: Date,
    /// What it says: paise, hours, a day, `yes` … as text.
    pub value: String,
    /// Number of the order or resolution.
    pub order: String,
    /// Where it was read.
    pub source: String,
}

/// An act that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Business day.
    pub date: Date,
    /// Who asks for it: login name.
    pub maker: String,
    /// Kind of the act, for people and for permissions.
    pub act: String,
    /// Amount, paise; nothing where it has none.
    pub amount: Paise,
    /// One line that says what it is.
    pub words: String,
    /// The act itself as the desk reads it.
    pub body: String,
}

/// Why something stands in the books later than it happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// Business day it is entered on.
    pub date: Date,
    /// Day it happened.
    pub happened: Date,
    /// Why.
    pub reason: String,
    /// Serial number of the outage slip, if it was written on one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub slip: Option<i64>,
    /// The officer who approved it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub approved_by: Option<String>,
}

/// What an auditor found fault with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Day it was raised.
    pub date: Date,
    /// The voucher it is about: desk and position.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub about: Option<(i64, i64)>,
    /// Amount objected to, paise; nothing where it is about no amount.
    pub amount: Paise,
    /// What is objected to.
    pub text: String,
}

/// Past tense, versioned by the entry that carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum BooksEvent {
    /// Heads were opened.
    HeadsOpened {
        /// The heads.
        heads: Vec<Head>,
    },
    /// A voucher was posted; debits equal credits to the paisa.
    VoucherPosted {
        /// Day of the voucher.
        date: Date,
        /// Number shown to people, for example `OPENING-1` or `R-000123`.
        number: String,
        /// What it is for.
        narration: String,
        /// At least two lines.
        lines: Vec<Line>,
        /// Entry it reverses: (desk, seq).
        #[serde(skip_serializing_if = "Option::is_none", default)]
        reverses: Option<(i64, i64)>,
    },
    /// The business day began; `cash` is what the drawer held, carried over from the end of the day before.
    DayBegun {
        /// The day.
        date: Date,
        /// Notes and coins.
        cash: Vec<Note>,
    },
    /// The business day ended: from here on nothing is dated on it.
    DayEnded {
        /// The day.
        date: Date,
        /// Notes and coins counted; their sum is the cash of the books.
        cash: Vec<Note>,
        /// Ended on a later day than its own.
        late: bool,
    },
    /// An act waits for a second person.
    Proposed(Proposal),
    /// The second person decided; what was approved follows as entries of its own.
    ProposalDecided {
        /// Business day.
        date: Date,
        /// Entry of the proposal: desk and position.
        entry: (i64, i64),
        /// Approved or refused.
        approved: bool,
        /// Why, where refused.
        reason: String,
    },
    /// A rule was set.
    SettingSet(Setting),
    /// What follows in the same act stands later than it happened.
    EnteredLate(Late),
    /// Outage slips were handed out, so that gaps among those entered can be seen: first and last serial number.
    SlipsIssued {
        /// Business day.
        date: Date,
        /// First number.
        first: i64,
        /// Last number.
        last: i64,
    },
    /// A further desk (installation) took the work over from a backup: what it writes comes after the old heads. An open day stays open.
    /// Reverse: another [`BooksEvent::DeskOpened`], by which a further desk takes over in its turn.
    DeskOpened {
        /// Day of the restore by the new desk's clock.
        date: Date,
        /// Number of the new desk.
        desk: i64,
        /// The logs it goes on from: desk, entries, root (hexadecimal).
        after: Vec<(i64, u64, String)>,
    },
    /// One voucher of the closing of a year: income and expenses go to the profit. It stands on the last day of the year, on whatever
    /// business day it was done, and is told apart from all other vouchers by being this event. Reverse: [`BooksEvent::YearReopened`].
    YearClosed {
        /// Last day of the year: the voucher's day.
        date: Date,
        /// Business day it was done on.
        done: Date,
        /// What it is for.
        narration: String,
        /// Debits equal credits.
        lines: Vec<Line>,
    },
    /// One voucher of a closing was taken back; it stands on the last day of that year too.
    YearReopened {
        /// Last day of the year: the voucher's day.
        date: Date,
        /// Business day it was done on.
        done: Date,
        /// Why.
        narration: String,
        /// The lines of the closing with sides changed.
        lines: Vec<Line>,
        /// Entry it takes back: desk and position.
        entry: (i64, i64),
    },
    /// The profit of a closed year was divided as the general body resolved. Reverse: a voucher that names it.
    ProfitAppropriated {
        /// Business day.
        date: Date,
        /// Last day of the year.
        year_end: Date,
        /// Resolution: number and day.
        resolution: String,
        /// What it is for.
        narration: String,
        /// Debits equal credits.
        lines: Vec<Line>,
    },
    /// An auditor objected. Reverse: [`BooksEvent::ObjectionClosed`].
    ObjectionRaised(Objection),
    /// The society answered an objection. An answer that was wrong is followed by another.
    ObjectionReplied {
        /// Day.
        date: Date,
        /// Entry of the objection: desk and position.
        objection: (i64, i64),
        /// Answer.
        text: String,
    },
    /// The auditor is content, or takes the objection back. If it comes up again, a new objection is raised.
    ObjectionClosed {
        /// Day.
        date: Date,
        /// Entry of the objection: desk and position.
        objection: (i64, i64),
        /// Why it is closed.
        text: String,
    },
}
