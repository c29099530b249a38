//! No full Aadhaar number comes into the register, in whatever text of whatever act: one look at everything an act says, before anybody decides on
//! it. The rooms that guard their own texts still do, for acts that do not come through this door.

use crate::act::{Act, Asked, Estate};
use kernel::Refusal;
use serde_json::Value;
use society::secret::{digit, holds_aadhaar};

/// Fields that hold a number somebody else gave: of an account, a cheque, a bill, a card. Twelve figures alone are no secret there, and one in twelve
/// of them would pass for an Aadhaar number.
const NUMBERS: [&str; 26] = [
    "account",
    "batch",
    "bill",
    "bond",
    "card",
    "case",
    "certificate",
    "certificates",
    "cheque",
    "claim",
    "digest",
    "file",
    "hsn",
    "khasra",
    "khata",
    "letter",
    "loan",
    "mark",
    "member_no",
    "no",
    "number",
    "order",
    "plot",
    "reference",
    "resolution",
    "source",
];

/// Refuses an act one of whose texts holds a full Aadhaar number.
///
/// # Errors
/// 4203.
pub(crate) fn keep_out(asked: &Asked) -> Result<(), Refusal> {
    let mut said = serde_json::to_value(asked).expect("plain data");
    // what a bank wrote is nobody's to write anew: it is masked where it is taken in
    if matches!(&asked.act, Act::Estate(e) if matches!(**e, Estate::TakeStatement(_))) {
        said["act"] = Value::Null;
    }
    // the workbench guards what is keyed column by column: some hold numbers of their own
    look("", &said, matches!(asked.act, Act::Bench(_)))
}

fn look(key: &str, said: &Value, fields_only: bool) -> Result<(), Refusal> {
    match said {
        Value::String(text) if holds_aadhaar(text) && !is_code(key, text) => {
            Err(Refusal::new(4203).with("what", "text"))
        }
        Value::Array(all) if !fields_only || all.iter().any(Value::is_object) => {
            all.iter().try_for_each(|one| look(key, one, fields_only))
        }
        Value::Object(all) => all.iter().try_for_each(|(key, one)| look(key, one, fields_only)),
        _ => Ok(()),
    }
}

/// A number by itself where one is asked for, or the digest of a file.
fn is_code(key: &str, text: &str) -> bool {
    let digest = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let alone = || text.chars().all(|c| digit(c).is_some() || c.is_ascii_alphabetic() || matches!(c, '-' | '/' | '.'));
    digest || (NUMBERS.contains(&key) && alone())
}

/// A text somebody else wrote, with every full Aadhaar number in it masked but its last four figures. What the mask does not find however it is
/// written, with all its figures masked.
pub(crate) fn masked(text: &str) -> String {
    let once = lipi::verhoeff::mask(text);
    if holds_aadhaar(&once) {
        return text.chars().map(|c| if digit(c).is_some() { 'X' } else { c }).collect();
    }
    once
}

/// The same of a reference, which is left as it is where it is a number by itself.
pub(crate) fn masked_number(text: &str) -> String {
    if is_code("reference", text) { text.to_owned() } else { masked(text) }
}
