//! Milestones of a circular in its form: of each of the five columns first and last day, how many a district brings there in a week, in how many waves
//! the blocks go, and the post that answers for it.

use crate::counter::form::{Field, Filled, Input, Square, Table, unread};
use crate::page::Frame;
use kernel::{Date, Refusal};
use lipi::date;
use places::Office;
use programme::Rung;
use programme::timeline::{self, Milestone};
use std::collections::BTreeMap;

/// Names of the fields of a milestone.
struct Names {
    start: &'static str,
    end: &'static str,
    capacity: &'static str,
    waves: &'static str,
    office: &'static str,
}

macro_rules! names {
    ($($n:literal)*) => {
        [$(Names {
            start: concat!("start_", $n),
            end: concat!("end_", $n),
            capacity: concat!("capacity_", $n),
            waves: concat!("waves_", $n),
            office: concat!("office_", $n),
        }),*]
    };
}

const NAMES: [Names; 5] = names!(1 2 3 4 5);

fn all() -> impl Iterator<Item = (Rung, &'static Names)> {
    Rung::COLUMNS.into_iter().zip(&NAMES)
}

/// The fields of all.
pub(super) fn fields(c: &Frame) -> Vec<Field> {
    let offices = Office::ALL.map(|o| (o.code().to_owned(), c.s(&format!("office-{}", o.code()))));
    let offices: Vec<(String, String)> = [(String::new(), c.s("plan-no-office"))].into_iter().chain(offices).collect();
    let of = |(rung, n): (Rung, &Names)| {
        let rung = super::review::rung_name(c, rung);
        let label = |key: &str| c.s1(key, "rung", &rung);
        [
            Field::labelled(n.start, label("plan-start"), Input::Date).free(),
            Field::labelled(n.end, label("plan-end"), Input::Date).free(),
            Field::labelled(n.capacity, label("plan-capacity"), Input::Text).free(),
            Field::labelled(n.waves, label("plan-waves"), Input::Text).free(),
            Field::labelled(n.office, label("plan-office"), Input::Choice(offices.clone())).free(),
        ]
    };
    all().flat_map(of).collect()
}

/// The box of a milestone's capacity in one district.
fn of_district(n: &Names, district: u32) -> String {
    format!("{}_{district}", n.capacity)
}

/// How many societies each district brings there in a week, where one differs from the others: a box for each district and milestone.
pub(super) fn capacities(c: &Frame, districts: &[(u32, String)]) -> Table {
    let rungs: Vec<String> = all().map(|(rung, _)| super::review::rung_name(c, rung)).collect();
    let row = |(code, name): &(u32, String)| {
        let one = |((_, n), rung): ((Rung, &Names), &String)| Square {
            name: of_district(n, *code),
            label: format!("{name}: {}", c.s1("plan-capacity", "rung", rung)),
            value: String::new(),
        };
        (name.clone(), all().zip(&rungs).map(one).collect())
    };
    Table {
        title: c.s("plan-capacities"),
        why: c.s("plan-capacities-why"),
        rows: districts.iter().map(row).collect(),
        heads: [c.s("state-district")].into_iter().chain(rungs).collect(),
    }
}

/// What was typed of the capacity of districts.
fn read_capacities(
    filled: &Filled,
    (rung, n): (Rung, &Names),
    districts: &[u32],
) -> Result<BTreeMap<u32, u32>, Refusal> {
    let mut out = BTreeMap::new();
    for district in districts {
        let text = lipi::text::ascii_digits(filled.text(&of_district(n, *district)));
        if !text.is_empty() {
            let read: u32 = text.parse().map_err(|_| unread(n.capacity, &text))?;
            out.insert(*district, Some(read).filter(|n| *n > 0).ok_or_else(|| timeline::no_capacity(rung))?);
        }
    }
    Ok(out)
}

/// Milestones as if they had been typed.
pub(super) fn as_typed(milestones: &[Milestone]) -> Vec<(String, String)> {
    let of = |m: &Milestone| {
        let names = all().find(|(rung, _)| *rung == m.rung)?.1;
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        // where the days follow from the pace, the last day is left to be reckoned anew
        let end = if m.paced { String::new() } else { date::format(m.end) };
        let fixed = [
            (names.start, date::format(m.start)),
            (names.end, end),
            (names.capacity, number(m.capacity)),
            (names.waves, number(m.waves)),
            (names.office, m.office.map(|o| o.code().to_owned()).unwrap_or_default()),
        ];
        let of_districts = m.capacities.iter().map(|(d, n)| (of_district(names, *d), n.to_string()));
        let fixed = fixed.map(|(name, text)| (name.to_owned(), text));
        Some(fixed.into_iter().chain(of_districts).collect::<Vec<_>>())
    };
    milestones.iter().filter_map(of).flatten().collect()
}

/// What was typed.
///
/// # Errors
/// 5029 (a field that cannot be read), 3207 (no last day), a capacity of nothing.
pub(super) fn read(filled: &Filled, today: Date, districts: &[u32]) -> Result<Vec<Milestone>, Refusal> {
    let mut out = Vec::new();
    for (rung, n) in all() {
        let (start, end) = (filled.day(n.start)?, filled.day(n.end)?);
        let capacity = match filled.number(n.capacity)? {
            None => None,
            Some(n) => Some(u32::try_from(n).ok().filter(|n| *n > 0).ok_or_else(|| timeline::no_capacity(rung))?),
        };
        let waves = match filled.number(n.waves)? {
            None => None,
            Some(w) => {
                let read = u32::try_from(w).ok().filter(|w| (1..=50).contains(w));
                Some(read.ok_or_else(|| unread(n.waves, filled.text(n.waves)))?)
            }
        };
        let office = match filled.text(n.office) {
            "" => None,
            code => Some(Office::from_code(code).ok_or_else(|| unread(n.office, code))?),
        };
        let capacities = read_capacities(filled, (rung, n), districts)?;
        let paced = capacity.is_some() || !capacities.is_empty();
        let made = |start, end| Milestone { capacity, capacities, waves, office, ..Milestone::new(rung, start, end) };
        match (start, end, paced) {
            (None, None, false) => {}
            (start, Some(end), _) => out.push(made(start.unwrap_or(today), end)),
            // without a last day the dates follow from how many a district can bring there in a week
            (Some(start), None, true) => out.push(Milestone { paced: true, ..made(start, start) }),
            (_, None, _) => return Err(Refusal::new(3207).with("rung", rung.code())),
        }
    }
    Ok(out)
}
