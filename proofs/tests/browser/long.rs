//! A sheet of 20,000 rows at the workbench, measured: how long it takes to open, whether it scrolls without stutter though only the rows in sight are
//! there, and how much memory the browser holds for it.

use crate::hand::Person;
use crate::{sample, served};
use desk::{Desk, Role, Who};
use kernel::{CommandId, FixedClock};
use proofs::browser::{Browser, Look, Tried};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

const ROWS: usize = 20_000;
const CODE: &str = "UK-NTL-0032";
const PASSWORD: &str = "लम्बी-पंजी-2025";
/// What was asked for: milliseconds to open, bytes held.
const OPENS: u128 = 1_000;
const HOLDS: u64 = 200 << 20;
/// Openings, of which the slowest counts; and frames of scrolling.
const TIMES: usize = 5;
const FRAMES: usize = 600;

/// A savings register as an old computer writes it.
fn register() -> String {
    let mut out = String::from(
        "बचत जमा खाता\nक्रमांक,खाता संख्या,सदस्य संख्या,सदस्य का नाम,पिता का नाम,ग्राम,खाता खोलने की तिथि,शेष राशि\n",
    );
    for i in 1..=ROWS {
        let (no, day, month) = (90_000 + i, i % 28 + 1, i % 12 + 1);
        let _ = writeln!(out, "{i},{no},{i},सदस्य {i},पिता {i},ग्राम {},{day:02}-{month:02}-2019,{}.50", i % 40, i * 7);
    }
    out
}

/// Scrolls the sheet so many pixels at every frame; gives the time of each frame in milliseconds, and of each how many rows stood there.
const SCROLL: &str = "new Promise(done => { const box = document.querySelector('[data-rows]'), out = []; let last = 0, n = 0; \
    const frame = now => { if (last) out.push([now - last, box.querySelectorAll('tbody tr').length]); last = now; \
    box.scrollTop += STEP; ++n > FRAMES ? done(out) : requestAnimationFrame(frame) }; requestAnimationFrame(frame) })";

/// How late the slowest frames but one in a hundred were, and the most rows that ever stood in the page.
fn scrolled(p: &mut Person<'_>, how: &str, step: &str) -> Tried<(f64, u64)> {
    let frames = p.page.eval(&SCROLL.replace("FRAMES", &FRAMES.to_string()).replace("STEP", step))?;
    let frames = frames.as_array().ok_or("no frames")?;
    let mut times: Vec<f64> = frames.iter().map(|f| f[0].as_f64().unwrap_or(f64::MAX)).collect();
    times.sort_by(f64::total_cmp);
    let most = frames.iter().map(|f| f[1].as_u64().unwrap_or(u64::MAX)).max().unwrap_or(0);
    let (median, late, worst) = (times[times.len() / 2], times[times.len() * 99 / 100], times[times.len() - 1]);
    println!(
        "scrolled {how}, {} frames: median {median:.1} ms, 99 of 100 within {late:.1} ms, worst {worst:.1} ms; never more than {most} rows in the page",
        frames.len()
    );
    Ok((late, most))
}

pub fn measured(browser: &mut Browser) -> Tried<()> {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let desk = Arc::new(Desk::open(folder.path(), "", Arc::new(FixedClock(sample::NOW))).expect("a folder"));
    let (operator, command) = (Who::local(Role::Operator), CommandId(uuid::Uuid::now_v7()));
    let society = desk.found(&operator, CODE, "साधन सहकारी समिति", command).expect("founded").society;
    desk.add_user(&operator, society, "sachiv", Role::Secretary, PASSWORD).expect("a login");
    let mut p = Person { base: served::start(web::Web::new(desk)), page: browser.page(Look::DESK)?, code: CODE };
    p.goto("/login")?;
    p.fill(&[("login", "sachiv"), ("password", PASSWORD)])?;
    p.goto(&format!("/s/{CODE}/bench"))?;
    p.fill(&[("cutoff", "31-03-2025")])?;
    p.bring("#f-files", &[("bachat.csv", register().as_bytes())])?;
    // what it took to bring the file is not what the sheet holds
    let base = p.base.clone();
    drop(p);
    let mut p = Person { base, page: browser.page(Look::DESK)?, code: CODE };
    p.goto("/login")?;
    p.fill(&[("login", "sachiv"), ("password", PASSWORD)])?;
    let sheet = format!("/s/{CODE}/bench/sheet/0/0");
    let mut opened = Vec::new();
    for _ in 0..TIMES {
        p.goto(&format!("/s/{CODE}/bench/files"))?;
        let begun = Instant::now();
        p.goto(&sheet)?;
        opened.push(begun.elapsed().as_millis());
    }
    opened.sort_unstable();
    let slowest = opened[TIMES - 1];
    let (late, most) = scrolled(&mut p, "at a reader's pace", "12")?;
    // to the very end in ten seconds, as nobody reads
    let (_, flung) = scrolled(&mut p, "thrown from end to end", &format!("(box.scrollHeight / {FRAMES})"))?;
    p.page.until(&format!("document.querySelector('[data-rows] tbody').innerText.includes('सदस्य {ROWS}')"))?;
    let (held, heap) = p.page.memory()?;
    let mb = |bytes: u64| bytes / (1 << 20);
    println!("{ROWS} rows: opens in {} to {slowest} ms", opened[0]);
    println!("memory of the page: {} MB, of it {} MB of script", mb(held), mb(heap));
    if slowest > OPENS || late > 50.0 || most.max(flung) > 200 || held > HOLDS {
        return Err("slower, or larger, than was asked for".into());
    }
    Ok(())
}
