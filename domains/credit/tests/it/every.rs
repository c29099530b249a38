//! Every kind of event there is, one by one: it balances, and its reverse restores every balance of every account and head. The list is made
//! by a macro over all variants without a wildcard, so that a new event does not compile before it stands here, and fails before it has an
//! example.

use crate::deciding::{TODAY, context};
use credit::decide::{self, EventView};
use credit::effects::{changes, lines};
use credit::event::CreditEvent;
use serde_json::{Value, json};
use std::collections::BTreeMap;

macro_rules! kinds {
    ($($variant:ident),* $(,)?) => {
        /// Every variant's name.
        const ALL: &[&str] = &[$(stringify!($variant)),*];

        fn kind_of(event: &CreditEvent) -> &'static str {
            match event {
                $(CreditEvent::$variant { .. } => stringify!($variant),)*
            }
        }
    };
}

kinds![
    AccountsBroughtForward,
    LoanSanctioned,
    LoanRejected,
    LoanDisbursed,
    InterestAccrued,
    LoanCharged,
    LoanReceived,
    DebtAcknowledged,
    SuitFiled,
    ClaimMade,
    InterestRelieved,
    ClaimReceived,
    ClaimRejected,
    ProvisionMade,
    InterestReserved,
    Reminded,
    GoldPledged,
    GoldReleased,
    SuitMoved,
    DepositOpened,
    Deposited,
    Withdrawn,
    DepositInterestCredited,
    DepositLien,
    DepositClosed,
    DepositRested,
    PassbookPrinted,
    AgentSet,
    AgentPaid,
    Reversed,
    ProductSet,
    NormsSet,
    LossNamed,
    OpeningCorrected,
    SurplusPaid,
];

/// Old books, taken back nowhere, and the reverse itself; rules are not taken back but followed by later ones.
const NEVER: [&str; 4] = ["AccountsBroughtForward", "NormsSet", "ProductSet", "Reversed"];

/// One example of every kind, in the form in which the register keeps it.
fn examples() -> Vec<CreditEvent> {
    let d = TODAY.to_string();
    let legs = json!([{"head": "CASH", "means": "cash", "amount": 700}]);
    let row = json!({"funder": "prompt", "loan": "K1", "member_no": "1", "from": d, "to": d, "principal": 900, "rate": 300, "amount": 70});
    let loan = |t: &str, more: Value| merged(json!({"t": t, "loan": "K1", "member_no": "1", "date": d}), more);
    let account = |t: &str, more: Value| merged(json!({"t": t, "account": "S1", "member_no": "1", "date": d}), more);
    let claim = |t: &str, more: Value| merged(json!({"t": t, "claim": "P1", "date": d, "funder": "prompt"}), more);
    let product = serde_json::to_value(context_product()).expect("plain data");
    let mut all: Vec<Value> = vec![
        json!({"t": "accounts-brought-forward", "kind": "sb", "cutoff": d, "head": "SB", "difference_head": "DIFF", "rows": []}),
        loan(
            "loan-sanctioned",
            json!({"product": "KCC", "amount": 5000, "limit": null, "resolution": "4", "rules": []}),
        ),
        loan(
            "loan-rejected",
            json!({"application": "A1", "product": "KCC", "amount": 5000, "reasons": ["x"], "resolution": "4"}),
        ),
        loan("loan-disbursed", json!({"amount": 700, "head": "L", "legs": legs, "season": null, "demands": []})),
        loan(
            "interest-accrued",
            json!({"from": d, "until": d, "interest": 50, "penal": 7, "receivable": "IR", "income": "II", "penal_income": "PI"}),
        ),
        loan("loan-charged", json!({"amount": 30, "what": "notice", "receivable": "IR", "income": "II"})),
        loan(
            "loan-received",
            json!({"amount": 700, "legs": legs, "parts": {"penal": 7, "charges": 3, "interest": 40, "principal": 600}, "surplus": 50, "principal": [], "head": "L", "receivable": "IR", "surplus_head": "SUR"}),
        ),
        loan("surplus-paid", json!({"amount": 700, "legs": legs, "head": "SUR"})),
        loan("debt-acknowledged", json!({"amount": 700})),
        loan("suit-filed", json!({"amount": 700, "forum": "ARCS", "number": "7"})),
        claim("claim-made", json!({"funder_head": "GOI", "from_head": "IR", "rows": [row], "relieved": false})),
        loan(
            "interest-relieved",
            json!({"reliefs": [{"row": row, "head": "GOI"}], "interest": 60, "surplus": 10, "receivable": "IR", "surplus_head": "SUR"}),
        ),
        claim("claim-received", json!({"amount": 700, "legs": legs, "head": "GOI", "letter": "9"})),
        claim(
            "claim-rejected",
            json!({"loan": "K1", "member_no": "1", "amount": 70, "reason": "late", "bearer": "member", "bearer_head": "IR", "head": "GOI"}),
        ),
        json!({"t": "provision-made", "date": d, "classes": [], "before": 100, "required": 40, "head": "PROV", "expense": "EXP"}),
        json!({"t": "interest-reserved", "date": d, "rows": [{"loan": "K1", "interest": 40, "penal": 5, "income": "II", "penal_income": "PI", "reserve": "OIR"}]}),
        json!({"t": "reminded", "date": d, "rows": []}),
        loan("gold-pledged", json!({"ornaments": [], "rate": 100, "value": 1000, "appraiser": "x"})),
        loan("gold-released", json!({"to": "x"})),
        loan("suit-moved", json!({"on": d, "stage": "heard", "amount": 0, "note": ""})),
        account(
            "deposit-opened",
            json!({"product": "SB", "rate": 300, "months": 0, "matures": null, "instalment": null, "rules": []}),
        ),
        account("deposited", json!({"amount": 700, "legs": legs, "head": "SB", "agent": null})),
        account("withdrawn", json!({"amount": 700, "legs": legs, "head": "SB"})),
        account(
            "deposit-interest-credited",
            json!({"from": d, "until": d, "amount": 9, "head": "SB", "expense": "EXP"}),
        ),
        account("deposit-lien", json!({"change": 300, "loan": "K1"})),
        account("deposit-closed", json!({"amount": 700, "legs": legs, "head": "SB", "premature": false})),
        account("deposit-rested", json!({"rests": true, "last_act": d, "reason": "x"})),
        account("passbook-printed", json!({"lines": 7})),
        json!({"t": "agent-set", "agent": "A1", "name": "x", "member_no": "1", "date": d, "ended": false}),
        json!({"t": "agent-paid", "agent": "A1", "date": d, "from": d, "to": d, "collected": 900, "rate": 300, "amount": 700, "legs": legs, "expense": "EXP"}),
        json!({"t": "product-set", "date": d, "product": product}),
        json!({"t": "loss-named", "loan": "K1", "date": d, "document": "audit 4", "reason": "x"}),
        account(
            "opening-corrected",
            json!({"kind": "loan_st", "principal": 4500, "interest": 30, "head": "L", "receivable": "IR", "other": "DIFF", "reason": "x", "resolution": "4"}),
        ),
        json!({"t": "norms-set", "date": d, "norms": credit::product::Norms::default()}),
    ];
    let taken = json!({"t": "reversed", "date": d, "entry": [1, 7], "reason": "x", "was": all[3]});
    all.push(taken);
    let read = |v: Value| serde_json::from_value(v.clone()).unwrap_or_else(|e| panic!("{v}: {e}"));
    all.into_iter().map(read).collect()
}

fn merged(mut base: Value, more: Value) -> Value {
    let (Value::Object(all), Value::Object(more)) = (&mut base, more) else { panic!("objects") };
    all.extend(more);
    base
}

fn context_product() -> credit::product::Product {
    credit::product::Product::Deposit(Box::new(crate::deciding::deposit(credit::product::DepositKind::Savings).product))
}

#[test]
fn every_kind_of_event_has_a_reverse_that_restores_every_balance() {
    let examples = examples();
    let mut missing: Vec<&str> = ALL.to_vec();
    for event in &examples {
        let kind = kind_of(event);
        missing.retain(|k| *k != kind);
        let posted = lines(event);
        let (debit, credit): (i64, i64) =
            (posted.iter().map(|l| l.debit.0).sum(), posted.iter().map(|l| l.credit.0).sum());
        assert_eq!(debit, credit, "{kind} balances");
        // what its accounts have, so that nothing goes below nothing by the reverse
        let balances: BTreeMap<_, _> = changes(event).into_iter().map(|(a, m, by)| ((a, m), by.abs())).collect();
        let view = EventView { event: Some(event.clone()), reversed: false, balances: balances.clone(), later: false };
        let c = decide::Reverse { entry: (1, 7), date: TODAY, reason: "mistake".into() };
        let done = decide::reverse(&view, &c, &context());
        if NEVER.contains(&kind) {
            assert!(done.is_err(), "{kind} is not taken back");
            continue;
        }
        let back = done.unwrap_or_else(|r| panic!("{kind}: {r:?}")).remove(0);
        let mut after = balances.clone();
        decide::add(&mut after, event);
        decide::add(&mut after, &back);
        let before: BTreeMap<_, _> = balances.into_iter().filter(|b| b.1 != 0).collect();
        assert_eq!(after, before, "{kind} restores its accounts");
        let mut heads: BTreeMap<String, i64> = BTreeMap::new();
        for l in lines(event).into_iter().chain(lines(&back)) {
            *heads.entry(l.head).or_default() += l.debit.0 - l.credit.0;
        }
        assert!(heads.values().all(|v| *v == 0), "{kind} restores its heads: {heads:?}");
    }
    assert!(missing.is_empty(), "no example of {missing:?}");
}
