//! Mapping profiles: what was understood of a layout, as readable TOML, so that a district maps it once.

use crate::heading::Mapped;
use crate::table::Table;
use crate::view::View;
use crate::vocabulary::{self, WORDS};
use kernel::Refusal;
use serde::{Deserialize, Serialize};

/// A profile: one entry per table of the layout.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Profile {
    /// Tables of the layout.
    #[serde(default)]
    pub table: Vec<TableProfile>,
}

/// How one table of a layout is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableProfile {
    /// Headings as written, in the order of columns; a table with these headings is meant.
    pub headings: Vec<String>,
    /// `members`, `loans`, … or `ignore`.
    pub kind: String,
    /// `ST MT SB RD FD NOMINAL` or empty.
    #[serde(default)]
    pub product: String,
    /// Field of each heading, `-` where the column is not used.
    pub fields: Vec<String>,
}

/// Profiles to apply while reading.
#[derive(Clone, Debug, Default)]
pub struct Profiles(pub Vec<Profile>);

impl Profiles {
    /// Lets a profile overrule what was understood.
    pub fn apply(&self, view: &View<'_>, tables: &mut Vec<Table>) {
        for profile in self.0.iter().flat_map(|p| &p.table) {
            let wanted: Vec<String> = profile.headings.iter().map(|h| vocabulary::tokens(h).join(" ")).collect();
            for table in tables.iter_mut() {
                let fits =
                    table.columns.iter().filter(|m| wanted.contains(&vocabulary::tokens(&m.heading).join(" "))).count();
                if fits * 10 >= table.columns.len() * 8 && fits >= 2 {
                    overrule(view, table, profile, &wanted);
                }
            }
            if profile.kind == "ignore" {
                tables.retain(|t| t.kind != "ignore");
            }
        }
    }
}

/// All columns of a table with their headings as written, also those that were not understood.
#[must_use]
pub fn headings(view: &View<'_>, table: &Table) -> Vec<(u16, String)> {
    let understood = |col: u16| table.columns.iter().find(|m| m.col == col).map(|m| m.heading.clone());
    let rows = &view.sheet.rows()[table.head_at..(table.head_at + table.levels).min(view.sheet.rows().len())];
    let written = |col: u16| {
        let texts = rows.iter().map(|r| view.at(r, col).into_owned()).filter(|t| !t.is_empty());
        texts.collect::<Vec<_>>().join(" ")
    };
    let same = |heading: &str, other: &str| vocabulary::tokens(heading) == vocabulary::tokens(other);
    let taken = |heading: &str| table.columns.iter().any(|m| same(&m.heading, heading));
    (table.span.0..=table.span.1)
        .map(|col| (col, understood(col).unwrap_or_else(|| written(col))))
        // of columns with one heading the one understood is meant
        .filter(|(col, h)| !h.is_empty() && (understood(*col).is_some() || !taken(h)))
        .collect()
}

fn overrule(view: &View<'_>, table: &mut Table, profile: &TableProfile, wanted: &[String]) {
    if profile.kind == "ignore" {
        table.kind = "ignore";
        return;
    }
    let Some(words) = WORDS
        .registers
        .iter()
        .find(|r| r.kind == profile.kind && (r.product.is_empty() || r.product == profile.product))
    else {
        return;
    };
    table.kind = words.kind;
    table.product.clone_from(&profile.product);
    table.confidence = 100;
    for (col, heading) in headings(view, table) {
        let said = wanted.iter().position(|w| *w == vocabulary::tokens(&heading).join(" "));
        let Some(field) = said.and_then(|i| profile.fields.get(i)) else { continue };
        table.columns.retain(|c| c.col != col);
        if let Some(known) = words.columns.iter().find(|c| c.field == field) {
            table.columns.retain(|c| c.field != known.field);
            table.columns.push(Mapped { col, field: known.field, heading, score: 1.0 });
        }
    }
    table.columns.sort_by_key(|c| c.col);
    table.columns.retain(|c: &Mapped| words.columns.iter().any(|w| w.field == c.field));
}

/// Reads a profile; a mistake in it is a refusal with the place.
///
/// # Errors
/// 2003 where the text is not a profile.
pub fn read(name: &str, text: &str) -> Result<Profile, Refusal> {
    let profile: Profile = toml::from_str(text)
        .map_err(|e| Refusal::new(2003).with("file", name).with("detail", e.message().to_owned()))?;
    for table in &profile.table {
        let known = table.kind == "ignore" || WORDS.registers.iter().any(|r| r.kind == table.kind);
        if !known || table.fields.len() != table.headings.len() {
            return Err(Refusal::new(2003).with("file", name).with("detail", format!("table {}", table.kind)));
        }
    }
    Ok(profile)
}

/// The profile of what was understood, to save and share.
#[must_use]
pub fn of(registers: &[crate::books::Register]) -> Profile {
    let table = registers
        .iter()
        .map(|r| TableProfile {
            headings: r.table.columns.iter().map(|c| c.heading.clone()).collect(),
            kind: r.table.kind.to_owned(),
            product: r.table.product.clone(),
            fields: r.table.columns.iter().map(|c| c.field.to_owned()).collect(),
        })
        .collect();
    Profile { table }
}

/// The profile as TOML.
#[must_use]
pub fn write(profile: &Profile) -> String {
    toml::to_string_pretty(profile).expect("a profile is plain data")
}
