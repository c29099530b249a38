//! The year of a lender through the door, on both engines: a crop loan repaid in time, its claims, provisions, reminders, gold, suits; each
//! taken back, and the shadows redrawn.

use crate::counter::{kcc, rupees};
use crate::sample::*;
use books::event::Setting;
use books::setting;
use credit::claims::Funder;
use credit::gold::Ornament;
use credit::lender::Bearer;
use credit::suit::Stage;
use desk::act::{Act, Lender, Pay};
use desk::{Desk, Role, Who};
use keep::view;
use kernel::{Paise, SocietyId};
use std::cell::Cell;
use std::sync::atomic::Ordering;

struct Year<'d> {
    desk: &'d Desk,
    clock: &'d Turned,
    society: SocietyId,
    next: Cell<u128>,
}

impl Year<'_> {
    fn try_act(&self, act: Act) -> Result<(i64, i64), desk::Trouble> {
        self.next.set(self.next.get() + 1);
        let who = Who::local(Role::Secretary);
        let receipt = self.desk.act(&who, self.society, command(self.next.get()), &act.into())?.receipt;
        Ok((receipt.desk.0, receipt.last.0))
    }

    fn act(&self, act: Act) -> (i64, i64) {
        self.try_act(act).unwrap()
    }

    fn lend(&self, act: Lender) -> (i64, i64) {
        self.act(Act::Lender(Box::new(act)))
    }

    fn refused(&self, act: Lender) -> u16 {
        number(self.try_act(Act::Lender(Box::new(act))))
    }

    fn back(&self, entry: (i64, i64)) -> Act {
        Act::Reverse { entry, reason: "भूल".into() }
    }

    fn set(&self, key: &str, value: &str) {
        let (from, order) = (day("2025-04-01"), "RCS/2025/9".into());
        self.act(Act::Set(Setting { key: key.into(), from, value: value.into(), order, source: String::new() }));
    }

    fn heads(&self) -> Vec<(String, i64)> {
        let rows = self.desk.read(|t| view::trial_balance(t, self.society)).unwrap();
        rows.into_iter().map(|r| (r.code, (r.debit - r.credit).0)).filter(|r| r.1 != 0).collect()
    }

    fn head(&self, code: &str) -> i64 {
        self.heads().into_iter().find(|r| r.0 == code).map_or(0, |r| r.1)
    }

    /// Ends the day and begins another.
    fn go_to(&self, date: &str) {
        self.act(Act::EndDay { cash: books::day::fewest(Paise(self.head("CASH"))) });
        let first = day("2025-06-02");
        let on = credit::calendar::days(first, day(date));
        self.clock.0.store(1_748_845_800_000 + on * 86_400_000, Ordering::Relaxed);
        self.act(Act::BeginDay { date: day(date), cash: Vec::new() });
    }
}

fn year(story: impl Fn(&Year<'_>)) {
    let stores = [Some(String::new()), sql::testing::postgres().map(|c| c.database())];
    for store in stores.into_iter().flatten() {
        let dir = tempfile::tempdir().unwrap();
        let clock = clock();
        let desk = Desk::open(dir.path(), &store, clock.clone()).unwrap();
        let society = opened(&desk);
        let y = Year { desk: &desk, clock: &clock, society, next: Cell::new(8_000) };
        for product in examples::rules::products() {
            y.act(Act::SetProduct(product));
        }
        y.act(Act::SetNorms(Box::new(examples::rules::norms())));
        story(&y);
        let live = y.heads();
        desk.rebuild().unwrap();
        assert_eq!(y.heads(), live, "redrawn");
        assert!(desk.verify(society).unwrap()[0].is_whole());
    }
}

/// A crop loan of 10,000 rupees by bank, drawn on 2 June 2025, due on 31 March 2026.
fn drawn(y: &Year<'_>) {
    y.act(kcc("3"));
    let pay = Pay::Bank { head: "BANK_CUR".into() };
    y.act(Act::Disburse { loan: "ST-1".into(), amount: rupees(10_000), pay, count: 0 });
}

fn by_bank(amount: Paise) -> Act {
    Act::Repay { loan: "ST-1".into(), amount, pay: Pay::Bank { head: "BANK_CUR".into() } }
}

#[test]
fn interest_borne_by_funders_is_claimed_once_and_its_shortfall_stays() {
    year(|y| {
        y.set(setting::RELIEF, "yes");
        drawn(y);
        y.go_to("2026-03-31");
        // 302 days: 579 rupees at seven percent, 248 of them the Union's
        let known = y.desk.know(y.society, "ST-1").unwrap();
        let desk::Sums::Loan { owed, relief, .. } = known.sums else { panic!("a loan") };
        assert_eq!((owed.total(), relief), (rupees(10_579), rupees(248)));
        let before = y.heads();
        let paid = y.act(by_bank(rupees(10_331)));
        assert_eq!((y.head("PRI_RECV"), y.head("INT_RECV"), y.head("LOAN_SURPLUS")), (24_800, 0, 0));
        y.act(y.back(paid));
        assert_eq!(y.heads(), before);
        let paid = y.act(by_bank(rupees(10_331)));

        let (from, to) = (day("2025-04-01"), day("2026-03-31"));
        let list = |funder| y.desk.claimable(y.society, funder, from, to).unwrap();
        let claim = |number: &str, funder, sum| Lender::Claim { number: number.into(), funder, from, to, sum };
        assert_eq!(list(Funder::Prompt).sum(), rupees(248));
        assert_eq!(list(Funder::Subvention).sum(), rupees(124), "1.5 % of 302 days");
        assert!(list(Funder::Subvention).left_out.iter().any(|l| l.0 == "ST-L-1"), "the old books' loans are named");
        assert_eq!(y.refused(claim("P1", Funder::Prompt, rupees(1))), 4356);
        assert_eq!(y.refused(claim("S1", Funder::State, Paise::ZERO)), 4129);
        let late = Lender::Claim {
            number: "P1".into(),
            funder: Funder::Prompt,
            from,
            to: day("2026-04-01"),
            sum: rupees(248),
        };
        assert_eq!(y.refused(late), 4355);
        let made = y.lend(claim("P1", Funder::Prompt, rupees(248)));
        assert_eq!(y.head("PRI_RECV"), 24_800, "it stood there since he repaid");
        assert_eq!(y.refused(claim("P2", Funder::Prompt, Paise::ZERO)), 4129, "nothing is claimed twice");
        assert_eq!(number(y.try_act(y.back(paid))), 4121, "a list stands on the relief");
        let own = y.lend(claim("IS1", Funder::Subvention, rupees(124)));
        assert_eq!((y.head("IS_RECV"), y.head("INC_SUBV")), (12_400, -12_400));
        assert!(list(Funder::Subvention).rows.is_empty());

        let receive =
            |claim: &str, amount, pay| Lender::ReceiveClaim { claim: claim.into(), amount, pay, letter: "7".into() };
        let bank = || Pay::Bank { head: "BANK_CUR".into() };
        assert_eq!(y.refused(receive("P1", rupees(249), bank())), 4352);
        assert_eq!(y.refused(receive("P9", rupees(1), bank())), 4351);
        assert_eq!(y.refused(receive("P1", rupees(1), Pay::Account { account: "SB-1".into() })), 5080);
        let came = y.lend(receive("P1", rupees(200), bank()));
        assert_eq!(number(y.try_act(y.back(made))), 4121, "money came for it");
        let reject = |loan: &str, amount| Lender::RejectClaim {
            claim: "P1".into(),
            loan: loan.into(),
            amount,
            reason: "खाता नहीं मिला".into(),
            bearer: Bearer::Society,
        };
        assert_eq!(y.refused(reject("ST-L-1", rupees(1))), 4353);
        y.lend(reject("ST-1", rupees(40)));
        let files = y.desk.claims(y.society).unwrap();
        assert_eq!((files[0].came(), files[0].refused(), files[0].open()), (rupees(200), rupees(40), rupees(8)));
        assert_eq!((y.head("PRI_RECV"), y.head("EXP_MISC")), (800, 4_000));
        y.act(y.back(came));
        assert_eq!(y.head("PRI_RECV"), 20_800);
        y.act(y.back(own));
        assert_eq!(list(Funder::Subvention).sum(), rupees(124), "what was taken back can be claimed anew");
    });
}

#[test]
fn without_the_rule_the_whole_interest_is_paid() {
    year(|y| {
        drawn(y);
        y.go_to("2026-03-31");
        y.act(by_bank(rupees(10_579)));
        assert_eq!((y.head("PRI_RECV"), y.head("INT_RECV"), y.head("ST_LOAN")), (0, 0, 603));
        let csv = y.desk.grid_csv(&secretary(), y.society, &desk::export::Grid::default()).unwrap();
        assert_eq!(csv, "\u{feff}\r\n".as_bytes());
    });
}

#[test]
fn provisions_and_reminders_by_the_day() {
    year(|y| {
        drawn(y);
        let known = y.desk.provisions(y.society).unwrap();
        assert_eq!(known.classes.len(), 1, "all are standard");
        assert_eq!(y.refused(Lender::Provide { required: rupees(1) }), 4354);
        let before = y.heads();
        let made = y.lend(Lender::Provide { required: known.required() });
        assert_eq!(y.head("PROV_NPA"), -known.required().0);
        let again = y.try_act(Act::Lender(Box::new(Lender::Provide { required: known.required() })));
        assert_eq!(number(again), 4035, "only the difference, and there is none");
        y.act(y.back(made));
        assert_eq!(y.heads(), before);

        assert_eq!(y.refused(Lender::Remind { village: String::new() }), 4357);
        y.go_to("2026-03-05");
        let due = y.desk.to_remind(y.society, "").unwrap();
        // the three old loans fall due on the same day
        assert_eq!((due.len(), due.iter().find(|r| r.reminder.loan == "ST-1").unwrap().reminder.stage), (4, 30));
        assert!(due.iter().all(|r| !r.relieved), "nothing is promised that is no rule");
        y.set(setting::RELIEF, "yes");
        assert!(y.desk.to_remind(y.society, "").unwrap().iter().all(|r| r.relieved), "all are crop loans");
        let given = y.lend(Lender::Remind { village: String::new() });
        assert_eq!(y.refused(Lender::Remind { village: String::new() }), 4357, "nobody is reminded twice");
        y.go_to("2026-03-28");
        let due = y.desk.to_remind(y.society, "").unwrap();
        let mine = due.iter().find(|r| r.reminder.loan == "ST-1").unwrap();
        assert_eq!((mine.reminder.stage, mine.done, &mine.given[..]), (7, false, &[day("2026-03-05")][..]));
        assert_eq!(mine.reminder.interest, rupees(579), "to the due day");
        y.act(y.back(given));

        // two crop seasons of six months later it is non-performing
        y.act(Act::ChargeInterest);
        y.go_to("2027-04-02");
        let bad = y.desk.provisions(y.society).unwrap();
        let mine = bad.loans.iter().find(|l| l.standing.loan == "ST-1").unwrap();
        assert_eq!(mine.standing.class, credit::standing::Class::SubStandard);
        let income = y.head("INC_INT");
        y.lend(Lender::Provide { required: bad.required() });
        assert_eq!(y.head("OIR"), income, "what was earned and never paid lies in the reserve");
        assert_eq!(y.head("INC_INT"), 0);
        let stands = y.desk.provisions(y.society).unwrap();
        assert_eq!((stands.to_reserve(), stands.provided), (Paise::ZERO, stands.required()));
        // his interest comes in and is earned
        let paid = y.act(by_bank(rupees(100)));
        let reserve = y.head("OIR");
        y.act(y.back(paid));
        assert_ne!(y.head("OIR"), reserve);
    });
}

#[test]
fn gold_is_valued_held_and_given_back() {
    year(|y| {
        let pledge = |net| Lender::Pledge {
            member_no: "2".into(),
            product: "GL".into(),
            amount: rupees(100_000),
            ornaments: vec![Ornament { what: "हार".into(), pieces: 1, gross: 25_000, net, purity: 916 }],
            appraiser: "सुनार".into(),
            resolution: "5".into(),
        };
        assert_eq!(y.refused(pledge(22_000)), 4101, "no rate is set");
        y.set(setting::GOLD_RATE, "900000");
        assert_eq!(y.refused(pledge(26_000)), 4358);
        assert_eq!(y.refused(pledge(10_000)), 4113, "three quarters of 82,440 are lent at most");
        y.lend(pledge(22_000));
        let held = y.desk.held_gold(y.society).unwrap();
        assert_eq!(held[0].custody.pledged.value, Paise(18_136_800), "22 g × 916/1000 × 9,000");
        let release = |to: &str| Lender::ReleaseGold { loan: "GL-1".into(), to: to.into() };
        let bank = || Pay::Bank { head: "BANK_CUR".into() };
        y.act(Act::Disburse { loan: "GL-1".into(), amount: rupees(1_000), pay: bank(), count: 1 });
        assert_eq!(y.refused(release("स्वयं")), 4359);
        y.act(Act::Repay { loan: "GL-1".into(), amount: rupees(1_000), pay: bank() });
        assert_eq!(y.refused(release(" ")), 4107);
        let back = y.lend(release("स्वयं"));
        assert_eq!(y.refused(release("स्वयं")), 4360);
        y.act(y.back(back));
        assert!(y.desk.held_gold(y.society).unwrap()[0].custody.released.is_none());
    });
}

#[test]
fn a_suit_goes_from_filing_to_its_end() {
    year(|y| {
        drawn(y);
        y.go_to("2026-05-04");
        let near = y.desk.recoveries(y.society).unwrap();
        assert_eq!(near.iter().filter(|r| r.loan == "ST-1").count(), 1);
        assert_eq!(near[0].limitation.unwrap().until, day("2029-03-31"));
        let moved = |stage, on: &str, next: Option<&str>| Lender::MoveSuit {
            loan: "ST-1".into(),
            on: day(on),
            stage,
            amount: if stage == Stage::Decreed { rupees(9_000) } else { Paise::ZERO },
            next: next.map(day),
            note: String::new(),
        };
        assert_eq!(y.refused(moved(Stage::Heard, "2026-05-04", None)), 4361);
        let sued = y.act(Act::Sue {
            loan: "ST-1".into(),
            brought: day("2026-05-04"),
            amount: rupees(10_000),
            forum: "सहायक निबन्धक".into(),
            number: "12/2026".into(),
        });
        y.lend(moved(Stage::Heard, "2026-05-04", Some("2026-05-10")));
        assert_eq!(number(y.try_act(y.back(sued))), 4121, "it was heard");
        assert_eq!(y.desk.approaching(y.society).unwrap().court, 1);
        assert_eq!(y.refused(moved(Stage::Settled, "2026-05-04", Some("2026-06-01"))), 4361);
        y.lend(moved(Stage::Decreed, "2026-05-04", None));
        let suit = y.desk.recoveries(y.society).unwrap().into_iter().find_map(|r| r.suit).unwrap();
        assert_eq!((suit.decreed(), suit.next()), (Some(rupees(9_000)), None));
        y.lend(moved(Stage::Settled, "2026-05-04", None));
        assert_eq!(y.refused(moved(Stage::Heard, "2026-05-04", None)), 4361, "it is over");
        // years on, a loan nobody sued for is near its limitation
        y.go_to("2029-01-02");
        assert_eq!(y.desk.approaching(y.society).unwrap().limitation, 3);
        assert_eq!(y.desk.recoveries(y.society).unwrap().iter().filter(|r| r.near(day("2029-01-02"))).count(), 3);
    });
}

fn open_account(y: &Year<'_>, member: &str, product: &str, months: u16, amount: Paise) {
    let (member_no, product, instalment) = (member.into(), product.into(), None);
    y.act(Act::OpenDeposit { joint: Vec::new(), member_no, product, months, instalment, amount, pay: Pay::Cash });
}

#[test]
fn an_account_rests_until_its_owner_is_recognised_and_its_passbook_goes_on_where_it_stopped() {
    year(|y| {
        open_account(y, "2", "SB", 0, rupees(500));
        assert!(y.desk.resting(y.society).unwrap().is_empty());
        y.go_to("2027-06-10");
        assert_eq!(y.desk.resting(y.society).unwrap()[0].account, "SB-1", "24 months without an act of hers");
        let marked = y.lend(Lender::MarkInoperative);
        let again = y.try_act(Act::Lender(Box::new(Lender::MarkInoperative)));
        assert_eq!(number(again), 4035, "marked once");
        let out = || Act::Withdraw { account: "SB-1".into(), amount: rupees(100), pay: Pay::Cash, to: None };
        assert_eq!(number(y.try_act(out())), 4362);
        y.act(y.back(marked));
        y.lend(Lender::MarkInoperative);
        let revive = || Lender::Revive { account: "SB-1".into(), reason: "पहचान-पत्र".into() };
        y.lend(revive());
        assert_eq!(y.refused(revive()), 4363);
        y.act(out());

        let book = || y.desk.passbook(y.society, "SB-1").unwrap();
        assert_eq!((book().lines.len(), book().printed), (2, 0));
        let print = |lines| Lender::Printed { account: "sb 1".into(), lines };
        assert_eq!(y.refused(print(3)), 4364);
        y.lend(print(2));
        assert_eq!(y.refused(print(2)), 4364);
        y.act(Act::Deposit { account: "SB-1".into(), amount: rupees(7), pay: Pay::Cash, agent: None });
        assert_eq!((book().lines.len(), book().printed), (3, 2), "only the last line is printed next");
    });
}

#[test]
fn an_agent_collects_by_list_and_no_day_is_paid_twice() {
    year(|y| {
        open_account(y, "1", "DD", 12, rupees(10));
        open_account(y, "2", "DD", 12, rupees(10));
        let collect = |rows: &[(&str, i64)]| Lender::Collect {
            agent: "A1".into(),
            rows: rows.iter().map(|(a, n)| ((*a).to_owned(), rupees(*n))).collect(),
            pay: Pay::Cash,
        };
        assert_eq!(y.refused(collect(&[("DD-1", 50)])), 4365);
        let agent =
            |ended| Lender::SetAgent {
                agent: "A1".into(), name: "मोहन".into(), member_no: String::new(), ended
            };
        y.lend(agent(false));
        assert_eq!(y.refused(collect(&[("DD-1", 50), ("dd 1", 5)])), 4367);
        let before = y.heads();
        let list = y.lend(collect(&[("DD-1", 50), ("DD-2", 100)]));
        y.act(y.back(list));
        assert_eq!(y.heads(), before, "a list is taken back whole");
        y.lend(collect(&[("DD-1", 50), ("DD-2", 100)]));
        let (from, to) = (day("2025-06-01"), day("2025-06-02"));
        let now = y.desk.collections(y.society, "A1", from, to).unwrap();
        assert_eq!((now.rows.len(), now.sum(), now.commission), (2, rupees(150), rupees(3)), "two percent");
        let pay = |n| Lender::PayAgent { agent: "A1".into(), from, to, amount: rupees(n), pay: Pay::Cash };
        assert_eq!(y.refused(pay(4)), 4128);
        let paid = y.lend(pay(3));
        assert_eq!(y.head("EXP_AGENT"), 300);
        assert_eq!(y.refused(pay(3)), 4366);
        y.act(y.back(paid));
        y.lend(pay(3));
        y.lend(agent(true));
        assert_eq!(y.refused(collect(&[("DD-1", 1)])), 4365);
    });
}

#[test]
fn with_something_overdue_nothing_more_is_drawn() {
    year(|y| {
        drawn(y);
        let draw = || {
            let pay = Pay::Bank { head: "BANK_CUR".into() };
            Act::Disburse { loan: "ST-1".into(), amount: rupees(1_000), pay, count: 0 }
        };
        let left = || match y.desk.know(y.society, "ST-1").unwrap().sums {
            desk::Sums::Loan { left, .. } => left,
            desk::Sums::Deposit { .. } => panic!("a loan"),
        };
        y.go_to("2026-03-31");
        assert!(left() > Paise::ZERO, "due today is not overdue");
        y.go_to("2026-04-01");
        assert_eq!(left(), Paise::ZERO);
        assert_eq!(number(y.desk.act(&secretary(), y.society, command(77), &draw().into())), 4764);
        y.act(by_bank(rupees(11_000)));
        // of the old books something is due since that day too
        assert_eq!(number(y.desk.act(&secretary(), y.society, command(78), &draw().into())), 4764);
        let pay = Pay::Bank { head: "BANK_CUR".into() };
        y.act(Act::Repay { loan: "ST-L-3".into(), amount: rupees(10), pay });
        y.act(draw());
    });
}
