//! Timelines: spread, changed, acknowledged, overdue, forecast.

use kernel::Date;
use places::{Did, Directory, Level, List, Listed, Office, Place, PlacesEvent, Posting, Scope, Sector};
use programme::plan::{self, Heard, Plan};
use programme::template::{template, templates};
use programme::timeline::{
    self, Circular, Clause, Milestone, Minutes, Point, STEPS, expected, forecast, risen, spread,
};
use programme::{ProgrammeEvent, Rung};
use proptest::prelude::*;

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

const AT: kernel::Instant = kernel::Instant(1_767_331_800_000);
const DATED: &str = "2026-01-01";

pub fn dir(blocks: &[(u32, u32, usize)]) -> Directory {
    let mut dir = Directory::default();
    let list =
        || List { version: 1, part: 1, parts: 1, source: String::new(), digest: String::new(), order: String::new() };
    let place = |code, parent| Place { code, parent, name: format!("P{code}"), hindi: String::new() };
    let districts: std::collections::BTreeSet<u32> = blocks.iter().map(|b| b.0).collect();
    let mut all = vec![
        Did::StateBegun { state: place(5, 0) },
        Did::PlacesSet {
            list: list(),
            level: Level::District,
            set: districts.iter().map(|d| place(*d, 5)).collect(),
            gone: vec![],
        },
        Did::PlacesSet {
            list: list(),
            level: Level::Block,
            set: blocks.iter().map(|b| place(b.1, b.0)).collect(),
            gone: vec![],
        },
    ];
    let society = |b: &(u32, u32, usize), i: usize| Listed {
        code: format!("{}-{i}", b.1),
        name: "x".into(),
        sector: Sector::Mpacs,
        district: b.0,
        block: b.1,
        bank: String::new(),
        area: vec![],
    };
    let set = blocks.iter().flat_map(|b| (0..b.2).map(move |i| society(b, i))).collect();
    all.push(Did::SocietiesSet { list: list(), set, gone: vec![] });
    for (login, office, scope) in [
        ("ar", Office::Ar, Scope::District(45)),
        ("ado", Office::Ado, Scope::Block(451)),
        ("other", Office::Ado, Scope::Block(521)),
    ] {
        let (mail, phone) = (String::new(), String::new());
        all.push(Did::Posted(Posting {
            login: login.into(),
            name: login.into(),
            office,
            scope,
            order: "1".into(),
            from: day("2025-01-01"),
            mail,
            phone,
        }));
    }
    all.into_iter().for_each(|did| dir.apply(&PlacesEvent { day: day(DATED), did }));
    dir
}

pub fn two() -> Directory {
    dir(&[(45, 451, 6), (45, 452, 2), (52, 521, 4)])
}

fn milestone(capacity: Option<u32>) -> Milestone {
    Milestone { capacity, ..Milestone::new(Rung::DataMatch, day("2026-01-05"), day("2026-03-02")) }
}

pub fn circular(reason: &str) -> Circular {
    let clause =
        Clause { text: "Bring the registers in".into(), office: Office::Ado, due: day("2026-02-01"), rung: None };
    Circular {
        number: "12/2026".into(),
        version: 0,
        reason: reason.into(),
        dated: day(DATED),
        authority: "Registrar".into(),
        subject: "Data match".into(),
        milestones: vec![milestone(None)],
        targets: vec![],
        clauses: vec![clause],
        list: 0,
    }
}

pub fn entries(all: &[ProgrammeEvent]) -> Vec<((i64, i64), ProgrammeEvent)> {
    all.iter().enumerate().map(|(i, e)| ((1_000_000, i as i64), e.clone())).collect()
}

#[test]
fn a_milestone_is_spread_over_blocks_by_their_societies_within_capacity() {
    let targets = spread(&two(), &milestone(Some(1))).unwrap();
    let of = |b: u32| targets.iter().find(|t| t.block == b).unwrap();
    assert_eq!((of(451).start, of(451).due, of(451).societies), (day("2026-01-05"), day("2026-02-16"), 6));
    assert_eq!((of(452).start, of(452).due), (day("2026-02-16"), day("2026-03-02")));
    assert_eq!(of(521).due, day("2026-03-02"));
    assert_eq!(expected(of(451), day("2026-01-05")), 0);
    assert_eq!(expected(of(451), day("2026-01-26")), 3);
    assert_eq!(expected(of(451), day("2027-01-01")), 6);
    let short = Milestone { end: day("2026-01-20"), ..milestone(Some(1)) };
    let no = spread(&two(), &short).unwrap_err();
    assert_eq!((no.number, &no.args[2].1[..]), (4531, "3"));
    assert_eq!(spread(&two(), &Milestone { end: day("2026-01-05"), ..short }).unwrap_err().number, 4530);
    assert_eq!(spread(&dir(&[]), &milestone(None)).unwrap_err().number, 4532);
}

#[test]
fn dates_follow_from_what_a_district_can_do_in_a_week() {
    let dir = two();
    let paced_by = |capacity, capacities: &[(u32, u32)]| Milestone {
        end: day("2026-01-05"),
        paced: true,
        capacities: capacities.iter().copied().collect(),
        ..milestone(capacity)
    };
    // eight societies of 45 at two a week take four weeks, four of 52 two
    let m = paced_by(Some(2), &[]);
    assert_eq!(timeline::paced(&dir, &m).unwrap().end, day("2026-02-02"));
    let of = |m: &Milestone, b: u32| spread(&dir, m).unwrap().into_iter().find(|t| t.block == b).unwrap();
    assert_eq!(
        (of(&m, 451).due, of(&m, 452).start, of(&m, 452).due),
        (day("2026-01-26"), day("2026-01-26"), day("2026-02-02"))
    );
    assert_eq!(of(&m, 521).due, day("2026-01-19"), "a district does not wait for another");
    // one district that can do four
    assert_eq!(of(&paced_by(Some(2), &[(45, 4)]), 452).due, day("2026-01-19"));
    // three a week: eight societies take eighteen days and two thirds, so nineteen
    assert_eq!(of(&paced_by(Some(3), &[]), 452).due, day("2026-01-24"));
    for (m, district) in
        [(paced_by(None, &[(45, 4)]), "P52"), (paced_by(Some(0), &[]), "P45"), (paced_by(Some(1), &[(52, 0)]), "P52")]
    {
        let no = spread(&dir, &m).unwrap_err();
        assert_eq!((no.number, &no.args[0].1[..]), (3205, district));
    }
    let published = |m: Milestone| {
        plan::publish(&Plan::default(), &dir, day(DATED), Circular { milestones: vec![m], ..circular("") })
    };
    let events = published(paced_by(Some(2), &[])).unwrap();
    let plan = Plan::of(&entries(&events));
    assert_eq!(plan.current().next().unwrap().circular.milestones[0].end, day("2026-02-02"), "the end is written down");
    assert_eq!(published(Milestone { paced: false, ..paced_by(Some(0), &[]) }).unwrap_err().number, 3206);
}

#[test]
fn blocks_go_in_waves() {
    let dir = dir(&[(45, 451, 3), (45, 452, 3), (45, 453, 3), (52, 521, 9)]);
    let m = Milestone { waves: Some(3), ..Milestone::new(Rung::DataUpdate, day("2026-01-01"), day("2026-01-31")) };
    let targets = spread(&dir, &m).unwrap();
    let days: Vec<(u32, Date, Date)> = targets.iter().map(|t| (t.block, t.start, t.due)).collect();
    let at = |n: &str| day(&format!("2026-01-{n}"));
    assert_eq!(
        days,
        [(451, at("01"), at("11")), (452, at("11"), at("21")), (453, at("21"), at("31")), (521, at("01"), at("11"))]
    );
}

#[test]
fn whoever_answers_for_a_target_is_the_nearest_holder_of_its_post() {
    let dir = two();
    let of = |office, block: u32, on: &str| {
        let m = Milestone { office, ..milestone(None) };
        let target = spread(&dir, &m).unwrap().into_iter().find(|t| t.block == block).unwrap();
        timeline::responsible(&target, &dir, day(on)).map(|p| p.login.clone())
    };
    assert_eq!(of(Some(Office::Ado), 451, DATED).as_deref(), Some("ado"));
    assert_eq!(of(Some(Office::Ado), 452, DATED), None, "vacant");
    assert_eq!(of(Some(Office::Ar), 452, DATED).as_deref(), Some("ar"));
    assert_eq!(of(Some(Office::Ar), 521, DATED), None, "another district's");
    assert_eq!(of(Some(Office::Ado), 451, "2024-12-31"), None, "before he was posted");
    assert_eq!(of(None, 451, DATED), None, "the circular names nobody");
}

#[test]
fn dates_that_cannot_be_meant_are_refused() {
    let dir = two();
    let of = |start: &str, end: &str| Circular {
        milestones: vec![Milestone::new(Rung::DataMatch, day(start), day(end))],
        ..circular("snow")
    };
    let no = |plan: &Plan, c: Circular| plan::publish(plan, &dir, day(DATED), c).err().map(|r| r.number);
    let none = Plan::default();
    assert_eq!(no(&none, of("2026-01-05", "2026-03-02")), None);
    assert_eq!(no(&none, of("2026-01-05", "2062-03-02")), Some(3203), "a year mistyped");
    assert_eq!(no(&none, of("1026-01-05", "2026-03-02")), Some(3203));
    let old = Circular { dated: day("2019-12-31"), ..of("2026-01-05", "2026-03-02") };
    assert_eq!(no(&none, old), Some(3203));
    let clause = Clause { due: day("2036-01-02"), ..circular("").clauses[0].clone() };
    assert_eq!(no(&none, Circular { clauses: vec![clause], ..circular("") }), Some(3203), "ten years and a day");
    assert_eq!(no(&none, of("2026-03-02", "2026-01-05")), Some(4530), "the end before the beginning");
    assert_eq!(no(&none, of("2025-12-30", "2026-03-02")), Some(3204), "before the circular");
    // a new version that is dated later goes on with what runs already
    let first = plan::publish(&none, &dir, day(DATED), of("2026-01-05", "2026-03-02")).unwrap();
    let plan = Plan::of(&entries(&first));
    let later = |start: &str| Circular { dated: day("2026-02-01"), ..of(start, "2026-04-02") };
    assert_eq!(no(&plan, later("2026-01-05")), None);
    assert_eq!(no(&plan, later("2026-01-06")), Some(3204));
}

#[test]
fn templates_are_drawn_from_a_day_on_and_can_be_published_as_they_are() {
    let dir = two();
    assert_eq!(templates().iter().map(|t| &t.code[..]).collect::<Vec<_>>(), ["three-waves", "day-end", "e-audit"]);
    for t in templates() {
        let milestones = t.milestones_from(day("2026-01-05"));
        assert!(milestones.iter().all(|m| m.office.is_some() && m.start >= day("2026-01-05")));
        let clause =
            |(code, office, due): (&str, Office, Date)| Clause { text: code.to_owned(), office, due, rung: None };
        let clauses: Vec<Clause> = t.clauses_from(day("2026-01-05")).into_iter().map(clause).collect();
        let c = Circular { milestones, clauses, ..circular("") };
        let events = plan::publish(&Plan::default(), &dir, day(DATED), c).unwrap();
        let plan = Plan::of(&entries(&events));
        assert_eq!(plan.targets().count(), 3 * t.milestones.len(), "{}", t.code);
    }
    let waves = &template("three-waves").unwrap().milestones_from(day("2026-01-05"))[0];
    assert_eq!(
        (waves.rung, waves.start, waves.end, waves.waves),
        (Rung::DataUpdate, day("2026-01-12"), day("2026-04-06"), Some(3))
    );
}

#[test]
fn circulars_of_before_are_read_as_they_were_written() {
    let old = r#"{"rung":"data-match","start":"2026-01-05","end":"2026-03-02","capacity":4}"#;
    let m: Milestone = serde_json::from_str(old).unwrap();
    assert_eq!((m.capacity_of(45), m.paced, m.office, m.waves), (Some(4), false, None, None));
    assert_eq!(serde_json::to_string(&m).unwrap(), old, "and written so where nothing new is said");
}

#[test]
fn the_capacities_of_districts_are_read_as_they_were_written() {
    let milestone = Milestone {
        capacities: [(45, 3), (52, 1)].into(),
        ..Milestone::new(Rung::DataMatch, day("2026-01-05"), day("2026-12-31"))
    };
    let circular = Circular { milestones: vec![milestone], ..circular("") };
    let written = plan::publish(&Plan::default(), &two(), day(DATED), circular).unwrap().remove(0);
    let read: ProgrammeEvent = serde_json::from_str(&serde_json::to_string(&written).unwrap()).unwrap();
    assert_eq!(read, written, "an entry that cannot be read takes the whole plan with it");
}

#[test]
fn a_changed_circular_keeps_the_old_one_and_asks_to_be_acknowledged_again() {
    let dir = two();
    let mut all = plan::publish(&Plan::default(), &dir, day(DATED), circular("")).unwrap();
    let ado = dir.posts_of("ado", day(DATED)).next().unwrap().clone();
    let of = |all: &[ProgrammeEvent]| Plan::of(&entries(all));
    all.extend(plan::acknowledge(&of(&all), &ado, "12/2026", (day("2026-01-02"), AT)).unwrap());
    let now = of(&all);
    let first = &now.circulars["12/2026"][0];
    assert_eq!(first.acknowledged["ado"], Heard { day: day("2026-01-02"), at: Some(AT) });
    // what was written before the hour was kept is read as it was, and has its day alone
    let old = r#"{"day":"2026-01-02","did":{"t":"acknowledged","number":"12/2026","version":1,"login":"ado"}}"#;
    let old: ProgrammeEvent = serde_json::from_str(old).unwrap();
    let before = of(&[all[..1].to_vec(), vec![old.clone()]].concat());
    assert_eq!(before.circulars["12/2026"][0].acknowledged["ado"], Heard { day: day("2026-01-02"), at: None });
    assert!(!serde_json::to_string(&old).unwrap().contains("\"at\""), "and written so");
    let heard: Vec<&str> = now.audience(&first.circular, &dir, day(DATED)).iter().map(|p| p.login.as_str()).collect();
    assert_eq!(heard, ["ar", "ado", "other"]);
    assert_eq!(plan::publish(&now, &dir, day(DATED), circular("")).unwrap_err().number, 4536);
    all.extend(plan::publish(&now, &dir, day("2026-01-20"), circular("snow")).unwrap());
    let now = of(&all);
    let versions = &now.circulars["12/2026"];
    assert_eq!((versions.len(), versions[1].circular.version, versions[1].acknowledged.len()), (2, 2, 0));
    assert_eq!(versions[0].acknowledged.len(), 1, "what was acknowledged stays so");
    assert_eq!(now.targets().count(), 3, "only the last version counts");
    let no = |c: Circular| plan::publish(&now, &dir, day(DATED), c).unwrap_err().number;
    assert_eq!(no(Circular { subject: " ".into(), ..circular("x") }), 4533);
    assert_eq!(no(Circular { milestones: vec![], clauses: vec![], ..circular("x") }), 4534);
    assert_eq!(no(Circular { dated: day("2026-02-10"), ..circular("x") }), 4535);
    assert_eq!(plan::acknowledge(&now, &ado, "13/2026", (day(DATED), AT)).unwrap_err().number, 4537);
}

#[test]
fn clauses_and_points_are_tasks_of_their_officers() {
    let dir = two();
    let mut all = plan::publish(&Plan::default(), &dir, day(DATED), circular("")).unwrap();
    let minutes = |login: &str| Minutes {
        scope: Scope::District(45),
        held: day("2026-01-10"),
        chair: "DM".into(),
        present: String::new(),
        text: String::new(),
        figures: vec![],
        basis: None,
        points: vec![Point { text: "Telephone three societies".into(), login: login.into(), due: day("2026-01-12") }],
    };
    let today = day("2026-01-11");
    assert_eq!(plan::review(&dir, minutes("nobody"), today).unwrap_err().number, 4516);
    assert_eq!(plan::review(&dir, minutes("ar"), day("2026-01-09")).unwrap_err().number, 4538);
    assert_eq!(plan::review(&dir, minutes(" "), today).unwrap_err().number, 4723, "a point is somebody's");
    let long = |present: usize, text: usize| {
        let minutes = Minutes { present: "x".repeat(present), text: "x".repeat(text), ..minutes("ar") };
        plan::review(&dir, minutes, today).map_err(|r| r.number)
    };
    assert_eq!((long(401, 0).unwrap_err(), long(0, 2_001).unwrap_err()), (4538, 4538), "a page holds no more");
    assert!(long(400, 2_000).is_ok());
    all.extend(plan::review(&dir, minutes("ar"), today).unwrap());
    let plan = Plan::of(&entries(&all));
    let tasks = plan.tasks();
    assert_eq!(tasks.iter().map(|t| &*t.id).collect::<Vec<_>>(), ["m/1000000/1/0", "c/12/2026/1/0"]);
    let ar = dir.posts_of("ar", day(DATED)).next().unwrap();
    assert_eq!(plan::done(&plan, ar, &tasks[1].id, "x", today).unwrap_err().number, 4540, "an ADO's");
    assert_eq!(plan::done(&plan, ar, &tasks[0].id, " ", today).unwrap_err().number, 4541);
    all.extend(plan::done(&plan, ar, &tasks[0].id, "telephoned", today).unwrap());
    assert_eq!(Plan::of(&entries(&all)).tasks()[0].done["ar"], (today, "telephoned".to_owned()));
}

#[test]
fn what_is_overdue_rises_by_days() {
    let due = day("2026-01-10");
    let at = |on: &str| risen(due, day(on), &STEPS);
    assert_eq!(at("2026-01-10"), None);
    let steps = ["2026-01-11", "2026-01-12", "2026-01-14", "2026-01-17", "2026-01-20", "2026-01-24", "2026-06-01"];
    assert_eq!(steps.map(at), [0, 1, 2, 3, 4, 5, 5].map(Some));
}

#[test]
fn a_forecast_goes_on_at_the_pace_of_the_last_weeks() {
    let on = day("2026-03-01");
    let f = forecast(28, 28, 84, on, 28);
    assert_eq!((f.left, f.reached, f.at[1]), (56, 28, Some(day("2026-04-26"))));
    assert!(f.at[0] < f.at[1] && f.at[1] < f.at[2], "{f:?}");
    assert_eq!(forecast(0, 0, 84, on, 28).at, [None; 3], "at no pace never");
    assert_eq!(forecast(84, 10, 84, on, 28).at, [Some(on); 3]);
    assert_eq!(forecast(40, 0, 84, on, 28).at[1], None, "long ago");
}

proptest! {
    /// Whatever the blocks, targets cover every society once, begin with the milestone and end with it, one after another in a district.
    #[test]
    fn targets_cover_everything(blocks in proptest::collection::vec((45u32..=48, 1usize..9), 1..12), days in 1i64..700) {
        let blocks: Vec<_> = blocks.iter().enumerate().map(|(i, (d, n))| (*d, 100 + i as u32, *n)).collect();
        let start = day("2026-01-01");
        let end = start.checked_add(jiff::Span::new().days(days)).unwrap();
        let m = Milestone::new(Rung::DataUpdate, start, end);
        let targets = spread(&dir(&blocks), &m).unwrap();
        prop_assert_eq!(targets.iter().map(|t| t.societies as usize).sum::<usize>(), blocks.iter().map(|b| b.2).sum::<usize>());
        for d in 45..=48 {
            let of: Vec<_> = targets.iter().filter(|t| t.district == d).collect();
            if let (Some(first), Some(last)) = (of.first(), of.last()) {
                prop_assert_eq!((first.start, last.due), (start, end));
                prop_assert!(of.windows(2).all(|w| w[0].due == w[1].start));
            }
        }
        prop_assert_eq!(targets.iter().map(|t| expected(t, end)).sum::<u64>(), targets.iter().map(|t| u64::from(t.societies)).sum::<u64>());
    }
}
