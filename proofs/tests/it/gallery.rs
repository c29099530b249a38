//! docs/error-gallery.md: everything the program may answer instead of doing what was asked, in both languages.

use crate::{ftl, sources};
use std::fmt::Write as _;

const PATH: &str = "docs/error-gallery.md";

const HALLS: [(&str, &str); 7] = [
    ("Files", "readers, 1xxx"),
    ("Understanding old books", "migration, 2xxx"),
    ("The register", "register, 3xxx"),
    ("Vouchers", "books, 4xxx"),
    ("The door", "desk, 5xxx"),
    ("Pages", "web, 6xxx"),
    ("Command line", "sahakar, 7xxx"),
];

fn exhibit(out: &mut String, heading: &str, key: &str, hi: &ftl::Texts, en: &ftl::Texts) {
    let say = |texts: &ftl::Texts, part: &str| {
        let text = texts.get(&format!("{key}{part}")).map_or("—", |t| &t.shown);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let _ = writeln!(out, "### {heading}\n");
    let _ = writeln!(out, "- {}\n  *{}*", say(hi, ""), say(hi, ".remedy"));
    let _ = writeln!(out, "- {}\n  *{}*\n", say(en, ""), say(en, ".remedy"));
}

fn gallery() -> String {
    let (hi, en) = (ftl::read("hi"), ftl::read("en"));
    let mut out = String::from(
        "# Gallery of refusals and findings\n\n\
         Drawn from `locales/*/refusals.ftl` and `locales/*/migration.ftl`; do not edit by hand:\n\
         `UPDATE=1 cargo test -p proofs --test it gallery` draws it anew. `{name}` stands for what the program fills in.\n\n\
         A **refusal** stops what was asked and says, under a number, why and what to do. A **finding** stops nothing:\n\
         it is a doubt about a place in the old books, and all of them are shown at once.\n",
    );
    let numbers: Vec<&str> =
        hi.keys().filter_map(|k| k.strip_prefix("refusal-")).filter(|n| n.len() == 4 && !n.contains('.')).collect();
    for (hall, (title, room)) in ('1'..).zip(HALLS) {
        let here: Vec<&str> = numbers.iter().copied().filter(|n| n.starts_with(hall)).collect();
        if here.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n## {title} ({room})\n");
        for number in here {
            exhibit(&mut out, &format!("S{number}"), &format!("refusal-{number}"), &hi, &en);
        }
    }
    let _ = writeln!(out, "\n## Findings of a migration\n");
    for code in migration::finding::code::ALL {
        let key = format!("finding-{}", code.to_lowercase().replace('_', "-"));
        let title =
            |texts: &ftl::Texts| texts.get(&format!("{key}.title")).map_or("—".to_owned(), |t| t.shown.clone());
        exhibit(&mut out, &format!("{code} · {} · {}", title(&hi), title(&en)), &key, &hi, &en);
    }
    format!("{}\n", out.trim_end().replace("\n\n\n", "\n\n"))
}

#[test]
fn the_gallery_shows_what_is_said() {
    let drawn = gallery();
    let path = sources::root().join(PATH);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("docs")).expect("make docs");
        std::fs::write(&path, &drawn).expect("write the gallery");
        return;
    }
    let hung = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let differs = hung.lines().zip(drawn.lines()).find(|(a, b)| a != b);
    assert!(
        hung == drawn,
        "{PATH} is out of date, first at {differs:?}; run UPDATE=1 cargo test -p proofs --test it gallery"
    );
}
