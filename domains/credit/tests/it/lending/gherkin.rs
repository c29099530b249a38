//! Scenarios out of a `.tar.gz` of feature files: no more of tar and of Gherkin than is needed.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// A step with its table.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// Its words without the keyword.
    pub text: String,
    /// Rows of cells, the heading first.
    pub table: Vec<Vec<String>>,
}

impl Step {
    /// What stands in quotes, in order.
    pub fn quoted(&self) -> Vec<&str> {
        self.text.split('"').skip(1).step_by(2).collect()
    }

    /// The words with every quotation and number left out.
    pub fn shape(&self) -> String {
        let unquoted: Vec<&str> = self.text.split('"').step_by(2).collect();
        let words = unquoted.join("_");
        words.split_whitespace().map(|w| if number(w).is_some() { "N" } else { w }).collect::<Vec<_>>().join(" ")
    }

    /// Numbers outside quotations, as they are written.
    pub fn numbers(&self) -> Vec<&str> {
        self.text.split('"').step_by(2).flat_map(str::split_whitespace).filter(|w| number(w).is_some()).collect()
    }

    /// A row of the table by its headings.
    pub fn row(&self, n: usize) -> BTreeMap<&str, &str> {
        let head = self.table[0].iter().map(String::as_str);
        head.zip(self.table[n].iter().map(String::as_str)).collect()
    }
}

fn number(w: &str) -> Option<&str> {
    (!w.is_empty() && w.chars().all(|c| c.is_ascii_digit() || c == '.')).then_some(w)
}

/// A scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// File and title.
    pub name: String,
    /// Tags before it.
    pub skipped: bool,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// All scenarios of all feature files, outlines once for each example.
pub fn read(archive: &Path) -> Vec<Scenario> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(archive).expect("open the archive");
    flate2::read::GzDecoder::new(file).read_to_end(&mut bytes).expect("unpack the archive");
    let mut files = BTreeMap::new();
    let mut at = 0;
    while at + 512 <= bytes.len() && bytes[at] != 0 {
        let text = |from: usize, to: usize| String::from_utf8_lossy(&bytes[at + from..at + to]).into_owned();
        let name = text(0, 100).trim_end_matches('\0').to_owned();
        let size = text(124, 136);
        let size = usize::from_str_radix(size.trim_matches(|c: char| !c.is_ascii_digit()), 8).unwrap_or(0);
        let body = &bytes[at + 512..at + 512 + size];
        if name.ends_with(".feature") {
            files.insert(name, String::from_utf8_lossy(body).into_owned());
        }
        at += 512 + size.div_ceil(512) * 512;
    }
    files.iter().flat_map(|(name, text)| scenarios(name, text)).collect()
}

fn scenarios(file: &str, text: &str) -> Vec<Scenario> {
    let mut out: Vec<Scenario> = Vec::new();
    let mut examples: Option<Vec<Vec<String>>> = None;
    let (mut skip, mut open) = (false, false);
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with('@') {
            skip |= line.contains("@Skip");
        } else if let Some(title) = line.strip_prefix("Scenario") {
            expand(&mut out, examples.take());
            let title = title.trim_start_matches(" Outline").trim_start_matches(':').trim();
            out.push(Scenario { name: format!("{file}: {title}"), skipped: skip, steps: Vec::new() });
            (skip, open) = (false, true);
        } else if line.starts_with("Examples") {
            examples = Some(Vec::new());
        } else if line.starts_with('|') {
            let cells: Vec<String> = line.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect();
            if let Some(rows) = &mut examples {
                rows.push(cells);
            } else if let Some(step) = out.last_mut().and_then(|s| s.steps.last_mut()) {
                step.table.push(cells);
            }
        } else if open {
            let words = line.split_once(' ').map_or("", |w| w.1).trim();
            let words = words.strip_prefix("When ").unwrap_or(words);
            let step = Step { text: words.to_owned(), table: Vec::new() };
            out.last_mut().expect("a scenario is open").steps.push(step);
        }
    }
    expand(&mut out, examples);
    out
}

/// Puts the rows of examples into the outline before them.
fn expand(out: &mut Vec<Scenario>, examples: Option<Vec<Vec<String>>>) {
    let Some(rows) = examples else { return };
    let outline = out.pop().expect("examples follow an outline");
    for (n, row) in rows.iter().enumerate().skip(1) {
        let mut one = outline.clone();
        one.name = format!("{} [{n}]", one.name);
        for step in &mut one.steps {
            for (key, value) in rows[0].iter().zip(row) {
                step.text = step.text.replace(&format!("<{key}>"), value);
            }
        }
        out.push(one);
    }
}
