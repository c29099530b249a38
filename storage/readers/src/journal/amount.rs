//! Amounts of a journal: `-1,23,456.50 INR`, `₹5`, `Rs. -5.00`, with an assertion behind `=`.

/// What stands behind an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    /// Paise.
    Rupees(i128),
    /// Nothing: to be worked out from the other lines.
    None,
    /// In another currency, or with a price.
    Foreign,
    /// Nothing this program understands, or finer than a paisa.
    Unread,
}

/// How rupees are written; nothing is rupees too. The last two are the sign in Devanagari.
const RUPEES: [&str; 7] = ["", "INR", "₹", "RS", "RS.", "\u{930}\u{941}", "\u{930}\u{941}."];
/// Figures of the largest amount.
const FIGURES: usize = 20;

pub(super) fn amount_of(text: &str) -> Amount {
    let (amount, asserted) = text.split_once('=').map_or((text, false), |(a, _)| (a, true));
    let amount = amount.trim();
    if amount.is_empty() {
        // what an assertion alone asks for depends on the day's other entries
        return if asserted { Amount::Unread } else { Amount::None };
    }
    if amount.contains(['@', '{']) {
        return Amount::Foreign;
    }
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let Some(from) = amount.find(|c: char| c.is_ascii_digit()) else { return Amount::Unread };
    let from =
        if amount[..from].ends_with('.') && !amount[..from].to_uppercase().ends_with("RS.") { from - 1 } else { from };
    let to = amount[from..].find(|c| !is_number(c)).map_or(amount.len(), |n| from + n);
    let around = format!("{}{}", &amount[..from], &amount[to..]);
    let commodity: String = around.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '+' | '"')).collect();
    if !RUPEES.contains(&commodity.to_uppercase().as_str()) {
        return Amount::Foreign;
    }
    match paise(&amount[from..to]) {
        Some(paise) if around.contains('-') => Amount::Rupees(-paise),
        Some(paise) => Amount::Rupees(paise),
        None => Amount::Unread,
    }
}

/// `1,23,456.5` in paise. A single comma before one or two last figures divides the paise where no dot does.
fn paise(number: &str) -> Option<i128> {
    let mark = match (number.rfind('.'), number.rfind(',')) {
        (Some(dot), _) => Some(dot),
        (None, Some(comma)) if number.len() - comma <= 3 => Some(comma),
        _ => None,
    };
    let (whole, rest) = mark.map_or((number, ""), |at| (&number[..at], &number[at + 1..]));
    let whole: String = whole.chars().filter(|c| *c != ',').collect();
    let rest = rest.trim_end_matches('0');
    let figures = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.len() > FIGURES || rest.len() > 2 || !figures(&whole) || !figures(rest) {
        return None;
    }
    format!("{whole}{rest:0<2}").parse().ok()
}

/// `1234.50`; `None` beyond what money holds here.
pub(super) fn text(paise: u128) -> Option<String> {
    i64::try_from(paise).ok().map(|p| format!("{}.{:02}", p / 100, p % 100))
}
