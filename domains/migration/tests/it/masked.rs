//! A photograph blackened further after it was kept: the new one stands wherever the old one stood, and the old one does not come back.

use super::bench::{no, opened, written};
use kernel::{Date, Paise};
use migration::bench::event::{BenchEvent, Outside, PaperDay};
use migration::bench::masked::{Shows, kept};
use migration::paper::PaperEvent;
use migration::paper::event::{Held, Listing};
use society::terms::Attachment;

fn photo(mark: &str) -> Attachment {
    Attachment { digest: mark.into(), bytes: 9 }
}

fn paper(event: PaperEvent) -> (&'static str, BenchEvent) {
    ("op", BenchEvent::Paper(Box::new(event)))
}

fn listed(mark: &str) -> PaperEvent {
    let held = Held::Book {
        pages: 9,
        first_folio: 1,
        last_folio: 9,
        total: None,
        custodian: "सचिव".into(),
        photo: Some(photo(mark)),
        no_photo: String::new(),
    };
    PaperEvent::VolumeListed(Box::new(Listing { no: 1, kind: 30, product: String::new(), title: "x".into(), held }))
}

fn stated(mark: &str) -> BenchEvent {
    let on = Date::constant(2025, 3, 31);
    let paper = Some(photo(mark));
    BenchEvent::Stated(Outside { head: "BANK_CUR".into(), amount: Paise(1), on, number: "7".into(), paper })
}

fn masked(was: &str, now: &str) -> BenchEvent {
    BenchEvent::PhotoMasked { was: was.into(), photo: photo(now) }
}

#[test]
fn what_was_blackened_later_stands_wherever_it_stood_and_the_old_one_does_not_come_back() {
    let page = |mark: &str| PaperEvent::PagePhotographed { volume: 1, page: 2, photo: photo(mark) };
    let day = |mark: &str| {
        let (date, nil) = (Date::constant(2026, 4, 1), Paise::ZERO);
        BenchEvent::ParallelDay(PaperDay {
            date,
            cash: nil,
            receipts: nil,
            payments: nil,
            photo: Some(photo(mark)),
            no_photo: String::new(),
        })
    };
    let sealed = BenchEvent::BookSealed { volume: "1".into(), photo: photo("e") };
    let mut events =
        vec![opened(), paper(listed("a")), paper(page("b")), ("op", stated("c")), ("op", day("d")), ("op", sealed)];
    let marks = |events: &[(&'static str, BenchEvent)]| {
        let all = kept(&written(events.to_vec()));
        all.into_iter().map(|(_, photo)| photo.digest).collect::<Vec<_>>()
    };
    let mut before = marks(&events);
    before.sort();
    assert_eq!(before, ["a", "b", "c", "d", "e"]);
    for was in ["a", "b", "c", "d", "e"] {
        events.push(("sec", masked(was, &format!("{was}2"))));
    }
    let case = written(events.clone());
    let mut after = marks(&events);
    after.sort();
    assert_eq!(after, ["a2", "b2", "c2", "d2", "e2"]);
    assert!(kept(&case).iter().any(|(shows, p)| *shows == Shows::Page(1, 2) && p.digest == "b2"));
    assert_eq!((case.masked["a"].what.as_str(), case.masked["a"].by.as_str()), ("a2", "sec"), "both marks stay");
    assert_eq!(case.seals.get("e2").map(String::as_str), Some("1"), "it speaks for no other book");
    // again, further; then what is not there, what is as it was, and the old ones brought back by another door
    assert_eq!(no(&case, "sec", &masked("a2", "a3")), 0);
    assert_eq!(no(&case, "sec", &masked("a", "a3")), 3250);
    assert_eq!(no(&case, "sec", &masked("a2", "a2")), 3251);
    assert_eq!(no(&case, "sec", &masked("a2", "b")), 3252);
    for event in [paper(listed("a")).1, paper(page("b")).1, stated("c"), day("a")] {
        assert_eq!(no(&case, "op", &event), 3252, "{event:?}");
    }
    // nobody takes it back: the bytes are gone
    let of = case.masked["a"].place;
    assert_eq!(no(&case, "sec", &BenchEvent::TakenBack { of, reason: "x".into() }), 3153);
}
