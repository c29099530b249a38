//! What may be done with a ticket, and whose clock runs.

use helpdesk::ageing::{self, Hours};
use helpdesk::event::{Did, HelpEvent, Raised};
use helpdesk::terms::{Category, Diagnostics, Effect, Party, Pause};
use helpdesk::ticket::{Entry, State, Ticket, ticket};
use helpdesk::{Place, decide};
use kernel::{Date, Instant, Refusal};

pub const HOUR: i64 = 3_600_000;
/// 1 April 2026, 10:00 in India.
pub const TEN: i64 = 1_775_017_800_000;

pub fn raised(effect: Effect, text: &str) -> Raised {
    Raised {
        category: Category::Network,
        effect,
        text: text.to_owned(),
        photo: None,
        diagnostics: Diagnostics::default(),
    }
}

/// A ticket under way: what is decided is written, hour by hour.
pub struct Story {
    pub entries: Vec<Entry>,
}

impl Story {
    pub fn begin(effect: Effect) -> Story {
        let mut s = Story { entries: Vec::new() };
        s.write(1, 0, decide::raise(&raised(effect, "टावर बन्द है")).unwrap());
        s
    }

    pub fn write(&mut self, desk: i64, hour: i64, event: HelpEvent) -> Place {
        let seq = self.entries.iter().filter(|e| e.place.0 == desk).count() as i64;
        let by = if desk == 1 { "sachiv" } else { "adhikari" };
        let place = (desk, seq);
        self.entries.push(Entry { place, at: Instant(TEN + hour * HOUR), by: by.to_owned(), event });
        place
    }

    pub fn t(&self) -> Ticket {
        ticket(&self.entries).expect("raised")
    }
}

fn number<T: std::fmt::Debug>(r: Result<T, Refusal>) -> u16 {
    r.expect_err("refused").number
}

#[test]
fn the_clock_runs_with_whoever_has_it_and_stands_only_with_a_reason() {
    let mut s = Story::begin(Effect::Stopped);
    s.write(9, 2, decide::hand_on(&s.t(), Party::Integrator, "राउटर बदलें").unwrap());
    s.write(9, 5, decide::pause(&s.t(), Pause::Part, "").unwrap());
    assert_eq!(number(decide::pause(&s.t(), Pause::Road, "")), 5136);
    s.write(9, 15, decide::resume(&s.t()).unwrap());
    assert_eq!(number(decide::resume(&s.t())), 5137);
    s.write(9, 16, decide::answer(&s.t(), "नया राउटर लगा दिया").unwrap());
    let t = s.t();
    let later = Instant(TEN + 100 * HOUR);
    assert_eq!(t.state, State::Answered);
    assert_eq!(t.spent_by(Party::Bank, later), 2 * HOUR);
    assert_eq!(
        t.spent_by(Party::Integrator, later),
        4 * HOUR,
        "three before the pause, one after it; none once answered"
    );
    s.write(1, 40, decide::reopen(&s.t(), "फिर बन्द").unwrap());
    assert_eq!(s.t().spent_by(Party::Integrator, Instant(TEN + 42 * HOUR)), 6 * HOUR);
    assert_eq!(number(decide::reopen(&s.t(), "फिर")), 5133);
    s.write(1, 50, decide::confirm(&s.t()).unwrap());
    assert_eq!(number(decide::confirm(&s.t())), 5132);
    assert_eq!(number(decide::answer(&s.t(), "x")), 5132);
}

#[test]
fn the_path_has_no_short_cut() {
    let mut s = Story::begin(Effect::Question);
    assert_eq!(number(decide::hand_on(&s.t(), Party::State, "क्यों")), 5135);
    assert_eq!(number(decide::hand_on(&s.t(), Party::Bank, "क्यों")), 5134);
    assert_eq!(number(decide::hand_on(&s.t(), Party::District, " ")), 5130);
    s.write(9, 1, decide::hand_on(&s.t(), Party::District, "बैठक").unwrap());
    let on_agenda = |s: &Story| ageing::on_agenda(&s.t(), &Hours::default(), Instant(TEN + 3 * HOUR));
    assert!(on_agenda(&s));
    s.write(9, 2, decide::hand_on(&s.t(), Party::Utility, "बिजली विभाग").unwrap());
    assert!(on_agenda(&s), "who does the work does not take it off the agenda");
    assert_eq!(s.t().step, Party::District);
    s.write(9, 3, decide::hand_on(&s.t(), Party::State, "बजट").unwrap());
    assert!(!on_agenda(&s));
}

#[test]
fn a_ticket_past_its_hours_at_the_bank_comes_before_the_committee_of_itself() {
    let s = Story::begin(Effect::DayEnd);
    let on = |s: &Story, hours: &Hours, hour: i64| ageing::on_agenda(&s.t(), hours, Instant(TEN + hour * HOUR));
    let none = Hours::default();
    assert_eq!(ageing::proposed(Party::Bank, Effect::DayEnd), 24);
    assert_eq!((on(&s, &none, 24), on(&s, &none, 25)), (false, true), "by the hours that are proposed");
    assert!(!ageing::clock(&s.t(), &none, Instant(TEN + 25 * HOUR)).over(), "and yet nobody is called late");
    let rule = books::ruled::Rule {
        from: "2026-04-01".parse().expect("a day"),
        value: 48,
        order: "12/2026".to_owned(),
        source: String::new(),
    };
    let mut orders = Story { entries: Vec::new() };
    orders.write(9, 0, decide::set_hours(Party::Bank, Effect::DayEnd, &rule).unwrap());
    let ordered = Hours::of(&orders.entries);
    assert_eq!((on(&s, &ordered, 25), on(&s, &ordered, 49)), (false, true), "an order counts before a proposal");
    // while the clock stands, and once it is answered, it does not come up
    let mut paused = Story::begin(Effect::DayEnd);
    paused.write(9, 5, decide::pause(&paused.t(), Pause::Road, "").unwrap());
    assert!(!on(&paused, &none, 100));
    let mut answered = Story::begin(Effect::DayEnd);
    answered.write(9, 30, decide::answer(&answered.t(), "हो गया").unwrap());
    assert!(!on(&answered, &none, 100));
    // what gets worse for the work comes up sooner, everywhere
    for party in [Party::Bank, Party::District, Party::State, Party::Integrator, Party::Utility] {
        let hours = Effect::ALL.iter().map(|e| ageing::proposed(party, *e)).collect::<Vec<_>>();
        assert!(hours.is_sorted(), "{party:?}");
    }
}

#[test]
fn time_gets_a_verdict_only_by_an_order() {
    let s = Story::begin(Effect::DayEnd);
    let now = Instant(TEN + 30 * HOUR);
    let bare = ageing::clock(&s.t(), &Hours::default(), now);
    assert_eq!((bare.spent, bare.allowed, bare.over()), (30 * HOUR, None, false));
    let rule = |from: &str, value| books::ruled::Rule {
        from: from.parse().expect("a day"),
        value,
        order: "12/2026".to_owned(),
        source: String::new(),
    };
    let mut orders = Story { entries: Vec::new() };
    orders.write(9, 0, decide::set_hours(Party::Bank, Effect::DayEnd, &rule("2026-04-01", 24)).unwrap());
    orders.write(9, 0, decide::set_hours(Party::Bank, Effect::DayEnd, &rule("2026-04-02", 48)).unwrap());
    let clock = ageing::clock(&s.t(), &Hours::of(&orders.entries), now);
    assert_eq!(clock.allowed, Some(24 * HOUR), "the order of the day it was raised");
    assert!(clock.over());
    assert_eq!(number(decide::set_hours(Party::Bank, Effect::DayEnd, &rule("2026-04-01", 0))), 5140);
    let table = ageing::table([&s.t()], &Hours::of(&orders.entries), now);
    let row = table[&(Category::Network, Party::Bank)];
    assert_eq!((row.all, row.day_end, row.over, row.by_age), (1, 1, 1, [1, 0, 0, 0]));
}

#[test]
fn what_is_wrong_has_its_number() {
    let s = Story::begin(Effect::Hindered);
    let t = s.t();
    assert_eq!(number(decide::raise(&raised(Effect::Hindered, &"क".repeat(2_001)))), 5130);
    assert_eq!(number(decide::raise(&raised(Effect::Hindered, "2341 2341 2346"))), 4203);
    assert_eq!(number(decide::note(&t, " ", None)), 5130);
    assert_eq!(number(decide::group(&t, Some((9, 1)), false)), 5139);
    assert_eq!(number(decide::deadline(&t, "2026-03-31".parse::<Date>().unwrap(), "लक्ष्य")), 5141);
    assert_eq!(number(decide::answer_problem(&[], (9, 0), "x", true)), 5139);
    assert!(decide::raise(&raised(Effect::Hindered, "")).is_ok(), "two keys are enough");
}

#[test]
fn what_was_written_last_is_taken_back_by_its_own_desk() {
    let mut s = Story::begin(Effect::Hindered);
    let before = s.t();
    let place = s.write(9, 1, decide::answer(&s.t(), "हो गया").unwrap());
    assert_eq!(number(decide::reverse(&s.entries, place, 1, "भूल")), 5138, "another desk's");
    assert_eq!(number(decide::reverse(&s.entries, (1, 0), 1, "भूल")), 5138, "something was written after it");
    let back = decide::reverse(&s.entries, place, 9, "भूल").unwrap();
    assert_eq!((back.reverses(), back.of, back.list()), (Some(place), Some((1, 0)), "ticket"));
    assert!(matches!(back.did, Did::Reversed { .. }));
    s.entries.retain(|e| e.place != place);
    assert_eq!(s.t(), before);
    assert!(ticket(&[]).is_none());
}
