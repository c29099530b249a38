//! What the door says at the workbench: rules from above, who may say that a figure stands, books that were brought in already.

use crate::sample::{alone, batch, command, operator, secretary};
use books::event::Setting;
use books::setting;
use desk::act::{Act, Bench};
use desk::{Desk, Role, Trouble, Who, society_id};
use kernel::{Date, FixedClock, Instant, SocietyId};
use migration::bench::BenchEvent;
use migration::bench::event::Answer;
use migration::event::FileKept;
use migration::paper::event::{Held, Keyed, Listing};
use migration::paper::{Hand, PaperEvent};
use std::sync::Arc;
use tempfile::TempDir;

const CODE: &str = "R-44-1962";
const NOW: i64 = 1_795_780_000_000;

fn founded() -> (TempDir, Desk, SocietyId) {
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::open(dir.path(), "", Arc::new(FixedClock(Instant(NOW)))).unwrap();
    let society = desk.found(&operator(), CODE, "नमूना समिति", command(1)).unwrap().society;
    (dir, desk, society)
}

fn does(desk: &Desk, who: &Who, act: Act) -> u16 {
    match desk.act(who, society_id(CODE), kernel::CommandId(uuid::Uuid::now_v7()), &act.into()) {
        Ok(_) => 0,
        Err(Trouble::Refusal(no)) => no.number,
        Err(Trouble::Fault(fault)) => panic!("a fault: {fault}"),
    }
}

fn at_bench(desk: &Desk, who: &Who, event: BenchEvent) -> u16 {
    does(desk, who, Act::Bench(Box::new(Bench::from(event))))
}

fn rule(key: &str, value: &str) -> Act {
    let from = Date::constant(2026, 4, 1);
    Act::Set(Setting { key: key.into(), from, value: value.into(), order: "AR/7".into(), source: String::new() })
}

fn opened() -> BenchEvent {
    BenchEvent::Opened { cutoff: Date::constant(2026, 3, 31) }
}

#[test]
fn the_end_of_paper_and_lower_measures_are_set_from_above_or_not_at_all() {
    let (_dir, desk, _) = founded();
    let officer = Who::local(Role::Officer);
    let closed = || rule(setting::PAPER_CLOSED, "2026-04-01");
    assert_eq!(does(&desk, &secretary(), closed()), 3221);
    assert_eq!(does(&desk, &officer, closed()), 0, "a society without a workbench");
    for (key, proposed) in setting::MIGRATION_PROPOSED {
        let lower = || rule(key, &(proposed - 1).to_string());
        assert_eq!(does(&desk, &secretary(), lower()), 3221, "{key}");
        assert_eq!(does(&desk, &officer, lower()), 0, "{key}");
        assert_eq!(does(&desk, &secretary(), rule(key, &proposed.to_string())), 0, "{key}");
    }
    assert_eq!(at_bench(&desk, &secretary(), opened()), 0);
    assert_eq!(does(&desk, &officer, closed()), 3220, "from here on the act that ends paper says it");
    assert_eq!(does(&desk, &secretary(), closed()), 3221);
    assert_eq!(does(&desk, &officer, rule(setting::RELIEF, "yes")), 5001, "an officer sets no other rule");
}

fn brought() -> BenchEvent {
    let file = FileKept {
        path: "a.xlsx".into(),
        digest: "00".into(),
        original: None,
        bytes: 1,
        format: "xlsx".into(),
        sheets: vec!["KCC".into()],
    };
    BenchEvent::FilesBrought { files: vec![file], aside: Vec::new(), secret: Vec::new() }
}

#[test]
fn that_a_figure_stands_is_said_by_who_answers_for_the_society_and_did_not_bring_it() {
    let (_dir, desk, society) = founded();
    let president = Who::local(Role::President);
    assert_eq!(at_bench(&desk, &secretary(), opened()), 0);
    assert_eq!(at_bench(&desk, &secretary(), brought()), 0);
    let stands = |code: &str| BenchEvent::Answered {
        finding: format!("{code}|a.xlsx|0|7|5"),
        answer: Answer::Stands { reason: "बही देखी".into() },
    };
    assert_eq!(at_bench(&desk, &operator(), stands("PAGE_TOTAL_MISMATCH")), 5001);
    assert_eq!(at_bench(&desk, &operator(), stands("BAD_MOBILE")), 0);
    assert_eq!(at_bench(&desk, &secretary(), stands("PAGE_TOTAL_MISMATCH")), 3225, "he brought the file");
    assert_eq!(at_bench(&desk, &president, stands("PAGE_TOTAL_MISMATCH")), 0);
    alone(&desk, society);
    assert_eq!(at_bench(&desk, &secretary(), stands("IMPOSSIBLE_DATE")), 0, "one person alone works here");
}

#[test]
fn an_objection_is_settled_by_who_neither_brought_nor_keyed() {
    let (_dir, desk, society) = founded();
    assert_eq!(at_bench(&desk, &secretary(), opened()), 0);
    assert_eq!(at_bench(&desk, &secretary(), brought()), 0);
    let objected = BenchEvent::Objected { member_no: "3".into(), text: "₹50".into() };
    assert_eq!(at_bench(&desk, &operator(), objected), 0);
    let of = desk.read(|t| keep::view::bench_case(t, society)).unwrap().objections[0].place;
    let settled = || BenchEvent::ObjectionSettled { of, how: "बही सही है".into(), mend: None };
    assert_eq!(at_bench(&desk, &secretary(), settled()), 4702, "he brought the file the member objects to");
    assert_eq!(at_bench(&desk, &operator(), settled()), 5001);
    assert_eq!(at_bench(&desk, &Who::local(Role::President), settled()), 0);
    alone(&desk, society);
    assert_eq!(at_bench(&desk, &secretary(), settled()), 0, "one person alone works here");
}

#[test]
fn the_rule_for_samples_is_not_set_by_who_keys_and_lower_only_from_above() {
    use migration::paper::event::Sampling;
    let (_dir, desk, _) = founded();
    assert_eq!(at_bench(&desk, &secretary(), opened()), 0);
    let rule = |percent, rekey_above_permille| {
        let sampling = Sampling { percent, rekey_above_permille, source: "AR/7".into() };
        BenchEvent::Paper(Box::new(PaperEvent::SamplingSet { sampling }))
    };
    let proposed = migration::paper::kinds::proposed();
    let (percent, permille) = (proposed.percent, proposed.rekey_above_permille);
    let [officer, accountant] = [Role::Officer, Role::Accountant].map(Who::local);
    for who in [operator(), accountant, secretary()] {
        for lower in [rule(0, permille), rule(percent, 1_000), rule(0, 1_000)] {
            assert_eq!(at_bench(&desk, &who, lower), 3221);
        }
        let as_proposed = at_bench(&desk, &who, rule(percent, permille));
        assert_eq!(as_proposed, if who.role == Role::Secretary { 0 } else { 5001 });
    }
    assert_eq!(at_bench(&desk, &officer, rule(percent + 1, permille)), 0);
    assert_eq!(at_bench(&desk, &officer, rule(5, 20)), 0, "by his order");
}

#[test]
fn in_a_copy_nobody_keys_as_second_hand() {
    let (_dir, desk, society) = founded();
    assert_eq!(at_bench(&desk, &secretary(), opened()), 0);
    let held = Held::Book {
        pages: 9,
        first_folio: 1,
        last_folio: 9,
        total: None,
        custodian: "सचिव".into(),
        photo: None,
        no_photo: String::new(),
    };
    let listing = Listing { no: 1, kind: 7, product: "ST".into(), title: "KCC".into(), held };
    let keyed = |hand| {
        let rows = vec![vec!["101".to_owned()]];
        let keyed = Keyed { volume: 1, page: 1, hand, full: true, rows, totals: Vec::new() };
        BenchEvent::Paper(Box::new(PaperEvent::PageKeyed(Box::new(keyed))))
    };
    assert_eq!(
        at_bench(&desk, &operator(), BenchEvent::Paper(Box::new(PaperEvent::VolumeListed(Box::new(listing))))),
        0
    );
    assert_eq!(at_bench(&desk, &operator(), keyed(Hand::First)), 0);
    let no = desk.begin_trial(&secretary(), society, "अ").unwrap();
    let copy = desk.open_trial(society, no).unwrap();
    assert_eq!(at_bench(&copy, &secretary(), keyed(Hand::Second)), 3231);
    assert_eq!(
        at_bench(&desk, &secretary(), keyed(Hand::Second)),
        0,
        "in earnest he does, without having seen the first"
    );
}

#[test]
fn books_that_are_posted_are_not_begun_again() {
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::open(dir.path(), "", Arc::new(FixedClock(Instant(NOW)))).unwrap();
    desk.import(&operator(), CODE, &batch(CODE, 3), command(1)).unwrap();
    assert_eq!(at_bench(&desk, &secretary(), opened()), 3157, "said at the beginning, not after months of work");
}
