//! Help: F1 on every page opens what is said of it.

use crate::ask::{Ask, Trouble};
use crate::page::{self, Frame};
use askama::Template;
use axum::response::Response;
use lipi::messages;

/// What there is help for.
const TOPICS: &[&str] = &[
    "start",
    "day",
    "begin",
    "end",
    "repay",
    "deposit",
    "withdraw",
    "disburse",
    "sanction",
    "voucher",
    "open-deposit",
    "close-deposit",
    "reverse",
    "waiting",
    "backup-failed",
    "slips",
    "open-heads",
    "maturing",
    "books",
    "members",
    "nominal",
    "shares",
    "land",
    "bonds",
    "dead-stock",
    "minutes",
    "policies",
    "keepers",
    "dividends",
    "year-end",
    "purchases",
    "sales",
    "ration",
    "exchange",
    "rules",
    "account",
    "migration",
    "lender",
    "claims",
    "products",
    "backup",
    "reminders",
    "npa",
    "gold",
    "suits",
    "resting",
    "agents",
    "trial-balance",
    "estate",
    "bank",
    "assets",
    "salaries",
    "people",
    "me",
    "setup",
    "tickets",
    "helpdesk",
    "state",
    "plan",
    "late",
    "papers",
    "officers",
    "bench",
    "gates",
    "volumes",
    "milan",
    "persons",
    "trials",
    "compare",
];

/// Forms of the office, each with the topic of its register.
const OF_OFFICE: [(&str, &str); 11] = [
    ("meet", "minutes"),
    ("enter-article", "dead-stock"),
    ("write-off", "dead-stock"),
    ("enter-policy", "policies"),
    ("enter-plot", "land"),
    ("leave-plot", "land"),
    ("sign-bond", "bonds"),
    ("set-keeper", "keepers"),
    ("pay-dividend", "dividends"),
    ("note-nominal", "nominal"),
    ("number-shares", "shares"),
];

/// The topic of a page, by its address.
pub(crate) fn topic(path: &str) -> &'static str {
    if path.ends_with("/heads/open") {
        return "open-heads";
    }
    if let Some((_, deed)) = path.split_once("/office/do/") {
        return OF_OFFICE.iter().find(|o| o.0 == deed).map_or("books", |o| o.1);
    }
    let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
    let named = parts.iter().rev().find_map(|p| TOPICS.iter().find(|t| *t == p));
    named.copied().unwrap_or("start")
}

#[derive(Template)]
#[template(path = "help.html")]
struct Page {
    c: Frame,
    title: String,
    text: Vec<String>,
    back: String,
    topics: Vec<(String, String)>,
}

/// A topic.
pub(crate) fn show(ask: &Ask, topic: &str) -> Result<Response, Trouble> {
    let known = TOPICS.iter().find(|t| **t == topic).ok_or_else(Trouble::no_page)?;
    let c = Frame::plain(ask);
    let key = format!("help-{known}");
    let part = |name: &str| messages::find(c.lang, &format!("{key}.{name}"), &[]);
    let back = ask.value("from").filter(|f| f.starts_with('/') && !f.starts_with("//")).unwrap_or("/").to_owned();
    let page = Page {
        title: c.s(&key),
        text: ["text", "more"].into_iter().filter_map(part).collect(),
        topics: TOPICS
            .iter()
            .map(|t| (format!("/help/{t}?from={}", crate::words::encoded(&back)), c.s(&format!("help-{t}"))))
            .collect(),
        back,
        c,
    };
    page::show(ask, &page)
}

#[cfg(test)]
mod tests {
    use super::topic;

    #[test]
    fn a_page_has_its_topic() {
        assert_eq!(topic("/s/X/do/repay"), "repay");
        assert_eq!(topic("/s/X/day/end"), "end");
        assert_eq!(topic("/s/X/account/SB-1"), "account");
        assert_eq!(topic("/s/X/estate/bank/BANK_CUR"), "bank");
        assert_eq!(topic("/s/X/lender/claims"), "claims");
        assert_eq!(topic("/s/X/lender"), "lender");
        assert_eq!(topic("/s/X/slips/7"), "slips");
        assert_eq!(topic("/s/X/heads/open"), "open-heads");
        assert_eq!(topic("/s/X/trade/ration"), "ration");
        assert_eq!(topic("/s/X/books"), "books");
        assert_eq!(topic("/s/X/books/loans"), "books");
        assert_eq!(topic("/s/X/office/do/meet"), "minutes");
        assert_eq!(topic("/s/X/year-end"), "year-end");
        assert_eq!(topic("/"), "start");
    }
}
