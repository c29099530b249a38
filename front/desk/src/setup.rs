//! Setting a society up by one act where its rules stand in a published text: what is adopted is entered rule by rule, with the society's own
//! resolution as the order and the text as the source.

use crate::Trouble;
use crate::working::Env;
use keep::Event;
use kernel::{Date, Refusal, Verb};
use serde::{Deserialize, Serialize};
use society::bylaw::{BylawRule, model};
use society::decide::{Context, SetBylaw, set_bylaw};
use sql::Tx;

/// An act of setting up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "setup", rename_all = "kebab-case")]
pub enum Setup {
    /// Adopts every rule of the model bye-laws that the society has not set itself.
    AdoptModel {
        /// First day the rules hold.
        from: Date,
        /// Number of the registered bye-laws or of the resolution that adopts them.
        order: String,
    },
}

impl Setup {
    /// What somebody must be allowed to do for it.
    #[must_use]
    pub fn verb(&self) -> Verb {
        Verb::RulesSet
    }

    /// Its name, as in the messages `act-…`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "adopt-model"
    }

    /// Whom or what it concerns.
    #[must_use]
    pub fn words(&self) -> String {
        let Setup::AdoptModel { order, .. } = self;
        order.clone()
    }
}

/// What it becomes.
///
/// # Errors
/// 4202, 4203 (the order), 4241 (every rule of the model is set already); the store's.
pub(crate) fn events(t: &mut Tx<'_>, env: &Env<'_>, act: &Setup) -> Result<Vec<Event>, Trouble> {
    let Setup::AdoptModel { from, order } = act;
    let today = env.open.unwrap_or_else(|| env.now.day());
    let own = keep::deciding::bylaws(t, env.society)?;
    let missing = model().0.into_iter().filter(|r| own.on(r.says.key(), *from).is_none());
    let adopted = missing.map(|r| BylawRule {
        from: *from,
        order: order.trim().to_owned(),
        source: format!("{}; {}", r.order, r.source),
        ..r
    });
    let mut out: Vec<Event> = Vec::new();
    for rule in adopted {
        out.extend(set_bylaw(&SetBylaw { rule }, &Context { today })?.into_iter().map(Event::from));
    }
    if out.is_empty() { Err(Refusal::new(4241).into()) } else { Ok(out) }
}
