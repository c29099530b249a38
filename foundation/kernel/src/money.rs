//! Money in paise.

use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An amount of money in whole paise; may be negative. 1 rupee = 100 paise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Paise(pub i64);

impl Paise {
    /// Nothing.
    pub const ZERO: Paise = Paise(0);

    /// Whole rupees as paise. Panics on overflow: an amount that large is our bug, not a user's.
    #[must_use]
    pub const fn rupees(rupees: i64) -> Paise {
        Paise(rupees * 100)
    }

    /// The amount without its sign.
    #[must_use]
    pub const fn abs(self) -> Paise {
        Paise(self.0.abs())
    }

    /// True for exactly zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl Add for Paise {
    type Output = Paise;
    fn add(self, other: Paise) -> Paise {
        Paise(self.0.checked_add(other.0).expect("sum of money exceeds i64 paise"))
    }
}
impl Sub for Paise {
    type Output = Paise;
    fn sub(self, other: Paise) -> Paise {
        Paise(self.0.checked_sub(other.0).expect("difference of money exceeds i64 paise"))
    }
}
impl Neg for Paise {
    type Output = Paise;
    fn neg(self) -> Paise {
        Paise(-self.0)
    }
}
impl AddAssign for Paise {
    fn add_assign(&mut self, other: Paise) {
        *self = *self + other;
    }
}
impl SubAssign for Paise {
    fn sub_assign(&mut self, other: Paise) {
        *self = *self - other;
    }
}
impl Sum for Paise {
    fn sum<I: Iterator<Item = Paise>>(amounts: I) -> Paise {
        amounts.fold(Paise::ZERO, Add::add)
    }
}
