//! What is alike, and what is told once.

use crate::desk::{HOUR, Story, TEN};
use helpdesk::ageing::Hours;
use helpdesk::decide;
use helpdesk::digest::{Matter, Side, items};
use helpdesk::similar::{Likeness, holds, nearest};
use helpdesk::terms::{Category, Diagnostics, Effect};
use kernel::{Instant, SocietyId};

#[test]
fn words_meet_by_sound_and_signs_count() {
    let of = |text: &str| Likeness::of(Some(Category::Network), &[text]);
    let typed = of("नेटवर्क टावर बन्द");
    let all = [(1, of("printer kharab")), (2, of("network tower band hai")), (3, of("टावर बन्द"))];
    assert_eq!(nearest(&typed, all, 5), [2, 3]);
    let signs = Diagnostics { refusals: vec![4031], blockers: vec!["stock".to_owned()], ..Diagnostics::default() };
    let bare = Likeness::of(Some(Category::Data), &[""]);
    assert_eq!(bare.clone().with(&signs).points(&bare.clone().with(&signs)), 5);
    assert!(nearest(&bare, [(1, bare.clone())], 5).is_empty(), "one cause alone is not alike");
    assert!(holds("tower", &["टावर बन्द हो तो"]));
    assert!(!holds("printer", &["टावर बन्द हो तो"]));
}

#[test]
fn a_ticket_is_told_to_the_other_side_and_once() {
    let mut s = Story::begin(Effect::DayEnd);
    let (id, now, none) = (SocietyId(4), Instant(TEN + HOUR), Hours::default());
    let told = |s: &Story, name: &str, side| items(id, &s.t(), &none, now, name, side);
    assert!(told(&s, "sachiv", Side::Society).is_empty(), "his own ticket is no news to him");
    let news = told(&s, "adhikari", Side::Seat);
    assert_eq!((news.len(), news[0].matter), (1, Matter::Changed));
    assert_eq!(told(&s, "adhikari", Side::Seat)[0].mark, news[0].mark, "the same content has the same mark");
    s.write(9, 1, decide::answer(&s.t(), "टावर चालू").unwrap());
    assert!(told(&s, "adhikari", Side::Seat).is_empty());
    let answer = told(&s, "sachiv", Side::Society);
    assert_eq!((answer[0].kind, &answer[0].words[..]), ("help.answered", "टावर चालू"));
    s.write(1, 2, decide::confirm(&s.t()).unwrap());
    assert_eq!(items(id, &s.t(), &none, Instant(TEN + 3 * HOUR), "adhikari", Side::Seat).len(), 1);
    assert!(items(id, &s.t(), &none, Instant(TEN + 90 * HOUR), "adhikari", Side::Seat).is_empty(), "old");
}

#[test]
fn a_programme_s_day_comes_and_passes() {
    let mut s = Story::begin(Effect::Question);
    s.write(9, 1, decide::deadline(&s.t(), "2026-04-03".parse().expect("a day"), "लक्ष्य 3").unwrap());
    let at = |hours: i64| {
        items(SocietyId(4), &s.t(), &Hours::default(), Instant(TEN + hours * HOUR), "adhikari", Side::Seat)
    };
    assert!(at(1).is_empty());
    assert_eq!(at(48)[0].matter, Matter::Due);
    assert_eq!(at(80)[0].matter, Matter::Overdue);
    assert_eq!(at(80)[0].mark, at(200)[0].mark, "how late it is, is no news");
}
