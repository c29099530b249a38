//! Number words. The first spelling is the one we write, the others are read.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A word of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Number(u64),
    /// सौ, हज़ार, लाख ...
    Step(u64),
    /// Quarters added to the number that follows: साढ़े, पौने, सवा.
    Fraction(i64),
    /// Quarters that are a number of their own: डेढ़, ढाई.
    Whole(u64),
    And,
    Rupee,
    Paisa,
    Minus,
    /// मात्र, only: says nothing.
    Skip,
}

/// 0 to 99 in Hindi.
#[rustfmt::skip]
pub(super) const HI: [&str; 100] = [
    "शून्य सुन्य", "एक", "दो", "तीन", "चार", "पाँच पांच पाच", "छह छः छ छै छे छ:", "सात", "आठ", "नौ", "दस दश",
    "ग्यारह ग्यारा इग्यारह", "बारह बारा", "तेरह तेरा", "चौदह चौदा", "पंद्रह पन्द्रह पंदरह पन्दरह", "सोलह सोला", "सत्रह सतरह सत्तरह", "अठारह अट्ठारह अठारा", "उन्नीस उन्नीश उनीस",
    "बीस", "इक्कीस इकीस", "बाईस बाइस", "तेईस तेइस", "चौबीस चौविस", "पच्चीस पचीस", "छब्बीस छबीस", "सत्ताईस सत्ताइस सताईस", "अट्ठाईस अठ्ठाईस अट्ठाइस अठाईस अठाइस", "उनतीस उन्तीस उनत्तीस",
    "तीस", "इकतीस इकत्तीस इक्तीस", "बत्तीस बतीस", "तैंतीस तेंतीस तैतीस तेतीस", "चौंतीस चौतीस", "पैंतीस पैतीस पेंतीस", "छत्तीस छतीस", "सैंतीस सैतीस सेंतीस", "अड़तीस अडतीस", "उनतालीस उन्तालीस उनचालीस",
    "चालीस चालिस", "इकतालीस इकतालिस", "बयालीस बयालिस ब्यालीस", "तैंतालीस तेंतालीस तैतालीस तिरालीस", "चवालीस चौवालीस चौंवालीस चव्वालीस", "पैंतालीस पैतालीस पेंतालीस", "छियालीस छयालीस छ्यालीस छियालिस", "सैंतालीस सैतालीस सेंतालीस", "अड़तालीस अडतालीस", "उनचास उन्चास उनंचास",
    "पचास", "इक्यावन इक्यावान", "बावन", "तिरपन तिरेपन त्रेपन", "चौवन चव्वन चौव्वन", "पचपन", "छप्पन छपन", "सत्तावन सतावन", "अट्ठावन अठ्ठावन अठावन", "उनसठ उनसठ्ठ",
    "साठ", "इकसठ इकसठ्ठ", "बासठ", "तिरसठ तिरेसठ त्रेसठ", "चौंसठ चौसठ", "पैंसठ पैसठ पेंसठ", "छियासठ छयासठ", "सड़सठ सडसठ सरसठ", "अड़सठ अडसठ", "उनहत्तर उनहतर",
    "सत्तर सतर", "इकहत्तर इकहतर", "बहत्तर बहतर", "तिहत्तर तेहत्तर तिहतर", "चौहत्तर चौहतर", "पचहत्तर पिचहत्तर पचहतर पिछहत्तर", "छिहत्तर छियत्तर छिहतर", "सतहत्तर सतत्तर सतहतर", "अठहत्तर अठत्तर अठहतर", "उन्यासी उनासी उन्नासी",
    "अस्सी असी", "इक्यासी", "बयासी ब्यासी", "तिरासी तेरासी", "चौरासी", "पचासी पिचासी", "छियासी छयासी", "सत्तासी सतासी", "अट्ठासी अठासी अठ्ठासी", "नवासी निवासी",
    "नब्बे नव्बे नब्बें", "इक्यानवे इक्यानबे इकानवे", "बानवे बानबे", "तिरानवे तिरानबे तेरानवे", "चौरानवे चौरानबे", "पचानवे पंचानवे पचानबे पंचानबे पिचानवे", "छियानवे छियानबे", "सत्तानवे सत्तानबे सतानवे", "अट्ठानवे अट्ठानबे अठानवे अठ्ठानवे", "निन्यानवे निन्यानबे निन्नानवे",
];

/// 0 to 20 and the tens in English: index 20 is twenty, 21 thirty ... 27 ninety.
#[rustfmt::skip]
pub(super) const EN: [&str; 28] = [
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen",
    "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen", "Twenty", "Thirty", "Forty", "Fifty", "Sixty",
    "Seventy", "Eighty", "Ninety",
];

#[rustfmt::skip]
const OTHERS: &[(&str, Word)] = &[
    ("सौ सो सैकड़ा hundred hundreds hundered", Word::Step(100)),
    ("हज़ार हजार हज़ारों हज़ार्र thousand thousands thousnad", Word::Step(1_000)),
    ("लाख लाख़ लाक lakh lakhs lac lacs", Word::Step(100_000)),
    ("करोड़ करोड करोड़ों crore crores", Word::Step(10_000_000)),
    ("अरब arab", Word::Step(1_000_000_000)),
    ("खरब kharab", Word::Step(100_000_000_000)),
    ("million", Word::Step(1_000_000)),
    ("साढ़े साढे", Word::Fraction(2)), ("सवा", Word::Fraction(1)), ("पौने पोने", Word::Fraction(-1)),
    ("डेढ़ डेढ", Word::Whole(6)), ("ढाई ढ़ाई अढ़ाई", Word::Whole(10)),
    ("fourty", Word::Number(40)), ("ninty", Word::Number(90)), ("fiveteen", Word::Number(15)), ("twelf twelv", Word::Number(12)),
    ("eighty-", Word::Number(80)), ("nil निल", Word::Number(0)),
    ("and एवं और व तथा एवम् एवम &", Word::And),
    ("रुपये रुपए रुपया रूपये रूपए रूपया रुपयों रूपयों रुपयै रु रू रु0 रू0 ₹ rupees rupee rs re inr rupay", Word::Rupee),
    ("पैसे पैसा पैसों पै0 paise paisa paisas p", Word::Paisa),
    ("minus ऋण ऋणात्मक", Word::Minus),
    ("मात्र मात्रा केवल only onlu कुल शब्दों में in words अंकन", Word::Skip),
];

static KNOWN: LazyLock<FxHashMap<String, Word>> = LazyLock::new(|| {
    let mut known = FxHashMap::default();
    let mut add = |spellings: &str, word: Word| {
        for spelling in spellings.split(' ') {
            known.insert(plain(&crate::text::fold_for_compare(spelling)), word);
        }
    };
    for (n, spellings) in HI.iter().enumerate() {
        add(spellings, Word::Number(n as u64));
    }
    for (i, name) in EN.iter().enumerate() {
        add(name, Word::Number(if i <= 20 { i as u64 } else { (i as u64 - 18) * 10 }));
    }
    for (spellings, word) in OTHERS {
        add(spellings, *word);
    }
    known
});

/// Spellings that differ only in nukta or in the kind of nasal mark are one.
fn plain(word: &str) -> String {
    word.chars().filter(|c| *c != '़').map(|c| if c == 'ँ' { 'ं' } else { c }).collect()
}

/// A word of an amount, folded for comparison before.
pub(super) fn word(folded: &str) -> Option<Word> {
    KNOWN.get(&plain(folded)).copied()
}
