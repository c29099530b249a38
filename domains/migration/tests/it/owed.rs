//! Whose work a finding is and until when, where nobody said.

use super::bench::sheet;
use kernel::{Date, Digest, Instant, Paise, Source};
use migration::bench::case::Entry;
use migration::bench::event::Answer;
use migration::bench::gates::{self, Facts, Look};
use migration::bench::owed::{Owner, Terms, key_of, owed, role};
use migration::bench::{BenchEvent, Case, fold, key};
use migration::cell::{Folder, Format, SourceFile};
use migration::event::{FileKept, FindingSeen};
use migration::finding::code;
use migration::paper::event::{Held, Keyed, Listing};
use migration::paper::{Hand, PaperEvent};

const DAY: i64 = 86_400_000;

/// Entries, each on a day from the first of January 1970.
fn on_days(events: Vec<(i64, BenchEvent)>) -> Case {
    let entry = |(i, (day, event)): (usize, (i64, BenchEvent))| Entry {
        place: (1, i as i64),
        by: "op".into(),
        at: Instant(day * DAY + 43_200_000),
        event,
    };
    fold(&events.into_iter().enumerate().map(entry).collect::<Vec<_>>())
}

fn day(n: i64) -> Date {
    Instant(n * DAY).day()
}

fn opened() -> BenchEvent {
    BenchEvent::Opened { cutoff: Date::constant(2025, 3, 31) }
}

fn brought(path: &str, digest: u8) -> BenchEvent {
    let file = FileKept {
        path: path.into(),
        digest: Digest([digest; 32]).hex(),
        original: None,
        bytes: 1,
        format: "xlsx".into(),
        sheets: Vec::new(),
    };
    BenchEvent::FilesBrought { files: vec![file], aside: Vec::new(), secret: Vec::new() }
}

fn folder(path: &str, digest: u8) -> Folder {
    let format = if path.starts_with("paper/") { Format::Paper } else { Format::Xlsx };
    let file =
        SourceFile { path: path.into(), digest: Digest([digest; 32]), bytes: 1, format, sheets: vec![sheet(&[])] };
    Folder { files: vec![file], set_aside: Vec::new() }
}

fn finding(cause: &str, kind: &str, row: u32) -> FindingSeen {
    FindingSeen {
        no: 0,
        code: cause.into(),
        kind: kind.into(),
        product: String::new(),
        source: Some(Source { file: 0, sheet: 0, row, col: 1 }),
        subject: "7".into(),
        amount: Paise(100),
        args: Vec::new(),
    }
}

fn answered(answer: Answer) -> BenchEvent {
    BenchEvent::Answered { finding: "k".into(), answer }
}

#[test]
fn every_cause_has_days_and_a_role_that_can_answer_it() {
    let known: Vec<&str> = books::setting::FINDING_DAYS.iter().map(|(k, _)| *k).collect();
    let asked: Vec<String> = code::ALL.iter().map(|c| key_of(c)).collect();
    assert_eq!(asked, known);
    assert!(Terms::default().days.iter().all(|n| (1..=60).contains(n)));
    for cause in code::ALL {
        assert!(["operator", "accountant", "secretary"].contains(&role(&finding(cause, "loans", 1))), "{cause}");
    }
    let roles = [
        (code::DIGIT_TRANSPOSITION, "loans", "operator"),
        (code::TB_UNBALANCED, "trial_balance", "accountant"),
        (code::DUPLICATE_MEMBER, "members", "secretary"),
        (code::MISSING_PAGE, "loans", "secretary"),
        (code::GL_SUBLEDGER_DIFFERENCE, "loans", "accountant"),
        (code::GL_SUBLEDGER_DIFFERENCE, "borrowings", "supervisor"),
    ];
    assert!(roles.iter().all(|(cause, kind, whose)| role(&finding(cause, kind, 1)) == *whose));
}

#[test]
fn a_finding_is_due_some_days_after_its_file_first_came_however_often_it_came_again() {
    let terms = Terms::default();
    let seen = finding(code::IMPOSSIBLE_DATE, "loans", 5);
    let due = |events: Vec<(i64, BenchEvent)>, path: &str, digest: u8, terms: &Terms| {
        owed(&on_days(events), &folder(path, digest), (&seen, "k"), terms).expect("owed")
    };
    let first = vec![(10, opened()), (12, brought("a.xlsx", 1))];
    let o = due(first.clone(), "a.xlsx", 1, &terms);
    assert_eq!((o.owner, o.since, o.due), (Owner::Role("operator"), day(12), day(19)));
    // begun anew, brought again with other bytes, brought under another name: no day is won
    let mut again = first.clone();
    again.extend([(30, opened()), (31, brought("a.xlsx", 2)), (32, brought("b.xlsx", 1))]);
    for (path, digest) in [("a.xlsx", 2), ("b.xlsx", 1)] {
        assert_eq!(due(again.clone(), path, digest, &terms).due, day(19), "{path}");
    }
    // never after the day by which the State wants ledger and registers to agree
    let early = Terms { latest: Some(day(15)), ..terms.clone() };
    let late = Terms { latest: Some(day(40)), ..terms.clone() };
    assert_eq!(due(first.clone(), "a.xlsx", 1, &early).due, day(15));
    assert_eq!(due(first, "a.xlsx", 1, &late).due, day(19));
}

#[test]
fn what_somebody_assigned_goes_before_the_rule_and_what_stands_is_nobodys() {
    let terms = Terms { latest: Some(day(15)), ..Terms::default() };
    let (seen, books) = (finding(code::BAD_MOBILE, "members", 5), folder("a.xlsx", 1));
    let given = Answer::Owed { owner: "मोहन".into(), due: day(50) };
    let case = |answer| on_days(vec![(10, opened()), (12, brought("a.xlsx", 1)), (13, answered(answer))]);
    let o = owed(&case(given), &books, (&seen, "k"), &terms).expect("owed");
    assert_eq!((o.owner, o.due, o.since), (Owner::Named("मोहन".into()), day(50), day(12)));
    assert_eq!(owed(&case(Answer::Stands { reason: "पूछा".into() }), &books, (&seen, "k"), &terms), None);
    assert!(owed(&case(Answer::Stands { reason: "पूछा".into() }), &books, (&seen, "other"), &terms).is_some());
}

#[test]
fn a_row_of_paper_is_as_old_as_its_page() {
    let held = Held::Book {
        pages: 9,
        first_folio: 1,
        last_folio: 9,
        total: None,
        custodian: "सचिव".into(),
        photo: None,
        no_photo: "कारण".into(),
    };
    let listed =
        PaperEvent::VolumeListed(Box::new(Listing { no: 3, kind: 1, product: String::new(), title: "x".into(), held }));
    let keyed = |page: u32, hand| {
        let rows = vec![vec!["1".into()]];
        let keyed = Keyed { volume: 3, page, hand, full: true, rows, totals: Vec::new() };
        BenchEvent::Paper(Box::new(PaperEvent::PageKeyed(Box::new(keyed))))
    };
    let case = on_days(vec![
        (10, opened()),
        (11, BenchEvent::Paper(Box::new(listed))),
        (14, keyed(2, Hand::First)),
        (20, keyed(2, Hand::First)),
        (25, keyed(4, Hand::First)),
    ]);
    let since = |row: u32| {
        let seen = finding(code::BAD_MOBILE, "members", row);
        owed(&case, &folder("paper/3 x", 1), (&seen, "k"), &Terms::default()).expect("owed").since
    };
    assert_eq!((since(2_001), since(4_007), since(9)), (day(14), day(25), day(10)));
}

#[test]
fn what_is_late_is_counted_for_the_seat_above() {
    let rows: &[&[&str]] = &[
        &["सदस्य संख्या", "नाम", "पिता का नाम", "ग्राम", "मोबाइल"],
        &["1", "राम सिंह", "धन सिंह", "सतोली", "12345"],
        &["2", "कमला देवी", "रतन सिंह", "सतोली", "9412000002"],
        &["3", "हरि दत्त", "जय दत्त", "सतोली", "9412000003"],
    ];
    let count = |today: i64, more: Option<Answer>| {
        let mut books = folder("a.xlsx", 1);
        books.files[0].sheets = vec![sheet(rows)];
        let mut events = vec![(10, opened()), (12, brought("a.xlsx", 1))];
        let worked = migration::bench::work(
            &mut books,
            &on_days(events.clone()),
            Date::constant(2025, 3, 31),
            Default::default(),
        );
        let bad =
            worked.migrated.findings.iter().find(|f| f.code == code::BAD_MOBILE).expect("a number nobody can call");
        let finding = key(bad, &books);
        events.extend(more.map(|answer| (13, BenchEvent::Answered { finding, answer })));
        let case = on_days(events);
        let facts = Facts { today: day(today), ..Facts::default() };
        gates::counted(&Look { case: &case, folder: &books, worked: &worked, facts: &facts }).overdue
    };
    let last = 12
        + i64::try_from(Terms::default().days[code::ALL.iter().position(|c| *c == code::BAD_MOBILE).unwrap()]).unwrap();
    assert_eq!((count(last, None), count(last + 1, None)), (0, 1));
    assert_eq!(count(last + 1, Some(Answer::Owed { owner: "सचिव".into(), due: day(90) })), 0);
    assert_eq!(count(14, Some(Answer::Owed { owner: "सचिव".into(), due: day(13) })), 1);
    assert_eq!(count(91, Some(Answer::Stands { reason: "मर चुके".into() })), 0);
}
