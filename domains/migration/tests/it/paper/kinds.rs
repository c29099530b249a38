//! The kinds of volumes agree with themselves and with the registers they become.

use lipi::messages::{self, Lang};
use migration::paper::kinds::{INVENTORY, all, proposed};
use migration::paper::{Hold, inventory};
use migration::vocabulary::{self, WORDS};
use std::collections::BTreeSet;

#[test]
fn thirty_one_kinds_and_two_papers() {
    let numbers: Vec<u8> = all().iter().map(|k| k.no).collect();
    assert_eq!(numbers, (1..=33).collect::<Vec<_>>());
    assert_eq!(INVENTORY, 31);
    let names: BTreeSet<&str> = all().iter().map(|k| k.name.as_str()).collect();
    assert_eq!(names.len(), all().len());
    assert_eq!((proposed().percent, proposed().rekey_above_permille), (10, 10));
}

#[test]
fn columns_are_those_of_the_register_they_become() {
    for kind in all() {
        let fields: BTreeSet<&str> = kind.columns.iter().map(|c| c.field.as_str()).collect();
        assert_eq!(fields.len(), kind.columns.len(), "{}: a column twice", kind.name);
        assert_eq!(kind.reads.is_some(), !kind.titles.is_empty(), "{}", kind.name);
        let Some(reads) = &kind.reads else {
            assert!(kind.columns.iter().all(|c| c.head.is_none()), "{}", kind.name);
            continue;
        };
        for (product, _) in &kind.titles {
            let like = if product == "DD" { "SB" } else { product };
            let register = WORDS
                .registers
                .iter()
                .find(|r| r.kind == reads && (r.product.is_empty() || r.product == like))
                .unwrap_or_else(|| panic!("{} becomes no register", kind.name));
            for column in kind.columns.iter().filter(|c| c.head.is_some()) {
                let known = register.columns.iter().find(|c| c.field == column.field);
                let known = known.unwrap_or_else(|| panic!("{}: {} is no column of it", kind.name, column.field));
                let same = match column.hold {
                    Hold::Code => matches!(known.hold, vocabulary::Hold::Code),
                    Hold::Amount => matches!(known.hold, vocabulary::Hold::Amount),
                    Hold::Date => matches!(known.hold, vocabulary::Hold::Date),
                    Hold::Text => matches!(known.hold, vocabulary::Hold::Text | vocabulary::Hold::Name),
                    Hold::Rate => matches!(known.hold, vocabulary::Hold::Rate),
                    Hold::Count => matches!(known.hold, vocabulary::Hold::Count),
                };
                assert!(same, "{}: {} holds something else there", kind.name, column.field);
            }
        }
    }
}

#[test]
fn on_loans_deposits_and_shares_money_days_and_numbers_are_keyed_twice() {
    let twice: Vec<&str> = all().iter().filter(|k| k.twice).map(|k| k.name.as_str()).collect();
    assert_eq!(twice, ["shares", "loans", "savings", "recurring", "fixed", "daily"]);
    for kind in all() {
        for (i, column) in kind.columns.iter().enumerate() {
            let money = column.hold == Hold::Amount && column.head.is_some();
            let wanted = kind.twice
                && (money || column.hold == Hold::Date || Some(i) == kind.key() || column.field == "paid_count");
            assert_eq!(column.twice, wanted, "{}: {}", kind.name, column.field);
        }
    }
}

#[test]
fn kinds_and_columns_have_names_in_both_languages() {
    for lang in [Lang::Hi, Lang::En] {
        for kind in all() {
            assert!(messages::find(lang, &format!("volume-kind-{}", kind.name), &[]).is_some(), "{}", kind.name);
            for column in &kind.columns {
                let key = format!("volume-column-{}", column.field.replace('_', "-"));
                assert!(messages::find(lang, &key, &[]).is_some(), "{key}");
            }
        }
    }
}

#[test]
fn a_kind_is_open_until_something_is_said_of_it() {
    let paper = super::folded(&[("op", super::book(1, 7, "ST", 40))]);
    let open = inventory::open(&paper);
    assert_eq!(open.len(), 30);
    assert!(!open.contains(&7));
}
