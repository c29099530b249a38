//! Two runs side by side: their decisions walked from one to the other, and a sheet read that nothing was recognised in.

use kernel::{Date, Digest, Instant, Paise};
use migration::bench::case::Entry;
use migration::bench::compare::{self, Figures, Moved, What};
use migration::bench::event::{Answer, BenchEvent, Judgement, Mend, Spot};
use migration::bench::{Case, fold};
use migration::books;
use migration::cell::{CellKind, Folder, Format, Sheet, SourceFile};
use migration::event::FileKept;
use migration::profile::{self, Profile, Profiles, TableProfile};
use proptest::prelude::*;

fn event((what, n, m): (u8, u8, u8)) -> BenchEvent {
    let text = |s: &str| s.to_owned();
    match what % 6 {
        0 => BenchEvent::FilesBrought {
            files: vec![FileKept {
                path: format!("{}.csv", n % 3),
                digest: Digest([m; 32]).hex(),
                original: None,
                bytes: 1,
                format: text("csv"),
                sheets: Vec::new(),
            }],
            aside: Vec::new(),
            secret: vec![Spot { path: format!("{}.csv", n % 3), sheet: 0, row: u32::from(m), col: 0 }],
        },
        1 => BenchEvent::MappingSet {
            table: TableProfile {
                headings: vec![format!("{}", n % 3), text("शेष")],
                kind: text("deposits"),
                product: text("SB"),
                fields: vec![text("account_no"), if m % 2 == 0 { text("balance") } else { text("-") }],
            },
            reason: if m % 2 == 0 { String::new() } else { text("पुराना") },
        },
        2 => BenchEvent::Mended {
            mends: vec![Mend::Cell {
                at: Spot { path: text("0.csv"), sheet: 0, row: u32::from(n % 4), col: 1 },
                old: text("1"),
                new: format!("{}", m % 3 + 2),
            }],
            reason: text("जाँच"),
            finding: String::new(),
        },
        3 => BenchEvent::PersonsJudged {
            members: vec![format!("{}", n % 3), text("9")],
            judgement: if m % 2 == 0 { Judgement::Same } else { Judgement::Different },
            reason: text("पूछा"),
        },
        4 => BenchEvent::Answered {
            finding: format!("{}", n % 3),
            answer: Answer::Stands { reason: format!("{}", m % 2) },
        },
        _ => BenchEvent::FileLeft { path: format!("{}.csv", n % 3), reason: text("नहीं") },
    }
}

fn case(events: &[(u8, u8, u8)]) -> Case {
    let opened = BenchEvent::Opened { cutoff: Date::new(2026, 3, 31).unwrap() };
    let all = std::iter::once(opened).chain(events.iter().map(|e| event(*e)));
    let entry = |(i, event)| Entry { place: (1, i), by: "क".into(), at: Instant(0), event };
    fold(&(0..).zip(all).map(entry).collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn walking_from_one_run_to_the_other_arrives(
        a in prop::collection::vec(any::<(u8, u8, u8)>(), 0..12),
        b in prop::collection::vec(any::<(u8, u8, u8)>(), 0..12),
    ) {
        let (mut walker, b) = (case(&a), case(&b));
        let changes = compare::changes(&walker, &b);
        let steps = compare::steps(&changes, 3);
        prop_assert!(steps.len() <= 3 && steps.iter().map(|s| s.len()).sum::<usize>() == changes.len());
        for c in &changes {
            prop_assert!(c.before != c.after);
            compare::apply(&mut walker, c, &b);
        }
        prop_assert!(compare::changes(&walker, &b).is_empty());
        prop_assert_eq!(walker.files.keys().collect::<Vec<_>>(), b.files.keys().collect::<Vec<_>>());
        prop_assert_eq!(&walker.secret, &b.secret, "what was masked goes with its file");
        prop_assert!(compare::changes(&b, &b).is_empty());
    }
}

#[test]
fn figures_that_differ_are_told_with_their_amounts() {
    let mut a = Figures::default();
    a.heads.insert("SB".into(), ("बचत".into(), Paise(500), Paise(700)));
    a.registers.insert(("deposits".into(), "SB".into()), (3, Paise(700)));
    a.findings.insert("DUPLICATE_ROW".into(), 2);
    a.gates = 0b101;
    let mut b = a.clone();
    assert!(compare::moved(&a, &b).is_empty());
    b.heads.insert("SB".into(), ("बचत".into(), Paise(500), Paise(500)));
    b.registers.insert(("deposits".into(), "SB".into()), (2, Paise(500)));
    b.findings.clear();
    b.gates = 0b110;
    let expected = [
        Moved::Head("SB".into(), Paise(-200)),
        Moved::Register(("deposits".into(), "SB".into()), -1, Paise(-200)),
        Moved::Findings("DUPLICATE_ROW".into(), -2),
        Moved::Gate(0, false),
        Moved::Gate(1, true),
    ];
    assert_eq!(compare::moved(&a, &b), expected);
    assert_eq!(What::Mend.name(), "mend");
}

fn unlike() -> Folder {
    let mut s = Sheet::new("पन्ना");
    let rows: [&[&str]; 5] =
        [&["कखग पत्र", ""], &["चछ", "जझ", "टठ"], &["1", "राम", "540"], &["2", "श्याम", "90"], &["3", "मोहन", "10"]];
    for (i, row) in rows.iter().enumerate() {
        s.begin_row(i as u32 + 1, false, false);
        for (col, text) in row.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
            s.push(col as u16, text, CellKind::Text, 0, false);
        }
    }
    let digest = Digest([7; 32]);
    let file = SourceFile { path: "a.xlsx".into(), digest, bytes: 1, format: Format::Xlsx, sheets: vec![s] };
    Folder { files: vec![file], set_aside: Vec::new() }
}

#[test]
fn a_sheet_nothing_was_recognised_in_is_read_by_the_row_said_to_head_it() {
    let (folder, cutoff) = (unlike(), Date::new(2026, 3, 31).unwrap());
    let none = books::read(&folder, cutoff, &Profiles::default());
    assert!(none.registers.is_empty(), "its headings mean nothing to us");
    let sheet = &folder.files[0].sheets[0];
    let view = migration::view::View::new(sheet, Format::Xlsx);
    let heads = profile::row_headings(&view, sheet.row(2).unwrap());
    let table = TableProfile {
        headings: heads.into_iter().map(|(_, h)| h).collect(),
        kind: "deposits".into(),
        product: "SB".into(),
        fields: ["account_no", "name", "balance"].map(String::from).to_vec(),
    };
    let read = books::read(&folder, cutoff, &Profiles(vec![Profile { table: vec![table.clone()] }]));
    let [r] = &read.registers[..] else { panic!("one register: {:?}", read.registers.len()) };
    assert_eq!((r.table.kind, r.head_row, r.body.len()), ("deposits", 2, 3));
    assert_eq!(r.body.sum("balance"), Paise(64_000));
    let other = TableProfile { headings: vec!["चछ".into(), "जझ".into()], ..table };
    let read = books::read(&folder, cutoff, &Profiles(vec![Profile { table: vec![other] }]));
    assert!(read.registers.is_empty(), "half a heading is none");
}

#[test]
fn likely_meanings_are_suggested_each_once() {
    let heads = ["खाता संख्या", "सदस्य का नाम", "शेष राशि", "कखग"].map(String::from);
    let fields = profile::suggested("deposits", "SB", &heads);
    assert_eq!((fields[0], fields[2], fields[3]), ("account_no", "balance", "-"));
    assert_eq!(profile::suggested("nothing", "", &heads), ["-"; 4]);
}
