//! The converter against pairs of code and Unicode.

use crate::data::shared;

#[path = "../../examples/pairs.rs"]
mod measure;

#[test]
fn pairs_are_read_right() {
    let Some(folder) = shared("data/legacy-hindi") else { return };
    let scores = measure::scores(&folder).expect("readable pairs");
    for (name, score) in &scores {
        println!("{name}: {:.3} % of {}", score.percent(), score.rows);
    }
    let wanted = [
        ("gold_pairs.tsv", 100.0),
        ("silver_pairs.tsv.gz A", 99.99),
        ("silver_pairs.tsv.gz B", 99.5),
        ("silver_pairs.tsv.gz C", 99.0),
        ("curly_quote_pairs.tsv.gz", 99.0),
    ];
    for (name, least) in wanted {
        let score = &scores[name];
        assert!(score.rows > 50, "{name} has {} rows", score.rows);
        assert!(
            score.percent() >= least,
            "{name}: {:.3} %, wanted {least}: {:?}",
            score.percent(),
            score.wrong.first()
        );
    }
}
