//! Lists over all loans: demand, collection and balance; what is overdue.

use crate::ask::{Ask, Society, Trouble};
use crate::balance::kind_name;
use crate::grid::{Register, columns, day, plain, window};
use crate::page::Frame;
use crate::reports::Period;
use crate::words::encoded;
use credit::dcb::{By, Period as Demanded, Side};
use credit::standing::Class;
use desk::export::{Cell, Grid, Holds};
use kernel::Paise;
use lipi::amount::group;
use lipi::date;

/// What the statement may be grouped by: the word in the address, and which of village, kind and category its rows then show.
const GROUPINGS: [(&str, By, [bool; 3]); 4] = [
    ("all", By::All, [true, true, true]),
    ("village", By::Village, [true, false, false]),
    ("kind", By::Kind, [false, true, false]),
    ("category", By::Category, [false, false, true]),
];

/// Principal or interest of a row: opening and current demand, what was collected of arrears, of the current demand and in advance (which is
/// no part of the balance), balance, percent.
fn side(s: &Side) -> Vec<Cell> {
    let percent = s.percent().and_then(|n| i32::try_from(n).ok()).map(crate::words::percent).unwrap_or_default();
    let money = [s.opening, s.current, s.demand(), s.arrears, s.collected, s.advance, s.balance()];
    money.map(Cell::Money).into_iter().chain([Cell::text(percent)]).collect()
}

/// Demand, collection, balance by village, kind and category, all together or one of them.
pub(crate) fn dcb(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let period = Period::of(ask, society)?;
    let days = Demanded { from: period.from, to: period.to };
    let asked = ask.value("by").unwrap_or_default();
    let (_, by, shows) = *GROUPINGS.iter().find(|g| g.0 == asked).unwrap_or(&GROUPINGS[0]);
    let all = ask.web.desk.dcb(society.id(), days, by)?;
    let heads = ["rep-village", "rep-kind", "rep-category"];
    let heads = heads.into_iter().zip(shows).filter(|h| h.1).map(|h| (h.0, Holds::Words));
    let mut grid = Grid {
        title: c.s("rep-book-dcb"),
        about: vec![period.text(c)],
        columns: columns(
            c,
            &heads
                .chain([
                    ("rep-accounts", Holds::Short),
                    ("rep-dcb-opening", Holds::Money),
                    ("rep-dcb-current", Holds::Money),
                    ("rep-dcb-demand", Holds::Money),
                    ("rep-dcb-arrears", Holds::Money),
                    ("rep-dcb-collected", Holds::Money),
                    ("rep-dcb-advance", Holds::Money),
                    ("rep-dcb-balance", Holds::Money),
                    ("rep-percent", Holds::Short),
                    ("rep-dcb-interest-opening", Holds::Money),
                    ("rep-dcb-interest-current", Holds::Money),
                    ("rep-dcb-interest-demand", Holds::Money),
                    ("rep-dcb-interest-arrears", Holds::Money),
                    ("rep-dcb-interest-collected", Holds::Money),
                    ("rep-dcb-interest-advance", Holds::Money),
                    ("rep-dcb-interest-balance", Holds::Money),
                    ("rep-dcb-interest-percent", Holds::Short),
                ])
                .collect::<Vec<_>>(),
        ),
        rows: Vec::new(),
    };
    let row = |names: [String; 3], r: &credit::dcb::Row| {
        let head = names.into_iter().zip(shows).filter(|n| n.1).map(|n| Cell::text(n.0));
        head.chain([Cell::text(group(r.accounts.into()))])
            .chain([&r.principal, &r.interest].into_iter().flat_map(side))
            .collect::<Vec<Cell>>()
    };
    let mut sum = credit::dcb::Row::default();
    for (key, r) in &all {
        sum.add(r);
        let kind = key.kind.map(|k| kind_name(c, k.accounts())).unwrap_or_default();
        let village = if key.village.is_empty() { "–".to_owned() } else { key.village.clone() };
        let code = if key.category.is_empty() { "none" } else { &key.category };
        grid.row(row([village, kind, c.s(&format!("society-caste-{code}"))], r));
    }
    let total = grid.rows.len() as u64;
    window(ask, &mut grid);
    let sums = shows.iter().position(|s| *s).unwrap_or(0);
    grid.strong(row([0, 1, 2].map(|i| if i == sums { c.s("web-total") } else { String::new() }), &sum));
    let way = |g: &(&str, By, [bool; 3])| {
        let here = if g.1 == by { "● " } else { "" };
        (ask.changed(&[("by", Some(g.0)), ("p", None)]), format!("{here}{}", c.s(&format!("rep-dcb-by-{}", g.0))), "")
    };
    Ok(Register { acts: GROUPINGS.iter().map(way).collect(), ..plain(grid, Some(period), total) })
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
