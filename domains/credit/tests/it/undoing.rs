//! Whatever is done balances and can be taken back.

use crate::deciding::{TODAY, context, deposit, draw, leg, number, owing};
use credit::calendar::plus_days;
use credit::claims::{ClaimRow, Funder};
use credit::decide::{self, EventView};
use credit::effects::{Measure, lines};
use credit::event::CreditEvent;
use credit::interest::Rate;
use credit::law::Means;
use credit::product::{DepositKind, LoanKind};
use kernel::Paise;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Some decided event by a number and an amount.
fn some_events(which: u8, rupees: i64, on: i64) -> Vec<CreditEvent> {
    let mut context = context();
    context.today = plus_days(TODAY, on);
    let legs = vec![leg("BANK", Means::Bank, rupees)];
    let (date, amount) = (context.today, Paise::rupees(rupees));
    let mut deep = owing();
    (deep.sanctioned, deep.limit, deep.member.shares) = (Paise::rupees(1_000_000), None, Paise::rupees(100_000));
    let savings = deposit(DepositKind::Savings);
    let got = match which % 10 {
        0 => decide::disburse(&deep, &decide::Disburse { date, ..draw(legs) }, &context),
        1 => decide::receive(&deep, &decide::Receive { loan: "K1".into(), date, amount, legs }, &context),
        2 => {
            let c = decide::Charge { loan: "K1".into(), date, amount, what: "notice".into() };
            decide::charge(&deep, &c, &context)
        }
        3 => {
            let c = decide::Deposit { account: "S1".into(), date, amount, legs, agent: None };
            decide::deposit(&savings, &c, &context)
        }
        4 => {
            let c = decide::CreditInterest { account: "S1".into(), date };
            decide::credit_interest(&savings, &c, &context)
        }
        5 => {
            let c = decide::Sanction {
                loan: "K2".into(),
                date,
                amount,
                limit: None,
                crops: Vec::new(),
                resolution: "5".into(),
                sureties: Vec::new(),
                area_reason: String::new(),
            };
            let mut v = deep;
            v.product.kind = LoanKind::Medium;
            decide::sanction(&v, &c, &context)
        }
        6 => {
            let c = decide::SetLien { account: "S1".into(), date, change: Paise(1), loan: "K1".into() };
            decide::set_lien(&savings, &c, &decide::Secured::default(), &context)
        }
        7 => decide::acknowledge(&deep, &decide::Acknowledge { loan: "K1".into(), date, amount }, None, &context),
        8 => {
            let row = ClaimRow {
                funder: Funder::Prompt,
                loan: "K1".into(),
                member_no: "12".into(),
                due: None,
                from: date,
                to: plus_days(date, 1),
                principal: amount,
                rate: Rate(300),
                amount,
            };
            let (funder_head, from_head) = ("GOI".into(), "IR".into());
            let (claim, funder, rows) = ("P1".into(), Funder::Prompt, vec![row]);
            let c = decide::Claim { claim, date, funder, rows, funder_head, from_head, relieved: false };
            decide::claim(&decide::ClaimView::default(), &c, &context)
        }
        _ => {
            let mut v = savings;
            v.balance = amount;
            v.steps = Vec::new();
            let c = decide::CloseDeposit { account: "S1".into(), date, amount, legs, to: decide::Payee::Member };
            decide::close(&v, &c, &context)
        }
    };
    got.expect("a decision")
}

proptest! {
    #[test]
    fn debits_equal_credits_and_every_event_can_be_taken_back(
        acts in prop::collection::vec((any::<u8>(), 1i64..90_000, 0i64..100), 1..12)
    ) {
        let events: Vec<CreditEvent> = acts.iter().flat_map(|(w, r, n)| some_events(*w, *r, *n)).collect();
        let (mut balances, mut heads) = (BTreeMap::new(), BTreeMap::<String, i64>::new());
        let mut history = vec![balances.clone()];
        let mut post = |e: &CreditEvent| {
            let all = lines(e);
            let (d, c): (i64, i64) = (all.iter().map(|l| l.debit.0).sum(), all.iter().map(|l| l.credit.0).sum());
            assert_eq!(d, c, "{e:?}");
            for l in all {
                *heads.entry(l.head).or_default() += l.debit.0 - l.credit.0;
            }
        };
        for e in &events {
            post(e);
            decide::add(&mut balances, e);
            history.push(balances.clone());
            let json = serde_json::to_vec(e).unwrap();
            prop_assert_eq!(&serde_json::from_slice::<CreditEvent>(&json).unwrap(), e);
            let tag = serde_json::to_value(e).unwrap()["t"].as_str().unwrap().to_owned();
            prop_assert_eq!(e.kind(), format!("credit.{tag}"));
        }
        let mut context = context();
        context.today = plus_days(TODAY, 200);
        for e in events.iter().rev() {
            let view = EventView { event: Some(e.clone()), reversed: false, balances: balances.clone(), later: false };
            let c = decide::Reverse { entry: (1, 7), date: context.today, reason: "mistake".into() };
            // A receipt played alone has made balances negative; the reverse itself must still restore them.
            let done = decide::reverse(&view, &c, &context).unwrap_or_else(|_| vec![CreditEvent::Reversed(
                credit::acts::Reversed { date: c.date, entry: c.entry, reason: c.reason.clone(), was: Box::new(e.clone()) },
            )]);
            post(&done[0]);
            decide::add(&mut balances, &done[0]);
            history.pop();
            prop_assert_eq!(&balances, history.last().unwrap());
        }
        prop_assert!(balances.is_empty());
        prop_assert!(heads.values().all(|v| *v == 0));
    }
}

#[test]
fn a_reversal_leaves_nothing_below_nothing() {
    let drawn = some_events(0, 500, 0).remove(0);
    let mut balances = BTreeMap::new();
    decide::add(&mut balances, &drawn);
    let c = decide::Reverse { entry: (1, 3), date: TODAY, reason: "wrong member".into() };
    let view = EventView { event: Some(drawn.clone()), reversed: false, balances, later: false };
    let done = decide::reverse(&view, &c, &context()).unwrap();
    let no = |v: EventView| number(decide::reverse(&v, &c, &context()));
    assert_eq!(no(EventView { balances: BTreeMap::new(), ..view.clone() }), 4121);
    assert_eq!(no(EventView { later: true, ..view.clone() }), 4121);
    assert_eq!(no(EventView { reversed: true, ..view.clone() }), 4120);
    assert_eq!(no(EventView { event: None, ..view.clone() }), 4120);
    assert_eq!(no(EventView { event: done.first().cloned(), ..view.clone() }), 4120, "no reversal of a reversal");
    assert_eq!(decide::balance(&view.balances, "K1", Measure::Principal), Paise::rupees(500));
}
