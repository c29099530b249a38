//! What is counted of a society for the ladder, and the state's own register.

use crate::{Event, deciding};
use credit::kindrule::KindRule;
use credit::norm::NormRule;
use kernel::{Date, DeskId, Instant, Paise, SocietyId};
use migration::bench::Case;
use places::PlacesEvent;
use programme::rates::Ruling;
use programme::{AtWork, ENDS, Ended, Evidence, Migrated, ProgrammeEvent, YearOf, call};
use sha2::{Digest as _, Sha256};
use sql::{Error, Kind, Tx};
use std::collections::BTreeMap;

sql::statements! {
    PROGRAMME = "SELECT e.kind, e.bytes, x.desk_id, x.seq FROM programme_entry x JOIN register_entry e ON e.society_id = x.society_id AND e.desk_id = x.desk_id AND e.seq = x.seq WHERE x.society_id = $1 AND x.register = $2 ORDER BY x.desk_id, x.seq";
    PLACES = "SELECT seq, kind, bytes FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq >= $3 ORDER BY seq";
    COMPLETED = "SELECT desk_id, run, cutoff, members, accounts, at FROM migration_run WHERE society_id = $1 AND completed = 1 ORDER BY desk_id DESC, run DESC LIMIT 1";
    ENDED = "SELECT date, desk_id, ended_seq, ended_at FROM business_day WHERE society_id = $1 AND ended_seq IS NOT NULL ORDER BY date DESC LIMIT $2";
    ENDED_BEFORE = "SELECT date, desk_id, ended_seq, ended_at FROM business_day WHERE society_id = $1 AND ended_seq IS NOT NULL AND date < $2 ORDER BY date DESC";
    FIRST_END = "SELECT date, desk_id, ended_seq, ended_at FROM business_day WHERE society_id = $1 AND ended_seq IS NOT NULL ORDER BY date LIMIT 1";
    ENDS_COUNTED = "SELECT CAST(count(*) AS BIGINT) FROM business_day WHERE society_id = $1 AND ended_seq IS NOT NULL";
    FIRST_AT = "SELECT min(CASE WHEN d.desk_id < $2 THEN e.at END), min(e.at) FROM desk d JOIN register_entry e ON e.society_id = d.society_id AND e.desk_id = d.desk_id AND e.seq = 0 WHERE d.society_id = $1";
    OBJECTIONS = "SELECT CAST(count(*) AS BIGINT) FROM objection WHERE society_id = $1 AND closed = 0";
    FORKS = "SELECT CAST(count(*) AS BIGINT), min(seen_at) FROM fork WHERE society_id = $1";
    SHELVED = "SELECT CAST(count(*) AS BIGINT) FROM shelf WHERE society_id = $1";
    STALE = "SELECT d.society_id FROM desk d LEFT JOIN received_log r ON r.society_id = d.society_id AND r.desk_id = d.desk_id LEFT JOIN drawn w ON w.society_id = d.society_id AND w.desk_id = d.desk_id LEFT JOIN evidence e ON e.society_id = d.society_id GROUP BY d.society_id, e.entries HAVING COALESCE(e.entries, 0) <> CAST(sum(CASE WHEN r.society_id IS NULL THEN d.size ELSE COALESCE(w.upto, 0) END) AS BIGINT) ORDER BY d.society_id";
    IN_SHADOWS = "SELECT CAST(COALESCE(sum(CASE WHEN r.society_id IS NULL THEN d.size ELSE COALESCE(w.upto, 0) END), 0) AS BIGINT) FROM desk d LEFT JOIN received_log r ON r.society_id = d.society_id AND r.desk_id = d.desk_id LEFT JOIN drawn w ON w.society_id = d.society_id AND w.desk_id = d.desk_id WHERE d.society_id = $1";
    YEARS = "SELECT CAST(substr(date, 1, 4) AS BIGINT) + CASE WHEN substr(date, 6, 2) >= '04' THEN 1 ELSE 0 END, CAST(count(*) AS BIGINT), CAST(sum(amount) AS BIGINT) FROM voucher WHERE society_id = $1 GROUP BY 1 ORDER BY 1";
    SAVE = "INSERT INTO evidence (society_id, entries, times, body) VALUES ($1, $2, 1, $3) ON CONFLICT (society_id) DO UPDATE SET entries = excluded.entries, times = evidence.times + 1, body = excluded.body";
    STAMP = "SELECT CAST(count(*) AS BIGINT), CAST(COALESCE(sum(times), 0) AS BIGINT), (SELECT COALESCE(max(at), 0) FROM heard) FROM evidence";
    SIZES = "SELECT society_id, times FROM evidence ORDER BY society_id";
    ALL = "SELECT society_id, body, times FROM evidence ORDER BY society_id";
    ONE = "SELECT body, times FROM evidence WHERE society_id = $1";
    HEARD = "SELECT max(at) FROM heard WHERE society_id = $1";
    ALL_HEARD = "SELECT society_id, max(at) FROM heard GROUP BY society_id";
    HEAR = "INSERT INTO heard (society_id, desk_id, at) VALUES ($1, $2, $3) ON CONFLICT (society_id, desk_id) DO UPDATE SET at = excluded.at";
}

/// An entry of the programme: desk and position, and what it says.
pub type ProgrammeEntry = ((i64, i64), ProgrammeEvent);

/// Societies whose evidence was counted over other entries than stand in the shadows now. Of a log that came from elsewhere those count that are
/// drawn: it is kept first and drawn afterwards, and what was counted in between would else stand as if it were whole.
///
/// # Errors
/// The store's.
pub fn uncounted(t: &mut Tx<'_>) -> Result<Vec<SocietyId>, Error> {
    t.rows(STALE, &[], |r| SocietyId(r.int(0)))
}

/// Counts a society anew and keeps it, under the entries that stand in the shadows in this transaction.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn recount(t: &mut Tx<'_>, id: SocietyId) -> Result<(), Error> {
    let entries = t.first(IN_SHADOWS, &[id.0.into()], |r| r.int(0))?.unwrap_or(0) as u64;
    // as many as were drawn, not as are kept: by this number others see whether they have it already
    let evidence = Evidence { entries, ..count_evidence(t, id)? };
    save_evidence(t, id, entries, &evidence)
}

/// Counts what is known of a society.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn count_evidence(t: &mut Tx<'_>, id: SocietyId) -> Result<Evidence, Error> {
    let called = call::calls(&programme_events(t, id, "call")?).pop();
    let Some(home) = super::home(t, id)? else {
        // nothing came from it yet; what officers signed for it stands all the same
        let mut out = Evidence { called, ..Evidence::default() };
        out.sign(&programme_events(t, id, "ladder")?);
        return Ok(out);
    };
    let one = |t: &mut Tx<'_>, text| Ok::<_, Error>(t.first(text, &[id.0.into()], |r| r.int(0))?.unwrap_or(0) as u64);
    let migrated = t.first(COMPLETED, &[id.0.into()], |r| Migrated {
        entry: (r.int(0), r.int(1)),
        day: Instant(r.int(5)).day(),
        cutoff: r.text(2).parse().ok(),
        members: r.int(3) as u64,
        accounts: r.int(4) as u64,
    })?;
    let mut ends: Vec<Ended> =
        t.rows(ENDED, &[id.0.into(), (ENDS as i64).into()], ended)?.into_iter().flatten().collect();
    ends.reverse();
    let row_since = ends.first().filter(|_| ends.len() == ENDS).map(|first| row_since(t, id, *first)).transpose()?;
    let settings = deciding::settings(t, id)?;
    let case = super::bench_case(t, id)?;
    let years = t.rows(YEARS, &[id.0.into()], |r| {
        Some(YearOf { year: i16::try_from(r.int(0)).ok()?, vouchers: r.int(1) as u64, debit: Paise(r.int(2)) })
    })?;
    let forks = t.first(FORKS, &[id.0.into()], |r| (r.int(0) as u64, r.opt_int(1).map(Instant)))?;
    let mut out = Evidence {
        entries: home.entries,
        last_at: home.last_at,
        first_at: first_at(t, id)?,
        heard: t.first(HEARD, &[id.0.into()], |r| r.opt_int(0).map(Instant))?.flatten(),
        forks: forks.map_or(0, |f| f.0),
        forked_at: forks.and_then(|f| f.1),
        counted: 0,
        shelved: one(t, SHELVED)?,
        members: home.members,
        accounts: home.accounts,
        vouchers: home.vouchers,
        debit: home.debit,
        migrated,
        at_work: at_work(&case),
        at_bench: case.counted.is_some() || case.posted.is_some(),
        cut_over: case.cut_over.as_ref().map(|c| c.place),
        cut_over_on: case.cut_over.as_ref().map(|c| c.at.day()),
        years: years.into_iter().flatten().collect(),
        findings: home.findings.iter().map(|c| c.count).sum(),
        compared: home.heads_compared,
        unmatched: home.heads_unmatched,
        unexplained: home.unexplained,
        open: deciding::open_day(t, id)?,
        first_end: t.first(FIRST_END, &[id.0.into()], ended)?.flatten(),
        ends,
        row_since,
        ended: one(t, ENDS_COUNTED)?,
        paper_closed: settings.paper_closed(Date::MAX),
        objections: one(t, OBJECTIONS)?,
        late: super::late_asking(t, id)?,
        called,
        signed: Vec::new(),
        norms: marks(t, id)?,
    };
    out.sign(&programme_events(t, id, "ladder")?);
    Ok(out)
}

fn ended(r: &sql::Row<'_>) -> Option<Ended> {
    let date: Date = r.text(0).parse().ok()?;
    Some(Ended { date, on: Instant(r.int(3)).day(), entry: (r.int(1), r.int(2)) })
}

/// Since when the unbroken row of day-ends goes on that comes down to this one: days are read backwards for as long as they belong to it.
fn row_since(t: &mut Tx<'_>, id: SocietyId, earliest: Ended) -> Result<Date, Error> {
    let mut row = programme::Row::of(earliest);
    let date = earliest.date.to_string();
    t.each(ENDED_BEFORE, &[id.0.into(), (&date).into()], |r| Ok(ended(r).is_some_and(|d| row.takes(d))))?;
    Ok(row.since())
}

/// When its own desk wrote its first entry; of a society that is kept at the seat when the seat did.
fn first_at(t: &mut Tx<'_>, id: SocietyId) -> Result<Option<Instant>, Error> {
    let found = t.first(FIRST_AT, &[id.0.into(), DeskId::SEATS.into()], |r| r.opt_int(0).or(r.opt_int(1)))?;
    Ok(found.flatten().map(Instant))
}

/// The marks of the rules the books of a society go by: its norms, and the rates that all its products of a kind have.
fn marks(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<u64>, Error> {
    let norms = NormRule::counting(&deciding::norms(t, id)?).into_iter().map(Ruling::Norm);
    let rates = KindRule::common(&deciding::products(t, id)?).into_iter().map(Ruling::Product);
    Ok(norms.chain(rates).map(|r| mark(&r)).collect())
}

/// The mark of a rule of credit: the first eight bytes of the SHA-256 of what it says, whatever was noted of where it was read.
#[must_use]
pub fn mark(rule: &Ruling) -> u64 {
    let says = serde_json::to_vec(&rule.bare()).expect("plain data");
    let hash: [u8; 32] = Sha256::digest(says).into();
    hash.iter().take(8).fold(0, |n, byte| n << 8 | u64::from(*byte))
}

fn at_work(case: &Case) -> Option<AtWork> {
    case.counted.as_ref().map(|c| AtWork {
        entry: c.place,
        day: c.at.day(),
        rows: (c.what.rows, c.what.keyed),
        pages: c.what.pages,
        heads: c.what.heads,
        findings: c.what.findings,
        gates: c.what.gates,
        days_left: case.days_left(&c.what),
        overdue: c.what.overdue,
    })
}

/// Keeps what was counted over this many entries.
///
/// # Errors
/// The store's.
pub fn save_evidence(t: &mut Tx<'_>, id: SocietyId, entries: u64, evidence: &Evidence) -> Result<(), Error> {
    let body = serde_json::to_string(evidence).expect("plain data");
    t.exec(SAVE, &[id.0.into(), (entries as i64).into(), (&body).into()])
}

fn read(body: &str, times: i64) -> Result<Evidence, Error> {
    let read = serde_json::from_str::<Evidence>(body);
    let read = read.map_err(|e| Error::new(Kind::Other, "read what was counted", e.to_string()))?;
    Ok(Evidence { counted: times as u64, ..read })
}

/// What was last counted of every society; when it was last heard is as of now.
///
/// # Errors
/// The store's.
pub fn all_evidence(t: &mut Tx<'_>) -> Result<Vec<(SocietyId, Evidence)>, Error> {
    let heard = all_heard(t)?;
    let all = t.rows(ALL, &[], |r| read(r.text(1), r.int(2)).map(|e| (SocietyId(r.int(0)), e)))?;
    let now = |(id, e): (SocietyId, Evidence)| {
        let heard = heard.get(&id.0).copied().map(Instant);
        (id, Evidence { heard, ..e })
    };
    all.into_iter().map(|r| r.map(now)).collect()
}

/// Societies counted, how often they were, when one was last heard: another stamp means news. Not by entries: a fork and what is taken from a shelf are news
/// of the same entries.
///
/// # Errors
/// The store's.
pub fn evidence_stamp(t: &mut Tx<'_>) -> Result<(u64, u64, i64), Error> {
    Ok(t.first(STAMP, &[], |r| (r.int(0) as u64, r.int(1) as u64, r.int(2)))?.unwrap_or_default())
}

/// How often each society was counted, and when it was last heard.
///
/// # Errors
/// The store's.
pub fn evidence_counted(t: &mut Tx<'_>) -> Result<Vec<(SocietyId, u64, Option<Instant>)>, Error> {
    let heard = all_heard(t)?;
    t.rows(SIZES, &[], |r| (SocietyId(r.int(0)), r.int(1) as u64, heard.get(&r.int(0)).copied().map(Instant)))
}

fn all_heard(t: &mut Tx<'_>) -> Result<BTreeMap<i64, i64>, Error> {
    Ok(t.rows(ALL_HEARD, &[], |r| (r.int(0), r.int(1)))?.into_iter().collect())
}

/// What was last counted of one; `None` where nothing was.
///
/// # Errors
/// The store's.
pub fn evidence(t: &mut Tx<'_>, id: SocietyId) -> Result<Option<Evidence>, Error> {
    t.first(ONE, &[id.0.into()], |r| read(r.text(0), r.int(1)))?.transpose()
}

/// Notes that the sender of a log was heard.
///
/// # Errors
/// The store's.
pub fn hear(t: &mut Tx<'_>, id: SocietyId, desk: DeskId, at: Instant) -> Result<(), Error> {
    t.exec(HEAR, &[id.0.into(), desk.0.into(), at.0.into()])
}

/// The entries of the programme in one of its registers, in the order of their logs.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn programme_events(t: &mut Tx<'_>, id: SocietyId, register: &str) -> Result<Vec<ProgrammeEntry>, Error> {
    let all = t.rows(PROGRAMME, &[id.0.into(), register.into()], |r| {
        Event::decode(r.text(0), r.bytes(1)).map(|e| ((r.int(2), r.int(3)), e))
    })?;
    let mut out = Vec::with_capacity(all.len());
    for one in all {
        if let (entry, Event::Programme(event)) = one? {
            out.push((entry, *event));
        }
    }
    Ok(out)
}

/// What the log of a seat says of places, societies and posts from a position on.
///
/// # Errors
/// The store's, or an entry that is damaged.
pub fn places_events(t: &mut Tx<'_>, id: SocietyId, desk: DeskId, from: u64) -> Result<Vec<PlacesEvent>, Error> {
    let mut out = Vec::new();
    t.each(PLACES, &[id.0.into(), desk.0.into(), (from as i64).into()], |r| {
        if r.text(1).starts_with("places.") {
            match Event::decode(r.text(1), r.bytes(2)) {
                Ok(Event::Places(event)) => out.push(*event),
                // an older program passes over what a newer one wrote: it lies on the shelf, and the rest is told all the same
                Err(_) if serde_json::from_slice::<serde::de::IgnoredAny>(r.bytes(2)).is_ok() => {}
                Err(damage) => return Err(damage),
                Ok(_) => {}
            }
        }
        Ok(true)
    })?;
    Ok(out)
}
