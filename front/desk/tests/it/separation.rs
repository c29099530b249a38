//! Maker and checker, accounts and cash in different hands: what cannot be got round.

use crate::counter::{Counter, counter, rupees};
use crate::sample::*;
use books::event::Setting;
use books::setting;
use desk::act::{Act, Asked, Before, Lender, Pay};
use desk::{Role, Who};
use keep::view;
use kernel::{Paise, SocietyId};

fn rule(key: &str, value: &str) -> Act {
    let (order, source) = ("AR/2025/18".into(), String::new());
    Act::Set(Setting { key: key.into(), from: day("2025-04-01"), value: value.into(), order, source })
}

fn savings(c: &Counter<'_>) {
    c.act(Act::OpenDeposit {
        joint: Vec::new(),
        member_no: "2".into(),
        product: "SB".into(),
        months: 0,
        instalment: None,
        amount: rupees(500),
        pay: Pay::Cash,
    });
}

fn laid(amount: Paise, before: Option<Before>) -> Asked {
    let act = Act::Deposit { account: "SB-1".into(), amount, pay: Pay::Cash, agent: None };
    Asked { act, before }
}

fn two(c: &Counter<'_>) {
    c.act(rule(setting::APPROVAL_ABOVE, "10000"));
    c.act(rule(setting::ONE_PERSON, "no"));
}

#[test]
fn a_slip_in_time_above_the_limit_waits_for_the_secretary_and_holds_the_day_open() {
    counter(|c| {
        savings(c);
        c.by(Role::Supervisor, rule(setting::PAPER_CLOSED, "2025-05-01")).unwrap();
        c.act(rule(setting::OUTAGE_HOURS, "24"));
        c.act(Act::IssueSlips { first: 1, last: 10 });
        two(c);
        let slip = |n| Some(Before::of(day("2025-06-01"), "बिजली नहीं थी", Some(n)));
        let sent = c.by(Role::Cashier, laid(rupees(900), slip(7))).unwrap();
        assert!(sent.waits, "above the limit");
        let asks = c.desk.read(|t| view::late_requests(t, c.society, 10)).unwrap();
        assert!(asks.is_empty(), "no officer is asked");
        let counted = c.desk.read(|t| keep::deciding::day_view(t, c.society)).unwrap();
        assert_eq!(counted.waiting, 1, "the day does not end over it");
        let entry = (sent.receipt.desk.0, sent.receipt.first.0);
        let decide = |approve| Act::Decide { entry, approve, reason: "देखा".into() };
        for above in [Role::Supervisor, Role::Officer] {
            assert_eq!(number(c.by(above, decide(false))), 5001, "it is the society's own to decide");
        }
        c.by(Role::Secretary, decide(true)).unwrap();
        assert_eq!(c.head("SB"), -140_000);
        assert_eq!(number(c.by(Role::Cashier, laid(rupees(10), slip(7)))), 4034, "the slip is entered");
    });
}

#[test]
fn nobody_takes_back_what_he_may_not_do() {
    counter(|c| {
        let sanctioned = c.act(crate::counter::kcc("3"));
        let product = c.act(Act::SetProduct(examples::rules::products().remove(0)));
        two(c);
        let back = |entry| Act::Reverse { entry, reason: "भूल".into() };
        assert_eq!(number(c.by(Role::Cashier, back(sanctioned))), 5001);
        assert_eq!(number(c.by(Role::Secretary, back(product))), 4120, "a product gets a later version");
        c.by(Role::Secretary, back(sanctioned)).unwrap();
    });
}

#[test]
fn who_holds_the_cash_writes_no_journal() {
    counter(|c| {
        two(c);
        let mut journal = voucher("J-1", 5_000);
        journal.lines[0].head = "DIFF LEDGER".into();
        assert_eq!(number(c.by(Role::Cashier, Act::Voucher(journal.clone()))), 4670);
        assert_eq!(number(c.by(Role::Cashier, Act::ChargeInterest)), 4670);
        c.by(Role::Accountant, Act::Voucher(journal)).unwrap();
        assert_eq!(number(c.by(Role::Accountant, Act::Voucher(voucher("R-1", 5_000)))), 5021);
        c.by(Role::Cashier, Act::Voucher(voucher("R-1", 5_000))).unwrap();
    });
}

#[test]
fn a_list_of_small_sums_is_a_large_sum() {
    counter(|c| {
        let daily = |member: &str| Act::OpenDeposit {
            joint: Vec::new(),
            member_no: member.into(),
            product: "DD".into(),
            months: 12,
            instalment: None,
            amount: rupees(10),
            pay: Pay::Cash,
        };
        c.act(daily("2"));
        c.act(daily("3"));
        let (agent, name) = ("A1".to_owned(), "मोहन".to_owned());
        c.act(Act::Lender(Box::new(Lender::SetAgent { agent, name, member_no: String::new(), ended: false })));
        two(c);
        let list = |each: i64| {
            let rows = ["DD-1", "DD-2"].map(|a| (a.to_owned(), rupees(each))).into();
            Act::Lender(Box::new(Lender::Collect { agent: "A1".into(), rows, pay: Pay::Cash }))
        };
        assert!(!c.by(Role::Cashier, list(40)).unwrap().waits);
        assert!(c.by(Role::Cashier, list(60)).unwrap().waits, "₹60 twice is above ₹100");
    });
}

#[test]
fn nobody_lifts_the_check_on_himself_where_somebody_could_agree() {
    counter(|c| {
        two(c);
        // no second person has a login: the rule is the secretary's
        assert!(!c.by(Role::Secretary, rule(setting::APPROVAL_ABOVE, "20000")).unwrap().waits);
        c.desk.add_user(&operator(), SocietyId(0), "adhyaksh", Role::President, "a-long-password-1").unwrap();
        for (key, value) in
            [(setting::ONE_PERSON, "yes"), (setting::APPROVAL_ABOVE, "99999999"), (setting::OUTAGE_HOURS, "900")]
        {
            let sent = c.by(Role::Secretary, rule(key, value)).unwrap();
            assert!(sent.waits, "{key}");
            let entry = (sent.receipt.desk.0, sent.receipt.first.0);
            let decide = |approve| Act::Decide { entry, approve, reason: "नहीं".into() };
            assert_eq!(number(c.by(Role::Secretary, decide(true))), 5022);
            let president = Who::of("adhyaksh", Role::President, SocietyId(0));
            c.desk.act(&president, c.society, command(77_000 + entry.1 as u128), &decide(false).into()).unwrap();
        }
        assert!(!c.desk.one_person(c.society).unwrap());
        // a rule that begins later is held against the rule of that day: ₹100 is agreed for July, ₹200 in June does not make ₹200 in July allowed
        let july = |value: &str| match rule(setting::APPROVAL_ABOVE, value) {
            Act::Set(s) => Act::Set(Setting { from: day("2025-07-01"), ..s }),
            _ => unreachable!("a rule"),
        };
        assert!(!c.by(Role::Secretary, july("10000")).unwrap().waits, "stricter from July on");
        assert!(c.by(Role::Secretary, july("20000")).unwrap().waits, "and looser again");
    });
}
