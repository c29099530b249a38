//! A parcel: what is inside, squeezed, under the sender's signature.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use kernel::{DeskId, Instant, Refusal, SocietyId};
use register::{DeskKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::io::Read as _;
use sync::LogId;

/// Most bytes of a parcel, squeezed and unsqueezed alike: several pages.
pub const MOST: u64 = 32 << 20;
/// First word of a parcel.
const MARK: &str = "sahakar-parcel/2";

/// What is inside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "parcel", rename_all = "kebab-case")]
pub enum Inside {
    /// A desk asks to be let in.
    Join {
        /// Code of the society.
        society: String,
        /// The code it was given.
        code: String,
        /// Number of the desk that asks.
        desk: DeskId,
        /// Logs of other desks it carries (before a restore): number and public key in base64.
        others: Vec<(DeskId, String)>,
    },
    /// A desk asks by a file to be let in. The code is not in it, only the proof that the desk has it.
    Letter {
        /// Code of the society.
        society: String,
        /// Number of the desk that asks.
        desk: DeskId,
        /// Logs of other desks it carries, as in [`Inside::Join`].
        others: Vec<(DeskId, String)>,
        /// Proof of the code, in base64.
        proof: String,
        /// Bytes of entries the answer may bear.
        bears: u64,
    },
    /// It is let in; the sender of this signs what it receives.
    Welcome {
        /// The State the seat is of: whose register its lists and circulars stand in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        state: Option<SocietyId>,
        /// The logs that come down from the seat to this desk.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        logs: Vec<Down>,
        /// Where it answers a letter: the society, and the proof in base64 that who welcomes gave the code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        letter: Option<(SocietyId, String)>,
    },
    /// Entries and wishes.
    Asked(sync::Request),
    /// What became of them.
    Told(sync::Answer),
    /// Files of a society: a piece, or only the question what is wanted.
    Files(super::files::Brought),
    /// What is wanted.
    Wants(super::files::Wanted),
    /// It was refused.
    Refused {
        /// The refusal's number.
        number: u16,
    },
}

/// A log that comes down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Down {
    /// The log.
    pub log: LogId,
    /// Its origin, as its checkpoints name it.
    pub origin: String,
    /// Public key of its writer in base64.
    pub key: String,
}

/// What came is larger than any parcel: 5111.
#[must_use]
pub fn too_large() -> Refusal {
    Refusal::new(5111).with("most", MOST >> 20)
}

fn damaged() -> Refusal {
    Refusal::new(5101)
}

/// A parcel that was opened.
pub(super) struct Opened {
    /// Who signed it.
    pub key: VerifyingKey,
    /// When, by the clock of that computer.
    pub at: Instant,
    /// What is inside.
    pub inside: Inside,
}

/// Squeezes and signs, with the time by this computer's clock.
pub(super) fn seal(key: &DeskKey, at: Instant, inside: &Inside) -> Vec<u8> {
    let json = serde_json::to_vec(inside).expect("plain data");
    let mut body = at.0.to_be_bytes().to_vec();
    DeflateEncoder::new(&json[..], Compression::best()).read_to_end(&mut body).expect("memory does not fail");
    let public = STANDARD.encode(key.public().to_bytes());
    let signature = STANDARD.encode(key.sign_parcel(&body));
    let mut out = format!("{MARK} {public} {signature}\n").into_bytes();
    out.extend(body);
    out
}

/// Opens a parcel: who signed it and when, and what is inside. Nothing is unsqueezed before the signature fits, and never more than a parcel may hold.
///
/// # Errors
/// 5101: it is damaged, cut, or signed by another than it says. 5111: too large. 5112: what is squeezed in it is too large.
pub(super) fn open(bytes: &[u8]) -> Result<Opened, Refusal> {
    if bytes.len() as u64 > MOST {
        return Err(too_large());
    }
    let end = bytes.iter().take(300).position(|b| *b == b'\n').ok_or_else(damaged)?;
    let head = std::str::from_utf8(&bytes[..end]).map_err(|_| damaged())?;
    let body = &bytes[end + 1..];
    let mut words = head.split(' ');
    let mut coded = || STANDARD.decode(words.next().unwrap_or_default()).map_err(|_| damaged());
    if !head.starts_with(MARK) {
        return Err(damaged());
    }
    let _ = coded(); // the mark
    let (public, signature) = (coded()?, coded()?);
    let key = VerifyingKey::from_bytes(&public).filter(|k| k.sent(body, &signature)).ok_or_else(damaged)?;
    let (at, squeezed) = body.split_first_chunk::<8>().ok_or_else(damaged)?;
    let mut json = Vec::new();
    DeflateDecoder::new(squeezed).take(MOST + 1).read_to_end(&mut json).map_err(|_| damaged())?;
    if json.len() as u64 > MOST {
        return Err(Refusal::new(5112).with("most", MOST >> 20));
    }
    let inside = serde_json::from_slice(&json).map_err(|_| damaged())?;
    Ok(Opened { key, at: Instant(i64::from_be_bytes(*at)), inside })
}
