//! The auditor's sample and objections; closing a year and opening it again.

use crate::{day, line, said};
use books::BooksEvent;
use books::event::Objection;
use books::objection::{ObjectionView, close, raise, reply};
use books::sample::{Item, MOST, Way, draw};
use books::yearend::{ClosedVoucher, ClosedYear, reopen};
use kernel::Paise;
use proptest::prelude::*;

#[test]
fn an_objection_is_raised_answered_and_closed_once() {
    let good = Objection {
        date: day("2025-05-01"), about: Some((1, 4)), amount: Paise(500), text: "रसीद नहीं".into()
    };
    assert!(matches!(&raise(&good, true).unwrap()[..], [BooksEvent::ObjectionRaised(o)] if *o == good));
    assert_eq!(said(&raise(&good, false).unwrap_err()), 4062);
    assert_eq!(said(&raise(&Objection { text: " ".into(), ..good.clone() }, true).unwrap_err()), 4061);
    assert_eq!(said(&raise(&Objection { amount: Paise(-1), ..good.clone() }, true).unwrap_err()), 4063);
    let (at, on) = ((1, 9), day("2025-05-02"));
    let open = Some(ObjectionView { closed: false });
    assert_eq!(said(&reply(None, at, on, "उत्तर").unwrap_err()), 4064);
    assert_eq!(said(&reply(Some(ObjectionView { closed: true }), at, on, "उत्तर").unwrap_err()), 4065);
    assert_eq!(said(&close(open, at, on, "").unwrap_err()), 4061);
    assert_eq!(reply(open, at, on, "उत्तर").unwrap().len(), 1);
    assert_eq!(close(open, at, on, "ठीक").unwrap().len(), 1);
}

#[test]
fn a_closing_is_taken_back_whole_unless_its_profit_is_divided() {
    let voucher = |seq, amount| ClosedVoucher {
        entry: (1, seq),
        lines: vec![line("INC_INT", amount, 0), line("PL_NOW", 0, amount)],
    };
    let year = ClosedYear { vouchers: vec![voucher(5, 10), voucher(6, 20)], divided: false };
    let (end, open) = (day("2025-03-31"), Some(day("2025-06-02")));
    let back = reopen(&year, end, open, "भूल").unwrap();
    let BooksEvent::YearReopened { date, entry, lines, .. } = &back[0] else { panic!("a reopening") };
    assert_eq!((*date, *entry, lines[0].credit), (end, (1, 6), Paise(20)));
    assert_eq!(back.len(), 2);
    assert_eq!(said(&reopen(&year, end, None, "भूल").unwrap_err()), 4020);
    assert_eq!(said(&reopen(&ClosedYear::default(), end, open, "भूल").unwrap_err()), 4010);
    assert_eq!(said(&reopen(&ClosedYear { divided: true, ..year }, end, open, "भूल").unwrap_err()), 4069);
}

#[test]
fn a_sample_has_a_size() {
    assert_eq!(said(&draw(&[], Way::Simple, 0, 1).unwrap_err()), 4066);
    assert_eq!(said(&draw(&[], Way::Simple, MOST + 1, 1).unwrap_err()), 4066);
    assert!(draw(&[], Way::ByAmount, 5, 1).unwrap().is_empty());
}

proptest! {
    #[test]
    fn a_sample_is_drawn_again_and_holds_what_is_large(
        amounts in prop::collection::vec(0i64..1_000_000, 1..200), size in 1usize..40, seed in any::<u64>()
    ) {
        let items: Vec<Item> =
            amounts.iter().enumerate().map(|(i, a)| Item { entry: (1, i as i64), amount: Paise(*a) }).collect();
        let simple = draw(&items, Way::Simple, size, seed).unwrap();
        prop_assert_eq!(simple.len(), size.min(items.len()));
        prop_assert_eq!(&simple, &draw(&items, Way::Simple, size, seed).unwrap());
        let mut turned = items.clone();
        turned.reverse();
        let mut again = draw(&turned, Way::Simple, size, seed).unwrap();
        again.sort_by_key(|i| i.entry);
        prop_assert_eq!(&simple, &again, "the order of vouchers does not matter");
        let by_amount = draw(&items, Way::ByAmount, size, seed).unwrap();
        prop_assert!(by_amount.len() <= size.max(1) + 1 || items.len() <= size);
        let interval = amounts.iter().map(|a| i128::from(*a)).sum::<i128>() / size as i128;
        if interval > 0 {
            for item in items.iter().filter(|i| i128::from(i.amount.0) >= interval) {
                prop_assert!(by_amount.contains(item));
            }
        }
    }
}
