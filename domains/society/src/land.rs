//! Land in the units of the hills and of the law.

use kernel::Refusal;
use lipi::Lang;
use lipi::messages::say;
use serde::{Deserialize, Serialize};

/// An area in tenths of a square metre: a muthi is 12.5 m², so that no hill unit loses anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Land(pub i64);

/// 1 nali = 200 m².
pub const NALI: i64 = 2_000;
/// 16 muthi = 1 nali.
pub const MUTHI: i64 = 125;
/// 1 hectare = 10,000 m² = 50 nali.
pub const HECTARE: i64 = 100_000;
/// Most land of one member: 10,000 hectares. Far above any farm, far below what sums could overflow.
pub const MOST: i64 = 10_000 * HECTARE;

/// Spellings of units as people write them, with tenths of a square metre. A bigha is not among them: it differs from
/// tehsil to tehsil, and is not guessed.
const UNITS: [(&str, i64); 38] = [
    ("नाली", NALI),
    ("नालि", NALI),
    ("nali", NALI),
    ("naali", NALI),
    ("nalli", NALI),
    ("nalis", NALI),
    ("मुट्ठी", MUTHI),
    ("मुठ्ठी", MUTHI),
    ("मुठी", MUTHI),
    ("मुट्टी", MUTHI),
    ("muthi", MUTHI),
    ("mutthi", MUTHI),
    ("muthis", MUTHI),
    ("muthhi", MUTHI),
    ("mutthis", MUTHI),
    ("हेक्टेयर", HECTARE),
    ("हैक्टेयर", HECTARE),
    ("हेक्टर", HECTARE),
    ("हे", HECTARE),
    ("है", HECTARE),
    ("ha", HECTARE),
    ("hec", HECTARE),
    ("hect", HECTARE),
    ("hectare", HECTARE),
    ("hectares", HECTARE),
    ("hactare", HECTARE),
    ("वर्ग मीटर", 10),
    ("वर्गमीटर", 10),
    ("वर्ग मी", 10),
    ("वर्गमी", 10),
    ("व मी", 10),
    ("sq m", 10),
    ("sqm", 10),
    ("sq mtr", 10),
    ("sq metre", 10),
    ("square metre", 10),
    ("square metres", 10),
    ("m²", 10),
];

impl Land {
    /// None.
    pub const NONE: Land = Land(0);

    /// Whole nali and muthi. `None` below nothing or above [`MOST`].
    #[must_use]
    pub fn of_nali(nali: i64, muthi: i64) -> Option<Land> {
        let sum = nali.checked_mul(NALI)?.checked_add(muthi.checked_mul(MUTHI)?)?;
        (nali >= 0 && muthi >= 0 && sum <= MOST).then_some(Land(sum))
    }

    /// Whole nali, whole muthi, and what is left in tenths of a square metre.
    #[must_use]
    pub fn nali(self) -> (i64, i64, i64) {
        (self.0 / NALI, self.0 % NALI / MUTHI, self.0 % MUTHI)
    }

    /// Reads `3 नाली 5 मुट्ठी`, `0.65 ha`, `६ nali`, `1200 वर्ग मीटर`, several parts in a row. Nothing is rounded: `0.00001 nali` is no
    /// area. A blank text is no land.
    ///
    /// # Errors
    /// 4231 where the unit is missing or unknown (a bigha too), or the number is none or too fine.
    pub fn read(text: &str) -> Result<Land, Refusal> {
        let clean = lipi::text::ascii_digits(&lipi::text::fold_for_compare(text)).replace(',', "").replace("m2", "m²");
        Self::parse(clean.trim()).ok_or_else(|| {
            let shown: String = text.chars().take(60).collect();
            Refusal::new(4231).with("text", shown)
        })
    }

    fn parse(mut rest: &str) -> Option<Land> {
        let mut sum = 0i64;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            let (number, after) = rest.split_at(end);
            let after = after.trim_start();
            let end = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
            let (unit, next) = after.split_at(end);
            let unit = unit.trim().trim_end_matches(['.', '॰', '+', '/']).trim();
            let unit = unit.strip_suffix(" और").or_else(|| unit.strip_suffix(" and")).unwrap_or(unit);
            let plain = unit.replace(['.', '॰'], " ");
            let plain = lipi::text::collapse(&plain);
            let (_, size) = UNITS.iter().find(|(name, _)| *name == plain)?;
            sum = sum.checked_add(times(number.trim_end_matches('.'), *size)?)?;
            rest = next.trim_start();
        }
        (0..=MOST).contains(&sum).then_some(Land(sum))
    }

    /// `3 नाली 5 मुट्ठी`, with square metres where a part of a muthi is left.
    #[must_use]
    pub fn in_nali(self, lang: Lang) -> String {
        let (nali, muthi, rest) = self.nali();
        let part = |key: &str, n: String| say(lang, key, &[("n", n.as_str())]);
        let mut out = Vec::new();
        if nali != 0 || self.0 == 0 {
            out.push(part("society-land-nali", nali.to_string()));
        }
        if muthi != 0 {
            out.push(part("society-land-muthi", muthi.to_string()));
        }
        if rest != 0 {
            out.push(part("society-land-metres", decimal(rest, 1)));
        }
        out.join(" ")
    }

    /// `0.065`: hectares, exactly, without a unit.
    #[must_use]
    pub fn hectares(self) -> String {
        decimal(self.0, 5)
    }

    /// `650`, `12.5`: square metres, exactly, without a unit.
    #[must_use]
    pub fn metres(self) -> String {
        decimal(self.0, 1)
    }
}

/// A decimal number times a whole one, if that is whole.
fn times(number: &str, size: i64) -> Option<i64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{part}");
    if digits.is_empty() || part.len() > 9 || part.contains('.') {
        return None;
    }
    let scale = 10i64.checked_pow(u32::try_from(part.len()).ok()?)?;
    let product = digits.parse::<i64>().ok()?.checked_mul(size)?;
    (product % scale == 0).then_some(product / scale)
}

/// A count of the last of `places` decimals, without zeros at the end.
fn decimal(n: i64, places: u32) -> String {
    let scale = 10i64.pow(places);
    let part = format!("{:0width$}", n % scale, width = places as usize);
    let part = part.trim_end_matches('0');
    if part.is_empty() { (n / scale).to_string() } else { format!("{}.{part}", n / scale) }
}
