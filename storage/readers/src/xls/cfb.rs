//! Compound files, the containers of .xls: streams by name.
//!
//! Own code, as the crates for it either trust the tables of the header or refuse whole files for one bad sector.

use crate::limits::damaged;
use kernel::Refusal;

/// First bytes of every compound file.
pub(crate) const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
const END: u32 = 0xFFFF_FFFE;

/// One entry of the directory that is a stream.
pub(crate) struct Stream {
    pub name: String,
    start: u32,
    size: u64,
}

/// An open compound file. All chains are followed at most as far as the file has sectors.
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    mini_cutoff: u64,
    /// Its streams.
    pub streams: Vec<Stream>,
}

fn u16_at(b: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(b.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(b: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(b.get(at..at + 4)?.try_into().ok()?))
}

impl<'a> Compound<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Compound<'a>, Refusal> {
        Compound::try_open(bytes).ok_or_else(|| damaged("compound file"))
    }

    fn try_open(bytes: &'a [u8]) -> Option<Compound<'a>> {
        if !bytes.starts_with(&MAGIC) || bytes.len() < 512 {
            return None;
        }
        let shift = u16_at(bytes, 30)?;
        let sector = 1usize << if (7..=16).contains(&shift) { shift } else { 9 };
        let cutoff = u64::from(u32_at(bytes, 56)?);
        let mut c = Compound {
            bytes,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
            mini_cutoff: if cutoff == 0 { 4096 } else { cutoff },
            streams: Vec::new(),
        };
        c.fat = c.read_fat();
        c.mini_fat = words(&c.chain(u32_at(bytes, 60)?, u64::MAX));
        let directory = c.chain(u32_at(bytes, 48)?, u64::MAX);
        for (i, d) in directory.chunks_exact(128).enumerate() {
            let len = usize::from(u16_at(d, 64)?).clamp(2, 64) - 2;
            let units: Vec<u16> = d[..len].chunks_exact(2).map(|u| u16::from_le_bytes([u[0], u[1]])).collect();
            let (start, size) = (u32_at(d, 116)?, u64::from(u32_at(d, 120)?));
            // Type 5 is the root, whose stream holds the small streams; 2 is a stream.
            if d[66] == 5 || i == 0 {
                c.mini = c.chain(start, size);
            } else if d[66] == 2 {
                c.streams.push(Stream { name: String::from_utf16_lossy(&units), start, size });
            }
        }
        Some(c)
    }

    fn sector_at(&self, id: u32) -> Option<&'a [u8]> {
        let from = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = from.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(from..end).filter(|s| !s.is_empty())
    }

    fn read_fat(&self) -> Vec<u32> {
        let most = self.bytes.len() / self.sector + 1;
        let mut ids: Vec<u32> = (0..109).filter_map(|i| u32_at(self.bytes, 76 + 4 * i)).collect();
        let mut next = u32_at(self.bytes, 68).unwrap_or(END);
        for _ in 0..most {
            let Some(sector) = self.sector_at(next) else { break };
            let mut more = words(sector);
            next = more.pop().unwrap_or(END);
            ids.extend(more);
        }
        ids.truncate(most);
        ids.iter().filter_map(|id| self.sector_at(*id)).flat_map(words).take(most).collect()
    }

    /// The bytes of a chain of sectors, as far as it goes and the file reaches.
    fn chain(&self, start: u32, size: u64) -> Vec<u8> {
        let mut out = Vec::new();
        let mut id = start;
        for _ in 0..=self.bytes.len() / self.sector {
            let Some(sector) = self.sector_at(id) else { break };
            out.extend_from_slice(sector);
            if out.len() as u64 >= size {
                break;
            }
            id = self.fat.get(id as usize).copied().unwrap_or(END);
        }
        out.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        out
    }

    /// The bytes of a stream, by name whatever the case.
    pub(crate) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let s = self.streams.iter().find(|s| s.name.eq_ignore_ascii_case(name))?;
        if s.size >= self.mini_cutoff {
            return Some(self.chain(s.start, s.size));
        }
        let mut out = Vec::new();
        let mut id = s.start;
        for _ in 0..=self.mini.len() / 64 {
            let from = (id as usize).checked_mul(64).filter(|f| *f < self.mini.len());
            let Some(from) = from else { break };
            out.extend_from_slice(&self.mini[from..self.mini.len().min(from + 64)]);
            if out.len() as u64 >= s.size {
                break;
            }
            id = self.mini_fat.get(id as usize).copied().unwrap_or(END);
        }
        out.truncate(s.size as usize);
        Some(out)
    }
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|w| u32::from_le_bytes([w[0], w[1], w[2], w[3]])).collect()
}

/// Names of the streams; empty where the file cannot be read.
pub(crate) fn stream_names(bytes: &[u8]) -> Vec<String> {
    Compound::open(bytes).map_or_else(|_| Vec::new(), |c| c.streams.into_iter().map(|s| s.name).collect())
}
