//! What stands in the way of the day's end: each named, with the page that mends it.

use crate::page::Frame;
use crate::words::encoded;
use books::day::Blocker;
use lipi::amount::{format_indian, group};
use lipi::messages;

/// An obstacle in words, what to do, and where. `heads` are the society's, code and name: people know a head by its name.
pub(super) fn named(c: &Frame, base: &str, heads: &[(String, String)], b: &Blocker) -> (String, String, String) {
    let say = |key: &str, args: &[(&str, &str)]| messages::say(c.lang, key, args);
    match b {
        Blocker::Waiting(n) => {
            let text = say("blocker-waiting", &[("n", &group(*n))]);
            (text, c.s("blocker-waiting-do"), format!("{base}/waiting"))
        }
        Blocker::Cash(counted, books) => {
            let (d, a, b2) = (format_indian((*counted - *books).abs()), format_indian(*counted), format_indian(*books));
            let key = if counted > books { "blocker-cash-over" } else { "blocker-cash-short" };
            let text = say(key, &[("difference", &d), ("counted", &a), ("books", &b2)]);
            (text, c.s("blocker-cash-do"), format!("{base}/do/voucher"))
        }
        Blocker::Apart(head, accounts, ledger) => {
            let (a, l) = (format_indian(*accounts), format_indian(*ledger));
            let name = heads.iter().find(|(code, _)| code == head).map_or(head, |(_, name)| name);
            let text = say("blocker-apart", &[("head", name), ("accounts", &a), ("ledger", &l)]);
            (text, c.s("blocker-apart-do"), format!("{base}/heads/{head}"))
        }
        Blocker::Outside(o) => {
            let register = c.s(&format!("blocker-register-{}", o.register));
            let amount = format_indian(o.written.abs());
            let (r, l) = (format_indian(o.by_register.abs()), format_indian(o.ledger.abs()));
            let args = [("head", o.head.as_str()), ("register", &register), ("amount", &amount)];
            let text = say("blocker-outside", &[&args[..], &[("sum", &r), ("ledger", &l)]].concat());
            let href = match o.entry {
                (0, 0) => format!("{base}/trial-balance"),
                (desk, seq) => format!("{base}/receipt/{desk}/{seq}"),
            };
            (text, c.s("blocker-outside-do"), href)
        }
        Blocker::Stock(item) => {
            (say("blocker-stock", &[("item", item)]), c.s("blocker-stock-do"), format!("{base}/trade/stock"))
        }
        Blocker::Transfer(left) => {
            let text = say("blocker-transfer", &[("amount", &format_indian(*left))]);
            (text, c.s("blocker-transfer-do"), format!("{base}/heads/{}", books::TRANSFER))
        }
        Blocker::Backup => (
            c.s("blocker-backup"),
            c.s("blocker-backup-do"),
            format!("/help/backup-failed?from={}", encoded(&format!("{base}/day/end"))),
        ),
    }
}
