//! Layouts shared through the seat: what may be released, whose reading goes first, what no longer fits.

use crate::folders::{folder, sheet};
use kernel::{Date, Instant};
use migration::bench::case::{Entry, Place};
use migration::bench::event::BenchEvent;
use migration::bench::{Case, fold};
use migration::books;
use migration::layout::{self, LayoutEvent};
use migration::profile::{Profile, Profiles, TableProfile};
use proptest::prelude::*;

fn table(headings: &[&str], fields: &[&str]) -> TableProfile {
    let own = |all: &[&str]| all.iter().map(|t| (*t).to_owned()).collect();
    TableProfile { headings: own(headings), kind: "deposits".into(), product: "SB".into(), fields: own(fields) }
}

fn savings() -> TableProfile {
    table(&["चछ", "जझ", "टठ", "डढ"], &["account_no", "name", "-", "balance"])
}

fn entry(seq: i64, event: BenchEvent) -> Entry {
    Entry { place: (1, seq), by: "op".into(), at: Instant(seq), event }
}

fn taken(of: Place, table: &TableProfile) -> BenchEvent {
    BenchEvent::Layout(Box::new(LayoutEvent::Taken { of, table: table.clone() }))
}

fn number(r: Result<BenchEvent, kernel::Refusal>) -> u16 {
    r.err().map_or(0, |r| r.number)
}

#[test]
fn only_a_bare_layout_is_released_once() {
    let ok = layout::release(&[], &savings(), 3).expect("headings alone");
    let stands = layout::released(&[entry(0, ok)]);
    assert_eq!((stands.len(), stands[0].societies), (1, 3));
    assert_eq!(number(layout::release(&stands, &savings(), 4)), 3191);
    let with = |change: fn(&mut TableProfile)| {
        let mut t = savings();
        change(&mut t);
        number(layout::release(&[], &t, 1))
    };
    assert_eq!(with(|t| t.headings[1] = "राम सिंह 9412345678".into()), 3192, "a number");
    assert_eq!(with(|t| t.headings[1] = "९४१२३४५६७८".into()), 3192, "in either script");
    assert_eq!(with(|t| t.headings[1] = "क".repeat(81)), 3192);
    assert_eq!(with(|t| t.kind = "राम सिंह".into()), 3192, "a register nobody knows");
    assert_eq!(with(|t| t.product = "राम सिंह".into()), 3192);
    assert_eq!(with(|t| t.fields[1] = "राम सिंह".into()), 3192);
    assert_eq!(with(|t| drop(t.fields.pop())), 3192);
    let back = layout::withdraw(&stands, (1, 0), "भूल").expect("it stands");
    assert_eq!(number(layout::withdraw(&stands, (1, 7), "भूल")), 3194);
    assert_eq!(number(layout::withdraw(&stands, (1, 0), " ")), 3151);
    let ok = layout::release(&[], &savings(), 3).expect("headings alone");
    assert!(layout::released(&[entry(0, ok), entry(1, back)]).is_empty());
}

/// What is applied, by whether it came from the seat.
fn applied(case: &Case) -> Vec<(bool, String)> {
    let of =
        |m: &migration::bench::Said<TableProfile>| (case.from_seat.contains_key(&m.place), m.what.fields[1].clone());
    case.mappings.iter().map(of).collect()
}

#[test]
fn the_societys_own_reading_goes_before_the_seats_whichever_came_first() {
    let opened = entry(0, BenchEvent::Opened { cutoff: Date::constant(2025, 3, 31) });
    let mut ours = savings();
    ours.fields[1] = "father".into();
    let own = |seq| entry(seq, BenchEvent::MappingSet { table: ours.clone(), reason: String::new() });
    let seats = |seq| entry(seq, taken((1_000_000, 4), &savings()));
    let first = fold(&[opened.clone(), own(1), seats(2)]);
    let last = fold(&[opened.clone(), seats(1), own(2)]);
    assert_eq!(applied(&first), [(false, "father".to_owned())]);
    assert_eq!(applied(&last), applied(&first));
    // taken back, it is remembered as not ours until it is applied again
    let back = entry(2, BenchEvent::TakenBack { of: (1, 1), reason: "x".into() });
    let without = fold(&[opened.clone(), seats(1), back.clone()]);
    assert!(applied(&without).is_empty() && without.declined.contains(&(1_000_000, 4)));
    let again = fold(&[opened, seats(1), back, seats(3)]);
    assert_eq!((applied(&again).len(), again.declined.len()), (1, 0));
}

fn rows(all: &[&[&str]]) -> Vec<Vec<String>> {
    all.iter().map(|r| r.iter().map(|c| (*c).to_owned()).collect()).collect()
}

fn missing(heads: &[&str], profile: &TableProfile) -> Vec<Vec<String>> {
    let data: Vec<&str> = heads.iter().map(|_| "12").collect();
    let f = folder(vec![sheet("SB", &rows(&[heads, &data, &data, &data]))]);
    let profiles = Profiles(vec![Profile { table: vec![profile.clone()] }]);
    let read = books::read(&f, Date::constant(2025, 3, 31), &profiles);
    read.unfit.into_iter().map(|u| u.missing).collect()
}

#[test]
fn a_column_that_vanished_is_named_and_another_layout_is_not_spoken_of() {
    let p = savings();
    assert!(missing(&["चछ", "जझ", "टठ", "डढ"], &p).is_empty());
    assert!(missing(&["डढ", "चछ", "जझ", "टठ"], &p).is_empty(), "a heading that moved is found where it stands");
    assert!(missing(&["चछ", "जझ", "डढ"], &p).is_empty(), "a column that is not used is not missed");
    assert_eq!(missing(&["चछ", "जझ", "टठ", "पफ"], &p), [["डढ"]]);
    assert!(missing(&["पफ", "बभ", "टठ", "मय"], &p).is_empty(), "one heading in common is another layout");
}

proptest! {
    /// However headings are spaced, the same layout has the same print; another meaning has another.
    #[test]
    fn prints_follow_the_reading(n in 2usize..8, gap in "[ .]{0,3}", changed in 0usize..8) {
        let heads: Vec<String> = (0..n).map(|i| format!("स्तम्भ{gap}क{i}")).collect();
        let a = TableProfile { headings: heads.clone(), kind: "shares".into(), product: String::new(), fields: vec!["-".into(); n] };
        let spaced = TableProfile { headings: heads.iter().map(|h| format!("  {h} ")).collect(), ..a.clone() };
        prop_assert_eq!(layout::print(&a), layout::print(&spaced));
        prop_assert!(layout::alike(&a, &spaced));
        let mut b = a.clone();
        b.fields[changed % n] = "balance".into();
        prop_assert_eq!(layout::heads(&a), layout::heads(&b));
        prop_assert_ne!(layout::print(&a), layout::print(&b));
    }
}
