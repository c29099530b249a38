//! The whole installation in one sealed file, and an installation begun from it on another computer. What is restored is a **new desk**:
//! another key, another number, a log of its own per society that names the old heads. The old logs stand beside it as they were written.

use crate::login::fit_to_choose;
use crate::sealed::{Opener, Sealer};
use crate::trouble::{self, Trouble};
use crate::working::decision;
use crate::{Desk, Who, files};
use books::BooksEvent;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use keep::whole::{self, PackLine, PutBack};
use keep::{Author, Event};
use kernel::{Clock, DeskId, Digest, Fault, Instant, Refusal, SocietyId, Verb};
use sql::{Kind, Tx};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use sync::LogId;

/// Most bytes of a line: an entry has at most 16 MiB, and JSON in JSON may double it twice.
const LINE: u64 = 80 << 20;

/// What a restore did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Number of this installation from now on.
    pub desk: DeskId,
    /// Societies.
    pub societies: usize,
    /// Entries of the old logs, all verified.
    pub entries: u64,
}

/// Name among the decisions of a backup carried away.
const TAKEN: &str = "take-away";

type Out = GzEncoder<Sealer<BufWriter<File>>>;

impl Desk {
    /// Writes the whole installation into one new file that only the password opens: all logs with their checkpoints, receipts, personal
    /// data beside the register, users, audit, kept files. This desk's logs are signed first. Gives the number of entries.
    ///
    /// # Errors
    /// 5010 (the password is too short or too long), 5043 (the file is there already, or cannot be written); the store's and the disk's.
    pub fn backup_to(&self, path: &Path, password: &str) -> Result<u64, Trouble> {
        fit_to_choose(password)?;
        let cannot = |e: io::Error| Trouble::from(Refusal::new(5043).with("file", path.display()).with("cause", e));
        if path.exists() {
            return Err(cannot(io::ErrorKind::AlreadyExists.into()));
        }
        self.sign_all()?;
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!(".{}{}", files::PART, std::process::id()));
        let beside = PathBuf::from(beside);
        let done = files::create_private(&beside).map_err(cannot).and_then(|file| {
            let sealer = Sealer::new(BufWriter::new(file), password).map_err(cannot)?;
            let mut out = GzEncoder::new(sealer, Compression::fast());
            let entries = self.pour(&mut out, &cannot)?;
            let ended = out.finish().and_then(Sealer::finish).and_then(|b| b.into_inner().map_err(|e| e.into_error()));
            ended.and_then(|file| file.sync_all()).and_then(|()| fs::rename(&beside, path)).map_err(cannot)?;
            Ok(entries)
        });
        if done.is_err() {
            let _ = fs::remove_file(&beside);
        }
        done
    }

    /// The whole installation as one file that only the password opens, to be carried away from this computer; that it was taken is noted.
    ///
    /// # Errors
    /// 5001, 5002, 5010, 5059 (other societies' books lie here too and would be in it); as [`Desk::backup_to`].
    pub fn take_away(&self, who: &Who, society: SocietyId, password: &str) -> Result<Vec<u8>, Trouble> {
        // whoever may give out logins may carry them away
        self.let_by(who, Verb::UsersManage, society, TAKEN)?;
        let kept = self.db.read(keep::view::societies)?.len();
        if kept > 1 && who.place != SocietyId(0) {
            return Err(Refusal::new(5059).with("societies", kept).into());
        }
        let path = self.dir.join(format!("{TAKEN}-{}", uuid::Uuid::now_v7().simple()));
        let made = self.backup_to(&path, password);
        let file = made.and_then(|entries| {
            let read = fs::read(&path);
            Ok((entries, read.map_err(|e| Refusal::new(5043).with("file", path.display()).with("cause", e))?))
        });
        let _ = fs::remove_file(&path);
        let (entries, bytes) = file?;
        let noted = decision(who, self.clock.now(), TAKEN, 0, entries.to_string());
        self.db.tx(|t| keep::audit::note(t, society, &noted))?;
        Ok(bytes)
    }

    /// Whether the books of a society are written here into a file: where the store is a server's, or at a seat, its keeper backs it up.
    ///
    /// # Errors
    /// The store's.
    pub fn is_kept_in_a_file(&self, society: SocietyId) -> Result<bool, Trouble> {
        if self.db.is_postgres() || self.id.is_seat() {
            return Ok(false);
        }
        Ok(self.db.read(|t| keep::open_log(t, society, self.id))?.is_some())
    }

    /// When a backup was last carried away; `None` where it never was.
    ///
    /// # Errors
    /// The store's.
    pub fn taken_away(&self, society: SocietyId) -> Result<Option<Instant>, Trouble> {
        Ok(self.db.read(|t| keep::audit::last(t, society, TAKEN))?)
    }

    /// Signs what no checkpoint of this desk covers yet, so that the backup's end is signed too.
    pub(crate) fn sign_all(&self) -> Result<(), Trouble> {
        let unsigned = |t: &mut sql::Tx<'_>, society, desk| {
            let log = keep::open_log(t, society, desk)?.filter(|l| l.frontier.size() > l.checkpoint_size);
            let received = log.is_some() && keep::exchange::is_received(t, LogId { society, desk })?;
            Ok::<_, sql::Error>(log.filter(|_| !received))
        };
        let places = self.read(|t| {
            let own = whole::places(t)?.into_iter().filter(|p| p.1 == self.id);
            let mut out = Vec::new();
            for (society, desk, _) in own {
                out.extend(unsigned(t, society, desk)?.map(|_| (society, desk)));
            }
            Ok(out)
        })?;
        // each in a transaction of its own: that of one society speaks of no other
        for (society, desk) in places {
            self.db.tx(|t| match unsigned(t, society, desk)? {
                Some(log) => self.sign(t, &log).map(|_| ()),
                None => Ok(()),
            })?;
        }
        Ok(())
    }

    fn pour(&self, out: &mut Out, cannot: &dyn Fn(io::Error) -> Trouble) -> Result<u64, Trouble> {
        let begin = PackLine::Begin { desk: self.id.0, at: self.clock.now().0 };
        put(out, &begin).map_err(cannot)?;
        let mut failed = None;
        let read = self.db.read(|t| {
            whole::each_line(t, |line| {
                out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n")).map_err(|e| {
                    let text = e.to_string();
                    failed = Some(e);
                    sql::Error::new(Kind::Other, "write the backup", text)
                })
            })
        });
        let entries = match (read, failed) {
            (_, Some(e)) => return Err(cannot(e)),
            (read, None) => read.map_err(Trouble::from)?,
        };
        // read after the store: files are never taken away, so every file the register names is among them
        for (digest, path) in kept(&self.dir)? {
            let wrong = |e| trouble::of_disk("read", &path, e);
            let mut file = File::open(&path).map_err(wrong)?;
            let bytes = file.metadata().map_err(wrong)?.len();
            put(out, &PackLine::File { digest, bytes }).map_err(cannot)?;
            copy(&mut file, out, bytes).map_err(|e| e.map_or_else(wrong, cannot))?;
        }
        put(out, &PackLine::End { entries }).map_err(cannot)?;
        Ok(entries)
    }

    /// Begins an installation from a backup, in a folder that is empty or not there yet; `store` as in [`Desk::open`], and as empty. The
    /// old logs are written back exactly and verified, the shadows redrawn, and per society a new log is begun which names the old heads.
    /// An open day stays open. The folder appears only when everything is done.
    ///
    /// # Errors
    /// 5041 (wrong password or damaged file), 5042 (not empty), 5044 (a log does not verify), 5045 (no backup); the store's and the disk's.
    pub fn restore(
        file: &Path,
        dir: &Path,
        store: &str,
        password: &str,
        clock: Arc<dyn Clock>,
    ) -> Result<Restored, Trouble> {
        if !is_empty(dir)? {
            return Err(Refusal::new(5042).with("name", dir.display()).into());
        }
        let no_backup = || Trouble::from(Refusal::new(5045).with("file", file.display()));
        let from = File::open(file).map_err(|_| no_backup())?;
        let opener = Opener::new(BufReader::with_capacity(1 << 16, from), password).map_err(|_| no_backup())?;
        let lines = Lines::new(opener.ok_or_else(no_backup)?);
        let name = dir.file_name().ok_or_else(|| Refusal::new(5042).with("name", dir.display()))?;
        let mut beside = name.to_owned();
        beside.push(format!(".{}{}", files::PART, std::process::id()));
        let beside = dir.with_file_name(beside);
        let done = fill(lines, &beside, store, password, clock).and_then(|done| {
            if dir.exists() {
                fs::remove_dir(dir).map_err(|e| trouble::of_disk("replace the folder", dir, e))?;
            }
            fs::rename(&beside, dir).map_err(|e| trouble::of_disk("name the folder", dir, e))?;
            Ok(done)
        });
        if done.is_err() {
            let _ = fs::remove_dir_all(&beside);
        }
        done
    }

    /// Writes everything back in one transaction and begins the new logs.
    fn take_over(&mut self, lines: &mut Lines) -> Result<Restored, Trouble> {
        if !self.db.read(whole::is_fresh)? {
            return Err(Refusal::new(5042).with("name", "PostgreSQL").into());
        }
        let PackLine::Begin { desk, .. } = lines.next_line()? else { return Err(damaged()) };
        let mut again = false;
        let (dir, now) = (self.dir.clone(), self.clock.now());
        let db = self.db.clone();
        let (id, societies, entries) = db.tx_alone(|t| {
            if std::mem::replace(&mut again, true) {
                return Err(Fault::new("restore", "somebody else writes into this store").into());
            }
            let entries = refill(t, lines, &dir)?;
            keep::redraw_all(t, &lipi::name::search_key)?;
            let places = whole::places(t)?;
            let highest = places.iter().map(|p| p.1.0).max().unwrap_or(0).max(desk);
            self.id = DeskId(highest + 1);
            keep::set_desk_number(t, self.id)?;
            let mut of: BTreeMap<SocietyId, Vec<(DeskId, String)>> = BTreeMap::new();
            for (society, desk, origin) in places {
                of.entry(society).or_default().push((desk, origin));
            }
            for (society, old) in &of {
                self.begin_log(t, *society, old, now)?;
            }
            Ok::<_, Trouble>((self.id, of.into_keys().collect::<Vec<_>>(), entries))
        })?;
        for society in &societies {
            if let Some(bad) = self.verify(*society)?.into_iter().find(|j| !j.is_whole()) {
                return Err(unsound(&bad.origin));
            }
        }
        Ok(Restored { desk: id, societies: societies.len(), entries })
    }

    /// The new desk's log of a society: its first entry names the heads of the old ones.
    fn begin_log(
        &self,
        t: &mut Tx<'_>,
        society: SocietyId,
        old: &[(DeskId, String)],
        now: kernel::Instant,
    ) -> Result<(), Trouble> {
        let mut after = Vec::new();
        for (desk, origin) in old {
            let log = keep::open_log(t, society, *desk)?.ok_or_else(|| unsound(origin))?;
            after.push((desk.0, log.frontier.size(), log.frontier.root().hex()));
        }
        // the same name with another number at its end
        let stem = old.first().and_then(|(_, origin)| origin.rsplit_once('/')).ok_or_else(damaged)?.0;
        let origin = format!("{stem}/{}", self.id.0);
        keep::start_log(t, society, self.id, &origin, &self.key.public().to_bytes())?;
        let mut log = keep::open_log(t, society, self.id)?.ok_or_else(|| unsound(&origin))?;
        let event: Event = BooksEvent::DeskOpened { date: now.day(), desk: self.id.0, after }.into();
        let command = format!("desk-opened-{}", self.id.0);
        self.write(t, &mut log, &command, &Author { by: "restore", at: now }, &[event])?;
        self.sign(t, &log).map(|_| ())
    }
}

fn damaged() -> Trouble {
    Refusal::new(5041).into()
}

fn unsound(log: &str) -> Trouble {
    Refusal::new(5044).with("log", log).into()
}

fn put(out: &mut Out, line: &PackLine) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

/// Copies exactly so many bytes; the error says whether reading (`Err`: the reader's) or writing failed.
fn copy(from: &mut impl Read, to: &mut impl Write, mut bytes: u64) -> Result<(), Way> {
    let mut some = vec![0; 1 << 16];
    while bytes > 0 {
        let most = some.len().min(usize::try_from(bytes).unwrap_or(usize::MAX));
        let n = from.read(&mut some[..most]).map_err(Way::Read)?;
        if n == 0 {
            return Err(Way::Read(io::ErrorKind::UnexpectedEof.into()));
        }
        to.write_all(&some[..n]).map_err(Way::Write)?;
        bytes -= n as u64;
    }
    Ok(())
}

/// Which side of a copy failed.
enum Way {
    Read(io::Error),
    Write(io::Error),
}

impl Way {
    fn map_or_else(self, read: impl FnOnce(io::Error) -> Trouble, write: impl FnOnce(io::Error) -> Trouble) -> Trouble {
        match self {
            Way::Read(e) => read(e),
            Way::Write(e) => write(e),
        }
    }
}

/// Kept files with their digest, whole ones only: what is half-written has another name.
pub(crate) fn kept(dir: &Path) -> Result<Vec<(String, PathBuf)>, Trouble> {
    let mut out = Vec::new();
    let root = dir.join("files");
    for folder in list(&root)?.into_iter().filter(|p| p.is_dir()) {
        for path in list(&folder)? {
            let digest = path.file_name().and_then(|n| n.to_str()).and_then(Digest::from_hex);
            out.extend(digest.map(|d| (d.hex(), path.clone())));
        }
    }
    out.sort();
    Ok(out)
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let read = || fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<io::Result<Vec<_>>>();
    read().map_err(|e| trouble::of_disk("read", folder, e))
}

fn is_empty(dir: &Path) -> Result<bool, Trouble> {
    match fs::read_dir(dir) {
        Ok(mut all) => Ok(all.next().is_none()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(e) => Err(trouble::of_disk("read", dir, e)),
    }
}

/// What is read of a backup, piece by piece.
struct Lines(BufReader<GzDecoder<Opener<BufReader<File>>>>);

impl Lines {
    fn new(opener: Opener<BufReader<File>>) -> Lines {
        Lines(BufReader::with_capacity(1 << 16, GzDecoder::new(opener)))
    }

    fn text(&mut self) -> io::Result<String> {
        let mut line = String::new();
        self.0.by_ref().take(LINE).read_line(&mut line)?;
        if line.pop() != Some('\n') {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(line)
    }

    fn next_line(&mut self) -> Result<PackLine, Trouble> {
        serde_json::from_str(&self.text().map_err(|_| damaged())?).map_err(|_| damaged())
    }

    /// Nothing follows: also the check sums of the packing are right and the last piece is the last.
    fn ended(&mut self) -> bool {
        let mut one = [0];
        matches!(self.0.read(&mut one), Ok(0)) && matches!(self.0.get_mut().get_mut().read(&mut one), Ok(0))
    }
}

/// Logs, rows and files, as they were; gives the number of entries.
fn refill(t: &mut Tx<'_>, lines: &mut Lines, dir: &Path) -> Result<u64, Trouble> {
    let mut cut = false;
    let read = whole::put_back(t, || {
        lines.text().map_err(|e| {
            cut = true;
            sql::Error::new(Kind::Other, "read the backup", e.to_string())
        })
    });
    let (entries, mut line) = match read {
        Err(_) if cut => return Err(damaged()),
        Err(e) => return Err(e.into()),
        Ok(PutBack::Unsound(log)) => return Err(unsound(&log)),
        Ok(PutBack::Whole(entries, line)) => (entries, line),
    };
    loop {
        match line {
            PackLine::File { digest, bytes } => {
                let digest = Digest::from_hex(&digest).ok_or_else(damaged)?.hex();
                let folder = dir.join("files").join(&digest[..2]);
                let path = folder.join(&digest);
                let wrong = |e| trouble::of_disk("write", &path, e);
                files::make_dir(&folder)?;
                let mut file = files::create_private(&path).map_err(wrong)?;
                copy(&mut lines.0, &mut file, bytes).map_err(|e| e.map_or_else(|_| damaged(), wrong))?;
                file.sync_all().map_err(wrong)?;
            }
            PackLine::End { entries: all } if all == entries && lines.ended() => return Ok(entries),
            _ => return Err(damaged()),
        }
        line = lines.next_line()?;
    }
}

/// A new installation with a new key, filled.
fn fill(mut lines: Lines, dir: &Path, store: &str, password: &str, clock: Arc<dyn Clock>) -> Result<Restored, Trouble> {
    fit_to_choose(password).map_err(|_| damaged())?;
    let mut desk = Desk::open(dir, store, clock)?;
    desk.take_over(&mut lines)
}
