//! What happens at the workbench: entries of the society's own register, and of the log the seat writes of it.

use crate::event::FileKept;
use crate::layout::LayoutEvent;
use crate::paper::PaperEvent;
use crate::profile::TableProfile;
use kernel::{Date, Paise};
use serde::{Deserialize, Serialize};
use society::terms::Attachment;

/// A cell of the old books, by the path of its file inside the folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Spot {
    /// Path of the file inside the folder.
    pub path: String,
    /// Index of the sheet.
    pub sheet: u16,
    /// Row as a spreadsheet user counts it.
    pub row: u32,
    /// Column from 0.
    pub col: u16,
}

/// One change of the old books. `old` must still stand there, else the mend no longer fits, and that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mend", rename_all = "kebab-case")]
pub enum Mend {
    /// A cell says something else.
    Cell {
        /// The cell.
        at: Spot,
        /// What stood there, as stored.
        old: String,
        /// What is right; may be empty.
        new: String,
    },
    /// A row is no data, say one written twice.
    RowOut {
        /// Any cell of the row.
        at: Spot,
        /// Its texts as stored, `|` between them.
        old: String,
    },
}

impl Mend {
    /// Where.
    #[must_use]
    pub fn at(&self) -> &Spot {
        match self {
            Mend::Cell { at, .. } | Mend::RowOut { at, .. } => at,
        }
    }
}

/// What somebody found about persons that look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judgement {
    /// One person under several numbers.
    Same,
    /// Different persons.
    Different,
    /// To be asked.
    Later,
}

/// What is to become of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answer {
    /// The old book is right as it stands, and why; it is no longer work.
    Stands {
        /// Why.
        reason: String,
    },
    /// Somebody is to mend it by a day.
    Owed {
        /// Who.
        owner: String,
        /// Until when.
        due: Date,
    },
}

/// A difference that could not be found and is carried under *Migration difference*, never under suspense.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Code of the head.
    pub head: String,
    /// Register minus ledger, paise: when it becomes another, this no longer covers it.
    pub amount: Paise,
    /// What is thought to be its cause.
    pub cause: String,
    /// Number and day of the minute that approved it.
    pub minute: String,
    /// Who goes on looking.
    pub owner: String,
    /// Until when.
    pub due: Date,
}

/// A figure somebody outside stated, to be compared with the books at the cut-off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outside {
    /// Code of the head it is of.
    pub head: String,
    /// Amount, paise, on the head's own side.
    pub amount: Paise,
    /// Day it is of.
    pub on: Date,
    /// Number of the certificate or count sheet.
    pub number: String,
    /// The paper itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Attachment>,
}

/// Who signs the migrated data, in this order; each signs what the one before him signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signer {
    /// He who brought the books in.
    Operator,
    /// The society's secretary.
    Secretary,
    /// The president, by resolution of the board.
    President,
    /// The department: ADO or AR.
    Officer,
    /// The auditor.
    Auditor,
    /// The bank.
    Bank,
}

impl Signer {
    /// In the order of signing.
    pub const ALL: [Signer; 6] =
        [Signer::Operator, Signer::Secretary, Signer::President, Signer::Officer, Signer::Auditor, Signer::Bank];

    /// `operator`, `secretary`, … as in the messages `bench-signer-…`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Signer::Operator => "operator",
            Signer::Secretary => "secretary",
            Signer::President => "president",
            Signer::Officer => "officer",
            Signer::Auditor => "auditor",
            Signer::Bank => "bank",
        }
    }
}

/// What the program counted of a migration; written by the program with an act, never typed. The seat above has the register but not the old
/// files, so this is how it knows how far a society has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Digest of the data set it was counted of, hexadecimal.
    pub set: String,
    /// Rows of all registers.
    pub rows: u64,
    /// Of them keyed from paper.
    pub keyed: u64,
    /// Pages that add up, and all pages with a total.
    pub pages: (u64, u64),
    /// Heads without an uncovered difference, and all heads with a register.
    pub heads: (u64, u64),
    /// Findings that are still work, and all.
    pub findings: (u64, u64),
    /// Gates passed, as bits: bit 0 is G0.
    pub gates: u16,
    /// Of the pages those keyed from paper: whole, and all of the books somebody began. Who has the register counts them again; nothing where it was not
    /// kept apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<(u64, u64)>,
    /// Findings that are still work and whose last day, assigned or by the rule of their cause, is over; nought where it was counted before that was.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub overdue: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for it
fn is_nought(n: &u64) -> bool {
    *n == 0
}

/// What a parallel day said on paper: the day book's closing figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperDay {
    /// The day.
    pub date: Date,
    /// Cash in hand at the end by the paper cash book, paise.
    pub cash: Paise,
    /// Receipts of the day by the paper cash book, paise.
    pub receipts: Paise,
    /// Payments of the day by the paper cash book, paise.
    pub payments: Paise,
    /// Photograph of the page of the cash book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<Attachment>,
    /// Why there is no photograph of it; empty where there is one, or it is still to come.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub no_photo: String,
}

/// An event at the workbench.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum BenchEvent {
    /// A migration was begun, or its cut-off set anew.
    Opened {
        /// Day the balances are true on.
        cutoff: Date,
    },
    /// Files were brought; one of a path that is there takes its place.
    FilesBrought {
        /// The files kept.
        files: Vec<FileKept>,
        /// Other things that lay beside them: path and, where one was unreadable, the refusal's number.
        aside: Vec<(String, Option<u16>)>,
        /// Cells that held a full Aadhaar number, masked before the file was kept.
        secret: Vec<Spot>,
    },
    /// A file is not of these books.
    FileLeft {
        /// Its path.
        path: String,
        /// Why.
        reason: String,
    },
    /// Volumes listed, pages keyed.
    Paper(Box<PaperEvent>),
    /// How tables with these headings are to be read.
    MappingSet {
        /// The mapping; a later one of the same headings takes its place.
        table: TableProfile,
        /// Why something that was recognised is not to be read; empty where nothing is dropped, or from before it was asked for.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// A mapping was shared, or one that is shared is applied.
    Layout(Box<LayoutEvent>),
    /// The old books were mended.
    Mended {
        /// The changes.
        mends: Vec<Mend>,
        /// Why.
        reason: String,
        /// Key of the finding that led to it; may be empty.
        finding: String,
    },
    /// Persons that look alike were judged.
    PersonsJudged {
        /// Their membership numbers, sorted.
        members: Vec<String>,
        /// What was found.
        judgement: Judgement,
        /// Why.
        reason: String,
    },
    /// A finding was answered.
    Answered {
        /// Its key.
        finding: String,
        /// What becomes of it.
        answer: Answer,
    },
    /// A difference is carried on.
    DifferenceCarried(Carried),
    /// Somebody outside stated a figure.
    Stated(Outside),
    /// Slips of balances were printed for members of a village.
    SlipsPrinted {
        /// The village as the books write it.
        village: String,
        /// Slips.
        count: u64,
        /// Data set they show, hexadecimal.
        set: String,
        /// Last day for objections.
        until: Date,
        /// Digest of the slips themselves, hexadecimal; empty where they were printed before it was kept, and so are to be printed again.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        digest: String,
    },
    /// A member objected to his slip.
    Objected {
        /// Membership number.
        member_no: String,
        /// What he says.
        text: String,
    },
    /// An objection was settled.
    ObjectionSettled {
        /// The entry of the objection: desk and position.
        of: (i64, i64),
        /// How: what was put right, or why the books stand.
        how: String,
        /// The mend that answers it, desk and position; none where the books stand. Taken back, it leaves the objection open again.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        mend: Option<(i64, i64)>,
    },
    /// The data set was closed for signing.
    Frozen {
        /// Its digest, hexadecimal.
        set: String,
    },
    /// A certificate was signed.
    Signed {
        /// As whom.
        signer: Signer,
        /// Data set, hexadecimal.
        set: String,
        /// Number and day of resolution, certificate or letter; may be empty for the operator.
        paper_no: String,
    },
    /// The books were posted into the register.
    Posted {
        /// Data set, hexadecimal.
        set: String,
    },
    /// A day was kept on paper beside the system.
    ParallelDay(PaperDay),
    /// A paper book was ruled off and sealed.
    BookSealed {
        /// Number of the volume in the inventory.
        volume: String,
        /// Photograph of the ruled-off page.
        photo: Attachment,
    },
    /// Paper ends.
    CutOver {
        /// First day without paper.
        from: Date,
        /// Resolution of the board.
        resolution: String,
        /// Days running on which paper and system said the same when it was resolved; 0 where that was not kept.
        #[serde(default)]
        run: u64,
    },
    /// Paper was opened again by an officer's order.
    Reopened {
        /// Number and day of the order.
        order: String,
        /// Why.
        reason: String,
        /// The end of paper it undoes: desk and position. The order may be written at the seat, in another log, so that its place says nothing of
        /// whether paper was ended again after it.
        #[serde(default)]
        of: Option<(i64, i64)>,
    },
    /// What the program counted.
    Counted(Counted),
    /// The acts of a trial were done in earnest; they stand before this entry.
    Repeated {
        /// What the trial was called.
        trial: String,
        /// Acts.
        acts: u64,
        /// Data set the trial had come to, hexadecimal.
        set: String,
    },
    /// An entry was taken back.
    TakenBack {
        /// The entry: desk and position.
        of: (i64, i64),
        /// Why.
        reason: String,
    },
    /// A photograph that was kept was blackened further, since a number of a person was seen on it only now. Its old bytes are removed wherever this is
    /// read; both digests stay.
    PhotoMasked {
        /// Digest of the photograph as it was, hexadecimal.
        was: String,
        /// As it is now.
        photo: Attachment,
    },
}

impl BenchEvent {
    /// Kind of the entry.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            BenchEvent::Opened { .. } => "bench.opened",
            BenchEvent::FilesBrought { .. } => "bench.files-brought",
            BenchEvent::FileLeft { .. } => "bench.file-left",
            BenchEvent::Paper(e) => e.kind(),
            BenchEvent::MappingSet { .. } => "bench.mapping-set",
            BenchEvent::Layout(e) => e.kind(),
            BenchEvent::Mended { .. } => "bench.mended",
            BenchEvent::PersonsJudged { .. } => "bench.persons-judged",
            BenchEvent::Answered { .. } => "bench.answered",
            BenchEvent::DifferenceCarried(_) => "bench.difference-carried",
            BenchEvent::Stated(_) => "bench.stated",
            BenchEvent::SlipsPrinted { .. } => "bench.slips-printed",
            BenchEvent::Objected { .. } => "bench.objected",
            BenchEvent::ObjectionSettled { .. } => "bench.objection-settled",
            BenchEvent::Frozen { .. } => "bench.frozen",
            BenchEvent::Signed { .. } => "bench.signed",
            BenchEvent::Posted { .. } => "bench.posted",
            BenchEvent::ParallelDay(_) => "bench.parallel-day",
            BenchEvent::BookSealed { .. } => "bench.book-sealed",
            BenchEvent::CutOver { .. } => "bench.cut-over",
            BenchEvent::Reopened { .. } => "bench.reopened",
            BenchEvent::Counted(_) => "bench.counted",
            BenchEvent::Repeated { .. } => "bench.repeated",
            BenchEvent::TakenBack { .. } => "bench.taken-back",
            BenchEvent::PhotoMasked { .. } => "bench.photo-masked",
        }
    }

    /// The entry it takes back.
    #[must_use]
    pub fn reverses(&self) -> Option<(i64, i64)> {
        match self {
            BenchEvent::TakenBack { of, .. } => Some(*of),
            _ => None,
        }
    }
}
