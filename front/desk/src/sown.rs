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

/// What goes with a sanction beside its amount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct With {
    /// Membership numbers of those who stand surety.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sureties: Vec<String>,
    /// Why crops are sown on more land than the register of members has.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub area_reason: String,
}

/// What waited for a second person before years were asked for is of the first.
pub(crate) fn first_year() -> u8 {
    1
}
