//! Trial balance, a head's postings, the accounts behind a head.

use crate::ask::{Ask, Trouble};
use crate::books::{AccountFacts, AccountsWanted, TrialLine};
use crate::members::{AccountRow, account_row};
use crate::page::{self, Figure, Frame, Pager, Tab};
use crate::words::{day, encoded, money};
use ::books::event::HeadClass;
use askama::Template;
use axum::response::Response;
use credit::event::AccountKind;
use kernel::Paise;
use lipi::messages;

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
    let lines = ask.web.books.trial_balance(society.card.id)?;
    let c = Frame::of(ask, &society, Tab::Balance);
    let base = page::base(code);
    let (debit, credit) = totals(lines.iter());
    let sections = CLASSES.iter().filter_map(|(class, key)| {
        let of: Vec<&TrialLine> = lines.iter().filter(|l| l.head.class == *class).collect();
        let (debit, credit) = totals(of.iter().copied());
        let rows = of.iter().map(|l| line(&base, l)).collect();
        (!of.is_empty()).then(|| Section {
            name: c.s(key),
            lines: rows,
            debit: blank_zero(debit),
            credit: blank_zero(credit),
        })
    });
    let page = Page {
        cutoff: society.card.cutoff.map(day).unwrap_or_default(),
        sections: sections.collect(),
        debit: money(debit),
        credit: money(credit),
        gap: blank_zero((debit - credit).abs()),
        c,
    };
    page::show(ask, &page)
}

fn totals<'a>(lines: impl Iterator<Item = &'a TrialLine> + Clone) -> (Paise, Paise) {
    (lines.clone().map(|l| l.debit).sum(), lines.map(|l| l.credit).sum())
}

fn blank_zero(amount: Paise) -> String {
    if amount.is_zero() { String::new() } else { money(amount) }
}

fn line(base: &str, l: &TrialLine) -> Line {
    let href = format!("{base}/heads/{}", encoded(&l.head.code));
    let figure = |amount: Paise| {
        let mut figure = Figure::money(base, amount, l.source);
        if figure.href.is_empty() {
            figure.href.clone_from(&href);
        }
        (!amount.is_zero()).then_some(figure)
    };
    Line { name: l.head.name.clone(), debit: figure(l.debit), credit: figure(l.credit), href }
}

struct PostingRow {
    date: String,
    number: String,
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
}

/// One head and its postings.
pub(crate) fn head(ask: &Ask, society_code: &str, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(society_code)?;
    let skip = (ask.page() - 1) * TAKE;
    let facts = ask.web.books.head(society.card.id, code, skip, TAKE)?.ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, &society, Tab::Balance);
    let base = page::base(society_code);
    let l = &facts.line;
    let row = |p: &crate::books::PostingFacts| {
        let figure = |amount: Paise| (!amount.is_zero()).then(|| Figure::money(&base, amount, p.source));
        PostingRow {
            date: day(p.date),
            number: p.number.clone(),
            narration: p.narration.clone(),
            debit: figure(p.debit),
            credit: figure(p.credit),
        }
    };
    let class = CLASSES.iter().find(|(class, _)| *class == l.head.class).map(|(_, key)| c.s(key));
    let page = HeadPage {
        trial: format!("{base}/trial-balance"),
        name: l.head.name.clone(),
        code: l.head.code.clone(),
        class: class.unwrap_or_default(),
        side: c.s(if l.credit > l.debit { "web-credit" } else { "web-debit" }),
        balance: money((l.debit - l.credit).abs()),
        rows: facts.postings.rows.iter().map(row).collect(),
        pager: Pager::new(ask, TAKE, facts.postings.total),
        accounts: facts.accounts.map(|k| format!("{base}/accounts/{}", k.code())).unwrap_or_default(),
        accounts_name: facts.accounts.map(|k| kind_name(&c, k)).unwrap_or_default(),
        c,
    };
    page::show(ask, &page)
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
}

/// Accounts of one kind: what makes up the head's sum.
pub(crate) fn accounts(ask: &Ask, society_code: &str, kind: &str) -> Result<Response, Trouble> {
    let society = ask.society(society_code)?;
    let kind = AccountKind::ALL.into_iter().find(|k| k.code() == kind).ok_or_else(Trouble::no_page)?;
    let wanted = AccountsWanted { kind, skip: (ask.page() - 1) * TAKE, take: TAKE };
    let part = ask.web.books.accounts(society.card.id, &wanted)?;
    let c = Frame::of(ask, &society, Tab::Balance);
    let base = page::base(society_code);
    let row = |a: &AccountFacts| account_row(&c, &base, a);
    let page = AccountsPage {
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
