//! The words of the field: which heading means which column, which title names which register, which head is which.
//! The words themselves are data (`rules/*.toml`); this file only compiles and compares them.

use lipi::text;
use rustc_hash::FxHashMap;
use serde::Deserialize;
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
            for (common, words) in COMMON {
                if words.iter().any(|w| fold(w).starts_with(&self.text)) {
                    out.push(Word { text: fold(common), prefix: false });
                }
            }
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
            saying.wanted.retain(|w| !(w.len() == 1 && FILLERS.contains(&w[0].text.as_str())));
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

/// Words that mean the same in headings; each is read as the first.
const COMMON: &[(&str, &[&str])] = &[
    ("सं", &["संख्या", "क्र", "क्रमांक", "नं", "न", "नम्बर", "नंबर", "no", "nos", "num", "number", "nbr", "#"]),
    ("दि", &["दिनांक", "तिथि", "तारीख", "ता", "date", "dt", "dated"]),
    ("राशि", &["धनराशि", "रकम", "amt", "amount", "amnt", "रु", "रुपये", "रुपए", "rs", "rupees", "inr"]),
    ("ग्राम", &["गांव", "गाव", "village", "vill", "vlg", "villg"]),
    ("ब्याज", &["interest", "int", "intt", "intrest", "सूद"]),
    ("शेष", &["अवशेष", "बाकी", "balance", "bal", "outstanding", "os"]),
    ("सदस्य", &["सदस्यता", "सभासद", "member", "membership", "mem", "mbr", "memb"]),
    ("खाता", &["खा", "account", "acct", "acc", "खाते"]),
    ("मूल", &["मूलधन", "principal", "prin", "princ", "princip"]),
    ("किश्त", &["किस्त", "किश्तें", "किस्तें", "किश्तों", "किस्तों", "instalment", "installment", "inst", "instal"]),
    ("पृष्ठ", &["page", "पेज", "पन्ना", "पन्ने"]),
    ("सम्पत्ति", &["संपत्तियां", "सम्पत्तियां", "सम्पत्तियों", "assets", "asset", "परिसम्पत्ति", "परिसम्पत्तियां"]),
    ("कृषक", &["किसान", "farmer", "काश्तकार"]),
    ("ऋणी", &["loanee", "borrower", "कर्जदार"]),
    ("देनदार", &["debtor", "debtors", "देनदारों"]),
    ("मूल्य", &["value", "val", "कीमत"]),
    ("मात्रा", &["qty", "quantity"]),
    ("प्रारम्भिक", &["opening", "op", "opn", "आरम्भिक", "प्रा"]),
    ("अन्तिम", &["closing", "cl", "अन्त"]),
];

/// Hindi in Latin letters, as field names of old packages run it together: VITRASHI, BYAJTAK, PURNDT.
const ROMAN: &[(&str, &str)] = &[
    ("rin", "ऋण"),
    ("rn", "ऋण"),
    ("vitran", "वितरण"),
    ("vit", "वितरण"),
    ("rashi", "राशि"),
    ("raashi", "राशि"),
    ("deya", "देय"),
    ("dey", "देय"),
    ("dar", "दर"),
    ("vasuli", "वसूली"),
    ("vasul", "वसूली"),
    ("vasooli", "वसूली"),
    ("shesh", "शेष"),
    ("avshesh", "शेष"),
    ("bakaya", "बकाया"),
    ("baki", "शेष"),
    ("byaj", "ब्याज"),
    ("vyaj", "ब्याज"),
    ("tak", "तक"),
    ("swikrti", "स्वीकारोक्ति"),
    ("swikriti", "स्वीकारोक्ति"),
    ("swikar", "स्वीकारोक्ति"),
    ("tippani", "टिप्पणी"),
    ("vivran", "विवरण"),
    ("naam", "नाम"),
    ("nam", "नाम"),
    ("pita", "पिता"),
    ("pati", "पति"),
    ("gram", "ग्राम"),
    ("gaon", "ग्राम"),
    ("gaanv", "ग्राम"),
    ("panchayat", "पंचायत"),
    ("panch", "पंचायत"),
    ("bhumi", "भूमि"),
    ("pesha", "पेशा"),
    ("shreni", "श्रेणी"),
    ("varg", "वर्ग"),
    ("jati", "जाति"),
    ("ling", "लिंग"),
    ("khata", "खाता"),
    ("khula", "खोलने"),
    ("kholne", "खोलने"),
    ("sthiti", "स्थिति"),
    ("maah", "माह"),
    ("mah", "माह"),
    ("avdhi", "अवधि"),
    ("purn", "पूर्णता"),
    ("paripakv", "परिपक्वता"),
    ("akshare", "अक्षर"),
    ("shabd", "शब्दों"),
    ("pichla", "पिछला"),
    ("prapt", "प्राप्त"),
    ("wapas", "वापसी"),
    ("wapsi", "वापसी"),
    ("praman", "प्रमाण"),
    ("patra", "पत्र"),
    ("ansh", "अंश"),
    ("hissa", "अंश"),
    ("panna", "पृष्ठ"),
    ("prishth", "पृष्ठ"),
    ("fasal", "फसल"),
    ("seema", "सीमा"),
    ("sima", "सीमा"),
    ("rishta", "रिश्ता"),
    ("sambandh", "संबंध"),
    ("sadasya", "सदस्य"),
    ("sadasy", "सदस्य"),
    ("sankhya", "सं"),
    ("kramank", "सं"),
    ("tithi", "दि"),
    ("dinank", "दि"),
    ("kisht", "किश्त"),
    ("kist", "किश्त"),
    ("masik", "मासिक"),
    ("mool", "मूल"),
    ("mul", "मूल"),
    ("mulya", "मूल्य"),
    ("matra", "मात्रा"),
    ("vastu", "वस्तु"),
    ("samuh", "समूह"),
    ("ikai", "इकाई"),
    ("kray", "क्रय"),
    ("vikray", "विक्रय"),
    ("bikri", "बिक्री"),
    ("aamad", "आमद"),
    ("amad", "आमद"),
    ("antim", "अन्तिम"),
    ("prarambh", "प्रारम्भिक"),
    ("mang", "मांग"),
    ("maang", "मांग"),
    ("chalu", "चालू"),
    ("purv", "पूर्व"),
    ("yog", "योग"),
    ("pratishat", "प्रतिशत"),
    ("bijak", "बीजक"),
    ("bill", "bill"),
    ("uddeshya", "उद्देश्य"),
    ("prayojan", "प्रयोजन"),
    ("aahrit", "आहरित"),
    ("aaharan", "आहरण"),
    ("chukai", "चुकाई"),
    ("sanstha", "संस्था"),
    ("viniyog", "विनियोग"),
    ("sampatti", "सम्पत्ति"),
    ("hras", "ह्रास"),
    ("lagat", "लागत"),
    ("mad", "मद"),
    ("shirshak", "शीर्ष"),
    ("nami", "नामिनी"),
    ("namini", "नामिनी"),
    ("janm", "जन्म"),
    ("mobile", "मोबाइल"),
    ("phone", "phone"),
    ("pravesh", "प्रवेश"),
    ("samapti", "समाप्ति"),
    ("ant", "अन्तिम लेन"),
];
/// Short codes that only count beside one of the words above.
const CODES: &[(&str, &str)] = &[
    ("no", "सं"),
    ("dt", "दि"),
    ("date", "दि"),
    ("amt", "राशि"),
    ("se", "से"),
    ("n", "सं"),
    ("sn", "सं"),
    ("bal", "शेष"),
    ("int", "ब्याज"),
];

/// A token wholly made of romanised Hindi words and codes, taken apart.
fn compound(token: &str) -> Option<Vec<String>> {
    if token.len() < 3 || !token.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    fn take(rest: &str, hindi: bool) -> Option<Vec<String>> {
        if rest.is_empty() {
            return hindi.then(Vec::new);
        }
        let mut options: Vec<(&str, &str, bool)> = ROMAN
            .iter()
            .map(|(r, h)| (*r, *h, true))
            .chain(CODES.iter().map(|(r, h)| (*r, *h, false)))
            .filter(|(r, _, _)| rest.starts_with(r))
            .collect();
        options.sort_by_key(|(r, _, _)| std::cmp::Reverse(r.len()));
        options.into_iter().find_map(|(r, h, word)| {
            let mut tail = take(&rest[r.len()..], hindi || word)?;
            let mut out: Vec<String> = h.split(' ').map(|w| one_word(fold(w))).collect();
            out.append(&mut tail);
            Some(out)
        })
    }
    take(token, false)
}

/// The common word a folded word is read as.
fn one_word(folded: String) -> String {
    static MAP: LazyLock<FxHashMap<String, String>> =
        LazyLock::new(|| COMMON.iter().flat_map(|(to, from)| from.iter().map(|f| (fold(f), fold(to)))).collect());
    MAP.get(&folded).cloned().unwrap_or(folded)
}

const FILLERS: &[&str] = &["का", "की", "के", "में", "मे", "को", "व", "एवं", "से", "पर", "हेतु", "of", "the", "and"];

/// The comparable words of a heading, in order.
#[must_use]
pub fn tokens(heading: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut last_lower = false;
    let mut flush = |word: &mut String| {
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
            flush(&mut word); // camelCase of old packages
        }
        last_lower = c.is_lowercase();
        if part || matches!(c, '\u{200c}' | '\u{200d}') {
            word.push(c);
        } else {
            flush(&mut word);
            if c == '%' || c == '#' {
                word.push(c);
                flush(&mut word);
            }
        }
    }
    flush(&mut word);
    let full = out.clone();
    out.retain(|t| !FILLERS.contains(&t.as_str()));
    // "से" and "तक" head the two columns of share numbers: a heading of fillers alone keeps them
    if out.is_empty() { full } else { out }
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
                say: h.say.iter().map(|s| Saying::of(s)).collect(),
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
                say: c.say.iter().map(|s| Saying::of(s)).collect(),
            }
        })
        .collect();
    Register {
        kind: leak(raw.kind),
        product: leak(raw.product),
        titles: raw.titles.iter().map(|s| Saying::of(s)).collect(),
        columns,
    }
}

fn compile_split(table: toml::Table) -> Split {
    table
        .into_iter()
        .map(|(head, says)| {
            let says: Vec<String> = says.try_into().unwrap_or_else(|e| panic!("rules/heads.toml {head}: {e}"));
            (leak(head), says.iter().map(|s| Saying::of(s)).collect())
        })
        .collect()
}

/// The rules live as long as the program; their names may be `'static`.
fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
