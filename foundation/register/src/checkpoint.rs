//! Checkpoints in the C2SP text forms `tlog-checkpoint` and `signed-note`.
//!
//! ```text
//! sahakar/UK-PIT-017/1
//! 18412
//! nYh0d5s0…=
//!
//! — sahakar/UK-PIT-017/1 5v2kL…=
//! ```

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey};
use kernel::{DeskId, Digest};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Signature type byte of Ed25519 in signed notes.
const ED25519: u8 = 1;

/// The name a log is known by, first line of its checkpoints and name of its key.
#[must_use]
pub fn origin(society_code: &str, desk: DeskId) -> String {
    // A key name may hold neither spaces nor plus signs (signed-note); a society's code may.
    let code: String = society_code.chars().map(|c| if c.is_whitespace() || c == '+' { '_' } else { c }).collect();
    format!("sahakar/{code}/{}", desk.0)
}

/// A desk's signing key. Lives in a file readable by the desk's user only.
pub struct DeskKey(SigningKey);

impl DeskKey {
    /// From 32 secret bytes.
    #[must_use]
    pub fn from_secret(secret: [u8; 32]) -> DeskKey {
        DeskKey(SigningKey::from_bytes(&secret))
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }
}

/// What a parcel's signature is over begins with this, so that it can never be read as a checkpoint's.
const PARCEL: &[u8] = b"sahakar parcel\n";

impl DeskKey {
    /// Signs what this desk sends: 64 bytes.
    #[must_use]
    pub fn sign_parcel(&self, body: &[u8]) -> [u8; 64] {
        self.0.sign(&[PARCEL, &Sha256::digest(body)].concat()).to_bytes()
    }
}

impl VerifyingKey {
    /// True where this desk has sent exactly this.
    #[must_use]
    pub fn sent(&self, body: &[u8], signature: &[u8]) -> bool {
        let text = [PARCEL, &Sha256::digest(body)].concat();
        Signature::from_slice(signature).is_ok_and(|s| self.0.verify_strict(&text, &s).is_ok())
    }
}

/// The public half of a desk's key, 32 bytes; kept in the store and printed on day-end sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    /// From 32 bytes; `None` where they are no point of the curve.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<VerifyingKey> {
        ed25519_dalek::VerifyingKey::from_bytes(bytes.try_into().ok()?).ok().map(VerifyingKey)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Key hash of a signed note: first four bytes of SHA-256 over name, newline, type byte and key.
    #[must_use]
    pub fn hash(&self, name: &str) -> [u8; 4] {
        let mut h = Sha256::new();
        h.update(name.as_bytes());
        h.update([b'\n', ED25519]);
        h.update(self.0.as_bytes());
        let d: [u8; 32] = h.finalize().into();
        [d[0], d[1], d[2], d[3]]
    }

    /// The key in the text form verifiers of signed notes read: `name+hash+base64`.
    #[must_use]
    pub fn to_vkey(&self, name: &str) -> String {
        let hash: String = self.hash(name).iter().map(|b| format!("{b:02x}")).collect();
        let key = [&[ED25519], self.0.as_bytes().as_slice()].concat();
        format!("{name}+{hash}+{}", STANDARD.encode(key))
    }
}

/// What a desk says of its log at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Name of the log, see [`origin`].
    pub origin: String,
    /// Entries.
    pub size: u64,
    /// Root over them.
    pub root: Digest,
}

/// Why a checkpoint is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckpointError {
    /// The text has not the form.
    Malformed,
    /// It speaks of another log.
    OtherOrigin,
    /// No signature line by this key.
    NotSigned,
    /// The signature is wrong.
    BadSignature,
}
impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "not a checkpoint",
            Self::OtherOrigin => "checkpoint of another log",
            Self::NotSigned => "not signed by this desk",
            Self::BadSignature => "signature does not fit",
        })
    }
}
impl std::error::Error for CheckpointError {}

impl Checkpoint {
    /// The text that is signed, ending in a newline.
    #[must_use]
    pub fn body(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root.0))
    }

    /// The signed note.
    #[must_use]
    pub fn sign(&self, key: &DeskKey) -> String {
        let body = self.body();
        let signature = key.0.sign(body.as_bytes());
        let line = [key.public().hash(&self.origin).as_slice(), &signature.to_bytes()].concat();
        format!("{body}\n\u{2014} {} {}\n", self.origin, STANDARD.encode(line))
    }

    /// The note with the line of a witness under it: another key, under its own name, over the same body. The text must be a signed note of
    /// this checkpoint; a line of this witness that is there already is not doubled.
    #[must_use]
    pub fn countersign(&self, text: &str, name: &str, key: &DeskKey) -> String {
        let hash = key.public().hash(name);
        let line = [hash.as_slice(), &key.0.sign(self.body().as_bytes()).to_bytes()].concat();
        let line = format!("\u{2014} {name} {}\n", STANDARD.encode(line));
        if text.contains(&line) { text.to_owned() } else { format!("{text}{line}") }
    }

    /// Reads a signed note and believes it only if `key` signed it for `origin`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open(text: &str, origin: &str, key: &VerifyingKey) -> Result<Checkpoint, CheckpointError> {
        Checkpoint::open_of(text, origin, origin, key)
    }

    /// The same for a line that stands there under another name: a witness's.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open_of(text: &str, origin: &str, signer: &str, key: &VerifyingKey) -> Result<Checkpoint, CheckpointError> {
        let (body, signatures) = text.split_once("\n\n").ok_or(CheckpointError::Malformed)?;
        let body = format!("{body}\n");
        let checkpoint = Checkpoint::parse(&body).ok_or(CheckpointError::Malformed)?;
        if checkpoint.origin != origin {
            return Err(CheckpointError::OtherOrigin);
        }
        let hash = key.hash(signer);
        let mut verdict = Err(CheckpointError::NotSigned);
        for line in signatures.lines() {
            let (name, coded) =
                line.strip_prefix("\u{2014} ").and_then(|l| l.split_once(' ')).ok_or(CheckpointError::Malformed)?;
            let bytes = STANDARD.decode(coded).map_err(|_| CheckpointError::Malformed)?;
            // Lines of witnesses and of other keys are passed over.
            if name != signer || bytes.get(..4) != Some(&hash) {
                continue;
            }
            let good =
                Signature::from_slice(&bytes[4..]).is_ok_and(|s| key.0.verify_strict(body.as_bytes(), &s).is_ok());
            if !good {
                return Err(CheckpointError::BadSignature);
            }
            verdict = Ok(());
        }
        verdict.map(|()| checkpoint)
    }

    fn parse(body: &str) -> Option<Checkpoint> {
        let mut lines = body.lines();
        let origin = lines.next().filter(|o| !o.is_empty())?.to_owned();
        let number = lines.next()?;
        let size: u64 = number.parse().ok()?;
        // No leading zero, no sign: one number has one spelling.
        if size.to_string() != number {
            return None;
        }
        let root = STANDARD.decode(lines.next()?).ok()?;
        Some(Checkpoint { origin, size, root: Digest(root.try_into().ok()?) })
    }
}
