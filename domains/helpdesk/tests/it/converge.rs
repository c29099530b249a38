//! Two logs, two seats, any order of arrival: the same ticket.

use crate::desk::{HOUR, TEN, raised};
use helpdesk::decide;
use helpdesk::terms::{Effect, Party, Pause};
use helpdesk::ticket::{Entry, ticket};
use kernel::Instant;
use proptest::prelude::*;

/// One who writes: the desk of the society or of the seat, with what he has seen of both logs.
struct Writer {
    desk: i64,
    seen: Vec<Entry>,
    written: i64,
}

impl Writer {
    /// Writes what may be done now; a clock that is wrong by days changes no order.
    fn act(&mut self, choice: u8, clock: i64) {
        let Some(t) = ticket(&self.seen) else { return };
        let done = match choice % 8 {
            0 => decide::note(&t, "और", None),
            1 => decide::hand_on(&t, Party::ALL[usize::from(choice / 8) % 5], "आगे"),
            2 => decide::pause(&t, Pause::Road, ""),
            3 => decide::resume(&t),
            4 => decide::answer(&t, "करें"),
            5 => decide::confirm(&t),
            6 => decide::reopen(&t, "नहीं"),
            _ => decide::sort(&t, t.category, Effect::ALL[usize::from(choice / 8) % 4], "सही"),
        };
        if let Ok(event) = done {
            self.written += 1;
            let place = (self.desk, self.written);
            self.seen.push(Entry { place, at: Instant(clock), by: self.desk.to_string(), event });
        }
    }

    fn take(&mut self, from: &Writer) {
        let new =
            from.seen.iter().filter(|e| !self.seen.iter().any(|o| o.place == e.place)).cloned().collect::<Vec<_>>();
        self.seen.extend(new);
    }
}

proptest! {
    #[test]
    fn both_seats_see_one_ticket(
        steps in prop::collection::vec((any::<bool>(), any::<u8>(), -90i64..90, any::<bool>()), 1..40),
        shuffle in prop::collection::vec(any::<prop::sample::Index>(), 60),
    ) {
        let first = Entry {
            place: (1, 0),
            at: Instant(TEN),
            by: "1".to_owned(),
            event: decide::raise(&raised(Effect::Hindered, "x")).expect("raised"),
        };
        let mut society = Writer { desk: 1, seen: vec![first.clone()], written: 0 };
        let mut seat = Writer { desk: 7, seen: vec![first], written: 0 };
        for (mine, choice, hours, exchange) in steps {
            if mine { society.act(choice, TEN + hours * HOUR) } else { seat.act(choice, TEN + hours * HOUR) }
            if exchange {
                society.take(&seat);
                seat.take(&society);
            }
        }
        society.take(&seat);
        seat.take(&society);
        let (a, b) = (ticket(&society.seen), ticket(&seat.seen));
        prop_assert_eq!(&a, &b);
        let mut any = society.seen.clone();
        for (i, index) in shuffle.iter().enumerate() {
            let (i, j) = (i % any.len(), index.index(any.len()));
            any.swap(i, j);
        }
        prop_assert_eq!(&ticket(&any), &a);
        let t = a.expect("raised");
        prop_assert_eq!(t.lines.len(), any.len(), "nothing is lost, also what came late");
        prop_assert!(t.spent.values().all(|ms| *ms >= 0));
        let json = serde_json::to_string(&t).expect("plain data");
        prop_assert_eq!(serde_json::from_str::<helpdesk::Ticket>(&json).expect("read"), t);
    }
}
