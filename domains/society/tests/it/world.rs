//! A register in memory, drawn from events as a store would draw it.

use kernel::Paise;
use society::decide::{MemberView, add};
use society::effects::{Measure, Set, Standing, sets};
use society::event::SocietyEvent;
use society::person::{Field, Person};
use society::terms::{Class, Nominee};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    admitted: Standing,
    left: Standing,
    merged: Standing,
    class: Class,
    pub person: Person,
    nominees: Vec<Nominee>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    pub pages: BTreeMap<String, Page>,
    pub measures: BTreeMap<(String, Measure), i64>,
    pub certificates: BTreeSet<String>,
    pub villages: BTreeMap<String, Option<u32>>,
    rules: Vec<society::bylaw::BylawRule>,
    papers: BTreeMap<(String, String), i64>,
}

impl World {
    pub fn apply(&mut self, event: &SocietyEvent) {
        add(&mut self.measures, event);
        sets(event).into_iter().for_each(|s| self.set(s));
        self.pages.retain(|_, p| *p != Page::default());
        self.papers.retain(|_, n| *n != 0);
    }

    fn set(&mut self, set: Set) {
        match set {
            Set::Field { no, from, to } => {
                let person = &mut self.pages.entry(no).or_default().person;
                let blank = |f: &Field| Person::default().get(f);
                let like = to.as_ref().or(from.as_ref()).expect("a field").clone();
                assert_eq!(
                    person.get(&like),
                    from.unwrap_or_else(|| blank(&like)),
                    "what an event says it replaces is there"
                );
                person.set(to.unwrap_or_else(|| blank(&like)));
            }
            Set::Nominees { no, from, to } => {
                let page = self.pages.entry(no).or_default();
                assert_eq!(page.nominees, from);
                page.nominees = to;
            }
            Set::Admitted { no, class, since, to } => {
                let page = self.pages.entry(no).or_default();
                page.admitted = if to { Standing::Member { class, since } } else { Standing::Free };
                page.class = if to { class } else { Class::A };
            }
            Set::Left { no, reason, on, to } => {
                self.pages.entry(no).or_default().left =
                    if to { Standing::Left { reason, on } } else { Standing::Free };
            }
            Set::Merged { no, into, to } => {
                self.pages.entry(no).or_default().merged = if to { Standing::Merged { into } } else { Standing::Free };
            }
            Set::Certificate { certificate, to, .. } => {
                let changed =
                    if to { self.certificates.insert(certificate) } else { self.certificates.remove(&certificate) };
                assert!(changed);
            }
            Set::Village { name, from, to } => {
                assert_eq!(self.villages.get(&name).copied(), from);
                match to {
                    Some(code) => drop(self.villages.insert(name, code)),
                    None => drop(self.villages.remove(&name)),
                }
            }
            Set::Rule { rule, to: true } => self.rules.push(rule),
            Set::Rule { rule, to: false } => {
                let at = self.rules.iter().rposition(|r| *r == rule).expect("the rule");
                self.rules.remove(at);
            }
            Set::Paper { kind, whom, to } => {
                *self.papers.entry((kind.to_owned(), whom)).or_default() += if to { 1 } else { -1 }
            }
        }
    }

    pub fn measure(&self, no: &str, m: Measure) -> i64 {
        self.measures.get(&(no.to_owned(), m)).copied().unwrap_or(0)
    }

    pub fn capital(&self) -> Paise {
        Paise(self.measures.iter().filter(|(k, _)| k.1 == Measure::ShareMoney).map(|(_, v)| *v).sum())
    }

    pub fn view(&self, no: &str) -> MemberView {
        let page = self.pages.get(no).cloned().unwrap_or_default();
        let last = [page.merged, page.left, page.admitted].into_iter().find(|s| *s != Standing::Free);
        MemberView {
            no: no.to_owned(),
            standing: last.unwrap_or_default(),
            class: page.class,
            person: page.person,
            nominees: page.nominees,
            shares: u32::try_from(self.measure(no, Measure::Shares)).unwrap(),
            share_money: Paise(self.measure(no, Measure::ShareMoney)),
            ..MemberView::default()
        }
    }
}
