//! A whole migration through the door: all or nothing, and never twice.

use crate::{Desk, Role, Trouble, Who, files, society_id};
use books::{BooksEvent, Line};
use credit::CreditEvent;
use keep::audit::{self, Decision};
use keep::{Author, Event, Log, Receipt};
use kernel::{CommandId, Date, Paise, Refusal, SocietyId, Verb};
use migration::event::MigrationEvent;
use society::SocietyEvent;
use society::decide::{self, Context, MemberView, Merge, MergeView};
use society::effects::Standing;
use sql::Tx;
use std::collections::BTreeSet;

/// Bytes of a legacy file to be kept.
pub enum FileBytes {
    /// In memory.
    Bytes(Vec<u8>),
    /// On disk.
    Path(std::path::PathBuf),
}

/// Everything a migration leaves, in the order of the register: `Registered` first, `Begun` before anything it counts.
pub struct MigrationBatch {
    /// The events.
    pub events: Vec<Event>,
    /// The files `Begun` lists, in any order; what it lists and is not here must be kept already.
    pub files: Vec<FileBytes>,
}

/// Numbers that somebody judged to be one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnePerson {
    /// Membership numbers; the first is kept.
    pub members: Vec<String>,
    /// Why.
    pub reason: String,
}

impl Desk {
    /// Brings a society's old books in. The same folder (by the digest in `Begun`) or the same command again gets the
    /// first receipt and writes nothing. The log is signed in the same transaction.
    ///
    /// # Errors
    /// 4004 (a voucher does not balance), 4003 (a head is not opened), 5001, 5002, 5004 to 5007; disk and store.
    pub fn import(
        &self,
        who: &Who,
        society_code: &str,
        batch: &MigrationBatch,
        command: CommandId,
    ) -> Result<Receipt, Trouble> {
        self.guard_noted(who, Verb::MigrationImport, society_id(society_code), ("import", society_code))?;
        self.bring_in(&who.name, society_code, batch, &[], command)
    }

    /// The same, and numbers that were judged to be one person are merged, each merge an entry of its own that is taken back like any other. Numbers
    /// that cannot be merged, say because one is of another register, stay as they are, and that is told (3230) in the log of decisions.
    ///
    /// # Errors
    /// As [`Desk::import`].
    pub fn import_judged(
        &self,
        who: &Who,
        society_code: &str,
        batch: &MigrationBatch,
        same: &[OnePerson],
        command: CommandId,
    ) -> Result<Receipt, Trouble> {
        self.guard_noted(who, Verb::MigrationImport, society_id(society_code), ("import", society_code))?;
        self.bring_in(&who.name, society_code, batch, same, command)
    }

    /// The same, where it was seen already that he may.
    pub(crate) fn bring_in(
        &self,
        by: &str,
        society_code: &str,
        batch: &MigrationBatch,
        same: &[OnePerson],
        command: CommandId,
    ) -> Result<Receipt, Trouble> {
        let society = society_id(society_code);
        let folder = check(society_code, &batch.events)?;
        let by_folder = format!("folder:{folder}");
        let by_command = command.0.to_string();
        let done = self.db.read(|t| find(t, society, &[&by_folder, &by_command]))?;
        if let Some(done) = done {
            return Ok(done);
        }
        {
            let _keeping = files::lock(&self.dir)?;
            self.keep_files(batch)?;
        }
        let at = self.clock.now();
        let write = |t: &mut Tx<'_>| {
            if let Some(done) = find(t, society, &[&by_folder, &by_command])? {
                return Ok(done);
            }
            if keep::deciding::migrated_from(t, society)?.is_some() {
                return Err(Refusal::new(5006).with("society", society_code).into());
            }
            let mut log = match self.own_log(t, society)? {
                Some(log) => {
                    same_society(t, society, society_code)?;
                    log
                }
                None => {
                    let origin = register::origin(society_code, self.id);
                    keep::start_log(t, society, self.id, &origin, &self.key.public().to_bytes())?;
                    self.own_log(t, society)?.expect("it was just started")
                }
            };
            let author = Author { by, at };
            let receipt = self.write(t, &mut log, &by_folder, &author, &batch.events)?;
            keep::save_receipt(t, &by_command, &receipt)?;
            self.merge(t, &mut log, (&by_folder, &author), same, cutoff(&batch.events))?;
            self.sign(t, &log)?;
            Ok(receipt)
        };
        if self.alone { self.db.tx_alone(write) } else { self.db.tx(write) }
    }

    /// Merges numbers of one person into the first of them.
    fn merge(
        &self,
        t: &mut Tx<'_>,
        log: &mut Log,
        (folder, author): (&str, &Author<'_>),
        same: &[OnePerson],
        day: Option<Date>,
    ) -> Result<(), Trouble> {
        let Some(today) = day else { return Ok(()) };
        let mut left: Vec<String> = Vec::new();
        for (i, one) in same.iter().enumerate() {
            for (k, gone) in one.members.iter().enumerate().skip(1) {
                let keep = standing(t, log.society, &one.members[0])?;
                let view = MergeView { keep, gone: standing(t, log.society, gone)? };
                if view.keep.no == view.gone.no && !view.keep.no.is_empty() {
                    continue; // of three numbers of one person the third comes to the first by either of two judgements
                }
                let merge = Merge { reason: one.reason.clone() };
                match decide::merge(&view, &merge, &Context { today }) {
                    Ok(events) => {
                        let events: Vec<Event> = events.into_iter().map(Event::from).collect();
                        self.write(t, log, &format!("{folder}:same:{i}:{k}"), author, &events)?;
                    }
                    Err(_) => left.push(format!("{}/{gone}", one.members[0])),
                }
            }
        }
        if !left.is_empty() {
            // the books stand; that somebody must look at these two numbers is told where decisions are told
            let no = Refusal::new(3230).with("members", left.join(", "));
            let (by, at, role) = (author.by.to_owned(), author.at, Role::Operator.code().to_owned());
            let (act, number, words) = ("merge-members".to_owned(), i64::from(no.number), no.to_string());
            audit::note(t, log.society, &Decision { at, by, role, act, number, words })?;
        }
        Ok(())
    }

    fn keep_files(&self, batch: &MigrationBatch) -> Result<(), Trouble> {
        for file in &batch.files {
            match file {
                FileBytes::Bytes(bytes) => self.keep_file(bytes)?,
                FileBytes::Path(path) => {
                    let bytes = std::fs::read(path).map_err(|_| Refusal::new(5007).with("file", path.display()))?;
                    self.keep_file(&bytes)?
                }
            };
        }
        let listed = batch.events.iter().find_map(|e| match e {
            Event::Migration(MigrationEvent::Begun { files, .. }) => Some(files),
            _ => None,
        });
        for file in listed.into_iter().flatten() {
            let kept = kernel::Digest::from_hex(&file.digest).and_then(|d| self.file(&d));
            if kept.is_none() {
                // Changed between reading and keeping, or never handed over.
                return Err(Refusal::new(5007).with("file", &file.path).into());
            }
        }
        Ok(())
    }
}

fn cutoff(events: &[Event]) -> Option<Date> {
    events.iter().find_map(|e| match e {
        Event::Migration(MigrationEvent::Begun { cutoff, .. }) => Some(*cutoff),
        _ => None,
    })
}

/// A number as it stands; one that was merged already leads to the one that was kept.
fn standing(t: &mut Tx<'_>, society: SocietyId, no: &str) -> Result<MemberView, Trouble> {
    let mut found = keep::deciding::find_member(t, society, no)?;
    for _ in 0..8 {
        let Standing::Merged { into } = &found.view.standing else { break };
        let into = into.clone();
        found = keep::deciding::find_member(t, society, &into)?;
    }
    // of two entries under one number nobody can say which is meant: it stands for none
    Ok(if found.doubled { MemberView::default() } else { found.view })
}

fn find(t: &mut Tx<'_>, society: kernel::SocietyId, commands: &[&str]) -> Result<Option<Receipt>, sql::Error> {
    for command in commands {
        if let Some(done) = keep::find_receipt(t, society, command)? {
            return Ok(Some(done));
        }
    }
    Ok(None)
}

/// Two codes could, once in a few thousand million years, have one id.
fn same_society(t: &mut Tx<'_>, society: kernel::SocietyId, code: &str) -> Result<(), Trouble> {
    match keep::deciding::code_of(t, society)? {
        Some(other) if other != code => Err(Refusal::new(5005).with("society", code).with("other", other).into()),
        _ => Ok(()),
    }
}

/// Is the batch whole and does it balance? Gives the folder's digest.
fn check(code: &str, events: &[Event]) -> Result<String, Refusal> {
    let broken = |why: &str| Refusal::new(5004).with("society", code).with("why", why);
    match events.first() {
        Some(Event::Society(SocietyEvent::Registered { code: own, .. })) if own == code => {}
        _ => return Err(broken("registered")),
    }
    let mut heads: BTreeSet<&str> = BTreeSet::new();
    let mut folder = None;
    let mut completed = false;
    for event in events {
        match event {
            Event::Migration(MigrationEvent::Begun { folder: f, .. }) if folder.is_none() => folder = Some(f.clone()),
            Event::Migration(MigrationEvent::Begun { .. }) => return Err(broken("begun")),
            Event::Migration(MigrationEvent::Completed { .. }) => completed = true,
            Event::Books(BooksEvent::HeadsOpened { heads: opened }) => {
                heads.extend(opened.iter().map(|h| &h.code[..]));
            }
            Event::Books(BooksEvent::VoucherPosted { lines, number, .. }) => balanced(&heads, lines, number)?,
            Event::Credit(CreditEvent::AccountsBroughtForward { head, difference_head, .. }) => {
                known(&heads, head, 0)?;
                known(&heads, difference_head, 0)?;
            }
            // Old books bring accounts forward; they disburse and receive nothing, and no day begins in them.
            Event::Credit(_) | Event::Books(_) | Event::Trade(_) | Event::Estate(_) | Event::Help(_) => {
                return Err(broken("credit"));
            }
            Event::Migration(_) | Event::Society(_) | Event::Places(_) | Event::Programme(_) | Event::Bench(_) => {}
        }
    }
    match folder {
        Some(folder) if completed => Ok(folder),
        _ => Err(broken("completed")),
    }
}

fn known(heads: &BTreeSet<&str>, head: &str, line: usize) -> Result<(), Refusal> {
    if heads.contains(head) { Ok(()) } else { Err(Refusal::new(4003).with("line", line).with("head", head)) }
}

fn balanced(heads: &BTreeSet<&str>, lines: &[Line], number: &str) -> Result<(), Refusal> {
    let (mut debit, mut credit) = (Paise::ZERO, Paise::ZERO);
    for (i, l) in lines.iter().enumerate() {
        known(heads, &l.head, i + 1)?;
        let most = books::decide::MOST_PAISE;
        if l.debit < Paise::ZERO || l.credit < Paise::ZERO || l.debit.0.max(l.credit.0) > most {
            return Err(Refusal::new(4002).with("line", i + 1));
        }
        debit += l.debit;
        credit += l.credit;
    }
    if debit == credit {
        return Ok(());
    }
    let money = |p: Paise| format!("{}.{:02}", p.0 / 100, p.0 % 100);
    Err(Refusal::new(4011)
        .with("number", number)
        .with("debit", money(debit))
        .with("credit", money(credit))
        .with("difference", money((debit - credit).abs())))
}
