//! Accounts with everything that was written of them: ledgers of loans and deposits, and all loans at once.

use super::date;
use crate::Event;
use crate::codec::{account_kind, kind_int, no_key};
use crate::deciding::{self, Account};
use credit::{AccountKind, AccountRef, AccountRow};
use kernel::{Date, Paise, SocietyId, Source};
use society::person::Person;
use society::terms::Caste;
use sql::{Error, Tx, Val};
use std::collections::{BTreeMap, BTreeSet};

sql::statements! {
    OF_KIND = "SELECT o.no_key, o.no, o.member_no, o.balance, o.interest, o.opened, o.due, o.rate, o.cutoff FROM account o WHERE o.society_id = $1 AND o.kind = $2 ORDER BY o.no_key, o.desk_id, o.seq, o.line";
    NOW_OF_KIND = "SELECT no_key, no, member_no, product FROM account_now WHERE society_id = $1 AND kind = $2 ORDER BY no_key";
    ENTRIES_OF_KIND = "SELECT a.no_key, a.desk_id, a.seq, e.kind, e.bytes FROM account_entry a JOIN register_entry e ON e.society_id = a.society_id AND e.desk_id = a.desk_id AND e.seq = a.seq WHERE a.society_id = $1 AND a.kind = $2 ORDER BY a.no_key, a.desk_id, a.seq";
    SHORT_OF_KIND = "SELECT a.no_key, a.desk_id, a.seq, e.kind, CASE WHEN length(e.bytes) > 4096 THEN NULL ELSE e.bytes END FROM account_entry a JOIN register_entry e ON e.society_id = a.society_id AND e.desk_id = a.desk_id AND e.seq = a.seq WHERE a.society_id = $1 AND a.kind = $2 ORDER BY a.no_key, a.desk_id, a.seq";
    LONG = "SELECT kind, bytes FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
    NUMBERS = "SELECT a.desk_id, a.seq, v.number FROM account_entry a JOIN voucher v ON v.society_id = a.society_id AND v.desk_id = a.desk_id AND v.seq = a.seq WHERE a.society_id = $1 AND a.kind = $2 AND a.no_key = $3";
    PEOPLE = "SELECT no_key, name, village FROM member WHERE society_id = $1 ORDER BY no_key, desk_id, seq, line";
    CASTES = "SELECT no_key, body, into_key FROM member_now WHERE society_id = $1 ORDER BY no_key";
    PERSON = "SELECT name, father, village FROM member WHERE society_id = $1 AND no_key = $2 LIMIT 1";
    OPENED_OF_KIND = "SELECT a.no_key, e.kind, e.bytes FROM account_entry a JOIN register_entry e ON e.society_id = a.society_id AND e.desk_id = a.desk_id AND e.seq = a.seq WHERE a.society_id = $1 AND a.kind = $2 AND e.kind = 'credit.deposit-opened' ORDER BY a.no_key, a.desk_id, a.seq";
    SUMS_OF_KIND = "SELECT no_key, opened, last_day, deposit, earned, lien FROM account_now WHERE society_id = $1 AND kind = $2";
    NOMINEES = "SELECT no_key, nominees FROM member_now WHERE society_id = $1 AND nominees <> '[]'";
    BALANCES = "SELECT kind, no_key, CAST(sum(balance) AS BIGINT) FROM (SELECT kind, no_key, balance FROM account WHERE society_id = $1 AND kind = $2 UNION ALL SELECT kind, no_key, principal + deposit FROM account_now WHERE society_id = $1 AND kind = $2) AS both_books GROUP BY kind, no_key";
}

/// An account with its owner.
#[derive(Clone, Debug)]
pub struct Owned {
    /// The account and its entries.
    pub account: Account,
    /// Name of the member; empty where the register of members has none.
    pub name: String,
    /// Father's or husband's name; empty in lists.
    pub father: String,
    /// Village.
    pub village: String,
}

/// One account in a list of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLine {
    /// Kind and number.
    pub account: AccountRef,
    /// Membership number.
    pub member_no: String,
    /// Name of the member.
    pub name: String,
    /// Principal or deposit as it stands now, paise.
    pub balance: Paise,
}

/// Numbers of vouchers by entry: desk and position.
pub type Numbers = BTreeMap<(i64, i64), String>;

/// An account with its owner, and the numbers of its vouchers by entry.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn owned(t: &mut Tx<'_>, id: SocietyId, named: &AccountRef) -> Result<Option<(Owned, Numbers)>, Error> {
    let Some(account) = deciding::find_account(t, id, named)? else { return Ok(None) };
    let key = no_key(&named.no);
    let place = [id.0.into(), kind_int(named.kind).into(), (&key).into()];
    let numbers = t.rows(NUMBERS, &place, |r| ((r.int(0), r.int(1)), r.text(2).to_owned()))?;
    let key = no_key(&account.member_no);
    let person = t.first(PERSON, &[id.0.into(), (&key).into()], |r| {
        (r.text(0).to_owned(), r.text(1).to_owned(), r.text(2).to_owned())
    })?;
    let (name, father, village) = person.unwrap_or_default();
    Ok(Some((Owned { account, name, father, village }, numbers.into_iter().collect())))
}

/// Names and villages of members by the key of their number.
pub(super) fn people(t: &mut Tx<'_>, id: SocietyId) -> Result<BTreeMap<String, (String, String)>, Error> {
    let mut out = BTreeMap::new();
    t.each(PEOPLE, &[id.0.into()], |r| {
        out.entry(r.text(0).to_owned()).or_insert_with(|| (r.text(1).to_owned(), r.text(2).to_owned()));
        Ok(true)
    })?;
    Ok(out)
}

/// The category (caste) of every member of whom it is written, by the key of his number; a number that was merged has that of the one kept.
///
/// # Errors
/// The store's.
pub fn categories(t: &mut Tx<'_>, id: SocietyId) -> Result<BTreeMap<String, Caste>, Error> {
    let (mut out, mut merged) = (BTreeMap::new(), Vec::new());
    t.each(CASTES, &[id.0.into()], |r| {
        if let Some(into) = r.opt_text(2) {
            merged.push((r.text(0).to_owned(), into.to_owned()));
        } else if let Some(caste) = serde_json::from_str::<Person>(r.text(1)).ok().and_then(|p| p.caste) {
            out.insert(r.text(0).to_owned(), caste);
        }
        Ok(true)
    })?;
    let next: BTreeMap<&str, &str> = merged.iter().map(|(gone, into)| (&gone[..], &into[..])).collect();
    for (gone, into) in &merged {
        let mut kept = &into[..];
        for _ in 0..merged.len() {
            kept = next.get(kept).copied().unwrap_or(kept);
        }
        if let Some(caste) = out.get(kept).copied() {
            out.insert(gone.clone(), caste);
        }
    }
    Ok(out)
}

/// Every account of a kind with its entries, in the order of their numbers. Of a number that stands twice in
/// the old books the first is taken.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn all_owned(t: &mut Tx<'_>, id: SocietyId, kind: AccountKind) -> Result<Vec<Owned>, Error> {
    let people = people(t, id)?;
    let place = [id.0.into(), kind_int(kind).into()];
    let mut all: BTreeMap<String, Account> = BTreeMap::new();
    let named = |no: &str| AccountRef { kind, no: no.to_owned() };
    t.each(OF_KIND, &place, |r| {
        let row = AccountRow {
            no: r.text(1).to_owned(),
            member_no: r.text(2).to_owned(),
            balance: Paise(r.int(3)),
            interest: r.opt_int(4).map(Paise),
            opened: date(r, 5),
            due: date(r, 6),
            rate: r.opt_int(7).and_then(|n| i32::try_from(n).ok()),
            source: Source { file: 0, sheet: 0, row: 0, col: 0 },
        };
        let cutoff = date(r, 8).unwrap_or(Date::MIN);
        match all.get_mut(r.text(0)) {
            Some(first) => first.doubled = true,
            None => {
                let account = Account {
                    account: named(&row.no),
                    member_no: row.member_no.clone(),
                    product: String::new(),
                    opening: Some((row, cutoff)),
                    corrected: None,
                    doubled: false,
                    entries: Vec::new(),
                    shares: Vec::new(),
                };
                all.insert(r.text(0).to_owned(), account);
            }
        }
        Ok(true)
    })?;
    t.each(NOW_OF_KIND, &place, |r| {
        let account = all.entry(r.text(0).to_owned()).or_insert_with(|| Account {
            account: named(r.text(1)),
            member_no: String::new(),
            product: String::new(),
            opening: None,
            corrected: None,
            doubled: false,
            entries: Vec::new(),
            shares: Vec::new(),
        });
        if !r.text(2).is_empty() {
            account.member_no = r.text(2).to_owned();
        }
        account.product = r.text(3).to_owned();
        Ok(true)
    })?;
    let mut long: BTreeMap<(i64, i64), BTreeSet<String>> = BTreeMap::new();
    t.each(SHORT_OF_KIND, &place, |r| {
        let (Some(account), at) = (all.get_mut(r.text(0)), (r.int(1), r.int(2))) else { return Ok(true) };
        let Val::Bytes(bytes) = r.any(4) else {
            long.entry(at).or_default().insert(r.text(0).to_owned());
            return Ok(true);
        };
        if let Event::Credit(e) = Event::decode(r.text(3), bytes)? {
            let name = account.account.to_string();
            account.entries.push((at, credit::parts::for_account(e, &name)));
        }
        Ok(true)
    })?;
    lists(t, id, &mut all, &long)?;
    all.values_mut().for_each(Account::settle);
    let owner = |account: Account| {
        let (name, village) = people.get(&no_key(&account.member_no)).cloned().unwrap_or_default();
        Owned { account, name, father: String::new(), village }
    };
    Ok(all.into_values().map(owner).collect())
}

/// Gives accounts their parts of entries that are long because they are lists of many of them. Each list is read once, however many accounts it names.
fn lists(
    t: &mut Tx<'_>,
    id: SocietyId,
    all: &mut BTreeMap<String, Account>,
    long: &BTreeMap<(i64, i64), BTreeSet<String>>,
) -> Result<(), Error> {
    for (at, keys) in long {
        let entry =
            t.first(LONG, &[id.0.into(), at.0.into(), at.1.into()], |r| Event::decode(r.text(0), r.bytes(1)))?;
        let Some(Event::Credit(event)) = entry.transpose()? else { continue };
        let parts = credit::parts::of(&event);
        for key in keys {
            let Some(account) = all.get_mut(key) else { continue };
            let name = account.account.to_string();
            let mine = parts.as_ref().and_then(|p| p.get(&name)).unwrap_or(&event);
            let place = account.entries.partition_point(|(other, _)| other < at);
            account.entries.insert(place, (*at, mine.clone()));
        }
    }
    Ok(())
}

/// Accounts of a kind with their balance now, in the order of their numbers.
///
/// # Errors
/// The store's.
pub fn account_lines(t: &mut Tx<'_>, id: SocietyId, kind: AccountKind) -> Result<Vec<AccountLine>, Error> {
    let people = people(t, id)?;
    let place = [id.0.into(), kind_int(kind).into()];
    let balances: BTreeMap<String, i64> = t
        .rows(BALANCES, &place, |r| (account_kind(r.int(0)), r.text(1).to_owned(), r.int(2)))?
        .into_iter()
        .map(|(_, key, sum)| (key, sum))
        .collect();
    let mut members: BTreeMap<String, (String, String)> = BTreeMap::new();
    t.each(OF_KIND, &place, |r| {
        members.entry(r.text(0).to_owned()).or_insert_with(|| (r.text(1).to_owned(), r.text(2).to_owned()));
        Ok(true)
    })?;
    t.each(NOW_OF_KIND, &place, |r| {
        let of = members.entry(r.text(0).to_owned()).or_insert_with(|| (r.text(1).to_owned(), String::new()));
        if !r.text(2).is_empty() {
            of.1 = r.text(2).to_owned();
        }
        Ok(true)
    })?;
    let line = |(key, (no, member_no)): (String, (String, String))| AccountLine {
        account: AccountRef { kind, no },
        name: people.get(&no_key(&member_no)).map(|p| p.0.clone()).unwrap_or_default(),
        member_no,
        balance: Paise(balances.get(&key).copied().unwrap_or(0)),
    };
    Ok(members.into_iter().map(line).collect())
}

/// A deposit in the register of its kind. All amounts are paise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepositLine {
    /// Kind and number.
    pub account: AccountRef,
    /// Membership number.
    pub member_no: String,
    /// Name of the member.
    pub name: String,
    /// Code of the product; empty for one of the old books.
    pub product: String,
    /// Who hold it together with the member.
    pub joint: Vec<String>,
    /// Nominees of the member.
    pub nominees: Vec<String>,
    /// Opened on.
    pub opened: Option<Date>,
    /// Day of the last entry; of one untouched since the old books the day they are true on.
    pub last: Option<Date>,
    /// Interest credited since the old books.
    pub earned: Paise,
    /// Held under lien.
    pub lien: Paise,
    /// What stands on it.
    pub balance: Paise,
}

/// Deposits of a kind by their sums, in the order of numbers: for lists of many, of its entries only the opening is read.
///
/// # Errors
/// The store's.
pub fn deposit_lines(t: &mut Tx<'_>, id: SocietyId, kind: AccountKind) -> Result<Vec<DepositLine>, Error> {
    let people = people(t, id)?;
    let place = [id.0.into(), kind_int(kind).into()];
    let mut nominees: BTreeMap<String, Vec<String>> = BTreeMap::new();
    t.each(NOMINEES, &[id.0.into()], |r| {
        let named: Vec<society::terms::Nominee> = serde_json::from_str(r.text(1)).unwrap_or_default();
        nominees.insert(r.text(0).to_owned(), named.into_iter().map(|n| n.name).collect());
        Ok(true)
    })?;
    let mut all: BTreeMap<String, DepositLine> = BTreeMap::new();
    t.each(OF_KIND, &place, |r| {
        let member = no_key(r.text(2));
        let line = all.entry(r.text(0).to_owned()).or_insert_with(|| DepositLine {
            account: AccountRef { kind, no: r.text(1).to_owned() },
            member_no: r.text(2).to_owned(),
            name: people.get(&member).map(|p| p.0.clone()).unwrap_or_default(),
            product: String::new(),
            joint: Vec::new(),
            nominees: nominees.get(&member).cloned().unwrap_or_default(),
            opened: date(r, 5),
            last: date(r, 8),
            earned: Paise::ZERO,
            lien: Paise::ZERO,
            balance: Paise::ZERO,
        });
        line.balance += Paise(r.int(3));
        Ok(true)
    })?;
    t.each(SUMS_OF_KIND, &place, |r| {
        if let Some(line) = all.get_mut(r.text(0)) {
            line.opened = date(r, 1).or(line.opened);
            line.last = date(r, 2).or(line.last);
            line.balance += Paise(r.int(3));
            (line.earned, line.lien) = (Paise(r.int(4)), Paise(r.int(5)));
        }
        Ok(true)
    })?;
    t.each(OPENED_OF_KIND, &place, |r| {
        if let (Some(line), Event::Credit(credit::CreditEvent::DepositOpened(e))) =
            (all.get_mut(r.text(0)), Event::decode(r.text(1), r.bytes(2))?)
        {
            (line.product, line.joint) = (e.product, e.joint);
        }
        Ok(true)
    })?;
    Ok(all.into_values().collect())
}
