//! The society, its villages, members and accounts.

use super::{Placed, Projector, Tally, source4};
use crate::Event;
use crate::codec::{class_int, kind_int, no_key};
use crate::tables::{ACCOUNT, MEMBER, VILLAGE};
use books::BooksEvent;
use credit::{AccountRow, CreditEvent};
use kernel::{Date, Paise};
use rayon::prelude::*;
use society::{MemberRow, SocietyEvent};
use sql::{Error, Tx, Val};
use std::collections::BTreeMap;

/// The society itself, its villages, its heads: few rows.
pub(super) fn society(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<(), Error> {
    for e in entries {
        match e.event {
            Event::Society(SocietyEvent::Registered { code, name, registration_no, district, block }) => {
                let texts = [code.into(), name.into(), registration_no.into(), district.into(), block.into()];
                let [a, b, c, d, g] = texts;
                t.exec(super::REGISTERED, &[p.society.0.into(), a, b, c, d, g])?;
            }
            Event::Society(SocietyEvent::VillagesBroughtForward { names }) => {
                let mut bulk = t.bulk(&VILLAGE, names.len())?;
                for (line, name) in names.iter().enumerate() {
                    let place = [p.society.0.into(), p.desk.0.into(), e.seq.0.into(), (line as i64).into()];
                    let [s, d, q, l] = place;
                    bulk.push(&[s, d, q, l, name.into(), Val::Null])?;
                }
                bulk.finish()?;
            }
            Event::Books(BooksEvent::HeadsOpened { heads }) => {
                for h in heads {
                    let class = class_int(h.class).into();
                    t.exec(super::HEAD, &[p.society.0.into(), (&h.code).into(), (&h.name).into(), class])?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn day(d: Option<Date>) -> Option<String> {
    d.map(|d| d.to_string())
}

/// Members.
pub(super) fn members(
    t: &mut Tx<'_>,
    p: &Projector<'_>,
    entries: &[Placed<'_>],
    tally: &mut Tally,
) -> Result<(), Error> {
    let mut rows: Vec<Keyed<'_>> = Vec::new();
    for e in entries {
        if let Event::Society(SocietyEvent::MembersBroughtForward { rows: page }) = e.event {
            rows.extend(page.iter().enumerate().map(|(line, m)| (no_key(&m.no), e.seq.0, line as i64, m)));
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    rows.par_sort_by(|a, b| (&a.0, a.1, a.2).cmp(&(&b.0, b.1, b.2)));
    *tally.entry("member").or_default() += rows.len() as i64;
    super::in_bulk(t, &MEMBER, "member", rows.len(), |t| write_members(t, p, &rows))
}

/// Names made ready at a time.
const AT_ONCE: usize = 8192;

/// A member with key, position and line.
type Keyed<'e> = (String, i64, i64, &'e MemberRow);

fn write_members(t: &mut Tx<'_>, p: &Projector<'_>, rows: &[Keyed<'_>]) -> Result<(), Error> {
    let mut bulk = t.bulk(&MEMBER, rows.len())?;
    // how a name sounds is the dearest part of the row, and all processors can listen
    let sounding = rows.chunks(AT_ONCE).flat_map(|some| {
        let keys: Vec<String> = some.par_iter().map(|(.., m)| (p.name_key)(&m.name)).collect();
        some.iter().zip(keys)
    });
    for ((key, seq, line, m), name_key) in sounding {
        let (admitted, ended) = (day(m.admitted), day(m.ended));
        let [f, s, r, c] = source4(Some(m.source));
        bulk.push(&[
            p.society.0.into(),
            key.into(),
            p.desk.0.into(),
            (*seq).into(),
            (*line).into(),
            (&m.no).into(),
            (&m.name).into(),
            (&name_key).into(),
            (&m.father).into(),
            (&m.village).into(),
            (&m.class).into(),
            admitted.as_deref().into(),
            ended.as_deref().into(),
            f,
            s,
            r,
            c,
        ])?;
    }
    bulk.finish().map(|_| ())
}

struct Account<'e> {
    kind: i64,
    key: String,
    seq: i64,
    line: i64,
    head: &'e str,
    cutoff: Date,
    row: &'e AccountRow,
}

/// Accounts and their totals by kind.
pub(super) fn accounts(
    t: &mut Tx<'_>,
    p: &Projector<'_>,
    entries: &[Placed<'_>],
    tally: &mut Tally,
) -> Result<(), Error> {
    let mut all: Vec<Account<'_>> = Vec::new();
    let mut totals: BTreeMap<i64, (i64, Paise)> = BTreeMap::new();
    for e in entries {
        let Event::Credit(CreditEvent::AccountsBroughtForward { kind, cutoff, head, rows, .. }) = e.event else {
            continue;
        };
        let kind = kind_int(*kind);
        let total = totals.entry(kind).or_default();
        total.0 += rows.len() as i64;
        total.1 += rows.iter().map(|r| r.balance).sum();
        all.extend(rows.iter().enumerate().map(|(line, row)| {
            let (key, line) = (no_key(&row.no), line as i64);
            Account { kind, key, seq: e.seq.0, line, head, cutoff: *cutoff, row }
        }));
    }
    if all.is_empty() {
        return Ok(());
    }
    all.par_sort_by(|a, b| (a.kind, &a.key, a.seq, a.line).cmp(&(b.kind, &b.key, b.seq, b.line)));
    *tally.entry("account").or_default() += all.len() as i64;
    super::in_bulk(t, &ACCOUNT, "account", all.len(), |t| write_accounts(t, p, &all))?;
    for (kind, (count, sum)) in totals {
        t.exec(super::KIND_TOTAL, &[p.society.0.into(), kind.into(), count.into(), sum.0.into()])?;
    }
    Ok(())
}

fn write_accounts(t: &mut Tx<'_>, p: &Projector<'_>, all: &[Account<'_>]) -> Result<(), Error> {
    let mut bulk = t.bulk(&ACCOUNT, all.len())?;
    let mut cutoff = (Date::ZERO, String::new());
    for a in all {
        if cutoff.0 != a.cutoff {
            cutoff = (a.cutoff, a.cutoff.to_string());
        }
        let member_key = no_key(&a.row.member_no);
        let (opened, due) = (day(a.row.opened), day(a.row.due));
        let [f, s, r, c] = source4(Some(a.row.source));
        bulk.push(&[
            p.society.0.into(),
            a.kind.into(),
            (&a.key).into(),
            p.desk.0.into(),
            a.seq.into(),
            a.line.into(),
            (&a.row.no).into(),
            (&member_key).into(),
            (&a.row.member_no).into(),
            a.head.into(),
            a.row.balance.0.into(),
            a.row.interest.map(|i| i.0).into(),
            opened.as_deref().into(),
            due.as_deref().into(),
            a.row.rate.map(i64::from).into(),
            (&cutoff.1).into(),
            f,
            s,
            r,
            c,
        ])?;
    }
    bulk.finish().map(|_| ())
}
