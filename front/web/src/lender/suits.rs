//! The register of limitation and suits.

use super::Page;
use crate::ask::{Ask, Society, Trouble};
use crate::grid::{columns, day};
use crate::page::Frame;
use crate::words::encoded;
use axum::response::Response;
use desk::export::{Cell, Grid, Holds};
use desk::lender::Recovery;
use kernel::{Date, Paise};
use lipi::date;

pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let mut page = Page::new(ask, &society, "lender-suits");
    page.about = vec![page.c.s("lender-suits-about")];
    let today = ask.web.desk.today();
    let all = ask.web.desk.recoveries(society.id())?;
    let near = all.iter().filter(|r| r.near(today)).count();
    let called = all.iter().filter(|r| r.called(today)).count();
    for (n, key) in [(near, "lender-near"), (called, "lender-called")] {
        if n > 0 {
            page.says.push(("bad", page.c.s1(key, "n", &n.to_string())));
        }
    }
    if all.iter().any(|r| r.limitation.is_none()) {
        page.says.push(("warn", page.c.s("lender-limitation-unset")));
        page.acts.push((format!("{}/lender/rules?norm=limitation", society.base), page.c.s("lender-rules")));
    }
    let acts = ["acknowledge", "sue"].map(|d| (format!("{}/do/{d}", society.base), page.c.s(&format!("act-{d}"))));
    page.acts.extend(acts);
    let list = table(&page.c, &society, &all, today);
    page.with_list(ask, &society, "suits", list)
}

fn table(c: &Frame, society: &Society, all: &[Recovery], today: Date) -> Grid {
    let mut grid = Grid {
        title: c.s("lender-suits"),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("rep-account", Holds::Short),
                ("rep-name", Holds::Words),
                ("rep-village", Holds::Words),
                ("counter-owed-today", Holds::Money),
                ("rep-since", Holds::Short),
                ("lender-col-acknowledged", Holds::Short),
                ("lender-col-until", Holds::Short),
                ("lender-col-suit", Holds::Words),
                ("lender-col-decreed", Holds::Money),
                ("lender-col-next", Holds::Short),
            ],
        ),
        rows: Vec::new(),
    };
    for r in all {
        let at = |path: &str| format!("{}/{path}{}", society.base, encoded(&r.loan));
        let until = r.limitation.map(|l| date::format(l.until)).unwrap_or_default();
        let until = if r.near(today) { Cell::Link(format!("! {until}"), at("do/sue?a=")) } else { Cell::text(until) };
        let suit = match &r.suit {
            None => Cell::Empty,
            Some(s) => {
                let stage = s
                    .last()
                    .map_or_else(|| c.s("lender-stage-filed"), |m| c.s(&format!("lender-stage-{}", m.stage.code())));
                let words = format!("{} · {} · {stage}", s.filed.number, s.filed.forum);
                if s.lives() { Cell::Link(words, at("lender/do/move-suit?loan=")) } else { Cell::text(words) }
            }
        };
        grid.row(vec![
            Cell::Link(r.loan.clone(), at("books/account/")),
            Cell::text(&r.name),
            Cell::text(&r.village),
            Cell::Sum(r.owed),
            day(r.since),
            day(r.limitation.and_then(|l| l.acknowledged)),
            until,
            suit,
            r.suit.as_ref().and_then(credit::suit::Suit::decreed).map_or(Cell::Empty, Cell::Sum),
            day(r.suit.as_ref().and_then(credit::suit::Suit::next)),
        ]);
    }
    if !all.is_empty() {
        let owed: Paise = all.iter().map(|r| r.owed).sum();
        let mut last = vec![Cell::text(c.s("web-total")), Cell::Empty, Cell::Empty, Cell::Sum(owed)];
        last.extend((0..6).map(|_| Cell::Empty));
        grid.strong(last);
    }
    grid
}
