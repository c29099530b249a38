//! What an officer is told of the plan, in words.

use super::StateView;
use crate::{Desk, Role, Trouble, Who};
use keep::view;
use kernel::{Date, Digest, Instant, SocietyId};
use lipi::amount::group;
use lipi::{Lang, date, messages};
use places::{Fate, Scope, Sector};
use programme::late;
use programme::matrix::Standing;
use programme::news::{self, CallAt, ForkAt, LateAt, Notice, Sight, Subject};
use programme::timeline::Circular;
use programme::{Recency, Rung};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// Names said of those who are late; the rest is a number.
const NAMED: usize = 5;

impl Desk {
    /// What there is to tell an officer of the plan now, and the secretary or president of a society of what it has not reached; nothing to anybody else.
    ///
    /// # Errors
    /// The store's.
    pub fn notices(&self, who: &Who) -> Result<Vec<Notice>, Trouble> {
        let Some(by) = who.posting() else { return self.own_notices(who) };
        let Some(state) = self.state()?.filter(|s| s.own) else { return Ok(Vec::new()) };
        let plan = self.plan()?;
        let summary = state.summary(Sector::Mpacs, &by.scope);
        let his = state.standings_in(Sector::Mpacs, &by.scope);
        let dropped: Vec<&Standing> = his.filter(|s| s.dropped(Recency::T7)).collect();
        let mut blocks: HashMap<u32, Vec<&Standing>> = HashMap::new();
        for s in state.standings_in(Sector::Mpacs, &Scope::State) {
            blocks.entry(s.block).or_default().push(s);
        }
        let met = |scope: &Scope, rung: Rung| match scope {
            // where nobody is left nothing is missed
            Scope::Block(block) => blocks.get(block).is_none_or(|all| all.iter().all(|s| s.meets(rung))),
            _ => {
                let counted = &state.summary(Sector::Mpacs, scope).counted;
                counted.of > 0 && counted.meet(rung) == counted.of
            }
        };
        let asking = state.directory.societies.values().filter(|s| by.scope.holds(&s.listed));
        let asking = asking.filter_map(|s| {
            let asking = state.evidence_of(&s.listed.code)?.late?;
            let nearest = late::nearest(&state.directory, &s.listed, self.today());
            let nearest = nearest.into_iter().map(|p| p.login.as_str()).collect();
            Some(LateAt { code: &s.listed.code, name: &s.listed.name, asking, nearest })
        });
        let late: Vec<LateAt<'_>> = asking.collect();
        let his = state.standings_in(Sector::Mpacs, &by.scope);
        let called: Vec<CallAt<'_>> = his
            .filter_map(|s| {
                let called = state.evidence_of(&s.code)?.called.as_ref().filter(|c| c.counts(s.last_end))?;
                Some(CallAt { code: &s.code, name: &s.name, called, last_end: s.last_end })
            })
            .collect();
        let forked = self.forked_in(&state, &by.scope);
        let sight = Sight {
            plan: &plan,
            directory: &state.directory,
            on: self.today(),
            snapshot: state.snapshot,
            counted: &summary.counted,
            dropped: &dropped,
            late: &late,
            called: &called,
            forked: &forked,
            met: &met,
        };
        Ok(news::notices(&sight, by))
    }

    /// The societies of a scope of which a log goes on in more than one way.
    fn forked_in<'s>(&self, state: &'s StateView, scope: &Scope) -> Vec<ForkAt<'s>> {
        let his = state.directory.societies.values().filter(|s| scope.holds(&s.listed));
        let forked = his.filter_map(|s| {
            let e = state.evidence_of(&s.listed.code)?;
            let since = e.forked_at.filter(|_| e.forks > 0)?.day();
            let nearest = late::nearest(&state.directory, &s.listed, self.today());
            let nearest = nearest.into_iter().map(|p| p.login.as_str()).collect();
            Some(ForkAt { code: &s.listed.code, name: &s.listed.name, count: e.forks, since, nearest })
        });
        forked.collect()
    }

    /// What those who lead a society are told: the State's timeline came down to their desk, and their own register says how far they are.
    fn own_notices(&self, who: &Who) -> Result<Vec<Notice>, Trouble> {
        if !matches!(who.role, Role::Secretary | Role::President) {
            return Ok(Vec::new());
        }
        let Some(state) = self.state()? else { return Ok(Vec::new()) };
        let (plan, today) = (self.plan()?, self.today());
        self.read(|t| {
            let his = match who.place {
                // a person of the whole installation leads the societies of a desk, never those of a seat
                SocietyId(0) if state.own => Vec::new(),
                SocietyId(0) => view::societies(t)?,
                place => view::society(t, place)?.into_iter().collect(),
            };
            let mut out = Vec::new();
            for s in his {
                if let Some(known) = state.directory.society(&s.code).filter(|k| k.fate == Fate::Stands) {
                    out.extend(news::own(&plan, &known.listed, &view::count_evidence(t, s.id)?, today));
                }
            }
            Ok(out)
        })
    }

    /// When a version of a circular left for an officer, by `mail` or `sms`.
    ///
    /// # Errors
    /// The store's.
    pub fn circular_left(&self, c: &Circular, login: &str, way: &str) -> Result<Option<Instant>, Trouble> {
        let hash = hash(&news::circular_mark(c));
        self.read(|t| keep::told::when(t, SocietyId(0), login, way, &hash))
    }
}

/// What a mark is remembered as.
pub(crate) fn hash(mark: &str) -> Digest {
    Digest(Sha256::digest(mark.as_bytes()).into())
}

/// A notice in one line.
#[must_use]
pub fn words(notice: &Notice, lang: Lang) -> String {
    let say = |key: &str, args: &[(&str, &str)]| messages::say(lang, key, args);
    let day = |d: Date| date::format(d);
    match &notice.subject {
        Subject::Circular(c) => say("tell-circular", &[("number", &c.number), ("subject", &c.subject)]),
        Subject::Task(text, due) => say("tell-task", &[("text", text), ("due", &day(*due))]),
        Subject::Risen { text, due, late } => {
            let names = late.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
            let n = group(late.len() as u64);
            say("tell-risen", &[("text", text), ("due", &day(*due)), ("n", &n), ("names", &names)])
        }
        Subject::Own { rung, due, number, .. } => {
            let rung = say(&format!("rung-{}", rung.code()), &[]);
            say("tell-own", &[("rung", &rung), ("due", &day(*due)), ("number", number)])
        }
        Subject::Behind { rung, missing } => {
            let rung = say(&format!("rung-{}", rung.code()), &[]);
            say("tell-behind", &[("rung", &rung), ("n", &group(*missing))])
        }
        Subject::Missed { rung, district, blocks, due, late } => {
            let rung = say(&format!("rung-{}", rung.code()), &[]);
            let names = match late.is_empty() {
                true => say("plan-nobody-answers", &[]),
                false => late.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", "),
            };
            let place = &district[usize::from(lang != Lang::Hi)];
            let (n, due) = (group(*blocks), day(*due));
            say("tell-missed", &[("rung", &rung), ("place", place), ("n", &n), ("due", &due), ("names", &names)])
        }
        Subject::Late { code, name, count, since } => {
            let (n, since) = (group(*count), day(*since));
            say("tell-late", &[("n", &n), ("name", name), ("code", code), ("since", &since)])
        }
        Subject::Dropped { code, name, last } => {
            let last = last.map_or_else(|| say("state-never", &[]), day);
            say("tell-dropped", &[("name", name), ("code", code), ("last", &last)])
        }
        Subject::Phoned { code, name, by, said, promised } => {
            let promised = promised.map_or_else(|| say("phone-no-promise", &[]), day);
            let said = [("name", &name[..]), ("code", code), ("by", by), ("said", said), ("promised", &promised)];
            say("tell-phoned", &said)
        }
        Subject::Forked { code, name, count, since } => {
            let (n, since) = (group(*count), day(*since));
            say("tell-forked", &[("n", &n), ("name", name), ("code", code), ("since", &since)])
        }
        Subject::Promised { code, name, day: promised } => {
            say("tell-promised", &[("name", name), ("code", code), ("day", &day(*promised))])
        }
    }
}

/// A circular as a letter: subject and text.
#[must_use]
pub fn letter(c: &Circular, lang: Lang) -> (String, String) {
    let say = |key: &str, args: &[(&str, &str)]| messages::say(lang, key, args);
    let subject = say("tell-circular", &[("number", &c.number), ("subject", &c.subject)]);
    let dated = date::format(c.dated);
    let mut text = say("tell-letter", &[("authority", &c.authority), ("number", &c.number), ("date", &dated)]);
    text.push_str(&format!("\n\n{}\n", c.subject));
    if !c.reason.is_empty() {
        text.push_str(&format!("{}\n", c.reason));
    }
    for (n, k) in c.clauses.iter().enumerate() {
        let whose = say(&format!("office-{}", k.office.code()), &[]);
        let line = say("tell-task", &[("text", &k.text), ("due", &date::format(k.due))]);
        text.push_str(&format!("{}. {line} ({whose})\n", n + 1));
    }
    for m in &c.milestones {
        let rung = say(&format!("rung-{}", m.rung.code()), &[]);
        text.push_str(&format!("- {}\n", say("tell-task", &[("text", &rung), ("due", &date::format(m.end))])));
    }
    text.push_str(&format!("\n{}\n", say("tell-letter-end", &[])));
    (subject, text)
}
