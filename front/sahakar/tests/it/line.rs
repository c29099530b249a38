//! A bad line between two programs on this machine, as an application sees one: so many bits in a second each way, a delay, segments that are lost
//! and sent again, connections that break off. What TCP does beneath is modelled, not run, because not every kernel lets a program do that: a
//! connection begins with one round trip; the sender has at most ten segments under way and one more for each that was acknowledged; a lost segment
//! takes the line once more and arrives a round trip and a half later; those behind it wait for it.

use std::collections::VecDeque;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Bytes of a segment.
const SEGMENT: usize = 1460;
/// Segments a sender may have under way before the first is acknowledged (RFC 6928).
const WINDOW: usize = 10;

/// What the line is like.
#[derive(Clone, Copy)]
pub struct Quality {
    /// Bits in a second, each way.
    pub bits: u64,
    /// There and back.
    pub round_trip: Duration,
    /// Segments of a hundred that are lost.
    pub lost: u64,
    /// Each of the first connections breaks off after so many bytes; nothing where it is empty.
    pub cuts: &'static [u64],
    /// What is lost is drawn from this.
    pub seed: u64,
}

/// What went over the line.
#[derive(Debug, Default)]
pub struct Counted {
    /// Bytes towards the seat.
    pub up: AtomicU64,
    /// Bytes back.
    pub down: AtomicU64,
    /// Connections opened.
    pub connections: AtomicU64,
    /// Questions: how often something went up after something had come down, or first of all.
    pub questions: AtomicU64,
    /// Segments that had to be sent again.
    pub again: AtomicU64,
    /// The last byte went up.
    asking: AtomicBool,
}

impl Counted {
    /// Round trips the line took: one to open each connection, one for each question.
    pub fn round_trips(&self) -> u64 {
        self.connections.load(Ordering::Relaxed) + self.questions.load(Ordering::Relaxed)
    }

    fn count(&self, up: bool, bytes: usize) {
        let (of, turned) =
            if up { (&self.up, !self.asking.swap(true, Ordering::Relaxed)) } else { (&self.down, false) };
        of.fetch_add(bytes as u64, Ordering::Relaxed);
        self.questions.fetch_add(u64::from(turned), Ordering::Relaxed);
        if !up {
            self.asking.store(false, Ordering::Relaxed);
        }
    }
}

/// One way of the line, shared by all connections: free again from this moment on.
type Free = Arc<Mutex<Instant>>;

/// The line: programs speak to `address`, and it to `to`.
pub struct Line {
    /// Where it begins.
    pub address: SocketAddr,
    /// What went over it.
    pub counted: Arc<Counted>,
}

impl Line {
    /// Lays it; it lies until the test's end.
    pub fn to(to: SocketAddr, quality: Quality) -> Line {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let counted = Arc::new(Counted::default());
        let line = Line { address, counted: counted.clone() };
        std::thread::spawn(move || {
            let ways: [Free; 2] = std::array::from_fn(|_| Arc::new(Mutex::new(Instant::now())));
            for here in listener.incoming().flatten() {
                let nth = counted.connections.fetch_add(1, Ordering::Relaxed);
                let Ok(there) = TcpStream::connect(to) else { continue };
                let left = quality.cuts.get(nth as usize).copied().unwrap_or(u64::MAX);
                let opened = Instant::now() + quality.round_trip;
                for (up, free) in [(true, &ways[0]), (false, &ways[1])] {
                    let (from, to) = if up { (&here, &there) } else { (&there, &here) };
                    let (Ok(from), Ok(to)) = (from.try_clone(), to.try_clone()) else { continue };
                    let random = quality.seed ^ (nth * 2 + u64::from(up)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                    let way = Way { quality, up, free: free.clone(), counted: counted.clone(), opened, left, random };
                    std::thread::spawn(move || way.carry(from, to));
                }
            }
        });
        line
    }
}

/// One direction of one connection.
struct Way {
    quality: Quality,
    up: bool,
    free: Free,
    counted: Arc<Counted>,
    opened: Instant,
    left: u64,
    random: u64,
}

impl Way {
    fn carry(mut self, mut from: TcpStream, to: TcpStream) {
        let (give, take) = channel();
        let sink = to.try_clone();
        std::thread::spawn(move || deliver(&take, to));
        let (mut window, mut under_way, mut last) = (WINDOW, VecDeque::new(), self.opened);
        let mut bytes = [0; SEGMENT];
        loop {
            let n = from.read(&mut bytes).unwrap_or(0);
            if n == 0 {
                break;
            }
            if n as u64 > self.left {
                // it breaks off: both ends hear of it
                let _ = from.shutdown(Shutdown::Both);
                let _ = sink.as_ref().map(|s| s.shutdown(Shutdown::Both));
                return;
            }
            self.left -= n as u64;
            if under_way.len() >= window {
                let acknowledged = under_way.pop_front().expect("the window is full");
                wait(acknowledged);
                window += 1;
            }
            self.counted.count(self.up, n);
            let arrives = self.leaves(n).max(last);
            last = arrives;
            under_way.push_back(arrives + self.quality.round_trip / 2);
            if give.send((arrives, bytes[..n].to_vec())).is_err() {
                break;
            }
        }
    }

    /// Puts a segment on the line as soon as it is free; gives when it arrives.
    fn leaves(&mut self, n: usize) -> Instant {
        let takes = Duration::from_secs_f64(n as f64 * 8.0 / self.quality.bits as f64);
        let mut late = self.quality.round_trip / 2;
        let mut times = 1;
        while self.is_lost() {
            times += 1;
            late += self.quality.round_trip * 3 / 2;
            self.counted.again.fetch_add(1, Ordering::Relaxed);
            self.counted.count(self.up, n);
        }
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        *free = (*free).max(Instant::now()).max(self.opened) + takes * times;
        let gone = *free;
        drop(free);
        wait(gone);
        gone + late
    }

    fn is_lost(&mut self) -> bool {
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) % 100 < self.quality.lost
    }
}

fn wait(until: Instant) {
    std::thread::sleep(until.saturating_duration_since(Instant::now()));
}

fn deliver(take: &Receiver<(Instant, Vec<u8>)>, mut to: TcpStream) {
    for (at, bytes) in take {
        wait(at);
        if to.write_all(&bytes).is_err() {
            return;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}
