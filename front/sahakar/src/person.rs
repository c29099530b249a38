//! `sahakar person`: whoever holds the machine adds people whom no one inside may name (the first operator, those who let pass or audit), and
//! gives a new one-time password where all are locked out.

use crate::command::Options;
use crate::{open, society};
use clap::ArgMatches;
use desk::{Change, Role, Trouble, Who};
use kernel::{Refusal, SocietyId};
use lipi::messages::{self, Lang};
use std::process::ExitCode;

/// Adds the person, or gives him this role and a new one-time password.
pub fn run(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let text = |name: &str| m.get_one::<String>(name).map_or("", String::as_str);
    let desk = open(&Options::of(m))?;
    let place = match m.get_one::<String>("society") {
        Some(code) => society(&desk, Some(code))?.0,
        None => SocietyId(0),
    };
    let role = Role::from_code(text("role")).ok_or_else(|| Refusal::new(7007).with("role", text("role")))?;
    let by = Who { name: "sahakar person".to_owned(), ..Who::local(Role::Operator) };
    let name = text("name").trim();
    let known = desk.people(&by, place)?.into_iter().find(|p| p.name == name);
    let secret = match known {
        None => desk.add_person(&by, place, name, role)?,
        Some(p) => {
            let fresh = if p.closed.is_some() { Change::Reopen } else { Change::Password };
            let secret = desk.change_person(&by, place, name, fresh)?;
            if p.role != role {
                desk.change_person(&by, place, name, Change::Role(role))?;
            }
            if p.factor {
                desk.change_person(&by, place, name, Change::NoFactor)?;
            }
            secret.unwrap_or_default()
        }
    };
    for lang in [Lang::Hi, Lang::En] {
        line!("{}", messages::say(lang, "cli-person-secret", &[("name", name), ("secret", &secret)]));
    }
    Ok(ExitCode::SUCCESS)
}
