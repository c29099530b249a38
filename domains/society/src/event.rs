//! What happened to the society and its members.

use kernel::{Date, Source};
use serde::{Deserialize, Serialize, Serializer};

/// Past tense, versioned by the entry that carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum SocietyEvent {
    /// The society took its place in the register.
    Registered {
        /// Code given by the operator or read from the papers; unique in the installation.
        code: String,
        /// Name as read, in Hindi where the papers have it.
        name: String,
        /// Registration number, as read; may be empty.
        registration_no: String,
        /// District as read; may be empty.
        district: String,
        /// Block as read; may be empty.
        block: String,
    },
    /// One page (up to some hundreds) of members brought forward from old books.
    MembersBroughtForward {
        /// Rows in the order of the old register.
        rows: Vec<MemberRow>,
    },
    /// The area of operation as the old books list it.
    VillagesBroughtForward {
        /// Village names as read.
        names: Vec<String>,
    },
}

/// A member as the old membership register has it. Written as a row, the fields in this order without their names: a page
/// has hundreds of rows, and a society thousands of pages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct MemberRow {
    /// Membership number as written, for example `450` or `N-26`.
    pub no: String,
    /// Name, legacy fonts resolved.
    pub name: String,
    /// Father's or husband's name.
    pub father: String,
    /// Village as written.
    pub village: String,
    /// `A` or `B` (nominal).
    pub class: String,
    /// Ten digits, or empty. Erasable: the store keeps it beside the register and puts a salted commitment here.
    pub mobile: String,
    /// Day of admission, where it could be read.
    #[serde(default)]
    pub admitted: Option<Date>,
    /// Membership ended on this day.
    #[serde(default)]
    pub ended: Option<Date>,
    /// The cell of the member's number.
    pub source: Source,
}

impl Serialize for MemberRow {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let MemberRow { no, name, father, village, class, mobile, admitted, ended, source } = self;
        (no, name, father, village, class, mobile, admitted, ended, source).serialize(to)
    }
}
