//! What the pages ask of the books: one trait, answered from the shadow tables.

use ::books::event::Head;
use credit::event::{AccountKind, AccountRow};
use kernel::{Date, Digest, Fault, Instant, Paise, SocietyId, Source};
use migration::event::{DifferenceSeen, FileKept, FindingSeen, RegisterSeen};
use society::event::MemberRow;

/// A society in the list of the installation.
#[derive(Clone, Debug)]
pub struct SocietyCard {
    /// Leads every key.
    pub id: SocietyId,
    /// Code of the society, part of its pages' addresses.
    pub code: String,
    /// Name as read.
    pub name: String,
    /// District as read; may be empty.
    pub district: String,
    /// Block as read; may be empty.
    pub block: String,
    /// Registration number as read; may be empty.
    pub registration_no: String,
    /// Day the opening balances are true on; `None` before a migration.
    pub cutoff: Option<Date>,
    /// Members brought forward.
    pub members: u64,
    /// Accounts brought forward.
    pub accounts: u64,
    /// Findings raised.
    pub findings: u64,
    /// Heads that have a register to be compared with.
    pub heads: u64,
    /// Of them, heads without a difference.
    pub heads_matched: u64,
    /// When the last entry was made.
    pub last_entry: Option<Instant>,
    /// An invented example, to be marked as such on every page.
    pub sample: bool,
}

/// A society and the proof of its register.
#[derive(Clone, Debug)]
pub struct SocietyFacts {
    /// The figures of the list.
    pub card: SocietyCard,
    /// The register's proof.
    pub proof: ProofFacts,
}

/// What a signed checkpoint says.
#[derive(Clone, Debug)]
pub struct ProofFacts {
    /// Entries in the society's logs.
    pub entries: u64,
    /// Root of the Merkle tree over them; `None` while there is no entry.
    pub root: Option<Digest>,
    /// When the checkpoint was signed; `None` while nothing is signed.
    pub signed: Option<Instant>,
}

/// How often a finding's code occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeCount {
    /// `ORPHAN_LOAN` and so on.
    pub code: String,
    /// How many.
    pub count: u64,
}

/// A migration as taken in.
#[derive(Clone, Debug)]
pub struct TakenIn {
    /// Day the balances are true on.
    pub cutoff: Date,
    /// Files kept, in the order [`Source::file`] counts.
    pub files: Vec<FileKept>,
    /// Other things lying in the folder; refusal number where a file was unreadable.
    pub set_aside: Vec<(String, Option<u16>)>,
    /// Registers recognised.
    pub registers: Vec<RegisterSeen>,
    /// Heads compared.
    pub differences: Vec<DifferenceSeen>,
    /// Findings by code, most frequent first.
    pub codes: Vec<CodeCount>,
}

/// A part of a list and the number of all.
#[derive(Clone, Debug)]
pub struct Part<T> {
    /// All that match.
    pub total: u64,
    /// The rows asked for.
    pub rows: Vec<T>,
}

/// Which findings to show.
#[derive(Clone, Debug, Default)]
pub struct FindingsWanted {
    /// Only this code.
    pub code: Option<String>,
    /// Only this register: kind and product.
    pub register: Option<(String, String)>,
    /// Rows to skip.
    pub skip: u64,
    /// Rows at most.
    pub take: u64,
}

/// A line of the trial balance.
#[derive(Clone, Debug)]
pub struct TrialLine {
    /// The head.
    pub head: Head,
    /// Debit balance, paise; zero when the balance is on the other side.
    pub debit: Paise,
    /// Credit balance, paise.
    pub credit: Paise,
    /// The legacy cell, where exactly one posting with a cell made the figure.
    pub source: Option<Source>,
}

/// A posting under a head.
#[derive(Clone, Debug)]
pub struct PostingFacts {
    /// Day of the voucher.
    pub date: Date,
    /// Voucher number.
    pub number: String,
    /// What it is for.
    pub narration: String,
    /// Debit, paise.
    pub debit: Paise,
    /// Credit, paise.
    pub credit: Paise,
    /// The legacy cell it was read from.
    pub source: Option<Source>,
}

/// A head, its balance and a part of its postings.
#[derive(Clone, Debug)]
pub struct HeadFacts {
    /// Head and balance.
    pub line: TrialLine,
    /// Postings, oldest first.
    pub postings: Part<PostingFacts>,
    /// Kind of the accounts brought forward under this head, if there are any.
    pub accounts: Option<AccountKind>,
}

/// Which accounts to show.
#[derive(Clone, Debug)]
pub struct AccountsWanted {
    /// Kind.
    pub kind: AccountKind,
    /// Rows to skip.
    pub skip: u64,
    /// Rows at most.
    pub take: u64,
}

/// An account with the name of its owner.
#[derive(Clone, Debug)]
pub struct AccountFacts {
    /// Kind.
    pub kind: AccountKind,
    /// The row as brought forward.
    pub row: AccountRow,
    /// Name of the member; empty where the number names nobody.
    pub name: String,
}

/// Which members to show.
#[derive(Clone, Debug, Default)]
pub struct MembersWanted {
    /// Name, number or village in Devanagari or Latin letters; empty for all.
    pub query: String,
    /// Rows to skip.
    pub skip: u64,
    /// Rows at most.
    pub take: u64,
}

/// A member with accounts.
#[derive(Clone, Debug)]
pub struct MemberFacts {
    /// The person.
    pub person: MemberRow,
    /// Accounts in display order.
    pub accounts: Vec<AccountFacts>,
}

/// The read side. Calls may block (they run on a blocking pool); a [`Fault`] becomes an error page.
pub trait Books: Send + Sync + 'static {
    /// All societies of the installation.
    fn societies(&self) -> Result<Vec<SocietyCard>, Fault>;
    /// One society by its code.
    fn society(&self, code: &str) -> Result<Option<SocietyFacts>, Fault>;
    /// What its migration took in; `None` before one.
    fn taken_in(&self, society: SocietyId) -> Result<Option<TakenIn>, Fault>;
    /// Findings, in the order of their numbers.
    fn findings(&self, society: SocietyId, wanted: &FindingsWanted) -> Result<Part<FindingSeen>, Fault>;
    /// One finding by its number.
    fn finding(&self, society: SocietyId, no: u64) -> Result<Option<FindingSeen>, Fault>;
    /// Trial balance in the order of the heads.
    fn trial_balance(&self, society: SocietyId) -> Result<Vec<TrialLine>, Fault>;
    /// One head with a part of its postings.
    fn head(&self, society: SocietyId, code: &str, skip: u64, take: u64) -> Result<Option<HeadFacts>, Fault>;
    /// Accounts of one kind in the order of the old register.
    fn accounts(&self, society: SocietyId, wanted: &AccountsWanted) -> Result<Part<AccountFacts>, Fault>;
    /// Members that match, with the number of their accounts.
    fn members(&self, society: SocietyId, wanted: &MembersWanted) -> Result<Part<(MemberRow, u64)>, Fault>;
    /// One member by the number as written.
    fn member(&self, society: SocietyId, no: &str) -> Result<Option<MemberFacts>, Fault>;
}
