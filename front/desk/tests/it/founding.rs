//! A society without old books.

use crate::sample::*;
use desk::act::{Act, Setup};
use desk::{First, Founding, Role, Who};
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

#[test]
fn the_first_start_makes_a_society_and_its_secretary_or_nothing() {
    both(|desk| {
        let first = First {
            society: Founding {
                code: "UK-1".into(),
                name: "नई समिति".into(),
                block: "मूनाकोट".into(),
                ..Founding::default()
            },
            name: "sachiv".into(),
            password: "नदी-पहाड़-17".into(),
            alone_by: "3/2025".into(),
        };
        assert!(desk.is_new().unwrap());
        let none = |f: First| number(desk.begin_here(&f));
        assert_eq!(none(First { password: "short".into(), ..first.clone() }), 5010);
        assert_eq!(none(First { name: String::new(), ..first.clone() }), 5011);
        assert_eq!(
            none(First { society: Founding { code: "a/b".into(), ..first.society.clone() }, ..first.clone() }),
            5004
        );
        assert_eq!(none(First { alone_by: "x".repeat(1001), ..first.clone() }), 4028);
        assert!(desk.is_new().unwrap(), "nothing half begun");
        let society = desk.begin_here(&first).unwrap();
        assert!(!desk.is_new().unwrap());
        assert_eq!(none(first), 5055);
        let who = desk.login("sachiv", "नदी-पहाड़-17").unwrap().who;
        assert_eq!((who.role, who.place), (Role::Secretary, society));
        assert!(desk.read(|t| keep::deciding::settings(t, society)).unwrap().one_person(desk.today()));
        let adopt = |order: &str| Act::Setup(Setup::AdoptModel { from: day("2025-04-01"), order: order.into() });
        let act = |n, a: Act| desk.act(&who, society, command(n), &a.into());
        assert_eq!(number(act(5, adopt(" "))), 4202);
        let adopted = act(6, adopt("4/2025")).unwrap().receipt;
        let bylaws = desk.read(|t| keep::deciding::bylaws(t, society)).unwrap();
        assert_eq!(bylaws.0.len(), 9);
        assert!(bylaws.0.iter().all(|r| r.order == "4/2025" && r.source.contains("2023")), "its source is shown");
        assert_eq!(number(act(7, adopt("5/2025"))), 4241);
        // taken back as a whole, like every act
        act(8, Act::BeginDay { date: day("2025-06-02"), cash: Vec::new() }).unwrap();
        let entry = (adopted.desk.0, adopted.last.0);
        act(9, Act::Reverse { entry, reason: "गलत प्रस्ताव".into() }).unwrap();
        assert!(desk.read(|t| keep::deciding::bylaws(t, society)).unwrap().0.is_empty());
        act(10, adopt("6/2025")).unwrap();
        assert!(desk.verify(society).unwrap()[0].is_whole());
    });
}
