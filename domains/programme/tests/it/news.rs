//! What officers are told of the plan: step by step upwards, and nothing twice.

use crate::plan::{circular, day, entries, two};
use kernel::Date;
use places::{Directory, Posting};
use programme::Rung;
use programme::matrix::Counted;
use programme::news::{Notice, Sight, Subject, notices};
use programme::plan::{self, Plan};

/// Marks of what an officer is told on a day, circulars left out.
fn told(plan: &Plan, dir: &Directory, login: &str, on: Date) -> Vec<String> {
    all(plan, dir, login, on).into_iter().map(|n| n.mark).filter(|m| !m.starts_with("circular/")).collect()
}

fn all(plan: &Plan, dir: &Directory, login: &str, on: Date) -> Vec<Notice> {
    let by: &Posting = dir.posts_on(on).find(|p| p.login == login).unwrap();
    let counted = Counted { of: 6, ..Counted::default() };
    let met = |_: &_, _: Rung| false;
    let snapshot = on.yesterday().unwrap();
    notices(&Sight { plan, directory: dir, on, snapshot, counted: &counted, dropped: &[], met: &met }, by)
}

fn published(dir: &Directory) -> Vec<programme::ProgrammeEvent> {
    // a clause alone: what is behind the timeline has a test of its own
    let alone = programme::timeline::Circular { milestones: vec![], ..circular("") };
    plan::publish(&Plan::default(), dir, day("2026-01-01"), alone).unwrap()
}

#[test]
fn a_task_is_due_then_late_then_rises_to_the_next_post_at_its_day() {
    let dir = two();
    let events = published(&dir);
    let plan = Plan::of(&entries(&events));
    let marks = |login: &str, on: &str| told(&plan, &dir, login, day(on));
    let (due, over) = ("task/c/12/2026/1/0/due", "task/c/12/2026/1/0/overdue");
    assert!(marks("ado", "2026-01-30").is_empty(), "two days are left");
    assert_eq!(marks("ado", "2026-01-31"), [due]);
    assert_eq!(marks("ado", "2026-02-01"), [due]);
    assert_eq!(marks("ado", "2026-02-02"), [over]);
    assert_eq!(marks("ado", "2026-03-02"), [over], "the same mark for as long as it is late");
    // the AR hears of it on the fourth day, of his own district alone
    assert!(marks("ar", "2026-02-04").is_empty());
    assert_eq!(marks("ar", "2026-02-05"), ["risen/c/12/2026/1/0/2"]);
    let risen = all(&plan, &dir, "ar", day("2026-02-05"));
    let late = risen.iter().find_map(|n| match &n.subject {
        Subject::Risen { late, .. } => Some(late.clone()),
        _ => None,
    });
    assert_eq!(late, Some(vec!["ado".to_owned()]), "the ADO of another district is not his");
    // done: nobody is told any more
    let ado = dir.posts_on(day("2026-02-05")).find(|p| p.login == "ado").unwrap();
    let task = plan.tasks()[0].id.clone();
    let done = plan::done(&plan, ado, &task, "letter 7", day("2026-02-05")).unwrap();
    let after = Plan::of(&entries(&[events, done].concat()));
    assert!(told(&after, &dir, "ado", day("2026-02-06")).is_empty());
    assert!(told(&after, &dir, "ar", day("2026-02-06")).is_empty());
}

#[test]
fn a_circular_is_told_to_its_officers_until_they_acknowledge_it() {
    let dir = two();
    let events = published(&dir);
    let plan = Plan::of(&entries(&events));
    let on = day("2026-01-02");
    let circulars = |plan: &Plan, login: &str| {
        all(plan, &dir, login, on).into_iter().filter(|n| matches!(n.subject, Subject::Circular(_))).count()
    };
    assert_eq!((circulars(&plan, "ado"), circulars(&plan, "ar")), (1, 0), "it names the ADOs alone");
    let ado = dir.posts_on(on).find(|p| p.login == "ado").unwrap();
    let heard = plan::acknowledge(&plan, ado, "12/2026", on).unwrap();
    assert_eq!(circulars(&Plan::of(&entries(&[events, heard].concat())), "ado"), 0);
}

#[test]
fn a_rung_behind_the_timeline_is_told_once_for_each_last_day() {
    let dir = two();
    let events = plan::publish(&Plan::default(), &dir, day("2026-01-01"), circular("")).unwrap();
    let plan = Plan::of(&entries(&events));
    let behind = |on: &str| {
        let marks = told(&plan, &dir, "ar", day(on));
        marks.into_iter().filter(|m| m.starts_with("behind/")).collect::<Vec<_>>()
    };
    assert!(behind("2026-01-06").is_empty(), "on the first day nothing is expected");
    let mark = format!("behind/{}/2026-03-02/d45", Rung::DataMatch.code());
    assert_eq!((behind("2026-01-28"), behind("2026-02-20")), (vec![mark.clone()], vec![mark]));
}
