//! Members: search, and the passbook of one.

use crate::ask::{Ask, Trouble};
use crate::balance::kind_name;
use crate::books::{AccountFacts, MembersWanted};
use crate::page::{self, Figure, Frame, Pager, Tab};
use crate::words::{day, encoded, grouped, masked, money, percent};
use askama::Template;
use axum::response::Response;
use credit::event::AccountKind;
use kernel::Paise;
use society::event::MemberRow;

/// Members on one page.
const TAKE: u64 = 50;
/// A search is at most this long, in letters.
const QUERY: usize = 80;

struct Row {
    no: String,
    href: String,
    name: String,
    father: String,
    village: String,
    class: String,
    accounts: String,
}

#[derive(Template)]
#[template(path = "members.html")]
struct List {
    c: Frame,
    query: String,
    clear: String,
    rows: Vec<Row>,
    pager: Pager,
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
    let wanted = MembersWanted { query: query.clone(), skip: (ask.page() - 1) * TAKE, take: TAKE };
    let part = ask.web.books.members(society.card.id, &wanted)?;
    let c = Frame::of(ask, &society, Tab::Members);
    let base = page::base(code);
    let row = |(m, accounts): &(MemberRow, u64)| Row {
        no: m.no.clone(),
        href: format!("{base}/members/{}", encoded(&m.no)),
        name: m.name.clone(),
        father: m.father.clone(),
        village: m.village.clone(),
        class: class_name(&c, &m.class),
        accounts: grouped(*accounts),
    };
    let page = List {
        rows: part.rows.iter().map(row).collect(),
        pager: Pager::new(ask, TAKE, part.total),
        clear: format!("{base}/members"),
        query,
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
pub(crate) fn account_row(c: &Frame, base: &str, a: &AccountFacts) -> AccountRow {
    let r = &a.row;
    let known = !a.name.is_empty();
    AccountRow {
        kind: kind_name(c, a.kind),
        no: r.no.clone(),
        owner: a.name.clone(),
        owner_no: r.member_no.clone(),
        owner_href: if known { format!("{base}/members/{}", encoded(&r.member_no)) } else { String::new() },
        balance: Figure::money(base, r.balance, Some(r.source)),
        interest: r.interest.map(money).unwrap_or_default(),
        opened: r.opened.map(day).unwrap_or_default(),
        due: r.due.map(day).unwrap_or_default(),
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
    shares: String,
    loans: String,
    deposits: String,
    accounts: Vec<AccountRow>,
}

/// The passbook.
pub(crate) fn passbook(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let member = ask.web.books.member(society.card.id, no)?.ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, &society, Tab::Members);
    let base = page::base(code);
    let m = &member.person;
    let sum = |of: fn(AccountKind) -> bool| {
        money(member.accounts.iter().filter(|a| of(a.kind)).map(|a| a.row.balance).sum::<Paise>())
    };
    let page = Passbook {
        society: society.card.name.clone(),
        cutoff: society.card.cutoff.map(day).unwrap_or_default(),
        no: m.no.clone(),
        name: m.name.clone(),
        father: m.father.clone(),
        village: m.village.clone(),
        class: class_name(&c, &m.class),
        mobile: masked(&m.mobile),
        admitted: m.admitted.map(day).unwrap_or_default(),
        ended: m.ended.map(day).unwrap_or_default(),
        cell: page::cell_address(&base, m.source),
        list: format!("{base}/members"),
        shares: sum(|k| k == AccountKind::Share),
        loans: sum(AccountKind::is_asset),
        deposits: sum(|k| matches!(k, AccountKind::Sb | AccountKind::Rd | AccountKind::Fd)),
        accounts: member.accounts.iter().map(|a| account_row(&c, &base, a)).collect(),
        c,
    };
    page::show(ask, &page)
}
