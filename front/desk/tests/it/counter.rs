//! A day at the counter: every act through the door, on both engines.

use crate::sample::*;
use books::decide::PostVoucher;
use books::event::Setting;
use books::setting;
use desk::act::{Act, Asked, Before, Pay, Sown};
use desk::{Desk, Done, Role, Trouble, Who};
use keep::view;
use kernel::{Paise, SocietyId};

pub fn rupees(n: i64) -> Paise {
    Paise::rupees(n)
}

pub struct Counter<'d> {
    pub desk: &'d Desk,
    pub society: SocietyId,
    pub next: std::cell::Cell<u128>,
}

impl Counter<'_> {
    pub fn by(&self, role: Role, asked: impl Into<Asked>) -> Result<Done, Trouble> {
        self.next.set(self.next.get() + 1);
        self.desk.act(&Who::local(role), self.society, command(self.next.get()), &asked.into())
    }

    pub fn act(&self, act: Act) -> (i64, i64) {
        let done = self.by(Role::Secretary, act).unwrap();
        assert!(!done.waits);
        (done.receipt.desk.0, done.receipt.last.0)
    }

    pub fn refused(&self, act: Act) -> u16 {
        number(self.by(Role::Secretary, act))
    }

    pub fn head(&self, code: &str) -> i64 {
        let rows = self.desk.read(|t| view::trial_balance(t, self.society)).unwrap();
        rows.iter().find(|r| r.code == code).map_or(0, |r| (r.debit - r.credit).0)
    }

    fn set(&self, key: &str, value: &str) {
        let rule = Setting {
            key: key.into(),
            from: day("2025-04-01"),
            value: value.into(),
            order: "AR/2025/18".into(),
            source: String::new(),
        };
        let by = if setting::is_from_above(&rule) { Role::Officer } else { Role::Secretary };
        self.by(by, Act::Set(rule)).unwrap();
    }
}

/// A society with products and norms, its first day begun.
pub fn counter(story: impl Fn(&Counter<'_>)) {
    both(|desk| {
        let society = opened(desk);
        let c = Counter { desk, society, next: std::cell::Cell::new(5_000) };
        for product in examples::rules::products() {
            c.act(Act::SetProduct(product));
        }
        c.act(Act::SetNorms(Box::new(examples::rules::norms())));
        story(&c);
    });
}

fn repay(loan: &str, amount: Paise) -> Act {
    Act::Repay { loan: loan.into(), amount, pay: Pay::Cash }
}

fn deposit(account: &str, amount: Paise) -> Act {
    Act::Deposit { account: account.into(), amount, pay: Pay::Cash, agent: None }
}

fn savings(member: &str, amount: Paise) -> Act {
    Act::OpenDeposit {
        joint: Vec::new(),
        member_no: member.into(),
        product: "SB".into(),
        months: 0,
        instalment: None,
        amount,
        pay: Pay::Cash,
    }
}

pub fn kcc(member: &str) -> Act {
    Act::Sanction {
        member_no: member.into(),
        product: "KCC".into(),
        amount: Paise::ZERO,
        crops: vec![Sown { crop: "धान".into(), square_metres: 4_000 }],
        insurance: Paise::ZERO,
        year: 1,
        deposit: None,
        gold: None,
        resolution: "4 / 01-06-2025".into(),
        with: Default::default(),
    }
}

#[test]
fn a_day_from_begin_to_end() {
    counter(|c| {
        let cash = c.head("CASH");
        c.act(savings("2", rupees(500)));
        c.act(deposit("sb 1", rupees(250)));
        assert_eq!(c.head("SB"), -75_000);
        c.act(kcc("3"));
        // 0.4 ha at 75,000: 30,000, and 10 % and 20 % on top
        let draw = |amount, pay| Act::Disburse { loan: "ST-1".into(), amount, pay, count: 0 };
        assert_eq!(c.refused(draw(rupees(40_000), Pay::Cash)), 4115);
        c.act(draw(rupees(5_000), Pay::Cash));
        c.act(draw(rupees(1_000), Pay::Account { account: "SB-1".into() }));
        assert_eq!(c.head("TRANSFER"), 0);
        assert_eq!(c.head("SB"), -175_000);
        // the old loan of member 1: 1.01 rupees
        c.act(repay("st L-1", Paise(101)));
        assert_eq!(c.head("CASH"), cash + 75_000 - 500_000 + 101);
        let back = c.act(deposit("SB-1", rupees(70)));
        c.act(Act::Reverse { entry: back, reason: "दो बार लिखा".into() });
        assert_eq!(c.refused(Act::Reverse { entry: back, reason: "फिर".into() }), 4120);
        // five rupees too few in the drawer, then counted again
        let cash = c.head("CASH");
        let notes = |mut paise: i64| -> Vec<(i64, i64)> {
            let mut out = Vec::new();
            for note in books::day::NOTES {
                out.push((note, paise / note));
                paise %= note;
            }
            out
        };
        assert_eq!(cash % 50, 1, "a paisa no coin makes came from the old books");
        assert_eq!(c.refused(Act::EndDay { cash: notes(cash - 1) }), 4029);
        c.act(repay("ST-L-2", Paise(99)));
        c.act(Act::EndDay { cash: notes(cash + 99) });
        assert_eq!(c.refused(deposit("SB-1", rupees(1))), 4020);
        let home = c.desk.read(|t| view::home(t, c.society)).unwrap().unwrap();
        let signed: u64 = home.checkpoint.unwrap().lines().nth(1).unwrap().parse().unwrap();
        assert_eq!(signed, home.entries, "the end of the day is signed");
        assert!(c.desk.verify(c.society).unwrap()[0].is_whole());
        let before = c.desk.read(|t| view::trial_balance(t, c.society)).unwrap();
        c.desk.rebuild().unwrap();
        assert_eq!(c.desk.read(|t| view::trial_balance(t, c.society)).unwrap(), before);
    });
}

#[test]
fn what_is_repaid_and_taken_back_leaves_the_loan_as_it_was() {
    counter(|c| {
        c.act(kcc("3"));
        c.act(Act::Disburse { loan: "ST-1".into(), amount: rupees(5_000), pay: Pay::Cash, count: 0 });
        let before = (c.head("ST_LOAN"), c.head("INT_RECV"), c.head("INC_INT"), c.head("CASH"));
        let back = c.act(repay("ST-1", rupees(6_000)));
        assert_eq!(c.head("LOAN_SURPLUS"), -100_000);
        c.act(Act::Reverse { entry: back, reason: "गलत खाता".into() });
        assert_eq!((c.head("ST_LOAN"), c.head("INT_RECV"), c.head("INC_INT"), c.head("CASH")), before);
        assert_eq!(c.head("LOAN_SURPLUS"), 0);
    });
}

#[test]
fn two_people_are_needed_above_the_amount_and_for_an_operator() {
    counter(|c| {
        c.set(setting::ONE_PERSON, "no");
        c.set(setting::APPROVAL_ABOVE, "100000");
        assert_eq!(number(c.by(Role::Secretary, savings("2", rupees(5)))), 5021);
        let small = c.by(Role::Cashier, savings("2", rupees(500))).unwrap();
        assert!(!small.waits);
        let large = c.by(Role::Cashier, deposit("SB-1", rupees(1_001))).unwrap();
        assert!(large.waits);
        let entry = (large.receipt.desk.0, large.receipt.first.0);
        assert_eq!(c.head("SB"), -50_000);
        let decide = |approve| Act::Decide { entry, approve, reason: "देखा".into() };
        assert_eq!(number(c.by(Role::Cashier, decide(true))), 5001);
        assert_eq!(number(c.by(Role::Auditor, decide(true))), 5001);
        c.by(Role::Secretary, decide(true)).unwrap();
        assert_eq!(c.head("SB"), -150_100);
        assert_eq!(number(c.by(Role::President, decide(false))), 5023);
        let bank = Pay::Bank { head: "BANK_CUR".into() };
        let by_bank = Act::Deposit { account: "SB-1".into(), amount: rupees(5), pay: bank, agent: None };
        let entered = c.by(Role::Operator, by_bank).unwrap();
        assert!(entered.waits, "an operator's money always waits");
        let count = c.desk.read(|t| keep::audit::list(t, c.society, 100, 0)).unwrap();
        assert!(count.0.iter().any(|d| d.number == 5021 && d.role == "secretary"));
        assert!(count.0.iter().any(|d| d.number == 0 && d.act == "decide"));
    });
}

/// Secretary and president open the same proposal in two browsers and both press the button.
#[test]
fn two_browsers_decide_a_proposal_once() {
    counter(|c| {
        c.act(savings("2", rupees(500)));
        c.set(setting::ONE_PERSON, "no");
        c.set(setting::APPROVAL_ABOVE, "100000");
        for round in 0..4 {
            let sent = c.by(Role::Cashier, deposit("SB-1", rupees(2_000))).unwrap();
            let (entry, before) = ((sent.receipt.desk.0, sent.receipt.first.0), c.head("SB"));
            let answers: Vec<_> = std::thread::scope(|s| {
                let both = [(Role::Secretary, true), (Role::President, round % 2 == 0)].map(|(role, approve)| {
                    let act = Act::Decide { entry, approve, reason: "देखा".into() };
                    let id = command(80_000 + 2 * round + u128::from(role == Role::President));
                    let (desk, society) = (c.desk, c.society);
                    s.spawn(move || (approve, desk.act(&Who::local(role), society, id, &act.into())))
                });
                both.into_iter().map(|t| t.join().unwrap()).collect()
            });
            let (done, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|(_, a)| a.is_ok());
            assert_eq!((done.len(), refused.len()), (1, 1));
            assert_eq!(number(refused.into_iter().next().unwrap().1), 5023);
            let moved = if done[0].0 { -200_000 } else { 0 };
            assert_eq!(c.head("SB") - before, moved);
        }
    });
}

#[test]
fn the_same_person_does_not_pass_what_she_sent() {
    counter(|c| {
        c.set(setting::ONE_PERSON, "no");
        c.set(setting::APPROVAL_ABOVE, "100");
        let sent = c.by(Role::Secretary, kcc("3")).unwrap();
        assert!(sent.waits);
        let entry = (sent.receipt.desk.0, sent.receipt.first.0);
        let decide = || Act::Decide { entry, approve: true, reason: String::new() };
        assert_eq!(number(c.by(Role::Secretary, decide())), 5022);
        c.by(Role::President, decide()).unwrap();
    });
}

#[test]
fn what_happened_before_the_open_day_needs_an_officer_once_paper_is_closed() {
    counter(|c| {
        c.act(savings("2", rupees(500)));
        c.set(setting::PAPER_CLOSED, "2025-05-01");
        c.set(setting::OUTAGE_HOURS, "24");
        let late = |slip| Asked {
            act: deposit("SB-1", rupees(10)),
            before: Some(Before::of(day("2025-06-01"), "बिजली नहीं थी", slip)),
        };
        let sent = c.by(Role::Secretary, late(None)).unwrap();
        assert!(sent.waits);
        let entry = (sent.receipt.desk.0, sent.receipt.first.0);
        let decide = || Act::Decide { entry, approve: true, reason: String::new() };
        assert_eq!(number(c.by(Role::President, decide())), 5001);
        c.by(Role::Supervisor, decide()).unwrap();
        let slip = c.by(Role::Secretary, late(Some(7))).unwrap();
        assert!(!slip.waits, "a slip within its hours");
        assert_eq!(number(c.by(Role::Secretary, late(Some(7)))), 4034);
        assert_eq!(c.head("SB"), -52_000);
    });
}

#[test]
fn two_lakh_of_cash_in_one_voucher_comes_only_from_the_bank() {
    counter(|c| {
        let date = c.desk.today();
        let voucher = |lines: &[(&str, i64, i64)]| {
            let lines = lines.iter().map(|(head, debit, credit)| line(head, *debit, *credit)).collect();
            Act::Voucher(PostVoucher { date, number: String::new(), narration: "लिखा".into(), lines })
        };
        let lakh = 10_000_000;
        assert_eq!(c.refused(voucher(&[("CASH", 2 * lakh, 0), ("INC_ADM", 0, 2 * lakh)])), 4678);
        c.act(voucher(&[("CASH", 2 * lakh - 1, 0), ("INC_ADM", 0, 2 * lakh - 1)]));
        c.act(voucher(&[("CASH", 5 * lakh, 0), ("BANK_CUR", 0, 5 * lakh)]));
        // what the bank gave does not cover what another gave with it
        assert_eq!(
            c.refused(voucher(&[("CASH", 5 * lakh, 0), ("BANK_CUR", 0, 3 * lakh), ("INC_ADM", 0, 2 * lakh)])),
            4678
        );
        c.act(voucher(&[("BANK_CUR", 3 * lakh, 0), ("CASH", 0, 3 * lakh)]));
    });
}

#[test]
fn cash_of_two_lakh_is_refused_and_transfers_are_not() {
    counter(|c| {
        c.act(savings("2", rupees(150_000)));
        assert_eq!(c.refused(deposit("SB-1", rupees(50_000))), 4117);
        c.act(deposit("SB-1", rupees(49_999)));
        let bank = Pay::Bank { head: "BANK_CUR".into() };
        c.act(Act::Deposit { account: "SB-1".into(), amount: rupees(500_000), pay: bank, agent: None });
        let fixed = Act::OpenDeposit {
            joint: Vec::new(),
            member_no: "2".into(),
            product: "FD".into(),
            months: 12,
            instalment: None,
            amount: rupees(300_000),
            pay: Pay::Account { account: "SB-1".into() },
        };
        c.act(fixed);
        assert_eq!((c.head("FD"), c.head("TRANSFER")), (-30_000_000, 0));
        let loan = Act::Sanction {
            member_no: "2".into(),
            product: "DL".into(),
            amount: rupees(250_000),
            crops: Vec::new(),
            insurance: Paise::ZERO,
            year: 1,
            deposit: Some("FD-1".into()),
            gold: None,
            resolution: "5".into(),
            with: Default::default(),
        };
        assert_eq!(c.refused(loan.clone()), 4113);
        let less = match loan {
            Act::Sanction { member_no, product, crops, insurance, year, deposit, gold, resolution, .. } => {
                Act::Sanction {
                    member_no,
                    product,
                    amount: rupees(240_000),
                    crops,
                    insurance,
                    year,
                    deposit,
                    gold,
                    resolution,
                    with: Default::default(),
                }
            }
            other => other,
        };
        c.act(less);
        let close = Act::CloseDeposit { account: "FD-1".into(), amount: rupees(300_000), pay: Pay::Cash, to: None };
        assert_eq!(c.refused(close), 4127);
        let others =
            Act::Repay { loan: "ST-L-1".into(), amount: Paise(50), pay: Pay::Account { account: "SB-1".into() } };
        assert_eq!(c.refused(others), 5033, "the loan of member 1 is not paid out of member 2's savings");
        assert_eq!(c.refused(deposit("SB-99", rupees(1))), 5026);
        assert_eq!(c.refused(Act::ChargeInterest), 4035, "a rupee bears nothing in two months");
    });
}
