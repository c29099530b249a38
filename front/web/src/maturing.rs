//! Deposits that mature: a list with the key to close each, and a warning on the first page from a fortnight before.

use crate::ask::{Ask, Society, Trouble};
use crate::grid::{Register, columns, day, plain, window};
use crate::page::Frame;
use crate::words::encoded;
use credit::calendar::plus_days;
use desk::export::{Cell, Grid, Holds};
use keep::view;
use kernel::{Date, Paise};
use lipi::amount::group;
use lipi::date;

/// Days before which a maturing deposit is told of.
const SOON: i64 = 15;

fn soon(today: Date) -> Date {
    plus_days(today, SOON)
}

/// The list, up to a fortnight ahead, or to the day asked for.
pub(crate) fn register(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let today = ask.web.desk.today();
    let until = ask.value("to").and_then(|d| d.parse().ok()).unwrap_or_else(|| soon(today));
    let all = ask.read(|t| view::maturing(t, society.id(), until))?;
    let mut grid = Grid {
        title: c.s("rep-book-maturing"),
        about: vec![c.s1("maturing-until", "day", &date::format(until)), c.s("maturing-why")],
        columns: columns(
            c,
            &[
                ("rep-account", Holds::Short),
                ("rep-member-no", Holds::Short),
                ("rep-name", Holds::Words),
                ("rep-village", Holds::Words),
                ("maturing-day", Holds::Short),
                ("maturing-state", Holds::Words),
                ("maturing-balance", Holds::Money),
                ("maturing-do", Holds::Short),
            ],
        ),
        rows: Vec::new(),
    };
    for m in &all {
        let name = m.account.to_string();
        let over = m.due.is_some_and(|d| d <= today);
        let close = format!("{}/do/close-deposit?a={}", society.base, encoded(&name));
        grid.row(vec![
            Cell::Link(name.clone(), format!("{}/books/account/{}", society.base, encoded(&name))),
            Cell::text(&m.member_no),
            Cell::text(&m.name),
            Cell::text(&m.village),
            day(m.due),
            Cell::text(c.s(if over { "maturing-over" } else { "maturing-soon" })),
            Cell::Sum(m.balance),
            Cell::Link(c.s("act-close-deposit"), close),
        ]);
    }
    let total = grid.rows.len() as u64;
    window(ask, &mut grid);
    if total > 0 {
        let mut last =
            vec![Cell::text(c.s("web-total")), Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
        last.extend([Cell::Sum(all.iter().map(|m| m.balance).sum::<Paise>()), Cell::Empty]);
        grid.strong(last);
    }
    Ok(plain(grid, None, total))
}

/// For the first page: how many deposits have matured or will within a fortnight, and where they are.
pub(crate) fn waits(ask: &Ask, society: &Society, c: &Frame) -> Result<Vec<(String, String)>, Trouble> {
    let today = ask.web.desk.today();
    let all = ask.read(|t| view::maturing_days(t, society.id(), soon(today)))?;
    let over = all.iter().flatten().filter(|due| **due <= today).count() as u64;
    let address = || format!("{}/books/maturing", society.base);
    let line = |key: &str, n: u64| (n > 0).then(|| (c.s1(key, "n", &group(n)), address()));
    Ok([line("maturing-over-n", over), line("maturing-soon-n", all.len() as u64 - over)]
        .into_iter()
        .flatten()
        .collect())
}
