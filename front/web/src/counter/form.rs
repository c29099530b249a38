//! The kit of forms: fields with labels, values that survive a refusal, reading what was typed in either script.

use super::lines::Lines;
use crate::ask::{Ask, Trouble};
use crate::page::{self, Frame};
use askama::Template;
use axum::response::Response;
use books::estate::Register;
use books::office::minutes;
use kernel::{Date, Paise, Refusal};
use lipi::Lang;
use lipi::date::DateHints;
use lipi::messages;
use std::collections::HashMap;

/// Resolutions offered in a form.
const OFFERED: usize = 12;

/// What a field takes.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// A line of text.
    Text,
    /// Some lines of text.
    Long,
    /// Rupees and paise.
    Amount,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// A password: not shown, not kept as a draft.
    Secret,
    /// One of these: value and words.
    Choice(Vec<(String, String)>),
}

/// A field of a form.
pub(crate) struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// What it takes.
    pub input: Input,
    /// What stands in it.
    pub value: String,
    /// A word of help under it; may be empty.
    pub hint: String,
    /// It must be filled.
    pub must: bool,
    /// The cursor stands in it.
    pub focus: bool,
    /// What is offered beside it, and may be typed otherwise.
    pub offers: Vec<String>,
}

impl Field {
    /// A field that must be filled; its label is `counter-f-<name>`.
    pub(crate) fn new(c: &Frame, name: &'static str, input: Input) -> Field {
        let hint = messages::find(c.lang, &format!("counter-f-{name}-hint"), &[]).unwrap_or_default();
        let label = c.s(&format!("counter-f-{name}"));
        Field { hint, ..Field::labelled(name, label, input) }
    }

    /// A field that must be filled, one of several of its kind: its label names which.
    pub(crate) fn labelled(name: &'static str, label: String, input: Input) -> Field {
        Field {
            name,
            label,
            input,
            value: String::new(),
            hint: String::new(),
            must: true,
            focus: false,
            offers: Vec::new(),
        }
    }

    /// The same, may be left empty.
    pub(crate) fn free(self) -> Field {
        Field { must: false, ..self }
    }

    /// The same, with a value to begin with.
    pub(crate) fn with(self, value: impl Into<String>) -> Field {
        Field { value: value.into(), ..self }
    }

    /// The keyboard a phone shows.
    pub(crate) fn mode(&self) -> &'static str {
        match self.input {
            Input::Amount => "decimal",
            Input::Number => "numeric",
            _ => "text",
        }
    }

    /// What it takes, in a word: what a test of all forms types into it.
    pub(crate) fn takes(&self) -> &'static str {
        match self.input {
            Input::Amount => "amount",
            Input::Date => "date",
            Input::Number => "number",
            Input::Text | Input::Long | Input::Secret | Input::Choice(_) => "text",
        }
    }

    /// The type of the box it is typed in.
    pub(crate) fn kind(&self) -> &'static str {
        if self.input == Input::Secret { "password" } else { "text" }
    }

    /// What may be chosen.
    pub(crate) fn choices(&self) -> &[(String, String)] {
        match &self.input {
            Input::Choice(all) => all,
            _ => &[],
        }
    }

    /// Several lines are typed.
    pub(crate) fn is_long(&self) -> bool {
        self.input == Input::Long
    }

    /// One of several is chosen.
    pub(crate) fn is_choice(&self) -> bool {
        matches!(self.input, Input::Choice(_))
    }
}

/// The plain boxes of a form that is being made; what the address brings stands in those for words.
pub(crate) struct Boxes<'a> {
    /// Who asks.
    pub ask: &'a Ask,
    /// The page.
    pub c: &'a Frame,
    /// The business day.
    pub day: Date,
}

impl Boxes<'_> {
    /// A line of text.
    pub(crate) fn text(&self, name: &'static str) -> Field {
        Field::new(self.c, name, Input::Text).with(self.ask.value(name).unwrap_or_default())
    }

    /// Rupees and paise.
    pub(crate) fn amount(&self, name: &'static str) -> Field {
        Field::new(self.c, name, Input::Amount)
    }

    /// A whole number.
    pub(crate) fn number(&self, name: &'static str) -> Field {
        Field::new(self.c, name, Input::Number)
    }

    /// A day.
    pub(crate) fn date(&self, name: &'static str) -> Field {
        Field::new(self.c, name, Input::Date)
    }

    /// A day, the business day to begin with.
    pub(crate) fn today(&self, name: &'static str) -> Field {
        self.date(name).with(lipi::date::format(self.day))
    }

    /// One of these, the first to begin with.
    pub(crate) fn choice(&self, name: &'static str, all: Vec<(String, String)>) -> Field {
        let first = all.first().map(|f| f.0.clone()).unwrap_or_default();
        Field::new(self.c, name, Input::Choice(all)).with(first)
    }
}

/// What was typed.
pub(crate) struct Filled(pub HashMap<String, String>);

impl Filled {
    /// A text, trimmed; empty where there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |v| v.trim())
    }

    /// The place of an entry, desk and position, as a page wrote it into the form: `12/40` or `12-40`.
    pub(crate) fn entry(&self, name: &str) -> Option<(i64, i64)> {
        let (desk, seq) = self.text(name).split_once(['/', '-'])?;
        desk.parse().ok().zip(seq.parse().ok())
    }

    /// An amount; nothing where the field is empty.
    pub(crate) fn amount_or_nothing(&self, name: &'static str) -> Result<Paise, Refusal> {
        let text = self.text(name);
        if text.is_empty() {
            return Ok(Paise::ZERO);
        }
        let read = lipi::amount::read(text).filter(|a| !a.nil && a.side.is_none());
        read.map(|a| a.paise).ok_or_else(|| unread(name, text))
    }

    /// An amount that must be there.
    pub(crate) fn amount(&self, name: &'static str) -> Result<Paise, Refusal> {
        if self.text(name).is_empty() { Err(unread(name, "")) } else { self.amount_or_nothing(name) }
    }

    /// A whole number; `None` where the field is empty.
    pub(crate) fn number(&self, name: &'static str) -> Result<Option<i64>, Refusal> {
        let text = lipi::text::ascii_digits(self.text(name));
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| unread(name, &text))
    }

    /// A day; `None` where the field is empty.
    pub(crate) fn day(&self, name: &'static str) -> Result<Option<Date>, Refusal> {
        let text = self.text(name);
        if text.is_empty() {
            return Ok(None);
        }
        read_day(text).map(Some).ok_or_else(|| unread(name, text))
    }
}

/// A day as people type it.
pub(crate) fn read_day(text: &str) -> Option<Date> {
    lipi::date::read(text, &DateHints::default()).exact()
}

/// A field that could not be read; it is named in the language of the answer.
pub(crate) fn unread(name: &str, text: &str) -> Refusal {
    Refusal::new(5029).with("field", name).with("text", text)
}

/// A no over a form.
pub(crate) struct No {
    /// `S4020`.
    pub number: String,
    /// Cause.
    pub cause: String,
    /// Remedy.
    pub remedy: String,
}

impl No {
    /// In the page's language.
    pub(crate) fn of(lang: Lang, r: &Refusal) -> No {
        let (cause, remedy) = messages::cause_and_remedy(lang, r);
        No { number: format!("S{}", r.number), cause, remedy }
    }
}

/// One of several things that what was typed may mean.
pub(crate) struct Candidate {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub name: String,
    /// More of it.
    pub more: String,
    /// Its number or balance.
    pub figure: String,
}

/// A box of a table of boxes.
pub(crate) struct Square {
    pub name: String,
    /// What it is called where it is read aloud.
    pub label: String,
    pub value: String,
}

/// Boxes in rows and columns, folded away until they are wanted: what is said of each place of many.
pub(crate) struct Table {
    pub title: String,
    pub why: String,
    pub heads: Vec<String>,
    pub rows: Vec<(String, Vec<Square>)>,
}

impl Table {
    /// Something is typed in it.
    pub(crate) fn is_open(&self) -> bool {
        self.rows.iter().any(|r| r.1.iter().any(|b| !b.value.is_empty()))
    }
}

/// A form as a page.
#[derive(Template)]
#[template(path = "counter/form.html")]
pub(crate) struct Form {
    pub c: Frame,
    pub title: String,
    pub why: String,
    pub action: String,
    pub post: bool,
    /// Whose account it is: name, then pairs.
    pub name: String,
    pub facts: Vec<(String, String)>,
    pub hidden: Vec<(&'static str, String)>,
    pub fields: Vec<Field>,
    /// A table of boxes under the fields.
    pub table: Option<Table>,
    /// A table of lines under the fields.
    pub lines: Option<Lines>,
    /// Where more of the same is, and its name.
    pub next: Option<(String, String)>,
    pub button: String,
    pub no: Option<No>,
    pub candidates: Vec<Candidate>,
    pub back: String,
    /// Name of the page it leads back to.
    pub back_name: String,
    /// That it happened earlier: day, reason, number of the slip.
    pub late: [String; 3],
    /// Nothing of a business day: it cannot have happened earlier, and no draft of it is kept.
    pub plain: bool,
}

impl Form {
    /// An empty form that is sent by POST, with a command's id born with it.
    pub(crate) fn new(c: Frame, title: String, action: String) -> Form {
        let back = c.nav.as_ref().map(|n| format!("{}/day", n.base)).unwrap_or_default();
        Form {
            title,
            why: String::new(),
            action,
            post: true,
            name: String::new(),
            facts: Vec::new(),
            hidden: Vec::new(),
            fields: Vec::new(),
            table: None,
            lines: None,
            next: None,
            button: c.s("counter-save"),
            no: None,
            candidates: Vec::new(),
            back,
            back_name: c.s("web-nav-day"),
            late: Default::default(),
            plain: false,
            c,
        }
    }

    /// What was typed stands in the fields again.
    pub(crate) fn refill(&mut self, filled: &Filled) {
        for f in &mut self.fields {
            if let Some(value) = filled.0.get(f.name).filter(|_| f.input != Input::Secret) {
                f.value.clone_from(value);
            }
        }
        for b in self.table.iter_mut().flat_map(|t| &mut t.rows).flat_map(|r| &mut r.1) {
            filled.text(&b.name).clone_into(&mut b.value);
        }
        if let Some(lines) = &mut self.lines {
            lines.refill(filled);
        }
        self.late = ["happened", "late_reason", "slip"].map(|name| filled.text(name).to_owned());
    }

    /// Some of what says that it happened earlier stands there.
    pub(crate) fn is_late(&self) -> bool {
        self.late.iter().any(|t| !t.is_empty())
    }

    /// The number of an outage slip goes along from the list of slips to the act's own form.
    fn carry_slip(&mut self, ask: &Ask) {
        let Some(slip) = ask.value("slip") else { return };
        if !self.post {
            self.hidden.push(("slip", slip.to_owned()));
        } else if !self.is_late() {
            slip.clone_into(&mut self.late[2]);
            self.late[1] = self.c.s1("slip-reason", "n", slip);
        }
        for x in &mut self.candidates {
            x.href.push_str(&format!("&slip={}", crate::words::encoded(slip)));
        }
    }

    /// A resolution that stands in the minutes is offered by its number and day, newest first.
    fn offer_resolutions(&mut self, ask: &Ask) -> Result<(), Trouble> {
        let wanted = self.fields.iter_mut().find(|f| f.name == "resolution");
        let (Some(field), Some(nav)) = (wanted, &self.c.nav) else { return Ok(()) };
        let kept = ask.read(|t| keep::view::estate(t, nav.society, Register::Minutes, None))?;
        let all = minutes::resolutions(&kept).into_iter().take(OFFERED);
        field.offers = all.map(|(number, _, held, _)| format!("{number} / {}", lipi::date::format(held))).collect();
        Ok(())
    }

    /// The page; the cursor stands in the first empty field.
    pub(crate) fn show(mut self, ask: &Ask) -> Result<Response, Trouble> {
        self.carry_slip(ask);
        self.offer_resolutions(ask)?;
        let first = self.fields.iter().position(|f| f.value.is_empty() && !f.is_choice());
        if let Some(f) = self.fields.get_mut(first.unwrap_or(0)) {
            f.focus = self.candidates.is_empty();
        }
        let refused = self.no.is_some();
        page::show_again(ask, &self, refused)
    }
}
