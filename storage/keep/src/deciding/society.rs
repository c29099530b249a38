//! Members, bye-laws and villages as decisions must see them.

use crate::Event;
use crate::codec::{no_key, plain_number};
use crate::project::{SHARE_HEAD, State, state};
use ::society::SocietyEvent;
use ::society::bylaw::{Bylaws, Key};
use ::society::decide::{Candidate, EventView, MemberView, VillageView};
use ::society::effects::{Measure, Standing, changes};
use ::society::land::{HECTARE, Land};
use ::society::person::Person;
use ::society::terms::{Class, Leaving, Village};
use kernel::{Date, DeskId, Paise, SocietyId};
use sql::{Error, Tx};

sql::statements! {
    ROWS = "SELECT no, name, father, village, class, admitted, ended, desk_id, seq, line FROM member WHERE society_id = $1 AND no_key = $2 ORDER BY desk_id, seq, line LIMIT 2";
    INTO = "SELECT into_key FROM member_now WHERE society_id = $1 AND no_key = $2";
    FROM = "SELECT no_key FROM member_now WHERE society_id = $1 AND into_key = $2 ORDER BY no_key";
    MOBILE = "SELECT value FROM person_erasable WHERE society_id = $1 AND desk_id = $2 AND seq = $3 AND line = $4 AND field = 'mobile'";
    BY_MOBILE = "SELECT m.no FROM person_erasable p JOIN member m ON m.society_id = p.society_id AND m.desk_id = p.desk_id AND m.seq = p.seq AND m.line = p.line WHERE p.society_id = $1 AND p.field = 'mobile' AND p.value = $2 LIMIT 20";
    BY_NEW_MOBILE = "SELECT m.no_key FROM person_erasable p JOIN member_entry m ON m.society_id = p.society_id AND m.desk_id = p.desk_id AND m.seq = p.seq WHERE p.society_id = $1 AND p.field = 'mobile' AND p.value = $2 LIMIT 20";
    OWED_OLD = "SELECT CAST(COALESCE(sum(balance + COALESCE(interest, 0)), 0) AS BIGINT) FROM account WHERE society_id = $1 AND member_key = $2 AND kind IN (1, 2, 6, 7, 8)";
    OWED_NOW = "SELECT CAST(COALESCE(sum(principal + interest + penal + charges), 0) AS BIGINT) FROM account_now WHERE society_id = $1 AND member_key = $2 AND kind IN (1, 2, 6, 7, 8)";
    OLD_SHARES = "SELECT CAST(COALESCE(sum(balance), 0) AS BIGINT) FROM account WHERE society_id = $1 AND member_key = $2 AND kind = 0";
    NOW_SHARES = "SELECT CAST(COALESCE(sum(deposit), 0) AS BIGINT) FROM account_now WHERE society_id = $1 AND member_key = $2 AND kind = 0";
    OTHER_ACCOUNTS = "SELECT count(*) FROM account WHERE society_id = $1 AND member_key = $2 AND kind <> 0";
    LAST = "SELECT no FROM member WHERE society_id = $1 AND no_key < ':' ORDER BY no_key DESC LIMIT 50";
    LAST_NOMINAL = "SELECT no FROM member WHERE society_id = $1 AND no_key >= 'N-' AND no_key < 'N.' ORDER BY no_key DESC LIMIT 50";
    LAST_CERTIFICATE = "SELECT certificate FROM certificate WHERE society_id = $1 AND cert_key < ':' ORDER BY cert_key DESC LIMIT 50";
    CERTIFICATE = "SELECT no_key FROM certificate WHERE society_id = $1 AND cert_key = $2";
    VILLAGES = "SELECT name, lgd FROM village WHERE society_id = $1";
    BYLAWS = "SELECT body FROM bylaw WHERE society_id = $1 ORDER BY desk_id, seq";
    CAPITAL = "SELECT credit - debit FROM balance WHERE society_id = $1 AND head = $2";
    ENTRY = "SELECT e.kind, e.bytes, COALESCE(r.seq, -1) FROM register_entry e LEFT JOIN reversal r ON r.society_id = e.society_id AND r.of_desk = e.desk_id AND r.of_seq = e.seq WHERE e.society_id = $1 AND e.desk_id = $2 AND e.seq = $3";
    LATER = "SELECT m.desk_id, m.seq, e.kind, e.bytes FROM member_entry m JOIN register_entry e ON e.society_id = m.society_id AND e.desk_id = m.desk_id AND e.seq = m.seq LEFT JOIN reversal r ON r.society_id = m.society_id AND r.of_desk = m.desk_id AND r.of_seq = m.seq WHERE m.society_id = $1 AND m.no_key = $2 AND (m.desk_id > $3 OR (m.desk_id = $3 AND m.seq > $4)) AND r.seq IS NULL ORDER BY m.desk_id, m.seq";
    SIZE = "SELECT d.size, (SELECT count(*) FROM migration_run r WHERE r.society_id = d.society_id) FROM desk d WHERE d.society_id = $1 AND d.desk_id = $2";
    CHANGED = "SELECT DISTINCT no FROM member_entry WHERE society_id = $1 AND desk_id = $2 AND seq >= $3";
    MERGED = "SELECT no FROM member_now WHERE society_id = $1 AND into_key IS NOT NULL";
}

/// A member as decisions and pages see him.
#[derive(Clone, Debug, Default)]
pub struct Member {
    /// What decisions know.
    pub view: MemberView,
    /// The number stands more than once in the old register.
    pub doubled: bool,
    /// Day of admission, where it is known.
    pub admitted: Option<Date>,
    /// Entry and line of his row.
    pub entry: Option<(i64, i64, i64)>,
}

struct Row {
    no: String,
    person: Person,
    class: Class,
    admitted: Option<Date>,
    ended: Option<Date>,
    entry: (i64, i64, i64),
}

fn rows(t: &mut Tx<'_>, society: SocietyId, key: &str) -> Result<Vec<Row>, Error> {
    t.rows(ROWS, &[society.0.into(), key.into()], |r| {
        let day = |i: usize| r.opt_text(i).and_then(|d| d.parse::<Date>().ok());
        Row {
            no: r.text(0).to_owned(),
            person: Person {
                name: r.text(1).to_owned(),
                father: r.text(2).to_owned(),
                village: Village::Listed(r.text(3).to_owned()),
                ..Person::default()
            },
            class: if r.text(4) == "B" { Class::B } else { Class::A },
            admitted: day(5),
            ended: day(6),
            entry: (r.int(7), r.int(8), r.int(9)),
        }
    })
}

/// A member by his number as written, merged or not; of a number nobody has, only that it is free.
///
/// # Errors
/// The store's.
pub fn find_member(t: &mut Tx<'_>, society: SocietyId, no: &str) -> Result<Member, Error> {
    let key = no_key(no);
    let mut all = rows(t, society, &key)?;
    let doubled = all.len() > 1;
    let mut out = Member { doubled, ..Member::default() };
    out.view.no = no.trim().to_owned();
    if all.is_empty() {
        return Ok(out);
    }
    let row = all.remove(0);
    let now = state(t, society, &key)?;
    out.admitted = row.admitted;
    out.entry = Some(row.entry);
    let v = &mut out.view;
    v.no = row.no;
    v.class = row.class;
    let place = now.as_ref().and_then(|n| n.mobiles.last().copied()).unwrap_or(row.entry);
    v.person = row.person;
    v.standing = standing(t, society, row.class, (row.admitted, row.ended), now.as_ref())?;
    let mut pieces = 0;
    if let Some(now) = now {
        v.person = now.person;
        v.nominees = now.nominees;
        pieces = now.shares;
        v.share_money = Paise(now.share_money);
    }
    let where_it_lies = [society.0.into(), place.0.into(), place.1.into(), place.2.into()];
    v.person.mobile = t.first(MOBILE, &where_it_lies, |r| r.text(0).to_owned())?.unwrap_or_default();
    let id = [society.0.into(), (&key).into()];
    let brought = Paise(t.first(OLD_SHARES, &id, |r| r.int(0))?.unwrap_or(0));
    // what his share account moved and the register of members did not: corrections of the opening balance
    let old = brought + Paise(t.first(NOW_SHARES, &id, |r| r.int(0))?.unwrap_or(0)) - v.share_money;
    v.share_money += old;
    if !old.is_zero() {
        // the old register holds money; pieces by the face value of today, where it is set
        let rules = bylaws(t, society)?;
        let newest = rules.0.iter().rev().find(|r| r.says.key() == Key::ShareValue);
        let value = newest.and_then(|r| rules.money(Key::ShareValue, r.from).ok()).filter(|p| p.0 > 0);
        pieces += value.map_or(0, |value| old.0 / value.0);
    }
    v.shares = u32::try_from(pieces).unwrap_or(0);
    out.view.owed = owed_of(t, society, &out.view.no)?;
    Ok(out)
}

/// What a member owes over all his loans, principal, interest and charges, paise; also under numbers merged into his.
///
/// # Errors
/// The store's.
pub fn owed_of(t: &mut Tx<'_>, society: SocietyId, no: &str) -> Result<Paise, Error> {
    let mut owed = Paise::ZERO;
    for key in keys_of(t, society, no)? {
        for sql in [OWED_OLD, OWED_NOW] {
            owed += Paise(t.first(sql, &[society.0.into(), (&key).into()], |r| r.int(0))?.unwrap_or(0));
        }
    }
    Ok(owed)
}

fn standing(
    t: &mut Tx<'_>,
    society: SocietyId,
    class: Class,
    (admitted, ended): (Option<Date>, Option<Date>),
    now: Option<&State>,
) -> Result<Standing, Error> {
    if let Some(into) = now.and_then(|n| n.into_key.as_deref()) {
        let into = rows(t, society, into)?.into_iter().next().map_or_else(|| into.to_owned(), |r| r.no);
        return Ok(Standing::Merged { into });
    }
    if let Some((reason, on)) = now.and_then(|n| n.left) {
        return Ok(Standing::Left { reason, on });
    }
    Ok(match ended {
        // the old register does not say how
        Some(on) => Standing::Left { reason: Leaving::Resigned, on },
        None => Standing::Member { class, since: admitted.unwrap_or(Date::MIN) },
    })
}

/// Most numbers that are led from one to the next.
const MOST_STEPS: usize = 8;

/// The key of the number that stands for this one: its own, or that of the number it was merged into.
///
/// # Errors
/// The store's.
pub fn kept_key(t: &mut Tx<'_>, society: SocietyId, no: &str) -> Result<String, Error> {
    let mut key = no_key(no);
    for _ in 0..MOST_STEPS {
        let into = t.first(INTO, &[society.0.into(), (&key).into()], |r| r.opt_text(0).map(str::to_owned))?;
        match into.flatten() {
            Some(next) => key = next,
            None => break,
        }
    }
    Ok(key)
}

/// The key of a number and of those merged into it: under all of them his accounts lie.
///
/// # Errors
/// The store's.
pub fn keys_of(t: &mut Tx<'_>, society: SocietyId, no: &str) -> Result<Vec<String>, Error> {
    let mut all = vec![no_key(no)];
    let mut at = 0;
    while at < all.len() && all.len() < 64 {
        let more = t.rows(FROM, &[society.0.into(), (&all[at]).into()], |r| r.text(0).to_owned())?;
        all.extend(more.into_iter().filter(|k| !all.contains(k)).collect::<Vec<_>>());
        at += 1;
    }
    Ok(all)
}

/// A small or marginal farmer has some land, and not more than two hectares; of whom no land is known is none. Beside it his land as it is
/// recorded, square metres.
pub(super) fn small_and_land(t: &mut Tx<'_>, society: SocietyId, key: &str) -> Result<(bool, u64), Error> {
    let land = state(t, society, key)?.map_or(Land::NONE, |s| s.person.land);
    Ok((land.0 > 0 && land.0 <= 2 * HECTARE, u64::try_from(land.0 / 10).unwrap_or(0)))
}

/// Persons with these numbers, for a likeness to be judged; merged numbers are left out.
///
/// # Errors
/// The store's.
pub fn candidates(t: &mut Tx<'_>, society: SocietyId, numbers: &[String]) -> Result<Vec<Candidate>, Error> {
    let mut out: Vec<Candidate> = Vec::new();
    for no in numbers {
        let found = find_member(t, society, no)?;
        let there = !matches!(found.view.standing, Standing::Free | Standing::Merged { .. });
        if there && !out.iter().any(|c| c.no == found.view.no) {
            out.push(Candidate { no: found.view.no, person: found.view.person });
        }
    }
    Ok(out)
}

/// Numbers of members under whom this mobile number was entered.
///
/// # Errors
/// The store's.
pub fn with_mobile(t: &mut Tx<'_>, society: SocietyId, mobile: &str) -> Result<Vec<String>, Error> {
    if mobile.is_empty() {
        return Ok(Vec::new());
    }
    let id = [society.0.into(), mobile.into()];
    let mut all = t.rows(BY_MOBILE, &id, |r| r.text(0).to_owned())?;
    for key in t.rows(BY_NEW_MOBILE, &id, |r| r.text(0).to_owned())? {
        all.extend(rows(t, society, &key)?.into_iter().map(|r| r.no));
    }
    Ok(all)
}

/// The next membership number: one more than the largest plain number; of nominal members `N-` and one more.
///
/// # Errors
/// The store's.
pub fn next_member_no(t: &mut Tx<'_>, society: SocietyId, class: Class) -> Result<String, Error> {
    let (sql, prefix) = match class {
        Class::A => (LAST, ""),
        Class::B => (LAST_NOMINAL, "N-"),
    };
    let some = t.rows(sql, &[society.0.into()], |r| {
        let no = r.text(0).trim().to_uppercase();
        no.strip_prefix(prefix).and_then(plain_number)
    })?;
    Ok(format!("{prefix}{}", some.into_iter().flatten().max().unwrap_or(0) + 1))
}

/// The next number of a share certificate.
///
/// # Errors
/// The store's.
pub fn next_certificate(t: &mut Tx<'_>, society: SocietyId) -> Result<String, Error> {
    let some = t.rows(LAST_CERTIFICATE, &[society.0.into()], |r| plain_number(r.text(0)))?;
    Ok((some.into_iter().flatten().max().unwrap_or(0) + 1).to_string())
}

/// The number of a certificate is in use.
///
/// # Errors
/// The store's.
pub fn certificate_taken(t: &mut Tx<'_>, society: SocietyId, certificate: &str) -> Result<bool, Error> {
    let key = no_key(certificate);
    Ok(t.first(CERTIFICATE, &[society.0.into(), (&key).into()], |_| ())?.is_some())
}

/// What the list of villages knows of a name and a code.
///
/// # Errors
/// The store's.
pub fn village_view(t: &mut Tx<'_>, society: SocietyId, name: &str, lgd: Option<u32>) -> Result<VillageView, Error> {
    let all = t.rows(VILLAGES, &[society.0.into()], |r| (r.text(0).to_owned(), r.opt_int(1)))?;
    let code = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok());
    let found = all.iter().find(|v| v.0 == name);
    let code_taken = lgd.is_some() && all.iter().any(|v| v.0 != name && code(v.1) == lgd);
    Ok(VillageView { known: found.is_some(), lgd: found.and_then(|v| code(v.1)), code_taken })
}

/// The village is in the society's list, by name or by code.
///
/// # Errors
/// The store's.
pub fn village_known(t: &mut Tx<'_>, society: SocietyId, village: &Village) -> Result<bool, Error> {
    let all = t.rows(VILLAGES, &[society.0.into()], |r| (r.text(0).to_owned(), r.opt_int(1)))?;
    Ok(all.iter().any(|(name, code)| match village {
        Village::Listed(v) => v.trim() == name,
        Village::Lgd(n) => *code == Some(i64::from(*n)),
    }))
}

/// The bye-laws that were set, in the order they were entered.
///
/// # Errors
/// The store's.
pub fn bylaws(t: &mut Tx<'_>, society: SocietyId) -> Result<Bylaws, Error> {
    let all = t.rows(BYLAWS, &[society.0.into()], |r| serde_json::from_str(r.text(0)).ok())?;
    Ok(Bylaws(all.into_iter().flatten().collect()))
}

/// Members' share capital by the ledger, paise.
///
/// # Errors
/// The store's.
pub fn capital(t: &mut Tx<'_>, society: SocietyId) -> Result<Paise, Error> {
    Ok(t.first(CAPITAL, &[society.0.into(), SHARE_HEAD.into()], |r| Paise(r.int(0)))?.unwrap_or(Paise::ZERO))
}

/// An entry to be taken back, with what is counted of the members it changed. `pending` are reversals of the same act that are decided but
/// not written yet.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn society_event_view(
    t: &mut Tx<'_>,
    society: SocietyId,
    entry: (i64, i64),
    pending: &[SocietyEvent],
) -> Result<EventView, Error> {
    let place = [society.0.into(), entry.0.into(), entry.1.into()];
    let found = t.first(ENTRY, &place, |r| (r.text(0).to_owned(), r.bytes(1).to_vec(), r.int(2) >= 0))?;
    let mut view = EventView::default();
    let Some((kind, bytes, reversed)) = found else { return Ok(view) };
    view.reversed = reversed;
    let Event::Society(event) = Event::decode(&kind, &bytes)? else { return Ok(view) };
    for (no, ..) in changes(&event) {
        let member = find_member(t, society, &no)?.view;
        let fees = state(t, society, &no_key(&no))?.map_or(0, |s| s.fees);
        view.measures.insert((no.clone(), Measure::Shares), i64::from(member.shares));
        view.measures.insert((no.clone(), Measure::ShareMoney), member.share_money.0);
        view.measures.insert((no, Measure::Fees), fees);
    }
    for e in pending {
        ::society::decide::add(&mut view.measures, e);
    }
    view.later = later(t, society, entry, &event, pending)?;
    view.event = Some(event);
    Ok(view)
}

/// Something stands on the event: see [`EventView::later`]. Of an admission also an account.
fn later(
    t: &mut Tx<'_>,
    society: SocietyId,
    entry: (i64, i64),
    event: &SocietyEvent,
    pending: &[SocietyEvent],
) -> Result<bool, Error> {
    let (no, kinds): (&str, &[&str]) = match event {
        SocietyEvent::MemberAdmitted(e) => (&e.no, &[]),
        SocietyEvent::MemberChanged(e) => (&e.no, &["society.member-changed"]),
        SocietyEvent::NomineeSet(e) => (&e.no, &["society.nominee-set"]),
        SocietyEvent::MemberLeft(e) => (&e.no, &["society.member-left", "society.shares-refunded"]),
        SocietyEvent::SharesIssued(e) => (&e.member_no, &["society.shares-transferred"]),
        SocietyEvent::SharesTransferred(e) => (&e.to, &["society.shares-transferred"]),
        SocietyEvent::MembersMerged(e) => (&e.keep, &["society.members-merged"]),
        _ => return Ok(false),
    };
    let key = no_key(no);
    if kinds.is_empty() {
        let accounts = t.first(OTHER_ACCOUNTS, &[society.0.into(), (&key).into()], |r| r.int(0))?;
        if accounts.is_some_and(|n| n > 0) {
            return Ok(true);
        }
    }
    let gone: Vec<(i64, i64)> = pending
        .iter()
        .filter_map(|e| match e {
            SocietyEvent::Reversed(r) => Some(r.entry),
            SocietyEvent::MergeUndone(r) => Some(r.entry),
            _ => None,
        })
        .collect();
    let mut found = false;
    t.each(LATER, &[society.0.into(), (&key).into(), entry.0.into(), entry.1.into()], |r| {
        let (at, kind) = ((r.int(0), r.int(1)), r.text(2));
        let undone = matches!(kind, "society.reversed" | "society.merge-undone");
        let counts = if kinds.is_empty() { !undone } else { kinds.contains(&kind) };
        // a transfer stands on what its giver had, not on what its receiver got
        let other = match Event::decode(kind, r.bytes(3))? {
            Event::Society(SocietyEvent::SharesTransferred(x)) => !kinds.is_empty() && no_key(&x.from) != key,
            _ => false,
        };
        found |= counts && !other && !gone.contains(&at);
        Ok(!found)
    })?;
    Ok(found)
}

/// Entries a desk has written for a society, and migrations there were: whoever remembers both knows whether his picture is old.
///
/// # Errors
/// The store's.
pub fn log_size(t: &mut Tx<'_>, society: SocietyId, desk: DeskId) -> Result<(i64, i64), Error> {
    Ok(t.first(SIZE, &[society.0.into(), desk.0.into()], |r| (r.int(0), r.int(1)))?.unwrap_or_default())
}

/// Numbers of the members of whom entries from this position on speak.
///
/// # Errors
/// The store's.
pub fn changed_since(t: &mut Tx<'_>, society: SocietyId, desk: DeskId, seq: i64) -> Result<Vec<String>, Error> {
    t.rows(CHANGED, &[society.0.into(), desk.0.into(), seq.into()], |r| r.text(0).to_owned())
}

/// Numbers that were merged into others.
///
/// # Errors
/// The store's.
pub fn merged_numbers(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<String>, Error> {
    t.rows(MERGED, &[society.0.into()], |r| r.text(0).to_owned())
}
