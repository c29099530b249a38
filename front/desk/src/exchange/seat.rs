//! As the seat above: desks are let in by a code, what they send is kept first and drawn afterwards.

use super::parcel::{self, Down, Inside, Opened};
use crate::{Desk, Trouble, Who, society_id};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keep::exchange::{self, Copy, LetIn, Signing, Witness};
use kernel::{DeskId, Fault, Instant, Refusal, SocietyId, Verb};
use register::VerifyingKey;
use sql::Tx;
use std::collections::{BTreeMap, BTreeSet};
use sync::{LogId, Standing};

/// Milliseconds a code can be used: the SI engineer may need a week to come.
const HOLDS: i64 = 14 * 24 * 3600 * 1000;
/// Milliseconds the clock of a desk may differ from the seat's: two days. What was written under a wrong clock stays in its order and is taken once
/// the clock is set right.
pub(super) const APART: i64 = 2 * 24 * 3600 * 1000;
/// The code is unknown, used or too old.
const CODE: u16 = 5103;
/// Letters of a code: none that is read for another.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A code that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The code, told once: only its hash is kept.
    pub code: String,
    /// Last moment it can be used.
    pub until: Instant,
}

impl Desk {
    /// Gives a code with which one desk of a society is let in, within a fortnight.
    ///
    /// # Errors
    /// 5001, 5002; the store's.
    pub fn let_in(&self, who: &Who, society_code: &str) -> Result<Given, Trouble> {
        let society = society_id(society_code);
        who.guard(Verb::DesksLetIn, society)?;
        let mut drawn = [0; 12];
        getrandom::fill(&mut drawn).map_err(|e| Fault::new("draw a code", e.to_string()))?;
        let letters: String = drawn.iter().map(|b| char::from(LETTERS[usize::from(b % 32)])).collect();
        let code = [&letters[..4], &letters[4..8], &letters[8..]].join("-");
        let at = self.clock.now();
        let until = Instant(at.0 + HOLDS);
        let given = LetIn { society, society_code: society_code.to_owned(), until, by: who.name.clone(), at };
        self.db.tx(|t| exchange::let_in(t, &code, &given))?;
        Ok(Given { code, until })
    }

    /// Takes a parcel of a desk and gives the one that answers it. What it says is kept is on the disk. Entries are drawn afterwards, by
    /// [`Desk::draw_received`].
    ///
    /// # Errors
    /// 5101 (damaged, or not signed by its sender), 5111, 5112 (too large); the store's. What is refused to the sender is in the answer.
    pub fn receive(&self, bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
        let Opened { key, at, inside } = parcel::open(bytes)?;
        if (at.0.saturating_sub(self.clock.now().0)).saturating_abs() > APART {
            return Ok(self.sealed(&Inside::Refused { number: 5113 }));
        }
        self.answer_to(&key, inside)
    }

    /// The parcel that answers what a parcel of this sender held.
    pub(super) fn answer_to(&self, key: &VerifyingKey, inside: Inside) -> Result<Vec<u8>, Trouble> {
        let answered = match inside {
            Inside::Join { society, code, desk, others } => self.joined(key, &society, &code, desk, &others),
            Inside::Asked(asked) => self.answered(key, asked).map(Inside::Told),
            Inside::Files(brought) => self.files_answered(key, brought),
            _ => Err(Refusal::new(5101).into()),
        };
        let inside = match answered {
            Ok(inside) => inside,
            Err(Trouble::Refusal(r)) => Inside::Refused { number: r.number },
            Err(fault) => return Err(fault),
        };
        Ok(self.sealed(&inside))
    }

    fn joined(
        &self,
        key: &VerifyingKey,
        society_code: &str,
        code: &str,
        desk: DeskId,
        others: &[(DeskId, String)],
    ) -> Result<Inside, Trouble> {
        let (society, now) = (society_id(society_code), self.clock.now());
        self.db.tx(|t| {
            if !exchange::enrol(t, code, LogId { society, desk }, &key.to_bytes(), now)? {
                return Err(Trouble::from(Refusal::new(CODE)));
            }
            for (other, public) in others {
                let public: Option<[u8; 32]> = STANDARD.decode(public).ok().and_then(|b| b.try_into().ok());
                let Some(public) = public else { return Err(Refusal::new(5101).into()) };
                if keep::open_log(t, society, *other)?.is_none() {
                    keep::start_log(t, society, *other, &register::origin(society_code, *other), &public)?;
                    exchange::receive(t, LogId { society, desk: *other }, society_code, now)?;
                }
            }
            self.comes_down(t, society, society_code)
        })
    }

    /// What a seat of a State sends down to the desk of a society: the State's own log, and what officers write of this society.
    fn comes_down(&self, t: &mut Tx<'_>, society: SocietyId, code: &str) -> Result<Inside, Trouble> {
        let state = keep::state_of(t)?;
        let Some(own) = state.filter(|_| self.id.is_seat()) else {
            return Ok(Inside::Welcome { state: None, logs: vec![] });
        };
        let of_society = self.seat_log(t, society, code)?;
        let of_state = keep::open_log(t, own, self.id)?;
        let down = |l: keep::Log| Down {
            log: LogId { society: l.society, desk: l.desk },
            origin: l.origin,
            key: STANDARD.encode(&l.public_key),
        };
        Ok(Inside::Welcome { state, logs: of_state.into_iter().chain([of_society]).map(down).collect() })
    }

    fn answered(&self, key: &VerifyingKey, mut asked: sync::Request) -> Result<sync::Answer, Trouble> {
        let name = self.seat_name();
        let witness = Signing::Sign(Witness { name: &name, key: &self.key });
        let now = self.clock.now();
        let pages = std::mem::take(&mut asked.pages);
        self.db.tx(|t| {
            let mut let_in: BTreeMap<SocietyId, bool> = BTreeMap::new();
            let all = pages.iter().map(|p| p.log.society).chain(asked.follow.iter().map(|f| f.log.society));
            for society in all {
                if let std::collections::btree_map::Entry::Vacant(e) = let_in.entry(society) {
                    e.insert(exchange::has_desk(t, society, &key.to_bytes())?);
                }
            }
            // a desk sends what it writes, never what is written here; the State's lists come down to everybody who was let in
            let mut may_send = BTreeSet::new();
            for log in pages.iter().map(|p| p.log) {
                if let_in.get(&log.society).copied().unwrap_or(false) && exchange::is_received(t, log)? {
                    may_send.insert(log);
                }
            }
            let state = keep::state_of(t)?.filter(|_| self.id.is_seat());
            // who sends a log of his own is known by it; only else are all societies looked through
            let known = let_in.values().any(|may| *may) || exchange::has_key(t, &key.to_bytes())?;
            let may = |log: &LogId| may_send.contains(log);
            let comes = |log: &LogId| {
                let_in.get(&log.society).copied().unwrap_or(false) || (known && state == Some(log.society))
            };
            let request = sync::Request {
                pages: pages.iter().filter(|p| may(&p.log)).cloned().collect(),
                follow: asked.follow.iter().filter(|f| comes(&f.log)).cloned().collect(),
                left: false,
            };
            for (society, _) in let_in.iter().filter(|(_, may)| **may) {
                for desk in keep::logs(t, *society)?.into_iter().filter(|d| !d.is_seat()) {
                    let log = keep::open_log(t, *society, desk)?;
                    if log.is_some_and(|l| l.public_key == key.to_bytes()) {
                        keep::view::hear(t, *society, desk, now)?;
                    }
                }
            }
            let mut answer = sync::answer(&mut Copy::new(t, now, witness), &request)?;
            let strangers = pages.iter().filter(|p| !may(&p.log));
            answer.standings.extend(strangers.map(|p| Standing::Unknown { log: p.log }));
            Ok(answer)
        })
    }
}
