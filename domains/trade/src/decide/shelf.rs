//! The stock as it stands while a bill is being decided: taking out by expiry or arrival, putting in.

use crate::acts::Pick;
use crate::split::cost_of;
use crate::terms::{Item, Milli, Stock};
use kernel::{Date, Paise, Refusal};

/// Stock that lines of one bill take from one after the other.
#[derive(Clone, Debug)]
pub struct Shelf(Vec<Stock>);

impl Shelf {
    /// As it stands in the view.
    #[must_use]
    pub fn of(stock: &[Stock]) -> Shelf {
        Shelf(stock.to_vec())
    }

    /// What lies of a batch in a godown.
    #[must_use]
    pub fn holding(&self, item: &str, godown: &str, batch: &str) -> (Milli, Paise) {
        let row = self.0.iter().find(|s| s.item == item && s.godown == godown && s.batch == batch);
        row.map_or((Milli::ZERO, Paise::ZERO), |s| (s.qty, s.value))
    }

    /// The batch is known somewhere, also emptied.
    #[must_use]
    pub fn knows(&self, item: &str, batch: &str) -> bool {
        self.0.iter().any(|s| s.item == item && s.batch == batch)
    }

    /// Takes goods out: of the batch named, else what expires first goes first where the item expires, and what came first where not.
    /// `sold_on` is the day of a sale: what expired before it is refused; `None` for moves and returns to the supplier.
    ///
    /// # Errors
    /// 4320 (expired), 4322 (not so much there), 4323 (no such batch there).
    pub fn take(
        &mut self,
        item: &Item,
        godown: &str,
        batch: Option<&str>,
        qty: Milli,
        sold_on: Option<Date>,
    ) -> Result<Vec<Pick>, Refusal> {
        let here = |s: &Stock| s.item == item.code && s.godown == godown && s.qty.0 > 0;
        let mut found: Vec<usize> = (0..self.0.len()).filter(|i| here(&self.0[*i])).collect();
        if let Some(batch) = batch {
            found.retain(|i| self.0[*i].batch == batch);
            if found.is_empty() {
                return Err(Refusal::new(4323).with("batch", batch).with("item", &item.code).with("godown", godown));
            }
        }
        let gone = |s: &Stock| sold_on.is_some_and(|day| s.expiry.is_some_and(|e| e < day));
        let expired = found.iter().map(|i| &self.0[*i]).find(|s| gone(s)).cloned();
        found.retain(|i| !gone(&self.0[*i]));
        let there: Milli = found.iter().map(|i| self.0[*i].qty).sum();
        if let Some(s) = expired.filter(|_| there < qty && (batch.is_some() || there.is_zero())) {
            let expiry = s.expiry.map(|e| e.to_string()).unwrap_or_default();
            return Err(Refusal::new(4320).with("item", &item.code).with("batch", s.batch).with("expiry", expiry));
        }
        if there < qty {
            let no = Refusal::new(4322).with("item", &item.code).with("godown", godown);
            return Err(no.with("asked", qty).with("there", there));
        }
        found.sort_by_key(|i| {
            let s = &self.0[*i];
            // Without a day of expiry last among those that have one.
            let expiry = if item.expires { s.expiry.unwrap_or(Date::MAX) } else { Date::MAX };
            (expiry, s.received, s.batch.clone())
        });
        Ok(self.pick(&found, qty))
    }

    fn pick(&mut self, order: &[usize], qty: Milli) -> Vec<Pick> {
        let (mut left, mut picks) = (qty, Vec::new());
        for i in order {
            if left.is_zero() {
                break;
            }
            let s = &mut self.0[*i];
            let taken = left.min(s.qty);
            let cost = cost_of(s.value, s.qty, taken);
            (s.qty, s.value, left) = (s.qty - taken, s.value - cost, left - taken);
            picks.push(Pick { godown: s.godown.clone(), batch: s.batch.clone(), qty: taken, cost });
        }
        picks
    }

    /// Puts goods in. A batch of which something lies anywhere has one day of expiry.
    ///
    /// # Errors
    /// 4321 where it is known with another day of expiry.
    pub fn put(&mut self, goods: Stock) -> Result<(), Refusal> {
        let same = |s: &Stock| s.item == goods.item && s.batch == goods.batch;
        if let Some(s) = self.0.iter().find(|s| same(s) && s.qty.0 > 0 && s.expiry != goods.expiry) {
            let expiry = s.expiry.map_or_else(|| "-".to_owned(), |e| e.to_string());
            let no = Refusal::new(4321).with("item", &goods.item).with("batch", &goods.batch);
            return Err(no.with("expiry", expiry));
        }
        match self.0.iter_mut().find(|s| same(s) && s.godown == goods.godown) {
            Some(s) => {
                s.qty += goods.qty;
                s.value += goods.value;
                s.expiry = goods.expiry;
            }
            None => self.0.push(goods),
        }
        Ok(())
    }
}
