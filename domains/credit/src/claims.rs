//! Who pays the interest of a crop loan: contract interest is accrued once and then divided among the member, the prompt
//! repayment incentive of the Government of India and the State's zero-interest share; the interest subvention to the lender
//! comes on top. Each is a receivable from its own funder, by loan and period.
//!
//! Terms: RBI/2025-26/193 of 13 January 2026 (rates, cap, period). Only crop and post-harvest components qualify
//! (secondary source). Reimbursement by the State has no known format or rate: its share is a setting that is unset.

use crate::interest::{Accrued, DayCount, Rate, Rounding, Step, accrue};
use crate::product::Ruled;
use kernel::{Date, FinancialYear, Paise, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Who owes a part of the interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Funder {
    /// The member.
    Member,
    /// Government of India, interest subvention to the lender, over the contract rate.
    Subvention,
    /// Government of India, prompt repayment incentive, within the contract rate.
    Prompt,
    /// The State, zero-interest scheme, within the contract rate.
    State,
}

impl Funder {
    /// `member`, `subvention`, `prompt`, `state`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Funder::Member => "member",
            Funder::Subvention => "subvention",
            Funder::Prompt => "prompt",
            Funder::State => "state",
        }
    }

    /// Back from the code; `None` for the member, from whom nothing is claimed.
    #[must_use]
    pub fn claimed_from(code: &str) -> Option<Funder> {
        [Funder::Subvention, Funder::Prompt, Funder::State].into_iter().find(|f| f.code() == code)
    }

    /// Head of the standard chart under which stands what this funder owes.
    #[must_use]
    pub fn head(self) -> &'static str {
        match self {
            Funder::Member => "INT_RECV",
            Funder::Subvention => "IS_RECV",
            Funder::Prompt => "PRI_RECV",
            Funder::State => "STATE_RECV",
        }
    }
}

/// Head that interest subvention is earned under: it comes on top of what the member pays.
pub const SUBVENTION_INCOME: &str = "INC_SUBV";

/// Terms of the scheme for drawals of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeRule {
    /// Rate the farmer is charged; loans at another rate do not qualify.
    pub contract: Rate,
    /// Subvention to the lender.
    pub subvention: Rate,
    /// Incentive for repayment by the due date.
    pub prompt: Rate,
    /// Most principal of one farmer, over all lenders and loans, paise.
    pub cap: Paise,
    /// Of it for allied activities, paise; crop loans come first.
    pub allied: Paise,
    /// Last day of drawal the terms were made for; later drawals need a rule of their own.
    pub last: Option<Date>,
}

/// The State's zero-interest scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateRule {
    /// Share of the year's rate the State bears.
    pub share: Rate,
    /// Most principal of one borrower, paise.
    pub cap: Paise,
    /// Only when repaid by the due date.
    pub only_prompt: bool,
}

/// What the loan is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Crops and post-harvest.
    Crop,
    /// Animal husbandry, dairy, fishery.
    Allied,
    /// Anything else; does not qualify.
    Other,
}

/// A loan of one farmer as a claim sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimLoan {
    /// Loan number.
    pub loan: String,
    /// Membership number.
    pub member_no: String,
    /// Purpose.
    pub purpose: Purpose,
    /// Drawn or renewed on.
    pub drawn: Date,
    /// Due on.
    pub due: Date,
    /// Repaid in full on, if so.
    pub repaid: Option<Date>,
    /// Contract rate.
    pub rate: Rate,
    /// Principal of the qualifying components (crops, post-harvest) and since when, sorted by day.
    pub steps: Vec<Step>,
}

impl ClaimLoan {
    /// The last day (not counted) on which subvention runs: the earliest of repayment, due date and one year from drawal.
    #[must_use]
    pub fn ends(&self) -> Date {
        let year = self.drawn.saturating_add(kernel::years(1));
        let paid = self.repaid.unwrap_or(Date::MAX);
        self.due.min(year).min(paid)
    }

    /// Repaid in full by the due date: a day late loses the incentive.
    #[must_use]
    pub fn prompt(&self) -> bool {
        self.repaid.is_some_and(|d| d <= self.due)
    }

    fn balance(&self, on: Date) -> Paise {
        let stood = self.steps.iter().rev().find(|s| s.0 <= on).map_or(Paise::ZERO, |s| s.1);
        if on < self.drawn || on >= self.ends() { Paise::ZERO } else { stood.max(Paise::ZERO) }
    }
}

/// One line of a claim list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRow {
    /// From whom.
    pub funder: Funder,
    /// Loan number.
    pub loan: String,
    /// Membership number.
    pub member_no: String,
    /// The day its drawals fall due: those of one account that fall due on one day are one loan of the scheme.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub due: Option<Date>,
    /// First day.
    pub from: Date,
    /// First day after the period.
    pub to: Date,
    /// Most principal that qualified on one day, paise.
    pub principal: Paise,
    /// Rate claimed.
    pub rate: Rate,
    /// Amount, paise.
    pub amount: Paise,
}

/// A line of a bank's half-yearly form of claims: accounts, what was lent, what is claimed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormLine {
    /// Accounts, each once.
    pub accounts: u32,
    /// Most principal that qualified on one day, over all seasons of the accounts, paise.
    pub lent: Paise,
    /// Claimed, paise.
    pub claimed: Paise,
}

impl FormLine {
    /// Adds another line.
    pub fn add(&mut self, other: &FormLine) {
        self.accounts += other.accounts;
        self.lent += other.lent;
        self.claimed += other.claimed;
    }
}

/// The rows of a claim list by the social category of their borrowers, as banks' forms of claims ask since 2018-19 (RBI/2017-18/190 of 7 June
/// 2018, RBI/2018-19/137 of 7 March 2019). `category` names that of a membership number.
#[must_use]
pub fn by_category(rows: &[ClaimRow], category: impl Fn(&str) -> String) -> BTreeMap<String, FormLine> {
    let (mut out, mut seen) = (BTreeMap::<String, FormLine>::new(), BTreeSet::new());
    for r in rows {
        let line = out.entry(category(&r.member_no)).or_default();
        line.accounts += u32::from(seen.insert(&r.loan[..]));
        line.lent += r.principal;
        line.claimed += r.amount;
    }
    out
}

/// The last day of the half-year a day lies in: claims are made as on 30 September and 31 March (RBI/2018-19/137).
#[must_use]
pub fn half_year_end(day: Date) -> Date {
    let (first, last) = FinancialYear::of(day).days();
    let half = Date::new(first.year(), 9, 30).unwrap_or(last);
    if day <= half { half } else { last }
}

/// The interest of one loan over a period, divided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Divided {
    /// Interest at the contract rate on what qualifies: the sum of member, prompt and State.
    pub contract: Paise,
    /// Rows with an amount, one for each funder.
    pub rows: Vec<ClaimRow>,
}

impl Divided {
    /// What one funder owes.
    #[must_use]
    pub fn of(&self, funder: Funder) -> Paise {
        self.rows.iter().filter(|r| r.funder == funder).map(|r| r.amount).sum()
    }
}

/// What is claimed under.
#[derive(Clone, Debug, Default)]
pub struct Scheme {
    /// Subvention and incentive, by day of drawal.
    pub rules: Ruled<SchemeRule>,
    /// The State's share by day of drawal; where there is no rule there is no share.
    pub state: Ruled<StateRule>,
}

impl Scheme {
    /// The terms for a drawal.
    ///
    /// # Errors
    /// 4101 where none is in force, or the one in force was made for earlier drawals only.
    pub fn rule(&self, drawn: Date) -> Result<SchemeRule, Refusal> {
        let rule = *self.rules.need(drawn, "subvention")?;
        if rule.last.is_some_and(|last| drawn > last) {
            return Err(Refusal::new(4101).with("setting", "subvention").with("date", drawn));
        }
        Ok(rule)
    }
}

/// Divides the interest of all loans of **one farmer** for `from..to`. `elsewhere` is what other lenders already count
/// against his cap. Loans not at the contract rate or for other purposes give nothing.
///
/// # Errors
/// 4101 where no scheme is in force on the day of a drawal.
pub fn divide(
    scheme: &Scheme,
    loans: &[ClaimLoan],
    elsewhere: Paise,
    (from, to): (Date, Date),
    count: DayCount,
    rounding: Rounding,
) -> Result<Vec<Divided>, Refusal> {
    let mut marks: Vec<Date> = loans
        .iter()
        .flat_map(|l| l.steps.iter().map(|s| s.0).chain([l.drawn, l.ends()]))
        .filter(|d| from < *d && *d < to)
        .chain([from, to])
        .collect();
    marks.sort_unstable();
    marks.dedup();
    let rules: Vec<SchemeRule> = loans.iter().map(|l| scheme.rule(l.drawn)).collect::<Result<_, _>>()?;
    let mut sums = vec![Sum::default(); loans.len()];
    for pair in marks.windows(2) {
        let qualifying = under_cap(loans, &rules, elsewhere, pair[0]);
        let mut state_left: Option<Paise> = None;
        for (i, amount) in qualifying.into_iter().enumerate().filter(|(_, a)| !a.is_zero()) {
            let state = scheme.state.on(loans[i].drawn).map(|r| r.value);
            let left = state_left.unwrap_or(state.map_or(Paise::ZERO, |s| s.cap));
            let by_state = amount.min(left);
            state_left = Some(left - by_state);
            sums[i].add(&loans[i], &rules[i], state, (amount, by_state), (pair[0], pair[1]), count);
        }
    }
    Ok(sums.iter().zip(loans).zip(&rules).map(|((s, l), r)| s.rows(l, r, scheme, rounding)).collect())
}

/// What of each loan qualifies on a day: crop loans first, in the order of their drawal, then allied up to their own limit.
fn under_cap(loans: &[ClaimLoan], rules: &[SchemeRule], elsewhere: Paise, on: Date) -> Vec<Paise> {
    let mut order: Vec<usize> = (0..loans.len()).collect();
    order.sort_by_key(|i| (loans[*i].purpose, loans[*i].drawn));
    let (mut used, mut allied) = (elsewhere, Paise::ZERO);
    let mut out = vec![Paise::ZERO; loans.len()];
    for i in order {
        let (loan, rule) = (&loans[i], &rules[i]);
        if loan.purpose == Purpose::Other || loan.rate != rule.contract {
            continue;
        }
        let mut room = (rule.cap - used).max(Paise::ZERO);
        if loan.purpose == Purpose::Allied {
            room = room.min((rule.allied - allied).max(Paise::ZERO));
        }
        out[i] = loan.balance(on).min(room);
        used += out[i];
        allied += if loan.purpose == Purpose::Allied { out[i] } else { Paise::ZERO };
    }
    out
}

#[derive(Clone, Debug, Default)]
struct Sum {
    contract: Accrued,
    subvention: Accrued,
    prompt: Accrued,
    state: Accrued,
    most: Paise,
    span: Option<(Date, Date)>,
}

impl Sum {
    fn add(
        &mut self,
        loan: &ClaimLoan,
        rule: &SchemeRule,
        state: Option<StateRule>,
        (amount, by_state): (Paise, Paise),
        (from, to): (Date, Date),
        count: DayCount,
    ) {
        let at = |a: Paise, r: Rate| accrue(a, r, from, to, count);
        self.contract = self.contract + at(amount, rule.contract);
        self.subvention = self.subvention + at(amount, rule.subvention);
        let prompt = if loan.prompt() { rule.prompt } else { Rate(0) };
        self.prompt = self.prompt + at(amount, prompt);
        if let Some(s) = state.filter(|s| loan.prompt() || !s.only_prompt) {
            let share = Rate(s.share.0.clamp(0, (rule.contract.0 - prompt.0).max(0)));
            self.state = self.state + at(by_state, share);
        }
        self.most = self.most.max(amount);
        let first = self.span.map_or(from, |s| s.0);
        self.span = Some((first, to));
    }

    fn rows(&self, loan: &ClaimLoan, rule: &SchemeRule, scheme: &Scheme, rounding: Rounding) -> Divided {
        let contract = self.contract.round(rounding);
        let prompt = self.prompt.round(rounding).min(contract);
        let state = self.state.round(rounding).min(contract - prompt);
        let state_rate = scheme.state.on(loan.drawn).map_or(Rate(0), |r| r.value.share);
        let parts = [
            (Funder::Member, Rate(rule.contract.0 - rule.prompt.0), contract - prompt - state),
            (Funder::Subvention, rule.subvention, self.subvention.round(rounding)),
            (Funder::Prompt, rule.prompt, prompt),
            (Funder::State, state_rate, state),
        ];
        let (from, to) = self.span.unwrap_or((loan.drawn, loan.drawn));
        let row = |(funder, rate, amount): (Funder, Rate, Paise)| ClaimRow {
            funder,
            loan: loan.loan.clone(),
            member_no: loan.member_no.clone(),
            due: Some(loan.due),
            from,
            to,
            principal: self.most,
            rate,
            amount,
        };
        Divided { contract, rows: parts.into_iter().filter(|p| !p.2.is_zero()).map(row).collect() }
    }
}
