//! Templates of programmes: data in `rules/templates.toml`, drawn from the day an office begins.

use crate::ladder::Rung;
use crate::timeline::Milestone;
use kernel::Date;
use places::Office;
use serde::Deserialize;
use std::sync::OnceLock;

/// A template.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Code, as in the messages `template-…`.
    pub code: String,
    /// Milestones.
    #[serde(rename = "milestone")]
    pub milestones: Vec<Step>,
    /// Clauses.
    #[serde(rename = "clause", default)]
    pub clauses: Vec<Order>,
}

/// A milestone of a template.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The rung to be reached.
    pub rung: Rung,
    /// The post that answers for it.
    pub office: Office,
    /// Weeks from the beginning of the programme to its own.
    pub week: u16,
    /// Weeks it takes, where no capacity says.
    pub weeks: u16,
    /// Waves of blocks; nothing for one block after another.
    #[serde(default)]
    pub waves: Option<u32>,
}

/// A clause of a template.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Code of its text, as in the messages `template-clause-…`.
    pub code: String,
    /// Who does it.
    pub office: Office,
    /// Weeks from the beginning of the programme to its last day.
    pub week: u16,
}

#[derive(Deserialize)]
struct Rules {
    template: Vec<Template>,
}

/// All templates.
///
/// # Panics
/// Never: the rules are part of the program, and a test reads them.
#[must_use]
pub fn templates() -> &'static [Template] {
    static ALL: OnceLock<Vec<Template>> = OnceLock::new();
    ALL.get_or_init(|| {
        let rules: Rules = toml::from_str(include_str!("../rules/templates.toml")).expect("the rules are well formed");
        rules.template
    })
}

/// The template of a code.
#[must_use]
pub fn template(code: &str) -> Option<&'static Template> {
    templates().iter().find(|t| t.code == code)
}

fn after(start: Date, weeks: u16) -> Date {
    start.checked_add(jiff::Span::new().weeks(i64::from(weeks))).unwrap_or(start)
}

impl Template {
    /// Its milestones from a day on.
    #[must_use]
    pub fn milestones_from(&self, start: Date) -> Vec<Milestone> {
        let of = |s: &Step| {
            let begins = after(start, s.week);
            let ends = after(begins, s.weeks);
            Milestone { office: Some(s.office), waves: s.waves, ..Milestone::new(s.rung, begins, ends) }
        };
        self.milestones.iter().map(of).collect()
    }

    /// Its clauses from a day on: code of the text, who does it, last day.
    #[must_use]
    pub fn clauses_from(&self, start: Date) -> Vec<(&str, Office, Date)> {
        self.clauses.iter().map(|o| (o.code.as_str(), o.office, after(start, o.week))).collect()
    }
}
