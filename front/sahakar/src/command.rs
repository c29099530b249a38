//! The commands and their options, explained in both languages.

use crate::both;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::path::PathBuf;

/// Where an installation lives.
pub struct Options {
    /// Data folder.
    pub data: PathBuf,
    /// Store address; empty = SQLite in the data folder.
    pub store: String,
}

impl Options {
    /// Reads them from the matches.
    pub fn of(m: &ArgMatches) -> Options {
        let text = |name: &str| m.get_one::<String>(name).cloned().unwrap_or_default();
        Options { data: PathBuf::from(text("data")), store: text("store") }
    }
}

fn option(name: &'static str, value: &'static str, key: &str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(both(key))
}

fn flag(name: &'static str, key: &str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(both(key))
}

fn place(command: Command) -> Command {
    command
        .arg(option("data", "DIR", "cli-opt-data").default_value("sahakar-data"))
        .arg(option("store", "URL", "cli-opt-store").default_value(""))
}

fn named(name: &'static str, key: &str) -> Command {
    Command::new(name).about(both(key))
}

/// A command on a sealed file.
fn sealed(command: Command) -> Command {
    command
        .arg(Arg::new("file").value_name("FILE").required(true).help(both("cli-opt-backup-file")))
        .arg(option("password-file", "FILE", "cli-opt-password-file").required(true))
}

fn argument(name: &'static str, value: &'static str, key: &str) -> Arg {
    Arg::new(name).value_name(value).required(true).help(both(key))
}

/// Exchange with the seat above.
fn sync() -> Command {
    let society = || option("society", "CODE", "cli-opt-society");
    named("sync", "cli-sync")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            place(named("join", "cli-sync-join"))
                .arg(argument("address", "ADDRESS", "cli-opt-seat"))
                .arg(option("code", "CODE", "cli-opt-code").required(true))
                .arg(society()),
        )
        .subcommand(place(named("now", "cli-sync-now")))
        .subcommand(
            place(named("export", "cli-sync-export"))
                .arg(argument("file", "FILE", "cli-opt-carried"))
                .arg(flag("with-files", "cli-opt-with-files"))
                .arg(option("code", "CODE", "cli-opt-letter"))
                .arg(option("most", "MIB", "cli-opt-most"))
                .arg(option("after", "FILE", "cli-opt-after"))
                .arg(society()),
        )
        .subcommand(
            place(named("files", "cli-sync-files"))
                .arg(argument("when", "always|night|never", "cli-opt-when").value_parser(["always", "night", "never"]))
                .arg(society()),
        )
        .subcommand(
            place(named("import", "cli-sync-import")).arg(argument("file", "FILE", "cli-opt-carried")).arg(option(
                "answer",
                "FILE",
                "cli-opt-answer",
            )),
        )
        .subcommand(place(named("let-in", "cli-sync-let-in")).arg(argument("society-code", "CODE", "cli-opt-society")))
}

/// The seat of a State.
fn state() -> Command {
    named("state", "cli-state")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            place(named("begin", "cli-state-begin"))
                .arg(option("code", "LGD", "cli-opt-state-code").default_value("5"))
                .arg(option("name", "NAME", "cli-opt-state-name").default_value("Uttarakhand"))
                .arg(flag("known", "cli-opt-known")),
        )
        .subcommand(
            place(named("import", "cli-state-import"))
                .arg(argument("what", "places|societies|banks|outlines", "cli-opt-list").value_parser([
                    "places",
                    "societies",
                    "banks",
                    "outlines",
                ]))
                .arg(argument("file", "FILE", "cli-opt-list-file"))
                .arg(option("order", "TEXT", "cli-opt-list-order")),
        )
        .subcommand(
            ended(named("merge", "cli-state-merge")).arg(argument("into", "CODE", "cli-opt-survivor")).arg(dated()),
        )
        .subcommand(ended(named("wind-up", "cli-state-wind-up")).arg(dated()))
}

/// A society ends by an order.
fn ended(command: Command) -> Command {
    place(command)
        .arg(argument("society", "CODE", "cli-opt-society"))
        .arg(option("order", "NUMBER", "cli-opt-order-number").required(true))
}

/// Day of an order.
fn dated() -> Arg {
    option("dated", "YYYY-MM-DD", "cli-opt-dated").required(true)
}

/// Outlines of places, as offices say it: the same as `state import outlines`.
fn import() -> Command {
    named("import", "cli-import").subcommand_required(true).arg_required_else_help(true).subcommand(
        place(named("boundaries", "cli-import-boundaries")).arg(argument("file", "FILE", "cli-opt-list-file")),
    )
}

/// A whole State.
fn simulated_state() -> Command {
    let numbers = [
        ("societies", "cli-opt-societies"),
        ("members", "cli-opt-members"),
        ("days", "cli-opt-days"),
        ("vouchers", "cli-opt-day-vouchers"),
        ("jobs", "cli-opt-jobs"),
        ("seed", "cli-opt-seed"),
    ];
    place(named("state", "cli-simulate-state"))
        .args(numbers.map(|(name, key)| option(name, "N", key)))
        .arg(option("places", "FILE", "cli-opt-places").action(ArgAction::Append))
}

/// The store of a seat.
fn store() -> Command {
    let owner = Arg::new("store").long("store").value_name("URL").required(true).help(both("cli-opt-owner-store"));
    named("store", "cli-store")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(named("make", "cli-store-make").arg(owner).arg(option("app", "ROLE", "cli-opt-app")))
        .subcommand(named("layout", "cli-store-layout"))
}

/// The whole command line.
pub fn all() -> Command {
    let cutoff = || option("cutoff", "YYYY-MM-DD", "cli-opt-cutoff").default_value("2025-03-31");
    Command::new("sahakar")
        .version(env!("CARGO_PKG_VERSION"))
        .about(both("cli-about"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            place(named("demo", "cli-demo"))
                .arg(option("port", "PORT", "cli-opt-port").default_value("8080"))
                .arg(flag("no-serve", "cli-opt-no-serve"))
                .arg(flag("tiny", "cli-opt-tiny")),
        )
        .subcommand(
            place(named("migrate", "cli-migrate"))
                .arg(Arg::new("pack").value_name("PACK").required(true).help(both("cli-opt-pack")))
                .arg(cutoff())
                .arg(option("mapping", "FILE", "cli-opt-mapping").action(ArgAction::Append))
                .arg(option("save-mapping", "FILE", "cli-opt-save-mapping"))
                .arg(option("report", "FILE", "cli-opt-report"))
                .arg(option("society", "CODE", "cli-opt-society"))
                .arg(flag("dry-run", "cli-opt-dry-run"))
                .arg(flag("quiet", "cli-opt-quiet")),
        )
        .subcommand(
            place(named("serve", "cli-serve"))
                .arg(option("port", "PORT", "cli-opt-port").default_value("8080"))
                .arg(flag("lan", "cli-opt-lan"))
                .arg(option("mail-config", "FILE", "cli-opt-mail-config"))
                .arg(option("login-config", "FILE", "cli-opt-login-config")),
        )
        .subcommand(
            place(named("digest", "cli-digest"))
                .arg(option("mail-config", "FILE", "cli-opt-mail-config").required(true)),
        )
        .subcommand(
            place(named("person", "cli-person"))
                .arg(Arg::new("name").value_name("NAME").required(true).help(both("cli-opt-person-name")))
                .arg(option("role", "ROLE", "cli-opt-role").required(true))
                .arg(option("society", "CODE", "cli-opt-society")),
        )
        .subcommand(place(named("verify", "cli-verify")).arg(option("society", "CODE", "cli-opt-society")))
        .subcommand(place(named("rebuild", "cli-rebuild")))
        .subcommand(sealed(place(named("backup", "cli-backup"))))
        .subcommand(sealed(place(named("restore", "cli-restore"))))
        .subcommand(
            place(named("export", "cli-export"))
                .arg(
                    option("format", "hledger|beancount|csv|xlsx|tally|templates|vouchers", "cli-opt-format")
                        .required(true)
                        .value_parser(["hledger", "beancount", "csv", "xlsx", "tally", "templates", "vouchers"]),
                )
                .arg(option("book", "NAME", "cli-opt-book"))
                .arg(option("from", "YYYY-MM-DD", "cli-opt-from-day").requires("to"))
                .arg(option("to", "YYYY-MM-DD", "cli-opt-to-day").requires("from"))
                .arg(option("society", "CODE", "cli-opt-society"))
                .arg(option("out", "FILE", "cli-opt-out")),
        )
        .subcommand(sync())
        .subcommand(state())
        .subcommand(import())
        .subcommand(store())
        .subcommand(
            named("lipi", "cli-lipi")
                .arg(
                    option("from", "krutidev010", "cli-opt-from")
                        .default_value("krutidev010")
                        .value_parser(["krutidev010"]),
                )
                .arg(flag("back", "cli-opt-back")),
        )
        .subcommand(
            place(named("simulate", "cli-simulate"))
                .subcommand_negates_reqs(true)
                .subcommand(simulated_state())
                .arg(option("members", "N", "cli-opt-members"))
                .arg(option("out", "DIR", "cli-opt-out").required_unless_present("year"))
                .arg(flag("year", "cli-opt-year"))
                .arg(option("days", "N", "cli-opt-days"))
                .arg(option("vouchers", "N", "cli-opt-vouchers"))
                .arg(option("seed", "N", "cli-opt-seed")),
        )
}
