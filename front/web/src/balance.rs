//! Trial balance, a head's postings, the accounts behind a head.

use crate::ask::{Ask, Society, Trouble};
use crate::members::{AccountRow, account_row};
use crate::page::{self, Figure, Frame, Pager, Tab};
use crate::reports::{Proof, wants_workbook, workbook};
use crate::words::encoded;
use askama::Template;
use axum::response::Response;
use books::HeadClass;
use credit::AccountKind;
use desk::export::{Cell, Grid, Holds};
use keep::view::{self, AccountView, PostingRow as Posting, TrialRow};
use kernel::{Paise, SocietyId};
use lipi::amount::format_indian;
use lipi::{date, messages};
use sql::Tx;

/// Postings and accounts on one page.
const TAKE: u64 = 50;

struct Line {
    name: String,
    href: String,
    debit: Option<Figure>,
    credit: Option<Figure>,
}

struct Section {
    name: String,
    lines: Vec<Line>,
    debit: String,
    credit: String,
}

#[derive(Template)]
#[template(path = "balance.html")]
struct Page {
    c: Frame,
    cutoff: String,
    sections: Vec<Section>,
    debit: String,
    credit: String,
    gap: String,
    sheet: String,
    proof: Proof,
}

const CLASSES: [(HeadClass, &str); 5] = [
    (HeadClass::Liability, "web-class-liability"),
    (HeadClass::Asset, "web-class-asset"),
    (HeadClass::Income, "web-class-income"),
    (HeadClass::Expense, "web-class-expense"),
    (HeadClass::Difference, "web-class-difference"),
];

/// The trial balance.
pub(crate) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let lines = ask.read(|t| view::trial_balance(t, society.id()))?;
    let c = Frame::of(ask, &society, Tab::Balance);
    let base = society.base.clone();
    let (debit, credit) = totals(lines.iter());
    let sections = CLASSES.iter().filter_map(|(class, key)| {
        let of: Vec<&TrialRow> = lines.iter().filter(|l| l.class == *class).collect();
        let (debit, credit) = totals(of.iter().copied());
        let rows = of.iter().map(|l| line(&base, l)).collect();
        (!of.is_empty()).then(|| Section {
            name: c.s(key),
            lines: rows,
            debit: blank_zero(debit),
            credit: blank_zero(credit),
        })
    });
    let proof = Proof::of(&society);
    if wants_workbook(ask) {
        let who = ask.who.as_ref().ok_or(Trouble::NeedsLogin)?;
        let bytes = ask.web.desk.grid_xlsx(who, society.id(), &as_grid(&c, &society, &lines), &proof.text(&c))?;
        return Ok(workbook("trial-balance", bytes));
    }
    let page = Page {
        sheet: ask.with("as", Some("xlsx")),
        proof,
        cutoff: society.cutoff(),
        sections: sections.collect(),
        debit: format_indian(debit),
        credit: format_indian(credit),
        gap: blank_zero((debit - credit).abs()),
        c,
    };
    page::show(ask, &page)
}

/// The trial balance as a workbook has it: head by head, its classes summed.
fn as_grid(c: &Frame, society: &Society, lines: &[TrialRow]) -> Grid {
    let all = [("web-head", Holds::Words), ("web-debit-rs", Holds::Money), ("web-credit-rs", Holds::Money)];
    let cutoff = society.cutoff();
    let about = if cutoff.is_empty() { Vec::new() } else { vec![c.s1("web-balance-sub", "day", &cutoff)] };
    let columns = crate::grid::columns(c, &all);
    let mut grid = Grid { title: c.s("web-nav-balance"), about, columns, rows: Vec::new() };
    for (class, key) in CLASSES {
        let of: Vec<&TrialRow> = lines.iter().filter(|l| l.class == class).collect();
        if of.is_empty() {
            continue;
        }
        let (debit, credit) = totals(of.iter().copied());
        grid.strong(vec![Cell::text(c.s(key)), Cell::Sum(debit), Cell::Sum(credit)]);
        for l in of {
            grid.row(vec![Cell::text(&l.name), Cell::Money(l.debit), Cell::Money(l.credit)]);
        }
    }
    let (debit, credit) = totals(lines.iter());
    grid.strong(vec![Cell::text(c.s("web-total")), Cell::Sum(debit), Cell::Sum(credit)]);
    grid
}

fn totals<'a>(lines: impl Iterator<Item = &'a TrialRow> + Clone) -> (Paise, Paise) {
    (lines.clone().map(|l| l.debit).sum(), lines.map(|l| l.credit).sum())
}

fn blank_zero(amount: Paise) -> String {
    if amount.is_zero() { String::new() } else { format_indian(amount) }
}

fn line(base: &str, l: &TrialRow) -> Line {
    let href = format!("{base}/heads/{}", encoded(&l.code));
    let figure = |amount: Paise| {
        let mut figure = Figure::money(base, amount, l.source);
        if figure.href.is_empty() {
            figure.href.clone_from(&href);
        }
        (!amount.is_zero()).then_some(figure)
    };
    Line { name: l.name.clone(), debit: figure(l.debit), credit: figure(l.credit), href }
}

struct PostingRow {
    date: String,
    number: String,
    /// Its voucher.
    href: String,
    narration: String,
    debit: Option<Figure>,
    credit: Option<Figure>,
}

#[derive(Template)]
#[template(path = "head.html")]
struct HeadPage {
    c: Frame,
    trial: String,
    name: String,
    code: String,
    class: String,
    side: String,
    balance: String,
    rows: Vec<PostingRow>,
    pager: Pager,
    accounts: String,
    accounts_name: String,
    proof: Proof,
}

/// One head and its postings.
pub(crate) fn head(ask: &Ask, society_code: &str, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(society_code)?;
    let id = society.id();
    let (found, postings, kind) = ask.read(|t| {
        let postings = view::postings(t, id, code, view::Page::number(ask.page(), TAKE))?;
        Ok((view::head(t, id, code)?, postings, kind_under(t, id, code)?))
    })?;
    let found = found.ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, &society, Tab::Balance);
    let base = society.base.clone();
    let l = &found.head;
    let row = |p: &Posting| posting_row(&c, &base, p);
    let class = CLASSES.iter().find(|(class, _)| *class == l.class).map(|(_, key)| c.s(key));
    let page = HeadPage {
        proof: Proof::of(&society),
        trial: format!("{base}/trial-balance"),
        name: l.name.clone(),
        code: l.code.clone(),
        class: class.unwrap_or_default(),
        side: c.s(if l.credit > l.debit { "web-credit" } else { "web-debit" }),
        balance: format_indian((l.debit - l.credit).abs()),
        rows: postings.rows.iter().map(row).collect(),
        pager: Pager::new(ask, TAKE, postings.total),
        accounts: kind.map(|k| format!("{base}/accounts/{}", k.code())).unwrap_or_default(),
        accounts_name: kind.map(|k| kind_name(&c, k)).unwrap_or_default(),
        c,
    };
    page::show(ask, &page)
}

/// A posting; a page of accounts brought forward has no voucher number and leads to its accounts.
fn posting_row(c: &Frame, base: &str, p: &Posting) -> PostingRow {
    let kind = AccountKind::ALL.into_iter().find(|k| p.number.is_empty() && k.code() == p.narration);
    let figure = |amount: Paise| {
        let mut figure = Figure::money(base, amount, p.source);
        if let Some(kind) = kind.filter(|_| p.source.is_none()) {
            figure.href = format!("{base}/accounts/{}", kind.code());
        }
        (!amount.is_zero()).then_some(figure)
    };
    PostingRow {
        date: p.date.map(date::format).unwrap_or_default(),
        href: format!("{base}/vouchers/{}/{}", p.desk, p.seq),
        number: if p.number.is_empty() { c.s("web-page-of-accounts") } else { p.number.clone() },
        narration: kind.map_or_else(|| p.narration.clone(), |kind| kind_name(c, kind)),
        debit: figure(p.debit),
        credit: figure(p.credit),
    }
}

/// The kind of the accounts brought forward under a head; a head has accounts of one kind, or none.
fn kind_under(t: &mut Tx<'_>, id: SocietyId, head: &str) -> Result<Option<AccountKind>, sql::Error> {
    for kind in AccountKind::ALL {
        let first = view::accounts(t, id, kind, view::Page::number(1, 1))?;
        if first.rows.iter().any(|a| a.head == head) {
            return Ok(Some(kind));
        }
    }
    Ok(None)
}

/// An account kind in words.
pub(crate) fn kind_name(c: &Frame, kind: AccountKind) -> String {
    let key = format!("web-account-{}", kind.code().replace('_', "-"));
    messages::say(c.lang, &key, &[])
}

#[derive(Template)]
#[template(path = "accounts.html")]
struct AccountsPage {
    c: Frame,
    name: String,
    kinds: Vec<(String, String, bool)>,
    rows: Vec<AccountRow>,
    pager: Pager,
    proof: Proof,
}

/// Accounts of one kind: what makes up the head's sum.
pub(crate) fn accounts(ask: &Ask, society_code: &str, kind: &str) -> Result<Response, Trouble> {
    let society = ask.society(society_code)?;
    let kind = AccountKind::ALL.into_iter().find(|k| k.code() == kind).ok_or_else(Trouble::no_page)?;
    let part = ask.read(|t| view::accounts(t, society.id(), kind, view::Page::number(ask.page(), TAKE)))?;
    let c = Frame::of(ask, &society, Tab::Balance);
    let base = society.base.clone();
    let row = |a: &AccountView| account_row(&c, &base, a);
    let page = AccountsPage {
        proof: Proof::of(&society),
        name: kind_name(&c, kind),
        kinds: AccountKind::ALL
            .into_iter()
            .map(|k| (kind_name(&c, k), format!("{base}/accounts/{}", k.code()), k == kind))
            .collect(),
        rows: part.rows.iter().map(row).collect(),
        pager: Pager::new(ask, TAKE, part.total),
        c,
    };
    page::show(ask, &page)
}
