//! Fixed assets: the rules of their classes, purchase, a year's depreciation, disposal. The arithmetic is that of
//! [`crate::assets`]. Source of the register: mpacs.md 3.1 no. 25 (fixed assets and depreciation).
//!
//! A class is a head. Method and rate are the society's own (bye-laws, auditor): a class without a rule refuses. Depreciation is run
//! once a year, in the order of years; it stands on the last day of the year, as its closing does, so that a year finished in April
//! still bears its own wear.

use super::{Did, Entry, EstateEvent, Register, Sight, amount, lines, text, wrong_amount};
use crate::assets::{self, Asset, Method};
use crate::chart::Group;
use crate::percent::Percent;
use crate::ruled::{Rule, Ruled};
use crate::statement::line;
use kernel::{Date, FinancialYear, Paise, Refusal};
use lipi::amount::format_indian;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a class of assets loses value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wear {
    /// How.
    pub method: Method,
    /// How much a year.
    pub rate: Percent,
    /// What an asset is never written below, paise.
    pub residual: Paise,
}

/// The rule of a class, from a day on.
pub type ClassRule = Rule<Wear>;

/// An asset as it was bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Number in the register of assets.
    pub number: String,
    /// What it is.
    pub name: String,
    /// Head it stands in: its class.
    pub head: String,
    /// Where it stands.
    pub place: String,
    /// Supplier and bill.
    pub bill: String,
    /// What it cost, paise.
    pub cost: Paise,
    /// What it was worth when counting begins here, paise: its cost, or the value in the old books.
    pub carried: Paise,
    /// First day of use, or of counting here.
    pub from: Date,
}

/// What was got for an asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sold {
    /// Paise received; nothing for what was scrapped.
    pub received: Paise,
    /// Depreciation of the months until then, posted with it, paise.
    pub depreciation: Paise,
    /// Value on that day, paise.
    pub value: Paise,
    /// Resolution.
    pub resolution: String,
}

/// An asset as its entries say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// Entry that entered it.
    pub place: (i64, i64),
    /// As it was bought.
    pub facts: Facts,
    /// It stood in the old books.
    pub brought: bool,
    /// Day it was entered.
    pub entered: Date,
    /// Depreciation posted: last day it counts for, paise.
    pub worn: Vec<(Date, Paise)>,
    /// Day of disposal, and what was got.
    pub sold: Option<(Date, Sold)>,
}

impl Owned {
    /// Value after what is posted, paise.
    #[must_use]
    pub fn value(&self) -> Paise {
        if self.sold.is_some() { Paise::ZERO } else { self.carried() }
    }

    fn carried(&self) -> Paise {
        self.facts.carried - self.worn.iter().map(|w| w.1).sum()
    }

    /// First day whose depreciation is not posted.
    fn next(&self) -> Date {
        self.worn.iter().filter_map(|w| w.0.tomorrow().ok()).max().unwrap_or(self.facts.from).max(self.facts.from)
    }

    /// As the arithmetic wants it, with the rule of its class.
    fn with(&self, wear: &Wear) -> Asset {
        Asset {
            number: self.facts.number.clone(),
            name: self.facts.name.clone(),
            head: self.facts.head.clone(),
            cost: self.facts.cost,
            carried: self.carried(),
            from: self.next(),
            residual: wear.residual.min(self.carried()),
            method: wear.method,
            rate: Some(wear.rate),
            disposed: None,
        }
    }
}

/// All assets and the rules of classes.
#[derive(Clone, Debug, Default)]
pub struct Property {
    /// Assets in the order they were entered.
    pub assets: Vec<Owned>,
    /// Rules by head.
    pub classes: BTreeMap<String, Ruled<Wear>>,
}

impl Property {
    /// Folds the entries.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Property {
        let mut all = Property::default();
        for e in entries.iter().filter(|e| e.event.register == Register::Assets) {
            match &e.event.did {
                Did::ClassSet(rule) => all.classes.entry(e.event.of.clone()).or_default().0.push(rule.clone()),
                Did::Acquired(facts) => all.assets.push(Owned {
                    place: e.place,
                    facts: (**facts).clone(),
                    brought: e.event.lines.is_empty(),
                    entered: e.event.date,
                    worn: Vec::new(),
                    sold: None,
                }),
                Did::Depreciated { assets, .. } => {
                    for (number, amount) in assets {
                        all.asset(number).into_iter().for_each(|a| a.worn.push((e.event.date, *amount)));
                    }
                }
                Did::Disposed(sold) => {
                    all.asset(&e.event.of).into_iter().for_each(|a| a.sold = Some((e.event.date, sold.clone())));
                }
                _ => {}
            }
        }
        all
    }

    fn asset(&mut self, number: &str) -> Option<&mut Owned> {
        self.assets.iter_mut().find(|a| a.facts.number == number)
    }

    fn wear(&self, head: &str, day: Date) -> Result<Wear, Refusal> {
        let rule = self.classes.get(head).and_then(|r| r.on(day));
        let none = || Refusal::new(4419).with("head", head).with("date", lipi::date::format(day));
        rule.map(|r| r.value).ok_or_else(none)
    }

    /// The first year of which depreciation is not posted; `None` where there is nothing to wear.
    #[must_use]
    pub fn next_year(&self) -> Option<FinancialYear> {
        self.assets.iter().filter(|a| a.sold.is_none()).map(|a| FinancialYear::of(a.next())).min()
    }

    /// The schedule of a year by classes: what the balance sheet's fixed assets are made of.
    #[must_use]
    pub fn schedule(&self, year: FinancialYear) -> Vec<ClassRow> {
        let (first, last) = year.days();
        let mut rows: BTreeMap<&str, ClassRow> = BTreeMap::new();
        for a in &self.assets {
            let sold = a.sold.as_ref();
            if sold.is_some_and(|s| s.0 < first) || (a.entered > last && !a.brought) || a.facts.from > last {
                continue;
            }
            let row = rows.entry(&a.facts.head).or_insert_with(|| ClassRow::new(&a.facts.head));
            let before: Paise = a.worn.iter().filter(|w| w.0 < first).map(|w| w.1).sum();
            match a.entered < first || a.brought {
                true => row.opening += a.facts.carried - before,
                false => row.added += a.facts.carried,
            }
            row.depreciation += a.worn.iter().filter(|w| (first..=last).contains(&w.0)).map(|w| w.1).sum();
            if let Some((_, s)) = sold.filter(|s| s.0 <= last) {
                row.depreciation += s.depreciation;
                row.sold += s.value;
            }
        }
        rows.into_values().collect()
    }
}

/// A class in the schedule of a year. All amounts are paise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassRow {
    /// Head.
    pub head: String,
    /// Value at the beginning.
    pub opening: Paise,
    /// Bought.
    pub added: Paise,
    /// Value of what was disposed of.
    pub sold: Paise,
    /// Depreciation.
    pub depreciation: Paise,
}

impl ClassRow {
    fn new(head: &str) -> ClassRow {
        let none = Paise::ZERO;
        ClassRow { head: head.to_owned(), opening: none, added: none, sold: none, depreciation: none }
    }

    /// Value at the end, paise.
    #[must_use]
    pub fn closing(&self) -> Paise {
        self.opening + self.added - self.sold - self.depreciation
    }
}

fn event(date: Date, of: &str, lines: Vec<crate::Line>, did: Did) -> EstateEvent {
    EstateEvent { date, register: Register::Assets, of: of.to_owned(), lines, did }
}

/// Sets the rule of a class.
///
/// # Errors
/// 4020; 4401; 4404 a rate or a residual that cannot be; 4427 no order; 4431 depreciation has been posted beyond that day.
pub fn set_class(sight: &Sight, head: &str, rule: &ClassRule) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    sight.of_group(head, Group::FixedAssets)?;
    if !(0..=Percent::WHOLE.0).contains(&rule.value.rate.0) || rule.value.residual < Paise::ZERO {
        return Err(wrong_amount(rule.value.residual.min(Paise(rule.value.rate.0))));
    }
    text(&rule.order).map_err(|_| Refusal::new(4427))?;
    let worn = Property::of(&sight.entries).assets.into_iter().filter(|a| a.facts.head == head);
    let until = worn.flat_map(|a| a.worn).map(|w| w.0).max();
    if let Some(until) = until.filter(|until| rule.from <= *until) {
        return Err(Refusal::new(4431).with("number", head).with("until", lipi::date::format(until)));
    }
    Ok(event(date, head, Vec::new(), Did::ClassSet(rule.clone())))
}

/// Buys an asset; `paid` is the head that pays (money, a supplier). Where it is empty, the asset stood in the old books.
///
/// # Errors
/// 4020; 4400; 4401; 4402; 4404; 4405 a day after the open one.
pub fn acquire(sight: &Sight, facts: &Facts, paid: &str) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    let number = text(&facts.number)?;
    if sight.names(&number) {
        return Err(Refusal::new(4402).with("number", &number));
    }
    sight.of_group(&facts.head, Group::FixedAssets)?;
    amount(facts.cost)?;
    if facts.carried > facts.cost || facts.carried < Paise::ZERO || (!paid.is_empty() && facts.carried != facts.cost) {
        return Err(wrong_amount(facts.carried));
    }
    if facts.from > date {
        return Err(Refusal::new(4405)
            .with("date", lipi::date::format(facts.from))
            .with("open", lipi::date::format(date)));
    }
    let posted = match paid.is_empty() {
        true => Vec::new(),
        false => {
            let other = sight.head(paid, |h| h.code != facts.head && h.code != crate::TRANSFER)?;
            lines(&[(&facts.head, facts.cost), (&other.code, -facts.cost)])
        }
    };
    let kept = Facts { number: number.clone(), name: text(&facts.name)?, ..facts.clone() };
    Ok(event(date, &number, posted, Did::Acquired(Box::new(kept))))
}

/// Posts the depreciation of a year on all assets, on the last day of that year.
///
/// # Errors
/// 4020; 4416 nothing is lost; 4419 a class without a rule; 4420 posted already, or there is nothing to wear; 4421 the year is not
/// over, or an earlier one is not posted; 4422 the year is closed; 4056 figures of an asset that cannot be.
pub fn depreciate(sight: &Sight, year: FinancialYear, closed: bool) -> Result<EstateEvent, Refusal> {
    let open = sight.day()?;
    let (_, last) = year.days();
    let all = Property::of(&sight.entries);
    let next =
        all.next_year().filter(|next| *next <= year).ok_or_else(|| Refusal::new(4420).with("year", year.name()))?;
    if next < year || open < last {
        let said = Refusal::new(4421).with("year", next.name());
        return Err(said.with("open", lipi::date::format(open)));
    }
    if closed {
        return Err(Refusal::new(4422).with("date", lipi::date::format(last)));
    }
    let until = last.tomorrow().unwrap_or(last);
    let mut heads: BTreeMap<&str, Paise> = BTreeMap::new();
    let mut worn = Vec::new();
    for a in all.assets.iter().filter(|a| a.sold.is_none() && a.facts.from < until) {
        let asset = a.with(&all.wear(&a.facts.head, last)?);
        let lost = asset.depreciation(asset.from, until)?;
        *heads.entry(&a.facts.head).or_default() += lost;
        worn.push((a.facts.number.clone(), lost));
    }
    let whole: Paise = heads.values().copied().sum();
    if whole.is_zero() {
        return Err(Refusal::new(4416).with("number", year.name()).with("date", lipi::date::format(last)));
    }
    let posted = line("EXP_DEP", whole).into_iter().chain(heads.into_iter().filter_map(|(h, a)| line(h, -a))).collect();
    Ok(event(last, "", posted, Did::Depreciated { year: year.0, assets: worn }))
}

/// Sells or scraps an asset; what is received goes into `into`.
///
/// # Errors
/// 4020; 4050 less than nothing was received; 4057 a day before its depreciation; 4401; 4403; 4419; 4421 the depreciation of an
/// earlier year is not posted; 4427 no resolution.
pub fn dispose(
    sight: &Sight,
    number: &str,
    received: Paise,
    into: &str,
    resolution: &str,
) -> Result<EstateEvent, Refusal> {
    let day = sight.day()?;
    let all = Property::of(&sight.entries);
    let found = all.assets.iter().find(|a| a.facts.number == number && a.sold.is_none());
    let a = found.ok_or_else(|| Refusal::new(4403).with("number", number))?;
    let (first, _) = FinancialYear::of(day).days();
    if a.next() < first {
        let said = Refusal::new(4421).with("year", FinancialYear::of(a.next()).name());
        return Err(said.with("open", lipi::date::format(day)));
    }
    let asset = a.with(&all.wear(&a.facts.head, day)?);
    let money = if received.is_zero() { String::new() } else { sight.money(into)?.code };
    let done = assets::dispose(&asset, day, asset.from, received, &money)?;
    if done.lines.is_empty() {
        return Err(Refusal::new(4404).with("amount", format_indian(received)));
    }
    let resolution = text(resolution).map_err(|_| Refusal::new(4427))?;
    let sold = Sold { received, depreciation: done.depreciation, value: done.value, resolution };
    Ok(event(day, number, done.lines, Did::Disposed(sold)))
}
