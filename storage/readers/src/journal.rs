//! Plain-text journals (hledger, ledger, beancount): what all their entries leave on each account becomes one table of heads with a debit
//! and a credit, the general ledger as it stands at the end of the journal.
//!
//! Row 0 names the columns, row n is the n-th account as the journal first names it. Read is plain double entry in rupees. An entry with
//! another currency, with a price, with amounts finer than a paisa, or that does not balance is left out whole, so that what is read
//! balances; how many there were and where the first is stands in a note ([`limits::JOURNAL_PARTLY`]).

mod amount;
pub(crate) mod postings;

use crate::builder::{Budget, Builder, Value};
use crate::limits;
use crate::text;
use amount::{Amount, amount_of};
use kernel::Refusal;
use migration::cell::{CellKind, Sheet};
use std::collections::HashMap;

/// Names of the columns.
const COLUMNS: [&str; 4] = ["CODE", "HEAD", "DEBIT", "CREDIT"];
/// Bytes looked at to tell a journal from other text.
const SAMPLE: usize = 16 << 10;
/// Lines at the margin that open no entry and change no balance.
const NOTHING: [&str; 27] = [
    "account",
    "alias",
    "close",
    "comment",
    "commodity",
    "custom",
    "decimal-mark",
    "document",
    "end",
    "event",
    "note",
    "option",
    "payee",
    "plugin",
    "popmeta",
    "poptag",
    "price",
    "pushmeta",
    "pushtag",
    "query",
    "tag",
    "year",
    "C",
    "D",
    "N",
    "P",
    "Y",
];
/// What may stand after the day in a beancount file and changes no balance.
const DATED_NOTHING: [&str; 9] =
    ["balance", "close", "commodity", "custom", "document", "event", "note", "price", "query"];

/// True for names under which journals are kept.
pub(crate) fn is_name(extension: &str) -> bool {
    matches!(extension, "journal" | "hledger" | "ledger" | "j" | "beancount" | "bean" | "bc")
}

/// True where text without such a name is a journal: a day at the margin, and indented under it an account with an amount.
pub(crate) fn looks_like(bytes: &[u8]) -> bool {
    let text = text::decode(&bytes[..bytes.len().min(SAMPLE) & !1]);
    let mut heading = false;
    for line in text.lines() {
        if heading && is_indented(line) && !is_comment(line.trim_start()) {
            let (account, rest) = split_account(line.trim(), false);
            return !account.is_empty() && matches!(amount_of(rest), Amount::Rupees(_) | Amount::Foreign);
        }
        heading = is_day(line.split_whitespace().next().unwrap_or_default()) || (heading && is_indented(line));
    }
    false
}

fn is_indented(line: &str) -> bool {
    line.starts_with([' ', '\t'])
}

fn is_comment(line: &str) -> bool {
    line.is_empty() || line.starts_with([';', '#', '*', '%', '|'])
}

/// `2025-03-31`, `2025/3/31`, `2025.03.31`, with a second day after `=`.
fn is_day(word: &str) -> bool {
    let first = word.split('=').next().unwrap_or_default();
    let parts: Vec<&str> = first.split(['-', '/', '.']).collect();
    let number = |p: &&str| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts[0].len() == 4 && parts.iter().all(number)
}

/// An account and what stands behind it: two blanks or a tab end a name; in beancount, whose names have no blanks, one.
fn split_account(line: &str, beancount: bool) -> (&str, &str) {
    let end = if beancount {
        line.find(char::is_whitespace)
    } else {
        [line.find("  "), line.find('\t')].into_iter().flatten().min()
    };
    end.map_or((line, ""), |at| (line[..at].trim(), line[at..].trim()))
}

/// An account of the journal.
struct Account {
    name: String,
    /// What the journal calls it for people; empty where it does not say.
    title: String,
    paise: i128,
}

/// What the lines that follow belong to.
enum Under {
    /// Nothing that changes balances.
    Nothing,
    /// An account just opened, whose name for people may follow.
    Opened(usize),
    /// An entry: line, postings, where an amount is left to be worked out, and whether all could be read.
    Entry { line: u64, postings: Vec<(usize, i128)>, open: Option<usize>, sound: bool },
}

struct Journal {
    beancount: bool,
    accounts: Vec<Account>,
    by_name: HashMap<String, usize>,
    under: Under,
    read: u64,
    left_out: u64,
    first_out: u64,
}

/// Reads a journal.
pub(crate) fn read(bytes: &[u8], notes: &mut Vec<Refusal>) -> Result<Vec<Sheet>, Refusal> {
    if !text::looks_like(bytes) {
        return Err(Refusal::new(limits::NOT_TEXT));
    }
    let text = text::decode(bytes);
    let mut journal = Journal::empty(text.lines().any(is_beancount));
    let mut commented = false;
    for (number, line) in (1..).zip(text.lines()) {
        let word = line.trim_end();
        commented = (commented || word == "comment") && word != "end comment";
        if !commented {
            journal.line(number, line);
        }
    }
    journal.close();
    journal.table(notes)
}

/// A line that only beancount has.
fn is_beancount(line: &str) -> bool {
    let mut words = line.split_whitespace();
    line.starts_with("option \"")
        || (words.next().is_some_and(is_day) && !is_indented(line) && matches!(words.next(), Some("open" | "txn")))
}

impl Journal {
    fn empty(beancount: bool) -> Journal {
        Journal {
            beancount,
            accounts: Vec::new(),
            by_name: HashMap::new(),
            under: Under::Nothing,
            read: 0,
            left_out: 0,
            first_out: 0,
        }
    }

    fn line(&mut self, number: u64, line: &str) {
        if is_indented(line) {
            let text = line.trim();
            return match &mut self.under {
                _ if text.is_empty() || text.starts_with(';') => {}
                Under::Nothing => {}
                Under::Opened(at) => {
                    if let Some(name) = text.strip_prefix("name:") {
                        self.accounts[*at].title = name.trim().trim_matches('"').to_owned();
                    }
                }
                Under::Entry { .. } => self.posting(text),
            };
        }
        if line.trim().is_empty() || is_comment(line) {
            if line.trim().is_empty() {
                self.close();
            }
            return;
        }
        self.close();
        let mut words = line.split_whitespace();
        let first = words.next().unwrap_or_default();
        if first.starts_with(|c: char| c.is_ascii_digit()) {
            return self.dated(number, first, words.next().unwrap_or_default(), words.next().unwrap_or_default());
        }
        if first == "account" {
            self.opened(line[first.len()..].trim());
        } else if !NOTHING.contains(&first) && !first.starts_with(['~', '=']) {
            self.out(number); // among them `include` and `apply`: what they bring is not here
        }
    }

    /// A line that begins with a day: an entry, or in beancount one of several other things.
    fn dated(&mut self, number: u64, day: &str, word: &str, next: &str) {
        if self.beancount && word == "open" {
            self.under = Under::Opened(self.account(next));
        } else if self.beancount && DATED_NOTHING.contains(&word) {
            self.under = Under::Nothing;
        } else if is_day(day) && !(self.beancount && word == "pad") {
            self.under = Under::Entry { line: number, postings: Vec::new(), open: None, sound: true };
        } else {
            self.out(number);
        }
    }

    /// `account NAME  ; words for people`. A remark with a key (`type:A`) is no name.
    fn opened(&mut self, rest: &str) {
        let (name, remark) = rest.split_once(';').map_or((rest, ""), |(n, r)| (n, r.trim()));
        let (name, _) = split_account(name.trim(), false);
        let key = remark.split(':').next().unwrap_or_default();
        let is_key = remark.contains(':') && !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric());
        let at = self.account(name);
        if !is_key {
            self.accounts[at].title = remark.to_owned();
        }
    }

    fn account(&mut self, name: &str) -> usize {
        if let Some(at) = self.by_name.get(name) {
            return *at;
        }
        self.by_name.insert(name.to_owned(), self.accounts.len());
        self.accounts.push(Account { name: name.to_owned(), title: String::new(), paise: 0 });
        self.accounts.len() - 1
    }

    fn posting(&mut self, text: &str) {
        let text = text.strip_prefix(['*', '!']).map_or(text, str::trim_start);
        let (name, rest) = split_account(text.split(';').next().unwrap_or_default().trim_end(), self.beancount);
        // tags, links and remarks of beancount
        let is_remark = name.starts_with(['#', '^']) || name.ends_with(':');
        if name.is_empty() || (self.beancount && is_remark) {
            return;
        }
        let real = name.strip_prefix('[').and_then(|n| n.strip_suffix(']')).unwrap_or(name);
        let at = self.account(real);
        let Under::Entry { postings, open, sound, .. } = &mut self.under else { return };
        match amount_of(rest) {
            // outside of double entry
            _ if real.starts_with('(') => *sound = false,
            Amount::Rupees(paise) => postings.push((at, paise)),
            Amount::None if open.is_none() => *open = Some(at),
            Amount::None | Amount::Foreign | Amount::Unread => *sound = false,
        }
    }

    /// Ends what was begun: an entry that is whole goes to its accounts.
    fn close(&mut self) {
        let Under::Entry { line, mut postings, open, sound } = std::mem::replace(&mut self.under, Under::Nothing)
        else {
            return;
        };
        let rest: i128 = postings.iter().map(|p| p.1).sum();
        postings.extend(open.map(|at| (at, -rest)));
        if !sound || (open.is_none() && rest != 0) {
            return self.out(line);
        }
        for (at, paise) in postings {
            self.accounts[at].paise += paise;
        }
        self.read += 1;
    }

    fn out(&mut self, line: u64) {
        self.under = Under::Nothing;
        self.left_out += 1;
        if self.first_out == 0 {
            self.first_out = line;
        }
    }

    fn table(self, notes: &mut Vec<Refusal>) -> Result<Vec<Sheet>, Refusal> {
        let (count, line) = (self.left_out, self.first_out);
        if self.read == 0 {
            return Err(Refusal::new(limits::NO_JOURNAL_ENTRY).with("count", count).with("line", line));
        }
        if count > 0 {
            notes.push(Refusal::new(limits::JOURNAL_PARTLY).with("count", count).with("line", line));
        }
        let mut out = Builder::new("", &Budget::new());
        out.row(0, false, false);
        for (col, name) in (0..).zip(COLUMNS) {
            out.cell(col, Value::plain(name, CellKind::Text))?;
        }
        for (row, a) in (1..).zip(&self.accounts) {
            let amount =
                amount::text(a.paise.unsigned_abs()).ok_or_else(|| limits::damaged("an amount without end"))?;
            let (debit, credit) = if a.paise < 0 { ("", amount.as_str()) } else { (amount.as_str(), "") };
            let head = if a.title.is_empty() { &a.name } else { &a.title };
            let code = a.name.rsplit(':').next().unwrap_or_default();
            out.row(row, false, false);
            for (col, text) in (0..).zip([code, head]) {
                out.cell(col, Value::plain(text, CellKind::Text))?;
            }
            for (col, text) in (2..).zip([debit, credit]) {
                out.cell(col, Value::plain(text, CellKind::Number))?;
            }
        }
        Ok(vec![out.finish()])
    }
}
