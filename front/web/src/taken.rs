//! A register or statement as a workbook without a browser: the page itself answers, so that what the command line writes and what a page gives
//! are one thing.

use crate::ask::{Ask, Trouble};
use crate::router::Web;
use crate::{statements, statutory};
use axum::body::to_bytes;
use axum::response::Response;
use desk::Who;
use kernel::{Date, Fault, Refusal};
use lipi::Lang;
use programme::plan::Published;
use programme::timeline::Circular;

/// No register or statement of this name.
const NO_BOOK: u16 = 5060;

/// What is to be written.
pub struct Taken<'a> {
    /// Code of the society.
    pub society: &'a str,
    /// A name of [`BOOKS`] or [`STATEMENTS`], or one with a key behind a stroke: `ledger/CASH`, `accounts/sb`, `account/SB-1`.
    pub what: &'a str,
    /// First and last day; the year of the last voucher where none is said.
    pub days: Option<(Date, Date)>,
    /// Language of headings.
    pub lang: Lang,
}

/// Registers that need no key.
pub const BOOKS: [&str; 19] = [
    "day-book",
    "cash-book",
    "ledgers",
    "dcb",
    "overdue",
    "maturing",
    "members",
    "trail",
    "nominal",
    "shares",
    "voters",
    "limits",
    "loans",
    "interest",
    "suits",
    "stock",
    "parties",
    "suspense",
    "objections",
];
/// Registers that are kept for each head, kind or account.
const KEYED: [&str; 3] = ["ledger", "accounts", "account"];
/// Statements.
pub const STATEMENTS: [&str; 6] =
    ["trial-balance", "receipts-payments", "trading", "profit-loss", "appropriation", "balance-sheet"];

impl Web {
    /// The workbook a page gives for this register or statement.
    ///
    /// # Errors
    /// 5060 (no such register, or nothing in it); what the page refuses; the store's.
    pub fn workbook(&self, who: &Who, of: &Taken<'_>) -> Result<Vec<u8>, desk::Trouble> {
        let (what, key) = of.what.split_once('/').unwrap_or((of.what, ""));
        let no_book = || {
            let all = [&BOOKS[..], &["ledger/…", "accounts/…", "account/…"], &STATEMENTS].concat().join(", ");
            desk::Trouble::from(Refusal::new(NO_BOOK).with("name", of.what).with("all", all))
        };
        let statement = STATEMENTS.contains(&of.what);
        if !statement && !BOOKS.contains(&of.what) && (key.is_empty() || !KEYED.contains(&what)) {
            return Err(no_book());
        }
        let mut query = vec![("as".to_owned(), "xlsx".to_owned())];
        query.extend(
            of.days
                .iter()
                .flat_map(|(from, to)| [("from", from), ("to", to)].map(|(k, d)| (k.to_owned(), d.to_string()))),
        );
        let ask = Ask::inside(self.clone(), who.clone(), of.lang, query);
        let shown = match statement {
            true => statements::show(&ask, of.society, what),
            false => statutory::show(&ask, of.society, what, key),
        };
        let answer = shown.map_err(|trouble| match trouble {
            Trouble::Refused(_, no) if no.number == 6001 => no_book(),
            other => untold(other),
        })?;
        // a statement with nothing in it (no appropriation yet) answers with its page
        if !answer.headers().contains_key(axum::http::header::CONTENT_DISPOSITION) {
            return Err(no_book());
        }
        whole(answer)
    }

    /// A circular as the page of A4 that is printed and signed, as an officer reads it: what goes with the letter that tells him of it.
    ///
    /// # Errors
    /// 6001 (there is no such circular); 6031 (the computer has no letters of Hindi); what the page refuses; the store's.
    pub fn circular(&self, who: &Who, circular: &Circular, lang: Lang) -> Result<Vec<u8>, desk::Trouble> {
        let plan = self.desk.plan()?;
        let same = |p: &&Published| p.circular.number == circular.number && p.circular.version == circular.version;
        let found = plan.circulars.values().flatten().find(same).ok_or_else(|| Refusal::new(6001))?;
        let entry = format!("{}-{}", found.entry.0, found.entry.1);
        let query = vec![("as".to_owned(), "pdf".to_owned())];
        let ask = Ask::inside(self.clone(), who.clone(), lang, query);
        whole(crate::state::circular(&ask, &entry).map_err(untold)?)
    }
}

/// The trouble of a page, where nobody sits before it.
fn untold(trouble: Trouble) -> desk::Trouble {
    match trouble {
        Trouble::Refused(_, no) => no.into(),
        Trouble::Fault(fault) => fault.into(),
        Trouble::NeedsLogin | Trouble::Elsewhere(_) => Refusal::new(5001).into(),
    }
}

/// Everything a page answered.
fn whole(answer: Response) -> Result<Vec<u8>, desk::Trouble> {
    let ready = tokio::runtime::Builder::new_current_thread().build();
    let bytes = ready.map_err(|e| Fault::new("write a file", e))?.block_on(to_bytes(answer.into_body(), usize::MAX));
    Ok(bytes.map_err(|e| Fault::new("write a file", e.to_string()))?.to_vec())
}
