//! Deposits that mature.

use super::date;
use crate::codec::account_kind;
use credit::AccountRef;
use kernel::{Date, Paise, SocietyId};
use sql::{Error, Tx};

sql::statements! {
    MATURING = "SELECT kind, no_key, max(no), max(member_no), max(due), CAST(sum(balance) AS BIGINT) FROM (SELECT kind, no_key, no, member_no, COALESCE(due, '') AS due, balance FROM account WHERE society_id = $1 AND kind IN (4, 5, 9) UNION ALL SELECT kind, no_key, no, member_no, due, deposit AS balance FROM account_now WHERE society_id = $1 AND kind IN (4, 5, 9)) AS both_books GROUP BY kind, no_key HAVING max(due) <> '' AND max(due) <= $2 AND sum(balance) > 0 ORDER BY max(due), kind, no_key";
    NAME = "SELECT name, village FROM member WHERE society_id = $1 AND no_key = $2 LIMIT 1";
}

/// A deposit of a term that is over, or soon will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maturing {
    /// Kind and number.
    pub account: AccountRef,
    /// Membership number.
    pub member_no: String,
    /// Name; empty where the register of members has none.
    pub name: String,
    /// Village.
    pub village: String,
    /// Day it matures.
    pub due: Option<Date>,
    /// What stands on it, paise.
    pub balance: Paise,
}

/// Recurring, fixed and daily deposits with money on them that mature until a day, that day counted, or have matured; the oldest first.
///
/// # Errors
/// The store's.
pub fn maturing(t: &mut Tx<'_>, id: SocietyId, until: Date) -> Result<Vec<Maturing>, Error> {
    let until = until.to_string();
    let mut all = t.rows(MATURING, &[id.0.into(), (&until).into()], |r| Maturing {
        account: AccountRef { kind: account_kind(r.int(0)), no: r.text(2).to_owned() },
        member_no: r.text(3).to_owned(),
        name: String::new(),
        village: String::new(),
        due: date(r, 4),
        balance: Paise(r.int(5)),
    })?;
    for m in &mut all {
        let key = crate::codec::no_key(&m.member_no);
        let found = t.first(NAME, &[id.0.into(), (&key).into()], |r| (r.text(0).to_owned(), r.text(1).to_owned()))?;
        (m.name, m.village) = found.unwrap_or_default();
    }
    Ok(all)
}

/// The days on which they mature, oldest first: for who only counts them.
///
/// # Errors
/// The store's.
pub fn maturing_days(t: &mut Tx<'_>, id: SocietyId, until: Date) -> Result<Vec<Option<Date>>, Error> {
    t.rows(MATURING, &[id.0.into(), (&until.to_string()).into()], |r| date(r, 4))
}
