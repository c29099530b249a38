//! Registers of the estate: folded from entries, every entry taken back restores every balance, rules that are not set refuse.

use crate::{day, said};
use books::assets::Method;
use books::bankrec;
use books::estate::bank::{self, BankLine, Pair, Statement, TakeStatement};
use books::estate::property::{Property, Wear};
use books::estate::staff::{Does, Employee, HowMuch, Item, Staff};
use books::estate::*;
use books::percent::Percent;
use books::ruled::Rule;
use kernel::{Date, FinancialYear, Paise, Refusal};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A society's estate as a register would hold it.
pub struct Office {
    pub sight: Sight,
    next: i64,
    pub posted: BTreeMap<String, i64>,
}

impl Office {
    pub fn new(open: &str) -> Office {
        let heads = books::chart::STANDARD.iter().filter_map(|s| books::chart::head(s.code, lipi::Lang::En)).collect();
        let sight = Sight { open: Some(day(open)), heads, kept: vec!["ST_LOAN".into()], entries: Vec::new() };
        Office { sight, next: 0, posted: BTreeMap::new() }
    }

    pub fn open(&mut self, on: &str) {
        self.sight.open = Some(day(on));
    }

    fn write(&mut self, event: EstateEvent) -> (i64, i64) {
        assert_eq!(event.lines.iter().map(|l| l.debit - l.credit).sum::<Paise>(), Paise::ZERO, "{event:?}");
        for l in &event.lines {
            *self.posted.entry(l.head.clone()).or_default() += l.debit.0 - l.credit.0;
        }
        self.posted.retain(|_, b| *b != 0);
        self.next += 1;
        let place = (1, self.next);
        match event.reverses() {
            Some(gone) => self.sight.entries.retain(|e| e.place != gone),
            None => self.sight.entries.push(Entry { place, event }),
        }
        place
    }

    pub fn done(&mut self, event: Result<EstateEvent, Refusal>) -> (i64, i64) {
        self.write(event.unwrap_or_else(|r| panic!("{r}")))
    }

    pub fn back(&mut self, entry: (i64, i64)) -> Result<(i64, i64), Refusal> {
        let event = reverse(&self.sight, entry, "wrong", |_| false)?;
        Ok(self.write(event))
    }

    pub fn head(&self, code: &str) -> i64 {
        self.posted.get(code).copied().unwrap_or_default()
    }
}

pub fn no<T: std::fmt::Debug>(r: Result<T, Refusal>) -> u16 {
    said(&r.unwrap_err())
}

fn rs(n: i64) -> Paise {
    Paise::rupees(n)
}

fn line(date: &str, amount: i64, text: &str, reference: &str) -> BankLine {
    BankLine { date: day(date), amount: rs(amount), text: text.into(), reference: reference.into(), row: 1 }
}

fn statement(digest: &str, opening: Option<i64>, closing: Option<i64>, lines: Vec<BankLine>) -> TakeStatement {
    let statement = Statement { opening: opening.map(rs), closing: closing.map(rs), lines };
    TakeStatement { bank: "BANK_CUR".into(), file: "a.csv".into(), digest: digest.into(), opening: None, statement }
}

fn march() -> Vec<BankLine> {
    vec![
        line("2026-03-06", 200, "BY CASH", ""),
        line("2026-03-25", -500, "CHQ IFFCO", "004512"),
        line("2026-03-31", -12, "SMS CHARGES", ""),
    ]
}

#[test]
fn the_same_statement_twice_does_nothing_twice() {
    let mut o = Office::new("2026-04-02");
    let all = statement("d1", Some(1000), Some(688), march());
    o.done(bank::take(&o.sight, &all));
    assert_eq!(no(bank::take(&o.sight, &all)), 4406);
    // the same lines in another file, and one line more: only that one is taken
    let again = TakeStatement { digest: "d2".into(), ..all.clone() };
    assert_eq!(no(bank::take(&o.sight, &again)), 4406);
    let mut longer = march();
    longer.push(line("2026-04-01", 50, "NEFT", "UTR88123"));
    let more = statement("d3", Some(1000), Some(738), longer);
    o.done(bank::take(&o.sight, &more));
    let account = bank::Account::of(&o.sight.entries, "BANK_CUR");
    assert_eq!(account.taken.iter().map(|t| t.lines).collect::<Vec<_>>(), [3, 1]);
    assert_eq!(account.balance(day("2026-04-02")), Some(rs(738)));
    assert_eq!(account.balance(day("2026-03-24")), Some(rs(1200)));
    // two lines that are alike on one day are two
    let twins = vec![line("2026-04-02", 5, "X", ""), line("2026-04-02", 5, "X", "")];
    o.done(bank::take(&o.sight, &statement("d4", None, Some(748), twins.clone())));
    assert_eq!(no(bank::take(&o.sight, &statement("d5", None, Some(748), twins))), 4406);
    // a month between is missing
    let may = vec![line("2026-05-02", 5, "Y", "")];
    assert_eq!(no(bank::take(&o.sight, &statement("d6", Some(900), Some(905), may))), 4408);
}

#[test]
fn a_wrong_statement_is_refused_by_its_number() {
    let o = Office::new("2026-04-02");
    let wrong = |opening, closing, lines| no(bank::take(&o.sight, &statement("d", opening, closing, lines)));
    assert_eq!(wrong(None, None, march()), 4411);
    assert_eq!(wrong(Some(1000), Some(700), march()), 4060);
    assert_eq!(wrong(Some(0), None, Vec::new()), 4412);
    let other = TakeStatement { bank: "ST_LOAN".into(), ..statement("d", Some(0), None, march()) };
    assert_eq!(no(bank::take(&o.sight, &other)), 4401);
    let shut = Sight { open: None, ..o.sight.clone() };
    assert_eq!(no(bank::take(&shut, &statement("d", Some(0), None, march()))), 4020);
}

/// The book of the account beside its entries: what old vouchers and the estate posted.
fn book(o: &Office) -> Vec<(Place, bankrec::Entry)> {
    let entry = |date: &str, amount: i64, text: &str| bankrec::Entry {
        id: String::new(),
        date: day(date),
        amount: rs(amount),
        text: text.into(),
        reference: String::new(),
    };
    let mut out = vec![
        ((1, 900, 0), entry("2026-02-28", 900, "OPENING")),
        ((1, 901, 0), entry("2026-03-05", 200, "cash paid in")),
        ((1, 902, 1), entry("2026-03-24", -500, "cheque 4512")),
        ((1, 903, 0), entry("2026-03-30", 70, "cash paid in")),
    ];
    for e in &o.sight.entries {
        for (i, l) in e.event.lines.iter().enumerate().filter(|(_, l)| l.head == "BANK_CUR") {
            let place = (e.place.0, e.place.1, i as i64);
            let date = e.event.date.to_string();
            out.push((place, bankrec::Entry { amount: l.debit - l.credit, ..entry(&date, 0, "") }));
        }
    }
    out
}

fn amounts(o: &Office) -> BTreeMap<Place, Paise> {
    book(o).into_iter().map(|(p, e)| (p, e.amount)).collect()
}

#[test]
fn an_account_is_reconciled_to_the_paisa() {
    let mut o = Office::new("2026-04-02");
    let taken = o.done(bank::take(&o.sight, &statement("d1", Some(1000), Some(688), march())));
    // a cheque of the old books for 100 had not passed: book 900, bank 1000
    let item = bank::opening_item(&o.sight, "BANK_CUR", &line("2026-02-20", -100, "audit fee", "4400"));
    let item = o.done(item);
    let found = bank::Account::of(&o.sight.entries, "BANK_CUR").suggest(&book(&o));
    let pairs: Vec<(Place, i64)> = found.iter().map(|s| (s.0, s.1.2)).collect();
    assert_eq!(pairs, [((1, 902, 1), 1), ((1, 901, 0), 0)]);
    let at = |i: i64| (taken.0, taken.1, i);
    let one = |b: Vec<Place>, s: Vec<Place>| Pair { book: b, statement: s };
    let all = [
        one(vec![(1, 900, 0), (item.0, item.1, 1)], vec![at(bank::OPENING)]),
        one(vec![(1, 901, 0)], vec![at(0)]),
        one(vec![(1, 902, 1)], vec![at(1)]),
    ];
    for event in bank::pair(&o.sight, "BANK_CUR", &all, &amounts(&o)).unwrap() {
        o.write(event);
    }
    // charges are entered from the bank's line and are their own match
    let account = bank::Account::of(&o.sight.entries, "BANK_CUR");
    assert_eq!(bank::propose(&account.lines[&at(2)]), Some("EXP_BANK"));
    let booked = o.done(bank::book_line(&o.sight, "BANK_CUR", at(2), "EXP_BANK", "SMS"));
    assert_eq!((o.head("EXP_BANK"), o.head("BANK_CUR")), (1200, -1200));
    let account = bank::Account::of(&o.sight.entries, "BANK_CUR");
    assert!(account.open_lines().is_empty());
    let open: Vec<i64> = account.open_book(&book(&o)).iter().map(|e| e.1.amount.0).collect();
    assert_eq!(open, [-10_000, 7_000], "the old cheque and the money on its way");
    let done = account.reconcile(&book(&o), day("2026-04-02")).unwrap();
    assert_eq!((done.unexplained, done.table.check()), (Paise::ZERO, Paise::ZERO));
    assert_eq!(done.table.parts[1].totals[0], rs(688));
    // as on 31 March the charges stood only with the bank
    let then = account.reconcile(&book(&o), day("2026-03-31")).unwrap();
    assert_eq!((then.only_statement.len(), then.unexplained), (1, Paise::ZERO));
    // what is matched is not matched again, nor entered again, and its statement is not taken back under it
    assert_eq!(no(bank::pair(&o.sight, "BANK_CUR", &all[1..2], &amounts(&o))), 4058);
    assert_eq!(no(bank::book_line(&o.sight, "BANK_CUR", at(2), "EXP_BANK", "SMS")), 4058);
    let uneven = [one(vec![(1, 903, 0)], vec![])];
    assert_eq!(no(bank::pair(&o.sight, "BANK_CUR", &uneven, &amounts(&o))), 4059);
    assert_eq!(no(o.back(taken)), 4417);
    o.back(booked).unwrap();
    assert!(o.posted.is_empty());
    assert_eq!(no(o.back(booked)), 4430);
}

fn loan(o: &mut Office) {
    let facts = borrowings::Facts {
        number: "ST-1".into(),
        lender: "DCB".into(),
        head: "BORROW_ST".into(),
        purpose: "crop".into(),
        limit: rs(100_000),
        resolution: "4".into(),
    };
    o.done(borrowings::open(&o.sight, &facts));
    assert_eq!(no(borrowings::open(&o.sight, &facts)), 4402);
    let other = borrowings::Facts { number: "2".into(), head: "SB".into(), ..facts.clone() };
    assert_eq!(no(borrowings::open(&o.sight, &other)), 4401);
    assert_eq!(
        no(borrowings::open(&o.sight, &borrowings::Facts { number: "3".into(), resolution: " ".into(), ..facts })),
        4427
    );
}

fn rate(from: &str, hundredths: i64) -> Rule<Percent> {
    Rule { from: day(from), value: Percent(hundredths), order: "DCB/1".into(), source: String::new() }
}

fn drawal(amount: i64, due: &str) -> borrowings::Drawal {
    borrowings::Drawal { on: day("2000-01-01"), amount: rs(amount), due: day(due) }
}

#[test]
fn a_borrowing_bears_interest_by_its_rates_and_is_compared_with_the_bank() {
    let mut o = Office::new("2025-04-01");
    loan(&mut o);
    o.done(borrowings::draw(&o.sight, "ST-1", &drawal(36_500, "2026-03-31"), "BANK_CUR"));
    assert_eq!(no(borrowings::draw(&o.sight, "ST-1", &drawal(63_501, "2026-03-31"), "BANK_CUR")), 4413);
    assert_eq!(no(borrowings::draw(&o.sight, "ST-1", &drawal(1, "2025-04-01"), "BANK_CUR")), 4405);
    assert_eq!(no(borrowings::draw(&o.sight, "NO", &drawal(1, "2026-04-01"), "BANK_CUR")), 4403);
    o.open("2025-04-11");
    assert_eq!(no(borrowings::accrue(&o.sight, "ST-1", day("2025-04-11"), None)), 4415);
    o.done(borrowings::set_rate(&o.sight, "ST-1", &rate("2025-04-01", 500)));
    o.done(borrowings::set_rate(&o.sight, "ST-1", &rate("2025-04-06", 1_000)));
    // 36,500 × 5 days × 5 % and 5 days × 10 %: 25 + 50
    o.done(borrowings::accrue(&o.sight, "ST-1", day("2025-04-11"), None));
    assert_eq!(o.head("INT_PAY_DCB"), -7_500);
    assert_eq!(no(borrowings::accrue(&o.sight, "ST-1", day("2025-04-11"), None)), 4405);
    assert_eq!(no(borrowings::set_rate(&o.sight, "ST-1", &rate("2025-04-10", 900))), 4431);
    // interest above what was accrued is an expense of the day
    let paid = o.done(borrowings::repay(&o.sight, "ST-1", rs(500), rs(80), "BANK_CUR"));
    assert_eq!((o.head("INT_PAY_DCB"), o.head("EXP_INT_DCB"), o.head("BORROW_ST")), (0, 8_000, -3_600_000));
    assert_eq!(no(borrowings::repay(&o.sight, "ST-1", rs(36_001), Paise::ZERO, "CASH")), 4414);
    let certificate = borrowings::Confirmation { on: day("2025-04-11"), balance: rs(35_900), document: "77".into() };
    o.done(borrowings::confirm(&o.sight, "ST-1", &certificate));
    let b = borrowings::fold(&o.sight.entries).remove(0);
    assert_eq!(b.compared().unwrap().1, rs(100));
    assert_eq!(b.drawals[0].left, rs(36_000));
    // the certificate stands on nothing; the repayment is taken back whole
    o.back(paid).unwrap();
    assert_eq!((o.head("INT_PAY_DCB"), o.head("BORROW_ST")), (-7_500, -3_650_000));
}

fn deposit(number: &str) -> investments::Facts {
    investments::Facts {
        number: number.into(),
        institution: "DCB".into(),
        certificate: "778".into(),
        head: "INV_FD".into(),
        amount: rs(10_000),
        from: day("2025-04-01"),
        matures: Some(day("2026-04-01")),
        rate: None,
        at_maturity: Some(rs(10_730)),
    }
}

#[test]
fn a_deposit_accrues_what_its_certificate_promises() {
    let mut o = Office::new("2025-04-01");
    o.done(investments::invest(&o.sight, &deposit("1"), "BANK_CUR"));
    assert_eq!(no(investments::invest(&o.sight, &deposit("1"), "BANK_CUR")), 4402);
    let shares = investments::Facts {
        number: "2".into(),
        head: "INV_SHARE".into(),
        matures: None,
        at_maturity: None,
        ..deposit("2")
    };
    o.done(investments::invest(&o.sight, &shares, ""));
    assert_eq!(o.head("INV_SHARE"), 0, "what the old books had posts nothing");
    o.open("2025-04-11");
    assert_eq!(no(investments::accrue(&o.sight, "2", day("2025-04-11"))), 4418);
    o.done(investments::accrue(&o.sight, "1", day("2025-04-11")));
    assert_eq!(o.head("INC_INV"), -2_000, "730 over 365 days");
    assert_eq!(no(investments::accrue(&o.sight, "1", day("2025-05-11"))), 4405);
    o.open("2026-04-01");
    let out = o.done(investments::encash(&o.sight, "1", rs(10_730), "BANK_CUR"));
    assert_eq!((o.head("INV_FD"), o.head("INT_ACCRUED_INV"), o.head("INC_INV")), (0, 0, -73_000));
    assert_eq!(no(investments::encash(&o.sight, "1", rs(1), "BANK_CUR")), 4403);
    o.back(out).unwrap();
    assert_eq!(o.head("INV_FD"), 1_000_000);
}

fn computer() -> property::Facts {
    property::Facts {
        number: "1".into(),
        name: "computer".into(),
        head: "FA_COMP".into(),
        place: String::new(),
        bill: "12".into(),
        cost: rs(12_000),
        carried: rs(12_000),
        from: day("2025-10-15"),
    }
}

fn wear(from: &str, rate: i64) -> Rule<Wear> {
    let value = Wear { method: Method::WrittenDown, rate: Percent(rate), residual: rs(1) };
    Rule { from: day(from), value, order: "GB/3".into(), source: String::new() }
}

#[test]
fn assets_wear_by_the_rule_of_their_class_year_by_year() {
    let mut o = Office::new("2025-10-15");
    o.done(property::acquire(&o.sight, &computer(), "BANK_CUR"));
    let old = property::Facts {
        number: "2".into(),
        head: "FA_FURN".into(),
        cost: rs(9_000),
        carried: rs(5_000),
        from: day("2025-04-01"),
        ..computer()
    };
    o.done(property::acquire(&o.sight, &old, ""));
    assert_eq!(no(property::acquire(&o.sight, &property::Facts { number: "3".into(), ..old }, "CASH")), 4404);
    let year = FinancialYear(2025);
    assert_eq!(no(property::depreciate(&o.sight, year, false)), 4421, "the year is not over");
    o.open("2026-04-05");
    assert_eq!(no(property::depreciate(&o.sight, year, false)), 4419);
    o.done(property::set_class(&o.sight, "FA_COMP", &wear("2025-04-01", 4_000)));
    o.done(property::set_class(&o.sight, "FA_FURN", &wear("2025-04-01", 1_000)));
    assert_eq!(no(property::depreciate(&o.sight, year, true)), 4422);
    assert_eq!(no(property::depreciate(&o.sight, FinancialYear(2026), false)), 4421, "years in their order");
    let run = property::depreciate(&o.sight, year, false).unwrap();
    assert_eq!(run.date, day("2026-03-31"), "it stands on the last day of its year");
    let run = o.write(run);
    // six months of 40 % of 12,000, a year of 10 % of 5,000
    assert_eq!((o.head("EXP_DEP"), o.head("FA_COMP")), (290_000, 960_000));
    assert_eq!(no(property::depreciate(&o.sight, year, false)), 4420);
    assert_eq!(no(property::set_class(&o.sight, "FA_COMP", &wear("2026-01-01", 1_000))), 4431);
    let rows = Property::of(&o.sight.entries).schedule(year);
    let computers = rows.iter().find(|r| r.head == "FA_COMP").unwrap();
    assert_eq!((computers.opening, computers.added, computers.closing()), (Paise::ZERO, rs(12_000), rs(9_600)));
    assert_eq!(Property::of(&o.sight.entries).schedule(FinancialYear(2026))[0].opening, rs(9_600));
    // sold on 10 June: two months of the new year, and forty rupees above the value
    o.open("2026-06-10");
    assert_eq!(no(property::dispose(&o.sight, "1", rs(9_000), "CASH", "")), 4427);
    let sold = o.done(property::dispose(&o.sight, "1", rs(9_000), "CASH", "7"));
    assert_eq!((o.head("FA_COMP"), o.head("EXP_DEP"), o.head("INC_ASSET")), (0, 354_000, -4_000));
    assert_eq!(no(o.back(run)), 4417);
    o.back(sold).unwrap();
    o.back(run).unwrap();
    assert_eq!((o.head("EXP_DEP"), o.head("FA_COMP")), (0, 1_200_000));
}

fn clerk(number: &str, basic: i64) -> Employee {
    let item = |name: &str, does, head: &str, much| Item { name: name.into(), does, head: head.into(), much };
    Employee {
        number: number.into(),
        name: "Ram".into(),
        post: "clerk".into(),
        basic: rs(basic),
        items: vec![
            item("house", Does::Allowance, "EXP_SALARY", HowMuch::Fixed(rs(500))),
            item("fund", Does::Deduction, "PF", HowMuch::OfBasic(Percent(1_200))),
            item("fund, ours", Does::Contribution, "PF", HowMuch::OfBasic(Percent(1_300))),
        ],
        joined: day("2025-01-01"),
        left: None,
    }
}

#[test]
fn salaries_are_one_voucher_a_month() {
    let mut o = Office::new("2026-04-30");
    let month = day("2026-04-30");
    assert_eq!(no(staff::sheet(&o.sight, month, &[], &[])), 4426);
    o.done(staff::set_employee(&o.sight, &clerk("1", 10_000)));
    assert_eq!(no(staff::advance(&o.sight, "2", rs(10), "CASH")), 4403);
    o.done(staff::advance(&o.sight, "1", rs(1_000), "CASH"));
    let off = |n: i64| vec![("1".to_owned(), rs(n))];
    assert_eq!(no(staff::sheet(&o.sight, month, &off(1_001), &[])), 4425);
    assert_eq!(no(staff::sheet(&o.sight, month, &[("9".into(), rs(1))], &[])), 4403);
    assert_eq!(no(staff::sheet(&o.sight, day("2026-05-01"), &[], &[])), 4405);
    let due = o.done(staff::sheet(&o.sight, month, &off(400), &[]));
    assert_eq!(no(staff::sheet(&o.sight, day("2026-04-01"), &[], &[])), 4423);
    // 10,000 + 500 less 1,200 and 400
    assert_eq!((o.head("SALARY_PAY"), o.head("EXP_SALARY")), (-890_000, 1_050_000));
    assert_eq!((o.head("PF"), o.head("EXP_PF"), o.head("ADV_STAFF")), (-250_000, 130_000, 60_000));
    let paid = o.done(staff::pay(&o.sight, month, "BANK_CUR"));
    assert_eq!(no(staff::pay(&o.sight, month, "BANK_CUR")), 4403);
    assert_eq!(o.head("SALARY_PAY"), 0);
    assert_eq!(no(o.back(due)), 4417);
    o.back(paid).unwrap();
    o.back(due).unwrap();
    assert_eq!(Staff::of(&o.sight.entries).advance("1"), rs(1_000));
    let poor = Employee {
        items: vec![Item { much: HowMuch::Fixed(rs(20_000)), ..clerk("1", 1).items.remove(1) }],
        ..clerk("1", 1)
    };
    o.done(staff::set_employee(&o.sight, &poor));
    assert_eq!(no(staff::sheet(&o.sight, month, &[], &[])), 4424);
}

#[test]
fn a_month_is_paid_by_its_days() {
    let mut o = Office::new("2026-04-30");
    let month = day("2026-04-30");
    let joined = |number: &str, from: &str, left: Option<&str>| Employee {
        joined: day(from),
        left: left.map(day),
        ..clerk(number, 10_000)
    };
    o.done(staff::set_employee(&o.sight, &clerk("1", 10_000)));
    o.done(staff::set_employee(&o.sight, &joined("2", "2026-04-21", None)));
    o.done(staff::set_employee(&o.sight, &joined("3", "2025-01-01", Some("2026-04-10"))));
    o.done(staff::set_employee(&o.sight, &joined("4", "2026-05-01", None)));
    let leave = |number: &str, days: i64| vec![(number.to_owned(), days)];
    let tried = |a: &[(String, i64)]| no(staff::sheet(&o.sight, month, &[], a));
    assert_eq!((tried(&leave("1", 31)), tried(&leave("1", 0)), tried(&leave("3", 11))), (4542, 4542, 4542));
    assert_eq!(tried(&[leave("2", 6), leave("2", 5)].concat()), 4542, "ten days served");
    assert_eq!(tried(&leave("4", 1)), 4403, "not in service in April");
    let sheet = Staff::of(&o.sight.entries).draft(month, &[], &leave("1", 7));
    let days: Vec<_> = sheet.slips.iter().map(|s| s.days.map(|d| (d.paid, d.of, d.absent))).collect();
    assert_eq!(days, [Some((23, 30, 7)), Some((10, 30, 0)), Some((10, 30, 0))]);
    // 23/30 of 10,000 and of 500; provident fund 12 % of the basic so earned
    let one = &sheet.slips[0];
    assert_eq!((one.basic, one.sum(Does::Allowance)), (Paise(766_667), Paise(38_333)));
    assert_eq!((one.sum(Does::Deduction), one.net()), (Paise(92_000), Paise(713_000)));
    assert_eq!(one.days.unwrap().withheld, Paise(245_000));
    let due = o.done(staff::sheet(&o.sight, month, &[], &leave("1", 7)));
    assert_eq!(o.head("SALARY_PAY"), -sheet.net().0);
    o.back(due).unwrap();
    assert_eq!(o.head("SALARY_PAY"), 0);
}

proptest! {
    #[test]
    fn what_is_paid_and_what_is_withheld_are_the_whole_month(
        basic in 1i64..9_000_000, fixed in 0i64..500_000, rate in 0i64..3_000, absent in 0i64..29, month in 1i8..=12, recovered in 0i64..1_000,
    ) {
        let item = |name: &str, does, much| Item { name: name.into(), does, head: "PF".into(), much };
        let who = Employee {
            basic: Paise(basic),
            items: vec![
                item("a", Does::Allowance, HowMuch::Fixed(Paise(fixed))),
                item("b", Does::Allowance, HowMuch::OfBasic(Percent(rate))),
                item("c", Does::Deduction, HowMuch::OfBasic(Percent(rate))),
                item("d", Does::Deduction, HowMuch::Fixed(Paise(fixed))),
            ],
            ..clerk("1", 1)
        };
        let all = Staff { employees: [("1".to_owned(), who)].into(), ..Staff::default() };
        let month = Date::new(2027, month, 1).unwrap();
        let off = [("1".to_owned(), Paise(recovered))];
        let whole = all.draft(month, &off, &[]).slips.remove(0);
        prop_assert_eq!(whole.days, None);
        prop_assert_eq!(whole.basic, Paise(basic));
        let slip = all.draft(month, &off, &[("1".to_owned(), absent)]).slips.remove(0);
        prop_assert_eq!(slip.net() + slip.sum(Does::Deduction) + slip.recovered, slip.gross());
        let withheld = slip.days.map_or(Paise::ZERO, |d| d.withheld);
        prop_assert_eq!(slip.gross() + withheld, whole.gross());
        prop_assert!(withheld >= Paise::ZERO && slip.days.is_some() == (absent > 0));
        // never further from the exact share than half a paisa
        let of = slip.days.map_or(1, |d| d.of);
        let paid = slip.days.map_or(1, |d| d.paid);
        prop_assert!((slip.basic.0 * of - basic * paid).abs() * 2 <= of);
    }

    #[test]
    fn interest_of_split_periods_is_that_of_the_whole(
        draws in prop::collection::vec((0i64..300, 1i64..50_000), 1..6), rates in prop::collection::vec((0i64..400, 0i64..2_000), 1..4),
        cuts in prop::collection::vec(1i64..400, 1..5),
    ) {
        let begin = day("2025-04-01");
        let at = |n: i64| after(begin, n);
        let mut o = Office::new("2025-04-01");
        loan(&mut o);
        o.done(borrowings::set_rate(&o.sight, "ST-1", &rate("2020-01-01", 700)));
        for (n, r) in &rates {
            o.done(borrowings::set_rate(&o.sight, "ST-1", &rate(&at(*n).to_string(), *r)));
        }
        o.sight.open = Some(at(500));
        for (n, paise) in &draws {
            let d = borrowings::Drawal { on: at(*n), amount: Paise(*paise), due: at(900) };
            o.done(borrowings::draw(&o.sight, "ST-1", &d, ""));
        }
        let whole = borrowings::fold(&o.sight.entries)[0].interest_before(at(400)).unwrap();
        let mut cuts = cuts;
        cuts.push(400);
        cuts.sort_unstable();
        cuts.dedup();
        for cut in cuts {
            match borrowings::accrue(&o.sight, "ST-1", at(cut), None) {
                Ok(event) => { o.write(event); }
                Err(r) => prop_assert_eq!(r.number, 4416),
            }
        }
        prop_assert_eq!(Paise(o.head("EXP_INT_DCB")), whole);
        prop_assert_eq!(o.posted.values().sum::<i64>(), 0);
    }

    #[test]
    fn taking_all_back_leaves_nothing(steps in prop::collection::vec((0u8..7, 1i64..5_000), 1..25)) {
        let mut o = Office::new("2025-04-01");
        loan(&mut o);
        let _ = o.done(borrowings::set_rate(&o.sight, "ST-1", &rate("2020-01-01", 700)));
        let mut done = Vec::new();
        for (n, (what, rupees)) in steps.iter().enumerate() {
            let today = after(day("2025-04-01"), n as i64);
            o.sight.open = Some(today);
            let number = format!("N{}", rupees % 4);
            let d = borrowings::Drawal { on: today, amount: rs(*rupees), due: day("2027-01-01") };
            let facts = investments::Facts { amount: rs(*rupees), at_maturity: None, rate: Some(Percent(600)), from: today, matures: None, ..deposit(&number) };
            let event = match what {
                0 => borrowings::draw(&o.sight, "ST-1", &d, "CASH"),
                1 => borrowings::repay(&o.sight, "ST-1", rs(*rupees), rs(1), "BANK_CUR"),
                2 => borrowings::accrue(&o.sight, "ST-1", today, None),
                3 => investments::invest(&o.sight, &facts, "BANK_CUR"),
                4 => investments::accrue(&o.sight, &number, today),
                5 => investments::encash(&o.sight, &number, rs(*rupees), "CASH"),
                _ => staff::set_employee(&o.sight, &clerk(&number, *rupees)),
            };
            if let Ok(event) = event {
                done.push(o.write(event));
            }
        }
        for entry in done.into_iter().rev() {
            o.back(entry).map_err(|r| TestCaseError::fail(r.to_string()))?;
        }
        prop_assert!(o.posted.is_empty(), "{:?}", o.posted);
        prop_assert_eq!(o.sight.entries.len(), 2);
    }
}

fn after(begin: Date, days: i64) -> Date {
    begin.checked_add(std::time::Duration::from_secs(days as u64 * 86_400)).unwrap()
}

#[test]
fn an_entry_is_written_and_read_back() {
    let mut o = Office::new("2025-04-01");
    loan(&mut o);
    let at: Date = day("2025-04-01");
    o.done(borrowings::draw(&o.sight, "ST-1", &drawal(5, "2026-03-31"), "CASH"));
    let back = reverse(&o.sight, (1, 2), "wrong", |_| false).unwrap();
    assert_eq!((back.date, back.kind(), &back.words()[..]), (at, "estate.reversed", "ST-1 wrong"));
}
