//! What of the State's plan a ticket stands in the way of. Nobody types its priority: it follows from what it does to the work, and from the last
//! day of the milestone that cannot be reached while it is open.

use crate::terms::{Category, Effect};
use kernel::Date;
use programme::Rung;
use programme::matrix::Standing;
use programme::plan::Plan;

/// The rungs that cannot be reached while such a ticket is open. A question stops nothing; whatever keeps a day from ending stops the rungs of the
/// day; wrong figures stop the two rungs of data; anything else that hinders work stops whatever is still open.
#[must_use]
pub fn blocks(effect: Effect, category: Category) -> &'static [Rung] {
    match (effect, category) {
        (Effect::Question, _) => &[],
        (Effect::DayEnd, _) => &[Rung::DayEnd, Rung::DigitalOnly],
        (_, Category::Data) => &[Rung::DataUpdate, Rung::DataMatch],
        _ => &Rung::COLUMNS,
    }
}

/// The day by which the plan needs such a ticket solved, and the circular that says so: the earliest last day, in the society's block, of a rung it
/// blocks and the society has not reached. Nothing where no timeline reaches the society.
#[must_use]
pub fn needed_by(plan: &Plan, society: &Standing, effect: Effect, category: Category) -> Option<(Date, String)> {
    let open = blocks(effect, category).iter().filter(|r| !society.meets(**r));
    open.filter_map(|r| plan.due_of(*r, society.block)).min()
}
