//! Rules of credit that the State orders: given and taken back at the seat, known at every desk, taken into the norms of each society by its own entry.

use crate::counter::ordered;
use crate::{Desk, Trouble, Who};
use keep::Receipt;
use kernel::{CommandId, Date, Refusal, SocietyId, Verb};
use programme::ProgrammeEvent;
use programme::rates::{self, Due, Order, Ruling};
use std::collections::HashMap;

impl Desk {
    /// The orders, as far as they are known here; none where this installation belongs to no State.
    ///
    /// # Errors
    /// The store's.
    pub fn rate_orders(&self) -> Result<Vec<Order>, Trouble> {
        self.read(ordered)
    }

    /// Orders a rule for all societies of the State.
    ///
    /// # Errors
    /// 5001, 5002; 5160, 5161; 3214, 3215, 3277; the store's.
    pub fn order_rate(&self, who: &Who, command: CommandId, rule: impl Into<Ruling>) -> Result<Receipt, Trouble> {
        let rule: Ruling = rule.into();
        self.rates_write(who, command, "state-rates", |orders, today| rates::order(orders, rule.clone(), today))
    }

    /// Takes an order back.
    ///
    /// # Errors
    /// 5001, 5002; 5160, 5161; 3217, 4525; the store's.
    pub fn rate_back(
        &self,
        who: &Who,
        command: CommandId,
        entry: (i64, i64),
        reason: &str,
    ) -> Result<Receipt, Trouble> {
        self.rates_write(who, command, "state-rates-back", |orders, today| {
            rates::take_back(orders, entry, reason, today)
        })
    }

    /// What the norms and products of a society have to take in or out to go by the State's orders.
    ///
    /// # Errors
    /// The store's.
    pub fn rates_due(&self, society: SocietyId) -> Result<Vec<(Order, Due)>, Trouble> {
        self.read(|t| {
            let orders = ordered(t)?;
            if orders.is_empty() {
                return Ok(Vec::new());
            }
            let (norms, products) = (keep::deciding::norms(t, society)?, keep::deciding::products(t, society)?);
            Ok(rates::due(&orders, &norms, &products).into_iter().map(|(o, due)| (o.clone(), due)).collect())
        })
    }

    fn rates_write(
        &self,
        who: &Who,
        command: CommandId,
        act: &str,
        decide: impl Fn(&[Order], Date) -> Result<Vec<ProgrammeEvent>, Refusal>,
    ) -> Result<Receipt, Trouble> {
        self.state_heard_as(who, Verb::StateKeep, act, || {
            self.db.tx(|t| {
                let orders = ordered(t)?;
                self.state_write(t, who, &command.0.to_string(), |_, today| decide(&orders, today))
            })
        })
    }
}

/// In how many of these societies the books go by each order, by its entry: counted from their norms, and of rates from all their products of the kind.
#[must_use]
pub fn followed<'e>(orders: &[Order], of: impl Iterator<Item = &'e programme::Evidence>) -> HashMap<(i64, i64), u64> {
    let marks: Vec<(u64, (i64, i64))> = orders.iter().map(|o| (keep::view::mark(&o.rule), o.entry)).collect();
    let mut out = HashMap::new();
    for evidence in of {
        for (_, entry) in marks.iter().filter(|(mark, _)| evidence.norms.contains(mark)) {
            *out.entry(*entry).or_default() += 1;
        }
    }
    out
}
