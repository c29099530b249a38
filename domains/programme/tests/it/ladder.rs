//! The ladder, rung by rung.

use kernel::{Date, Instant, Paise};
use places::{Listed, Office, Posting, Scope, Sector};
use programme::matrix::{WORST, behind, count, standing, sum_up};
use programme::{Block, Document, Ended, Evidence, Migrated, Recency, Rung, decide, ladder, recency};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

const SNAPSHOT: &str = "2026-04-10";

fn ended(text: &str) -> Ended {
    Ended { date: day(text), on: day(text), entry: (1, 40) }
}

fn block(e: &Evidence, rung: Rung) -> Option<Block> {
    ladder(e, day(SNAPSHOT)).into_iter().find(|j| j.rung == rung).unwrap().block
}

fn officer(office: Office) -> Posting {
    Posting {
        login: office.code().into(),
        name: "x".into(),
        office,
        scope: Scope::State,
        order: "1".into(),
        from: day("2026-01-01"),
        mail: String::new(),
        phone: String::new(),
    }
}

fn sign(e: &mut Evidence, office: Office, rung: Rung) -> Result<(), u16> {
    let document =
        Document { digest: "00".repeat(32), name: "a.pdf".into(), number: "12/2026".into(), dated: day(SNAPSHOT) };
    let events = decide::attest(e, &officer(office), rung, document, day(SNAPSHOT)).map_err(|r| r.number)?;
    let entries: Vec<_> = events.into_iter().enumerate().map(|(i, ev)| ((1_000_000, i as i64), ev)).collect();
    e.sign(&entries);
    Ok(())
}

fn brought_in() -> Evidence {
    let migrated = Migrated { entry: (1, 3), day: day("2026-03-01"), cutoff: None, members: 900, accounts: 1_400 };
    Evidence {
        entries: 50,
        last_at: Some(Instant(1_775_700_000_000)),
        members: 900,
        migrated: Some(migrated),
        compared: 9,
        ..Evidence::default()
    }
}

#[test]
fn nothing_received_is_nothing_met() {
    let e = Evidence::default();
    assert!(ladder(&e, day(SNAPSHOT)).iter().all(|j| j.since.is_none()));
    assert_eq!(block(&e, Rung::Onboarded), Some(Block::NotHeard));
    assert_eq!(block(&e, Rung::DataUpdate), Some(Block::NotBroughtIn));
    assert_eq!(block(&e, Rung::DataMatch), Some(Block::Below(Rung::DataUpdate)));
    assert_eq!(block(&e, Rung::DigitalOnly), Some(Block::PaperOpen));
}

#[test]
fn a_difference_is_met_by_nobodys_word_and_a_signature_falls_with_its_figures() {
    let mut e = Evidence { unmatched: 2, unexplained: Paise(41_200), ..brought_in() };
    assert_eq!(block(&e, Rung::DataMatch), Some(Block::HeadsDiffer(2)));
    assert_eq!(block(&e, Rung::Migrated), Some(Block::Below(Rung::DataMatch)));
    assert_eq!(sign(&mut e, Office::Ado, Rung::DataMatch), Err(4521), "not his to sign");
    assert_eq!(sign(&mut e, Office::Ar, Rung::DayEnd), Err(4520), "only the register says so");
    sign(&mut e, Office::Ar, Rung::DataMatch).unwrap();
    assert_eq!(block(&e, Rung::DataMatch), None);
    assert_eq!(sign(&mut e, Office::Ar, Rung::DataMatch), Err(4523));
    e.unexplained = Paise(41_300);
    assert_eq!(block(&e, Rung::DataMatch), Some(Block::Changed), "one rupee more than was signed for");
    e.unmatched = 0;
    assert_eq!(block(&e, Rung::DataMatch), None);
}

#[test]
fn signatures_are_taken_back_by_their_own_hand() {
    let mut e = brought_in();
    sign(&mut e, Office::Ar, Rung::Migrated).unwrap();
    assert_eq!(block(&e, Rung::Migrated), None);
    let entry = e.signed[0].entry;
    let by = |office| decide::withdraw(&e, &officer(office), entry, "wrong file", day(SNAPSHOT));
    assert_eq!(by(Office::BankSupervisor).unwrap_err().number, 4524);
    let back: Vec<_> = by(Office::Ar).unwrap().into_iter().map(|ev| ((1_000_000, 9), ev)).collect();
    e.sign(&back);
    assert_eq!(block(&e, Rung::Migrated), Some(Block::NoDocument));
}

#[test]
fn recency_is_counted_as_the_monitoring_tool_counts() {
    let on = |last: &str| {
        let e = Evidence {
            ends: vec![ended("2026-03-01"), ended(last)],
            first_end: Some(ended("2026-03-01")),
            ..brought_in()
        };
        recency(&e, day(SNAPSHOT)).0
    };
    assert_eq!(on("2026-04-10"), Recency::T1);
    assert_eq!(on("2026-04-09"), Recency::T7);
    assert_eq!(on("2026-04-04"), Recency::T7, "seven days including the snapshot");
    assert_eq!(on("2026-04-03"), Recency::Inactive);
    let e = Evidence { ends: vec![ended("2026-04-11")], first_end: Some(ended("2026-04-11")), ..brought_in() };
    assert_eq!(recency(&e, day(SNAPSHOT)), (Recency::Inactive, None), "what came after the snapshot does not count");
}

#[test]
fn digital_only_needs_days_that_go_on() {
    let mut e = Evidence { paper_closed: Some(day("2026-01-01")), ..brought_in() };
    assert_eq!(block(&e, Rung::DigitalOnly), Some(Block::Below(Rung::DayEnd)));
    e.ends = vec![ended("2026-04-09")];
    assert_eq!(block(&e, Rung::DigitalOnly), None);
    e.paper_closed = Some(day("2026-05-01"));
    assert_eq!(block(&e, Rung::DigitalOnly), Some(Block::PaperOpen), "the day has not come");
}

fn listed(code: &str) -> Listed {
    Listed {
        code: code.into(),
        name: code.into(),
        sector: Sector::Mpacs,
        district: 45,
        block: 357,
        bank: String::new(),
        area: vec![],
    }
}

proptest! {
    /// Every society is new, consistent, dropped or none of them, whatever days it ended; and counts are the sum of what is counted.
    #[test]
    fn from_day_to_day_nobody_is_counted_twice(days in proptest::collection::vec(proptest::collection::btree_set(1i8..=30, 0..6), 1..20)) {
        let all: Vec<_> = days.iter().map(|set| {
            let ends: Vec<Ended> = set.iter().map(|d| ended(&format!("2026-04-{d:02}"))).collect();
            standing(&listed("a"), Some(&Evidence { first_end: ends.first().copied(), ends, ..brought_in() }), day(SNAPSHOT))
        }).collect();
        let c = count(&all);
        prop_assert_eq!(c.of, all.len() as u64);
        for s in &all {
            let kinds = [s.is_new(Recency::T7), s.consistent(Recency::T7), s.dropped(Recency::T7)];
            prop_assert!(kinds.iter().filter(|k| **k).count() <= 1);
            prop_assert_eq!(kinds[0] || kinds[1], s.recency <= Recency::T7);
        }
        prop_assert_eq!(c.new + c.consistent, c.t7);
        let before = all.iter().filter(|s| s.before <= Recency::T7).count() as u64;
        prop_assert_eq!(c.consistent + c.dropped, before);
        prop_assert_eq!(c.meet(Rung::DayEnd), c.t7);
    }
}

#[test]
fn a_summary_is_the_sum_of_its_places_and_names_who_is_furthest_behind() {
    let society = |i: u32| {
        let listed = Listed { district: 45 + i % 3, block: 300 + i % 7, ..listed(&format!("S-{i:03}")) };
        let e = Evidence { unmatched: u64::from(i % 4), unexplained: Paise(i64::from(i % 11) * 100), ..brought_in() };
        standing(&listed, (!i.is_multiple_of(5)).then_some(&e), day(SNAPSHOT))
    };
    let all: Vec<_> = (0..200).map(society).collect();
    let summary = sum_up(&all, [45, 46, 47].map(Scope::District).into());
    assert_eq!(summary.counted, count(&all));
    let sum = |f: &dyn Fn(&programme::matrix::Counted) -> u64| summary.places.iter().map(|(_, c)| f(c)).sum::<u64>();
    assert_eq!(sum(&|c| c.of), 200);
    assert_eq!(sum(&|c| c.entries), summary.counted.entries);
    assert_eq!(sum(&|c| c.meet(Rung::DataMatch)), summary.counted.meet(Rung::DataMatch));
    assert_eq!(summary.counted.reached_lately(Rung::DataUpdate), 0, "1 March is longer ago than 28 days");
    let mut sorted = all.clone();
    sorted.sort_by(|a, b| behind(a).cmp(&behind(b)));
    sorted.truncate(WORST);
    assert_eq!(summary.worst, sorted);
}
