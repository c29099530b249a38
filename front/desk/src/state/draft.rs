//! A programme drawn from a template, in words: what an office then changes and publishes.

use kernel::Date;
use lipi::{Lang, messages};
use programme::template::Template;
use programme::timeline::{Circular, Clause, Milestone};

/// A circular from a template that begins on a day. With a capacity, societies a district brings there in a week, its days follow from that; else they are
/// the template's. Number and authority are the office's own and stay empty.
#[must_use]
pub fn drafted(template: &Template, start: Date, capacity: Option<u32>, lang: Lang) -> Circular {
    let say = |key: &str| messages::say(lang, key, &[]);
    let paced = |m: Milestone| if capacity.is_some() { Milestone { capacity, paced: true, ..m } } else { m };
    let clause = |(code, office, due): (&str, _, _)| Clause {
        text: say(&format!("template-clause-{code}")),
        office,
        due,
        rung: None,
    };
    Circular {
        number: String::new(),
        version: 0,
        reason: String::new(),
        dated: start,
        authority: String::new(),
        subject: say(&format!("template-{}", template.code)),
        milestones: template.milestones_from(start).into_iter().map(paced).collect(),
        targets: Vec::new(),
        clauses: template.clauses_from(start).into_iter().map(clause).collect(),
        list: 0,
    }
}
