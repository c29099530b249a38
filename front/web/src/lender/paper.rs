//! Papers for depositors: the certificate of a term deposit, the passbook by the lines that are not printed yet.

use crate::ask::{Ask, Society, Trouble};
use crate::counter::{born, qr};
use crate::page::{self, Frame, Tab};
use crate::words::{encoded, percent};
use askama::Template;
use axum::response::Response;
use credit::{AccountKind, CreditEvent};
use desk::{Known, Sums};
use keep::view;
use keep::view::MemberView;
use lipi::amount::format_indian;
use lipi::date;
use lipi::messages;
use lipi::words::in_words;

/// Lines on a page of a passbook, by paper.
const A5: usize = 24;
const NARROW: usize = 40;

fn owner(ask: &Ask, society: &Society, known: &Known) -> Result<Option<MemberView>, Trouble> {
    Ok(ask.read(|t| view::member(t, society.id(), &known.member_no))?.into_iter().next())
}

fn whose(owner: Option<&MemberView>) -> String {
    owner.map(|m| format!("{} / {} / {}", m.name, m.father, m.village)).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "lender/certificate.html")]
struct Certificate {
    c: Frame,
    back: String,
    society: String,
    registration: String,
    who: String,
    pairs: Vec<(String, String)>,
    amount: String,
    words: String,
    qr_side: i32,
    qr: String,
    entry: String,
    leaf: String,
}

/// The certificate of a term deposit, with the proof of the entry that opened it.
pub(super) fn certificate(ask: &Ask, code: &str, named: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let known = ask.web.desk.know(society.id(), named)?;
    let term = matches!(known.account.kind, AccountKind::Fd | AccountKind::Rd);
    let Sums::Deposit { balance, instalment, closed, .. } = &known.sums else { return Err(Trouble::no_page()) };
    if !term || *closed {
        return Err(Trouble::no_page());
    }
    let c = Frame::of(ask, &society, Tab::Day);
    let name = known.account.to_string();
    let opened = ask.read(|t| {
        let found = keep::deciding::find_account(t, society.id(), &known.account)?;
        let at = found.and_then(|f| {
            f.entries.iter().find(|(_, e)| matches!(e, CreditEvent::DepositOpened(_))).map(|(at, _)| *at)
        });
        match at {
            Some(at) => Ok(view::act(t, society.id(), at)?.into_iter().find(|e| e.seq == at.1).map(|e| (at, e.leaf))),
            None => Ok(None),
        }
    })?;
    let day = |d: Option<kernel::Date>| d.map(date::format).unwrap_or_default();
    let mut pairs = vec![
        (c.s("web-account"), name.clone()),
        (c.s("web-member-no"), known.member_no.clone()),
        (c.s("lender-col-taken"), day(known.opened)),
        (c.s("counter-matures"), day(known.due)),
        (c.s("web-rate"), known.rate.map(|r| percent(r.0)).unwrap_or_default()),
    ];
    if let Some(i) = instalment {
        pairs.push((c.s("counter-instalment"), super::money(*i)));
    }
    let (entry, leaf) =
        opened.map(|(at, leaf)| (format!("{}/{}/{}", society.home.society.code, at.0, at.1), leaf)).unwrap_or_default();
    let (qr_side, qr) = if leaf.is_empty() { (0, String::new()) } else { qr(&format!("SAHAKAR:{entry}:{leaf}")) };
    let page = Certificate {
        back: format!("{}/account/{}", society.base, encoded(&name)),
        society: society.home.society.name.clone(),
        registration: society.home.society.registration_no.clone(),
        who: whose(owner(ask, &society, &known)?.as_ref()),
        amount: format_indian(*balance),
        words: in_words(*balance, ask.lang),
        pairs,
        qr_side,
        qr,
        entry,
        leaf,
        c,
    };
    page::show(ask, &page)
}

struct PrintedLine {
    no: String,
    day: String,
    what: String,
    out: String,
    came: String,
    balance: String,
}

#[derive(Template)]
#[template(path = "lender/passbook.html")]
struct Passbook {
    c: Frame,
    back: String,
    base: String,
    title: String,
    society: String,
    who: String,
    account: String,
    paper: &'static str,
    /// Lines left free above, because they are printed already.
    skip: Vec<usize>,
    lines: Vec<PrintedLine>,
    printed: String,
    from: String,
    line: String,
    upto: String,
    id: String,
    head: bool,
    /// The last line's entry and its seal, as a receipt has them: whoever holds the book can have it checked.
    proof: String,
    qr: String,
    qr_side: i32,
}

/// The lines of an account that do not stand in its passbook yet, from a given line of the page; or from another line, for a new book.
pub(super) fn passbook(ask: &Ask, code: &str, named: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let known = ask.web.desk.know(society.id(), named)?;
    let book = ask.web.desk.passbook(society.id(), named)?;
    let c = Frame::of(ask, &society, Tab::Day);
    let (paper, size) = match ask.value("paper") {
        Some("80") => ("p80", NARROW),
        Some("58") => ("p58", NARROW),
        _ => ("a5", A5),
    };
    let number = |name: &str| ask.value(name).and_then(|v| lipi::text::ascii_digits(v).parse::<usize>().ok());
    // a line of the account, and the line of the page it goes to, counted from 1
    let from = number("line_from").unwrap_or(book.printed + 1).clamp(1, book.lines.len().max(1) + 1);
    let line = number("page_line").unwrap_or((from - 1) % size + 1).clamp(1, size);
    let asset = known.account.kind.is_asset();
    let figure = |p: kernel::Paise| if p.is_zero() { String::new() } else { format_indian(p) };
    let shown = |(at, l): (usize, &desk::Line)| {
        let key = format!("event-credit-{}", l.what);
        // of a loan what is lent goes out, of a deposit what is taken
        let grows = l.change.0 > 0;
        let (out, came) =
            if grows == asset { (l.change.abs(), kernel::Paise::ZERO) } else { (kernel::Paise::ZERO, l.change.abs()) };
        PrintedLine {
            no: (at + 1).to_string(),
            day: date::format(l.date),
            what: messages::find(c.lang, &key, &[]).unwrap_or_else(|| l.what.clone()),
            out: figure(out),
            came: figure(came),
            balance: format_indian(l.balance),
        }
    };
    let room = size + 1 - line;
    let lines: Vec<PrintedLine> = book.lines.iter().enumerate().skip(from - 1).take(room).map(shown).collect();
    let upto = from - 1 + lines.len();
    let account = known.account.to_string();
    let proof = match upto.checked_sub(1).and_then(|last| book.lines.get(last)).and_then(|l| l.entry) {
        Some(entry) => sealed(ask, &society, entry)?,
        None => String::new(),
    };
    let (qr_side, qr) = if proof.is_empty() { (0, String::new()) } else { qr(&proof) };
    let page = Passbook {
        proof,
        qr,
        qr_side,
        back: format!("{}/account/{}", society.base, encoded(&account)),
        base: society.base.clone(),
        title: c.s("lender-passbook"),
        society: society.home.society.name.clone(),
        who: whose(owner(ask, &society, &known)?.as_ref()),
        skip: (1..line).collect(),
        printed: book.printed.to_string(),
        from: from.to_string(),
        line: line.to_string(),
        // only lines that follow what stands there count as printed
        upto: if upto > book.printed && from <= book.printed + 1 { upto.to_string() } else { String::new() },
        id: born(),
        head: line == 1,
        account,
        paper,
        lines,
        c,
    };
    page::show(ask, &page)
}

/// What a receipt's square says of an entry: the society, the desk, the position and the leaf of the register.
fn sealed(ask: &Ask, society: &Society, (desk, seq): (i64, i64)) -> Result<String, Trouble> {
    let all = ask.read(|t| view::act(t, society.id(), (desk, seq)))?;
    let leaf = all.iter().find(|e| e.seq == seq).map(|e| e.leaf.clone());
    Ok(leaf.map(|leaf| format!("SAHAKAR:{}/{desk}/{seq}:{leaf}", society.home.society.code)).unwrap_or_default())
}
