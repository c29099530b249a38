//! Refusals in words.

use lipi::{Lang, messages};

#[test]
fn a_refusal_names_rungs_posts_and_days_as_people_do() {
    let no =
        kernel::Refusal::new(3204).with("rung", "data-match").with("start", "2026-01-05").with("dated", "2026-02-01");
    for lang in [Lang::Hi, Lang::En] {
        let said = messages::refuse(lang, &no);
        assert!(said.contains(&messages::say(lang, "rung-data-match", &[])), "{said}");
        assert!(said.contains("05-01-2026") && said.contains("01-02-2026"), "{said}");
    }
    let office = kernel::Refusal::new(4521).with("rung", "data-match").with("office", "ado");
    assert!(messages::refuse(Lang::Hi, &office).contains(&messages::say(Lang::Hi, "office-ado", &[])));
}
