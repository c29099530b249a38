//! Backup into one sealed file, and going on from it on another computer.

use crate::command::Options;
use crate::open;
use clap::ArgMatches;
use desk::{Desk, Trouble};
use kernel::{Refusal, SystemClock};
use lipi::messages::{self, Lang};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// The first line of the password file: a password on the command line would stand in the list of processes.
fn password(m: &ArgMatches) -> Result<String, Trouble> {
    let file = m.get_one::<String>("password-file").map_or("", String::as_str);
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let first = text.lines().next().unwrap_or_default();
    if first.is_empty() {
        return Err(Refusal::new(5046).with("file", file).into());
    }
    Ok(first.to_owned())
}

fn file(m: &ArgMatches) -> &str {
    m.get_one::<String>("file").map_or("", String::as_str)
}

/// Writes the whole installation into one file.
pub fn backup(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let password = password(m)?;
    let entries = open(&Options::of(m))?.backup_to(Path::new(file(m)), &password)?.to_string();
    for lang in [Lang::Hi, Lang::En] {
        line!("{}", messages::say(lang, "cli-backed-up", &[("file", file(m)), ("entries", &entries)]));
    }
    Ok(ExitCode::SUCCESS)
}

/// Begins an installation from a backup.
pub fn restore(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let password = password(m)?;
    let to = Options::of(m);
    let done = Desk::restore(Path::new(file(m)), &to.data, &to.store, &password, Arc::new(SystemClock))?;
    let (desk, societies, entries) = (done.desk.0.to_string(), done.societies.to_string(), done.entries.to_string());
    for lang in [Lang::Hi, Lang::En] {
        let values = [("desk", &desk[..]), ("societies", &societies), ("entries", &entries)];
        line!("{}", messages::say(lang, "cli-restored", &values));
    }
    Ok(ExitCode::SUCCESS)
}
