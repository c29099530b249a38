//! Layouts of old books that are read alike in all societies: what a society pointed out stands in its register; an officer releases it into the
//! State's, from where it comes down.

use crate::{Desk, Trouble, Who};
use keep::view::LayoutUse;
use keep::{Receipt, view};
use kernel::{CommandId, Refusal, Verb};
use migration::bench::case::Place;
use migration::layout::{self, Released};

impl Desk {
    /// The layouts that were released and stand; none where this installation belongs to no State.
    ///
    /// # Errors
    /// The store's.
    pub fn released_layouts(&self) -> Result<Vec<Released>, Trouble> {
        self.read(view::released_layouts)
    }

    /// The readings of layouts in use in the societies whose registers are here, for whoever may release them.
    ///
    /// # Errors
    /// 5001, 5002; the store's.
    pub fn layouts_in_use(&self, who: &Who) -> Result<Vec<LayoutUse>, Trouble> {
        self.let_by_state(who, Verb::StateKeep, "bench-release-layout")?;
        self.read(view::layouts)
    }

    /// Releases a reading of a layout for all societies. `print` is what it is known by.
    ///
    /// # Errors
    /// 5001, 5002; 5160, 5161; 3191, 3192, 3193 (no society reads it so now); the store's.
    pub fn release_layout(&self, who: &Who, command: CommandId, print: &str) -> Result<Receipt, Trouble> {
        self.state_heard(who, "bench-release-layout", || {
            self.db.tx(|t| {
                let known = view::released_layouts(t)?;
                let all = view::layouts(t)?;
                self.state_write(t, who, &command.0.to_string(), |_, _| {
                    let of = all.iter().find(|u| u.print == print).ok_or_else(|| Refusal::new(3193))?;
                    Ok(vec![layout::release(&known, &of.table, of.societies.len() as u64)?])
                })
            })
        })
    }

    /// Takes a release back.
    ///
    /// # Errors
    /// 5001, 5002; 5160, 5161; 3151, 3194; the store's.
    pub fn withdraw_layout(&self, who: &Who, command: CommandId, of: Place, reason: &str) -> Result<Receipt, Trouble> {
        self.state_heard(who, "bench-withdraw-layout", || {
            self.db.tx(|t| {
                let known = view::released_layouts(t)?;
                self.state_write(t, who, &command.0.to_string(), |_, _| Ok(vec![layout::withdraw(&known, of, reason)?]))
            })
        })
    }
}
