//! Which entries may be written upon the paper as it stands.

use super::compare;
use super::event::{Choice, Hand, Held, Keyed, Listing, PaperEvent, Sampling};
use super::fold::{Page, Paper, Standing, Volume};
use super::kinds::Kind;
use super::normal;
use kernel::Refusal;
use society::secret;

/// Most rows of a page.
pub const MOST_ROWS: usize = 200;
/// Most letters of a cell.
pub const MOST_CELL: usize = 300;
/// Greatest folio of a book.
pub const LAST_FOLIO: u32 = 99_999;
/// Most letters of a title, a name, a reason.
const MOST_TEXT: usize = 500;

/// Looks whether an event may be written. `by` is the login of who writes it.
///
/// # Errors
/// 3120 no such kind or product; 3121 the volume is not whole; 3122 missing without reason and statement; 3123 no such volume;
/// 3124 no such page; 3125 both hands are done; 3126 one person cannot be both hands; 3127 another has keyed the page; 3128 nothing keyed, or
/// too much; 3129 the page adds up; 3130 differences are open; 3131 keyed anew since; 3132 no third person and no photograph; 3133 a reason is
/// missing; 3134 pages of it are keyed; 3136 no such share; 3138 the first hand is not done; 3244 neither photograph nor a reason; 4203 an Aadhaar
/// number.
pub fn check(paper: &Paper, event: &PaperEvent, by: &str) -> Result<(), Refusal> {
    match event {
        PaperEvent::VolumeListed(listing) => listed(paper, listing),
        PaperEvent::VolumeStruck { volume, reason } => {
            let of = find(paper, *volume)?;
            reasoned(reason)?;
            if of.pages.values().any(|p| p.first.is_some()) {
                return Err(Refusal::new(3134).with("volume", volume));
            }
            Ok(())
        }
        PaperEvent::PageKeyed(keyed) => self::keyed(paper, keyed, by),
        PaperEvent::PageAsWritten { volume, page, reason } => {
            on_page(paper, *volume, *page)?;
            reasoned(reason)?;
            match paper.standing(*volume, *page) {
                Standing::Held(_) => Ok(()),
                _ => Err(Refusal::new(3129).with("page", page)),
            }
        }
        PaperEvent::PageReconciled { volume, page, of, choices, no_photo } => {
            reconciled(paper, (*volume, *page), (of, choices), no_photo, by)
        }
        PaperEvent::PageTakenBack { volume, page, reason } => {
            reasoned(reason)?;
            match on_page(paper, *volume, *page)?.1 {
                Some(p) if p.first.is_some() => Ok(()),
                _ => Err(Refusal::new(3124).with("page", page).with("volume", volume)),
            }
        }
        PaperEvent::PagePhotographed { volume, page, .. } => on_page(paper, *volume, *page).map(|_| ()),
        PaperEvent::SamplingSet { sampling } => sampled(sampling),
    }
}

/// The hand a person would key a page with now, and whether every column.
///
/// # Errors
/// 3123, 3124; 3125 both hands are done; 3126 the second must be another person; 3138 the page is held in the first hand of another.
pub fn hand_of(paper: &Paper, volume: u32, page: u32, by: &str) -> Result<(Hand, bool), Refusal> {
    let (of, here) = on_page(paper, volume, page)?;
    let Some(first) = here.and_then(|p| p.first.as_ref()) else { return Ok((Hand::First, true)) };
    if here.is_some_and(|p| p.second.is_some()) {
        return Err(Refusal::new(3125).with("page", page));
    }
    if first.by == by {
        return Ok((Hand::First, true));
    }
    match paper.standing(volume, page) {
        Standing::Held(_) => Err(Refusal::new(3138).with("page", page).with("name", &first.by)),
        _ => Ok((Hand::Second, of.plan(&paper.sampling).in_full(page))),
    }
}

fn find(paper: &Paper, no: u32) -> Result<&Volume, Refusal> {
    paper.volumes.get(&no).ok_or_else(|| Refusal::new(3123).with("volume", no))
}

fn on_page(paper: &Paper, no: u32, page: u32) -> Result<(&Volume, Option<&Page>), Refusal> {
    let volume = find(paper, no)?;
    match volume.folios() {
        Some((from, to)) if (from..=to).contains(&page) => Ok((volume, volume.pages.get(&page))),
        _ => Err(Refusal::new(3124).with("page", page).with("volume", no)),
    }
}

fn reasoned(text: &str) -> Result<(), Refusal> {
    let length = text.trim().chars().count();
    if length == 0 || length > MOST_TEXT {
        return Err(Refusal::new(3133).with("most", MOST_TEXT));
    }
    secret::keep_out("text", text)
}

fn listed(paper: &Paper, listing: &Listing) -> Result<(), Refusal> {
    let kind = Kind::of(listing.kind).filter(|k| k.has_product(&listing.product)).ok_or_else(|| Refusal::new(3120))?;
    secret::keep_out("text", &listing.title)?;
    if let Some(before) = paper.volumes.get(&listing.no)
        && before.pages.values().any(|p| p.first.is_some())
        && !keeps_pages(before, listing)
    {
        return Err(Refusal::new(3134).with("volume", listing.no));
    }
    let incomplete = || Refusal::new(3121).with("kind", kind.no);
    if listing.no == 0 || listing.no > paper.last_no + 1 {
        return Err(Refusal::new(3123).with("volume", listing.no));
    }
    let short = |text: &str| !text.trim().is_empty() && text.chars().count() <= MOST_TEXT;
    match &listing.held {
        Held::Book { pages, first_folio, last_folio, custodian, no_photo, .. } => {
            secret::keep_out("text", no_photo)?;
            let folios = *first_folio >= 1 && first_folio <= last_folio && *last_folio <= LAST_FOLIO;
            let fits = folios && (1..=last_folio - first_folio + 1).contains(pages);
            let fits = fits && no_photo.chars().count() <= MOST_TEXT;
            if fits && short(&listing.title) && short(custodian) { Ok(()) } else { Err(incomplete()) }
        }
        Held::InFiles { note, statement } => {
            secret::keep_out("text", statement)?;
            let fits = short(note) && statement.chars().count() <= MOST_TEXT;
            if fits { Ok(()) } else { Err(incomplete()) }
        }
        Held::Missing { reason, statement, .. } => {
            secret::keep_out("text", statement)?;
            if short(reason) && short(statement) { Ok(()) } else { Err(Refusal::new(3122).with("kind", kind.no)) }
        }
    }
}

/// Kind and product are the same, and every keyed page is still a page of the book.
fn keeps_pages(before: &Volume, after: &Listing) -> bool {
    let same = before.listing.kind == after.kind && before.listing.product == after.product;
    let keyed = || before.pages.iter().filter(|(_, p)| p.first.is_some()).map(|(no, _)| no);
    match after.held {
        Held::Book { first_folio, last_folio, .. } => same && keyed().all(|no| (first_folio..=last_folio).contains(no)),
        _ => false,
    }
}

fn keyed(paper: &Paper, keyed: &Keyed, by: &str) -> Result<(), Refusal> {
    let (of, here) = on_page(paper, keyed.volume, keyed.page)?;
    let width = of.kind().map_or(0, |k| k.columns.len());
    let cells = || keyed.rows.iter().chain(std::iter::once(&keyed.totals));
    let fits = cells().all(|r| r.len() <= width && r.iter().all(|c| c.chars().count() <= MOST_CELL));
    if keyed.rows.is_empty() || keyed.rows.len() > MOST_ROWS || !fits {
        return Err(Refusal::new(3128).with("most", MOST_ROWS));
    }
    for (column, cell) in keyed.rows.iter().flat_map(|r| of.kind().map_or(&[][..], |k| &k.columns).iter().zip(r)) {
        if !normal::is_number_of_its_own(column) {
            secret::keep_out("text", cell)?;
        }
    }
    // another was quicker: what was keyed blind may still be sent as the second hand
    if keyed.hand == Hand::First
        && let Some(first) = here.and_then(|p| p.first.as_ref())
        && first.by != by
    {
        return Err(Refusal::new(3127).with("page", keyed.page).with("name", &first.by));
    }
    let (hand, full) = hand_of(paper, keyed.volume, keyed.page, by)?;
    match (keyed.hand, hand) {
        (Hand::Second, Hand::First) if here.is_some_and(|p| p.first.is_some()) => {
            Err(Refusal::new(3126).with("page", keyed.page))
        }
        (Hand::Second, Hand::First) => Err(Refusal::new(3138).with("page", keyed.page).with("name", by)),
        // drawn meanwhile, or the volume is to be keyed again: the critical columns are not enough
        _ if full && !keyed.full => Err(Refusal::new(3137).with("page", keyed.page)),
        _ => Ok(()),
    }
}

fn reconciled(
    paper: &Paper,
    at: (u32, u32),
    (of, choices): (&str, &[Choice]),
    no_photo: &str,
    by: &str,
) -> Result<(), Refusal> {
    let (volume, page) = on_page(paper, at.0, at.1)?;
    let both = page.and_then(|p| Some((p, p.first.as_ref()?, p.second.as_ref()?)));
    let (Some((page, first, second)), Some(kind)) = (both, volume.kind()) else {
        return Err(Refusal::new(3138).with("page", at.1).with("name", by));
    };
    let compared = compare::compare(kind, &first.keyed, &second.keyed);
    if compared.of != of {
        return Err(Refusal::new(3131).with("page", at.1));
    }
    if (first.by == by || second.by == by) && page.photo.is_none() {
        return Err(Refusal::new(3132).with("page", at.1));
    }
    if compare::settle(kind, &first.keyed, &second.keyed, &compared, choices).is_err() {
        return Err(Refusal::new(3130).with("count", compared.differences.len()));
    }
    // the book goes back into its cupboard; what was seen on the page is looked at again only on its photograph
    if page.photo.is_none() {
        reasoned(no_photo).map_err(|no| if no.number == 3133 { Refusal::new(3244).with("page", at.1) } else { no })?;
    }
    Ok(())
}

/// Two hands that differ are judged by a third: who keyed one of the readings judges himself. Not asked where one person alone works in the society.
///
/// # Errors
/// 3224: he is one of the two hands.
pub fn third_person(paper: &Paper, event: &PaperEvent, by: &str) -> Result<(), Refusal> {
    let PaperEvent::PageReconciled { volume, page, .. } = event else { return Ok(()) };
    let here = paper.page(*volume, *page);
    let hands = here.into_iter().flat_map(|p| [&p.first, &p.second]).flatten();
    match hands.into_iter().any(|k| k.by == by) {
        true => Err(Refusal::new(3224).with("page", page)),
        false => Ok(()),
    }
}

fn sampled(sampling: &Sampling) -> Result<(), Refusal> {
    if sampling.percent > 100 || sampling.rekey_above_permille > 1_000 {
        return Err(Refusal::new(3136));
    }
    reasoned(&sampling.source)
}
