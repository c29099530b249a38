//! Message files read whole, by the parser the program itself uses.

use crate::sources;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant};
use std::collections::{BTreeMap, BTreeSet};

/// One text: a message or one of its attributes.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// As a person would read it, placeholders as `{name}`, choices separated by ` / `.
    pub shown: String,
    /// Its placeholders.
    pub holes: BTreeSet<String>,
}

/// Keys (`key` or `key.attribute`) and texts of one language.
pub type Texts = BTreeMap<String, Text>;

/// All texts of `hi` or `en`.
pub fn read(lang: &str) -> Texts {
    let mut all = Texts::new();
    for path in sources::files().iter().filter(|p| p.starts_with(&format!("locales/{lang}/")) && p.ends_with(".ftl")) {
        let text = sources::text(path).expect("message files are text");
        for (key, text) in parse(path, &text) {
            assert!(all.insert(key.clone(), text).is_none(), "{path}: {key} is there twice");
        }
    }
    assert!(!all.is_empty(), "no messages of {lang}");
    all
}

fn parse(path: &str, text: &str) -> Vec<(String, Text)> {
    let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{path}: {errors:?}"));
    let mut out = Vec::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let key = message.id.name;
        out.extend(message.value.iter().map(|v| (key.to_owned(), told(v))));
        out.extend(message.attributes.iter().map(|a| (format!("{key}.{}", a.id.name), told(&a.value))));
    }
    out
}

fn told(pattern: &Pattern<&str>) -> Text {
    let mut text = Text { shown: String::new(), holes: BTreeSet::new() };
    tell(pattern, &mut text);
    text
}

fn tell(pattern: &Pattern<&str>, out: &mut Text) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => out.shown.push_str(value),
            PatternElement::Placeable { expression } => place(expression, out),
        }
    }
}

fn place(expression: &Expression<&str>, out: &mut Text) {
    match expression {
        Expression::Inline(inline) => inside(inline, true, out),
        Expression::Select { selector, variants } => {
            inside(selector, false, out);
            for (i, Variant { value, .. }) in variants.iter().enumerate() {
                if i > 0 {
                    out.shown.push_str(" / ");
                }
                tell(value, out);
            }
        }
    }
}

fn inside(inline: &InlineExpression<&str>, show: bool, out: &mut Text) {
    match inline {
        InlineExpression::VariableReference { id } => {
            out.holes.insert(id.name.to_owned());
            if show {
                out.shown.push_str(&format!("{{{}}}", id.name));
            }
        }
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            out.shown.push_str(value)
        }
        InlineExpression::FunctionReference { id, arguments } => {
            assert!(id.name == "NUMBER", "function {} in a message", id.name);
            arguments.positional.iter().for_each(|a| inside(a, show, out));
        }
        InlineExpression::Placeable { expression } => place(expression, out),
        other => panic!("messages name no other messages: {other:?}"),
    }
}
