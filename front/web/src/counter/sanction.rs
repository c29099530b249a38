//! What the form of a sanction asks beside its amounts: the crops as a table, who stands surety, and why crops are sown on more land than
//! the register has.

use super::form::{Field, Filled, Form, Input, unread};
use super::lines::{Column, Lines, in_line, read};
use crate::ask::{Ask, Society, Trouble};
use crate::page::Frame;
use desk::act::{Act, Sown, With};
use kernel::{Paise, Refusal};

/// Columns of the table of crops.
const COLUMNS: [&str; 2] = ["crop", "area"];

/// The crops whose scale of finance is in force are offered.
pub(super) fn table(ask: &Ask, society: &Society, c: &Frame) -> Result<Lines, Trouble> {
    let norms = ask.read(|t| keep::deciding::norms(t, society.id()))?;
    let today = ask.read(|t| keep::deciding::open_day(t, society.id()))?.unwrap_or_else(|| ask.web.desk.today());
    let scales = norms.scales.on(today).map(|r| r.value.clone()).unwrap_or_default();
    let list = scales.into_iter().map(|s| (s.0, String::new())).collect();
    let columns = vec![Column::new(c, "crop", Input::Text).offered(), Column::new(c, "area", Input::Text)];
    Ok(Lines::new(c, "counter-crops", columns, list))
}

/// Asks why crops are sown on more land than is recorded; the cursor goes there.
pub(super) fn ask_why(form: &mut Form) {
    if form.fields.iter().all(|f| f.name != "area_reason") {
        form.fields.push(Field::new(&form.c, "area_reason", Input::Text));
    }
}

/// The sanction a form asks for.
pub(super) fn act(f: &Filled) -> Result<Act, Refusal> {
    let year = f.number("limit_year")?.unwrap_or(1);
    let text = |name: &str| f.text(name).to_owned();
    let sureties = f.text("sureties").split([',', ';']).map(|n| n.trim().to_owned()).filter(|n| !n.is_empty());
    Ok(Act::Sanction {
        member_no: text("a"),
        product: text("product"),
        amount: f.amount_or_nothing("amount")?,
        crops: crops(f)?,
        insurance: f.amount_or_nothing("insurance")?,
        year: u8::try_from(year).map_err(|_| unread("limit_year", f.text("limit_year")))?,
        deposit: Some(text("deposit")).filter(|d| !d.is_empty()),
        gold: None::<Paise>,
        resolution: text("resolution"),
        with: With { sureties: sureties.collect(), area_reason: text("area_reason") },
    })
}

fn crops(f: &Filled) -> Result<Vec<Sown>, Refusal> {
    let one = |(no, line): &(usize, Filled)| -> Result<Sown, Refusal> {
        let crop = line.text("crop");
        if crop.is_empty() {
            return Err(in_line(*no)(unread("crop", "")));
        }
        let square_metres = area(line.text("area")).ok_or_else(|| in_line(*no)(unread("area", line.text("area"))))?;
        Ok(Sown { crop: crop.to_owned(), square_metres })
    };
    read(f, &COLUMNS, &COLUMNS).iter().map(one).collect()
}

/// An area: nali and muthi with a space between (`12 8`), or hectares with a point (`0.25`). 1 nali is 200 square metres, a muthi a
/// sixteenth of it, a hectare 10,000 (mpacs.md 3.2).
fn area(text: &str) -> Option<u32> {
    let text = lipi::text::ascii_digits(text);
    if let Some((whole, part)) = text.split_once('.') {
        let part = format!("{part:0<4}");
        let (whole, part): (u32, u32) = (whole.trim().parse().ok()?, part.get(..4)?.trim().parse().ok()?);
        return whole.checked_mul(10_000)?.checked_add(part);
    }
    let mut parts = text.split_whitespace().map(|p| p.parse::<u32>().ok());
    let nali = parts.next()??;
    let muthi = parts.next().map_or(Some(0), |m| m)?;
    if muthi >= 16 || parts.next().is_some() {
        return None;
    }
    nali.checked_mul(200)?.checked_add(muthi * 25 / 2)
}

#[cfg(test)]
mod tests {
    use super::{area, crops};
    use crate::counter::form::Filled;

    #[test]
    fn crops_are_read_line_by_line_and_a_wrong_area_names_its_line() {
        let form = |cells: &[(&str, &str)]| Filled(cells.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect());
        let good = form(&[("crop.0", "wheat"), ("area.0", "12 8"), ("crop.2", "potato"), ("area.2", "0.25")]);
        let read: Vec<_> = crops(&good).unwrap().into_iter().map(|s| (s.crop, s.square_metres)).collect();
        assert_eq!(read, [("wheat".into(), 2_500), ("potato".into(), 2_500)]);
        let no = |cells: &[(&str, &str)]| crops(&form(cells)).unwrap_err();
        let wrong = no(&[("crop.0", "wheat"), ("area.0", "12 8"), ("crop.1", "potato"), ("area.1", "12 16")]);
        let line = wrong.args.iter().find(|a| a.0 == "line").map(|a| a.1.clone());
        assert_eq!((wrong.number, line.as_deref()), (5029, Some("2")));
        assert_eq!((no(&[("crop.0", "wheat")]).number, no(&[("area.0", "12 8")]).number), (5029, 5029));
    }

    #[test]
    fn areas_in_hill_units_and_hectares() {
        assert_eq!(area("20"), Some(4_000));
        assert_eq!(area("\u{967}\u{968} 8"), Some(2_500));
        assert_eq!(area("0.4"), Some(4_000));
        assert_eq!(area("1.0375"), Some(10_375));
        assert_eq!(area("3 16"), None);
        assert_eq!(area("two"), None);
    }
}
