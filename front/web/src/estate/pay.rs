//! The salary sheet of a month, and its slips for paper.

use super::{entries, receipt};
use crate::ask::{Ask, Society, Trouble};
use crate::grid::{Register as Shown, answer, columns, plain, window};
use crate::page::{self, Frame, Tab};
use crate::reports::Proof;
use askama::Template;
use axum::response::Response;
use books::estate::Register;
use books::estate::attendance::Days;
use books::estate::staff::{Does, Sheet, Slip, Staff};
use desk::export::{Cell, Grid, Holds};
use kernel::{Date, Paise};
use lipi::amount::format_indian;
use lipi::date;
use lipi::words::in_words;

fn found(ask: &Ask, society: &Society, month: &str) -> Result<((i64, i64), Sheet), Trouble> {
    let first: Date = format!("{month}-01").parse().map_err(|_| Trouble::no_page())?;
    let staff = Staff::of(&entries(ask, society, Register::Staff)?);
    let row = staff.sheets.get(&first).ok_or_else(Trouble::no_page)?;
    Ok((row.place, row.sheet.clone()))
}

fn month_name(c: &Frame, month: Date) -> String {
    format!("{} {}", date::month_name(month.month(), c.lang), month.year())
}

pub(super) fn sheet(ask: &Ask, code: &str, month: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let c = Frame::of(ask, &society, Tab::Day);
    let (place, sheet) = found(ask, &society, month)?;
    let keys = ["estate-col-basic", "estate-col-allowances", "estate-col-gross", "estate-col-deducted"];
    let more = ["estate-col-recovered", "estate-col-net", "estate-col-contribution"];
    let mut all =
        vec![("estate-col-number", Holds::Short), ("rep-name", Holds::Words), ("estate-col-days-paid", Holds::Short)];
    all.extend(keys.iter().chain(&more).map(|k| (*k, Holds::Money)));
    all.push(("estate-col-signature", Holds::Words));
    let mut grid = Grid {
        title: c.s1("estate-salary-of", "month", &month_name(&c, sheet.month)),
        about: Vec::new(),
        columns: columns(&c, &all),
        rows: Vec::new(),
    };
    let mut sums = [Paise::ZERO; 7];
    for s in &sheet.slips {
        let figures = [
            s.basic,
            s.sum(Does::Allowance),
            s.gross(),
            s.sum(Does::Deduction),
            s.recovered,
            s.net(),
            s.sum(Does::Contribution),
        ];
        sums.iter_mut().zip(figures).for_each(|(sum, f)| *sum += f);
        let who = Cell::text(format!("{} · {}", s.name, s.post));
        let words = [Cell::text(&s.number), who, Cell::text(days_short(s, sheet.month))];
        grid.row(words.into_iter().chain(figures.map(Cell::Money)).chain([Cell::Empty]).collect());
    }
    let words = [Cell::Empty, Cell::text(c.s("estate-sum")), Cell::Empty];
    grid.strong(words.into_iter().chain(sums.map(Cell::Sum)).chain([Cell::Empty]).collect());
    let acts = vec![
        (format!("{}/estate/salaries", society.base), c.s("estate-page-salaries"), "0"),
        (format!("{}/estate/slips/{month}", society.base), c.s("estate-slips"), "1"),
        (receipt(&society, place), c.s("rep-voucher"), "2"),
    ];
    let total = grid.rows.len() as u64;
    window(ask, &mut grid);
    answer(ask, &society, c, "salary", Shown { acts, ..plain(grid, None, total) })
}

/// `23/30`: days paid of the days of the month.
fn days_short(s: &Slip, month: Date) -> String {
    let of = i64::from(month.last_of_month().day());
    s.days.map_or_else(|| format!("{of}/{of}"), |d| format!("{}/{}", d.paid, d.of))
}

struct SlipShown {
    number: String,
    name: String,
    post: String,
    /// Days paid, and what was withheld; empty for a whole month.
    days: String,
    earned: Vec<(String, String)>,
    taken: Vec<(String, String)>,
    gross: String,
    less: String,
    net: String,
    words: String,
}

#[derive(Template)]
#[template(path = "estate/slips.html")]
struct Slips {
    c: Frame,
    title: String,
    society: String,
    back: String,
    slips: Vec<SlipShown>,
    proof: Proof,
}

fn days_said(c: &Frame, d: &Days) -> String {
    let [paid, of, absent] = [d.paid, d.of, d.absent].map(|n| n.to_string());
    let withheld = format_indian(d.withheld);
    let all = [("paid", &*paid), ("of", &*of), ("absent", &*absent), ("withheld", &*withheld)];
    lipi::messages::say(c.lang, "estate-days-paid", &all)
}

fn shown(c: &Frame, s: &Slip) -> SlipShown {
    let of = |does: Does| s.items.iter().filter(move |i| i.1 == does).map(|i| (i.0.clone(), format_indian(i.3)));
    let mut earned = vec![(c.s("estate-col-basic"), format_indian(s.basic))];
    earned.extend(of(Does::Allowance));
    let mut taken: Vec<(String, String)> = of(Does::Deduction).collect();
    if !s.recovered.is_zero() {
        taken.push((c.s("estate-col-recovered"), format_indian(s.recovered)));
    }
    SlipShown {
        number: s.number.clone(),
        name: s.name.clone(),
        post: s.post.clone(),
        days: s.days.map(|d| days_said(c, &d)).unwrap_or_default(),
        earned,
        taken,
        gross: format_indian(s.gross()),
        less: format_indian(s.gross() - s.net()),
        net: format_indian(s.net()),
        words: in_words(s.net(), c.lang),
    }
}

pub(super) fn slips(ask: &Ask, code: &str, month: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let c = Frame::of(ask, &society, Tab::Day);
    let (_, sheet) = found(ask, &society, month)?;
    let page = Slips {
        title: c.s1("estate-slips-of", "month", &month_name(&c, sheet.month)),
        society: society.home.society.name.clone(),
        back: format!("{}/estate/salary/{month}", society.base),
        slips: sheet.slips.iter().map(|s| shown(&c, s)).collect(),
        proof: Proof::of(&society),
        c,
    };
    page::show(ask, &page)
}
