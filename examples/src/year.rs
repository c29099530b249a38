//! Words and days of a played year: who the members are, on which days the counter is open, what an ordinary society spends on.

use crate::random::Random;
use crate::words::{BRAHMIN, MEN, MIDDLE, PLACES, Place, RAJPUT, WOMEN};
use jiff::civil::{Date, Weekday, date};

/// A person of the played society.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name in Hindi.
    pub name: String,
    /// Father's or husband's name.
    pub father: String,
    /// Village.
    pub village: String,
}

/// Where the played society stands.
#[must_use]
pub fn place(seed: u64) -> &'static Place {
    Random::named(seed, "year-place").pick(PLACES)
}

/// Member number `no` of a seed: the same whenever it is asked for.
#[must_use]
pub fn person(seed: u64, no: usize) -> Person {
    let mut r = Random::named(seed ^ no as u64, "year-person");
    let family = if r.below(3) > 0 {
        format!("सिंह {}", r.pick(RAJPUT).0)
    } else {
        format!("{} {}", r.pick(MIDDLE).0, r.pick(BRAHMIN).0)
    };
    let name =
        if r.chance(25) { format!("{} देवी", r.pick(WOMEN).0) } else { format!("{} {family}", r.pick(MEN).0) };
    let father = format!("{} {family}", r.pick(MEN).0);
    Person { name, father, village: r.pick(place(seed).villages).0.to_owned() }
}

/// Name of the played society.
#[must_use]
pub fn name(seed: u64) -> String {
    format!("बहुउद्देशीय प्राथमिक कृषि ऋण सहकारी समिति, {}", place(seed).villages[0].0)
}

/// Days of a year on which every office is shut, as month and day.
const SHUT: [(i8, i8); 14] = [
    (1, 26),
    (3, 4),
    (4, 14),
    (5, 1),
    (6, 7),
    (8, 9),
    (8, 15),
    (9, 5),
    (10, 2),
    (10, 20),
    (10, 21),
    (11, 5),
    (11, 9),
    (12, 25),
];

/// The first `count` working days from `from` on: no Sundays, no day on which offices are shut.
#[must_use]
pub fn working_days(from: Date, count: usize) -> Vec<Date> {
    let mut out = Vec::with_capacity(count);
    let mut day = from;
    while out.len() < count {
        if day.weekday() != Weekday::Sunday && !SHUT.contains(&(day.month(), day.day())) {
            out.push(day);
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    out
}

/// First day of the played year; its old books end the day before.
pub const FIRST: Date = date(2025, 4, 1);

/// What the society spends on: head, narration, least and most in rupees.
pub const EXPENSES: &[(&str, &str, i64, i64)] = &[
    ("EXP_SALARY", "कर्मचारी का मानदेय", 2_000, 9_000),
    ("EXP_FREIGHT", "ढुलाई", 150, 2_500),
    ("EXP_STAT", "कार्यालय की सामग्री और डाक", 40, 900),
    ("EXP_AUDIT", "अंकेक्षण की तैयारी", 300, 2_000),
    ("EXP_REPAIR", "गोदाम की मरम्मत", 500, 3_000),
];

/// What is moved between bank and expense without cash: debited head, narration, least and most in rupees.
pub const BY_BANK: &[(&str, &str, i64, i64)] = &[
    ("EXP_INT_DCB", "जिला सहकारी बैंक का ब्याज", 500, 12_000),
    ("PREPAID", "बीमा की अग्रिम किस्त", 300, 4_000),
    ("ADV_STAFF", "कर्मचारी को अग्रिम", 500, 5_000),
];

/// Narration of cash brought to the bank, and of cash fetched from it.
pub const CONTRA: [&str; 2] = ["नकद बैंक में जमा", "बैंक से नकद निकासी"];
/// Narration of a small income in cash.
pub const INCOME: &str = "विविध आय";
/// Why something is taken back.
pub const TAKEN_BACK: &[&str] = &["दो बार लिखा गया", "गलत खाता", "राशि गलत लिखी गई"];
/// Why something is entered late.
pub const LATE: &str = "बिजली नहीं थी";
/// Why what waits is not passed.
pub const NOT_PASSED: &str = "कागज़ पूरे नहीं";
/// Why crops are sown on more land than is recorded.
pub const TWICE_SOWN: &str = "दो फसलें";
/// Why an application is rejected.
pub const REJECTED: &str = "सीमा के भीतर भूमि नहीं";
/// What a charge is laid for.
pub const CHARGE: &str = "नोटिस का खर्च";
/// Who collects daily deposits.
pub const AGENT: &str = "अभिकर्ता 1";
/// Why an applicant who is like a member is another person.
pub const ANOTHER: &str = "दूसरा व्यक्ति, पिता और भूमि अलग";
/// What a nominee is to the member.
pub const RELATION: &str = "पुत्र";
/// Why the land of a member is written anew.
pub const MEASURED: &str = "खतौनी देखी गई";
/// Who receives share money back.
pub const HIMSELF: &str = "स्वयं";
/// Why a packet is missing.
pub const BROKEN: &str = "पैकेट फटा";
/// Who lends to the society and keeps its deposits.
pub const LENDER: &str = "जिला सहकारी बैंक";
/// What is borrowed for.
pub const PURPOSE: &str = "सदस्यों को फसल ऋण";
/// What is taken off pay.
pub const FUND: &str = "भविष्य निधि";
/// Who works there.
pub const POSTS: [&str; 2] = ["लिपिक", "चौकीदार"];
/// What is bought for the office.
pub const COMPUTER: &str = "कम्प्यूटर";
/// What is pledged.
pub const ORNAMENT: &str = "हार";
/// Before whom a suit is brought.
pub const FORUM: &str = "सहायक निबंधक";
/// What was ordered at the first hearing.
pub const PUT_OFF: &str = "अगली तारीख";
/// How two numbers were found to be one person.
pub const ONE: &str = "आधार के अंतिम चार अंक और पिता का नाम एक";
/// What the general body resolves.
pub const DIVIDED: &str = "लाभ का बँटवारा";
/// What an auditor asks for, and what he is answered.
pub const ASKED: [&str; 2] = ["रसीद नहीं लगी", "रसीद मिल गई, साथ लगा दी"];
/// What the bank takes for its messages.
pub const BANK_CHARGE: &str = "एसएमएस शुल्क";
