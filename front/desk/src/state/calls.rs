//! Officers telephone a society whose day-ends dropped out, and write down what was said.

use crate::{Desk, Trouble, Who, society_id};
use keep::{Event, Receipt, view};
use kernel::{CommandId, SocietyId, Verb};
use programme::call::{self, Call, Called};

impl Desk {
    /// The calls to a society that stand, newest first; also at the society's own desk.
    ///
    /// # Errors
    /// The store's.
    pub fn calls(&self, society: SocietyId) -> Result<Vec<Called>, Trouble> {
        let mut all = self.read(|t| Ok(call::calls(&view::programme_events(t, society, "call")?)))?;
        all.reverse();
        Ok(all)
    }

    /// Writes down a call to a society.
    ///
    /// # Errors
    /// 5001, 5002; 5163; 3195 to 3197; 5003, 5160, 5161; the store's.
    pub fn phoned(&self, who: &Who, code: &str, command: CommandId, call: &Call) -> Result<Receipt, Trouble> {
        let today = self.today();
        self.officer_writes(who, code, command, "phone", Verb::HelpGive, |_, by| {
            Ok(call::make(by, call.clone(), today)?.into_iter().map(Event::from).collect())
        })
    }

    /// Takes back what one wrote of a call.
    ///
    /// # Errors
    /// 5001, 5002; 5163; 3198, 4525; 5003, 5160, 5161; the store's.
    pub fn call_back(
        &self,
        who: &Who,
        code: &str,
        command: CommandId,
        entry: (i64, i64),
        reason: &str,
    ) -> Result<Receipt, Trouble> {
        let today = self.today();
        self.officer_writes(who, code, command, "phone-back", Verb::HelpGive, |t, by| {
            let events = view::programme_events(t, society_id(code), "call")?;
            Ok(call::take_back(&events, by, entry, reason, today)?.into_iter().map(Event::from).collect())
        })
    }
}
