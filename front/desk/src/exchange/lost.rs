//! An older copy was put in place here, and the seat has more of a log than is here: that is noted, the missing entries are asked for and taken
//! back, and work goes on after them. What cannot be joined with what was written here since stays at the seat and is shown.

use crate::{Desk, Trouble};
use keep::exchange::{self, Copy, Fetching, Lost, Seat, Signing};
use kernel::{Instant, Refusal, SocietyId};
use register::VerifyingKey;
use sql::{Kind, Tx};
use std::panic::{AssertUnwindSafe, catch_unwind};
use sync::{Answer, LogId, Progress};

/// Notes which logs the seat has more of.
pub(super) fn note_lost(t: &mut Tx<'_>, seat: &str, progress: &Progress, now: Instant) -> Result<(), sql::Error> {
    for (log, size) in &progress.lost {
        let here = keep::open_log(t, log.society, log.desk)?.map_or(0, |l| l.frontier.size());
        exchange::note_lost(t, *log, seat, *size, here, now)?;
    }
    Ok(())
}

/// Notes which logs written here the seat has two continuations of.
pub(super) fn note_forked(t: &mut Tx<'_>, seat: &str, progress: &Progress, now: Instant) -> Result<(), sql::Error> {
    for log in &progress.forked {
        let Some(here) = keep::open_log(t, log.society, log.desk)? else { continue };
        if !exchange::is_received(t, *log)? {
            exchange::note_forked(t, *log, seat, here.frontier.size(), now)?;
        }
    }
    Ok(())
}

impl Desk {
    /// The logs of a society written here of which a seat has or had more than was here.
    ///
    /// # Errors
    /// The store's.
    pub fn lost(&self, society: SocietyId) -> Result<Vec<Lost>, Trouble> {
        self.read(|t| exchange::lost(t, society))
    }

    /// Takes the pages of such logs out of an answer and puts them where they belong. Other pages of logs written here nobody asked for; they are
    /// dropped. Where the entries cannot be taken back, that is noted and everything else goes on.
    pub(super) fn taken_back(&self, seat: &Seat, key: &VerifyingKey, told: &mut Answer) -> Result<Progress, Trouble> {
        let (missing, own) = self.read(|t| {
            let own = exchange::logs_of(t)?.into_iter().filter(|(_, from)| from.is_none()).map(|(log, _)| log);
            Ok((exchange::missing(t, &seat.name)?, own.collect::<Vec<LogId>>()))
        })?;
        let pages = std::mem::take(&mut told.pages);
        let (ours, others) = pages.into_iter().partition(|p| own.contains(&p.log));
        told.pages = others;
        let mut all = Progress::default();
        for (log, size) in missing {
            let pages: Vec<_> = Vec::clone(&ours).into_iter().filter(|p| p.log == log).collect();
            if pages.is_empty() {
                continue;
            }
            let answer = Answer { pages, ..Answer::default() };
            // redrawing may find that the entries contradict what was written here since
            let done = catch_unwind(AssertUnwindSafe(|| self.one_back(seat, key, log, size, &answer)));
            match done {
                Ok(Ok(progress)) => {
                    all.received += progress.received;
                    all.more |= progress.more;
                }
                Ok(Err(Trouble::Refusal(no))) if no.number != APART => return Err(no.into()),
                _ => self.db.tx(|t| exchange::set_fetching(t, log, &seat.name, Fetching::Apart))?,
            }
        }
        Ok(all)
    }

    /// One page of one log, kept and drawn together: nobody decides on books that lack what the register has.
    fn one_back(
        &self,
        seat: &Seat,
        key: &VerifyingKey,
        log: LogId,
        size: u64,
        answer: &Answer,
    ) -> Result<Progress, Trouble> {
        let now = self.clock.now();
        let done = self.db.tx(|t| {
            let before = exchange::peer_of(t, log.society, &seat.name)?;
            let mut peer = before.clone();
            let progress = sync::settle(&mut Copy::new(t, now, Signing::Expect(&seat.name, key)), &mut peer, answer)?;
            exchange::save_peer(t, &seat.name, &before, &peer, now)?;
            if progress.forked.contains(&log) {
                // something else was written here since: it is a fork, and what came lies beside it
                exchange::set_fetching(t, log, &seat.name, Fetching::Apart)?;
                return Ok(progress);
            }
            let here = keep::open_log(t, log.society, log.desk)?.ok_or_else(|| Refusal::new(5003))?;
            if here.frontier.size() >= size {
                // what comes back must bear the signature of the desk that wrote it
                if here.checkpoint_size < here.frontier.size() {
                    return Err(Refusal::new(APART).into());
                }
                exchange::set_fetching(t, log, &seat.name, Fetching::Back)?;
            }
            if progress.received > 0 {
                keep::redraw_all(t, &lipi::name::search_key).map_err(apart)?;
            }
            Ok(progress)
        });
        self.names.forget();
        done
    }
}

/// Entries that cannot be joined with what is here.
const APART: u16 = 5062;

/// The store's own trouble stays that; anything else is a contradiction between entries.
fn apart(e: sql::Error) -> Trouble {
    match e.kind {
        Kind::Full | Kind::Broken | Kind::Away | Kind::Denied | Kind::Conflict => e.into(),
        Kind::Duplicate | Kind::Missing | Kind::Other => Refusal::new(APART).with("cause", e).into(),
    }
}
