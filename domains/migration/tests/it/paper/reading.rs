//! Every kind of volume that becomes a register is read as that register.

use super::{book, first, folded};
use kernel::Date;
use migration::bench::{self, Case};
use migration::books::{self, sum_field};
use migration::cell::Folder;
use migration::check::Limits;
use migration::paper::event::{Hand, Keyed};
use migration::paper::kinds::all;
use migration::paper::{Hold, Kind, Paper, PaperEvent, control, sheet};
use migration::profile::Profiles;

const NAMES: [&str; 4] = ["राम सिंह", "कमला देवी", "हरीश चन्द्र", "गोविन्द राम"];
const HEADS: [&str; 4] = ["अंश पूंजी", "फसली ऋण", "रोकड़ हस्ते", "सावधि जमा"];

fn cell(kind: &Kind, column: usize, n: usize) -> String {
    let field = kind.columns[column].field.as_str();
    match (field, kind.columns[column].hold) {
        ("side", _) if kind.name == "balance-sheet" => ["देय", "सम्पत्ति"][n % 2].into(),
        ("side", _) => "नाम".into(),
        ("head", _) => HEADS[n % 4].into(),
        ("debit", _) if n.is_multiple_of(2) => String::new(),
        ("credit", _) if n % 2 == 1 => String::new(),
        ("village" | "panchayat" | "block", _) => ["सतोली", "मल्ला ओखल", "देवीधुरा"][n % 3].into(),
        ("name" | "father" | "nominee" | "party" | "agent", _) => NAMES[n % 4].into(),
        ("item", _) => format!("{} {n}", ["यूरिया", "मेज", "गेहूँ बीज"][n % 3]),
        ("rate", Hold::Rate) => "7".into(),
        ("from", _) => (n * 10 + 1).to_string(),
        ("to" | "mobile", _) => format!("94120{:05}", n * 37),
        (_, Hold::Code) => (1_001 + n).to_string(),
        (_, Hold::Amount) => (500 + n * 130).to_string(),
        (_, Hold::Count | Hold::Rate) => (n % 9 + 1).to_string(),
        (_, Hold::Date) => format!("{:02}/{:02}/{}", n % 27 + 1, n % 12 + 1, 2019 + n % 4),
        (_, Hold::Text) => "अ".into(),
    }
}

/// Rows whose own figures hang together.
fn made(kind: &Kind, from: usize, count: usize) -> Vec<Vec<String>> {
    (from..from + count)
        .map(|n| {
            let mut row: Vec<String> = (0..kind.columns.len()).map(|c| cell(kind, c, n)).collect();
            for sum in &kind.follows {
                let right = control::expected(kind, &row, sum.result).expect("every figure is there");
                row[sum.result] = (right.0 / 100).to_string();
            }
            row
        })
        .collect()
}

fn totals(kind: &Kind, rows: &[Vec<String>]) -> Vec<String> {
    let total = |c: usize| control::sum(kind, rows, c).map_or(String::new(), |s| (s.0 / 100).to_string());
    (0..kind.columns.len()).map(|c| if kind.columns[c].total { total(c) } else { String::new() }).collect()
}

/// A volume of two pages of twelve rows, keyed by both hands alike; page 4 and page 7 of a book.
fn keyed(kind: &Kind, product: &str) -> Paper {
    let mut events = vec![("op", book(1, kind.no, product, 9))];
    for (page, from) in [(4, 0), (7, 12)] {
        let rows = made(kind, from, 12);
        let totals = totals(kind, &rows);
        events.push(("op", first(1, page, rows.clone(), totals.clone())));
        let keyed = Keyed { volume: 1, page, hand: Hand::Second, full: true, rows, totals };
        events.push(("sec", PaperEvent::PageKeyed(Box::new(keyed))));
    }
    folded(&events)
}

fn cutoff() -> Date {
    Date::new(2025, 3, 31).expect("a day")
}

#[test]
fn every_kind_is_read_as_the_register_it_is() {
    let profiles = Profiles(vec![sheet::profile()]);
    for kind in all() {
        for (product, _) in &kind.titles {
            let paper = keyed(kind, product);
            let folder = Folder { files: sheet::files(&paper), set_aside: Vec::new() };
            let name = format!("{} {product}", kind.name);
            let books = books::read(&folder, cutoff(), &profiles);
            assert_eq!(books.registers.len(), 1, "{name}");
            let register = &books.registers[0];
            let reads = kind.reads.as_deref().expect("it has titles");
            assert_eq!((register.table.kind, register.table.product.as_str()), (reads, product.as_str()), "{name}");
            assert_eq!(register.table.confidence, 100, "{name}");
            assert_eq!(register.body.len(), 24, "{name}");
            for (at, column) in kind.columns.iter().filter(|c| c.head.is_some()).enumerate() {
                let mapped = register.table.columns.iter().find(|m| usize::from(m.col) == at);
                assert_eq!(mapped.map(|m| m.field), Some(column.field.as_str()), "{name}");
            }
            assert_eq!(sheet::place(&folder.files[0].path, register.body.rows[12]), Some((1, 7, 0)), "{name}");
            let control = paper.volumes[&1].control(&paper.sampling);
            assert_eq!(control.count, 24, "{name}");
            if let Some(at) =
                sum_field(reads).and_then(|f| kind.totalled().iter().position(|&c| kind.columns[c].field == f))
            {
                assert_eq!(register.body.sum(sum_field(reads).expect("as above")), control.sums[at], "{name}");
            }
            if kind.totalled().iter().any(|&c| kind.columns[c].head.is_some()) {
                let labels: Vec<Option<u32>> = register.body.pages.iter().map(|p| p.label).collect();
                assert_eq!(labels, [Some(4), Some(7)], "{name}");
                assert!(register.body.pages.iter().all(|p| p.total.is_some()), "{name}: page totals");
            }
        }
    }
}

#[test]
fn only_whole_pages_reach_the_books() {
    let kind = Kind::of(7).expect("loans");
    let whole = keyed(kind, "ST");
    let case = Case { paper: whole, ..Case::default() };
    let mut folder = Folder::default();
    let worked = bench::work(&mut folder, &case, cutoff(), Limits::default());
    assert_eq!(worked.migrated.books.registers[0].body.len(), 24);
    let one_hand = folded(&[("op", book(1, 7, "ST", 9)), ("op", first(1, 4, made(kind, 0, 12), vec![]))]);
    assert!(sheet::files(&one_hand).is_empty());
}

#[test]
fn a_page_keyed_later_moves_no_row() {
    let kind = Kind::of(9).expect("dcb");
    let page = |no: u32, from: usize| ("op", first(1, no, made(kind, from, 3), vec![]));
    let mut events = vec![("op", book(1, 9, "", 3)), page(1, 0), page(3, 6)];
    let numbers = |events: &[(&str, PaperEvent)]| -> Vec<u32> {
        let mut paper = folded(events);
        paper.sampling.percent = 0;
        sheet::files(&paper)[0].sheets[0].rows().iter().map(|r| r.number).collect()
    };
    let before = numbers(&events);
    events.push(page(2, 3));
    assert!(before.iter().all(|n| numbers(&events).contains(n)));
}
