//! What an ordinary day at the counter is made of: a row for each kind of act, with its weight by season. A new act is one more row.

use super::play::{Play, Step};
use super::{mix_goods, mix_members};
use books::Line;
use books::decide::PostVoucher;
use credit::AccountKind as Kind;
use desk::act::{Act, Asked, Before, Estate, Lender, Pay, Sown};
use desk::{Known, Role, Sums};
use examples::year::{self, BY_BANK, EXPENSES};
use kernel::{Date, Paise};

/// Head of the society's bank account.
pub const BANK: &str = "BANK_CUR";

/// A row of the mix.
pub struct Row {
    /// Name in the table of figures.
    pub name: &'static str,
    weight: fn(Date) -> u32,
    make: fn(&mut Play<'_>) -> Option<Step>,
}

/// The mix. Weights are shares of about a thousand acts.
pub const MIX: &[Row] = &[
    Row { name: "deposit-savings", weight: |_| 230, make: |p| lay_in(p, Kind::Sb, 100, 4_000) },
    Row { name: "withdraw-savings", weight: |_| 170, make: withdraw },
    Row { name: "deposit-daily", weight: |_| 180, make: daily },
    Row { name: "deposit-recurring", weight: |d| if d.day() <= 10 { 160 } else { 60 }, make: instalment },
    Row { name: "open-savings", weight: |_| 8, make: |p| open(p, "SB", 0, 500) },
    Row { name: "open-recurring", weight: |d| if d.month() <= 6 { 16 } else { 4 }, make: open_recurring },
    Row { name: "open-fixed", weight: |_| 10, make: open_fixed },
    Row { name: "open-daily", weight: |_| 8, make: |p| open(p, "DD", 12, 100) },
    Row { name: "close-deposit", weight: |_| 10, make: close },
    Row { name: "withdraw-interest", weight: |_| 2, make: pay_interest },
    Row { name: "sanction-crop", weight: |d| if matches!(d.month(), 4..=6 | 10 | 11) { 40 } else { 4 }, make: crop },
    Row { name: "sanction-other", weight: |_| 6, make: other_loan },
    Row { name: "sanction-on-deposit", weight: |_| 4, make: on_deposit },
    Row { name: "draw-crop", weight: |d| if matches!(d.month(), 5..=8 | 10..=12) { 80 } else { 25 }, make: draw_crop },
    Row { name: "draw-other", weight: |_| 14, make: draw_other },
    Row { name: "repay", weight: |d| if matches!(d.month(), 3 | 6 | 12) { 120 } else { 40 }, make: repay },
    Row { name: "pay-surplus", weight: |_| 4, make: surplus },
    Row { name: "charge", weight: |_| 3, make: charge },
    Row { name: "acknowledge", weight: |_| 2, make: acknowledge },
    Row { name: "lift-lien", weight: |_| 2, make: lift },
    Row { name: "reject", weight: |_| 2, make: reject },
    Row { name: "admit", weight: |_| 8, make: mix_members::admit },
    Row { name: "issue-shares", weight: |_| 10, make: mix_members::issue },
    Row { name: "transfer-shares", weight: |_| 3, make: mix_members::transfer },
    Row { name: "set-nominees", weight: |_| 6, make: mix_members::nominees },
    Row { name: "change-member", weight: |_| 6, make: mix_members::change },
    Row { name: "leave-society", weight: |_| 3, make: mix_members::leave },
    Row { name: "refund-shares", weight: |_| 3, make: mix_members::refund },
    Row {
        name: "sell-goods",
        weight: |d| if matches!(d.month(), 5..=7 | 10 | 11) { 150 } else { 50 },
        make: mix_goods::sell,
    },
    Row { name: "issue-ration", weight: |d| if d.day() <= 15 { 90 } else { 20 }, make: mix_goods::ration },
    Row { name: "buy-goods", weight: |_| 12, make: mix_goods::buy },
    Row { name: "settle-bill", weight: |_| 6, make: mix_goods::settle },
    Row { name: "count-stock", weight: |_| 1, make: mix_goods::count },
    Row { name: "return-goods", weight: |_| 4, make: mix_goods::back },
    Row { name: "move-goods", weight: |_| 2, make: mix_goods::moved },
    Row { name: "merge-members", weight: |_| 1, make: mix_members::merge },
    Row { name: "expense", weight: |_| 16, make: expense },
    Row { name: "income", weight: |_| 8, make: income },
    Row { name: "bank-voucher", weight: |_| 6, make: by_bank },
    Row { name: "reverse", weight: |_| 6, make: reverse },
    Row { name: "late-deposit", weight: |_| 3, make: late },
    Row { name: "wrong", weight: |_| 8, make: mistaken },
];

/// A row by its weight on a day.
pub fn draw(p: &mut Play<'_>) -> &'static Row {
    let all: u32 = MIX.iter().map(|r| (r.weight)(p.today)).sum();
    let mut at = p.random.below(all as usize) as u32;
    for row in MIX {
        let weight = (row.weight)(p.today);
        if at < weight {
            return row;
        }
        at -= weight;
    }
    &MIX[0]
}

impl Row {
    /// What somebody does; `None` where nothing fits today.
    pub fn make(&self, p: &mut Play<'_>) -> Option<Step> {
        (self.make)(p)
    }
}

pub fn cash(act: Act) -> Option<Step> {
    Some(Step::new(Role::Cashier, act))
}

fn rupees(p: &mut Play<'_>, least: i64, most: i64) -> Paise {
    Paise::rupees(p.random.between(least, most))
}

/// Mostly cash; sometimes through the bank or the member's savings.
fn pay(p: &mut Play<'_>) -> (Role, Pay) {
    match p.random.below(12) {
        0 => (Role::Accountant, Pay::Bank { head: BANK.into() }),
        1 => match p.account(Kind::Sb) {
            Some(account) => (Role::Accountant, Pay::Account { account }),
            None => (Role::Cashier, Pay::Cash),
        },
        _ => (Role::Cashier, Pay::Cash),
    }
}

fn lay_in(p: &mut Play<'_>, kind: Kind, least: i64, most: i64) -> Option<Step> {
    let account = p.account(kind)?;
    let amount = if p.random.below(60) == 0 { rupees(p, 50_000, 150_000) } else { rupees(p, least, most) };
    cash(Act::Deposit { account, amount, pay: Pay::Cash, agent: None })
}

struct Held {
    known: Known,
    balance: Paise,
    lien: Paise,
    instalment: Option<Paise>,
    closing: Option<Paise>,
}

/// An open deposit as the counter sees it.
fn held(p: &mut Play<'_>, kind: Kind) -> Option<(String, Held)> {
    let account = p.account(kind)?;
    let known = p.know(&account)?;
    match known.sums.clone() {
        Sums::Deposit { balance, lien, instalment, closing, closed: false } => {
            Some((account, Held { known, balance, lien, instalment, closing }))
        }
        _ => None,
    }
}

fn withdraw(p: &mut Play<'_>) -> Option<Step> {
    let (account, held) = held(p, Kind::Sb)?;
    let free = (held.balance.0 / 100 - 100).min(6_000);
    let amount = rupees(p, 50, free.max(50));
    (amount.0 / 100 <= free).then_some(())?;
    let (by, pay) = pay(p);
    if matches!(&pay, Pay::Account { account: other } if *other == account) {
        return None;
    }
    Some(Step::new(by, Act::Withdraw { account, amount, pay, to: None }))
}

fn daily(p: &mut Play<'_>) -> Option<Step> {
    let (account, _) = held(p, Kind::Dd)?;
    let amount = Paise::rupees(p.random.between(1, 20) * 10);
    cash(Act::Deposit { account, amount, pay: Pay::Cash, agent: Some(year::AGENT.into()) })
}

fn instalment(p: &mut Play<'_>) -> Option<Step> {
    let (account, held) = held(p, Kind::Rd)?;
    let amount = held.instalment?;
    held.known.due.is_none_or(|d| d > p.today).then_some(())?;
    cash(Act::Deposit { account, amount, pay: Pay::Cash, agent: None })
}

fn open(p: &mut Play<'_>, product: &str, months: u16, least: i64) -> Option<Step> {
    let (member_no, amount) = (p.member(), rupees(p, least, least * 6));
    let product = product.into();
    cash(Act::OpenDeposit { joint: Vec::new(), member_no, product, months, instalment: None, amount, pay: Pay::Cash })
}

fn open_recurring(p: &mut Play<'_>) -> Option<Step> {
    let (member_no, amount) = (p.member(), Paise::rupees(p.random.between(1, 20) * 100));
    let months = *p.random.pick(&[6, 12, 24]);
    let instalment = Some(amount);
    cash(Act::OpenDeposit {
        joint: Vec::new(),
        member_no,
        product: "RD".into(),
        months,
        instalment,
        amount,
        pay: Pay::Cash,
    })
}

fn open_fixed(p: &mut Play<'_>) -> Option<Step> {
    let (member_no, amount) = (p.member(), Paise::rupees(p.random.between(50, 900) * 100));
    let months = *p.random.pick(&[3, 6, 12, 36]);
    let product = if p.random.chance(30) { "RI" } else { "FD" }.to_owned();
    let (by, pay) = pay(p);
    Some(Step::new(
        by,
        Act::OpenDeposit { joint: Vec::new(), member_no, product, months, instalment: None, amount, pay },
    ))
}

/// Matured ones are closed when met, others rarely.
fn close(p: &mut Play<'_>) -> Option<Step> {
    for _ in 0..12 {
        let kind = *p.random.pick(&[Kind::Fd, Kind::Rd, Kind::Dd]);
        let Some((account, held)) = held(p, kind) else { continue };
        let matured = held.known.due.is_some_and(|d| d <= p.today);
        if !held.lien.is_zero() || (!matured && !p.random.chance(4)) {
            continue;
        }
        let amount = held.closing?;
        let (by, pay) =
            if amount.0 < 15_000_000 { pay(p) } else { (Role::Accountant, Pay::Bank { head: BANK.into() }) };
        return Some(Step::new(by, Act::CloseDeposit { account, amount, pay, to: None }));
    }
    None
}

fn pay_interest(p: &mut Play<'_>) -> Option<Step> {
    let (account, held) = held(p, Kind::Fd)?;
    let laid: Paise = held.known.lines.iter().filter(|l| l.what != "deposit-interest-credited").map(|l| l.change).sum();
    let amount = held.balance - laid;
    (amount > Paise::ZERO && held.lien.is_zero()).then_some(())?;
    cash(Act::Withdraw { account, amount, pay: Pay::Cash, to: None })
}

fn sanction(p: &mut Play<'_>, product: &str, amount: Paise) -> Act {
    Act::Sanction {
        member_no: p.member(),
        product: product.into(),
        amount,
        crops: Vec::new(),
        insurance: Paise::ZERO,
        year: 1,
        deposit: None,
        gold: None,
        resolution: format!("{} / {}", p.random.between(1, 40), p.today),
        with: Default::default(),
    }
}

fn crop(p: &mut Play<'_>) -> Option<Step> {
    let mut act = sanction(p, "KCC", Paise::ZERO);
    if let Act::Sanction { crops, with, .. } = &mut act {
        with.area_reason = year::TWICE_SOWN.into();
        let norms = examples::rules::norms();
        let scales = norms.scales.on(p.today)?;
        let (name, ..) = p.random.pick(&scales.value);
        crops.push(Sown { crop: name.clone(), square_metres: p.random.between(10, 80) as u32 * 100 });
    }
    Some(Step::new(Role::Secretary, act))
}

fn other_loan(p: &mut Play<'_>) -> Option<Step> {
    // loans against gold are pledged, once a month
    let product = *p.random.pick(&["MT", "LT"]);
    let amount = Paise::rupees(p.random.between(10, 180) * 1_000);
    Some(Step::new(Role::Secretary, sanction(p, product, amount)))
}

fn on_deposit(p: &mut Play<'_>) -> Option<Step> {
    let (account, held) = held(p, Kind::Fd)?;
    let free = held.balance - held.lien;
    let amount = Paise::rupees(free.0 / 100 * 6 / 10 / 100 * 100);
    (amount > Paise::ZERO).then_some(())?;
    let mut act = sanction(p, "DL", amount);
    if let Act::Sanction { deposit, member_no, .. } = &mut act {
        *deposit = Some(account);
        member_no.clone_from(&held.known.member_no);
    }
    Some(Step::new(Role::Secretary, act))
}

fn draw_crop(p: &mut Play<'_>) -> Option<Step> {
    let loan = p.account(Kind::LoanSt)?;
    let Sums::Loan { left, .. } = p.know(&loan)?.sums else { return None };
    // a third is in kind and cannot be had in cash
    let most = left.0 / 100 * 6 / 10;
    let amount = Paise::rupees(p.random.between(1_000, 25_000).min(most) / 100 * 100);
    (amount > Paise::ZERO).then_some(())?;
    let (by, pay) = pay(p);
    Some(Step::new(by, Act::Disburse { loan, amount, pay, count: 0 }))
}

fn draw_other(p: &mut Play<'_>) -> Option<Step> {
    for _ in 0..8 {
        let (kind, count) =
            *p.random.pick(&[(Kind::LoanMt, 4), (Kind::LoanLt, 10), (Kind::LoanGold, 1), (Kind::LoanDeposit, 1)]);
        let Some(loan) = p.account(kind) else { continue };
        let Some(Sums::Loan { left, owed, .. }) = p.know(&loan).map(|k| k.sums) else { continue };
        if left > Paise::ZERO && owed.principal.is_zero() {
            let (by, pay) = pay(p);
            return Some(Step::new(by, Act::Disburse { loan, amount: left, pay, count }));
        }
    }
    None
}

fn repay(p: &mut Play<'_>) -> Option<Step> {
    for _ in 0..8 {
        let kind = *p.random.pick(&[
            Kind::LoanSt,
            Kind::LoanSt,
            Kind::LoanSt,
            Kind::LoanMt,
            Kind::LoanLt,
            Kind::LoanGold,
            Kind::LoanDeposit,
        ]);
        let Some(loan) = p.account(kind) else { continue };
        let Some(Sums::Loan { owed, .. }) = p.know(&loan).map(|k| k.sums) else { continue };
        let all = owed.total();
        if all.is_zero() {
            continue;
        }
        let amount = match p.random.below(20) {
            0 => {
                p.overpaid.push(loan.clone());
                all + Paise::rupees(50)
            }
            1..=7 => all,
            _ => Paise::rupees((all.0 / 100).min(p.random.between(500, 15_000))),
        };
        let (by, pay) =
            if amount.0 < 15_000_000 { pay(p) } else { (Role::Accountant, Pay::Bank { head: BANK.into() }) };
        return Some(Step::new(by, Act::Repay { loan, amount, pay }));
    }
    None
}

/// What somebody paid over: back in cash, or to what he owes by now.
fn surplus(p: &mut Play<'_>) -> Option<Step> {
    let loan = p.overpaid.pop()?;
    let Sums::Loan { owed, surplus, .. } = p.know(&loan)?.sums else { return None };
    (surplus > Paise::ZERO).then_some(())?;
    let pay = if owed.total() > surplus { Pay::Account { account: loan.clone() } } else { Pay::Cash };
    let by = if pay == Pay::Cash { Role::Cashier } else { Role::Accountant };
    Some(Step::new(by, Act::Lender(Box::new(Lender::PaySurplus { loan, amount: surplus, pay, to: None }))))
}

fn charge(p: &mut Play<'_>) -> Option<Step> {
    let loan = p.account(Kind::LoanSt)?;
    let amount = rupees(p, 20, 120);
    Some(Step::new(Role::Accountant, Act::Charge { loan, amount, what: year::CHARGE.into() }))
}

fn acknowledge(p: &mut Play<'_>) -> Option<Step> {
    let loan = p.account(Kind::LoanSt)?;
    let Sums::Loan { owed, .. } = p.know(&loan)?.sums else { return None };
    let (signed, amount) = (p.today, owed.total());
    Some(Step::new(Role::Secretary, Act::Acknowledge { loan, signed, amount }))
}

fn lift(p: &mut Play<'_>) -> Option<Step> {
    let loan = p.account(Kind::LoanDeposit)?;
    let known = p.know(&loan)?;
    let Sums::Loan { owed, left, .. } = known.sums else { return None };
    (owed.total().is_zero() && left.is_zero()).then_some(())?;
    let (account, held) = held(p, Kind::Fd)?;
    (held.lien > Paise::ZERO && held.known.member_no == known.member_no).then_some(())?;
    Some(Step::new(Role::Accountant, Act::Lien { account, change: -held.lien, loan }))
}

fn reject(p: &mut Play<'_>) -> Option<Step> {
    let (member_no, amount) = (p.member(), Paise::rupees(p.random.between(20, 200) * 1_000));
    let (reasons, resolution) = (vec![year::REJECTED.to_owned()], format!("9 / {}", p.today));
    Some(Step::new(Role::Secretary, Act::Reject { member_no, product: "KCC".into(), amount, reasons, resolution }))
}

/// A voucher of two lines on the open day.
pub fn voucher(day: Date, debit: &str, credit: &str, amount: Paise, narration: &str) -> Act {
    let line = |head: &str, debit, credit| Line { head: head.to_owned(), debit, credit, source: None };
    Act::Voucher(PostVoucher {
        date: day,
        number: String::new(),
        narration: narration.to_owned(),
        lines: vec![line(debit, amount, Paise::ZERO), line(credit, Paise::ZERO, amount)],
    })
}

fn expense(p: &mut Play<'_>) -> Option<Step> {
    let (head, narration, least, most) = *p.random.pick(EXPENSES);
    let amount = rupees(p, least, most);
    cash(voucher(p.today, head, books::CASH, amount, narration))
}

fn income(p: &mut Play<'_>) -> Option<Step> {
    let amount = rupees(p, 5, 500);
    cash(voucher(p.today, books::CASH, "INC_ADM", amount, year::INCOME))
}

fn by_bank(p: &mut Play<'_>) -> Option<Step> {
    let (head, narration, least, most) = *p.random.pick(BY_BANK);
    let amount = rupees(p, least, most);
    // an advance stands in the register of the staff, under a name: beside it no day would end
    let act = match head {
        books::estate::staff::ADVANCE => {
            let advance = Estate::GiveAdvance { number: "1".into(), amount, from: BANK.into() };
            Act::Estate(Box::new(advance))
        }
        _ => voucher(p.today, head, BANK, amount, narration),
    };
    Some(Step::new(Role::Accountant, act))
}

fn reverse(p: &mut Play<'_>) -> Option<Step> {
    let entry = p.last?;
    cash(Act::Reverse { entry, reason: (*p.random.pick(year::TAKEN_BACK)).to_owned() })
}

/// On an outage slip, or without one and then for the officer.
fn late(p: &mut Play<'_>) -> Option<Step> {
    (p.before < p.today).then_some(())?;
    let Step { by, asked } = lay_in(p, Kind::Sb, 100, 2_000)?;
    let slip = if p.random.chance(70) { Some(p.slip()) } else { None };
    let before = Some(Before::of(p.before, year::LATE, slip));
    Some(Step { by, asked: Asked { before, ..asked } })
}

/// What people do wrong: each of these must be refused.
fn mistaken(p: &mut Play<'_>) -> Option<Step> {
    let account = p.account(Kind::Sb)?;
    let huge = Paise::rupees(10_000_000);
    let pay = Pay::Cash;
    match p.random.below(6) {
        0 => cash(Act::Withdraw { account, amount: huge, pay, to: None }),
        1 => cash(Act::Deposit { account, amount: Paise::rupees(200_000), pay, agent: None }),
        2 => cash(Act::Deposit { account: "SB-999999".into(), amount: Paise::rupees(10), pay, agent: None }),
        3 => cash(voucher(p.today, "SB", books::CASH, Paise::rupees(10), year::INCOME)),
        4 => Some(Step::new(Role::Accountant, Act::Deposit { account, amount: Paise::rupees(10), pay, agent: None })),
        _ => cash(Act::Deposit { account, amount: Paise::ZERO, pay, agent: None }),
    }
}
