//! The gates with whole packs: what the pages ask is enough for what the gates want.

use kernel::{Date, Instant};
use migration::bench::case::Entry;
use migration::bench::event::{BenchEvent, Judgement};
use migration::bench::gates::{is_judged, numbers};
use migration::bench::{Case, fold};
use migration::persons::pairs::pairs;

fn judged(pairs: &[Vec<String>]) -> Case {
    let begun = BenchEvent::Opened { cutoff: Date::constant(2025, 3, 31) };
    let pair = |members: &Vec<String>| {
        let (members, reason) = (members.clone(), "asked".to_owned());
        BenchEvent::PersonsJudged { members, judgement: Judgement::Same, reason }
    };
    let entry = |(i, event)| Entry { place: (1, i), by: "op".into(), at: Instant(i), event };
    fold(&(0i64..).zip(std::iter::once(begun).chain(pairs.iter().map(pair))).map(entry).collect::<Vec<_>>())
}

/// Every group of persons that look alike is judged once the pairs the page shows are: also one of three numbers.
#[test]
fn judging_the_pairs_the_page_shows_passes_every_group_of_the_packs() {
    let mut of_three = 0;
    for name in ["a", "b", "c", "d"] {
        let Some(shared) = crate::packs::shared() else { return };
        let (_, m) = crate::packs::understand(&shared.join(format!("pack-{name}")));
        let no = |at: (usize, usize)| m.books.registers[at.0].body.text("member_no", at.1).to_owned();
        let mut shown: Vec<Vec<String>> = pairs(&m.books).iter().map(|p| vec![no(p.a), no(p.b)]).collect();
        shown.iter_mut().for_each(|p| p.sort());
        shown.retain(|p| p[0] != p[1]);
        let case = judged(&shown);
        let groups: Vec<Vec<String>> = m.clusters.iter().map(|c| numbers(&m, &c.members)).collect();
        of_three += groups.iter().filter(|g| g.len() > 2).count();
        assert!(!groups.is_empty(), "pack-{name} has persons entered twice");
        for group in groups {
            assert!(is_judged(&case, &group), "pack-{name}: {group:?} stays open whatever is judged");
        }
    }
    assert!(of_three > 0, "the packs have persons of three numbers");
}
