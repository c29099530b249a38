//! Members: search, and the passbook of one.

use crate::ask::{Ask, Trouble};
use crate::balance::kind_name;
use crate::page::{self, Figure, Frame, Pager, Tab};
use crate::words::{encoded, masked, percent};
use askama::Template;
use axum::response::Response;
use credit::AccountKind;
use keep::view::{self, AccountView, MemberView};
use kernel::Paise;
use lipi::amount::format_indian;
use lipi::date;

/// Members on one page.
const TAKE: u64 = 50;
/// Most members found by a search.
const MOST_FOUND: usize = 200;
/// A search is at most this long, in letters.
const QUERY: usize = 80;

struct Row {
    no: String,
    href: String,
    name: String,
    father: String,
    village: String,
    class: String,
}

#[derive(Template)]
#[template(path = "members.html")]
struct List {
    c: Frame,
    query: String,
    clear: String,
    rows: Vec<Row>,
    pager: Pager,
    base: String,
}

fn class_name(c: &Frame, class: &str) -> String {
    match class {
        "A" => c.s("web-member-a"),
        "B" => c.s("web-member-b"),
        other => other.to_owned(),
    }
}

/// The list.
pub(crate) fn list(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let query: String = ask.value("q").unwrap_or_default().trim().chars().take(QUERY).collect();
    let part = if query.is_empty() {
        ask.read(|t| view::members(t, society.id(), "", "", view::Page::number(ask.page(), TAKE)))?
    } else {
        let all = ask.web.desk.find_members(society.id(), &query, MOST_FOUND)?;
        let (total, from) = (all.len() as u64, (ask.page() - 1) * TAKE);
        view::Paged { rows: all.into_iter().skip(from as usize).take(TAKE as usize).collect(), total }
    };
    let c = Frame::of(ask, &society, Tab::Members);
    let base = society.base.clone();
    let row = |m: &MemberView| Row {
        no: m.no.clone(),
        href: format!("{base}/members/{}", encoded(&m.no)),
        name: m.name.clone(),
        father: m.father.clone(),
        village: m.village.clone(),
        class: class_name(&c, &m.class),
    };
    let page = List {
        rows: part.rows.iter().map(row).collect(),
        pager: Pager::new(ask, TAKE, part.total),
        clear: format!("{base}/members"),
        query,
        base: society.base.clone(),
        c,
    };
    page::show(ask, &page)
}

/// An account in a table.
pub(crate) struct AccountRow {
    /// Kind in words.
    pub kind: String,
    /// Number.
    pub no: String,
    /// Owner's name; empty where the number names nobody.
    pub owner: String,
    /// Owner's number.
    pub owner_no: String,
    /// Owner's passbook; empty where the number names nobody.
    pub owner_href: String,
    /// Balance, leading to its cell.
    pub balance: Figure,
    /// Interest outstanding; empty where the register has none.
    pub interest: String,
    /// Opened or disbursed.
    pub opened: String,
    /// Due or maturing.
    pub due: String,
    /// Yearly rate.
    pub rate: String,
}

/// An account as a row.
pub(crate) fn account_row(c: &Frame, base: &str, r: &AccountView) -> AccountRow {
    let known = !r.member_name.is_empty();
    AccountRow {
        kind: kind_name(c, r.kind),
        no: r.no.clone(),
        owner: r.member_name.clone(),
        owner_no: r.member_no.clone(),
        owner_href: if known { format!("{base}/members/{}", encoded(&r.member_no)) } else { String::new() },
        balance: Figure::money(base, r.balance, r.source),
        interest: r.interest.map(format_indian).unwrap_or_default(),
        opened: r.opened.map(date::format).unwrap_or_default(),
        due: r.due.map(date::format).unwrap_or_default(),
        rate: r.rate.map(percent).unwrap_or_default(),
    }
}

#[derive(Template)]
#[template(path = "passbook.html")]
struct Passbook {
    c: Frame,
    society: String,
    cutoff: String,
    no: String,
    name: String,
    father: String,
    village: String,
    class: String,
    mobile: String,
    admitted: String,
    ended: String,
    cell: String,
    list: String,
    twins: Vec<(String, String)>,
    shares: String,
    loans: String,
    deposits: String,
    accounts: Vec<AccountRow>,
    more: crate::card::Particulars,
    proof: crate::reports::Proof,
}

/// The passbook.
pub(crate) fn passbook(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (found, accounts) = ask.read(|t| {
        let id = society.id();
        Ok((view::member(t, id, no)?, view::accounts_of(t, id, no)?))
    })?;
    let card = ask.read(|t| view::card(t, society.id(), no))?;
    let m = found.first().ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, &society, Tab::Members);
    let base = society.base.clone();
    let sum = |of: fn(AccountKind) -> bool| {
        format_indian(accounts.iter().filter(|a| of(a.kind)).map(|a| a.balance).sum::<Paise>())
    };
    let page = Passbook {
        proof: crate::reports::Proof::of(&society),
        society: society.home.society.name.clone(),
        cutoff: society.cutoff(),
        no: m.no.clone(),
        name: m.name.clone(),
        father: m.father.clone(),
        village: m.village.clone(),
        class: class_name(&c, &m.class),
        mobile: masked(&m.mobile),
        admitted: m.admitted.map(date::format).unwrap_or_default(),
        ended: m.ended.map(date::format).unwrap_or_default(),
        cell: m.source.map(|s| page::cell_address(&base, s)).unwrap_or_default(),
        list: format!("{base}/members"),
        twins: found[1..]
            .iter()
            .map(|t| {
                (
                    format!("{} · {} · {}", t.name, t.father, t.village),
                    t.source.map(|s| page::cell_address(&base, s)).unwrap_or_default(),
                )
            })
            .collect(),
        shares: sum(|k| k == AccountKind::Share),
        loans: sum(AccountKind::is_asset),
        deposits: sum(|k| matches!(k, AccountKind::Sb | AccountKind::Rd | AccountKind::Fd)),
        accounts: accounts.iter().map(|a| account_row(&c, &base, a)).collect(),
        more: crate::card::particulars(&c, &base, &card),
        c,
    };
    page::show(ask, &page)
}
