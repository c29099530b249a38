//! Pairs of members marked "very likely" against the truths: how many of them are one person, and how many persons entered twice are among them.

use crate::packs::{shared, understand};
use examples::{DefectPlan, Shape, Size};
use migration::persons::{number, pairs};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Of the pairs marked: right ones, all; of the real pairs: found ones, all; and real ones among the possible.
#[derive(Default, Debug)]
struct Count {
    marked: (usize, usize),
    real: (usize, usize),
    possible: (usize, usize),
}

type Two = (String, String);

fn two(a: &str, b: &str) -> Two {
    let (a, b) = (number(a), number(b));
    if a < b { (a, b) } else { (b, a) }
}

fn real(truth: &Value) -> BTreeSet<Two> {
    let mut out = BTreeSet::new();
    for cluster in truth["duplicate_clusters"].as_array().map_or(&[][..], Vec::as_slice) {
        let numbers: Vec<&str> = cluster.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (i, a) in numbers.iter().enumerate() {
            out.extend(numbers[i + 1..].iter().map(|b| two(a, b)));
        }
    }
    out
}

fn one_pack(dir: &Path, truth: &Value, what: &str, count: &mut Count) {
    let (_, migrated) = understand(dir);
    let no = |at: (usize, usize)| migrated.books.registers[at.0].body.text("member_no", at.1);
    let real = real(truth);
    let mut found = BTreeSet::new();
    for pair in pairs::pairs(&migrated.books) {
        let here = two(no(pair.a), no(pair.b));
        let right = real.contains(&here);
        let of = if pair.class == pairs::Class::VeryLikely { &mut count.marked } else { &mut count.possible };
        of.0 += usize::from(right);
        of.1 += 1;
        if pair.class == pairs::Class::VeryLikely {
            if !right {
                println!("{what}: {here:?} marked and not one person: {:?}", pair.weights);
            }
            found.insert(here);
        }
    }
    for pair in &real {
        let there = found.contains(pair);
        count.real.0 += usize::from(there);
        count.real.1 += 1;
        if !there {
            println!("{what}: {pair:?} not marked");
        }
    }
}

fn verdict(what: &str, count: &Count) {
    let share = |of: (usize, usize)| of.0 as f64 / of.1.max(1) as f64;
    println!(
        "{what}: very likely {} pairs, {} of them one person (precision {:.3}); {} of {} real pairs found (recall {:.3}); {} possible pairs, {} of them real",
        count.marked.1,
        count.marked.0,
        share(count.marked),
        count.real.0,
        count.real.1,
        share(count.real),
        count.possible.1,
        count.possible.0
    );
    assert!(share(count.marked) >= 0.98 && share(count.real) >= 0.95, "{what}: {count:?}");
}

#[test]
fn what_is_marked_very_likely_is_one_person_on_the_packs() {
    let Some(packs) = shared() else { return };
    let mut count = Count::default();
    for name in ["tiny", "a", "b", "c", "d", "clean"] {
        let truth = std::fs::read_to_string(packs.join(format!("pack-{name}.truth.json"))).expect("a truth");
        let truth: Value = serde_json::from_str(&truth).expect("JSON");
        one_pack(&packs.join(format!("pack-{name}")), &truth, &format!("pack-{name}"), &mut count);
    }
    verdict("packs", &count);
}

#[test]
fn what_is_marked_very_likely_is_one_person_in_invented_societies() {
    let mut count = Count::default();
    for (seed, size) in [(41, Size::Village), (42, Size::Small), (43, Size::Small)] {
        let society = examples::society(seed, size, DefectPlan::All);
        for shape in Shape::ALL {
            let dir = tempfile::tempdir().expect("a folder");
            let truth = examples::write(&society, shape, dir.path()).expect("a pack");
            one_pack(dir.path(), &truth, &format!("{shape:?} {seed}"), &mut count);
        }
    }
    verdict("invented societies", &count);
}
