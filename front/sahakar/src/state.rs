//! `sahakar state`: begins the seat of a State and hands its lists in, as the LGD directory and offices write them.

use crate::command::Options;
use crate::{both, open};
use clap::ArgMatches;
use desk::state::StateAct;
use desk::{Desk, Role, Trouble, Who};
use kernel::{CommandId, Date, Refusal};
use lipi::messages;
use migration::cell::SourceFile;
use places::decide::Taken;
use places::{Bank, Directory, Level, import};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// Between two looks whether registers have grown since they were counted.
const PAUSE: Duration = Duration::from_secs(3);
/// Most bytes of a file with outlines.
const OUTLINES: u64 = 4 << 20;

/// Runs the command.
pub fn run(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let Some((what, m)) = m.subcommand() else { unreachable!("clap asks for one") };
    let desk = open(&Options::of(m))?;
    let who = Who { name: "sahakar state".to_owned(), ..Who::local(Role::Operator) };
    let text = |name: &str| m.get_one::<String>(name).cloned().unwrap_or_default();
    if what == "begin" {
        let code = text("code").parse().map_err(|_| Refusal::new(4503).with("rows", 1).with("first", 1))?;
        let desk = desk.begin_state(&who, code, &text("name"))?;
        if m.get_flag("known") {
            known(&desk, &who)?;
        }
        return tell(&desk);
    }
    if let "merge" | "wind-up" = what {
        let (code, order) = (text("society"), order(&desk, &text("order"), &text("dated"))?);
        let act = match what {
            "merge" => StateAct::Merge { code, into: text("into"), order },
            _ => StateAct::WindUp { code, order },
        };
        desk.keep_state(&who, CommandId(uuid::Uuid::now_v7()), &act)?;
        return tell(&desk);
    }
    let path = text("file");
    let act = act(&desk, &text("what"), Path::new(&path), text("order"))?;
    desk.keep_state(&who, CommandId(uuid::Uuid::now_v7()), &act)?;
    tell(&desk)
}

/// `sahakar import boundaries`: outlines of places, for the map.
pub fn outlines(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let Some((_, m)) = m.subcommand() else { unreachable!("clap asks for one") };
    let desk = open(&Options::of(m))?;
    let path = m.get_one::<String>("file").map_or("", String::as_str);
    let act = act(&desk, "outlines", Path::new(path), String::new())?;
    let who = Who { name: "sahakar import".to_owned(), ..Who::local(Role::Operator) };
    desk.keep_state(&who, CommandId(uuid::Uuid::now_v7()), &act)?;
    tell(&desk)
}

/// Number and day of an order as one text, as the page writes it.
fn order(desk: &Desk, number: &str, dated: &str) -> Result<String, Refusal> {
    if number.trim().is_empty() {
        return Err(Refusal::new(4508));
    }
    let day: Date = dated.parse().map_err(|_| Refusal::new(7001).with("value", dated))?;
    let shown = lipi::date::format(day);
    if day > desk.today() {
        return Err(Refusal::new(3213).with("day", shown));
    }
    Ok(messages::say(lipi::Lang::Hi, "state-order-dated", &[("number", number.trim()), ("day", &shown)]))
}

/// Districts and blocks this program knows by their LGD codes, where no list is at hand.
pub(crate) fn known(desk: &Desk, who: &Who) -> Result<(), Trouble> {
    let state = desk.the_state()?.directory.state.as_ref().map_or(0, |s| s.code);
    for level in [Level::District, Level::Block] {
        let rows = import::known(level, state);
        let taken = Taken { source: format!("sahakar {}", env!("CARGO_PKG_VERSION")), ..Taken::default() };
        desk.keep_state(who, CommandId(uuid::Uuid::now_v7()), &StateAct::Places { level, rows, taken })?;
    }
    Ok(())
}

/// What the directory holds now.
fn tell(desk: &Desk) -> Result<ExitCode, Trouble> {
    let state = desk.the_state()?;
    let dir = &state.directory;
    let count = |level| dir.places.range((level, 0)..=(level, u32::MAX)).filter(|(_, h)| h.gone.is_none()).count();
    let (districts, blocks, panchayats) = (count(Level::District), count(Level::Block), count(Level::Panchayat));
    for lang in [lipi::Lang::Hi, lipi::Lang::En] {
        let args = [
            ("districts", &*districts.to_string()),
            ("blocks", &*blocks.to_string()),
            ("panchayats", &*panchayats.to_string()),
            ("societies", &*dir.societies.len().to_string()),
        ];
        line!("{}", messages::say(lang, "cli-state-now", &args));
    }
    Ok(ExitCode::SUCCESS)
}

/// A file becomes the act that takes it in; the file itself is kept.
fn act(desk: &Desk, what: &str, path: &Path, order: String) -> Result<StateAct, Trouble> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = std::fs::read(path).map_err(|_| Refusal::new(5105).with("file", path.display()))?;
    let state = desk.the_state()?;
    let keep = |bytes: &[u8]| -> Result<Taken, Trouble> {
        Ok(Taken { digest: desk.keep_file(bytes)?.hex(), source: name.clone(), order: order.clone() })
    };
    if what == "outlines" {
        let level = outlines_of(&bytes, &state.directory)?;
        return Ok(StateAct::Outlines { level, taken: keep(&bytes)? });
    }
    let file = readers::read_bytes(&name, &bytes)?;
    let code = state.directory.state.as_ref().map_or(0, |s| s.code);
    Ok(match what {
        "places" => {
            let (level, rows) = first_fit(&file, |rows| import::places(rows, code))?;
            StateAct::Places { level, rows, taken: keep(&bytes)? }
        }
        "banks" => StateAct::Banks { banks: first_fit(&file, banks)?, taken: keep(&bytes)? },
        _ => {
            let rows = first_fit(&file, |rows| import::societies(rows, &state.directory))?;
            StateAct::Societies { rows, taken: keep(&bytes)? }
        }
    })
}

/// The first sheet that is such a list; where none is, the first refusal that says more than that.
fn first_fit<T>(file: &SourceFile, read: impl Fn(&[Vec<String>]) -> Result<T, Refusal>) -> Result<T, Refusal> {
    let mut no = Refusal::new(4502);
    for sheet in &file.sheets {
        match read(&rows(sheet)) {
            Ok(done) => return Ok(done),
            Err(r) if r.number != 4502 => no = r,
            Err(_) => {}
        }
    }
    Err(no)
}

/// A sheet as rows of texts.
pub(crate) fn rows(sheet: &migration::cell::Sheet) -> Vec<Vec<String>> {
    sheet.rows().iter().map(|r| sheet.texts(r)).collect()
}

/// Banks: code, name, LGD codes of the districts it serves.
fn banks(rows: &[Vec<String>]) -> Result<Vec<Bank>, Refusal> {
    let one = |row: &Vec<String>| {
        let text = |i: usize| row.get(i).map_or("", |t| t.trim());
        let codes = text(2).split([';', ',', ' ']).filter(|t| !t.is_empty()).map(|t| t.parse().ok());
        let districts = codes.collect::<Option<Vec<u32>>>().filter(|d| !d.is_empty())?;
        Some(Bank { code: text(0).to_owned(), name: text(1).to_owned(), districts })
    };
    let all: Vec<Bank> = rows.iter().filter_map(one).collect();
    if all.is_empty() { Err(Refusal::new(4502)) } else { Ok(all) }
}

/// Whose outlines a GeoJSON file holds: the finer level of which it knows most.
fn outlines_of(bytes: &[u8], dir: &Directory) -> Result<Level, Refusal> {
    let none = || Refusal::new(4502);
    if bytes.len() as u64 > OUTLINES {
        return Err(none());
    }
    let json: serde_json::Value = serde_json::from_slice(bytes).map_err(|_| none())?;
    let features = json["features"].as_array().ok_or_else(none)?;
    let known = |level| {
        let code = |f: &serde_json::Value| import::outline_code(dir, level, &import::said(&f["properties"]));
        features.iter().filter_map(code).collect::<std::collections::BTreeSet<u32>>().len()
    };
    let (districts, blocks) = (known(Level::District), known(Level::Block));
    match (districts, blocks) {
        (0, 0) => Err(none()),
        (d, b) if b > d => Ok(Level::Block),
        _ => Ok(Level::District),
    }
}

/// Counts registers that have grown, for as long as the program runs.
pub fn beside(desk: &Arc<Desk>) {
    let desk = desk.clone();
    std::thread::spawn(move || {
        loop {
            // what cannot be counted now is counted the next time
            let seat = matches!(desk.state(), Ok(Some(s)) if s.own);
            if seat && let Err(e) = desk.count_evidence() {
                line!("{} {e:?}", both("cli-state-uncounted"));
            }
            std::thread::sleep(PAUSE);
        }
    });
}
