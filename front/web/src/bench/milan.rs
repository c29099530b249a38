//! GL milan at the workbench: the board of heads, a head with the few causes that make exactly its difference, what a mend would do before it is
//! written, and the difference that is carried on with a minute.

use super::memory::{self, Bench};
use super::queue::{file_rows, sheet_address};
use super::{At, act, answered, covered, no_place, owed, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, No, unread};
use crate::counter::{born, command, refused};
use crate::migration::{Step, place};
use crate::page::{self, Figure, Frame, Tab};
use crate::words::{column, encoded};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use keep::view::FileRow;
use kernel::{Paise, Refusal};
use lipi::amount::{format_indian, format_rupees, group};
use lipi::{date, messages};
use migration::bench::event::Carried;
use migration::bench::owed::{Owed, Owner, Terms};
use migration::bench::{BenchEvent, loose};
use migration::candidates::{Candidate, Cause, CauseKind, TRIAL, candidates};
use migration::event::{DifferenceSeen, FindingSeen};
use migration::finding::code;
use migration::heads;

/// Candidates on a head's page.
pub(super) const MOST: usize = 6;

/// A head as the pages need it; the trial balance itself is one of them.
pub(super) struct Head {
    code: String,
    /// As the trial balance writes it.
    pub name: String,
    ledger: Paise,
    register: Paise,
    difference: Paise,
    unexplained: Paise,
    source: Option<kernel::Source>,
}

/// All heads with a register, and the trial balance where there is one.
fn all_heads(c: &Frame, b: &Bench) -> Vec<Head> {
    let ledger = &b.worked.migrated.ledger;
    let head = |d: &DifferenceSeen| Head {
        code: d.head.clone(),
        name: d.name.clone(),
        ledger: d.ledger,
        register: d.register,
        difference: d.difference,
        unexplained: d.unexplained,
        source: d.source,
    };
    let mut out: Vec<Head> = loose::all(&b.worked.migrated).iter().map(head).collect();
    if !ledger.entries.is_empty() {
        let (debit, credit) = ledger.totals;
        let shown: Paise = candidates(&b.worked.migrated, TRIAL, 1).iter().map(|x| x.amount).sum();
        out.push(Head {
            code: TRIAL.to_owned(),
            name: c.s("milan-trial"),
            ledger: credit,
            register: debit,
            difference: debit - credit,
            unexplained: debit - credit - shown,
            source: None,
        });
    }
    out
}

pub(super) fn find(c: &Frame, b: &Bench, code: &str) -> Result<Head, Trouble> {
    all_heads(c, b).into_iter().find(|h| h.code == code).ok_or_else(|| refused(Refusal::new(3101).with("head", code)))
}

struct Row {
    name: String,
    href: String,
    ledger: Figure,
    register: Figure,
    difference: String,
    explained: String,
    unexplained: String,
    /// Chip and its words.
    state: (&'static str, String),
    owner: String,
    age: String,
    late: bool,
}

#[derive(Template)]
#[template(path = "bench/milan.html")]
struct Board {
    c: Frame,
    steps: Vec<Step>,
    rows: Vec<Row>,
    open: String,
    total: String,
    unexplained: String,
    zero: bool,
    persons: String,
    /// At a seat above: from how many entries and files it was worked out.
    afar: String,
}

/// The board of heads.
pub(super) fn board(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (b, afar) = memory::seen(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let mut heads = all_heads(&c, &b);
    heads.sort_by_key(|h| {
        let met = covered(&b.case, &h.code, h.difference);
        (met, std::cmp::Reverse(h.difference.abs()))
    });
    let open: Vec<&Head> = heads.iter().filter(|h| !covered(&b.case, &h.code, h.difference)).collect();
    let terms = owed::terms(ask, &society)?;
    let sum = |of: fn(&Head) -> Paise| format_indian(open.iter().map(|h| of(h).abs()).sum());
    let page = Board {
        steps: if afar { Vec::new() } else { steps(&c, &society, &b, At::Milan) },
        afar: if afar { afar_words(&c, &b) } else { String::new() },
        open: group(open.len() as u64),
        zero: open.is_empty() && !heads.is_empty(),
        persons: format!("{}/bench/persons", society.base),
        total: sum(|h| h.difference),
        unexplained: sum(|h| h.unexplained),
        rows: heads.iter().map(|h| row((ask, &c), &society, &b, h, &terms)).collect(),
        c,
    };
    page::show(ask, &page)
}

/// From what a seat has worked the board out.
pub(super) fn afar_words(c: &Frame, b: &Bench) -> String {
    c.s2("milan-afar", "entries", &group(b.seen()), "files", &group(b.folder.files.len() as u64))
}

fn money(society: &Society, amount: Paise, at: Option<kernel::Source>) -> Figure {
    let href = at.map(|s| sheet_address(society, s)).unwrap_or_default();
    Figure { text: format_indian(amount), href, neg: amount.0 < 0 }
}

/// The head of the register the figure was added up in.
fn register_place(b: &Bench, code: &str) -> Option<kernel::Source> {
    let books = &b.worked.migrated.books;
    let (r, _) = heads::part_of(books, code)?.of.into_iter().next()?;
    let register = &books.registers[r];
    Some(register.place(register.head_row, register.sum_field().unwrap_or("balance")))
}

fn row((ask, c): (&Ask, &Frame), society: &Society, b: &Bench, h: &Head, terms: &Terms) -> Row {
    let carried = b.case.carried.get(&h.code);
    let met = covered(&b.case, &h.code, h.difference);
    let state = match (h.difference.is_zero(), met) {
        (true, _) => ("ok", c.s("web-chip-match")),
        (_, true) => ("ok", c.s("milan-carried")),
        _ if carried.is_some() => ("bad", c.s("milan-carried-other")),
        _ if h.unexplained.is_zero() => ("warn", c.s("milan-explained")),
        _ => ("bad", c.s("milan-open")),
    };
    let today = ask.web.desk.today();
    let owes = owner(b, h, terms);
    let since = owes.as_ref().map(|o| o.since).or(b.case.begun).unwrap_or(today);
    let days = since.until(today).map_or(0, |s| i64::from(s.get_days())).max(0);
    Row {
        name: h.name.clone(),
        href: address(society, &h.code),
        ledger: money(society, h.ledger, h.source),
        register: money(society, h.register, register_place(b, &h.code)),
        difference: format_indian(h.difference),
        explained: if h.difference.is_zero() { String::new() } else { format_indian(h.difference - h.unexplained) },
        unexplained: if h.difference.is_zero() { String::new() } else { format_indian(h.unexplained) },
        state,
        owner: owes.as_ref().map(|o| owed::said(c, o, today).1).unwrap_or_default(),
        age: if h.difference.is_zero() { String::new() } else { c.s1("milan-days", "n", &group(days as u64)) },
        late: owes.is_some_and(|o| o.due < today) && !h.difference.is_zero(),
    }
}

pub(super) fn address(society: &Society, code: &str) -> String {
    format!("{}/bench/milan/{}", society.base, encoded(code))
}

/// Who goes on looking, and until when: by the minute, else as the finding of this head says; a head that differs without one is as such a finding would be.
fn owner(b: &Bench, h: &Head, terms: &Terms) -> Option<Owed> {
    let found = &b.worked.migrated.findings;
    let of_head = |f: &FindingSeen| f.source == h.source && f.source.is_some() && f.subject == h.name;
    let owes = |f: &FindingSeen, key: &str| migration::bench::owed::owed(&b.case, &b.folder, (f, key), terms);
    let said = (0..found.len()).filter(|i| of_head(&found[*i])).find_map(|i| owes(&found[i], &b.keys[i]));
    let kind = if h.code.starts_with("BORROW") { "borrowings" } else { "" };
    let bare = || FindingSeen {
        no: 0,
        code: code::GL_SUBLEDGER_DIFFERENCE.to_owned(),
        kind: kind.to_owned(),
        product: String::new(),
        source: h.source,
        subject: h.name.clone(),
        amount: h.difference,
        args: Vec::new(),
    };
    let owed = said.or_else(|| if h.difference.is_zero() { None } else { owes(&bare(), "") });
    match b.case.carried.get(&h.code).map(|s| &s.what) {
        Some(c) => {
            let since = owed.map(|o| o.since).or(b.case.begun).unwrap_or(c.due);
            Some(Owed { owner: Owner::Named(c.owner.clone()), due: c.due, since })
        }
        None => owed,
    }
}

struct CauseView {
    say: String,
    amount: String,
    cell: String,
    place: String,
    href: String,
    reasons: Vec<String>,
    mend: String,
    /// Where a page that is not there is keyed from paper; empty for everything else.
    key: String,
}

struct Card {
    no: String,
    /// Chip and its words.
    likely: (&'static str, String),
    causes: Vec<CauseView>,
    amount: String,
    leaves: String,
    /// Address of the preview of all of it; empty where nothing of it can be mended.
    mend: String,
    many: bool,
    carry: bool,
}

impl Card {
    /// Without what is done about it: that is done at the society's desk.
    fn strip(&mut self) {
        self.mend.clear();
        self.carry = false;
        for cause in &mut self.causes {
            cause.mend.clear();
            cause.key.clear();
        }
    }
}

#[derive(Template)]
#[template(path = "bench/milan-head.html")]
struct HeadPage {
    c: Frame,
    steps: Vec<Step>,
    /// As on the board.
    afar: String,
    name: String,
    trial: bool,
    ledger: Figure,
    register: Figure,
    difference: String,
    explained: String,
    unexplained: String,
    zero: bool,
    met: bool,
    carried: Option<CarriedView>,
    cards: Vec<Card>,
    /// Why nothing makes the difference, where the head does not match and no cause was found.
    bare: String,
    volumes: String,
    files: String,
    board: String,
    carry: String,
    here: String,
    id: String,
    no: Option<No>,
}

struct CarriedView {
    say: String,
    entry: String,
}

/// A head and what would make its difference.
pub(super) fn head(ask: &Ask, code: &str, head: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &head_page(ask, &society, head, None)?)
}

fn head_page(ask: &Ask, society: &Society, code: &str, no: Option<No>) -> Result<HeadPage, Trouble> {
    let (b, afar) = memory::seen(ask, society)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let h = find(&c, &b, code)?;
    let files = file_rows(&b);
    let found = candidates(&b.worked.migrated, code, MOST);
    let here = address(society, code);
    let mut cards: Vec<Card> =
        found.iter().enumerate().map(|(i, x)| card(&c, society, &files, &b, &h, (i, x))).collect();
    if afar {
        cards.iter_mut().for_each(Card::strip);
    }
    let met = covered(&b.case, code, h.difference);
    let bare = if met || !cards.is_empty() { String::new() } else { c.s(bare(&b, code)) };
    let carried = b.case.carried.get(code).map(|s| {
        let (amount, due) = (format_rupees(s.what.amount), date::format(s.what.due));
        let args = [
            ("amount", amount.as_str()),
            ("cause", &s.what.cause),
            ("minute", &s.what.minute),
            ("owner", &s.what.owner),
            ("due", &due),
        ];
        let say = messages::say(c.lang, "milan-carry-said", &args);
        CarriedView { say, entry: format!("{}/{}", s.place.0, s.place.1) }
    });
    Ok(HeadPage {
        steps: if afar { Vec::new() } else { steps(&c, society, &b, At::Milan) },
        afar: if afar { afar_words(&c, &b) } else { String::new() },
        name: h.name.clone(),
        trial: code == TRIAL,
        ledger: money(society, h.ledger, h.source),
        register: money(society, h.register, register_place(&b, code)),
        difference: format_indian(h.difference),
        explained: format_indian(h.difference - h.unexplained),
        unexplained: format_indian(h.unexplained),
        zero: h.difference.is_zero(),
        met,
        carried,
        cards,
        bare,
        volumes: format!("{}/bench/volumes", society.base),
        files: format!("{}/bench/files", society.base),
        board: format!("{}/bench/milan", society.base),
        carry: format!("{here}/carry"),
        here,
        id: born(),
        no,
        c,
    })
}

/// The message that says why no cause can be shown: no register was brought, the trial balance has no such head, or nothing was found.
fn bare(b: &Bench, code: &str) -> &'static str {
    match loose::heads(&b.worked.migrated).iter().find(|d| d.head == code) {
        Some(d) if d.register.is_zero() => "milan-bare-register",
        Some(_) => "milan-bare-head",
        None => "milan-bare",
    }
}

/// Chip and words of a weight.
fn likely(c: &Frame, weight: u8) -> (&'static str, String) {
    match weight {
        90.. => ("ok", c.s("milan-proved")),
        60..90 => ("ok", c.s("milan-likely")),
        40..60 => ("warn", c.s("milan-possible")),
        _ => ("idle", c.s("milan-chance")),
    }
}

fn card(
    c: &Frame,
    society: &Society,
    files: &[FileRow],
    b: &Bench,
    h: &Head,
    (i, candidate): (usize, &Candidate),
) -> Card {
    let base = format!("{}/mend?pick={i}&seen={}", address(society, &h.code), b.seen());
    let causes = candidate.causes.iter().enumerate().map(|(k, cause)| CauseView {
        say: said(c, cause),
        amount: format_indian(cause.amount),
        cell: format!("{}{}", column(cause.at.col), cause.at.row),
        place: place(files, cause.at.file, cause.at.sheet),
        href: sheet_address(society, cause.at),
        reasons: cause.reasons.iter().map(|r| why(c, r.code, &r.args)).collect(),
        mend: if cause.can_be_mended() { format!("{base}&only={k}") } else { String::new() },
        key: match cause.kind {
            CauseKind::PageMissing => format!("{}/bench/volumes", society.base),
            _ => String::new(),
        },
    });
    let mendable = candidate.causes.iter().filter(|x| x.can_be_mended()).count();
    Card {
        no: group(i as u64 + 1),
        likely: likely(c, candidate.weight),
        amount: format_indian(candidate.amount),
        leaves: format_indian(h.difference - candidate.amount),
        mend: if mendable > 0 { base.clone() } else { String::new() },
        many: candidate.causes.len() > 1,
        carry: mendable < candidate.causes.len(),
        causes: causes.collect(),
    }
}

fn why(c: &Frame, code: &str, args: &[(&'static str, String)]) -> String {
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    messages::say(c.lang, &format!("milan-why-{code}"), &args)
}

/// A cause in words.
pub(super) fn said(c: &Frame, cause: &Cause) -> String {
    let (row, amount) = (cause.at.row.to_string(), format_rupees(cause.amount.abs()));
    let args = [("subject", cause.subject.as_str()), ("row", row.as_str()), ("amount", amount.as_str())];
    messages::say(c.lang, &format!("milan-cause-{}", cause.kind.code()), &args)
}

fn carry_page(ask: &Ask, society: &Society, code: &str) -> Result<Form, Trouble> {
    let b = memory::bench(ask, society)?;
    let c = Frame::of(ask, society, Tab::Migration);
    let h = find(&c, &b, code)?;
    if h.difference.is_zero() {
        return Err(refused(Refusal::new(3103).with("head", &h.name)));
    }
    let here = address(society, code);
    let field = |name: &'static str, input| Field::labelled(name, c.s(&format!("milan-f-{name}")), input);
    let fields = vec![
        field("cause", Input::Long),
        field("minute", Input::Text),
        field("owner", Input::Text),
        field("due", Input::Date),
    ];
    let facts = vec![
        (c.s("web-ledger"), format_indian(h.ledger)),
        (c.s("web-register-rs"), format_indian(h.register)),
        (c.s("web-difference"), format_indian(h.difference)),
        (c.s("rule-migration-difference"), format_indian(super::gates::measures(ask, society)?.difference)),
    ];
    let hidden = vec![("id", born()), ("amount", h.difference.0.to_string())];
    let (title, why, button) = (c.s("act-bench-carry-difference"), c.s("milan-carry-why"), c.s("milan-carry"));
    let form = Form::new(c, title, format!("{here}/carry"));
    Ok(Form {
        why,
        name: h.name,
        facts,
        fields,
        hidden,
        button,
        plain: true,
        back: here,
        back_name: String::new(),
        ..form
    })
}

/// The form that carries a difference on.
pub(super) fn carry_form(ask: &Ask, code: &str, head: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let form = carry_page(ask, &society, head)?;
    Form { back_name: form.name.clone(), ..form }.show(ask)
}

/// Carries a difference on.
pub(super) fn carry(ask: &Ask, code: &str, head: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let b = memory::bench(ask, &society)?;
    let h = find(&Frame::of(ask, &society, Tab::Migration), &b, head)?;
    let asked = (|| {
        // the figure on the page must still be the figure of the books
        if f.text("amount").parse() != Ok(h.difference.0) {
            return Err(Refusal::new(3162));
        }
        let due = f.day("due")?.ok_or_else(|| unread("due", ""))?;
        if due <= ask.web.desk.today() {
            return Err(Refusal::new(3104));
        }
        let text = |name| f.text(name).to_owned();
        let (cause, minute, owner) = (text("cause"), text("minute"), text("owner"));
        Ok(BenchEvent::DifferenceCarried(Carried {
            head: head.to_owned(),
            amount: h.difference,
            cause,
            minute,
            owner,
            due,
        }))
    })();
    let done = asked.map_err(refused).and_then(|event| act(ask, &society, command(f), event.into()).map(|_| ()));
    answered(ask, done, &address(&society, head), || carry_page(ask, &society, head), f)
}

/// Takes back what was carried on.
pub(super) fn back(ask: &Ask, code: &str, head: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    match take_back(ask, &society, f) {
        Ok(()) => Ok(Redirect::to(&address(&society, head)).into_response()),
        Err(Trouble::Refused(_, no)) => {
            page::show_again(ask, &head_page(ask, &society, head, Some(No::of(ask.lang, &no)))?, true)
        }
        Err(e) => Err(e),
    }
}

/// Takes the entry of the form back.
pub(super) fn take_back(ask: &Ask, society: &Society, f: &Filled) -> Result<(), Trouble> {
    let of = f.entry("entry");
    let of = of.ok_or_else(|| no_place(f.text("entry")))?;
    let event = BenchEvent::TakenBack { of, reason: f.text("reason").to_owned() };
    act(ask, society, command(f), event.into()).map(|_| ())
}
