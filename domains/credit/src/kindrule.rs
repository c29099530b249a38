//! One rule of the rates of all products of a kind: what an office above orders for many societies, whatever codes their products have. Each society takes it into its
//! own products.

use crate::interest::Rate;
use crate::norm::without;
use crate::product::{DepositKind, LoanKind, Product, Rule, Ruled};
use kernel::Date;
use serde::{Deserialize, Serialize};

/// Rates of deposits by the months the money was kept, ascending; savings have one row at 0.
pub type ByMonths = Vec<(u16, Rate)>;

/// A rule of rates with the kind of products it is for; the rule itself is written as products hold it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rates", rename_all = "kebab-case")]
pub enum KindRule {
    /// Contract rate of loans, a year.
    Loan {
        /// Which loans.
        kind: LoanKind,
        /// The rule.
        rule: Rule<Rate>,
    },
    /// Penal rate of loans, a year, on what is overdue.
    Penal {
        /// Which loans.
        kind: LoanKind,
        /// The rule.
        rule: Rule<Rate>,
    },
    /// Rates of deposits.
    Deposit {
        /// Which deposits.
        kind: DepositKind,
        /// The rule.
        rule: Rule<ByMonths>,
    },
    /// What is taken off the rate of a deposit closed before its time.
    Premature {
        /// Which deposits.
        kind: DepositKind,
        /// The rule.
        rule: Rule<Rate>,
    },
}

/// A kind of products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForKind {
    /// Of loans.
    Loan(LoanKind),
    /// Of deposits.
    Deposit(DepositKind),
}

/// The rules of a product that one of these is of, with the rule.
enum Held<'p, 'r> {
    Rate(&'p mut Ruled<Rate>, &'r Rule<Rate>),
    Months(&'p mut Ruled<ByMonths>, &'r Rule<ByMonths>),
}

/// Does the same with the rule of any variant.
macro_rules! whichever {
    ($self:expr, $r:ident => $e:expr) => {
        match $self {
            KindRule::Loan { rule: $r, .. }
            | KindRule::Penal { rule: $r, .. }
            | KindRule::Premature { rule: $r, .. } => $e,
            KindRule::Deposit { rule: $r, .. } => $e,
        }
    };
}

/// The rules that count: of those from one day the last entered.
fn counting<T>(rules: &Ruled<T>) -> impl Iterator<Item = &Rule<T>> {
    let last = |n: usize| !rules.0[n + 1..].iter().any(|later| later.from == rules.0[n].from);
    (0..rules.0.len()).filter(move |n| last(*n)).map(|n| &rules.0[n])
}

impl KindRule {
    /// Name of the rule.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            KindRule::Loan { .. } => "loan",
            KindRule::Penal { .. } => "penal",
            KindRule::Deposit { .. } => "deposit",
            KindRule::Premature { .. } => "premature",
        }
    }

    /// Which products.
    #[must_use]
    pub fn kind(&self) -> ForKind {
        match self {
            KindRule::Loan { kind, .. } | KindRule::Penal { kind, .. } => ForKind::Loan(*kind),
            KindRule::Deposit { kind, .. } | KindRule::Premature { kind, .. } => ForKind::Deposit(*kind),
        }
    }

    /// First day it holds.
    #[must_use]
    pub fn from(&self) -> Date {
        whichever!(self, r => r.from)
    }

    /// Number of the order, as it is written on it, and where it was read.
    #[must_use]
    pub fn order(&self) -> (&str, &str) {
        whichever!(self, r => (&r.order, &r.source))
    }

    /// What it says and by which order, whatever was noted of where it was read.
    #[must_use]
    pub fn bare(&self) -> KindRule {
        let mut bare = self.clone();
        whichever!(&mut bare, r => r.source.clear());
        bare
    }

    /// Its rates lie between nothing and a hundred percent; those of deposits are by ascending months, of savings one from the first day.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let fits = |rate: &Rate| (0..=10_000).contains(&rate.0);
        match self {
            KindRule::Loan { rule, .. } | KindRule::Penal { rule, .. } | KindRule::Premature { rule, .. } => {
                fits(&rule.value)
            }
            KindRule::Deposit { kind, rule } => {
                let rows = &rule.value;
                let ascending = rows.windows(2).all(|w| w[0].0 < w[1].0);
                let savings = *kind != DepositKind::Savings || (rows.len() == 1 && rows[0].0 == 0);
                !rows.is_empty() && ascending && savings && rows.iter().all(|(_, rate)| fits(rate))
            }
        }
    }

    /// It is of the same rule of the same kind of products, and holds from the same day: of the two the one entered later counts.
    #[must_use]
    pub fn replaces(&self, other: &KindRule) -> bool {
        (self.key(), self.kind()) == (other.key(), other.kind()) && self.from() == other.from()
    }

    /// The rules of this product that it is one of; `None` for a product of another kind.
    fn held<'p, 'r>(&'r self, product: &'p mut Product) -> Option<Held<'p, 'r>> {
        match product {
            Product::Loan(p) => {
                let p = &mut **p;
                match self {
                    KindRule::Loan { kind, rule } if p.kind == *kind => Some(Held::Rate(&mut p.rate, rule)),
                    KindRule::Penal { kind, rule } if p.kind == *kind => Some(Held::Rate(&mut p.penal, rule)),
                    _ => None,
                }
            }
            Product::Deposit(p) => {
                let p = &mut **p;
                match self {
                    KindRule::Deposit { kind, rule } if p.kind == *kind => Some(Held::Months(&mut p.rates, rule)),
                    KindRule::Premature { kind, rule } if p.kind == *kind => Some(Held::Rate(&mut p.premature, rule)),
                    _ => None,
                }
            }
        }
    }

    /// True for a product it is for.
    #[must_use]
    pub fn is_for(&self, product: &Product) -> bool {
        match (self.kind(), product) {
            (ForKind::Loan(kind), Product::Loan(p)) => p.kind == kind,
            (ForKind::Deposit(kind), Product::Deposit(p)) => p.kind == kind,
            _ => false,
        }
    }

    /// The product with this rule as the last entered; another kind of product as it is.
    #[must_use]
    pub fn added_to(&self, product: &Product) -> Product {
        let mut out = product.clone();
        match self.held(&mut out) {
            Some(Held::Rate(rules, rule)) => rules.0.push(rule.clone()),
            Some(Held::Months(rules, rule)) => rules.0.push(rule.clone()),
            None => {}
        }
        out
    }

    /// The product without this rule: the rule before it holds again.
    #[must_use]
    pub fn taken_from(&self, product: &Product) -> Product {
        let mut out = product.clone();
        match self.held(&mut out) {
            Some(Held::Rate(rules, rule)) => without(rules, rule),
            Some(Held::Months(rules, rule)) => without(rules, rule),
            None => {}
        }
        out
    }

    /// The rules a product goes by.
    #[must_use]
    pub fn counting(product: &Product) -> Vec<KindRule> {
        match product {
            Product::Loan(p) => {
                let (kind, rates) = (p.kind, counting(&p.rate).cloned());
                let penal = counting(&p.penal).cloned().map(|rule| KindRule::Penal { kind, rule });
                rates.map(|rule| KindRule::Loan { kind, rule }).chain(penal).collect()
            }
            Product::Deposit(p) => {
                let (kind, rates) = (p.kind, counting(&p.rates).cloned());
                let premature = counting(&p.premature).cloned().map(|rule| KindRule::Premature { kind, rule });
                rates.map(|rule| KindRule::Deposit { kind, rule }).chain(premature).collect()
            }
        }
    }

    /// The product goes by it.
    #[must_use]
    pub fn counts_in(&self, product: &Product) -> bool {
        let bare = self.bare();
        KindRule::counting(product).iter().any(|r| r.bare() == bare)
    }

    /// What all products of a society go by: rules that count in every product they are for.
    #[must_use]
    pub fn common(products: &[Product]) -> Vec<KindRule> {
        let mut out: Vec<KindRule> = Vec::new();
        for rule in products.iter().flat_map(KindRule::counting) {
            let everywhere = products.iter().filter(|p| rule.is_for(p)).all(|p| rule.counts_in(p));
            let bare = rule.bare();
            if everywhere && !out.contains(&bare) {
                out.push(bare);
            }
        }
        out
    }
}
