//! A society without old books.

use crate::sample::*;
use desk::act::Act;
use desk::{Role, Who};
use keep::view;

#[test]
fn a_society_is_founded_once_and_begins_its_first_day_with_nothing() {
    both(|desk| {
        let receipt = desk.found(&operator(), "NEW-1", "नई समिति", command(1)).unwrap();
        let again = desk.found(&operator(), "NEW-1", "नई समिति", command(1)).unwrap();
        assert_eq!((again.already, again.first, again.root), (true, receipt.first, receipt.root));
        assert_eq!(number(desk.found(&operator(), "NEW-1", "नई समिति", command(2))), 5038);
        assert_eq!(number(desk.found(&operator(), "", "नई समिति", command(3))), 5004);
        assert_eq!(number(desk.found(&Who::local(Role::Secretary), "NEW-2", "और", command(4))), 5001);
        let society = receipt.society;
        alone(desk, society);
        done(desk, society, 10, Act::BeginDay { date: day("2025-06-02"), cash: Vec::new() });
        done(desk, society, 11, Act::EndDay { cash: Vec::new() });
        let home = desk.read(|t| view::home(t, society)).unwrap().unwrap();
        assert_eq!((home.society.name, home.members, home.debit.0), ("नई समिति".to_owned(), 0, 0));
        assert!(desk.verify(society).unwrap()[0].is_whole());
        // what came before it is brought in later
        let later = desk.import(&operator(), "NEW-1", &batch("NEW-1", 2), command(12)).unwrap();
        assert_eq!(later.society, society);
    });
}
