//! What a society does by the calendar rather than at the counter: the bank's statement, borrowings, investments, assets and salaries, and the
//! lender's lists, provisions, reminders and gold. On the last working day of a month; a shortened year so has them too.

use super::mix::BANK;
use super::play::{Play, Step};
use books::assets::Method;
use books::bankrec::Entry;
use books::estate::bank::{Account, BankLine, Pair, Statement, TakeStatement};
use books::estate::property::Wear;
use books::estate::staff::{Does, Employee, HowMuch, Item};
use books::estate::{Place, Register, borrowings, investments, property};
use books::event::Setting;
use books::percent::Percent;
use books::ruled::Rule;
use books::setting;
use credit::claims::Funder;
use credit::gold::Ornament;
use credit::lender::Bearer;
use desk::act::{Act, Estate, Lender, Pay};
use desk::{Role, Trouble};
use examples::year;
use keep::view;
use kernel::{Date, Paise};
use std::collections::BTreeSet;

/// Number of the one borrowing.
const LOAN: &str = "DCCB-1";
/// Lines of one statement of the bank.
const LINES: usize = 200;
/// What the bank takes each month, rupees.
const CHARGE: i64 = 118;
/// Drawn on the borrowing each month, and paid back of it, rupees.
const DRAWN: (i64, i64) = (40_000, 25_000);

/// What the bank has written already.
#[derive(Default)]
pub struct Banked(BTreeSet<Place>);

fn rule<T>(value: T) -> Rule<T> {
    Rule { from: year::FIRST, value, order: examples::rules::ORDER.into(), source: String::new() }
}

fn estate(act: Estate) -> Act {
    Act::Estate(Box::new(act))
}

fn lender(act: Lender) -> Act {
    Act::Lender(Box::new(act))
}

fn bank() -> String {
    BANK.to_owned()
}

/// Rules set before the first day begins.
pub fn rules() -> Vec<Act> {
    [(setting::RELIEF, "yes"), (setting::GOLD_RATE, "900000")]
        .map(|(key, value)| {
            let (order, source) = (examples::rules::ORDER.to_owned(), String::new());
            Act::Set(Setting { key: key.into(), from: year::FIRST, value: value.into(), order, source })
        })
        .into()
}

/// What is entered on the first day: the borrowing with its rate, how computers wear, who is employed.
pub fn set_up(p: &Play<'_>) -> Vec<Act> {
    let borrowing = borrowings::Facts {
        number: LOAN.into(),
        lender: year::LENDER.into(),
        head: "BORROW_ST".into(),
        purpose: year::PURPOSE.into(),
        limit: Paise::rupees(5_000_000),
        resolution: format!("1 / {}", p.today),
    };
    let wear = Wear { method: Method::StraightLine, rate: Percent(2_000), residual: Paise::rupees(1) };
    let clerk = |no: usize, post: &str, basic: i64| {
        let fund = Item {
            name: year::FUND.into(),
            does: Does::Deduction,
            head: "PF".into(),
            much: HowMuch::OfBasic(Percent(1_200)),
        };
        let name = year::person(p.seed, p.members * 3 + no).name;
        let (number, post, basic, items) = (no.to_string(), post.to_owned(), Paise::rupees(basic), vec![fund]);
        Estate::SetEmployee(Employee { number, name, post, basic, items, joined: year::FIRST, left: None })
    };
    vec![
        estate(Estate::OpenBorrowing(borrowing)),
        estate(Estate::SetRate { number: LOAN.into(), rule: rule(Percent(500)) }),
        estate(Estate::SetClass { head: "FA_COMP".into(), rule: rule(wear) }),
        estate(clerk(1, year::POSTS[0], 18_000)),
        estate(clerk(2, year::POSTS[1], 9_500)),
    ]
}

/// Everything of a month's last working day; each is an act of the door and may be refused there.
pub fn month(p: &mut Play<'_>) -> Result<(), Trouble> {
    let number = format!("{}-{}", p.today.year(), p.today.month());
    borrowed(p)?;
    laid_out(p, &number)?;
    paid_to_staff(p)?;
    lent(p, &number)?;
    p.pass()?;
    statement(p, &number)?;
    p.pass()
}

fn by(p: &mut Play<'_>, name: &'static str, role: Role, act: Act) -> Result<Option<(i64, i64)>, Trouble> {
    let done = p.step(name, &Step::new(role, act))?;
    Ok(done.filter(|d| !d.waits).map(|d| (d.receipt.desk.0, d.receipt.last.0)))
}

/// The day after the open one: interest runs up to it.
fn morrow(p: &Play<'_>) -> Date {
    credit::calendar::plus_days(p.today, 1)
}

fn borrowed(p: &mut Play<'_>) -> Result<(), Trouble> {
    let (number, today, until) = (LOAN.to_owned(), p.today, morrow(p));
    let drawal =
        borrowings::Drawal { on: today, amount: Paise::rupees(DRAWN.0), due: credit::calendar::plus_days(today, 330) };
    by(p, "draw", Role::Accountant, estate(Estate::Draw { number: number.clone(), drawal, into: bank() }))?;
    let accrue = Estate::AccrueOwed { number: number.clone(), until, advised: None };
    by(p, "accrue-owed", Role::Accountant, estate(accrue))?;
    let owed = -p.head("INT_PAY_DCB")?;
    let back =
        Estate::PayBack { number, principal: Paise::rupees(DRAWN.1), interest: owed.max(Paise::ZERO), from: bank() };
    by(p, "pay-back", Role::Accountant, estate(back)).map(|_| ())
}

/// A fixed deposit is made with the bank each month and taken out the month after; a computer is bought, and one is sold later.
fn laid_out(p: &mut Play<'_>, number: &str) -> Result<(), Trouble> {
    let (today, until) = (p.today, morrow(p));
    let all = p.desk.read(|t| view::estate(t, p.society, Register::Investments, None))?;
    let held = investments::fold(&all);
    for one in held.into_iter().filter(|i| i.encashed.is_none()) {
        let number = one.facts.number.clone();
        by(
            p,
            "accrue-earned",
            Role::Accountant,
            estate(Estate::AccrueEarned { number: number.clone(), until: today }),
        )?;
        let received = one.value() + Paise::rupees(100);
        by(p, "encash", Role::Accountant, estate(Estate::Encash { number, received, into: bank() }))?;
    }
    let deposit = investments::Facts {
        number: number.to_owned(),
        institution: year::LENDER.into(),
        certificate: number.to_owned(),
        head: "INV_FD".into(),
        amount: Paise::rupees(50_000),
        from: today,
        matures: Some(credit::calendar::plus_days(today, 365)),
        rate: Some(Percent(700)),
        at_maturity: None,
    };
    by(p, "invest", Role::Accountant, estate(Estate::Invest { facts: deposit, from: bank() }))?;
    by(p, "accrue-earned", Role::Accountant, estate(Estate::AccrueEarned { number: number.to_owned(), until }))?;
    let asset = property::Facts {
        number: number.to_owned(),
        name: year::COMPUTER.into(),
        head: "FA_COMP".into(),
        place: String::new(),
        bill: number.to_owned(),
        cost: Paise::rupees(32_000),
        carried: Paise::rupees(32_000),
        from: today,
    };
    by(p, "buy-asset", Role::Accountant, estate(Estate::BuyAsset { facts: asset, paid: bank() }))?;
    // a year's wear stands on its last day and is run once it is over; before that the door says no
    let year = today.year() - if today.month() < 4 { 1 } else { 0 };
    if today.month() == 3 {
        by(p, "depreciate", Role::Accountant, estate(Estate::Depreciate { year }))?;
    }
    Ok(())
}

fn paid_to_staff(p: &mut Play<'_>) -> Result<(), Trouble> {
    let month = p.today;
    let off = vec![("1".to_owned(), Paise::rupees(200))];
    let advance = Estate::GiveAdvance { number: "1".into(), amount: Paise::rupees(200), from: bank() };
    by(p, "give-advance", Role::Accountant, estate(advance))?;
    let absent = vec![("1".to_owned(), i64::from(month.month()) % 3 + 1)];
    by(p, "post-salary", Role::Accountant, estate(Estate::PostSalary { month, recovered: off, absent }))?;
    by(p, "pay-salary", Role::Accountant, estate(Estate::PaySalary { month, from: bank() })).map(|_| ())
}

fn lent(p: &mut Play<'_>, number: &str) -> Result<(), Trouble> {
    let (from, to) = (p.today.first_of_month(), p.today);
    for (short, funder) in [("S", Funder::Subvention), ("P", Funder::Prompt)] {
        let list = p.desk.claimable(p.society, funder, from, to)?;
        let (claim, sum) = (format!("{short}-{number}"), list.sum());
        let Some(first) = list.rows.first().filter(|_| !sum.is_zero()) else { continue };
        let act = Lender::Claim { number: claim.clone(), funder, from, to, sum };
        by(p, "claim", Role::Accountant, lender(act))?;
        p.pass()?;
        // one line is not admitted, half of the rest comes
        let refused = first.row.amount.min(Paise::rupees(1));
        let reject = Lender::RejectClaim {
            claim: claim.clone(),
            loan: first.row.loan.clone(),
            amount: refused,
            reason: year::REJECTED.into(),
            bearer: Bearer::Society,
        };
        by(p, "reject-claim", Role::Accountant, lender(reject))?;
        let amount = Paise::rupees((sum - refused).0 / 200);
        if !amount.is_zero() {
            let (pay, letter) = (Pay::Bank { head: bank() }, number.to_owned());
            by(p, "receive-claim", Role::Accountant, lender(Lender::ReceiveClaim { claim, amount, pay, letter }))?;
        }
    }
    let required = p.desk.provisions(p.society)?.required();
    by(p, "provide", Role::Accountant, lender(Lender::Provide { required }))?;
    by(p, "remind", Role::Accountant, lender(Lender::Remind { village: String::new() }))?;
    let pledge = Lender::Pledge {
        member_no: p.member(),
        product: "GL".into(),
        amount: Paise::rupees(50_000),
        ornaments: vec![Ornament { what: year::ORNAMENT.into(), pieces: 1, gross: 14_000, net: 13_000, purity: 916 }],
        appraiser: year::HIMSELF.into(),
        resolution: format!("7 / {}", p.today),
    };
    by(p, "pledge", Role::Secretary, lender(pledge))?;
    p.pass()?;
    // gold of which nothing was drawn, or everything came back, is given back the month after
    let held = p.desk.held_gold(p.society)?;
    let free = held
        .into_iter()
        .find(|h| h.custody.released.is_none() && h.custody.pledged.date < p.today && h.principal.is_zero());
    if let Some(one) = free {
        let act = Lender::ReleaseGold { loan: one.custody.pledged.loan.clone(), to: year::HIMSELF.into() };
        by(p, "release-gold", Role::Secretary, lender(act))?;
    }
    Ok(())
}

/// The bank's statement of what was written in the bank book since the last one, with its charge; what belongs together is matched, and the
/// charge is entered from the bank's line.
fn statement(p: &mut Play<'_>, number: &str) -> Result<(), Trouble> {
    let look = |p: &Play<'_>| {
        p.desk.read(|t| {
            let all = view::estate(t, p.society, Register::Bank, Some(BANK))?;
            Ok((Account::of(&all, BANK), view::bank_book(t, p.society, BANK, Date::MAX)?))
        })
    };
    let (account, book) = look(p)?;
    let old: Paise = book.iter().filter(|(_, e)| e.date < year::FIRST).map(|(_, e)| e.amount).sum();
    let opening = account.until().and_then(|day| account.balance(day)).unwrap_or(old);
    let new: Vec<(Place, Entry)> = account
        .open_book(&book)
        .into_iter()
        .filter(|(place, e)| e.date >= year::FIRST && !p.banked.0.contains(place))
        .take(LINES)
        .collect();
    let mut lines: Vec<BankLine> = (2..).zip(&new).map(|(row, (_, e))| passed(p.today, e, row)).collect();
    let row = lines.len() as u32 + 2;
    let charge = Paise::rupees(CHARGE);
    let (text, reference) = (year::BANK_CHARGE.to_owned(), number.to_owned());
    lines.push(BankLine { date: p.today, amount: -charge, text, reference, row });
    let own = lines.len() as i64 - 1;
    let closing = opening + lines.iter().map(|l| l.amount).sum();
    let take = TakeStatement {
        bank: bank(),
        file: format!("{number}.csv"),
        digest: number.to_owned(),
        opening: None,
        statement: Statement { opening: Some(opening), closing: Some(closing), lines },
    };
    let Some((desk, seq)) = by(p, "take-statement", Role::Accountant, estate(Estate::TakeStatement(take)))? else {
        return Ok(());
    };
    p.banked.0.extend(new.iter().map(|(place, _)| *place));
    let (account, book) = look(p)?;
    let found = account.suggest(&book);
    let sure = found.into_iter().filter(|(.., s)| s.sure);
    let pairs: Vec<Pair> = sure.map(|(b, s, _)| Pair { book: vec![b], statement: vec![s] }).collect();
    if !pairs.is_empty() {
        by(p, "match", Role::Accountant, estate(Estate::Match { bank: bank(), pairs }))?;
    }
    let narration = year::BANK_CHARGE.to_owned();
    let charge = Estate::BookLine { bank: bank(), line: (desk, seq, own), head: "EXP_BANK".into(), narration };
    by(p, "book-line", Role::Accountant, estate(charge)).map(|_| ())
}

/// A line of the bank book as the bank writes it on a day.
fn passed(date: Date, e: &Entry, row: u32) -> BankLine {
    BankLine { date, amount: e.amount, text: e.text.clone(), reference: e.id.clone(), row }
}
