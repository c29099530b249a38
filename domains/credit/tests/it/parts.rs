//! Lists of many accounts, given to each account in part.

use credit::CreditEvent;
use credit::account::named;
use credit::acts::{ClaimMade, Reversed};
use credit::claims::{ClaimRow, Funder};
use credit::effects::changes;
use credit::interest::Rate;
use credit::parts;
use credit::remind::{Reminded, Reminder};
use kernel::{Date, Paise};
use proptest::prelude::*;
use std::collections::BTreeMap;

const DAY: Date = Date::constant(2025, 6, 2);

fn reminded(loans: &[u8]) -> CreditEvent {
    let row = |n: &u8| Reminder {
        loan: format!("ST-{n}"),
        member_no: n.to_string(),
        due: DAY,
        stage: 7,
        principal: Paise(i64::from(*n)),
        interest: Paise::ZERO,
    };
    CreditEvent::Reminded(Reminded { date: DAY, rows: loans.iter().map(row).collect() })
}

fn claimed(loans: &[u8]) -> CreditEvent {
    let row = |n: &u8| ClaimRow {
        funder: Funder::Prompt,
        loan: format!("ST-{n}"),
        member_no: n.to_string(),
        due: None,
        from: Date::constant(2025, 4, 1),
        to: DAY,
        principal: Paise(10_000),
        rate: Rate(300),
        amount: Paise(i64::from(*n) + 1),
    };
    CreditEvent::ClaimMade(ClaimMade {
        claim: "P-1".into(),
        date: DAY,
        funder: Funder::Prompt,
        funder_head: "PRI_RECV".into(),
        from_head: "INT_RECV".into(),
        rows: loans.iter().map(row).collect(),
        relieved: false,
    })
}

/// What an event changes of one account.
fn of(event: &CreditEvent, account: &str) -> BTreeMap<String, i64> {
    let mut out = BTreeMap::new();
    for (name, measure, by) in changes(event) {
        if name == account {
            *out.entry(format!("{measure:?}")).or_default() += by;
        }
    }
    out
}

fn holds(event: &CreditEvent) {
    let all: Vec<String> = named(event).into_iter().map(str::to_owned).collect();
    let parts = parts::of(event).expect("a list");
    for account in &all {
        let part = &parts[account];
        assert_eq!(named(part), vec![account.as_str()], "a part names its account alone");
        assert_eq!(of(part, account), of(event, account), "and changes of it what the whole does");
        assert_eq!(parts::for_account(event.clone(), account), *part);
    }
    assert_eq!(parts.len(), all.iter().collect::<std::collections::BTreeSet<_>>().len());
}

proptest! {
    #[test]
    fn a_part_changes_of_its_account_what_the_whole_does(loans in prop::collection::btree_set(1u8..60, 1..20)) {
        let loans: Vec<u8> = loans.into_iter().collect();
        for event in [reminded(&loans), claimed(&loans)] {
            holds(&event);
            let back = Reversed { date: DAY, entry: (1, 2), reason: "भूल".into(), was: Box::new(event) };
            holds(&CreditEvent::Reversed(back));
        }
    }
}
