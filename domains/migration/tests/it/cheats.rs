//! What the gates must not let pass, in the smallest room that shows it.

use super::bench::{cell, no, opened, sheet, written};
use kernel::{Date, Digest, Paise};
use migration::bench::event::{Answer, BenchEvent, Judgement, Outside, PaperDay, Signer};
use migration::bench::gates::{SystemDay, agreeing, asked_outside, is_judged, run};
use migration::bench::{Case, Worked, decide, hands, loose, set, shelf, slips, unread};
use migration::cell::{Folder, Format, SourceFile};
use migration::paper::event::{Held, Listing};
use migration::paper::{Hand, PaperEvent};
use society::terms::Attachment;

pub(crate) const CUTOFF: Date = Date::constant(2025, 3, 31);
const DAY: i64 = 86_400_000;

pub(crate) type Rows<'r> = &'r [&'r [&'r str]];

pub(crate) const MEMBERS: Rows<'_> = &[
    &["सदस्य संख्या", "नाम", "पिता का नाम", "ग्राम", "मोबाइल"],
    &["1", "राम सिंह", "धन सिंह", "सतोली", "9412000001"],
    &["2", "कमला देवी", "रतन सिंह", "सतोली", "9412000002"],
    &["3", "हरि दत्त", "जय दत्त", "", "9412000003"],
];
pub(crate) const SAVINGS: Rows<'_> = &[
    &["बचत जमा खाता"],
    &["खाता संख्या", "सदस्य संख्या", "सदस्य का नाम", "खाता खोलने की तिथि", "शेष राशि"],
    &["501", "1", "राम सिंह", "01-04-2020", "1500.00"],
    &["502", "2", "कमला देवी", "01-04-2021", "2500.00"],
    &["503", "3", "हरि दत्त", "01-04-2022", "1000.00"],
];
pub(crate) const TRIAL: Rows<'_> = &[
    &["तलपट 31.03.2025"],
    &["क्र. सं.", "मद", "नाम (डेबिट)", "जमा (क्रेडिट)"],
    &["1", "अंश पूंजी", "", "50000.00"],
    &["2", "बचत जमा", "", "5000.00"],
    &["3", "अल्पकालीन ऋण", "45000.00", ""],
    &["4", "हस्तगत रोकड़", "10000.00", ""],
];

fn folder(tables: &[(&str, Rows<'_>)]) -> Folder {
    let file = |(name, rows): &(&str, Rows<'_>)| SourceFile {
        path: format!("{name}.xlsx"),
        digest: Digest([7; 32]),
        bytes: 1,
        format: Format::Xlsx,
        sheets: vec![sheet(rows)],
    };
    Folder { files: tables.iter().map(file).collect(), set_aside: Vec::new() }
}

/// Books worked out, with the digest of their data set.
pub(crate) fn worked(case: &Case, tables: &[(&str, Rows<'_>)]) -> (Folder, Worked, String) {
    let mut folder = folder(tables);
    let worked = migration::bench::work(&mut folder, case, CUTOFF, Default::default());
    let digest = set::digest(&folder, case, &worked).hex();
    (folder, worked, digest)
}

pub(crate) fn begun() -> Case {
    written(vec![opened()])
}

#[test]
fn every_field_that_is_posted_is_signed() {
    let tables = [("sadasya", MEMBERS), ("bachat", SAVINGS), ("talpat", TRIAL)];
    let before = worked(&begun(), &tables);
    let kinds: Vec<&str> = before.1.migrated.books.registers.iter().map(|r| r.table.kind).collect();
    assert!(kinds.contains(&"members") && kinds.contains(&"deposits"), "{kinds:?}");
    // a day on which an account was opened, a mobile number: the same files by name and digest, other entries
    let mut savings: Vec<&[&str]> = SAVINGS.to_vec();
    savings[2] = &["501", "1", "राम सिंह", "01-04-2019", "1500.00"];
    assert_ne!(before.2, worked(&begun(), &[tables[0], ("bachat", &savings), tables[2]]).2);
    let mut members: Vec<&[&str]> = MEMBERS.to_vec();
    members[1] = &["1", "राम सिंह", "धन सिंह", "सतोली", "9412000009"];
    assert_ne!(before.2, worked(&begun(), &[("sadasya", &members), tables[1], tables[2]]).2);
    // a figure from outside, a volume on the shelf, how a table is read
    let said = [
        BenchEvent::Stated(outside(None)),
        BenchEvent::Paper(Box::new(listed(30, Held::InFiles { note: "xlsx".into(), statement: String::new() }))),
        BenchEvent::MappingSet {
            table: migration::profile::TableProfile {
                headings: vec!["कुछ".into()],
                kind: "ignore".into(),
                product: String::new(),
                fields: vec!["-".into()],
            },
        },
    ];
    for event in said {
        let case = written(vec![opened(), ("op", event.clone())]);
        assert_ne!(before.2, worked(&case, &tables).2, "{event:?}");
    }
    assert_eq!(before.2, worked(&begun(), &tables).2, "the same is the same");
}

fn outside(paper: Option<Attachment>) -> Outside {
    Outside { head: "CASH".into(), amount: Paise(1_000_000), on: CUTOFF, number: "7".into(), paper }
}

fn listed(kind: u8, held: Held) -> PaperEvent {
    let title = format!("book {kind}");
    PaperEvent::VolumeListed(Box::new(Listing { no: 1, kind, product: String::new(), title, held }))
}

fn on_shelf(pages: u32, total: Option<Paise>, no_photo: &str) -> Held {
    Held::Book {
        pages,
        first_folio: 1,
        last_folio: pages,
        total,
        custodian: "सचिव".into(),
        photo: None,
        no_photo: no_photo.into(),
    }
}

#[test]
fn a_register_left_out_is_a_difference() {
    let heads = |tables: &[(&str, Rows<'_>)]| -> Vec<(String, i64, i64)> {
        let found = loose::heads(&worked(&begun(), tables).1.migrated);
        found.into_iter().map(|d| (d.head, d.ledger.0, d.register.0)).collect()
    };
    let all = heads(&[("sadasya", MEMBERS), ("bachat", SAVINGS), ("talpat", TRIAL)]);
    assert!(all.contains(&("SHARE_IND".into(), 5_000_000, 0)) && all.contains(&("ST_LOAN".into(), 4_500_000, 0)));
    assert!(all.iter().all(|h| h.0 != "SB"), "{all:?}");
    let without = heads(&[("sadasya", MEMBERS), ("talpat", TRIAL)]);
    assert!(without.contains(&("SB".into(), 500_000, 0)), "{without:?}");
    // the trial balance lost its line of savings
    let mut trial: Vec<&[&str]> = TRIAL.to_vec();
    trial.remove(3);
    let lost = heads(&[("sadasya", MEMBERS), ("bachat", SAVINGS), ("talpat", &trial)]);
    assert!(lost.contains(&("SB".into(), 0, 500_000)), "{lost:?}");
    // its line is there under a name of the society's own
    let mut trial: Vec<&[&str]> = TRIAL.to_vec();
    trial[3] = &["2", "रामलाल वाला खाता", "", "5000.00"];
    let named = heads(&[("sadasya", MEMBERS), ("bachat", SAVINGS), ("talpat", &trial)]);
    assert!(named.iter().all(|h| h.0 != "SB"), "{named:?}");
    trial[3] = &["2", "रामलाल वाला खाता", "", "5001.00"];
    let off = heads(&[("sadasya", MEMBERS), ("bachat", SAVINGS), ("talpat", &trial)]);
    assert!(off.contains(&("SB".into(), 0, 500_000)), "{off:?}");
}

#[test]
fn a_listed_book_is_keyed_or_read_and_comes_to_its_own_total() {
    let tables = [("sadasya", MEMBERS), ("bachat", SAVINGS), ("talpat", TRIAL)];
    let look = |kind: u8, held: Held, tables: &[(&str, Rows<'_>)]| {
        let mut event = listed(kind, held);
        if let PaperEvent::VolumeListed(l) = &mut event {
            l.product = if kind == 12 { "SB".into() } else { String::new() };
        }
        let case = written(vec![opened(), ("op", BenchEvent::Paper(Box::new(event)))]);
        let (folder, worked, _) = worked(&case, tables);
        shelf::look(&case.paper, &worked.migrated.books, &folder)
    };
    assert_eq!(look(12, on_shelf(40, None, "कारण"), &tables[..1]).pages, 40, "savings on the shelf, nobody keys them");
    assert_eq!(look(12, on_shelf(40, None, "कारण"), &tables).unkeyed, [0; 0], "read from a file");
    assert_eq!(look(30, on_shelf(40, None, "कारण"), &tables).unkeyed, [0; 0], "minutes become no register");
    assert_eq!(look(30, on_shelf(40, None, ""), &tables).unseen, [1], "no photograph and no reason");
    let in_files = |statement: &str| Held::InFiles { note: "xlsx".into(), statement: statement.into() };
    assert_eq!(look(12, in_files(""), &tables[..1]).unread, [1], "said to be in the files, and in none of them");
    assert_eq!(look(12, in_files(""), &tables).unread, [0; 0]);
    assert_eq!(look(30, in_files(""), &tables).unread, [1], "what is no register is stated");
    assert_eq!(look(30, in_files("सचिव का कथन"), &tables).unread, [0; 0]);
}

#[test]
fn a_book_keyed_to_its_end_comes_to_its_own_total() {
    let row = |no: &str, amount: &str| {
        let kind = migration::paper::Kind::of(24).expect("debtors");
        let amounts = kind.totalled();
        let cell = |c: usize| if amounts.contains(&c) { amount.to_owned() } else { no.to_owned() };
        (0..kind.columns.len()).map(cell).collect::<Vec<String>>()
    };
    let off = |total: i64| {
        let keyed = migration::paper::event::Keyed {
            volume: 1,
            page: 1,
            hand: Hand::First,
            full: true,
            rows: vec![row("1", "100"), row("2", "50")],
            totals: Vec::new(),
        };
        let sampling = migration::paper::event::Sampling { percent: 0, rekey_above_permille: 5, source: "7".into() };
        let events = [
            PaperEvent::SamplingSet { sampling },
            listed(24, on_shelf(1, Some(Paise(total)), "कारण")),
            PaperEvent::PageKeyed(Box::new(keyed)),
        ];
        let events = events.into_iter().map(|e| ("op", BenchEvent::Paper(Box::new(e))));
        let case = written(std::iter::once(opened()).chain(events).collect());
        let (folder, worked, _) = worked(&case, &[("talpat", TRIAL)]);
        shelf::look(&case.paper, &worked.migrated.books, &folder).off
    };
    assert_eq!(off(15_000), [0; 0]);
    assert_eq!(off(15_100), [1], "a rupee more stands on its cover");
}

#[test]
fn three_numbers_of_one_person_are_judged_by_the_pairs_that_connect_them() {
    let judged = |pairs: &[(&str, &str, Judgement)]| {
        let event = |(a, b, judgement): &(&str, &str, Judgement)| {
            let members = vec![(*a).to_owned(), (*b).to_owned()];
            ("op", BenchEvent::PersonsJudged { members, judgement: *judgement, reason: "पूछा".into() })
        };
        written(std::iter::once(opened()).chain(pairs.iter().map(event)).collect())
    };
    let three = ["11".to_owned(), "12".to_owned(), "13".to_owned()];
    let (same, other, later) = (Judgement::Same, Judgement::Different, Judgement::Later);
    assert!(!is_judged(&judged(&[("11", "12", same)]), &three));
    assert!(is_judged(&judged(&[("11", "12", same), ("12", "13", same)]), &three));
    assert!(is_judged(&judged(&[("11", "13", other), ("12", "13", same)]), &three));
    assert!(!is_judged(&judged(&[("11", "12", same), ("12", "13", later)]), &three));
    assert!(!is_judged(&judged(&[("11", "12", same), ("13", "14", same)]), &three));
}

/// A case whose books were posted on the first day of January 2027; entries after it, one a day.
fn posted(events: Vec<(&'static str, BenchEvent)>) -> Case {
    use kernel::Instant;
    use migration::bench::case::Entry;
    let begin = 1_798_761_600_000; // 1 January 2027
    let first = [opened(), ("op", frozen()), ("op", BenchEvent::Posted { set: "aa".into() })];
    let at = |(i, (by, event)): (usize, (&str, BenchEvent))| Entry {
        place: (1, i as i64),
        by: by.to_owned(),
        at: Instant(begin + (i as i64 - 2).max(0) * DAY),
        event,
    };
    migration::bench::fold(&first.into_iter().chain(events).enumerate().map(at).collect::<Vec<_>>())
}

fn frozen() -> BenchEvent {
    BenchEvent::Frozen { set: "aa".into() }
}

fn january(day: i8) -> Date {
    Date::new(2027, 1, day).expect("a day")
}

fn paper_day(day: i8, cash: i64) -> BenchEvent {
    let (receipts, payments) = (Paise(0), Paise(0));
    BenchEvent::ParallelDay(PaperDay { date: january(day), cash: Paise(cash), receipts, payments, photo: None })
}

fn system(days: std::ops::RangeInclusive<i8>) -> Vec<SystemDay> {
    let day = |d| SystemDay { date: january(d), cash: Paise(500), receipts: Paise(0), payments: Paise(0) };
    days.map(day).collect()
}

#[test]
fn a_day_beside_paper_is_written_once_and_one_taken_back_breaks_the_run() {
    let days: Vec<_> = (2..=5).map(|d| ("sec", paper_day(d, if d == 3 { 400 } else { 500 }))).collect();
    let case = posted(days.clone());
    assert_eq!(agreeing(&case, &system(2..=5)), 2);
    // the figure that did not agree is not written over
    assert_eq!(no(&case, "sec", &paper_day(3, 500)), 3227);
    let back = ("sec", BenchEvent::TakenBack { of: (1, 4), reason: "भूल".into() });
    let again = ("sec", paper_day(3, 500));
    let mended = posted(days.into_iter().chain([back, again]).collect());
    assert_eq!(mended.parallel.len(), 4);
    assert_eq!(agreeing(&mended, &system(2..=5)), 2, "the day was taken back once");
    // the page's photograph may come later, with the same figures
    let photo = Some(Attachment { digest: "b".into(), bytes: 3 });
    let BenchEvent::ParallelDay(day) = paper_day(5, 500) else { unreachable!() };
    let seen = |cash| BenchEvent::ParallelDay(PaperDay { photo: photo.clone(), cash: Paise(cash), ..day.clone() });
    assert_eq!((no(&case, "sec", &seen(500)), no(&case, "sec", &seen(501))), (0, 3227));
}

#[test]
fn the_run_is_of_the_days_since_posting_and_paper_ends_upon_it_for_good() {
    let before: Vec<SystemDay> = [28, 29, 30, 31]
        .map(|d| SystemDay { date: Date::new(2026, 12, d).expect("a day"), ..system(1..=1)[0] })
        .into_iter()
        .chain(system(1..=2))
        .collect();
    let mut days: Vec<_> = before
        .iter()
        .map(|d| {
            let (date, cash) = (d.date, d.cash);
            (
                "sec",
                BenchEvent::ParallelDay(PaperDay { date, cash, receipts: Paise(0), payments: Paise(0), photo: None }),
            )
        })
        .collect();
    assert_eq!(agreeing(&posted(days.clone()), &before), 2, "days before the books were posted prove nothing");
    days.push(("sec", BenchEvent::CutOver { from: january(9), resolution: "17".into(), run: 2 }));
    let ended = posted(days);
    assert_eq!((run(&ended, &before), run(&ended, &[])), (2, 2), "what is no longer looked at falls back to nothing");
}

#[test]
fn paper_ends_after_posting_and_within_a_month() {
    let case = posted(Vec::new());
    let ends = |from: Date| decide::ends_on(&case, from, january(8)).err().map_or(0, |r| r.number);
    assert_eq!((ends(january(1)), ends(january(2)), ends(january(31))), (3228, 0, 0));
    assert_eq!((ends(Date::constant(2027, 2, 8)), ends(Date::constant(2027, 2, 9))), (0, 3228));
    assert_eq!(decide::ends_on(&begun(), january(2), january(8)).err().map(|r| r.number), Some(3158));
}

#[test]
fn what_was_before_an_order_that_opens_paper_again_counts_no_more() {
    let photo = |n: &str| Attachment { digest: n.into(), bytes: 3 };
    let seal = |volume: &str, n: &str| ("sec", BenchEvent::BookSealed { volume: volume.into(), photo: photo(n) });
    let end = BenchEvent::CutOver { from: january(9), resolution: "17".into(), run: 1 };
    let before = vec![seal("1", "a"), ("sec", paper_day(2, 500)), ("sec", end)];
    let sealed = posted(before.clone());
    assert_eq!((sealed.sealed.len(), sealed.parallel.len()), (1, 1));
    let open = BenchEvent::Reopened { order: "9".into(), reason: "बाढ़".into(), of: Some((1, 5)) };
    let again = posted(before.into_iter().chain([("ar", open), seal("2", "b")]).collect());
    assert_eq!(again.sealed.keys().collect::<Vec<_>>(), ["2"]);
    assert!(again.parallel.is_empty() && again.cut_over.is_none());
    // one photograph is of one book, also where its seal no longer counts
    let (_, other) = seal("3", "a");
    let (_, own) = seal("1", "a");
    assert_eq!((no(&again, "sec", &other), no(&again, "sec", &own)), (3229, 0));
}

#[test]
fn after_posting_nothing_is_taken_back_and_before_it_only_by_its_author() {
    let signed = ("op", BenchEvent::Signed { signer: Signer::Operator, set: "aa".into(), paper_no: String::new() });
    let objected = |by| (by, BenchEvent::Objected { member_no: "3".into(), text: "₹50".into() });
    let case =
        written(vec![opened(), ("op", frozen()), signed.clone(), objected("sec"), brought("op"), objected("op")]);
    let back = |seq| BenchEvent::TakenBack { of: (1, seq), reason: "भूल".into() };
    assert_eq!((no(&case, "sec", &back(2)), no(&case, "op", &back(2))), (3222, 0));
    assert_eq!((no(&case, "op", &back(3)), no(&case, "sec", &back(3))), (3222, 0));
    assert_eq!(no(&case, "op", &back(5)), 3223, "who brought the books does not wipe an objection to them");
    let gone =
        written(vec![opened(), ("op", frozen()), signed.clone(), objected("sec"), ("op", back(2)), ("sec", back(3))]);
    assert_eq!((gone.unsigned.len(), gone.withdrawn.len()), (1, 1), "that it was done stays to be seen");
    let judged = BenchEvent::PersonsJudged {
        members: vec!["1".into(), "2".into()],
        judgement: Judgement::Same,
        reason: "एक ही".into(),
    };
    let posted = ("op", BenchEvent::Posted { set: "aa".into() });
    let case = written(vec![opened(), ("op", judged), ("op", frozen()), signed, posted]);
    assert_eq!((no(&case, "op", &back(1)), no(&case, "op", &back(3))), (3157, 3157));
    assert_eq!(no(&case, "op", &BenchEvent::Stated(outside(None))), 3157);
}

fn brought(by: &'static str) -> (&'static str, BenchEvent) {
    let file = |path: &str| migration::event::FileKept {
        path: path.into(),
        digest: "00".into(),
        original: None,
        bytes: 1,
        format: "xlsx".into(),
        sheets: vec!["KCC".into()],
    };
    (by, BenchEvent::FilesBrought { files: vec![file("a.xlsx")], aside: Vec::new(), secret: Vec::new() })
}

/// The second page of a volume by the first hand: one row, and what was typed as its totals.
fn a_row(totals: &[&str]) -> migration::paper::event::Keyed {
    migration::paper::event::Keyed {
        volume: 1,
        page: 2,
        hand: Hand::First,
        full: true,
        rows: vec![vec!["1".into()]],
        totals: totals.iter().map(|t| (*t).to_owned()).collect(),
    }
}

#[test]
fn nobody_says_of_what_he_brought_or_keyed_that_it_stands() {
    let keyed = a_row(&[]);
    let book = BenchEvent::Paper(Box::new(listed(30, on_shelf(9, None, "कारण"))));
    let page = BenchEvent::Paper(Box::new(PaperEvent::PageKeyed(Box::new(keyed))));
    let case = written(vec![opened(), brought("op"), ("sec", book), ("clerk", page)]);
    let stands = Answer::Stands { reason: "बही देखी".into() };
    let may = |key: &str, by: &str| hands::may_stand(&case, key, &stands, by).err().map_or(0, |r| r.number);
    let file = "PAGE_TOTAL_MISMATCH|a.xlsx|0|7|5";
    assert_eq!((may(file, "op"), may(file, "sec"), may(file, "clerk")), (3225, 0, 0));
    let leaf = "ORPHAN_LOAN|paper/1 book 30|0|2001|5";
    assert_eq!((may(leaf, "clerk"), may(leaf, "sec"), may(leaf, "op")), (3225, 0, 0));
    assert_eq!(may("BAD_MOBILE|a.xlsx|0|7|5", "op"), 0, "a figure is not in it");
    let owed = Answer::Owed { owner: "सचिव".into(), due: january(9) };
    assert!(hands::may_stand(&case, file, &owed, "op").is_ok());
    // one person alone: it is let through by the rule, and said
    let answered = |by| (by, BenchEvent::Answered { finding: file.into(), answer: stands.clone() });
    let alone = hands::accepted(&written(vec![opened(), brought("op"), answered("op")]));
    let two = hands::accepted(&written(vec![opened(), brought("op"), answered("sec")]));
    assert_eq!((alone["PAGE_TOTAL_MISMATCH"], two["PAGE_TOTAL_MISMATCH"]), ((1, 1), (1, 0)));
}

#[test]
fn what_is_read_in_part_is_answered_by_another_and_only_for_that_file() {
    let (_, mut event) = brought("op");
    if let BenchEvent::FilesBrought { aside, .. } = &mut event {
        // the file itself was read in part, an archive not at all, a picture is none of the books
        aside.extend([("a.xlsx".into(), Some(1013)), ("old.zip".into(), Some(1002)), ("me.jpg".into(), None)]);
    }
    let begun = vec![opened(), ("op", event.clone())];
    let case = written(begun.clone());
    assert_eq!((case.partly.get("a.xlsx"), case.aside.len(), unread::partly(&case)), (Some(&1013), 2, vec!["a.xlsx"]));
    let stands = Answer::Stands { reason: "पन्ना फटा है".into() };
    let key = unread::partly_key("a.xlsx");
    let may = |by: &str| hands::may_stand(&case, &key, &stands, by).err().map_or(0, |r| r.number);
    assert_eq!((may("op"), may("sec")), (3225, 0));
    let answered = ("sec", BenchEvent::Answered { finding: key, answer: stands });
    let mut all = [begun, vec![answered]].concat();
    assert!(unread::partly(&written(all.clone())).is_empty());
    // brought once more it is another file, of which nobody said anything; brought whole it lacks nothing
    all.push(("op", event));
    assert_eq!(unread::partly(&written(all.clone())), ["a.xlsx"]);
    all.push(brought("op"));
    assert!(written(all).partly.is_empty());
}

#[test]
fn what_could_not_be_read_is_left_out_with_a_reason_and_stays_to_be_seen() {
    let aside = vec![("old.zip".to_owned(), Some(1002))];
    let begun = vec![opened(), ("op", BenchEvent::FilesBrought { files: vec![], aside, secret: vec![] })];
    let leave = |path: &str, reason: &str| BenchEvent::FileLeft { path: path.into(), reason: reason.into() };
    let case = written(begun.clone());
    assert_eq!(no(&case, "op", &leave("old.zip", " ")), 3151);
    assert_eq!(no(&case, "op", &leave("other.zip", "x")), 3161);
    assert_eq!(no(&case, "op", &leave("old.zip", "x")), 0);
    let case = written([begun.clone(), vec![("op", leave("old.zip", "तस्वीरें"))]].concat());
    assert!(case.aside.is_empty() && case.left["old.zip"].what == "तस्वीरें");
    let again = written([begun.clone(), vec![("op", leave("old.zip", "x"))], begun].concat());
    assert!(again.left.is_empty() && again.aside.len() == 1, "brought again it is there again");
}

#[test]
fn cells_that_are_no_amount_and_no_day_are_counted_and_answered_as_they_stand() {
    let found = |rows: &[&[&str]]| {
        let (folder, worked, _) = worked(&begun(), &[("bachat", rows)]);
        unread::cells(&worked.migrated, &folder)
    };
    assert!(found(SAVINGS).is_empty());
    let mut rows: Vec<&[&str]> = SAVINGS.to_vec();
    for more in [
        &["504", "4", "मोहन राम", "01-04-2020", "900.00"],
        &["505", "5", "गीता देवी", "01-05-2020", "800.00"],
        &["506", "6", "दीवान सिंह", "01-06-2020", "700.00"],
        &["507", "7", "पार्वती देवी", "01-07-2020", "600.00"],
    ] {
        rows.push(more);
    }
    assert!(found(&rows).is_empty());
    // a letter for a nought, a fault of a formula, a word for a day; a dash and a blank say that there is nothing
    rows[2] = &["501", "1", "राम सिंह", "पुराना", "12,5O0"];
    rows[3] = &["502", "2", "कमला देवी", "-", "#REF!"];
    rows[4] = &["503", "3", "हरि दत्त", "", "-"];
    let one = found(&rows);
    let at: Vec<(u32, u16)> = one.iter().flat_map(|u| &u.at).map(|s| (s.row, s.col)).collect();
    assert_eq!(at, [(3, 3), (3, 4), (4, 4)]);
    let stands =
        BenchEvent::Answered { finding: one[0].key.clone(), answer: Answer::Stands { reason: "फटा".into() } };
    let case = written(vec![opened(), ("sec", stands)]);
    assert!(unread::is_answered(&case, &one[0].key));
    rows[4] = &["503", "3", "हरि दत्त", "", "10.0.0"];
    assert!(!unread::is_answered(&case, &found(&rows)[0].key), "one more was not answered for");
    rows[4] = &["503", "3", "हरि दत्त", "", "-"];
    rows[3] = &["502", "2", "कमला देवी", "-", "#NAME?"];
    assert!(!unread::is_answered(&case, &found(&rows)[0].key), "nor what stands there now");
}

#[test]
fn a_slip_is_known_by_what_it_shows() {
    let tables = [("sadasya", MEMBERS), ("bachat", SAVINGS), ("talpat", TRIAL)];
    let before = slips::by_village(&worked(&begun(), &tables).1.migrated);
    assert_eq!(before.keys().collect::<Vec<_>>(), ["", "सतोली"], "who has no village has a slip all the same");
    let mut savings: Vec<&[&str]> = SAVINGS.to_vec();
    savings[3] = &["502", "2", "कमला देवी", "01-04-2021", "2400.00"];
    let after = worked(&begun(), &[tables[0], ("bachat", &savings), tables[2]]).1;
    let moved = slips::by_village(&after.migrated);
    assert_ne!(slips::digest(&before["सतोली"]), slips::digest(&moved["सतोली"]));
    assert_eq!(slips::digest(&before[""]), slips::digest(&moved[""]), "what others are shown is as it was");
    assert!(slips::is_member(&after.migrated, "3") && !slips::is_member(&after.migrated, "4"));
    // printed once more as they were, the window goes on from the first time
    let printed = |until, digest: &str| {
        let (village, set, digest) = ("सतोली".into(), "aa".into(), digest.into());
        ("op", BenchEvent::SlipsPrinted { village, count: 2, set, until, digest })
    };
    let until = |second: &str| {
        let case = written(vec![opened(), printed(january(5), "x"), printed(january(25), second)]);
        case.slips["सतोली"].what.until
    };
    assert_eq!((until("x"), until("y")), (january(5), january(25)));
}

#[test]
fn nil_is_asked_for_and_the_bank_says_it_in_writing() {
    let m = worked(&begun(), &[("talpat", TRIAL)]).1.migrated;
    let asked = asked_outside(&m.ledger.entries);
    let of = |head: &str| asked.iter().find(|a| a.head == head).expect("asked for");
    assert_eq!((of("CASH").figure.0, of("BORROW_CC").figure.0, of("STOCK_SEED").figure.0), (1_000_000, 0, 0));
    assert!(asked.iter().all(|a| a.head != "INV_RF"), "investments only where there are some");
    let paper = Some(Attachment { digest: "c".into(), bytes: 9 });
    let said = |head: &str, amount, paper: &Option<Attachment>| {
        let said = Outside { head: head.into(), amount: Paise(amount), paper: paper.clone(), ..outside(None) };
        of(head).is_met(&said, CUTOFF)
    };
    assert!(said("CASH", 1_000_000, &None) && !said("CASH", 1_000_001, &None));
    assert!(said("BANK_CUR", 0, &paper) && !said("BANK_CUR", 0, &None), "a bank's figure without its paper is a word");
}

#[test]
fn two_who_work_on_one_day_worked_two_days() {
    let judged = |by, a: &str| {
        let (members, judgement) = (vec![a.to_owned(), "9".to_owned()], Judgement::Different);
        (by, BenchEvent::PersonsJudged { members, judgement, reason: "पूछा".into() })
    };
    let counted = migration::bench::event::Counted { findings: (10, 10), ..Default::default() };
    let alone = written(vec![opened(), judged("op", "1"), judged("op", "2")]);
    let two = written(vec![opened(), judged("op", "1"), judged("acc", "2")]);
    assert_eq!((alone.days_left(&counted), two.days_left(&counted)), (Some(5), Some(10)));
}

#[test]
fn rows_counted_that_the_register_does_not_hold_are_told() {
    let keyed = migration::paper::event::Keyed {
        volume: 1,
        page: 2,
        hand: Hand::First,
        full: true,
        rows: vec![vec!["1".into()], vec!["2".into()]],
        totals: Vec::new(),
    };
    let entries = |said: u64| {
        let counted = migration::bench::event::Counted { keyed: said, ..Default::default() };
        written(vec![
            opened(),
            ("op", BenchEvent::Paper(Box::new(listed(30, on_shelf(9, None, "कारण"))))),
            ("op", BenchEvent::Paper(Box::new(PaperEvent::PageKeyed(Box::new(keyed.clone()))))),
            ("op", BenchEvent::Counted(counted)),
        ])
    };
    assert_eq!((entries(2).miscounted, entries(200).miscounted), (None, Some(2)));
}

#[test]
fn a_page_keyed_without_its_total_is_counted() {
    let count = |kind: u8, totals: &[&str]| {
        let keyed = a_row(totals);
        let mut book = listed(kind, on_shelf(9, None, "कारण"));
        if let PaperEvent::VolumeListed(l) = &mut book {
            l.product = if kind == 7 { "ST".into() } else { String::new() };
        }
        let page = PaperEvent::PageKeyed(Box::new(keyed));
        let case = written(vec![
            opened(),
            ("op", BenchEvent::Paper(Box::new(book))),
            ("op", BenchEvent::Paper(Box::new(page))),
        ]);
        migration::bench::gates::Inventory::of(&case.paper).untotalled
    };
    let kind = migration::paper::Kind::of(7).expect("the loan ledger");
    let at = kind.columns.iter().position(|c| c.total).expect("it has a total");
    let mut totals = vec![""; kind.columns.len()];
    assert_eq!((count(7, &[]), count(7, &totals)), (1, 1));
    totals[at] = "15000";
    assert_eq!(count(7, &totals), 0);
    assert_eq!(count(30, &[]), 0, "minutes have no total");
}

#[test]
fn an_objection_is_answered_by_a_mend_made_since_and_open_again_without_it() {
    let mend = cell(1, 1, "50", "500");
    let mended = |reason: &str| {
        ("sec", BenchEvent::Mended { mends: vec![mend.clone()], reason: reason.into(), finding: String::new() })
    };
    let objected = ("op", BenchEvent::Objected { member_no: "3".into(), text: "₹500".into() });
    let settled = |mend| BenchEvent::ObjectionSettled { of: (1, 2), how: "बही में 500".into(), mend };
    let events = vec![opened(), mended("पहले"), objected, mended("आपत्ति पर")];
    let case = written(events.clone());
    let tried = [Some((1, 1)), Some((1, 3)), None, Some((1, 2)), Some((1, 9))].map(|at| no(&case, "sec", &settled(at)));
    assert_eq!(tried.map(|n| n == 0), [false, true, true, false, false], "{tried:?}");
    let mut events = events;
    events.push(("sec", settled(Some((1, 3)))));
    let answered = &written(events.clone()).objections[0].what;
    assert_eq!((answered.settled.as_deref(), answered.mend), (Some("बही में 500"), Some((1, 3))));
    events.push(("sec", BenchEvent::TakenBack { of: (1, 3), reason: "भूल".into() }));
    let open = &written(events).objections[0].what;
    assert_eq!((open.settled.as_deref(), open.mend), (None, None), "its mend is gone");
    // written before mends were named
    let old = r#"{"t":"objection-settled","of":[1,2],"how":"बही में 500"}"#;
    assert_eq!(serde_json::from_str::<BenchEvent>(old).unwrap(), settled(None));
}
