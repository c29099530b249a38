//! A full Aadhaar number is never stored: it is found in whatever text a person writes, and the text is refused. The Aadhaar Act and the
//! circulars of UIDAI let nobody keep it in structured form outside a vault; this society has none.

use kernel::Refusal;

/// Where the digits of the scripts begin: ten in a row from each of these.
const ZEROS: [u32; 42] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
    0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620,
    0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x114d0,
];

/// The value of a digit of any script people write here; also of mathematical letters, which a telephone may paste.
#[must_use]
pub fn digit(c: char) -> Option<u8> {
    let at = u32::from(c);
    if (0x1d7ce..=0x1d7ff).contains(&at) {
        return Some(((at - 0x1d7ce) % 10) as u8);
    }
    ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&at)).map(|zero| (at - zero) as u8)
}

/// What stands between two groups of digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// Blanks, dashes, points, marks nobody sees: digits on both sides may be one number however they are grouped.
    Loose,
    /// Strokes and commas, which dates and amounts have too: only between groups of four.
    Firm,
}

fn joint(c: char) -> Option<Joint> {
    match c {
        '-' | '.' | '_' | '·' | '•' | '~' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => Some(Joint::Loose),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => Some(Joint::Loose),
        c if c.is_whitespace() || c.is_control() => Some(Joint::Loose),
        '/' | ',' | ':' | ';' | '|' | '*' | '(' | ')' | '\u{964}' => Some(Joint::Firm),
        _ => None,
    }
}

/// A group of digits, and what joins it to the one before.
struct Group {
    digits: Vec<u8>,
    joint: Option<Joint>,
    /// A plus stands before it: a telephone number with its country.
    plus: bool,
}

fn groups(text: &str) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let (mut open, mut link, mut plus) = (false, None, false);
    for c in text.chars() {
        if let Some(d) = digit(c) {
            match out.last_mut().filter(|_| open) {
                Some(last) => last.digits.push(d),
                None => out.push(Group { digits: vec![d], joint: link, plus }),
            }
            (open, link, plus) = (true, None, false);
            continue;
        }
        let was = if open { Some(Joint::Loose) } else { link };
        link = match (was, joint(c)) {
            (Some(a), Some(b)) => Some(if a == Joint::Firm { a } else { b }),
            _ => None,
        };
        (open, plus) = (false, c == '+');
    }
    out
}

/// True where a text holds twelve digits that are an Aadhaar number by their check digit: in digits of any script, written together or
/// parted by blanks, dashes, points and invisible marks anywhere, or by strokes and commas in groups of four.
#[must_use]
pub fn holds_aadhaar(text: &str) -> bool {
    if text.chars().filter(|c| digit(*c).is_some()).take(12).count() < 12 {
        return false;
    }
    let groups = groups(text);
    (0..groups.len()).any(|from| begins_aadhaar(&groups[from..]))
}

fn begins_aadhaar(groups: &[Group]) -> bool {
    if groups[0].plus {
        return false;
    }
    let (mut digits, mut fours, mut firm) = (Vec::with_capacity(12), true, false);
    for (i, group) in groups.iter().enumerate() {
        match group.joint {
            None if i > 0 => return false,
            Some(Joint::Firm) if i > 0 => firm = true,
            _ => {}
        }
        fours &= group.digits.len() == 4;
        digits.extend(&group.digits);
        if digits.len() >= 12 {
            break;
        }
    }
    digits.len() == 12 && digits[0] > 1 && (fours || !firm) && lipi::verhoeff::check(&digits)
}

/// Refuses a text that holds an Aadhaar number; `what` names the field for people.
///
/// # Errors
/// 4203.
pub fn keep_out(what: &'static str, text: &str) -> Result<(), Refusal> {
    if holds_aadhaar(text) { Err(Refusal::new(4203).with("what", what)) } else { Ok(()) }
}
