//! The kinds of volumes and their columns, from `rules/volumes.toml`.

use super::event::Sampling;
use serde::Deserialize;
use std::sync::LazyLock;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hold {
    /// An account, member or bill number.
    Code,
    /// Money, or a quantity with decimals.
    Amount,
    /// A day.
    Date,
    /// Words.
    Text,
    /// A percentage.
    Rate,
    /// A whole number.
    Count,
}

/// One column of a kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Field, as the register of the pipeline calls it; its name for people is the message `volume-column-<field>`.
    pub field: String,
    /// What its cells hold.
    pub hold: Hold,
    /// Heading in the file it becomes; `None` where the column is kept as evidence only.
    #[serde(default)]
    pub head: Option<String>,
    /// Keyed by both hands.
    #[serde(default)]
    pub twice: bool,
    /// The book writes the page's total under it.
    #[serde(default)]
    pub total: bool,
}

/// How the row's own figures hang together: `terms` make `result`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Operator (`+`, `-`, `*`) and column of each term; the first has `+`.
    pub terms: Vec<(char, usize)>,
    /// The column that must come out.
    pub result: usize,
}

/// A kind of volume.
#[derive(Debug)]
pub struct Kind {
    /// Number, 1 to 31 for the kinds of the inventory, above for papers that are no register.
    pub no: u8,
    /// Key of the message `volume-kind-<name>`.
    pub name: String,
    /// The register of the pipeline it becomes.
    pub reads: Option<String>,
    /// Products with the title each gets over its register; one with the empty product where there are none.
    pub titles: Vec<(String, String)>,
    /// Two people key it.
    pub twice: bool,
    /// What a row adds up to.
    pub follows: Vec<Sum>,
    /// Columns in the order of the book.
    pub columns: Vec<Column>,
}

/// Kinds of the inventory (G0); later ones are papers that are keyed though they are no register.
pub const INVENTORY: u8 = 31;

impl Kind {
    /// The kind with a number.
    #[must_use]
    pub fn of(no: u8) -> Option<&'static Kind> {
        RULES.kinds.iter().find(|k| k.no == no)
    }

    /// The place of a field among the columns.
    #[must_use]
    pub fn column(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.field == field)
    }

    /// Columns by their places which a second hand keys: the critical ones, or all where the whole page is keyed again.
    #[must_use]
    pub fn compared(&self, full: bool) -> Vec<usize> {
        (0..self.columns.len()).filter(|&i| full || self.columns[i].twice).collect()
    }

    /// Columns under which the book writes a total.
    #[must_use]
    pub fn totalled(&self) -> Vec<usize> {
        (0..self.columns.len()).filter(|&i| self.columns[i].total).collect()
    }

    /// The column by whose number a row is known: the first that holds a number of an account, member or bill.
    #[must_use]
    pub fn key(&self) -> Option<usize> {
        self.columns.iter().position(|c| c.hold == Hold::Code)
    }

    /// The product is one of this kind; kinds without products take none.
    #[must_use]
    pub fn has_product(&self, product: &str) -> bool {
        if self.titles.is_empty() { product.is_empty() } else { self.titles.iter().any(|(p, _)| p == product) }
    }
}

/// All kinds, by number.
#[must_use]
pub fn all() -> &'static [Kind] {
    &RULES.kinds
}

/// What the field proposes for sampling, until a society sets its own.
#[must_use]
pub fn proposed() -> &'static Sampling {
    &RULES.sampling
}

/// Whether a rule for samples asks for less than is proposed: fewer pages keyed again, or more errors let pass before the whole volume is. Who is measured
/// does not choose the measure, so such a rule is set from above the society.
#[must_use]
pub fn is_from_above(sampling: &Sampling) -> bool {
    let proposed = proposed();
    sampling.percent < proposed.percent || sampling.rekey_above_permille > proposed.rekey_above_permille
}

struct Rules {
    kinds: Vec<Kind>,
    sampling: Sampling,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let raw: RawRules = toml::from_str(include_str!("../../rules/volumes.toml")).expect("rules/volumes.toml");
    Rules { kinds: raw.volume.into_iter().map(kind).collect(), sampling: raw.sampling }
});

#[derive(Deserialize)]
struct RawRules {
    sampling: Sampling,
    volume: Vec<RawKind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKind {
    no: u8,
    name: String,
    reads: Option<String>,
    #[serde(default)]
    titles: Vec<(String, String)>,
    #[serde(default)]
    twice: bool,
    #[serde(default)]
    follows: Vec<String>,
    column: Vec<Column>,
}

fn kind(raw: RawKind) -> Kind {
    let follows = raw.follows.iter().map(|text| sum(text, &raw.column)).collect();
    Kind {
        no: raw.no,
        name: raw.name,
        reads: raw.reads,
        titles: raw.titles,
        twice: raw.twice,
        follows,
        columns: raw.column,
    }
}

/// `opening + received - refunded = balance`.
fn sum(text: &str, columns: &[Column]) -> Sum {
    let place = |field: &str| columns.iter().position(|c| c.field == field).expect("a sum names columns of its kind");
    let (left, right) = text.split_once('=').expect("a sum has a result");
    let mut sign = '+';
    let mut terms = Vec::new();
    for word in left.split_whitespace() {
        match word {
            "+" | "-" | "*" => sign = word.chars().next().expect("the word is one sign"),
            field => terms.push((sign, place(field))),
        }
    }
    Sum { terms, result: place(right.trim()) }
}
