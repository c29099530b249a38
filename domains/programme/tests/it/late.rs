//! An officer's word on a late entry: who may speak it, once, with a reason.

use crate::plan::{day, two};
use kernel::Date;
use places::{Office, Posting, Scope};
use programme::late::{MAY, Request, judge, judged, nearest};
use programme::{Did, ProgrammeEvent};
use proptest::prelude::*;

fn post(login: &str, office: Office, scope: Scope) -> Posting {
    let empty = String::new();
    let (name, from) = (login.to_uppercase(), day("2026-01-01"));
    Posting { login: login.into(), name, office, scope, order: "1".into(), from, mail: empty.clone(), phone: empty }
}

fn today() -> Date {
    day("2026-02-01")
}

const ASKED: Request<'static> = Request { entry: (7, 12), maker: "sachiv", closed: false };

fn refused(request: &Request<'_>, said: &[((i64, i64), ProgrammeEvent)], by: &Posting, reason: &str) -> u16 {
    judge(request, said, by, (true, reason), today()).unwrap_err().number
}

#[test]
fn a_word_is_spoken_once_with_a_reason_by_a_post_that_may_and_never_by_who_asked() {
    let ado = post("ado", Office::Ado, Scope::Block(357));
    let spoken = judge(&ASKED, &[], &ado, (false, " चालान साथ नहीं "), today()).unwrap();
    let Did::LateJudged(word) = &spoken[0].did else { panic!("{spoken:?}") };
    assert_eq!((word.proposal, word.approved, word.reason.as_str()), ((7, 12), false, "चालान साथ नहीं"));
    assert_eq!((word.name.as_str(), word.office), ("ADO", Office::Ado));
    assert_eq!(spoken[0].about(), ("late", "7/12".to_owned()));
    let said = vec![((1_000_000, 3), spoken[0].clone())];
    assert_eq!(judged(&said).len(), 1);
    let ar = post("ar", Office::Ar, Scope::District(45));
    assert_eq!(refused(&ASKED, &said, &ar, "ठीक है"), 4602, "another officer does not speak after him");
    assert!(judge(&Request { entry: (7, 13), ..ASKED }, &said, &ar, (true, "ठीक है"), today()).is_ok());
    assert_eq!(refused(&Request { closed: true, ..ASKED }, &[], &ar, "ठीक है"), 4602);
    assert_eq!(refused(&ASKED, &[], &ar, "  "), 4603);
    assert_eq!(refused(&ASKED, &[], &ar, &"क".repeat(301)), 4603);
    let own = post("sachiv", Office::Ado, Scope::Block(357));
    assert_eq!(refused(&ASKED, &[], &own, "ठीक है"), 4601);
    for office in Office::ALL.into_iter().filter(|o| !MAY.contains(o)) {
        assert_eq!(refused(&ASKED, &[], &post("x", office, Scope::State), "ठीक है"), 4600, "{office:?}");
    }
}

#[test]
fn it_is_the_task_of_the_nearest_posts_that_may() {
    let dir = two();
    let society = dir.societies.values().next().unwrap().listed.clone();
    let logins = |on: &str| {
        let mut all: Vec<String> = nearest(&dir, &society, day(on)).iter().map(|p| p.login.clone()).collect();
        all.sort();
        all
    };
    let holds: Vec<&Posting> = dir.posts_on(today()).filter(|p| p.scope.holds(&society)).collect();
    let found = logins("2026-02-01");
    assert!(!found.is_empty() && found.iter().all(|l| holds.iter().any(|p| p.login == *l)), "{found:?}");
    // nobody stands nearer than they do
    let near = |s: &Scope| match s {
        Scope::Society(_) => 0,
        Scope::Block(_) => 1,
        Scope::District(_) => 2,
        Scope::Bank(_) => 3,
        Scope::State => 4,
    };
    let least = holds.iter().filter(|p| MAY.contains(&p.office)).map(|p| near(&p.scope)).min();
    let of = |l: &String| holds.iter().find(|p| p.login == *l).map(|p| near(&p.scope));
    assert!(found.iter().all(|l| of(l) == least), "{found:?}");
    assert!(logins("1990-01-01").is_empty(), "before anybody was posted");
}

proptest! {
    /// However many officers speak in whatever order, one word stands for each request.
    #[test]
    fn one_word_stands_for_each_request(tries in proptest::collection::vec((0i64..5, any::<bool>(), 0usize..3), 1..40)) {
        let officers = [
            post("ado", Office::Ado, Scope::Block(357)),
            post("ar", Office::Ar, Scope::District(45)),
            post("registrar", Office::Registrar, Scope::State),
        ];
        let mut said: Vec<((i64, i64), ProgrammeEvent)> = Vec::new();
        for (seq, approved, by) in tries {
            let request = Request { entry: (7, seq), ..ASKED };
            let before = judged(&said).iter().any(|(_, _, j)| j.proposal == request.entry);
            let done = judge(&request, &said, &officers[by], (approved, "देखा"), today());
            prop_assert_eq!(done.is_err(), before);
            if let Ok(events) = done {
                let next = said.len() as i64;
                said.extend(events.into_iter().map(|e| ((1_000_000, next), e)));
            }
        }
        let mut asked: Vec<(i64, i64)> = judged(&said).iter().map(|(_, _, j)| j.proposal).collect();
        let all = asked.len();
        asked.sort_unstable();
        asked.dedup();
        prop_assert_eq!(asked.len(), all);
    }
}
