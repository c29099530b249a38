//! `sahakar simulate`: the folder of a very large invented society, or a society's whole year played through the one door.

mod check;
mod found;
mod mix;
mod mix_estate;
mod mix_goods;
mod mix_members;
mod mix_year;
mod play;
mod state;
mod tally;
mod year;

use crate::{both, unwritten};
use clap::ArgMatches;
use desk::Trouble;
use kernel::Refusal;
use std::path::Path;
use std::process::ExitCode;

/// Members of the folder, and of the played society, where none are said.
const MEMBERS: (u64, u64) = (10_000, 5_000);

/// Runs the command.
pub fn run(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    if let Some(("state", m)) = m.subcommand() {
        return state::run(m);
    }
    if m.get_flag("year") {
        return year::run(m);
    }
    let members = whole(m, "members", MEMBERS.0)?;
    let dir = m.get_one::<String>("out").map_or(".", String::as_str);
    let made = examples::large(members, Path::new(dir), &mut |_| {}).map_err(|_| unwritten(dir))?;
    line!("{} {dir} {:?}", both("cli-simulated"), made.rows);
    Ok(ExitCode::SUCCESS)
}

/// A whole number of an option.
fn whole(m: &ArgMatches, name: &str, otherwise: u64) -> Result<u64, Trouble> {
    match m.get_one::<String>(name) {
        None => Ok(otherwise),
        Some(text) => text.parse().map_err(|_| Refusal::new(7004).with("value", text).into()),
    }
}
