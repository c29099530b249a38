//! Codes of the second factor: TOTP of RFC 6238 with six digits, half a minute and HMAC-SHA-1, the form every authenticator program knows.

use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::Instant;
use sha1::Sha1;

/// Milliseconds a code holds.
const STEP: i64 = 30_000;
/// Steps before and after the present one that count too: clocks of telephones and of a village PC differ.
const AROUND: i64 = 1;
/// Digits of a code.
pub(crate) const DIGITS: usize = 6;
/// Bytes of a secret (RFC 4226, section 4: 160 bits are recommended).
pub(crate) const SECRET: usize = 20;

/// The truncated number of RFC 4226, section 5.3, before it is cut to its digits.
fn number(secret: &[u8], step: i64) -> u32 {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("a key of any length is taken");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[hash.len() - 1] & 15);
    u32::from_be_bytes([hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]])
}

/// The code of an instant.
pub(crate) fn code(secret: &[u8], now: Instant) -> String {
    format!("{:06}", number(secret, now.0 / STEP) % 1_000_000)
}

/// The step a code belongs to, around now and later than the last one that counted: no code counts twice (RFC 6238, section 5.2).
pub(crate) fn step_of(secret: &[u8], code: &str, now: Instant, last: i64) -> Option<i64> {
    let digits: String = lipi::text::ascii_digits(code).chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != DIGITS || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let wanted: u32 = digits.parse().ok()?;
    let present = now.0 / STEP;
    (present - AROUND..=present + AROUND).find(|step| *step > last && number(secret, *step) % 1_000_000 == wanted)
}

/// The first code around now that is later than the last one that counted.
pub(crate) fn next(secret: &[u8], now: Instant, last: i64) -> Option<String> {
    let present = now.0 / STEP;
    // the present one before the one that was, which soon counts no more
    let step = [present, present - AROUND, present + AROUND].into_iter().find(|step| *step > last)?;
    Some(code(secret, Instant(step * STEP)))
}

/// RFC 4648 without padding, as authenticator programs read secrets.
pub(crate) fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut out = String::new();
    for five in bytes.chunks(5) {
        let mut word = [0; 8];
        word[3..3 + five.len()].copy_from_slice(five);
        let all = u64::from_be_bytes(word);
        let letters = (five.len() * 8).div_ceil(5);
        out.extend((0..letters).map(|i| char::from(LETTERS[(all >> (35 - 5 * i) & 31) as usize])));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"12345678901234567890";

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the rows of SHA-1 (eight digits there)
        for (second, code) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            assert_eq!(number(KEY, second / 30) % 100_000_000, code);
        }
        // RFC 4226, appendix D
        let first: Vec<u32> = (0..4).map(|n| number(KEY, n) % 1_000_000).collect();
        assert_eq!(first, [755_224, 287_082, 359_152, 969_429]);
    }

    #[test]
    fn a_code_counts_once_and_near_its_time_in_either_script() {
        let now = Instant(1_234_567_890_000);
        let step = now.0 / STEP;
        assert_eq!(step_of(KEY, "005924", now, 0), Some(step));
        assert_eq!(step_of(KEY, " 005 924", now, 0), Some(step));
        assert_eq!(step_of(KEY, "\u{966}\u{966}\u{96b}\u{96f}\u{968}\u{96a}", now, 0), Some(step));
        assert_eq!(step_of(KEY, "005924", Instant(now.0 + STEP), 0), Some(step), "half a minute late");
        assert_eq!(step_of(KEY, "005924", Instant(now.0 + 2 * STEP), 0), None);
        assert_eq!(step_of(KEY, "005924", now, step), None, "a second time");
        for wrong in ["", "5924", "005925", "0059240", "abcdef", "-05924"] {
            assert_eq!(step_of(KEY, wrong, now, 0), None, "{wrong}");
        }
        assert_eq!(code(KEY, now), "005924");
    }

    #[test]
    fn secrets_are_written_as_the_standard_says() {
        // RFC 4648, section 10
        for (plain, text) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(plain.as_bytes()), text);
        }
        assert_eq!(base32(KEY), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}
