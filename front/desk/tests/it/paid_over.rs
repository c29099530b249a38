//! What is paid over on a loan comes back: in cash, into a deposit, towards a loan; never to another, never more, and never by a voucher.

use crate::counter::{counter, kcc, rupees};
use crate::sample::*;
use books::decide::PostVoucher;
use desk::Sums;
use desk::act::{Act, Lender, PaidTo, Pay};
use kernel::Paise;
use society::decide::Leave;
use society::terms::Leaving;

fn back(amount: Paise, pay: Pay) -> Act {
    Act::Lender(Box::new(Lender::PaySurplus { loan: "ST-1".into(), amount, pay, to: None }))
}

fn into(account: &str) -> Pay {
    Pay::Account { account: account.into() }
}

fn savings(member: &str) -> Act {
    Act::OpenDeposit {
        joint: Vec::new(),
        member_no: member.into(),
        product: "SB".into(),
        months: 0,
        instalment: None,
        amount: rupees(500),
        pay: Pay::Cash,
    }
}

#[test]
fn what_was_paid_over_is_shown_given_back_set_off_and_taken_back() {
    counter(|c| {
        let lies = || match c.desk.know(c.society, "ST-1").unwrap().sums {
            Sums::Loan { surplus, .. } => surplus,
            Sums::Deposit { .. } => panic!("a loan"),
        };
        let apart = || c.desk.read(|t| keep::deciding::day_view(t, c.society)).unwrap().apart;
        c.act(savings("2"));
        c.act(savings("3"));
        c.act(kcc("3"));
        let draw = |n| Act::Disburse { loan: "ST-1".into(), amount: rupees(n), pay: Pay::Cash, count: 0 };
        c.act(draw(5_000));
        let paid = c.act(Act::Repay { loan: "ST-1".into(), amount: rupees(6_000), pay: Pay::Cash });
        assert_eq!((lies(), c.head("LOAN_SURPLUS")), (rupees(1_000), -100_000));

        // a voucher would part accounts and ledger, and no day would end
        let by_voucher = |head: &str| {
            let lines = vec![line(head, 10_000, 0), line("CASH", 0, 10_000)];
            Act::Voucher(PostVoucher { date: day("2025-06-02"), lines, ..voucher("", 10_000) })
        };
        assert_eq!(c.refused(by_voucher("LOAN_SURPLUS")), 4027);
        assert_eq!(c.refused(by_voucher("INT_RECV")), 4027);

        assert_eq!(c.refused(back(rupees(1_001), Pay::Cash)), 4762);
        assert_eq!(c.refused(back(rupees(100), into("SB-1"))), 5033, "another member's");
        let heir = Some(PaidTo { name: "कोई".into(), paper: "7".into() });
        let to_other = Lender::PaySurplus { loan: "ST-1".into(), amount: rupees(1), pay: Pay::Cash, to: heir };
        assert_eq!(c.refused(Act::Lender(Box::new(to_other))), 4761, "he lives");

        let cash = c.head("CASH");
        let given = c.act(back(rupees(300), Pay::Cash));
        assert_eq!((lies(), c.head("CASH"), c.head("LOAN_SURPLUS")), (rupees(700), cash - 30_000, -70_000));
        assert_eq!(c.refused(Act::Reverse { entry: paid, reason: "गलत".into() }), 4121, "it was given back");
        c.act(Act::Reverse { entry: given, reason: "गलत".into() });
        assert_eq!((lies(), c.head("CASH"), c.head("LOAN_SURPLUS")), (rupees(1_000), cash, -100_000));

        let deposits = c.head("SB");
        c.act(back(rupees(400), into("SB-2")));
        assert_eq!((lies(), c.head("SB"), c.head("TRANSFER")), (rupees(600), deposits - 40_000, 0));
        c.act(draw(2_000));
        let owed = c.head("ST_LOAN");
        c.act(back(rupees(600), into("ST-1")));
        assert_eq!((lies(), c.head("ST_LOAN"), c.head("TRANSFER")), (Paise::ZERO, owed - 60_000, 0));
        assert_eq!(apart(), []);
    });
}

#[test]
fn of_a_dead_member_nothing_is_drawn_and_what_is_his_goes_to_whom_a_paper_shows() {
    counter(|c| {
        c.act(savings("2"));
        c.act(savings("3"));
        c.act(kcc("3"));
        let leave = |no: &str, reason| {
            let leave = Leave { reason, happened: None, resolution: "8".into() };
            Act::LeaveSociety { member_no: no.into(), leave }
        };
        let left = || match c.desk.know(c.society, "ST-1").unwrap().sums {
            Sums::Loan { left, .. } => left,
            Sums::Deposit { .. } => panic!("a loan"),
        };
        assert_eq!(c.refused(leave("3", Leaving::Resigned)), 4222, "of the old books she owes");
        let draw = Act::Disburse { loan: "ST-1".into(), amount: rupees(1_000), pay: Pay::Cash, count: 0 };
        c.act(draw.clone());
        c.act(Act::Repay { loan: "ST-1".into(), amount: rupees(1_200), pay: Pay::Cash });
        assert!(left() > Paise::ZERO);
        let died = c.act(leave("3", Leaving::Died));
        assert_eq!((c.refused(draw.clone()), left()), (4763, Paise::ZERO));

        let heir = |name: &str, paper: &str| Some(PaidTo { name: name.into(), paper: paper.into() });
        let take = |to| Act::Withdraw { account: "SB-2".into(), amount: rupees(100), pay: Pay::Cash, to };
        assert_eq!((c.refused(take(None)), c.refused(take(heir("मीना", " ")))), (4760, 4760));
        c.act(take(heir("मीना", "नामांकन 3")));
        let other = |pay, to| Act::CloseDeposit { account: "SB-2".into(), amount: rupees(400), pay, to };
        assert_eq!(c.refused(other(into("SB-1"), None)), 4760, "another member's account is another person");
        assert_eq!(c.refused(back(rupees(200), Pay::Cash)), 4760);
        // from one of his accounts to another it stays his
        c.act(back(rupees(200), into("SB-2")));
        c.act(Act::CloseDeposit {
            account: "SB-2".into(),
            amount: rupees(600),
            pay: Pay::Cash,
            to: heir("मीना", "वारिस 12"),
        });
        let said = c
            .desk
            .read(|t| keep::deciding::find_account(t, c.society, &credit::AccountRef::parse("SB-2").unwrap()))
            .unwrap()
            .unwrap();
        let papers: Vec<String> = said.entries.iter().filter_map(|(_, e)| paper(e)).collect();
        assert_eq!(papers, ["नामांकन 3", "वारिस 12"]);
        // the death was entered for another: everything is as it was
        c.act(Act::Reverse { entry: died, reason: "दूसरा व्यक्ति".into() });
        c.act(draw);
    });
}

fn paper(event: &credit::CreditEvent) -> Option<String> {
    let to = match event {
        credit::CreditEvent::Withdrawn(e) => &e.to,
        credit::CreditEvent::DepositClosed(e) => &e.to,
        _ => return None,
    };
    to.as_ref().map(|to| to.paper.clone())
}
