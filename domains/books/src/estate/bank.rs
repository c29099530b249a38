//! A bank account: the bank's statements as they were taken in, what of them is matched with the bank book, what is left.

use super::{Did, Entry, EstateEvent, Place, Register, Sight, amount, lines, text};
use crate::bankrec::{self, Balances, Match, Reconciliation, Suggestion};
use kernel::{Date, Paise, Refusal};
use lipi::amount::format_indian;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Line of a statement by which its opening balance is known.
pub const OPENING: i64 = -1;
/// Most lines of one statement.
pub const MOST_LINES: usize = 5_000;
/// Most characters kept of the bank's words.
const MOST_WORDS: usize = 200;
/// Days within which two lines of one amount may be one.
pub const WINDOW: i64 = 7;

/// A line of a bank's statement. Into the account is more than nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankLine {
    /// Day the bank wrote.
    pub date: Date,
    /// Paise; out of the account less than nothing.
    pub amount: Paise,
    /// The bank's words.
    pub text: String,
    /// Number of cheque or transfer; may be empty.
    pub reference: String,
    /// Row of the file it was read from, from 1.
    pub row: u32,
}

impl BankLine {
    /// What tells that two files speak of one line.
    fn key(&self) -> (Date, Paise, String) {
        let bare = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        (self.date, self.amount, bare(&self.text) + &bare(&self.reference))
    }
}

/// A statement as a file says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Balance before its first line, where the file says it.
    pub opening: Option<Paise>,
    /// Balance after its last line, where the file says it.
    pub closing: Option<Paise>,
    /// Lines, oldest first.
    pub lines: Vec<BankLine>,
}

/// What was taken in of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Name of the file.
    pub file: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// Balance before the first of these lines, paise.
    pub opening: Paise,
    /// The lines that were not there yet.
    pub lines: Vec<BankLine>,
}

/// Lines of both sides that are one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Lines of the bank book.
    pub book: Vec<Place>,
    /// Lines of the bank's statements.
    pub statement: Vec<Place>,
}

/// A statement that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenRow {
    /// Entry.
    pub place: (i64, i64),
    /// Day it was taken in.
    pub on: Date,
    /// Name of the file.
    pub file: String,
    /// First and last day of its lines.
    pub days: (Date, Date),
    /// Lines.
    pub lines: usize,
    /// Balance after it, paise.
    pub closing: Paise,
}

/// An account as its entries say.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// Statements, in the order they were taken in.
    pub taken: Vec<TakenRow>,
    /// Every line of the bank, by its place; the first opening balance is one of them.
    pub lines: BTreeMap<Place, BankLine>,
    /// What had not passed the bank by its first statement, each with what it is set off by: both stand on the side of the book.
    pub items: BTreeMap<Place, BankLine>,
    /// Matches: entry and what it matched.
    pub pairs: Vec<((i64, i64), Pair)>,
    digests: BTreeSet<String>,
}

impl Account {
    /// Folds the entries of an account.
    #[must_use]
    pub fn of(entries: &[Entry], bank: &str) -> Account {
        let mut a = Account::default();
        for e in entries.iter().filter(|e| e.event.register == Register::Bank && e.event.of == bank) {
            let (desk, seq) = e.place;
            match &e.event.did {
                Did::StatementTaken(t) => a.take(e, t),
                Did::Matched(p) => a.pairs.push((e.place, p.clone())),
                Did::LineBooked { line, .. } => {
                    let own = e.event.lines.iter().position(|l| l.head == bank).unwrap_or(0) as i64;
                    a.pairs.push((e.place, Pair { book: vec![(desk, seq, own)], statement: vec![*line] }));
                }
                Did::OpeningItem(item) => {
                    a.items.insert((desk, seq, 0), item.clone());
                    a.items.insert((desk, seq, 1), BankLine { amount: -item.amount, ..item.clone() });
                }
                _ => {}
            }
        }
        a
    }

    fn take(&mut self, e: &Entry, t: &Taken) {
        let (desk, seq) = e.place;
        let Some((first, last)) = t.lines.iter().map(|l| l.date).min().zip(t.lines.iter().map(|l| l.date).max()) else {
            return;
        };
        if self.taken.is_empty() {
            let date = first.yesterday().unwrap_or(first);
            let opening = BankLine { date, amount: t.opening, text: String::new(), reference: String::new(), row: 0 };
            self.lines.insert((desk, seq, OPENING), opening);
        }
        self.lines.extend((0..).zip(&t.lines).map(|(i, l)| ((desk, seq, i), l.clone())));
        self.digests.insert(t.digest.clone());
        let closing = t.opening + t.lines.iter().map(|l| l.amount).sum();
        let (file, lines, place) = (t.file.clone(), t.lines.len(), e.place);
        self.taken.push(TakenRow { place, on: e.event.date, file, days: (first, last), lines, closing });
    }

    /// Balance by the bank after all lines up to a day, paise; `None` before the first statement.
    #[must_use]
    pub fn balance(&self, day: Date) -> Option<Paise> {
        (!self.taken.is_empty()).then(|| self.lines.values().filter(|l| l.date <= day).map(|l| l.amount).sum())
    }

    /// The last day the bank's statements tell of.
    #[must_use]
    pub fn until(&self) -> Option<Date> {
        self.taken.iter().map(|t| t.days.1).max()
    }

    /// Lines of the bank that are matched with nothing, oldest first.
    #[must_use]
    pub fn open_lines(&self) -> Vec<(Place, &BankLine)> {
        let used: BTreeSet<Place> = self.pairs.iter().flat_map(|p| p.1.statement.iter().copied()).collect();
        let mut out: Vec<(Place, &BankLine)> = self
            .lines
            .iter()
            .filter(|(p, l)| !used.contains(*p) && !l.amount.is_zero())
            .map(|(p, l)| (*p, l))
            .collect();
        out.sort_by_key(|(p, l)| (l.date, *p));
        out
    }

    /// Lines of the book that are matched with nothing: of those given, and of what the old books had on its way.
    #[must_use]
    pub fn open_book(&self, book: &[(Place, bankrec::Entry)]) -> Vec<(Place, bankrec::Entry)> {
        let used: BTreeSet<Place> = self.pairs.iter().flat_map(|p| p.1.book.iter().copied()).collect();
        let mut out: Vec<(Place, bankrec::Entry)> =
            self.with_items(book).into_iter().filter(|(p, e)| !used.contains(p) && !e.amount.is_zero()).collect();
        out.sort_by_key(|(p, e)| (e.date, *p));
        out
    }

    fn with_items(&self, book: &[(Place, bankrec::Entry)]) -> Vec<(Place, bankrec::Entry)> {
        book.iter().cloned().chain(self.items.iter().map(|(p, l)| (*p, entry(*p, l)))).collect()
    }

    /// What may belong together of what is open, best first: places and why.
    #[must_use]
    pub fn suggest(&self, book: &[(Place, bankrec::Entry)]) -> Vec<(Place, Place, Suggestion)> {
        let ours = self.open_book(book);
        let theirs = self.open_lines();
        let (a, b): (Vec<_>, Vec<_>) =
            (ours.iter().map(|o| o.1.clone()).collect(), theirs.iter().map(|(p, l)| entry(*p, l)).collect());
        let found = bankrec::suggest(&a, &b, WINDOW);
        found.into_iter().map(|s| (ours[s.book].0, theirs[s.statement].0, s)).collect()
    }

    /// The reconciliation as on a day, from the balance of the book to that of the bank.
    ///
    /// # Errors
    /// 4058, 4059 of [`bankrec::reconcile`]: matches that are none, which no entry of ours makes.
    pub fn reconcile(&self, book: &[(Place, bankrec::Entry)], day: Date) -> Result<Reconciliation, Refusal> {
        let ours: Vec<(Place, bankrec::Entry)> =
            self.with_items(book).into_iter().filter(|(_, e)| e.date <= day).collect();
        let theirs: Vec<(Place, bankrec::Entry)> =
            self.lines.iter().filter(|(_, l)| l.date <= day).map(|(p, l)| (*p, entry(*p, l))).collect();
        let at = |all: &[(Place, bankrec::Entry)]| -> BTreeMap<Place, usize> {
            all.iter().enumerate().map(|(i, e)| (e.0, i)).collect()
        };
        let (in_book, on_statement) = (at(&ours), at(&theirs));
        // a match counts on a day when both its sides stood by then
        let found = |places: &[Place], all: &BTreeMap<Place, usize>| -> Option<Vec<usize>> {
            places.iter().map(|p| all.get(p).copied()).collect()
        };
        let matches: Vec<Match> = self
            .pairs
            .iter()
            .filter_map(|(_, p)| {
                let (book, statement) = (found(&p.book, &in_book)?, found(&p.statement, &on_statement)?);
                Some(Match { book, statement })
            })
            .collect();
        let sum = |all: &[(Place, bankrec::Entry)]| all.iter().map(|e| e.1.amount).sum::<Paise>();
        let balances = Balances { book: sum(&ours), bank_opening: Paise::ZERO, bank: sum(&theirs) };
        let of_period = theirs.len();
        let bare = |all: Vec<(Place, bankrec::Entry)>| all.into_iter().map(|e| e.1).collect::<Vec<_>>();
        bankrec::reconcile(&bare(ours), &bare(theirs), of_period, &matches, balances)
    }
}

fn entry(place: Place, l: &BankLine) -> bankrec::Entry {
    bankrec::Entry {
        id: id(place),
        date: l.date,
        amount: l.amount,
        text: l.text.clone(),
        reference: l.reference.clone(),
    }
}

/// A place as forms name it: `1-17-0`.
#[must_use]
pub fn id(place: Place) -> String {
    format!("{}.{}.{}", place.0, place.1, place.2)
}

/// Back from [`id`].
#[must_use]
pub fn place(id: &str) -> Option<Place> {
    let mut parts = id.split('.').map(str::parse);
    let out = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    parts.next().is_none().then_some(out)
}

/// Whether a later entry stands on an entry of an account: a match of its lines, or a later statement that goes on from it.
pub(super) fn stands_on(later: &EstateEvent, on: &Entry) -> bool {
    let here = |p: &Place| (p.0, p.1) == on.place;
    later.of == on.event.of
        && match &later.did {
            Did::Matched(pair) => pair.book.iter().chain(&pair.statement).any(here),
            Did::LineBooked { line, .. } => here(line),
            Did::StatementTaken(_) => matches!(on.event.did, Did::StatementTaken(_)),
            _ => false,
        }
}

/// To take a statement in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeStatement {
    /// Head of the account.
    pub bank: String,
    /// Name of the file.
    pub file: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// Balance before the first line, as a person read it from the paper, where the file does not say it.
    pub opening: Option<Paise>,
    /// What the file says.
    pub statement: Statement,
}

/// Takes a statement in: only lines that are not there yet, so that the same file, or one that overlaps, doubles nothing.
///
/// # Errors
/// 4020; 4060 its lines do not lead from its first to its last balance; 4401; 4406 nothing of it is new; 4408 a statement between
/// is missing; 4411 the first statement of an account says no opening balance; 4412 no line or too many.
pub fn take(sight: &Sight, c: &TakeStatement) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    sight.bank(&c.bank)?;
    let s = &c.statement;
    if s.lines.is_empty() || s.lines.len() > MOST_LINES {
        return Err(Refusal::new(4412).with("lines", s.lines.len()).with("most", MOST_LINES));
    }
    if s.lines.iter().any(|l| l.amount.abs().0 > crate::decide::MOST_PAISE) {
        return Err(Refusal::new(4404).with("amount", "…"));
    }
    let sum = |lines: &[BankLine]| lines.iter().map(|l| l.amount).sum::<Paise>();
    if let (Some(opening), Some(closing)) = (s.opening, s.closing)
        && opening + sum(&s.lines) != closing
    {
        let said = Refusal::new(4060).with("sum", format_indian(opening + sum(&s.lines)));
        return Err(said.with("bank", format_indian(closing)));
    }
    let account = Account::of(&sight.entries, &c.bank);
    let again = || Refusal::new(4406).with("file", &c.file);
    if account.digests.contains(&c.digest) {
        return Err(again());
    }
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for l in account.lines.iter().filter(|(p, _)| p.2 != OPENING).map(|(_, l)| l) {
        *known.entry(l.key()).or_default() += 1;
    }
    let mut fresh = Vec::new();
    for l in &s.lines {
        match known.get_mut(&l.key()) {
            Some(left) if *left > 0 => *left -= 1,
            _ => fresh.push(short(l)),
        }
    }
    if fresh.is_empty() {
        return Err(again());
    }
    let before = account.taken.last().map(|t| t.closing);
    let opening = match before {
        Some(before) => before,
        None => s.opening.or(c.opening).ok_or_else(|| Refusal::new(4411))?,
    };
    let end = opening + sum(&fresh);
    if let Some(closing) = s.closing.filter(|closing| *closing != end) {
        return Err(Refusal::new(4408).with("sum", format_indian(end)).with("bank", format_indian(closing)));
    }
    let taken = Taken { file: text(&c.file)?, digest: c.digest.clone(), opening, lines: fresh };
    Ok(event(date, &c.bank, Vec::new(), Did::StatementTaken(taken)))
}

/// The line with the bank's words cut to what is kept.
fn short(l: &BankLine) -> BankLine {
    let cut = |t: &str| t.chars().take(MOST_WORDS).collect::<String>();
    BankLine { text: cut(&l.text), reference: cut(&l.reference), ..l.clone() }
}

fn event(date: Date, bank: &str, lines: Vec<crate::Line>, did: Did) -> EstateEvent {
    EstateEvent { date, register: Register::Bank, of: bank.to_owned(), lines, did }
}

/// Matches lines, several pairs at once. `amounts` has the paise of each line of the bank's head that the pairs name.
///
/// # Errors
/// 4020; 4401; 4058 a line that is not there or is matched already; 4059 sides that differ.
pub fn pair(
    sight: &Sight,
    bank: &str,
    pairs: &[Pair],
    amounts: &BTreeMap<Place, Paise>,
) -> Result<Vec<EstateEvent>, Refusal> {
    let date = sight.day()?;
    sight.bank(bank)?;
    let account = Account::of(&sight.entries, bank);
    let mut used: (BTreeSet<Place>, BTreeSet<Place>) = Default::default();
    for (_, p) in &account.pairs {
        used.0.extend(&p.book);
        used.1.extend(&p.statement);
    }
    let mut out = Vec::new();
    for (n, p) in (1..).zip(pairs) {
        let none = |at: usize| Refusal::new(4058).with("match", n).with("line", at + 1);
        let (mut ours, mut theirs) = (Paise::ZERO, Paise::ZERO);
        for (i, place) in p.book.iter().enumerate() {
            let found = account.items.get(place).map(|l| l.amount).or_else(|| amounts.get(place).copied());
            ours += found.filter(|_| used.0.insert(*place)).ok_or_else(|| none(i))?;
        }
        for (i, place) in p.statement.iter().enumerate() {
            let found = account.lines.get(place).map(|l| l.amount);
            theirs += found.filter(|_| used.1.insert(*place)).ok_or_else(|| none(i))?;
        }
        if ours != theirs || p.book.len() + p.statement.len() < 2 {
            let said = Refusal::new(4059).with("match", n).with("book", format_indian(ours));
            return Err(said.with("bank", format_indian(theirs)));
        }
        out.push(event(date, bank, Vec::new(), Did::Matched(p.clone())));
    }
    Ok(out)
}

/// Enters what only the bank had written: charges, interest, a deposit nobody wrote down. The entry is its own match.
///
/// # Errors
/// 4020; 4058 no such line, or it is matched; 4400; 4401.
pub fn book_line(sight: &Sight, bank: &str, line: Place, head: &str, narration: &str) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    sight.bank(bank)?;
    let other = sight.head(head, |h| h.code != bank && h.code != crate::TRANSFER)?;
    let account = Account::of(&sight.entries, bank);
    let open = account.open_lines();
    let found = open.iter().find(|(p, _)| *p == line && p.2 != OPENING);
    let (_, found) = found.ok_or_else(|| Refusal::new(4058).with("match", 1).with("line", 1))?;
    let posted = lines(&[(bank, found.amount), (&other.code, -found.amount)]);
    Ok(event(date, bank, posted, Did::LineBooked { line, narration: text(narration)? }))
}

/// Enters what the old books had written and the bank had not by its first statement. A cheque given out is less than nothing.
///
/// # Errors
/// 4020; 4400; 4401; 4404; 4405 a day after the bank's first statement began.
pub fn opening_item(sight: &Sight, bank: &str, item: &BankLine) -> Result<EstateEvent, Refusal> {
    let date = sight.day()?;
    sight.bank(bank)?;
    amount(item.amount.abs())?;
    let first = Account::of(&sight.entries, bank).taken.iter().map(|t| t.days.0).min().unwrap_or(date);
    if item.date >= first {
        return Err(Refusal::new(4405).with("date", item.date).with("open", first));
    }
    let kept = BankLine { text: text(&item.text)?, row: 0, ..short(item) };
    Ok(event(date, bank, Vec::new(), Did::OpeningItem(kept)))
}

/// The head that is proposed for a line only the bank wrote, by the bank's words: charges or interest. A person decides.
#[must_use]
pub fn propose(line: &BankLine) -> Option<&'static str> {
    let said = line.text.to_lowercase();
    let words: Vec<&str> = said.split(|c: char| !c.is_alphanumeric()).collect();
    let any = |list: &[&str]| words.iter().any(|w| list.contains(w));
    if line.amount > Paise::ZERO && any(&["int", "interest", "sbint"]) {
        return Some("INC_INV");
    }
    let charges = ["charge", "charges", "chrg", "chrgs", "chg", "chgs", "fee", "fees", "comm", "commission", "sms"];
    (line.amount < Paise::ZERO && any(&charges)).then_some("EXP_BANK")
}
