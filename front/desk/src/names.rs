//! Names of members by sound, held in memory: built at the first question, and brought up to the register's last entry at every other.

use crate::{Desk, Trouble};
use keep::deciding;
use keep::view::{self, MemberView};
use kernel::{DeskId, SocietyId};
use society::effects::Standing;
use society::search::{Index, SearchRow};
use sql::{Error, Tx};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The indexes, one for each society that was asked about.
#[derive(Default)]
pub(crate) struct Names(Mutex<HashMap<SocietyId, Kept>>);

struct Kept {
    index: Index,
    /// Entries of the register it knows.
    upto: i64,
    /// Migrations it knows.
    runs: i64,
}

impl Names {
    /// Forgets all of them: the register has grown otherwise than at its end here.
    pub(crate) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Asks the index of a society as the register stands in this transaction.
    pub(crate) fn ask<T>(
        &self,
        t: &mut Tx<'_>,
        society: SocietyId,
        desk: DeskId,
        question: impl FnOnce(&Index) -> T,
    ) -> Result<T, Error> {
        let (size, runs) = deciding::log_size(t, society, desk)?;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = all.get(&society).is_some_and(|k| k.runs == runs && k.upto <= size);
        if !fresh {
            all.insert(society, Kept { index: build(t, society)?, upto: size, runs });
        }
        let kept = all.get_mut(&society).expect("put there above");
        if kept.upto < size {
            for no in deciding::changed_since(t, society, desk, kept.upto)? {
                renew(t, society, &mut kept.index, &no)?;
            }
            kept.upto = size;
        }
        Ok(question(&kept.index))
    }
}

fn build(t: &mut Tx<'_>, society: SocietyId) -> Result<Index, Error> {
    let mut rows = Vec::new();
    view::each_member(t, society, |m| {
        rows.push((m.no.clone(), m.name.clone(), m.father.clone(), m.village.clone()));
        Ok(())
    })?;
    let row = |r| {
        let (no, name, father, village): &(String, String, String, String) = r;
        SearchRow { no, name, father, village }
    };
    let mut index = Index::build(rows.iter().map(row));
    for no in deciding::merged_numbers(t, society)? {
        index.remove(&no);
    }
    Ok(index)
}

fn renew(t: &mut Tx<'_>, society: SocietyId, index: &mut Index, no: &str) -> Result<(), Error> {
    let m = deciding::find_member(t, society, no)?.view;
    if matches!(m.standing, Standing::Free | Standing::Merged { .. }) {
        index.remove(no);
        return Ok(());
    }
    let village = m.person.village.to_string();
    index.put(&SearchRow { no: &m.no, name: &m.person.name, father: &m.person.father, village: &village });
    Ok(())
}

impl Desk {
    /// Members by number, or by name, father and village in either script, best first, at most so many. Numbers merged into others are not
    /// found; twins of one number all are.
    ///
    /// # Errors
    /// The store's.
    pub fn find_members(&self, society: SocietyId, text: &str, most: usize) -> Result<Vec<MemberView>, Trouble> {
        self.read(|t| {
            let hits = self.names.ask(t, society, self.id, |index| index.find(text, most))?;
            let mut out = Vec::new();
            for hit in hits {
                out.extend(view::member(t, society, &hit.no)?);
            }
            out.truncate(most);
            Ok(out)
        })
    }

    /// Members who are likely this person, himself (`but`) left out: for the warning before he is entered a second time.
    ///
    /// # Errors
    /// The store's.
    pub fn alike(
        &self,
        society: SocietyId,
        person: &society::person::Person,
        but: &str,
    ) -> Result<Vec<MemberView>, Trouble> {
        self.read(|t| {
            let some = self.candidates(t, society, person, but)?;
            let mut out = Vec::new();
            for like in society::decide::likely(person, &some) {
                out.extend(view::member(t, society, &like.no)?);
            }
            Ok(out)
        })
    }

    /// Who may be the same person: those whose names sound alike, and those with the same mobile number.
    pub(crate) fn candidates(
        &self,
        t: &mut Tx<'_>,
        society: SocietyId,
        person: &society::person::Person,
        but: &str,
    ) -> Result<Vec<society::decide::Candidate>, Error> {
        const MOST: usize = 60;
        let question = format!("{} {}", person.name, person.father);
        let mut numbers: Vec<String> = Vec::new();
        for text in [&question, &person.name] {
            let hits = self.names.ask(t, society, self.id, |index| index.find(text, MOST))?;
            numbers.extend(hits.into_iter().map(|h| h.no));
        }
        let mobile = match lipi::mobile::valid(&person.mobile) {
            lipi::mobile::Mobile::Good(ten) => ten,
            _ => String::new(),
        };
        numbers.extend(deciding::with_mobile(t, society, &mobile)?);
        let mut some = deciding::candidates(t, society, &numbers)?;
        some.retain(|c| keep::no_key(&c.no) != keep::no_key(but));
        Ok(some)
    }
}
