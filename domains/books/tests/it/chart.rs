//! The chart: every code once, every name in both languages, and all codes old books are read into.

use books::chart::{self, Group, STANDARD};
use books::statement::HeadRow;
use books::{Head, HeadClass};
use lipi::{Lang, messages};
use std::collections::BTreeSet;

#[test]
fn codes_are_unique_and_named_in_both_languages() {
    let codes: BTreeSet<&str> = STANDARD.iter().map(|s| s.code).collect();
    assert_eq!(codes.len(), STANDARD.len());
    let mut names = [BTreeSet::new(), BTreeSet::new()];
    for s in STANDARD {
        assert_eq!(s.class, s.group.class(), "{}", s.code);
        let (hi, en) = (s.name(Lang::Hi), s.name(Lang::En));
        assert!(hi.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c)), "{}: {hi}", s.code);
        assert!(names[0].insert(hi.clone()), "{hi} names two heads");
        assert!(names[1].insert(en.clone()), "{en} names two heads");
        for lang in [Lang::Hi, Lang::En] {
            assert!(messages::find(lang, s.group.key(), &[]).is_some(), "{}", s.group.key());
            let activity = s.activity.map(|a| format!("activity-{a}"));
            assert!(activity.is_none_or(|key| messages::find(lang, &key, &[]).is_some()), "{:?}", s.activity);
        }
    }
}

#[test]
fn statements_keep_their_order() {
    let groups: Vec<(HeadClass, Group)> = STANDARD.iter().map(|s| (s.class, s.group)).collect();
    for (class, group) in &groups {
        let here: Vec<usize> = (0..groups.len()).filter(|i| groups[*i].1 == *group).collect();
        assert_eq!(here.len() - 1, here[here.len() - 1] - here[0], "{group:?} of {class:?} is torn apart");
    }
}

#[test]
fn codes_of_old_books_are_standard_in_the_same_class() {
    let rules = include_str!("../../../migration/rules/heads.toml");
    let mut seen = 0;
    for line in rules.lines() {
        let Some((code, rest)) = line.split_once(" = { class = \"") else { continue };
        let class = rest.split('"').next().unwrap();
        let standard = chart::standard(code).unwrap_or_else(|| panic!("{code} is not in the chart"));
        assert_eq!(format!("{:?}", standard.class).to_lowercase(), class, "{code}");
        seen += 1;
    }
    assert!(seen > 50, "only {seen} codes read: has the form of the rules changed?");
}

#[test]
fn a_head_of_the_societys_own_stands_among_the_others() {
    let own = |code: &str, class| HeadRow::of(&Head { code: code.into(), name: "x".into(), class });
    assert_eq!(own("TB-017", HeadClass::Asset).group, Group::OtherAssets);
    assert_eq!(own("TB-018", HeadClass::Difference).group, Group::Difference);
    assert_eq!(own("CASH", HeadClass::Asset).group, Group::Cash);
    // The society's own class counts, not the chart's.
    assert_eq!(own("CASH", HeadClass::Liability).group, Group::Payables);
    assert_eq!(chart::head("SB", Lang::En).unwrap().name, "Savings deposits");
    assert_eq!(chart::head("TB-017", Lang::Hi), None);
}

#[test]
fn a_head_of_ones_own_has_the_next_number_and_a_name_of_its_own() {
    use books::HeadClass;
    use books::chart::own_head;
    let known = [("CASH", "नकद"), ("OWN_2", "चाय"), ("BANK_CUR", "बैंक")];
    let open = |class, bank, name: &str| own_head(known.into_iter(), class, bank, name).map_err(|r| crate::said(&r));
    let head = open(HeadClass::Expense, false, "  बिजली   बिल ").expect("opened");
    assert_eq!((&head.code[..], &head.name[..], head.class), ("OWN_3", "बिजली बिल", HeadClass::Expense));
    let bank = open(HeadClass::Income, true, "नैनीताल बैंक").expect("opened");
    assert_eq!((&bank.code[..], bank.class), ("BANK_1", HeadClass::Asset));
    assert_eq!(books::statement::HeadRow::of(&bank).group, books::chart::Group::Bank);
    assert_eq!(open(HeadClass::Income, false, "चाय"), Err(4633));
    assert_eq!(open(HeadClass::Income, false, " "), Err(4634));
    assert_eq!(open(HeadClass::Income, false, &"क".repeat(81)), Err(4634));
}
