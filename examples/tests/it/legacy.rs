//! What is written in the legacy font reads back.

use examples::legacy;
use examples::random::Random;
use std::cell::RefCell;

#[test]
fn names_read_back_with_and_without_habits() {
    let habits = RefCell::new(Random::new(7));
    let mut wrong = Vec::new();
    for seed in 0..3 {
        let s = examples::society(seed, examples::Size::Small, examples::DefectPlan::None);
        for text in s.members.iter().flat_map(|m| [&m.name.hi, &m.father.hi]).chain(s.heads.iter().map(|h| &h.name.hi))
        {
            for habit in [None, Some(&habits)] {
                let code = legacy::code(text, habit);
                let read = lipi::krutidev::to_unicode(&code).text;
                if read != *text {
                    wrong.push(format!("{text} → {code} → {read}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {:?}", wrong.len(), &wrong[..wrong.len().min(20)]);
}
