//! Personal identifiers beside the register. The register holds only a commitment: HMAC-SHA256 of the value under a
//! salt of its own. Without the salt nobody can try all ten-digit numbers; when the row is erased, it is gone.

use base64::Engine as _;
use kernel::SocietyId;
use sha2::{Digest as _, Sha256};
use society::{MemberRow, SocietyEvent};
use sql::{Error, Tx};

sql::statements! {
    ERASE = "DELETE FROM person_erasable WHERE society_id = $1 AND desk_id = $2 AND seq = $3 AND line = $4 AND field = 'mobile'";
}

/// The commitment as it stands in an entry: `c:` and 43 characters.
#[must_use]
pub fn commitment(salt: &[u8; 16], value: &str) -> String {
    // HMAC (RFC 2104) with a key shorter than a block.
    let mut inner = [0x36u8; 64];
    let mut outer = [0x5cu8; 64];
    for (i, s) in salt.iter().enumerate() {
        inner[i] ^= s;
        outer[i] ^= s;
    }
    let first = Sha256::new().chain_update(inner).chain_update(value.as_bytes()).finalize();
    let whole = Sha256::new().chain_update(outer).chain_update(first).finalize();
    format!("c:{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(whole))
}

/// A value to be kept beside an entry.
pub(crate) struct Kept {
    pub line: i64,
    pub salt: [u8; 16],
    pub value: String,
}

/// Replaces what may have to be erased by commitments.
pub(crate) fn conceal(event: &SocietyEvent) -> Option<(SocietyEvent, Vec<Kept>)> {
    let SocietyEvent::MembersBroughtForward { rows } = event else { return None };
    let count = rows.iter().filter(|r| !r.mobile.is_empty()).count();
    if count == 0 {
        return None;
    }
    let mut random = vec![0u8; 16 * count];
    getrandom::fill(&mut random).expect("the operating system gives random bytes");
    let mut salts = random.as_chunks::<16>().0.iter();
    let mut kept = Vec::with_capacity(count);
    let rows = rows
        .iter()
        .enumerate()
        .map(|(line, row)| {
            if row.mobile.is_empty() {
                return row.clone();
            }
            let salt = *salts.next().expect("one salt per value");
            kept.push(Kept { line: line as i64, salt, value: row.mobile.clone() });
            MemberRow { mobile: commitment(&salt, &row.mobile), ..row.clone() }
        })
        .collect();
    Some((SocietyEvent::MembersBroughtForward { rows }, kept))
}

/// Forgets a member's mobile number at his wish. The register stays as it is and verifies.
///
/// # Errors
/// The store's.
pub fn erase_mobile(t: &mut Tx<'_>, society: SocietyId, entry: crate::view::Numbered) -> Result<(), Error> {
    let overwrite = |t: &mut Tx<'_>, on: &str| match t.is_postgres() {
        true => Ok(()),
        false => t.script(&format!("PRAGMA secure_delete={on}")),
    };
    overwrite(t, "ON")?;
    t.exec(ERASE, &[society.0.into(), entry.desk.into(), entry.seq.into(), entry.line.into()])?;
    overwrite(t, "OFF")
}
