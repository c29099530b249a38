//! A voucher of many lines: heads typed by name or code, debit or credit, the sums under them while they are typed.

use super::acts::voucher_heads;
use super::form::{Field, Filled, Form, Input, unread};
use super::lines::{Column, Lines, Reckoned, in_line, read};
use super::{answered, born};
use crate::ask::{Ask, Society, Trouble};
use crate::page::{Frame, Tab};
use axum::response::Response;
use books::decide::PostVoucher;
use books::event::Line;
use desk::act::Act;
use kernel::{Date, Refusal};
use std::collections::HashMap;

const COLUMNS: [&str; 3] = ["head", "debit_sum", "credit_sum"];

pub(super) fn form(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page(ask, &society, &Filled(HashMap::new()))?.show(ask)
}

fn page(ask: &Ask, society: &Society, filled: &Filled) -> Result<Form, Trouble> {
    let c = Frame::of(ask, society, Tab::Day);
    let mut form = Form::new(c, String::new(), format!("{}/journal", society.base));
    let c = &form.c;
    (form.title, form.why) = (c.s("act-journal"), c.s("act-journal-why"));
    form.fields = vec![Field::new(c, "narration", Input::Text)];
    let columns = vec![
        Column::new(c, "head", Input::Text).offered(),
        Column::new(c, "debit_sum", Input::Amount),
        Column::new(c, "credit_sum", Input::Amount),
    ];
    // people know names
    let list = voucher_heads(ask, society)?.into_iter().map(|(_, name)| (name, String::new())).collect();
    let lines = Lines::new(c, "act-journal", columns, list).reckoning(Reckoned::Sums("debit_sum credit_sum"));
    form.lines = Some(lines);
    let id = if filled.text("id").is_empty() { born() } else { filled.text("id").to_owned() };
    form.hidden.push(("id", id));
    form.refill(filled);
    Ok(form)
}

/// The head a text means: its code, its whole name, or a part of one name only.
fn head(heads: &[(String, String)], text: &str) -> Result<String, Refusal> {
    let part = text.to_lowercase();
    let exact = heads.iter().find(|(code, name)| code.eq_ignore_ascii_case(text) || name.to_lowercase() == part);
    let found: Vec<_> = match exact {
        Some(one) => vec![one],
        None => heads.iter().filter(|(_, name)| !part.is_empty() && name.to_lowercase().contains(&part)).collect(),
    };
    match found[..] {
        [one] => Ok(one.0.clone()),
        _ => Err(unread("head", text)),
    }
}

fn act(heads: &[(String, String)], f: &Filled, open: Option<Date>) -> Result<Act, Refusal> {
    let one = |(no, line): &(usize, Filled)| -> Result<Line, Refusal> {
        let read = || {
            let (debit, credit) = (line.amount_or_nothing("debit_sum")?, line.amount_or_nothing("credit_sum")?);
            Ok(Line { head: head(heads, line.text("head"))?, debit, credit, source: None })
        };
        read().map_err(in_line(*no))
    };
    let lines = read(f, &COLUMNS, &COLUMNS).iter().map(one).collect::<Result<Vec<_>, _>>()?;
    Ok(Act::Voucher(PostVoucher {
        date: open.ok_or_else(|| Refusal::new(4020))?,
        number: String::new(),
        narration: f.text("narration").to_owned(),
        lines,
    }))
}

pub(super) fn done(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let open = ask.read(|t| keep::deciding::open_day(t, society.id()))?;
    let act = act(&voucher_heads(ask, &society)?, f, open);
    answered(ask, &society, f, (act, "voucher"), || page(ask, &society, f))
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn a_head_is_meant_by_code_name_or_a_part_of_one_name() {
        let heads = [("CASH", "Cash"), ("EXP_TRAVEL", "Travel"), ("EXP_TEL", "Telephone")];
        let heads = heads.map(|(c, n)| (c.to_owned(), n.to_owned()));
        let of = |text: &str| head(&heads, text).map_err(|r| r.number);
        assert_eq!(of("cash").as_deref(), Ok("CASH"));
        assert_eq!(of("EXP_TEL").as_deref(), Ok("EXP_TEL"));
        assert_eq!(of("phone").as_deref(), Ok("EXP_TEL"));
        assert_eq!((of("t"), of("")), (Err(5029), Err(5029)));
    }
}
