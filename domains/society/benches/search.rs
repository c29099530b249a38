//! Searching 10,000 and 100,000 members; how much an index weighs.

use divan::Bencher;
use society::search::Index;
use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

#[path = "../tests/it/roll.rs"]
mod roll;

use roll::Person;

const SIZES: [usize; 2] = [10_000, 100_000];
const QUESTIONS: [&str; 8] = [
    "राम सिंह भवान कोट",
    "ram singh",
    "rm sing bhawan",
    "450",
    "geeta devi negi pokhri",
    "सिंह",
    "Laxman Sing Rawat Kesar Tilwara",
    "rajndra",
];

/// Every second name is spelt in a way of its own: a lexicon as large as a careless register makes it.
fn people(count: usize) -> Vec<Person> {
    let mut all = roll::members(count, roll::MEN, roll::WOMEN, roll::LAST);
    let mut dice = roll::Dice(9);
    for p in all.iter_mut().step_by(2) {
        let mut letters: Vec<char> = p.name.chars().collect();
        let at = 1 + dice.roll(letters.len() - 1);
        let other = letters[dice.roll(letters.len())];
        letters[at] = other;
        p.name = letters.into_iter().collect();
    }
    all
}

static INDEXES: LazyLock<Mutex<BTreeMap<usize, &'static Index>>> = LazyLock::new(Mutex::default);

fn index(count: usize) -> &'static Index {
    let mut all = INDEXES.lock().expect("no panic");
    all.entry(count).or_insert_with(|| {
        let people = people(count);
        let index = Index::build(people.iter().map(Person::row));
        println!("{count} members: {} words, {} bytes a member", index.words(), index.bytes() / count);
        Box::leak(Box::new(index))
    })
}

#[divan::bench(args = QUESTIONS)]
fn find_among_10_000(bencher: Bencher, question: &str) {
    let index = index(SIZES[0]);
    bencher.bench(|| index.find(divan::black_box(question), 20));
}

#[divan::bench(args = QUESTIONS)]
fn find_among_100_000(bencher: Bencher, question: &str) {
    let index = index(SIZES[1]);
    bencher.bench(|| index.find(divan::black_box(question), 20));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn build(bencher: Bencher, count: usize) {
    let people = people(count);
    bencher.bench(|| Index::build(people.iter().map(Person::row)));
}

#[divan::bench(args = SIZES)]
fn change_one_member(bencher: Bencher, count: usize) {
    let people = people(count);
    let mut index = Index::build(people.iter().map(Person::row));
    bencher.bench_local(|| index.put(&people[count / 3].row()));
}

fn main() {
    divan::main();
}
