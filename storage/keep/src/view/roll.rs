//! The register of members with all that is known of each, and the ledger of shares by member, on any day.

use super::member::{MemberView, members_of_class};
use super::passbook::{ENTRIES_OF_KIND, people};
use super::{Page, Paged, date};
use crate::Event;
use crate::codec::{kind_int, no_key};
use crate::project::state;
use ::society::SocietyEvent;
use ::society::effects::{Measure, changes};
use ::society::person::Person;
use ::society::terms::{Class, Leaving, Nominee, Village};
use credit::AccountKind;
use kernel::{Date, Paise, SocietyId};
use sql::{Error, Tx};
use std::collections::BTreeMap;

sql::statements! {
    ADMITTED = "SELECT kind, bytes FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq = $3 AND kind = 'society.member-admitted'";
    SHARES = "SELECT no_key, no, member_no, balance, cutoff FROM account WHERE society_id = $1 AND kind = $2 ORDER BY no_key, desk_id, seq, line";
    CERTIFICATES = "SELECT no_key, certificate FROM certificate WHERE society_id = $1 ORDER BY no_key, cert_key";
}

/// A member with all that is known of him.
#[derive(Clone, Debug)]
pub struct RollRow {
    /// His row.
    pub row: MemberView,
    /// The person; of one in the old books alone only name, father and village.
    pub person: Person,
    /// Nominees.
    pub nominees: Vec<Nominee>,
    /// Resolution by which he was admitted; empty for one of the old books.
    pub resolution: String,
    /// How he left; nothing where he did not, or the old books do not say.
    pub left: Option<Leaving>,
    /// Fees he paid since the old books, paise.
    pub fees: Paise,
    /// Owed over all loans, paise.
    pub owed: Paise,
}

/// Members of a class, or all, in the order of their numbers.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn roll(t: &mut Tx<'_>, id: SocietyId, class: Option<Class>, page: Page) -> Result<Paged<RollRow>, Error> {
    let all = match class {
        None => super::members(t, id, "", "", page)?,
        Some(class) => members_of_class(t, id, class.code(), page)?,
    };
    let mut rows = Vec::with_capacity(all.rows.len());
    for row in all.rows {
        let place = [id.0.into(), row.entry.desk.into(), row.entry.seq.into()];
        let admitted = t.first(ADMITTED, &place, |r| Event::decode(r.text(0), r.bytes(1)))?.transpose()?;
        let resolution = match admitted {
            Some(Event::Society(SocietyEvent::MemberAdmitted(e))) => e.resolution,
            _ => String::new(),
        };
        let now = state(t, id, &no_key(&row.no))?;
        let old = || Person {
            name: row.name.clone(),
            father: row.father.clone(),
            village: Village::Listed(row.village.clone()),
            ..Person::default()
        };
        let (mut person, mut nominees, mut left, mut fees) = (old(), Vec::new(), None, Paise::ZERO);
        if let Some(now) = now {
            (person, nominees, left, fees) = (now.person, now.nominees, now.left.map(|l| l.0), Paise(now.fees));
        }
        let owed = crate::deciding::owed_of(t, id, &row.no)?;
        rows.push(RollRow { row, person, nominees, resolution, left, fees, owed });
    }
    Ok(Paged { rows, total: all.total })
}

/// A member's shares on a day. All amounts are paise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShareRow {
    /// Number of the share account.
    pub account: String,
    /// Membership number; that of the account where the old books name nobody.
    pub member_no: String,
    /// Name; empty where the register of members has none.
    pub name: String,
    /// Village.
    pub village: String,
    /// Certificates in his name.
    pub certificates: Vec<String>,
    /// Brought forward from the old books.
    pub opening: Paise,
    /// Issued since.
    pub issued: Paise,
    /// Paid back.
    pub refunded: Paise,
    /// Received from other members, by transfer or merging.
    pub taken: Paise,
    /// Given to other members.
    pub given: Paise,
}

impl ShareRow {
    /// What he holds.
    #[must_use]
    pub fn balance(&self) -> Paise {
        self.opening + self.issued - self.refunded + self.taken - self.given
    }
}

/// Every share account as it stood at the end of a day, in the order of numbers. What was taken back later counts from the day it was taken
/// back on.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn share_book(t: &mut Tx<'_>, id: SocietyId, until: Date) -> Result<Vec<ShareRow>, Error> {
    let place = [id.0.into(), kind_int(AccountKind::Share).into()];
    let mut all: BTreeMap<String, ShareRow> = BTreeMap::new();
    t.each(SHARES, &place, |r| {
        let (account, member) = (r.text(1).to_owned(), r.text(2).trim().to_owned());
        let member_no = if member.is_empty() { account.clone() } else { member };
        let row =
            all.entry(r.text(0).to_owned()).or_insert_with(|| ShareRow { account, member_no, ..ShareRow::default() });
        if date(r, 4).is_none_or(|cutoff| cutoff <= until) {
            row.opening += Paise(r.int(3));
        }
        Ok(true)
    })?;
    t.each(ENTRIES_OF_KIND, &place, |r| {
        let Some(row) = all.get_mut(r.text(0)) else { return Ok(true) };
        match Event::decode(r.text(3), r.bytes(4))? {
            Event::Society(event) if event.date().is_some_and(|d| d <= until) => moved(row, &event),
            // an opening balance that was put right, or the taking back of that
            Event::Credit(event) if event.date() <= until => {
                row.opening += credit::effects::changes(&event).into_iter().map(|c| Paise(c.2)).sum();
            }
            _ => {}
        }
        Ok(true)
    })?;
    let names = people(t, id)?;
    let mut certificates: BTreeMap<String, Vec<String>> = BTreeMap::new();
    t.each(CERTIFICATES, &[id.0.into()], |r| {
        certificates.entry(r.text(0).to_owned()).or_default().push(r.text(1).to_owned());
        Ok(true)
    })?;
    let mut rows: Vec<ShareRow> = all.into_values().collect();
    for row in &mut rows {
        let key = no_key(&row.member_no);
        (row.name, row.village) = names.get(&key).cloned().unwrap_or_default();
        row.certificates = certificates.get(&key).cloned().unwrap_or_default();
    }
    Ok(rows)
}

/// What an event moved of a member's shares, in the column of what it is; taking one back lessens that column.
fn moved(row: &mut ShareRow, event: &SocietyEvent) {
    let key = no_key(&row.member_no);
    let what = match event {
        SocietyEvent::Reversed(e) => &*e.was,
        other => other,
    };
    let mine = changes(event).into_iter().filter(|(no, m, _)| *m == Measure::ShareMoney && no_key(no) == key);
    // which way it went when it was done: what is taken back keeps its column
    let gives = changes(what).iter().any(|(no, m, by)| *m == Measure::ShareMoney && no_key(no) == key && *by < 0);
    for (.., by) in mine {
        match what {
            SocietyEvent::SharesIssued(_) => row.issued += Paise(by),
            SocietyEvent::SharesRefunded(_) => row.refunded -= Paise(by),
            _ if gives => row.given -= Paise(by),
            _ => row.taken += Paise(by),
        }
    }
}
