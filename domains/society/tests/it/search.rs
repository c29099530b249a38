//! The right member is found, however his name is spelt.

use crate::roll::{Dice, LAST, MEN, Person, VILLAGES, WOMEN, members};
use proptest::prelude::*;
use society::search::{Index, SearchRow};
use std::path::PathBuf;

fn row<'r>(no: &'r str, name: &'r str, father: &'r str, village: &'r str) -> SearchRow<'r> {
    SearchRow { no, name, father, village }
}

fn few() -> Index {
    Index::build([
        row("450", "राम सिंह", "भवान सिंह", "कोट"),
        row("451", "भवान सिंह", "राम सिंह", "कोट"),
        row("452", "राम सिंह नेगी", "दीवान सिंह", "नैनी"),
        row("N-26", "रामकिशन", "धन लाल", "सिमली"),
        row("4", "गीता देवी", "राम सिंह", "कोट"),
        row("0045", "Shyam Lal", "Dhan Lal", "Simli"),
    ])
}

fn first(question: &str) -> String {
    few().find(question, 5).first().map_or_else(String::new, |h| h.no.clone())
}

#[test]
fn questions_as_people_type_them() {
    for question in [
        "राम सिंह भवान कोट",
        "ram singh",
        "rm sing bhawan",
        "Raam Singh Bhavan",
        "ram singh kot",
        "भवान राम सिंह कोट 450",
    ] {
        assert_eq!(first(question), "450", "{question}");
    }
    assert_eq!(first("bhawan singh"), "451");
    assert_eq!(first("भवान सिंह राम"), "451");
    assert_eq!(first("ram negi"), "452");
    assert_eq!(first("राम किशन"), "N-26");
    assert_eq!(first("Ramkishan"), "N-26");
    assert_eq!(first("ramkis"), "N-26");
    assert_eq!(first("geeta"), "4");
    assert_eq!(first("श्याम लाल"), "0045");
    assert_eq!(first("श्री shyam lal"), "0045");
    assert_eq!(first("xqzzk"), "");
    assert_eq!(first(""), "");
}

#[test]
fn numbers_come_first() {
    let numbers = |question: &str| few().find(question, 5).into_iter().map(|h| (h.no, h.exact)).collect::<Vec<_>>();
    assert_eq!(numbers("450"), [("450".to_owned(), true)]);
    assert_eq!(numbers("४५०")[0], ("450".to_owned(), true));
    assert_eq!(numbers("n-26")[0], ("N-26".to_owned(), true));
    let begun: Vec<String> = numbers("45").into_iter().map(|n| n.0).collect();
    assert_eq!(begun, ["0045", "450", "451", "452"], "the very number, then those that begin with it");
    assert_eq!(numbers("9412"), [], "a telephone is not searched");
    assert_eq!(few().find("4 ram singh", 5)[0].no, "4");
}

#[test]
fn one_member_changes() {
    let mut index = few();
    index.put(&row("450", "हरीश सिंह", "भवान सिंह", "कोट"));
    index.put(&row("7", "उमेद सिंह", "केशर सिंह", "पाली"));
    assert_eq!((index.len(), index.find("umed", 1)[0].no.as_str()), (7, "7"));
    assert_eq!(index.find("harish singh", 1)[0].no, "450");
    assert_ne!(index.find("ram singh kot", 1)[0].no, "450");
    assert!(index.remove("7") && !index.remove("7"));
    assert!(index.find("umed kesar pali", 9).iter().all(|h| h.no != "7"));
    index.put(&row("8", "उमेद सिंह", "", ""));
    assert_eq!(index.find("उमेद", 1)[0].no, "8");
}

proptest! {
    #[test]
    fn built_at_once_or_member_by_member_it_answers_alike(
        people in prop::collection::vec((0usize..20, 0usize..8, 0usize..8, 0usize..4), 1..40), gone in 0usize..20, asked in 0usize..8
    ) {
        let people: Vec<Person> = people.into_iter().map(|(no, n, f, v)| Person {
            no: no.to_string(), name: format!("{} सिंह", MEN[n]), father: MEN[f].into(), village: VILLAGES[v].into(),
        }).collect();
        let mut one = Index::default();
        people.iter().for_each(|p| one.put(&p.row()));
        one.remove(&gone.to_string());
        let mut last: Vec<&Person> = Vec::new();
        for p in &people {
            last.retain(|q| q.no != p.no);
            last.push(p);
        }
        last.retain(|p| p.no != gone.to_string());
        let whole = Index::build(people.iter().filter(|p| p.no != gone.to_string()).map(Person::row));
        prop_assert_eq!((one.len(), whole.len()), (last.len(), last.len()));
        let sorted = |i: &Index| {
            let mut hits: Vec<(u16, String)> = i.find(&format!("{} सिंह", MEN[asked]), 100).into_iter().map(|h| (h.score, h.no)).collect();
            hits.sort();
            hits
        };
        prop_assert_eq!(sorted(&one), sorted(&whole));
    }

    #[test]
    fn any_question_is_answered(question in "\\PC{0,60}") {
        let hits = few().find(&question, 3);
        prop_assert!(hits.len() <= 3 && hits.iter().all(|h| h.score <= 1000));
    }
}

/// One letter left out, doubled, exchanged or turned round, in one of the words.
fn slip(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let places: Vec<usize> = (1..letters.len()).filter(|i| letters[*i] != ' ' && letters[*i - 1] != ' ').collect();
    let at = places[dice.roll(places.len())];
    let other = letters[dice.roll(letters.len())];
    match dice.roll(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 if other != ' ' => letters[at] = other,
        _ => letters.swap(at - 1, at),
    }
    letters.into_iter().collect()
}

/// How many of a thousand questions have the right member, or one of the very same names, among the first five.
fn found(people: &[Person], index: &Index, ask: impl Fn(&Person, &mut Dice) -> String) -> usize {
    let mut dice = Dice(77);
    let (mut right, mut asked) = (0, 0);
    for p in people.iter().step_by(people.len().div_ceil(300)) {
        let question = ask(p, &mut dice);
        let hits = index.find(&question, 5);
        let same = |no: &str| {
            let at: usize = no.parse().expect("a number");
            let q = &people[at - 1];
            (&q.name, &q.father, &q.village) == (&p.name, &p.father, &p.village)
        };
        asked += 1;
        if hits.iter().any(|h| same(&h.no)) {
            right += 1;
        } else if std::env::var_os("SHOW").is_some() {
            println!("{question} ← {p:?}: {:?}", hits.iter().map(|h| &h.no).collect::<Vec<_>>());
        }
    }
    right * 1000 / asked
}

fn judge(what: &str, people: &[Person]) {
    let index = Index::build(people.iter().map(Person::row));
    let whole = |p: &Person| format!("{} {} {}", p.name, p.father, p.village);
    let latin = |text: &str| lipi::name::to_latin(text).to_lowercase();
    let exact = found(people, &index, |p, _| whole(p));
    let edited = found(people, &index, |p, d| slip(&whole(p), d));
    let turned = found(people, &index, |p, _| latin(&whole(p)));
    let both = found(people, &index, |p, d| slip(&latin(&whole(p)), d));
    let short = found(people, &index, |p, d| {
        slip(&format!("{} {}", p.name, p.father.split(' ').next().unwrap_or_default()), d)
    });
    println!(
        "{what}: of 1000: as written {exact}, one slip {edited}, Latin {turned}, Latin with a slip {both}, name and half the father with a slip {short}"
    );
    assert!(exact >= 995 && edited >= 950 && turned >= 950 && both >= 950, "{what}");
}

#[test]
fn ninety_five_of_a_hundred_are_among_the_first_five() {
    judge("names of the hills", &members(10_000, MEN, WOMEN, LAST));
}

fn shared(path: &str) -> Option<String> {
    let full = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if !full.exists() {
        println!("skipped: no ../shared/{path}");
    }
    std::fs::read_to_string(full).ok()
}

#[test]
fn names_from_elsewhere() {
    let Some(text) = shared("data/names/faker_hi_IN_names.json") else { return };
    let lists: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let list =
        |key: &str| -> Vec<&str> { lists[key].as_array().expect("a list").iter().filter_map(|v| v.as_str()).collect() };
    let people = members(10_000, &list("first_names_male"), &list("first_names_female"), &list("last_names"));
    judge("faker's names", &people);
}

/// Both forms as people typed them: the register in Devanagari, the question in Latin.
#[test]
fn latin_as_people_typed_it() {
    let Some(text) = shared("data/names/espn_cricket_name_pairs.csv") else { return };
    let pairs: Vec<(String, String)> = text
        .lines()
        .skip(1)
        .filter_map(|l| {
            let f: Vec<&str> = l.split(',').collect();
            (f.len() == 7 && f[5] == "6" && !f[1].contains('"')).then(|| (f[1].to_owned(), f[2].to_owned()))
        })
        .collect();
    let mut dice = Dice(5);
    let drawn: Vec<(usize, usize, &str)> =
        (0..10_000).map(|_| (dice.roll(pairs.len()), dice.roll(pairs.len()), dice.pick(VILLAGES))).collect();
    let people: Vec<Person> = drawn
        .iter()
        .enumerate()
        .map(|(i, (n, f, v))| Person {
            no: (i + 1).to_string(),
            name: pairs[*n].1.clone(),
            father: pairs[*f].1.clone(),
            village: (*v).into(),
        })
        .collect();
    let index = Index::build(people.iter().map(Person::row));
    let ask = |p: &Person| {
        let (n, f, v) = drawn[p.no.parse::<usize>().expect("a number") - 1];
        format!("{} {} {}", pairs[n].0, pairs[f].0, lipi::name::to_latin(v))
    };
    let (typed, slipped) = (found(&people, &index, |p, _| ask(p)), found(&people, &index, |p, d| slip(&ask(p), d)));
    println!("{} pairs typed by people: of 1000: {typed}, with a slip {slipped}", pairs.len());
    assert!(typed >= 950 && slipped >= 950);
}
