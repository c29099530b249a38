//! Exchange with other seats: where parcels of desks arrive, and the page that shows what waits, who signed, what forked and what lies on the
//! shelf.

use crate::ask::{Ask, Trouble};
use crate::counter::form::No;
use crate::page::{self, Frame, Tab};
use crate::router::Web;
use crate::words::moment;
use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{DefaultBodyLimit, FromRequest as _, Path, Request, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use keep::exchange::{self, Fetching};
use kernel::Refusal;
use lipi::amount::group;
use lipi::{Lang, messages};
use sync::LogId;

/// Most of a shelf or of a fork that a page shows.
const SHOWN: u64 = 100;

pub(crate) fn routes() -> Router<Web> {
    let most = usize::try_from(desk::exchange::MOST).unwrap_or(usize::MAX);
    Router::new().route("/exchange", post(take).layer(DefaultBodyLimit::max(most))).route(
        "/s/{code}/exchange",
        get(|ask, Path(code): Path<String>| crate::router::run(ask, move |a| show(a, &code))),
    )
}

/// Name of the header with a refusal's number, for the program at the other end.
const REFUSED: &str = "sahakar-refusal";

/// The body of a question, unless it is larger than any parcel. One that says so itself is not read at all; another is let go where it becomes so.
async fn parcel_of(question: Request) -> Result<Bytes, Refusal> {
    let most = desk::exchange::MOST;
    let said = question.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|n| n > most) {
        return Err(desk::exchange::too_large());
    }
    Bytes::from_request(question, &()).await.map_err(|e| match e {
        BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => desk::exchange::too_large(),
        _ => Refusal::new(5101),
    })
}

/// A refusal for a program and for a person who looks over its shoulder: number, cause and remedy in both languages.
fn refused(r: &Refusal) -> Response {
    let status = if r.number == 5111 { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::BAD_REQUEST };
    let text = [Lang::Hi, Lang::En].map(|lang| messages::refuse(lang, r)).join("\n");
    let kind = (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned());
    (status, [kind, (HeaderName::from_static(REFUSED), r.number.to_string())], text).into_response()
}

/// Takes a parcel and answers it; what was kept is drawn after the answer has left.
async fn take(State(web): State<Web>, question: Request) -> Response {
    let parcel = match parcel_of(question).await {
        Ok(parcel) => parcel,
        Err(r) => return refused(&r),
    };
    let desk = web.desk.clone();
    let answered = tokio::task::spawn_blocking(move || desk.receive(&parcel)).await;
    match answered {
        Ok(Ok(bytes)) => {
            let desk = web.desk.clone();
            // what cannot be drawn now is drawn with the next parcel or at the next start
            tokio::task::spawn_blocking(move || desk.draw_soon());
            ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response()
        }
        Ok(Err(desk::Trouble::Refusal(r))) => refused(&r),
        Ok(Err(desk::Trouble::Fault(_))) | Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

struct SeatRow {
    name: String,
    url: String,
    unsent: String,
    since: String,
}

struct LogRow {
    desk: String,
    entries: String,
    from: String,
    last: String,
    signed: String,
    witnessed: String,
}

struct ForkRow {
    desk: String,
    at: String,
    entries: String,
    seen: String,
    /// The first entries that differ: when, who, what.
    ours: String,
    theirs: String,
}

/// A log of which the seat had more than was here.
struct LostRow {
    kind: &'static str,
    icon: &'static str,
    what: String,
    more: String,
}

struct ShelfRow {
    place: String,
    kind: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "exchange.html")]
struct Page {
    c: Frame,
    seats: Vec<SeatRow>,
    /// A letter that asks to be let in waits for its answer.
    letter: bool,
    logs: Vec<LogRow>,
    forks: Vec<ForkRow>,
    shelf: Vec<ShelfRow>,
    lost: Vec<LostRow>,
    /// Why the last exchange failed, and when.
    line: Option<(No, String)>,
}

fn first(e: Option<&register::Entry>) -> String {
    e.map(|e| format!("{} · {} · {}", moment(e.at), e.by, e.kind)).unwrap_or_default()
}

fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let c = Frame::of(ask, &society, Tab::Home);
    let id = society.id();
    let addresses = ask.web.desk.seats()?;
    let seats = ask.web.desk.unsent(id)?.into_iter().map(|u| SeatRow {
        url: addresses.iter().find(|s| s.name == u.seat).map(|s| s.url.clone()).unwrap_or_default(),
        name: u.seat,
        unsent: group(u.entries),
        since: u.since.map(moment).unwrap_or_default(),
    });
    let seats = seats.collect();
    let (mut logs, mut forks) = (Vec::new(), Vec::new());
    let shelf = ask.read(|t| {
        (logs, forks) = (Vec::new(), Vec::new());
        for (log, from) in exchange::logs_of(t)?.into_iter().filter(|(l, _)| l.society == id) {
            logs.extend(log_row(t, log, from.unwrap_or_default())?);
            for fork in exchange::forks(t, log)? {
                forks.push(fork_row(t, log, &fork)?);
            }
        }
        exchange::shelf(t, id, SHOWN)
    })?;
    let shelf = shelf.into_iter().map(|s| ShelfRow {
        place: format!("{}/{}", s.desk.0, s.seq.0),
        kind: s.kind,
        reason: s.reason,
    });
    let lost = ask.web.desk.lost(id)?.iter().map(|l| lost_row(&c, l)).collect();
    let line = ask.web.desk.line_trouble(id).map(|(at, r)| (No::of(ask.lang, &r), moment(at)));
    let letter = ask.web.desk.letter_waits(id)?;
    page::show(ask, &Page { seats, letter, logs, forks, shelf: shelf.collect(), lost, line, c })
}

fn lost_row(c: &Frame, l: &exchange::Lost) -> LostRow {
    let (kind, icon, state) = match l.fetching {
        Fetching::Missing => ("bad", "alert", "missing"),
        Fetching::Back => ("ok", "check", "back"),
        Fetching::Apart => ("bad", "alert", "apart"),
        Fetching::Forked => ("bad", "alert", "forked"),
    };
    let (desk, n, seen) = (l.desk.0.to_string(), group(l.size - l.here), moment(l.seen));
    let values = [("desk", &desk[..]), ("n", &n), ("seat", &l.peer), ("seen", &seen)];
    let say = |key: &str| lipi::messages::say(c.lang, key, &values);
    let more = say(&format!("exchange-lost-{state}-more"));
    LostRow { kind, icon, what: say(&format!("exchange-lost-{state}")), more }
}

fn log_row(t: &mut sql::Tx<'_>, log: LogId, from: String) -> Result<Option<LogRow>, sql::Error> {
    let Some(there) = keep::open_log(t, log.society, log.desk)? else { return Ok(None) };
    let last = exchange::last_at(t, log)?;
    let witnessed = exchange::witnessed(t, log)?;
    let witness = witnessed.first().map(|(name, size, ..)| format!("{} · {name}", group(*size)));
    Ok(Some(LogRow {
        desk: log.desk.0.to_string(),
        entries: group(there.frontier.size()),
        from,
        last: last.map(moment).unwrap_or_default(),
        signed: if there.checkpoint_size == 0 { String::new() } else { group(there.checkpoint_size) },
        witnessed: witness.unwrap_or_default(),
    }))
}

fn fork_row(t: &mut sql::Tx<'_>, log: LogId, fork: &exchange::Fork) -> Result<ForkRow, sql::Error> {
    let own = exchange::fork_entries(t, log, fork.branch.id, 1)?;
    let here = exchange::entries_from(t, log, fork.branch.at, 1)?;
    Ok(ForkRow {
        desk: log.desk.0.to_string(),
        at: group(fork.branch.at),
        entries: group(fork.branch.size - fork.branch.at),
        seen: moment(fork.seen),
        ours: first(here.first()),
        theirs: first(own.first()),
    })
}
