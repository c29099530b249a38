//! What is refused: the wrong hand, two clerks on one page, a listing with holes.

use super::{book, first, folded, rows, second};
use migration::bench::gates::Inventory;
use migration::paper::decide::{MOST_ROWS, check, hand_of};
use migration::paper::event::{Choice, Held, Listing, Sampling, Take};
use migration::paper::{Hand, Kind, PaperEvent, Standing};

type Said<'a> = (&'a str, PaperEvent);

/// Writes events one after another, each of which must be let through; then the number the last is refused with.
fn refused(before: Vec<Said<'_>>, last: Said<'_>) -> Option<u16> {
    for i in 0..before.len() {
        let (by, event) = &before[i];
        assert_eq!(check(&folded(&before[..i]), event, by).map_err(|r| r.number), Ok(()), "entry {i}");
    }
    check(&folded(&before), &last.1, last.0).err().map(|r| r.number)
}

fn listing(no: u32, kind: u8, product: &str, held: Held) -> PaperEvent {
    PaperEvent::VolumeListed(Box::new(Listing { no, kind, product: product.into(), title: "अ".into(), held }))
}

fn page(balance: &str) -> Vec<Vec<String>> {
    rows(&[&["101", "1", "राम", "सतोली", "1/6/23", "500", "31/5/24", "7", "100", balance, "", ""]])
}

fn totals(balance: &str) -> Vec<String> {
    let mut totals = vec![String::new(); 12];
    totals[9] = balance.into();
    totals
}

fn volume() -> Said<'static> {
    ("op", book(1, 7, "ST", 5))
}

#[test]
fn a_listing_is_whole_or_refused() {
    let missing =
        |statement: &str| Held::Missing { reason: "जल गई".into(), statement: statement.into(), photo: None };
    assert_eq!(refused(vec![], ("op", book(1, 34, "", 5))), Some(3120));
    assert_eq!(refused(vec![], ("op", book(1, 7, "SB", 5))), Some(3120));
    assert_eq!(refused(vec![], ("op", book(1, 7, "ST", 0))), Some(3121));
    assert_eq!(refused(vec![], ("op", listing(1, 4, "", missing(" ")))), Some(3122));
    assert_eq!(refused(vec![], ("op", listing(1, 4, "", missing("हम कहते हैं")))), None);
    assert_eq!(refused(vec![], ("op", book(2, 7, "ST", 5))), Some(3123));
    assert_eq!(refused(vec![volume()], ("op", book(1, 7, "ST", 9))), None);
}

#[test]
fn keyed_pages_hold_their_volume() {
    let keyed = vec![volume(), ("op", first(1, 5, page("400"), totals("400")))];
    let struck = PaperEvent::VolumeStruck { volume: 1, reason: "दो बार".into() };
    assert_eq!(refused(keyed.clone(), ("op", struck.clone())), Some(3134));
    assert_eq!(refused(keyed.clone(), ("op", book(1, 7, "MT", 5))), Some(3134));
    assert_eq!(refused(keyed.clone(), ("op", book(1, 7, "ST", 4))), Some(3134));
    assert_eq!(refused(keyed, ("op", book(1, 7, "ST", 6))), None);
    assert_eq!(refused(vec![volume()], ("op", struck)), None);
}

#[test]
fn two_hands_are_two_people() {
    let loans = Kind::of(7).expect("loans");
    let keyed = || vec![volume(), ("op", first(1, 2, page("400"), totals("400")))];
    let again = |by| (by, second(loans, 1, 2, &page("400"), totals("400")));
    assert_eq!(refused(vec![volume()], again("sec")), Some(3138));
    assert_eq!(refused(keyed(), again("op")), Some(3126));
    assert_eq!(refused(keyed(), ("sec", first(1, 2, page("400"), totals("400")))), Some(3127));
    assert_eq!(refused(vec![volume()], ("op", first(1, 6, page("400"), totals("400")))), Some(3124));
    assert_eq!(refused(vec![volume()], ("op", first(2, 1, page("400"), totals("400")))), Some(3123));
    assert_eq!(refused(vec![volume()], ("op", first(1, 1, vec![], vec![]))), Some(3128));
    let long = vec![page("400").remove(0); MOST_ROWS + 1];
    assert_eq!(refused(vec![volume()], ("op", first(1, 1, long, vec![]))), Some(3128));
    let mut secret = page("400");
    secret[0][2] = "2341 2341 2346".into();
    assert_eq!(refused(vec![volume()], ("op", first(1, 1, secret, vec![]))), Some(4203));
    // a held page waits for its first hand
    let held = vec![volume(), ("op", first(1, 2, page("400"), totals("4000")))];
    assert_eq!(refused(held, again("sec")), Some(3138));
    // the lot may fall on the page: then the critical columns are not enough
    let (hand, full) = hand_of(&folded(&keyed()), 1, 2, "sec").expect("a second is wanted");
    assert_eq!(hand, Hand::Second);
    assert_eq!(refused(keyed(), again("sec")), full.then_some(3137));
}

#[test]
fn the_third_look_is_a_third_person_or_has_a_photograph() {
    let loans = Kind::of(7).expect("loans");
    let mut events = vec![
        ("sec", PaperEvent::SamplingSet { sampling: sampling(0, 0) }),
        volume(),
        ("op", first(1, 2, page("400"), totals("400"))),
        ("sec", second(loans, 1, 2, &page("4000"), totals("400"))),
    ];
    let of = folded(&events).page(1, 2).and_then(|p| p.compared(loans)).expect("both are done").of;
    let look = |of: &str, take: Option<Take>| PaperEvent::PageReconciled {
        volume: 1,
        page: 2,
        of: of.into(),
        choices: take.map(|take| Choice { line: Some(0), column: Some(9), take }).into_iter().collect(),
        no_photo: "no telephone".into(),
    };
    let first_stands = || look(&of, Some(Take::First));
    assert_eq!(refused(events.clone(), ("op", first_stands())), Some(3132));
    assert_eq!(refused(events.clone(), ("pres", look(&of, None))), Some(3130));
    assert_eq!(refused(events.clone(), ("pres", look("0", Some(Take::First)))), Some(3131));
    assert_eq!(refused(events.clone(), ("pres", first_stands())), None);
    // without a photograph there is a reason why not, and it is counted until there is one
    let mut unseen = first_stands();
    if let PaperEvent::PageReconciled { no_photo, .. } = &mut unseen {
        *no_photo = " ".into();
    }
    assert_eq!(refused(events.clone(), ("pres", unseen.clone())), Some(3244));
    let counted = |events: &[(&str, PaperEvent)]| Inventory::of(&folded(events)).unphotographed;
    assert_eq!(counted(&events), 0, "nothing is settled yet");
    let mut settled = events.clone();
    settled.push(("pres", first_stands()));
    assert_eq!(counted(&settled), 1);
    let photo = society::terms::Attachment { digest: "0".repeat(64), bytes: 9 };
    settled.push(("op", PaperEvent::PagePhotographed { volume: 1, page: 2, photo }));
    assert_eq!(counted(&settled), 0);
    let photo = society::terms::Attachment { digest: "0".repeat(64), bytes: 9 };
    events.push(("op", PaperEvent::PagePhotographed { volume: 1, page: 2, photo }));
    assert_eq!(refused(events.clone(), ("op", first_stands())), None);
    assert_eq!(refused(events.clone(), ("pres", unseen)), None, "the photograph says it");
    assert_eq!(refused(events.clone(), ("op", first(1, 2, page("400"), totals("400")))), Some(3125));
    let as_written = |reason: &str| PaperEvent::PageAsWritten { volume: 1, page: 2, reason: reason.into() };
    assert_eq!(refused(events.clone(), ("op", as_written("अ"))), Some(3129));
    events.push(("op", look(&of, Some(Take::Second))));
    assert_eq!(refused(events.clone(), ("op", as_written(" "))), Some(3133));
    assert_eq!(refused(events, ("op", as_written("किताब का योग गलत है"))), None);
}

fn sampling(percent: u8, rekey_above_permille: u16) -> Sampling {
    Sampling { percent, rekey_above_permille, source: "resolution 4".into() }
}

#[test]
fn a_bad_sample_calls_for_the_whole_volume() {
    let dcb = Kind::of(9).expect("dcb");
    let page = |no: u32, balance: &str| rows(&[&["सतोली", "3", "", "", &format!("9{no}00"), "100", balance]]);
    let full = |no: u32, balance: &str| {
        let PaperEvent::PageKeyed(mut k) = second(dcb, 1, no, &[], vec![]) else { unreachable!("it is a page") };
        k.rows = page(no, balance);
        k.full = true;
        PaperEvent::PageKeyed(k)
    };
    let mut events = vec![("op", book(1, 9, "", 4)), ("op", PaperEvent::SamplingSet { sampling: sampling(0, 10) })];
    events.extend((1..=4).map(|no| ("op", first(1, no, page(no, "8900"), vec![]))));
    let whole = |events: &[Said<'_>]| {
        let paper = folded(events);
        paper.volumes[&1].standings(&paper.sampling).values().filter(|s| s.name() == "whole").count()
    };
    assert_eq!(whole(&events), 4, "nothing is drawn");
    events.push(("op", PaperEvent::SamplingSet { sampling: sampling(1, 10) }));
    let paper = folded(&events);
    let drawn: Vec<u32> = paper.volumes[&1].plan(&paper.sampling).drawn.into_iter().collect();
    assert_eq!(drawn.len(), 1, "a volume keyed to its end has a sample");
    assert_eq!(whole(&events), 3);
    events.push(("sec", full(drawn[0], "9800")));
    let of = folded(&events).page(1, drawn[0]).and_then(|p| p.compared(dcb)).expect("both").of;
    let choices = vec![Choice { line: Some(0), column: Some(6), take: Take::Second }];
    events.push((
        "pres",
        PaperEvent::PageReconciled { volume: 1, page: drawn[0], of, choices, no_photo: "no telephone".into() },
    ));
    assert!(folded(&events).volumes[&1].plan(&paper.sampling).rekey);
    assert_eq!(whole(&events), 1);
}

/// Six loans in the book's order, as both hands keyed them.
fn six_loans(wrong: &[(usize, usize, &str)]) -> Vec<Vec<String>> {
    let row = |i: usize| -> Vec<String> {
        let no = (101 + i).to_string();
        let of =
            [&no[..], "7", "राम", "सतोली", "01/04/2023", "500", "31/03/2024", "7", "100", "400", "20", "31/03/2025"];
        of.iter().map(|c| (*c).to_owned()).collect()
    };
    let mut out: Vec<Vec<String>> = (0..6).map(row).collect();
    wrong.iter().for_each(|(i, c, text)| out[*i][*c] = (*text).to_owned());
    out
}

#[test]
fn what_two_hands_agree_on_and_the_page_does_not_believe_is_looked_at_a_third_time() {
    let kind = Kind::of(7).expect("loans");
    let asked = |wrong: &[(usize, usize, &str)]| -> Vec<(Option<u32>, Option<u16>)> {
        let keyed = six_loans(wrong);
        let both = [("a", first(1, 1, keyed.clone(), Vec::new())), ("b", second(kind, 1, 1, &keyed, Vec::new()))];
        let paper = folded(&[("a", book(1, 7, "ST", 9)), both[0].clone(), both[1].clone()]);
        let compared = paper.page(1, 1).and_then(|p| p.compared(kind)).expect("both are done");
        assert!(compared.differences.iter().all(|d| d.doubt && d.first == d.second));
        assert_eq!(compared.differences.is_empty(), paper.standing(1, 1) == Standing::Whole);
        compared.differences.iter().map(|d| (d.line, d.column)).collect()
    };
    let at = |line, column| (Some(line), Some(column));
    assert_eq!(asked(&[]), [], "an honest page raises no question");
    assert_eq!(asked(&[(2, 0, "130")]), [at(2, 0)], "a number out of the book's order");
    assert_eq!(asked(&[(3, 6, "31/03/2022")]), [at(3, 4), at(3, 6)], "due before it was lent");
    assert_eq!(asked(&[(4, 11, "30/03/2025")]), [at(4, 11)], "a day no other row has");
    assert_eq!(asked(&[(1, 4, "01/04/2003")]), [at(1, 4)], "a day of another age");
    assert_eq!(asked(&[(5, 9, "401")]), [at(5, 9)], "a balance that is not what is left");
}

#[test]
fn who_keyed_one_of_two_readings_is_not_the_third() {
    let kind = Kind::of(7).expect("loans");
    let paper = folded(&[
        ("a", book(1, 7, "ST", 9)),
        ("a", first(1, 1, six_loans(&[]), Vec::new())),
        ("b", second(kind, 1, 1, &six_loans(&[(0, 5, "501")]), Vec::new())),
    ]);
    let of = paper.page(1, 1).and_then(|p| p.compared(kind)).expect("both are done").of;
    let event = PaperEvent::PageReconciled { volume: 1, page: 1, of, choices: Vec::new(), no_photo: String::new() };
    let no = |by| migration::paper::decide::third_person(&paper, &event, by).err().map_or(0, |r| r.number);
    assert_eq!((no("a"), no("b"), no("c")), (3224, 3224, 0));
}
