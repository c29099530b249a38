//! Lists over all loans: demand, collection and balance; what is overdue.

use crate::ask::{Ask, Society, Trouble};
use crate::balance::kind_name;
use crate::grid::{Register, columns, day, plain, window};
use crate::page::Frame;
use crate::reports::Period;
use crate::words::encoded;
use credit::dcb::{By, Period as Demanded};
use credit::standing::Class;
use desk::export::{Cell, Grid, Holds};
use kernel::Paise;
use lipi::amount::group;
use lipi::date;

/// Demand, collection, balance by village and kind.
pub(crate) fn dcb(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let period = Period::of(ask, society)?;
    let days = Demanded { from: period.from, to: period.to };
    let all = ask.web.desk.dcb(society.id(), days, By::All)?;
    let mut grid = Grid {
        title: c.s("rep-book-dcb"),
        about: vec![period.text(c)],
        columns: columns(
            c,
            &[
                ("rep-village", Holds::Words),
                ("rep-kind", Holds::Words),
                ("rep-accounts", Holds::Short),
                ("rep-dcb-opening", Holds::Money),
                ("rep-dcb-current", Holds::Money),
                ("rep-dcb-demand", Holds::Money),
                ("rep-dcb-collected", Holds::Money),
                ("rep-dcb-balance", Holds::Money),
                ("rep-dcb-interest-demand", Holds::Money),
                ("rep-dcb-interest-collected", Holds::Money),
                ("rep-dcb-interest-balance", Holds::Money),
                ("rep-percent", Holds::Short),
            ],
        ),
        rows: Vec::new(),
    };
    let row = |village: String, kind: String, r: &credit::dcb::Row| {
        let (p, i) = (&r.principal, &r.interest);
        let percent = p.percent().and_then(|n| i32::try_from(n).ok()).map(crate::words::percent).unwrap_or_default();
        let money =
            [p.opening, p.current, p.demand(), p.collection(), p.balance(), i.demand(), i.collection(), i.balance()];
        let head = [Cell::text(village), Cell::text(kind), Cell::text(group(r.accounts.into()))];
        head.into_iter().chain(money.map(Cell::Money)).chain([Cell::text(percent)]).collect::<Vec<Cell>>()
    };
    let mut sum = credit::dcb::Row::default();
    for (key, r) in &all {
        sum.add(r);
        let kind = key.kind.map(|k| kind_name(c, k.accounts())).unwrap_or_default();
        let village = if key.village.is_empty() { "–".to_owned() } else { key.village.clone() };
        grid.row(row(village, kind, r));
    }
    let total = grid.rows.len() as u64;
    window(ask, &mut grid);
    grid.strong(row(c.s("web-total"), String::new(), &sum));
    Ok(plain(grid, Some(period), total))
}

/// What is overdue at the end of the period, with class and provision where the norms say them.
pub(crate) fn overdue(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let period = Period::of(ask, society)?;
    let on = period.to.min(ask.web.desk.today());
    let all = ask.web.desk.overdue(society.id(), on)?;
    let mut grid = Grid {
        title: c.s("rep-book-overdue"),
        about: vec![c.s1("web-on-day", "day", &date::format(on))],
        columns: columns(
            c,
            &[
                ("rep-account", Holds::Short),
                ("rep-member-no", Holds::Short),
                ("rep-name", Holds::Words),
                ("rep-village", Holds::Words),
                ("rep-since", Holds::Short),
                ("rep-principal-left", Holds::Money),
                ("rep-overdue-principal", Holds::Money),
                ("rep-overdue-interest", Holds::Money),
                ("rep-class", Holds::Short),
                ("rep-provision", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    if all.iter().any(|r| r.class.is_none()) {
        grid.about.push(c.s("rep-class-unset"));
    }
    for r in &all {
        let href = format!("{}/books/account/{}", society.base, encoded(&r.account));
        grid.row(vec![
            Cell::Link(r.account.clone(), href),
            Cell::text(&r.member_no),
            Cell::text(&r.name),
            Cell::text(&r.village),
            day(r.since),
            Cell::Money(r.principal),
            Cell::Money(r.overdue),
            Cell::Money(r.interest),
            Cell::text(r.class.map_or_else(|| "–".to_owned(), |k| class_name(c, k))),
            r.provision.map_or(Cell::Empty, Cell::Sum),
        ]);
    }
    let total = grid.rows.len() as u64;
    window(ask, &mut grid);
    let sum = |of: fn(&desk::lists::OverdueRow) -> Paise| Cell::Sum(all.iter().map(of).sum());
    let mut last = vec![Cell::Empty, Cell::Empty, Cell::text(c.s("web-total")), Cell::Empty, Cell::Empty];
    last.extend([sum(|r| r.principal), sum(|r| r.overdue), sum(|r| r.interest), Cell::Empty]);
    last.push(sum(|r| r.provision.unwrap_or(Paise::ZERO)));
    grid.strong(last);
    Ok(plain(grid, Some(period), total))
}

/// A class in words.
pub(crate) fn class_name(c: &Frame, class: Class) -> String {
    c.s(match class {
        Class::Standard => "rep-class-standard",
        Class::SubStandard => "rep-class-sub-standard",
        Class::Doubtful1 => "rep-class-doubtful1",
        Class::Doubtful2 => "rep-class-doubtful2",
        Class::Doubtful3 => "rep-class-doubtful3",
        Class::Loss => "rep-class-loss",
    })
}
