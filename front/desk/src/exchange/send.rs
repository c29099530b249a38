//! As a desk: joining a seat, sending what it has not got, fetching what it has for us.

use super::lost::{note_forked, note_lost};
use super::parcel::{self, Down, Inside, Opened};
use crate::{Desk, Trouble, Who};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keep::exchange::{self, Copy, Seat, Signing};
use kernel::{DeskId, Instant, Refusal, SocietyId, Verb};
use register::VerifyingKey;
use std::collections::{BTreeMap, BTreeSet};
use sync::{Answer, LogId, Peer, Progress, Standing};

/// Exchanges in one go; what is left goes with the next.
const ROUNDS: usize = 2_000;
/// Bytes of entries in the first question; each that is answered lets the next bear twice as much, up to what a parcel bears. A line that breaks
/// off after every hundred kilobytes must still bring something through.
const FIRST: usize = 256 << 10;
/// Questions one after the other that bring nothing on, after which it is left for the next time.
const IDLE: usize = 4;

/// Who carries a parcel to the seat and brings its answer.
pub type Carry<'c> = &'c mut dyn FnMut(&[u8]) -> Result<Vec<u8>, Trouble>;

/// What going to the seat came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Entries the seat now has and had not been known to have.
    pub sent: u64,
    /// Entries that came.
    pub received: u64,
    /// Bytes that went, squeezed.
    pub bytes: u64,
    /// Parcels that went.
    pub parcels: u64,
    /// Logs of which the seat has another continuation too.
    pub forked: BTreeSet<LogId>,
    /// Logs written here of which the seat had more than was here: what was missing is asked for at once.
    pub lost: BTreeSet<LogId>,
    /// Logs the seat does not let in.
    pub unknown: BTreeSet<LogId>,
    /// Logs of which a page or a checkpoint was not believed, sent or received, each with the number of the refusal.
    pub not_believed: BTreeMap<LogId, u16>,
}

impl Sent {
    /// What a person has to be told of it: refusals, each with the societies it is about.
    #[must_use]
    pub fn refusals(&self) -> Vec<(Refusal, Vec<SocietyId>)> {
        let mut of: BTreeMap<u16, BTreeSet<SocietyId>> = BTreeMap::new();
        for log in &self.unknown {
            of.entry(5114).or_default().insert(log.society);
        }
        for (log, number) in &self.not_believed {
            of.entry(*number).or_default().insert(log.society);
        }
        of.into_iter().map(|(number, of)| (Refusal::new(number), of.into_iter().collect())).collect()
    }

    pub(super) fn add(&mut self, p: Progress) {
        let damaged = p.damaged.iter().map(|log| (*log, super::DAMAGED));
        self.not_believed.extend(damaged.chain(p.doubted.iter().map(|(log, d)| (*log, super::doubted(*d)))));
        self.sent += p.sent;
        self.received += p.received;
        self.forked.extend(p.forked);
        self.lost.extend(p.lost.into_keys());
        self.unknown.extend(p.unknown);
    }
}

/// What a seat has not got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// Name of the seat.
    pub seat: String,
    /// Entries.
    pub entries: u64,
    /// When the oldest of them was written.
    pub since: Option<Instant>,
}

/// What the seat says, unless it refuses.
pub(super) fn accepted(inside: Inside) -> Result<Inside, Refusal> {
    match inside {
        Inside::Refused { number: number @ (5103 | 5113) } => Err(Refusal::new(number)),
        Inside::Refused { number } => Err(Refusal::new(5106).with("number", number)),
        other => Ok(other),
    }
}

impl Desk {
    /// Joins the seat at an address with the code it gave for this society.
    ///
    /// # Errors
    /// 5001, 5002, 5003; 5101 and 5103 of the seat; the carrier's; the store's.
    pub fn join(
        &self,
        who: &Who,
        society: SocietyId,
        url: &str,
        code: &str,
        carry: Carry<'_>,
    ) -> Result<Seat, Trouble> {
        self.let_by(who, Verb::DesksLetIn, society, "join")?;
        let (name, others) = self.introduced(society)?;
        let inside = Inside::Join { society: name, code: code.to_owned(), desk: self.id, others };
        let Opened { key, inside: told, .. } = parcel::open(&carry(&self.sealed(&inside))?)?;
        let Inside::Welcome { state, logs, .. } = accepted(told)? else { return Err(Refusal::new(5101).into()) };
        self.welcomed(&key, url, society, state, &logs)
    }

    /// With what a desk introduces itself: the code of the society, and the logs of other desks it carries with their keys in base64.
    pub(super) fn introduced(&self, society: SocietyId) -> Result<(String, Vec<(DeskId, String)>), Trouble> {
        let (name, logs) = self.db.read(|t| {
            let home = keep::view::home(t, society)?;
            let mut logs = Vec::new();
            for desk in keep::logs(t, society)? {
                logs.extend(keep::open_log(t, society, desk)?.map(|l| (desk, STANDARD.encode(&l.public_key))));
            }
            Ok::<_, sql::Error>((home.map(|h| h.society.code), logs))
        })?;
        let name = name.ok_or_else(|| Refusal::new(5003))?;
        Ok((name, logs.into_iter().filter(|(desk, _)| *desk != self.id).collect()))
    }

    /// Keeps the seat that welcomed this desk, and lets in what comes down from it.
    pub(super) fn welcomed(
        &self,
        key: &VerifyingKey,
        url: &str,
        society: SocietyId,
        state: Option<SocietyId>,
        logs: &[Down],
    ) -> Result<Seat, Trouble> {
        let public_key = key.to_bytes().to_vec();
        let name = super::name_of(key);
        let seat = Seat { name, url: url.to_owned(), public_key, joined: self.clock.now() };
        let mut keys = Vec::new();
        for down in logs {
            // only what seats write comes down; of this society, or of the State
            let fit = down.log.desk.is_seat() && (down.log.society == society || Some(down.log.society) == state);
            let key = super::seat::bytes32(&down.key).filter(|_| fit);
            keys.push(key.ok_or_else(|| Refusal::new(5101))?);
        }
        self.db.tx(|t| {
            exchange::set_seat(t, &seat)?;
            if let Some(state) = state {
                keep::set_state(t, state)?;
            }
            Ok::<_, sql::Error>(())
        })?;
        // each in a transaction of its own: the State's log lies with the State
        for (down, key) in logs.iter().zip(&keys) {
            self.db.tx(|t| {
                if keep::open_log(t, down.log.society, down.log.desk)?.is_none() {
                    keep::start_log(t, down.log.society, down.log.desk, &down.origin, key)?;
                    exchange::receive(t, down.log, &seat.name, seat.joined)?;
                }
                Ok::<_, sql::Error>(())
            })?;
        }
        Ok(seat)
    }

    /// The seats this installation sends to.
    ///
    /// # Errors
    /// The store's.
    pub fn seats(&self) -> Result<Vec<Seat>, Trouble> {
        self.read(exchange::seats)
    }

    /// Entries of a society that its seats have not got.
    ///
    /// # Errors
    /// The store's.
    pub fn unsent(&self, society: SocietyId) -> Result<Vec<Unsent>, Trouble> {
        let log = LogId { society, desk: self.id };
        self.read(|t| {
            let mut out = Vec::new();
            for seat in exchange::seats(t)? {
                let entries = exchange::unsent(t, log, &seat.name)?;
                let since = if entries > 0 { exchange::unsent_since(t, log, &seat.name)? } else { None };
                out.push(Unsent { seat: seat.name, entries, since });
            }
            Ok(out)
        })
    }

    /// Sends everything the seat has not got and fetches what it has for us, parcel by parcel; a cut in the middle leaves both sides sound, and the
    /// next time goes on from there.
    ///
    /// # Errors
    /// The carrier's; 5101 for an answer that is damaged or not the seat's; the store's.
    pub fn exchange(&self, seat: &Seat, carry: Carry<'_>) -> Result<Sent, Trouble> {
        self.sign_all()?;
        let (mut all, mut most, mut idle) = (Sent::default(), FIRST, 0);
        for _ in 0..ROUNDS {
            let asked = self.asked(seat, &self.known(seat)?, most)?;
            most = (most * 2).min(sync::PARCEL);
            let left = asked.left;
            let bytes = self.sealed(&Inside::Asked(asked));
            all.bytes += bytes.len() as u64;
            all.parcels += 1;
            let Opened { key, inside, .. } = parcel::open(&carry(&bytes)?)?;
            let progress = self.told(seat, &key, inside)?;
            // a line that damages everything, or a seat that keeps nothing: the next time perhaps
            idle = if progress.sent + progress.received == 0 { idle + 1 } else { 0 };
            let more = (progress.more || left) && idle < IDLE;
            all.add(progress);
            if !more {
                break;
            }
        }
        if all.received > 0 {
            self.draw_received()?;
        }
        self.carry_out()?;
        Ok(all)
    }

    /// Entries of all logs written here that a seat has not got.
    ///
    /// # Errors
    /// The store's.
    pub fn waiting(&self, seat: &Seat) -> Result<u64, Trouble> {
        self.read(|t| {
            let own = exchange::logs_of(t)?.into_iter().filter(|(_, from)| from.is_none());
            own.map(|(log, _)| exchange::unsent(t, log, &seat.name)).sum()
        })
    }

    pub(super) fn known(&self, seat: &Seat) -> Result<Peer, Trouble> {
        self.read(|t| exchange::peer(t, &seat.name))
    }

    /// What to send a seat that is known to have this, with about so many bytes of entries.
    pub(super) fn asked(&self, seat: &Seat, peer: &Peer, most: usize) -> Result<sync::Request, Trouble> {
        let now = self.clock.now();
        self.read(|t| {
            let logs = exchange::logs_of(t)?;
            let of = |from: Option<&str>| logs.iter().filter(|l| l.1.as_deref() == from).map(|l| l.0).collect();
            let (own, mut follow): (Vec<LogId>, Vec<LogId>) = (of(None), of(Some(&seat.name)));
            follow.extend(exchange::missing(t, &seat.name)?.into_iter().map(|(log, _)| log));
            sync::request_of(&mut Copy::new(t, now, Signing::Nobody), peer, &own, &follow, most)
        })
    }

    /// Settles what a seat says, a society after the other, each in a transaction of its own.
    pub(super) fn told(&self, seat: &Seat, key: &VerifyingKey, inside: Inside) -> Result<Progress, Trouble> {
        let Inside::Told(mut told) = accepted(inside)? else { return Err(Refusal::new(5101).into()) };
        if key.to_bytes()[..] != seat.public_key[..] {
            return Err(Refusal::new(5101).into());
        }
        let mut all = self.taken_back(seat, key, &mut told)?;
        for (society, part) in by_society(told) {
            all.add(self.settled(seat, key, society, &part)?);
        }
        // the next question, asked at once, is for what is missing
        all.more |= !all.lost.is_empty() && !self.read(|t| exchange::missing(t, &seat.name))?.is_empty();
        Ok(all)
    }

    fn settled(&self, seat: &Seat, key: &VerifyingKey, society: SocietyId, part: &Answer) -> Result<Progress, Trouble> {
        let now = self.clock.now();
        self.db.tx(|t| {
            let before = exchange::peer_of(t, society, &seat.name)?;
            let mut peer = before.clone();
            let progress = sync::settle(&mut Copy::new(t, now, Signing::Expect(&seat.name, key)), &mut peer, part)?;
            exchange::save_peer(t, &seat.name, &before, &peer, now)?;
            note_lost(t, &seat.name, &progress, now)?;
            note_forked(t, &seat.name, &progress, now)?;
            Ok(progress)
        })
    }
}

/// An answer by the societies it speaks of.
fn by_society(told: Answer) -> BTreeMap<SocietyId, Answer> {
    let mut out: BTreeMap<SocietyId, Answer> = BTreeMap::new();
    for standing in told.standings {
        let (Standing::Kept { log, .. }
        | Standing::Apart { log, .. }
        | Standing::Damaged { log }
        | Standing::Unknown { log }) = &standing;
        out.entry(log.society).or_default().standings.push(standing);
    }
    for page in told.pages {
        out.entry(page.log.society).or_default().pages.push(page);
    }
    out
}
