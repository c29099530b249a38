//! What is due and overdue on every loan, and who may vote.

use crate::{Desk, Trouble, Who};
use credit::AccountKind;
use credit::account::Loan;
use credit::standing;
use keep::{deciding, no_key, view};
use kernel::{Date, Fault, Paise, SocietyId, Verb};
use lipi::Lang;
use lipi::messages::say;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use society::effects::Standing;
use society::terms::{Class, Leaving};
use society::voters::{VoterList, VoterRow, list};
use std::collections::{BTreeMap, BTreeSet};

/// What is due on a loan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoanDue {
    /// Loan, `ST-12`.
    pub loan: String,
    /// Membership number as the loan has it.
    pub member_no: String,
    /// The next day something falls due, and how much of principal and interest charged so far, paise.
    pub next: Option<(Date, Paise)>,
    /// Overdue, principal and interest charged so far, paise.
    pub overdue: Paise,
    /// The oldest of it is overdue since.
    pub since: Option<Date>,
}

/// The voter list with the members it was drawn from.
#[derive(Clone, Debug, Default)]
pub struct Voters {
    /// All members, in the order of their numbers.
    pub rows: Vec<VoterRow>,
    /// Who may vote, and who may not and why: positions in the rows.
    pub list: VoterList,
}

impl Desk {
    /// What is due and overdue on every loan on a day, in the order of kinds and numbers; loans on which nothing is due are left out.
    ///
    /// # Errors
    /// The store's.
    pub fn dues(&self, society: SocietyId, day: Date) -> Result<Vec<LoanDue>, Trouble> {
        self.read(|t| {
            let mut out = Vec::new();
            for kind in AccountKind::ALL.into_iter().filter(|k| k.is_asset()) {
                for named in deciding::accounts_of_kind(t, society, kind)? {
                    let Some(found) = deciding::find_account(t, society, &named)?.filter(|a| !a.doubled) else {
                        continue;
                    };
                    let name = found.account.to_string();
                    let loan = Loan::of(&name, found.opening(), &found.entries, false);
                    let overdue = standing::overdue(&loan.demands, day);
                    let coming = loan.demands.iter().filter(|d| d.due >= day && !d.owed.total().is_zero());
                    let due = coming.clone().map(|d| d.due).min();
                    let next = due.map(|due| (due, coming.filter(|d| d.due == due).map(|d| d.owed.total()).sum()));
                    let sum = overdue.principal + overdue.interest;
                    if next.is_some() || !sum.is_zero() {
                        let since = overdue.since;
                        out.push(LoanDue { loan: name, member_no: found.member_no, next, overdue: sum, since });
                    }
                }
            }
            Ok(out)
        })
    }

    /// Draws the voter list of a poll.
    ///
    /// # Errors
    /// 4201 where a term of it is unset; the store's.
    pub fn voters(&self, society: SocietyId, poll: Date) -> Result<Voters, Trouble> {
        let rules = self.read(|t| deciding::bylaws(t, society))?;
        // terms that are unset refuse before every loan is read
        list(&[], &rules, poll)?;
        let mut owing: BTreeMap<String, (Paise, Option<Date>)> = BTreeMap::new();
        for due in self.dues(society, poll)?.into_iter().filter(|d| !d.overdue.is_zero()) {
            let key = self.read(|t| deciding::kept_key(t, society, &due.member_no))?;
            let at = owing.entry(key).or_default();
            at.0 += due.overdue;
            at.1 = at.1.into_iter().chain(due.since).min();
        }
        let rows = self.read(|t| {
            let merged: BTreeSet<String> = deciding::merged_numbers(t, society)?.iter().map(|n| no_key(n)).collect();
            let mut rows = Vec::new();
            view::each_member(t, society, |m| {
                let key = no_key(&m.no);
                let class = if m.class == "B" { Class::B } else { Class::A };
                let standing = match m.ended.filter(|d| *d <= poll) {
                    _ if merged.contains(&key) => Standing::Merged { into: String::new() },
                    Some(on) => Standing::Left { reason: Leaving::Resigned, on },
                    None => Standing::Member { class, since: m.admitted.unwrap_or(Date::MIN) },
                };
                let (overdue, overdue_since) = owing.get(&key).copied().unwrap_or_default();
                rows.push(VoterRow {
                    no: m.no.clone(),
                    name: m.name.clone(),
                    father: m.father.clone(),
                    village: m.village.clone(),
                    class,
                    standing,
                    admitted: m.admitted,
                    overdue,
                    overdue_since,
                });
                Ok(())
            })?;
            Ok(rows)
        })?;
        let list = list(&rows, &rules, poll)?;
        Ok(Voters { rows, list })
    }

    /// The voter list as a workbook: who may, and on a second sheet who may not and why.
    ///
    /// # Errors
    /// 4201, 5001, 5002; the store's; what the writer says.
    pub fn export_voters(&self, who: &Who, society: SocietyId, poll: Date, lang: Lang) -> Result<Vec<u8>, Trouble> {
        self.guard_noted(who, Verb::Export, society, ("export", "voters, xlsx"))?;
        let voters = self.voters(society, poll)?;
        workbook(&voters, lang).map_err(|e| Fault::new("write the workbook", e).into())
    }
}

fn workbook(v: &Voters, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let word = |key: &str| say(lang, key, &[]);
    let bold = Format::new().set_bold();
    let mut book = Workbook::new();
    let may = v.list.may.iter().map(|i| (*i, None)).collect::<Vec<_>>();
    let may_not = v.list.may_not.iter().map(|(i, why)| (*i, Some(*why))).collect::<Vec<_>>();
    for (name, rows) in [("society-voters", may), ("society-voters-not", may_not)] {
        let sheet = book.add_worksheet();
        sheet.set_name(word(name))?;
        let heads = ["society-col-serial", "society-col-no", "society-col-name", "society-col-father"];
        let rest = ["society-col-village", "society-col-why"];
        for (col, key) in heads.into_iter().chain(rest).enumerate() {
            sheet.write_with_format(0, col as u16, word(key), &bold)?;
        }
        for (at, (i, why)) in rows.into_iter().enumerate() {
            let (line, m) = (at as u32 + 1, &v.rows[i]);
            sheet.write(line, 0, line)?;
            for (col, text) in [&m.no, &m.name, &m.father, &m.village].into_iter().enumerate() {
                sheet.write(line, col as u16 + 1, text)?;
            }
            if let Some(why) = why {
                sheet.write(line, 5, say(lang, "society-vote-why", &[("why", why.code())]))?;
            }
        }
        sheet.set_column_width(2, 28)?;
        sheet.set_column_width(3, 28)?;
        sheet.set_freeze_panes(1, 0)?;
    }
    book.save_to_buffer()
}
