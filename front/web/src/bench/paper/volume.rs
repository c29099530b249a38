//! One volume with its pages, and what operators keyed.

use super::{act, chip, column_name, find, kind_name};
use crate::ask::{Ask, Society, Trouble};
use crate::bench::{answered, memory};
use crate::counter::born;
use crate::counter::form::{Field, Filled, Form, Input};
use crate::migration::Step;
use crate::page::{self, Frame, Tab};
use askama::Template;
use axum::response::Response;
use lipi::amount::{format_indian, group};
use migration::paper::event::{Held, Sampling};
use migration::paper::fold::{Plan, Volume};
use migration::paper::{PaperEvent, Standing};

/// Pages shown at once.
const SHOWN: u32 = 200;

struct Leaf {
    no: String,
    href: String,
    state: &'static str,
    said: String,
    photo: bool,
}

#[derive(Template)]
#[template(path = "bench/volume.html")]
struct Page {
    c: Frame,
    steps: Vec<Step>,
    base: String,
    title: String,
    kind: String,
    twice: bool,
    facts: Vec<(String, String)>,
    /// Control totals of the whole pages.
    control: Vec<(String, String)>,
    /// The book's own total, where it is another than the pages'.
    off: String,
    rekey: bool,
    leaves: Vec<Leaf>,
    here: String,
    id: String,
    edit: String,
    before: String,
    after: String,
    /// Where the photograph of the last page is; empty where none was taken.
    photo: String,
    /// One may be taken: what is in the files has no last page.
    may_photo: bool,
}

/// A volume.
pub(super) fn show(ask: &Ask, code: &str, no: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let (volume, kind) = find(&case, no)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let base = format!("{}/bench", society.base);
    let here = format!("{base}/volumes/{}", volume.listing.no);
    let sampling = &case.paper.sampling;
    let plan = volume.plan(sampling);
    let standings = volume.standings(sampling);
    let (first, last) = volume.folios().unwrap_or((1, 0));
    let from = ask.value("from").and_then(|f| f.parse().ok()).unwrap_or(first).clamp(first, last.max(first));
    let to = last.min(from.saturating_add(SHOWN - 1));
    let leaf = |no: u32| leaf(&c, &here, volume, &plan, no, standings.get(&no).unwrap_or(&Standing::Empty));
    let control = volume.control(sampling);
    let totals = kind.totalled();
    let sums = totals.iter().zip(&control.sums).map(|(&at, sum)| (column_name(&c, kind, at), format_indian(*sum)));
    let mut shown = vec![(c.s("web-rows"), group(control.count))];
    shown.extend(sums);
    shown.push((c.s("bench-paper-hash"), control.hash.to_string()));
    shown.push((c.s("bench-paper-negatives"), group(control.negatives)));
    let main = control.sums.last().copied();
    let off = match (&volume.listing.held, main) {
        (Held::Book { total: Some(total), .. }, Some(sum)) if *total != sum => format_indian(*total - sum),
        _ => String::new(),
    };
    let page = Page {
        title: format!("{} {}", volume.listing.no, volume.listing.title).trim().to_owned(),
        kind: kind_name(&c, kind),
        twice: kind.twice,
        facts: facts(&c, volume),
        control: shown,
        off,
        rekey: plan.rekey,
        leaves: (from..=to).map(leaf).collect(),
        edit: format!("{here}/edit"),
        before: if from > first {
            format!("{here}?from={}", from.saturating_sub(SHOWN).max(first))
        } else {
            String::new()
        },
        after: if to < last { format!("{here}?from={}", to + 1) } else { String::new() },
        photo: volume.photo().map(|_| format!("{here}/photo")).unwrap_or_default(),
        may_photo: !matches!(volume.listing.held, Held::InFiles { .. }),
        steps: super::steps(ask, &c, &society, &case)?,
        here: here.clone(),
        id: born(),
        base,
        c,
    };
    page::show(ask, &page)
}

fn leaf(c: &Frame, here: &str, volume: &Volume, plan: &Plan, no: u32, standing: &Standing) -> Leaf {
    let drawn = plan.drawn.contains(&no) && *standing == Standing::FirstDone;
    let key = if drawn { "drawn" } else { standing.name() };
    Leaf {
        no: no.to_string(),
        href: format!("{here}/pages/{no}"),
        state: chip(standing),
        said: c.s(&format!("bench-paper-page-{key}")),
        photo: volume.pages.get(&no).is_some_and(|p| p.photo.is_some()),
    }
}

fn facts(c: &Frame, volume: &Volume) -> Vec<(String, String)> {
    let fact = |key: &str, value: String| (c.s(&format!("bench-paper-f-{key}")), value);
    let mut out = match &volume.listing.held {
        Held::Book { pages, first_folio, last_folio, total, custodian, no_photo, .. } => vec![
            fact("pages", group(u64::from(*pages))),
            fact("first_folio", first_folio.to_string()),
            fact("last_folio", last_folio.to_string()),
            fact("total", total.map(format_indian).unwrap_or_default()),
            fact("custodian", custodian.clone()),
            fact("no_photo", no_photo.clone()),
        ],
        Held::InFiles { note, statement } => {
            vec![fact("reason", note.clone()), fact("statement", statement.clone())]
        }
        Held::Missing { reason, statement, .. } => {
            vec![fact("reason", reason.clone()), fact("statement", statement.clone())]
        }
    };
    if !volume.listing.product.is_empty() {
        out.push(fact("product", c.s(&format!("bench-paper-product-{}", volume.listing.product))));
    }
    out.retain(|(_, value)| !value.is_empty());
    out
}

/// A listing was wrong altogether.
pub(super) fn strike(ask: &Ask, code: &str, no: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let case = memory::case(ask, &society)?;
    let (volume, _) = find(&case, no)?;
    let event = PaperEvent::VolumeStruck { volume: volume.listing.no, reason: f.text("reason").to_owned() };
    let done = act(ask, &society, f, event);
    let base = format!("{}/bench/volumes", society.base);
    let again = || {
        let c = Frame::of(ask, &society, Tab::Migration);
        let reason = Field::labelled("reason", c.s("bench-paper-f-reason"), Input::Text);
        let (title, back_name) = (c.s("act-bench-strike-volume"), c.s("bench-paper-volumes"));
        let form = Form::new(c, title, format!("{base}/{no}"));
        Ok(Form {
            fields: vec![reason],
            hidden: vec![("id", born())],
            plain: true,
            back: base.clone(),
            back_name,
            ..form
        })
    };
    answered(ask, done, &base, again, f)
}

struct Hand {
    name: String,
    pages: String,
    rows: String,
    compared: String,
    wrong: String,
    rate: String,
}

#[derive(Template)]
#[template(path = "bench/operators.html")]
struct Operators {
    c: Frame,
    base: String,
    hands: Vec<Hand>,
    percent: String,
    permille: String,
    source: String,
    id: String,
}

/// What operators keyed and how much of it was wrong.
pub(super) fn operators(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page::show(ask, &operators_page(ask, &society)?)
}

fn operators_page(ask: &Ask, society: &Society) -> Result<Operators, Trouble> {
    let case = memory::case(ask, society)?;
    let hands = case.paper.operators().into_iter().map(|(name, o)| Hand {
        name,
        pages: group(o.pages),
        rows: group(o.rows),
        compared: group(o.compared),
        wrong: group(o.wrong),
        rate: (o.wrong * 10_000)
            .checked_div(o.compared)
            .map_or_else(|| "–".to_owned(), |r| format!("{}.{:02} %", r / 100, r % 100)),
    });
    let sampling = &case.paper.sampling;
    Ok(Operators {
        hands: hands.collect(),
        percent: sampling.percent.to_string(),
        permille: format!("{}.{}", sampling.rekey_above_permille / 10, sampling.rekey_above_permille % 10),
        source: sampling.source.clone(),
        id: born(),
        base: format!("{}/bench", society.base),
        c: Frame::of(ask, society, Tab::Migration),
    })
}

/// The society's own rule for samples.
pub(super) fn sample(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let percent = lipi::text::ascii_digits(f.text("percent")).parse().unwrap_or(u8::MAX);
    let above =
        lipi::amount::read(f.text("permille")).map_or(u16::MAX, |a| u16::try_from(a.paise.0 / 10).unwrap_or(u16::MAX));
    let sampling = Sampling { percent, rekey_above_permille: above, source: f.text("source").to_owned() };
    let done = act(ask, &society, f, PaperEvent::SamplingSet { sampling });
    let base = format!("{}/bench/operators", society.base);
    let again = || {
        let c = Frame::of(ask, &society, Tab::Migration);
        let field = |name: &'static str, input| Field::labelled(name, c.s(&format!("bench-paper-f-{name}")), input);
        let fields =
            vec![field("percent", Input::Number), field("permille", Input::Amount), field("source", Input::Text)];
        let (title, back_name) = (c.s("act-bench-set-sampling"), c.s("bench-paper-operators"));
        let form = Form::new(c, title, base.clone());
        Ok(Form { fields, hidden: vec![("id", born())], plain: true, back: base.clone(), back_name, ..form })
    };
    answered(ask, done, &base, again, f)
}
