//! One rule of the norms by itself: what an office above orders for many societies, and each takes into its own norms.

use crate::claims::{SchemeRule, StateRule};
use crate::law::CashReading;
use crate::limit::LimitRule;
use crate::product::{Norms, Rule, Ruled};
use crate::standing::{NpaRule, ProvisionRule};
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};

/// A rule with the kind of norm it is of; written as the norms themselves hold it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "norm", content = "rule", rename_all = "kebab-case")]
pub enum NormRule {
    /// Scale of finance by crop, paise a hectare in all and in kind.
    Scales(Rule<Vec<(String, Paise, Paise)>>),
    /// Percentages of a crop loan's limit.
    Limit(Rule<LimitRule>),
    /// Limit of law on cash, paise.
    Cash(Rule<Paise>),
    /// How the sections on cash are read.
    CashReading(Rule<CashReading>),
    /// Interest subvention of the Union.
    Subvention(Rule<SchemeRule>),
    /// The State's share.
    State(Rule<StateRule>),
    /// When a loan is non-performing.
    Npa(Rule<NpaRule>),
    /// Provisions by class.
    Provision(Rule<ProvisionRule>),
    /// Years of limitation.
    Limitation(Rule<i16>),
}

/// The rules without this one, wherever it was read.
pub(crate) fn without<T: PartialEq>(rules: &mut Ruled<T>, gone: &Rule<T>) {
    rules.0.retain(|r| (r.from, &r.value, &r.order) != (gone.from, &gone.value, &gone.order));
}

/// The same of whichever kind the rule is.
macro_rules! whichever {
    ($self:expr, $r:ident => $e:expr) => {
        match $self {
            NormRule::Scales($r) => $e,
            NormRule::Limit($r) => $e,
            NormRule::Cash($r) => $e,
            NormRule::CashReading($r) => $e,
            NormRule::Subvention($r) => $e,
            NormRule::State($r) => $e,
            NormRule::Npa($r) => $e,
            NormRule::Provision($r) => $e,
            NormRule::Limitation($r) => $e,
        }
    };
}

impl NormRule {
    /// Names of the kinds, in the order in which they are shown.
    pub const KEYS: [&str; 9] =
        ["scales", "limit", "cash", "cash_reading", "subvention", "state", "npa", "provision", "limitation"];

    /// Name of its kind.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            NormRule::Scales(_) => "scales",
            NormRule::Limit(_) => "limit",
            NormRule::Cash(_) => "cash",
            NormRule::CashReading(_) => "cash_reading",
            NormRule::Subvention(_) => "subvention",
            NormRule::State(_) => "state",
            NormRule::Npa(_) => "npa",
            NormRule::Provision(_) => "provision",
            NormRule::Limitation(_) => "limitation",
        }
    }

    /// First day it holds.
    #[must_use]
    pub fn from(&self) -> Date {
        whichever!(self, r => r.from)
    }

    /// Number of the order, as it is written on it.
    #[must_use]
    pub fn order(&self) -> &str {
        whichever!(self, r => &r.order)
    }

    /// Where it was read.
    #[must_use]
    pub fn source(&self) -> &str {
        whichever!(self, r => &r.source)
    }

    /// What it says and by which order, whatever was noted of where it was read: two that are the same bind the same.
    #[must_use]
    pub fn bare(&self) -> NormRule {
        let mut bare = self.clone();
        whichever!(&mut bare, r => r.source.clear());
        bare
    }

    /// It is of the kind of another, and holds from the same day: of the two the one entered later counts.
    #[must_use]
    pub fn replaces(&self, other: &NormRule) -> bool {
        self.key() == other.key() && self.from() == other.from()
    }

    /// The norms with this rule as the last entered. What is shipped stays in force for the days before it.
    #[must_use]
    pub fn added_to(&self, norms: &Norms) -> Norms {
        let mut n = norms.clone();
        match self {
            NormRule::Scales(r) => n.scales.0.push(r.clone()),
            NormRule::Limit(r) => n.limit.0.push(r.clone()),
            NormRule::Cash(r) => {
                n.cash = n.cash_limit();
                n.cash.0.push(r.clone());
            }
            NormRule::CashReading(r) => {
                n.cash_reading = n.cash_reading();
                n.cash_reading.0.push(r.clone());
            }
            NormRule::Subvention(r) => {
                n.subvention = n.scheme().rules;
                n.subvention.0.push(r.clone());
            }
            NormRule::State(r) => n.state.0.push(r.clone()),
            NormRule::Npa(r) => n.npa.0.push(r.clone()),
            NormRule::Provision(r) => n.provision.0.push(r.clone()),
            NormRule::Limitation(r) => n.limitation.0.push(r.clone()),
        }
        n
    }

    /// The norms without this rule, wherever it was read: the rule before it holds again.
    #[must_use]
    pub fn taken_from(&self, norms: &Norms) -> Norms {
        let mut n = norms.clone();
        match self {
            NormRule::Scales(r) => without(&mut n.scales, r),
            NormRule::Limit(r) => without(&mut n.limit, r),
            NormRule::Cash(r) => without(&mut n.cash, r),
            NormRule::CashReading(r) => without(&mut n.cash_reading, r),
            NormRule::Subvention(r) => without(&mut n.subvention, r),
            NormRule::State(r) => without(&mut n.state, r),
            NormRule::Npa(r) => without(&mut n.npa, r),
            NormRule::Provision(r) => without(&mut n.provision, r),
            NormRule::Limitation(r) => without(&mut n.limitation, r),
        }
        n
    }

    /// All rules of norms, also the shipped ones that hold where nothing was entered; kind by kind, as they were entered.
    #[must_use]
    pub fn all(norms: &Norms) -> Vec<NormRule> {
        fn of<T: Clone>(rules: &Ruled<T>, kind: fn(Rule<T>) -> NormRule) -> impl Iterator<Item = NormRule> + '_ {
            rules.0.iter().cloned().map(kind)
        }
        let (cash, reading, scheme) = (norms.cash_limit(), norms.cash_reading(), norms.scheme().rules);
        of(&norms.scales, NormRule::Scales)
            .chain(of(&norms.limit, NormRule::Limit))
            .chain(of(&cash, NormRule::Cash))
            .chain(of(&reading, NormRule::CashReading))
            .chain(of(&scheme, NormRule::Subvention))
            .chain(of(&norms.state, NormRule::State))
            .chain(of(&norms.npa, NormRule::Npa))
            .chain(of(&norms.provision, NormRule::Provision))
            .chain(of(&norms.limitation, NormRule::Limitation))
            .collect()
    }

    /// The rules of norms that count: of those of one kind from one day the last entered.
    #[must_use]
    pub fn counting(norms: &Norms) -> Vec<NormRule> {
        let all = NormRule::all(norms);
        let last = |n: usize| !all[n + 1..].iter().any(|later| later.replaces(&all[n]));
        (0..all.len()).filter(|n| last(*n)).map(|n| all[n].clone()).collect()
    }

    /// The norms go by it: they hold it with the same value by the same order, and nothing that was entered later for the same day.
    #[must_use]
    pub fn counts_in(&self, norms: &Norms) -> bool {
        let bare = self.bare();
        NormRule::counting(norms).iter().any(|r| r.bare() == bare)
    }
}
