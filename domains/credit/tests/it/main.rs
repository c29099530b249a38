//! Accounts: what a page posts is the sum of its rows.

mod arithmetic;
mod deciding;
mod every;
mod lender;
mod lending;
mod opening;
mod parts;
mod rules;
mod standing;
mod undoing;

use credit::{AccountKind, AccountRow, CreditEvent, effects};
use kernel::{Paise, Source};
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_page_moves_its_head_by_the_sum_of_its_balances(
        balances in prop::collection::vec(-1_000_000i64..1_000_000, 0..30), which in 0usize..6
    ) {
        let kind = AccountKind::ALL[which];
        let sum: i64 = balances.iter().sum();
        let rows = balances.iter().enumerate().map(|(i, b)| AccountRow {
            no: i.to_string(), member_no: String::new(), balance: Paise(*b), interest: None, opened: None, due: None,
            rate: None, source: Source { file: 0, sheet: 0, row: i as u32, col: 0 },
        }).collect();
        let event = CreditEvent::AccountsBroughtForward {
            kind, cutoff: kernel::Date::ZERO, head: "H".into(), difference_head: "D".into(), rows,
        };
        let moved = effects::posting(&event).map_or(0, |p| {
            assert!(p.amount > Paise::ZERO);
            if p.debit_head == "H" { p.amount.0 } else { -p.amount.0 }
        });
        prop_assert_eq!(moved, if kind.is_asset() { sum } else { -sum });
    }
}
