//! The day by which the plan needs a ticket solved.

use helpdesk::blocking::{blocks, needed_by};
use helpdesk::terms::{Category, Effect};
use kernel::Date;
use places::{Listed, Sector};
use programme::matrix::{Standing, standing};
use programme::plan::Plan;
use programme::timeline::{Circular, Target};
use programme::{Did, ProgrammeEvent, Rung};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn circular(number: &str, version: u32, targets: &[(Rung, u32, &str)]) -> ProgrammeEvent {
    let target = |(rung, block, due): &(Rung, u32, &str)| Target {
        rung: *rung,
        district: 45,
        block: *block,
        societies: 3,
        start: day("2026-01-01"),
        due: day(due),
        office: None,
    };
    let circular = Circular {
        number: number.into(),
        version,
        reason: String::new(),
        dated: day("2026-01-01"),
        authority: "Registrar".into(),
        subject: "x".into(),
        milestones: vec![],
        targets: targets.iter().map(target).collect(),
        clauses: vec![],
        list: 1,
    };
    ProgrammeEvent { day: day("2026-01-01"), did: Did::Published(Box::new(circular)) }
}

fn plan(all: &[ProgrammeEvent]) -> Plan {
    let entries: Vec<_> = all.iter().enumerate().map(|(i, e)| ((1_000_000, i as i64), e.clone())).collect();
    Plan::of(&entries)
}

fn society(block: u32) -> Standing {
    let listed = Listed {
        code: "S-1".into(),
        name: "x".into(),
        sector: Sector::Mpacs,
        district: 45,
        block,
        bank: String::new(),
        area: vec![],
    };
    standing(&listed, None, day("2026-01-31"))
}

#[test]
fn a_ticket_inherits_the_day_of_the_milestone_it_stands_in_the_way_of() {
    let timeline = [
        (Rung::DataMatch, 357, "2026-03-01"),
        (Rung::DayEnd, 357, "2026-04-01"),
        (Rung::DigitalOnly, 357, "2026-05-01"),
        (Rung::DayEnd, 404, "2026-02-01"),
    ];
    let plan = plan(&[circular("12/2026", 1, &timeline)]);
    let needed =
        |block, effect, cause| needed_by(&plan, &society(block), effect, cause).map(|(d, of)| (d.to_string(), of));
    let by = |d: &str| Some((d.to_owned(), "12/2026".to_owned()));
    assert_eq!(needed(357, Effect::DayEnd, Category::Power), by("2026-04-01"));
    assert_eq!(needed(404, Effect::DayEnd, Category::Power), by("2026-02-01"), "the society's own block counts");
    assert_eq!(needed(357, Effect::Hindered, Category::Data), by("2026-03-01"));
    assert_eq!(needed(357, Effect::Stopped, Category::Network), by("2026-03-01"), "it stops whatever is open");
    assert_eq!(needed(404, Effect::Hindered, Category::Data), None, "no timeline for it there");
    assert_eq!(needed(357, Effect::Question, Category::Data), None, "a question stops nothing");
    assert_eq!(needed(999, Effect::DayEnd, Category::Power), None);
}

#[test]
fn a_changed_date_is_the_one_that_counts_and_of_two_circulars_the_earlier() {
    let first = circular("12/2026", 1, &[(Rung::DayEnd, 357, "2026-04-01")]);
    let later = circular("12/2026", 2, &[(Rung::DayEnd, 357, "2026-04-20")]);
    let other = circular("15/2026", 1, &[(Rung::DayEnd, 357, "2026-04-10")]);
    let due = |all: &[ProgrammeEvent]| needed_by(&plan(all), &society(357), Effect::DayEnd, Category::Device).unwrap();
    assert_eq!(due(&[first.clone(), later.clone()]).0, day("2026-04-20"));
    assert_eq!(due(&[first, later, other]), (day("2026-04-10"), "15/2026".into()));
}

#[test]
fn every_effect_but_a_question_stands_in_the_way_of_something() {
    for effect in Effect::ALL {
        for cause in Category::ALL {
            assert_eq!(blocks(*effect, *cause).is_empty(), *effect == Effect::Question);
        }
    }
}
