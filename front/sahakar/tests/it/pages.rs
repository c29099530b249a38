//! Forms and links of a page, read from its text.

/// What a box takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    Hidden,
    Choice,
    Date,
    Amount,
    Number,
    Text,
}

/// A box of a form.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub takes: Takes,
    pub value: String,
}

/// A form.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it stands.
    pub page: String,
    /// Where it is sent.
    pub action: String,
    pub post: bool,
    pub fields: Vec<Field>,
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replace("&#38;", "&")
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[at..].split_once('"').map(|(value, _)| unescaped(value))
}

/// Tags of these names, in order: name, text of the tag.
fn tags<'t>(text: &'t str, names: &[&str]) -> Vec<(&'t str, &'t str)> {
    let mut out = Vec::new();
    for part in text.split('<').skip(1) {
        let tag = part.split_once('>').map_or(part, |(tag, _)| tag);
        let name = tag.split_whitespace().next().unwrap_or_default();
        if names.contains(&name) {
            out.push((name, tag));
        }
    }
    out
}

/// Addresses a page leads to.
pub fn links(text: &str) -> Vec<String> {
    tags(text, &["a"]).into_iter().filter_map(|(_, tag)| attribute(tag, "href")).collect()
}

/// The forms of the page at this address.
pub fn forms(text: &str, page: &str) -> Vec<Form> {
    let mut out = Vec::new();
    for part in text.split("<form").skip(1) {
        let part = part.split_once("</form>").map_or(part, |(form, _)| form);
        let (tag, inside) = part.split_once('>').unwrap_or((part, ""));
        let action = attribute(tag, "action").filter(|a| !a.is_empty()).unwrap_or_else(|| page.to_owned());
        let post = attribute(tag, "method").is_some_and(|m| m == "post");
        let mut fields: Vec<Field> = Vec::new();
        for (name, tag) in tags(inside, &["input", "select", "textarea", "option"]) {
            if name == "option" {
                let value = attribute(tag, "value").unwrap_or_default();
                // what is only offered for a box is not its value
                if let Some(f) = fields.last_mut()
                    && f.takes == Takes::Choice
                    && (f.value.is_empty() || tag.contains(" selected"))
                {
                    f.value = value;
                }
                continue;
            }
            let kind = attribute(tag, "type").unwrap_or_default();
            let takes = match (name, &kind[..], attribute(tag, "data-takes").as_deref()) {
                ("select", ..) => Takes::Choice,
                (_, "hidden" | "submit" | "file", _) => Takes::Hidden,
                (_, "radio" | "checkbox", _) => Takes::Choice,
                (_, "date", _) | (.., Some("date")) => Takes::Date,
                (.., Some("amount")) => Takes::Amount,
                (.., Some("number")) => Takes::Number,
                _ => match attribute(tag, "inputmode").as_deref() {
                    Some("decimal") => Takes::Amount,
                    Some("numeric") => Takes::Number,
                    _ => Takes::Text,
                },
            };
            let Some(name) = attribute(tag, "name") else { continue };
            let chosen = takes != Takes::Choice
                || name.is_empty()
                || !matches!(&kind[..], "radio" | "checkbox")
                || tag.contains(" checked");
            if chosen {
                fields.push(Field { name, takes, value: attribute(tag, "value").unwrap_or_default() });
            }
        }
        out.push(Form { page: page.to_owned(), action, post, fields });
    }
    out
}

/// Percent-encoded pairs.
pub fn form_body<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> String {
    let coded = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    pairs.into_iter().map(|(k, v)| format!("{}={}", coded(k), coded(v))).collect::<Vec<_>>().join("&")
}

fn in_devanagari(text: &str) -> String {
    text.chars()
        .map(|c| c.to_digit(10).filter(|_| c.is_ascii()).and_then(|d| char::from_u32('०' as u32 + d)).unwrap_or(c))
        .collect()
}

impl Form {
    /// The form with something sensible in every box, but for these, under an id of its own.
    pub fn filled(&self, but: &[(&str, &str)], devanagari: bool) -> String {
        let pairs: Vec<(String, String)> = self
            .fields
            .iter()
            .map(|f| {
                if let Some((_, value)) = but.iter().find(|(name, _)| *name == f.name) {
                    return (f.name.clone(), (*value).to_owned());
                }
                let late = matches!(&f.name[..], "happened" | "late_reason" | "slip");
                let value = match f.takes {
                    Takes::Hidden if f.name == "id" => uuid::Uuid::now_v7().to_string(),
                    Takes::Hidden | Takes::Choice => f.value.clone(),
                    _ if late || !f.value.is_empty() => f.value.clone(),
                    Takes::Date => "04-04-2025".to_owned(),
                    Takes::Amount => "100".to_owned(),
                    Takes::Number => "1".to_owned(),
                    Takes::Text => "जाँच".to_owned(),
                };
                let digits = matches!(f.takes, Takes::Date | Takes::Amount | Takes::Number);
                (f.name.clone(), if devanagari && digits { in_devanagari(&value) } else { value })
            })
            .collect();
        form_body(pairs.iter().map(|(k, v)| (&k[..], &v[..])))
    }
}
