//! More of a member on his page: land, papers, nominees, history, pictures.

use crate::ask::{Ask, Trouble};
use crate::body::Upload;
use crate::counter::members::named;
use crate::page::Frame;
use crate::router::{Web, run};
use crate::words::encoded;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use desk::act::Act;
use keep::view::MemberCard;
use kernel::{CommandId, Refusal};
use lipi::date;
use society::decide::ChangeMember;
use society::effects::Standing;
use society::land::Land;
use society::person::Field;

/// Most bytes of an upload: a picture of 200 KiB and what a browser puts around it.
const UPLOAD_BYTES: usize = 256 * 1024;

/// What happened, as a row.
pub(crate) struct History {
    /// Where its receipt is.
    pub href: String,
    /// What.
    pub what: String,
    /// Day.
    pub day: String,
    /// Taken back.
    pub gone: bool,
}

/// More of a member.
pub(crate) struct Particulars {
    /// What is known of him, label and value.
    pub pairs: Vec<(String, String)>,
    /// Address of his photograph; empty where there is none.
    pub photo: String,
    /// Address of his signature.
    pub signature: String,
    /// The number he was merged into and its page.
    pub into: (String, String),
    /// Name, relation, percent.
    pub nominees: Vec<(String, String, String)>,
    /// What happened.
    pub history: Vec<History>,
    /// What may be done: address and name.
    pub deeds: Vec<(String, String)>,
    /// Where pictures are sent.
    pub upload: String,
}

/// Addresses of pictures.
pub(crate) fn routes() -> Router<Web> {
    type Three = Path<(String, String, String)>;
    Router::new()
        .route(
            "/s/{code}/members/{no}/picture/{which}",
            get(|ask, Path((code, no, which)): Three| run(ask, move |a| picture(a, &code, &no, &which))),
        )
        .route(
            "/s/{code}/members/{no}/pictures",
            post(|ask, Path((code, no)): Path<(String, String)>, headers: HeaderMap, body: Upload<UPLOAD_BYTES>| {
                run(ask, move |a| upload(a, &code, &no, &headers, &body))
            }),
        )
}

/// More of a member, in words.
pub(crate) fn particulars(c: &Frame, base: &str, card: &MemberCard) -> Particulars {
    let v = &card.member.view;
    let p = &v.person;
    let here = format!("{base}/members/{}", encoded(&v.no));
    let word = |family: &str, value: Option<String>| match value {
        Some(v) => c.s(&format!("society-{family}-{v}")),
        None => String::new(),
    };
    let code = |v: serde_json::Value| v.as_str().map(str::to_owned);
    let land = if p.land == Land::NONE {
        String::new()
    } else {
        format!("{} · {}", p.land.in_nali(c.lang), c.s1("society-hectares", "n", &p.land.hectares()))
    };
    let kyc = p.kyc.iter().map(|k| {
        let all: Vec<char> = k.shown.chars().collect();
        let last: String = all[all.len().saturating_sub(4)..].iter().collect();
        format!("{} ••{last}", c.s(&format!("society-kyc-{}", k.kind.code())))
    });
    let left = match &v.standing {
        Standing::Left { reason, .. } => word("leaving-of", serde_json::to_value(reason).ok().and_then(code)),
        _ => String::new(),
    };
    let all = [
        ("society-born", p.born.map(date::format).unwrap_or_default()),
        ("counter-f-sex", word("sex", p.sex.and_then(|s| serde_json::to_value(s).ok()).and_then(code))),
        ("counter-f-caste", word("caste", p.caste.and_then(|s| serde_json::to_value(s).ok()).and_then(code))),
        ("counter-f-land", land),
        ("counter-f-cattle", if p.cattle == 0 { String::new() } else { p.cattle.to_string() }),
        ("counter-f-occupation", p.occupation.clone()),
        ("counter-f-kyc", kyc.collect::<Vec<_>>().join(", ")),
        ("society-shares", if v.shares == 0 { String::new() } else { v.shares.to_string() }),
        ("society-certificates", card.certificates.join(", ")),
        ("society-merged-here", card.merged.join(", ")),
        ("counter-f-leaving", left),
    ];
    let pairs = all.into_iter().filter(|x| !x.1.is_empty()).map(|(key, value)| (c.s(key), value)).collect();
    let picture = |there: bool, which: &str| if there { format!("{here}/picture/{which}") } else { String::new() };
    let into = match &v.standing {
        Standing::Merged { into } => (into.clone(), format!("{base}/members/{}", encoded(into))),
        _ => (String::new(), String::new()),
    };
    let deeds: &[&str] = match &v.standing {
        Standing::Member { .. } => {
            &["issue-shares", "transfer-shares", "change-member", "set-nominees", "leave-society", "merge-members"]
        }
        Standing::Left { .. } => &["refund-shares", "transfer-shares", "change-member"],
        _ => &[],
    };
    let deed = |d: &&str| (format!("{base}/do/{d}?a={}", encoded(&v.no)), c.s(&format!("act-{d}")));
    Particulars {
        pairs,
        photo: picture(p.photo.is_some(), "photo"),
        signature: picture(p.signature.is_some(), "signature"),
        into,
        nominees: v.nominees.iter().map(|n| (n.name.clone(), n.relation.clone(), n.share.to_string())).collect(),
        history: card
            .history
            .iter()
            .map(|h| History {
                href: format!("{base}/receipt/{}/{}", h.entry.0, h.entry.1),
                what: named(c, &h.kind),
                day: h.date.map(date::format).unwrap_or_default(),
                gone: h.gone,
            })
            .collect(),
        deeds: deeds.iter().map(deed).collect(),
        upload: format!("{here}/pictures"),
    }
}

fn picture(ask: &Ask, code: &str, no: &str, which: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let person = ask.read(|t| keep::deciding::find_member(t, society.id(), no))?.view.person;
    let of = match which {
        "photo" => person.photo,
        "signature" => person.signature,
        _ => None,
    };
    let of = of.ok_or_else(Trouble::no_page)?;
    let (bytes, kind) = ask.web.desk.picture(&of)?.ok_or_else(Trouble::no_page)?;
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}

fn upload(ask: &Ask, code: &str, no: &str, headers: &HeaderMap, body: &[u8]) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    // before anything is kept: may he?
    ask.let_by(kernel::Verb::MemberWrite, society.id(), "change-member")?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let boundary = kind.split_once("boundary=").map(|b| b.1.trim_matches('"')).unwrap_or_default();
    let no_picture = || crate::counter::refused(Refusal::new(5031).with("most", 200));
    let bytes = part(body, boundary, "picture").ok_or_else(no_picture)?;
    let signature = part(body, boundary, "as").is_some_and(|v| v == b"signature");
    let kept = Some(ask.web.desk.keep_picture(bytes)?);
    let field = if signature { Field::Signature(kept) } else { Field::Photo(kept) };
    let reason =
        lipi::messages::say(lipi::Lang::Hi, if signature { "society-signature" } else { "society-photo" }, &[]);
    let change = ChangeMember { to: vec![field], reason, although: None };
    let act = Act::ChangeMember { member_no: no.to_owned(), change };
    ask.web.desk.act(crate::counter::who(ask)?, society.id(), CommandId(uuid::Uuid::now_v7()), &act.into())?;
    Ok(Redirect::to(&format!("{}/members/{}", society.base, encoded(no))).into_response())
}

/// The content of one part of a form with files (RFC 7578): after its empty line, before the next boundary.
pub(crate) fn part<'b>(body: &'b [u8], boundary: &str, name: &str) -> Option<&'b [u8]> {
    if boundary.is_empty() {
        return None;
    }
    let line = format!("--{boundary}");
    let find = |within: &[u8], what: &[u8]| within.windows(what.len()).position(|w| w == what);
    let mut rest = body;
    loop {
        let at = find(rest, line.as_bytes())? + line.len();
        rest = &rest[at..];
        let head_end = find(rest, b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&rest[..head_end]).into_owned();
        let content = &rest[head_end + 4..];
        let end = find(content, format!("\r\n{line}").as_bytes())?;
        if head.contains(&format!("name=\"{name}\"")) {
            return Some(&content[..end]);
        }
        rest = &content[end + 2..];
    }
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn parts_of_a_form_with_a_file() {
        let body = b"--xX\r\nContent-Disposition: form-data; name=\"as\"\r\n\r\nphoto\r\n--xX\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\r\n\xff\r\n--xX--\r\n";
        assert_eq!(part(body, "xX", "as"), Some(&b"photo"[..]));
        assert_eq!(part(body, "xX", "picture"), Some(&b"\xff\xd8\r\n\xff"[..]));
        assert_eq!(part(body, "xX", "other"), None);
        assert_eq!(part(body, "", "as"), None);
        assert_eq!(part(b"--xX", "xX", "as"), None);
    }
}
