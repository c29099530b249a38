//! Products by effective-dated rules. A rule names its order and source; what has no rule is *unset* and blocks, it is
//! never guessed.

use crate::appropriate::Order;
use crate::calendar::MonthEnd;
use crate::claims::{Scheme, SchemeRule, StateRule};
use crate::event::AccountKind;
use crate::interest::{DayCount, Rate, Rests, Rounding};
use crate::law::CashReading;
use crate::limit::LimitRule;
use crate::schedule::Split;
use crate::standing::{Cycle, NpaRule, ProvisionRule};
pub use books::ruled::{Rule, Ruled};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// Kinds of loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LoanKind {
    /// Short-term crop loan under a KCC limit.
    KccShort,
    /// Medium term, by instalments (usually 3 to 5 years, unverified).
    Medium,
    /// Long term, by instalments (usually 5 to 15 years, unverified).
    Long,
    /// Against a deposit held under lien.
    AgainstDeposit,
    /// Against gold.
    Gold,
}

impl LoanKind {
    /// Agricultural advances carry no monthly rests (RBI DBOD.No.Dir.BC.25/13.03.00/2002-03, addressed to commercial
    /// banks); medium and long term count where the product says so ([`LoanProduct::agricultural`]).
    #[must_use]
    pub fn always_agricultural(self) -> bool {
        self == LoanKind::KccShort
    }
}

/// Kinds of deposit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DepositKind {
    /// Savings.
    Savings,
    /// Recurring.
    Recurring,
    /// Fixed; interest is paid out.
    Fixed,
    /// Fixed; interest is added (reinvestment).
    Reinvestment,
    /// Daily, through an agent.
    Daily,
}

/// Heads a loan posts to: codes of heads in the books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanHeads {
    /// Principal of members.
    pub principal: String,
    /// Interest receivable.
    pub receivable: String,
    /// Interest earned.
    pub income: String,
    /// Penal interest earned.
    pub penal: String,
    /// Charges earned.
    pub charges: String,
    /// Received over what was due: owed to the member.
    pub surplus: String,
    /// Interest of loans classed NPA: a reserve, no income (mpacs.md 4.4, s. 58 of the Act of 2003: profit after deducting
    /// overdue interest).
    pub overdue_reserve: String,
}

impl LoanHeads {
    /// The standard heads of what a loan earns; only where its principal stands is the society's choice.
    #[must_use]
    pub fn standard(principal: &str) -> LoanHeads {
        LoanHeads {
            principal: principal.to_owned(),
            receivable: "INT_RECV".to_owned(),
            income: "INC_INT".to_owned(),
            penal: "INC_PENAL".to_owned(),
            charges: "INC_CHARGES".to_owned(),
            surplus: "LOAN_SURPLUS".to_owned(),
            overdue_reserve: "OIR".to_owned(),
        }
    }
}

/// Heads a deposit posts to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositHeads {
    /// Owed to depositors.
    pub deposit: String,
    /// Interest paid.
    pub interest: String,
}

impl DepositHeads {
    /// The standard head of what deposits cost; where they stand is the society's choice.
    #[must_use]
    pub fn standard(deposit: &str) -> DepositHeads {
        DepositHeads { deposit: deposit.to_owned(), interest: "EXP_INT_DEP".to_owned() }
    }
}

/// Share linkage: what a borrower must hold in shares, percent of borrowing (5 % small and marginal, 10 % others:
/// unverified, so unset until entered).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linkage {
    /// Small and marginal farmers.
    pub small: Rate,
    /// All others.
    pub others: Rate,
    /// Value of one share, paise; shares are held in its multiples.
    pub share: Paise,
}

impl Linkage {
    /// Shares (paise, whole shares, rounded up) a member must hold when he owes `borrowing`.
    #[must_use]
    pub fn needed(&self, borrowing: Paise, small: bool) -> Paise {
        let percent = i128::from(if small { self.small.0 } else { self.others.0 });
        let share = i128::from(self.share.0.max(1));
        let exact = i128::from(borrowing.0.max(0)) * percent;
        let shares = (exact + 10_000 * share - 1) / (10_000 * share);
        Paise(i64::try_from(shares * share).unwrap_or(i64::MAX))
    }
}

/// How a loan product divides what is repaid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalmentRule {
    /// Equal principal, equal instalment or balloon.
    pub split: Split,
    /// Months between instalments.
    pub months: u16,
    /// Most instalments.
    pub most: u16,
    /// What happens at the end of months.
    pub month_end: MonthEnd,
    /// Instalments are whole multiples of this, paise; 1 for none.
    pub multiple: Paise,
}

/// Sureties of a loan: full members other than the borrower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuretyRule {
    /// How many at least.
    pub count: u8,
    /// In how many bonds of loans still owed one member may stand, this one not counted; 0 for any number.
    pub most: u8,
}

fn unread(rule: &Ruled<CashReading>) -> bool {
    rule.0.is_empty()
}

fn unset(rule: &Ruled<SuretyRule>) -> bool {
    rule.0.is_empty()
}

/// A loan product: every setting is a rule with a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanProduct {
    /// Short code, unique in the society.
    pub code: String,
    /// Kind.
    pub kind: LoanKind,
    /// True for agricultural advances of medium and long term.
    pub agricultural: bool,
    /// Contract rate a year.
    pub rate: Ruled<Rate>,
    /// Penal rate a year on what is overdue (1 to 3 %, unverified: unset until entered).
    pub penal: Ruled<Rate>,
    /// How days are counted.
    pub day_count: Ruled<DayCount>,
    /// How interest is rounded when posted.
    pub rounding: Ruled<Rounding>,
    /// Whether interest is added to principal, and how often.
    pub rests: Ruled<Rests>,
    /// Order in which a receipt is appropriated.
    pub order: Ruled<Order>,
    /// Share linkage.
    pub linkage: Ruled<Linkage>,
    /// Due dates by season (crop loans).
    pub season: Ruled<crate::limit::Seasons>,
    /// Instalments (medium and long term).
    pub instalments: Ruled<InstalmentRule>,
    /// Most percent of the security's value that is lent (against deposits, gold).
    pub margin: Ruled<Rate>,
    /// Sureties a sanction asks for; where unset it asks for none.
    #[serde(default, skip_serializing_if = "unset")]
    pub sureties: Ruled<SuretyRule>,
    /// Its crops are of long duration (cane, fruit): a non-performing loan is counted in their seasons.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub long_crop: bool,
    /// Heads.
    pub heads: LoanHeads,
}

impl LoanProduct {
    /// How often interest is added to principal on a day.
    ///
    /// # Errors
    /// 4101 where unset; 4102 where an agricultural advance would carry rests shorter than a crop season.
    pub fn rests_on(&self, day: Date) -> Result<Rests, Refusal> {
        let rests = *self.rests.need(day, "rests")?;
        let agricultural = self.agricultural || self.kind.always_agricultural();
        if agricultural && rests != Rests::None && rests != Rests::Yearly {
            return Err(Refusal::new(4102).with("product", &self.code));
        }
        Ok(rests)
    }
}

/// Most that may be lent on a security: its value less the margin.
///
/// # Errors
/// 4101 where the margin is unset.
pub fn most_on_security(product: &LoanProduct, value: Paise, day: Date) -> Result<Paise, Refusal> {
    let percent = i128::from(product.margin.need(day, "margin")?.0);
    Ok(Paise(i64::try_from(i128::from(value.0.max(0)) * percent / 10_000).unwrap_or(i64::MAX)))
}

/// How the interest of a recurring deposit paid in full is worked out; one with missing or late instalments, or closed early, goes
/// by exact days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecurringMethod {
    /// Each payment by exact days.
    Days,
    /// `R·r/1200·n(n+1)/2`.
    Simple,
    /// With quarterly rests.
    Quarterly,
}

/// A deposit product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositProduct {
    /// Short code, unique in the society.
    pub code: String,
    /// Kind.
    pub kind: DepositKind,
    /// Rates by the months the money was kept, ascending: the last row whose months are reached. Savings have one row at 0.
    pub rates: Ruled<Vec<(u16, Rate)>>,
    /// How days are counted.
    pub day_count: Ruled<DayCount>,
    /// How interest is rounded when credited.
    pub rounding: Ruled<Rounding>,
    /// Months between credits of interest (savings quarterly or half-yearly; reinvestment its rests: 1, 3, 6 or 12).
    pub credit_months: Ruled<u16>,
    /// How a recurring deposit earns.
    pub recurring: Ruled<RecurringMethod>,
    /// What is taken off the rate of the time really kept when closed early (1 %, unverified: unset until entered).
    pub premature: Ruled<Rate>,
    /// Agent's commission on daily collections.
    pub commission: Ruled<Rate>,
    /// Months without the member's act after which a savings account is inoperative (24, unverified).
    pub inoperative_months: Ruled<u16>,
    /// Least balance.
    pub least: Ruled<Paise>,
    /// Heads.
    pub heads: DepositHeads,
}

impl DepositProduct {
    /// The yearly rate for money kept `months` months, by the rules of the day it was laid in.
    ///
    /// # Errors
    /// 4101 where unset; 4103 where the product gives nothing for so short a time.
    pub fn rate_for(&self, opened: Date, months: i32) -> Result<Rate, Refusal> {
        let table = self.rates.need(opened, "rate")?;
        let row = table.iter().filter(|(least, _)| i32::from(*least) <= months).max_by_key(|(least, _)| *least);
        row.map(|(_, r)| *r).ok_or_else(|| Refusal::new(4103).with("product", &self.code).with("months", months.max(0)))
    }

    /// The rate of a deposit closed on `day` before its time: that of the time really kept, less the deduction, never below
    /// nothing.
    ///
    /// # Errors
    /// 4101, as [`rate_for`](Self::rate_for); a time too short for any row gives nothing.
    pub fn premature_rate(&self, opened: Date, day: Date) -> Result<Rate, Refusal> {
        let off = *self.premature.need(day, "premature")?;
        self.rates.need(opened, "rate")?;
        let kept = self.rate_for(opened, crate::calendar::whole_months(opened, day)).unwrap_or(Rate(0));
        Ok(Rate((kept.0 - off.0).max(0)))
    }
}

/// A product of either side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Product {
    /// Of loans.
    Loan(Box<LoanProduct>),
    /// Of deposits.
    Deposit(Box<DepositProduct>),
}

impl Product {
    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Product::Loan(p) => &p.code,
            Product::Deposit(p) => &p.code,
        }
    }

    /// The kind of its accounts.
    #[must_use]
    pub fn kind(&self) -> AccountKind {
        match self {
            Product::Loan(p) => p.kind.accounts(),
            Product::Deposit(p) => p.kind.accounts(),
        }
    }

    /// The head its accounts' balances stand under.
    #[must_use]
    pub fn head(&self) -> &str {
        match self {
            Product::Loan(p) => &p.heads.principal,
            Product::Deposit(p) => &p.heads.deposit,
        }
    }

    /// Names of the settings a product of its kind cannot do without and that nobody has entered for a day: the names of the fields, of the order
    /// of receipts `pay_order`, of a season `kharif_due`, of instalments `split`.
    #[must_use]
    pub fn unset(&self, day: Date) -> Vec<&'static str> {
        let needs: Vec<(bool, &'static str)> = match self {
            Product::Loan(p) => p.needs(day),
            Product::Deposit(p) => p.needs(day),
        };
        needs.into_iter().filter(|(is_set, _)| !is_set).map(|(_, name)| name).collect()
    }
}

impl LoanProduct {
    /// What its repayment depends on, for the norms of non-performing loans: agricultural advances on crops, short or long as the product
    /// says, all others on days.
    #[must_use]
    pub fn cycle(&self) -> Cycle {
        let agricultural = self.agricultural || self.kind.always_agricultural();
        match (agricultural, self.long_crop) {
            (true, true) => Cycle::LongCrop,
            (true, false) => Cycle::ShortCrop,
            (false, _) => Cycle::Days,
        }
    }

    /// What it cannot do without, and whether that is set.
    fn needs(&self, day: Date) -> Vec<(bool, &'static str)> {
        let crop = self.kind == LoanKind::KccShort;
        let secured = matches!(self.kind, LoanKind::AgainstDeposit | LoanKind::Gold);
        vec![
            (self.rate.on(day).is_some(), "rate"),
            (self.penal.on(day).is_some(), "penal"),
            (self.day_count.on(day).is_some(), "day_count"),
            (self.rounding.on(day).is_some(), "rounding"),
            (self.rests.on(day).is_some(), "rests"),
            (self.order.on(day).is_some(), "pay_order"),
            (self.linkage.on(day).is_some(), "linkage_small"),
            (!crop || self.season.on(day).is_some(), "kharif_due"),
            (crop || self.instalments.on(day).is_some(), "split"),
            (!secured || self.margin.on(day).is_some(), "margin"),
        ]
    }
}

impl DepositProduct {
    /// What it cannot do without, and whether that is set.
    fn needs(&self, day: Date) -> Vec<(bool, &'static str)> {
        let savings = self.kind == DepositKind::Savings;
        vec![
            (self.rates.on(day).is_some(), "rate"),
            (self.day_count.on(day).is_some(), "day_count"),
            (self.rounding.on(day).is_some(), "rounding"),
            (self.credit_months.on(day).is_some(), "credit_months"),
            (self.kind != DepositKind::Recurring || self.recurring.on(day).is_some(), "recurring"),
            (savings || self.premature.on(day).is_some(), "premature"),
            (!savings || self.inoperative_months.on(day).is_some(), "inoperative_months"),
            (self.kind != DepositKind::Daily || self.commission.on(day).is_some(), "commission"),
        ]
    }
}

impl LoanKind {
    /// The kind of its accounts.
    #[must_use]
    pub fn accounts(self) -> AccountKind {
        match self {
            LoanKind::KccShort => AccountKind::LoanSt,
            LoanKind::Medium => AccountKind::LoanMt,
            LoanKind::Long => AccountKind::LoanLt,
            LoanKind::AgainstDeposit => AccountKind::LoanDeposit,
            LoanKind::Gold => AccountKind::LoanGold,
        }
    }
}

impl DepositKind {
    /// The kind of its accounts.
    #[must_use]
    pub fn accounts(self) -> AccountKind {
        match self {
            DepositKind::Savings => AccountKind::Sb,
            DepositKind::Recurring => AccountKind::Rd,
            DepositKind::Fixed | DepositKind::Reinvestment => AccountKind::Fd,
            DepositKind::Daily => AccountKind::Dd,
        }
    }
}

/// Rules of the society that belong to no single product; what is empty is unset and blocks where it is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Norms {
    /// When a loan is non-performing.
    pub npa: Ruled<NpaRule>,
    /// Provisions by class.
    pub provision: Ruled<ProvisionRule>,
    /// Limit of law on cash; where unset the shipped one holds ([`crate::defaults::cash_limit`]).
    pub cash: Ruled<Paise>,
    /// How the sections on cash are read; where unset the shipped reading holds ([`crate::defaults::cash_reading`]).
    #[serde(skip_serializing_if = "unread")]
    pub cash_reading: Ruled<CashReading>,
    /// Percentages of a crop loan's limit.
    pub limit: Ruled<LimitRule>,
    /// Scale of finance by crop, paise a hectare in all and in kind.
    pub scales: Ruled<Vec<(String, Paise, Paise)>>,
    /// Interest subvention of the Union; where unset the shipped one holds ([`crate::defaults::subvention`]).
    pub subvention: Ruled<SchemeRule>,
    /// The State's share.
    pub state: Ruled<StateRule>,
    /// Years of limitation.
    pub limitation: Ruled<i16>,
}

impl Norms {
    /// The schemes of interest.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        let set = !self.subvention.0.is_empty();
        let rules = if set { self.subvention.clone() } else { crate::defaults::subvention() };
        Scheme { rules, state: self.state.clone() }
    }

    /// How the sections on cash are read.
    #[must_use]
    pub fn cash_reading(&self) -> Ruled<CashReading> {
        if self.cash_reading.0.is_empty() { crate::defaults::cash_reading() } else { self.cash_reading.clone() }
    }

    /// Limit of law on cash.
    #[must_use]
    pub fn cash_limit(&self) -> Ruled<Paise> {
        if self.cash.0.is_empty() { crate::defaults::cash_limit() } else { self.cash.clone() }
    }
}
