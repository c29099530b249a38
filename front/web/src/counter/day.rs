//! The business day: its page, beginning, counting and ending, the day sheet.

use super::acts::DEEDS;
use super::blockers::named;
use super::form::{Filled, No, unread};
use super::{born, perform, who};
use crate::ask::{Ask, Society, Trouble};
use crate::page::{self, Frame, Tab};
use crate::words::moment;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use books::day::{self, NOTES};
use books::event::Note;
use desk::Counted;
use desk::act::Act;
use keep::view::{self, BusinessDay, DayVoucher};
use kernel::{Date, Paise, Refusal};
use lipi::amount::{format_indian, group};
use lipi::date::{self, DateHints};
use lipi::messages;

/// Vouchers shown on the day page.
const SHOWN: u32 = 60;

pub(crate) struct Key {
    pub href: String,
    pub name: String,
    pub key: &'static str,
}

pub(crate) struct VoucherRow {
    pub href: String,
    pub number: String,
    pub what: String,
    pub amount: String,
    pub by: String,
    pub at: String,
    pub gone: bool,
}

#[derive(Template)]
#[template(path = "counter/day.html")]
struct Page {
    c: Frame,
    base: String,
    open: String,
    weekday: String,
    last: String,
    late: bool,
    keys: Vec<Key>,
    others: Vec<Key>,
    waiting: String,
    vouchers: Vec<VoucherRow>,
    count: String,
    cash: String,
    cash_in: String,
    cash_out: String,
    days: Vec<(String, String, String)>,
    gaps: String,
    /// The last count of the open day.
    counted: String,
    /// The clock stands before the last entry; cash is below nothing; a day's end was cut short.
    nos: Vec<No>,
}

/// What must be seen before anything else is done in a society.
fn warnings(ask: &Ask, id: kernel::SocietyId) -> Result<Vec<No>, Trouble> {
    let desk = &ask.web.desk;
    let all = [desk.clock_warning(id)?, desk.cash_warning(id)?, desk.cut_short(id)?];
    Ok(all.iter().flatten().map(|r| No::of(ask.lang, r)).collect())
}

/// The voucher's narration in words: for acts on accounts the act and the account.
pub(crate) fn narration(c: &Frame, kind: &str, text: &str) -> String {
    let Some(rest) = text.strip_prefix(kind) else { return text.to_owned() };
    let key = format!("event-{}", kind.replace('.', "-"));
    let what = messages::find(c.lang, &key, &[]).unwrap_or_else(|| kind.to_owned());
    format!("{what}{rest}")
}

pub(crate) fn voucher_row(c: &Frame, base: &str, v: &DayVoucher) -> VoucherRow {
    VoucherRow {
        href: format!("{base}/receipt/{}/{}", v.entry.0, v.entry.1),
        number: v.number.clone(),
        what: narration(c, &v.kind, &v.narration),
        amount: format_indian(v.amount),
        by: v.by.clone(),
        at: moment(v.at).split(' ').nth(1).unwrap_or_default().to_owned(),
        gone: v.gone,
    }
}

pub(crate) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let id = society.id();
    let (view, days, waiting, gaps) = ask.read(|t| {
        Ok((
            keep::deciding::day_state(t, id)?,
            view::business_days(t, id, 8)?,
            view::waiting(t, id)?.len(),
            view::slip_gaps(t, id)?,
        ))
    })?;
    let shown = view.open.or_else(|| days.first().map(|d| d.date));
    let (rows, figures) = match shown {
        Some(day) => ask.read(|t| view::vouchers_of_day(t, id, day, SHOWN))?,
        None => Default::default(),
    };
    let c = Frame::of(ask, &society, Tab::Day);
    let base = society.base.clone();
    let deed = |(slug, key): &(&'static str, &'static str)| Key {
        href: format!("{base}/do/{slug}"),
        name: c.s(&format!("act-{slug}")),
        key,
    };
    let today = ask.web.desk.today();
    let gone: Vec<String> = gaps.iter().take(20).map(i64::to_string).collect();
    let page = Page {
        open: view.open.map(|d| date::format_long(d, c.lang)).unwrap_or_default(),
        weekday: view.open.map(|d| c.s(&format!("weekday-{}", d.weekday().to_monday_one_offset()))).unwrap_or_default(),
        late: view.open.is_some_and(|d| d < today),
        last: view.closed_until.map(date::format).unwrap_or_default(),
        keys: DEEDS.iter().filter(|d| !d.1.is_empty()).map(deed).collect(),
        others: DEEDS.iter().filter(|d| d.1.is_empty()).map(deed).collect(),
        waiting: if waiting == 0 { String::new() } else { group(waiting as u64) },
        vouchers: rows.iter().map(|v| voucher_row(&c, &base, v)).collect(),
        count: group(figures.vouchers),
        cash: format_indian(view.book_cash),
        cash_in: format_indian(figures.cash_in),
        cash_out: format_indian(figures.cash_out),
        days: days.iter().map(|d| line_of(&c, &base, d)).collect(),
        gaps: gone.join(", "),
        counted: ask.web.desk.counted_cash(id)?.map(|n| said(&c, &n)).unwrap_or_default(),
        nos: warnings(ask, id)?,
        base,
        c,
    };
    page::show(ask, &page)
}

pub(super) fn line_of(c: &Frame, base: &str, d: &BusinessDay) -> (String, String, String) {
    let state = match (&d.ended, d.late) {
        (None, _) => c.s("counter-day-open"),
        (Some(_), true) => c.s("counter-day-late"),
        (Some(_), false) => c.s("counter-day-closed"),
    };
    (format!("{base}/day/{}", d.date), date::format(d.date), state)
}

pub(crate) struct NoteRow {
    pub name: String,
    pub rupees: String,
    pub paise: i64,
    pub count: String,
    pub sum: String,
}

pub(super) fn note_rows(cash: &[Note], filled: Option<&Filled>) -> Vec<NoteRow> {
    let row = |paise: i64| {
        let name = format!("n{paise}");
        let there = cash.iter().find(|n| n.0 == paise).map_or(0, |n| n.1);
        let count = match filled {
            Some(f) => f.text(&name).to_owned(),
            None if there > 0 => there.to_string(),
            None => String::new(),
        };
        NoteRow {
            rupees: if paise >= 100 { (paise / 100).to_string() } else { format!("0.{paise:02}") },
            sum: format_indian(Paise(paise * there)),
            paise,
            count,
            name,
        }
    };
    NOTES.iter().map(|p| row(*p)).collect()
}

fn read_notes(f: &Filled) -> Result<Vec<Note>, Refusal> {
    let mut out = Vec::new();
    for paise in NOTES {
        let name = format!("n{paise}");
        let text = lipi::text::ascii_digits(f.text(&name));
        if text.is_empty() {
            continue;
        }
        let count = text.parse().map_err(|_| unread("notes", f.text(&name)))?;
        out.push((paise, count));
    }
    Ok(out)
}

#[derive(Template)]
#[template(path = "counter/count.html")]
struct Count {
    c: Frame,
    base: String,
    title: String,
    why: String,
    action: String,
    id: String,
    date: String,
    asks_date: bool,
    /// Days that were passed over since the last closed one: what to say, and the first of them to begin, each with its address.
    missed: Option<(String, Vec<Missed>)>,
    /// Who counted the drawer today and when, or that nobody did yet; on the other pages nothing.
    said: String,
    notes: Vec<NoteRow>,
    asks_notes: bool,
    books: String,
    books_paise: i64,
    counted: String,
    difference: String,
    agrees: bool,
    button: String,
    no: Option<No>,
    blockers: Vec<(String, String, String)>,
    /// Something else than the count is to be mended: the first way to it has the cursor, not the count.
    mends: bool,
    figures: Vec<(String, String)>,
    /// How old the last copy is that was carried away, whether too old, where another is made.
    away: Option<(String, bool, String)>,
}

/// A day that was passed over.
struct Missed {
    href: String,
    name: String,
    /// Sunday: usually nobody worked.
    rest: bool,
}

/// Days offered to be caught up; a digit key for each.
const CAUGHT_UP: usize = 7;

/// The calendar days between the last closed one and today. Once a later day is begun they can never be begun, and nobody may find that out
/// afterwards (4023).
fn missed(c: &Frame, base: &str, view: &day::DayView, today: Date) -> Option<(String, Vec<Missed>)> {
    let closed = view.closed_until.filter(|_| view.open.is_none())?;
    let next = |d: Date| d.tomorrow().ok().filter(|d| *d < today);
    let all: Vec<Date> = std::iter::successors(next(closed), |d| next(*d)).collect();
    if all.is_empty() {
        return None;
    }
    let said = c.s2("counter-missed", "n", &group(all.len() as u64), "last", &date::format(closed));
    let one = |d: &Date| {
        let weekday = d.weekday().to_monday_one_offset();
        let name = format!("{}, {}", date::format(*d), c.s(&format!("weekday-{weekday}")));
        Missed { href: format!("{base}/day/begin?date={d}"), name, rest: weekday == 7 }
    };
    Some((said, all.iter().take(CAUGHT_UP).map(one).collect()))
}

/// The day a link of the page asks for; otherwise today.
fn wanted(ask: &Ask, today: Date) -> Date {
    ask.value("date").and_then(|d| d.parse().ok()).unwrap_or(today)
}

/// What the drawer is counted for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    Begin,
    Count,
    End,
}

/// Who counted and when, in words.
fn said(c: &Frame, counted: &Counted) -> String {
    let at = moment(counted.at).split(' ').nth(1).unwrap_or_default().to_owned();
    let sum = format_indian(day::sum(&counted.cash));
    messages::say(c.lang, "counter-counted-by", &[("name", &counted.by), ("at", &at), ("amount", &sum)])
}

fn counting(ask: &Ask, society: &Society, what: For, filled: Option<&Filled>) -> Result<Count, Trouble> {
    let id = society.id();
    let ends = what == For::End;
    let today_count = if what == For::Begin { None } else { ask.web.desk.counted_cash(id)? };
    let by = &who(ask)?.name;
    let mine = today_count.as_ref().filter(|c| ends || c.by == *by);
    let view = ask.read(|t| keep::deciding::day_state(t, id))?;
    let c = Frame::of(ask, society, Tab::Day);
    let last = match (&view.carried, view.open) {
        // the end opens with the last count whoever made it; who counts finds only his own
        _ if mine.is_some() => mine.map(|c| c.cash.clone()).unwrap_or_default(),
        (_, Some(open)) => ask.read(|t| view::business_day(t, id, open))?.map(|d| d.opening).unwrap_or_default(),
        (Some(carried), None) => carried.clone(),
        (None, None) => Vec::new(),
    };
    let counted = filled.and_then(|f| read_notes(f).ok()).unwrap_or_else(|| last.clone());
    let sum = day::sum(&counted);
    let today = ask.web.desk.today();
    let base = society.base.clone();
    let (key, page) = match what {
        For::Begin => ("begin-day", "begin"),
        For::Count => ("count-cash", "count"),
        For::End => ("end-day", "end"),
    };
    let said = match (&today_count, ends) {
        (Some(counted), _) => said(&c, counted),
        (None, true) => c.s("counter-not-counted"),
        (None, false) => String::new(),
    };
    let figures = match view.open.filter(|_| ends) {
        Some(day) => {
            let f = ask.read(|t| view::vouchers_of_day(t, id, day, 1))?.1;
            vec![
                (c.s("counter-vouchers"), group(f.vouchers)),
                (c.s("counter-cash-in"), format!("₹ {}", format_indian(f.cash_in))),
                (c.s("counter-cash-out"), format!("₹ {}", format_indian(f.cash_out))),
            ]
        }
        None => Vec::new(),
    };
    Ok(Count {
        title: c.s(&format!("act-{key}")),
        why: c.s(&format!("act-{key}-why")),
        action: format!("{base}/day/{page}"),
        id: filled.map(|f| f.text("id").to_owned()).filter(|i| !i.is_empty()).unwrap_or_else(born),
        date: match (what, filled) {
            (For::Begin, Some(f)) => f.text("date").to_owned(),
            (For::Begin, None) => date::format(wanted(ask, today)),
            _ => view.open.map(date::format).unwrap_or_default(),
        },
        asks_date: what == For::Begin,
        // before the first day that was ended here nothing was missed: the old books end where they end
        missed: view.carried.as_ref().filter(|_| what == For::Begin).and_then(|_| missed(&c, &base, &view, today)),
        asks_notes: what != For::Begin || view.carried.is_none(),
        said,
        notes: note_rows(&last, filled),
        books: format_indian(view.book_cash),
        books_paise: view.book_cash.0,
        counted: format_indian(sum),
        difference: format_indian(sum - view.book_cash),
        agrees: sum == view.book_cash,
        button: c.s(&format!("counter-{key}")),
        no: None,
        blockers: Vec::new(),
        mends: false,
        figures,
        away: if what == For::End { crate::backup::age(ask, society, &c)? } else { None },
        base,
        c,
    })
}

pub(crate) fn begin_form(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &counting(ask, &society, For::Begin, None)?)
}

pub(crate) fn end_form(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &counting(ask, &society, For::End, None)?)
}

pub(crate) fn begin(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    who(ask)?;
    let act = || -> Result<Act, Refusal> {
        let read = date::read(f.text("date"), &DateHints::default()).exact();
        let date = read.ok_or_else(|| unread("date", f.text("date")))?;
        Ok(Act::BeginDay { date, cash: read_notes(f)? })
    };
    match act().map_err(super::refused).and_then(|act| perform(ask, &society, f, act)) {
        Ok(_) => Ok(Redirect::to(&format!("{}/day", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => again(ask, &society, For::Begin, f, &no),
        Err(e) => Err(e),
    }
}

pub(crate) fn end(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    who(ask)?;
    let open = ask.read(|t| keep::deciding::open_day(t, society.id()))?;
    let act = || -> Result<Act, Refusal> { Ok(Act::EndDay { cash: read_notes(f)? }) };
    match act().map_err(super::refused).and_then(|act| perform(ask, &society, f, act)) {
        Ok(_) => {
            let day = open.map(|d| d.to_string()).unwrap_or_default();
            Ok(Redirect::to(&format!("{}/day/{day}", society.base)).into_response())
        }
        Err(Trouble::Refused(_, no)) => again(ask, &society, For::End, f, &no),
        Err(e) => Err(e),
    }
}

/// The drawer, to be counted by who holds it, before the day is ended.
pub(crate) fn count_form(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &counting(ask, &society, For::Count, None)?)
}

/// Keeps the count and leads to the day's page, where 9 ends the day.
pub(crate) fn count(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let by = who(ask)?;
    let kept = read_notes(f).map_err(super::refused).and_then(|cash| {
        let desk = &ask.web.desk;
        desk.count_cash(by, society.id(), &cash).map_err(Trouble::from)
    });
    match kept {
        Ok(_) => Ok(Redirect::to(&format!("{}/day", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => again(ask, &society, For::Count, f, &no),
        Err(e) => Err(e),
    }
}

fn again(ask: &Ask, society: &Society, what: For, f: &Filled, no: &Refusal) -> Result<Response, Trouble> {
    let mut page = counting(ask, society, what, Some(f))?;
    page.no = Some(No::of(ask.lang, no));
    if no.number == 4029 {
        let blockers = ask.web.desk.in_the_way(society.id(), &read_notes(f).unwrap_or_default())?;
        page.mends = blockers.iter().any(|b| !matches!(b, day::Blocker::Cash(..)));
        let heads = ask.read(|t| view::heads(t, society.id()))?;
        let heads: Vec<(String, String)> = heads.into_iter().map(|h| (h.code, h.name)).collect();
        page.blockers = blockers.iter().map(|b| named(&page.c, &society.base, &heads, b)).collect();
    }
    page::show_again(ask, &page, true)
}
