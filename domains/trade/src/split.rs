//! Shares of an amount without losing or making a paisa. All whole numbers, no float.

use crate::terms::{GstRate, GstWay, Milli, Supply};
use kernel::Paise;
use serde::{Deserialize, Serialize};

/// Divides `total` by `weights` with the largest remainder: the parts sum to `total`, each within a paisa of its exact share.
/// Of equal remainders the earlier part gets the paisa. Weights are not negative; where all are zero, the first takes all.
#[must_use]
pub fn shares(total: Paise, weights: &[i64]) -> Vec<Paise> {
    let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    if sum <= 0 {
        let first = |i: usize| if i == 0 { total } else { Paise::ZERO };
        return (0..weights.len()).map(first).collect();
    }
    let exact = |w: i64| i128::from(total.0) * i128::from(w);
    let mut parts: Vec<Paise> = weights.iter().map(|w| narrow(exact(*w).div_euclid(sum))).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|i| (-exact(weights[*i]).rem_euclid(sum), *i));
    let left = total - parts.iter().copied().sum();
    for i in order.into_iter().take(usize::try_from(left.0).unwrap_or(0)) {
        parts[i] += Paise(1);
    }
    parts
}

/// The cost of `taken` out of a batch of `qty` that cost `value`: the largest remainder between what goes and what stays, so
/// that taking all takes the whole value. `taken` is at most `qty`.
#[must_use]
pub fn cost_of(value: Paise, qty: Milli, taken: Milli) -> Paise {
    shares(value, &[taken.0, (qty - taken).0])[0]
}

/// The part of `total` that belongs to the stretch `from..to` of a `whole`: parts of stretches that follow each other sum to the
/// total, whatever the cuts. Used where a bill is returned piece by piece.
#[must_use]
pub fn stretch(total: Paise, whole: Milli, from: Milli, to: Milli) -> Paise {
    let upto = |x: Milli| if whole.is_zero() { Paise::ZERO } else { rounded(total, x.0, whole.0) };
    upto(to) - upto(from)
}

/// What `other` is worth at the cost of a batch of `qty` that cost `value`, to the paisa; `None` beyond the limit of the books, or
/// where nothing is there to compare with.
#[must_use]
pub fn at_cost(value: Paise, qty: Milli, other: Milli) -> Option<Paise> {
    if qty.0 <= 0 {
        return None;
    }
    let (n, d) = (i128::from(value.0) * i128::from(other.0), i128::from(qty.0));
    let worth = (2 * n + d).div_euclid(2 * d);
    i64::try_from(worth).ok().filter(|p| p.abs() <= books::decide::MOST_PAISE).map(Paise)
}

/// `price` for one unit times `qty`, to the paisa, half up; `None` where it is beyond the limit of the books.
#[must_use]
pub fn amount(price: Paise, qty: Milli) -> Option<Paise> {
    let product = (i128::from(price.0) * i128::from(qty.0) * 2 + 1000).div_euclid(2000);
    i64::try_from(product).ok().filter(|p| p.abs() <= books::decide::MOST_PAISE).map(Paise)
}

/// `of × times / parts`, to the paisa, half up.
fn rounded(of: Paise, times: i64, parts: i64) -> Paise {
    let (n, d) = (i128::from(of.0) * i128::from(times), i128::from(parts));
    narrow((2 * n + d).div_euclid(2 * d))
}

fn narrow(n: i128) -> Paise {
    Paise(i64::try_from(n).expect("a share exceeds i64 paise"))
}

/// GST of a line by its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tax {
    /// Rate of all parts together.
    pub rate: GstRate,
    /// Central, paise.
    pub cgst: Paise,
    /// State, paise; equal to the central one.
    pub sgst: Paise,
    /// Integrated, paise; only across States.
    pub igst: Paise,
}

impl Tax {
    /// The tax: the sum of its parts, paise.
    #[must_use]
    pub fn total(&self) -> Paise {
        self.cgst + self.sgst + self.igst
    }

    /// Each part by `f`.
    #[must_use]
    pub fn each(&self, f: impl Fn(Paise) -> Paise) -> Tax {
        Tax { rate: self.rate, cgst: f(self.cgst), sgst: f(self.sgst), igst: f(self.igst) }
    }
}

/// Taxable value and tax of a line whose price times quantity, less discount, is `of`. Central and State tax are each counted at
/// half the rate and rounded to the paisa by itself, so they are always equal and their sum is the tax.
#[must_use]
pub fn taxed(of: Paise, rate: GstRate, way: GstWay, supply: Supply) -> (Paise, Tax) {
    let rate = if way == GstWay::Unregistered { GstRate(0) } else { rate };
    // In twenty-thousandths, so that half of an odd rate is whole.
    let base = if way == GstWay::Included { 20_000 + 2 * i64::from(rate.0) } else { 20_000 };
    let tax = match supply {
        Supply::Within => {
            let half = rounded(of, i64::from(rate.0), base);
            Tax { rate, cgst: half, sgst: half, igst: Paise::ZERO }
        }
        Supply::Across => Tax { rate, igst: rounded(of, 2 * i64::from(rate.0), base), ..Tax::default() },
    };
    (if way == GstWay::Included { of - tax.total() } else { of }, tax)
}
