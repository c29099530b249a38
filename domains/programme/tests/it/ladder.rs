//! The ladder, rung by rung.

use kernel::{Date, Instant, Paise};
use places::{Listed, Office, Posting, Scope, Sector};
use programme::answers::{Due, Whose, due};
use programme::matrix::{PACE, WORST, behind, count, standing, sum_up};
use programme::timeline::forecast;
use programme::{Block, Document, Ended, Evidence, Migrated, Proof, Recency, Rung, YearOf, decide, ladder, recency};
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
    let document = Document {
        digest: "00".repeat(32),
        name: "a.pdf".into(),
        number: "12/2026".into(),
        dated: day(SNAPSHOT),
        year: None,
    };
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
fn a_society_is_there_since_its_first_entry_however_much_it_writes() {
    let since =
        |e: &Evidence| ladder(e, day(SNAPSHOT)).into_iter().find(|j| j.rung == Rung::Onboarded).and_then(|j| j.since);
    let mut e = Evidence { first_at: Some(Instant(1_770_000_000_000)), migrated: None, ..brought_in() };
    assert_eq!(since(&e), Some(Instant(1_770_000_000_000).day()));
    e.last_at = Some(Instant(1_775_790_000_000));
    assert_eq!(since(&e), Some(Instant(1_770_000_000_000).day()), "another entry moves nothing");
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
fn a_signature_that_there_are_no_old_books_says_nothing_of_a_society_nobody_heard() {
    let mut e = Evidence::default();
    sign(&mut e, Office::Ar, Rung::DataUpdate).unwrap();
    assert_eq!(block(&e, Rung::DataUpdate), Some(Block::NotHeard));
    assert_eq!(block(&e, Rung::DataMatch), Some(Block::Below(Rung::DataUpdate)));
    // what the seat wrote of it is no word of its own
    e.entries = 1;
    assert_eq!(block(&e, Rung::DataUpdate), Some(Block::NotHeard));
    e.last_at = Some(Instant(1_775_700_000_000));
    assert_eq!(block(&e, Rung::DataUpdate), Some(Block::NoMembers));
    e.members = 12;
    assert_eq!((block(&e, Rung::DataUpdate), block(&e, Rung::DataMatch)), (None, None));
}

/// Books of 2024-25 and 2025-26, the first day ended in March 2025.
fn audited_books() -> Evidence {
    let year = |year, debit| YearOf { year, vouchers: 9, debit: Paise(debit) };
    Evidence {
        first_end: Some(ended("2025-03-20")),
        ends: vec![ended("2025-03-20"), ended("2026-04-09")],
        years: vec![year(2025, 100), year(2026, 900)],
        ..brought_in()
    }
}

#[test]
fn an_audit_is_of_a_year_of_books_kept_here_and_lapses_when_the_next_is_due() {
    let mut none = brought_in();
    assert_eq!(sign(&mut none, Office::Auditor, Rung::EAudit), Err(3200), "no day was ended");
    assert_eq!(block(&none, Rung::EAudit), Some(Block::NoDayEnded));
    let mut e = audited_books();
    let of = |e: &Evidence, year, today: &str| {
        let document = Document {
            digest: String::new(),
            name: "a.pdf".into(),
            number: "9".into(),
            dated: day(SNAPSHOT),
            year: Some(year),
        };
        decide::attest(e, &officer(Office::Auditor), Rung::EAudit, document, day(today)).map_err(|r| r.number)
    };
    for (year, why) in [(2024, "before books were kept here"), (2027, "it has not ended"), (i16::MIN, "no year")] {
        assert_eq!(of(&e, year, SNAPSHOT).unwrap_err(), 3200, "{why}");
    }
    let signed = |e: &mut Evidence, year| {
        let did = of(e, year, SNAPSHOT).unwrap().remove(0);
        e.sign(&[((1_000_000, i64::from(year)), did)]);
    };
    let at = |e: &Evidence, on: &str| ladder(e, day(on)).into_iter().find(|j| j.rung == Rung::EAudit).unwrap();
    signed(&mut e, 2025);
    assert_eq!(at(&e, "2026-04-10").block, None);
    assert_eq!(at(&e, "2026-09-30").block, None, "six months after the year's end");
    assert_eq!(at(&e, "2026-10-02").block, Some(Block::AuditDue(2)));
    // it is bound to that year's books, not to what is written since
    e.years[1].debit = Paise(901);
    assert_eq!(at(&e, "2026-04-10").block, None);
    e.years[0].debit = Paise(101);
    assert_eq!(at(&e, "2026-04-10").block, Some(Block::Changed));
    e.years[0].debit = Paise(100);
    assert_eq!(of(&e, 2025, SNAPSHOT).unwrap_err(), 4523, "signed already");
    signed(&mut e, 2026);
    assert_eq!(at(&e, "2026-10-02").block, None, "the next year's audit goes on from there");
    assert_eq!(at(&e, "2027-10-02").block, Some(Block::AuditDue(2)));
    e.objections = 1;
    assert_eq!(at(&e, "2026-10-02").block, Some(Block::Changed));
    // a first day that came after the year that was audited
    let late = Evidence { first_end: Some(ended("2026-04-09")), objections: 0, ..e };
    assert_eq!(at(&late, "2026-04-10").block, Some(Block::NotAudited));
}

#[test]
fn days_are_ended_as_they_come_since_the_first_of_them_not_the_last() {
    let since = |ends: &[&str]| {
        let e = Evidence { ends: ends.iter().map(|d| ended(d)).collect(), ..brought_in() };
        ladder(&e, day(SNAPSHOT)).into_iter().find(|j| j.rung == Rung::DayEnd).unwrap().since
    };
    assert_eq!(since(&["2026-03-20", "2026-03-26", "2026-04-02", "2026-04-09"]), Some(day("2026-03-20")));
    assert_eq!(since(&["2026-03-20", "2026-04-01", "2026-04-09"]), Some(day("2026-04-09")), "eight days apart");
    assert_eq!(since(&["2026-04-10"]), Some(day("2026-04-10")));
    // three hundred of 670 that have ended their days for months are no pace: nobody joined them
    let old: Vec<Ended> = (1..=28).map(|d| ended(&format!("2026-02-{d:02}"))).collect();
    let new: Vec<Ended> = (1..=31).map(|d| ended(&format!("2026-03-{d:02}"))).collect();
    let now: Vec<Ended> = (1..=10).map(|d| ended(&format!("2026-04-{d:02}"))).collect();
    let e = Evidence { ends: [old, new, now].concat(), ..brought_in() };
    let all: Vec<_> = (0..670).map(|i| standing(&listed("a"), (i < 300).then_some(&e), day(SNAPSHOT))).collect();
    let c = count(&all);
    assert_eq!((c.meet(Rung::DayEnd), c.reached_lately(Rung::DayEnd)), (300, 0));
    let f = forecast(300, c.reached_lately(Rung::DayEnd), 670, day(SNAPSHOT), PACE);
    assert_eq!(f.at[1], None, "at that pace never");
}

#[test]
fn where_old_books_went_over_the_bench_its_gates_end_paper_and_no_typed_day() {
    let paper = Evidence { paper_closed: Some(day("2026-01-01")), ends: vec![ended("2026-04-09")], ..brought_in() };
    assert_eq!(block(&paper, Rung::DigitalOnly), None);
    let typed = Evidence { at_bench: true, ..paper };
    assert_eq!(block(&typed, Rung::DigitalOnly), Some(Block::NoCutOver));
    let gated = Evidence { cut_over: Some((1, 77)), ..typed };
    let judged = ladder(&gated, day(SNAPSHOT)).into_iter().find(|j| j.rung == Rung::DigitalOnly).unwrap();
    assert_eq!((judged.block, judged.proofs[0].clone()), (None, Proof::Entry((1, 77))));
}

#[test]
fn a_rung_is_met_since_the_last_of_what_it_needs_and_not_since_an_ordered_day() {
    let since = |e: &Evidence, rung| ladder(e, day(SNAPSHOT)).into_iter().find(|j| j.rung == rung).unwrap().since;
    let ordered = |paper: &str, ends: &[&str]| Evidence {
        paper_closed: Some(day(paper)),
        ends: ends.iter().map(|d| ended(d)).collect(),
        ..brought_in()
    };
    let late = ordered("2026-01-01", &["2026-04-05", "2026-04-09"]);
    assert_eq!(
        since(&late, Rung::DigitalOnly),
        Some(day("2026-04-05")),
        "the order was for January, days came in April"
    );
    let paced = count(&[standing(&listed("a"), Some(&late), day(SNAPSHOT))]);
    assert_eq!(paced.reached_lately(Rung::DigitalOnly), 1);
    let ready = ordered("2026-04-08", &["2026-04-02", "2026-04-09"]);
    assert_eq!(since(&ready, Rung::DigitalOnly), Some(day("2026-04-08")));
    let gated = Evidence { cut_over: Some((1, 7)), cut_over_on: Some(day("2026-04-09")), at_bench: true, ..ready };
    assert_eq!(since(&gated, Rung::DigitalOnly), Some(day("2026-04-09")), "the gate was passed after the day it names");
    // the certificate was signed in March; the match it certifies is that of a migration done over in April
    let mut e = brought_in();
    sign(&mut e, Office::Ar, Rung::Migrated).unwrap();
    e.signed[0].day = day("2026-02-01");
    assert_eq!(since(&e, Rung::Migrated), Some(day("2026-03-01")));
}

#[test]
fn a_long_row_of_day_ends_goes_on_since_its_first_day_though_only_the_last_are_kept() {
    let ends = |from: &str, n: i64| -> Vec<Ended> {
        let one = |i| day(from).checked_add(jiff::Span::new().days(i)).unwrap();
        (0..n).map(|i| Ended { date: one(i), on: one(i), entry: (1, i) }).collect()
    };
    let e = Evidence { ends: ends("2026-02-01", 69), row_since: Some(day("2025-09-01")), ..brought_in() };
    let since = |e: &Evidence, on: &str| ladder(e, day(on)).into_iter().find(|j| j.rung == Rung::DayEnd).unwrap().since;
    assert_eq!(since(&e, SNAPSHOT), Some(day("2025-09-01")));
    assert_eq!(since(&e, "2026-04-01"), Some(day("2025-09-01")), "nor does it move with the day looked at");
    let broken = Evidence { ends: [ends("2026-02-01", 20), ends("2026-03-20", 22)].concat(), ..e };
    assert_eq!(since(&broken, SNAPSHOT), Some(day("2026-03-20")), "what went before the gap is another row");
}

#[test]
fn the_pace_of_a_rung_one_falls_back_from_is_what_came_less_what_went() {
    let e = |ends: &[&str]| Evidence { ends: ends.iter().map(|d| ended(d)).collect(), ..brought_in() };
    let (stays, came, went) = (
        e(&["2026-03-11", "2026-03-13", "2026-03-20", "2026-03-27", "2026-04-03", "2026-04-09"]),
        e(&["2026-04-08"]),
        e(&["2026-03-12"]),
    );
    let of = |all: &[(&Evidence, u64)]| {
        let each = all.iter().flat_map(|(e, n)| (0..*n).map(move |_| standing(&listed("a"), Some(e), day(SNAPSHOT))));
        count(&each.collect::<Vec<_>>())
    };
    let c = of(&[(&stays, 30), (&came, 10), (&went, 4)]);
    assert_eq!((c.meet(Rung::DayEnd), c.reached_lately(Rung::DayEnd)), (40, 6));
    let losing = of(&[(&came, 4), (&went, 10)]);
    assert_eq!(losing.reached_lately(Rung::DayEnd), 0, "more go than come: at that pace never");
    let back = e(&["2026-03-12", "2026-04-08"]);
    assert_eq!(of(&[(&back, 1)]).reached_lately(Rung::DayEnd), 0, "gone and back is no gain");
}

#[test]
fn who_catches_up_in_one_sitting_is_new_that_day_and_was_away_before() {
    let caught = |d: i8| Ended { date: day(&format!("2026-04-{d:02}")), on: day("2026-04-11"), entry: (1, 40) };
    let ends = [vec![ended("2026-04-01")], (2..=10).map(caught).collect()].concat();
    let e = Evidence { first_end: Some(ended("2026-04-01")), ends, ..brought_in() };
    let on = |d: &str| standing(&listed("a"), Some(&e), day(d));
    let classes = |d| {
        let s = on(d);
        [s.is_new(Recency::T7), s.consistent(Recency::T7), s.dropped(Recency::T7)]
    };
    assert_eq!(classes("2026-04-10"), [true, false, false], "nine days of one sitting make it new");
    assert_eq!(classes("2026-04-11"), [false, true, false], "and the day after it goes on");
    assert_eq!(
        classes("2026-04-08"),
        [false, false, true],
        "on the eighth nobody knew of the days ended on the eleventh"
    );
    assert_eq!(on("2026-04-09").recency, Recency::Inactive);
    let since = ladder(&e, day("2026-04-10")).into_iter().find(|j| j.rung == Rung::DayEnd).unwrap().since;
    assert_eq!(since, Some(day("2026-04-10")), "active since it was seen to be");
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

#[test]
fn a_paper_nobody_uploaded_hides_no_difference_and_the_worst_are_told_apart() {
    let differs = |amount: i64| Evidence { unmatched: 1, unexplained: Paise(amount), ..brought_in() };
    let stuck = standing(&listed("S-1"), Some(&differs(41_200)), day(SNAPSHOT));
    assert_eq!(stuck.next, Some((Rung::DataMatch, Block::HeadsDiffer(1))), "nobody signed its sanction or hardware");
    assert_eq!(stuck.since, Some(day("2026-03-01")), "since its books were brought in");
    let dropped = Evidence { ends: vec![ended("2026-03-30")], ..brought_in() };
    let dropped = standing(&listed("S-2"), Some(&dropped), day(SNAPSHOT));
    assert_eq!((dropped.next, dropped.since), (Some((Rung::DayEnd, Block::DaysAgo(11))), Some(day("2026-03-30"))));
    let silent = standing(&listed("S-3"), None, day(SNAPSHOT));
    let heard = |at: i64, e: Evidence| Evidence { heard: Some(Instant(at)), ..e };
    let of = |code: &str, e: Evidence| standing(&listed(code), Some(&e), day(SNAPSHOT));
    let all = [
        of("S-4", heard(2, brought_in())),
        of("S-5", heard(1, brought_in())),
        of("S-6", heard(9, differs(100))),
        of("S-7", heard(9, differs(900))),
        dropped,
        silent,
    ];
    let worst: Vec<String> = sum_up(&all, vec![]).worst.into_iter().map(|s| s.code).collect();
    assert_eq!(worst, ["S-3", "S-7", "S-6", "S-5", "S-4", "S-2"], "columns met, then rupees, then silence");
}

/// Whose the next act for a rung is, and for which rung.
fn next_act(e: &Evidence, rung: Rung) -> Option<(Whose, Rung)> {
    due(&ladder(e, day(SNAPSHOT)), rung).map(|d| (d.whose, d.rung))
}

#[test]
fn whose_the_next_act_is_follows_from_what_blocks() {
    use Rung::{DataMatch, DataUpdate, DayEnd, DigitalOnly, EAudit, Hardware, Migrated, Onboarded, Sanctioned};
    let mut e = Evidence::default();
    // nothing is here: first the order, then the computer, then the line
    assert_eq!(next_act(&e, DigitalOnly), Some((Whose::Department, Sanctioned)));
    sign(&mut e, Office::Ar, Sanctioned).expect("signed");
    assert_eq!(next_act(&e, DataMatch), Some((Whose::Department, Hardware)));
    sign(&mut e, Office::Ado, Hardware).expect("signed");
    assert_eq!(next_act(&e, DataMatch), Some((Whose::Integrator, Onboarded)));
    assert_eq!(next_act(&e, Hardware), None, "met");
    // its register is here: old books are its own, and what stands above them waits for them
    e = Evidence { migrated: None, entries: 3, last_at: brought_in().last_at, members: 4, ..e };
    assert_eq!(next_act(&e, DataMatch), Some((Whose::Society, DataUpdate)));
    assert_eq!(next_act(&e, EAudit), Some((Whose::Society, EAudit)));
    let mut e = Evidence { unmatched: 2, ..brought_in() };
    assert_eq!(next_act(&e, Migrated), Some((Whose::Society, DataMatch)));
    e.unmatched = 0;
    assert_eq!(next_act(&e, Migrated), Some((Whose::Bank, Migrated)), "the bank signs");
    e.first_end = Some(ended("2026-03-05"));
    assert_eq!(next_act(&e, DayEnd), Some((Whose::Society, DayEnd)), "no day was ended for a month");
    assert_eq!(next_act(&e, EAudit), Some((Whose::Auditor, EAudit)));
}

#[test]
fn who_answers_is_counted_and_is_a_person_nearest_to_the_society() {
    let listed = |code: &str, block| Listed {
        code: code.into(),
        name: code.into(),
        sector: Sector::Mpacs,
        district: 45,
        block,
        bank: "ALM".into(),
        area: vec![],
    };
    let waits_for_bank = standing(&listed("A", 1), Some(&brought_in()), day(SNAPSHOT));
    let differs = standing(&listed("B", 1), Some(&Evidence { unmatched: 1, ..brought_in() }), day(SNAPSHOT));
    let counted = count([&waits_for_bank, &differs, &differs]);
    assert_eq!(counted.due(Rung::Migrated).collect::<Vec<_>>(), [(Whose::Society, 2), (Whose::Bank, 1)]);
    // in every column: those that meet it and those whose next act is somebody's are all there are
    for rung in Rung::ALL {
        assert_eq!(counted.meet(rung) + counted.due(rung).map(|d| d.1).sum::<u64>(), counted.of, "{rung:?}");
    }
    let mut dir = places::Directory::default();
    let posted = |login: &str, office, scope| places::Posted {
        posting: Posting { login: login.into(), scope, ..officer(office) },
        until: None,
    };
    dir.posts = vec![
        posted("state", Office::Ado, Scope::State),
        posted("other", Office::Ado, Scope::Block(2)),
        posted("near", Office::Ado, Scope::Block(1)),
        posted("bank", Office::BankSupervisor, Scope::Bank("ALM".into())),
    ];
    let person = |s: &Listed, rung, whose| {
        let found = Due { whose, rung }.person(&dir, s, day(SNAPSHOT));
        found.map(|p| p.login.clone())
    };
    assert_eq!(person(&listed("A", 1), Rung::Hardware, Whose::Department).as_deref(), Some("near"));
    assert_eq!(person(&listed("A", 3), Rung::Hardware, Whose::Department).as_deref(), Some("state"));
    assert_eq!(person(&listed("A", 1), Rung::Migrated, Whose::Bank).as_deref(), Some("bank"));
    assert_eq!(person(&listed("A", 1), Rung::EAudit, Whose::Auditor), None, "the post is empty");
}
