//! `sahakar store`: the tables of a seat on PostgreSQL, made by their owner, and how a cluster spreads them.

use crate::both;
use clap::ArgMatches;
use desk::Trouble;
use std::process::ExitCode;

/// Runs the command.
pub fn run(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    match m.subcommand() {
        Some(("make", m)) => {
            let url = m.get_one::<String>("store").map_or("", String::as_str);
            desk::store::make(url, m.get_one::<String>("app").map(String::as_str))?;
            line!("{}", both("cli-store-made"));
        }
        _ => line!("{}", keep::layout::citus().trim_end()),
    }
    Ok(ExitCode::SUCCESS)
}
