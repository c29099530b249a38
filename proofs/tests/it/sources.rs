//! The files of the project, and Rust text taken apart just far enough to tell strings from comments.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("proofs lies in the project").to_owned()
}

/// The paths git knows, relative to the project's folder, with forward slashes. Without git every file is taken that
/// is neither hidden nor built.
pub fn files() -> Vec<String> {
    // The checkout may belong to another user than the one who tests; reading names in it is harmless.
    let git = Command::new("git").args(["-c", "safe.directory=*", "ls-files", "-z"]).current_dir(root()).output();
    let mut all: Vec<String> = match git {
        Ok(done) if done.status.success() => {
            let text = String::from_utf8(done.stdout).expect("file names are UTF-8");
            text.split_terminator('\0').map(str::to_owned).collect()
        }
        _ => {
            let mut found = Vec::new();
            walk(&root(), "", &mut found);
            found
        }
    };
    // Deleted, but not yet committed.
    all.retain(|path| root().join(path).is_file());
    all.sort();
    assert!(all.len() > 100, "only {} files found in {}", all.len(), root().display());
    all
}

fn walk(folder: &Path, inside: &str, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "target" || name == "node_modules" {
            continue;
        }
        let path = format!("{inside}{name}");
        if entry.path().is_dir() { walk(&entry.path(), &format!("{path}/"), out) } else { out.push(path) }
    }
}

/// The text of a file; what is no text (a picture, a font) is `None`.
pub fn text(path: &str) -> Option<String> {
    String::from_utf8(std::fs::read(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))).ok()
}

/// All Rust files with their text.
pub fn rust() -> Vec<(String, String)> {
    files().into_iter().filter(|p| p.ends_with(".rs")).filter_map(|p| text(&p).map(|t| (p, t))).collect()
}

/// True for Rust that is never part of the binary.
pub fn is_proof(path: &str) -> bool {
    ["/tests/", "/benches/", "/examples/"].iter().any(|part| path.contains(part)) || path.starts_with("proofs/")
}

/// The text without comments; lines stay where they are.
pub fn without_comments(text: &str) -> String {
    pieces(text)
        .into_iter()
        .map(|(piece, kind)| if kind == Kind::Comment { blank(piece) } else { piece.to_owned() })
        .collect()
}

/// String and character literals, with the line (from 1) each begins on.
pub fn literals(text: &str) -> Vec<(usize, &str)> {
    let mut line = 1;
    let mut out = Vec::new();
    for (piece, kind) in pieces(text) {
        if kind == Kind::Literal {
            out.push((line, piece));
        }
        line += piece.matches('\n').count();
    }
    out
}

fn blank(comment: &str) -> String {
    comment.chars().filter(|c| *c == '\n').collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Code,
    Comment,
    Literal,
}

/// The text cut into code, comments and literals; joined they are the text again.
fn pieces(text: &str) -> Vec<(&str, Kind)> {
    let mut out = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let found = starts(rest).filter(|(_, kind)| *kind == Kind::Comment || !in_word(text, at, rest));
        if let Some((len, kind)) = found {
            if from < at {
                out.push((&text[from..at], Kind::Code));
            }
            out.push((&text[at..at + len], kind));
            at += len;
            from = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    if from < at {
        out.push((&text[from..at], Kind::Code));
    }
    out
}

/// `r"` and `b'` begin a literal, the `r` of `for"` does not.
fn in_word(text: &str, at: usize, rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_alphanumeric())
        && text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_')
}

fn starts(rest: &str) -> Option<(usize, Kind)> {
    if rest.starts_with("//") {
        return Some((rest.find('\n').unwrap_or(rest.len()), Kind::Comment));
    }
    if rest.starts_with("/*") {
        return Some((rest.find("*/").map_or(rest.len(), |end| end + 2), Kind::Comment));
    }
    literal(rest).map(|len| (len, Kind::Literal))
}

fn literal(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('b').unwrap_or(rest);
    let prefix = rest.len() - body.len();
    if let Some(raw) = body.strip_prefix('r') {
        let marks = raw.len() - raw.trim_start_matches('#').len();
        let inner = raw[marks..].strip_prefix('"')?;
        let end = inner.find(&format!("\"{}", "#".repeat(marks))).map_or(inner.len(), |e| e + 1 + marks);
        return Some(prefix + 1 + marks + 1 + end);
    }
    let quote = body.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    if quote == '\'' {
        // A lifetime has no second quote after one character.
        let mut chars = body[1..].chars();
        if chars.next()? != '\\' && chars.next()? != '\'' {
            return None;
        }
    }
    let mut escaped = false;
    for (i, c) in body.char_indices().skip(1) {
        if c == quote && !escaped {
            return Some(prefix + i + 1);
        }
        escaped = c == '\\' && !escaped;
    }
    Some(rest.len())
}

/// Letters or signs of Devanagari.
pub fn has_devanagari(text: &str) -> bool {
    text.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c))
}

#[test]
fn taken_apart() {
    let text = "let a = \"x // y \\\" z\"; // it's \"no\"\nfn f<'a>(c: char) { c == '\"' || r#\"a\"b\"# == 'b' }";
    let found: Vec<&str> = literals(text).into_iter().map(|(_, l)| l).collect();
    assert_eq!(found, ["\"x // y \\\" z\"", "'\"'", "r#\"a\"b\"#", "'b'"]);
    assert!(!without_comments(text).contains("it's"));
    assert_eq!(pieces(text).into_iter().map(|(p, _)| p).collect::<String>(), text);
}
