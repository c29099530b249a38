//! Messages in Hindi and English from `locales/<lang>/*.ftl`.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use kernel::Refusal;
use std::sync::LazyLock;

/// A language of the user. Hindi comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// हिन्दी
    #[default]
    Hi,
    /// English
    En,
}

impl Lang {
    /// `hi` or `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Lang::Hi => "hi",
            Lang::En => "en",
        }
    }
}

/// The text of a message file. A program that is given away carries it; while we build, it is read where it lies, so that a changed word costs no
/// compilation of everything that stands on this crate.
#[cfg(not(debug_assertions))]
macro_rules! text {
    ($lang:literal, $room:literal) => {
        include_str!(concat!("../../../locales/", $lang, "/", $room, ".ftl")).to_owned()
    };
}
#[cfg(debug_assertions)]
macro_rules! text {
    ($lang:literal, $room:literal) => {{
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales/", $lang, "/", $room, ".ftl");
        std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"))
    }};
}

macro_rules! resources {
    ($($room:literal),* $(,)?) => {
        [(Lang::Hi, [$(text!("hi", $room)),*]), (Lang::En, [$(text!("en", $room)),*])]
    };
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 2]> = LazyLock::new(|| {
    resources![
        "refusals",
        "migration",
        "web",
        "cli",
        "heads",
        "statements",
        "counter",
        "help",
        "society",
        "trade",
        "exchange",
        "estate",
        "lender",
        "products",
        "people",
        "store",
        "state",
        "helpdesk",
        "papers",
        "bench",
        "bench_trial",
        "bench_milan",
        "bench_paper",
        "day3",
        "officers",
        "bench_story",
        "seat",
        "statutory",
        "works",
    ]
    .map(|(lang, texts)| {
        let id = match lang {
            Lang::Hi => unic_langid::langid!("hi-IN"),
            Lang::En => unic_langid::langid!("en-IN"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        for text in texts {
            let resource = FluentResource::try_new(text)
                .unwrap_or_else(|(_, errors)| panic!("message file of {}: {errors:?}", lang.code()));
            if let Err(errors) = bundle.add_resource(resource) {
                panic!("message defined twice in {}: {errors:?}", lang.code());
            }
        }
        bundle
    })
});

/// The text of a message, `key` or `key.attribute`; a missing message is our bug and panics (a test reads every key).
#[must_use]
pub fn say(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    find(lang, key, args).unwrap_or_else(|| panic!("no message {key} in {}", lang.code()))
}

/// Like [`say`], `None` where there is no such message.
#[must_use]
pub fn find(lang: Lang, key: &str, args: &[(&str, &str)]) -> Option<String> {
    let bundle = &BUNDLES[lang as usize];
    let (id, attribute) = key.split_once('.').map_or((key, None), |(a, b)| (a, Some(b)));
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    let mut values = FluentArgs::new();
    for (name, value) in args {
        values.set(*name, *value);
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
    assert!(errors.is_empty(), "message {key} in {}: {errors:?}", lang.code());
    Some(text)
}

/// Cause and remedy of a refusal. What it names as `field` is the name of a box (`counter-f-<name>`), said in the language of the answer; of a table
/// with its `line`. A `rung` and an `office` are said by their names too, and a day is written as people write it.
#[must_use]
pub fn cause_and_remedy(lang: Lang, refusal: &Refusal) -> (String, String) {
    let mut args: Vec<(&str, String)> = refusal.args.clone();
    let line = refusal.args.iter().find(|(name, _)| *name == "line").map(|(_, n)| n.clone());
    for (_, value) in args.iter_mut().filter(|(name, _)| *name == "field") {
        if let Some(label) = find(lang, &format!("counter-f-{value}"), &[]) {
            *value = label;
        }
        if let Some(n) = &line {
            *value = say(lang, "counter-in-line", &[("field", value), ("n", n)]);
        }
    }
    for (name, value) in &mut args {
        let said = match *name {
            "rung" | "office" => find(lang, &format!("{name}-{value}"), &[]),
            _ => (value.len() == 10).then(|| value.parse::<kernel::Date>().ok()).flatten().map(crate::date::format),
        };
        if let Some(said) = said {
            *value = said;
        }
    }
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let key = format!("refusal-{}", refusal.number);
    (say(lang, &key, &args), say(lang, &format!("{key}.remedy"), &args))
}

/// A refusal in words: number, cause and remedy.
#[must_use]
pub fn refuse(lang: Lang, refusal: &Refusal) -> String {
    let (cause, remedy) = cause_and_remedy(lang, refusal);
    format!("S{}: {cause} {remedy}", refusal.number)
}
