//! Pairs of members: what is marked, what is only asked about, what is left alone.

use crate::folders::{folder, sheet};
use migration::books::{self, Books};
use migration::persons::pairs::{Class, What, accounts_of, pairs};

fn roll(members: &[[&str; 5]]) -> Books {
    let words = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<String>>();
    let mut rows = vec![words(&["Membership Register"])];
    rows.push(words(&["Member No", "Name", "Father/Husband", "Village", "Mobile"]));
    rows.extend(members.iter().map(|m| words(m)));
    let mut accounts = vec![words(&["Savings Bank Register"])];
    accounts.push(words(&["A/c No", "Member No", "Name", "Opened", "Balance"]));
    for (i, m) in members.iter().enumerate() {
        accounts.push(words(&[&(i + 1).to_string(), m[0], m[1], "01/04/2019", "500"]));
    }
    let folder = folder(vec![sheet("Members", &rows), sheet("SB", &accounts)]);
    books::read(&folder, "2025-03-31".parse().expect("a day"), &Default::default())
}

const OTHERS: [[&str; 5]; 4] = [
    ["11", "Kamla Devi", "Bhawan Singh", "Satoli", "9812345601"],
    ["12", "Harish Chandra", "Mohan Lal", "Naikana", "9812345602"],
    ["13", "Geeta Negi", "Diwan Singh", "Bohrakot", "9812345603"],
    ["14", "Prem Ballabh", "Ghananand", "Satoli", "9812345604"],
];

fn with(two: [[&str; 5]; 2]) -> Vec<(Class, Vec<What>)> {
    let all: Vec<[&str; 5]> = two.into_iter().chain(OTHERS).collect();
    pairs(&roll(&all)).into_iter().map(|p| (p.class, p.weights.iter().map(|w| w.what).collect())).collect()
}

#[test]
fn one_person_in_two_scripts_is_very_likely_and_the_weights_say_so() {
    let found = with([
        ["1", "Ram Singh", "Gopal Singh", "Satoli", "9812345678"],
        ["2", "राम सिंह", "गोपाल सिंह", "सतोली", "9812345678"],
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, Class::VeryLikely);
    for what in [What::Name, What::Father, What::Village, What::Mobile, What::Script] {
        assert!(found[0].1.contains(&what), "{what:?} in {found:?}");
    }
}

#[test]
fn the_same_name_with_another_father_is_another_person() {
    let found = with([["1", "Ram Singh", "Gopal Singh", "Satoli", ""], ["2", "Ram Singh", "Lachhi Ram", "Satoli", ""]]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn another_village_or_no_father_is_only_asked_about() {
    for second in [["2", "Ram Singh", "Gopal Singh", "Naikana", ""], ["2", "Ram Singh", "", "Satoli", ""]] {
        let found = with([["1", "Ram Singh", "Gopal Singh", "Satoli", ""], second]);
        assert_eq!(found.len(), 1, "{second:?}: {found:?}");
        assert_eq!(found[0].0, Class::Possible, "{second:?}");
    }
}

#[test]
fn accounts_are_found_by_number_however_it_is_written() {
    let books = roll(&OTHERS);
    let found = accounts_of(&books, "0012");
    assert_eq!(found.len(), 1);
    assert_eq!(books.registers[found[0].0].body.text("name", found[0].1), "Harish Chandra");
}
