//! A receipt is divided among what is owed, in a configured order. The parts always sum to the receipt.

use crate::interest::{Rounding, round_ratio};
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};

/// What is owed in a demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Penal interest.
    Penal,
    /// Charges (notice, form, suit).
    Charges,
    /// Interest.
    Interest,
    /// Principal.
    Principal,
}

impl Part {
    /// All parts.
    pub const ALL: [Part; 4] = [Part::Penal, Part::Charges, Part::Interest, Part::Principal];
}

/// Where a demand stands on the day of the receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Age {
    /// Due before that day.
    Overdue,
    /// Due on it.
    Due,
    /// Due later.
    Ahead,
}

/// Whether a receipt goes through one instalment after another or one part after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sweep {
    /// The oldest instalment in all its parts, then the next.
    ByInstalment,
    /// One part of all instalments, oldest first, then the next part.
    ByPart,
}

/// What is done with money received before it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ahead {
    /// Towards the next instalment.
    Next,
    /// Towards the last, so that the loan ends earlier.
    Last,
    /// In equal parts towards all that remain.
    Spread,
    /// Kept as the member's surplus until something falls due.
    Keep,
}

/// The configured order. Default in usage is penal, interest, principal, oldest first (unverified); it is a setting of the
/// product all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Ages and parts in order; what is not named is never paid by a receipt.
    pub steps: Vec<(Age, Part)>,
    /// Way of going through them.
    pub sweep: Sweep,
    /// Money ahead of time.
    pub ahead: Ahead,
}

impl Order {
    /// The same parts in the same order for what is overdue, due and ahead.
    #[must_use]
    pub fn of(parts: &[Part], sweep: Sweep, ahead: Ahead) -> Order {
        let ages = [Age::Overdue, Age::Due, Age::Ahead];
        let steps = ages.into_iter().flat_map(|a| parts.iter().map(move |p| (a, *p))).collect();
        Order { steps, sweep, ahead }
    }
}

/// What is still owed of one instalment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owed {
    /// Penal interest.
    pub penal: Paise,
    /// Charges.
    pub charges: Paise,
    /// Interest.
    pub interest: Paise,
    /// Principal.
    pub principal: Paise,
}

impl Owed {
    /// Sum of the parts.
    #[must_use]
    pub fn total(&self) -> Paise {
        self.penal + self.charges + self.interest + self.principal
    }

    /// One part.
    #[must_use]
    pub fn part(&self, part: Part) -> Paise {
        match part {
            Part::Penal => self.penal,
            Part::Charges => self.charges,
            Part::Interest => self.interest,
            Part::Principal => self.principal,
        }
    }

    /// One part, to change.
    pub fn part_mut(&mut self, part: Part) -> &mut Paise {
        match part {
            Part::Penal => &mut self.penal,
            Part::Charges => &mut self.charges,
            Part::Interest => &mut self.interest,
            Part::Principal => &mut self.principal,
        }
    }
}

/// A demand: what is owed and the day it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Day due.
    pub due: Date,
    /// What of it is still owed; never below nothing.
    pub owed: Owed,
}

impl Demand {
    fn age(&self, on: Date) -> Age {
        match self.due.cmp(&on) {
            std::cmp::Ordering::Less => Age::Overdue,
            std::cmp::Ordering::Equal => Age::Due,
            std::cmp::Ordering::Greater => Age::Ahead,
        }
    }
}

/// A part of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// Position of the demand.
    pub demand: usize,
    /// Which part of it.
    pub part: Part,
    /// More than zero.
    pub amount: Paise,
}

/// A receipt divided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appropriation {
    /// Its parts in the order they were taken.
    pub paid: Vec<Paid>,
    /// What nothing was owed for: the member's surplus.
    pub surplus: Paise,
}

impl Appropriation {
    /// What went to one part.
    #[must_use]
    pub fn of(&self, part: Part) -> Paise {
        self.paid.iter().filter(|p| p.part == part).map(|p| p.amount).sum()
    }

    /// All parts and the surplus: the receipt.
    #[must_use]
    pub fn total(&self) -> Paise {
        self.paid.iter().map(|p| p.amount).sum::<Paise>() + self.surplus
    }
}

/// Divides `amount`, received on a day, among `demands` (sorted by day due) and takes it off them.
pub fn appropriate(order: &Order, demands: &mut [Demand], on: Date, amount: Paise) -> Appropriation {
    let mut hand = Hand { left: amount.max(Paise::ZERO), paid: Vec::new() };
    let mut at = 0;
    while at < order.steps.len() {
        let age = order.steps[at].0;
        // Neighbouring steps of one age belong together when instalments are gone through one by one.
        let run = order.steps[at..].iter().take_while(|s| s.0 == age).count();
        let wide = if order.sweep == Sweep::ByInstalment { run } else { 1 };
        let parts: Vec<Part> = order.steps[at..at + wide].iter().map(|s| s.1).collect();
        let here: Vec<usize> = (0..demands.len()).filter(|i| demands[*i].age(on) == age).collect();
        if age == Age::Ahead {
            hand.ahead(demands, &here, &parts, order.ahead);
        } else {
            hand.through(demands, &here, &parts);
        }
        at += wide;
    }
    Appropriation { paid: hand.paid, surplus: hand.left }
}

/// The same for goods that came back: the principal of the drawal they were given on, by the day it is due, before anything else; what is over
/// goes in the configured order. A return undoes a drawal, it is no money that could pay interest first.
pub fn give_back(order: &Order, demands: &mut [Demand], due: Date, on: Date, amount: Paise) -> Appropriation {
    let mut hand = Hand { left: amount.max(Paise::ZERO), paid: Vec::new() };
    let here: Vec<usize> = (0..demands.len()).filter(|i| demands[*i].due == due).collect();
    hand.through(demands, &here, &[Part::Principal]);
    let mut rest = appropriate(order, demands, on, hand.left);
    rest.paid.splice(0..0, hand.paid);
    rest
}

/// What is left of the receipt and where the rest went.
struct Hand {
    left: Paise,
    paid: Vec<Paid>,
}

impl Hand {
    fn take(&mut self, demands: &mut [Demand], demand: usize, part: Part, most: Paise) -> Paise {
        let owed = demands[demand].owed.part_mut(part);
        let amount = (*owed).min(self.left).min(most).max(Paise::ZERO);
        if !amount.is_zero() {
            *owed -= amount;
            self.left -= amount;
            self.paid.push(Paid { demand, part, amount });
        }
        amount
    }

    fn through(&mut self, demands: &mut [Demand], here: &[usize], parts: &[Part]) {
        for i in here {
            for part in parts {
                self.take(demands, *i, *part, self.left);
            }
        }
    }

    fn ahead(&mut self, demands: &mut [Demand], here: &[usize], parts: &[Part], ahead: Ahead) {
        match ahead {
            Ahead::Keep => {}
            Ahead::Next => self.through(demands, here, parts),
            Ahead::Last => {
                let back: Vec<usize> = here.iter().rev().copied().collect();
                self.through(demands, &back, parts);
            }
            Ahead::Spread => self.spread(demands, here, parts),
        }
    }

    /// Equal parts, to the nearest paisa, to all that still owe; the last takes the difference; what one cannot take goes round
    /// again.
    fn spread(&mut self, demands: &mut [Demand], here: &[usize], parts: &[Part]) {
        loop {
            let owing: Vec<usize> =
                here.iter().copied().filter(|i| parts.iter().any(|p| !demands[*i].owed.part(*p).is_zero())).collect();
            let Ok(n) = i64::try_from(owing.len()) else { return };
            if n == 0 || self.left.is_zero() {
                return;
            }
            let each = round_ratio(i128::from(self.left.0), i128::from(n), Rounding::PaisaHalfEven);
            let last = (self.left - Paise(each.0 * (n - 1))).max(Paise::ZERO);
            for (k, i) in owing.iter().enumerate() {
                let mut room = if k + 1 == owing.len() { last } else { each };
                for part in parts {
                    room -= self.take(demands, *i, *part, room);
                }
            }
            if each.is_zero() {
                self.through(demands, here, parts);
                return;
            }
        }
    }
}
