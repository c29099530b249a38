//! A person brings old books to GL milan by nothing but what the screens suggest: the first suggestion of each head is mended after its preview, and what
//! no mend puts right is carried on with a minute. Then two entries of one person are judged by keyboard alone, and the judgement is taken back.
//!
//! The books are pack-a where the packs lie beside the checkout, else an invented society with every defect.

use crate::served;
use crate::walk::check;
use desk::{Desk, Role, Who};
use examples::{DefectPlan, Shape, Size};
use kernel::{CommandId, FixedClock, SocietyId};
use proofs::browser::{Browser, Look, Page, Tried};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) const CODE: &str = "UK-NTL-0031";
const PASSWORD: &str = "मिलान-की-मेज-2025";
/// Steps after which a person would have given up.
const PATIENCE: usize = 60;

fn books(folder: &Path) -> PathBuf {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/packs/pack-a");
    if pack.is_dir() {
        return pack;
    }
    let at = folder.join("books");
    let society = examples::society(31, Size::Small, DefectPlan::All);
    examples::write(&society, Shape::XlsxPaged, &at).expect("written");
    at
}

pub(crate) struct Person<'b> {
    base: String,
    page: Page<'b>,
}

impl Person<'_> {
    pub(crate) fn goto(&mut self, path: &str) -> Tried<()> {
        self.page.goto(&format!("{}{path}", self.base))
    }

    pub(crate) fn fill(&mut self, fields: &[(&str, &str)]) -> Tried<()> {
        for (name, value) in fields {
            self.page.eval(&format!("document.querySelector('main form [name={name}]').value = {}", json!(value)))?;
        }
        self.page.eval("(window.before = true, document.querySelector('main form').requestSubmit())")?;
        self.page.until("!window.before && document.readyState === 'complete'")
    }

    /// Follows a link.
    fn follow(&mut self, selector: &str) -> Tried<()> {
        self.page.eval(&format!("(window.before = true, document.querySelector({}).click())", json!(selector)))?;
        self.page.until("!window.before && document.readyState === 'complete'")
    }

    pub(crate) fn there(&mut self, selector: &str) -> Tried<bool> {
        Ok(self.page.eval(&format!("!!document.querySelector({})", json!(selector)))? == true)
    }

    /// Puts a file into the form as if it had been chosen.
    fn bring(&mut self, file: &Path) -> Tried<()> {
        let bytes = std::fs::read(file).map_err(|e| e.to_string())?;
        let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
        let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        self.page.eval(&format!(
            "(() => {{ const b = Uint8Array.from('{hex}'.match(/../g), x => parseInt(x, 16)); const t = new DataTransfer(); \
             t.items.add(new File([b], {})); const i = document.querySelector('#f-files'); i.files = t.files; \
             window.before = true; i.form.requestSubmit() }})()",
            json!(name)
        ))?;
        self.page.until("!window.before && document.readyState === 'complete' && !!document.querySelector('h2.path')")
    }

    /// The page in both languages, on a desk and a phone, as every page is looked at.
    pub(crate) fn look(&mut self, name: &str, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
        let here = self.page.text("location.pathname + location.search")?;
        let with = |lang: &str| format!("{here}{}lang={lang}", if here.contains('?') { '&' } else { '?' });
        for (look, size) in [("desk", Look::DESK), ("phone", Look::PHONE)] {
            self.page.look(size)?;
            for lang in ["en", "hi"] {
                self.goto(&with(lang))?;
                check(&mut self.page, &format!("{name}-{look}-{lang}"), lang, axe, wrong)?;
            }
        }
        self.page.look(Look::DESK)?;
        self.goto(&here)?;
        if std::env::var_os("UPDATE").is_some() {
            let docs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures");
            self.page.picture(&docs.join(format!("bench-{name}.png")))?;
        }
        Ok(())
    }
}

/// The whole story.
pub fn played(browser: &mut Browser, axe: Option<&str>, wrong: &mut Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Arc::new(FixedClock(crate::sample::NOW));
    let desk = Arc::new(Desk::open(&folder.path().join("desk"), "", clock).expect("a folder"));
    let operator = Who::local(Role::Operator);
    let command = CommandId(uuid::Uuid::now_v7());
    let society: SocietyId = desk.found(&operator, CODE, "साधन सहकारी समिति कफुड़ा", command).expect("founded").society;
    desk.add_user(&operator, society, "sachiv", Role::Secretary, PASSWORD).expect("a login");
    let base = served::start(web::Web::new(desk));
    let books = books(folder.path());
    let told = browser.page(Look::DESK).and_then(|page| story(&mut Person { base, page }, &books, axe, wrong));
    if let Err(e) = told {
        wrong.push(format!("GL milan: {e}"));
    }
}

fn story(p: &mut Person<'_>, books: &Path, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    p.goto("/login")?;
    p.fill(&[("login", "sachiv"), ("password", PASSWORD)])?;
    p.goto(&format!("/s/{CODE}/bench"))?;
    p.fill(&[("cutoff", "31-03-2025")])?;
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(books).map_err(|e| e.to_string())?.flatten().map(|e| e.path()).collect();
    files.sort();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "xlsx")) {
        p.goto(&format!("/s/{CODE}/bench/files"))?;
        p.bring(file)?;
    }
    every_page(p, axe, wrong)?;
    let (mended, carried) = to_zero(p, axe, wrong)?;
    println!("GL milan is zero after {mended} mends and {carried} differences carried with a minute");
    if mended == 0 {
        return Err("no suggestion was mended".into());
    }
    p.look("milan-zero", axe, wrong)?;
    persons(p, axe, wrong)
}

/// Every other page of the workbench, with real old books on it.
fn every_page(p: &mut Person<'_>, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    let pages = [
        ("files", "files"),
        ("sheet", "sheet/0/7?row=73"),
        ("column", "sheet/0/7/6"),
        ("findings", "findings"),
        ("finding", "findings/0"),
        ("mends", "mends"),
        ("gates", "gates"),
        ("outside", "outside"),
        ("slips", "slips"),
        ("village", "slips/0"),
        ("objection", "objections"),
        ("parallel", "parallel"),
        ("cutover", "cutover"),
        ("certificate", "certificate"),
        ("verify", "verify"),
    ];
    for (name, path) in pages {
        p.goto(&format!("/s/{CODE}/bench/{path}"))?;
        p.look(name, axe, wrong)?;
    }
    crate::trial::tried(p, axe, wrong)
}

/// Takes the first suggestion of the first open head, again and again.
fn to_zero(p: &mut Person<'_>, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<(usize, usize)> {
    let (mut mended, mut carried) = (0, 0);
    for step in 0..PATIENCE {
        p.goto(&format!("/s/{CODE}/bench/milan"))?;
        if step == 0 {
            p.look("milan-board", axe, wrong)?;
        }
        if p.there("main .say.ok")? {
            return Ok((mended, carried));
        }
        p.follow("main table.rec tbody tr th a")?;
        if step == 0 {
            p.look("milan-head", axe, wrong)?;
        }
        if p.there("main h2 + section.candidate a[href*='/mend?']")? {
            let all = p.there("main h2 + section.candidate .body a.primary[href*='/mend?']")?;
            let which = if all { ".body a.primary[href*='/mend?']" } else { "a[href*='/mend?']" };
            p.follow(&format!("main h2 + section.candidate {which}"))?;
            if mended == 0 {
                p.look("milan-mend", axe, wrong)?;
            }
            p.page.keys("\n")?;
            p.page.until("!location.pathname.endsWith('/mend') && document.readyState === 'complete'")?;
            mended += 1;
        } else {
            p.follow("main a[href$='/carry']")?;
            if carried == 0 {
                p.look("milan-carry", axe, wrong)?;
                // a day gone by is refused, and what was typed stays
                p.fill(&[("cause", "x"), ("minute", "7"), ("owner", "सचिव"), ("due", "01-04-2024")])?;
                if !p.there("main .say.bad[role=alert]")? {
                    return Err("a day gone by was taken".into());
                }
                p.page.troubles(); // the refusal itself
            }
            let cause = "कागज़ की पंजी में नहीं मिला";
            p.fill(&[("cause", cause), ("minute", "7 / 20-11-2025"), ("owner", "सचिव"), ("due", "31-12-2026")])?;
            carried += 1;
        }
    }
    Err(format!("not zero after {PATIENCE} steps"))
}

fn persons(p: &mut Person<'_>, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    let pairs = "document.querySelectorAll('section.twins').length";
    p.goto(&format!("/s/{CODE}/bench/persons?list=likely"))?;
    p.look("milan-persons", axe, wrong)?;
    let before = p.page.eval(pairs)?.as_i64().unwrap_or(0);
    if before == 0 {
        return Err("no pair of persons".into());
    }
    // the cursor stands in the reason; Enter says what the first button says
    p.page.eval("window.before = true")?;
    p.page.keys("same village, asked\n")?;
    p.page.until("!window.before && document.readyState === 'complete'")?;
    p.goto(&format!("/s/{CODE}/bench/persons?list=judged"))?;
    if p.page.eval(pairs)? != 1 {
        return Err("the judgement is not kept".into());
    }
    p.look("milan-judged", axe, wrong)?;
    p.fill(&[("reason", "typed too soon")])?;
    p.goto(&format!("/s/{CODE}/bench/persons?list=judged"))?;
    if p.page.eval(pairs)? != 0 {
        return Err("the judgement was not taken back".into());
    }
    Ok(())
}
