//! How long separated text takes, against a bare floor in the same run: looking at every byte for line ends and
//! checking that it is UTF-8.
//!
//! `cargo bench -p readers --bench text`; `ROWS=3500000` for the members of a State (about 250 MB).

use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

fn main() {
    let rows: u32 = std::env::var("ROWS").ok().and_then(|r| r.parse().ok()).unwrap_or(350_000);
    let mut text = String::from("no,name,father,village,share,balance,mobile,remark\n");
    for n in 0..rows {
        let _ = writeln!(
            text,
            "{n},राम सिंह {},\"Shri, Hari\",Karda,{}.00,{}.50,98{n:08},ok",
            n % 977,
            n % 50 * 100,
            n % 9999
        );
    }
    let bytes = text.into_bytes();
    let start = Instant::now();
    black_box(std::str::from_utf8(&bytes).expect("UTF-8").bytes().filter(|b| *b == b'\n').count());
    let floor = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let file = readers::read_bytes("members.csv", &bytes).expect("readable");
    let ours = start.elapsed().as_secs_f64();
    let cells = file.sheets[0].cell_count();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).map_or("?", str::trim);
    println!(
        "{rows} rows, {cells} cells, {} MiB of text, peak memory {peak} (the bytes and the cells)",
        bytes.len() >> 20
    );
    println!("readers: cells and digest {ours:.3} s, floor {floor:.3} s, ratio {:.1}", ours / floor);
}
