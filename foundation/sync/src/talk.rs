//! One exchange: what the asking side sends, what the other answers, what the asking side then knows. Any of it may be lost, doubled or come late;
//! then it is simply done again.

use crate::agree::{Ladder, Taken, climb, frontier_at, grown, ladder, take};
use crate::logs::{Chain, LogId, Logs};
use crate::page::{Mark, Page, offer, offer_to};
use register::Frontier;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What one side remembers of the other. May be lost: then more is sent than needed, once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peer {
    /// What the other side has of each log sent to it: a frontier of the log here, so that only what is new is ever read again.
    pub known: BTreeMap<LogId, Frontier>,
    /// Logs it sends whose copy here stands apart from it: the next question carries the ladder.
    pub apart: BTreeSet<LogId>,
}

/// A log the asking side wants to have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follow {
    /// The log.
    pub log: LogId,
    /// Where the copy here stands.
    pub mark: Mark,
    /// Where it stood, after an answer that did not join.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub ladder: Ladder,
}

/// What the asking side sends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Entries of its logs.
    pub pages: Vec<Page>,
    /// What it wants.
    pub follow: Vec<Follow>,
    /// Bytes of entries the answer may bear beyond the first page of each log; one who does not say takes a page at a time.
    #[serde(skip_serializing_if = "none", default)]
    pub bears: u64,
    /// There was more than one parcel bears: another question follows at once.
    #[serde(skip)]
    pub left: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn none(bytes: &u64) -> bool {
    *bytes == 0
}

/// What became of a page that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Standing {
    /// It is kept.
    Kept {
        /// The log.
        log: LogId,
        /// Where the chain it belongs to now stands.
        mark: Mark,
        /// Where the page ended: at least so much of what was sent is there.
        page: Mark,
        /// It differs from what came first: a fork.
        forked: bool,
        /// The writer's checkpoint with a second signature.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        witnessed: Option<(u64, String)>,
        /// Its entries are kept, the checkpoint that came with them is not.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        doubt: Option<Doubt>,
    },
    /// It joins nothing there.
    Apart {
        /// The log.
        log: LogId,
        /// Where that copy stands.
        ladder: Ladder,
    },
    /// It was damaged on the way.
    Damaged {
        /// The log.
        log: LogId,
    },
    /// Nobody let this log in there.
    Unknown {
        /// The log.
        log: LogId,
    },
}

/// Why a checkpoint that came with a page is not believed. The entries of the page are judged by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// It does not bear the signature of who writes this log, or speaks of other entries than those that are there.
    Forged,
    /// It is of another place than the page it came with: an older one was put in.
    Replayed,
}

/// What the other side answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// One for each page.
    pub standings: Vec<Standing>,
    /// Pages of what was wanted.
    pub pages: Vec<Page>,
}

impl Answer {
    /// Bytes of the entries in it.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.pages.iter().map(|p| p.bytes() as u64).sum()
    }

    /// What to ask next for what did not go into it any more: of each log, from where its last page ended. For one who cannot be asked again.
    #[must_use]
    pub fn onward(&self) -> Vec<Follow> {
        let last: BTreeMap<LogId, &Page> = self.pages.iter().map(|p| (p.log, p)).collect();
        let more = last.into_values().filter(|p| p.more && !p.lines.is_empty());
        more.map(|p| Follow { log: p.log, mark: p.mark(), ladder: Vec::new() }).collect()
    }
}

impl Follow {
    /// Everything of a log.
    #[must_use]
    pub fn whole(log: LogId) -> Follow {
        Follow { log, mark: nothing(), ladder: Vec::new() }
    }
}

/// What an exchange came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Entries the other side now has and had not been known to have.
    pub sent: u64,
    /// Entries that came and are kept.
    pub received: u64,
    /// Another exchange at once would bring more.
    pub more: bool,
    /// Logs of which both sides have different continuations.
    pub forked: BTreeSet<LogId>,
    /// Logs of this side of which the other has more: an older copy was put in place here.
    /// How many entries the other has.
    pub lost: BTreeMap<LogId, u64>,
    /// Logs the other side does not let in.
    pub unknown: BTreeSet<LogId>,
    /// Logs of which a page does not come to its own root, sent or received: nothing of that page was taken.
    pub damaged: BTreeSet<LogId>,
    /// Logs with whose page a checkpoint came that is not believed, sent or received.
    pub doubted: BTreeMap<LogId, Doubt>,
}

impl Progress {
    /// With what another part of the same exchange came to.
    pub fn add(&mut self, other: Progress) {
        let Progress { sent, received, more, forked, lost, unknown, damaged, doubted } = other;
        self.sent += sent;
        self.received += received;
        self.more |= more;
        self.forked.extend(forked);
        self.lost.extend(lost);
        self.unknown.extend(unknown);
        self.damaged.extend(damaged);
        self.doubted.extend(doubted);
    }
}

/// Bytes of entries after which no further page goes into a question: one who sends for many societies, or much of one.
pub const PARCEL: usize = 1 << 20;

/// Nothing at all, which everybody shares.
fn nothing() -> Mark {
    Mark { size: 0, root: Frontier::new().root() }
}

/// What to send now: pages of each log of `push`, and the wish for those of `follow`, in a parcel of the usual size.
///
/// # Errors
/// The copy's.
pub fn request<L: Logs>(logs: &mut L, peer: &Peer, push: &[LogId], follow: &[LogId]) -> Result<Request, L::Error> {
    request_of(logs, peer, push, follow, PARCEL)
}

/// The same, where no further page is begun after so many bytes of entries: less where the line may be cut, because of a parcel all or nothing
/// arrives; more where every question costs seconds. As much may come back.
///
/// # Errors
/// The copy's.
pub fn request_of<L: Logs>(
    logs: &mut L,
    peer: &Peer,
    push: &[LogId],
    follow: &[LogId],
    most: usize,
) -> Result<Request, L::Error> {
    let mut out = Request { bears: most as u64, ..Request::default() };
    let mut bytes = 0;
    for log in push {
        let known = peer.known.get(log).cloned().unwrap_or_default();
        if bytes > most {
            out.left = true;
            break;
        }
        let Some(first) = offer(logs, *log, &known)? else { continue };
        out.left |= filled(logs, known, first, most, &mut bytes, &mut out.pages)?;
    }
    for log in follow {
        let mark = logs.tip(*log)?.map_or_else(nothing, |t| Mark { size: t.size(), root: t.root() });
        let ladder = if peer.apart.contains(log) { ladder(logs, *log)? } else { Vec::new() };
        out.follow.push(Follow { log: *log, mark, ladder });
    }
    Ok(out)
}

/// A page and those after it, until so many bytes of entries are together; true where the log has more.
fn filled<L: Logs>(
    logs: &mut L,
    mut known: Frontier,
    mut page: Page,
    most: usize,
    bytes: &mut usize,
    pages: &mut Vec<Page>,
) -> Result<bool, L::Error> {
    loop {
        *bytes += page.bytes();
        // known may reach beyond what is here, where an older copy was put in place: then the page begins elsewhere
        let further = page.more && page.first == known.size() && !page.lines.is_empty();
        let log = page.log;
        known = if further { page.after(Some(&known)) } else { known };
        pages.push(page);
        if !further {
            return Ok(false);
        }
        if *bytes > most {
            return Ok(true);
        }
        let Some(next) = offer(logs, log, &known)? else { return Ok(false) };
        page = next;
    }
}

/// Takes what came and answers it. Everything answered as kept must be durable before the answer leaves.
///
/// # Errors
/// The copy's.
pub fn answer<L: Logs>(logs: &mut L, request: &Request) -> Result<Answer, L::Error> {
    let mut out = Answer::default();
    for page in &request.pages {
        let log = page.log;
        let standing = match take(logs, page)? {
            Taken::Kept { chain, mark, .. } => {
                let forked = chain != Chain::Main;
                let (witnessed, doubt) = match witnessed(logs, page, forked)? {
                    Ok(both) => (both, None),
                    Err(doubt) => (None, Some(doubt)),
                };
                Standing::Kept { log, mark, page: page.mark(), forked, witnessed, doubt }
            }
            Taken::Apart(ladder) => Standing::Apart { log, ladder },
            Taken::Damaged => Standing::Damaged { log },
            Taken::Unknown => Standing::Unknown { log },
        };
        out.standings.push(standing);
    }
    let (most, mut bytes) = (usize::try_from(request.bears).unwrap_or(PARCEL).min(PARCEL), 0);
    for f in &request.follow {
        let (known, page) = if f.ladder.is_empty() {
            offer_to(logs, f.log, f.mark)?
        } else {
            let shared = climb(logs, f.log, &f.ladder)?;
            let page = offer(logs, f.log, &shared)?;
            (shared, page)
        };
        if let Some(page) = page {
            filled(logs, known, page, most, &mut bytes, &mut out.pages)?;
        }
    }
    Ok(out)
}

/// A checkpoint with both signatures, where there is one to witness, or why it is not believed.
type Witnessed = Result<Option<(u64, String)>, Doubt>;

/// The checkpoint of a page with the second signature, or why it is not believed; of a fork nothing is witnessed.
fn witnessed<L: Logs>(logs: &mut L, page: &Page, forked: bool) -> Result<Witnessed, L::Error> {
    let Some((size, text)) = &page.signed else { return Ok(Ok(None)) };
    // a desk sends the checkpoint that ends in the page; another one was put in its place
    if !(page.first..=page.mark().size).contains(size) {
        return Ok(Err(Doubt::Replayed));
    }
    if forked {
        return Ok(Ok(None));
    }
    let root = frontier_at(logs, page.log, Chain::Main, *size)?.root();
    let both = logs.witness(page.log, text, *size, root)?;
    Ok(both.map_or(Err(Doubt::Forged), |both| Ok(Some((*size, both)))))
}

/// Learns from an answer.
///
/// # Errors
/// The copy's.
pub fn settle<L: Logs>(logs: &mut L, peer: &mut Peer, answer: &Answer) -> Result<Progress, L::Error> {
    let mut out = Progress::default();
    let mut agreed = BTreeSet::new();
    for standing in &answer.standings {
        agreed.extend(learn(logs, peer, standing, &mut out)?);
    }
    // looked at once all is learnt: of several pages of a log, those before the last leave something over
    for log in agreed {
        let tip = logs.tip(log)?.map_or(0, |t| t.size());
        out.more |= peer.known.get(&log).is_some_and(|k| k.size() < tip);
    }
    let mut more = BTreeMap::new();
    for page in &answer.pages {
        match take(logs, page)? {
            Taken::Kept { chain, new, .. } => {
                peer.apart.remove(&page.log);
                // what it sends of a log it is sent, it has
                if let Some(known) = peer.known.get(&page.log).filter(|_| chain == Chain::Main).cloned()
                    && known.size() < page.mark().size
                {
                    peer.known.insert(page.log, grown(logs, page.log, known, page.mark().size)?);
                }
                out.received += new;
                // of several pages of a log the last one says whether there is more
                more.insert(page.log, page.more);
                if chain != Chain::Main {
                    out.forked.insert(page.log);
                }
                if let Err(doubt) = witnessed(logs, page, chain != Chain::Main)? {
                    out.doubted.insert(page.log, doubt);
                }
            }
            // asked again with the ladder, once: a second time nothing new would be learnt
            Taken::Apart(_) => out.more |= peer.apart.insert(page.log),
            Taken::Damaged => {
                out.more = true;
                out.damaged.insert(page.log);
            }
            Taken::Unknown => {
                out.unknown.insert(page.log);
            }
        }
    }
    out.more |= more.values().any(|more| *more);
    Ok(out)
}

/// The frontier of the main chain here at the first of these marks it shares, beyond what is known already. The other copy's own end may be that of
/// another continuation; of a page it kept, at least the page's end is shared.
fn shared<L: Logs>(
    logs: &mut L,
    log: LogId,
    known: &Frontier,
    tip: u64,
    marks: [Mark; 2],
) -> Result<Option<Frontier>, L::Error> {
    for mark in marks.into_iter().filter(|m| (known.size()..=tip).contains(&m.size)) {
        let here = grown(logs, log, known.clone(), mark.size)?;
        if here.root() == mark.root {
            return Ok(Some(here));
        }
    }
    Ok(None)
}

/// Learns of one page; the log, where it was kept and both sides now agree on more of it or as much.
fn learn<L: Logs>(
    logs: &mut L,
    peer: &mut Peer,
    standing: &Standing,
    out: &mut Progress,
) -> Result<Option<LogId>, L::Error> {
    match standing {
        Standing::Kept { log, mark, page, forked, witnessed, doubt } => {
            if *forked {
                out.forked.insert(*log);
            }
            out.doubted.extend(doubt.map(|doubt| (*log, doubt)));
            let tip = logs.tip(*log)?.map_or(0, |t| t.size());
            let known = peer.known.get(log).filter(|k| k.size() <= tip).cloned().unwrap_or_default();
            let Some(shared) = shared(logs, *log, &known, tip, [*mark, *page])? else {
                return Ok(None); // a late answer, or one to what an older or newer copy here had sent
            };
            // all of this side is there, and more of the same log
            if mark.size > tip && shared.size() == tip {
                out.lost.insert(*log, mark.size);
            }
            out.sent += shared.size() - known.size();
            peer.known.insert(*log, shared);
            if let Some((size, text)) = witnessed.as_ref().filter(|(size, _)| *size <= tip) {
                let root = frontier_at(logs, *log, Chain::Main, *size)?.root();
                logs.witness(*log, text, *size, root)?;
            }
            return Ok(Some(*log));
        }
        Standing::Apart { log, ladder } => {
            let shared = climb(logs, *log, ladder)?;
            out.more |= peer.known.insert(*log, shared.clone()) != Some(shared);
        }
        Standing::Damaged { log } => {
            out.more = true;
            out.damaged.insert(*log);
        }
        Standing::Unknown { log } => {
            out.unknown.insert(*log);
        }
    }
    Ok(None)
}
