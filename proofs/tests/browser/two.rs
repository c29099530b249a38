//! Two installations: the seat of a State and desks of societies below it, under one clock that is turned; parcels go between them.

use desk::act::Act;
use desk::state::StateAct;
use desk::{Desk, Role, Who};
use kernel::{Clock, CommandId, Instant, SocietyId};
use places::decide::Taken;
use places::{Bank, Level, Listed, Sector, import};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Milliseconds.
pub const DAY: i64 = 86_400_000;

/// The bank of the district.
pub const BANK: &str = "ALM";

/// A clock that is turned.
pub struct Turned(AtomicI64);

impl Turned {
    pub fn at(begin: i64) -> Arc<Turned> {
        Arc::new(Turned(AtomicI64::new(begin)))
    }

    /// Everybody's clock goes on.
    pub fn later(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for Turned {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::Relaxed))
    }
}

pub fn command() -> CommandId {
    CommandId(uuid::Uuid::now_v7())
}

pub fn operator() -> Who {
    Who::local(Role::Operator)
}

/// A society of a list, in a district and a block.
pub fn listed(code: &str, district: u32, block: u32) -> Listed {
    Listed {
        code: code.into(),
        name: format!("साधन सहकारी समिति {}", &code[7..]),
        sector: Sector::Mpacs,
        district,
        block,
        bank: String::new(),
        area: vec![],
    }
}

/// The seat with the State's places and these societies.
pub fn seat(folder: &Path, clock: &Arc<Turned>, rows: Vec<Listed>) -> Desk {
    let seat = Desk::open(folder, "", clock.clone()).expect("a folder");
    let seat = seat.begin_state(&operator(), 5, "Uttarakhand").expect("an empty one");
    let keep = |act: StateAct| seat.keep_state(&operator(), command(), &act).map(|_| ()).expect("a list");
    for level in [Level::District, Level::Block] {
        keep(StateAct::Places { level, rows: import::known(level, 5), taken: Taken::default() });
    }
    let banks = vec![Bank {
        code: BANK.into(), name: "ज़िला सहकारी बैंक".into(), districts: vec![45]
    }];
    keep(StateAct::Banks { banks, taken: Taken { order: "1".into(), ..Taken::default() } });
    keep(StateAct::Societies { rows, taken: Taken::default() });
    seat
}

/// A society with its own desk, and where it sends.
pub struct Society {
    pub desk: Arc<Desk>,
    pub id: SocietyId,
    pub to: keep::exchange::Seat,
}

/// A society, let in at the seat.
pub fn society(folder: &Path, clock: &Arc<Turned>, seat: &Desk, code: &str) -> Society {
    let desk = Arc::new(Desk::open(&folder.join(code), "", clock.clone()).expect("a folder"));
    let name = format!("साधन सहकारी समिति {}", &code[7..]);
    let id = desk.found(&operator(), code, &name, command()).expect("founded").society;
    let given = seat.let_in(&operator(), code).expect("a code");
    let to = desk.join(&operator(), id, "http://seat.invalid", &given.code, &mut |p| seat.receive(p)).expect("let in");
    Society { desk, id, to }
}

impl Society {
    pub fn act(&self, role: Role, act: Act) {
        self.desk.act(&Who::of(role.code(), role, self.id), self.id, command(), &act.into()).expect("it may");
    }

    /// Begins and ends the day of the clock with the cash of the books; gives that cash.
    pub fn day(&self) -> kernel::Paise {
        let cash = self.desk.read(|t| keep::deciding::day_state(t, self.id)).expect("a state").book_cash;
        let mut left = cash.0;
        let notes = books::day::NOTES.into_iter().map(|note| {
            let n = left / note;
            left %= note;
            (note, n)
        });
        let notes: Vec<_> = notes.filter(|(_, n)| *n > 0).collect();
        self.act(Role::Cashier, Act::BeginDay { date: self.desk.today(), cash: notes.clone() });
        self.act(Role::Cashier, Act::EndDay { cash: notes });
        cash
    }
}

/// The same as three societies do it: one by a file that is carried there and back, the others over the network to the seat that serves its pages.
pub fn sent_from_afar(seat: &Desk, societies: &[Society], base: &str) {
    let (by_file, over_the_line) = societies.split_first().expect("a society");
    let folder = tempfile::tempdir().expect("a folder");
    let (out, back) = (folder.path().join("out"), folder.path().join("back"));
    by_file.desk.pack(&by_file.to, &out).expect("packed");
    seat.unpack(&out, &back).expect("taken in at the seat");
    by_file.desk.unpack(&back, &folder.path().join("none")).expect("its answer taken in");
    for s in over_the_line {
        let mut carry = |p: &[u8]| {
            let answer = super::served::post(base, "/exchange", p);
            Ok(answer.map_err(|e| kernel::Fault::new("send to the seat", e))?)
        };
        s.desk.exchange(&s.to, &mut carry).expect("sent");
    }
    seat.draw_received().expect("drawn");
    seat.count_evidence().expect("counted");
}

/// What was written at either end is at the other, and is counted at the seat.
pub fn sent(seat: &Desk, societies: &[Society]) {
    for s in societies {
        s.desk.exchange(&s.to, &mut |p| seat.receive(p)).expect("sent");
    }
    seat.draw_received().expect("drawn");
    seat.count_evidence().expect("counted");
}
