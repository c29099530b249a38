//! A bank account: what belongs together is suggested and confirmed by key, what is left is shown, a statement as on a day is printed.

use super::{day_of, receipt};
use crate::ask::{Ask, Society, Trouble};
use crate::card::part;
use crate::counter::form::{Filled, No, unread};
use crate::counter::{born, perform, refused, who};
use crate::grid::{self, Register as Shown, columns, plain};
use crate::page::{self, Frame, Tab};
use crate::words::encoded;
use askama::Template;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use books::bankrec::{Entry, Why};
use books::estate::bank::{self, Account, BankLine, Pair, TakeStatement};
use books::estate::{Place, Register, bankfile, mt940};
use books::statement::Table;
use desk::act::{Act, Asked, Estate};
use desk::export::{Cell, Grid, Holds};
use keep::view;
use kernel::{CommandId, Date, Refusal};
use lipi::amount::format_indian;
use lipi::date;
use std::collections::BTreeMap;

/// Suggestions on one page, and open lines of either side.
const SUGGESTED: usize = 30;
const OPEN: usize = 40;

struct Suggested {
    key: String,
    ours: String,
    ours_on: String,
    theirs: String,
    theirs_on: String,
    amount: String,
    why: String,
    sure: bool,
}

struct Open {
    key: String,
    on: String,
    text: String,
    href: String,
    amount: String,
    /// Where it is entered in the books; empty for lines of the book itself.
    enter: String,
}

#[derive(Template)]
#[template(path = "estate/bank.html")]
struct Page {
    c: Frame,
    base: String,
    here: String,
    name: String,
    book: String,
    bank: String,
    until: String,
    suggested: Vec<Suggested>,
    /// How many suggestions there are.
    suggestions: String,
    /// What is open on either side: name of the side, how many, lines.
    sides: [(&'static str, String, Vec<Open>); 2],
    taken: Vec<(String, String, String, String, String)>,
    no: Option<No>,
    id: String,
}

/// An account with its head's name and book.
pub(super) struct Known {
    pub name: String,
    pub account: Account,
    pub book: Vec<(Place, Entry)>,
}

/// The account of a head; no page where the head is no bank account.
pub(super) fn known(ask: &Ask, society: &Society, head: &str, until: Date) -> Result<Known, Trouble> {
    let (id, bank) = (society.id(), Some(head));
    let (heads, entries, book) = ask.read(|t| {
        let heads = view::heads(t, id)?;
        Ok((heads, view::estate(t, id, Register::Bank, bank)?, view::bank_book(t, id, head, until)?))
    })?;
    let found = heads.into_iter().find(|h| h.code == head && books::estate::is_bank(&h.code));
    let name = found.ok_or_else(Trouble::no_page)?.name;
    Ok(Known { name, account: Account::of(&entries, head), book })
}

/// Day at the bank, and the bank's number.
pub(crate) type Passed = (Date, String);

/// When each entry of a bank book passed the bank, and under what number the bank knows it (cheque, transfer); what is not there has not passed.
pub(crate) fn passed(ask: &Ask, society: &Society, head: &str) -> Result<BTreeMap<Place, Passed>, Trouble> {
    let entries = ask.read(|t| view::estate(t, society.id(), Register::Bank, Some(head)))?;
    let account = Account::of(&entries, head);
    let mut all = BTreeMap::new();
    for (_, pair) in &account.pairs {
        let lines: Vec<&BankLine> = pair.statement.iter().filter_map(|p| account.lines.get(p)).collect();
        let Some(on) = lines.iter().map(|l| l.date).max() else { continue };
        let numbers: Vec<&str> = lines.iter().map(|l| l.reference.trim()).filter(|r| !r.is_empty()).collect();
        all.extend(pair.book.iter().map(|place| (*place, (on, numbers.join(", ")))));
    }
    Ok(all)
}

/// All days there can be.
const EVER: Date = Date::MAX;

pub(super) fn show(ask: &Ask, code: &str, head: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &workbench(ask, &society, head, None)?)
}

fn workbench(ask: &Ask, society: &Society, head: &str, no: Option<No>) -> Result<Page, Trouble> {
    let k = known(ask, society, head, EVER)?;
    let c = Frame::of(ask, society, Tab::Day);
    let (base, here) = (society.base.clone(), format!("{}/estate/bank/{}", society.base, encoded(head)));
    let (ours, theirs) = (k.account.open_book(&k.book), k.account.open_lines());
    let found = k.account.suggest(&k.book);
    let counts = [ours.len(), theirs.len(), found.len()].map(|n| n.to_string());
    let words = |e: &Entry| {
        let text = crate::reports::narration(&c, &e.text);
        [e.reference.clone(), text].iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
    };
    let say = |l: &BankLine, place: Place| match place.2 {
        bank::OPENING => c.s("estate-opening-balance"),
        _ => [l.text.clone(), l.reference.clone()].join(" ").trim().to_owned(),
    };
    let books: BTreeMap<Place, &Entry> = ours.iter().map(|(p, e)| (*p, e)).collect();
    let lines: BTreeMap<Place, &BankLine> = theirs.iter().map(|(p, l)| (*p, *l)).collect();
    let suggested = found.iter().take(SUGGESTED).filter_map(|(a, b, s)| {
        let (e, l) = (books.get(a)?, lines.get(b)?);
        let why = match s.why {
            Why::Reference => c.s("estate-why-reference"),
            Why::SameDay => c.s("estate-why-same-day"),
            Why::Near => c.s1("estate-why-near", "n", &s.days.to_string()),
        };
        Some(Suggested {
            key: format!("m-{}~{}", bank::id(*a), bank::id(*b)),
            ours: words(e),
            ours_on: date::format(e.date),
            theirs: say(l, *b),
            theirs_on: date::format(l.date),
            amount: format_indian(l.amount),
            why: if s.sure { why } else { format!("{why} · {}", c.s("estate-why-several")) },
            sure: s.sure,
        })
    });
    let suggested: Vec<Suggested> = suggested.collect();
    let of_book = ours.iter().take(OPEN).map(|(p, e)| Open {
        key: format!("b-{}", bank::id(*p)),
        on: date::format(e.date),
        text: words(e),
        href: receipt(society, (p.0, p.1)),
        amount: format_indian(e.amount),
        enter: String::new(),
    });
    let of_bank = theirs.iter().take(OPEN).map(|(p, l)| Open {
        key: format!("s-{}", bank::id(*p)),
        on: date::format(l.date),
        text: say(l, *p),
        href: String::new(),
        amount: format_indian(l.amount),
        enter: match p.2 {
            bank::OPENING => String::new(),
            _ => format!("{base}/estate/do/book-line?bank={}&line={}", encoded(head), bank::id(*p)),
        },
    });
    let taken = k.account.taken.iter().rev().take(12).map(|t| {
        let days = c.s2("rep-period", "from", &date::format(t.days.0), "to", &date::format(t.days.1));
        (receipt(society, t.place), t.file.clone(), days, t.lines.to_string(), format_indian(t.closing))
    });
    let (of_book, of_bank, taken) = (of_book.collect(), of_bank.collect(), taken.collect());
    let [book_count, bank_count, suggestions] = counts;
    Ok(Page {
        name: k.name,
        book: format_indian(k.book.iter().map(|(_, e)| e.amount).sum()),
        bank: k.account.balance(EVER).map(format_indian).unwrap_or_default(),
        until: k.account.until().map(date::format).unwrap_or_default(),
        suggested,
        suggestions,
        sides: [("estate-only-book", book_count, of_book), ("estate-only-bank", bank_count, of_bank)],
        taken,
        no,
        id: born(),
        base,
        here,
        c,
    })
}

/// What was ticked: each suggestion is a pair, all single lines together are one.
fn ticked(f: &Filled) -> Vec<Pair> {
    let mut out = Vec::new();
    let mut rest = Pair::default();
    let mut names: Vec<&String> = f.0.keys().collect();
    names.sort();
    for name in names {
        if let Some((a, b)) = name.strip_prefix("m-").and_then(|n| n.split_once('~')) {
            if let (Some(a), Some(b)) = (bank::place(a), bank::place(b)) {
                out.push(Pair { book: vec![a], statement: vec![b] });
            }
        } else if let Some(place) = name.strip_prefix("b-").and_then(bank::place) {
            rest.book.push(place);
        } else if let Some(place) = name.strip_prefix("s-").and_then(bank::place) {
            rest.statement.push(place);
        }
    }
    // a line that is ticked singly belongs to the pair made by hand, not to what was suggested for it
    out.retain(|p| {
        !p.book.iter().any(|b| rest.book.contains(b)) && !p.statement.iter().any(|s| rest.statement.contains(s))
    });
    if !(rest.book.is_empty() && rest.statement.is_empty()) {
        out.push(rest);
    }
    out
}

pub(super) fn matched(ask: &Ask, code: &str, head: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let pairs = ticked(f);
    let act = Act::Estate(Box::new(Estate::Match { bank: head.to_owned(), pairs }));
    match perform(ask, &society, f, act) {
        Ok(_) => Ok(Redirect::to(&format!("{}/estate/bank/{}", society.base, encoded(head))).into_response()),
        Err(Trouble::Refused(_, no)) => {
            let no = No::of(ask.lang, &no);
            page::show_again(ask, &workbench(ask, &society, head, Some(no))?, true)
        }
        Err(e) => Err(e),
    }
}

/// A statement of the kind all statements are, as a register: lines under their headings, with sums.
fn sheet(c: &Frame, table: &Table) -> Grid {
    let mut grid = Grid {
        title: table.title.text(c.lang),
        about: Vec::new(),
        columns: columns(c, &[("rep-particulars", Holds::Words), ("column-amount", Holds::Money)]),
        rows: Vec::new(),
    };
    for part in &table.parts {
        for s in &part.sections {
            grid.strong(vec![Cell::text(s.label.text(c.lang)), Cell::Empty]);
            for r in &s.rows {
                grid.row(vec![Cell::text(r.label.text(c.lang)), Cell::Sum(r.amounts[0])]);
            }
        }
        grid.strong(vec![Cell::text(part.label.text(c.lang)), Cell::Sum(part.totals[0])]);
    }
    for tie in &table.ties {
        grid.strong(vec![Cell::text(c.s(tie.key)), Cell::Sum(tie.off)]);
    }
    grid
}

pub(super) fn reconciled(ask: &Ask, code: &str, head: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let asked = ask.value("on").map(|t| {
        let read = date::read(t, &date::DateHints::default()).exact();
        read.ok_or_else(|| refused(unread("on", t)))
    });
    let day = match asked {
        Some(day) => day?,
        None => day_of(ask, &society)?,
    };
    let mut k = known(ask, &society, head, day)?;
    let c = Frame::of(ask, &society, Tab::Reports);
    for (_, e) in &mut k.book {
        e.text = crate::reports::narration(&c, &e.text);
    }
    for (_, l) in k.account.lines.iter_mut().filter(|(p, _)| p.2 == bank::OPENING) {
        l.text = c.s("estate-opening-balance");
    }
    let done = k.account.reconcile(&k.book, day).map_err(refused)?;
    let mut grid = sheet(&c, &done.table);
    grid.about = vec![k.name.clone(), c.s1("estate-as-on", "day", &date::format(day))];
    grid.about.push(match k.account.until() {
        Some(until) => c.s1("estate-told-until", "day", &date::format(until)),
        None => c.s("estate-no-statement"),
    });
    let total = grid.rows.len() as u64;
    let here = format!("{}/estate/bank/{}", society.base, encoded(head));
    let mut acts = vec![(here.clone(), c.s("estate-back-to-account"), "1")];
    for ago in 0..3 {
        // ends of months, the common days of such a statement
        let last =
            (0..=ago).fold(day.first_of_month(), |d, _| d.yesterday().unwrap_or(d).first_of_month()).last_of_month();
        acts.push((format!("{here}/statement?on={last}"), date::format(last), ""));
    }
    grid::window(ask, &mut grid);
    grid::answer(ask, &society, c, "bank-reconciliation", Shown { acts, ..plain(grid, None, total) })
}

#[derive(Template)]
#[template(path = "estate/import.html")]
struct ImportPage {
    c: Frame,
    here: String,
    name: String,
    first: bool,
    no: Option<No>,
}

fn import_page(ask: &Ask, society: &Society, head: &str, no: Option<No>) -> Result<ImportPage, Trouble> {
    let k = known(ask, society, head, EVER)?;
    let here = format!("{}/estate/bank/{}", society.base, encoded(head));
    let c = Frame::of(ask, society, Tab::Day);
    Ok(ImportPage { c, here, name: k.name, first: k.account.taken.is_empty(), no })
}

pub(super) fn import_form(ask: &Ask, code: &str, head: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &import_page(ask, &society, head, None)?)
}

/// The name the browser gives the file.
pub(crate) fn file_name(body: &[u8]) -> String {
    let head = String::from_utf8_lossy(&body[..body.len().min(4096)]).into_owned();
    let named =
        head.split_once("filename=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(name, _)| name.to_owned());
    let name = named.unwrap_or_default();
    name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(120).collect()
}

/// Cells of the first sheet that has a statement.
fn read(name: &str, bytes: &[u8]) -> Result<bank::Statement, Refusal> {
    if let Ok(text) = std::str::from_utf8(bytes)
        && mt940::is(text)
    {
        return mt940::read(text);
    }
    let file = readers::read_bytes(name, bytes)?;
    let mut first = None;
    for sheet in &file.sheets {
        let data = sheet.rows().iter().filter(|r| !r.deleted);
        let rows: Vec<bankfile::Row> = data.map(|r| (r.number, sheet.texts(r))).collect();
        match bankfile::read(&rows) {
            Ok(statement) => return Ok(statement),
            Err(no) if no.number == 4409 => first = first.or(Some(no)),
            Err(no) => return Err(no),
        }
    }
    Err(first.unwrap_or_else(|| Refusal::new(4409)))
}

pub(super) fn import(ask: &Ask, code: &str, head: &str, headers: &HeaderMap, body: &[u8]) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let person = who(ask)?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let boundary = kind.split_once("boundary=").map(|b| b.1.trim_matches('"')).unwrap_or_default();
    let taken = || -> Result<desk::Done, Trouble> {
        let bytes = part(body, boundary, "file").unwrap_or_default();
        let typed = part(body, boundary, "opening").unwrap_or_default();
        let typed = String::from_utf8_lossy(typed).trim().to_owned();
        let opening = match typed.is_empty() {
            true => None,
            false => {
                let read = lipi::amount::read(&typed).filter(|a| !a.nil);
                Some(read.ok_or_else(|| refused(unread("opening", &typed)))?.paise)
            }
        };
        let name = file_name(body);
        let statement = read(&name, bytes).map_err(refused)?;
        let act = Estate::TakeStatement(TakeStatement {
            bank: head.to_owned(),
            file: if name.is_empty() { "-".to_owned() } else { name },
            digest: digest(bytes),
            opening,
            statement,
        });
        let asked: Asked = Act::Estate(Box::new(act)).into();
        Ok(ask.web.desk.act(person, society.id(), CommandId(uuid::Uuid::now_v7()), &asked)?)
    };
    match taken() {
        Ok(_) => Ok(Redirect::to(&format!("{}/estate/bank/{}", society.base, encoded(head))).into_response()),
        Err(Trouble::Refused(_, no)) => {
            let no = No::of(ask.lang, &no);
            page::show_again(ask, &import_page(ask, &society, head, Some(no))?, true)
        }
        Err(e) => Err(e),
    }
}

fn digest(bytes: &[u8]) -> String {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
