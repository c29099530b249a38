//! What happened to the society and its members.

use crate::acts::{
    AdmissionRejected, BylawSet, MemberAdmitted, MemberChanged, MemberLeft, MembersMerged, MergeUndone, NomineeSet,
    NoticeServed, Reversed, SharesIssued, SharesRefunded, SharesTransferred, VillageSet,
};
use crate::person::Field;
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
    /// A member was admitted.
    MemberAdmitted(MemberAdmitted),
    /// An application was refused.
    AdmissionRejected(AdmissionRejected),
    /// Facts about a member changed.
    MemberChanged(MemberChanged),
    /// Nominees were named.
    NomineeSet(NomineeSet),
    /// Membership ended.
    MemberLeft(MemberLeft),
    /// Two numbers turned out to be one person.
    MembersMerged(MembersMerged),
    /// A merge was taken back.
    MergeUndone(MergeUndone),
    /// Shares were issued.
    SharesIssued(SharesIssued),
    /// Shares went from one member to another.
    SharesTransferred(SharesTransferred),
    /// Share money was paid back.
    SharesRefunded(SharesRefunded),
    /// A village was entered or given its code.
    VillageSet(VillageSet),
    /// A notice was served.
    NoticeServed(NoticeServed),
    /// A bye-law was set.
    BylawSet(BylawSet),
    /// An event was taken back.
    Reversed(Reversed),
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

impl SocietyEvent {
    /// Kind of the entry: domain and event.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Registered { .. } => "society.registered",
            Self::MembersBroughtForward { .. } => "society.members-brought-forward",
            Self::VillagesBroughtForward { .. } => "society.villages-brought-forward",
            Self::MemberAdmitted(_) => "society.member-admitted",
            Self::AdmissionRejected(_) => "society.admission-rejected",
            Self::MemberChanged(_) => "society.member-changed",
            Self::NomineeSet(_) => "society.nominee-set",
            Self::MemberLeft(_) => "society.member-left",
            Self::MembersMerged(_) => "society.members-merged",
            Self::MergeUndone(_) => "society.merge-undone",
            Self::SharesIssued(_) => "society.shares-issued",
            Self::SharesTransferred(_) => "society.shares-transferred",
            Self::SharesRefunded(_) => "society.shares-refunded",
            Self::VillageSet(_) => "society.village-set",
            Self::NoticeServed(_) => "society.notice-served",
            Self::BylawSet(_) => "society.bylaw-set",
            Self::Reversed(_) => "society.reversed",
        }
    }

    /// The day it is entered under; what came from old books has none.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        Some(match self {
            Self::Registered { .. } | Self::MembersBroughtForward { .. } | Self::VillagesBroughtForward { .. } => {
                return None;
            }
            Self::MemberAdmitted(e) => e.date,
            Self::AdmissionRejected(e) => e.date,
            Self::MemberChanged(e) => e.date,
            Self::NomineeSet(e) => e.date,
            Self::MemberLeft(e) => e.date,
            Self::MembersMerged(e) => e.date,
            Self::MergeUndone(e) => e.date,
            Self::SharesIssued(e) => e.date,
            Self::SharesTransferred(e) => e.date,
            Self::SharesRefunded(e) => e.date,
            Self::VillageSet(e) => e.date,
            Self::NoticeServed(e) => e.date,
            Self::BylawSet(e) => e.date,
            Self::Reversed(e) => e.date,
        })
    }

    /// The mobile numbers in an event, in a fixed order: whatever a person may ask to have erased. The store keeps each beside the
    /// register and writes a salted commitment in its place. A reversal holds what the register holds, so commitments of the
    /// event it takes back: whoever applies it must leave a value that is a commitment as it is.
    pub fn erasable(&mut self) -> Vec<&mut String> {
        let mut all: Vec<&mut String> = match self {
            Self::MembersBroughtForward { rows } => rows.iter_mut().map(|r| &mut r.mobile).collect(),
            Self::MemberAdmitted(e) => vec![&mut e.person.mobile],
            Self::MemberChanged(e) => {
                let both = e.changes.iter_mut().flat_map(|c| [&mut c.before, &mut c.after]);
                both.filter_map(|f| if let Field::Mobile(m) = f { Some(m) } else { None }).collect()
            }
            Self::Reversed(e) => e.was.erasable(),
            _ => Vec::new(),
        };
        all.retain(|m| !m.is_empty());
        all
    }
}
