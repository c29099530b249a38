//! Bank statements, borrowings, investments, assets and staff through the door, on both engines: what is posted, what is taken back, and
//! that the shadows redrawn are those that stand.

use crate::counter::{Counter, counter, rupees};
use crate::sample::day;
use books::assets::Method;
use books::decide::PostVoucher;
use books::estate::bank::{Account, BankLine, Pair, Statement, TakeStatement};
use books::estate::property::Wear;
use books::estate::staff::{Does, Employee, HowMuch, Item, Staff};
use books::estate::{Register, borrowings, investments, property};
use books::percent::Percent;
use books::ruled::Rule;
use desk::Role;
use desk::act::{Act, Estate};
use keep::view;
use kernel::Date;
use std::collections::BTreeMap;

fn does(c: &Counter<'_>, act: Estate) -> (i64, i64) {
    c.act(Act::Estate(Box::new(act)))
}

fn refused(c: &Counter<'_>, act: Estate) -> u16 {
    c.refused(Act::Estate(Box::new(act)))
}

/// Everything a page shows of it.
fn state(c: &Counter<'_>) -> String {
    c.desk
        .read(|t| {
            let mut all = format!("{:?}", view::trial_balance(t, c.society)?);
            for register in Register::ALL {
                all.push_str(&format!("{:?}", view::estate(t, c.society, register, None)?));
            }
            all.push_str(&format!("{:?}", view::bank_book(t, c.society, "BANK_CUR", Date::MAX)?));
            Ok(all)
        })
        .unwrap()
}

/// What the books come to: the balance of every head that has one, and what every register says, folded.
fn folded(c: &Counter<'_>) -> (BTreeMap<String, i64>, Vec<String>) {
    let all = c.desk.read(|t| {
        let rows = view::trial_balance(t, c.society)?;
        let balances = rows.into_iter().map(|h| (h.code, (h.debit - h.credit).0)).filter(|h| h.1 != 0).collect();
        let mut of = |register| view::estate(t, c.society, register, None);
        let folds = vec![
            format!("{:?}", borrowings::fold(&of(Register::Borrowings)?)),
            format!("{:?}", investments::fold(&of(Register::Investments)?)),
            format!("{:?}", property::Property::of(&of(Register::Assets)?)),
            format!("{:?}", Staff::of(&of(Register::Staff)?)),
            format!("{:?}", Account::of(&of(Register::Bank)?, "BANK_CUR")),
        ];
        Ok((balances, folds))
    });
    all.unwrap()
}

/// Redrawn, all is as it stands; taken back last first, every balance and every register is what it was.
fn agrees_and_goes_back(c: &Counter<'_>, before: &(BTreeMap<String, i64>, Vec<String>), done: Vec<(i64, i64)>) {
    let live = state(c);
    assert_ne!(folded(c), *before);
    c.desk.rebuild().unwrap();
    assert_eq!(state(c), live);
    for entry in done.into_iter().rev() {
        c.act(Act::Reverse { entry, reason: "गलत".into() });
    }
    assert_eq!(folded(c), *before);
    c.desk.rebuild().unwrap();
    assert_eq!(folded(c), *before);
}

fn line(date: &str, amount: i64, text: &str) -> BankLine {
    BankLine { date: day(date), amount: rupees(amount), text: text.into(), reference: String::new(), row: 2 }
}

#[test]
fn a_bank_account_is_reconciled_through_the_door() {
    counter(|c| {
        let paid_in = c.act(Act::Voucher(PostVoucher {
            date: day("2025-06-02"),
            number: String::new(),
            narration: "बैंक में जमा".into(),
            lines: vec![crate::sample::line("BANK_CUR", 500_000, 0), crate::sample::line("CASH", 0, 500_000)],
        }));
        let statement = Statement {
            opening: Some(rupees(0)),
            closing: Some(rupees(4_990)),
            lines: vec![line("2025-06-02", 5_000, "BY CASH"), line("2025-06-02", -10, "SMS CHARGES")],
        };
        let take = TakeStatement {
            bank: "BANK_CUR".into(),
            file: "june.csv".into(),
            digest: "d1".into(),
            opening: None,
            statement,
        };
        let before = folded(c);
        let taken = does(c, Estate::TakeStatement(take.clone()));
        assert_eq!(refused(c, Estate::TakeStatement(take)), 4406);
        let at = |i: i64| (taken.0, taken.1, i);
        let account = || {
            let (all, book) = c
                .desk
                .read(|t| {
                    let all = view::estate(t, c.society, Register::Bank, Some("BANK_CUR"))?;
                    Ok((all, view::bank_book(t, c.society, "BANK_CUR", Date::MAX)?))
                })
                .unwrap();
            (Account::of(&all, "BANK_CUR"), book)
        };
        let (a, book) = account();
        let found = a.suggest(&book);
        assert_eq!((found.len(), found[0].0, found[0].1, found[0].2.sure), (1, (paid_in.0, paid_in.1, 0), at(0), true));
        let pairs = vec![Pair { book: vec![found[0].0], statement: vec![found[0].1] }];
        let head = |bank: &str| Estate::Match { bank: bank.into(), pairs: pairs.clone() };
        // the line is one of the current account, not of another
        assert_eq!(refused(c, head("BANK_SB")), 4058);
        let matched = does(c, head("BANK_CUR"));
        assert_eq!(refused(c, head("BANK_CUR")), 4058);
        let booked =
            Estate::BookLine {
                bank: "BANK_CUR".into(), line: at(1), head: "EXP_BANK".into(), narration: "शुल्क".into()
            };
        let booked = does(c, booked);
        assert_eq!((c.head("BANK_CUR"), c.head("EXP_BANK")), (499_000, 1_000));
        let (a, book) = account();
        assert!(a.open_lines().is_empty() && a.open_book(&book).is_empty());
        assert_eq!(a.reconcile(&book, day("2025-06-02")).unwrap().table.parts[1].totals[0], rupees(4_990));
        agrees_and_goes_back(c, &before, vec![taken, matched, booked]);
        assert_eq!((c.head("BANK_CUR"), c.head("EXP_BANK")), (500_000, 0));
        // taken back, the same file may be taken in again
        assert!(account().0.taken.is_empty());
    });
}

pub fn rule<T>(value: T) -> Rule<T> {
    Rule { from: day("2025-04-01"), value, order: "DCB/7".into(), source: String::new() }
}

/// The one borrowing of these stories.
fn borrowing() -> borrowings::Facts {
    borrowings::Facts {
        number: "ST-1".into(),
        lender: "जिला सहकारी बैंक".into(),
        head: "BORROW_ST".into(),
        purpose: "फसल ऋण".into(),
        limit: rupees(200_000),
        resolution: "5".into(),
    }
}

#[test]
fn borrowings_investments_assets_and_staff_are_kept_and_taken_back() {
    counter(|c| {
        let before = folded(c);
        let number = || "ST-1".to_owned();
        let drawal = borrowings::Drawal { on: day("2025-06-02"), amount: rupees(73_000), due: day("2026-03-31") };
        let mut done = vec![does(c, Estate::OpenBorrowing(borrowing()))];
        done.push(does(c, Estate::SetRate { number: number(), rule: rule(Percent(500)) }));
        done.push(does(c, Estate::Draw { number: number(), drawal, into: "BANK_CUR".into() }));
        done.push(does(c, Estate::AccrueOwed { number: number(), until: day("2025-06-03"), advised: None }));
        assert_eq!(c.head("INT_PAY_DCB"), -1_000, "73,000 for one day at 5 %");
        let confirmation =
            borrowings::Confirmation { on: day("2025-06-02"), balance: rupees(73_000), document: "9".into() };
        done.push(does(c, Estate::ConfirmBalance { number: number(), confirmation }));
        done.push(does(
            c,
            Estate::PayBack {
                number: number(),
                principal: rupees(3_000),
                interest: rupees(10),
                from: "BANK_CUR".into(),
            },
        ));
        assert_eq!((c.head("BORROW_ST"), c.head("INT_PAY_DCB")), (-7_000_000, 0));
        let deposit = investments::Facts {
            number: "1".into(),
            institution: "जिला सहकारी बैंक".into(),
            certificate: "778".into(),
            head: "INV_FD".into(),
            amount: rupees(20_000),
            from: day("2025-06-02"),
            matures: Some(day("2026-06-02")),
            rate: Some(Percent(700)),
            at_maturity: None,
        };
        done.push(does(c, Estate::Invest { facts: deposit, from: "BANK_CUR".into() }));
        done.push(does(c, Estate::AccrueEarned { number: "1".into(), until: day("2025-06-03") }));
        done.push(does(c, Estate::Encash { number: "1".into(), received: rupees(20_004), into: "BANK_CUR".into() }));
        assert_eq!((c.head("INV_FD"), c.head("INC_INV"), c.head("INT_ACCRUED_INV")), (0, -400, 0));
        let asset = property::Facts {
            number: "1".into(),
            name: "कम्प्यूटर".into(),
            head: "FA_COMP".into(),
            place: String::new(),
            bill: "12".into(),
            cost: rupees(12_000),
            carried: rupees(12_000),
            from: day("2025-06-02"),
        };
        let wear = Wear { method: Method::StraightLine, rate: Percent(2_000), residual: rupees(1) };
        done.push(does(c, Estate::BuyAsset { facts: asset, paid: "BANK_CUR".into() }));
        assert_eq!(refused(c, Estate::Depreciate { year: 2025 }), 4421);
        let sell = || Estate::DisposeAsset {
            number: "1".into(),
            received: rupees(11_000),
            into: "BANK_CUR".into(),
            resolution: "8".into(),
        };
        assert_eq!(refused(c, sell()), 4419);
        done.push(does(c, Estate::SetClass { head: "FA_COMP".into(), rule: rule(wear) }));
        done.push(does(c, sell()));
        assert_eq!((c.head("FA_COMP"), c.head("EXP_ASSET")), (0, 100_000));
        let clerk = Employee {
            number: "1".into(),
            name: "राम सिंह".into(),
            post: "लिपिक".into(),
            basic: rupees(10_000),
            items: vec![Item {
                name: "भविष्य निधि".into(),
                does: Does::Deduction,
                head: "PF".into(),
                much: HowMuch::OfBasic(Percent(1_200)),
            }],
            joined: day("2020-01-01"),
            left: None,
        };
        done.push(does(c, Estate::SetEmployee(clerk)));
        done.push(does(c, Estate::GiveAdvance { number: "1".into(), amount: rupees(500), from: "BANK_CUR".into() }));
        let off = vec![("1".to_owned(), rupees(500))];
        let away = vec![("1".to_owned(), 3)];
        done.push(does(c, Estate::PostSalary { month: day("2025-06-02"), recovered: off, absent: away }));
        done.push(does(c, Estate::PaySalary { month: day("2025-06-02"), from: "BANK_CUR".into() }));
        // 27 of 30 days of 10,000, and 12 % of that
        assert_eq!((c.head("SALARY_PAY"), c.head("PF"), c.head("ADV_STAFF")), (0, -108_000, 0));
        assert_eq!(c.head("EXP_SALARY"), 900_000);
        assert_eq!(c.refused(Act::Reverse { entry: done[0], reason: "गलत".into() }), 4417);
        agrees_and_goes_back(c, &before, done);
        for head in ["BANK_CUR", "BORROW_ST", "INV_FD", "FA_COMP", "EXP_SALARY", "EXP_INT_DCB"] {
            assert_eq!(c.head(head), 0, "{head}");
        }
    });
}

/// What a journal wrote beside a register, as the day's end sees it.
fn beside(c: &Counter<'_>) -> Vec<books::day::Outside> {
    c.desk.read(|t| keep::deciding::day_view(t, c.society)).unwrap().outside
}

fn end(c: &Counter<'_>) -> Act {
    Act::EndDay { cash: books::day::fewest(kernel::Paise(c.head("CASH"))) }
}

#[test]
fn what_is_written_beside_a_register_lets_no_day_end() {
    counter(|c| {
        let journal = |debit: &str, credit: &str, paise: i64| {
            c.act(Act::Voucher(PostVoucher {
                date: day("2025-06-02"),
                number: String::new(),
                narration: "बैंक से".into(),
                lines: vec![crate::sample::line(debit, paise, 0), crate::sample::line(credit, 0, paise)],
            }))
        };
        let back =
            |entry| c.act(Act::Reverse { entry, reason: "रजिस्टर से लिखना है".into() });
        // a borrowing, a deposit laid out, an asset, an advance: none of them through its register
        for (debit, credit, register) in [
            ("BANK_CUR", "BORROW_ST", "borrowings"),
            ("INV_FD", "BANK_CUR", "investments"),
            ("FA_COMP", "BANK_CUR", "assets"),
            ("ADV_STAFF", "BANK_CUR", "staff"),
        ] {
            let entry = journal(debit, credit, 700_000);
            let found = beside(c);
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!((found[0].register, found[0].entry, found[0].written.0.abs()), (register, entry, 700_000));
            assert_eq!(c.refused(end(c)), 4029, "{register}");
            back(entry);
            assert_eq!(beside(c), []);
        }
        // through the register there is nothing to say, nor when that is taken back
        let number = || "ST-1".to_owned();
        let drawal = || borrowings::Drawal { on: day("2025-06-02"), amount: rupees(9_000), due: day("2026-03-31") };
        does(c, Estate::OpenBorrowing(borrowing()));
        let drawn = does(c, Estate::Draw { number: number(), drawal: drawal(), into: "BANK_CUR".into() });
        assert_eq!(beside(c), []);
        back(drawn);
        assert_eq!(beside(c), []);
        // owed since before the books were kept here: what brings ledger and register nearer stands in nobody's way
        does(c, Estate::Draw { number: number(), drawal: drawal(), into: String::new() });
        journal("BANK_CUR", "BORROW_ST", 800_000);
        assert_eq!(beside(c), []);
        let more = journal("BANK_CUR", "BORROW_ST", 1_100_000);
        assert_eq!(beside(c).iter().map(|o| (o.entry, o.written.0)).collect::<Vec<_>>(), [(more, -1_900_000)]);
        back(more);
        c.act(end(c));
    });
}

#[test]
fn only_who_may_does_it() {
    counter(|c| {
        let act = Act::Estate(Box::new(Estate::Depreciate { year: 2024 }));
        assert_eq!(crate::sample::number(c.by(Role::Cashier, act.clone())), 5001);
        assert_eq!(crate::sample::number(c.by(Role::Auditor, act)), 5001);
    });
}
