//! What each address of a society that does something asks for: one readable table, beside the one of roles (`desk::Role::may`). It is asked before a
//! form is read, so that who may not is told that and not what is missing in his form; and it is asked of every page before it is shown, so that
//! nobody is offered what his role is refused. What depends on more than the role (a maker, a second person, who holds the cash) is the door's.

use crate::ask::{Ask, Trouble};
use crate::page::role_name;
use axum::http::StatusCode;
use desk::{Role, society_id};
use kernel::Verb;
use lipi::{Lang, messages};

/// An address below the society's, where something is done.
#[derive(Debug)]
pub(crate) struct Row {
    /// Its parts; `*` is any.
    path: &'static [&'static str],
    /// Where one address does several things, which: the field `deed` of its form.
    deed: Option<&'static str>,
    /// Whoever may one of these. Empty: the door's own rule decides, which knows posts as well (help desk), or the person himself does (a session).
    verbs: &'static [Verb],
    /// Its page is this form and nothing else, so that a link to it offers the act.
    only: bool,
}

impl Row {
    fn may(&self, role: Role) -> bool {
        self.verbs.is_empty() || self.verbs.iter().any(|v| role.may(*v))
    }
}

const fn row(path: &'static [&'static str], verbs: &'static [Verb]) -> Row {
    Row { path, deed: None, verbs, only: false }
}

const fn only(path: &'static [&'static str], verbs: &'static [Verb]) -> Row {
    Row { path, deed: None, verbs, only: true }
}

const fn deed(path: &'static [&'static str], deed: &'static str, verbs: &'static [Verb]) -> Row {
    Row { path, deed: Some(deed), verbs, only: false }
}

const BOOKS: &[Verb] = &[Verb::BooksPost];
const CREDIT: &[Verb] = &[Verb::CreditAct];
const DAY: &[Verb] = &[Verb::DayRun];
const LOANS: &[Verb] = &[Verb::LoanSanction];
const MEMBERS: &[Verb] = &[Verb::MemberWrite];
const RULES: &[Verb] = &[Verb::RulesSet];
const TRADE: &[Verb] = &[Verb::TradeAct];
const USERS: &[Verb] = &[Verb::UsersManage];
const WORK: &[Verb] = &[Verb::MigrationWork];
const YEAR: &[Verb] = &[Verb::YearEnd];
const OWN: &[Verb] = &[];

/// The table.
pub(crate) const TABLE: &[Row] = &[
    only(&["day", "begin"], DAY),
    only(&["day", "end"], DAY),
    only(&["day", "count"], DAY),
    row(&["slips"], DAY),
    only(&["journal"], BOOKS),
    row(&["waiting"], &[Verb::Approve, Verb::ApproveLate]),
    row(&["rules"], &[Verb::RulesSet, Verb::ApproveLate]),
    row(&["bylaws"], RULES),
    row(&["setup"], RULES),
    only(&["heads", "open"], RULES),
    row(&["notices"], MEMBERS),
    row(&["members", "*", "pictures"], MEMBERS),
    row(&["backup"], USERS),
    only(&["people", "new"], USERS),
    deed(&["people", "one", "*"], "session", OWN),
    row(&["people", "one", "*"], USERS),
    row(&["objections"], &[Verb::Object]),
    row(&["objections", "*", "*"], &[Verb::Reply, Verb::Object]),
    row(&["year-end"], YEAR),
    row(&["tickets", "raise"], OWN),
    row(&["tickets", "*", "*"], OWN),
    row(&["tickets", "*", "*", "*"], OWN),
    // the counter
    only(&["do", "deposit"], CREDIT),
    only(&["do", "repay"], CREDIT),
    only(&["do", "withdraw"], CREDIT),
    only(&["do", "disburse"], CREDIT),
    only(&["do", "open-deposit"], CREDIT),
    only(&["do", "close-deposit"], CREDIT),
    only(&["do", "charge"], CREDIT),
    only(&["do", "pay-surplus"], CREDIT),
    only(&["do", "acknowledge"], CREDIT),
    only(&["do", "lien"], CREDIT),
    only(&["do", "charge-interest"], CREDIT),
    only(&["do", "credit-interest"], CREDIT),
    only(&["do", "sanction"], LOANS),
    only(&["do", "reject"], LOANS),
    only(&["do", "sue"], LOANS),
    only(&["do", "voucher"], BOOKS),
    only(&["do", "reverse"], BOOKS),
    only(&["do", "reverse-run"], BOOKS),
    only(&["do", "admit"], MEMBERS),
    only(&["do", "issue-shares"], MEMBERS),
    only(&["do", "transfer-shares"], MEMBERS),
    only(&["do", "refund-shares"], MEMBERS),
    only(&["do", "change-member"], MEMBERS),
    only(&["do", "set-nominees"], MEMBERS),
    only(&["do", "leave-society"], MEMBERS),
    only(&["do", "merge-members"], MEMBERS),
    only(&["do", "reject-admission"], MEMBERS),
    only(&["do", "set-village"], MEMBERS),
    // the shop
    only(&["trade", "sell"], TRADE),
    only(&["trade", "do", "sell-bill"], TRADE),
    only(&["trade", "do", "buy"], TRADE),
    only(&["trade", "do", "count-stock"], TRADE),
    only(&["trade", "do", "settle"], TRADE),
    only(&["trade", "do", "move-goods"], TRADE),
    only(&["trade", "do", "set-card"], TRADE),
    only(&["trade", "do", "return-sale"], TRADE),
    only(&["trade", "do", "return-purchase"], TRADE),
    only(&["trade", "do", "bring-forward"], TRADE),
    only(&["trade", "do", "set-price"], RULES),
    only(&["trade", "do", "open-activity"], RULES),
    only(&["trade", "do", "change-activity"], RULES),
    only(&["trade", "do", "set-item"], RULES),
    only(&["trade", "do", "set-godown"], RULES),
    only(&["trade", "do", "set-entitlement"], RULES),
    // the lender
    row(&["lender", "products", "*"], RULES),
    row(&["lender", "rules"], RULES),
    only(&["lender", "do", "claim"], CREDIT),
    only(&["lender", "do", "receive-claim"], CREDIT),
    only(&["lender", "do", "reject-claim"], CREDIT),
    only(&["lender", "do", "remind"], CREDIT),
    only(&["lender", "do", "mark-inoperative"], CREDIT),
    only(&["lender", "do", "revive"], CREDIT),
    only(&["lender", "do", "printed"], CREDIT),
    only(&["lender", "do", "set-agent"], CREDIT),
    only(&["lender", "do", "collect"], CREDIT),
    only(&["lender", "do", "pay-agent"], CREDIT),
    only(&["lender", "do", "provide"], YEAR),
    only(&["lender", "do", "name-loss"], &[Verb::LossName]),
    only(&["lender", "do", "correct-opening"], BOOKS),
    only(&["lender", "do", "pledge"], LOANS),
    only(&["lender", "do", "release-gold"], LOANS),
    only(&["lender", "do", "move-suit"], LOANS),
    // what the society has and owes
    row(&["estate", "bank", "*"], BOOKS),
    only(&["estate", "bank", "*", "import"], BOOKS),
    only(&["estate", "do", "book-line"], BOOKS),
    only(&["estate", "do", "opening-item"], BOOKS),
    only(&["estate", "do", "open-borrowing"], RULES),
    only(&["estate", "do", "set-rate"], RULES),
    only(&["estate", "do", "draw"], BOOKS),
    only(&["estate", "do", "pay-back"], BOOKS),
    only(&["estate", "do", "accrue-owed"], BOOKS),
    only(&["estate", "do", "confirm-balance"], BOOKS),
    only(&["estate", "do", "invest"], BOOKS),
    only(&["estate", "do", "accrue-earned"], BOOKS),
    only(&["estate", "do", "encash"], BOOKS),
    only(&["estate", "do", "set-class"], RULES),
    only(&["estate", "do", "buy-asset"], BOOKS),
    only(&["estate", "do", "depreciate"], YEAR),
    only(&["estate", "do", "dispose-asset"], BOOKS),
    only(&["estate", "do", "set-employee"], RULES),
    only(&["estate", "do", "give-advance"], BOOKS),
    only(&["estate", "do", "post-salary"], BOOKS),
    only(&["estate", "do", "pay-salary"], BOOKS),
    // registers of the office
    only(&["office", "do", "meet"], BOOKS),
    only(&["office", "do", "enter-article"], BOOKS),
    only(&["office", "do", "write-off"], BOOKS),
    only(&["office", "do", "enter-policy"], BOOKS),
    only(&["office", "do", "enter-plot"], MEMBERS),
    only(&["office", "do", "leave-plot"], MEMBERS),
    only(&["office", "do", "set-keeper"], MEMBERS),
    only(&["office", "do", "note-nominal"], MEMBERS),
    only(&["office", "do", "number-shares"], MEMBERS),
    only(&["office", "do", "sign-bond"], LOANS),
    only(&["office", "do", "pay-dividend"], CREDIT),
    // the workbench
    row(&["bench"], WORK),
    row(&["bench", "files"], WORK),
    only(&["bench", "files", "*", "leave"], WORK),
    row(&["bench", "layouts"], WORK),
    row(&["bench", "sheet", "*", "*", "*"], WORK),
    row(&["bench", "sheet", "*", "*", "head", "*"], WORK),
    // that a figure which looks wrong stands, says who answers for the society where others keyed it
    deed(&["bench", "findings", "*"], "stands", &[Verb::MigrationWork, Verb::MigrationSettle]),
    row(&["bench", "findings", "*"], WORK),
    deed(&["bench", "unread", "*"], "stands", &[Verb::MigrationWork, Verb::MigrationSettle]),
    row(&["bench", "unread", "*"], WORK),
    row(&["bench", "mends"], WORK),
    // blackened before it is kept by who took it; what is kept already by who answers for the society
    row(&["bench", "photos"], &[Verb::MigrationSettle]),
    row(&["bench", "photos", "*"], &[Verb::MigrationWork, Verb::MigrationSettle]),
    row(&["bench", "milan", "*"], WORK),
    row(&["bench", "milan", "*", "mend"], WORK),
    only(&["bench", "milan", "*", "carry"], &[Verb::MigrationSettle]),
    row(&["bench", "persons"], WORK),
    row(&["bench", "persons", "back"], WORK),
    deed(&["bench", "gates"], "freeze", WORK),
    deed(&["bench", "gates"], "sign", &[Verb::MigrationSign]),
    deed(&["bench", "gates"], "post", &[Verb::MigrationImport]),
    row(&["bench", "outside", "*"], WORK),
    row(&["bench", "outside", "*", "paper"], WORK),
    row(&["bench", "slips", "*"], WORK),
    row(&["bench", "objections"], WORK),
    only(&["bench", "objections", "*", "*"], &[Verb::MigrationSettle]),
    row(&["bench", "parallel"], WORK),
    row(&["bench", "parallel", "*", "photo"], WORK),
    row(&["bench", "parallel", "*", "back"], WORK),
    deed(&["bench", "cutover"], "reopen", &[Verb::Attest]),
    row(&["bench", "cutover"], RULES),
    row(&["bench", "seal", "*"], WORK),
    row(&["bench", "volumes", "*"], WORK),
    row(&["bench", "volumes", "*", "photo"], WORK),
    row(&["bench", "volumes", "*", "edit"], WORK),
    row(&["bench", "volumes", "*", "pages", "*"], WORK),
    row(&["bench", "volumes", "*", "pages", "*", "photo"], WORK),
    // the measure of who keys is set by somebody above
    row(&["bench", "operators"], &[Verb::RulesSet, Verb::ApproveLate]),
    row(&["bench", "trials"], WORK),
    row(&["bench", "trials", "*"], WORK),
    row(&["bench", "books"], WORK),
];

/// An address cut in two: the society, a trial's number still on it, and the parts below. `None` where it is of no society, or no act stands there.
fn cut(path: &str) -> Option<(&str, Vec<&str>)> {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let (code, rest) = path.strip_prefix("/s/")?.split_once('/')?;
    Some((code, rest.split('/').collect()))
}

/// The rows of an address.
fn rows<'a>(parts: &'a [&str]) -> impl Iterator<Item = &'static Row> + 'a {
    TABLE.iter().filter(move |r| {
        r.path.len() == parts.len() && r.path.iter().zip(parts).all(|(want, is)| *want == "*" || want == is)
    })
}

/// Whether a role may send something to an address, with one of these deeds where it has any: `None` where the table does not know it.
fn may(role: Role, path: &str, deeds: &[&str]) -> Option<bool> {
    let (_, parts) = cut(path)?;
    let mut known = false;
    for r in rows(&parts).filter(|r| deeds.is_empty() || r.deed.is_none_or(|d| deeds.contains(&d))) {
        known = true;
        // a deed of its own speaks before the address as a whole
        if r.deed.is_some() && !deeds.is_empty() {
            return Some(r.may(role));
        }
        if r.may(role) {
            return Some(true);
        }
    }
    known.then_some(false)
}

/// Whether a role may send a form to an address below a society, with one of these deeds where its form has any; `None` where nothing is done there.
#[must_use]
pub fn may_send(role: Role, address: &str, deeds: &[&str]) -> Option<bool> {
    may(role, address, deeds)
}

/// Every act of the table: its address below a society's, `*` for what differs, and the deed where the address knows several.
pub fn acts() -> impl Iterator<Item = (String, Option<&'static str>)> {
    TABLE.iter().map(|r| (r.path.join("/"), r.deed))
}

/// Lets somebody through to an address of a society where something is done, before his form is read. That he was refused is noted.
///
/// # Errors
/// 5001: his role may not; 6001: no act of the table.
pub(crate) fn enter(ask: &Ask) -> Result<(), Trouble> {
    let (Some(who), Some((code, parts))) = (&ask.who, cut(ask.path())) else { return Ok(()) };
    if !ask.acts {
        return Ok(());
    }
    let Some(first) = rows(&parts).next() else { return Err(Trouble::no_page()) };
    if may(who.role, ask.path(), &[]) == Some(true) {
        return Ok(());
    }
    let society = society_id(ask.trial.as_ref().map_or(code, |t| &t.code));
    let act = if first.path.contains(&"do") { first.path.last().copied() } else { None };
    let no = ask.web.desk.refuse_role(who, society, act.unwrap_or("not-let"));
    Err(Trouble::Refused(StatusCode::FORBIDDEN, no))
}

/// The same for one deed of an address that knows several, before anything else is looked at.
///
/// # Errors
/// 5001: his role may not.
pub(crate) fn enter_deed(ask: &Ask, deed: &str) -> Result<(), Trouble> {
    let (Some(who), Some((code, _))) = (&ask.who, cut(ask.path())) else { return Ok(()) };
    if may(who.role, ask.path(), &[deed]) != Some(false) {
        return Ok(());
    }
    let society = society_id(ask.trial.as_ref().map_or(code, |t| &t.code));
    Err(Trouble::Refused(StatusCode::FORBIDDEN, ask.web.desk.refuse_role(who, society, "not-let")))
}

/// A page as this role sees it: forms it is refused give way to a word on whose they are, links to pages that are nothing but such a form are left out.
pub(crate) fn pruned(ask: &Ask, page: String) -> String {
    match (&ask.who, ask.path().starts_with("/s/")) {
        (Some(who), true) => prune(ask.lang, who.role, page),
        _ => page,
    }
}

fn prune(lang: Lang, role: Role, page: String) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page.as_str();
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let element = element(tag);
        let Some((whole, opening)) = element.filter(|(whole, opening)| refused(role, whole, opening)) else {
            out.push('<');
            rest = &tag[1..];
            continue;
        };
        rest = &tag[whole.len()..];
        if opening.starts_with("<form") && !opening.contains("class=\"row\"") {
            out.push_str(&whose(lang, opening, whole));
        }
        // an entry of a list that was nothing but this link goes with it
        if out.ends_with("<li>") && rest.starts_with("</li>") {
            out.truncate(out.len() - "<li>".len());
            rest = &rest["</li>".len()..];
        }
    }
    out.push_str(rest);
    out
}

/// The form or link a text begins with: whole, and its opening tag. Neither has one of its kind inside.
fn element(text: &str) -> Option<(&str, &str)> {
    let close = match () {
        () if text.starts_with("<form ") => "</form>",
        () if text.starts_with("<a ") => "</a>",
        () => return None,
    };
    let opening = &text[..=text.find('>')?];
    let end = text.find(close)? + close.len();
    Some((&text[..end], opening))
}

/// What stands in an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[from..].split('"').next()
}

/// The deeds of a form: hidden fields or buttons.
fn deeds(form: &str) -> Vec<&str> {
    let of = |tag: &'_ str| tag.contains("name=\"deed\"");
    form.split('<').filter(|t| of(t)).filter_map(|t| attribute(t, "value")).collect()
}

fn refused(role: Role, whole: &str, opening: &str) -> bool {
    if opening.starts_with("<form ") {
        let address = attribute(opening, "action").unwrap_or_default();
        return opening.contains("method=\"post\"") && may(role, address, &deeds(whole)) == Some(false);
    }
    let Some((_, parts)) = attribute(opening, "href").and_then(cut) else { return false };
    let mut found = rows(&parts).peekable();
    found.peek().is_some_and(|r| r.only) && found.all(|r| !r.may(role))
}

/// Whose a form is.
fn whose(lang: Lang, opening: &str, whole: &str) -> String {
    let parts = attribute(opening, "action").and_then(cut).map(|c| c.1).unwrap_or_default();
    let deeds = deeds(whole);
    let fits = |r: &&Row| r.deed.is_none_or(|d| deeds.is_empty() || deeds.contains(&d));
    let rows: Vec<&Row> = rows(&parts).filter(fits).collect();
    let of = |r: &&Role| rows.iter().any(|row| row.may(**r));
    let names: Vec<String> = Role::ALL.iter().filter(of).map(|r| role_name(lang, *r)).collect();
    format!("<p class=\"body small\">{}</p>", messages::say(lang, "rights-whose", &[("roles", &names.join(" · "))]))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, may, prune};
    use desk::Role;
    use lipi::Lang;

    #[test]
    fn a_row_is_there_once() {
        for (i, a) in TABLE.iter().enumerate() {
            let twice = TABLE[..i].iter().find(|b| a.path == b.path && a.deed == b.deed);
            assert!(twice.is_none(), "{a:?}");
        }
    }

    #[test]
    fn a_deed_of_its_own_speaks_before_its_address() {
        let of = |role, deed: &[&str]| may(role, "/s/X/bench/cutover", deed);
        assert_eq!((of(Role::Secretary, &["reopen"]), of(Role::Officer, &["reopen"])), (Some(false), Some(true)));
        assert_eq!((of(Role::Secretary, &[]), of(Role::Cashier, &[])), (Some(true), Some(false)));
        assert_eq!(may(Role::Secretary, "/s/X/none", &[]), None);
    }

    #[test]
    fn what_is_refused_is_not_offered() {
        let page = "<ul><li><a href=\"/s/X/do/sue?a=1\">S</a></li><li><a href=\"/s/X/members\">M</a></li></ul>\
                    <form class=\"body\" method=\"post\" action=\"/s/X/journal\"><b>J</b></form>\
                    <form action=\"/s/X/journal\"><b>K</b></form>";
        let seen = prune(Lang::En, Role::Auditor, page.to_owned());
        assert!(!seen.contains("sue") && !seen.contains("<li></li>") && !seen.contains("<b>J</b>"), "{seen}");
        assert!(seen.contains("<li><a href=\"/s/X/members\">M</a></li>") && seen.contains("<b>K</b>"), "{seen}");
        assert!(seen.contains(&crate::page::role_name(Lang::En, Role::Accountant)), "{seen}");
        assert_eq!(prune(Lang::En, Role::Secretary, page.to_owned()), page);
    }
}
