//! The State of a demonstration: a seat of its own beside the society's pages, to which invented societies send what they really did at desks of their
//! own. Nothing that is counted there is typed: books are migrated, days begun and ended, documents signed, and all of it goes up by the real exchange.

use crate::demo_people::{self, People};
use crate::{migrate, state};
use books::event::Setting;
use books::setting;
use desk::act::{Act, Help};
use desk::state::StateAct;
use desk::{Desk, Role, Trouble, Who, society_id};
use examples::{DefectPlan, Shape, Size};
use helpdesk::event::Raised;
use helpdesk::terms::{Category, Effect};
use kernel::{Clock, CommandId, Date, Fault, Instant, Refusal, SocietyId, SystemClock};
use lipi::Lang;
use lipi::messages::say;
use migration::profile::Profiles;
use places::decide::Taken;
use places::{Bank, Directory, Level, Listed, Place, Sector};
use programme::{Document, Rung};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The State, by its LGD code and name.
const STATE: (u32, &str) = (5, "Uttarakhand");
/// The district whose officers there are, and a block of it.
pub const HOME: (u32, u32) = (45, 357);
/// Societies of the list, and of the small demonstration.
const SOCIETIES: (usize, usize) = (40, 6);
/// Of all: the first so many lie in the home district.
const AT_HOME: usize = 6;
/// Members of a society's old books.
const MEMBERS: usize = 14;
/// Days before today on which all begins.
const AGO: i64 = 14;
/// Districts whose bank serves a second one too: ten banks serve thirteen districts.
const SHARED: [(u32, u32); 3] = [(45, 46), (47, 54), (53, 48)];
/// Written when all is there; a seat without it is begun again.
const WHOLE: &str = "demo-whole";
/// The mark of a folder that was begun for the demonstration: no other is swept away.
const BEGUN: &str = "demo-begun";

/// A clock that is turned while what lies behind is played, and then goes like any other.
pub struct Stage(AtomicI64);

impl Stage {
    fn new() -> Arc<Stage> {
        Arc::new(Stage(AtomicI64::new(0)))
    }

    /// Turns it to an hour of a day in India.
    fn to(&self, day: Date, hour: i64) {
        let since = day.since(Date::constant(1970, 1, 1)).map_or(0, |s| i64::from(s.get_days()));
        self.0.store(since * 86_400_000 - 19_800_000 + hour * 3_600_000, Ordering::Relaxed);
    }

    /// From now on it goes.
    fn goes(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

impl Clock for Stage {
    fn now(&self) -> Instant {
        match self.0.load(Ordering::Relaxed) {
            0 => SystemClock.now(),
            at => Instant(at),
        }
    }
}

/// How far an invented society has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Far {
    /// Nothing was ever heard of it.
    Silent,
    /// Its books are brought in; no day was ended.
    Brought,
    /// It ends its days.
    Daily,
    /// It ended its first day yesterday.
    New,
    /// It ended days and then no more.
    Dropped,
}

impl Far {
    /// Of the n-th society: all kinds stand in the home district, too.
    fn of(n: usize) -> Far {
        match n {
            3 | 17 => Far::Dropped,
            4 | 11 | 23 => Far::New,
            n if n % 8 == 5 => Far::Silent,
            n if n % 8 == 1 => Far::Brought,
            _ => Far::Daily,
        }
    }

    /// Days before today on which it ended one, in their order.
    fn ended(self) -> &'static [i64] {
        match self {
            Far::Silent | Far::Brought => &[],
            Far::Daily => &[9, 5, 2, 1],
            Far::New => &[1],
            // of the list of those who dropped out is who has ended none for just over a week
            Far::Dropped => &[12, 8],
        }
    }
}

/// The seat being made.
struct Making<'a> {
    seat: Desk,
    clock: Arc<Stage>,
    folder: &'a Path,
    today: Date,
    rows: Vec<Listed>,
}

/// The seat of the demonstration in a folder of its own, and its people. A second run finds it in place; the societies that end their days have then
/// ended yesterday's too.
pub fn made(folder: &Path, tiny: bool) -> Result<(Desk, People, BTreeSet<String>), Trouble> {
    let (clock, whole) = (Stage::new(), folder.join(WHOLE).exists());
    if !whole {
        // what was half made counts for nothing, and what somebody else put there is not ours to sweep
        if folder.exists() && !folder.join(BEGUN).exists() {
            return Err(Refusal::new(5042).with("name", folder.display()).into());
        }
        let _ = std::fs::remove_dir_all(folder);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(folder.join(BEGUN), b""))
            .map_err(|_| crate::unwritten(folder.display()))?;
    }
    let today = SystemClock.now().day();
    let seat = Desk::open(&folder.join("seat"), "", clock.clone())?;
    let (making, people) = if whole {
        let rows = seat.the_state()?.directory.societies.values().map(|s| s.listed.clone()).collect();
        (Making { seat, clock, folder, today, rows }, demo_people::read(folder)?)
    } else {
        clock.to(credit::calendar::plus_days(today, -AGO), 9);
        let seat = seat.begin_state(&operator(), STATE.0, STATE.1)?;
        let rows = lists(&seat, if tiny { SOCIETIES.1 } else { SOCIETIES.0 })?;
        let making = Making { seat, clock, folder, today, rows };
        let turn = |ago, hour| making.clock.to(making.day(ago), hour);
        let people = demo_people::posted(&making.seat, folder, &bank_code(HOME.0), &turn)?;
        (making, people)
    };
    for n in 0..making.rows.len() {
        making.society(n)?;
    }
    making.clock.goes();
    making.seat.draw_received()?;
    making.seat.count_evidence()?;
    if !whole {
        making.signed(&people)?;
        making.seat.count_evidence()?;
        std::fs::write(folder.join(WHOLE), b"").map_err(|_| crate::unwritten(folder.display()))?;
    }
    let codes = making.rows.iter().map(|s| s.code.clone()).collect();
    Ok((making.seat, people, codes))
}

/// Places, banks and the list of societies of a seat that was just begun.
fn lists(seat: &Desk, count: usize) -> Result<Vec<Listed>, Trouble> {
    state::known(seat, &operator())?;
    let known = seat.the_state()?;
    let dir = &known.directory;
    let keep = |name: &str, act: StateAct| seat.keep_state(&operator(), once(name), &act).map(|_| ());
    let taken = Taken { source: words("list"), order: words("letter"), ..Taken::default() };
    keep("banks", StateAct::Banks { banks: banks(dir), taken: taken.clone() })?;
    let rows = listed(dir, count);
    keep("societies", StateAct::Societies { rows: rows.clone(), taken })?;
    Ok(rows)
}

fn bank_code(district: u32) -> String {
    format!("DCB-{district}")
}

fn operator() -> Who {
    Who::local(Role::Operator)
}

/// A command whose id is of what is done.
pub fn once(name: &str) -> CommandId {
    CommandId(uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, format!("demo-state/{name}").as_bytes()))
}

/// What is written in a demonstration: Hindi, as offices write.
pub fn words(key: &str) -> String {
    say(Lang::Hi, &format!("demo-state-{key}"), &[])
}

impl Making<'_> {
    fn day(&self, ago: i64) -> Date {
        credit::calendar::plus_days(self.today, -ago)
    }

    /// The n-th society works at a desk of its own and sends what it wrote there.
    fn society(&self, n: usize) -> Result<(), Trouble> {
        let (row, far) = (&self.rows[n], Far::of(n));
        if far == Far::Silent {
            return Ok(());
        }
        let clock = Stage::new();
        clock.to(self.day(AGO - 1), 10);
        let desk = Desk::open(&self.folder.join("desks").join(&row.code), "", clock.clone())?;
        let society = society_id(&row.code);
        let fresh = desk.read(|t| keep::view::home(t, society))?.is_none();
        if fresh {
            self.brought(&desk, n)?;
        }
        // the days that were to be ended and are not yet: of a second run yesterday's
        let last = desk.read(|t| keep::deciding::day_state(t, society))?.closed_until;
        for ago in far.ended() {
            let day = self.day(*ago);
            if last.is_none_or(|l| l < day) && (fresh || far != Far::Dropped) {
                clock.to(day, 17);
                one_day(&desk, society, day)?;
            }
        }
        if n == 2 {
            clock.to(self.day(1), 18);
            ticket(&desk, society)?;
        }
        self.clock.goes();
        clock.goes();
        sent(&desk, &self.seat, society, &row.code)
    }

    /// Its old books as invented, taken through the whole migration.
    fn brought(&self, desk: &Desk, n: usize) -> Result<(), Trouble> {
        let row = &self.rows[n];
        let pack = self.folder.join("packs").join(&row.code);
        write_pack(row, &self.seat.the_state()?.directory, n, &pack)?;
        let cutoff = examples::society::CUTOFF;
        let understood = migrate::understand(&pack, cutoff, &Profiles::default(), true)?;
        migrate::post(desk, &pack, understood, Some(&row.code), &Profiles::default())?;
        let society = society_id(&row.code);
        let mut rules = vec![(setting::ONE_PERSON, "yes".to_owned())];
        if n % 5 == 2 {
            // from a day on no paper is kept
            rules.push((setting::PAPER_CLOSED, self.day(AGO - 1).to_string()));
        }
        for (key, value) in rules {
            let (order, source) = (examples::rules::ORDER.to_owned(), String::new());
            let rule = Act::Set(Setting { key: key.to_owned(), from: self.day(AGO - 1), value, order, source });
            // the day paper ends is set from above
            let by = Who::local(if key == setting::PAPER_CLOSED { Role::Officer } else { Role::Secretary });
            desk.act(&by, society, once(&format!("{}/{key}", row.code)), &rule.into())?;
        }
        Ok(())
    }

    /// Officers sign documents over what has come: the assistant registrar and the auditor of the home district.
    fn signed(&self, people: &People) -> Result<(), Trouble> {
        let [ar, auditor] = ["ar", "auditor"].map(|login| people.who(&self.seat, login));
        let (ar, auditor) = (ar?, auditor?);
        for (i, row) in self.rows.iter().take(AT_HOME).enumerate() {
            self.sign(&ar, &row.code, Rung::Sanctioned)?;
            if i < 4 {
                self.sign(&ar, &row.code, Rung::Hardware)?;
            }
            if i == 0 {
                self.sign(&ar, &row.code, Rung::Migrated)?;
                self.sign(&auditor, &row.code, Rung::EAudit)?;
            }
        }
        demo_people::answered(&self.seat, &ar, &self.rows[2].code)
    }

    /// One document of one society. A computer without letters of Hindi writes no letter, and over nothing that came nobody signs.
    fn sign(&self, who: &Who, code: &str, rung: Rung) -> Result<(), Trouble> {
        let file = match letter(rung, code).pdf(Lang::Hi) {
            Ok(file) => file,
            Err(Trouble::Refusal(no)) if no.number == 6031 => return Ok(()),
            Err(e) => return Err(e),
        };
        let (name, number) = (format!("{}.pdf", rung.code()), format!("77/{}", self.today.year()));
        let document = Document { digest: String::new(), name, number, dated: self.day(AGO), year: None };
        let command = once(&format!("{code}/{}", rung.code()));
        match self.seat.attest(who, code, command, rung, &file, document) {
            Ok(_) | Err(Trouble::Refusal(_)) => Ok(()),
            Err(e) => Err(e),
        }
    }
}

/// A letter that an officer signs.
fn letter(rung: Rung, code: &str) -> desk::export::Paper {
    desk::export::Paper {
        of: words("office"),
        title: say(Lang::Hi, &format!("rung-{}", rung.code()), &[]),
        about: vec![code.to_owned(), words("letter")],
        parts: Vec::new(),
        proof: words("letter"),
    }
}

/// One bank for each district, but for those who share one.
fn banks(dir: &Directory) -> Vec<Bank> {
    let of = |d: &Place| {
        let second = SHARED.iter().filter(|s| s.0 == d.code).map(|s| s.1);
        let districts = std::iter::once(d.code).chain(second).collect();
        let name = say(Lang::Hi, "demo-state-bank", &[("name", &dir.name(Level::District, d.code, true))]);
        Bank { code: bank_code(d.code), name, districts }
    };
    dir.below(Level::District, STATE.0).filter(|d| !SHARED.iter().any(|s| s.1 == d.code)).map(of).collect()
}

/// The list: the first societies lie in the home district, the others go round the districts; each has the name of its block.
fn listed(dir: &Directory, count: usize) -> Vec<Listed> {
    let districts: Vec<u32> = dir.below(Level::District, STATE.0).map(|d| d.code).collect();
    let row = |n: usize| {
        let district = if n < AT_HOME { HOME.0 } else { districts[n % districts.len()] };
        let blocks: Vec<u32> = dir.below(Level::Block, district).map(|b| b.code).collect();
        // the first two are of the block whose officer there is
        let block = if n < 2 { HOME.1 } else { blocks[(n * 7) % blocks.len()] };
        let place = dir.name(Level::Block, block, true);
        let no = (n + 1).to_string();
        let bank = SHARED.iter().find(|s| s.1 == district).map_or(district, |s| s.0);
        Listed {
            code: format!("UK-{district}-{:03}", n + 1),
            name: say(Lang::Hi, "demo-state-society", &[("place", &place), ("no", &no)]),
            sector: Sector::Mpacs,
            district,
            block,
            bank: bank_code(bank),
            area: vec![],
        }
    };
    (0..count).map(row).collect()
}

/// Old books of a society of the list. Of three, two agree in all; in the third everything is wrong that may be.
fn write_pack(row: &Listed, dir: &Directory, n: usize, pack: &Path) -> Result<(), Trouble> {
    let plan = if n % 3 == 1 { DefectPlan::All } else { DefectPlan::None };
    let size = if plan == DefectPlan::All { Size::Tiny } else { Size::Custom(MEMBERS) };
    let mut society = examples::society(500 + n as u64, size, plan);
    society.name = examples::table::Text::new(row.name.clone(), row.name.clone());
    let pair = |level, code| -> (&'static str, &'static str) {
        // a few names live as long as the program that shows them
        let leak = |hindi: bool| -> &'static str { Box::leak(dir.name(level, code, hindi).into_boxed_str()) };
        (leak(true), leak(false))
    };
    society.place = Box::leak(Box::new(examples::words::Place {
        district: pair(Level::District, row.district),
        lgd: row.district,
        block: pair(Level::Block, row.block),
        bank: society.place.bank,
        villages: society.place.villages,
    }));
    let _ = std::fs::remove_dir_all(pack);
    examples::write(&society, Shape::XlsxPaged, pack).map(|_| ()).map_err(|_| crate::unwritten(pack.display()))
}

/// Begins and ends a day with the cash of the books.
fn one_day(desk: &Desk, society: SocietyId, day: Date) -> Result<(), Trouble> {
    let cash = books::day::fewest(desk.read(|t| keep::deciding::day_state(t, society))?.book_cash);
    let secretary = Who::local(Role::Secretary);
    let act = |name: &str, act: Act| {
        desk.act(&secretary, society, once(&format!("{society:?}/{day}/{name}")), &act.into()).map(|_| ())
    };
    act("begin", Act::BeginDay { date: day, cash: cash.clone() })?;
    act("end", Act::EndDay { cash })
}

/// A society raises a ticket at its own desk.
fn ticket(desk: &Desk, society: SocietyId) -> Result<(), Trouble> {
    for (name, category, effect, page) in [
        ("ticket-line", Category::Network, Effect::DayEnd, "end"),
        ("ticket-printer", Category::Device, Effect::Hindered, "day"),
    ] {
        let diagnostics = desk.diagnostics(society, page)?;
        let raised = Raised { category, effect, text: words(name), photo: None, diagnostics };
        let act = Act::Help(Box::new(Help::Raise(Box::new(raised))));
        desk.act(&Who::local(Role::Secretary), society, once(name), &act.into())?;
    }
    Ok(())
}

/// Lets the desk in where it is not yet, and sends.
fn sent(desk: &Desk, seat: &Desk, society: SocietyId, code: &str) -> Result<(), Trouble> {
    let known = desk.read(keep::exchange::seats)?.into_iter().next();
    let to = match known {
        Some(to) => to,
        None => {
            let given = seat.let_in(&operator(), code)?;
            desk.join(&operator(), society, "http://seat.invalid", &given.code, &mut |p| seat.receive(p))?
        }
    };
    desk.exchange(&to, &mut |p| seat.receive(p)).map(|_| ())
}

/// A fault of the machine while the State was made.
pub fn fault(what: &'static str, e: impl std::fmt::Display) -> Trouble {
    Fault::new(what, e.to_string()).into()
}
