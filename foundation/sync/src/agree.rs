//! Taking a page: does it join, is it whole, what is new, where does it part from what is here.

use crate::logs::{Branch, Chain, LogId, Logs};
use crate::page::{Mark, Page};
use kernel::Digest;
use register::{Entry, EntryRef, Frontier};

/// Marks of a copy at sizes that double backwards from its end to nothing: the other side finds the last one it shares.
pub type Ladder = Vec<Mark>;

/// What became of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Everything of it is here, in this chain.
    Kept {
        /// The chain it belongs to.
        chain: Chain,
        /// Where that chain now stands.
        mark: Mark,
        /// Entries that were not here before.
        new: u64,
    },
    /// It does not join any chain here; where this copy stands.
    Apart(Ladder),
    /// Its entries do not come to its root: it was damaged on the way.
    Damaged,
    /// There is no such log here.
    Unknown,
}

/// The chain and, where it is a branch, what it parts from, down to the main chain: each with the positions that lie in it.
fn parts(branches: &[Branch], chain: Chain, size: u64) -> Vec<(Chain, u64, u64)> {
    let (mut chain, mut to, mut out) = (chain, size, Vec::new());
    while let Chain::Branch(id) = chain {
        let Some(b) = branches.iter().find(|b| b.id == id) else { break };
        if to > b.at {
            out.push((chain, b.at, to));
            to = b.at;
        }
        chain = b.of;
    }
    out.push((Chain::Main, 0, to));
    out.reverse();
    out
}

/// Leaf hashes of a chain between two positions, whatever chains they lie in.
fn leaves<L: Logs>(
    logs: &mut L,
    log: LogId,
    branches: &[Branch],
    chain: Chain,
    from: u64,
    to: u64,
) -> Result<Vec<Digest>, L::Error> {
    let mut out = Vec::new();
    for (part, begin, end) in parts(branches, chain, to) {
        if end > from {
            out.extend(logs.leaves(log, part, begin.max(from), end)?);
        }
    }
    Ok(out)
}

/// The frontier of the first `size` entries of a chain, which has at least so many.
///
/// # Errors
/// The copy's.
pub fn frontier_at<L: Logs>(logs: &mut L, log: LogId, chain: Chain, size: u64) -> Result<Frontier, L::Error> {
    if chain == Chain::Main
        && let Some(tip) = logs.tip(log)?.filter(|t| t.size() == size)
    {
        return Ok(tip);
    }
    let branches = if chain == Chain::Main { Vec::new() } else { logs.branches(log)? };
    let mut frontier = Frontier::new();
    leaves(logs, log, &branches, chain, 0, size)?.into_iter().for_each(|l| frontier.push(l));
    Ok(frontier)
}

/// A frontier of the main chain grown to `size` entries: only what lies between is read.
///
/// # Errors
/// The copy's.
pub fn grown<L: Logs>(logs: &mut L, log: LogId, mut from: Frontier, size: u64) -> Result<Frontier, L::Error> {
    if let Some(tip) = logs.tip(log)?.filter(|t| t.size() == size) {
        return Ok(tip);
    }
    logs.leaves(log, Chain::Main, from.size(), size)?.into_iter().for_each(|l| from.push(l));
    Ok(from)
}

/// The ladder of the main chain.
///
/// # Errors
/// The copy's.
pub fn ladder<L: Logs>(logs: &mut L, log: LogId) -> Result<Ladder, L::Error> {
    let size = logs.tip(log)?.map_or(0, |t| t.size());
    let mut wanted: Vec<u64> = std::iter::successors(Some(1u64), |back| back.checked_mul(2))
        .take_while(|b| *b < size)
        .map(|b| size - b)
        .collect();
    wanted.push(0);
    let mut frontier = Frontier::new();
    let mut out = Vec::new();
    let mut note = |f: &Frontier| {
        if f.size() == size || wanted.contains(&f.size()) {
            out.push(Mark { size: f.size(), root: f.root() });
        }
    };
    note(&frontier);
    for leaf in logs.leaves(log, Chain::Main, 0, size)? {
        frontier.push(leaf);
        note(&frontier);
    }
    out.reverse();
    Ok(out)
}

/// This copy's frontier at the highest mark of another copy's ladder that its main chain shares; nothing at all is always shared.
///
/// # Errors
/// The copy's.
pub fn climb<L: Logs>(logs: &mut L, log: LogId, ladder: &[Mark]) -> Result<Frontier, L::Error> {
    let size = logs.tip(log)?.map_or(0, |t| t.size());
    let (mut frontier, mut best) = (Frontier::new(), Frontier::new());
    for leaf in logs.leaves(log, Chain::Main, 0, size)? {
        frontier.push(leaf);
        if ladder.iter().any(|m| m.size == frontier.size() && m.root == frontier.root()) {
            best = frontier.clone();
        }
    }
    Ok(best)
}

/// The chain whose beginning is what comes before the page, and its frontier there.
fn joins<L: Logs>(
    logs: &mut L,
    page: &Page,
    main: u64,
    branches: &[Branch],
) -> Result<Option<(Chain, Frontier)>, L::Error> {
    let all = std::iter::once((Chain::Main, main)).chain(branches.iter().map(|b| (Chain::Branch(b.id), b.size)));
    for (chain, size) in all {
        if page.first <= size {
            let frontier = frontier_at(logs, page.log, chain, page.first)?;
            if frontier.root() == page.base {
                return Ok(Some((chain, frontier)));
            }
        }
    }
    Ok(None)
}

/// Takes a page: keeps what is new, in the chain it continues. Entries that differ from those here begin a branch; nothing is ever replaced.
///
/// # Errors
/// The copy's.
pub fn take<L: Logs>(logs: &mut L, page: &Page) -> Result<Taken, L::Error> {
    let Some(tip) = logs.tip(page.log)? else { return Ok(Taken::Unknown) };
    let branches = logs.branches(page.log)?;
    let Some((mut chain, mut frontier)) = joins(logs, page, tip.size(), &branches)? else {
        return Ok(Taken::Apart(ladder(logs, page.log)?));
    };
    let Some(entries) = hashed(page, &frontier) else { return Ok(Taken::Damaged) };
    let mut at = page.first;
    let mut of = chain;
    // along what is here already, into a branch where it parts
    let mut here = size_of(chain, tip.size(), &branches);
    while at < here && ((at - page.first) as usize) < entries.len() {
        let to = here.min(page.mark().size);
        let known = leaves(logs, page.log, &branches, chain, at, to)?;
        let new = entries[(at - page.first) as usize..].iter().map(|(_, leaf)| *leaf);
        let same = known.iter().zip(new).take_while(|(a, b)| *a == b).count() as u64;
        at += same;
        if same == known.len() as u64 {
            break;
        }
        of = chain;
        let leaf = entries[(at - page.first) as usize].1;
        chain = Chain::Branch(leaf);
        here = branches.iter().find(|b| b.id == leaf).map_or(at, |b| b.size);
    }
    let (old, rest) = entries.split_at((at - page.first) as usize);
    old.iter().for_each(|(_, leaf)| frontier.push(*leaf));
    let new = rest.len() as u64;
    if new > 0 {
        let mut after = frontier.clone();
        rest.iter().for_each(|(_, leaf)| after.push(*leaf));
        logs.keep(page.log, chain, of, rest, &after)?;
        frontier = after;
    }
    // a page that ends before the chain does: the chain's own end is what the sender is told
    let mark = if here > frontier.size() {
        let f = frontier_at(logs, page.log, chain, here)?;
        Mark { size: here, root: f.root() }
    } else {
        Mark { size: frontier.size(), root: frontier.root() }
    };
    Ok(Taken::Kept { chain, mark, new })
}

fn size_of(chain: Chain, main: u64, branches: &[Branch]) -> u64 {
    match chain {
        Chain::Main => main,
        Chain::Branch(id) => branches.iter().find(|b| b.id == id).map_or(0, |b| b.size),
    }
}

/// The entries with their hashes; `None` where they do not come to the page's root.
fn hashed(page: &Page, before: &Frontier) -> Option<Vec<(Entry, Digest)>> {
    let (mut frontier, mut scratch) = (before.clone(), Vec::new());
    let all: Vec<(Entry, Digest)> = page
        .entries()
        .map(|e| {
            let leaf = EntryRef::leaf(&e.borrow(), &mut scratch);
            frontier.push(leaf);
            (e, leaf)
        })
        .collect();
    (frontier.root() == page.root).then_some(all)
}
