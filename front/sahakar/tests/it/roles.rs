//! Who may do what in his own society: every form of the demonstration, and every address of the table besides, is sent for real by every role, in a
//! society where several work and in one where one person works alone. Whoever may not gets the number of it and nothing is written; and no page
//! offers a form that is refused to the role that reads it.

use crate::forms::{Pages, all_forms, demonstration};
use crate::pages::Form;
use axum::http::StatusCode;
use books::event::Setting;
use books::setting;
use desk::act::Act;
use desk::{Role, Who};
use kernel::CommandId;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody of each role, of this society.
fn people(pages: &Pages) -> Vec<(Role, String)> {
    let enter = |role: Role| {
        let name = format!("one-{}", role.code());
        pages.desk.add_user(&Who::local(Role::Operator), pages.society, &name, role, "namuna-2025").expect("a login");
        let token = pages.desk.login(&name, "namuna-2025").expect("he logs in").token;
        (role, format!("seat={token}"))
    };
    Role::ALL.into_iter().map(enter).collect()
}

/// One person works alone from today on.
fn leave_alone(pages: &Pages) {
    let from = pages.desk.read(|t| keep::deciding::open_day(t, pages.society)).expect("read").expect("an open day");
    let rule = Setting {
        key: setting::ONE_PERSON.into(),
        from,
        value: "yes".into(),
        order: "1".into(),
        source: String::new(),
    };
    let act = |role: Role, act: Act| {
        let command = CommandId(uuid::Uuid::now_v7());
        pages.desk.act(&Who::local(role), pages.society, command, &act.into()).expect("done")
    };
    let done = act(Role::Secretary, Act::Set(rule));
    if done.waits {
        let entry = (done.receipt.desk.0, done.receipt.first.0);
        act(Role::President, Act::Decide { entry, approve: true, reason: "alone".into() });
    }
    assert!(pages.desk.one_person(pages.society).expect("read"));
}

/// Acts with a rule of their own, which knows posts as well or the person himself: they are tried in `front/web/tests/it/permission_post.rs` and `people.rs`.
fn of_its_own(address: &str, deeds: &[&str]) -> bool {
    address.contains("/tickets/") || deeds.contains(&"session")
}

/// The deeds a form names.
fn deeds(form: &Form) -> Vec<&str> {
    form.fields.iter().filter(|f| f.name == "deed" && !f.value.is_empty()).map(|f| &f.value[..]).collect()
}

/// What may change: entries of the register, and people.
fn written(pages: &Pages) -> (u64, usize) {
    (pages.size(), pages.desk.users().expect("people").len())
}

/// Everything that can be sent: forms anybody was shown, and every row of the table none of them reaches, with a body that says nothing.
fn acts(pages: &Pages, shown: BTreeMap<String, Form>) -> Vec<(String, Vec<String>, Option<Form>)> {
    let below = |address: &str| address.strip_prefix(&format!("{}/", pages.base)).map(str::to_owned);
    let mut out = Vec::new();
    let mut reached = BTreeSet::new();
    let fits = |pattern: &str, path: &str| {
        let (a, b): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
        a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| *a == "*" || a == b)
    };
    for form in shown.into_values() {
        let deeds: Vec<String> = deeds(&form).into_iter().map(str::to_owned).collect();
        let path = below(form.action.split('?').next().unwrap_or_default()).expect("of the society");
        for (pattern, deed) in web::acts() {
            if fits(&pattern, &path) && deed.is_none_or(|d| deeds.iter().any(|x| x == d)) {
                reached.insert((pattern, deed));
            }
        }
        out.push((form.action.clone(), deeds, Some(form)));
    }
    for (pattern, deed) in web::acts().filter(|row| !reached.contains(row)) {
        let address = format!("{}/{}", pages.base, pattern.replace('*', "1"));
        out.push((address, deed.map(str::to_owned).into_iter().collect(), None));
    }
    // nothing may close the door behind it: days and people come last
    out.retain(|(address, deeds, _)| !of_its_own(address, &deeds.iter().map(String::as_str).collect::<Vec<_>>()));
    out.sort_by_key(|(address, ..)| (address.contains("/day/"), address.contains("/people"), address.clone()));
    out
}

/// What a form says, but for what a reader of the page would type: of another id each time.
fn body(form: Option<&Form>, deeds: &[String]) -> String {
    match form {
        Some(form) => form.filled(&[], false),
        None => {
            let deed = deeds.first().map(|d| format!("&deed={d}")).unwrap_or_default();
            format!("id={}&reason=seen{deed}", uuid::Uuid::now_v7())
        }
    }
}

/// Tries everything in one society; gives what is wrong, how much was tried, and the addresses where somebody succeeded.
fn tried(alone: bool) -> (Vec<String>, usize, BTreeSet<String>) {
    let dir = tempfile::tempdir().expect("a folder");
    let mut pages = demonstration(dir.path());
    if alone {
        leave_alone(&pages);
    }
    let people = people(&pages);
    let mut wrong = Vec::new();
    let mut shown: BTreeMap<String, Form> = BTreeMap::new();
    for (role, cookie) in &people {
        pages.cookie.clone_from(cookie);
        for form in all_forms(&pages) {
            let at = form.action.clone();
            if of_its_own(&at, &deeds(&form)) || !at.starts_with("/s/") {
                continue;
            }
            match web::may_send(*role, &at, &deeds(&form)) {
                Some(true) => {}
                Some(false) => wrong.push(format!("{} is shown {at} on {}", role.code(), form.page)),
                None => wrong.push(format!("{at} on {} is in no row of the table", form.page)),
            }
            let names: Vec<&str> = form.fields.iter().map(|f| &f.name[..]).collect();
            shown.entry(format!("{at} {:?} {names:?}", deeds(&form))).or_insert(form);
        }
    }
    let (mut tried, mut done) = (0, BTreeSet::new());
    for (at, deeds, form) in acts(&pages, shown) {
        let named: Vec<&str> = deeds.iter().map(String::as_str).collect();
        let may = |role: Role| web::may_send(role, &at, &named).unwrap_or_default();
        // no deed is named, and he may do some there and not others: whatever is said to it, nothing comes of it
        let unclear =
            |role: Role| named.is_empty() && web::may_send(role, &at, &[""]).is_some_and(|may| !may) && may(role);
        // what is refused comes first, on a register nobody has changed yet
        let (yes, no): (Vec<_>, Vec<_>) = people.iter().partition(|p| may(p.0));
        for (role, cookie) in no.into_iter().chain(yes) {
            // one who may would lock the others out; what he does is played in the tests of people
            if may(*role) && at.contains("/people/one/") {
                continue;
            }
            pages.cookie.clone_from(cookie);
            let before = written(&pages);
            let (status, to, text) = pages.post(&at, body(form.as_ref(), &deeds));
            let wrote = written(&pages) != before;
            let refused = text.contains("S5001");
            let right = match may(*role) {
                true if unclear(*role) => !wrote && !status.is_server_error(),
                true => !refused && !to.starts_with("/login") && !status.is_server_error(),
                false => refused && status.is_client_error() && !wrote,
            };
            if !right {
                let may = may(*role);
                wrong.push(format!("{} {at} {deeds:?}: {status} {to}, wrote {wrote}, may {may}", role.code()));
            }
            if wrote || status == StatusCode::SEE_OTHER {
                done.insert(at.clone());
            }
            tried += 1;
        }
    }
    (wrong, tried, done)
}

#[test]
fn every_act_is_tried_by_every_role() {
    for alone in [false, true] {
        let (wrong, tried, done) = tried(alone);
        println!("alone {alone}: {tried} acts tried, {} addresses where somebody succeeded", done.len());
        assert!(wrong.is_empty(), "alone {alone}: {} of {tried} are wrong:\n{}", wrong.len(), wrong.join("\n"));
        // where nobody ever succeeds nothing is proved of those who may not
        assert!(done.len() > 30, "{done:#?}");
    }
}
