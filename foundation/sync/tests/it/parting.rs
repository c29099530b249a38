//! Single cases: joining, parting, damage, what is said about it.

use crate::memory::{DOWN, LOG, Memory, leaf};
use register::Frontier;
use sync::{
    Chain, Doubt, Peer, Progress, Standing, Taken, answer, climb, ladder, offer, request, request_of, settle, take,
};

fn written(words: &[&str]) -> Memory {
    let mut m = Memory::with(&[LOG, DOWN]);
    words.iter().for_each(|w| m.write(LOG, w, 0));
    m
}

fn exchange(desk: &mut Memory, peer: &mut Peer, state: &mut Memory) -> Progress {
    let asked = request(desk, peer, &[LOG], &[DOWN]).unwrap();
    let answered = answer(state, &asked).unwrap();
    settle(desk, peer, &answered).unwrap()
}

fn until_quiet(desk: &mut Memory, peer: &mut Peer, state: &mut Memory) -> Vec<Progress> {
    let mut all = Vec::new();
    loop {
        let p = exchange(desk, peer, state);
        all.push(p.clone());
        assert!(all.len() < 50, "{all:?}");
        if !p.more {
            return all;
        }
    }
}

#[test]
fn what_is_written_arrives_page_by_page_and_what_comes_down_too() {
    let (mut desk, mut state, mut peer) = (written(&["a"; 20]), Memory::with(&[LOG, DOWN]), Peer::default());
    (0..10).for_each(|n| state.write(DOWN, &format!("circular {n}"), 0));
    let all = until_quiet(&mut desk, &mut peer, &mut state);
    assert_eq!(all.iter().map(|p| p.sent).sum::<u64>(), 20);
    assert_eq!(all.iter().map(|p| p.received).sum::<u64>(), 10);
    assert_eq!((desk.main(LOG), desk.main(DOWN)), (state.main(LOG), state.main(DOWN)));
    let quiet = exchange(&mut desk, &mut peer, &mut state);
    assert_eq!(quiet, Progress::default());
}

#[test]
fn much_goes_in_one_question_and_less_where_the_line_may_be_cut() {
    let (mut desk, mut state, mut peer) = (written(&["a"; 30]), Memory::with(&[LOG, DOWN]), Peer::default());
    let small = request_of(&mut desk, &peer, &[LOG], &[], 3).unwrap();
    assert!(small.left && small.pages.len() == 1);
    let all = request_of(&mut desk, &peer, &[LOG], &[], 1_000).unwrap();
    assert!(!all.left && all.pages.len() > 1);
    assert!(all.pages.windows(2).all(|p| p[1].first == p[0].mark().size && p[1].base == p[0].root));
    let told = settle(&mut desk, &mut peer, &answer(&mut state, &all).unwrap()).unwrap();
    assert_eq!((told.sent, told.more, state.main(LOG)), (30, false, desk.main(LOG)));
    // the answer to the small one comes late
    let late = settle(&mut desk, &mut peer, &answer(&mut state, &small).unwrap()).unwrap();
    assert_eq!((late.sent, late.more), (0, false));
}

#[test]
fn a_second_continuation_is_kept_beside_the_first() {
    let (mut first, mut state) = (written(&["a", "b", "c"]), Memory::with(&[LOG, DOWN]));
    let mut second = written(&["a", "b"]);
    second.write(LOG, "another", 0);
    second.write(LOG, "and on", 0);
    let (mut p1, mut p2) = (Peer::default(), Peer::default());
    assert!(until_quiet(&mut first, &mut p1, &mut state).iter().all(|p| p.forked.is_empty()));
    assert!(until_quiet(&mut second, &mut p2, &mut state).iter().any(|p| p.forked.contains(&LOG)));
    assert_eq!(state.chains(LOG), [first.main(LOG), second.main(LOG)]);
    // both go on, and a third parts from the second
    first.write(LOG, "d", 0);
    let mut third = second.clone();
    second.write(LOG, "more", 0);
    third.write(LOG, "elsewhere", 0);
    let mut p3 = Peer::default();
    for (desk, peer) in [(&mut first, &mut p1), (&mut second, &mut p2), (&mut third, &mut p3)] {
        until_quiet(desk, peer, &mut state);
    }
    assert_eq!(state.chains(LOG), [first.main(LOG), second.main(LOG), third.main(LOG)]);
}

#[test]
fn one_who_lost_entries_is_told_so() {
    let (mut desk, mut state, mut peer) = (written(&["a", "b", "c", "d"]), Memory::with(&[LOG, DOWN]), Peer::default());
    until_quiet(&mut desk, &mut peer, &mut state);
    let mut older = written(&["a", "b"]);
    for mut peer in [Peer::default(), peer] {
        let told = until_quiet(&mut older, &mut peer, &mut state);
        assert!(told.iter().any(|p| p.lost.contains_key(&LOG)), "{told:?}");
    }
    assert_eq!(state.branch_count(LOG), 0);
    // and may fetch them, following its own log
    let asked = request(&mut older, &Peer::default(), &[], &[LOG]).unwrap();
    let answered = answer(&mut state, &asked).unwrap();
    settle(&mut older, &mut Peer::default(), &answered).unwrap();
    assert_eq!(older.main(LOG), state.main(LOG));
}

#[test]
fn damage_changes_nothing_and_strangers_are_named() {
    let (mut desk, mut state) = (written(&["a", "b"]), Memory::with(&[LOG]));
    let good = offer(&mut desk, LOG, &Frontier::new()).unwrap().unwrap();
    let mut bad = good.clone();
    bad.lines[1].event.push('!');
    assert_eq!(take(&mut state, &bad).unwrap(), Taken::Damaged);
    let mut short = good.clone();
    short.lines.pop();
    assert_eq!(take(&mut state, &short).unwrap(), Taken::Damaged);
    let mut lifted = good.clone();
    lifted.first = 1;
    assert!(matches!(take(&mut state, &lifted).unwrap(), Taken::Apart(_)));
    assert!(state.main(LOG).is_empty());
    let Taken::Kept { chain: Chain::Main, mark, new: 2 } = take(&mut state, &good).unwrap() else { panic!() };
    assert_eq!(mark, good.mark());
    assert!(matches!(take(&mut state, &good).unwrap(), Taken::Kept { new: 0, .. }), "twice is once");
    let asked = request(&mut desk, &Peer::default(), &[LOG], &[]).unwrap();
    let mut stranger = Memory::with(&[]);
    assert!(matches!(answer(&mut stranger, &asked).unwrap().standings[..], [Standing::Unknown { .. }]));
}

#[test]
fn a_ladder_leads_close_to_where_two_copies_part() {
    for shared in [0usize, 1, 5, 63, 64, 65, 99] {
        let mut words: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let mut ours = written(&words.iter().map(String::as_str).collect::<Vec<_>>());
        words.iter_mut().skip(shared).for_each(|w| w.push('x'));
        let mut theirs = written(&words.iter().map(String::as_str).collect::<Vec<_>>());
        let rungs = ladder(&mut theirs, LOG).unwrap();
        assert!(rungs.len() <= 9);
        let at = climb(&mut ours, LOG, &rungs).unwrap().size() as usize;
        assert!(at <= shared && 100 - at <= 2 * (100 - shared), "{shared}: {at}");
    }
}

#[test]
fn checkpoints_travel_and_come_back_signed_twice() {
    let (mut desk, mut state, mut peer) = (written(&["a"; 10]), Memory::with(&[LOG, DOWN]), Peer::default());
    desk.signed.insert(LOG, 9);
    until_quiet(&mut desk, &mut peer, &mut state);
    assert_eq!(state.witnessed[&LOG].iter().map(|w| w.0).collect::<Vec<_>>(), [9]);
    assert_eq!(desk.witnessed[&LOG], state.witnessed[&LOG]);
}

#[test]
fn a_page_is_text_that_reads_back() {
    let mut desk = written(&["{\"a\":\"क \\\"ख\\\"\"}", ""]);
    let page = offer(&mut desk, LOG, &Frontier::new()).unwrap().unwrap();
    let text = serde_json::to_string(&page).unwrap();
    let back: sync::Page = serde_json::from_str(&text).unwrap();
    assert_eq!(back, page);
    assert_eq!(back.entries().map(|e| leaf(&e)).collect::<Vec<_>>(), desk.main(LOG));
    assert!(serde_json::from_str::<sync::Page>(&text.replace(&page.root.hex(), "00")).is_err());
}

#[test]
fn a_checkpoint_that_is_forged_or_of_another_place_is_not_believed_and_the_entries_are_kept() {
    let (mut desk, mut state) = (written(&["a"; 10]), Memory::with(&[LOG, DOWN]));
    desk.signed.insert(LOG, 9);
    let good = request(&mut desk, &Peer::default(), &[LOG], &[]).unwrap();
    for (size, text, doubt) in
        [(9, "forged", Doubt::Forged), (3, "signed", Doubt::Replayed), (99, "signed", Doubt::Replayed)]
    {
        let mut bad = good.clone();
        bad.pages.last_mut().unwrap().signed = Some((size, text.into()));
        let told = answer(&mut state, &bad).unwrap();
        let progress = settle(&mut desk, &mut Peer::default(), &told).unwrap();
        assert_eq!(progress.doubted, [(LOG, doubt)].into(), "{size} {text}");
        assert_eq!((state.main(LOG), progress.sent), (desk.main(LOG), 10));
        assert!(state.witnessed.is_empty());
    }
    let told = answer(&mut state, &good).unwrap();
    assert!(settle(&mut desk, &mut Peer::default(), &told).unwrap().doubted.is_empty());
    assert_eq!(state.witnessed[&LOG].len(), 1);
}

#[test]
fn what_comes_down_fills_the_answer_as_far_as_was_asked() {
    let (mut desk, mut state) = (Memory::with(&[LOG, DOWN]), Memory::with(&[LOG, DOWN]));
    (0..60).for_each(|n| state.write(DOWN, &format!("circular {n}"), 0));
    let asked = |desk: &mut Memory, most| request_of(desk, &Peer::default(), &[], &[DOWN], most).unwrap();
    // one who does not say how much he bears takes a page
    let mut old = asked(&mut desk, 10_000);
    old.bears = 0;
    assert_eq!(answer(&mut state, &old).unwrap().pages.len(), 1);
    let some = answer(&mut state, &asked(&mut desk, 300)).unwrap();
    assert!(some.pages.len() > 1 && some.pages.last().unwrap().more);
    let progress = settle(&mut desk, &mut Peer::default(), &some).unwrap();
    assert!(progress.more && progress.received > 7);
    let rest = answer(&mut state, &asked(&mut desk, 10_000)).unwrap();
    assert!(!settle(&mut desk, &mut Peer::default(), &rest).unwrap().more);
    assert_eq!(desk.main(DOWN), state.main(DOWN));
}
