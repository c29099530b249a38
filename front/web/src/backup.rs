//! The whole installation as one sealed file, to be saved on a pen drive and kept in another house.

use crate::ask::{Ask, Society, Trouble};
use crate::body::Form as Sent;
use crate::counter::form::{Field, Filled, Form, Input, No};
use crate::counter::{refused, who};
use crate::page::{Frame, Tab};
use crate::router::{Web, run};
use crate::words::moment;
use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kernel::{Refusal, Verb};
use std::collections::HashMap;

/// Days after which a backup that was carried away is called old.
const OLD: i64 = 7 * 24 * 3_600 * 1_000;

/// Addresses of the backup.
pub(crate) fn routes() -> Router<Web> {
    type Typed = Sent<HashMap<String, String>>;
    Router::new().route(
        "/s/{code}/backup",
        get(|ask, Path(code): Path<String>| run(ask, move |a| show(a, &code)))
            .post(|ask, Path(code): Path<String>, Sent(f): Typed| run(ask, move |a| take(a, &code, &Filled(f)))),
    )
}

fn form(ask: &Ask, society: &Society, no: Option<&Refusal>) -> Result<Form, Trouble> {
    let c = Frame::of(ask, society, Tab::Reports);
    let title = c.s("backup");
    let mut form = Form::new(c, title, format!("{}/backup", society.base));
    form.why = form.c.s("backup-why");
    let last = ask.web.desk.taken_away(society.id())?;
    form.facts = vec![(form.c.s("backup-last"), last.map_or_else(|| form.c.s("backup-never"), moment))];
    form.fields = vec![Field::new(&form.c, "new", Input::Secret), Field::new(&form.c, "again", Input::Secret)];
    form.button = form.c.s("backup-take");
    form.plain = true;
    form.no = no.map(|r| No::of(ask.lang, r));
    Ok(form)
}

fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    ask.let_by(Verb::UsersManage, society.id(), "take-away")?;
    form(ask, &society, None)?.show(ask)
}

fn take(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let password = f.0.get("new").map_or("", String::as_str);
    let made = if f.0.get("again").map(String::as_str) == Some(password) {
        ask.web.desk.take_away(who(ask)?, society.id(), password).map_err(Trouble::from)
    } else {
        Err(refused(Refusal::new(5054)))
    };
    match made {
        Ok(bytes) => {
            let name = format!("attachment; filename=\"sahakar-{}.backup\"", ask.web.desk.today());
            let headers = [
                (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
                (header::CONTENT_DISPOSITION, name),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            Ok((headers, bytes).into_response())
        }
        Err(Trouble::Refused(_, no)) => form(ask, &society, Some(&no))?.show(ask),
        Err(e) => Err(e),
    }
}

/// How old the last copy is that was carried away: words, whether that is too old, and where another is made by whoever may. Nothing where the
/// books are no file of this computer.
pub(crate) fn age(ask: &Ask, society: &Society, c: &Frame) -> Result<Option<(String, bool, String)>, Trouble> {
    if !ask.web.desk.is_kept_in_a_file(society.id())? {
        return Ok(None);
    }
    let (now, last) = (ask.web.desk.now(), ask.web.desk.taken_away(society.id())?);
    let words = match last {
        None => c.s("backup-never-taken"),
        Some(at) => {
            let days = (now.0 - at.0).max(0) / (24 * 3_600 * 1_000);
            c.s2("backup-age", "day", &moment(at), "n", &lipi::amount::group(days.unsigned_abs()))
        }
    };
    let may = ask.who.as_ref().is_some_and(|w| w.guard(Verb::UsersManage, society.id()).is_ok());
    let href = if may { format!("{}/backup", society.base) } else { String::new() };
    Ok(Some((words, last.is_none_or(|at| now.0 - at.0 > OLD), href)))
}

/// That no backup left this house lately, for the first page: words, address. A society whose first day has not ended has nothing to lose yet.
pub(crate) fn waits(ask: &Ask, society: &Society, c: &Frame) -> Result<Option<(String, String)>, Trouble> {
    if !ask.web.desk.is_kept_in_a_file(society.id())?
        || ask.read(|t| keep::view::business_days(t, society.id(), 1))?.is_empty()
    {
        return Ok(None);
    }
    let now = ask.web.desk.now();
    let last = ask.web.desk.taken_away(society.id())?;
    let words = match last {
        None => c.s("backup-never-taken"),
        Some(at) if now.0 - at.0 > OLD => c.s1("backup-old", "day", &moment(at)),
        Some(_) => return Ok(None),
    };
    Ok(Some((words, format!("{}/backup", society.base))))
}
