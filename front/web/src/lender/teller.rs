//! Savings at rest, and agents of daily deposits with what they collected and earned.

use super::{Page, Section, day_of, money};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Form, Input, No};
use crate::counter::{born, pay};
use crate::grid::{columns, day};
use crate::page::{self, Frame, Tab};
use crate::words::{encoded, percent};
use axum::response::Response;
use credit::teller::Agent;
use desk::export::{Cell, Grid, Holds};
use desk::lender::{Collections, Resting};
use kernel::Paise;
use lipi::date;

/// Savings that rest, and the form that marks them.
pub(super) fn resting(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let mut page = Page::new(ask, &society, "lender-resting");
    page.about = vec![page.c.s("lender-resting-about")];
    let all = match ask.web.desk.resting(society.id()) {
        Ok(all) => all,
        Err(desk::Trouble::Refusal(no)) => {
            page.no = Some(No::of(ask.lang, &no));
            return page::show(ask, &page);
        }
        Err(e) => return Err(e.into()),
    };
    let waiting = all.iter().filter(|r| !r.marked).count();
    if waiting > 0 {
        page.says.push(("warn", page.c.s1("lender-resting-waiting", "n", &waiting.to_string())));
        let c = Frame::of(ask, &society, Tab::Reports);
        let title = c.s("act-mark-inoperative");
        let mut form = Form::new(c, title, format!("{}/lender/do/mark-inoperative", society.base));
        form.why = form.c.s("act-mark-inoperative-why");
        form.hidden = vec![("id", born())];
        page.form = Some(form);
    }
    let list = resting_table(&page.c, &society, &all);
    page.with_list(ask, &society, "inoperative", list)
}

fn resting_table(c: &Frame, society: &Society, all: &[Resting]) -> Grid {
    let mut grid = Grid {
        title: c.s("lender-resting"),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("rep-account", Holds::Short),
                ("rep-name", Holds::Words),
                ("rep-village", Holds::Words),
                ("lender-col-last-act", Holds::Short),
                ("counter-balance", Holds::Money),
                ("lender-col-marked", Holds::Words),
            ],
        ),
        rows: Vec::new(),
    };
    for r in all {
        let at = |path: &str| format!("{}/{path}{}", society.base, encoded(&r.account));
        let marked = match r.marked {
            true => Cell::Link(c.s("act-revive"), at("lender/do/revive?account=")),
            false => Cell::text(c.s("lender-not-marked")),
        };
        grid.row(vec![
            Cell::Link(r.account.clone(), at("books/account/")),
            Cell::text(&r.name),
            Cell::text(&r.village),
            day(r.last_act),
            Cell::Sum(r.balance),
            marked,
        ]);
    }
    if !all.is_empty() {
        let sum: Paise = all.iter().map(|r| r.balance).sum();
        let blank = || Cell::Empty;
        grid.strong(vec![Cell::text(c.s("web-total")), blank(), blank(), blank(), Cell::Sum(sum), blank()]);
    }
    grid
}

/// The agents.
pub(super) fn agents(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let mut page = Page::new(ask, &society, "lender-agents");
    page.about = vec![page.c.s("lender-agents-about")];
    let deeds = ["collect", "set-agent"];
    page.acts = deeds.map(|d| (format!("{}/lender/do/{d}", society.base), page.c.s(&format!("act-{d}")))).into();
    let all = ask.web.desk.agents(society.id())?;
    let c = &page.c;
    let mut grid = Grid {
        title: c.s("lender-agents"),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("lender-col-agent", Holds::Short),
                ("rep-name", Holds::Words),
                ("rep-member-no", Holds::Short),
                ("lender-col-paid-until", Holds::Short),
                ("lender-col-commission", Holds::Money),
                ("lender-col-state", Holds::Words),
            ],
        ),
        rows: Vec::new(),
    };
    for a in &all {
        let href = format!("{}/lender/agent/{}", society.base, encoded(&a.set.agent));
        let state = if a.set.ended { "lender-agent-ended" } else { "lender-agent-collects" };
        grid.row(vec![
            Cell::Link(a.set.agent.clone(), href),
            Cell::text(&a.set.name),
            Cell::text(&a.set.member_no),
            day(a.paid.iter().map(|p| p.1.to).max()),
            Cell::Sum(a.paid.iter().map(|p| p.1.amount).sum()),
            Cell::text(c.s(state)),
        ]);
    }
    page.with_list(ask, &society, "agents", grid)
}

/// One agent: what he collected over a period, his commission for it, what he was paid.
pub(super) fn agent(ask: &Ask, code: &str, name: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let all = ask.web.desk.agents(society.id())?;
    let agent = all.into_iter().find(|a| a.set.agent == name).ok_or_else(Trouble::no_page)?;
    let mut page = Page::new(ask, &society, "lender-agents");
    page.back = (format!("{}/lender/agents", society.base), page.c.s("lender-agents"));
    page.title = format!("{} · {}", agent.set.agent, agent.set.name);
    let open = ask.read(|t| keep::deciding::open_day(t, society.id()))?;
    let today = open.unwrap_or_else(|| ask.web.desk.today());
    // from the day after he was last paid
    let next = agent.paid.iter().filter_map(|p| p.1.to.tomorrow().ok()).max();
    let from = day_of(ask, "day_from", next.unwrap_or_else(|| today.first_of_month()).min(today))?;
    let to = day_of(ask, "day_to", today)?;
    page.chooser = vec![
        Field::new(&page.c, "day_from", Input::Date).with(date::format(from)),
        Field::new(&page.c, "day_to", Input::Date).with(date::format(to)),
    ];
    let now = ask.web.desk.collections(society.id(), name, from, to)?;
    let rate = now.rate.map_or_else(|| page.c.s("rule-unset"), |r| format!("{} %", percent(r.0)));
    let words = [
        (page.c.s("lender-col-collected"), money(now.sum())),
        (page.c.s("lender-col-rate"), rate),
        (page.c.s("lender-col-commission"), money(now.commission)),
    ];
    let words: Vec<String> = words.iter().map(|(k, v)| format!("{k}: {v}")).collect();
    page.says = vec![("info", words.join(" · "))];
    if !now.commission.is_zero() {
        page.form = Some(pay_form(ask, &society, name, (&date::format(from), &date::format(to)), &now)?);
    }
    let paid = paid(&page.c, &society, &agent);
    if !paid.rows.is_empty() {
        page.sections.push(Section::of(paid));
    }
    let list = collected(&page.c, &society, &now);
    page.with_list(ask, &society, "collections", list)
}

fn pay_form(
    ask: &Ask,
    society: &Society,
    agent: &str,
    (from, to): (&str, &str),
    now: &Collections,
) -> Result<Form, Trouble> {
    let c = Frame::of(ask, society, Tab::Reports);
    let title = c.s1("lender-pay-agent", "sum", &money(now.commission));
    let mut form = Form::new(c, title, format!("{}/lender/do/pay-agent", society.base));
    form.hidden = vec![
        ("id", born()),
        ("agent", agent.to_owned()),
        ("day_from", from.to_owned()),
        ("day_to", to.to_owned()),
        ("sum", now.commission.0.to_string()),
    ];
    form.fields = vec![pay(ask, society, &form.c, "", "")?];
    Ok(form)
}

fn paid(c: &Frame, society: &Society, agent: &Agent) -> Grid {
    let mut grid = Grid {
        title: c.s("lender-paid"),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("rep-date", Holds::Short),
                ("lender-col-from", Holds::Short),
                ("lender-col-to", Holds::Short),
                ("lender-col-collected", Holds::Money),
                ("lender-col-rate", Holds::Short),
                ("lender-col-commission", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    for (at, p) in &agent.paid {
        let entry = format!("{}/receipt/{}/{}", society.base, at.0, at.1);
        grid.row(vec![
            Cell::Link(date::format(p.date), entry),
            day(Some(p.from)),
            day(Some(p.to)),
            Cell::Sum(p.collected),
            Cell::text(percent(p.rate.0)),
            Cell::Sum(p.amount),
        ]);
    }
    grid
}

fn collected(c: &Frame, society: &Society, now: &Collections) -> Grid {
    let mut grid = Grid {
        title: c.s("lender-collected"),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("rep-date", Holds::Short),
                ("rep-account", Holds::Short),
                ("rep-name", Holds::Words),
                ("column-amount", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    for (r, name) in &now.rows {
        let entry = format!("{}/receipt/{}/{}", society.base, r.entry.0, r.entry.1);
        let account = format!("{}/books/account/{}", society.base, encoded(&r.account));
        grid.row(vec![
            Cell::Link(date::format(r.date), entry),
            Cell::Link(r.account.clone(), account),
            Cell::text(name),
            Cell::Sum(r.amount),
        ]);
    }
    if !now.rows.is_empty() {
        grid.strong(vec![Cell::text(c.s("web-total")), Cell::Empty, Cell::Empty, Cell::Sum(now.sum())]);
    }
    grid
}
