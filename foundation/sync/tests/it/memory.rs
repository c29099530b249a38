//! A copy of the register in memory.

use kernel::{DeskId, Digest, Instant, Seq, SocietyId};
use register::{Entry, EntryRef, Frontier};
use std::collections::BTreeMap;
use std::convert::Infallible;
use sync::{Branch, Chain, LogId, Logs};

pub const LOG: LogId = LogId { society: SocietyId(7), desk: DeskId(1) };
/// What comes down: the log of the office above.
pub const DOWN: LogId = LogId { society: SocietyId(1), desk: DeskId(1) };

type Held = Vec<(Entry, Digest)>;

/// A log with its branches: what is durable of it.
#[derive(Clone, Default)]
struct Kept {
    main: Held,
    branches: Vec<(Branch, Held)>,
}

#[derive(Clone, Default)]
pub struct Memory {
    logs: BTreeMap<LogId, Kept>,
    /// Stands for a signature: entries covered.
    pub signed: BTreeMap<LogId, u64>,
    /// Checkpoints seen with their root.
    pub witnessed: BTreeMap<LogId, Vec<(u64, Digest)>>,
}

impl Memory {
    pub fn with(logs: &[LogId]) -> Memory {
        Memory { logs: logs.iter().map(|l| (*l, Kept::default())).collect(), ..Memory::default() }
    }

    pub fn write(&mut self, log: LogId, what: &str, at: i64) {
        let held = self.logs.get_mut(&log).expect("a log of this copy");
        let entry = Entry {
            society: log.society,
            desk: log.desk,
            seq: Seq(held.main.len() as i64),
            kind: "books.voucher-posted".into(),
            version: 1,
            at: Instant(at),
            by: "geeta".into(),
            bytes: what.as_bytes().to_vec(),
        };
        let leaf = entry.borrow().leaf(&mut Vec::new());
        held.main.push((entry, leaf));
    }

    /// Leaf hashes of every chain, longest way round: each chain as one list.
    pub fn chains(&self, log: LogId) -> Vec<Vec<Digest>> {
        let Some(held) = self.logs.get(&log) else { return Vec::new() };
        let leaves = |h: &Held| h.iter().map(|(_, l)| *l).collect::<Vec<_>>();
        let mut out = vec![leaves(&held.main)];
        for (b, own) in &held.branches {
            // a branch stands after the one it parts from
            let of = match b.of {
                Chain::Main => 0,
                Chain::Branch(id) => {
                    1 + held.branches.iter().position(|(x, _)| x.id == id).expect("its origin is kept")
                }
            };
            let mut chain: Vec<Digest> = out[of][..b.at as usize].to_vec();
            chain.extend(leaves(own));
            assert_eq!(chain.len() as u64, b.size);
            out.push(chain);
        }
        out
    }

    pub fn main(&self, log: LogId) -> Vec<Digest> {
        self.chains(log).swap_remove(0)
    }

    pub fn branch_count(&self, log: LogId) -> usize {
        self.logs[&log].branches.len()
    }
}

impl Logs for Memory {
    type Error = Infallible;

    fn tip(&mut self, log: LogId) -> Result<Option<Frontier>, Infallible> {
        Ok(self.logs.get(&log).map(|held| {
            let mut f = Frontier::new();
            held.main.iter().for_each(|(_, l)| f.push(*l));
            f
        }))
    }

    fn branches(&mut self, log: LogId) -> Result<Vec<Branch>, Infallible> {
        Ok(self.logs.get(&log).map(|h| h.branches.iter().map(|(b, _)| *b).collect()).unwrap_or_default())
    }

    fn leaves(&mut self, log: LogId, chain: Chain, from: u64, to: u64) -> Result<Vec<Digest>, Infallible> {
        let held = &self.logs[&log];
        let (own, begin) = match chain {
            Chain::Main => (&held.main, 0),
            Chain::Branch(id) => {
                let (b, own) = held.branches.iter().find(|(b, _)| b.id == id).expect("a branch of this log");
                (own, b.at)
            }
        };
        assert!(from >= begin && to <= begin + own.len() as u64, "asked for what lies elsewhere");
        Ok(own[(from - begin) as usize..(to - begin) as usize].iter().map(|(_, l)| *l).collect())
    }

    fn entries(&mut self, log: LogId, from: u64, most: usize) -> Result<Vec<Entry>, Infallible> {
        // pages of a few entries, so that short logs have many
        Ok(self.logs[&log].main.iter().skip(from as usize).take(most.min(7)).map(|(e, _)| e.clone()).collect())
    }

    fn keep(
        &mut self,
        log: LogId,
        chain: Chain,
        of: Chain,
        entries: &[(Entry, Digest)],
        after: &Frontier,
    ) -> Result<(), Infallible> {
        let held = self.logs.get_mut(&log).expect("let in");
        let first = entries[0].0.seq.0 as u64;
        match chain {
            Chain::Main => {
                assert_eq!(held.main.len() as u64, first, "without holes");
                held.main.extend_from_slice(entries);
            }
            Chain::Branch(id) => {
                let at = held.branches.iter().position(|(b, _)| b.id == id).unwrap_or_else(|| {
                    held.branches.push((Branch { id, at: first, of, size: first }, Vec::new()));
                    held.branches.len() - 1
                });
                let (b, own) = &mut held.branches[at];
                assert_eq!(b.size, first, "without holes");
                own.extend_from_slice(entries);
                b.size += entries.len() as u64;
            }
        }
        assert_eq!(after.size(), first + entries.len() as u64);
        Ok(())
    }

    fn signed(&mut self, log: LogId) -> Result<Option<(u64, String)>, Infallible> {
        Ok(self.signed.get(&log).map(|size| (*size, "signed".to_owned())))
    }

    fn witness(&mut self, log: LogId, text: &str, size: u64, root: Digest) -> Result<Option<String>, Infallible> {
        let mut f = Frontier::new();
        self.main(log)[..size as usize].iter().for_each(|l| f.push(*l));
        assert_eq!(f.root(), root, "what is witnessed is what is here");
        if text.contains("forged") {
            return Ok(None);
        }
        self.witnessed.entry(log).or_default().push((size, root));
        Ok(Some(format!("{text} twice")))
    }
}

/// The leaf of an entry, to look at what a page holds.
pub fn leaf(entry: &Entry) -> Digest {
    EntryRef::leaf(&entry.borrow(), &mut Vec::new())
}
