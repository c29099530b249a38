//! Accounts as decisions must see them: folded from their entries.

use crate::Event;
use crate::codec::{account_kind, kind_int, no_key, plain_number};
use crate::project::leaving_code;
use ::society::SocietyEvent;
use ::society::terms::Leaving;
use credit::account::{Opening, Placed};
use credit::decide::{ClaimView, EventView, MemberFacts};
use credit::product::{LoanHeads, Norms, Product};
use credit::{AccountKind, AccountRef, AccountRow, CreditEvent};
use kernel::{Date, Paise, SocietyId, Source};
use sql::{Error, Tx};
use std::collections::{BTreeSet, HashMap};

sql::statements! {
    PRODUCTS = "SELECT body FROM product WHERE society_id = $1 ORDER BY code";
    NORMS = "SELECT body FROM norms WHERE society_id = $1";
    OLD = "SELECT no, member_no, balance, interest, opened, due, rate, cutoff, f, s, r, c FROM account WHERE society_id = $1 AND kind = $2 AND no_key = $3 LIMIT 2";
    PAGE_OF = "SELECT e.kind, e.bytes FROM account a JOIN register_entry e ON e.society_id = a.society_id AND e.desk_id = a.desk_id AND e.seq = a.seq WHERE a.society_id = $1 AND a.kind = $2 AND a.no_key = $3 LIMIT 1";
    NOW = "SELECT product FROM account_now WHERE society_id = $1 AND kind = $2 AND no_key = $3";
    ENTRIES = "SELECT a.desk_id, a.seq, e.kind, e.bytes FROM account_entry a JOIN register_entry e ON e.society_id = a.society_id AND e.desk_id = a.desk_id AND e.seq = a.seq WHERE a.society_id = $1 AND a.kind = $2 AND a.no_key = $3 ORDER BY a.desk_id, a.seq";
    MEMBER = "SELECT m.no, m.class, m.ended, COALESCE(n.left_reason, '') FROM member m LEFT JOIN member_now n ON n.society_id = m.society_id AND n.no_key = m.no_key WHERE m.society_id = $1 AND m.no_key = $2 LIMIT 1";
    OLD_SUMS = "SELECT kind, balance FROM account WHERE society_id = $1 AND member_key = $2";
    NOW_SUMS = "SELECT kind, principal + deposit FROM account_now WHERE society_id = $1 AND member_key = $2";
    CASH = "SELECT way, amount FROM member_cash WHERE society_id = $1 AND member_key = $2 AND date = $3";
    OF_MEMBER = "SELECT kind, no FROM account WHERE society_id = $1 AND member_key = $2";
    OF_KIND = "SELECT no FROM account WHERE society_id = $1 AND kind = $2 ORDER BY no_key";
    LAST = "SELECT no FROM account WHERE society_id = $1 AND kind = $2 AND no_key < ':' ORDER BY no_key DESC LIMIT 50";
    ENTRY = "SELECT e.kind, e.bytes, COALESCE(r.seq, -1) FROM register_entry e LEFT JOIN reversal r ON r.society_id = e.society_id AND r.of_desk = e.desk_id AND r.of_seq = e.seq WHERE e.society_id = $1 AND e.desk_id = $2 AND e.seq = $3";
    DUE_BEFORE = "SELECT o.kind, o.no FROM account o LEFT JOIN account_now n ON n.society_id = o.society_id AND n.kind = o.kind AND n.no_key = o.no_key WHERE o.society_id = $1 AND o.kind IN (1, 2, 6, 7, 8) AND COALESCE(NULLIF(n.due, ''), o.due) <= $2 AND o.balance + COALESCE(n.principal, 0) > 0 ORDER BY o.kind, o.no_key";
    FILED = "SELECT f.desk_id, f.seq, e.kind, e.bytes FROM credit_file f JOIN register_entry e ON e.society_id = f.society_id AND e.desk_id = f.desk_id AND e.seq = f.seq WHERE f.society_id = $1 AND f.what = $2 ORDER BY f.desk_id, f.seq";
    FILED_ONE = "SELECT f.desk_id, f.seq, e.kind, e.bytes FROM credit_file f JOIN register_entry e ON e.society_id = f.society_id AND e.desk_id = f.desk_id AND e.seq = f.seq WHERE f.society_id = $1 AND f.what = $2 AND f.code = $3 ORDER BY f.desk_id, f.seq";
}

/// The products as they stand now.
///
/// # Errors
/// The store's.
pub fn products(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<Product>, Error> {
    let all = t.rows(PRODUCTS, &[society.0.into()], |r| serde_json::from_str(r.text(0)).ok())?;
    Ok(all.into_iter().flatten().collect())
}

/// The product of an account: that of its code, or for one of the old books the first of its kind.
#[must_use]
pub fn product(products: &[Product], kind: AccountKind, code: &str) -> Option<Product> {
    let named = products.iter().find(|p| p.code() == code);
    named.or_else(|| products.iter().find(|p| p.kind() == kind)).cloned()
}

/// Heads of a loan product; for accounts of the old books, which name none, those of the first loan product.
pub(super) fn loan_heads<'p>(products: &'p [Product], code: &str) -> Option<&'p LoanHeads> {
    let loans = || products.iter().filter_map(|p| if let Product::Loan(l) = p { Some(l) } else { None });
    loans().find(|p| p.code == code).or_else(|| loans().next()).map(|p| &p.heads)
}

/// The norms as they stand now.
///
/// # Errors
/// The store's.
pub fn norms(t: &mut Tx<'_>, society: SocietyId) -> Result<Norms, Error> {
    let found = t.first(NORMS, &[society.0.into()], |r| serde_json::from_str(r.text(0)).ok())?;
    Ok(found.flatten().unwrap_or_default())
}

/// An account with everything that was written of it.
#[derive(Clone, Debug)]
pub struct Account {
    /// Kind and number as written.
    pub account: AccountRef,
    /// Membership number.
    pub member_no: String,
    /// Code of its product; empty for one of the old books that was not touched since.
    pub product: String,
    /// Its row of the old books and the day it is true on, as it was brought forward.
    pub opening: Option<(AccountRow, Date)>,
    /// The same as its corrections leave it, where it was corrected.
    pub corrected: Option<(AccountRow, Date)>,
    /// The number stands more than once in the old register.
    pub doubled: bool,
    /// Its entries.
    pub entries: Vec<Placed>,
    /// Of a share account: the entries of the register of members that moved its shares.
    pub shares: Vec<((i64, i64), SocietyEvent)>,
}

impl Account {
    /// The opening as folding wants it: put right where it was corrected.
    #[must_use]
    pub fn opening(&self) -> Option<Opening<'_>> {
        self.corrected.as_ref().or(self.opening.as_ref()).map(|(row, day)| (row, *day))
    }

    /// Reckons the corrections of its opening, once all its entries are read.
    pub(crate) fn settle(&mut self) {
        let is = |e: &Placed| matches!(e.1, CreditEvent::OpeningCorrected(_));
        let opening = self.opening.as_ref().filter(|_| self.entries.iter().any(is));
        self.corrected = opening.map(|(row, day)| (credit::opening::corrected(row, &self.entries), *day));
    }
}

/// An account by kind and number; `None` where there is none.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn find_account(t: &mut Tx<'_>, society: SocietyId, account: &AccountRef) -> Result<Option<Account>, Error> {
    let key = no_key(&account.no);
    let place = [society.0.into(), kind_int(account.kind).into(), (&key).into()];
    let now = t.first(NOW, &place, |r| r.text(0).to_owned())?;
    let mut old = t.rows(OLD, &place, |r| {
        let day = |i: usize| r.opt_text(i).and_then(|d| d.parse::<Date>().ok());
        let row = AccountRow {
            no: r.text(0).to_owned(),
            member_no: r.text(1).to_owned(),
            balance: Paise(r.int(2)),
            interest: r.opt_int(3).map(Paise),
            opened: day(4),
            due: day(5),
            rate: r.opt_int(6).and_then(|n| i32::try_from(n).ok()),
            source: Source {
                file: r.opt_int(8).unwrap_or(0) as u16,
                sheet: r.opt_int(9).unwrap_or(0) as u16,
                row: r.opt_int(10).unwrap_or(0) as u32,
                col: r.opt_int(11).unwrap_or(0) as u16,
            },
        };
        (row, day(7))
    })?;
    let doubled = old.len() > 1;
    if old.is_empty() {
        return Ok(None);
    }
    let (row, cutoff) = old.remove(0);
    let (no, member_no) = (row.no.clone(), row.member_no.clone());
    // only what was brought forward has a day its balance is true on
    let opening = cutoff.map(|day| (row, day));
    let (mut entries, mut shares) = (Vec::new(), Vec::new());
    let name = AccountRef { kind: account.kind, no: no.clone() }.to_string();
    t.each(ENTRIES, &place, |r| {
        match Event::decode(r.text(2), r.bytes(3))? {
            Event::Credit(e) => entries.push(((r.int(0), r.int(1)), credit::parts::for_account(e, &name))),
            Event::Society(e) => shares.push(((r.int(0), r.int(1)), e)),
            _ => {}
        }
        Ok(true)
    })?;
    let mut found = Account {
        account: AccountRef { kind: account.kind, no },
        member_no,
        product: now.unwrap_or_default(),
        opening,
        corrected: None,
        doubled,
        entries,
        shares,
    };
    found.settle();
    Ok(Some(found))
}

/// The head an account of the old books was posted to, and the *Migration difference* head that took the other side; `None` where it was
/// opened here.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn opening_heads(
    t: &mut Tx<'_>,
    society: SocietyId,
    account: &AccountRef,
) -> Result<Option<(String, String)>, Error> {
    let key = no_key(&account.no);
    let place = [society.0.into(), kind_int(account.kind).into(), (&key).into()];
    let page = t.first(PAGE_OF, &place, |r| Event::decode(r.text(0), r.bytes(1)))?.transpose()?;
    Ok(match page {
        Some(Event::Credit(CreditEvent::AccountsBroughtForward { head, difference_head, .. })) => {
            Some((head, difference_head))
        }
        _ => None,
    })
}

/// Numbers of a member's accounts, of the old books and new, each once; also those under numbers merged into his.
///
/// # Errors
/// The store's.
pub fn accounts_of_member(t: &mut Tx<'_>, society: SocietyId, member_no: &str) -> Result<Vec<AccountRef>, Error> {
    let mut all = Vec::new();
    for key in super::society::keys_of(t, society, member_no)? {
        all.extend(t.rows(OF_MEMBER, &[society.0.into(), (&key).into()], |r| {
            let no = r.text(1).to_owned();
            AccountRef { kind: account_kind(r.int(0)), no }
        })?);
    }
    all.sort();
    all.dedup_by(|a, b| a.kind == b.kind && no_key(&a.no) == no_key(&b.no));
    Ok(all)
}

/// Every account of a kind, of the old books and new, each once, in the order of their numbers.
///
/// # Errors
/// The store's.
pub fn accounts_of_kind(t: &mut Tx<'_>, society: SocietyId, kind: AccountKind) -> Result<Vec<AccountRef>, Error> {
    let mut all: Vec<(String, String)> =
        t.rows(OF_KIND, &[society.0.into(), kind_int(kind).into()], |r| (no_key(r.text(0)), r.text(0).to_owned()))?;
    all.sort();
    all.dedup_by(|a, b| a.0 == b.0);
    Ok(all.into_iter().map(|(_, no)| AccountRef { kind, no }).collect())
}

/// A member's loans with their entries, to see what is overdue.
///
/// # Errors
/// The store's.
pub fn loans_of_member(t: &mut Tx<'_>, society: SocietyId, member_no: &str) -> Result<Vec<Account>, Error> {
    let mut out = Vec::new();
    for account in accounts_of_member(t, society, member_no)?.into_iter().filter(|a| a.kind.is_asset()) {
        out.extend(find_account(t, society, &account)?);
    }
    Ok(out)
}

/// What a member owes in principal over all loans, what lies on his deposits, and his shares, paise.
///
/// # Errors
/// The store's.
fn sums_of_member(t: &mut Tx<'_>, society: SocietyId, member_no: &str) -> Result<[Paise; 3], Error> {
    let (mut borrowed, mut deposited, mut shares) = (Paise::ZERO, Paise::ZERO, Paise::ZERO);
    for key in super::society::keys_of(t, society, member_no)? {
        let id = [society.0.into(), (&key).into()];
        let mut sums = t.rows(OLD_SUMS, &id, |r| (account_kind(r.int(0)), Paise(r.int(1))))?;
        sums.extend(t.rows(NOW_SUMS, &id, |r| (account_kind(r.int(0)), Paise(r.int(1))))?);
        for (kind, sum) in sums {
            if kind.is_asset() {
                borrowed += sum;
            } else if kind == AccountKind::Share {
                shares += sum;
            } else {
                deposited += sum;
            }
        }
    }
    Ok([borrowed, deposited, shares])
}

/// What is known of a member on a day, all but what is overdue; `None` where there is no such member. A number that was merged leads to
/// the one that was kept.
///
/// # Errors
/// The store's.
pub fn member_facts(
    t: &mut Tx<'_>,
    society: SocietyId,
    member_no: &str,
    day: Date,
) -> Result<Option<MemberFacts>, Error> {
    let key = super::society::kept_key(t, society, member_no)?;
    let id = [society.0.into(), (&key).into()];
    let found = t.first(MEMBER, &id, |r| {
        let dead = r.text(3) == leaving_code(Leaving::Died);
        (r.text(0).to_owned(), r.text(1).to_owned(), r.opt_text(2).map(str::to_owned), dead)
    })?;
    let Some((no, class, ended, dead)) = found else { return Ok(None) };
    let alive = ended.and_then(|d| d.parse::<Date>().ok()).is_none_or(|d| d > day);
    let [borrowed, deposited, shares] = sums_of_member(t, society, &no)?;
    let (small, land) = super::society::small_and_land(t, society, &key)?;
    let mut facts = MemberFacts {
        may_borrow: alive && class == "A",
        may_deposit: alive,
        dead,
        small,
        land,
        shares,
        borrowed,
        deposited,
        ..MemberFacts::default()
    };
    let day = day.to_string();
    for key in super::society::keys_of(t, society, &no)? {
        let id = [society.0.into(), (&key).into(), (&day).into()];
        for (way, amount) in t.rows(CASH, &id, |r| (r.int(0), Paise(r.int(1))))? {
            if let Some(at) = usize::try_from(way).ok().and_then(|w| facts.cash_today.get_mut(w)) {
                *at += amount;
            }
        }
    }
    facts.no = no;
    Ok(Some(facts))
}

/// The next free number of a kind of account: one more than the largest plain number.
///
/// # Errors
/// The store's.
pub fn next_no(t: &mut Tx<'_>, society: SocietyId, kind: AccountKind) -> Result<String, Error> {
    let some = t.rows(LAST, &[society.0.into(), kind_int(kind).into()], |r| plain_number(r.text(0)))?;
    let largest = some.into_iter().flatten().max().unwrap_or(0);
    Ok((largest + 1).to_string())
}

/// Events of an act that are decided but not written yet, found by the accounts they name: a run over thousands of accounts asks for each.
#[derive(Clone, Debug, Default)]
pub struct Pending {
    all: Vec<CreditEvent>,
    of: HashMap<String, Vec<usize>>,
}

impl Pending {
    /// Adds what was decided.
    pub fn extend(&mut self, events: Vec<CreditEvent>) {
        for event in events {
            for name in credit::account::named(&event) {
                self.of.entry(name.to_owned()).or_default().push(self.all.len());
            }
            self.all.push(event);
        }
    }

    /// What concerns these accounts, in the order it was decided.
    fn about(&self, names: &[&str]) -> Vec<CreditEvent> {
        let places: BTreeSet<usize> = names.iter().filter_map(|n| self.of.get(*n)).flatten().copied().collect();
        places.into_iter().map(|i| self.all[i].clone()).collect()
    }
}

/// An entry to be taken back, with the balances of the accounts it changed. `pending` are reversals of the same act that are decided but not
/// written yet.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn event_view(
    t: &mut Tx<'_>,
    society: SocietyId,
    entry: (i64, i64),
    pending: &Pending,
) -> Result<EventView, Error> {
    let place = [society.0.into(), entry.0.into(), entry.1.into()];
    let found = t.first(ENTRY, &place, |r| (r.text(0).to_owned(), r.bytes(1).to_vec(), r.int(2) >= 0))?;
    let mut view =
        EventView { event: None, reversed: false, balances: std::collections::BTreeMap::new(), later: false };
    let Some((kind, bytes, reversed)) = found else { return Ok(view) };
    view.reversed = reversed;
    let Event::Credit(event) = Event::decode(&kind, &bytes)? else { return Ok(view) };
    let named = credit::account::named(&event);
    let before = pending.about(&named);
    for name in &named {
        let Some(account) = AccountRef::parse(name) else { continue };
        let Some(found) = find_account(t, society, &account)? else { continue };
        if let Some((row, _)) = &found.opening {
            let m = if account.kind.is_asset() {
                credit::effects::Measure::Principal
            } else {
                credit::effects::Measure::Deposit
            };
            view.balances.insert(((*name).to_owned(), m), row.balance.0 + share_money(&found));
            // what was outstanding in the old books is owed like what was charged since
            let interest = row.interest.unwrap_or(Paise::ZERO).0;
            view.balances.insert(((*name).to_owned(), credit::effects::Measure::Interest), interest);
        }
        for (_, e) in &found.entries {
            credit::decide::add(&mut view.balances, e);
        }
        view.later |= credit::decide::stands_on(&event, entry, &found.entries, &before);
    }
    for e in &before {
        credit::decide::add(&mut view.balances, e);
    }
    if let Some((what, code)) = credit::lender::stood_on_by(&event) {
        view.later |= credit::lender::stand_on(&event, &filed(t, society, what, code)?);
    }
    view.later |= held_for(t, society, &event, pending)?;
    view.event = Some(event);
    Ok(view)
}

/// What the register of members moved on a share account since the old books, paise; nothing of other accounts.
fn share_money(account: &Account) -> i64 {
    use ::society::effects::{Measure, changes};
    let key = no_key(&account.member_no);
    let all = account.shares.iter().flat_map(|(_, e)| changes(e));
    all.filter(|(no, m, _)| *m == Measure::ShareMoney && no_key(no) == key).map(|c| c.2).sum()
}

/// A lien that was laid for a loan on which something is owed, and so is not taken back: lifting it asks whether what stays covers the loan.
fn held_for(t: &mut Tx<'_>, society: SocietyId, event: &CreditEvent, pending: &Pending) -> Result<bool, Error> {
    let CreditEvent::DepositLien(lien) = event else { return Ok(false) };
    let Some(named) = AccountRef::parse(&lien.loan).filter(|_| lien.change > Paise::ZERO) else { return Ok(false) };
    let Some(found) = find_account(t, society, &named)? else { return Ok(false) };
    let mut entries = found.entries.clone();
    // what the same act takes back is gone already
    let back = pending.about(&[&lien.loan]).into_iter().filter(|e| matches!(e, CreditEvent::Reversed(_)));
    entries.extend(back.map(|e| ((i64::MAX, i64::MAX), e)));
    let loan = credit::account::Loan::of(&lien.loan, found.opening(), &entries, false);
    Ok(loan.demands.iter().any(|d| d.owed.total() > Paise::ZERO))
}

/// Loans on which principal is owed and whose last due day is not after `day`: by the shadows alone, so a few are found that the entries
/// acquit, and none with a later drawal.
///
/// # Errors
/// The store's.
pub fn due_before(t: &mut Tx<'_>, society: SocietyId, day: Date) -> Result<Vec<AccountRef>, Error> {
    let day = day.to_string();
    t.rows(DUE_BEFORE, &[society.0.into(), (&day).into()], |r| AccountRef {
        kind: account_kind(r.int(0)),
        no: r.text(1).to_owned(),
    })
}

/// The entries of a lender's file: `claim`, `relief`, `provision`; of one of them where its code is named.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn filed(t: &mut Tx<'_>, society: SocietyId, what: &str, code: Option<&str>) -> Result<Vec<Placed>, Error> {
    let mut out = Vec::new();
    let mut take = |r: &sql::Row<'_>| {
        if let Event::Credit(e) = Event::decode(r.text(2), r.bytes(3))? {
            out.push(((r.int(0), r.int(1)), e));
        }
        Ok(true)
    };
    match code {
        Some(code) => t.each(FILED_ONE, &[society.0.into(), what.into(), code.into()], &mut take)?,
        None => t.each(FILED, &[society.0.into(), what.into()], &mut take)?,
    }
    Ok(out)
}

/// What was claimed from funders, as a claim must see it: rows that were refused in full may be claimed anew.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn claimed(t: &mut Tx<'_>, society: SocietyId, number: &str) -> Result<ClaimView, Error> {
    let files = credit::lender::claims(&filed(t, society, "claim", None)?);
    let exists = files.iter().any(|f| f.made.claim == number);
    let rows = files.iter().flat_map(|f| f.made.rows.iter().filter(|r| f.admitted(&r.loan) > Paise::ZERO));
    Ok(ClaimView { exists, claimed: rows.cloned().collect() })
}
