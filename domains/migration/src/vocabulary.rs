//! The words of the field: which heading means which column, which title names which register, which head is which.
//! The words themselves are data (`rules/*.toml`); this file only compiles and compares them.

use lipi::text;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hold {
    /// An account, member, bill number.
    Code,
    /// Money or a quantity with decimals.
    Amount,
    /// A day.
    Date,
    /// Words.
    Text,
    /// A person's name.
    Name,
    /// A percentage.
    Rate,
    /// A whole number.
    Count,
}

/// One saying compiled: each word with its alternatives.
#[derive(Clone, Debug)]
pub struct Saying {
    weak: bool,
    wanted: Vec<Vec<Word>>,
    unwanted: Vec<Word>,
}

#[derive(Clone, Debug)]
struct Word {
    text: String,
    prefix: bool,
}

impl Word {
    fn of(text: &str) -> Word {
        let prefix = text.ends_with('*');
        let text = fold(text.trim_end_matches('*'));
        Word { text: if prefix { text } else { one_word(text) }, prefix }
    }

    /// A stem also stands for the common word its words are turned into ("int*" for interest, which becomes ब्याज).
    fn with_common(self) -> Vec<Word> {
        let mut out = vec![self.clone()];
        if self.prefix {
            let mut common: Vec<&String> =
                PLAIN.common.iter().filter(|(word, _)| word.starts_with(&self.text)).map(|(_, to)| to).collect();
            common.sort_unstable();
            common.dedup();
            out.extend(common.into_iter().map(|text| Word { text: text.clone(), prefix: false }));
        }
        out
    }

    fn fits(&self, token: &str) -> bool {
        if self.prefix { token.starts_with(&self.text) } else { token == self.text }
    }
}

impl Saying {
    /// Compiles the little language explained at the head of `rules/registers.toml`.
    #[must_use]
    pub fn of(say: &str) -> Saying {
        let weak = say.starts_with('~');
        let mut saying = Saying { weak, wanted: Vec::new(), unwanted: Vec::new() };
        for word in say.trim_start_matches('~').split_whitespace() {
            match word.strip_prefix('!') {
                Some(not) => saying.unwanted.push(Word::of(not)),
                None if word.contains('|') => {
                    saying.wanted.push(word.split('|').flat_map(|w| Word::of(w).with_common()).collect())
                }
                // a lone word may fold into several tokens ("ले.पृ."); each must stand
                None if word.ends_with('*') => saying.wanted.push(Word::of(word).with_common()),
                None => saying.wanted.extend(
                    tokens(word).into_iter().map(|t| Word { text: t, prefix: word.ends_with('*') }.with_common()),
                ),
            }
        }
        // fillers do not stand in headings, so a saying of several words must not ask for them ("म का ऋण")
        if saying.wanted.len() > 1 {
            saying.wanted.retain(|w| !(w.len() == 1 && PLAIN.fillers.contains(&w[0].text)));
        }
        saying
    }

    /// 0 where a word is missing or an unwanted one stands; up to 1 where the saying says the whole heading.
    #[must_use]
    pub fn score(&self, heading: &[String]) -> f32 {
        if heading.is_empty() || self.wanted.is_empty() || self.wanted.len() > heading.len() {
            return 0.0;
        }
        if self.unwanted.iter().any(|w| heading.iter().any(|t| w.fits(t))) {
            return 0.0;
        }
        let mut used = 0u64;
        for alternatives in &self.wanted {
            let found = heading
                .iter()
                .take(64)
                .enumerate()
                .position(|(i, token)| used & (1 << i) == 0 && alternatives.iter().any(|w| w.fits(token)));
            match found {
                Some(i) => used |= 1 << i,
                None => return 0.0,
            }
        }
        let score = 0.5 + 0.5 * self.wanted.len() as f32 / heading.len() as f32;
        if self.weak { 0.8 * score } else { score }
    }
}

/// The best score of several sayings.
#[must_use]
pub fn best(sayings: &[Saying], heading: &[String]) -> f32 {
    sayings.iter().map(|s| s.score(heading)).fold(0.0, f32::max)
}

/// Text made comparable: compatibility spelling, no nukta, anusvara for chandrabindu and for the nasal before a stop.
#[must_use]
pub fn fold(raw: &str) -> String {
    let text = text::fold_for_compare(raw);
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let nasal = matches!(c, 'ङ' | 'ञ' | 'ण' | 'न' | 'म');
        if nasal && chars.get(i + 1) == Some(&'्') && chars.get(i + 2).is_some_and(|n| is_stop(*n)) {
            out.push('ं');
            i += 2;
            continue;
        }
        match c {
            '़' => {}
            'ँ' => out.push('ं'),
            _ => out.push(c),
        }
        i += 1;
    }
    out
}

fn is_stop(c: char) -> bool {
    matches!(c, 'क'..='घ' | 'च'..='झ' | 'ट'..='ढ' | 'त'..='ध' | 'प'..='भ')
}

/// The words of `rules/words.toml`: what is read as what before any saying is compared.
struct Plain {
    /// A folded word and the folded word it is read as.
    common: FxHashMap<String, String>,
    /// Parts words are run together from, longest first.
    parts: Vec<Part>,
    fillers: FxHashSet<String>,
    closed: FxHashSet<String>,
    open: FxHashSet<String>,
    society: FxHashSet<String>,
    dated: FxHashSet<String>,
}

/// A part of a word as old packages run them together.
struct Part {
    spelling: String,
    words: Vec<String>,
    /// Romanised Hindi may stand alone; English parts and codes need another part beside them.
    hindi: bool,
    code: bool,
}

#[derive(Deserialize)]
struct RawPlain {
    fillers: Vec<String>,
    aside: Vec<String>,
    common: BTreeMap<String, Vec<String>>,
    roman: BTreeMap<String, Vec<String>>,
    codes: BTreeMap<String, Vec<String>>,
    parts: BTreeMap<String, Vec<String>>,
    status: RawStatus,
    titles: RawTitles,
}
#[derive(Deserialize)]
struct RawTitles {
    society: Vec<String>,
    dated: Vec<String>,
}
#[derive(Deserialize)]
struct RawStatus {
    closed: Vec<String>,
    open: Vec<String>,
}

static PLAIN: LazyLock<Plain> = LazyLock::new(|| {
    let raw: RawPlain = toml::from_str(include_str!("../rules/words.toml")).expect("rules/words.toml");
    let common: FxHashMap<String, String> =
        raw.common.iter().flat_map(|(to, from)| from.iter().map(|f| (fold(f), fold(to)))).collect();
    let read = |hindi: &str| -> Vec<String> {
        hindi.split(' ').map(fold).map(|w| common.get(&w).cloned().unwrap_or(w)).collect()
    };
    let mut parts: Vec<Part> = Vec::new();
    for (words, hindi, code) in [(&raw.roman, true, false), (&raw.codes, false, true), (&raw.parts, false, false)] {
        parts.extend(words.iter().flat_map(|(to, from)| {
            from.iter().map(move |f| Part { spelling: f.clone(), words: read(to), hindi, code })
        }));
    }
    parts.sort_by_key(|p| (std::cmp::Reverse(p.spelling.len()), !p.hindi));
    let set = |words: Vec<String>| words.iter().map(|w| fold(w)).collect();
    Plain {
        parts,
        fillers: raw.fillers.into_iter().collect(),
        closed: set(raw.status.closed),
        open: set(raw.status.open),
        society: set(raw.titles.society),
        dated: set(raw.titles.dated),
        common,
    }
});

/// Headings of columns that carry nothing of the books. Compiled apart from `PLAIN`, which compiling needs.
static ASIDE: LazyLock<Vec<Saying>> = LazyLock::new(|| {
    let raw: RawPlain = toml::from_str(include_str!("../rules/words.toml")).expect("rules/words.toml");
    sayings(&raw.aside)
});

/// The column holds signatures, ticks or the like.
#[must_use]
pub fn is_aside(heading: &[String]) -> bool {
    best(&ASIDE, heading) >= 0.75
}

/// The status of an account says it is closed.
#[must_use]
pub fn says_closed(status: &str) -> bool {
    let words = tokens(status);
    words.iter().any(|w| PLAIN.closed.contains(w)) && !words.iter().any(|w| PLAIN.open.contains(w))
}

/// The text is the word for village and nothing else.
#[must_use]
pub fn is_village_word(text: &str) -> bool {
    matches!(&tokens(text)[..], [one] if one == "ग्राम")
}

/// A word by which a title names the society or where it lies.
#[must_use]
pub fn names_society(word: &str) -> bool {
    PLAIN.society.contains(word)
}

/// A word of a title that only dates it.
#[must_use]
pub fn dates_title(word: &str) -> bool {
    PLAIN.dated.contains(word)
}

/// Compiles sayings. One word with alternatives becomes a saying for each, because a field name among them may be taken
/// apart into several words.
fn sayings(list: &[String]) -> Vec<Saying> {
    list.iter()
        .flat_map(|say| {
            let alone = !say.contains(' ') && !say.starts_with('~');
            if alone { say.split('|').map(Saying::of).collect::<Vec<_>>() } else { vec![Saying::of(say)] }
        })
        .collect()
}

/// A token wholly made of romanised Hindi words and codes, taken apart.
fn compound(token: &str) -> Option<Vec<String>> {
    if token.len() < 3 || !token.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    // whether what is read so far may stand: romanised Hindi, or two parts of which one is no mere code
    fn take(rest: &str, hindi: bool, parts: u8, plain: bool) -> Option<Vec<String>> {
        if rest.is_empty() {
            return (hindi || parts > 1 && plain).then(Vec::new);
        }
        PLAIN.parts.iter().filter(|p| rest.starts_with(p.spelling.as_str())).find_map(|p| {
            let mut tail = take(&rest[p.spelling.len()..], hindi || p.hindi, parts + 1, plain || !p.code)?;
            tail.splice(0..0, p.words.iter().cloned());
            Some(tail)
        })
    }
    take(token, false, 0, false)
}

/// The common word a folded word is read as.
fn one_word(folded: String) -> String {
    PLAIN.common.get(&folded).cloned().unwrap_or(folded)
}

/// The comparable words of a heading, in order.
#[must_use]
pub fn tokens(heading: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut last_lower = false;
    let mut last = ' ';
    let mut before = ' '; // what stands right before the word
    let mut flush = |word: &mut String, before: char| {
        // "31st March" speaks of no ST loan, "23rd" of no RD
        if before.is_ascii_digit() && matches!(word.to_lowercase().as_str(), "st" | "nd" | "rd" | "th") {
            word.clear();
        }
        if !word.is_empty() {
            let folded = fold(word);
            word.clear();
            if let Some(parts) = compound(&folded) {
                out.extend(parts);
            } else if !folded.is_empty() {
                out.push(one_word(folded));
            }
        }
    };
    for c in heading.chars() {
        let part = c.is_alphabetic()
            || matches!(c, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{955}'..='\u{957}' | '\u{962}' | '\u{963}');
        if part && c.is_uppercase() && last_lower {
            flush(&mut word, before); // camelCase of old packages
        }
        if part && word.is_empty() {
            before = last;
        }
        last = c;
        last_lower = c.is_lowercase();
        if part || matches!(c, '\u{200c}' | '\u{200d}') {
            word.push(c);
        } else {
            flush(&mut word, before);
            if c == '%' || c == '#' {
                word.push(c);
                flush(&mut word, before);
            }
        }
    }
    flush(&mut word, before);
    let full = out.clone();
    out.retain(|t| !PLAIN.fillers.contains(t));
    // "से" and "तक" head the two columns of share numbers: a heading of fillers alone keeps them
    if out.is_empty() { full } else { out }
}

/// The ways a heading may be read: as it stands, and with its initials joined ("R.O.I." is also "roi").
#[must_use]
pub fn readings(headings: &[&str]) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = headings.iter().map(|h| tokens(&without_unit(h))).collect();
    for i in 0..out.len() {
        if let Some(joined) = joined(&out[i]) {
            out.push(joined);
        }
    }
    out
}

/// The heading without its unit: "(रु.)" and "(Rs.)" say nothing of the column.
fn without_unit(heading: &str) -> Cow<'_, str> {
    let Some((open, close)) = heading.find('(').and_then(|o| Some((o, o + heading[o..].find(')')?))) else {
        return Cow::Borrowed(heading);
    };
    let unit = tokens(&heading[open + 1..close]);
    let rest = [&heading[..open], &heading[close + 1..]].concat();
    if matches!(&unit[..], [one] if one == "राशि") && !rest.trim().is_empty() {
        Cow::Owned(rest)
    } else {
        Cow::Borrowed(heading)
    }
}

/// Neighbouring single Latin letters made one word; `None` where there are no two.
fn joined(tokens: &[String]) -> Option<Vec<String>> {
    let letter = |t: &String| t.len() == 1 && t.as_bytes()[0].is_ascii_lowercase();
    let mut out: Vec<String> = Vec::with_capacity(tokens.len());
    let mut open = false;
    for t in tokens {
        match out.last_mut() {
            Some(last) if open && letter(t) => last.push_str(t),
            _ => out.push(t.clone()),
        }
        open = letter(t);
    }
    (out.len() < tokens.len()).then(|| out.into_iter().map(one_word).collect())
}

/// One column a register may have.
#[derive(Debug)]
pub struct Column {
    /// Field name, for example `member_no`.
    pub field: &'static str,
    /// What its cells hold.
    pub hold: Hold,
    /// A table without it is not this register.
    pub must: bool,
    /// How telling it is.
    pub weight: f32,
    /// How it is headed.
    pub say: Vec<Saying>,
}

/// A kind of register with its wordings.
#[derive(Debug)]
pub struct Register {
    /// `members`, `loans`, … as in the report format.
    pub kind: &'static str,
    /// `SB`, `RD`, `FD` or empty.
    pub product: &'static str,
    /// How it is titled.
    pub titles: Vec<Saying>,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// A head of account.
#[derive(Debug)]
pub struct HeadWords {
    /// Stable code, for example `ST_LOAN`.
    pub code: &'static str,
    /// `asset`, `liability`, `income`, `expense`.
    pub class: &'static str,
    /// Belongs on the debit side.
    pub debit: bool,
    /// How it is named.
    pub say: Vec<Saying>,
}

/// Which rows of a register belong to which head: head code and its words, in order of precedence.
pub type Split = Vec<(&'static str, Vec<Saying>)>;

/// All the words.
#[derive(Debug)]
pub struct Vocabulary {
    /// Registers in the order of the rules.
    pub registers: Vec<Register>,
    /// Heads in the order of statements.
    pub heads: Vec<HeadWords>,
    /// Splits by register kind.
    pub splits: FxHashMap<String, Split>,
}

#[derive(Deserialize)]
struct RawColumn {
    hold: Hold,
    #[serde(default)]
    must: bool,
    weight: Option<f32>,
    say: Vec<String>,
}
#[derive(Deserialize)]
struct RawRegister {
    kind: String,
    #[serde(default)]
    product: String,
    titles: Vec<String>,
    column: toml::Table,
}
#[derive(Deserialize)]
struct RawRegisters {
    register: Vec<RawRegister>,
}
#[derive(Deserialize)]
struct RawHead {
    class: String,
    side: String,
    say: Vec<String>,
}
#[derive(Deserialize)]
struct RawHeads {
    head: BTreeMap<String, RawHead>,
    split: BTreeMap<String, toml::Table>,
}

/// The rules compiled once; a mistake in them is our bug and stops the program at the first use.
pub static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| {
    let registers: RawRegisters =
        toml::from_str(include_str!("../rules/registers.toml")).expect("rules/registers.toml");
    let heads: RawHeads = toml::from_str(include_str!("../rules/heads.toml")).expect("rules/heads.toml");
    Vocabulary {
        registers: registers.register.into_iter().map(compile_register).collect(),
        heads: heads
            .head
            .into_iter()
            .map(|(code, h)| HeadWords {
                code: leak(code),
                debit: h.side == "dr",
                class: leak(h.class),
                say: sayings(&h.say),
            })
            .collect(),
        splits: heads.split.into_iter().map(|(kind, t)| (kind, compile_split(t))).collect(),
    }
});

fn compile_register(raw: RawRegister) -> Register {
    let columns = raw
        .column
        .into_iter()
        .map(|(field, value)| {
            let c: RawColumn = value.try_into().unwrap_or_else(|e| panic!("rules/registers.toml {field}: {e}"));
            Column {
                field: leak(field),
                hold: c.hold,
                must: c.must,
                weight: c.weight.unwrap_or(1.0),
                say: sayings(&c.say),
            }
        })
        .collect();
    Register { kind: leak(raw.kind), product: leak(raw.product), titles: sayings(&raw.titles), columns }
}

fn compile_split(table: toml::Table) -> Split {
    table
        .into_iter()
        .map(|(head, says)| {
            let says: Vec<String> = says.try_into().unwrap_or_else(|e| panic!("rules/heads.toml {head}: {e}"));
            (leak(head), sayings(&says))
        })
        .collect()
}

/// The rules live as long as the program; their names may be `'static`.
fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
