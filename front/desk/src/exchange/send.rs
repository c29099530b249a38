//! As a desk: joining a seat, sending what it has not got, fetching what it has for us.

use super::lost::{note_forked, note_lost};
use super::parcel::{self, Inside, Opened};
use super::seat;
use crate::trouble;
use crate::{Desk, Trouble, Who, files};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keep::exchange::{self, Copy, Seat, Signing};
use kernel::{Instant, Refusal, SocietyId, Verb};
use register::VerifyingKey;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use sync::{LogId, Peer, Progress};

/// Exchanges in one go; what is left goes with the next.
const ROUNDS: usize = 2_000;
/// Bytes of entries in the first question; each that is answered lets the next bear twice as much, up to what a parcel bears. A line that breaks
/// off after every hundred kilobytes must still bring something through.
const FIRST: usize = 256 << 10;
/// Questions one after the other that bring nothing on, after which it is left for the next time.
const IDLE: usize = 4;
/// First line of a file that carries parcels; of each, its length in bytes on a line, then the parcel.
const CARRIER: &str = "sahakar-carrier/1\n";

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
}

impl Sent {
    fn add(&mut self, p: Progress) {
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
        who.guard(Verb::DesksLetIn, society)?;
        let (name, logs) = self.db.read(|t| {
            let home = keep::view::home(t, society)?;
            let mut logs = Vec::new();
            for desk in keep::logs(t, society)? {
                logs.extend(keep::open_log(t, society, desk)?.map(|l| (desk, STANDARD.encode(&l.public_key))));
            }
            Ok::<_, sql::Error>((home.map(|h| h.society.code), logs))
        })?;
        let name = name.ok_or_else(|| Refusal::new(5003))?;
        let others = logs.into_iter().filter(|(desk, _)| *desk != self.id).collect();
        let inside = Inside::Join { society: name, code: code.to_owned(), desk: self.id, others };
        let Opened { key, inside: told, .. } = parcel::open(&carry(&self.sealed(&inside))?)?;
        let Inside::Welcome { state, logs } = accepted(told)? else { return Err(Refusal::new(5101).into()) };
        let public_key = key.to_bytes().to_vec();
        let name = super::name_of(&key);
        let seat = Seat { name, url: url.to_owned(), public_key, joined: self.clock.now() };
        let mut keys = Vec::new();
        for down in &logs {
            // only what seats write comes down; of this society, or of the State
            let fit = down.log.desk.is_seat() && (down.log.society == society || Some(down.log.society) == state);
            let key: Option<[u8; 32]> = STANDARD.decode(&down.key).ok().and_then(|b| b.try_into().ok()).filter(|_| fit);
            keys.push(key.ok_or_else(|| Refusal::new(5101))?);
        }
        self.db.tx(|t| {
            exchange::set_seat(t, &seat)?;
            if let Some(state) = state {
                keep::set_state(t, state)?;
            }
            for (down, key) in logs.iter().zip(&keys) {
                if keep::open_log(t, down.log.society, down.log.desk)?.is_none() {
                    keep::start_log(t, down.log.society, down.log.desk, &down.origin, key)?;
                    exchange::receive(t, down.log, &seat.name, seat.joined)?;
                }
            }
            Ok::<_, sql::Error>(())
        })?;
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

    fn known(&self, seat: &Seat) -> Result<Peer, Trouble> {
        self.read(|t| exchange::peer(t, &seat.name))
    }

    /// What to send a seat that is known to have this, with about so many bytes of entries.
    fn asked(&self, seat: &Seat, peer: &Peer, most: usize) -> Result<sync::Request, Trouble> {
        let now = self.clock.now();
        self.read(|t| {
            let logs = exchange::logs_of(t)?;
            let of = |from: Option<&str>| logs.iter().filter(|l| l.1.as_deref() == from).map(|l| l.0).collect();
            let (own, mut follow): (Vec<LogId>, Vec<LogId>) = (of(None), of(Some(&seat.name)));
            follow.extend(exchange::missing(t, &seat.name)?.into_iter().map(|(log, _)| log));
            sync::request_of(&mut Copy::new(t, now, Signing::Nobody), peer, &own, &follow, most)
        })
    }

    fn told(&self, seat: &Seat, key: &VerifyingKey, inside: Inside) -> Result<Progress, Trouble> {
        let Inside::Told(mut told) = accepted(inside)? else { return Err(Refusal::new(5101).into()) };
        if key.to_bytes()[..] != seat.public_key[..] {
            return Err(Refusal::new(5101).into());
        }
        let now = self.clock.now();
        let back = self.taken_back(seat, key, &mut told)?;
        self.db.tx(|t| {
            let before = exchange::peer(t, &seat.name)?;
            let mut peer = before.clone();
            let mut progress =
                sync::settle(&mut Copy::new(t, now, Signing::Expect(&seat.name, key)), &mut peer, &told)?;
            exchange::save_peer(t, &seat.name, &before, &peer, now)?;
            note_lost(t, &seat.name, &mut progress, now)?;
            note_forked(t, &seat.name, &progress, now)?;
            progress.received += back.received;
            progress.more |= back.more;
            Ok(progress)
        })
    }

    /// Writes what a seat has not got into a new file, to be carried by hand; gives the entries in it. What the seat says of it comes back as
    /// a file too; until then it counts as unsent.
    ///
    /// # Errors
    /// 5043 (the file is there already, or cannot be written); the store's.
    pub fn pack(&self, seat: &Seat, path: &Path) -> Result<u64, Trouble> {
        let (entries, parcels) = self.packed(seat)?;
        write_carrier(path, &parcels)?;
        Ok(entries)
    }

    /// The same with the files the entries name, as far as they are here; gives entries and files.
    ///
    /// # Errors
    /// As [`Desk::pack`]; what the disk says.
    pub fn pack_with_files(&self, seat: &Seat, path: &Path) -> Result<(u64, u64), Trouble> {
        let (entries, mut parcels) = self.packed(seat)?;
        let (of_files, files) = self.file_parcels()?;
        parcels.extend(of_files);
        write_carrier(path, &parcels)?;
        Ok((entries, files))
    }

    /// Parcels with all the seat is not known to have, and the entries in them.
    fn packed(&self, seat: &Seat) -> Result<(u64, Vec<Vec<u8>>), Trouble> {
        self.sign_all()?;
        let (mut peer, mut entries, mut parcels) = (self.known(seat)?, 0, Vec::new());
        loop {
            let asked = self.asked(seat, &peer, sync::PARCEL)?;
            let new: u64 = asked.pages.iter().map(|p| p.lines.len() as u64).sum();
            if new == 0 && !parcels.is_empty() {
                break;
            }
            for page in &asked.pages {
                peer.known.insert(page.log, page.after(peer.known.get(&page.log)));
            }
            entries += new;
            parcels.push(self.sealed(&Inside::Asked(asked)));
            if new == 0 {
                break;
            }
        }
        Ok((entries, parcels))
    }

    /// Opens a file that was carried here. Questions of desks are kept and answered into `answers`; answers of a seat are settled.
    ///
    /// # Errors
    /// 5043, 5101, 5105 (no such file); the store's.
    pub fn unpack(&self, path: &Path, answers: &Path) -> Result<Sent, Trouble> {
        let (mut all, mut out) = (Sent::default(), Vec::new());
        for bytes in carried(path)? {
            let Opened { key, at, inside } = parcel::open(&bytes)?;
            match inside {
                Inside::Asked(_) | Inside::Join { .. } | Inside::Files(_) => {
                    // a file may have lain for months; it cannot come from the future
                    if at.0 > self.clock.now().0 + seat::APART {
                        return Err(Refusal::new(5113).into());
                    }
                    if let Inside::Asked(asked) = &inside {
                        all.received += asked.pages.iter().map(|p| p.lines.len() as u64).sum::<u64>();
                    }
                    out.push(self.answer_to(&key, inside)?);
                }
                // what the seat wants is asked anew over a line
                Inside::Wants(_) => {}
                inside => {
                    let seats = self.seats()?;
                    let seat = seats.iter().find(|s| s.public_key[..] == key.to_bytes()[..]);
                    let seat = seat.ok_or_else(|| Refusal::new(5101))?;
                    all.add(self.told(seat, &key, inside)?);
                }
            }
            all.parcels += 1;
        }
        self.draw_received()?;
        self.carry_out()?;
        if !out.is_empty() {
            write_carrier(answers, &out)?;
        }
        Ok(all)
    }
}

fn write_carrier(path: &Path, parcels: &[Vec<u8>]) -> Result<(), Trouble> {
    let mut bytes = CARRIER.as_bytes().to_vec();
    for parcel in parcels {
        bytes.extend(format!("{}\n", parcel.len()).into_bytes());
        bytes.extend(parcel);
    }
    if path.exists() {
        let there = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Err(Refusal::new(5043).with("file", path.display()).with("cause", there).into());
    }
    files::write_whole(path, &bytes)
}

/// The parcels of a file that carries them, as they lie in it.
///
/// # Errors
/// 5101, 5105; what the disk says.
pub fn carried(path: &Path) -> Result<Vec<Vec<u8>>, Trouble> {
    if !path.is_file() {
        return Err(Refusal::new(5105).with("file", path.display()).into());
    }
    let bytes = fs::read(path).map_err(|e| trouble::of_disk("read", path, e))?;
    let damaged = || Trouble::from(Refusal::new(5101));
    let mut rest = bytes.strip_prefix(CARRIER.as_bytes()).ok_or_else(damaged)?;
    let mut out = Vec::new();
    while !rest.is_empty() {
        let end = rest.iter().position(|b| *b == b'\n').ok_or_else(damaged)?;
        let length: usize = std::str::from_utf8(&rest[..end]).ok().and_then(|t| t.parse().ok()).ok_or_else(damaged)?;
        rest = &rest[end + 1..];
        if length > rest.len() {
            return Err(damaged());
        }
        out.push(rest[..length].to_vec());
        rest = &rest[length..];
    }
    Ok(out)
}
