//! Decisions: what an act on a ticket, a problem, an article or hours becomes, or why not.

use crate::Place;
use crate::event::{Did, HelpEvent, Raised};
use crate::terms::{Article, Category, Effect, Party, Pause};
use crate::ticket::{Entry, State, Ticket};
use books::ruled::Rule;
use kernel::{Date, Refusal};
use society::secret;
use society::terms::Attachment;

/// Most characters of a text.
pub const MOST_TEXT: usize = 2_000;
/// Most characters of a title.
pub const MOST_TITLE: usize = 200;
/// Most hours of a rule: a year.
const MOST_HOURS: u32 = 8_784;

/// A text that may be empty, trimmed, without a full Aadhaar number.
fn free(words: &str) -> Result<String, Refusal> {
    let words = words.trim();
    if words.chars().count() > MOST_TEXT {
        return Err(Refusal::new(5130).with("most", MOST_TEXT));
    }
    secret::keep_out("text", words)?;
    Ok(words.to_owned())
}

/// A text that must be there.
fn text(words: &str, most: usize) -> Result<String, Refusal> {
    let words = free(words)?;
    if words.is_empty() || words.chars().count() > most {
        return Err(Refusal::new(5130).with("most", most));
    }
    Ok(words)
}

fn about(t: &Ticket, did: Did) -> HelpEvent {
    HelpEvent { of: Some(t.place), turn: t.turn.saturating_add(1), did }
}

fn closed(t: &Ticket) -> Refusal {
    Refusal::new(5132).with("ticket", t.place.1)
}

fn open(t: &Ticket) -> Result<(), Refusal> {
    if t.is_open() { Ok(()) } else { Err(closed(t)) }
}

/// Raises a ticket.
///
/// # Errors
/// 5130 too long; 4203 an Aadhaar number in it.
pub fn raise(raised: &Raised) -> Result<HelpEvent, Refusal> {
    let raised = Raised { text: free(&raised.text)?, ..raised.clone() };
    Ok(HelpEvent { of: None, turn: 0, did: Did::Raised(Box::new(raised)) })
}

/// Adds words or a photograph.
///
/// # Errors
/// 5130 neither, or too long; 4203.
pub fn note(t: &Ticket, words: &str, photo: Option<Attachment>) -> Result<HelpEvent, Refusal> {
    let text = if photo.is_some() { free(words)? } else { text(words, MOST_TEXT)? };
    Ok(about(t, Did::Noted { text, photo }))
}

/// Hands it on: up the path one step at a time, down it, or to whoever does the work.
///
/// # Errors
/// 5132 not open; 5134 it lies there already; 5135 a step would be left out; 5130, 4203.
pub fn hand_on(t: &Ticket, to: Party, why: &str) -> Result<HelpEvent, Refusal> {
    open(t)?;
    if t.with == to {
        return Err(Refusal::new(5134).with("party", to.code()));
    }
    if let (Some(to_step), Some(reached)) = (to.step(), t.step.step())
        && to_step > reached + 1
    {
        return Err(Refusal::new(5135).with("party", to.code()));
    }
    Ok(about(t, Did::HandedOn { to, why: text(why, MOST_TEXT)? }))
}

/// Lets the clock stand, with a reason of the list.
///
/// # Errors
/// 5132 not open; 5136 it stands already; 5130, 4203.
pub fn pause(t: &Ticket, why: Pause, more: &str) -> Result<HelpEvent, Refusal> {
    open(t)?;
    if t.state != State::Open {
        return Err(Refusal::new(5136).with("ticket", t.place.1));
    }
    Ok(about(t, Did::Paused { why, text: free(more)? }))
}

/// Lets it run again.
///
/// # Errors
/// 5137 it does not stand.
pub fn resume(t: &Ticket) -> Result<HelpEvent, Refusal> {
    match t.state {
        State::Paused(_) => Ok(about(t, Did::Resumed)),
        _ => Err(Refusal::new(5137).with("ticket", t.place.1)),
    }
}

/// Answers it.
///
/// # Errors
/// 5132 not open; 5130, 4203.
pub fn answer(t: &Ticket, words: &str) -> Result<HelpEvent, Refusal> {
    open(t)?;
    Ok(about(t, Did::Answered { text: text(words, MOST_TEXT)? }))
}

/// The society says that it is solved.
///
/// # Errors
/// 5132 closed already.
pub fn confirm(t: &Ticket) -> Result<HelpEvent, Refusal> {
    if t.state == State::Closed { Err(closed(t)) } else { Ok(about(t, Did::Confirmed)) }
}

/// The society says that it is not solved.
///
/// # Errors
/// 5133 it is open as it is; 5130, 4203.
pub fn reopen(t: &Ticket, why: &str) -> Result<HelpEvent, Refusal> {
    if t.is_open() {
        return Err(Refusal::new(5133).with("ticket", t.place.1));
    }
    Ok(about(t, Did::Reopened { why: text(why, MOST_TEXT)? }))
}

/// Puts cause and effect right.
///
/// # Errors
/// 5132 closed; 5130, 4203.
pub fn sort(t: &Ticket, category: Category, effect: Effect, why: &str) -> Result<HelpEvent, Refusal> {
    if t.state == State::Closed {
        return Err(closed(t));
    }
    Ok(about(t, Did::Sorted { category, effect, why: text(why, MOST_TEXT)? }))
}

/// Names the day by which a programme needs it.
///
/// # Errors
/// 5132 closed; 5141 a day before the ticket; 5130, 4203.
pub fn deadline(t: &Ticket, day: Date, programme: &str) -> Result<HelpEvent, Refusal> {
    if t.state == State::Closed {
        return Err(closed(t));
    }
    if day < t.at.day() {
        return Err(Refusal::new(5141).with("date", lipi::date::format(day)));
    }
    Ok(about(t, Did::DeadlineSet { day, programme: text(programme, MOST_TITLE)? }))
}

/// Puts it under a known problem, or takes it out. `known` says whether the problem stands.
///
/// # Errors
/// 5139 no such problem.
pub fn group(t: &Ticket, problem: Option<Place>, known: bool) -> Result<HelpEvent, Refusal> {
    match problem {
        Some(p) if !known => Err(unknown(p)),
        _ => Ok(about(t, Did::Grouped { problem })),
    }
}

fn unknown(place: Place) -> Refusal {
    Refusal::new(5139).with("entry", format!("{}/{}", place.0, place.1))
}

/// The next entry about a thing of the State's log, from those that stand; a new thing begins with `None`.
fn next(of: Option<Place>, entries: &[Entry], did: Did) -> Result<HelpEvent, Refusal> {
    let Some(place) = of else { return Ok(HelpEvent { of, turn: 0, did }) };
    let of_it = |e: &&Entry| e.place == place || e.event.of == Some(place);
    let turn = entries.iter().filter(of_it).map(|e| e.event.turn).max().ok_or_else(|| unknown(place))?;
    Ok(HelpEvent { of, turn: turn.saturating_add(1), did })
}

/// Names a problem that several societies have, or words it anew.
///
/// # Errors
/// 5130, 4203; 5139.
pub fn set_problem(
    entries: &[Entry],
    of: Option<Place>,
    title: &str,
    words: &str,
    category: Category,
) -> Result<HelpEvent, Refusal> {
    next(of, entries, Did::ProblemSet { title: text(title, MOST_TITLE)?, text: free(words)?, category })
}

/// One answer for all tickets of a problem.
///
/// # Errors
/// 5130, 4203; 5139.
pub fn answer_problem(entries: &[Entry], of: Place, words: &str, solves: bool) -> Result<HelpEvent, Refusal> {
    next(Some(of), entries, Did::ProblemAnswered { text: text(words, MOST_TEXT)?, solves })
}

/// Writes an article, or writes it anew.
///
/// # Errors
/// 5130, 4203; 5139.
pub fn set_article(entries: &[Entry], of: Option<Place>, article: &Article) -> Result<HelpEvent, Refusal> {
    let a = Article {
        category: article.category,
        title: text(&article.title, MOST_TITLE)?,
        text: text(&article.text, MOST_TEXT)?,
        title_en: free(&article.title_en)?,
        text_en: free(&article.text_en)?,
    };
    next(of, entries, Did::ArticleSet(Box::new(a)))
}

/// Sets within how many hours a party answers tickets of an effect, from a day on, by an order.
///
/// # Errors
/// 5140 no hours, or more than a year; 5130 no order.
pub fn set_hours(party: Party, effect: Effect, rule: &Rule<u32>) -> Result<HelpEvent, Refusal> {
    if rule.value == 0 || rule.value > MOST_HOURS {
        return Err(Refusal::new(5140).with("hours", rule.value).with("most", MOST_HOURS));
    }
    let rule = Rule { order: text(&rule.order, MOST_TITLE)?, source: free(&rule.source)?, ..rule.clone() };
    Ok(HelpEvent { of: None, turn: 0, did: Did::HoursSet { party, effect, rule } })
}

/// Takes an entry back: only the desk that wrote it, only what was written last of its ticket, problem or article. `entries` are those that
/// stand of it.
///
/// # Errors
/// 5138 it does not stand, another desk wrote it, or something was written after it; 5130 no reason, 4203.
pub fn reverse(entries: &[Entry], entry: Place, desk: i64, reason: &str) -> Result<HelpEvent, Refusal> {
    let no = || Refusal::new(5138).with("entry", format!("{}/{}", entry.0, entry.1));
    let was = entries.iter().find(|e| e.place == entry).ok_or_else(no)?;
    let later = entries.iter().any(|e| (e.event.turn, e.place) > (was.event.turn, was.place));
    let rule = matches!(was.event.did, Did::HoursSet { .. });
    if entry.0 != desk || (later && !rule) {
        return Err(no());
    }
    let turn = was.event.turn.saturating_add(1);
    let did = Did::Reversed { entry, reason: text(reason, MOST_TITLE)?, was: Box::new(was.event.clone()) };
    Ok(HelpEvent { of: was.event.of.or(Some(entry)), turn, did })
}
