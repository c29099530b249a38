//! Amounts in words, Verhoeff check digits, money as a clerk writes it. Written here independently of `lipi`, so that
//! one can be checked against the other.

const HINDI: [&str; 100] = [
    "शून्य",
    "एक",
    "दो",
    "तीन",
    "चार",
    "पाँच",
    "छह",
    "सात",
    "आठ",
    "नौ",
    "दस",
    "ग्यारह",
    "बारह",
    "तेरह",
    "चौदह",
    "पन्द्रह",
    "सोलह",
    "सत्रह",
    "अठारह",
    "उन्नीस",
    "बीस",
    "इक्कीस",
    "बाईस",
    "तेईस",
    "चौबीस",
    "पच्चीस",
    "छब्बीस",
    "सत्ताईस",
    "अट्ठाईस",
    "उनतीस",
    "तीस",
    "इकतीस",
    "बत्तीस",
    "तैंतीस",
    "चौंतीस",
    "पैंतीस",
    "छत्तीस",
    "सैंतीस",
    "अड़तीस",
    "उनतालीस",
    "चालीस",
    "इकतालीस",
    "बयालीस",
    "तैंतालीस",
    "चवालीस",
    "पैंतालीस",
    "छियालीस",
    "सैंतालीस",
    "अड़तालीस",
    "उनचास",
    "पचास",
    "इक्यावन",
    "बावन",
    "तिरपन",
    "चौवन",
    "पचपन",
    "छप्पन",
    "सत्तावन",
    "अट्ठावन",
    "उनसठ",
    "साठ",
    "इकसठ",
    "बासठ",
    "तिरसठ",
    "चौंसठ",
    "पैंसठ",
    "छियासठ",
    "सड़सठ",
    "अड़सठ",
    "उनहत्तर",
    "सत्तर",
    "इकहत्तर",
    "बहत्तर",
    "तिहत्तर",
    "चौहत्तर",
    "पचहत्तर",
    "छिहत्तर",
    "सतहत्तर",
    "अठहत्तर",
    "उनासी",
    "अस्सी",
    "इक्यासी",
    "बयासी",
    "तिरासी",
    "चौरासी",
    "पचासी",
    "छियासी",
    "सत्तासी",
    "अट्ठासी",
    "नवासी",
    "नब्बे",
    "इक्यानवे",
    "बानवे",
    "तिरानवे",
    "चौरानवे",
    "पंचानवे",
    "छियानवे",
    "सत्तानवे",
    "अट्ठानवे",
    "निन्यानवे",
];
const ONES: [&str; 20] = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
];
const TENS: [&str; 10] = ["", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

fn below_hundred(n: i64, hindi: bool) -> String {
    if hindi {
        return HINDI[n as usize].to_owned();
    }
    if n < 20 {
        return ONES[n as usize].to_owned();
    }
    let tens = TENS[(n / 10) as usize];
    if n % 10 == 0 { tens.to_owned() } else { format!("{tens} {}", ONES[(n % 10) as usize]) }
}

/// Whole rupees in words, Indian grouping: `तीस हजार दो सौ रुपये मात्र`, `Rupees Thirty Thousand Two Hundred Only`.
#[must_use]
pub fn in_words(paise: i64, hindi: bool) -> String {
    let mut rupees = (paise / 100).abs();
    let steps: [(i64, &str, &str); 4] =
        [(10_000_000, "करोड़", "Crore"), (100_000, "लाख", "Lakh"), (1000, "हजार", "Thousand"), (100, "सौ", "Hundred")];
    let mut parts = Vec::new();
    for (unit, hi, en) in steps {
        if rupees >= unit {
            parts.push(below_hundred(rupees / unit, hindi));
            parts.push((if hindi { hi } else { en }).to_owned());
            rupees %= unit;
        }
    }
    if rupees > 0 || parts.is_empty() {
        parts.push(below_hundred(rupees, hindi));
    }
    if hindi {
        format!("{} रुपये मात्र", parts.join(" "))
    } else {
        format!("Rupees {} Only", parts.join(" "))
    }
}

/// `1234.5` for 123450 paise: the shortest decimal, no grouping.
#[must_use]
pub fn plain(paise: i64) -> String {
    let sign = if paise < 0 { "-" } else { "" };
    let (rupees, rest) = (paise.abs() / 100, paise.abs() % 100);
    match rest {
        0 => format!("{sign}{rupees}"),
        r if r % 10 == 0 => format!("{sign}{rupees}.{}", r / 10),
        r => format!("{sign}{rupees}.{r:02}"),
    }
}

/// `1234.50`: always two decimals, no grouping.
#[must_use]
pub fn fixed(paise: i64) -> String {
    let sign = if paise < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", paise.abs() / 100, paise.abs() % 100)
}

/// `1,23,456.00`: Indian grouping, two decimals.
#[must_use]
pub fn grouped(paise: i64) -> String {
    let rupees = (paise.abs() / 100).to_string();
    let (head, tail) = rupees.split_at(rupees.len().saturating_sub(3));
    let mut out = String::new();
    for (i, c) in head.chars().enumerate() {
        if i > 0 && (head.len() - i).is_multiple_of(2) {
            out.push(',');
        }
        out.push(c);
    }
    if !head.is_empty() {
        out.push(',');
    }
    let sign = if paise < 0 { "-" } else { "" };
    format!("{sign}{out}{tail}.{:02}", paise.abs() % 100)
}

const MUL: [[usize; 10]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
];
const PER: [[usize; 10]; 8] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
    [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
    [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
    [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
    [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
];

/// True when the digits pass the Verhoeff check.
#[must_use]
pub fn verhoeff_ok(digits: &str) -> bool {
    let check = digits.bytes().rev().enumerate().fold(0, |c, (i, b)| MUL[c][PER[i % 8][usize::from(b - b'0')]]);
    check == 0
}

/// Eleven digits with the check digit that makes them pass (`valid`), or with a wrong one.
#[must_use]
pub fn twelve_digits(eleven: &str, valid: bool) -> String {
    let passing = (0..10).map(|d| format!("{eleven}{d}")).find(|s| verhoeff_ok(s)).unwrap_or_default();
    if valid {
        return passing;
    }
    let last = passing.as_bytes()[11] - b'0';
    format!("{eleven}{}", (last + 3) % 10)
}
