//! sahakar: the binary: one program for every seat, roles as commands.

/// Prints a line. A reader who has gone away (`sahakar … | head`) is no reason to stop halfway.
macro_rules! line {
    ($($what:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($what)*);
    }};
}

mod asked;
mod command;
mod demo;
mod demo_people;
mod demo_state;
mod link;
mod migrate;
mod oldbooks;
mod person;
mod post;
mod provider;
mod safe;
mod show;
mod simulate;
mod stall;
mod state;
mod store;
mod tools;

use command::Options;
use desk::{Desk, Trouble};
use kernel::{Refusal, SystemClock};
use lipi::Lang;
use lipi::messages;
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    let matches = match command::all().try_get_matches() {
        Ok(matches) => matches,
        Err(e) => {
            let _ = e.print();
            return ExitCode::from(if e.use_stderr() { 2 } else { 0 });
        }
    };
    let done = match matches.subcommand() {
        Some(("demo", m)) => demo::run(m),
        Some(("migrate", m)) => migrate::run(m),
        Some(("serve", m)) => demo::serve_only(m),
        Some(("person", m)) => person::run(m),
        Some(("digest", m)) => post::run(m),
        Some(("verify", m)) => tools::verify(m),
        Some(("rebuild", m)) => tools::rebuild(m),
        Some(("backup", m)) => safe::backup(m),
        Some(("restore", m)) => safe::restore(m),
        Some(("export", m)) => tools::export(m),
        Some(("sync", m)) => link::run(m),
        Some(("state", m)) => state::run(m),
        Some(("import", m)) => state::outlines(m),
        Some(("store", m)) => store::run(m),
        Some(("lipi", m)) => tools::lipi(m),
        Some(("simulate", m)) => simulate::run(m),
        _ => unreachable!("clap asks for a command"),
    };
    match done {
        Ok(code) => code,
        Err(trouble) => {
            tell(&trouble);
            ExitCode::from(2)
        }
    }
}

/// Says a refusal or a fault in both languages.
fn tell(trouble: &Trouble) {
    match trouble {
        Trouble::Refusal(r) => {
            let mut to = std::io::stderr();
            for lang in [Lang::Hi, Lang::En] {
                let _ = writeln!(to, "{}", messages::refuse(lang, r));
            }
        }
        Trouble::Fault(f) => {
            tell(&Refusal::new(7500).with("what", f).into());
        }
    }
}

/// A text in both languages, Hindi first.
fn both(key: &str) -> String {
    format!("{} · {}", messages::say(Lang::Hi, key, &[]), messages::say(Lang::En, key, &[]))
}

/// A file the person named could not be written: its name, the permission or the room on the disk, as the remedy says.
fn unwritten(file: impl std::fmt::Display) -> Trouble {
    Refusal::new(7005).with("file", file).into()
}

/// Opens the installation the options name.
fn open(options: &Options) -> Result<Desk, Trouble> {
    Desk::open(&options.data, &options.store, Arc::new(SystemClock))
}

/// The society of a code; the only one there is where none is given.
fn society(desk: &Desk, code: Option<&str>) -> Result<(kernel::SocietyId, String), Trouble> {
    let all = desk.read(keep::view::societies)?;
    let found = match code {
        Some(code) => all.iter().find(|s| s.code == code),
        None if all.len() == 1 => all.first(),
        None => {
            let codes = all.iter().map(|s| s.code.as_str()).collect::<Vec<_>>().join(", ");
            return Err(Refusal::new(7002).with("codes", codes).into());
        }
    };
    found.map(|s| (s.id, s.code.clone())).ok_or_else(|| Refusal::new(7003).with("code", code.unwrap_or("")).into())
}
