//! Staff and their pay, simple: who is employed and what a month brings and takes, one sheet and one voucher a month, advances and
//! their recovery. Deductions (provident fund and the like) are the society's own items with the heads they go to; no rate of law
//! stands here. Source of the register: mpacs.md 3.1 no. 31 (salary).

use super::attendance::{Days, earned, served};
use super::{Did, Entry, EstateEvent, Register, Sight, amount, lines, month_text, text, wrong_amount};
use crate::percent::Percent;
use kernel::{Date, Paise, Refusal};
use lipi::amount::format_indian;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Head of salaries.
pub const SALARY: &str = "EXP_SALARY";
/// Head of salaries owed.
pub const OWED: &str = "SALARY_PAY";
/// Head of advances to staff.
pub const ADVANCE: &str = "ADV_STAFF";
/// Head of the society's own contribution.
pub const CONTRIBUTION: &str = "EXP_PF";
/// Most employees of a sheet.
const MOST: usize = 200;

/// What an item of pay does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Does {
    /// Is paid beside the basic pay; its head is debited.
    Allowance,
    /// Is taken off; its head is credited.
    Deduction,
    /// The society pays it on top; its head is credited, [`CONTRIBUTION`] debited.
    Contribution,
}

/// How much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HowMuch {
    /// Paise a month.
    Fixed(Paise),
    /// A part of the basic pay.
    OfBasic(Percent),
}

/// An item of pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What it is called.
    pub name: String,
    /// What it does.
    pub does: Does,
    /// Head.
    pub head: String,
    /// How much.
    pub much: HowMuch,
}

/// An employee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employee {
    /// Number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Post.
    pub post: String,
    /// Basic pay a month, paise.
    pub basic: Paise,
    /// Items.
    pub items: Vec<Item>,
    /// First day.
    pub joined: Date,
    /// Last day; `None` while employed.
    pub left: Option<Date>,
}

/// An employee's part of a sheet. All amounts are paise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// Number.
    pub number: String,
    /// Name as it was.
    pub name: String,
    /// Post as it was.
    pub post: String,
    /// Basic pay earned.
    pub basic: Paise,
    /// Items: name, what it does, head, amount.
    pub items: Vec<(String, Does, String, Paise)>,
    /// Taken off for an advance.
    pub recovered: Paise,
    /// Days paid; `None` where the whole month was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<Days>,
}

impl Slip {
    /// Sum of the items that do this, paise.
    #[must_use]
    pub fn sum(&self, does: Does) -> Paise {
        self.items.iter().filter(|i| i.1 == does).map(|i| i.3).sum()
    }

    /// Basic pay and allowances, paise.
    #[must_use]
    pub fn gross(&self) -> Paise {
        self.basic + self.sum(Does::Allowance)
    }

    /// What is paid out, paise.
    #[must_use]
    pub fn net(&self) -> Paise {
        self.gross() - self.sum(Does::Deduction) - self.recovered
    }
}

/// The salaries of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// First day of the month.
    pub month: Date,
    /// Employees.
    pub slips: Vec<Slip>,
}

impl Sheet {
    /// What is paid out to all, paise.
    #[must_use]
    pub fn net(&self) -> Paise {
        self.slips.iter().map(Slip::net).sum()
    }
}

/// The sheet of a month as the entries say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthRow {
    /// Entry that made it.
    pub place: (i64, i64),
    /// The sheet.
    pub sheet: Sheet,
    /// Day it was paid out.
    pub paid: Option<Date>,
}

/// Staff as their entries say.
#[derive(Clone, Debug, Default)]
pub struct Staff {
    /// Employees as they are now, by number.
    pub employees: BTreeMap<String, Employee>,
    /// Advances not recovered, by number, paise.
    pub advances: BTreeMap<String, Paise>,
    /// Sheets by month.
    pub sheets: BTreeMap<Date, MonthRow>,
}

impl Staff {
    /// Folds the entries.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Staff {
        let mut all = Staff::default();
        for e in entries.iter().filter(|e| e.event.register == Register::Staff) {
            match &e.event.did {
                Did::EmployeeSet(who) => {
                    all.employees.insert(who.number.clone(), (**who).clone());
                }
                Did::AdvanceGiven { amount } => *all.advances.entry(e.event.of.clone()).or_default() += *amount,
                Did::SalaryDue(sheet) => {
                    for s in &sheet.slips {
                        *all.advances.entry(s.number.clone()).or_default() -= s.recovered;
                    }
                    let row = MonthRow { place: e.place, sheet: (**sheet).clone(), paid: None };
                    all.sheets.insert(sheet.month, row);
                }
                Did::SalaryPaid { month } => {
                    all.sheets.get_mut(month).into_iter().for_each(|s| s.paid = Some(e.event.date));
                }
                _ => {}
            }
        }
        all
    }

    /// What is left of an employee's advances, paise.
    #[must_use]
    pub fn advance(&self, number: &str) -> Paise {
        self.advances.get(number).copied().unwrap_or_default()
    }

    /// Employees of a month, as the sheet would have them; `recovered` is what is taken off for advances, `absent` the days of leave
    /// without pay, both by number.
    #[must_use]
    pub fn draft(&self, month: Date, recovered: &[(String, Paise)], absent: &[(String, i64)]) -> Sheet {
        let first = month.first_of_month();
        let slip = |e: &Employee| {
            let recovered = recovered.iter().filter(|r| r.0 == e.number).map(|r| r.1).sum();
            let (basic, items, days) = earned(e, first, away(absent, &e.number));
            let (number, name, post) = (e.number.clone(), e.name.clone(), e.post.clone());
            Slip { number, name, post, basic, items, recovered, days }
        };
        Sheet { month: first, slips: self.employees.values().filter(|e| served(e, first) > 0).map(slip).collect() }
    }
}

/// Days of leave without pay of one employee; those of one written twice are added.
fn away(absent: &[(String, i64)], number: &str) -> i64 {
    absent.iter().filter(|a| a.0 == number).fold(0, |sum, a| sum.saturating_add(a.1))
}

fn event(date: Date, of: &str, lines: Vec<crate::Line>, did: Did) -> EstateEvent {
    EstateEvent { date, register: Register::Staff, of: of.to_owned(), lines, did }
}

/// Enters an employee or changes what is known of him.
///
/// # Errors
/// 4020; 4400; 4401 a head that may not stand here; 4404; 4405 an end before the beginning.
pub fn set_employee(sight: &Sight, e: &Employee) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let number = text(&e.number)?;
    if e.basic < Paise::ZERO || e.basic.0 > crate::decide::MOST_PAISE {
        return Err(wrong_amount(e.basic));
    }
    for item in &e.items {
        text(&item.name)?;
        sight.head(&item.head, |h| !super::is_money(&h.code))?;
        let sound = match item.much {
            HowMuch::Fixed(p) => p.0 > 0 && p.0 <= crate::decide::MOST_PAISE,
            HowMuch::OfBasic(rate) => rate.0 > 0 && rate <= Percent::WHOLE,
        };
        if !sound {
            return Err(wrong_amount(Paise::ZERO));
        }
    }
    if let Some(left) = e.left.filter(|left| *left < e.joined) {
        return Err(Refusal::new(4405).with("date", lipi::date::format(left)).with("open", lipi::date::format(date)));
    }
    let kept = Employee { number: number.clone(), name: text(&e.name)?, post: text(&e.post)?, ..e.clone() };
    Ok(event(date, &number, Vec::new(), Did::EmployeeSet(Box::new(kept))))
}

/// Gives an advance out of `from`; where it is empty, it was given before the books were kept here.
///
/// # Errors
/// 4020; 4401; 4403; 4404.
pub fn advance(sight: &Sight, number: &str, paise: Paise, from: &str) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    if !Staff::of(&sight.entries).employees.contains_key(number) {
        return Err(Refusal::new(4403).with("number", number));
    }
    amount(paise)?;
    let posted = match from.is_empty() {
        true => Vec::new(),
        false => lines(&[(ADVANCE, paise), (&sight.money(from)?.code, -paise)]),
    };
    Ok(event(date, number, posted, Did::AdvanceGiven { amount: paise }))
}

/// Makes the sheet of a month and its one voucher.
///
/// # Errors
/// 4020; 4403 an advance or leave of one who is not on it; 4423 the month has its sheet; 4424 an employee would get less than nothing;
/// 4425 more is recovered than the advance; 4426 nobody is employed in it; 4405 a month that has not begun; 4542 leave of no day, or of
/// more days than he served.
pub fn sheet(
    sight: &Sight,
    month: Date,
    recovered: &[(String, Paise)],
    absent: &[(String, i64)],
) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let all = Staff::of(&sight.entries);
    let month = month.first_of_month();
    if month > date {
        return Err(Refusal::new(4405).with("date", month_text(month)).with("open", lipi::date::format(date)));
    }
    if all.sheets.contains_key(&month) {
        return Err(Refusal::new(4423).with("month", month_text(month)));
    }
    let sheet = all.draft(month, recovered, absent);
    if sheet.slips.is_empty() || sheet.slips.len() > MOST {
        return Err(Refusal::new(4426).with("month", month_text(month)));
    }
    let mut named = recovered.iter().map(|r| &r.0).chain(absent.iter().map(|a| &a.0));
    if let Some(number) = named.find(|n| !sheet.slips.iter().any(|s| s.number == **n)) {
        return Err(Refusal::new(4403).with("number", number));
    }
    for (number, days) in absent {
        let served = all.employees.get(number).map_or(0, |e| served(e, month));
        if *days < 1 || away(absent, number) > served {
            let said = Refusal::new(4542).with("number", number).with("days", days);
            return Err(said.with("served", served).with("month", month_text(month)));
        }
    }
    for s in &sheet.slips {
        let left = all.advance(&s.number);
        if s.recovered < Paise::ZERO || s.recovered > left {
            let said = Refusal::new(4425).with("name", &s.name).with("amount", format_indian(s.recovered));
            return Err(said.with("left", format_indian(left)));
        }
        if s.net() < Paise::ZERO {
            return Err(Refusal::new(4424).with("name", &s.name).with("net", format_indian(s.net())));
        }
    }
    let mut heads: BTreeMap<&str, Paise> = BTreeMap::new();
    for s in &sheet.slips {
        *heads.entry(SALARY).or_default() += s.basic;
        *heads.entry(ADVANCE).or_default() -= s.recovered;
        for (_, does, head, amount) in &s.items {
            match does {
                Does::Allowance => *heads.entry(head).or_default() += *amount,
                Does::Deduction => *heads.entry(head).or_default() -= *amount,
                Does::Contribution => {
                    *heads.entry(head).or_default() -= *amount;
                    *heads.entry(CONTRIBUTION).or_default() += *amount;
                }
            }
        }
    }
    *heads.entry(OWED).or_default() -= sheet.net();
    let posted = heads.into_iter().filter_map(|(head, amount)| crate::statement::line(head, amount)).collect();
    Ok(event(date, "", posted, Did::SalaryDue(Box::new(sheet))))
}

/// Pays the salaries of a month out of `from`.
///
/// # Errors
/// 4020; 4401; 4403 the month has no sheet, or it is paid.
pub fn pay(sight: &Sight, month: Date, from: &str) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let all = Staff::of(&sight.entries);
    let month = month.first_of_month();
    let found = all.sheets.get(&month).filter(|s| s.paid.is_none());
    let net = found.ok_or_else(|| Refusal::new(4403).with("number", month_text(month)))?.sheet.net();
    let posted = lines(&[(OWED, net), (&sight.money(from)?.code, -net)]);
    Ok(event(date, "", posted, Did::SalaryPaid { month }))
}
