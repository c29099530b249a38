//! Shows names whose spellings do not meet: `cargo run -p lipi --example names -- FILE`, a file of `latin TAB devanagari`.

use lipi::name::{key, similarity, to_latin};

fn main() {
    let file = std::env::args().nth(1).expect("a file of pairs");
    let text = std::fs::read_to_string(file).expect("a readable file");
    let (mut rows, mut equal) = (0, 0);
    for line in text.lines() {
        let mut fields = line.split('\t');
        let (Some(latin), Some(hindi)) = (fields.next(), fields.next()) else { continue };
        rows += 1;
        if key(latin) == key(hindi) {
            equal += 1;
        } else {
            println!(
                "{latin} {} | {hindi} {} | {} {:.2}",
                key(latin).0,
                key(hindi).0,
                to_latin(hindi),
                similarity(latin, hindi)
            );
        }
    }
    println!("equal keys: {equal} of {rows}");
}
