//! Personal identifiers beside the register. The register holds only a commitment: HMAC-SHA256 of the value under a
//! salt of its own. Without the salt nobody can try all ten-digit numbers; when the row is erased, it is gone.

use base64::Engine as _;
use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::SocietyId;
use sha2::Sha256;
use society::SocietyEvent;
use society::person::Field;
use sql::{Error, Tx};

sql::statements! {
    ERASE = "DELETE FROM person_erasable WHERE society_id = $1 AND desk_id = $2 AND seq = $3 AND line = $4 AND field = 'mobile'";
    LATER = "SELECT e.desk_id, e.seq FROM member m JOIN member_entry e ON e.society_id = m.society_id AND e.no_key = m.no_key WHERE m.society_id = $1 AND m.desk_id = $2 AND m.seq = $3 AND m.line = $4";
}

/// The commitment as it stands in an entry: `c:` and 43 characters.
#[must_use]
pub fn commitment(salt: &[u8; 16], value: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(salt).expect("a key of any length is taken");
    mac.update(value.as_bytes());
    format!("c:{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// A value to be kept beside an entry.
pub(crate) struct Kept {
    pub line: i64,
    pub salt: [u8; 16],
    pub value: String,
}

/// A value that is a commitment already: what a reversal takes over from the register.
fn is_commitment(value: &str) -> bool {
    value.len() == 45 && value.starts_with("c:")
}

/// Replaces what may have to be erased by commitments. What a change replaces is not kept a second time: it lies where it was first
/// written, so one erasure reaches it.
pub(crate) fn conceal(event: &SocietyEvent) -> Option<(SocietyEvent, Vec<Kept>)> {
    let mut event = match event {
        SocietyEvent::MembersBroughtForward { rows } if rows.iter().any(|r| !r.mobile.is_empty()) => event.clone(),
        SocietyEvent::MemberAdmitted(e) if !e.person.mobile.is_empty() => event.clone(),
        SocietyEvent::MemberChanged(e) if e.changes.iter().any(|c| matches!(c.after, Field::Mobile(_))) => {
            event.clone()
        }
        SocietyEvent::Reversed(_) => event.clone(),
        _ => return None,
    };
    let lines = lines(&event);
    let mut values = event.erasable();
    let mut random = vec![0u8; 16 * values.len()];
    getrandom::fill(&mut random).expect("the operating system gives random bytes");
    let salts = random.as_chunks::<16>().0;
    let mut kept = Vec::with_capacity(values.len());
    for ((value, line), salt) in values.iter_mut().zip(lines).zip(salts) {
        if is_commitment(value) {
            continue;
        }
        let hidden = commitment(salt, value);
        let plain = std::mem::replace(*value, hidden);
        if let Some(line) = line {
            kept.push(Kept { line, salt: *salt, value: plain });
        }
    }
    Some((event, kept))
}

/// The line each erasable value is kept under, in their order; `None`: not kept.
fn lines(event: &SocietyEvent) -> Vec<Option<i64>> {
    match event {
        SocietyEvent::MembersBroughtForward { rows } => {
            let filled = rows.iter().enumerate().filter(|(_, r)| !r.mobile.is_empty());
            filled.map(|(line, _)| Some(line as i64)).collect()
        }
        SocietyEvent::MemberChanged(e) => {
            let both = e.changes.iter().flat_map(|c| [(&c.before, None), (&c.after, Some(0))]);
            both.filter(|(f, _)| matches!(f, Field::Mobile(m) if !m.is_empty())).map(|(_, line)| line).collect()
        }
        SocietyEvent::Reversed(e) => lines(&e.was).iter().map(|_| None).collect(),
        _ => vec![Some(0)],
    }
}

/// Forgets a member's mobile numbers at his wish, that of his row and those entered since. The register stays as it is and verifies.
///
/// # Errors
/// The store's.
pub fn erase_mobile(t: &mut Tx<'_>, society: SocietyId, entry: crate::view::Numbered) -> Result<(), Error> {
    let overwrite = |t: &mut Tx<'_>, on: &str| match t.is_postgres() {
        true => Ok(()),
        false => t.script(&format!("PRAGMA secure_delete={on}")),
    };
    overwrite(t, "ON")?;
    let place = [society.0.into(), entry.desk.into(), entry.seq.into(), entry.line.into()];
    // also what was entered and taken back again
    let later = t.rows(LATER, &place, |r| (r.int(0), r.int(1)))?;
    t.exec(ERASE, &place)?;
    for (desk, seq) in later {
        t.exec(ERASE, &[society.0.into(), desk.into(), seq.into(), 0.into()])?;
    }
    overwrite(t, "OFF")
}
