//! The door itself.

use crate::act::Act;
use crate::{Trouble, Who, files};
use books::decide::PostVoucher;
use keep::{Author, Event, Log, Placed, Projector, Receipt};
use kernel::{Clock, CommandId, DeskId, Refusal, Seq, SocietyId, Verb};
use register::{Checkpoint, DeskKey, VerifyingKey};
use sha2::{Digest as _, Sha256};
use sql::{Db, Tx};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An installation: its store, its data folder, its key.
pub struct Desk {
    pub(crate) db: Arc<Db>,
    pub(crate) dir: PathBuf,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) key: DeskKey,
    /// This installation's number in every society's register.
    pub(crate) id: DeskId,
    pub(crate) alone: bool,
    /// Days that are being ended.
    pub(crate) ending: crate::ending::Ending,
    /// Who draws what was received.
    pub(crate) drawing: crate::exchange::Drawing,
    /// What came of the last exchange.
    pub(crate) last_word: crate::exchange::LastWord,
    /// Parts of the day's backup that were found sound.
    pub(crate) parts: crate::backup::Parts,
    /// Names of members, by sound.
    pub(crate) names: crate::names::Names,
    /// The picture of the State.
    pub(crate) state: crate::state::Cache,
    /// Data folders in which a kept file is looked for after this one: a copy for a trial has the files of what it is a copy of. Nothing but a copy
    /// has any.
    pub(crate) behind: Vec<PathBuf>,
}

/// The id of the society with a code: stable on every machine, so that registers can be joined later.
#[must_use]
pub fn society_id(code: &str) -> SocietyId {
    let d = Sha256::digest(code.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&d[..8]);
    // 53 bits: also a browser counts so far. Zero is the installation itself.
    SocietyId((u64::from_be_bytes(first) >> 11).max(1) as i64)
}

impl Desk {
    /// Opens the data folder (made if missing, with a new key) and the store, `sqlite:<path>` or `postgres://…`;
    /// an empty address is `sahakar.db` in the data folder.
    ///
    /// # Errors
    /// 5014 to 5020; what else disk and database say.
    pub fn open(dir: &Path, store: &str, clock: Arc<dyn Clock>) -> Result<Desk, Trouble> {
        let _opening = files::lock(dir)?;
        let key = files::open_key(dir)?;
        let beside = format!("sqlite:{}", dir.join("sahakar.db").display());
        let db = Arc::new(Db::open(if store.is_empty() { &beside } else { store })?);
        keep::setup(&db, &lipi::name::search_key)?;
        // this program may be newer than the one that laid it there; where the disk is full it lies on, and pages are read all the same
        drop(keep::exchange::retry_shelves(&db, &lipi::name::search_key));
        let id = db.read(keep::desk_number)?;
        let desk = Desk {
            db,
            dir: dir.to_owned(),
            clock,
            key,
            id,
            alone: false,
            ending: crate::ending::Ending::default(),
            drawing: crate::exchange::Drawing::default(),
            last_word: crate::exchange::LastWord::default(),
            parts: crate::backup::Parts::default(),
            names: crate::names::Names::default(),
            state: crate::state::Cache::default(),
            behind: Vec::new(),
        };
        desk.sweep_drafts();
        // where the disk refuses it is tried again the next time; nobody is shown what was removed
        drop(desk.remove_masked());
        Ok(desk)
    }

    /// Says that no pages are served while this desk is used: large imports may then keep everybody else out of the
    /// store, and write half as much.
    #[must_use]
    pub fn alone(self) -> Desk {
        Desk { alone: true, ..self }
    }

    /// Reads: one snapshot. For pages: `desk.read(|t| keep::view::home(t, society))`.
    ///
    /// # Errors
    /// The store's.
    pub fn read<T>(&self, f: impl FnMut(&mut Tx<'_>) -> Result<T, sql::Error>) -> Result<T, Trouble> {
        self.db.read(f).map_err(Trouble::from)
    }

    /// Why writing has stopped, if it has.
    #[must_use]
    pub fn stopped(&self) -> Option<&str> {
        self.db.broken()
    }

    /// The public half of this desk's key.
    #[must_use]
    pub fn public_key(&self) -> VerifyingKey {
        self.key.public()
    }

    /// The key to look for a typed name with, in `keep::view::members`.
    #[must_use]
    pub fn name_key(&self, typed: &str) -> String {
        lipi::name::key(typed).0
    }

    /// Today by the desk's clock, in India.
    #[must_use]
    pub fn today(&self) -> kernel::Date {
        self.clock.now().day()
    }

    /// The moment by the desk's clock.
    #[must_use]
    pub fn now(&self) -> kernel::Instant {
        self.clock.now()
    }

    /// The store, for pages that only read.
    #[must_use]
    pub fn db(&self) -> Arc<Db> {
        self.db.clone()
    }

    /// Posts a voucher: [`Desk::act`] for those who have one ready. The same command again gets the first receipt.
    ///
    /// # Errors
    /// 4001 to 4008, 4020, 4027, 5001, 5002, 5003, 5021; the store's.
    pub fn post(
        &self,
        who: &Who,
        society: SocietyId,
        command: CommandId,
        voucher: &PostVoucher,
    ) -> Result<Receipt, Trouble> {
        Ok(self.act(who, society, command, &Act::Voucher(voucher.clone()).into())?.receipt)
    }

    /// Takes an entry back by its named reverse.
    ///
    /// # Errors
    /// 4008 to 4010, 4020, 4120, 4121, 5001, 5002, 5003; the store's.
    pub fn reverse(
        &self,
        who: &Who,
        society: SocietyId,
        command: CommandId,
        entry: (i64, i64),
        reason: &str,
    ) -> Result<Receipt, Trouble> {
        let act = Act::Reverse { entry, reason: reason.to_owned() };
        Ok(self.act(who, society, command, &act.into())?.receipt)
    }

    /// Signs the log as it stands now and keeps the checkpoint; gives its text.
    ///
    /// # Errors
    /// 5001, 5002, 5003; the store's.
    pub fn checkpoint(&self, who: &Who, society: SocietyId) -> Result<String, Trouble> {
        self.guard_noted(who, Verb::RegisterVerify, society, ("checkpoint", ""))?;
        self.db.tx(|t| {
            let log = self.own_log(t, society)?.ok_or_else(|| Refusal::new(5003))?;
            self.sign(t, &log)
        })
    }

    /// The checkpoint a day was ended with, as its sheet shows it. Of a day that was ended before they were kept it is made again from the
    /// entries up to its end: the same entries under the same key give the same text. Empty for an open day, and for another desk's day
    /// whose checkpoint is not here.
    ///
    /// # Errors
    /// The store's.
    pub fn seal_of(&self, society: SocietyId, day: &keep::view::BusinessDay) -> Result<String, Trouble> {
        let Some((last, _)) = day.ended else { return Ok(String::new()) };
        let (desk, size) = (kernel::DeskId(day.desk), last.unsigned_abs() + 1);
        let (kept, log) =
            self.read(|t| Ok((keep::seal(t, society, desk, size)?, keep::open_log(t, society, desk)?)))?;
        let (None, Some(log)) = (&kept, log.filter(|_| desk == self.id)) else { return Ok(kept.unwrap_or_default()) };
        let mut frontier = register::Frontier::new();
        self.read(|t| keep::leaves(t, society, desk, size))?.into_iter().for_each(|leaf| frontier.push(leaf));
        Ok(Checkpoint { origin: log.origin, size, root: frontier.root() }.sign(&self.key))
    }

    /// Erases a member's mobile number at his wish; the register keeps its commitment and verifies.
    ///
    /// # Errors
    /// 5001, 5002; the store's.
    pub fn erase_mobile(&self, who: &Who, society: SocietyId, entry: keep::view::Numbered) -> Result<(), Trouble> {
        let words = format!("{entry:?}");
        self.guard_noted(who, Verb::PersonErase, society, ("erase-mobile", &words))?;
        self.db.tx(|t| keep::erase_mobile(t, society, entry)).map_err(Trouble::from)
    }

    /// Sweeps the shadows and redraws them from the register; gives the entries read.
    ///
    /// # Errors
    /// The store's.
    pub fn rebuild(&self) -> Result<u64, Trouble> {
        keep::rebuild(&self.db, &lipi::name::search_key).map_err(Trouble::from)
    }

    /// Verifies every log of a society against its hashes and this desk's key.
    ///
    /// # Errors
    /// The store's.
    pub fn verify(&self, society: SocietyId) -> Result<Vec<keep::LogJudgement>, Trouble> {
        keep::verify(&self.db, society, Some((self.id, &self.key.public()))).map_err(Trouble::from)
    }

    /// The log of a society that is written here; refused where its log comes from elsewhere.
    pub(crate) fn own_log(&self, t: &mut Tx<'_>, society: SocietyId) -> Result<Option<Log>, Trouble> {
        let log = keep::open_log(t, society, self.id)?;
        let elsewhere = if self.id.is_seat() {
            keep::exchange::kept_elsewhere(t, society)?
        } else {
            log.is_some() && keep::exchange::is_received(t, sync::LogId { society, desk: self.id })?
        };
        if elsewhere {
            return Err(Refusal::new(5107).into());
        }
        Ok(log)
    }

    pub(crate) fn sign(&self, t: &mut Tx<'_>, log: &Log) -> Result<String, Trouble> {
        let checkpoint =
            Checkpoint { origin: log.origin.clone(), size: log.frontier.size(), root: log.frontier.root() };
        let text = checkpoint.sign(&self.key);
        keep::save_checkpoint(t, log, checkpoint.size, &text)?;
        Ok(text)
    }

    /// Appends, projects and keeps the receipt.
    pub(crate) fn write(
        &self,
        t: &mut Tx<'_>,
        log: &mut Log,
        command: &str,
        author: &Author<'_>,
        events: &[Event],
    ) -> Result<Receipt, Trouble> {
        let done = keep::append(t, log, author, events)?.expect("a decision has at least one event");
        let placed: Vec<Placed<'_>> =
            (done.first.0..).zip(events).map(|(seq, event)| Placed { seq: Seq(seq), at: author.at, event }).collect();
        let projector = Projector { society: log.society, desk: log.desk, name_key: &lipi::name::search_key };
        keep::project(t, &projector, &placed)?;
        let receipt = Receipt {
            society: log.society,
            desk: log.desk,
            first: done.first,
            last: done.last,
            root: done.root,
            at: author.at,
            already: false,
        };
        keep::save_receipt(t, command, &receipt)?;
        Ok(receipt)
    }
}
