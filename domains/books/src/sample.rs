//! A sample of vouchers that anybody can draw again: the same seed over the same vouchers gives the same ones.

use kernel::{Paise, Refusal};

/// Most vouchers of one sample.
pub const MOST: usize = 500;

/// A voucher that may be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Entry: desk and position.
    pub entry: (i64, i64),
    /// Amount, paise; less than nothing counts as nothing.
    pub amount: Paise,
}

/// How a sample is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Every voucher has the same chance.
    Simple,
    /// Every rupee has the same chance: what is larger than the interval is always drawn (monetary unit sampling).
    ByAmount,
}

/// Draws `size` vouchers (fewer where there are fewer, or where one is so large that it is hit twice), in the order given.
///
/// # Errors
/// 4066: a size of nothing or above [`MOST`].
pub fn draw(items: &[Item], way: Way, size: usize, seed: u64) -> Result<Vec<Item>, Refusal> {
    if size == 0 || size > MOST {
        return Err(Refusal::new(4066).with("size", size).with("most", MOST));
    }
    if items.len() <= size {
        return Ok(items.to_vec());
    }
    let total: i128 = items.iter().map(|i| worth(*i)).sum();
    let interval = total / size as i128;
    Ok(if way == Way::Simple || interval == 0 { simple(items, size, seed) } else { by_amount(items, interval, seed) })
}

fn worth(item: Item) -> i128 {
    i128::from(item.amount.0.max(0))
}

/// Every voucher gets a number from seed and place; the smallest numbers are drawn.
fn simple(items: &[Item], size: usize, seed: u64) -> Vec<Item> {
    let mut all: Vec<(u64, usize)> = items
        .iter()
        .enumerate()
        .map(|(i, item)| (mix(mix(seed, item.entry.0.unsigned_abs()), item.entry.1.unsigned_abs()), i))
        .collect();
    all.sort_unstable();
    let mut drawn: Vec<usize> = all.into_iter().take(size).map(|(_, i)| i).collect();
    drawn.sort_unstable();
    drawn.into_iter().map(|i| items[i]).collect()
}

/// Every `interval`-th paisa, from a beginning within the first interval.
fn by_amount(items: &[Item], interval: i128, seed: u64) -> Vec<Item> {
    let mut next = i128::from(mix(seed, 0)) % interval;
    let mut sum = 0;
    let mut out = Vec::new();
    for item in items {
        sum += worth(*item);
        if next >= sum {
            continue;
        }
        out.push(*item);
        next += ((sum - 1 - next) / interval + 1) * interval;
    }
    out
}

/// Number `n` of the stream of a seed: the finaliser of `SplitMix64` (Steele, Lea, Flood 2014) over a Weyl sequence. Written down
/// here so that a sample can be drawn again by anybody, with any program.
fn mix(seed: u64, n: u64) -> u64 {
    let mut z = seed.wrapping_add(n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
