//! A person at a page of the workbench: goes, reads, fills, brings files, looks; and tries what the page does not offer.

use crate::walk::looked;
use proofs::browser::{Page, Tried};
use serde_json::json;

/// Steps after which a person would have given up.
const PATIENCE: usize = 60;

/// With what pages are looked at on the way; nothing where only the way is walked.
pub type Looks<'l> = Option<(Option<&'l str>, &'l mut Vec<String>)>;

fn see(p: &mut Person<'_>, name: &str, looks: &mut Looks<'_>) -> Tried<()> {
    match looks {
        Some((axe, wrong)) => p.look(name, *axe, wrong),
        None => Ok(()),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

pub struct Person<'b> {
    pub base: String,
    pub page: Page<'b>,
    /// Code of the society.
    pub code: &'static str,
}

impl Person<'_> {
    pub fn goto(&mut self, path: &str) -> Tried<()> {
        self.page.goto(&format!("{}{path}", self.base))
    }

    pub fn fill(&mut self, fields: &[(&str, &str)]) -> Tried<()> {
        for (name, value) in fields {
            self.page.eval(&format!("document.querySelector('main form [name={name}]').value = {}", json!(value)))?;
        }
        self.page.eval("(window.before = true, document.querySelector('main form').requestSubmit())")?;
        self.page.until("!window.before && document.readyState === 'complete'")
    }

    /// Follows a link.
    pub fn follow(&mut self, selector: &str) -> Tried<()> {
        self.page.eval(&format!("(window.before = true, document.querySelector({}).click())", json!(selector)))?;
        self.page.until("!window.before && document.readyState === 'complete'")
    }

    pub fn there(&mut self, selector: &str) -> Tried<bool> {
        Ok(self.page.eval(&format!("!!document.querySelector({})", json!(selector)))? == true)
    }

    /// Puts files into a field of the page as if they had been chosen, and sends its form.
    pub fn bring(&mut self, field: &str, files: &[(&str, &[u8])]) -> Tried<()> {
        let files: Vec<_> = files.iter().map(|(n, bytes)| json!([n, hex(bytes)])).collect();
        self.page.eval(&format!(
            "(() => {{ const t = new DataTransfer(); for (const [n, h] of {}) t.items.add(new File([Uint8Array.from(h.match(/../g) ?? [], x => parseInt(x, 16))], n)); \
             const i = document.querySelector({}); i.files = t.files; window.before = true; i.form.requestSubmit() }})()",
            json!(files),
            json!(field)
        ))?;
        self.page.until("!window.before && document.readyState === 'complete'")
    }

    /// Sends a form the page does not offer, as one who knows how pages are made would; it must be refused under this number.
    pub fn cheat(&mut self, path: &str, body: &str, number: &str) -> Tried<()> {
        let answer = self.page.text(&format!(
            "fetch({}, {{method: 'POST', headers: {{'content-type': 'application/x-www-form-urlencoded'}}, body: {}}})\
             .then(async r => r.redirected ? 'done, and on to ' + r.url : await r.text())",
            json!(path),
            json!(body)
        ))?;
        self.page.troubles(); // the refusal itself
        if answer.contains(number) { Ok(()) } else { Err(format!("{path} {body} is not {number}: {answer:.600}")) }
    }

    /// What the page says.
    pub fn said(&mut self) -> Tried<String> {
        self.page.text("document.querySelector('main').innerText")
    }

    pub fn says(&mut self, what: &str) -> Tried<()> {
        let text = self.said()?;
        if text.contains(what) { Ok(()) } else { Err(format!("nowhere {what:?} in: {text:.1500}")) }
    }

    /// Sends the form a selector finds, with these fields filled.
    pub fn send(&mut self, form: &str, fields: &[(&str, &str)]) -> Tried<()> {
        self.page.eval(&format!(
            "(() => {{ const f = document.querySelector({}); for (const [n, v] of {}) f.querySelector(`[name=\"${{n}}\"]`).value = v; \
             window.before = true; f.requestSubmit() }})()",
            json!(form),
            json!(fields)
        ))?;
        self.page.until("!window.before && document.readyState === 'complete'")
    }

    /// Texts or addresses: a value of every element a selector finds.
    pub fn all(&mut self, selector: &str, value: &str) -> Tried<Vec<String>> {
        let found = self
            .page
            .eval(&format!("[...document.querySelectorAll({})].map(e => String(e.{value}))", json!(selector)))?;
        let texts = found.as_array().ok_or("no list")?;
        Ok(texts.iter().filter_map(|t| t.as_str().map(str::to_owned)).collect())
    }

    /// The page in both languages, on a desk and a phone, as every page is looked at.
    pub fn look(&mut self, name: &str, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
        looked((&mut self.page, &self.base), name, &format!("bench-{name}"), axe, wrong)
    }
}

/// Takes the first suggestion of the first open head, again and again.
pub fn to_zero(p: &mut Person<'_>, looks: Looks<'_>) -> Tried<(usize, usize)> {
    let mut looks = looks;
    let (mut mended, mut carried) = (0, 0);
    for step in 0..PATIENCE {
        p.goto(&format!("/s/{}/bench/milan", p.code))?;
        if step == 0 {
            see(p, "milan-board", &mut looks)?;
        }
        if p.there("main .say.ok")? {
            return Ok((mended, carried));
        }
        p.follow("main table.rec tbody tr th a")?;
        if step == 0 {
            see(p, "milan-head", &mut looks)?;
        }
        if p.there("main h2 + section.candidate a[href*='/mend?']")? {
            let all = p.there("main h2 + section.candidate .body a.primary[href*='/mend?']")?;
            let which = if all { ".body a.primary[href*='/mend?']" } else { "a[href*='/mend?']" };
            p.follow(&format!("main h2 + section.candidate {which}"))?;
            if mended == 0 {
                see(p, "milan-mend", &mut looks)?;
            }
            p.page.keys("\n")?;
            p.page.until("!location.pathname.endsWith('/mend') && document.readyState === 'complete'")?;
            mended += 1;
        } else {
            p.follow("main a[href$='/carry']")?;
            if carried == 0 {
                see(p, "milan-carry", &mut looks)?;
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
