//! Closing of the year: income and expenses go to the profit of the year.

use super::{Book, HeadRow, line};
use crate::event::Line;
use kernel::{FinancialYear, Paise, Refusal};

/// Most heads in one closing voucher; with the lines of the result it stays below [`crate::decide::MOST_LINES`].
const MOST_HEADS: usize = 400;

/// The lines of the vouchers that close the year at `to`: each income and expense head is brought to nothing against `PL_NOW`.
/// A loss goes on to `LOSS_NOW`, on the side of assets. What stood in income and expense heads before the year began (old books
/// brought forward before their closing) goes to `PL_PREV` or `ACC_LOSS`, not into this year's profit. Each voucher balances.
/// They must be kept apart from the others ([`Book::closed`]). The book must be of one whole financial year: what lies before
/// `from` is taken for an earlier year (asserted: the caller names the year, not the days).
///
/// # Errors
/// 4051: nothing to close. 4052: `PL_NOW` or `LOSS_NOW` still holds the result of an earlier year. 4053: the year is closed
/// already; take its closing vouchers back before closing it again.
pub fn closing(book: &Book) -> Result<Vec<Vec<Line>>, Refusal> {
    let year = |day: kernel::Date| FinancialYear::of(day).0;
    let whole = book.from.yesterday().is_ok_and(|d| year(d) < year(book.from))
        && book.to.tomorrow().is_ok_and(|d| year(d) > year(book.to));
    assert!(whole && year(book.from) == year(book.to), "a closing of {} to {} is not of one year", book.from, book.to);
    let figures = book.figures();
    if figures.iter().any(|f| f.is_result() && !f.carried().is_zero()) {
        return Err(Refusal::new(4053).with("date", book.to));
    }
    if let Some(f) = figures.iter().find(|f| is_result_head(&f.head) && !f.before_closing().is_zero()) {
        let amount = lipi::amount::format_indian(f.before_closing().abs());
        return Err(Refusal::new(4052).with("head", &f.head.name).with("amount", amount));
    }
    let open: Vec<_> = figures.iter().filter(|f| f.is_result() && !f.balance().is_zero()).collect();
    if open.is_empty() {
        return Err(Refusal::new(4051).with("date", book.to));
    }
    let mut vouchers: Vec<Vec<Line>> = Vec::new();
    let mut profit = Paise::ZERO;
    for some in open.chunks(MOST_HEADS) {
        let lines = some.iter().filter_map(|f| line(&f.head.code, -f.balance()));
        let sum: Paise = some.iter().map(|f| f.balance()).sum();
        profit -= sum;
        vouchers.push(lines.chain(line("PL_NOW", sum)).collect());
    }
    let earlier: Paise = figures.iter().filter(|f| f.is_result()).map(|f| -f.opening).sum();
    let this = profit - earlier;
    let last =
        carry(earlier, "PL_PREV", "ACC_LOSS").into_iter().chain(carry(this.min(Paise::ZERO), "PL_NOW", "LOSS_NOW"));
    let last: Vec<Line> = last.collect();
    if !last.is_empty() {
        vouchers.push(last);
    }
    Ok(vouchers)
}

fn is_result_head(head: &HeadRow) -> bool {
    head.code == "PL_NOW" || head.code == "LOSS_NOW"
}

/// Takes a result out of `PL_NOW`: a profit to one head, a loss to another.
fn carry(result: Paise, profit: &str, loss: &str) -> Vec<Line> {
    let to = if result > Paise::ZERO { profit } else { loss };
    line("PL_NOW", result).into_iter().chain(line(to, -result)).collect()
}
