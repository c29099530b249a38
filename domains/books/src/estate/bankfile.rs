//! A bank's statement as a table (CSV, workbook): finds the columns by their headings, reads the lines, looks whether the balances
//! run on. Every bank writes other headings; the words are messages (`bank-column-…` in `locales/*/estate.ftl`), so that a wording
//! is added without touching a program.

use super::bank::{BankLine, MOST_LINES, Statement};
use kernel::{Date, Paise, Refusal};
use lipi::amount::{Side, format_indian};
use lipi::date::{DateHints, Order};
use lipi::{Lang, messages};

/// A row of the table: its number as a person sees it, its cells as text.
pub type Row = (u32, Vec<String>);

/// Rows at the top among which the headings are looked for.
const TOP: usize = 60;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Date,
    ValueDate,
    Text,
    Reference,
    Out,
    In,
    Amount,
    Side,
    Balance,
}

/// In the order in which headings are tried: the narrower word before the wider.
const COLUMNS: [(Holds, &str); 9] = [
    (Holds::Balance, "bank-column-balance"),
    (Holds::ValueDate, "bank-column-value-date"),
    (Holds::Date, "bank-column-date"),
    (Holds::Reference, "bank-column-reference"),
    (Holds::Text, "bank-column-text"),
    (Holds::Side, "bank-column-side"),
    (Holds::Out, "bank-column-out"),
    (Holds::In, "bank-column-in"),
    (Holds::Amount, "bank-column-amount"),
];

/// The words of a message in both languages, divided by `|`.
fn words(key: &str) -> Vec<String> {
    let both = [Lang::Hi, Lang::En].map(|lang| messages::say(lang, key, &[]));
    both.iter().flat_map(|t| t.split('|')).map(bare).filter(|w| !w.is_empty()).collect()
}

/// Letters and digits in small letters, single spaces between words.
fn bare(text: &str) -> String {
    let text: String = text.chars().map(|c| if is_letter(c) { c } else { ' ' }).collect();
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || ('\u{900}'..='\u{97f}').contains(&c)
}

/// Whether the word stands in the heading, whole words only.
fn says(heading: &str, word: &str) -> bool {
    format!(" {heading} ").contains(&format!(" {word} "))
}

/// Places of the columns.
#[derive(Clone, Debug, Default)]
struct Columns {
    date: Option<usize>,
    text: Vec<usize>,
    reference: Option<usize>,
    out: Option<usize>,
    into: Option<usize>,
    amount: Option<usize>,
    side: Option<usize>,
    balance: Option<usize>,
}

impl Columns {
    fn of(cells: &[String], words: &[(Holds, Vec<String>)]) -> Option<Columns> {
        let mut found = Columns::default();
        let mut value_date = None;
        for (i, cell) in cells.iter().enumerate() {
            let heading = bare(cell);
            let holds = words.iter().find(|(_, all)| all.iter().any(|w| says(&heading, w)));
            let Some((holds, _)) = holds.filter(|_| heading.chars().count() < 60) else { continue };
            let slot = match holds {
                Holds::Text => {
                    found.text.push(i);
                    continue;
                }
                Holds::Date => &mut found.date,
                Holds::ValueDate => &mut value_date,
                Holds::Reference => &mut found.reference,
                Holds::Out => &mut found.out,
                Holds::In => &mut found.into,
                Holds::Amount => &mut found.amount,
                Holds::Side => &mut found.side,
                Holds::Balance => &mut found.balance,
            };
            slot.get_or_insert(i);
        }
        found.date = found.date.or(value_date);
        let money = (found.out.is_some() && found.into.is_some()) || found.amount.is_some();
        (found.date.is_some() && money).then_some(found)
    }
}

/// Reads a table.
///
/// # Errors
/// 4407 a balance that does not follow from the one before; 4409 no headings of a statement; 4410 a row that cannot be read;
/// 4412 too many rows.
pub fn read(rows: &[Row]) -> Result<Statement, Refusal> {
    let words: Vec<(Holds, Vec<String>)> = COLUMNS.iter().map(|(holds, key)| (*holds, words(key))).collect();
    let head = rows.iter().take(TOP).enumerate().find_map(|(i, (_, cells))| Some((i, Columns::of(cells, &words)?)));
    let (top, columns) = head.ok_or_else(|| Refusal::new(4409))?;
    let order = {
        let at = columns.date.unwrap_or(0);
        lipi::date::infer_order(rows[top + 1..].iter().filter_map(|(_, c)| c.get(at).map(String::as_str)))
    };
    let mut reading = Reading { columns, order, lines: Vec::new(), opening: None };
    for row in &rows[top + 1..] {
        reading.row(row)?;
        if reading.lines.len() > MOST_LINES {
            return Err(Refusal::new(4412).with("lines", reading.lines.len()).with("most", MOST_LINES));
        }
    }
    reading.done()
}

struct Reading {
    columns: Columns,
    order: Order,
    lines: Vec<(BankLine, Option<Paise>)>,
    opening: Option<Paise>,
}

impl Reading {
    fn cell<'r>(&self, cells: &'r [String], at: Option<usize>) -> &'r str {
        at.and_then(|i| cells.get(i)).map_or("", |c| c.trim())
    }

    fn row(&mut self, (number, cells): &Row) -> Result<(), Refusal> {
        let unread = |text: &str| Refusal::new(4410).with("line", number).with("text", text);
        let dated = self.cell(cells, self.columns.date);
        let words: Vec<&str> =
            self.columns.text.iter().map(|i| self.cell(cells, Some(*i))).filter(|t| !t.is_empty()).collect();
        let words = words.join(" ");
        let balance = self.money(cells, self.columns.balance).map_err(|t| unread(&t))?;
        let amount = self.amount(cells).map_err(|t| unread(&t))?;
        let Some(date) = self.date(dated) else {
            // an opening balance, a total, a further line of words: anything else with an amount is a row we must not pass over
            match (amount, balance) {
                (None, None) => {
                    if let (Some((last, _)), false) = (self.lines.last_mut(), words.is_empty()) {
                        last.text = format!("{} {words}", last.text).trim().to_owned();
                    }
                    return Ok(());
                }
                (None, Some(_)) if self.lines.is_empty() => self.opening = balance,
                _ if dated.is_empty() || says_total(cells) => {}
                _ => return Err(unread(dated)),
            }
            return Ok(());
        };
        match (amount, balance) {
            (Some(amount), _) => {
                let reference = self.cell(cells, self.columns.reference).to_owned();
                self.lines.push((BankLine { date, amount, text: words, reference, row: *number }, balance));
            }
            // dated, without an amount: what was brought forward
            (None, Some(_)) if self.lines.is_empty() => self.opening = balance,
            (None, Some(_)) => {}
            (None, None) => return Err(unread(&words)),
        }
        Ok(())
    }

    fn date(&self, text: &str) -> Option<Date> {
        let text = text.split(['T', ' ']).next().filter(|t| t.len() >= 8).unwrap_or(text);
        let hints = DateHints { order: self.order, ..DateHints::default() };
        lipi::date::read(text, &hints).exact().filter(|d| (1990..=2100).contains(&d.year()))
    }

    /// An amount with its sign as the bank writes it: what the society has is more than nothing. `Err` holds what could not be read.
    fn money(&self, cells: &[String], at: Option<usize>) -> Result<Option<Paise>, String> {
        let text = self.cell(cells, at);
        if text.is_empty() {
            return Ok(None);
        }
        let read = lipi::amount::read(text).filter(|a| !a.rounded).ok_or_else(|| text.to_owned())?;
        Ok((!read.nil).then_some(if read.side == Some(Side::Dr) { -read.paise } else { read.paise }))
    }

    fn amount(&self, cells: &[String]) -> Result<Option<Paise>, String> {
        let c = &self.columns;
        if let (Some(_), Some(_)) = (c.out, c.into) {
            let (out, into) = (self.money(cells, c.out)?, self.money(cells, c.into)?);
            let all = into.unwrap_or_default() - out.map(Paise::abs).unwrap_or_default();
            return Ok((out.is_some() || into.is_some()).then_some(all));
        }
        let amount = self.money(cells, c.amount)?;
        let side = bare(self.cell(cells, c.side));
        let out = ["dr", "d", "debit", "w", "withdrawal"].contains(&side.as_str());
        Ok(amount.map(|a| if out { -a.abs() } else { a }))
    }

    /// Oldest first, and every balance follows from the one before.
    fn done(mut self) -> Result<Statement, Refusal> {
        let backwards = match (self.lines.first(), self.lines.last()) {
            (Some(a), Some(b)) if a.0.date != b.0.date => a.0.date > b.0.date,
            _ => runs(&self.lines).is_err(),
        };
        if backwards {
            self.lines.reverse();
        }
        runs(&self.lines)?;
        let first = self.lines.first().and_then(|(l, balance)| Some((*balance)? - l.amount));
        let closing = self.lines.last().and_then(|l| l.1);
        // a balance brought forward stands above the first line only where the list begins with the oldest
        let opening = first.or(self.opening.filter(|_| !backwards));
        Ok(Statement { opening, closing, lines: self.lines.into_iter().map(|l| l.0).collect() })
    }
}

fn runs(lines: &[(BankLine, Option<Paise>)]) -> Result<(), Refusal> {
    for pair in lines.windows(2) {
        let [(_, Some(before)), (line, Some(after))] = pair else { continue };
        if *before + line.amount != *after {
            let said = Refusal::new(4407).with("line", line.row).with("sum", format_indian(*before + line.amount));
            return Err(said.with("bank", format_indian(*after)));
        }
    }
    Ok(())
}

/// A row that sums up or signs off, whatever its first cell says.
fn says_total(cells: &[String]) -> bool {
    let totals = words("bank-column-total");
    cells.iter().any(|c| totals.iter().any(|w| says(&bare(c), w)))
}
