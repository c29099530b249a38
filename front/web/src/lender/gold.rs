//! The register of gold in custody.

use super::{Page, money};
use crate::ask::{Ask, Society, Trouble};
use crate::grid::{columns, day};
use crate::page::Frame;
use crate::words::encoded;
use axum::response::Response;
use credit::gold::Ornament;
use desk::export::{Cell, Grid, Holds};
use desk::lender::HeldGold;
use kernel::Paise;
use lipi::date;

/// Grams with three decimals.
pub(super) fn grams(milligrams: i64) -> String {
    format!("{}.{:03}", milligrams / 1000, (milligrams % 1000).abs())
}

fn worded(o: &Ornament) -> String {
    format!("{} × {} · {}/{} · {}", o.what, o.pieces, grams(o.gross), grams(o.net), o.purity)
}

pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let mut page = Page::new(ask, &society, "lender-gold");
    page.about = vec![page.c.s("lender-gold-about")];
    let all = ask.web.desk.held_gold(society.id())?;
    let today = ask.web.desk.today();
    let rate = ask.read(|t| keep::deciding::settings(t, society.id()))?.gold_rate(today);
    page.acts.push((format!("{}/lender/do/pledge", society.base), page.c.s("act-pledge")));
    match rate {
        Some(rate) => page.says.push(("info", page.c.s1("lender-gold-rate", "rate", &money(rate)))),
        None => {
            page.says.push(("warn", page.c.s("lender-gold-unset")));
            page.acts.push((format!("{}/rules", society.base), page.c.s("counter-rules")));
        }
    }
    let list = table(&page.c, &society, &all);
    page.with_list(ask, &society, "gold", list)
}

fn table(c: &Frame, society: &Society, all: &[HeldGold]) -> Grid {
    let mut grid = Grid {
        title: c.s("lender-gold"),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("rep-account", Holds::Short),
                ("rep-name", Holds::Words),
                ("lender-col-taken", Holds::Short),
                ("lender-col-ornaments", Holds::Words),
                ("lender-col-net", Holds::Short),
                ("lender-col-value", Holds::Money),
                ("lender-col-value-now", Holds::Money),
                ("rep-principal-left", Holds::Money),
                ("lender-col-released", Holds::Words),
            ],
        ),
        rows: Vec::new(),
    };
    let here = || all.iter().filter(|h| h.custody.released.is_none());
    for h in all {
        let p = &h.custody.pledged;
        let net: i64 = p.ornaments.iter().map(|o| o.net).sum();
        let worded: Vec<String> = p.ornaments.iter().map(worded).collect();
        let back = match &h.custody.released {
            Some(r) => Cell::text(format!("{} · {}", date::format(r.date), r.to)),
            None => {
                let at = format!("{}/lender/do/release-gold?loan={}", society.base, encoded(&p.loan));
                Cell::Link(c.s("act-release-gold"), at)
            }
        };
        grid.row(vec![
            Cell::Link(p.loan.clone(), format!("{}/books/account/{}", society.base, encoded(&p.loan))),
            Cell::text(format!("{} · {}", h.name, h.village)),
            day(Some(p.date)),
            Cell::text(worded.join("; ")),
            Cell::text(grams(net)),
            Cell::Sum(p.value),
            h.now.map_or(Cell::Empty, Cell::Sum),
            Cell::Sum(h.principal),
            back,
        ]);
    }
    if here().next().is_some() {
        let net: i64 = here().flat_map(|h| &h.custody.pledged.ornaments).map(|o| o.net).sum();
        let sum = |of: fn(&HeldGold) -> Paise| Cell::Sum(here().map(of).sum());
        let mut last = vec![Cell::text(c.s("lender-gold-held")), Cell::Empty, Cell::Empty, Cell::Empty];
        last.extend([Cell::text(grams(net)), sum(|h| h.custody.pledged.value)]);
        last.extend([sum(|h| h.now.unwrap_or(Paise::ZERO)), sum(|h| h.principal), Cell::Empty]);
        grid.strong(last);
    }
    grid
}
