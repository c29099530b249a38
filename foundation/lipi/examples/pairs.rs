//! Measures the Kruti Dev converter on a folder of pairs: `cargo run -p lipi --example pairs -- FOLDER`.
//!
//! Reads every `*.tsv` and `*.tsv.gz` that has the columns `krutidev010` (or `krutidev_right_curly`,
//! `krutidev_left_curly`) and `unicode`; prints the share read right, by file and by the column `tier` where there is one.

use lipi::krutidev::to_unicode;
use lipi::text::fold_for_compare;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// Rows read right, rows in all, the rows read wrong (code, expected, read).
#[derive(Default)]
pub struct Score {
    /// Rows read right.
    pub right: usize,
    /// All rows.
    pub rows: usize,
    /// Code, expected, read.
    pub wrong: Vec<[String; 3]>,
}

impl Score {
    /// Right of all, in percent.
    pub fn percent(&self) -> f64 {
        100.0 * self.right as f64 / self.rows.max(1) as f64
    }
}

/// The text of a file, unpacked where it is packed.
pub fn text_of(path: &Path) -> std::io::Result<String> {
    let bytes = std::fs::read(path)?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8_lossy(&bytes).into_owned();
    }
    Ok(text)
}

/// Scores by `file` or `file tier`.
pub fn scores(folder: &Path) -> std::io::Result<BTreeMap<String, Score>> {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !(name.ends_with(".tsv") || name.ends_with(".tsv.gz")) {
            continue;
        }
        let text = text_of(&path)?;
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        let column = |wanted: &str| header.iter().position(|h| *h == wanted);
        let Some(unicode) = column("unicode") else { continue };
        let codes: Vec<usize> =
            ["krutidev010", "krutidev_right_curly", "krutidev_left_curly"].iter().filter_map(|c| column(c)).collect();
        let tier = column("tier");
        for line in lines {
            let fields: Vec<&str> = line.split('\t').collect();
            let Some(expected) = fields.get(unicode) else { continue };
            let key = match tier.and_then(|t| fields.get(t)) {
                Some(tier) => format!("{name} {tier}"),
                None => name.clone(),
            };
            let score = scores.entry(key).or_default();
            for code in codes.iter().filter_map(|c| fields.get(*c)) {
                let read = to_unicode(code).text;
                score.rows += 1;
                if fold_for_compare(&read) == fold_for_compare(expected) {
                    score.right += 1;
                } else {
                    score.wrong.push([(*code).to_owned(), (*expected).to_owned(), read]);
                }
            }
        }
    }
    Ok(scores)
}

#[allow(dead_code)] // the test uses this file as a module
fn main() {
    let folder = std::env::args().nth(1).expect("a folder of pairs");
    let show = std::env::args().nth(2).and_then(|n| n.parse().ok()).unwrap_or(10);
    for (name, score) in scores(Path::new(&folder)).expect("readable files") {
        println!("{name}: {:.3} % ({} of {})", score.percent(), score.right, score.rows);
        for [code, expected, read] in score.wrong.iter().take(show) {
            println!("    {code}  expected {expected}  read {read}");
        }
    }
}
