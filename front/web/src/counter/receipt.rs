//! The receipt of an act, for the screen and for paper: A5, 80 mm, 58 mm.

use super::day::narration;
use super::form::No;
use crate::ask::{Ask, Trouble};
use crate::page::{self, Frame, Tab};
use crate::words::moment;
use askama::Template;
use axum::response::Response;
use books::BooksEvent;
use credit::CreditEvent;
use credit::account::named;
use desk::Sums;
use desk::act::PaidTo;
use keep::Event;
use keep::view::{self, ActEntry};
use kernel::{Paise, Refusal};
use lipi::amount::format_indian;
use lipi::date;
use lipi::words::in_words;
use society::SocietyEvent;

struct Row {
    what: String,
    debit: String,
    credit: String,
}

#[derive(Template)]
#[template(path = "counter/receipt.html")]
struct Page {
    c: Frame,
    base: String,
    society: String,
    registration: String,
    title: String,
    state: &'static str,
    state_text: String,
    number: String,
    day: String,
    at: String,
    by: String,
    who: String,
    more: Vec<(String, String)>,
    amount: String,
    words: String,
    after: Vec<(String, String)>,
    rows: Vec<Row>,
    entry: String,
    leaf: String,
    qr_side: i32,
    qr: String,
    again: String,
    again_name: String,
    undo: String,
    /// Of a run over accounts: address and words of taking it back whole.
    undo_run: Option<(String, String)>,
    paper: String,
    /// It was sent twice and done once; cash is below nothing.
    nos: Vec<No>,
}

/// What is to be said over a receipt: that it is the first one of something sent twice; that cash is below nothing.
fn told(ask: &Ask, id: kernel::SocietyId) -> Result<Vec<No>, Trouble> {
    let twice = ask.value("twice").map(|_| Refusal::new(4636));
    let all = [twice, ask.web.desk.cash_warning(id)?];
    Ok(all.iter().flatten().map(|r| No::of(ask.lang, r)).collect())
}

/// The entry a receipt is about: what a person did, not what followed from it.
fn main_entry(all: &[ActEntry]) -> Option<&ActEntry> {
    let rank = |e: &ActEntry| match &e.event {
        // the bill, not the drawal that pays for it
        Event::Trade(_) => 6,
        Event::Credit(CreditEvent::LoanReceived(_) | CreditEvent::LoanDisbursed(_)) => 5,
        Event::Credit(CreditEvent::SurplusPaid(_)) => 6,
        Event::Credit(CreditEvent::DepositClosed(_)) => 5,
        Event::Society(SocietyEvent::MemberAdmitted(_)) => 5,
        Event::Credit(CreditEvent::Deposited(_)) => 4,
        Event::Credit(CreditEvent::InterestAccrued(_) | CreditEvent::DepositLien(_)) => 1,
        Event::Credit(CreditEvent::DepositInterestCredited(_)) => 2,
        Event::Books(BooksEvent::EnteredLate(_) | BooksEvent::ProposalDecided { .. }) => 0,
        _ => 3,
    };
    all.iter().max_by_key(|e| (rank(e), e.seq))
}

/// What the member paid or got, and for a receipt how it was divided.
fn amount(c: &Frame, event: &Event) -> (Paise, Vec<(String, String)>) {
    let money = |p: Paise| format!("₹ {}", format_indian(p));
    match event {
        Event::Credit(CreditEvent::LoanReceived(e)) => {
            let parts = [
                ("counter-part-principal", e.parts.principal),
                ("counter-part-interest", e.parts.interest),
                ("counter-part-penal", e.parts.penal + e.parts.charges),
                ("counter-part-surplus", e.surplus),
            ];
            (e.amount, parts.iter().filter(|p| !p.1.is_zero()).map(|p| (c.s(p.0), money(p.1))).collect())
        }
        Event::Credit(CreditEvent::SurplusPaid(e)) => (e.amount, heir(c, e.to.as_ref())),
        Event::Credit(CreditEvent::Withdrawn(e)) => (e.amount, heir(c, e.to.as_ref())),
        Event::Credit(CreditEvent::DepositClosed(e)) => (e.amount, heir(c, e.to.as_ref())),
        Event::Credit(CreditEvent::LoanSanctioned(e)) => {
            (e.amount, vec![(c.s("counter-f-resolution"), e.resolution.clone())])
        }
        Event::Credit(CreditEvent::LoanRejected(e)) => {
            (e.amount, vec![(c.s("counter-f-reasons"), e.reasons.join("; "))])
        }
        Event::Credit(CreditEvent::Reversed(e)) => {
            let inner = amount(c, &Event::Credit((*e.was).clone()));
            (inner.0, vec![(c.s("counter-f-reason"), e.reason.clone())])
        }
        Event::Society(e) => super::members::receipt(c, e),
        Event::Books(BooksEvent::Proposed(p)) => (p.amount, vec![(c.s("counter-about"), p.words.clone())]),
        Event::Books(BooksEvent::VoucherPosted { lines, narration, .. }) => {
            (lines.iter().map(|l| l.debit).sum(), vec![(c.s("counter-f-narration"), narration.clone())])
        }
        Event::Trade(e) => crate::trade::bill(c, e),
        other => (other.postings().iter().map(|l| l.debit).sum(), Vec::new()),
    }
}

/// Who received the money of a member who is dead, and by which paper.
fn heir(c: &Frame, to: Option<&PaidTo>) -> Vec<(String, String)> {
    let one = |to: &PaidTo| {
        [("counter-f-heir", &to.name), ("counter-f-heir_paper", &to.paper)].map(|(key, text)| (c.s(key), text.clone()))
    };
    to.map(one).into_iter().flatten().collect()
}

pub(crate) fn show(ask: &Ask, code: &str, desk: &str, seq: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let entry = desk.parse::<i64>().ok().zip(seq.parse::<i64>().ok()).ok_or_else(Trouble::no_page)?;
    let id = society.id();
    let all = ask.read(|t| view::act(t, id, entry))?;
    let shown = main_entry(&all).ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, &society, Tab::Day);
    let account = match &shown.event {
        Event::Credit(e) => named(e).first().map(|a| (*a).to_owned()),
        _ => None,
    };
    let (mut member, after) = standing(ask, &society, &c, account.as_deref())?;
    let (mut sum, mut more) = amount(&c, &shown.event);
    if let Event::Society(e) = &shown.event {
        member = super::members::whose(ask, &society, e)?;
        // fee and shares paid with the application are one receipt
        let of_society = all.iter().filter(|x| matches!(x.event, Event::Society(_)));
        sum = of_society.flat_map(|x| x.event.postings()).map(|l| l.debit).sum();
    }
    if let Some(account) = &account {
        more.insert(0, (c.s("web-account"), account.clone()));
    }
    let kind = shown.event.kind();
    let waits = matches!(shown.event, Event::Books(BooksEvent::Proposed(_)));
    let (state, state_text) = match (waits, shown.gone) {
        (true, _) => ("warn", c.s("counter-waits")),
        (_, true) => ("bad", c.s("counter-gone")),
        _ => ("ok", c.s("counter-done")),
    };
    let base = society.base.clone();
    let run = ask.web.desk.run_left(id, entry)?;
    let names = ask.read(|t| view::trial_balance(t, id))?;
    let head = |code: &str| names.iter().find(|h| h.code == code).map_or_else(|| code.to_owned(), |h| h.name.clone());
    let figure = |p: Paise| if p.is_zero() { String::new() } else { format_indian(p) };
    let lines = all.iter().flat_map(|e| e.event.postings());
    let origin = format!("{}/{}/{}", society.home.society.code, entry.0, shown.seq);
    let proof = format!("SAHAKAR:{origin}:{}", shown.leaf);
    let deed = ask.value("do").filter(|d| super::acts::DEEDS.iter().any(|x| x.0 == *d)).unwrap_or_default();
    let (qr_side, qr) = qr(&proof);
    let page = Page {
        society: society.home.society.name.clone(),
        registration: society.home.society.registration_no.clone(),
        title: narration(&c, kind, kind),
        state,
        state_text,
        number: shown.number.clone(),
        day: shown.event.voucher().map(|v| date::format(v.date)).unwrap_or_default(),
        at: moment(shown.at),
        by: shown.by.clone(),
        who: member,
        more,
        amount: if sum.is_zero() { String::new() } else { format_indian(sum) },
        words: if sum.is_zero() { String::new() } else { in_words(sum, c.lang) },
        after,
        rows: lines.map(|l| Row { what: head(&l.head), debit: figure(l.debit), credit: figure(l.credit) }).collect(),
        entry: origin,
        leaf: shown.leaf.clone(),
        qr_side,
        qr,
        again: if deed.is_empty() { String::new() } else { format!("{base}/do/{deed}") },
        again_name: if deed.is_empty() { String::new() } else { c.s(&format!("act-{deed}")) },
        undo: if shown.gone || waits {
            String::new()
        } else {
            format!("{base}/do/reverse?entry={}/{}", entry.0, shown.seq)
        },
        undo_run: (run > 0).then(|| {
            let words = c.s1("counter-undo-run", "n", &lipi::amount::group(run as u64));
            (format!("{base}/do/reverse-run?entry={}/{}", entry.0, shown.seq), words)
        }),
        nos: told(ask, society.id())?,
        paper: match ask.value("paper") {
            Some(p @ ("80" | "58")) => format!("p{p}"),
            _ => "a5".to_owned(),
        },
        base,
        c,
    };
    page::show(ask, &page)
}

/// Whose account it is, and what stands on it now.
fn standing(
    ask: &Ask,
    society: &crate::ask::Society,
    c: &Frame,
    account: Option<&str>,
) -> Result<(String, Vec<(String, String)>), Trouble> {
    let Some(account) = account else { return Ok((String::new(), Vec::new())) };
    let known = ask.web.desk.know(society.id(), account)?;
    let owner = ask.read(|t| view::member(t, society.id(), &known.member_no))?.into_iter().next();
    let who = owner.map(|m| format!("{} / {} / {}", m.name, m.father, m.village)).unwrap_or_default();
    let money = |p: Paise| format!("₹ {}", format_indian(p));
    let after = match known.sums {
        Sums::Loan { owed, .. } => vec![(c.s("counter-after-loan"), money(owed.total()))],
        Sums::Deposit { balance, .. } => vec![(c.s("counter-after-deposit"), money(balance))],
    };
    Ok((who, after))
}

/// A QR code row by row: what of it is dark.
pub(crate) fn square(text: &str) -> Vec<Vec<bool>> {
    use qrcodegen::{QrCode, QrCodeEcc};
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return Vec::new() };
    (0..code.size()).map(|y| (0..code.size()).map(|x| code.get_module(x, y)).collect()).collect()
}

/// The squares of a QR code as one path; the side of it in squares.
pub(crate) fn qr(text: &str) -> (i32, String) {
    let rows = square(text);
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
            path.push_str(&format!("M{x},{y}h1v1h-1z"));
        }
    }
    (i32::try_from(rows.len()).unwrap_or(0), path)
}
