//! Loans: sanction, rejection, disbursal, interest, charges, receipts, acknowledgement.

use super::{Context, Drawal, MemberFacts, amount, dated, legs, outstanding, text};
use crate::account::{interest_due, open_principal};
use crate::acts::{InterestAccrued, Leg, LoanCharged, LoanReceived, LoanRejected, LoanSanctioned};
use crate::appropriate::{Demand, Owed, Part, appropriate};
use crate::event::CreditEvent;
use crate::interest::{Rounding, Step, penal, product};
use crate::law::{CashWay, rupees};
use crate::lender::{InterestRelieved, InterestReserved, Moved};
use crate::limit::{CropArea, Limit};
use crate::product::{LoanKind, LoanProduct};
use crate::relief::{Receipt, Relieving, at_repayment, at_return, take_off};
use crate::standing::{Class, interest_head};
use kernel::{Date, Paise, Refusal};

/// What a decision must know of a loan.
#[derive(Clone, Debug)]
pub struct LoanView {
    /// Its product.
    pub product: LoanProduct,
    /// Its member.
    pub member: MemberFacts,
    /// The number is taken by a loan or application.
    pub exists: bool,
    /// Day of sanction.
    pub sanctioned_on: Option<Date>,
    /// Sanctioned, paise.
    pub sanctioned: Paise,
    /// The limit's components, for a crop loan.
    pub limit: Option<Limit>,
    /// Drawn so far in cash or by bank, and in kind, paise (of a KCC: outstanding drawals).
    pub drawn: (Paise, Paise),
    /// Interest is charged up to this day (not counted).
    pub upto: Option<Date>,
    /// Principal owed since which day, from `upto` on, sorted.
    pub steps: Vec<Step>,
    /// Principal overdue since which day, sorted.
    pub overdue_steps: Vec<Step>,
    /// What is owed, sorted by day due: principal by the day it is due, interest and charges only as far as they were charged
    /// (interest of the days since then is added by the decision).
    pub demands: Vec<Demand>,
    /// Paid over all that was owed, and not given back, paise.
    pub surplus: Paise,
    /// Class on the day of the act.
    pub class: Class,
    /// Value of the deposit or gold that secures it, paise.
    pub security: Option<Paise>,
    /// What stands against drawing more.
    pub drawal: Drawal,
    /// What a repayment in time relieves the member of; `None` where the society does not relieve at repayment.
    pub relief: Option<Relieving>,
    /// Interest and penal interest of it that lie in the reserve of overdue interest, paise.
    pub reserved: (Paise, Paise),
}

impl LoanView {
    /// A loan that nobody sanctioned yet: its product, and who asks for it.
    #[must_use]
    pub fn new(product: LoanProduct, member: MemberFacts) -> LoanView {
        LoanView {
            product,
            member,
            exists: false,
            sanctioned_on: None,
            sanctioned: Paise::ZERO,
            limit: None,
            drawn: (Paise::ZERO, Paise::ZERO),
            upto: None,
            steps: Vec::new(),
            overdue_steps: Vec::new(),
            demands: Vec::new(),
            surplus: Paise::ZERO,
            class: Class::Standard,
            security: None,
            drawal: Drawal::default(),
            relief: None,
            reserved: (Paise::ZERO, Paise::ZERO),
        }
    }
}

/// To sanction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sanction {
    /// Number of the loan.
    pub loan: String,
    /// Day.
    pub date: Date,
    /// Amount, paise.
    pub amount: Paise,
    /// Limit by components, for a crop loan.
    pub limit: Option<Limit>,
    /// The crops the limit was reckoned from.
    pub crops: Vec<CropArea>,
    /// Resolution: number and day.
    pub resolution: String,
    /// Who stands surety.
    pub sureties: Vec<Surety>,
    /// Why crops are sown on more land than the register of members has; may be empty where they are not.
    pub area_reason: String,
}

/// One who is to stand surety for a loan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surety {
    /// His number as the register has it.
    pub no: String,
    /// He is a full member today.
    pub full: bool,
    /// Loans still owed in whose bonds he stands already.
    pub bonds: usize,
}

/// Sanctions a loan. A borrower in default gets no new loan.
///
/// # Errors
/// 4005, 4006, 4101, 4107, 4109 to 4113; 4653, 4661, 4662 (sureties); 4660 (crops on more land than is recorded, and no reason).
pub fn sanction(view: &LoanView, c: &Sanction, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    text(&c.loan)?;
    amount(c.amount)?;
    if view.exists {
        return Err(Refusal::new(4110).with("number", &c.loan));
    }
    if text(&c.resolution).is_err() {
        return Err(Refusal::new(4112));
    }
    let m = &view.member;
    if !m.may_borrow || m.overdue > Paise::ZERO {
        return Err(Refusal::new(4111).with("member", &m.no).with("overdue", rupees(m.overdue)));
    }
    let most = match (view.product.kind, &c.limit, view.security) {
        (LoanKind::KccShort, Some(l), _) => Some(l.total()),
        (LoanKind::AgainstDeposit | LoanKind::Gold, _, value) => {
            Some(crate::product::most_on_security(&view.product, value.unwrap_or(Paise::ZERO), c.date)?)
        }
        (LoanKind::KccShort, None, _) => Some(Paise::ZERO),
        _ => None,
    };
    if let Some(most) = most.filter(|most| c.amount > *most) {
        return Err(Refusal::new(4113).with("amount", rupees(c.amount)).with("most", rupees(most)));
    }
    view.product.rate.need(c.date, "rate")?;
    view.product.rests_on(c.date)?;
    sureties(view, c)?;
    on_his_land(view, c)?;
    Ok(vec![CreditEvent::LoanSanctioned(LoanSanctioned {
        loan: c.loan.clone(),
        member_no: m.no.clone(),
        product: view.product.code.clone(),
        date: c.date,
        amount: c.amount,
        limit: c.limit,
        crops: c.crops.clone(),
        resolution: c.resolution.clone(),
        rules: orders(&view.product, c.date),
        area_reason: c.area_reason.trim().to_owned(),
    })])
}

/// As many sureties as the product asks for, each a full member, another than the borrower, named once, and in not too many bonds.
fn sureties(view: &LoanView, c: &Sanction) -> Result<(), Refusal> {
    let rule = view.product.sureties.on(c.date).map(|r| r.value);
    let mut named: Vec<&str> = Vec::new();
    for s in &c.sureties {
        if !s.full || s.no == view.member.no || named.contains(&&s.no[..]) {
            return Err(Refusal::new(4653).with("no", &s.no));
        }
        if let Some(rule) = rule.filter(|r| r.most > 0 && s.bonds >= usize::from(r.most)) {
            return Err(Refusal::new(4662).with("no", &s.no).with("bonds", s.bonds).with("most", rule.most));
        }
        named.push(&s.no);
    }
    match rule {
        Some(rule) if named.len() < usize::from(rule.count) => {
            Err(Refusal::new(4661).with("named", named.len()).with("count", rule.count))
        }
        _ => Ok(()),
    }
}

/// Crops are sown on the member's land as the register has it. More may be right (two crops a year, land on lease), so a reason lets it pass;
/// of whom no land is recorded there is nothing to compare with.
fn on_his_land(view: &LoanView, c: &Sanction) -> Result<(), Refusal> {
    let sown: u64 = c.crops.iter().map(|crop| u64::from(crop.square_metres)).sum();
    let land = view.member.land;
    if c.area_reason.chars().count() > super::MOST_TEXT {
        return text(&c.area_reason);
    }
    if land == 0 || sown <= land || text(&c.area_reason).is_ok() {
        return Ok(());
    }
    Err(Refusal::new(4660).with("sown", hectares(sown)).with("land", hectares(land)))
}

/// `1.0375`: for messages only.
fn hectares(square_metres: u64) -> String {
    format!("{}.{:04}", square_metres / 10_000, square_metres % 10_000)
}

/// Orders of the rules in force: the loan's rule version.
fn orders(p: &LoanProduct, day: Date) -> Vec<String> {
    let all = [
        p.rate.on(day).map(|r| &r.order),
        p.penal.on(day).map(|r| &r.order),
        p.day_count.on(day).map(|r| &r.order),
        p.season.on(day).map(|r| &r.order),
        p.instalments.on(day).map(|r| &r.order),
        p.linkage.on(day).map(|r| &r.order),
    ];
    let mut orders: Vec<String> = all.into_iter().flatten().cloned().collect();
    orders.dedup();
    orders
}

/// To reject an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// Number of the application.
    pub application: String,
    /// Day.
    pub date: Date,
    /// Amount asked for, paise.
    pub amount: Paise,
    /// Why, at least one.
    pub reasons: Vec<String>,
    /// Resolution.
    pub resolution: String,
}

/// Rejects an application and keeps the reasons.
///
/// # Errors
/// 4005, 4006, 4107, 4110, 4112, 4114 (no reason).
pub fn reject(view: &LoanView, c: &Reject, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    text(&c.application)?;
    if view.exists {
        return Err(Refusal::new(4110).with("number", &c.application));
    }
    if text(&c.resolution).is_err() {
        return Err(Refusal::new(4112));
    }
    if c.reasons.is_empty() || c.reasons.len() > 20 || c.reasons.iter().any(|r| text(r).is_err()) {
        return Err(Refusal::new(4114));
    }
    Ok(vec![CreditEvent::LoanRejected(LoanRejected {
        application: c.application.clone(),
        member_no: view.member.no.clone(),
        product: view.product.code.clone(),
        date: c.date,
        amount: c.amount,
        reasons: c.reasons.clone(),
        resolution: c.resolution.clone(),
    })])
}

/// Interest and penal interest from the day charged up to until `until` (not counted); nothing where nothing accrued.
///
/// # Errors
/// 4101 where a rule is unset; 4119 where interest was charged beyond that day.
pub fn accrue(view: &LoanView, loan: &str, date: Date, until: Date) -> Result<Vec<CreditEvent>, Refusal> {
    let Some(from) = view.upto else { return Ok(Vec::new()) };
    if until < from {
        return Err(Refusal::new(4119).with("date", until).with("upto", from));
    }
    let p = &view.product;
    let count = *p.day_count.need(date, "day-count")?;
    let rounding: Rounding = *p.rounding.need(date, "rounding")?;
    let interest = product(&view.steps, from, until, &p.rate, count)?.round(rounding);
    let late = view.overdue_steps.iter().any(|s| s.0 < until && s.1 > Paise::ZERO);
    let extra =
        if late { penal(&view.overdue_steps, from, until, &p.penal, count)?.round(rounding) } else { Paise::ZERO };
    if interest.is_zero() && extra.is_zero() {
        return Ok(Vec::new());
    }
    let head = |normal: &String| {
        let reserve = view.class.is_npa();
        if reserve { interest_head(view.class, &p.heads).to_owned() } else { normal.clone() }
    };
    Ok(vec![CreditEvent::InterestAccrued(InterestAccrued {
        loan: loan.to_owned(),
        date,
        from,
        until,
        interest,
        penal: extra,
        receivable: p.heads.receivable.clone(),
        income: head(&p.heads.income),
        penal_income: head(&p.heads.penal),
    })])
}

/// To charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Loan.
    pub loan: String,
    /// Day.
    pub date: Date,
    /// Amount, paise.
    pub amount: Paise,
    /// What for.
    pub what: String,
}

/// Lays a charge on a loan.
///
/// # Errors
/// 4005, 4006, 4107, 4109, 4118.
pub fn charge(view: &LoanView, c: &Charge, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    amount(c.amount)?;
    text(&c.what)?;
    if view.sanctioned_on.is_none() {
        return Err(Refusal::new(4118).with("loan", &c.loan));
    }
    Ok(vec![CreditEvent::LoanCharged(LoanCharged {
        loan: c.loan.clone(),
        date: c.date,
        amount: c.amount,
        what: c.what.clone(),
        receivable: view.product.heads.receivable.clone(),
        income: view.product.heads.charges.clone(),
    })])
}

/// To receive a repayment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receive {
    /// Loan.
    pub loan: String,
    /// Day.
    pub date: Date,
    /// Amount, paise.
    pub amount: Paise,
    /// Where it comes from.
    pub legs: Vec<Leg>,
}

/// Receives a repayment: charges interest to the day, then appropriates in the product's order. What is over is the member's.
///
/// # Errors
/// 4005, 4006, 4101, 4108, 4109, 4117 and 4665 (cash), 4118 (nothing was lent), 4119 (before the day interest is charged to), 4350 (terms of
/// the scheme for the drawal are unset).
pub fn receive(view: &LoanView, c: &Receive, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    taken_in(view, c, None, context)
}

/// Takes goods back that were drawn on a loan: the principal of their drawal, due on `due`, is repaid before anything else, and where that repays
/// the season the member is relieved of what funders bear of it. Legs are of kind, so that the room they leave is room for goods.
///
/// # Errors
/// As [`receive`].
pub fn give_back(view: &LoanView, c: &Receive, due: Date, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    taken_in(view, c, Some(due), context)
}

fn taken_in(view: &LoanView, c: &Receive, first: Option<Date>, context: &Context) -> Result<Vec<CreditEvent>, Refusal> {
    dated(context, c.date)?;
    amount(c.amount)?;
    if view.sanctioned_on.is_none() || view.upto.is_none() {
        return Err(Refusal::new(4118).with("loan", &c.loan));
    }
    legs(context, &view.member, c.date, &c.legs, c.amount, CashWay::Repaying)?;
    let order = view.product.order.need(c.date, "order")?;
    let (mut events, mut demands) = charged(view, &c.loan, c.date)?;
    let interest: Paise = demands.iter().map(|d| d.owed.interest + d.owed.penal).sum();
    let held = (view.member.borrowed + interest, c.amount);
    outstanding(context, c.date, &c.legs, CashWay::Repaying, held)?;
    events.extend(relieved(view, c, first, &mut demands)?);
    let divided = match first {
        Some(due) => crate::appropriate::give_back(order, &mut demands, due, c.date, c.amount),
        None => appropriate(order, &mut demands, c.date, c.amount),
    };
    let part = |p: Part| divided.of(p);
    let principal = divided.paid.iter().filter(|p| p.part == Part::Principal);
    events.push(CreditEvent::LoanReceived(LoanReceived {
        loan: c.loan.clone(),
        member_no: view.member.no.clone(),
        date: c.date,
        amount: c.amount,
        legs: c.legs.clone(),
        parts: Owed {
            penal: part(Part::Penal),
            charges: part(Part::Charges),
            interest: part(Part::Interest),
            principal: part(Part::Principal),
        },
        surplus: divided.surplus,
        principal: principal.map(|p| (demands[p.demand].due, p.amount)).collect(),
        head: view.product.heads.principal.clone(),
        receivable: view.product.heads.receivable.clone(),
        surplus_head: view.product.heads.surplus.clone(),
    }));
    events.extend(released(view, c, &events, &demands));
    Ok(events)
}

/// Nothing is owed on the loan once these events of a receipt stand.
#[must_use]
pub fn settled(view: &LoanView, events: &[CreditEvent]) -> bool {
    let before: Paise = view.demands.iter().map(|d| d.owed.total()).sum();
    let by = |e: &CreditEvent| match e {
        CreditEvent::InterestAccrued(e) => e.interest + e.penal,
        CreditEvent::InterestRelieved(e) => -e.interest,
        CreditEvent::LoanReceived(e) => -e.parts.total(),
        _ => Paise::ZERO,
    };
    (before + events.iter().map(by).sum::<Paise>()).is_zero()
}

/// Interest charged to a day, and what is owed with it.
fn charged(view: &LoanView, loan: &str, date: Date) -> Result<(Vec<CreditEvent>, Vec<Demand>), Refusal> {
    let events = accrue(view, loan, date, date)?;
    let mut demands = view.demands.clone();
    if let Some(CreditEvent::InterestAccrued(e)) = events.first() {
        let owed = Owed { interest: e.interest, penal: e.penal, ..Owed::default() };
        let crop = view.product.kind == LoanKind::KccShort;
        let due = interest_due(crop, date, open_principal(&demands));
        let at = demands.partition_point(|d| d.due <= due);
        demands.insert(at, Demand { due, owed });
    }
    Ok((events, demands))
}

/// What funders bear of the interest where so much is repaid on a day, paise: what the counter shows before it asks.
///
/// # Errors
/// 4101, 4119, 4350.
pub fn relief_of(view: &LoanView, loan: &str, date: Date, amount: Paise) -> Result<Paise, Refusal> {
    let (_, mut demands) = charged(view, loan, date)?;
    let c = Receive { loan: loan.to_owned(), date, amount, legs: Vec::new() };
    Ok(match relieved(view, &c, None, &mut demands)? {
        Some(CreditEvent::InterestRelieved(e)) => e.interest,
        _ => Paise::ZERO,
    })
}

/// The funders' shares of what is repaid in time, taken off what the member owes.
fn relieved(
    view: &LoanView,
    c: &Receive,
    first: Option<Date>,
    demands: &mut [Demand],
) -> Result<Option<CreditEvent>, Refusal> {
    let Some(terms) = &view.relief else { return Ok(None) };
    let p = &view.product;
    let receipt = Receipt {
        loan: &c.loan,
        date: c.date,
        amount: c.amount,
        count: *p.day_count.need(c.date, "day-count")?,
        rounding: *p.rounding.need(c.date, "rounding")?,
        order: p.order.need(c.date, "order")?,
    };
    let r = match first {
        Some(due) => at_return(terms, demands, due, &receipt)?,
        None => at_repayment(terms, demands, &receipt)?,
    };
    if r.reliefs.is_empty() {
        return Ok(None);
    }
    take_off(demands, r.interest);
    Ok(Some(CreditEvent::InterestRelieved(InterestRelieved {
        loan: c.loan.clone(),
        member_no: view.member.no.clone(),
        date: c.date,
        reliefs: r.reliefs,
        interest: r.interest,
        surplus: r.surplus,
        receivable: p.heads.receivable.clone(),
        surplus_head: p.heads.surplus.clone(),
    })))
}

/// What leaves the reserve of overdue interest because it is no longer owed.
fn released(view: &LoanView, c: &Receive, events: &[CreditEvent], demands: &[Demand]) -> Option<CreditEvent> {
    let mut held = view.reserved;
    if let Some(CreditEvent::InterestAccrued(e)) = events.first().filter(|_| view.class.is_npa()) {
        held = (held.0 + e.interest, held.1 + e.penal);
    }
    let owed = |of: fn(&Owed) -> Paise| -> Paise { demands.iter().map(|d| of(&d.owed)).sum() };
    let row = crate::provide::moved(&c.loan, &view.product.heads, held, (owed(|o| o.interest), owed(|o| o.penal)));
    let back = row.interest < Paise::ZERO || row.penal < Paise::ZERO;
    let row = Moved { interest: row.interest.min(Paise::ZERO), penal: row.penal.min(Paise::ZERO), ..row };
    back.then(|| CreditEvent::InterestReserved(InterestReserved { date: c.date, rows: vec![row] }))
}
