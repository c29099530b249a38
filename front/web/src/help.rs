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
    "purchases",
    "sales",
    "ration",
    "exchange",
    "rules",
    "account",
    "members",
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
    "steps",
    "rates",
    "call",
    "late",
    "papers",
    "officers",
    "bench",
    "layouts",
    "gates",
    "volumes",
    "milan",
    "persons",
    "trials",
    "compare",
    "works",
    "admit",
    "shares",
    "particulars",
    "voters",
    "notices",
    "lien",
    "interest",
    "sell",
    "buy",
    "count-stock",
    "settle",
    "prices",
    "returns",
    "stock",
    "trade",
    "borrowings",
    "investments",
    "suspense",
    "reports",
    "registers",
    "dcb",
    "audit",
    "year-end",
    "exports",
    "bylaws",
    "audit-log",
    "findings",
    "nominal",
    "land",
    "bonds",
    "dead-stock",
    "minute-book",
    "policies",
    "keepers",
    "dividends",
    "correct-opening",
];

/// Pages and forms of the office, each with the topic of its register; what is not here is a topic itself.
const OF_OFFICE: &[(&str, &str)] = &[
    ("minutes", "minute-book"),
    ("meet", "minute-book"),
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

/// Parts of addresses that are helped by a topic of another name.
const HELPED_BY: &[(&str, &str)] = &[
    ("journal", "voucher"),
    ("bring-forward", "buy"),
    ("sell-bill", "sell"),
    ("issue-shares", "shares"),
    ("transfer-shares", "shares"),
    ("refund-shares", "shares"),
    ("change-member", "particulars"),
    ("set-nominees", "particulars"),
    ("leave-society", "particulars"),
    ("merge-members", "particulars"),
    ("set-village", "particulars"),
    ("reject-admission", "admit"),
    ("pay-surplus", "repay"),
    ("reject", "sanction"),
    ("charge", "interest"),
    ("charge-interest", "interest"),
    ("credit-interest", "interest"),
    ("acknowledge", "suits"),
    ("sue", "suits"),
    ("move-suit", "suits"),
    ("pledge", "gold"),
    ("release-gold", "gold"),
    ("collect", "agents"),
    ("agent", "agents"),
    ("set-agent", "agents"),
    ("pay-agent", "agents"),
    ("remind", "reminders"),
    ("provide", "npa"),
    ("name-loss", "npa"),
    ("claim", "claims"),
    ("receive-claim", "claims"),
    ("reject-claim", "claims"),
    ("mark-inoperative", "resting"),
    ("revive", "resting"),
    ("passbook", "account"),
    ("certificate", "account"),
    ("receipt", "reverse"),
    ("reverse-run", "reverse"),
    ("ageing", "settle"),
    ("set-price", "prices"),
    ("set-card", "ration"),
    ("return-sale", "returns"),
    ("return-purchase", "returns"),
    ("move-goods", "stock"),
    ("expiry", "stock"),
    ("register", "stock"),
    ("count-sheet", "count-stock"),
    ("due", "borrowings"),
    ("draw", "borrowings"),
    ("pay-back", "borrowings"),
    ("accrue-owed", "borrowings"),
    ("open-borrowing", "borrowings"),
    ("confirm-balance", "borrowings"),
    ("set-rate", "borrowings"),
    ("invest", "investments"),
    ("encash", "investments"),
    ("accrue-earned", "investments"),
    ("buy-asset", "assets"),
    ("dispose-asset", "assets"),
    ("depreciate", "assets"),
    ("set-class", "assets"),
    ("schedule", "assets"),
    ("staff", "salaries"),
    ("salary", "salaries"),
    ("set-employee", "salaries"),
    ("give-advance", "salaries"),
    ("post-salary", "salaries"),
    ("pay-salary", "salaries"),
    ("overdue", "dcb"),
    ("books", "registers"),
    ("vouchers", "registers"),
    ("objections", "audit"),
    ("mends", "findings"),
    ("differences", "migration"),
    ("source", "migration"),
    ("heads", "trial-balance"),
    ("accounts", "account"),
    ("parallel", "gates"),
    ("cutover", "gates"),
    ("outside", "gates"),
];

/// The topic of a page, by its address: its last part that says something, and for slips and findings the room they are of.
pub(crate) fn topic(path: &str) -> &'static str {
    if path.ends_with("/heads/open") {
        return "open-heads";
    }
    if let Some((_, page)) = path.split_once("/office/") {
        let page = page.strip_prefix("do/").unwrap_or(page).split('/').next().unwrap_or_default();
        let named = OF_OFFICE.iter().find(|o| o.0 == page).map_or(page, |o| o.1);
        return TOPICS.iter().find(|t| **t == named).copied().unwrap_or("registers");
    }
    if path.contains("/bench/slips") {
        return "gates";
    }
    let named = |part: &str| {
        let other = HELPED_BY.iter().find(|(p, _)| *p == part).map(|(_, topic)| *topic);
        other.or_else(|| TOPICS.iter().find(|t| **t == part).copied())
    };
    path.split('/').filter(|p| !p.is_empty()).rev().find_map(named).unwrap_or("start")
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
    fn every_work_is_helped() {
        for (no, _, path) in crate::works::ROOMS.iter().flat_map(|r| r.1) {
            let path = path.split('?').next().unwrap_or_default();
            assert!(topic(&format!("/s/X{path}")) != "start", "{no} {path} has no topic");
        }
    }

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
        assert_eq!(topic("/s/X/books"), "registers");
        assert_eq!(topic("/s/X/books/nominal"), "nominal");
        assert_eq!(topic("/s/X/office/land/12"), "land");
        assert_eq!(topic("/s/X/office/do/meet"), "minute-book");
        assert_eq!(topic("/"), "start");
    }
}
