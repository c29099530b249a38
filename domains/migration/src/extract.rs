//! From a table's rows to its records: dittos filled, merged cells spread, amounts and days read, pages kept.

use crate::body::{Body, Page, TotalLine};
use crate::cell::{CellKind, CellRef, RowRef};
use crate::heading::Mapped;
use crate::line::{self, Role};
use crate::table::{self, Table};
use crate::value::{self, Day};
use crate::view::View;
use crate::vocabulary::{Hold, WORDS};
use kernel::{Date, Paise};
use lipi::date::{DateHints, Order};
use std::borrow::Cow;

struct Field {
    col: u16,
    name: &'static str,
    hold: Hold,
    order: Order,
    /// Blank below a filled cell means the same (the column has dittos too).
    sticky: bool,
    last: String,
    last_kind: CellKind,
}

/// Reads the records of a table. `cutoff` helps with two-digit years.
#[must_use]
pub fn extract(view: &View<'_>, table: &Table, cutoff: Date) -> Body {
    let mut body = match &table.right {
        Some(right) => two_sided(view, table, right, cutoff),
        None => one_sided(view, table, cutoff),
    };
    settle_pages(&mut body);
    body
}

/// What a field of a register holds.
#[must_use]
pub fn hold_of(kind: &str, product: &str, field: &str) -> Hold {
    WORDS
        .registers
        .iter()
        .filter(|r| r.kind == kind && (r.product.is_empty() || r.product == product))
        .flat_map(|r| &r.columns)
        .find(|c| c.field == field)
        .map_or(Hold::Text, |c| c.hold)
}

fn fields(view: &View<'_>, table: &Table, columns: &[Mapped]) -> Vec<Field> {
    let rows = &view.sheet.rows()[table.head_at + table.levels..table.end];
    columns
        .iter()
        .map(|m| {
            let hold = if m.field == "signed" { Hold::Amount } else { hold_of(table.kind, &table.product, m.field) };
            let sample = || rows.iter().filter_map(|r| view.sheet.at(r, m.col).map(|c| (r, c))).take(400);
            let order = if hold == Hold::Date {
                let texts: Vec<Cow<'_, str>> =
                    sample().filter(|(_, c)| c.kind == CellKind::Text).map(|(r, c)| view.text(r, c)).collect();
                lipi::date::infer_order(texts.iter().map(AsRef::as_ref))
            } else {
                Order::DayFirst
            };
            let sticky = matches!(m.field, "village" | "panchayat" | "block" | "caste")
                && sample().any(|(_, c)| table::ditto(view.sheet.text(c)));
            Field { col: m.col, name: m.field, hold, order, sticky, last: String::new(), last_kind: CellKind::Text }
        })
        .collect()
}

fn one_sided(view: &View<'_>, table: &Table, cutoff: Date) -> Body {
    let mut fields = fields(view, table, &table.columns);
    let mut body = Body::begun();
    let mut village = title_village(table);
    let give_village = table.col("village").is_none() && table.kind != "villages";
    let mut started = false;
    let rows = view.sheet.rows();
    for row in &rows[table.head_at + table.levels..table.end] {
        match line::role(view, table, row, started) {
            Role::Data => {
                record(view, table, row, &mut fields, cutoff, &mut body);
                if give_village {
                    body.text_mut("village").push(&village);
                }
                started = true;
            }
            Role::Village(name) => {
                turn(&mut body, &mut started);
                village = name;
            }
            Role::PageLabel(no) => {
                turn(&mut body, &mut started);
                if let Some(page) = body.pages.last_mut() {
                    page.label = Some(no);
                }
            }
            Role::Heading if started => turn(&mut body, &mut started),
            Role::Heading | Role::Blank | Role::Other => {}
            role => total_line(view, row, &fields, role, &mut body, &mut started),
        }
    }
    body
}

/// Begins a new page if the present one has been used.
fn turn(body: &mut Body, started: &mut bool) {
    let at = body.len();
    let page = body.pages.last_mut().expect("a body has a page from the start");
    page.records.end = at;
    if !page.records.is_empty() || page.total.is_some() || page.carried.is_some() {
        body.pages.push(Page { records: at..at, ..Page::default() });
    }
    *started = false;
}

fn total_line(view: &View<'_>, row: &RowRef, fields: &[Field], role: Role, body: &mut Body, started: &mut bool) {
    let amounts: Vec<(&'static str, Paise)> = fields
        .iter()
        .filter(|f| f.hold == Hold::Amount || f.hold == Hold::Count)
        .filter_map(|f| {
            let cell = view.sheet.at(row, f.col)?;
            value::amount_of(&view.text(row, cell)).map(|p| (f.name, p))
        })
        .collect();
    let line = TotalLine { row: row.number, amounts };
    // "C/F" and right below it "B/F", with no heading between: the second begins the next page
    let again = role == Role::Carried && *started && body.pages.last().is_some_and(|p| p.carried.is_some());
    let role = if again { Role::Brought } else { role };
    let at = body.len();
    if role == Role::Brought && *started {
        turn(body, started);
    }
    let grand = body.grand.is_none();
    let page = body.pages.last_mut().expect("a body has a page from the start");
    page.records.end = at;
    match role {
        Role::Brought => page.brought = Some(line),
        Role::Carried => page.carried = Some(line),
        Role::PageTotal => page.total = Some(line),
        Role::GrandTotal if grand => body.grand = Some(line),
        Role::Total if page.total.is_none() && *started => page.total = Some(line),
        Role::Total if page.carried.is_none() && *started => page.carried = Some(line),
        Role::Total if page.brought.is_none() && !*started && at > 0 => page.brought = Some(line),
        _ => body.grand = Some(line),
    }
}

/// The village named in the lines above the table ("ग्राम : सतोली").
fn title_village(table: &Table) -> String {
    table.titles.iter().rev().find_map(|t| village_in(t)).unwrap_or_default()
}

/// A village named after the word for village in a title line.
#[must_use]
pub fn village_in(title: &str) -> Option<String> {
    let (before, after) = title.split_once([':', '–', '—', '-'])?;
    let tokens = crate::vocabulary::tokens(before);
    let last = tokens.last()?;
    let said = matches!(last.as_str(), "ग्राम" | "गांव" | "village" | "vill" | "मौजा")
        || tokens.len() == 2 && tokens[0] == "ग्राम" && last == "नाम";
    let name: String = after.split([',', '|', ';']).next().unwrap_or("").trim().to_owned();
    (said && !name.is_empty()).then_some(name)
}

fn record(view: &View<'_>, table: &Table, row: &RowRef, fields: &mut [Field], cutoff: Date, body: &mut Body) {
    body.rows.push(row.number);
    for field in fields {
        let cell = view.sheet.at(row, field.col).copied().or_else(|| merged(view, row, field.col));
        let raw = cell.as_ref().map_or("", |c| view.sheet.text(c));
        let kind = cell.as_ref().map_or(CellKind::Text, |c| c.kind);
        let repeat = table::ditto(raw) || raw.trim().is_empty() && field.sticky;
        let text: Cow<'_, str> = match (&cell, repeat) {
            (_, true) => Cow::Owned(field.last.clone()),
            (Some(c), false) => reading(view, row, c),
            (None, false) => Cow::Borrowed(""),
        };
        let kind = if repeat { field.last_kind } else { kind };
        push(table.kind, field, &text, kind, cutoff, body);
        if !repeat && !text.is_empty() {
            field.last.clear();
            field.last.push_str(&text);
            field.last_kind = kind;
        }
    }
}

fn reading<'a>(view: &View<'a>, row: &RowRef, cell: &CellRef) -> Cow<'a, str> {
    view.text(row, cell)
}

/// The value of a merge whose corner lies above: a number written once for several rows.
fn merged(view: &View<'_>, row: &RowRef, col: u16) -> Option<CellRef> {
    if view.sheet.merges.is_empty() {
        return None;
    }
    let merge = view
        .sheet
        .merges
        .iter()
        .find(|m| m.top < row.number && row.number <= m.bottom && m.left <= col && col <= m.right)?;
    let top = view.sheet.row(merge.top)?;
    view.sheet.at(top, merge.left).copied()
}

fn push(register: &str, field: &Field, text: &str, kind: CellKind, cutoff: Date, body: &mut Body) {
    match field.hold {
        Hold::Text | Hold::Name => body.text_mut(field.name).push(text),
        Hold::Code => body.text_mut(field.name).push(&code(text, kind)),
        Hold::Date => {
            // what falls due lies ahead of the cut-off, what happened does not
            let ahead = if matches!(field.name, "due" | "matures") { 25 } else { 1 };
            let hints = DateHints { order: field.order, latest_year: cutoff.year() + ahead, serials: false };
            let day = value::day_of(text, kind, &hints);
            body.day_mut(field.name).push(day);
            if day == Day::Odd {
                unread(field, text, body);
            }
        }
        Hold::Rate => {
            let clean = text.trim_end_matches(['%', ' ']);
            let rate = if text.is_empty() { None } else { value::amount_of(clean) };
            body.amount_mut(field.name).push(rate);
            if rate.is_none() {
                unread(field, text, body);
            }
        }
        Hold::Amount | Hold::Count => {
            let amount = if kind == CellKind::Error { None } else { money(register, field.name, text) };
            body.amount_mut(field.name).push(amount);
            if amount.is_none() && field.hold == Hold::Amount {
                unread(field, text, body);
            }
        }
    }
}

/// Fields where people write what is neither money nor a day that matters: land in units of the hills, an age for a day of birth, a month in which goods
/// expire.
const NEITHER: [&str; 3] = ["land", "born", "expiry"];

/// Notes that something stands in a cell of the record just begun which was read as nothing.
fn unread(field: &Field, text: &str, body: &mut Body) {
    if !says_nothing(text) && !NEITHER.contains(&field.name) {
        body.unread.push((body.rows.len() - 1, field.name));
    }
}

/// Blank, a dash, or a nil.
fn says_nothing(text: &str) -> bool {
    text.trim().is_empty()
        || lipi::amount::read(text).is_some_and(|a| a.nil)
        || lipi::date::read(text, &DateHints::default()).kind == lipi::date::Kind::Blank
}

/// Money with the sign its side gives it in this register.
fn money(register: &str, field: &str, text: &str) -> Option<Paise> {
    if text.is_empty() {
        return None;
    }
    let read = value::signed(text)?;
    if field == "signed" {
        // as accounting packages write them: debits negative
        return Some(match read.debit {
            Some(true) => -read.paise.abs(),
            Some(false) => read.paise.abs(),
            None => read.paise,
        });
    }
    let natural = matches!(field, "balance" | "interest" | "value" | "amount");
    let asset = !matches!(register, "shares" | "deposits" | "borrowings");
    let against = natural && read.debit.is_some_and(|debit| debit != asset);
    Some(if against { -read.paise } else { read.paise })
}

/// A number used as a name: spreadsheets turn `12` into `12.0`.
fn code(text: &str, kind: CellKind) -> String {
    let text = text.trim();
    let plain = if kind == CellKind::Number { text.strip_suffix(".0").unwrap_or(text) } else { text };
    if plain.is_ascii() { plain.to_owned() } else { lipi::text::ascii_digits(plain) }
}

/// Statements with two sides: left and right halves become one list.
fn two_sided(view: &View<'_>, table: &Table, right: &[Mapped], cutoff: Date) -> Body {
    let mut body = Body::begun();
    let col = |half: &[Mapped], field: &str| half.iter().find(|m| m.field == field).map_or(0, |m| m.col);
    let halves = [(&table.columns[..], "left"), (right, "right")];
    let _ = cutoff;
    for (half, side) in halves {
        let mut part = table.clone();
        part.columns = half.to_vec();
        part.right = None;
        part.span = (col(half, "head"), col(half, "amount"));
        for row in &view.sheet.rows()[table.head_at + table.levels..table.end] {
            let role = line::role(view, &part, row, true);
            let amount = value::amount_of(&view.at(row, part.span.1));
            match role {
                Role::Data if amount.is_some() => {
                    body.rows.push(row.number);
                    body.text_mut("head").push(&view.at(row, part.span.0));
                    body.text_mut("half").push(side);
                    body.amount_mut("amount").push(amount);
                    body.day_mut("none").push(Day::Blank);
                }
                Role::Data if !says_nothing(&view.at(row, part.span.1)) => body.lost.push((row.number, part.span.1)),
                Role::GrandTotal | Role::Total if body.grand.is_none() => {
                    body.grand = amount.map(|a| TotalLine { row: row.number, amounts: vec![("amount", a)] });
                }
                _ => {}
            }
        }
    }
    body
}

/// The last record is the sum of all before it: a total whose wording was not known.
fn last_is_total(body: &mut Body) {
    let n = body.len();
    if n < 4 || body.pages.len() > 1 {
        return;
    }
    let amounts: Vec<&'static str> = body
        .amount_fields()
        .filter(|f| matches!(*f, "balance" | "value" | "amount" | "debit" | "credit" | "demand"))
        .collect();
    let sums_up = |field: &str| {
        let all = body.amounts(field);
        let before: Paise = all[..n - 1].iter().flatten().copied().sum();
        all[n - 1].is_some_and(|last| last == before && !last.is_zero())
    };
    if amounts.iter().any(|f| sums_up(f))
        && amounts.iter().all(|f| sums_up(f) || body.amounts(f)[n - 1].is_none_or(|p| p.is_zero()))
    {
        let line = TotalLine {
            row: body.rows[n - 1],
            amounts: amounts.iter().filter_map(|f| body.amounts(f)[n - 1].map(|p| (*f, p))).collect(),
        };
        body.drop_last();
        body.grand.get_or_insert(line);
    }
}

/// Gives every page its records.
fn settle_pages(body: &mut Body) {
    last_is_total(body);
    let end = body.len();
    if let Some(last) = body.pages.last_mut() {
        last.records.end = end;
        if last.records.is_empty() && last.total.is_none() && last.brought.is_none() && body.pages.len() > 1 {
            body.pages.pop();
        }
    }
}

/// Records whose row holds a full Aadhaar number in a cell that is not an account, member or mobile number.
#[must_use]
pub fn aadhaar(view: &View<'_>, table: &Table, body: &Body) -> Vec<(usize, u16)> {
    let spared: Vec<u16> =
        table.columns.iter().filter(|m| crate::bench::KEYS.contains(&m.field)).map(|m| m.col).collect();
    let mut found = Vec::new();
    for (i, row) in body.rows.iter().enumerate() {
        let Some(row) = view.sheet.row(*row) else { continue };
        for cell in view.sheet.cells(row) {
            let raw = view.sheet.text(cell);
            let long =
                raw.len() >= 12 && raw.chars().filter(|c| c.is_ascii_digit() || ('०'..='९').contains(c)).count() >= 12;
            if long
                && !spared.contains(&cell.col)
                && (lipi::verhoeff::find_aadhaar(raw).is_some()
                    || lipi::verhoeff::find_aadhaar(&view.text(row, cell)).is_some())
            {
                found.push((i, cell.col));
                break;
            }
        }
    }
    found
}
