//! `cargo run --release -p examples --example large -- MEMBERS DIR` writes the benchmark folder and says how long it took;
//! with a third argument `ROWS.xlsx=N` also a workbook of N rows.

use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [members, dir, rest @ ..] = args.as_slice() else { return Err("large MEMBERS DIR [FILE.xlsx=ROWS]".into()) };
    let start = Instant::now();
    let made = examples::large(members.parse()?, Path::new(dir), &mut |rows| eprint!("\r{rows} rows"))?;
    let rows: u64 = made.rows.iter().sum();
    let took = start.elapsed();
    println!(
        "\n{rows} rows in {took:.2?}, {} rows/s; sums {:?}; {:?}",
        rows as u128 * 1000 / took.as_millis().max(1),
        made.sums,
        made.defects
    );
    for file in rest {
        let (name, rows) = file.split_once('=').ok_or("FILE.xlsx=ROWS")?;
        let start = Instant::now();
        let sum = examples::large_xlsx(rows.parse()?, &Path::new(dir).join(name))?;
        println!("{name}: {rows} rows, sum {sum} paise, {:.2?}", start.elapsed());
    }
    Ok(())
}
