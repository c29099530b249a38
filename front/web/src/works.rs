//! All works of a society on one page, each with a number: F3 from anywhere, the number or a word, Enter. Nobody has to know where a page hangs.

use crate::ask::{Ask, Trouble};
use crate::page::{self, Frame, Tab};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use lipi::{Lang, messages};

/// A work: its number, the message that names it, its address below the society's.
pub(crate) type Work = (u16, &'static str, &'static str);

/// The works by room: the message that names the room, and its works. A number stays with its work, so that hands learn it; the first digit is
/// the room.
pub(crate) const ROOMS: [(&str, &[Work]); 9] = [
    ("works-day", &DAY),
    ("works-counter", &COUNTER),
    ("works-loans", &LOANS),
    ("works-members", &MEMBERS),
    ("works-shop", &SHOP),
    ("works-estate", &ESTATE),
    ("works-books", &BOOKS),
    ("works-old", &OLD),
    ("works-house", &HOUSE),
];

const DAY: [Work; 8] = [
    (11, "act-begin-day", "/day/begin"),
    (12, "act-end-day", "/day/end"),
    (13, "web-nav-day", "/day"),
    (14, "help-waiting", "/waiting"),
    (15, "act-reverse", "/do/reverse"),
    (16, "slips", "/slips"),
    (17, "counter-log", "/audit-log"),
    (18, "act-count-cash", "/day/count"),
];

const COUNTER: [Work; 15] = [
    (21, "act-deposit", "/do/deposit"),
    (22, "act-repay", "/do/repay"),
    (23, "act-withdraw", "/do/withdraw"),
    (24, "act-disburse", "/do/disburse"),
    (25, "act-voucher", "/do/voucher"),
    (26, "act-open-deposit", "/do/open-deposit"),
    (27, "act-close-deposit", "/do/close-deposit"),
    (28, "act-lien", "/do/lien"),
    (29, "act-credit-interest", "/do/credit-interest"),
    (20, "act-journal", "/journal"),
    (221, "act-collect", "/lender/do/collect"),
    (222, "lender-agents", "/lender/agents"),
    (223, "lender-resting", "/lender/resting"),
    (224, "rep-book-maturing", "/books/maturing"),
    (229, "act-pay-surplus", "/do/pay-surplus"),
];

const LOANS: [Work; 18] = [
    (31, "act-sanction", "/do/sanction"),
    (32, "act-reject", "/do/reject"),
    (33, "act-charge", "/do/charge"),
    (34, "act-charge-interest", "/do/charge-interest"),
    (35, "act-acknowledge", "/do/acknowledge"),
    (36, "act-sue", "/do/sue"),
    (37, "lender-suits", "/lender/suits"),
    (38, "lender-reminders", "/lender/reminders"),
    (39, "lender-npa", "/lender/npa"),
    (331, "lender-claims", "/lender/claims"),
    (332, "lender-gold", "/lender/gold"),
    (333, "act-pledge", "/lender/do/pledge"),
    (334, "rep-book-dcb", "/books/dcb"),
    (335, "rep-book-overdue", "/books/overdue"),
    (336, "lender-products", "/lender/products"),
    (337, "lender-rules", "/lender/rules"),
    (338, "lender", "/lender"),
    (339, "office-page-bonds", "/office/bonds"),
];

const MEMBERS: [Work; 16] = [
    (41, "act-admit", "/do/admit"),
    (42, "web-nav-members", "/members"),
    (43, "act-issue-shares", "/do/issue-shares"),
    (44, "act-transfer-shares", "/do/transfer-shares"),
    (45, "act-refund-shares", "/do/refund-shares"),
    (46, "act-change-member", "/do/change-member"),
    (47, "act-set-nominees", "/do/set-nominees"),
    (48, "act-leave-society", "/do/leave-society"),
    (49, "act-merge-members", "/do/merge-members"),
    (441, "act-reject-admission", "/do/reject-admission"),
    (442, "act-set-village", "/do/set-village"),
    (443, "society-voters", "/voters"),
    (444, "society-notices", "/notices"),
    (445, "reg-nominal", "/books/nominal"),
    (446, "office-page-land", "/office/land"),
    (447, "office-page-keepers", "/office/keepers"),
];

const SHOP: [Work; 21] = [
    (51, "act-sell", "/trade/sell"),
    (52, "act-issue-ration", "/trade/sell?ration=1"),
    (53, "act-buy", "/trade/do/buy"),
    (54, "act-count-stock", "/trade/do/count-stock"),
    (55, "act-settle", "/trade/do/settle"),
    (56, "act-move-goods", "/trade/do/move-goods"),
    (57, "trade-page-stock", "/trade/stock"),
    (58, "trade-page-prices", "/trade/prices"),
    (59, "trade-page-account", "/trade/account"),
    (551, "act-return-sale", "/trade/do/return-sale"),
    (552, "act-return-purchase", "/trade/do/return-purchase"),
    (553, "act-set-price", "/trade/do/set-price"),
    (554, "act-set-card", "/trade/do/set-card"),
    (555, "trade-page-expiry", "/trade/expiry"),
    (556, "trade-page-ageing", "/trade/ageing"),
    (557, "trade-page-purchases", "/trade/purchases"),
    (558, "trade-page-sales", "/trade/sales"),
    (559, "trade-page-ration", "/trade/ration"),
    (561, "act-bring-forward", "/trade/do/bring-forward"),
    (562, "trade-page-index", "/trade"),
    (563, "act-sell-bill", "/trade/do/sell-bill"),
];

const ESTATE: [Work; 15] = [
    (61, "estate-page-bank", "/estate/bank"),
    (62, "estate-page-borrowings", "/estate/borrowings"),
    (63, "estate-page-due", "/estate/due"),
    (64, "estate-page-investments", "/estate/investments"),
    (65, "estate-page-assets", "/estate/assets"),
    (66, "estate-page-suspense", "/estate/suspense"),
    (67, "estate-page-staff", "/estate/staff"),
    (68, "estate-page-salaries", "/estate/salaries"),
    (69, "act-draw", "/estate/do/draw"),
    (661, "act-pay-back", "/estate/do/pay-back"),
    (662, "act-invest", "/estate/do/invest"),
    (663, "act-buy-asset", "/estate/do/buy-asset"),
    (664, "act-depreciate", "/estate/do/depreciate"),
    (665, "act-post-salary", "/estate/do/post-salary"),
    (666, "estate", "/estate"),
];

const BOOKS: [Work; 22] = [
    (71, "rep-book-day-book", "/books/day-book"),
    (72, "rep-book-cash-book", "/books/cash-book"),
    (73, "rep-book-ledgers", "/books/ledgers"),
    (74, "rep-book-members", "/books/members"),
    (75, "web-nav-balance", "/trial-balance"),
    (76, "rep-nav", "/reports"),
    (77, "statement-receipts-payments", "/reports/receipts-payments"),
    (78, "statement-profit-loss", "/reports/profit-loss"),
    (79, "statement-balance-sheet", "/reports/balance-sheet"),
    (771, "statement-trading", "/reports/trading"),
    (772, "statement-appropriation", "/reports/appropriation"),
    (773, "rep-year-end", "/year-end"),
    (774, "rep-audit", "/audit"),
    (775, "rep-objections", "/objections"),
    (776, "rep-books-trail", "/books/trail"),
    (777, "estate-exports", "/exports"),
    (778, "reg-all", "/books"),
    (779, "office-page-minutes", "/office/minutes"),
    (781, "office-page-dead-stock", "/office/dead-stock"),
    (782, "office-page-policies", "/office/policies"),
    (783, "office-page-dividends", "/office/dividends"),
    (784, "act-pay-dividend", "/office/do/pay-dividend"),
];

const OLD: [Work; 7] = [
    (81, "web-nav-migration", "/migration"),
    (82, "help-bench", "/bench"),
    (83, "help-volumes", "/bench/volumes"),
    (84, "help-milan", "/bench/milan"),
    (85, "help-gates", "/bench/gates"),
    (86, "trial-list", "/bench/trials"),
    (89, "act-correct-opening", "/lender/do/correct-opening"),
];

const HOUSE: [Work; 9] = [
    (91, "people-nav", "/people"),
    (92, "setup-title", "/setup"),
    (93, "setup-bylaws", "/bylaws"),
    (94, "counter-rules", "/rules"),
    (95, "help-open-heads", "/heads/open"),
    (96, "backup", "/backup"),
    (97, "exchange-title", "/exchange"),
    (98, "helpdesk-tickets", "/tickets"),
    (99, "helpdesk-nav", "/tickets/raise"),
];

/// A room as it is shown.
struct Room {
    name: String,
    works: Vec<Shown>,
}

/// A work as it is shown.
struct Shown {
    no: u16,
    name: String,
    href: String,
}

#[derive(Template)]
#[template(path = "works.html")]
struct Page {
    c: Frame,
    base: String,
    action: String,
    query: String,
    /// What fits what was typed; where nothing was typed, nothing.
    found: Vec<Shown>,
    rooms: Vec<Room>,
}

/// The works a text means: the one with that number, or all whose name has every word of it, in either language.
fn meant(text: &str) -> Vec<Work> {
    let all = || ROOMS.iter().flat_map(|r| r.1.iter().copied());
    let typed = lipi::text::ascii_digits(text).to_lowercase();
    if let Ok(no) = typed.parse::<u16>() {
        return all().filter(|w| w.0 == no).collect();
    }
    let name = |lang: Lang, key: &str| messages::find(lang, key, &[]).unwrap_or_default().to_lowercase();
    let has = |w: &Work, lang: Lang| {
        let name = name(lang, w.1);
        typed.split_whitespace().all(|word| name.contains(word))
    };
    all().filter(|w| has(w, Lang::Hi) || has(w, Lang::En)).collect()
}

/// The page; where what was typed means one work, straight to it.
pub(crate) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let query: String = ask.value("w").unwrap_or_default().trim().chars().take(60).collect();
    let fits = if query.is_empty() { Vec::new() } else { meant(&query) };
    if let [one] = &fits[..] {
        return Ok(Redirect::to(&format!("{}{}", society.base, one.2)).into_response());
    }
    let c = Frame::of(ask, &society, Tab::Works);
    let shown = |w: &Work| Shown { no: w.0, name: c.s(w.1), href: format!("{}{}", society.base, w.2) };
    let rooms = ROOMS.iter().map(|(name, works)| Room { name: c.s(name), works: works.iter().map(&shown).collect() });
    let page = Page {
        base: society.base.clone(),
        action: format!("{}/works", society.base),
        found: fits.iter().map(&shown).collect(),
        rooms: rooms.collect(),
        query,
        c,
    };
    page::show(ask, &page)
}

#[cfg(test)]
mod tests {
    use super::{ROOMS, meant};
    use std::collections::BTreeSet;

    #[test]
    fn a_number_or_a_word_in_either_language_means_a_work() {
        let of = |text: &str| meant(text).iter().map(|w| w.0).collect::<Vec<_>>();
        assert_eq!((of("31"), of("\u{969}\u{967}")), (vec![31], vec![31]));
        assert_eq!((of("sanction a loan"), of("sanction a")), (vec![31], vec![31, 333]));
        assert!(of("interest").len() > 2 && of("999").is_empty() && of("qqq").is_empty());
    }

    #[test]
    fn a_number_is_one_works_and_its_first_digit_the_rooms() {
        let all: Vec<_> = ROOMS.iter().flat_map(|r| r.1).collect();
        assert_eq!(all.iter().map(|w| w.0).collect::<BTreeSet<_>>().len(), all.len());
        assert_eq!(all.iter().map(|w| w.2).collect::<BTreeSet<_>>().len(), all.len());
        for (room, (_, works)) in ROOMS.iter().enumerate() {
            assert!(works.iter().all(|w| w.0.to_string().starts_with(&(room + 1).to_string())), "room {}", room + 1);
        }
    }
}
