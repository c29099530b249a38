//! As the seat above: desks are let in by a code, what they send is kept first and drawn afterwards.

use super::parcel::{self, Down, Inside, Opened};
use crate::{Desk, Trouble, Who, society_id};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keep::audit::Decision;
use keep::exchange::{self, Copy, LetIn, Signing, Witness};
use kernel::{DeskId, Digest, Fault, Instant, Refusal, SocietyId, Verb};
use register::VerifyingKey;
use sql::Tx;
use std::collections::{BTreeMap, BTreeSet};
use sync::{LogId, Standing};

/// Milliseconds a code can be used: the SI engineer may need a week to come.
const HOLDS: i64 = 14 * 24 * 3600 * 1000;
/// Milliseconds the clock of a desk may differ from the seat's: two days. What was written under a wrong clock stays in its order and is taken once
/// the clock is set right.
pub(super) const APART: i64 = 2 * 24 * 3600 * 1000;
const DAY: i64 = 24 * 3600 * 1000;
/// Name of an exchange among the decisions.
const ACT: &str = "exchange";
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
        self.let_by(who, Verb::DesksLetIn, society, "let-in")?;
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
        let told = self.answer_to(&key, inside)?;
        Ok(self.sealed(&told))
    }

    /// What answers what a parcel of this sender held.
    pub(super) fn answer_to(&self, key: &VerifyingKey, inside: Inside) -> Result<Inside, Trouble> {
        let answered = match inside {
            Inside::Join { society, code, desk, others } => self.joined(&society, desk, &others, &mut |t, log, now| {
                Ok(exchange::enrol(t, &code, log, &key.to_bytes(), now)?.then_some(Admitted::default()))
            }),
            Inside::Letter { society, desk, others, proof, .. } => {
                let seat = self.public_key().to_bytes();
                self.joined(&society, desk, &others, &mut |t, log, now| {
                    let Some(shown) = bytes32(&proof) else { return Err(Refusal::new(5101).into()) };
                    let of = (log, &*society);
                    let proof = exchange::enrol_by_letter(t, &shown, of, &key.to_bytes(), &seat, now)?;
                    Ok(proof.map(|p| Admitted { letter: Some((log.society, STANDARD.encode(p))) }))
                })
            }
            Inside::Asked(asked) => self.answered(key, asked).map(Inside::Told),
            Inside::Files(brought) => self.files_answered(key, brought),
            _ => Err(Refusal::new(5101).into()),
        };
        match answered {
            Err(Trouble::Refusal(r)) => Ok(Inside::Refused { number: r.number }),
            other => other,
        }
    }

    /// Lets a desk in where `enrol` says so, with what the welcome says of its letter.
    fn joined(
        &self,
        society_code: &str,
        desk: DeskId,
        others: &[(DeskId, String)],
        enrol: Enrol<'_>,
    ) -> Result<Inside, Trouble> {
        // the seat's own log of a society is nobody else's to begin
        let own = |d: DeskId| self.id.is_seat() && d == self.id;
        if own(desk) {
            return Err(Refusal::new(CODE).into());
        }
        let (society, now) = (society_id(society_code), self.clock.now());
        // what is read of the State is read before: nothing is written of one society while another is looked at
        let of_state = self.read(|t| match keep::state_of(t)?.filter(|_| self.id.is_seat()) {
            None => Ok(None),
            Some(state) => Ok(Some((state, keep::open_log(t, state, self.id)?))),
        })?;
        self.db.tx(|t| {
            let Admitted { letter } =
                enrol(t, LogId { society, desk }, now)?.ok_or_else(|| Trouble::from(Refusal::new(CODE)))?;
            for (other, public) in others.iter().filter(|o| !own(o.0)) {
                let Some(public) = bytes32(public) else { return Err(Refusal::new(5101).into()) };
                if keep::open_log(t, society, *other)?.is_none() {
                    keep::start_log(t, society, *other, &register::origin(society_code, *other), &public)?;
                    exchange::receive(t, LogId { society, desk: *other }, society_code, now)?;
                }
            }
            let Some((state, own)) = &of_state else {
                return Ok(Inside::Welcome { state: None, logs: vec![], letter });
            };
            // what comes down: the State's own log, and what officers write of this society
            let of_society = self.seat_log(t, society, society_code)?;
            let logs = own.iter().chain([&of_society]).map(down).collect();
            Ok(Inside::Welcome { state: Some(*state), logs, letter })
        })
    }

    /// Entries of a desk, a society after the other, each in a transaction of its own: what one society sends waits for none of another's, and a cluster of servers
    /// commits on one of them. Cut short between two, the first is kept; it is sent again and changes nothing.
    pub(super) fn answered(&self, key: &VerifyingKey, asked: sync::Request) -> Result<sync::Answer, Trouble> {
        let mut parts: BTreeMap<SocietyId, sync::Request> = BTreeMap::new();
        let bears = asked.bears;
        for page in asked.pages {
            parts.entry(page.log.society).or_default().pages.push(page);
        }
        for follow in asked.follow {
            parts.entry(follow.log.society).or_default().follow.push(follow);
        }
        let state = if self.id.is_seat() { self.read(keep::state_of)? } else { None };
        // the State's lists come down to everybody who was let in: looked at last, when it is known whose key this is
        let of_state = state.and_then(|state| Some((state, parts.remove(&state)?)));
        let (mut all, mut known) = (sync::Answer::default(), false);
        for (society, mut part) in parts {
            part.bears = bears.saturating_sub(all.bytes());
            let (answer, let_in) = self.db.tx(|t| self.answered_of(t, key, society, &part, false))?;
            known |= let_in;
            all.standings.extend(answer.standings);
            all.pages.extend(answer.pages);
        }
        if let Some((state, mut part)) = of_state {
            part.bears = bears.saturating_sub(all.bytes());
            // only of one who sent nothing of his own are all societies looked through
            let everybodys = known || self.read(|t| exchange::has_key(t, &key.to_bytes()))?;
            let (answer, _) = self.db.tx(|t| self.answered_of(t, key, state, &part, everybodys))?;
            all.standings.extend(answer.standings);
            all.pages.extend(answer.pages);
        }
        Ok(all)
    }

    /// What one society's part of a question comes to, and whether the key was let in there. A desk sends what it writes, never what is written here; the State's lists come down to everybody who was let in.
    fn answered_of(
        &self,
        t: &mut Tx<'_>,
        key: &VerifyingKey,
        society: SocietyId,
        part: &sync::Request,
        everybodys: bool,
    ) -> Result<(sync::Answer, bool), Trouble> {
        let (name, now) = (self.seat_name(), self.clock.now());
        let let_in = exchange::has_desk(t, society, &key.to_bytes())?;
        let mut may_send = BTreeSet::new();
        for log in part.pages.iter().map(|p| p.log) {
            if let_in && exchange::is_received(t, log)? {
                may_send.insert(log);
            }
        }
        let request = sync::Request {
            pages: part.pages.iter().filter(|p| may_send.contains(&p.log)).cloned().collect(),
            follow: if let_in || everybodys { part.follow.clone() } else { Vec::new() },
            bears: part.bears,
            left: false,
        };
        if let_in {
            for desk in keep::logs(t, society)?.into_iter().filter(|d| !d.is_seat()) {
                let log = keep::open_log(t, society, desk)?;
                if log.is_some_and(|l| l.public_key == key.to_bytes()) {
                    keep::view::hear(t, society, desk, now)?;
                }
            }
        }
        let witness = Signing::Sign(Witness { name: &name, key: &self.key });
        let mut answer = sync::answer(&mut Copy::new(t, now, witness), &request)?;
        for standing in &answer.standings {
            if let Some(number) = super::not_believed(standing) {
                noted(t, society, key, number, now)?;
            }
        }
        let strangers = part.pages.iter().filter(|p| !may_send.contains(&p.log));
        answer.standings.extend(strangers.map(|p| Standing::Unknown { log: p.log }));
        Ok((answer, let_in))
    }
}

/// A desk that was let in, and what the welcome says of its letter.
#[derive(Default)]
struct Admitted {
    letter: Option<(SocietyId, String)>,
}

/// Lets a desk in, in this transaction; `None` where it may not.
type Enrol<'e> = &'e mut dyn FnMut(&mut Tx<'_>, LogId, Instant) -> Result<Option<Admitted>, Trouble>;

pub(super) fn bytes32(base64: &str) -> Option<[u8; 32]> {
    STANDARD.decode(base64).ok()?.try_into().ok()
}

fn down(l: &keep::Log) -> Down {
    Down {
        log: LogId { society: l.society, desk: l.desk },
        origin: l.origin.clone(),
        key: STANDARD.encode(&l.public_key),
    }
}

/// What was not believed of a desk that was let in stands among the decisions of its society, once a day: it is tried again and again.
fn noted(t: &mut Tx<'_>, society: SocietyId, key: &VerifyingKey, number: u16, at: Instant) -> Result<(), sql::Error> {
    let number = i64::from(number);
    let last = keep::audit::last_of(t, society, ACT, number)?;
    if last.is_some_and(|last| at.0 - last.0 < DAY) {
        return Ok(());
    }
    let (act, role, by) = (ACT.to_owned(), "desk".to_owned(), Digest(key.to_bytes()).hex()[..16].to_owned());
    keep::audit::note(t, society, &Decision { at, by, role, act, number, words: String::new() })
}
