//! The workbench: mends over cells, entries folded, what may be done.

use kernel::{Date, Instant};
use migration::bench::case::Entry;
use migration::bench::event::{BenchEvent, Judgement, Mend, Signer, Spot};
use migration::bench::{Case, decide, fold, mend};
use migration::cell::{CellKind, Folder, Format, Sheet, SourceFile};
use proptest::prelude::*;

pub(crate) fn sheet(rows: &[&[&str]]) -> Sheet {
    let mut s = Sheet::new("KCC");
    for (i, row) in rows.iter().enumerate() {
        s.begin_row(i as u32 + 1, false, false);
        for (col, text) in row.iter().enumerate() {
            s.push(col as u16, text, CellKind::Text, 0, false);
        }
    }
    s
}

pub(crate) fn folder(rows: &[&[&str]]) -> Folder {
    let digest = kernel::Digest([7; 32]);
    let file = SourceFile { path: "a.xlsx".into(), digest, bytes: 1, format: Format::Xlsx, sheets: vec![sheet(rows)] };
    Folder { files: vec![file], set_aside: Vec::new() }
}

fn spot(row: u32, col: u16) -> Spot {
    Spot { path: "a.xlsx".into(), sheet: 0, row, col }
}

pub(crate) fn cell(row: u32, col: u16, old: &str, new: &str) -> Mend {
    Mend::Cell { at: spot(row, col), old: old.into(), new: new.into() }
}

fn texts(f: &Folder) -> Vec<String> {
    let s = &f.files[0].sheets[0];
    s.rows().iter().map(|r| mend::row_text(s, r.number)).collect()
}

#[test]
fn a_mend_changes_its_cell_and_nothing_else() {
    let mut f = folder(&[&["1", "राम", "540"], &["2", "", "90"], &["2", "", "90"]]);
    let out = Mend::RowOut { at: spot(3, 0), old: "2|90".into() };
    let mends = [cell(1, 2, "540", "450"), cell(2, 1, "", "श्याम"), out, cell(1, 2, "450", "405")];
    assert!(mend::apply(&mut f, &mends.iter().collect::<Vec<_>>()).is_empty());
    assert_eq!(texts(&f), ["1|राम|405", "2|श्याम|90"]);
    let row = f.files[0].sheets[0].rows()[0];
    let kinds: Vec<CellKind> = f.files[0].sheets[0].cells(&row).iter().map(|c| c.kind).collect();
    assert_eq!(kinds, [CellKind::Text, CellKind::Text, CellKind::Number]);
}

#[test]
fn a_mend_that_no_longer_fits_is_told_and_changes_nothing() {
    let mut f = folder(&[&["1", "540"]]);
    let gone = Mend::RowOut { at: spot(9, 0), old: String::new() };
    let elsewhere = Mend::Cell { at: Spot { path: "b.xlsx".into(), ..spot(1, 1) }, old: "540".into(), new: "1".into() };
    let mends = [cell(1, 1, "541", "450"), gone, elsewhere, cell(1, 1, "540", "450"), cell(1, 1, "540", "405")];
    assert_eq!(mend::apply(&mut f, &mends.iter().collect::<Vec<_>>()), [0, 1, 2, 4]);
    assert_eq!(texts(&f), ["1|450"]);
}

proptest! {
    /// Mends and what would undo them, laid over one after the other, leave every cell as it was.
    #[test]
    fn undoing_restores(changes in prop::collection::vec((1u32..6, 0u16..5, "[0-9]{0,3}"), 1..12)) {
        let rows: Vec<Vec<String>> = (0..5).map(|r| (0..5).map(|c| format!("{r}{c}")).collect()).collect();
        let refs: Vec<Vec<&str>> = rows.iter().map(|r| r.iter().map(String::as_str).collect()).collect();
        let slices: Vec<&[&str]> = refs.iter().map(Vec::as_slice).collect();
        let before = texts(&folder(&slices));
        let mut now = std::collections::BTreeMap::new();
        let mut mends = Vec::new();
        for (row, col, new) in changes {
            let old = now.get(&(row, col)).cloned().unwrap_or_else(|| format!("{}{col}", row - 1));
            now.insert((row, col), new.clone());
            mends.push(cell(row, col, &old, &new));
        }
        let back: Vec<Mend> = mends.iter().rev().map(|m| match m {
            Mend::Cell { at, old, new } => Mend::Cell { at: at.clone(), old: new.clone(), new: old.clone() },
            Mend::RowOut { .. } => unreachable!(),
        }).collect();
        let mut f = folder(&slices);
        let all: Vec<&Mend> = mends.iter().chain(&back).collect();
        prop_assert!(mend::apply(&mut f, &all).is_empty());
        prop_assert_eq!(texts(&f), before);
    }
}

pub(crate) fn written(events: Vec<(&str, BenchEvent)>) -> Case {
    let entry = |(i, (by, event)): (usize, (&str, BenchEvent))| Entry {
        place: (1, i as i64),
        by: by.to_owned(),
        at: Instant(i as i64),
        event,
    };
    fold(&events.into_iter().enumerate().map(entry).collect::<Vec<_>>())
}

pub(crate) fn opened() -> (&'static str, BenchEvent) {
    ("op", BenchEvent::Opened { cutoff: Date::constant(2025, 3, 31) })
}

fn signed(by: &'static str, signer: Signer, set: &str) -> (&'static str, BenchEvent) {
    (by, BenchEvent::Signed { signer, set: set.into(), paper_no: "7".into() })
}

pub(crate) fn no(case: &Case, by: &str, event: &BenchEvent) -> u16 {
    decide::check(case, event, by).err().map_or(0, |r| r.number)
}

#[test]
fn what_was_taken_back_is_left_out() {
    let judged = BenchEvent::PersonsJudged {
        members: vec!["1".into(), "2".into()],
        judgement: Judgement::Same,
        reason: "एक ही".into(),
    };
    let back = BenchEvent::TakenBack { of: (1, 1), reason: "भूल".into() };
    let case = written(vec![opened(), ("op", judged.clone()), ("op", back.clone())]);
    assert!(case.judged.is_empty() && case.taken_back.contains_key(&(1, 1)));
    assert_eq!(no(&case, "op", &back), 3153);
    assert_eq!(no(&written(vec![opened(), ("op", judged)]), "op", &back), 0);
}

#[test]
fn signatures_follow_the_order_the_set_and_the_persons() {
    let frozen = |set: &str| ("op", BenchEvent::Frozen { set: set.into() });
    let case = written(vec![opened(), frozen("aa")]);
    assert_eq!(no(&case, "sec", &signed("sec", Signer::Secretary, "aa").1), 3155);
    assert_eq!(no(&case, "op", &signed("op", Signer::Operator, "bb").1), 3154);
    assert_eq!(no(&case, "op", &signed("op", Signer::Operator, "aa").1), 0);
    let case = written(vec![opened(), frozen("aa"), signed("op", Signer::Operator, "aa")]);
    assert_eq!(no(&case, "op", &signed("op", Signer::Secretary, "aa").1), 3156);
    let two =
        vec![opened(), frozen("aa"), signed("op", Signer::Operator, "aa"), signed("sec", Signer::Secretary, "aa")];
    assert_eq!(decide::standing(&written(two.clone())).len(), 2);
    // another set: nobody has signed it
    let mut after = two;
    after.push(frozen("cc"));
    assert!(decide::standing(&written(after)).is_empty());
}

#[test]
fn nothing_changes_once_posted_and_nothing_is_sealed_before() {
    let mends =
        BenchEvent::Mended { mends: vec![cell(1, 1, "1", "2")], reason: "भूल".into(), finding: String::new() };
    let seal = BenchEvent::CutOver { from: Date::constant(2026, 4, 1), resolution: "9".into(), run: 0 };
    let case = written(vec![opened()]);
    assert_eq!((no(&case, "op", &mends), no(&case, "sec", &seal)), (0, 3158));
    assert_eq!(no(&Case::default(), "op", &mends), 3150);
    let frozen = ("op", BenchEvent::Frozen { set: "aa".into() });
    let posted = ("op", BenchEvent::Posted { set: "aa".into() });
    let case = written(vec![opened(), frozen, posted]);
    assert_eq!((no(&case, "op", &mends), no(&case, "sec", &seal)), (3157, 0));
}

#[test]
fn a_trial_balance_of_another_year_is_told_by_its_heading() {
    let cutoff = Date::constant(2025, 3, 31);
    let other = |titles: &[&str]| {
        let mut rows: Vec<Vec<&str>> = titles.iter().map(|t| vec![*t]).collect();
        rows.extend([
            vec!["क्र. सं.", "मद", "नाम (डेबिट)", "जमा (क्रेडिट)"],
            vec!["1", "अंश पूंजी", "", "50000.00"],
            vec!["2", "बचत जमा", "", "20000.00"],
            vec!["3", "अल्पकालीन ऋण", "60000.00", ""],
            vec!["4", "हस्तगत रोकड़", "10000.00", ""],
        ]);
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let books = migration::books::read(&folder(&rows), cutoff, &migration::profile::Profiles::default());
        assert!(books.registers.iter().any(|r| r.is("trial_balance", "")), "{titles:?}");
        migration::bench::year::other(&books).map(|o| o.says.to_string())
    };
    let wrong = [
        ("तलपट दिनांक 31.03.2024 को", "2024-03-31"),
        ("तलपट ३१-०३-२०२४", "2024-03-31"),
        ("Trial Balance FY 2023-24", "2024-03-31"),
        ("तलपट वित्तीय वर्ष 2025-2026", "2026-03-31"),
        ("तलपट 31 मार्च 2024 की स्थिति", "2024-03-31"),
    ];
    for (title, says) in wrong {
        assert_eq!(other(&["साधन सहकारी समिति", title]).as_deref(), Some(says), "{title}");
    }
    let fits =
        ["तलपट 31.03.2025", "तलपट वर्ष 2024-25", "तलपट", "तलपट, पंजीकरण 12-05-1962", "तलपट 31.03.2024 से 31.03.2025"];
    for title in fits {
        assert_eq!(other(&["साधन सहकारी समिति", title]), None, "{title}");
    }
}

#[test]
fn an_order_from_another_log_opens_the_end_of_paper_it_names_and_no_later_one() {
    let at = |place, event| Entry { place, by: "x".into(), at: Instant(0), event };
    let ended =
        |seq| at((1, seq), BenchEvent::CutOver { from: Date::constant(2027, 1, 1), resolution: "7".into(), run: 0 });
    let order = |of| at((1_000_000, 0), BenchEvent::Reopened { order: "9".into(), reason: "x".into(), of });
    // the seat's log comes after the society's own, whatever was written first
    assert!(fold(&[ended(5), order(Some((1, 5)))]).cut_over.is_none());
    let again = fold(&[ended(5), ended(9), order(Some((1, 5)))]);
    assert_eq!(again.cut_over.map(|c| c.place), Some((1, 9)));
    assert_eq!(again.reopened.len(), 1);
    assert!(fold(&[ended(5), order(None)]).cut_over.is_none(), "as it was written before the entry was named");
}
