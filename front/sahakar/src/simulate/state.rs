//! The simulated State: societies of an invented State are brought in and worked at desks of their own, each with its key; their registers go up to a
//! seat by the real exchange; then the seat must have, head by head and to the paisa, what the societies have, and every chain must verify.

use super::check::wrong;
use super::play::Turned;
use super::tally::named;
use super::{whole, year};
use crate::both;
use clap::ArgMatches;
use desk::state::StateAct;
use desk::{Desk, Role, Trouble, Who};
use examples::year::{FIRST, working_days};
use keep::view;
use kernel::{CommandId, Refusal, SocietyId};
use places::decide::Taken;
use places::{Level, Listed, Place, Sector, import};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Districts, blocks, societies, members of each, working days, vouchers of a day, where none are said: about those of Uttarakhand.
const USUAL: [u64; 6] = [13, 95, 670, 1_500, 60, 6];
/// The State of the invented lists, by its LGD code.
const STATE: (u32, &str) = (5, "Uttarakhand");
/// Codes of invented districts and blocks are this and what follows; the LGD has none so high.
const INVENTED: [u32; 2] = [90_001, 900_001];

struct Size {
    societies: usize,
    year: year::Size,
    jobs: usize,
    data: PathBuf,
    seed: u64,
}

/// Net balances of a society by head, paise; debit is more than nothing.
type Balances = BTreeMap<String, i64>;

/// What the societies had when they sent, and how long what took, summed over all who worked at once.
#[derive(Default)]
struct Made {
    books: BTreeMap<SocietyId, (String, Balances)>,
    entries: u64,
    bytes: u64,
    played: Duration,
    sent: Duration,
}

/// Runs the command.
pub fn run(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let number =
        |name: &str, usual: usize| whole(m, name, USUAL[usual]).map(|n| usize::try_from(n).unwrap_or(usize::MAX));
    let (members, days) = (number("members", 3)?.max(12), number("days", 4)?.clamp(1, 1_500));
    let seed = whole(m, "seed", 7)?;
    let vouchers = whole(m, "vouchers", USUAL[5])?.saturating_mul(days as u64);
    let data = PathBuf::from(m.get_one::<String>("data").map_or("", String::as_str));
    let year = year::Size { members, days, vouchers, seed };
    let jobs = usize::try_from(whole(m, "jobs", 2)?.clamp(1, 64)).unwrap_or(1);
    let size = Size { societies: number("societies", 2)?.max(1), year, jobs, data, seed };
    let store = m.get_one::<String>("store").map_or("", String::as_str);
    let lists: Vec<&String> = m.get_many("places").into_iter().flatten().collect();
    let last = working_days(FIRST, days).last().copied().unwrap_or(FIRST);
    let clock = Arc::new(Turned::new());
    clock.to(last, 20);
    let seat = Desk::open(&size.data.join("seat"), store, clock)?.begin_state(&operator(), STATE.0, STATE.1)?;
    let codes = listed(&seat, &lists, &size)?;
    let begun = Instant::now();
    let made = all_societies(&seat, &codes, &size)?;
    let worked = begun.elapsed();
    let drawing = Instant::now();
    let drawn = seat.draw_received()?;
    let drew = drawing.elapsed();
    let counting = Instant::now();
    seat.count_evidence()?;
    let counted = counting.elapsed();
    let checking = Instant::now();
    same_above(&seat, &made)?;
    figures(&made, drawn, [worked, made.played, made.sent, drew, counted, checking.elapsed()]);
    Ok(ExitCode::SUCCESS)
}

fn operator() -> Who {
    Who::local(Role::Operator)
}

/// A list of a file as rows of texts.
fn rows_of(file: &str) -> Result<Vec<Vec<String>>, Refusal> {
    let read = readers::read_file(Path::new(file))?;
    Ok(read.sheets.iter().flat_map(crate::state::rows).collect())
}

/// Invented districts and blocks, the blocks shared out among the districts.
fn invented(societies: usize) -> [(Level, Vec<Place>); 2] {
    let place = |level: usize, n: usize, parent: u32, name: &str| {
        let name = format!("{name} {}", n + 1);
        Place { code: INVENTED[level] + n as u32, parent, name, hindi: String::new() }
    };
    let (districts, blocks) = (societies.min(USUAL[0] as usize), societies.min(USUAL[1] as usize));
    let under = |n: usize| INVENTED[0] + (n % districts) as u32;
    [
        (Level::District, (0..districts).map(|n| place(0, n, STATE.0, "District")).collect()),
        (Level::Block, (0..blocks).map(|n| place(1, n, under(n), "Block")).collect()),
    ]
}

/// Sets the lists of the seat: places of the files, or invented ones, and as many societies. Gives their codes.
fn listed(seat: &Desk, files: &[&String], size: &Size) -> Result<Vec<String>, Trouble> {
    let mut lists = Vec::new();
    for file in files {
        lists.push(import::places(&rows_of(file)?, STATE.0)?);
    }
    if lists.is_empty() {
        lists.extend(invented(size.societies));
    }
    lists.sort_by_key(|(level, _)| *level);
    let blocks = lists.iter().find(|(level, _)| *level == Level::Block).map(|(_, rows)| rows.clone());
    let blocks = blocks.filter(|b| !b.is_empty()).ok_or_else(|| Refusal::new(4502))?;
    let mut ids = 1_u128..;
    let mut keep = |act: StateAct| {
        let id = CommandId(uuid::Uuid::from_u128(ids.next().unwrap_or_default()));
        seat.keep_state(&operator(), id, &act).map(|_| ())
    };
    for (level, rows) in lists {
        keep(StateAct::Places { level, rows, taken: Taken::default() })?;
    }
    let society = |n: usize| {
        let block = &blocks[n % blocks.len()];
        let (code, name) = (format!("SIM-{:04}", n + 1), examples::year::name(size.seed + n as u64));
        Listed {
            code,
            name,
            sector: Sector::Mpacs,
            district: block.parent,
            block: block.code,
            bank: String::new(),
            area: vec![],
        }
    };
    let rows: Vec<Listed> = (0..size.societies).map(society).collect();
    let codes = rows.iter().map(|s| s.code.clone()).collect();
    keep(StateAct::Societies { rows, taken: Taken::default() })?;
    Ok(codes)
}

/// Plays every society and sends it up, a few at a time.
fn all_societies(seat: &Desk, codes: &[String], size: &Size) -> Result<Made, Trouble> {
    let bar = year::bar(codes.len());
    let (next, made, failed) = (AtomicUsize::new(0), Mutex::new(Made::default()), Mutex::new(None));
    std::thread::scope(|s| {
        for _ in 0..size.jobs {
            s.spawn(|| {
                while let Some((n, code)) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|n| Some((n, codes.get(n)?)))
                {
                    if let Err(trouble) = one_society(seat, n, code, size, &made) {
                        failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(trouble);
                        next.store(codes.len(), Ordering::Relaxed);
                    }
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish();
    match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(trouble) => Err(trouble),
        None => Ok(made.into_inner().unwrap_or_else(PoisonError::into_inner)),
    }
}

/// One society at a desk of its own: old books, working days, joining, sending. Its desk is swept away afterwards.
fn one_society(seat: &Desk, n: usize, code: &str, size: &Size, made: &Mutex<Made>) -> Result<(), Trouble> {
    let begun = Instant::now();
    let folder = size.data.join("desks").join(code);
    let clock = Arc::new(Turned::new());
    clock.to(FIRST, 9);
    let desk = Desk::open(&folder, "", clock.clone())?;
    let year = year::Size { seed: size.seed + n as u64, ..size.year };
    let society = year::worked(&desk, &clock, code, &year)?;
    let played = begun.elapsed();
    let begun = Instant::now();
    let given = seat.let_in(&Who::local(Role::Officer), code)?;
    let to = desk.join(&operator(), society, "simulated", &given.code, &mut |p| seat.receive(p))?;
    let sent = desk.exchange(&to, &mut |p| seat.receive(p))?;
    let books = balances(&desk, society)?;
    drop(desk);
    std::fs::remove_dir_all(&folder).map_err(|_| crate::unwritten(folder.display()))?;
    let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
    made.books.insert(society, (code.to_owned(), books));
    made.entries += sent.sent;
    made.bytes += sent.bytes;
    made.played += played;
    made.sent += begun.elapsed();
    Ok(())
}

fn balances(desk: &Desk, society: SocietyId) -> Result<Balances, Trouble> {
    let rows = desk.read(|t| view::trial_balance(t, society))?;
    Ok(rows.into_iter().map(|r| (r.code, (r.debit - r.credit).0)).collect())
}

/// At the seat: every society's heads as at its desk, the State's totals the sum of the societies', every chain whole, nothing on a shelf.
fn same_above(seat: &Desk, made: &Made) -> Result<(), Trouble> {
    let (mut above, mut below) = (Balances::new(), Balances::new());
    for (society, (code, books)) in &made.books {
        let there = balances(seat, *society)?;
        if there != *books {
            let head = books.iter().find(|(head, paise)| there.get(*head) != Some(paise));
            return Err(wrong(format_args!("{code}: {head:?} paise at the society is not so at the seat")));
        }
        for (sum, of) in [(&mut above, &there), (&mut below, books)] {
            of.iter().for_each(|(head, paise)| *sum.entry(head.clone()).or_default() += paise);
        }
        if let Some(refusal) = seat.verify(*society)?.iter().find_map(desk::refusal_of) {
            return Err(refusal.into());
        }
        let shelved = seat.read(|t| keep::exchange::shelf(t, *society, 1))?;
        if let Some(entry) = shelved.first() {
            return Err(wrong(format_args!("{code}: entry {} lies on the shelf: {}", entry.seq.0, entry.reason)));
        }
    }
    if above != below || above.values().sum::<i64>() != 0 {
        return Err(wrong("the State's totals are not the sum of the societies'"));
    }
    Ok(())
}

fn figures(made: &Made, drawn: u64, took: [Duration; 6]) {
    let seconds = |d: Duration| format!("{:.1} s", d.as_secs_f64());
    let speed = |n: u64, d: Duration| format!("{:.0}", n as f64 / d.as_secs_f64().max(0.001));
    let [worked, played, sent, drew, counted, checked] = took;
    line!("\n{}", named("cli-state-title"));
    let heads: std::collections::BTreeSet<&String> = made.books.values().flat_map(|(_, b)| b.keys()).collect();
    for (name, value) in [
        ("cli-state-societies", made.books.len().to_string()),
        ("cli-state-entries", made.entries.to_string()),
        ("cli-state-bytes", format!("{} kB", made.bytes / 1000)),
        ("cli-state-worked", seconds(worked)),
        ("cli-state-played", seconds(played)),
        ("cli-state-sent", seconds(sent)),
        ("cli-state-drawn", seconds(drew)),
        ("cli-state-draw-speed", speed(drawn, drew)),
        ("cli-state-counted", seconds(counted)),
        ("cli-state-checked", seconds(checked)),
        ("cli-state-heads", heads.len().to_string()),
    ] {
        line!("{value:>12}  {}", named(name));
    }
    line!("{}", both("cli-state-same"));
}
