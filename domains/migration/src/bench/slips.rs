//! Slips of balances, village by village: what a member is shown, and the digest by which it is known whether he was shown what is there today.

use crate::Migrated;
use crate::books;
use crate::report::account_kind;
use credit::AccountKind;
use kernel::{Digest, Paise};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// What one member is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Membership number.
    pub no: String,
    /// Name as the register has it.
    pub name: String,
    /// Father or husband as the register has it.
    pub father: String,
    /// Kind, number and balance of each account.
    pub accounts: Vec<(AccountKind, String, Paise)>,
}

/// Slips by village; members without one are a group of their own, under an empty name.
#[must_use]
pub fn by_village(m: &Migrated) -> BTreeMap<String, Vec<Slip>> {
    let mut accounts: BTreeMap<&str, Vec<(AccountKind, String, Paise)>> = BTreeMap::new();
    for r in &m.books.registers {
        let Some(kind) = account_kind(r) else { continue };
        let key = books::subject_field(r.table.kind);
        for i in 0..r.body.len() {
            let balance = r.body.amount("balance", i).unwrap_or_default();
            let account = (kind, r.body.text(key, i).to_owned(), balance);
            accounts.entry(r.body.text("member_no", i)).or_default().push(account);
        }
    }
    let mut out: BTreeMap<String, Vec<Slip>> = BTreeMap::new();
    for r in m.books.registers.iter().filter(|r| r.is("members", "")) {
        for i in 0..r.body.len() {
            let text = |field: &str| r.body.text(field, i);
            let (no, name, father) = (text("member_no").to_owned(), text("name").to_owned(), text("father").to_owned());
            let of = accounts.get(no.as_str()).cloned().unwrap_or_default();
            out.entry(text("village").trim().to_owned()).or_default().push(Slip { no, name, father, accounts: of });
        }
    }
    out
}

/// Digest of a village's slips, hexadecimal.
#[must_use]
pub fn digest(slips: &[Slip]) -> String {
    let mut hash = Sha256::new();
    let mut put = |text: &str| {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    };
    for s in slips {
        [&s.no, &s.name, &s.father].into_iter().for_each(|t| put(t));
        for (kind, no, balance) in &s.accounts {
            put(kind.code());
            put(no);
            put(&balance.0.to_string());
        }
        put("");
    }
    Digest(hash.finalize().into()).hex()
}

/// Whether anybody of this number stands in the members' registers.
#[must_use]
pub fn is_member(m: &Migrated, no: &str) -> bool {
    let mut members = m.books.registers.iter().filter(|r| r.is("members", ""));
    members.any(|r| (0..r.body.len()).any(|i| r.body.text("member_no", i) == no))
}
