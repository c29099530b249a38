//! Opening balances put right, through the door on both engines: account, ledger and difference at once; taken back; a second person.

use crate::counter::{Counter, counter, rupees};
use crate::sample::*;
use books::event::Setting;
use books::{BooksEvent, Head, HeadClass, setting};
use credit::{AccountKind, AccountRow, CreditEvent};
use desk::act::{Act, Lender, Pay};
use desk::{Desk, Role, Sums, Who};
use keep::Event;
use kernel::{Paise, SocietyId, Source};

/// Old books whose savings, shares and loan were brought in wrong: 500 for 5,000, 100 for 200, 10,000 for 1,000.
fn brought(desk: &Desk) -> SocietyId {
    let mut all = batch(CODE, 3);
    let head = |code: &str, class| Head { code: code.into(), name: format!("मद {code}"), class };
    let page = |kind, head: &str, difference: &str, no: &str, balance: i64| -> Event {
        let row = AccountRow {
            no: no.into(),
            member_no: "2".into(),
            balance: rupees(balance),
            interest: (kind == AccountKind::LoanMt).then(|| rupees(60)),
            opened: Some(day("2024-04-01")),
            due: Some(day("2026-03-31")),
            rate: None,
            source: Source { file: 0, sheet: 0, row: 9, col: 1 },
        };
        let cutoff = day("2025-03-31");
        let (head, difference_head) = (head.into(), difference.into());
        CreditEvent::AccountsBroughtForward { kind, cutoff, head, difference_head, rows: vec![row] }.into()
    };
    let heads = vec![
        head("SB", HeadClass::Liability),
        head("SHARE_IND", HeadClass::Liability),
        head("MT_LOAN", HeadClass::Asset),
        head("MD-SB", HeadClass::Difference),
        head("MD-SHARE", HeadClass::Difference),
        head("MD-LOAN-MT", HeadClass::Difference),
    ];
    let at = all.events.iter().position(|e| matches!(e, Event::Credit(_))).unwrap();
    all.events.insert(at, page(AccountKind::LoanMt, "MT_LOAN", "MD-LOAN-MT", "5", 10_000));
    all.events.insert(at, page(AccountKind::Share, "SHARE_IND", "MD-SHARE", "2", 100));
    all.events.insert(at, page(AccountKind::Sb, "SB", "MD-SB", "9", 500));
    all.events.insert(at, BooksEvent::HeadsOpened { heads }.into());
    let society = desk.import(&operator(), CODE, &all, command(1)).unwrap().society;
    alone(desk, society);
    begin(desk, society);
    society
}

fn story(told: impl Fn(&Counter<'_>)) {
    both(|desk| {
        let c = Counter { desk, society: brought(desk), next: std::cell::Cell::new(5_000) };
        for product in examples::rules::products() {
            c.act(Act::SetProduct(product));
        }
        c.act(Act::SetNorms(Box::new(examples::rules::norms())));
        told(&c);
    });
}

fn put_right(account: &str, principal: i64, interest: i64) -> Act {
    Act::Lender(Box::new(Lender::CorrectOpening {
        account: account.into(),
        principal: rupees(principal),
        interest: rupees(interest),
        other: String::new(),
        reason: "पन्ने पर दूसरी राशि है".into(),
        resolution: "4 / 01-06-2025".into(),
    }))
}

fn back(entry: (i64, i64)) -> Act {
    Act::Reverse { entry, reason: "भूल".into() }
}

fn balance(c: &Counter<'_>, account: &str) -> Paise {
    match c.desk.know(c.society, account).unwrap().sums {
        Sums::Loan { owed, .. } => owed.principal,
        Sums::Deposit { balance, .. } => balance,
    }
}

/// Nothing of the ledger differs from its accounts, and the tables drawn anew say the same.
fn agree(c: &Counter<'_>) {
    let apart = || c.desk.read(|t| keep::deciding::day_view(t, c.society)).unwrap().apart;
    let books = || c.desk.read(|t| keep::view::trial_balance(t, c.society)).unwrap();
    let (before, live) = (apart(), books());
    assert!(before.is_empty(), "{before:?}");
    c.desk.rebuild().unwrap();
    assert!(apart().is_empty());
    assert_eq!(books(), live, "redrawn");
}

#[test]
fn savings_brought_in_too_small_are_put_right_with_the_ledger() {
    story(|c| {
        let (head, difference) = (c.head("SB"), c.head("MD-SB"));
        let done = c.act(put_right("SB-9", 4_500, 0));
        let known = c.desk.know(c.society, "SB-9").unwrap();
        let lines: Vec<(Paise, Paise)> = known.lines.iter().map(|l| (l.change, l.balance)).collect();
        assert_eq!(lines, [(rupees(500), rupees(500)), (rupees(4_500), rupees(5_000))], "a line of its own");
        assert_eq!(balance(c, "SB-9"), rupees(5_000));
        assert_eq!((c.head("SB"), c.head("MD-SB")), (head - 450_000, difference + 450_000));
        agree(c);
        c.act(Act::Withdraw { account: "SB-9".into(), amount: rupees(600), pay: Pay::Cash, to: None });
        agree(c);
        assert_eq!(c.refused(back(done)), 4121, "the withdrawal stands on it");
        assert_eq!(c.refused(put_right("SB-9", -4_401, 0)), 4672);
        assert_eq!(c.refused(put_right("SB-9", 1, 1)), 4674);
    });
}

#[test]
fn a_loan_brought_in_too_large_owes_less_and_bears_less() {
    story(|c| {
        let owed = || match c.desk.know(c.society, "MT-5").unwrap().sums {
            Sums::Loan { owed, .. } => (owed.principal, owed.interest),
            Sums::Deposit { .. } => panic!("a loan"),
        };
        let before = owed();
        let done = c.act(put_right("MT-5", -9_000, -50));
        let after = owed();
        assert_eq!(after.0, rupees(1_000));
        // 60 were outstanding, what it bore since 1 April is a tenth
        let bore = |interest: Paise, old: i64| (interest - rupees(old)).0;
        assert!((bore(after.1, 10) - bore(before.1, 60) / 10).abs() <= 100, "{before:?} {after:?}");
        agree(c);
        c.act(back(done));
        assert_eq!(owed(), before);
        agree(c);
        assert_eq!(c.refused(put_right("MT-5", -10_001, 0)), 4672);
        assert_eq!(c.refused(put_right("MT-5", 0, -61 - bore(before.1, 60) / 100)), 4672);
    });
}

#[test]
fn what_was_received_or_charged_since_is_none_of_the_old_books() {
    let clock = clock();
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::open(dir.path(), "", clock.clone()).unwrap();
    let c = Counter { desk: &desk, society: brought(&desk), next: std::cell::Cell::new(5_000) };
    for product in examples::rules::products() {
        c.act(Act::SetProduct(product));
    }
    c.act(Act::SetNorms(Box::new(examples::rules::norms())));
    let interest = || match desk.know(c.society, "MT-5").unwrap().sums {
        Sums::Loan { owed, .. } => owed.interest,
        Sums::Deposit { .. } => panic!("a loan"),
    };
    // all interest of the old books is paid, and months later other interest is owed
    c.act(Act::Repay { loan: "MT-5".into(), amount: interest() + rupees(1), pay: Pay::Cash });
    assert!(interest().is_zero());
    c.act(Act::EndDay { cash: books::day::fewest(Paise(c.head("CASH"))) });
    clock.0.fetch_add(120 * 86_400_000, std::sync::atomic::Ordering::Relaxed);
    c.act(Act::BeginDay { date: desk.today(), cash: Vec::new() });
    c.act(Act::ChargeInterest);
    assert!(interest() > rupees(100), "{:?}", interest());
    assert_eq!(c.refused(put_right("MT-5", 0, -1)), 4672);
    // a rupee of principal came back too
    assert_eq!(c.refused(put_right("MT-5", -10_000, 0)), 4672);
    c.act(put_right("MT-5", -9_000, 0));
    agree(&c);
    // shares issued since are none of the old ones
    for mut rule in society::bylaw::model().0 {
        if let society::bylaw::Bylaw::MostOfCapital(..) = rule.says {
            rule.says = society::bylaw::Bylaw::MostOfCapital(1, 1);
        }
        c.act(Act::SetBylaw(society::decide::SetBylaw { rule }));
    }
    let pay = Pay::Cash;
    c.act(Act::IssueShares { member_no: "2".into(), shares: 5, certificate: String::new(), pay });
    assert_eq!(c.refused(put_right("SH-2", -101, 0)), 4672);
    c.act(put_right("SH-2", -100, 0));
    agree(&c);
}

#[test]
fn shares_brought_in_too_small_are_put_right_and_counted() {
    story(|c| {
        let held = || c.desk.read(|t| keep::deciding::find_member(t, c.society, "2")).unwrap().view.share_money;
        let book = || {
            let all = c.desk.read(|t| keep::view::share_book(t, c.society, day("2025-06-02"))).unwrap();
            all.iter().find(|r| r.member_no == "2").unwrap().balance()
        };
        let done = c.act(put_right("SH-2", 100, 0));
        assert_eq!((held(), book(), balance(c, "SH-2")), (rupees(200), rupees(200), rupees(200)));
        assert_eq!((c.head("SHARE_IND"), c.head("MD-SHARE")), (-20_000, 20_000));
        agree(c);
        c.act(back(done));
        assert_eq!((held(), book(), balance(c, "SH-2")), (rupees(100), rupees(100), rupees(100)));
        assert_eq!(c.head("MD-SHARE"), 10_000);
        agree(c);
    });
}

#[test]
fn an_opening_balance_waits_for_the_second_person() {
    counter(|c| {
        assert_eq!(c.refused(put_right("ST-1", 1, 0)), 5026, "no such account");
        let rule = Setting {
            key: setting::ONE_PERSON.into(),
            from: day("2025-04-01"),
            value: "no".into(),
            order: "AR/2025/18".into(),
            source: String::new(),
        };
        c.act(Act::Set(rule));
        c.desk.add_user(&operator(), SocietyId(0), "adhyaksh", Role::President, "a-long-password-1").unwrap();
        assert_eq!(number(c.by(Role::Cashier, put_right("ST-L-1", 5, 0))), 4670, "who holds the cash");
        let sent = c.by(Role::Accountant, put_right("ST-L-1", 5, 0)).unwrap();
        assert!(sent.waits, "whatever the amount");
        assert_eq!(balance(c, "ST-L-1"), Paise(101));
        let entry = (sent.receipt.desk.0, sent.receipt.first.0);
        let decide = Act::Decide { entry, approve: true, reason: String::new() };
        let president = Who::of("adhyaksh", Role::President, SocietyId(0));
        let passed = c.desk.act(&president, c.society, command(77_001), &decide.into()).unwrap();
        assert_eq!(balance(c, "ST-L-1"), Paise(601));
        agree(c);
        // what two agreed to is not taken back by one of them alone
        let entry = (passed.receipt.desk.0, passed.receipt.last.0);
        assert_eq!(number(c.by(Role::Cashier, back(entry))), 4670);
        assert!(c.by(Role::Accountant, back(entry)).unwrap().waits, "whatever the amount");
        assert_eq!(balance(c, "ST-L-1"), Paise(601));
    });
}

/// Forty old loans of some size.
fn forty(desk: &Desk) -> SocietyId {
    let mut all = batch(CODE, 40);
    for event in &mut all.events {
        if let Event::Credit(CreditEvent::AccountsBroughtForward { rows, .. }) = event {
            rows.iter_mut().for_each(|r| r.balance = Paise(r.balance.0 * 10_000));
        }
    }
    let society = desk.import(&operator(), CODE, &all, command(1)).unwrap().society;
    alone(desk, society);
    begin(desk, society);
    society
}

#[test]
fn a_run_over_forty_loans_is_taken_back_whole_or_not_at_all() {
    both(|desk| {
        let c = Counter { desk, society: forty(desk), next: std::cell::Cell::new(5_000) };
        for product in examples::rules::products() {
            c.act(Act::SetProduct(product));
        }
        c.act(Act::SetNorms(Box::new(examples::rules::norms())));
        let books = || desk.read(|t| keep::view::trial_balance(t, c.society)).unwrap();
        let run = |entry| Act::ReverseRun { entry, reason: "दर गलत थी".into() };
        let before = books();
        let charged = c.act(Act::ChargeInterest);
        assert_eq!(desk.run_left(c.society, charged).unwrap(), 40);
        // taken back by its receipt, a run gives only the one entry
        c.act(Act::Reverse { entry: charged, reason: "एक".into() });
        assert_eq!(desk.run_left(c.society, charged).unwrap(), 39);
        // a receipt stands on one of them: all of them stay
        let paid = c.act(Act::Repay { loan: "ST-L-7".into(), amount: rupees(100), pay: Pay::Cash });
        let now = books();
        assert_eq!(c.refused(run(charged)), 4121);
        assert_eq!(books(), now, "none of them");
        c.act(Act::Reverse { entry: paid, reason: "पहले".into() });
        let back = c.act(run(charged));
        assert_eq!(books(), before, "the other thirty-nine at once");
        agree(&c);
        assert_eq!(c.refused(run(charged)), 4675, "nothing of it stands");
        assert_eq!(c.refused(run(back)), 4675, "no reversal of reversals");
        // charged anew, it is what it was
        c.act(Act::ChargeInterest);
        agree(&c);
    });
}
