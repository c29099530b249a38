//! The vouchers as this program writes them for others: a row for each line of a voucher. Read like a journal, into one table of heads.

use super::{Account, Journal, Under};
use crate::text;
use kernel::Refusal;
use migration::cell::Sheet;

/// The first row, as `export` writes it.
const COLUMNS: [&str; 9] = ["desk", "entry", "date", "number", "narration", "code", "head", "debit", "credit"];

/// True where text begins with that row, whatever divides its cells and whatever was added behind.
pub(crate) fn looks_like(bytes: &[u8]) -> bool {
    let text = text::decode(&bytes[..bytes.len().min(512) & !1]);
    let first = text.lines().next().unwrap_or_default();
    let cells: Vec<&str> = first.split([',', ';', '\t']).map(|c| c.trim_matches('"')).collect();
    cells.starts_with(&COLUMNS)
}

/// `1234.50` in paise; nothing is nothing.
fn paise(cell: &str) -> Option<i128> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Some(0);
    }
    let (whole, rest) = cell.split_once('.').unwrap_or((cell, "0"));
    let figures = |t: &str, most: usize| t.len() <= most && !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !figures(whole, 18) || !figures(rest, 2) {
        return None;
    }
    Some(whole.parse::<i128>().ok()? * 100 + format!("{rest:0<2}").parse::<i128>().ok()?)
}

/// A voucher whose row cannot be read, or that does not balance, is left out whole.
pub(crate) fn read(bytes: &[u8], notes: &mut Vec<Refusal>) -> Result<Vec<Sheet>, Refusal> {
    let mut journal = Journal::empty(false);
    let mut of = (String::new(), String::new());
    for (line, cells) in text::rows(&text::decode(bytes)).into_iter().skip(1) {
        let cell = |i: usize| cells.get(i).map_or("", String::as_str);
        let entry = (cell(0).to_owned(), cell(1).to_owned());
        if entry != of || !matches!(journal.under, Under::Entry { .. }) {
            journal.close();
            journal.under = Under::Entry { line, postings: Vec::new(), open: None, sound: true };
            of = entry;
        }
        // a cell that a spreadsheet would take for a formula was written with an apostrophe before it
        let plain = |i: usize| cell(i).strip_prefix('\'').unwrap_or(cell(i));
        let at = journal.account(plain(5));
        let title = plain(6).to_owned();
        if let Some(Account { title: known, .. }) = journal.accounts.get_mut(at) {
            *known = title;
        }
        if let Under::Entry { postings, sound, .. } = &mut journal.under {
            match (paise(cell(7)), paise(cell(8))) {
                (Some(debit), Some(credit)) if !cell(5).is_empty() => postings.push((at, debit - credit)),
                _ => *sound = false,
            }
        }
    }
    journal.close();
    journal.table(notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "\u{feff}desk,entry,date,number,narration,code,head,debit,credit\r\n";

    #[test]
    fn lines_of_vouchers_become_heads_and_what_does_not_balance_is_left_out() {
        let text = format!(
            "{HEAD}1,3,2025-04-01,R-1,\"a, b\",CASH,\u{930}\u{94b}\u{915}\u{921}\u{93c},10.50,\r\n1,3,2025-04-01,R-1,\"a, b\",SB,Savings,,10.50\r\n\
             1,4,2025-04-01,R-2,x,CASH,\u{930}\u{94b}\u{915}\u{921}\u{93c},5.00,\r\n1,4,2025-04-01,R-2,x,SB,Savings,,4.00\r\n\
             1,5,2025-04-01,R-3,x,CASH,\u{930}\u{94b}\u{915}\u{921}\u{93c},five,\r\n1,5,2025-04-01,R-3,x,SB,Savings,,5\r\n"
        );
        assert!(looks_like(text.as_bytes()));
        assert!(!looks_like(b"desk,entry,date,number,narration,amount\r\n"));
        let mut notes = Vec::new();
        let sheet = &read(text.as_bytes(), &mut notes).expect("read")[0];
        assert_eq!((notes.len(), notes[0].number), (1, crate::limits::JOURNAL_PARTLY));
        let cells: Vec<Vec<&str>> =
            sheet.rows().iter().map(|r| sheet.cells(r).iter().map(|c| sheet.text(c)).collect()).collect();
        assert!(cells.iter().any(|r| r.contains(&"CASH") && r.contains(&"10.50")), "{cells:?}");
        assert!(cells.iter().any(|r| r.contains(&"SB") && r.contains(&"10.50")), "{cells:?}");
    }
}
