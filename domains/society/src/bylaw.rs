//! Bye-laws as effective-dated rules. Each society sets its own with the number of the registered amendment; what has no rule is *unset*
//! and blocks (4201), it is never guessed.

use crate::terms::{Class, MOST_PAISE, MOST_TEXT, text};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// What a bye-law says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", content = "value", rename_all = "kebab-case")]
pub enum Bylaw {
    /// Least age of a full member on the day of admission, years.
    LeastAge(u16),
    /// Fee of admission to a class, paise.
    AdmissionFee(Class, Paise),
    /// Face value of a share, paise.
    ShareValue(Paise),
    /// Least shares of a full member.
    LeastShares(u32),
    /// One member holds at most this part of the subscribed capital: numerator, denominator.
    MostOfCapital(u32, u32),
    /// A full member must hold land or cattle in the area of operation.
    LandOrCattle(bool),
    /// A full member must have shown a paper.
    KycNeeded(bool),
    /// Clear days between the notice and the general body.
    NoticeDays(u16),
    /// Who was a member this many days before the poll may vote.
    VoteAfterDays(u16),
    /// Who is in arrears longer than this many days may not vote.
    VoteArrearsDays(u16),
    /// Arrears up to this amount do not cost the vote, paise.
    VoteArrears(Paise),
}

/// What a rule is about: one at a time is in force for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// [`Bylaw::LeastAge`].
    LeastAge,
    /// [`Bylaw::AdmissionFee`] of one class.
    AdmissionFee(Class),
    /// [`Bylaw::ShareValue`].
    ShareValue,
    /// [`Bylaw::LeastShares`].
    LeastShares,
    /// [`Bylaw::MostOfCapital`].
    MostOfCapital,
    /// [`Bylaw::LandOrCattle`].
    LandOrCattle,
    /// [`Bylaw::KycNeeded`].
    KycNeeded,
    /// [`Bylaw::NoticeDays`].
    NoticeDays,
    /// [`Bylaw::VoteAfterDays`].
    VoteAfterDays,
    /// [`Bylaw::VoteArrearsDays`].
    VoteArrearsDays,
    /// [`Bylaw::VoteArrears`].
    VoteArrears,
}

impl Key {
    /// The setting's name in messages.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Key::LeastAge => "least-age",
            Key::AdmissionFee(Class::A) => "admission-fee",
            Key::AdmissionFee(Class::B) => "nominal-fee",
            Key::ShareValue => "share-value",
            Key::LeastShares => "least-shares",
            Key::MostOfCapital => "most-of-capital",
            Key::LandOrCattle => "land-or-cattle",
            Key::KycNeeded => "kyc-needed",
            Key::NoticeDays => "notice-days",
            Key::VoteAfterDays => "vote-after-days",
            Key::VoteArrearsDays => "vote-arrears-days",
            Key::VoteArrears => "vote-arrears",
        }
    }
}

impl Bylaw {
    /// What it is about.
    #[must_use]
    pub fn key(&self) -> Key {
        match self {
            Bylaw::LeastAge(_) => Key::LeastAge,
            Bylaw::AdmissionFee(class, _) => Key::AdmissionFee(*class),
            Bylaw::ShareValue(_) => Key::ShareValue,
            Bylaw::LeastShares(_) => Key::LeastShares,
            Bylaw::MostOfCapital(..) => Key::MostOfCapital,
            Bylaw::LandOrCattle(_) => Key::LandOrCattle,
            Bylaw::KycNeeded(_) => Key::KycNeeded,
            Bylaw::NoticeDays(_) => Key::NoticeDays,
            Bylaw::VoteAfterDays(_) => Key::VoteAfterDays,
            Bylaw::VoteArrearsDays(_) => Key::VoteArrearsDays,
            Bylaw::VoteArrears(_) => Key::VoteArrears,
        }
    }

    /// True where its value is possible.
    fn possible(&self) -> bool {
        match self {
            Bylaw::LeastAge(years) => *years <= 100,
            Bylaw::AdmissionFee(_, p) | Bylaw::VoteArrears(p) => (0..=MOST_PAISE).contains(&p.0),
            Bylaw::ShareValue(p) => p.0 > 0 && p.0 <= MOST_PAISE / 1_000_000,
            Bylaw::LeastShares(n) => *n <= 1_000_000,
            Bylaw::MostOfCapital(a, b) => *a > 0 && a <= b && *b <= 1_000_000,
            Bylaw::LandOrCattle(_) | Bylaw::KycNeeded(_) => true,
            Bylaw::NoticeDays(d) | Bylaw::VoteAfterDays(d) | Bylaw::VoteArrearsDays(d) => *d <= 3_660,
        }
    }
}

/// One rule: in force from a day on, until a later rule of the same [`Key`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BylawRule {
    /// First day it holds.
    pub from: Date,
    /// What it says.
    pub says: Bylaw,
    /// Number of the registered bye-law, amendment or order.
    pub order: String,
    /// Where it was read.
    pub source: String,
}

impl BylawRule {
    /// Refuses a rule that cannot be.
    ///
    /// # Errors
    /// 4202, 4203 (order or source), 4235 (value).
    pub fn check(&self) -> Result<(), Refusal> {
        text("order", &self.order, MOST_TEXT)?;
        text("source", &self.source, MOST_TEXT)?;
        if self.says.possible() { Ok(()) } else { Err(Refusal::new(4235).with("setting", self.says.key().code())) }
    }
}

/// The rules of a society in the order they were entered. A society's own come after the model's and so prevail from their day on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bylaws(pub Vec<BylawRule>);

impl Bylaws {
    /// The rule in force on a day: the latest that began on or before it; of two that began on one day, the later entered.
    #[must_use]
    pub fn on(&self, key: Key, day: Date) -> Option<&BylawRule> {
        self.0.iter().filter(|r| r.says.key() == key && r.from <= day).max_by_key(|r| r.from)
    }

    fn need(&self, key: Key, day: Date) -> Result<Bylaw, Refusal> {
        let unset = || Refusal::new(4201).with("setting", key.code()).with("date", day);
        self.on(key, day).map(|r| r.says).ok_or_else(unset)
    }

    /// A rule whose value is a whole number: years, shares, days.
    ///
    /// # Errors
    /// 4201 where it is unset.
    pub fn number(&self, key: Key, day: Date) -> Result<u32, Refusal> {
        Ok(match self.need(key, day)? {
            Bylaw::LeastAge(n) | Bylaw::NoticeDays(n) | Bylaw::VoteAfterDays(n) | Bylaw::VoteArrearsDays(n) => n.into(),
            Bylaw::LeastShares(n) => n,
            Bylaw::LandOrCattle(b) | Bylaw::KycNeeded(b) => b.into(),
            Bylaw::AdmissionFee(..) | Bylaw::ShareValue(_) | Bylaw::MostOfCapital(..) | Bylaw::VoteArrears(_) => 0,
        })
    }

    /// A rule whose value is money, paise.
    ///
    /// # Errors
    /// 4201 where it is unset.
    pub fn money(&self, key: Key, day: Date) -> Result<Paise, Refusal> {
        Ok(match self.need(key, day)? {
            Bylaw::AdmissionFee(_, p) | Bylaw::ShareValue(p) | Bylaw::VoteArrears(p) => p,
            _ => Paise::ZERO,
        })
    }

    /// A rule that says yes or no.
    ///
    /// # Errors
    /// 4201 where it is unset.
    pub fn yes(&self, key: Key, day: Date) -> Result<bool, Refusal> {
        Ok(self.number(key, day)? != 0)
    }

    /// The most one member may hold of a subscribed capital (after the issue), paise, rounded down.
    ///
    /// # Errors
    /// 4201 where the part is unset.
    pub fn most_of(&self, capital: Paise, day: Date) -> Result<Paise, Refusal> {
        let Bylaw::MostOfCapital(a, b) = self.need(Key::MostOfCapital, day)? else { return Ok(Paise::ZERO) };
        let most = i128::from(capital.0) * i128::from(a) / i128::from(b.max(1));
        Ok(Paise(i64::try_from(most).unwrap_or(i64::MAX)))
    }
}

/// The model bye-laws of 5 January 2023. Whatever they leave to the society (who may vote) is not here: it is unset.
#[must_use]
pub fn model() -> Bylaws {
    let from = Date::new(2023, 1, 5).unwrap_or(Date::MAX);
    let rule = |says| BylawRule {
        from,
        says,
        order: "Model bye-laws of 5 January 2023".into(),
        source: "Ministry of Cooperation, model bye-laws for primary agricultural credit societies".into(),
    };
    let all = [
        Bylaw::LeastAge(18),
        Bylaw::AdmissionFee(Class::A, Paise::rupees(10)),
        Bylaw::AdmissionFee(Class::B, Paise::rupees(10)),
        Bylaw::ShareValue(Paise::rupees(100)),
        Bylaw::LeastShares(5),
        Bylaw::MostOfCapital(1, 5),
        Bylaw::LandOrCattle(true),
        Bylaw::KycNeeded(true),
        Bylaw::NoticeDays(15),
    ];
    Bylaws(all.into_iter().map(rule).collect())
}
