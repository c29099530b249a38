//! A map of the places below a scope, coloured by a rung: from outlines an office supplied, else a tile for each place.

use super::Room;
use crate::ask::Ask;
use crate::page::Frame;
use crate::words::encoded;
use places::{Directory, Level, Scope};
use programme::Rung;
use programme::matrix::Counted;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Width and height of the drawing.
const WIDE: f64 = 600.0;
/// Most bytes of a file with outlines that are read.
pub(super) const MOST: usize = 4 << 20;

/// A place on the map.
pub(super) struct Shape {
    /// Path of its outline, or of its tile.
    pub path: String,
    /// `t0` (least) to `t4`.
    pub tone: &'static str,
    /// `पौड़ी गढ़वाल: 38 / 72`.
    pub title: String,
    pub href: String,
    /// Where its label stands; tiles only.
    pub x: String,
    pub y: String,
    pub label: String,
    pub percent: String,
}

/// The drawing.
pub(super) struct Map {
    pub wide: String,
    pub high: String,
    pub shapes: Vec<Shape>,
    pub tiles: bool,
    /// Rungs it can be coloured by: address, name, chosen.
    pub by: Vec<(String, String, bool)>,
}

/// Tiles of the thirteen districts as they lie to each other: LGD code, column, row.
const TILES: [(u32, u8, u8); 13] = [
    (57, 1, 0),
    (49, 0, 1),
    (55, 1, 1),
    (54, 2, 1),
    (47, 3, 1),
    (50, 0, 2),
    (52, 1, 2),
    (45, 2, 2),
    (46, 3, 2),
    (53, 4, 2),
    (51, 2, 3),
    (48, 3, 3),
    (56, 2, 4),
];
const TILE: f64 = 116.0;
const GAP: f64 = 5.0;

fn tone(part: u64, all: u64) -> &'static str {
    match (part * 100).checked_div(all) {
        None => "none",
        Some(0..20) => "t0",
        Some(20..40) => "t1",
        Some(40..60) => "t2",
        Some(60..80) => "t3",
        Some(_) => "t4",
    }
}

/// The map of a State or a district; `None` for smaller places.
pub(super) fn of(ask: &Ask, c: &Frame, room: &Room, places: &[(Scope, Counted)]) -> Option<Map> {
    let level = match room.scope {
        Scope::State => Level::District,
        Scope::District(_) => Level::Block,
        _ => return None,
    };
    let rung =
        ask.value("by").and_then(Rung::from_code).filter(|r| Rung::COLUMNS.contains(r)).unwrap_or(Rung::DataMatch);
    let drawn = ask.web.outlines.of(ask, room, level);
    let tiles = drawn.is_none();
    let places_at: BTreeMap<u32, &Counted> = places.iter().filter_map(|(s, n)| Some((code_of(s)?, n))).collect();
    let (paths, wide, high) = match drawn {
        Some(paths) => fitted(&paths, &places_at)?,
        None if level == Level::District && places_at.keys().all(|k| TILES.iter().any(|t| t.0 == *k)) => tiled(),
        None => return None,
    };
    let shape = |(code, path, x, y): (u32, String, f64, f64)| {
        let counted = places_at.get(&code)?;
        let scope = if level == Level::District { Scope::District(code) } else { Scope::Block(code) };
        let name = super::scope_name(&room.state, &scope, c.lang);
        let met = counted.meet(rung);
        let share = super::Share::of(met, counted.of);
        Some(Shape {
            path,
            tone: tone(met, counted.of),
            title: format!("{name}: {}", share.text),
            href: format!("/state/in/{}", encoded(&scope.code())),
            x: format!("{x:.0}"),
            y: format!("{y:.0}"),
            label: name,
            percent: share.percent,
        })
    };
    let by = Rung::COLUMNS
        .iter()
        .map(|r| (ask.with("by", Some(r.code())), super::review::rung_name(c, *r), *r == rung))
        .collect();
    let shapes: Vec<Shape> = paths.into_iter().filter_map(shape).collect();
    let (wide, high) = (format!("{wide:.0}"), format!("{high:.0}"));
    (!shapes.is_empty()).then_some(Map { wide, high, shapes, tiles, by })
}

fn code_of(scope: &Scope) -> Option<u32> {
    match scope {
        Scope::District(c) | Scope::Block(c) => Some(*c),
        _ => None,
    }
}

type Drawn = Vec<(u32, String, f64, f64)>;

fn tiled() -> (Drawn, f64, f64) {
    let one = |&(code, col, row): &(u32, u8, u8)| {
        let (x, y) = (f64::from(col) * TILE, f64::from(row) * TILE);
        let side = TILE - GAP;
        (code, format!("M{x:.0} {y:.0}h{side:.0}v{side:.0}h-{side:.0}z"), x + side / 2.0, y + side / 2.0)
    };
    (TILES.iter().map(one).collect(), 5.0 * TILE - GAP, 5.0 * TILE - GAP)
}

type Rings = Vec<Vec<(f64, f64)>>;

/// Outlines that were read: of each level those of the file and the list of places they were last asked with.
#[derive(Default)]
pub(crate) struct Outlines(Mutex<BTreeMap<u8, Read>>);

struct Read {
    directory: Arc<Directory>,
    digest: String,
    rings: Option<Arc<Vec<(u32, Rings)>>>,
}

impl Outlines {
    /// The outlines of a level; a file of some megabytes is not read again for every page.
    fn of(&self, ask: &Ask, room: &Room, level: Level) -> Option<Arc<Vec<(u32, Rings)>>> {
        let directory = &room.state.directory;
        let (digest, _) = directory.outlines.get(&level)?;
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |r: &&Read| Arc::ptr_eq(&r.directory, directory) && r.digest == *digest;
        if let Some(read) = held.get(&(level as u8)).filter(same) {
            return read.rings.clone();
        }
        let rings = read(ask, directory, digest, level).map(Arc::new);
        let now = Read { directory: directory.clone(), digest: digest.clone(), rings: rings.clone() };
        held.insert(level as u8, now);
        rings
    }
}

/// Outlines from the file that was supplied, by LGD code.
fn read(ask: &Ask, dir: &Directory, digest: &str, level: Level) -> Option<Vec<(u32, Rings)>> {
    let bytes = ask.web.desk.file_bytes(&kernel::Digest::from_hex(digest)?).ok()?;
    if bytes.len() > MOST {
        return None;
    }
    let json: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
    let mut out = Vec::new();
    for feature in json.get("features")?.as_array()? {
        let Some(code) = places::import::outline_code(dir, level, &places::import::said(&feature["properties"])) else {
            continue;
        };
        let geometry = &feature["geometry"];
        let mut rings: Rings = Vec::new();
        match geometry["type"].as_str() {
            Some("Polygon") => rings.extend(polygon(&geometry["coordinates"])),
            Some("MultiPolygon") => {
                geometry["coordinates"].as_array()?.iter().for_each(|p| rings.extend(polygon(p)));
            }
            _ => {}
        }
        if !rings.is_empty() {
            out.push((code, rings));
        }
    }
    (!out.is_empty()).then_some(out)
}

fn polygon(coordinates: &serde_json::Value) -> Rings {
    let point = |p: &serde_json::Value| Some((p.get(0)?.as_f64()?, p.get(1)?.as_f64()?));
    let ring = |r: &serde_json::Value| r.as_array().map(|r| r.iter().filter_map(point).collect::<Vec<_>>());
    coordinates.as_array().map(|all| all.iter().filter_map(ring).collect()).unwrap_or_default()
}

/// Fits outlines of the places on the page into the drawing; longitudes are drawn together as they are at that latitude.
fn fitted(paths: &[(u32, Rings)], places: &BTreeMap<u32, &Counted>) -> Option<(Drawn, f64, f64)> {
    let here: Vec<&(u32, Rings)> = paths.iter().filter(|(code, _)| places.contains_key(code)).collect();
    let points = || here.iter().flat_map(|(_, rings)| rings.iter().flatten());
    let fold = |f: fn(f64, f64) -> f64, of: fn(&(f64, f64)) -> f64| points().map(of).reduce(f);
    let (west, east) = (fold(f64::min, |p| p.0)?, fold(f64::max, |p| p.0)?);
    let (south, north) = (fold(f64::min, |p| p.1)?, fold(f64::max, |p| p.1)?);
    let narrow = (f64::midpoint(south, north)).to_radians().cos();
    let scale = WIDE / ((east - west) * narrow).max(1e-6);
    let at = |p: &(f64, f64)| ((p.0 - west) * narrow * scale, (north - p.1) * scale);
    let mut out = Vec::new();
    for (code, rings) in &here {
        let (mut path, mut sum, mut n) = (String::new(), (0.0, 0.0), 0.0f64);
        for ring in rings {
            let mut last = (i64::MIN, i64::MIN);
            for p in ring {
                let (x, y) = at(p);
                let now = (x.round() as i64, y.round() as i64);
                // points that fall on one another are drawn once
                if now == last {
                    continue;
                }
                let first = last.0 == i64::MIN;
                if first {
                    path += &format!("M{} {}", now.0, now.1);
                } else {
                    path += &format!("l{} {}", now.0 - last.0, now.1 - last.1);
                }
                (sum, n, last) = ((sum.0 + x, sum.1 + y), n + 1.0, now);
            }
            path += "z";
        }
        out.push((*code, path, sum.0 / n.max(1.0), sum.1 / n.max(1.0)));
    }
    Some((out, WIDE, (north - south) * scale))
}
