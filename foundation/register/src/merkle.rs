//! The Merkle tree of RFC 6962, section 2.1: leaves hash with `0x00`, nodes with `0x01`; the left subtree of `n`
//! leaves holds the largest power of two smaller than `n`.
//!
//! Crates that offer this keep the whole tree in memory; a desk appends for decades and holds only the frontier, so
//! the few lines are our own and a well-kept crate checks them in tests.

use kernel::Digest;
use sha2::{Digest as _, Sha256};

/// Hash of a leaf's data.
#[must_use]
pub fn leaf_hash(data: &[u8]) -> Digest {
    let mut hash = Sha256::new();
    hash.update([0u8]);
    hash.update(data);
    Digest(hash.finalize().into())
}

/// Hash of two subtrees.
#[must_use]
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let mut data = [1u8; 65];
    data[1..33].copy_from_slice(&left.0);
    data[33..].copy_from_slice(&right.0);
    Digest(Sha256::digest(data).into())
}

/// All that must be kept to append: the roots of the full subtrees, largest first; one per set bit of `size`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    roots: Vec<Digest>,
}

impl Frontier {
    /// The empty tree.
    #[must_use]
    pub fn new() -> Frontier {
        Frontier::default()
    }

    /// Leaves appended.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf hash: amortised one node hash.
    pub fn push(&mut self, leaf: Digest) {
        let mut top = leaf;
        for _ in 0..self.size.trailing_ones() {
            let left = self.roots.pop().expect("one root per set bit");
            top = node_hash(&left, &top);
        }
        self.roots.push(top);
        self.size += 1;
    }

    /// The root; for the empty tree the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Digest {
        let mut roots = self.roots.iter().rev();
        let Some(last) = roots.next() else { return Digest(Sha256::digest([]).into()) };
        roots.fold(*last, |right, left| node_hash(left, &right))
    }

    /// For a small row: the roots, 32 bytes each.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.roots.iter().flat_map(|d| d.0).collect()
    }

    /// Back from the row; `None` when size and roots do not fit.
    #[must_use]
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Option<Frontier> {
        let (chunks, rest) = bytes.as_chunks::<32>();
        if !rest.is_empty() || chunks.len() != size.count_ones() as usize {
            return None;
        }
        Some(Frontier { size, roots: chunks.iter().map(|c| Digest(*c)).collect() })
    }
}

/// The root over leaf hashes.
#[must_use]
pub fn root_of(leaves: &[Digest]) -> Digest {
    let mut frontier = Frontier::new();
    leaves.iter().for_each(|l| frontier.push(*l));
    frontier.root()
}

/// Largest power of two smaller than `n` (n ≥ 2).
fn split(n: usize) -> usize {
    1 << (usize::BITS - 1 - (n - 1).leading_zeros())
}

/// The audit path of leaf `index` in the tree of `leaves` (RFC 6962, 2.1.1), nearest sibling first. `None` outside.
#[must_use]
pub fn inclusion_proof(leaves: &[Digest], index: usize) -> Option<Vec<Digest>> {
    if index >= leaves.len() {
        return None;
    }
    let (mut rest, mut at, mut path) = (leaves, index, Vec::new());
    while rest.len() > 1 {
        let k = split(rest.len());
        let (left, right) = rest.split_at(k);
        if at < k {
            path.push(root_of(right));
            rest = left;
        } else {
            path.push(root_of(left));
            rest = right;
            at -= k;
        }
    }
    path.reverse();
    Some(path)
}

/// True when `leaf` stands at `index` in the tree of `size` leaves with this root (RFC 9162, 2.1.3.2).
#[must_use]
pub fn verify_inclusion(leaf: Digest, index: u64, size: u64, proof: &[Digest], root: Digest) -> bool {
    if index >= size {
        return false;
    }
    let (mut fnode, mut snode, mut r) = (index, size - 1, leaf);
    for p in proof {
        if snode == 0 {
            return false;
        }
        if fnode & 1 == 1 || fnode == snode {
            r = node_hash(p, &r);
            while fnode & 1 == 0 && fnode != 0 {
                fnode >>= 1;
                snode >>= 1;
            }
        } else {
            r = node_hash(&r, p);
        }
        fnode >>= 1;
        snode >>= 1;
    }
    snode == 0 && r == root
}

/// The proof that the tree of the first `old` leaves is the beginning of this tree (RFC 6962, 2.1.2); empty where
/// there is nothing to prove (`old` zero or all). `None` when `old` is larger than the tree.
#[must_use]
pub fn consistency_proof(leaves: &[Digest], old: usize) -> Option<Vec<Digest>> {
    if old > leaves.len() {
        return None;
    }
    let mut path = Vec::new();
    if old == 0 || old == leaves.len() {
        return Some(path);
    }
    let (mut rest, mut m, mut whole) = (leaves, old, true);
    while m != rest.len() {
        let k = split(rest.len());
        let (left, right) = rest.split_at(k);
        if m <= k {
            path.push(root_of(right));
            rest = left;
        } else {
            path.push(root_of(left));
            rest = right;
            m -= k;
            whole = false;
        }
    }
    if !whole {
        path.push(root_of(rest));
    }
    path.reverse();
    Some(path)
}

/// True when a tree of `old` leaves with root `old_root` is the beginning of one of `new` leaves with `new_root`
/// (RFC 9162, 2.1.4.2).
#[must_use]
pub fn verify_consistency(old: u64, old_root: Digest, new: u64, new_root: Digest, proof: &[Digest]) -> bool {
    if old > new {
        return false;
    }
    if old == 0 || old == new {
        return proof.is_empty()
            && (old != new || old_root == new_root)
            && (old != 0 || old_root == Frontier::new().root());
    }
    let mut path = proof.iter();
    let mut first = old_root;
    if !old.is_power_of_two() {
        let Some(p) = path.next() else { return false };
        first = *p;
    }
    let (mut fnode, mut snode) = (old - 1, new - 1);
    while fnode & 1 == 1 {
        fnode >>= 1;
        snode >>= 1;
    }
    let (mut fr, mut sr) = (first, first);
    for c in path {
        if snode == 0 {
            return false;
        }
        if fnode & 1 == 1 || fnode == snode {
            fr = node_hash(c, &fr);
            sr = node_hash(c, &sr);
            while fnode & 1 == 0 && fnode != 0 {
                fnode >>= 1;
                snode >>= 1;
            }
        } else {
            sr = node_hash(&sr, c);
        }
        fnode >>= 1;
        snode >>= 1;
    }
    snode == 0 && fr == old_root && sr == new_root
}
