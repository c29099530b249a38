//! The year of a lender: relief at repayment, claims and what came of them, provisions and the reserve.

use crate::arithmetic::{always, day};
use crate::deciding::{context, kcc, leg, number, owing};
use credit::account::{Loan, Placed};
use credit::acts::{InterestAccrued, LoanDisbursed};
use credit::appropriate::{Demand, Owed};
use credit::calendar::plus_days;
use credit::claims::{Funder, Scheme};
use credit::decide::{self, Context, EventView, LoanView};
use credit::defaults;
use credit::effects::lines;
use credit::event::CreditEvent;
use credit::law::Means;
use credit::lender::{Bearer, claims, filed, reliefs, stand_on};
use credit::limit::Limit;
use credit::product::Norms;
use credit::provide::{Standing, by_class, of_borrowers, of_loan, reserved};
use credit::relief::{Relieving, claim_loans, seasons};
use credit::schedule::Instalment;
use credit::standing::{Class, NpaRule, ProvisionRule};
use kernel::{Date, Paise};
use proptest::prelude::*;
use std::collections::BTreeMap;

const DRAWN: Date = Date::constant(2025, 5, 1);
const DUE: Date = Date::constant(2026, 3, 31);
const RABI: Date = Date::constant(2026, 6, 30);

pub fn drawal(date: Date, due: Date, rupees: i64) -> CreditEvent {
    let amount = Paise::rupees(rupees);
    CreditEvent::LoanDisbursed(LoanDisbursed {
        loan: "ST-1".into(),
        member_no: "12".into(),
        date,
        amount,
        head: "ST".into(),
        legs: vec![leg("BANK", Means::Bank, rupees)],
        season: None,
        demands: vec![Instalment {
            from: date,
            due,
            principal: amount,
            interest: Paise::ZERO,
            balance: Paise::ZERO,
            down: false,
        }],
    })
}

pub fn on(today: Date) -> Context {
    Context { today, closed_until: None, cash_limit: defaults::cash_limit(), cash_reading: defaults::cash_reading() }
}

/// A loan as the counter sees it on a day, after these events.
pub fn view(entries: &[Placed]) -> LoanView {
    let mut v = owing();
    let mut loan = Loan::of("ST-1", None, entries, true);
    loan.limit = Some(Limit { crops: Paise::rupees(500_000), ..Limit::default() });
    let loans = claim_loans("ST-1", "12", &loan, entries, &v.product).unwrap();
    v.sanctioned_on = Some(DRAWN);
    v.reserved = reserved("ST-1", entries, &v.product.heads);
    (v.overdue_steps, v.drawn, v.upto) = (loan.overdue_steps(), loan.drawn, loan.upto);
    (v.steps, v.demands) = (loan.steps, loan.demands);
    v.relief = Some(Relieving { scheme: Scheme { rules: defaults::subvention(), ..Scheme::default() }, loans });
    v
}

pub fn repay(entries: &[Placed], date: Date, rupees: i64) -> Vec<CreditEvent> {
    let legs = vec![leg("BANK", Means::Bank, rupees)];
    let c = decide::Receive { loan: "ST-1".into(), date, amount: Paise::rupees(rupees), legs };
    decide::receive(&view(entries), &c, &on(date)).unwrap()
}

pub fn placed(events: impl IntoIterator<Item = CreditEvent>) -> Vec<Placed> {
    (1..).zip(events).map(|(n, e)| ((1, n), e)).collect()
}

pub fn then(entries: &[Placed], more: Vec<CreditEvent>) -> Vec<Placed> {
    placed(entries.iter().map(|e| e.1.clone()).chain(more))
}

fn relieved(events: &[CreditEvent]) -> Option<(Paise, Paise)> {
    events.iter().find_map(|e| match e {
        CreditEvent::InterestRelieved(e) => Some((e.interest, e.surplus)),
        _ => None,
    })
}

fn received(events: &[CreditEvent]) -> (Owed, Paise) {
    let found = events.iter().find_map(|e| match e {
        CreditEvent::LoanReceived(e) => Some((e.parts, e.surplus)),
        _ => None,
    });
    found.expect("a receipt")
}

#[test]
fn who_repays_in_time_pays_his_own_share() {
    let drawn = placed([drawal(DRAWN, DUE, 73_000)]);
    // 334 days: 668 rupees a percent, seven of them charged, three borne by the Union
    let done = repay(&drawn, DUE, 73_000 + 668 * 4);
    assert_eq!(relieved(&done), Some((Paise::rupees(668 * 3), Paise::ZERO)));
    let (parts, surplus) = received(&done);
    assert_eq!((parts.interest, parts.principal), (Paise::rupees(668 * 4), Paise::rupees(73_000)));
    assert_eq!(surplus, Paise::ZERO);
    let after = then(&drawn, done);
    let loan = Loan::of("ST-1", None, &after, true);
    assert!(loan.demands.iter().all(|d| d.owed == Owed::default()), "nothing is owed");
    assert_eq!(seasons(&after)[0].repaid, Some(DUE));
    let rows = reliefs(&after);
    assert_eq!((rows[0].1.funder, rows[0].1.due, rows[0].1.amount), (Funder::Prompt, Some(DUE), Paise::rupees(2_004)));
    // one rupee less repays nothing in full
    assert_eq!(relieved(&repay(&drawn, DUE, 73_000 + 668 * 4 - 1)), None);
    // a day late loses it
    assert_eq!(relieved(&repay(&drawn, plus_days(DUE, 1), 90_000)), None);
}

#[test]
fn interest_paid_before_comes_back_as_his_own() {
    let drawn = placed([drawal(DRAWN, DUE, 73_000)]);
    // fourteen rupees a day: the interest of 330 days, and nothing else
    let paid = then(&drawn, repay(&drawn, plus_days(DRAWN, 330), 330 * 14));
    let done = repay(&paid, DUE, 73_000);
    // three percent of the whole time are 2,004; of that, the interest of four days is still owed
    assert_eq!(relieved(&done), Some((Paise::rupees(56), Paise::rupees(1_948))));
    assert_eq!(Loan::of("ST-1", None, &then(&paid, done), true).surplus, Paise::rupees(1_948));
}

#[test]
fn each_season_is_repaid_on_its_own() {
    let drawn = placed([drawal(DRAWN, DUE, 73_000), drawal(day(2025, 11, 2), RABI, 36_500)]);
    let all = seasons(&drawn);
    assert_eq!((all.len(), all[1].drawn), (2, day(2025, 11, 2)));
    // rabi: 149 days to 31 March, 149 rupees a percent
    let done = repay(&drawn, DUE, 73_000 + 668 * 4 + 149 * 7);
    assert_eq!(relieved(&done), Some((Paise::rupees(2_004), Paise::ZERO)), "kharif alone");
    let after = then(&drawn, done);
    assert_eq!(Loan::of("ST-1", None, &after, true).principal(), Paise::rupees(36_500));
    let rabi = repay(&after, RABI, 36_500 + 91 * 7);
    assert_eq!(relieved(&rabi).unwrap().0 + relieved(&rabi).unwrap().1, Paise::rupees(240 * 3), "240 days of rabi");
    assert_eq!(reliefs(&then(&after, rabi)).len(), 2);
}

#[test]
fn without_terms_nothing_is_guessed() {
    let late = placed([drawal(day(2026, 5, 1), day(2027, 3, 31), 10_000)]);
    let v = view(&late);
    let pay = |rupees: i64| {
        let legs = vec![leg("BANK", Means::Bank, rupees)];
        let (loan, date) = ("ST-1".into(), day(2026, 12, 1));
        decide::receive(&v, &decide::Receive { loan, date, amount: Paise::rupees(rupees), legs }, &on(date))
    };
    assert_eq!(number(pay(11_000)), 4350);
    assert!(pay(1_000).is_ok(), "a part is taken all the same");
}

#[test]
fn only_the_crops_part_of_a_limit_counts() {
    let drawn = placed([drawal(DRAWN, DUE, 60_000), drawal(day(2025, 11, 2), RABI, 60_000)]);
    let mut loan = Loan::of("ST-1", None, &drawn, true);
    loan.limit = Some(Limit { crops: Paise::rupees(100_000), maintenance: Paise::rupees(30_000), ..Limit::default() });
    let all = claim_loans("ST-1", "12", &loan, &drawn, &kcc()).unwrap();
    assert_eq!(all[0].steps, vec![(DRAWN, Paise::rupees(60_000))]);
    assert_eq!(all[1].steps, vec![(day(2025, 11, 2), Paise::rupees(40_000))]);
    loan.limit = None;
    assert_eq!(claim_loans("ST-1", "12", &loan, &drawn, &kcc()).unwrap_err().code(), "no-limit");
}

/// A list of the relieved interest of one loan, and the entries it came from.
fn claimed() -> (Vec<Placed>, Context) {
    let drawn = placed([drawal(DRAWN, DUE, 73_000)]);
    let repaid = then(&drawn, repay(&drawn, DUE, 73_000 + 668 * 4));
    let rows: Vec<_> = reliefs(&repaid).into_iter().map(|r| r.1).collect();
    let c = decide::Claim {
        claim: "PRI-1".into(),
        date: DUE,
        funder: Funder::Prompt,
        rows,
        funder_head: Funder::Prompt.head().into(),
        from_head: String::new(),
        relieved: true,
    };
    let made = decide::claim(&decide::ClaimView::default(), &c, &on(DUE)).unwrap();
    assert!(lines(&made[0]).is_empty(), "it was posted when the member repaid");
    (then(&repaid, made), on(DUE))
}

#[test]
fn a_shortfall_stays_visible_until_it_is_received_or_refused() {
    let (mut entries, context) = claimed();
    let file = |entries: &[Placed]| claims(entries).remove(0);
    assert_eq!(file(&entries).open(), Paise::rupees(2_004));
    let receive = |rupees: i64| decide::ReceiveClaim {
        claim: "PRI-1".into(),
        date: DUE,
        amount: Paise::rupees(rupees),
        legs: vec![leg("BANK", Means::Bank, rupees)],
        letter: "12 / 1-7-2026".into(),
    };
    let take = |entries: &[Placed], c: &decide::ReceiveClaim| decide::receive_claim(Some(&file(entries)), c, &context);
    assert_eq!(number(take(&entries, &receive(2_005))), 4352);
    assert_eq!(number(take(&entries, &decide::ReceiveClaim { letter: " ".into(), ..receive(1) })), 4107);
    assert_eq!(number(decide::receive_claim(None, &receive(1), &context)), 4351);
    let came = take(&entries, &receive(1_500)).unwrap();
    entries = then(&entries, came);
    assert_eq!(file(&entries).open(), Paise::rupees(504));
    let reject = |loan: &str, rupees: i64| decide::RejectClaim {
        claim: "PRI-1".into(),
        date: DUE,
        loan: loan.into(),
        amount: Paise::rupees(rupees),
        reason: "no such account".into(),
        bearer: Bearer::Member,
        bearer_head: "IR".into(),
    };
    let refuse = |c: &decide::RejectClaim| decide::reject_claim(Some(&file(&entries)), c, &context);
    assert_eq!(number(refuse(&reject("ST-9", 1))), 4353);
    assert_eq!(number(refuse(&reject("ST-1", 505))), 4352);
    let no = refuse(&reject("ST-1", 504)).unwrap();
    let after = then(&entries, no);
    assert_eq!((file(&after).open(), file(&after).refused()), (Paise::ZERO, Paise::rupees(504)));
    let owed: Paise = Loan::of("ST-1", None, &after, true).demands.iter().map(|d| d.owed.interest).sum();
    assert_eq!(owed, Paise::rupees(504), "the member owes it again");
    // the list is not taken back under what came of it, nor the relief under the list
    let at = |kind: &str| after.iter().find(|e| e.1.kind() == kind).unwrap().1.clone();
    assert!(stand_on(&at("credit.claim-made"), &after));
    assert!(stand_on(&at("credit.interest-relieved"), &after));
    assert_eq!(filed(&at("credit.claim-received")), Some(("claim", "PRI-1")));
}

pub fn norms() -> Norms {
    let npa = NpaRule { short_seasons: 2, long_seasons: 1, short_months: 6, long_months: 12, days: 90 };
    let rates = [25, 1_000, 2_000, 3_000, 10_000, 10_000].map(credit::interest::Rate);
    let provision = ProvisionRule { sub_standard_months: 36, doubtful1_months: 12, doubtful2_months: 24, rates };
    Norms { npa: always(npa), provision: always(provision), ..Norms::default() }
}

fn stands(entries: &[Placed], on: Date) -> Vec<Standing> {
    let mut loan = Loan::of("ST-1", None, entries, true);
    loan.sanctioned_on = Some(DRAWN);
    loan.member_no = "12".into();
    let mut all = vec![of_loan("ST-1", &loan, entries, &kcc(), &norms(), on).unwrap()];
    // another loan of the same borrower, on which nothing is overdue
    let mut other = all[0].clone();
    (other.loan, other.own, other.since) = ("MT-1".into(), Class::Standard, None);
    let nothing = (Paise::ZERO, Paise::ZERO);
    (other.principal, other.unpaid, other.reserved) = (Paise::rupees(1_000), nothing, nothing);
    all.push(other);
    of_borrowers(&mut all, str::to_owned, &norms().provision.on(on).unwrap().value);
    all
}

fn provide(all: &[Standing], date: Date, before: i64, required: i64) -> Result<Vec<CreditEvent>, kernel::Refusal> {
    let c = decide::Provide {
        date,
        required: Paise::rupees(required),
        before: Paise::rupees(before),
        head: "PROV_NPA".into(),
        expense: "BAD_PROV".into(),
    };
    decide::provide(all, &c, &on(date))
}

#[test]
fn provisions_move_by_the_difference_and_interest_goes_to_the_reserve_and_back() {
    let accrued = CreditEvent::InterestAccrued(InterestAccrued {
        loan: "ST-1".into(),
        date: DUE,
        from: DRAWN,
        until: DUE,
        interest: Paise::rupees(4_676),
        penal: Paise::ZERO,
        receivable: "IR".into(),
        income: "II".into(),
        penal_income: "PI".into(),
    });
    let entries = placed([drawal(DRAWN, DUE, 73_000), accrued]);
    let good = stands(&entries, day(2026, 9, 1));
    assert_eq!(good[0].class, Class::Standard);
    assert!(provide(&good, day(2026, 9, 1), 186, 186).unwrap().is_empty(), "0.25 % stands already");
    let bad_day = day(2027, 4, 1);
    let bad = stands(&entries, bad_day);
    assert_eq!((bad[0].class, bad[1].class), (Class::SubStandard, Class::SubStandard), "borrower-wise");
    assert_eq!(by_class(&bad)[0].required, Paise::rupees(7_400));
    assert_eq!(number(provide(&bad, bad_day, 186, 7_399)), 4354);
    let done = provide(&bad, bad_day, 186, 7_400).unwrap();
    let posted = lines(&done[0]);
    assert_eq!((posted[0].head.as_str(), posted[0].debit), ("BAD_PROV", Paise::rupees(7_214)));
    let moved: BTreeMap<String, i64> = lines(&done[1]).into_iter().map(|l| (l.head, (l.debit - l.credit).0)).collect();
    assert_eq!(moved, BTreeMap::from([("II".to_owned(), 467_600), ("OIR".to_owned(), -467_600)]));
    let after = then(&entries, done);
    assert!(provide(&stands(&after, bad_day), bad_day, 7_400, 7_400).unwrap().is_empty(), "twice does nothing");
    // a repayment of a part of the interest releases that part, with the interest of the days since in the reserve
    let mut v = view(&after);
    (v.class, v.relief) = (Class::SubStandard, None);
    let legs = vec![leg("BANK", Means::Bank, 1_000)];
    let c = decide::Receive { loan: "ST-1".into(), date: bad_day, amount: Paise::rupees(1_000), legs };
    let got = decide::receive(&v, &c, &on(bad_day)).unwrap();
    let back: i64 = got.iter().flat_map(lines).filter(|l| l.head == "OIR").map(|l| (l.debit - l.credit).0).sum();
    let charged: i64 = match &got[0] {
        CreditEvent::InterestAccrued(e) => (e.interest + e.penal).0,
        _ => 0,
    };
    assert_eq!(back, 100_000 - charged, "of what was reserved, a thousand rupees are earned");
}

proptest! {
    /// Whatever is drawn and repaid when: the books balance, what was received and relieved is what was paid off, no day is relieved twice,
    /// and taking everything back leaves nothing.
    #[test]
    fn reliefs_balance_and_come_once(
        acts in prop::collection::vec((0i64..330, any::<bool>(), 1i64..60_000), 1..12)
    ) {
        let mut sorted = acts;
        sorted.sort();
        let mut entries = placed([drawal(DRAWN, DUE, 20_000)]);
        for (n, draws, rupees) in sorted {
            let date = plus_days(DRAWN, n);
            let more = if draws {
                vec![drawal(date, if date < day(2025, 10, 1) { DUE } else { RABI }, rupees)]
            } else {
                repay(&entries, date, rupees)
            };
            for e in &more {
                let all = lines(e);
                let sum: i64 = all.iter().map(|l| (l.debit - l.credit).0).sum();
                prop_assert_eq!(sum, 0, "{:?}", e);
            }
            if !draws {
                let (parts, surplus) = received(&more);
                prop_assert_eq!(parts.total() + surplus, Paise::rupees(rupees));
            }
            entries = then(&entries, more);
        }
        let rows: Vec<_> = reliefs(&entries).into_iter().map(|r| r.1).collect();
        for (i, a) in rows.iter().enumerate() {
            prop_assert!(rows[i + 1..].iter().all(|b| !decide::same_days(a, b)), "{:?}", rows);
        }
        let folded = Loan::of("ST-1", None, &entries, true);
        let mut balances = BTreeMap::new();
        entries.iter().for_each(|(_, e)| decide::add(&mut balances, e));
        let owed: Paise = folded.demands.iter().map(|d: &Demand| d.owed.interest).sum();
        prop_assert_eq!(decide::balance(&balances, "ST-1", credit::effects::Measure::Interest), owed);
        prop_assert_eq!(decide::balance(&balances, "ST-1", credit::effects::Measure::Surplus), folded.surplus);
        for ((desk, seq), e) in entries.iter().rev() {
            let view = EventView { event: Some(e.clone()), reversed: false, balances: balances.clone(), later: false };
            let mut context = context();
            (context.today, context.closed_until) = (day(2026, 7, 1), None);
            let c = decide::Reverse { entry: (*desk, *seq), date: context.today, reason: "all back".into() };
            let back = decide::reverse(&view, &c, &context).unwrap();
            decide::add(&mut balances, &back[0]);
        }
        prop_assert!(balances.is_empty());
    }
}

/// Goods given out of the loan.
fn in_kind(date: Date, due: Date, rupees: i64) -> CreditEvent {
    let mut event = drawal(date, due, rupees);
    if let CreditEvent::LoanDisbursed(e) = &mut event {
        e.legs = vec![leg("TRANSFER", Means::Kind, rupees)];
    }
    event
}

#[test]
fn goods_that_come_back_make_room_for_goods_pay_no_interest_and_keep_the_incentive() {
    let sold = day(2025, 11, 2);
    let drawn = placed([drawal(DRAWN, DUE, 20_000), in_kind(sold, RABI, 36_500)]);
    let back = |entries: &[Placed], date, rupees| {
        let legs = vec![leg("TRANSFER", Means::Kind, rupees)];
        let c = decide::Receive { loan: "ST-1".into(), date, amount: Paise::rupees(rupees), legs };
        decide::give_back(&view(entries), &c, RABI, &on(date)).unwrap()
    };
    let room = |entries: &[Placed]| Loan::of("ST-1", None, entries, true).drawn;
    let money = |cash, kind| (Paise::rupees(cash), Paise::rupees(kind));
    assert_eq!(room(&drawn), money(20_000, 36_500));
    let date = plus_days(sold, 10);
    let some = back(&drawn, date, 6_500);
    let (parts, surplus) = received(&some);
    assert_eq!((parts.total(), parts.principal, surplus), (Paise::rupees(6_500), Paise::rupees(6_500), Paise::ZERO));
    assert_eq!(relieved(&some), None, "the season is not repaid");
    let some = then(&drawn, some);
    assert_eq!(room(&some), money(20_000, 30_000), "no room for cash");
    assert_eq!(Loan::of("ST-1", None, &some, true).principal(), Paise::rupees(50_000));

    // all of it, ten days after: three percent of ten days are the Union's
    let all = back(&drawn, date, 36_500);
    assert_eq!(received(&all).0.principal, Paise::rupees(36_500));
    assert_eq!(relieved(&all), Some((Paise::rupees(30), Paise::ZERO)));
    let all = then(&drawn, all);
    assert_eq!(room(&all), money(20_000, 0));
    assert_eq!(seasons(&all).iter().map(|s| s.repaid).collect::<Vec<_>>(), [None, Some(date)]);
    // the first season keeps its own
    let days = credit::calendar::days(DRAWN, DUE);
    let done = repay(&all, DUE, 30_000);
    let of = reliefs(&then(&all, done));
    assert_eq!(of.iter().map(|r| r.1.due).collect::<Vec<_>>(), [Some(RABI), Some(DUE)]);
    assert!(of[1].1.amount > Paise::ZERO && days == 334);
    // goods that are worth more than their drawal still owes: the rest is money
    let over = received(&back(&drawn, date, 40_000));
    assert_eq!((over.0.total() + over.1, over.1), (Paise::rupees(40_000), Paise::ZERO));
    assert!(over.0.interest > Paise::ZERO && over.0.principal > Paise::rupees(36_500));
}
