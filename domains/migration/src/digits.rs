//! The two slips of a copying hand: neighbouring digits exchanged, a decimal place lost or gained.

use kernel::Paise;

/// A slip that turns the right amount into the written one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// 10 or 100 times too large or too small.
    Decimal,
    /// Two neighbouring digits exchanged; the error is divisible by nine.
    Transposition,
}

/// Which slip makes `written` out of `right`. Decimal is tried first.
#[must_use]
pub fn slip(written: Paise, right: Paise) -> Option<Slip> {
    let (w, r) = (written.0, right.0);
    if w == r || w <= 0 || r <= 0 {
        return None;
    }
    if [10, 100].iter().any(|k| w.checked_mul(*k) == Some(r) || r.checked_mul(*k) == Some(w)) {
        return Some(Slip::Decimal);
    }
    // a lost place can round paise away: 346.38 for 34,638.25 is still the same slip
    transposed(w, r).then_some(Slip::Transposition)
}

fn transposed(w: i64, r: i64) -> bool {
    if (w - r) % 9 != 0 {
        return false;
    }
    let width = w.max(r).to_string().len();
    let (a, b) = (format!("{w:0width$}"), format!("{r:0width$}"));
    let differ: Vec<usize> =
        a.bytes().zip(b.bytes()).enumerate().filter(|(_, (x, y))| x != y).map(|(i, _)| i).collect();
    let (a, b) = (a.as_bytes(), b.as_bytes());
    matches!(differ[..], [i, j] if j == i + 1 && a[i] == b[j] && a[j] == b[i])
}

/// What the right amount may have been if `written` is a slip of either kind.
pub fn originals(written: Paise) -> Vec<(Paise, Slip)> {
    let w = written.0;
    let mut out = Vec::new();
    if w <= 0 {
        return out;
    }
    for k in [10, 100] {
        if w % k == 0 {
            out.push((Paise(w / k), Slip::Decimal));
        }
        if let Some(p) = w.checked_mul(k) {
            out.push((Paise(p), Slip::Decimal));
        }
    }
    let digits = format!("0{w}").into_bytes();
    for i in 0..digits.len() - 1 {
        if digits[i] != digits[i + 1] {
            let mut other = digits.clone();
            other.swap(i, i + 1);
            let text = String::from_utf8(other).expect("digits are ASCII");
            if let Ok(p) = text.parse() {
                out.push((Paise(p), Slip::Transposition));
            }
        }
    }
    out
}

/// Exactly one digit is another: 4,120 for 4,720.
#[must_use]
pub fn one_digit(written: Paise, right: Paise) -> bool {
    let (w, r) = (written.0, right.0);
    if w <= 0 || r <= 0 || w == r {
        return false;
    }
    let (a, b) = (w.to_string(), r.to_string());
    a.len() == b.len() && a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count() == 1
}
