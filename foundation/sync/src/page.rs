//! Pages: a bounded run of entries with the roots before and after it.

use crate::agree::frontier_at;
use crate::logs::{Chain, LogId, Logs};
use kernel::{Digest, Instant, Seq};
use register::{Entry, EntryRef, Frontier};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Most entries of a page.
pub const ENTRIES: usize = 500;
/// Most bytes of the entries of a page; one larger entry goes alone.
pub const BYTES: usize = 256 << 10;

/// Where a copy of a log stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Entries.
    pub size: u64,
    /// Root over them.
    #[serde(with = "hex")]
    pub root: Digest,
}

/// An entry on its way. Society, desk and position are the page's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Kind.
    #[serde(rename = "k")]
    pub kind: String,
    /// Version of the bytes.
    #[serde(rename = "v")]
    pub version: u16,
    /// When, UTC milliseconds.
    #[serde(rename = "t")]
    pub at: i64,
    /// Who.
    #[serde(rename = "w")]
    pub by: String,
    /// The event as written; entries are text.
    #[serde(rename = "e")]
    pub event: String,
}

/// Entries of a log on their way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The log.
    pub log: LogId,
    /// Position of the first entry.
    pub first: u64,
    /// Root over everything before it.
    #[serde(with = "hex")]
    pub base: Digest,
    /// The entries; none only asks where the other copy stands.
    pub lines: Vec<Line>,
    /// Root after the last.
    #[serde(with = "hex")]
    pub root: Digest,
    /// A checkpoint the writer signed whose end lies in this page: entries it covers, and its text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub signed: Option<(u64, String)>,
    /// The sender has more.
    pub more: bool,
}

impl Page {
    /// Bytes of its entries.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.lines.iter().map(|l| l.event.len()).sum()
    }

    /// Where the sender stands after this page.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark { size: self.first + self.lines.len() as u64, root: self.root }
    }

    /// The sender's frontier after this page, which begins where `known` ends.
    #[must_use]
    pub fn after(&self, known: Option<&Frontier>) -> Frontier {
        let (mut frontier, mut scratch) = (known.cloned().unwrap_or_default(), Vec::new());
        self.entries().for_each(|e| frontier.push(EntryRef::leaf(&e.borrow(), &mut scratch)));
        frontier
    }

    /// The entries as they are stored.
    pub fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
        (self.first..).zip(&self.lines).map(|(seq, l)| Entry {
            society: self.log.society,
            desk: self.log.desk,
            seq: Seq(seq as i64),
            kind: l.kind.clone(),
            version: l.version,
            at: Instant(l.at),
            by: l.by.clone(),
            bytes: l.event.clone().into_bytes(),
        })
    }
}

/// An entry that is no text cannot travel in a page; none of ours is.
fn line(e: Entry) -> Option<Line> {
    let event = String::from_utf8(e.bytes).ok()?;
    Some(Line { kind: e.kind, version: e.version, at: e.at.0, by: e.by, event })
}

/// The page after `known`, a frontier of this copy's main chain that the other copy shares; `None` where this copy has no such log.
///
/// # Errors
/// The copy's.
pub fn offer<L: Logs>(logs: &mut L, log: LogId, known: &Frontier) -> Result<Option<Page>, L::Error> {
    let Some(tip) = logs.tip(log)? else { return Ok(None) };
    // what is known to be there may be more than is here, where an older copy was put in place
    let mut frontier = if known.size() <= tip.size() { known.clone() } else { tip.clone() };
    let (first, base) = (frontier.size(), frontier.root());
    let mut lines = Vec::new();
    let (mut bytes, mut scratch) = (0, Vec::new());
    for entry in logs.entries(log, first, ENTRIES)? {
        bytes += entry.bytes.len();
        if !lines.is_empty() && bytes > BYTES {
            break;
        }
        let leaf = EntryRef::leaf(&entry.borrow(), &mut scratch);
        let Some(line) = line(entry) else { break };
        frontier.push(leaf);
        lines.push(line);
    }
    let end = frontier.size();
    let signed = logs.signed(log)?.filter(|(size, _)| (first..=end).contains(size) && *size > 0);
    Ok(Some(Page { log, first, base, lines, root: frontier.root(), signed, more: end < tip.size() }))
}

/// The page for one who says where he stands, and the frontier it begins at. What he has and this copy does not agree with leads to an empty page at its own end, to which he
/// answers with his ladder.
///
/// # Errors
/// The copy's.
pub fn offer_to<L: Logs>(logs: &mut L, log: LogId, stands: Mark) -> Result<(Frontier, Option<Page>), L::Error> {
    let Some(tip) = logs.tip(log)? else { return Ok((Frontier::new(), None)) };
    let here = frontier_at(logs, log, Chain::Main, stands.size.min(tip.size()))?;
    let agreed = here.size() == stands.size && here.root() == stands.root;
    let from = if agreed { here } else { tip };
    let page = offer(logs, log, &from)?;
    Ok((from, page))
}

/// Digests as hexadecimal text.
pub(crate) mod hex {
    use super::{Deserialize, Deserializer, Digest, Serializer};

    pub fn serialize<S: Serializer>(d: &Digest, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&d.hex())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Digest, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        Digest::from_hex(&text).ok_or_else(|| serde::de::Error::custom("no digest"))
    }
}
