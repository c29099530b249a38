//! What a crop loan's limit is asked for.

use serde::{Deserialize, Serialize};

/// A crop and its area for a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sown {
    /// Crop, as the scale of finance names it.
    pub crop: String,
    /// Square metres.
    pub square_metres: u32,
}

/// What waited for a second person before years were asked for is of the first.
pub(crate) fn first_year() -> u8 {
    1
}
