//! Bank reconciliation: which line of the bank's statement is which line of the bank book.
//!
//! Nothing is matched by itself: what looks alike is suggested, a person accepts. Amounts are seen from the society: paise that
//! came into the bank account are more than nothing on both sides.

use crate::statement::{Label, Part, Row, Section, Table, Tie};
use kernel::{Date, Paise, Refusal};
use lipi::amount::format_indian;
use std::collections::BTreeMap;

/// Shortest number, in digits, by which two lines are taken to name the same cheque or transfer.
const LEAST_DIGITS: usize = 4;

/// A line of the bank's statement or of the bank book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Name of the line for the caller: entry of the register, line of the file.
    pub id: String,
    /// Day.
    pub date: Date,
    /// Into the account more than nothing, out of it less. Paise.
    pub amount: Paise,
    /// Words.
    pub text: String,
    /// Number of cheque or transfer; may be empty.
    pub reference: String,
}

/// Why two lines are taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Same amount and same number of cheque or transfer.
    Reference,
    /// Same amount on the same day.
    SameDay,
    /// Same amount, days not far apart.
    Near,
}

/// Two lines that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Place in the bank book.
    pub book: usize,
    /// Place in the bank's statement.
    pub statement: usize,
    /// Why.
    pub why: Why,
    /// Days between them.
    pub days: i64,
    /// No other line of the same amount could be meant as well.
    pub sure: bool,
}

/// Suggests pairs: the same amount, and the same number or days not further apart than `window`. Pairs with a number go before
/// pairs of the same day, these before nearest days. No line is used twice.
#[must_use]
pub fn suggest(book: &[Entry], statement: &[Entry], window: i64) -> Vec<Suggestion> {
    let mut pairs = pairs(book, statement, window);
    pairs.sort_by_key(|p| (p.why, p.days, p.book, p.statement));
    // How many pairs of each line are as good as a kind or better: a pair is sure when it is alone on both sides.
    let mut in_book = vec![[0usize; 3]; book.len()];
    let mut on_statement = vec![[0usize; 3]; statement.len()];
    for p in &pairs {
        (p.why as usize..3).for_each(|why| {
            in_book[p.book][why] += 1;
            on_statement[p.statement][why] += 1;
        });
    }
    let (mut books, mut lines) = (vec![false; book.len()], vec![false; statement.len()]);
    let mut out = Vec::new();
    for pair in pairs {
        if !books[pair.book] && !lines[pair.statement] {
            (books[pair.book], lines[pair.statement]) = (true, true);
            let why = pair.why as usize;
            let sure = in_book[pair.book][why] == 1 && on_statement[pair.statement][why] == 1;
            out.push(Suggestion { sure, ..pair });
        }
    }
    out
}

fn pairs(book: &[Entry], statement: &[Entry], window: i64) -> Vec<Suggestion> {
    let mut by_amount: BTreeMap<Paise, Vec<(usize, &Entry, Numbers)>> = BTreeMap::new();
    for (i, s) in statement.iter().enumerate().filter(|(_, s)| !s.amount.is_zero()) {
        by_amount.entry(s.amount).or_default().push((i, s, Numbers::of(s)));
    }
    let mut pairs = Vec::new();
    for (at, entry) in book.iter().enumerate() {
        let ours = Numbers::of(entry);
        for (line, theirs, numbers) in by_amount.get(&entry.amount).into_iter().flatten() {
            let days = days(entry.date, theirs.date);
            let why = match days {
                _ if ours.meets(numbers) => Why::Reference,
                0 => Why::SameDay,
                _ if days <= window => Why::Near,
                _ => continue,
            };
            pairs.push(Suggestion { book: at, statement: *line, why, days, sure: false });
        }
    }
    pairs
}

fn days(a: Date, b: Date) -> i64 {
    (a.duration_until(b).as_hours() / 24).abs()
}

/// Numbers a line names: in a column of its own, and among the words. Banks do either, with or without leading zeros.
struct Numbers {
    own: Vec<String>,
    said: Vec<String>,
}

impl Numbers {
    fn of(line: &Entry) -> Numbers {
        Numbers { own: numbers(&line.reference), said: numbers(&line.text) }
    }

    fn meets(&self, other: &Numbers) -> bool {
        let names = |a: &Numbers, b: &Numbers| a.own.iter().any(|n| b.own.contains(n) || b.said.contains(n));
        names(self, other) || names(other, self)
    }
}

fn numbers(text: &str) -> Vec<String> {
    let digits = text.split(|c: char| !c.is_ascii_digit());
    let bare = digits.map(|d| d.trim_start_matches('0').to_owned());
    bare.filter(|d| d.len() >= LEAST_DIGITS).collect()
}

/// Lines that are one thing: often one and one, but one deposit slip may hold many receipts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Places in the bank book.
    pub book: Vec<usize>,
    /// Places in the bank's statement.
    pub statement: Vec<usize>,
}

/// The balances to be reconciled, paise; more than nothing is the society's money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balances {
    /// Balance of the head in the ledger at the end.
    pub book: Paise,
    /// Balance on the bank's statement before its first line.
    pub bank_opening: Paise,
    /// Balance on the bank's statement after its last line.
    pub bank: Paise,
}

/// A reconciliation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciliation {
    /// Places of lines only in the bank book: cheques not cleared, money on its way.
    pub only_book: Vec<usize>,
    /// Places of lines only on the bank's statement: charges, interest, what nobody wrote down.
    pub only_statement: Vec<usize>,
    /// What nothing explains, paise: nothing when the accounts are reconciled.
    pub unexplained: Paise,
    /// The reconciliation statement, from the balance of the book to the balance of the bank.
    pub table: Table,
}

/// Reconciles. `book` holds every line not reconciled before, older ones too. `statement` begins with the `of_period` lines of the
/// bank's statement; behind them stand older ones still without a counterpart.
///
/// # Errors
/// 4058 where a match names a line twice or one that is not there; 4059 where amounts of a match differ; 4060 where the
/// statement's own lines do not lead from its first to its last balance.
pub fn reconcile(
    book: &[Entry],
    statement: &[Entry],
    of_period: usize,
    matches: &[Match],
    balances: Balances,
) -> Result<Reconciliation, Refusal> {
    runs(&statement[..of_period.min(statement.len())], balances)?;
    let (mut in_book, mut on_statement) = (vec![false; book.len()], vec![false; statement.len()]);
    for (i, one) in matches.iter().enumerate() {
        let ours = take(&mut in_book, &one.book, book, i + 1)?;
        let theirs = take(&mut on_statement, &one.statement, statement, i + 1)?;
        if ours != theirs {
            let said = Refusal::new(4059).with("match", i + 1).with("book", format_indian(ours));
            return Err(said.with("bank", format_indian(theirs)));
        }
    }
    let rest = |used: &[bool]| -> Vec<usize> { (0..used.len()).filter(|i| !used[*i]).collect() };
    let (only_book, only_statement) = (rest(&in_book), rest(&on_statement));
    let table = sheet(book, &only_book, statement, &only_statement, balances);
    let unexplained = table.ties.iter().map(|t| t.off).sum();
    Ok(Reconciliation { only_book, only_statement, unexplained, table })
}

fn runs(lines: &[Entry], balances: Balances) -> Result<(), Refusal> {
    let end = balances.bank_opening + lines.iter().map(|l| l.amount).sum();
    if end == balances.bank {
        return Ok(());
    }
    Err(Refusal::new(4060).with("sum", format_indian(end)).with("bank", format_indian(balances.bank)))
}

/// Marks lines as used and sums them.
fn take(used: &mut [bool], places: &[usize], lines: &[Entry], number: usize) -> Result<Paise, Refusal> {
    let mut sum = Paise::ZERO;
    for place in places {
        match used.get_mut(*place) {
            Some(free) if !*free => *free = true,
            _ => return Err(Refusal::new(4058).with("match", number).with("line", place + 1)),
        }
        sum += lines[*place].amount;
    }
    Ok(sum)
}

fn sheet(book: &[Entry], only_book: &[usize], bank: &[Entry], only_bank: &[usize], balances: Balances) -> Table {
    let rows = |lines: &[Entry], places: &[usize], sign: i64, into: bool| -> Vec<Row> {
        let here = places.iter().map(|i| &lines[*i]).filter(|l| (l.amount > Paise::ZERO) == into);
        here.map(|l| Row::one(Label::Text(words(l)), Paise(l.amount.0 * sign))).collect()
    };
    let section = |key, rows| Section::new(Label::Key(key), 1, rows);
    let sections = vec![
        section("section-balance-book", vec![Row::one(Label::Key("line-balance-book"), balances.book)]),
        section("section-cheques-not-cleared", rows(book, only_book, -1, false)),
        section("section-deposits-on-way", rows(book, only_book, -1, true)),
        section("section-only-bank-credit", rows(bank, only_bank, 1, true)),
        section("section-only-bank-debit", rows(bank, only_bank, 1, false)),
    ];
    let computed = Part::new(Label::Key("part-reconciliation"), 1, sections);
    let stated = vec![section("section-balance-bank", vec![Row::one(Label::Key("line-balance-bank"), balances.bank)])];
    let stated = Part::new(Label::Key("part-bank-statement"), 1, stated);
    let tie = Tie { key: "tie-bank", off: stated.totals[0] - computed.totals[0] };
    Table {
        title: Label::Key("statement-bank-reconciliation"),
        about: None,
        columns: vec!["column-amount"],
        parts: vec![computed, stated],
        ties: vec![tie],
    }
}

fn words(line: &Entry) -> String {
    let parts = [lipi::date::format(line.date), line.text.trim().to_owned(), line.reference.trim().to_owned()];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}
