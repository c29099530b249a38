//! The binary.

use std::path::PathBuf;

fn main() {
    let mut args = std::env::args().skip(2);
    let pack = PathBuf::from(args.next().expect("pack"));
    let out = args.next();
    let folder = readers::read_folder(&pack, &mut |_| {}).expect("read");
    let t = std::time::Instant::now();
    let migrated = migration::migrate(&folder, "2025-03-31".parse().expect("date"), &Default::default(), Default::default());
    eprintln!("{:?}", t.elapsed());
    if std::env::var("SHOW").is_ok() {
        for r in &migrated.books.registers {
            println!("{} {} {}!{} row {} conf {} pages {} rows {} alts {:?} titles {:?}", r.table.kind, r.table.product, folder.files[r.file as usize].path, folder.files[r.file as usize].sheets[r.sheet as usize].name, r.head_row, r.table.confidence, r.body.pages.len(), r.body.len(), r.table.alternatives, r.table.titles);
            for c in &r.table.columns {
                println!("      {} {} <- {} {:.2}", c.col, c.field, c.heading, c.score);
            }
        }
    }
    let report = migration::report::of(&folder, &migrated);
    if let Some(out) = out {
        std::fs::write(out, serde_json::to_string_pretty(&report).expect("json")).expect("write");
    }
}
