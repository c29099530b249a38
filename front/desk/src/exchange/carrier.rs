//! A file carried by hand where there is no line: parcels one after the other. A society with no network at all joins by it too. Its first file holds the letter that
//! asks to be let in and everything written so far; the answer holds the welcome, what became of the entries, and what comes down. A file cannot be asked again, so
//! that each bears as much as it was given room for, and the next one goes on where it ended.

use super::files::Give;
use super::parcel::{self, Inside, Opened};
use super::seat;
use super::send::{Sent, accepted};
use crate::{Desk, Trouble, Who, files, trouble};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keep::exchange::{self, Copy, Seat, Signing};
use kernel::{Refusal, SocietyId, Verb};
use register::VerifyingKey;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Seek as _};
use std::path::{Path, PathBuf};
use sync::{Follow, LogId, Peer};

/// First line of such a file; of each parcel then its length in bytes on a line, and the parcel.
const CARRIER: &str = "sahakar-carrier/1\n";
/// Most digits of a length.
const DIGITS: u64 = 12;
/// A welcome that answers no letter written here.
const NO_LETTER: u16 = 3274;

/// What to put into a file.
#[derive(Clone, Debug)]
pub struct Load {
    /// Most bytes of parcels with entries, about; as many bytes of entries may come back.
    pub most: u64,
    /// With the files the entries name.
    pub files: bool,
    /// Goes on where this file, made before and not answered yet, ends.
    pub after: Option<PathBuf>,
}

impl Default for Load {
    fn default() -> Load {
        Load { most: super::files::CARRIED, files: false, after: None }
    }
}

/// What a file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// Entries.
    pub entries: u64,
    /// Files.
    pub files: u64,
    /// Entries there was no more room for: the next file begins with them.
    pub left: u64,
}

impl Desk {
    /// Writes what a seat has not got into a new file, to be carried by hand; gives the entries in it. What the seat says of it comes back as
    /// a file too; until then it counts as unsent.
    ///
    /// # Errors
    /// 5043 (the file is there already, or cannot be written); the store's.
    pub fn pack(&self, seat: &Seat, path: &Path) -> Result<u64, Trouble> {
        Ok(self.pack_load(seat, path, &Load::default())?.entries)
    }

    /// The same with as much as there is room for.
    ///
    /// # Errors
    /// As [`Desk::pack`]; 5101, 5105 of the file it goes on from.
    pub fn pack_load(&self, seat: &Seat, path: &Path, load: &Load) -> Result<Packed, Trouble> {
        self.packed(seat, Vec::new(), path, load)
    }

    /// Writes a letter that asks the office above to let this desk in with the code it gave, and after it everything that was written here. The code is not in the
    /// letter. The answer is opened by [`Desk::unpack`]; then the seat is joined.
    ///
    /// # Errors
    /// 5001, 5002, 5003; as [`Desk::pack`].
    pub fn pack_letter(
        &self,
        who: &Who,
        society: SocietyId,
        code: &str,
        path: &Path,
        load: &Load,
    ) -> Result<Packed, Trouble> {
        self.let_by(who, Verb::DesksLetIn, society, "letter")?;
        let (name, others) = self.introduced(society)?;
        let (log, key, at) = (LogId { society, desk: self.id }, self.public_key().to_bytes(), self.clock.now());
        let proof = self.db.tx(|t| exchange::write_letter(t, log, &name, code, &key, at))?;
        let proof = STANDARD.encode(proof);
        let letter = Inside::Letter { society: name, desk: self.id, others, proof, bears: load.most };
        // whose name nobody knows yet is known to have nothing
        let nobody = Seat { name: String::new(), url: String::new(), public_key: Vec::new(), joined: at };
        self.packed(&nobody, vec![self.sealed(&letter)], path, load)
    }

    /// True where a letter of this society waits for its answer.
    ///
    /// # Errors
    /// The store's.
    pub fn letter_waits(&self, society: SocietyId) -> Result<bool, Trouble> {
        self.read(|t| exchange::awaits(t, society))
    }

    fn packed(&self, seat: &Seat, first: Vec<Vec<u8>>, path: &Path, load: &Load) -> Result<Packed, Trouble> {
        self.sign_all()?;
        let mut peer = self.known(seat)?;
        if let Some(before) = &load.after {
            self.gone_before(before, &mut peer)?;
        }
        let mut file = Writing::begin(path)?;
        first.iter().try_for_each(|parcel| file.add(parcel))?;
        let (mut out, mut bytes) = (Packed::default(), 0);
        loop {
            let room = load.most.saturating_sub(bytes);
            let mut asked = self.asked(seat, &peer, usize::try_from(room).unwrap_or(usize::MAX).min(sync::PARCEL))?;
            let new: u64 = asked.pages.iter().map(|p| p.lines.len() as u64).sum();
            if new == 0 && bytes > 0 {
                break;
            }
            // what comes down is asked for once, and with all the room there is
            asked.bears = load.most;
            if bytes > 0 {
                asked.follow.clear();
            }
            for page in &asked.pages {
                peer.known.insert(page.log, page.after(peer.known.get(&page.log)));
            }
            out.entries += new;
            let parcel = self.sealed(&Inside::Asked(asked));
            bytes += parcel.len() as u64;
            file.add(&parcel)?;
            if new == 0 || bytes >= load.most {
                break;
            }
        }
        out.left = self.left_of(&peer)?;
        if load.files && out.left == 0 {
            out.files = self.each_file_parcel(&mut |parcel| file.add(parcel))?;
        }
        file.end()?;
        Ok(out)
    }

    /// Entries of logs written here beyond what a peer is taken to have.
    fn left_of(&self, peer: &Peer) -> Result<u64, Trouble> {
        self.read(|t| {
            let mut left = 0;
            for (log, _) in exchange::logs_of(t)?.into_iter().filter(|(_, from)| from.is_none()) {
                let size = keep::open_log(t, log.society, log.desk)?.map_or(0, |l| l.frontier.size());
                left += size.saturating_sub(peer.known.get(&log).map_or(0, register::Frontier::size));
            }
            Ok(left)
        })
    }

    /// Takes a peer to have what lies in a file of this desk that is on its way.
    fn gone_before(&self, path: &Path, peer: &mut Peer) -> Result<(), Trouble> {
        let mut carrier = Carrier::open(path)?;
        let mut last: BTreeMap<LogId, sync::Mark> = BTreeMap::new();
        while let Some(bytes) = carrier.next()? {
            let Opened { key, inside, .. } = parcel::open(&bytes)?;
            if key.to_bytes() != self.public_key().to_bytes() {
                return Err(Refusal::new(5101).into());
            }
            if let Inside::Asked(asked) = inside {
                last.extend(asked.pages.iter().map(|page| (page.log, page.mark())));
            }
        }
        // the file may itself go on where others end, which are on their way too: how far it leads stands in this desk's own log
        let now = self.clock.now();
        for (log, mark) in last {
            let here = self.read(|t| sync::climb(&mut Copy::new(t, now, Signing::Nobody), log, &[mark]))?;
            let known = peer.known.entry(log).or_default();
            if here.size() > known.size() {
                *known = here;
            }
        }
        Ok(())
    }

    /// Opens a file that was carried here. Questions of desks are kept and answered into `answers`; answers of a seat are settled, and its welcome joins it.
    ///
    /// # Errors
    /// 5043, 5101, 5105 (no such file), 5111, 5113; 3274 (a welcome that answers no letter); the store's.
    pub fn unpack(&self, path: &Path, answers: &Path) -> Result<Sent, Trouble> {
        let (mut all, mut out) = (Sent::default(), None);
        let mut carrier = Carrier::open(path)?;
        while let Some(bytes) = carrier.next()? {
            let Opened { key, at, inside } = parcel::open(&bytes)?;
            match inside {
                Inside::Asked(_) | Inside::Join { .. } | Inside::Letter { .. } | Inside::Files(_) => {
                    // a file may have lain for months; it cannot come from the future
                    if at.0 > self.clock.now().0 + seat::APART {
                        return Err(Refusal::new(5113).into());
                    }
                    if let Inside::Asked(asked) = &inside {
                        all.received += asked.pages.iter().map(|p| p.lines.len() as u64).sum::<u64>();
                    }
                    self.answer_in_full(&key, inside, &mut |parcel| {
                        if out.is_none() {
                            out = Some(Writing::begin(answers)?);
                        }
                        out.as_mut().map_or(Ok(()), |file| file.add(parcel))
                    })?;
                }
                // what the seat wants is asked anew over a line
                Inside::Wants(_) => {}
                Inside::Welcome { state, logs, letter } => {
                    self.welcomed_by_letter(&key, state, &logs, letter)?;
                }
                inside => {
                    let seats = self.seats()?;
                    let Some(seat) = seats.iter().find(|s| s.public_key[..] == key.to_bytes()[..]) else {
                        accepted(inside)?;
                        return Err(Refusal::new(5101).into());
                    };
                    all.add(self.told(seat, &key, inside)?);
                }
            }
            all.parcels += 1;
        }
        self.draw_received()?;
        self.carry_out()?;
        if let Some(file) = out {
            file.end()?;
        }
        Ok(all)
    }

    /// The parcel that answers one of a file, and those with what it had no room for.
    fn answer_in_full(&self, key: &VerifyingKey, inside: Inside, give: &mut Give<'_>) -> Result<(), Trouble> {
        let bears = match &inside {
            Inside::Asked(asked) => asked.bears,
            Inside::Letter { bears, .. } => *bears,
            _ => 0,
        };
        let told = self.answer_to(key, inside)?;
        let (mut follow, mut bytes) = match &told {
            Inside::Told(answer) => (answer.onward(), answer.bytes()),
            Inside::Welcome { logs, letter: Some(_), .. } => (logs.iter().map(|d| Follow::whole(d.log)).collect(), 0),
            _ => (Vec::new(), 0),
        };
        give(&self.sealed(&told))?;
        let most = bears.min(super::files::CARRIED);
        while !follow.is_empty() && bytes < most {
            let asked = sync::Request { follow, bears: most - bytes, ..sync::Request::default() };
            let answer = self.answered(key, asked)?;
            bytes += answer.bytes();
            follow = answer.onward();
            if !answer.pages.is_empty() {
                give(&self.sealed(&Inside::Told(answer)))?;
            }
        }
        Ok(())
    }

    /// A welcome that came by a file joins the seat only where it proves that its sender gave the code of a letter written here.
    fn welcomed_by_letter(
        &self,
        key: &VerifyingKey,
        state: Option<SocietyId>,
        logs: &[parcel::Down],
        letter: Option<(SocietyId, String)>,
    ) -> Result<(), Trouble> {
        let no = || Trouble::from(Refusal::new(NO_LETTER));
        let (society, proof) = letter.ok_or_else(no)?;
        let proof = seat::bytes32(&proof).ok_or_else(no)?;
        let (seat, desk) = (key.to_bytes(), self.public_key().to_bytes());
        // opened a second time, it says nothing new
        if self.seats()?.iter().any(|s| s.public_key[..] == seat[..]) && !self.letter_waits(society)? {
            return Ok(());
        }
        if !self.read(|t| exchange::is_answer(t, society, &proof, &seat, &desk))? {
            return Err(no());
        }
        // cut short in between, the same file opened again goes on: only then is the letter answered
        self.welcomed(key, "", society, state, logs)?;
        Ok(self.db.tx(|t| exchange::answered(t, society))?)
    }
}

/// A file that carries parcels, written one after the other: however large it becomes, one parcel is held at a time. It has its name once it is whole.
struct Writing(files::Beside);

impl Writing {
    /// Begins one; a file that is there already is left as it is.
    fn begin(path: &Path) -> Result<Writing, Trouble> {
        if path.exists() {
            let there = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
            return Err(Refusal::new(5043).with("file", path.display()).with("cause", there).into());
        }
        let mut file = files::Beside::begin(path)?;
        file.add(CARRIER.as_bytes())?;
        Ok(Writing(file))
    }

    fn add(&mut self, parcel: &[u8]) -> Result<(), Trouble> {
        self.0.add(format!("{}\n", parcel.len()).as_bytes())?;
        self.0.add(parcel)
    }

    fn end(self) -> Result<(), Trouble> {
        self.0.name()
    }
}

/// A file that carries parcels, read one after the other: however large it is, one parcel is held at a time.
struct Carrier<'p> {
    path: &'p Path,
    file: BufReader<File>,
    left: u64,
}

impl<'p> Carrier<'p> {
    /// Opens a file and looks through it: nothing of one that is cut, or holds more than a parcel can be, is taken.
    fn open(path: &'p Path) -> Result<Carrier<'p>, Trouble> {
        if !path.is_file() {
            return Err(Refusal::new(5105).with("file", path.display()).into());
        }
        let file = File::open(path).map_err(|e| trouble::of_disk("read", path, e))?;
        let left = file.metadata().map_err(|e| trouble::of_disk("read", path, e))?.len();
        let mut carrier = Carrier { path, file: BufReader::new(file), left };
        carrier.begin()?;
        while let Some(length) = carrier.length()? {
            let over = i64::try_from(length).map_err(|_| parcel::too_large())?;
            carrier.file.seek_relative(over).map_err(|e| trouble::of_disk("read", path, e))?;
        }
        carrier.file.rewind().map_err(|e| trouble::of_disk("read", path, e))?;
        carrier.left = left;
        carrier.begin()?;
        Ok(carrier)
    }

    fn begin(&mut self) -> Result<(), Trouble> {
        let line = self.line(CARRIER.len() as u64)?;
        if line == CARRIER { Ok(()) } else { Err(damaged()) }
    }

    /// A line of at most so many bytes, its end included; empty at the end of the file.
    fn line(&mut self, most: u64) -> Result<String, Trouble> {
        let mut line = Vec::new();
        let read = self.file.by_ref().take(most).read_until(b'\n', &mut line);
        self.left -= read.map_err(|e| trouble::of_disk("read", self.path, e))? as u64;
        String::from_utf8(line).map_err(|_| damaged())
    }

    /// Bytes of the next parcel; `None` at the end.
    fn length(&mut self) -> Result<Option<u64>, Trouble> {
        let line = self.line(DIGITS)?;
        if line.is_empty() {
            return Ok(None);
        }
        let length: u64 = line.strip_suffix('\n').and_then(|t| t.parse().ok()).ok_or_else(damaged)?;
        if length > parcel::MOST {
            return Err(parcel::too_large().into());
        }
        self.left = self.left.checked_sub(length).ok_or_else(damaged)?;
        Ok(Some(length))
    }

    /// The next parcel.
    fn next(&mut self) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(length) = self.length()? else { return Ok(None) };
        let mut parcel = vec![0; usize::try_from(length).map_err(|_| parcel::too_large())?];
        self.file.read_exact(&mut parcel).map_err(|e| trouble::of_disk("read", self.path, e))?;
        Ok(Some(parcel))
    }
}

fn damaged() -> Trouble {
    Refusal::new(5101).into()
}

/// The parcels of a file that carries them, as they lie in it.
///
/// # Errors
/// 5101, 5105, 5111; what the disk says.
pub fn carried(path: &Path) -> Result<Vec<Vec<u8>>, Trouble> {
    let (mut carrier, mut out) = (Carrier::open(path)?, Vec::new());
    while let Some(parcel) = carrier.next()? {
        out.push(parcel);
    }
    Ok(out)
}
