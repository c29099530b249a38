//! A member's page, the villages, notices served.

use crate::Event;
use crate::codec::no_key;
use crate::deciding::{Member, find_member, keys_of};
use kernel::{Date, SocietyId};
use sql::{Error, Tx};

sql::statements! {
    CERTIFICATES = "SELECT certificate FROM certificate WHERE society_id = $1 AND no_key = $2 ORDER BY cert_key";
    HISTORY = "SELECT m.desk_id, m.seq, e.kind, e.bytes, COALESCE(r.seq, -1) FROM member_entry m JOIN register_entry e ON e.society_id = m.society_id AND e.desk_id = m.desk_id AND e.seq = m.seq LEFT JOIN reversal r ON r.society_id = m.society_id AND r.of_desk = m.desk_id AND r.of_seq = m.seq WHERE m.society_id = $1 AND m.no_key = $2 ORDER BY m.desk_id DESC, m.seq DESC LIMIT 100";
    NUMBER = "SELECT no FROM member WHERE society_id = $1 AND no_key = $2 LIMIT 1";
    VILLAGES = "SELECT name, lgd FROM village WHERE society_id = $1 ORDER BY name, desk_id, seq, line";
    NOTICES = "SELECT desk_id, seq, kind, date, members, words FROM notice WHERE society_id = $1 ORDER BY date DESC, desk_id DESC, seq DESC LIMIT $2";
}

/// What happened to a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberEntry {
    /// Desk and position.
    pub entry: (i64, i64),
    /// Kind of the entry.
    pub kind: String,
    /// Day.
    pub date: Option<Date>,
    /// Taken back later.
    pub gone: bool,
}

/// A member's page.
#[derive(Clone, Debug, Default)]
pub struct MemberCard {
    /// The member.
    pub member: Member,
    /// Share certificates in his name.
    pub certificates: Vec<String>,
    /// Numbers merged into his.
    pub merged: Vec<String>,
    /// What happened, newest first, at most 100.
    pub history: Vec<MemberEntry>,
}

/// A member's page by number.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn card(t: &mut Tx<'_>, id: SocietyId, no: &str) -> Result<MemberCard, Error> {
    let mut card = MemberCard { member: find_member(t, id, no)?, ..MemberCard::default() };
    for key in keys_of(t, id, no)? {
        let place = [id.0.into(), (&key).into()];
        card.certificates.extend(t.rows(CERTIFICATES, &place, |r| r.text(0).to_owned())?);
        if key != no_key(no) {
            card.merged.extend(t.first(NUMBER, &place, |r| r.text(0).to_owned())?);
        }
    }
    t.each(HISTORY, &[id.0.into(), (&no_key(no)).into()], |r| {
        let date = match Event::decode(r.text(2), r.bytes(3))? {
            Event::Society(e) => e.date(),
            _ => None,
        };
        let (entry, gone) = ((r.int(0), r.int(1)), r.int(4) >= 0);
        card.history.push(MemberEntry { entry, kind: r.text(2).to_owned(), date, gone });
        Ok(true)
    })?;
    Ok(card)
}

/// The villages with their codes of the Local Government Directory, by name; each name once.
///
/// # Errors
/// The store's.
pub fn villages_with_codes(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<(String, Option<u32>)>, Error> {
    let code = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok());
    let mut all = t.rows(VILLAGES, &[id.0.into()], |r| (r.text(0).to_owned(), code(r.opt_int(1))))?;
    all.dedup_by(|a, b| a.0 == b.0);
    Ok(all)
}

/// A notice served, or an application rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRow {
    /// Desk and position.
    pub entry: (i64, i64),
    /// `general-body`, `due`, `share-certificate` or `rejection`.
    pub kind: String,
    /// Day.
    pub date: Option<Date>,
    /// Members named; 0 for all.
    pub members: u64,
    /// Its text.
    pub words: String,
}

/// The last notices and rejections, newest first.
///
/// # Errors
/// The store's.
pub fn notices(t: &mut Tx<'_>, id: SocietyId, most: u32) -> Result<Vec<NoticeRow>, Error> {
    t.rows(NOTICES, &[id.0.into(), i64::from(most).into()], |r| NoticeRow {
        entry: (r.int(0), r.int(1)),
        kind: r.text(2).to_owned(),
        date: super::date(r, 3),
        members: r.int(4) as u64,
        words: r.text(5).to_owned(),
    })
}
