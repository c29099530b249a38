//! What officers are told of the plan: step by step upwards, and nothing twice.

use crate::plan::{circular, day, entries, two};
use kernel::Date;
use places::{Directory, Office, Posting};
use programme::late::Asking;
use programme::matrix::Counted;
use programme::news::{LateAt, Notice, Sight, Subject, notices, own};
use programme::plan::{self, Plan};
use programme::timeline::Milestone;
use programme::{Evidence, Rung};

/// Marks of what an officer is told on a day, circulars left out.
fn told(plan: &Plan, dir: &Directory, login: &str, on: Date) -> Vec<String> {
    all(plan, dir, login, on).into_iter().map(|n| n.mark).filter(|m| !m.starts_with("circular/")).collect()
}

fn all(plan: &Plan, dir: &Directory, login: &str, on: Date) -> Vec<Notice> {
    let by: &Posting = dir.posts_on(on).find(|p| p.login == login).unwrap();
    let counted = Counted { of: 6, ..Counted::default() };
    let met = |_: &_, _: Rung| false;
    let snapshot = on.yesterday().unwrap();
    notices(
        &Sight {
            plan,
            directory: dir,
            on,
            snapshot,
            counted: &counted,
            dropped: &[],
            late: &[],
            called: &[],
            forked: &[],
            met: &met,
        },
        by,
    )
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
    let heard = plan::acknowledge(&plan, ado, "12/2026", (on, kernel::Instant(0))).unwrap();
    assert_eq!(circulars(&Plan::of(&entries(&[events, heard].concat())), "ado"), 0);
}

#[test]
fn a_rung_behind_the_timeline_is_told_again_only_when_there_is_news_of_it() {
    let dir = two();
    let events = plan::publish(&Plan::default(), &dir, day("2026-01-01"), circular("")).unwrap();
    let plan = Plan::of(&entries(&events));
    let behind = |on: Date| {
        let mut marks = told(&plan, &dir, "ar", on);
        marks.retain(|m| m.starts_with("behind/"));
        marks
    };
    assert!(behind(day("2026-01-06")).is_empty(), "on the first day nothing is expected");
    // every morning of a quarter: what is new, and how often the figure itself changed
    let (mut news, mut figures, mut on) = (Vec::new(), std::collections::BTreeSet::new(), day("2026-01-06"));
    while on < day("2026-04-06") {
        for mark in behind(on) {
            if news.last() != Some(&mark) {
                assert!(!news.contains(&mark), "told before, {on}: {mark}");
                news.push(mark);
            }
        }
        figures.extend(all(&plan, &dir, "ar", on).into_iter().filter_map(|n| match n.subject {
            Subject::Behind { missing, .. } => Some(missing),
            _ => None,
        }));
        on = on.tomorrow().unwrap();
    }
    let start = format!("behind/{}/2026-03-02/d45/", Rung::DataMatch.code());
    assert!(news.iter().all(|m| m.starts_with(&start)), "{news:?}");
    // one missing, two or three, four and more; and that the last day has passed
    let told: Vec<&str> = news.iter().map(|m| &m[start.len()..]).collect();
    assert_eq!(told, ["runs/0", "runs/1", "runs/2", "passed/3"]);
    assert_eq!(figures.len(), 8, "while the figure took every value: {figures:?}");
}

#[test]
fn late_entries_are_told_to_the_nearest_when_one_comes_and_rise_when_nobody_answers() {
    let dir = two();
    let plan = Plan::default();
    let code = dir.societies.values().find(|s| s.listed.block == 451).unwrap().listed.code.clone();
    let society = &dir.society(&code).unwrap().listed;
    let marks = |login: &str, on: &str, last: i64| {
        let on = day(on);
        let asking = Asking { count: 2, since: kernel::Instant(1_769_900_000_000), last: (7, last) };
        let nearest = programme::late::nearest(&dir, society, on).iter().map(|p| p.login.as_str()).collect();
        let late = [LateAt { code: &code, name: "x", asking, nearest }];
        let by: &Posting = dir.posts_on(on).find(|p| p.login == login).unwrap();
        let (counted, met) = (Counted::default(), |_: &_, _: Rung| false);
        let snapshot = on.yesterday().unwrap();
        let sight = Sight {
            plan: &plan,
            directory: &dir,
            on,
            snapshot,
            counted: &counted,
            dropped: &[],
            late: &late,
            called: &[],
            forked: &[],
            met: &met,
        };
        notices(&sight, by).into_iter().map(|n| n.mark).collect::<Vec<_>>()
    };
    assert_eq!(kernel::Instant(1_769_900_000_000).day(), day("2026-02-01"));
    let nearest: Vec<String> =
        programme::late::nearest(&dir, society, day("2026-02-01")).iter().map(|p| p.login.clone()).collect();
    let near = nearest.first().expect("somebody stands over it").clone();
    let first = marks(&near, "2026-02-01", 5);
    assert_eq!(first, [format!("late/{code}/7/5")]);
    assert_eq!(marks(&near, "2026-02-09", 5), first, "no news without a new request");
    assert_ne!(marks(&near, "2026-02-09", 6), first);
    if !nearest.contains(&"ar".to_owned()) {
        assert!(marks("ar", "2026-02-02", 5).is_empty());
        assert_eq!(marks("ar", "2026-02-05", 5), [format!("late/{code}/2026-02-01/risen/2")]);
    }
}

#[test]
fn the_first_step_is_the_society_s_own_secretary() {
    let dir = two();
    let events = plan::publish(&Plan::default(), &dir, day("2026-01-01"), circular("")).unwrap();
    let plan = Plan::of(&entries(&events));
    let listed = &dir.society("452-0").unwrap().listed;
    let marks = |e: &Evidence, on: &str| -> Vec<String> {
        own(&plan, listed, e, day(on)).into_iter().map(|n| n.mark).collect()
    };
    let none = Evidence::default();
    assert!(marks(&none, "2026-02-28").is_empty(), "two days are left");
    assert_eq!(marks(&none, "2026-03-01"), ["own/452-0/data-match/2026-03-02/due"]);
    assert_eq!(marks(&none, "2026-03-03"), ["own/452-0/data-match/2026-03-02/overdue"]);
    assert_eq!(marks(&none, "2026-06-03"), marks(&none, "2026-03-03"), "told once, however late it gets");
    let migrated = programme::Migrated { entry: (1, 3), day: day("2026-02-01"), cutoff: None, members: 9, accounts: 9 };
    let matched = Evidence { migrated: Some(migrated), compared: 9, ..none };
    assert!(marks(&matched, "2026-03-03").is_empty(), "reached: nothing is said");
}

#[test]
fn a_target_that_was_missed_is_told_to_who_answers_and_climbs_step_by_step() {
    let dir = two();
    let milestones = circular("").milestones.into_iter().map(|m| Milestone { office: Some(Office::Ado), ..m });
    let alone = programme::timeline::Circular { milestones: milestones.collect(), ..circular("") };
    let events = plan::publish(&Plan::default(), &dir, day("2026-01-01"), alone).unwrap();
    let plan = Plan::of(&entries(&events));
    let missed = |login: &str, on: &str| {
        let found = all(&plan, &dir, login, day(on)).into_iter();
        let found = found.filter_map(|n| match n.subject {
            Subject::Missed { blocks, late, due, .. } => Some((n.mark, blocks, late, due)),
            _ => None,
        });
        found.collect::<Vec<_>>()
    };
    // without a pace all blocks of a district have the last day of the milestone
    let last = plan.targets().map(|t| t.due).max().unwrap();
    assert_eq!(last, day("2026-03-02"));
    assert!(missed("ado", "2026-03-02").iter().all(|m| m.3 < last), "the last day itself is not past");
    let own = missed("ado", "2026-03-03");
    assert_eq!((own.len(), &own[0].2[..]), (1, &["ado".to_owned()][..]), "{own:?}");
    assert!(own[0].0.contains("/own/"), "{own:?}");
    // the AR on the fourth day after it, of his own district alone; those above later
    let step = |login: &str, on: &str| missed(login, on).into_iter().map(|m| m.0).collect::<Vec<_>>();
    let before = step("ar", "2026-03-05");
    let at = step("ar", "2026-03-06");
    assert_ne!(before, at, "the fourth day is news to him");
    assert!(at.iter().all(|m| m.starts_with("missed/data-match/45/2/")), "{at:?}");
    assert_eq!(step("ar", "2026-04-20"), at, "and the same for as long as it is missed");
}
