//! Registers of people: members (1), nominal members (2), shares by member (3), voters (4).

use super::{empty, part, sums};
use crate::ask::{Ask, Society, Trouble};
use crate::grid::{Register, day, part as asked, plain};
use crate::page::Frame;
use crate::words::encoded;
use books::estate::Register as Kept;
use books::office::nominal;
use desk::export::{Cell, Grid, Holds};
use keep::view::{self, RollRow};
use kernel::Paise;
use lipi::amount::group;
use lipi::date;
use society::land::Land;
use society::terms::{Class, Village};

/// A word of a family of messages, by the code under which it is written down.
fn word<T: serde::Serialize>(c: &Frame, family: &str, value: Option<T>) -> Cell {
    let code = value.and_then(|v| serde_json::to_value(v).ok()).and_then(|v| v.as_str().map(str::to_owned));
    code.map_or(Cell::Empty, |code| Cell::text(c.s(&format!("society-{family}-{code}"))))
}

fn number(society: &Society, no: &str) -> Cell {
    Cell::Link(no.to_owned(), format!("{}/members/{}", society.base, encoded(no)))
}

/// The page of the register a member's row stands on: of the entry that brought him.
fn folio(m: &RollRow) -> Cell {
    Cell::text(format!("{}/{}", m.row.entry.seq, m.row.entry.line / view::LINES_A_PAGE + 1))
}

fn village(m: &RollRow) -> String {
    match &m.person.village {
        Village::Listed(name) => name.clone(),
        code => code.to_string(),
    }
}

/// The register of members.
pub(super) fn members(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let (page, _) = asked(ask);
    let all = ask.read(|t| view::roll(t, society.id(), None, page))?;
    let mut grid = empty(
        c,
        "rep-book-members",
        vec![c.s1("rep-members-n", "n", &group(all.total))],
        &[
            ("rep-folio", Holds::Short),
            ("rep-member-no", Holds::Short),
            ("rep-admitted", Holds::Short),
            ("reg-col-resolution", Holds::Words),
            ("rep-name", Holds::Words),
            ("rep-father", Holds::Words),
            ("rep-category", Holds::Words),
            ("reg-col-sex", Holds::Short),
            ("reg-col-born", Holds::Short),
            ("rep-village", Holds::Words),
            ("reg-col-land", Holds::Words),
            ("reg-col-occupation", Holds::Words),
            ("rep-member-class", Holds::Short),
            ("reg-col-nominees", Holds::Words),
            ("rep-ended", Holds::Short),
            ("reg-col-why-ended", Holds::Words),
        ],
    );
    for m in &all.rows {
        let p = &m.person;
        let land = if p.land == Land::NONE { String::new() } else { p.land.in_nali(c.lang) };
        let nominees: Vec<String> = m.nominees.iter().map(|n| format!("{} ({})", n.name, n.relation)).collect();
        grid.row(vec![
            folio(m),
            number(society, &m.row.no),
            day(m.row.admitted),
            Cell::text(&m.resolution),
            Cell::text(&p.name),
            Cell::text(&p.father),
            word(c, "caste", p.caste),
            word(c, "sex", p.sex),
            day(p.born),
            Cell::text(village(m)),
            Cell::text(land),
            Cell::text(&p.occupation),
            Cell::text(&m.row.class),
            Cell::text(nominees.join("; ")),
            day(m.row.ended),
            word(c, "leaving-of", m.left),
        ]);
    }
    Ok(plain(grid, None, all.total))
}

/// The register of nominal members: what the membership was given for and who vouches is entered apart from the admission.
pub(super) fn nominal(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let (page, _) = asked(ask);
    let (all, kept) = ask.read(|t| {
        let all = view::roll(t, society.id(), Some(Class::B), page)?;
        Ok((all, view::estate(t, society.id(), Kept::Nominal, None)?))
    })?;
    let notes = nominal::fold(&kept);
    let mut grid = empty(
        c,
        "reg-nominal",
        vec![c.s1("rep-members-n", "n", &group(all.total))],
        &[
            ("rep-folio", Holds::Short),
            ("rep-member-no", Holds::Short),
            ("rep-name", Holds::Words),
            ("rep-father", Holds::Words),
            ("rep-village", Holds::Words),
            ("rep-admitted", Holds::Short),
            ("reg-col-purpose", Holds::Words),
            ("reg-col-fee", Holds::Money),
            ("reg-col-signature", Holds::Short),
            ("reg-col-guarantor", Holds::Words),
            ("reg-col-owes", Holds::Money),
        ],
    );
    for m in &all.rows {
        let note = notes.get(&m.row.no);
        let signed = if m.person.signature.is_some() { c.s("society-yes") } else { String::new() };
        grid.row(vec![
            folio(m),
            number(society, &m.row.no),
            Cell::text(&m.person.name),
            Cell::text(&m.person.father),
            Cell::text(village(m)),
            day(m.row.admitted),
            Cell::text(note.map_or("", |n| &n.purpose)),
            Cell::Money(m.fees),
            Cell::text(signed),
            Cell::text(note.map_or("", |n| &n.guarantor)),
            Cell::Money(m.owed),
        ]);
    }
    let acts = vec![(format!("{}/office/do/note-nominal", society.base), c.s("act-note-nominal"), "1")];
    Ok(Register { acts, ..plain(grid, None, all.total) })
}

/// The ledger of shares by member.
pub(super) fn shares(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let until = ask.web.desk.today();
    let (all, kept) = ask.read(|t| {
        let all = view::share_book(t, society.id(), until)?;
        Ok((all, view::estate(t, society.id(), Kept::Certificates, None)?))
    })?;
    let numbered = books::office::certificates::fold(&kept);
    let mut grid = empty(
        c,
        "reg-shares",
        vec![c.s1("web-on-day", "day", &date::format(until)), c.s1("rep-accounts-n", "n", &group(all.len() as u64))],
        &[
            ("rep-member-no", Holds::Short),
            ("rep-name", Holds::Words),
            ("rep-village", Holds::Words),
            ("reg-col-certificates", Holds::Words),
            ("reg-col-distinctive", Holds::Words),
            ("rep-opening", Holds::Money),
            ("reg-col-issued", Holds::Money),
            ("reg-col-refunded", Holds::Money),
            ("reg-col-taken", Holds::Money),
            ("reg-col-given", Holds::Money),
            ("rep-balance", Holds::Money),
        ],
    );
    for r in &all {
        let from_to = |no: &String| numbered.get(no).map(|n| format!("{}–{}", n.first, n.last));
        let numbers: Vec<String> = r.certificates.iter().filter_map(from_to).collect();
        let book = format!("{}/books/account/{}", society.base, encoded(&format!("SH-{}", r.account)));
        grid.row(vec![
            Cell::Link(r.member_no.clone(), book),
            Cell::text(&r.name),
            Cell::text(&r.village),
            Cell::text(r.certificates.join(", ")),
            Cell::text(numbers.join(", ")),
            Cell::Money(r.opening),
            Cell::Money(r.issued),
            Cell::Money(r.refunded),
            Cell::Money(r.taken),
            Cell::Money(r.given),
            Cell::Sum(r.balance()),
        ]);
    }
    let of = |f: fn(&view::ShareRow) -> Paise| all.iter().map(f).sum::<Paise>();
    let money = [
        (5, of(|r| r.opening)),
        (6, of(|r| r.issued)),
        (7, of(|r| r.refunded)),
        (8, of(|r| r.taken)),
        (9, of(|r| r.given)),
        (10, of(view::ShareRow::balance)),
    ];
    let last = sums(c, 11, 1, &money);
    let acts = vec![(format!("{}/office/do/number-shares", society.base), c.s("act-number-shares"), "1")];
    Ok(Register { acts, ..part(ask, grid, Some(last)) })
}

/// The list of voters: everybody, and whether he may vote. The terms are bye-laws; unset, the page says which is missing.
pub(super) fn voters(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let poll = ask.web.desk.today();
    let mut about = vec![c.s1("web-on-day", "day", &date::format(poll))];
    let drawn = match ask.web.desk.voters(society.id(), poll) {
        Ok(v) => v,
        Err(desk::Trouble::Refusal(r)) => {
            about.push(lipi::messages::refuse(c.lang, &r));
            desk::Voters::default()
        }
        Err(e) => return Err(e.into()),
    };
    let mut grid: Grid = empty(
        c,
        "reg-voters",
        about,
        &[
            ("rep-member-no", Holds::Short),
            ("rep-name", Holds::Words),
            ("rep-father", Holds::Words),
            ("rep-village", Holds::Words),
            ("rep-member-class", Holds::Short),
            ("reg-col-arrears", Holds::Money),
            ("reg-col-eligible", Holds::Short),
            ("society-col-why", Holds::Words),
        ],
    );
    let why: std::collections::BTreeMap<usize, society::voters::Why> = drawn.list.may_not.iter().copied().collect();
    for (i, m) in drawn.rows.iter().enumerate() {
        let no = why.get(&i);
        grid.row(vec![
            number(society, &m.no),
            Cell::text(&m.name),
            Cell::text(&m.father),
            Cell::text(&m.village),
            Cell::text(m.class.code()),
            Cell::Money(m.overdue),
            Cell::text(c.s(if no.is_none() { "society-yes" } else { "society-no" })),
            no.map_or(Cell::Empty, |w| Cell::text(c.s1("society-vote-why", "why", w.code()))),
        ]);
    }
    let acts = vec![(format!("{}/bylaws", society.base), c.s("reg-bylaws"), "1")];
    Ok(Register { acts, ..part(ask, grid, None) })
}
