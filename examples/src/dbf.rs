//! Writes dBase III and FoxPro 2 tables with memo files, byte by byte.

/// One field of a table.
#[derive(Clone, Debug)]
pub struct FieldSpec {
    /// Name, at most ten letters.
    pub name: String,
    /// `C`, `N`, `D`, `M`.
    pub kind: u8,
    /// Length in bytes.
    pub len: u8,
    /// Decimals.
    pub dec: u8,
}

/// One record: bytes of each field (padded or cut on writing), and whether it is marked deleted.
#[derive(Clone, Debug)]
pub struct Record {
    /// Values.
    pub vals: Vec<Vec<u8>>,
    /// Marked deleted.
    pub deleted: bool,
}

/// The bytes of a table. `memo` says that a memo file belongs to it (FoxPro 2).
#[must_use]
pub fn table(fields: &[FieldSpec], records: &[Record], memo: bool) -> Vec<u8> {
    let head = 32 + 32 * fields.len() + 1;
    let len: usize = 1 + fields.iter().map(|f| usize::from(f.len)).sum::<usize>();
    let mut out = vec![if memo { 0xf5 } else { 0x03 }, 125, 4, 21];
    out.extend((records.len() as u32).to_le_bytes());
    out.extend((head as u16).to_le_bytes());
    out.extend((len as u16).to_le_bytes());
    out.resize(32, 0);
    for f in fields {
        let mut d = f.name.as_bytes().to_vec();
        d.truncate(10);
        d.resize(11, 0);
        d.push(f.kind);
        d.extend([0; 4]);
        d.extend([f.len, f.dec]);
        d.resize(32, 0);
        out.extend(d);
    }
    out.push(0x0d);
    for rec in records {
        out.push(if rec.deleted { b'*' } else { b' ' });
        for (f, v) in fields.iter().zip(&rec.vals) {
            out.extend(cell(f, v));
        }
    }
    out.push(0x1a);
    out
}

/// A value in its field: numbers stand right and overflow to stars, text stands left and is cut.
fn cell(f: &FieldSpec, v: &[u8]) -> Vec<u8> {
    let len = usize::from(f.len);
    if v.len() > len {
        return if f.kind == b'N' { vec![b'*'; len] } else { v[..len].to_vec() };
    }
    let pad = vec![b' '; len - v.len()];
    if matches!(f.kind, b'N' | b'M') { [pad, v.to_vec()].concat() } else { [v.to_vec(), pad].concat() }
}

/// A FoxPro memo file of blocks of 64 bytes; returns the bytes and the block number of each text (0 for an empty one).
#[must_use]
pub fn memo(texts: &[Vec<u8>]) -> (Vec<u8>, Vec<u32>) {
    const BLOCK: usize = 64;
    let mut body: Vec<u8> = Vec::new();
    let mut at = Vec::new();
    let first = 512 / BLOCK;
    for text in texts {
        if text.is_empty() {
            at.push(0);
            continue;
        }
        at.push((first + body.len() / BLOCK) as u32);
        body.extend(1_u32.to_be_bytes());
        body.extend((text.len() as u32).to_be_bytes());
        body.extend(text);
        body.resize(body.len().div_ceil(BLOCK) * BLOCK, 0);
    }
    let mut out = ((first + body.len() / BLOCK) as u32).to_be_bytes().to_vec();
    out.extend([0, 0]);
    out.extend((BLOCK as u16).to_be_bytes());
    out.resize(512, 0);
    out.extend(body);
    (out, at)
}
