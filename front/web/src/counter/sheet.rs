//! The day sheet: what was in the drawer, what was done, and the seal of the day. Printed when the day is ended; printed again it is the same.

use super::day::{NoteRow, VoucherRow, line_of, note_rows, voucher_row};
use crate::ask::{Ask, Society, Trouble};
use crate::grid::columns;
use crate::page::{self, Frame, Pager, Tab};
use crate::reports::{Proof, wants_workbook, workbook};
use crate::words::moment;
use askama::Template;
use axum::response::Response;
use books::day;
use books::event::Note;
use desk::export::{Cell, Grid, Holds};
use keep::view::{self, BusinessDay, Page as Part};
use kernel::Date;
use lipi::amount::{format_indian, group};
use lipi::date;

/// Vouchers on a page of the screen; paper and workbook have all.
const TAKE: u64 = 80;

#[derive(Template)]
#[template(path = "counter/sheet.html")]
struct Sheet {
    c: Frame,
    society: String,
    day: String,
    state: String,
    opening: Vec<NoteRow>,
    opening_sum: String,
    closing: Vec<NoteRow>,
    closing_sum: String,
    cash_in: String,
    cash_out: String,
    count: String,
    vouchers: Vec<VoucherRow>,
    checkpoint: String,
    ended: String,
    back: String,
    next: String,
    pager: Pager,
    /// Where the whole sheet is, for the printer; empty where this is it.
    whole: String,
    book: String,
}

pub(crate) fn show(ask: &Ask, code: &str, day: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let day: Date = day.parse().map_err(|_| Trouble::no_page())?;
    let id = society.id();
    let d = ask.read(|t| view::business_day(t, id, day))?.ok_or_else(Trouble::no_page)?;
    let whole = ask.value("all").is_some() || wants_workbook(ask);
    let part = if whole { Part::ALL } else { Part::number(ask.page(), TAKE) };
    let (figures, rows) =
        ask.read(|t| Ok((view::vouchers_of_day(t, id, day, 0)?.1, view::sheet_of_day(t, id, &d, part)?)))?;
    let c = Frame::of(ask, &society, Tab::Day);
    let base = society.base.clone();
    let vouchers: Vec<VoucherRow> = rows.iter().map(|v| voucher_row(&c, &base, v)).collect();
    if wants_workbook(ask) {
        return book(ask, &society, &c, &d, &rows.iter().map(|v| v.amount).collect::<Vec<_>>(), vouchers);
    }
    let some =
        |cash: &[Note]| -> Vec<NoteRow> { note_rows(cash, None).into_iter().filter(|n| !n.count.is_empty()).collect() };
    let closing = d.closing.clone().unwrap_or_default();
    let page = Sheet {
        society: society.home.society.name.clone(),
        day: date::format_long(day, c.lang),
        state: line_of(&c, &base, &d).2,
        opening: some(&d.opening),
        opening_sum: format_indian(day::sum(&d.opening)),
        closing: some(&closing),
        closing_sum: format_indian(day::sum(&closing)),
        cash_in: format_indian(figures.cash_in),
        cash_out: format_indian(figures.cash_out),
        count: group(figures.vouchers),
        pager: Pager::new(ask, if whole { figures.vouchers.max(1) } else { TAKE }, figures.vouchers),
        whole: if whole || figures.vouchers <= TAKE {
            String::new()
        } else {
            ask.changed(&[("all", Some("1")), ("p", None)])
        },
        book: ask.with("as", Some("xlsx")),
        vouchers,
        checkpoint: ask.web.desk.seal_of(id, &d)?,
        ended: d.ended.map(|(_, at)| moment(at)).unwrap_or_default(),
        back: format!("{base}/day"),
        next: format!("{base}/day/begin"),
        c,
    };
    page::show(ask, &page)
}

/// The sheet as a workbook, all of it, with its seal.
fn book(
    ask: &Ask,
    society: &Society,
    c: &Frame,
    d: &BusinessDay,
    amounts: &[kernel::Paise],
    vouchers: Vec<VoucherRow>,
) -> Result<Response, Trouble> {
    let who = ask.who.as_ref().ok_or(Trouble::NeedsLogin)?;
    let say = |key: &str, sum| format!("{} ₹ {}", c.s(key), format_indian(sum));
    let closing = d.closing.clone().unwrap_or_default();
    let mut grid = Grid {
        title: format!("{} · {}", c.s("counter-sheet"), date::format(d.date)),
        about: vec![
            society.home.society.name.clone(),
            line_of(c, &society.base, d).2,
            say("counter-opening", day::sum(&d.opening)),
            say("counter-closing-cash", day::sum(&closing)),
        ],
        columns: columns(
            c,
            &[
                ("counter-voucher", Holds::Short),
                ("counter-what-for", Holds::Words),
                ("counter-by", Holds::Short),
                ("counter-amount-rs", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    grid.about.extend(ask.web.desk.seal_of(society.id(), d)?.lines().map(str::to_owned));
    for (v, amount) in vouchers.into_iter().zip(amounts) {
        let what = if v.gone { format!("{} · {}", v.what, c.s("counter-gone")) } else { v.what };
        grid.row(vec![Cell::text(v.number), Cell::text(what), Cell::text(v.by), Cell::Sum(*amount)]);
    }
    let bytes = ask.web.desk.grid_xlsx(who, society.id(), &grid, &Proof::of(society).text(c))?;
    Ok(workbook(&format!("day-{}", d.date), bytes))
}
