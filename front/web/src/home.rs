//! A society's first page: what is wrong, four figures, what stands in the way, registers, proof.

use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::No;
use crate::finding::{code_name, severity};
use crate::migration::{HeadRow, RegisterRow, Taken, compared, registers, taken};
use crate::page::{self, Frame, Tab};
use crate::societies::{matched, place, share};
use crate::words::moment;
use askama::Template;
use axum::response::Response;
use books::chart::Group;
use books::estate::{Register, borrowings};
use kernel::Paise;
use lipi::amount::{format_rupees, group};

struct CodeRow {
    name: String,
    count: String,
    state: &'static str,
    href: String,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Page {
    c: Frame,
    base: String,
    name: String,
    place: String,
    registration: String,
    cutoff: String,
    state: &'static str,
    sentence: String,
    second: String,
    members: String,
    accounts: String,
    findings: String,
    kinds: String,
    matched: String,
    heads: String,
    bar: String,
    open_heads: String,
    obstacles: Vec<HeadRow>,
    registers: Vec<RegisterRow>,
    codes: Vec<CodeRow>,
    taken: bool,
    entries: String,
    root: String,
    root_short: String,
    signed: String,
    last: String,
    /// By how much what is owed to banks exceeds what members owe; empty where it does not.
    imbalance: String,
    imbalance_text: String,
    /// The open business day; empty where none is open.
    day: String,
    /// Matters of a lender that wait: words, address.
    waits: Vec<(String, String)>,
}

pub(crate) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let taken = taken(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Home);
    let (home, base) = (&society.home, society.base.clone());
    let (state, sentence, second) = sentence(&c, &society, taken.as_ref());
    let mut obstacles = taken.as_ref().map(|t| compared(&c, &base, t)).unwrap_or_default();
    obstacles.retain(|row| row.state == "bad");
    let codes = taken.iter().flat_map(|t| &t.codes).map(|(code, count)| CodeRow {
        name: code_name(c.lang, code),
        count: group(*count),
        state: severity(code),
        href: format!("{base}/findings?code={code}"),
    });
    let (owed, lent) = imbalance(ask, &society)?;
    let day = ask.read(|t| keep::deciding::open_day(t, society.id()))?;
    let root = home.root.map(|r| r.hex()).unwrap_or_default();
    let page = Page {
        name: home.society.name.clone(),
        place: place(&home.society),
        registration: home.society.registration_no.clone(),
        cutoff: society.cutoff(),
        members: group(home.members),
        accounts: group(home.accounts),
        findings: group(society.findings()),
        kinds: group(taken.as_ref().map_or(0, |t| t.codes.len() as u64)),
        matched: group(matched(home)),
        heads: group(home.heads_compared),
        bar: share(matched(home), home.heads_compared),
        open_heads: group(home.heads_unmatched),
        registers: taken.as_ref().map(|t| registers(&c, &base, t)).unwrap_or_default(),
        codes: codes.collect(),
        taken: taken.is_some(),
        entries: group(home.entries),
        root_short: root.chars().take(16).collect(),
        root,
        signed: home.checkpoint.as_deref().and_then(signed_size).map(group).unwrap_or_default(),
        last: home.last_at.map(moment).unwrap_or_default(),
        imbalance: if owed > lent { format_rupees(owed - lent) } else { String::new() },
        imbalance_text: lipi::messages::say(
            c.lang,
            "web-home-imbalance",
            &[("amount", &format_rupees(owed - lent)), ("owed", &format_rupees(owed)), ("lent", &format_rupees(lent))],
        ),
        day: day.map(lipi::date::format).unwrap_or_default(),
        waits: [
            cash_short(ask, &society)?,
            crate::counter::slips::waits(ask, &society, &c)?,
            crate::maturing::waits(ask, &society, &c)?,
            crate::lender::waits(ask, &society, &c)?,
            crate::backup::waits(ask, &society, &c)?.into_iter().collect(),
        ]
        .concat(),
        state,
        sentence,
        second,
        obstacles,
        base,
        c,
    };
    page::show(ask, &page)
}

/// What the society owes to banks for lending, and what members owe it in principal (mpacs.md 2: imbalance is a headline red flag).
fn imbalance(ask: &Ask, society: &Society) -> Result<(Paise, Paise), Trouble> {
    let (heads, entries) = ask.read(|t| {
        let heads = keep::view::trial_balance(t, society.id())?;
        Ok((heads, keep::view::estate(t, society.id(), Register::Borrowings, None)?))
    })?;
    let of =
        |group: Group| heads.iter().filter(move |h| books::chart::standard(&h.code).is_some_and(|s| s.group == group));
    let lent = of(Group::Loans).map(|h| h.debit - h.credit).sum();
    // by the accounts with the bank or by the ledger, whichever is more: a register half entered must not hide a red flag
    let accounts = borrowings::fold(&entries);
    let owed = of(Group::Borrowings).map(|h| {
        let here = accounts.iter().filter(|b| b.facts.head == h.code);
        here.map(borrowings::Borrowing::principal).sum::<Paise>().max(h.credit - h.debit)
    });
    Ok((owed.sum(), lent))
}

/// That cash is below nothing by the books, and where it is mended.
fn cash_short(ask: &Ask, society: &Society) -> Result<Vec<(String, String)>, Trouble> {
    let no = ask.web.desk.cash_warning(society.id())?.map(|r| No::of(ask.lang, &r));
    Ok(no.map(|n| (format!("{} · {}", n.number, n.cause), format!("{}/day", society.base))).into_iter().collect())
}

/// Entries a checkpoint covers: the second line of its text.
pub(crate) fn signed_size(checkpoint: &str) -> Option<u64> {
    checkpoint.lines().nth(1)?.parse().ok()
}

/// The sentence that says what is wrong, and the one that says more.
fn sentence(c: &Frame, society: &Society, taken: Option<&Taken>) -> (&'static str, String, String) {
    let Some(taken) = taken else {
        return ("info", c.s("web-home-empty"), c.s("web-home-empty-more"));
    };
    let open: Vec<_> = taken.differences.iter().filter(|d| !d.difference.is_zero()).collect();
    let Some(worst) = open.iter().max_by_key(|d| d.difference.abs()) else {
        return match society.findings() {
            0 => ("ok", c.s("web-home-fine"), c.s("web-home-fine-more")),
            n => ("warn", c.s("web-home-matched"), c.s1("web-home-matched-more", "n", &group(n))),
        };
    };
    let unexplained: Paise = open.iter().map(|d| d.unexplained.abs()).sum();
    let first = c.s2("web-home-open", "n", &group(open.len() as u64), "m", &group(taken.differences.len() as u64));
    let largest = c.s2("web-home-largest", "head", &worst.name, "amount", &format_rupees(worst.difference.abs()));
    let cause = if unexplained.is_zero() {
        c.s("web-home-explained")
    } else {
        c.s1("web-home-unexplained", "amount", &format_rupees(unexplained))
    };
    ("bad", first, format!("{largest} {cause}"))
}
