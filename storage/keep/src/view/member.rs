//! Members and their accounts.

use super::{Page, Paged, date, source};
use credit::AccountKind;
use kernel::{Date, Paise, SocietyId, Source};
use sql::{Error, Tx};

/// A member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberView {
    /// Membership number as written.
    pub no: String,
    /// Name.
    pub name: String,
    /// Father's or husband's name.
    pub father: String,
    /// Village as written.
    pub village: String,
    /// `A` or `B`.
    pub class: String,
    /// Ten digits, or empty: none, or erased. Only [`member`] reads it, lists leave it empty.
    pub mobile: String,
    /// Day of admission.
    pub admitted: Option<Date>,
    /// Membership ended.
    pub ended: Option<Date>,
    /// The cell of the number; nothing for one admitted since.
    pub source: Option<Source>,
    /// Entry that brought him forward or admitted him: desk, position, row in it. Tells twins with one number apart.
    pub entry: Numbered,
}

/// A row within an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Numbered {
    /// Desk.
    pub desk: i64,
    /// Position of the entry.
    pub seq: i64,
    /// Row in it, from 0.
    pub line: i64,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountView {
    /// Kind.
    pub kind: AccountKind,
    /// Account number as written.
    pub no: String,
    /// Membership number as written; may name nobody.
    pub member_no: String,
    /// Name of that member; empty when there is none.
    pub member_name: String,
    /// Head it belongs to.
    pub head: String,
    /// Balance in its natural direction as it stands now.
    pub balance: Paise,
    /// Interest outstanding.
    pub interest: Option<Paise>,
    /// Opened or disbursed.
    pub opened: Option<Date>,
    /// Due or maturing.
    pub due: Option<Date>,
    /// Hundredths of a percent a year.
    pub rate: Option<i32>,
    /// Day its opening balance was true on; nothing for one opened since.
    pub cutoff: Option<Date>,
    /// The cell of the opening balance.
    pub source: Option<Source>,
    /// Entry that brought it forward.
    pub entry: Numbered,
}

/// Accounts of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindTotal {
    /// Kind.
    pub kind: AccountKind,
    /// Accounts.
    pub count: u64,
    /// Sum of balances.
    pub balance: Paise,
}

sql::statements! {
    ALL = "SELECT no, name, father, village, class, admitted, ended, f, s, r, c, desk_id, seq, line FROM member WHERE society_id = $1 ORDER BY no_key, desk_id, seq, line LIMIT $2 OFFSET $3";
    OF_CLASS = "SELECT no, name, father, village, class, admitted, ended, f, s, r, c, desk_id, seq, line FROM member WHERE society_id = $1 AND class = $2 ORDER BY no_key, desk_id, seq, line LIMIT $3 OFFSET $4";
    OF_CLASS_COUNT = "SELECT CAST(count(*) AS BIGINT) FROM member WHERE society_id = $1 AND class = $2";
    ALL_COUNT = "SELECT COALESCE((SELECT n FROM tally WHERE society_id = $1 AND what = 'member'), 0)";
    BY_NO = "SELECT no, name, father, village, class, admitted, ended, f, s, r, c, desk_id, seq, line FROM member WHERE society_id = $1 AND no_key = $2 ORDER BY no_key, desk_id, seq, line LIMIT 500";
    BY_NAME = "SELECT no, name, father, village, class, admitted, ended, f, s, r, c, desk_id, seq, line FROM member WHERE society_id = $1 AND name_key LIKE $2 ESCAPE '!' ORDER BY name_key, no_key, desk_id, seq, line LIMIT $3 OFFSET $4";
    BY_NAME_COUNT = "SELECT CAST(count(*) AS BIGINT) FROM member WHERE society_id = $1 AND name_key LIKE $2 ESCAPE '!'";
    MOBILE = "SELECT value FROM person_erasable WHERE society_id = $1 AND desk_id = $2 AND seq = $3 AND line = $4 AND field = 'mobile'";
    OF_MEMBER = "SELECT a.kind, a.no, a.member_no, a.head, a.balance + COALESCE(n.principal + n.deposit, 0), CASE WHEN a.interest IS NULL AND n.kind IS NULL THEN NULL ELSE COALESCE(a.interest, 0) + COALESCE(n.interest + n.penal + n.charges, 0) END, COALESCE(NULLIF(n.opened, ''), a.opened), COALESCE(NULLIF(n.due, ''), a.due), COALESCE(n.rate, a.rate), a.cutoff, a.f, a.s, a.r, a.c, a.desk_id, a.seq, a.line FROM account a LEFT JOIN account_now n ON n.society_id = a.society_id AND n.kind = a.kind AND n.no_key = a.no_key WHERE a.society_id = $1 AND a.member_key = $2 ORDER BY a.kind, a.no_key, a.seq, a.line LIMIT 500";
    ACCOUNT = "SELECT a.kind, a.no, a.member_no, a.head, a.balance + COALESCE(n.principal + n.deposit, 0), CASE WHEN a.interest IS NULL AND n.kind IS NULL THEN NULL ELSE COALESCE(a.interest, 0) + COALESCE(n.interest + n.penal + n.charges, 0) END, COALESCE(NULLIF(n.opened, ''), a.opened), COALESCE(NULLIF(n.due, ''), a.due), COALESCE(n.rate, a.rate), a.cutoff, a.f, a.s, a.r, a.c, a.desk_id, a.seq, a.line FROM account a LEFT JOIN account_now n ON n.society_id = a.society_id AND n.kind = a.kind AND n.no_key = a.no_key WHERE a.society_id = $1 AND a.kind = $2 AND a.no_key = $3 ORDER BY a.desk_id, a.seq, a.line LIMIT 500";
    ACCOUNTS = "SELECT a.kind, a.no, a.member_no, a.head, a.balance + COALESCE(n.principal + n.deposit, 0), CASE WHEN a.interest IS NULL AND n.kind IS NULL THEN NULL ELSE COALESCE(a.interest, 0) + COALESCE(n.interest + n.penal + n.charges, 0) END, COALESCE(NULLIF(n.opened, ''), a.opened), COALESCE(NULLIF(n.due, ''), a.due), COALESCE(n.rate, a.rate), a.cutoff, a.f, a.s, a.r, a.c, a.desk_id, a.seq, a.line FROM account a LEFT JOIN account_now n ON n.society_id = a.society_id AND n.kind = a.kind AND n.no_key = a.no_key WHERE a.society_id = $1 AND a.kind = $2 ORDER BY a.no_key, a.desk_id, a.seq, a.line LIMIT $3 OFFSET $4";
    TOTALS = "SELECT kind, accounts, balance FROM kind_total WHERE society_id = $1 ORDER BY kind";
}

fn member_row(r: &sql::Row<'_>) -> MemberView {
    MemberView {
        no: r.text(0).to_owned(),
        name: r.text(1).to_owned(),
        father: r.text(2).to_owned(),
        village: r.text(3).to_owned(),
        class: r.text(4).to_owned(),
        mobile: String::new(),
        admitted: date(r, 5),
        ended: date(r, 6),
        source: source(r, 7),
        entry: Numbered { desk: r.int(11), seq: r.int(12), line: r.int(13) },
    }
}

fn account_row(r: &sql::Row<'_>) -> AccountView {
    AccountView {
        kind: crate::codec::account_kind(r.int(0)),
        no: r.text(1).to_owned(),
        member_no: r.text(2).to_owned(),
        member_name: String::new(),
        head: r.text(3).to_owned(),
        balance: Paise(r.int(4)),
        interest: r.opt_int(5).map(Paise),
        opened: date(r, 6),
        due: date(r, 7),
        rate: r.opt_int(8).map(|v| v as i32),
        cutoff: date(r, 9),
        source: source(r, 10),
        entry: Numbered { desk: r.int(14), seq: r.int(15), line: r.int(16) },
    }
}

/// Members. `text` empty: all, in the order of their numbers; with a digit: by number; else by `name_key`, the key of
/// the typed name as the desk computes it, anywhere in the name.
///
/// # Errors
/// The store's.
pub fn members(
    t: &mut Tx<'_>,
    id: SocietyId,
    text: &str,
    name_key: &str,
    page: Page,
) -> Result<Paged<MemberView>, Error> {
    let text = text.trim();
    if text.is_empty() {
        let total = t.first(ALL_COUNT, &[id.0.into()], |r| r.int(0) as u64)?.unwrap_or(0);
        let rows = t.rows(ALL, &[id.0.into(), page.limit().into(), page.offset().into()], member_row)?;
        return Ok(Paged { rows, total });
    }
    if text.chars().any(char::is_numeric) {
        let rows = t.rows(BY_NO, &[id.0.into(), (&crate::codec::no_key(text)).into()], member_row)?;
        let total = rows.len() as u64;
        let rows = rows.into_iter().skip(page.offset() as usize).take(page.limit() as usize).collect();
        return Ok(Paged { rows, total });
    }
    if name_key.is_empty() {
        return Ok(Paged { rows: Vec::new(), total: 0 });
    }
    let mut like = String::from("%");
    for c in name_key.chars() {
        if matches!(c, '%' | '_' | '!') {
            like.push('!');
        }
        like.push(c);
    }
    like.push('%');
    let total = t.first(BY_NAME_COUNT, &[id.0.into(), (&like).into()], |r| r.int(0) as u64)?.unwrap_or(0);
    let params = [id.0.into(), (&like).into(), page.limit().into(), page.offset().into()];
    let rows = t.rows(BY_NAME, &params, member_row)?;
    Ok(Paged { rows, total })
}

/// Members of a class, `A` or `B`, in the order of their numbers.
pub(super) fn members_of_class(
    t: &mut Tx<'_>,
    id: SocietyId,
    class: &str,
    page: Page,
) -> Result<Paged<MemberView>, Error> {
    let total = t.first(OF_CLASS_COUNT, &[id.0.into(), class.into()], |r| r.int(0) as u64)?.unwrap_or(0);
    let rows = t.rows(OF_CLASS, &[id.0.into(), class.into(), page.limit().into(), page.offset().into()], member_row)?;
    Ok(Paged { rows, total })
}

/// Members with a number (old registers have twins), mobile numbers included. Numbers are compared without leading
/// zeros and capitals; an exact match comes first.
///
/// # Errors
/// The store's.
pub fn member(t: &mut Tx<'_>, id: SocietyId, no: &str) -> Result<Vec<MemberView>, Error> {
    let mut rows = t.rows(BY_NO, &[id.0.into(), (&crate::codec::no_key(no)).into()], member_row)?;
    rows.sort_by_key(|m| m.no != no);
    let later = crate::project::state(t, id, &crate::codec::no_key(no))?.and_then(|s| s.mobiles.last().copied());
    for m in &mut rows {
        let (desk, seq, line) = later.unwrap_or((m.entry.desk, m.entry.seq, m.entry.line));
        let key = [id.0.into(), desk.into(), seq.into(), line.into()];
        m.mobile = t.first(MOBILE, &key, |r| r.text(0).to_owned())?.unwrap_or_default();
    }
    Ok(rows)
}

fn with_names(t: &mut Tx<'_>, id: SocietyId, mut rows: Vec<AccountView>) -> Result<Vec<AccountView>, Error> {
    for a in &mut rows {
        let key = crate::codec::no_key(&a.member_no);
        if !key.is_empty() {
            a.member_name =
                t.first(BY_NO, &[id.0.into(), (&key).into()], |r| r.text(1).to_owned())?.unwrap_or_default();
        }
    }
    Ok(rows)
}

/// Accounts of a member, by kind and number (at most 500 for each number merged into his).
///
/// # Errors
/// The store's.
pub fn accounts_of(t: &mut Tx<'_>, id: SocietyId, member_no: &str) -> Result<Vec<AccountView>, Error> {
    let mut rows = Vec::new();
    for key in crate::deciding::keys_of(t, id, member_no)? {
        rows.extend(t.rows(OF_MEMBER, &[id.0.into(), (&key).into()], account_row)?);
    }
    with_names(t, id, rows)
}

/// Accounts with a number (old ledgers have twins); an exact match comes first.
///
/// # Errors
/// The store's.
pub fn account(t: &mut Tx<'_>, id: SocietyId, kind: AccountKind, no: &str) -> Result<Vec<AccountView>, Error> {
    let key = crate::codec::no_key(no);
    let params = [id.0.into(), crate::codec::kind_int(kind).into(), (&key).into()];
    let mut rows = t.rows(ACCOUNT, &params, account_row)?;
    rows.sort_by_key(|a| a.no != no);
    with_names(t, id, rows)
}

/// A page of the accounts of a kind, in the order of their numbers.
///
/// # Errors
/// The store's.
pub fn accounts(t: &mut Tx<'_>, id: SocietyId, kind: AccountKind, page: Page) -> Result<Paged<AccountView>, Error> {
    let total = kind_totals(t, id)?.iter().find(|k| k.kind == kind).map_or(0, |k| k.count);
    let params = [id.0.into(), crate::codec::kind_int(kind).into(), page.limit().into(), page.offset().into()];
    let rows = t.rows(ACCOUNTS, &params, account_row)?;
    Ok(Paged { rows: with_names(t, id, rows)?, total })
}

/// Number and sum of accounts by kind.
///
/// # Errors
/// The store's.
pub fn kind_totals(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<KindTotal>, Error> {
    t.rows(TOTALS, &[id.0.into()], |r| KindTotal {
        kind: crate::codec::account_kind(r.int(0)),
        count: r.int(1) as u64,
        balance: Paise(r.int(2)),
    })
}

/// Calls `f` with every member, in the order of their numbers, without mobile numbers.
///
/// # Errors
/// The store's, or the closure's.
pub fn each_member(
    t: &mut Tx<'_>,
    id: SocietyId,
    mut f: impl FnMut(&MemberView) -> Result<(), Error>,
) -> Result<(), Error> {
    t.each(ALL, &[id.0.into(), i64::MAX.into(), 0.into()], |r| f(&member_row(r)).map(|()| true))
}

/// Calls `f` with every account of a kind, in the order of their numbers, without members' names.
///
/// # Errors
/// The store's, or the closure's.
pub fn each_account(
    t: &mut Tx<'_>,
    id: SocietyId,
    kind: AccountKind,
    mut f: impl FnMut(&AccountView) -> Result<(), Error>,
) -> Result<(), Error> {
    let params = [id.0.into(), crate::codec::kind_int(kind).into(), i64::MAX.into(), 0.into()];
    t.each(ACCOUNTS, &params, |r| f(&account_row(r)).map(|()| true))
}
