//! Paper keyed page by page.

mod deciding;
mod kinds;
mod page;
mod reading;
mod session;

use migration::paper::event::{Held, Keyed, Listing};
use migration::paper::{Entry, Hand, Kind, Paper, PaperEvent, fold};

/// A book of a kind with folios from 1.
pub fn book(no: u32, kind: u8, product: &str, pages: u32) -> PaperEvent {
    PaperEvent::VolumeListed(Box::new(Listing {
        no,
        kind,
        product: product.into(),
        title: format!("Volume {no}"),
        held: Held::Book {
            pages,
            first_folio: 1,
            last_folio: pages,
            total: None,
            custodian: "secretary".into(),
            photo: None,
            no_photo: String::new(),
        },
    }))
}

/// Rows as texts.
pub fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|r| r.iter().map(|c| (*c).to_owned()).collect()).collect()
}

/// A page keyed in full by the first hand.
pub fn first(volume: u32, page: u32, rows: Vec<Vec<String>>, totals: Vec<String>) -> PaperEvent {
    PaperEvent::PageKeyed(Box::new(Keyed { volume, page, hand: Hand::First, full: true, rows, totals }))
}

/// A page keyed by the second hand: what a kind wants keyed twice, nothing else.
pub fn second(kind: &Kind, volume: u32, page: u32, rows: &[Vec<String>], totals: Vec<String>) -> PaperEvent {
    let only = |row: &Vec<String>| {
        row.iter().enumerate().map(|(c, t)| if kind.columns[c].twice { t.clone() } else { String::new() }).collect()
    };
    let rows = rows.iter().map(only).collect();
    PaperEvent::PageKeyed(Box::new(Keyed { volume, page, hand: Hand::Second, full: false, rows, totals }))
}

/// Folds events with their authors.
pub fn folded(events: &[(&str, PaperEvent)]) -> Paper {
    fold(events.iter().map(|(by, event)| Entry { by, event }))
}
