//! A bank's statement as SWIFT MT940 text. Source of the fields: SWIFT MT940 as banks publish it for their customers: `:60F:` opening
//! balance, `:61:` line, `:86:` its words, `:62F:` closing balance; `:60M:`/`:62M:` between the parts of one statement.

use super::bank::{BankLine, MOST_LINES, Statement};
use kernel::{Date, Paise, Refusal};
use lipi::amount::format_indian;

/// Whether bytes look like MT940: a field `:20:` or `:25:` and a balance `:60`.
#[must_use]
pub fn is(text: &str) -> bool {
    let at_start = |tag: &str| text.lines().any(|l| l.trim_start_matches("{4:").starts_with(tag));
    at_start(":60F:") || at_start(":60M:") || (at_start(":20:") && at_start(":61:"))
}

/// Reads one or more messages of one account.
///
/// # Errors
/// 4407 a balance that does not follow; 4410 a line that cannot be read; 4412 too many lines.
pub fn read(text: &str) -> Result<Statement, Refusal> {
    let mut out = Statement::default();
    let mut at: Option<Paise> = None;
    for (row, tag, body) in fields(text) {
        let unread = || Refusal::new(4410).with("line", row).with("text", body.lines().next().unwrap_or_default());
        match tag {
            "60F" | "60M" => {
                let balance = balance(&body).ok_or_else(unread)?;
                if let Some(before) = at.filter(|before| *before != balance) {
                    return Err(follows(row, before, balance));
                }
                out.opening.get_or_insert(balance);
                at = Some(balance);
            }
            "61" => {
                let line = line(&body, row).ok_or_else(unread)?;
                at = at.map(|a| a + line.amount);
                out.lines.push(line);
                out.closing = None;
                if out.lines.len() > MOST_LINES {
                    return Err(Refusal::new(4412).with("lines", out.lines.len()).with("most", MOST_LINES));
                }
            }
            "86" => {
                if let Some(last) = out.lines.last_mut().filter(|_| out.closing.is_none()) {
                    let words = body.split_whitespace().collect::<Vec<_>>().join(" ");
                    last.text = [last.text.as_str(), &words].join(" ").trim().to_owned();
                }
            }
            "62F" | "62M" => {
                let balance = balance(&body).ok_or_else(unread)?;
                if let Some(before) = at.filter(|before| *before != balance) {
                    return Err(follows(row, before, balance));
                }
                at = Some(balance);
                out.closing = Some(balance);
            }
            _ => {}
        }
    }
    Ok(out)
}

fn follows(row: u32, sum: Paise, bank: Paise) -> Refusal {
    Refusal::new(4407).with("line", row).with("sum", format_indian(sum)).with("bank", format_indian(bank))
}

/// Fields: row of the file, tag, content with its further lines.
fn fields(text: &str) -> Vec<(u32, &str, String)> {
    let mut out: Vec<(u32, &str, String)> = Vec::new();
    for (row, line) in (1..).zip(text.lines()) {
        let line = line.trim_end_matches('\r').trim_start_matches("{4:");
        let tagged = line.strip_prefix(':').and_then(|l| l.split_once(':'));
        match tagged.filter(|(tag, _)| (2..=3).contains(&tag.len()) && tag.starts_with(|c: char| c.is_ascii_digit())) {
            Some((tag, body)) => out.push((row, tag, body.to_owned())),
            None if line.starts_with('-') || line.starts_with('{') => {}
            None => {
                if let Some(last) = out.last_mut() {
                    last.2.push('\n');
                    last.2.push_str(line);
                }
            }
        }
    }
    out
}

/// `C260331INR1234,50`.
fn balance(body: &str) -> Option<Paise> {
    let body = body.trim();
    let sign = match body.get(..1)? {
        "C" => 1,
        "D" => -1,
        _ => return None,
    };
    date(body.get(1..7)?)?;
    let amount = money(body.get(10..)?)?;
    Some(Paise(amount.0 * sign))
}

/// `2603310331D1234,50NCHG004512//BANKREF`, further lines are words.
fn line(body: &str, row: u32) -> Option<BankLine> {
    let (first, more) = body.split_once('\n').unwrap_or((body, ""));
    let date = date(first.get(..6)?)?;
    let mut rest = first.get(6..)?;
    // the day of entry, without its year
    if rest.len() >= 4 && rest.as_bytes()[..4].iter().all(u8::is_ascii_digit) {
        rest = rest.get(4..)?;
    }
    let (sign, after) = match rest.get(..2)? {
        // a taking back of a credit goes out, of a debit comes in
        "RC" => (-1, 2),
        "RD" => (1, 2),
        two if two.starts_with('C') => (1, 1),
        two if two.starts_with('D') => (-1, 1),
        _ => return None,
    };
    rest = rest.get(after..)?;
    // third letter of the currency
    if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        rest = rest.get(1..)?;
    }
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ',')?;
    let amount = money(rest.get(..end)?)?;
    // kind of transfer: a letter and three more
    let reference = rest.get(end + 4..).unwrap_or_default();
    let (own, bank) = reference.split_once("//").unwrap_or((reference, ""));
    let own = own.trim();
    let reference = if own.is_empty() || own == "NONREF" { bank.trim() } else { own };
    Some(BankLine {
        date,
        amount: Paise(amount.0 * sign),
        text: more.split_whitespace().collect::<Vec<_>>().join(" "),
        reference: reference.to_owned(),
        row,
    })
}

/// `YYMMDD`, of 1990 to 2089.
fn date(text: &str) -> Option<Date> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let part = |at: usize| text.get(at..at + 2)?.parse::<i16>().ok();
    let year = part(0)?;
    let year = if year >= 90 { 1900 + year } else { 2000 + year };
    let (month, day) = (i8::try_from(part(2)?).ok()?, i8::try_from(part(4)?).ok()?);
    if digits { Date::new(year, month, day).ok() } else { None }
}

/// `1234,5` with a comma before the paise; at most two figures behind it.
fn money(text: &str) -> Option<Paise> {
    let (rupees, paise) = text.trim().split_once(',').unwrap_or((text.trim(), ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if rupees.is_empty() || rupees.len() > 15 || paise.len() > 2 || !digits(rupees) || !digits(paise) {
        return None;
    }
    let paise: i64 = format!("{paise:0<2}").parse().ok()?;
    Some(Paise(rupees.parse::<i64>().ok()?.checked_mul(100)?.checked_add(paise)?))
}
