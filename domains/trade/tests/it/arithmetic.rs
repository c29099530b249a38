//! No paisa is lost or made.

use kernel::Paise;
use proptest::prelude::*;
use trade::split::{amount, at_cost, cost_of, shares, stretch, taxed};
use trade::terms::{GstRate, GstWay, Milli, Supply};

proptest! {
    #[test]
    fn shares_sum_to_the_whole_and_are_near_their_due(
        total in -1_000_000_000i64..1_000_000_000, weights in prop::collection::vec(0i64..1_000_000_000, 1..20)
    ) {
        let parts = shares(Paise(total), &weights);
        prop_assert_eq!(parts.iter().map(|p| p.0).sum::<i64>(), total);
        let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
        for (p, w) in parts.iter().zip(&weights).filter(|_| sum > 0) {
            let due = i128::from(total) * i128::from(*w);
            prop_assert!((i128::from(p.0) * sum - due).abs() < sum);
        }
    }

    #[test]
    fn a_batch_emptied_bit_by_bit_has_no_value(value in 0i64..1_000_000, bits in prop::collection::vec(1i64..5000, 1..30)) {
        let (mut qty, mut left) = (Milli(bits.iter().sum()), Paise(value));
        for b in bits {
            let cost = cost_of(left, qty, Milli(b));
            prop_assert!(cost.0 >= 0 && cost <= left);
            (qty, left) = (qty - Milli(b), left - cost);
        }
        prop_assert_eq!((qty, left), (Milli::ZERO, Paise::ZERO));
    }

    #[test]
    fn stretches_sum_to_the_whole(total in -9_999_999i64..9_999_999, bits in prop::collection::vec(1i64..9000, 1..20)) {
        let whole = Milli(bits.iter().sum());
        let (mut at, mut sum) = (Milli::ZERO, Paise::ZERO);
        for b in bits {
            sum += stretch(Paise(total), whole, at, at + Milli(b));
            at += Milli(b);
        }
        prop_assert_eq!(sum, Paise(total));
    }

    #[test]
    fn parts_of_gst_sum_to_the_tax(of in 0i64..10_000_000_000, rate in 0i32..=10_000, way in 0usize..3, across: bool) {
        let way = [GstWay::Included, GstWay::Added, GstWay::Unregistered][way];
        let supply = if across { Supply::Across } else { Supply::Within };
        let (taxable, tax) = taxed(Paise(of), GstRate(rate), way, supply);
        prop_assert_eq!(tax.cgst, tax.sgst);
        prop_assert_eq!(tax.total(), tax.cgst + tax.sgst + tax.igst);
        prop_assert!(taxable.0 >= 0 && tax.total().0 >= 0);
        let other = if across { tax.cgst } else { tax.igst };
        prop_assert!(other.is_zero());
        match way {
            GstWay::Included => prop_assert_eq!(taxable + tax.total(), Paise(of)),
            GstWay::Added => prop_assert_eq!(taxable, Paise(of)),
            GstWay::Unregistered => prop_assert_eq!((taxable, tax.total()), (Paise(of), Paise::ZERO)),
        }
        // Within a paisa of the exact tax (two roundings of half a paisa each).
        let base = if way == GstWay::Included { i128::from(10_000 + rate) } else { 10_000 };
        let exact = if way == GstWay::Unregistered { 0 } else { i128::from(of) * i128::from(rate) };
        prop_assert!((i128::from(tax.total().0) * base - exact).abs() <= base);
    }

    #[test]
    fn quantities_are_shown_as_they_are(n in any::<i32>()) {
        let text = Milli(i64::from(n)).to_string();
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        prop_assert_eq!(format!("{whole}{part:0<3}").parse::<i64>().unwrap(), i64::from(n));
    }
}

#[test]
fn amounts_are_rounded_half_up_and_stay_within_the_books() {
    assert_eq!(amount(Paise(333), Milli(1500)), Some(Paise(500)));
    assert_eq!(amount(Paise(1), Milli(499)), Some(Paise(0)));
    assert_eq!(amount(Paise(1), Milli(500)), Some(Paise(1)));
    assert_eq!(amount(Paise(i64::MAX), Milli(i64::MAX)), None);
    assert_eq!(at_cost(Paise(i64::MAX), Milli(1), Milli(i64::MAX)), None);
    assert_eq!(at_cost(Paise(100), Milli::ZERO, Milli(1)), None);
    assert_eq!(at_cost(Paise(100), Milli(3000), Milli(1000)), Some(Paise(33)));
}

#[test]
fn tax_within_a_price() {
    // 266.50 with 5 %: 12.69 tax, half of it each.
    let (taxable, tax) = taxed(Paise(26650), GstRate(500), GstWay::Included, Supply::Within);
    assert_eq!((taxable, tax.cgst, tax.sgst), (Paise(25380), Paise(635), Paise(635)));
    let (_, tax) = taxed(Paise(26650), GstRate(500), GstWay::Included, Supply::Across);
    assert_eq!((tax.cgst, tax.igst), (Paise::ZERO, Paise(1269)));
}

#[test]
fn nothing_to_weigh_by_goes_to_the_first() {
    assert_eq!(shares(Paise(7), &[0, 0]), [Paise(7), Paise::ZERO]);
    assert!(shares(Paise(7), &[]).is_empty());
}
