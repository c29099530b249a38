//! What stands behind a loan, through the door on both engines: liens, limits, sureties, gold, interest of deposits, cash.

use crate::counter::{Counter, counter, kcc, rupees};
use credit::product::{Product, SuretyRule};
use desk::act::{Act, Lender, Pay, With};
use keep::view;
use kernel::Paise;

fn bank() -> Pay {
    Pay::Bank { head: "BANK_CUR".into() }
}

fn fixed(c: &Counter<'_>, member_no: &str, amount: Paise) {
    c.act(Act::OpenDeposit {
        joint: Vec::new(),
        member_no: member_no.into(),
        product: "FD".into(),
        months: 12,
        instalment: None,
        amount,
        pay: bank(),
    });
}

fn sanction(member_no: &str, product: &str, amount: Paise, deposit: Option<&str>, with: With) -> Act {
    Act::Sanction {
        member_no: member_no.into(),
        product: product.into(),
        amount,
        crops: Vec::new(),
        insurance: Paise::ZERO,
        year: 1,
        deposit: deposit.map(str::to_owned),
        gold: None,
        resolution: "7 / 01-06-2025".into(),
        with,
    }
}

fn draw(loan: &str, amount: Paise, count: u16) -> Act {
    Act::Disburse { loan: loan.into(), amount, pay: bank(), count }
}

fn repay(loan: &str, amount: Paise) -> Act {
    Act::Repay { loan: loan.into(), amount, pay: bank() }
}

fn lien(c: &Counter<'_>, account: &str) -> Paise {
    match c.desk.know(c.society, account).unwrap().sums {
        desk::Sums::Deposit { lien, .. } => lien,
        desk::Sums::Loan { .. } => panic!("a deposit"),
    }
}

#[test]
fn a_deposit_stays_held_while_its_loan_is_owed_and_is_free_when_that_is_paid() {
    counter(|c| {
        fixed(c, "2", rupees(100_000));
        let act = |deposit: &str| sanction("3", "DL", rupees(50_000), Some(deposit), With::default());
        assert_eq!(c.refused(act("FD-1")), 5033, "nobody's loan stands on another member's deposit");
        c.act(sanction("2", "DL", rupees(50_000), Some("FD-1"), With::default()));
        assert_eq!(lien(c, "FD-1"), rupees(100_000));
        let lift = |rupees: i64| {
            let (account, loan) = ("FD-1".into(), "DL-1".into());
            Act::Lien { account, change: -Paise::rupees(rupees), loan }
        };
        // lifted before anything is drawn, there is nothing to draw on
        let lifted = c.act(lift(100_000));
        assert_eq!(c.refused(draw("DL-1", rupees(50_000), 1)), 4113);
        c.act(Act::Reverse { entry: lifted, reason: "भूल".into() });
        c.act(draw("DL-1", rupees(50_000), 1));
        assert_eq!(c.refused(lift(50_001)), 4656);
        assert_eq!(c.refused(lift(100_000)), 4656);
        let part = c.act(lift(50_000));
        let close = Act::CloseDeposit { account: "FD-1".into(), amount: rupees(100_000), pay: bank(), to: None };
        assert_eq!(c.refused(close), 4127);
        c.act(Act::Reverse { entry: part, reason: "भूल".into() });
        // a lien laid for it besides is not taken back while it is owed
        fixed(c, "2", rupees(10_000));
        let more = c.act(Act::Lien { account: "FD-2".into(), change: rupees(10_000), loan: "DL-1".into() });
        assert_eq!(c.refused(Act::Reverse { entry: more, reason: "भूल".into() }), 4121);
        c.act(lift(60_000));
        // the receipt that repays it in full frees both
        c.act(repay("DL-1", rupees(10_000)));
        assert_eq!((lien(c, "FD-1"), lien(c, "FD-2")), (rupees(40_000), rupees(10_000)));
        let paid = c.act(repay("DL-1", rupees(40_000)));
        assert_eq!((lien(c, "FD-1"), lien(c, "FD-2")), (Paise::ZERO, Paise::ZERO));
        c.act(Act::Reverse { entry: paid, reason: "भूल".into() });
        assert_eq!((lien(c, "FD-1"), lien(c, "FD-2")), (rupees(40_000), rupees(10_000)), "one act back");
    });
}

#[test]
fn a_second_limit_takes_the_place_of_the_first() {
    counter(|c| {
        c.act(kcc("3"));
        c.act(draw("ST-1", rupees(10_000), 0));
        c.act(kcc("3"));
        assert_eq!(c.refused(draw("ST-1", rupees(1_000), 0)), 4659);
        // 39,000, of which 8,000 is in kind; 10,000 of it is drawn on the older one
        assert_eq!(c.refused(draw("ST-2", rupees(29_001), 0)), 4115);
        let left = |loan: &str| match c.desk.know(c.society, loan).unwrap().sums {
            desk::Sums::Loan { left, .. } => left,
            desk::Sums::Deposit { .. } => panic!("a loan"),
        };
        assert_eq!((left("ST-1"), left("ST-2")), (Paise::ZERO, rupees(29_000)));
        c.act(draw("ST-2", rupees(1_000), 0));
        c.act(repay("ST-1", rupees(10_000)));
        assert_eq!(left("ST-2"), rupees(38_000));
    });
}

#[test]
fn who_stands_surety_is_named_with_the_sanction_and_stands_in_its_bond() {
    counter(|c| {
        for mut product in examples::rules::products() {
            if let Product::Loan(p) = &mut product {
                let order = p.rate.0[0].clone();
                let (value, from, source) = (SuretyRule { count: 1, most: 1 }, order.from, order.source);
                p.sureties.0.push(credit::product::Rule { from, value, order: order.order, source });
                c.act(Act::SetProduct(product));
            }
        }
        let with = |no: &str| With { sureties: vec![no.into()], ..With::default() };
        let asked = |borrower: &str, with: With| sanction(borrower, "MT", rupees(20_000), None, with);
        assert_eq!(c.refused(asked("2", With::default())), 4661);
        assert_eq!(c.refused(asked("2", with("2"))), 4653);
        let entry = c.act(asked("2", with("3")));
        let bonds = || {
            let kept = c.desk.read(|t| view::estate(t, c.society, books::estate::Register::Bonds, None)).unwrap();
            books::office::bonds::fold(&kept)
        };
        assert_eq!(bonds()["MT-1"].0.sureties, ["3"]);
        // nothing is owed yet, so he is free; once it is drawn he stands in one bond
        c.act(draw("MT-1", rupees(20_000), 2));
        assert_eq!(c.refused(asked("2", with("3"))), 4662);
        assert_eq!(c.refused(Act::Reverse { entry, reason: "भूल".into() }), 4121);
    });
}

#[test]
fn a_typed_value_is_no_gold() {
    counter(|c| {
        let mut act = sanction("2", "GL", rupees(20_000), None, With::default());
        if let Act::Sanction { gold, .. } = &mut act {
            *gold = Some(rupees(90_000));
        }
        assert_eq!(c.refused(act), 4657);
    });
}

#[test]
fn interest_of_savings_waits_for_the_half_year() {
    counter(|c| {
        let open = |amount| Act::OpenDeposit {
            joint: Vec::new(),
            member_no: "2".into(),
            product: "SB".into(),
            months: 0,
            instalment: None,
            amount,
            pay: bank(),
        };
        c.act(open(rupees(100_000)));
        assert_eq!(c.refused(Act::CreditInterest { product: "SB".into() }), 4655);
    });
}

#[test]
fn cash_counts_what_is_outstanding_and_share_money_with_the_day() {
    counter(|c| {
        fixed(c, "2", rupees(150_000));
        let savings = |amount, pay| Act::OpenDeposit {
            joint: Vec::new(),
            member_no: "2".into(),
            product: "SB".into(),
            months: 0,
            instalment: None,
            amount,
            pay,
        };
        assert_eq!(c.refused(savings(rupees(50_000), Pay::Cash)), 4665);
        c.act(savings(rupees(49_999), Pay::Cash));
    });
}

#[test]
fn a_loan_is_lost_by_a_paper_and_not_by_age() {
    counter(|c| {
        c.act(kcc("3"));
        c.act(draw("ST-1", rupees(10_000), 0));
        let lost = |document: &str| {
            let (loan, document, reason) = ("ST-1".into(), document.into(), "पता नहीं".into());
            Act::Lender(Box::new(Lender::NameLoss { loan, document, reason }))
        };
        assert_eq!(c.refused(lost("")), 4107);
        let by_cashier = c.by(desk::Role::Cashier, lost("4"));
        assert_eq!(crate::sample::number(by_cashier), 5001);
        c.by(desk::Role::Auditor, lost("लेखापरीक्षा 4 / 01-06-2025")).unwrap();
        let stands = c.desk.provisions(c.society).unwrap();
        let of = stands.loans.iter().find(|l| l.standing.loan == "ST-1").unwrap();
        assert_eq!((of.standing.own, of.standing.required), (credit::standing::Class::Loss, rupees(10_000)));
    });
}
