//! Registers of the office: each wrong has its number, every entry taken back leaves the register as it was, dividends owed are what the
//! ledger says.

use crate::day;
use crate::estate::{Office, no};
use books::estate::{Register, Sight};
use books::office::bonds::{self, Surety};
use books::office::certificates::{self, Numbers};
use books::office::dividends;
use books::office::keepers::{self, Tag};
use books::office::minutes::{self, Body, Meeting, Resolved};
use books::office::nominal::{self, Note};
use books::office::plots::{self, Plot};
use books::office::policies::{self, Kind, Policy};
use books::office::stores::{self, Article, WrittenOff};
use books::percent::Percent;
use books::statement::appropriation::{Dividend, Holder};
use kernel::{Paise, Refusal};
use proptest::prelude::*;

const TODAY: &str = "2026-04-20";

fn meeting(body: Body, present: u32, resolutions: &[&str]) -> Meeting {
    let resolved = |n: &&str| Resolved { number: (*n).into(), text: "resolved".into() };
    Meeting {
        body,
        held: day("2026-04-18"),
        present,
        quorum: Some(5),
        chair: "Chair".into(),
        resolutions: resolutions.iter().map(resolved).collect(),
    }
}

#[test]
fn minutes_number_themselves_and_need_a_quorum() {
    let mut o = Office::new(TODAY);
    let hold = |s: &Sight, m: &Meeting| minutes::hold(s, "", m);
    o.done(hold(&o.sight, &meeting(Body::Board, 7, &["1", "2"])));
    let last = o.done(hold(&o.sight, &meeting(Body::Board, 5, &["3"])));
    o.done(hold(&o.sight, &meeting(Body::General, 40, &["1"])));
    let all = minutes::fold(&o.sight.entries);
    assert_eq!(all.iter().map(|h| &h.number[..]).collect::<Vec<_>>(), ["B/26-27/1", "B/26-27/2", "G/26-27/1"]);
    assert_eq!(all[0].meeting.complete(), Some(true));
    let numbers: Vec<_> = minutes::resolutions(&o.sight.entries).into_iter().map(|r| (r.0, r.1)).collect();
    assert_eq!(numbers[0], ("1".to_owned(), Body::General));
    assert_eq!(numbers.len(), 4);
    // too few: it may be noted that they met, not that they resolved
    assert_eq!(no(hold(&o.sight, &meeting(Body::Board, 4, &["4"]))), 4646);
    assert!(hold(&o.sight, &meeting(Body::Board, 4, &[])).is_ok());
    let unset = Meeting { quorum: None, ..meeting(Body::Board, 1, &["4"]) };
    assert_eq!(unset.complete(), None);
    assert!(hold(&o.sight, &unset).is_ok());
    assert_eq!(no(hold(&o.sight, &meeting(Body::Board, 9, &["3"]))), 4647);
    assert_eq!(no(hold(&o.sight, &meeting(Body::Board, 9, &["5", "5"]))), 4647);
    assert_eq!(no(hold(&o.sight, &meeting(Body::Board, 9, &[" "]))), 4647);
    assert_eq!(no(hold(&o.sight, &meeting(Body::Board, 0, &[]))), 4648);
    assert_eq!(no(hold(&o.sight, &Meeting { held: day("2026-04-21"), ..meeting(Body::Board, 9, &[]) })), 4405);
    assert_eq!(no(hold(&o.sight, &Meeting { chair: String::new(), ..meeting(Body::Board, 9, &[]) })), 4400);
    assert_eq!(no(minutes::hold(&o.sight, "B/26-27/1", &meeting(Body::Board, 9, &[]))), 4402);
    o.back(last).unwrap();
    assert!(hold(&o.sight, &meeting(Body::Board, 9, &["3"])).is_ok(), "its number is free again");
}

fn chair(pieces: i64) -> Article {
    let (condition, place) = ("good".into(), "office".into());
    Article { name: "chair".into(), pieces, condition, place, since: day("2020-01-01"), cost: Paise::rupees(400) }
}

fn off(pieces: i64) -> WrittenOff {
    WrittenOff { pieces, reason: "broken".into(), resolution: "7".into() }
}

#[test]
fn dead_stock_is_counted_and_written_off() {
    let mut o = Office::new(TODAY);
    o.done(stores::enter(&o.sight, "", &chair(12)));
    let gone = o.done(stores::write_off(&o.sight, "1", &off(5)));
    let left = |o: &Office| stores::fold(&o.sight.entries)[0].left();
    assert_eq!(left(&o), 7);
    assert_eq!(no(stores::write_off(&o.sight, "1", &off(8))), 4649);
    assert_eq!(no(stores::write_off(&o.sight, "1", &off(0))), 4649);
    assert_eq!(no(stores::write_off(&o.sight, "2", &off(1))), 4403);
    assert_eq!(no(stores::write_off(&o.sight, "1", &WrittenOff { resolution: String::new(), ..off(1) })), 4427);
    assert_eq!(no(stores::enter(&o.sight, "1", &chair(1))), 4402);
    assert_eq!(no(stores::enter(&o.sight, "", &chair(0))), 4649);
    assert_eq!(no(stores::enter(&o.sight, "", &Article { name: String::new(), ..chair(1) })), 4400);
    assert_eq!(no(o.back((1, 1))), 4417);
    o.back(gone).unwrap();
    assert_eq!(left(&o), 12);
}

fn policy(from: &str, until: Option<&str>) -> Policy {
    let (what, issuer) = ("godown".into(), "insurer".into());
    let until = until.map(day);
    Policy { kind: Kind::Insurance, what, issuer, from: day(from), until, sum: Paise::rupees(500_000) }
}

#[test]
fn policies_expire() {
    let mut o = Office::new(TODAY);
    o.done(policies::enter(&o.sight, "P-1", &policy("2025-04-01", Some("2026-03-31"))));
    o.done(policies::enter(&o.sight, "P-1", &policy("2026-04-01", Some("2027-03-31"))));
    let left: Vec<_> = policies::fold(&o.sight.entries).iter().map(|p| p.1.left(day(TODAY))).collect();
    assert_eq!(left, [Some(-20), Some(345)]);
    assert_eq!(policy("2026-04-01", None).left(day(TODAY)), None);
    assert_eq!(no(policies::enter(&o.sight, "P-1", &policy("2026-04-01", None))), 4402);
    assert_eq!(no(policies::enter(&o.sight, "P-2", &policy("2026-04-01", Some("2026-03-31")))), 4650);
    assert_eq!(no(policies::enter(&o.sight, "", &policy("2026-04-01", None))), 4400);
    let wrong = Policy { sum: Paise(-1), ..policy("2026-04-01", None) };
    assert_eq!(no(policies::enter(&o.sight, "P-2", &wrong)), 4404);
}

fn plot(member: &str, khasra: &str, area: i64) -> Plot {
    let text = |t: &str| t.to_owned();
    Plot {
        member_no: text(member),
        khata: text("45"),
        khasra: text(khasra),
        area,
        irrigated: true,
        crop: text("paddy"),
        charge: String::new(),
    }
}

#[test]
fn a_plot_is_one_members() {
    let mut o = Office::new(TODAY);
    o.done(plots::enter(&o.sight, &plot("12", "310", 40_000)));
    o.done(plots::enter(&o.sight, &plot("12", "311", 2_000)));
    // what changed is entered again and stands once
    o.done(plots::enter(&o.sight, &Plot { charge: "DCB".into(), ..plot("12", "310", 38_000) }));
    let sum = |o: &Office| plots::fold(&o.sight.entries).iter().map(|p| p.plot.area).sum::<i64>();
    assert_eq!(sum(&o), 40_000);
    assert_eq!(no(plots::enter(&o.sight, &plot("13", "310", 1_000))), 4651);
    assert_eq!(no(plots::enter(&o.sight, &plot("13", "312", 0))), 4651);
    assert_eq!(no(plots::enter(&o.sight, &plot("13", "", 100))), 4400);
    assert_eq!(no(plots::leave(&o.sight, "12 · 45/999", "sold")), 4403);
    let sold = o.done(plots::leave(&o.sight, &plot("12", "310", 0).named(), "sold"));
    assert_eq!(sum(&o), 2_000);
    assert!(plots::enter(&o.sight, &plot("13", "310", 1_000)).is_ok());
    o.back(sold).unwrap();
    assert_eq!(sum(&o), 40_000);
}

fn surety(no: &str, full: bool) -> Surety {
    Surety { no: no.into(), full }
}

#[test]
fn a_bond_names_members_who_are_not_the_borrower() {
    let mut o = Office::new(TODAY);
    let on = (day("2026-04-19"), "17");
    let sign = |s: &Sight, owner: Option<&str>, all: &[Surety]| bonds::sign(s, "ST-1", owner, all, on);
    o.done(sign(&o.sight, Some("12"), &[surety("13", true), surety("14", true)]));
    let second = o.done(sign(&o.sight, Some("12"), &[surety("15", true)]));
    let named = |o: &Office| bonds::fold(&o.sight.entries)["ST-1"].0.sureties.clone();
    assert_eq!(named(&o), ["15"]);
    assert_eq!(no(sign(&o.sight, None, &[surety("13", true)])), 4652);
    assert_eq!(no(sign(&o.sight, Some("12"), &[surety("12", true)])), 4653);
    assert_eq!(no(sign(&o.sight, Some("12"), &[surety("N-1", false)])), 4653);
    assert_eq!(no(sign(&o.sight, Some("12"), &[surety("13", true), surety("13", true)])), 4653);
    assert_eq!(no(sign(&o.sight, Some("12"), &[])), 4653);
    assert_eq!(no(bonds::sign(&o.sight, "ST-1", Some("12"), &[surety("13", true)], (day("2026-04-21"), ""))), 4405);
    o.back(second).unwrap();
    assert_eq!(named(&o), ["13", "14"]);
}

fn tag(member: &str, activity: &str, from: &str, until: Option<&str>) -> Tag {
    let (member_no, activity, resolution) = (member.into(), activity.into(), "4".into());
    Tag { member_no, activity, from: day(from), until: until.map(day), resolution }
}

#[test]
fn keepers_are_those_of_the_day() {
    let mut o = Office::new(TODAY);
    o.done(keepers::set(&o.sight, &tag("12", "dairy", "2025-04-01", None)));
    o.done(keepers::set(&o.sight, &tag("13", "dairy", "2026-04-01", None)));
    o.done(keepers::set(&o.sight, &tag("12", "fishery", "2025-04-01", None)));
    let on = |o: &Office, activity: &str, d: &str| keepers::on(&o.sight.entries, activity, day(d));
    assert_eq!(on(&o, "dairy", "2026-03-31"), ["12"]);
    assert_eq!(on(&o, "dairy", TODAY), ["12", "13"]);
    let ended = o.done(keepers::set(&o.sight, &tag("12", "dairy", "2025-04-01", Some("2026-03-30"))));
    assert!(on(&o, "dairy", "2026-03-31").is_empty());
    assert_eq!(on(&o, "fishery", "2026-03-31"), ["12"]);
    assert_eq!(no(keepers::set(&o.sight, &tag("12", "seed", "2025-04-01", None))), 4645);
    assert_eq!(no(keepers::set(&o.sight, &tag("14", "dairy", "2025-04-01", Some("2025-03-31")))), 4645);
    assert_eq!(no(keepers::set(&o.sight, &tag("13", "dairy", "2026-04-01", None))), 4645);
    let unsaid = Tag { resolution: String::new(), ..tag("14", "dairy", "2025-04-01", None) };
    assert_eq!(no(keepers::set(&o.sight, &unsaid)), 4427);
    o.back(ended).unwrap();
    assert_eq!(on(&o, "dairy", "2026-03-31"), ["12"]);
}

#[test]
fn nominal_members_and_numbers_of_shares() {
    let mut o = Office::new(TODAY);
    let note = Note { purpose: "loan".into(), guarantor: "12".into() };
    o.done(nominal::note(&o.sight, "N-1", &note));
    assert_eq!(nominal::fold(&o.sight.entries)["N-1"], note);
    assert_eq!(no(nominal::note(&o.sight, "N-1", &Note { purpose: String::new(), ..note })), 4400);
    o.done(certificates::number(&o.sight, "7", Numbers { first: 1, last: 5 }));
    o.done(certificates::number(&o.sight, "8", Numbers { first: 6, last: 10 }));
    assert_eq!(no(certificates::number(&o.sight, "9", Numbers { first: 10, last: 12 })), 4654);
    assert_eq!(no(certificates::number(&o.sight, "9", Numbers { first: 12, last: 11 })), 4654);
    assert_eq!(no(certificates::number(&o.sight, "9", Numbers { first: 0, last: 11 })), 4654);
    // its own may be written anew
    o.done(certificates::number(&o.sight, "8", Numbers { first: 6, last: 12 }));
    assert_eq!(certificates::fold(&o.sight.entries)["8"], Numbers { first: 6, last: 12 });
}

fn declared(o: &mut Office, shares: &[(&str, i64)], activity: Option<&str>, rate: i64) -> Vec<(i64, i64)> {
    let holders = shares.iter().map(|(no, s)| Holder { no: (*no).into(), shares: Paise(*s) }).collect();
    let dividend = Dividend { activity: activity.map(str::to_owned), holders, rate: Percent(rate) };
    let events = dividends::list(day(TODAY), day("2026-03-31"), &[dividend]);
    events.into_iter().map(|e| o.done(Ok(e))).collect()
}

fn pay(s: &Sight, no: &str) -> Result<books::EstateEvent, Refusal> {
    dividends::pay(s, no, |n| n == no, "member", "CASH")
}

#[test]
fn a_dividend_is_paid_once_and_given_back() {
    let mut o = Office::new(TODAY);
    let list = declared(&mut o, &[("12", 100_050), ("13", 50_000), ("14", 9)], None, 700);
    declared(&mut o, &[("12", 10_000)], Some("dairy"), 1_000);
    let owed = |o: &Office| {
        let all = dividends::fold(&o.sight.entries);
        all.iter().filter(|d| d.paid.is_none()).map(|d| d.part.amount).sum::<Paise>()
    };
    assert_eq!(owed(&o), Paise(7_003 + 3_500 + 1_000), "nine paise of shares bring nothing");
    let paid = o.done(pay(&o.sight, "12"));
    assert_eq!((o.head("DIVIDEND_PAY"), o.head("CASH")), (8_003, -8_003));
    assert_eq!(owed(&o), Paise(3_500));
    assert_eq!(no(pay(&o.sight, "12")), 4643);
    assert_eq!(no(pay(&o.sight, "99")), 4643);
    assert_eq!(no(dividends::pay(&o.sight, "13", |n| n == "13", "member", "INC_ADM")), 4401);
    assert_eq!(no(dividends::pay(&o.sight, "13", |n| n == "13", " ", "CASH")), 4400);
    assert_eq!(no(o.back(list[0])), 4417);
    o.done(pay(&o.sight, "13"));
    o.back(paid).unwrap();
    assert_eq!((owed(&o), o.head("DIVIDEND_PAY")), (Paise(8_003), 3_500));
    assert_eq!(no(o.back(list[0])), 4417);
}

#[test]
fn a_long_list_has_pages() {
    let numbers: Vec<(String, i64)> = (1..=4_001).map(|n| (n.to_string(), 50_000)).collect();
    let all: Vec<(&str, i64)> = numbers.iter().map(|(n, s)| (&n[..], *s)).collect();
    let mut o = Office::new(TODAY);
    assert_eq!(declared(&mut o, &all, None, 500).len(), 3);
    assert_eq!(dividends::fold(&o.sight.entries).len(), 4_001);
}

/// Something is done in a register; whether it is let pass is another matter.
fn step(o: &mut Office, what: u8, n: i64) {
    let s = &o.sight;
    let no = (n % 4 + 1).to_string();
    let event = match what {
        0 => minutes::hold(s, "", &meeting(Body::ALL[n as usize % 3], 7, &[])),
        1 => stores::enter(s, "", &chair(n)),
        2 => stores::write_off(s, &no, &off(n % 7)),
        3 => policies::enter(s, &no, &policy("2026-04-01", None)),
        4 => plots::enter(s, &plot(&no, &(n % 6).to_string(), n)),
        5 => plots::leave(s, &plot(&no, &(n % 6).to_string(), n).named(), "sold"),
        6 => bonds::sign(s, "ST-1", Some("1"), &[surety(&no, true)], (day(TODAY), "")),
        7 => keepers::set(s, &tag(&no, "dairy", "2025-04-01", (n % 2 == 0).then_some(TODAY))),
        8 => nominal::note(s, &no, &Note { purpose: "loan".into(), guarantor: String::new() }),
        9 => certificates::number(s, &no, Numbers { first: n, last: n + 4 }),
        10 => {
            // a year's dividend is declared once
            if dividends::fold(&s.entries).is_empty() {
                declared(o, &[("1", 10_000 + n), ("2", 5_000 * n)], None, 900);
            }
            return;
        }
        _ => pay(s, &no),
    };
    if let Ok(event) = event {
        o.done(Ok(event));
    }
}

proptest! {
    #[test]
    fn taking_all_back_leaves_nothing(steps in prop::collection::vec((0u8..12, 1i64..60), 1..40)) {
        let mut o = Office::new(TODAY);
        for (what, n) in steps {
            step(&mut o, what, n);
        }
        // the ledger owes what the list says is owed
        let all = dividends::fold(&o.sight.entries);
        let paid: Paise = all.iter().filter(|d| d.paid.is_some()).map(|d| d.part.amount).sum();
        prop_assert_eq!(o.head("DIVIDEND_PAY"), paid.0);
        for e in &o.sight.entries {
            prop_assert!(e.event.register.is_office() && Register::ALL.contains(&e.event.register));
        }
        while let Some(last) = o.sight.entries.last().map(|e| e.place) {
            o.back(last).unwrap();
        }
        prop_assert!(o.posted.is_empty());
    }
}
