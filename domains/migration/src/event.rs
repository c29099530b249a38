//! What a migration leaves in the register.

use kernel::{Date, Paise, Source};
use serde::{Deserialize, Serialize};

/// Past tense, versioned by the entry that carries it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum MigrationEvent {
    /// A folder was taken in.
    Begun {
        /// Day the balances are true on.
        cutoff: Date,
        /// SHA-256 over the files' paths and digests and the mapping: the same folder is never posted twice.
        folder: String,
        /// Files kept, in the order [`Source::file`] counts.
        files: Vec<FileKept>,
        /// Other things lying in the folder: path and, where a file was unreadable, the refusal's number.
        set_aside: Vec<(String, Option<u16>)>,
    },
    /// A table was recognised as a register.
    RegisterRecognised(RegisterSeen),
    /// Something is wrong or doubtful in the old books.
    FindingRaised(FindingSeen),
    /// A head's ledger figure against its register.
    DifferenceStated(DifferenceSeen),
    /// Everything was posted; the migration is whole.
    Completed {
        /// Members brought forward.
        members: u64,
        /// Accounts brought forward.
        accounts: u64,
        /// Findings raised.
        findings: u64,
    },
}

/// A legacy file kept by its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileKept {
    /// Path inside the folder.
    pub path: String,
    /// SHA-256 of what is kept, hexadecimal.
    pub digest: String,
    /// SHA-256 of the file as handed over, where the kept copy is another: Aadhaar numbers masked, or a table packed
    /// together with its memo file.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub original: Option<String>,
    /// Size in bytes.
    pub bytes: u64,
    /// `xlsx`, `xls`, `xlsb`, `ods`, `dbf`, `csv`, `tally-xml`.
    pub format: String,
    /// Sheet names in the order [`Source::sheet`] counts.
    pub sheets: Vec<String>,
}

/// A register found in the old books.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisterSeen {
    /// `members`, `shares`, `loans`, … as in the report format.
    pub kind: String,
    /// `ST`, `MT`, `SB`, `RD`, `FD`, `NOMINAL` or empty.
    pub product: String,
    /// Where: file, sheet, heading row, first column.
    pub source: Source,
    /// Data rows.
    pub rows: u64,
    /// The register's sum, where it has one.
    pub sum: Option<Paise>,
    /// How sure the recognition is, 0 to 100.
    pub confidence: u8,
    /// Columns understood: (column from 0, field, heading as written).
    pub columns: Vec<(u16, String, String)>,
}

/// A finding: what is wrong, where, and what to do (`locales/*/migration.ftl`: `finding-<code>` and `.remedy`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingSeen {
    /// Number from 0 within the migration.
    pub no: u64,
    /// `ORPHAN_LOAN` and so on.
    pub code: String,
    /// Register kind it concerns.
    pub kind: String,
    /// Product of the register.
    pub product: String,
    /// The cell; `None` where a finding has no single place.
    pub source: Option<Source>,
    /// Account, member, head, bill or item.
    pub subject: String,
    /// Size in paise; zero where money is not the matter.
    pub amount: Paise,
    /// Placeholders of the message.
    pub args: Vec<(String, String)>,
}

/// Ledger against register of one head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceSeen {
    /// Head code in our books.
    pub head: String,
    /// Head as written in the trial balance.
    pub name: String,
    /// Ledger figure.
    pub ledger: Paise,
    /// Register figure.
    pub register: Paise,
    /// Register minus ledger.
    pub difference: Paise,
    /// Findings (by number) that make it up.
    pub explained_by: Vec<u64>,
    /// What nothing explains.
    pub unexplained: Paise,
    /// The ledger figure's cell.
    pub source: Option<Source>,
}
