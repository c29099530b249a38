//! Ten thousand drawn histories of a bad line: questions and answers are dropped, doubled, late, cut; either side starts again and forgets what was
//! not durable; clocks go back; an old copy is put in place of a newer one, sometimes beside it. Seeds are the numbers from 0 on.

use crate::memory::{DOWN, LOG, Memory};
use kernel::Digest;
use register::Frontier;
use sync::{Answer, Mark, Peer, Progress, Request, Standing, answer, request, settle};

const SCHEDULES: u64 = 10_000;
const STEPS: usize = 60;

/// SplitMix64: a seed gives the same history everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

/// One computer that believes it is desk 1.
struct Desk {
    copy: Memory,
    /// Durable with the copy.
    peer: Peer,
    backups: Vec<(Memory, Peer)>,
    /// Everything this desk was ever told is kept.
    told: Vec<(u64, Digest)>,
}

/// Something under way: a question of a desk, or an answer to it.
enum Mail {
    Question(usize, Request),
    Answer(usize, Answer),
}

struct World {
    random: Random,
    desks: Vec<Desk>,
    state: Memory,
    mail: Vec<Mail>,
    clock: i64,
    forks_said: usize,
    written: u64,
}

fn roots(chain: &[Digest]) -> Vec<Digest> {
    let mut f = Frontier::new();
    let mut out = vec![f.root()];
    for leaf in chain {
        f.push(*leaf);
        out.push(f.root());
    }
    out
}

impl World {
    fn new(seed: u64) -> World {
        let desk =
            Desk { copy: Memory::with(&[LOG, DOWN]), peer: Peer::default(), backups: Vec::new(), told: Vec::new() };
        World {
            random: Random(seed),
            desks: vec![desk],
            state: Memory::with(&[LOG, DOWN]),
            mail: Vec::new(),
            clock: 1_000,
            forks_said: 0,
            written: 0,
        }
    }

    fn step(&mut self) {
        let d = self.random.below(self.desks.len());
        match self.random.below(20) {
            0..=5 => self.write(d),
            6..=9 => {
                let desk = &mut self.desks[d];
                let asked = request(&mut desk.copy, &desk.peer, &[LOG], &[DOWN]).unwrap();
                self.mail.push(Mail::Question(d, asked));
            }
            10..=15 => self.deliver(),
            16 => self.clock -= 500,
            17 => {
                let desk = &mut self.desks[d];
                desk.backups.push((desk.copy.clone(), desk.peer.clone()));
            }
            18 => self.restore(d),
            // what one side remembers of the other is lost: a folder of the program was cleared
            _ => self.desks[d].peer = Peer::default(),
        }
    }

    fn write(&mut self, d: usize) {
        for _ in 0..=self.random.below(9) {
            self.clock += 1;
            self.written += 1;
            self.desks[d].copy.write(LOG, &format!("{d} {}", self.written), self.clock);
        }
        if self.random.below(3) == 0 {
            let size = self.desks[d].copy.main(LOG).len() as u64;
            self.desks[d].copy.signed.insert(LOG, size);
        }
        if self.random.below(4) == 0 {
            self.state.write(DOWN, &format!("circular {}", self.written), self.clock);
        }
    }

    /// An old copy is put in place, or runs beside the newer one on another computer.
    fn restore(&mut self, d: usize) {
        let desk = &self.desks[d];
        if desk.backups.is_empty() {
            return;
        }
        let at = self.random.below(desk.backups.len());
        let (copy, peer) = desk.backups[at].clone();
        if self.desks.len() < 3 && self.random.below(2) == 0 {
            self.desks.push(Desk { copy, peer, backups: Vec::new(), told: Vec::new() });
        } else {
            (self.desks[d].copy, self.desks[d].peer) = (copy, peer);
            // what was under way to the lost computer reaches the one in its place
        }
    }

    /// Something under way arrives, in any order: whole, twice, cut, or never.
    fn deliver(&mut self) {
        if self.mail.is_empty() {
            return;
        }
        let at = self.random.below(self.mail.len());
        let mail = self.mail.swap_remove(at);
        match (self.random.below(10), mail) {
            (0 | 1, _) => {}
            (2, Mail::Question(d, mut asked)) => {
                for page in &mut asked.pages {
                    let keep = self.random.below(page.lines.len() + 1);
                    page.lines.truncate(keep);
                }
                self.ask(d, asked);
            }
            (3, Mail::Question(d, asked)) => {
                self.ask(d, asked.clone());
                self.mail.push(Mail::Question(d, asked));
            }
            (_, Mail::Question(d, asked)) => self.ask(d, asked),
            (3, Mail::Answer(d, told)) => {
                self.tell(d, &told);
                self.mail.push(Mail::Answer(d, told));
            }
            (_, Mail::Answer(d, told)) => {
                self.tell(d, &told);
            }
        }
    }

    /// The state takes a question; it may stop before its answer leaves, or before anything is durable.
    fn ask(&mut self, d: usize, asked: Request) {
        let before = self.state.clone();
        let told = answer(&mut self.state, &asked).unwrap();
        match self.random.below(12) {
            0 => self.state = before,
            1 => {}
            _ => self.mail.push(Mail::Answer(d, told)),
        }
    }

    /// A desk learns; it may stop before that is durable.
    fn tell(&mut self, d: usize, told: &Answer) -> Progress {
        let desk = &mut self.desks[d];
        let before = (desk.copy.clone(), desk.peer.clone());
        let progress = settle(&mut desk.copy, &mut desk.peer, told).unwrap();
        if self.random.below(12) == 0 {
            (desk.copy, desk.peer) = before;
            return Progress::default();
        }
        for s in &told.standings {
            if let Standing::Kept { mark: Mark { size, root }, .. } = s {
                desk.told.push((*size, *root));
            }
        }
        self.forks_said += progress.forked.len();
        progress
    }

    /// The line is good again.
    fn calm(&mut self) {
        self.mail.clear();
        for d in 0..self.desks.len() {
            for round in 0.. {
                assert!(round < 400, "never comes to rest");
                let desk = &mut self.desks[d];
                let asked = request(&mut desk.copy, &desk.peer, &[LOG], &[DOWN]).unwrap();
                let told = answer(&mut self.state, &asked).unwrap();
                let progress = settle(&mut desk.copy, &mut desk.peer, &told).unwrap();
                self.forks_said += progress.forked.len();
                if !progress.more {
                    break;
                }
            }
        }
    }

    fn holds(&self) -> usize {
        let chains = self.state.chains(LOG);
        let known: Vec<Vec<Digest>> = chains.iter().map(|c| roots(c)).collect();
        for desk in &self.desks {
            // converged: all of this desk is in one chain there, and what came down is here
            let own = desk.copy.main(LOG);
            assert!(chains.iter().any(|c| c.starts_with(&own)), "a desk's entries are missing");
            assert_eq!(desk.copy.main(DOWN), self.state.main(DOWN));
            // nothing it was told is kept was lost
            for (size, root) in &desk.told {
                assert!(known.iter().any(|k| k.get(*size as usize) == Some(root)), "what was acknowledged is lost");
            }
        }
        // every fork is one: no chain is the beginning of another
        for (i, a) in chains.iter().enumerate() {
            assert!(
                chains.iter().enumerate().all(|(j, b)| i == j || a.is_empty() || !b.starts_with(a)),
                "{i} is no fork"
            );
        }
        let parted = self.desks.iter().any(|d| !chains[0].starts_with(&d.copy.main(LOG)));
        assert!(!parted || self.forks_said > 0, "a desk whose entries are a fork was told nothing");
        chains.len() - 1
    }
}

#[test]
fn every_schedule_converges_and_loses_nothing() {
    let (mut with_forks, mut entries) = (0u64, 0u64);
    for seed in 0..SCHEDULES {
        let held = std::panic::catch_unwind(|| {
            let mut world = World::new(seed);
            (0..STEPS).for_each(|_| world.step());
            world.calm();
            (world.holds(), world.written)
        });
        let (forks, written) = held.unwrap_or_else(|_| panic!("seed {seed}"));
        with_forks += u64::from(forks > 0);
        entries += written;
    }
    println!("{SCHEDULES} schedules, {entries} entries, {with_forks} with forks");
    assert!(with_forks > SCHEDULES / 20, "old copies put in place made hardly a fork");
}
