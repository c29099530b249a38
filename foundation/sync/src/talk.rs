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
    /// There was more than one parcel bears: another question follows at once.
    #[serde(skip)]
    pub left: bool,
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

/// What the other side answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// One for each page.
    pub standings: Vec<Standing>,
    /// Pages of what was wanted.
    pub pages: Vec<Page>,
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
/// arrives; more where every question costs seconds.
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
    let mut out = Request::default();
    let mut bytes = 0;
    for log in push {
        let mut known = peer.known.get(log).cloned().unwrap_or_default();
        loop {
            if bytes > most {
                out.left = true;
                break;
            }
            let Some(page) = offer(logs, *log, &known)? else { break };
            bytes += page.lines.iter().map(|l| l.event.len()).sum::<usize>();
            // known may reach beyond what is here, where an older copy was put in place: then the page begins elsewhere
            let further = page.more && page.first == known.size() && !page.lines.is_empty();
            known = if further { page.after(Some(&known)) } else { known };
            out.pages.push(page);
            if !further {
                break;
            }
        }
    }
    for log in follow {
        let mark = logs.tip(*log)?.map_or_else(nothing, |t| Mark { size: t.size(), root: t.root() });
        let ladder = if peer.apart.contains(log) { ladder(logs, *log)? } else { Vec::new() };
        out.follow.push(Follow { log: *log, mark, ladder });
    }
    Ok(out)
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
                let witnessed = if chain == Chain::Main { witnessed(logs, page)? } else { None };
                Standing::Kept { log, mark, page: page.mark(), forked: chain != Chain::Main, witnessed }
            }
            Taken::Apart(ladder) => Standing::Apart { log, ladder },
            Taken::Damaged => Standing::Damaged { log },
            Taken::Unknown => Standing::Unknown { log },
        };
        out.standings.push(standing);
    }
    for f in &request.follow {
        let page = if f.ladder.is_empty() {
            offer_to(logs, f.log, f.mark)?
        } else {
            let shared = climb(logs, f.log, &f.ladder)?;
            offer(logs, f.log, &shared)?
        };
        out.pages.extend(page);
    }
    Ok(out)
}

/// The checkpoint of a page with the second signature; of a fork nothing is witnessed.
fn witnessed<L: Logs>(logs: &mut L, page: &Page) -> Result<Option<(u64, String)>, L::Error> {
    let Some((size, text)) = &page.signed else { return Ok(None) };
    let root = frontier_at(logs, page.log, Chain::Main, *size)?.root();
    Ok(logs.witness(page.log, text, *size, root)?.map(|both| (*size, both)))
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
                out.more |= page.more;
                if chain != Chain::Main {
                    out.forked.insert(page.log);
                }
                if let Some((size, text)) = page.signed.as_ref().filter(|_| chain == Chain::Main) {
                    let root = frontier_at(logs, page.log, Chain::Main, *size)?.root();
                    logs.witness(page.log, text, *size, root)?;
                }
            }
            // asked again with the ladder, once: a second time nothing new would be learnt
            Taken::Apart(_) => out.more |= peer.apart.insert(page.log),
            Taken::Damaged => out.more = true,
            Taken::Unknown => {
                out.unknown.insert(page.log);
            }
        }
    }
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
        Standing::Kept { log, mark, page, forked, witnessed } => {
            if *forked {
                out.forked.insert(*log);
            }
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
            if let Some((size, text)) = witnessed {
                let root = frontier_at(logs, *log, Chain::Main, *size)?.root();
                logs.witness(*log, text, *size, root)?;
            }
            return Ok(Some(*log));
        }
        Standing::Apart { log, ladder } => {
            let shared = climb(logs, *log, ladder)?;
            out.more |= peer.known.insert(*log, shared.clone()) != Some(shared);
        }
        Standing::Damaged { .. } => out.more = true,
        Standing::Unknown { log } => {
            out.unknown.insert(*log);
        }
    }
    Ok(None)
}
