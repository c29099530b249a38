//! Reminders: who is to be reminded, by village and with the mobile number, slips to hand out, who was reminded when.

use super::{Page, money};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::born;
use crate::counter::form::{Field, Form, Input, No};
use crate::grid::{columns, day};
use crate::page::{self, Frame, Tab};
use crate::words::encoded;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use desk::export::{Cell, Grid, Holds};
use desk::lender::ToRemind;
use keep::view;
use lipi::date;

/// Most slips on one sheet of paper work: thirty sheets.
const SLIPS: usize = 240;

pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let mut page = Page::new(ask, &society, "lender-reminders");
    let village = ask.value("village").unwrap_or_default();
    page.about = vec![page.c.s("lender-reminders-about")];
    let villages = ask.read(|t| view::villages_with_codes(t, society.id()))?;
    let mut choices = vec![(String::new(), page.c.s("society-all-villages"))];
    choices.extend(villages.into_iter().map(|v| (v.0.clone(), v.0)));
    page.chooser = vec![Field::new(&page.c, "village", Input::Choice(choices)).with(village).free()];
    let all = match ask.web.desk.to_remind(society.id(), village) {
        Ok(all) => all,
        Err(desk::Trouble::Refusal(no)) => {
            page.no = Some(No::of(ask.lang, &no));
            return page::show(ask, &page);
        }
        Err(e) => return Err(e.into()),
    };
    let waiting = all.iter().filter(|r| !r.done).count();
    if waiting > 0 {
        let at = format!("{}/lender/slips?village={}", society.base, encoded(village));
        page.acts.push((at, page.c.s("lender-slips")));
        page.says.push(("warn", page.c.s1("lender-waiting", "n", &waiting.to_string())));
        page.form = Some(form(ask, &society, village));
    } else {
        page.says.push(("ok", page.c.s("lender-all-reminded")));
    }
    let list = table(&page.c, &society, &all);
    page.with_list(ask, &society, "reminders", list)
}

/// Everybody shown was reminded.
fn form(ask: &Ask, society: &Society, village: &str) -> Form {
    let c = Frame::of(ask, society, Tab::Reports);
    let title = c.s("act-remind");
    let mut form = Form::new(c, title, format!("{}/lender/do/remind", society.base));
    form.why = form.c.s("act-remind-why");
    form.hidden = vec![("id", born()), ("village", village.to_owned())];
    form
}

fn table(c: &Frame, society: &Society, all: &[ToRemind]) -> Grid {
    let mut grid = Grid {
        title: c.s("lender-reminders"),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("rep-village", Holds::Words),
                ("rep-name", Holds::Words),
                ("web-father", Holds::Words),
                ("lender-col-mobile", Holds::Short),
                ("rep-account", Holds::Short),
                ("lender-col-due", Holds::Short),
                ("lender-col-stage", Holds::Short),
                ("lender-col-principal-due", Holds::Money),
                ("lender-col-interest-due", Holds::Money),
                ("lender-col-given", Holds::Words),
            ],
        ),
        rows: Vec::new(),
    };
    for r in all {
        let x = &r.reminder;
        let href = format!("{}/books/account/{}", society.base, encoded(&x.loan));
        let given: Vec<String> = r.given.iter().map(|d| date::format(*d)).collect();
        grid.row(vec![
            Cell::text(&r.village),
            Cell::text(&r.name),
            Cell::text(&r.father),
            Cell::text(&r.mobile),
            Cell::Link(x.loan.clone(), href),
            day(Some(x.due)),
            Cell::text(x.stage.to_string()),
            Cell::Sum(x.principal),
            Cell::Sum(x.interest),
            Cell::text(given.join(", ")),
        ]);
    }
    grid
}

struct Slip {
    no: String,
    name: String,
    father: String,
    village: String,
    text: String,
    rows: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "lender/slips.html")]
struct Slips {
    c: Frame,
    back: String,
    society: String,
    today: String,
    slips: Vec<Slip>,
    more: bool,
    proof: crate::reports::Proof,
}

/// Slips to hand out, several on a sheet.
pub(super) fn slips(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let village = ask.value("village").unwrap_or_default();
    let back = format!("{}/lender/reminders?village={}", society.base, encoded(village));
    let all = match ask.web.desk.to_remind(society.id(), village) {
        Ok(all) => all,
        // the list says what is missing
        Err(desk::Trouble::Refusal(_)) => return Ok(Redirect::to(&back).into_response()),
        Err(e) => return Err(e.into()),
    };
    let open = ask.read(|t| keep::deciding::open_day(t, society.id()))?;
    let today = open.unwrap_or_else(|| ask.web.desk.today());
    let c = Frame::of(ask, &society, Tab::Reports);
    let waiting = all.iter().filter(|r| !r.done).count();
    let slip = |r: &ToRemind| {
        let x = &r.reminder;
        let rows = vec![
            (c.s("web-account"), x.loan.clone()),
            (c.s("lender-col-principal-due"), money(x.principal)),
            (c.s("lender-col-interest-due"), money(x.interest)),
            (c.s("web-total"), money(x.principal + x.interest)),
        ];
        Slip {
            no: x.member_no.clone(),
            name: r.name.clone(),
            father: r.father.clone(),
            village: r.village.clone(),
            text: c.s1(if r.relieved { "lender-slip-relief" } else { "lender-slip" }, "day", &date::format(x.due)),
            rows,
        }
    };
    let page = Slips {
        proof: crate::reports::Proof::of(&society),
        back,
        society: society.home.society.name.clone(),
        today: date::format(today),
        slips: all.iter().filter(|r| !r.done).take(SLIPS).map(slip).collect(),
        more: waiting > SLIPS,
        c,
    };
    page::show(ask, &page)
}
