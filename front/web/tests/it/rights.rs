//! The table of rights knows every address of a society where something is done, and no other: a new route or form without a row fails here.

use crate::permission_post::routes;
use std::path::Path;

/// The part of an address below the society's, `*` for what differs.
fn below(route: &str) -> Option<String> {
    let parts = route.strip_prefix("/s/{code}/")?.split('/');
    let named = |part: &str| part.starts_with('{');
    Some(parts.map(|p| if named(p) && p != "{deed}" { "*" } else { p }).collect::<Vec<_>>().join("/"))
}

fn fits(row: &str, route: &str) -> bool {
    let (a, b): (Vec<_>, Vec<_>) = (row.split('/').collect(), route.split('/').collect());
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a == b || (*b == "{deed}" && *a != "*"))
}

#[test]
fn every_route_has_its_row_and_every_row_its_route() {
    let rows: Vec<String> = web::acts().map(|(path, _)| path).collect();
    let acts: Vec<String> = routes().into_iter().filter(|r| r.acts).filter_map(|r| below(&r.path)).collect();
    assert!(acts.len() > 60, "{} routes of societies", acts.len());
    // what is done to a ticket is an open set, with a rule of its own for posts
    let fits = |row: &str, route: &str| fits(row, route) || (route == "tickets/*/*/{deed}" && row == "tickets/*/*/*");
    for route in &acts {
        assert!(rows.iter().any(|row| fits(row, route)), "{route} has no row: who may?");
    }
    for row in &rows {
        assert!(acts.iter().any(|route| fits(row, route)), "{row} is a row of no route");
    }
}

/// The names of the forms in a source, as `const DEEDS` lists them.
fn listed(source: &str) -> Vec<&str> {
    let Some((_, rest)) = source.split_once("const DEEDS") else { return Vec::new() };
    let Some((_, list)) = rest.split_once("= [").or_else(|| rest.split_once("=\n    [")) else { return Vec::new() };
    let list = list.split("];").next().unwrap_or_default();
    let quoted = list.split('"').skip(1).step_by(2);
    quoted.filter(|t| !t.is_empty() && !t.contains('/') && t.len() > 1).collect()
}

#[test]
fn every_form_of_many_at_one_address_has_its_row() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rows: Vec<String> = web::acts().map(|(path, _)| path).collect();
    let mut seen = 0;
    for (room, files) in [
        ("do", &["counter/acts.rs"][..]),
        ("trade/do", &["trade/deeds.rs", "trade/setup.rs"]),
        ("estate/do", &["estate/deeds.rs"]),
        ("office/do", &["office/deeds.rs"]),
        ("lender/do", &["lender/deeds.rs"]),
    ] {
        for file in files {
            let source = std::fs::read_to_string(src.join(file)).expect("a source");
            let names = listed(&source);
            assert!(names.len() > 4, "{file}: {names:?}");
            for name in names {
                assert!(rows.contains(&format!("{room}/{name}")), "{room}/{name} has no row: who may?");
                seen += 1;
            }
        }
    }
    assert!(seen > 70, "{seen} forms");
}
