//! Files that entries name by their digest: documents of evidence, photographs, old files. The register holds the digest alone; the file lies at the desk
//! that kept it, and travels to the seat when the line allows.

use crate::Event;
use helpdesk::event::Did as Helped;
use migration::bench::BenchEvent;
use migration::event::{FileKept, MigrationEvent};
use migration::paper::PaperEvent;
use migration::paper::event::Held;
use programme::Did;
use society::terms::Attachment;

/// What a file is for, in the order in which files travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A document or photograph by which something is proved.
    Evidence,
    /// A photograph of a page of a book.
    Page,
    /// A file of the old books.
    Old,
    /// No file any more: a picture that was blackened further, whose bytes are to be nowhere.
    Removed,
}

impl Class {
    /// In the order in which files travel.
    pub const ALL: [Class; 3] = [Class::Evidence, Class::Page, Class::Old];

    /// `evidence`, `page`, `old`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Class::Evidence => "evidence",
            Class::Page => "page",
            Class::Old => "old",
            Class::Removed => "removed",
        }
    }

    pub(crate) fn number(self) -> i64 {
        self as i64
    }

    pub(crate) fn from_number(n: i64) -> Option<Class> {
        Class::ALL.into_iter().chain([Class::Removed]).find(|c| c.number() == n)
    }

    /// Most bytes of such a file that travels.
    #[must_use]
    pub fn most(self) -> u64 {
        match self {
            Class::Evidence | Class::Page => 8 << 20,
            Class::Old => 64 << 20,
            Class::Removed => 0,
        }
    }
}

/// A file an entry names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// SHA-256 of what is kept, hexadecimal.
    pub digest: String,
    /// What it is for.
    pub class: Class,
    /// Its name, or what it shows.
    pub name: String,
}

fn of(class: Class, name: impl Into<String>, a: &Attachment) -> Named {
    Named { digest: a.digest.clone(), class, name: name.into() }
}

fn old(files: &[FileKept]) -> Vec<Named> {
    let one = |f: &FileKept| Named { digest: f.digest.clone(), class: Class::Old, name: f.path.clone() };
    files.iter().map(one).collect()
}

/// The files an event names. Portraits and signatures of members are none of them: they stay in their society.
#[must_use]
pub fn named(event: &Event) -> Vec<Named> {
    let proof = |name: &str, a: &Option<Attachment>| a.iter().map(|a| of(Class::Evidence, name, a)).collect();
    match event {
        Event::Bench(e) => match &**e {
            BenchEvent::FilesBrought { files, .. } => old(files),
            BenchEvent::Stated(o) => proof(&format!("{} {}", o.head, o.number), &o.paper),
            BenchEvent::BookSealed { volume, photo } => vec![of(Class::Evidence, volume, photo)],
            BenchEvent::PhotoMasked { was, photo } => {
                let old = Named { digest: was.clone(), class: Class::Removed, name: String::new() };
                vec![of(Class::Page, was.chars().take(16).collect::<String>(), photo), old]
            }
            BenchEvent::Paper(p) => match &**p {
                PaperEvent::VolumeListed(l) => match &l.held {
                    Held::Book { photo, .. } | Held::Missing { photo, .. } => proof(&l.title, photo),
                    Held::InFiles { .. } => Vec::new(),
                },
                PaperEvent::PagePhotographed { volume, page, photo } => {
                    vec![of(Class::Page, format!("{volume}/{page}"), photo)]
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        },
        Event::Help(e) => match &e.did {
            Helped::Raised(r) => proof("", &r.photo),
            Helped::Noted { photo, .. } => proof("", photo),
            _ => Vec::new(),
        },
        Event::Migration(MigrationEvent::Begun { files, .. }) => old(files),
        Event::Programme(e) => match &e.did {
            Did::Attested(a) => {
                let (digest, name) = (a.document.digest.clone(), format!("{} {}", a.document.number, a.document.name));
                vec![Named { digest, class: Class::Evidence, name }]
            }
            Did::TaskDone { paper: Some(p), .. } => {
                vec![Named { digest: p.digest.clone(), class: Class::Evidence, name: p.name.clone() }]
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
