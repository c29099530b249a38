//! Rules of the books and the desk that a society's board or an office sets: each from a day on, by an order. What is not set holds
//! its safe side: the separation of duties is in force, no amount passes unchecked by silence.

use crate::event::{BooksEvent, Setting};
use crate::percent::Percent;
use crate::statement::appropriation::Law;
use kernel::{Date, Paise, Refusal};

/// `yes` where one person alone works in the society: maker and checker, accounts and cash are then not separated, and every page
/// says so. Needs an order: model bye-law 13(3) of 5 January 2023 forbids the keeper of accounts to hold cash.
pub const ONE_PERSON: &str = "one-person";
/// Paise above which an act waits for a second person. Unset: every act of money by an operator waits, of others none.
pub const APPROVAL_ABOVE: &str = "approval-above";
/// The day from which no paper is kept (`2026-01-01`): what happened before the open day then needs a reason and an approval.
pub const PAPER_CLOSED: &str = "paper-closed";
/// Hours within which what was written on outage slips is entered.
pub const OUTAGE_HOURS: &str = "outage-hours";

/// Contribution to the education fund for a year, paise, as prescribed (Act of 2003, s. 58); read on the last day of the year.
pub const EDUCATION_FUND: &str = "education-fund";
/// Highest dividend, hundredths of a percent of paid-up shares; read on the last day of the year.
pub const DIVIDEND_CAP: &str = "dividend-cap";

/// `yes` where a member who repays a crop loan by its due day pays only his own share of the interest, and the funders owe the rest from
/// that moment; unset or `no`: he pays the contract rate.
pub const RELIEF: &str = "relief-at-repayment";
/// Paise for a gram of fine gold by which ornaments are valued.
pub const GOLD_RATE: &str = "gold-rate";

/// Roles that must show a second factor at login, their codes divided by commas (`secretary,president`); `no` for none. Which roles there
/// are the desk knows.
pub const SECOND_FACTOR: &str = "second-factor";

/// Percent of members whose mobile number must be usable before migrated data is signed.
pub const MIGRATION_MOBILE: &str = "migration-mobile";
/// Percent of members who must have a nominee before it is signed.
pub const MIGRATION_NOMINEE: &str = "migration-nominee";
/// Days running on which paper and system must say the same before paper ends.
pub const MIGRATION_PARALLEL: &str = "migration-parallel";
/// Paise to which all differences between ledger and registers that are carried on may come together. Unset: none may be carried past the gate.
pub const MIGRATION_DIFFERENCE: &str = "migration-difference";
/// Days members have to object to the slips of their balances.
pub const MIGRATION_OBJECTION: &str = "migration-objection";

/// Members of the board who must be present for it to resolve anything.
pub const QUORUM_BOARD: &str = "quorum-board";
/// Members who must be present at the general body.
pub const QUORUM_GENERAL: &str = "quorum-general";
/// Members who must be present at a general body called again for want of a quorum.
pub const QUORUM_ADJOURNED: &str = "quorum-adjourned";

/// All keys.
pub const KEYS: [&str; 17] = [
    ONE_PERSON,
    APPROVAL_ABOVE,
    PAPER_CLOSED,
    OUTAGE_HOURS,
    EDUCATION_FUND,
    DIVIDEND_CAP,
    RELIEF,
    GOLD_RATE,
    SECOND_FACTOR,
    MIGRATION_MOBILE,
    MIGRATION_NOMINEE,
    MIGRATION_PARALLEL,
    MIGRATION_OBJECTION,
    MIGRATION_DIFFERENCE,
    QUORUM_BOARD,
    QUORUM_GENERAL,
    QUORUM_ADJOURNED,
];

/// What is proposed for the measures of a migration until somebody sets another: 90 and 80 percent, seven days, thirty days.
pub const MIGRATION_PROPOSED: [(&str, u64); 4] =
    [(MIGRATION_MOBILE, 90), (MIGRATION_NOMINEE, 80), (MIGRATION_PARALLEL, 7), (MIGRATION_OBJECTION, 30)];

/// Days within which a finding at the workbench is to be answered, by its cause, until somebody sets others: a week for what the operator looks up in the
/// page, a fortnight for what the accountant works out, three weeks and a month for what must be asked of persons, the bank or another office. No law
/// or circular names such days; they are this program's proposal.
pub const FINDING_DAYS: [(&str, u64); 26] = [
    ("finding-days-gl-subledger-difference", 21),
    ("finding-days-share-gl-mismatch", 21),
    ("finding-days-tb-unbalanced", 14),
    ("finding-days-missing-page", 30),
    ("finding-days-duplicate-row", 7),
    ("finding-days-decimal-shift", 7),
    ("finding-days-digit-transposition", 7),
    ("finding-days-wrong-side", 14),
    ("finding-days-page-total-mismatch", 7),
    ("finding-days-words-figures-mismatch", 7),
    ("finding-days-orphan-loan", 21),
    ("finding-days-orphan-deposit", 21),
    ("finding-days-non-member-loan", 21),
    ("finding-days-negative-balance", 14),
    ("finding-days-closed-with-balance", 14),
    ("finding-days-share-shortfall", 30),
    ("finding-days-time-barred", 30),
    ("finding-days-fd-matured-unpaid", 21),
    ("finding-days-due-before-disbursal", 7),
    ("finding-days-interest-upto-after-cutoff", 14),
    ("finding-days-rate-out-of-range", 14),
    ("finding-days-impossible-date", 7),
    ("finding-days-unknown-village", 14),
    ("finding-days-duplicate-member", 21),
    ("finding-days-bad-mobile", 30),
    ("finding-days-full-aadhaar-in-text", 7),
];

/// Whether only somebody above the society may set it: the day paper is closed, what differences may be carried on, a measure of its own migration below what is proposed, and more days for a
/// finding than are. Who is measured does not choose the measure.
#[must_use]
pub fn is_from_above(setting: &Setting) -> bool {
    let below = |(key, proposed): &(&str, u64)| {
        *key == setting.key && setting.value.parse::<u64>().is_ok_and(|value| value < *proposed)
    };
    let longer = |(key, proposed): &(&str, u64)| {
        *key == setting.key && setting.value.parse::<u64>().is_ok_and(|value| value > *proposed)
    };
    matches!(&setting.key[..], PAPER_CLOSED | MIGRATION_DIFFERENCE)
        || MIGRATION_PROPOSED.iter().any(below)
        || FINDING_DAYS.iter().any(longer)
}

/// The settings in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings(pub Vec<Setting>);

impl Settings {
    /// The value in force on a day: the latest that began on or before it; of two of one day the later entered.
    #[must_use]
    pub fn on(&self, key: &str, day: Date) -> Option<&str> {
        self.0.iter().filter(|s| s.key == key && s.from <= day).max_by_key(|s| s.from).map(|s| &s.value[..])
    }

    /// One person alone works here.
    #[must_use]
    pub fn one_person(&self, day: Date) -> bool {
        self.on(ONE_PERSON, day) == Some("yes")
    }

    /// The member is relieved of the funders' share when he repays in time.
    #[must_use]
    pub fn relief(&self, day: Date) -> bool {
        self.on(RELIEF, day) == Some("yes")
    }

    /// What a gram of fine gold is valued at.
    #[must_use]
    pub fn gold_rate(&self, day: Date) -> Option<Paise> {
        self.on(GOLD_RATE, day)?.parse().ok().map(Paise)
    }

    /// Amount above which a second person is needed.
    #[must_use]
    pub fn approval_above(&self, day: Date) -> Option<Paise> {
        self.on(APPROVAL_ABOVE, day)?.parse().ok().map(Paise)
    }

    /// The day from which no paper is kept.
    #[must_use]
    pub fn paper_closed(&self, day: Date) -> Option<Date> {
        self.on(PAPER_CLOSED, day)?.parse().ok()
    }

    /// What law and order prescribe for dividing the profit of a year.
    #[must_use]
    pub fn appropriation(&self, year_end: Date) -> Law {
        let number = |key: &str| self.on(key, year_end)?.parse::<i64>().ok();
        Law { education: number(EDUCATION_FUND).map(Paise), dividend_cap: number(DIVIDEND_CAP).map(Percent) }
    }

    /// Roles that must show a second factor at login.
    pub fn second_factor(&self, day: Date) -> impl Iterator<Item = &str> {
        self.on(SECOND_FACTOR, day).unwrap_or_default().split(',')
    }

    /// A whole number that was set; nothing where none was.
    #[must_use]
    pub fn number(&self, key: &str, day: Date) -> Option<u64> {
        self.on(key, day)?.parse().ok()
    }

    /// Hours for outage slips.
    #[must_use]
    pub fn outage_hours(&self, day: Date) -> Option<i64> {
        self.on(OUTAGE_HOURS, day)?.parse().ok()
    }
}

/// Decides on a setting.
///
/// # Errors
/// 4028: unknown key, a value that is none of it, or no order named.
pub fn set(setting: &Setting) -> Result<Vec<BooksEvent>, Refusal> {
    let whole = |least: i64| setting.value.parse::<i64>().is_ok_and(|n| n >= least);
    let fits = match &setting.key[..] {
        ONE_PERSON | RELIEF => matches!(&setting.value[..], "yes" | "no"),
        APPROVAL_ABOVE | EDUCATION_FUND | MIGRATION_DIFFERENCE => whole(0),
        DIVIDEND_CAP => whole(0) && setting.value.parse::<i64>().is_ok_and(|n| n <= 10_000),
        PAPER_CLOSED => setting.value.parse::<Date>().is_ok(),
        OUTAGE_HOURS | GOLD_RATE | MIGRATION_PARALLEL | MIGRATION_OBJECTION => whole(1),
        QUORUM_BOARD | QUORUM_GENERAL | QUORUM_ADJOURNED => whole(1),
        MIGRATION_MOBILE | MIGRATION_NOMINEE => whole(0) && setting.value.parse::<i64>().is_ok_and(|n| n <= 100),
        key if FINDING_DAYS.iter().any(|(k, _)| *k == key) => whole(1),
        SECOND_FACTOR => setting.value.split(',').all(|r| !r.is_empty() && r.bytes().all(|b| b.is_ascii_lowercase())),
        _ => false,
    };
    if !fits || setting.order.trim().is_empty() || setting.order.len() + setting.source.len() > 1000 {
        return Err(Refusal::new(4028).with("key", &setting.key).with("value", &setting.value));
    }
    Ok(vec![BooksEvent::SettingSet(setting.clone())])
}
