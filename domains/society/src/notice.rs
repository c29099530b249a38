//! What notices say, in Hindi and English.

use crate::bylaw::{Bylaws, Key};
use crate::terms::{MOST_NAME, MOST_ROWS, MOST_TEXT, blank_or_text, rupees, text};
use kernel::{Date, Paise, Refusal};
use lipi::Lang;
use lipi::messages::say;
use serde::{Deserialize, Serialize};

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "kebab-case")]
pub enum Notice {
    /// The general body is called.
    GeneralBody {
        /// Day of the meeting.
        on: Date,
        /// Hour, as written.
        hour: String,
        /// Where.
        place: String,
        /// What will be decided, at least one.
        agenda: Vec<String>,
    },
    /// A loan falls due or is overdue.
    Due {
        /// Membership number.
        no: String,
        /// Name.
        name: String,
        /// Father's or husband's name.
        father: String,
        /// Village.
        village: String,
        /// Loan.
        loan: String,
        /// Due day.
        due: Date,
        /// What is due, paise.
        amount: Paise,
    },
    /// A share certificate.
    ShareCertificate {
        /// Number of the certificate.
        certificate: String,
        /// Membership number.
        no: String,
        /// Name.
        name: String,
        /// Father's or husband's name.
        father: String,
        /// Village.
        village: String,
        /// How many shares.
        shares: u32,
        /// Their value, paise.
        amount: Paise,
    },
}

/// Days before the due day on which a borrower is reminded.
pub const REMINDERS: [i32; 3] = [30, 7, 1];

/// Whole days from one day to another; negative where the second lies before.
fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// How many days before the due day a reminder goes out today: 30, 7 or 1.
#[must_use]
pub fn reminder(due: Date, today: Date) -> Option<i32> {
    let left = days(today, due);
    REMINDERS.into_iter().find(|r| *r == left)
}

/// Clear days between a notice and a meeting: neither the day of the notice nor that of the meeting counts.
#[must_use]
pub fn clear_days(served: Date, meeting: Date) -> i32 {
    days(served, meeting) - 1
}

/// `05-04-2025`, as days are written here.
fn shown(day: Date) -> String {
    format!("{:02}-{:02}-{:04}", day.day(), day.month(), day.year())
}

impl Notice {
    /// `general-body`, `due` or `share-certificate`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Notice::GeneralBody { .. } => "general-body",
            Notice::Due { .. } => "due",
            Notice::ShareCertificate { .. } => "share-certificate",
        }
    }

    /// Refuses a notice that cannot be served today.
    ///
    /// # Errors
    /// 4201 (days of notice unset), 4202, 4203, 4234 (too few clear days), 4239 (too long an agenda), 4240 (an impossible amount).
    pub fn check(&self, rules: &Bylaws, today: Date) -> Result<(), Refusal> {
        match self {
            Notice::GeneralBody { on, hour, place, agenda } => {
                text("hour", hour, MOST_NAME)?;
                text("place", place, MOST_NAME)?;
                if agenda.len() > MOST_ROWS {
                    return Err(Refusal::new(4239).with("most", MOST_ROWS));
                }
                text("agenda", &agenda.concat(), MOST_ROWS * MOST_TEXT)?;
                agenda.iter().try_for_each(|a| text("agenda", a, MOST_TEXT))?;
                let least = rules.number(Key::NoticeDays, today)?;
                let clear = clear_days(today, *on);
                if i64::from(clear) < i64::from(least) {
                    return Err(Refusal::new(4234).with("clear", clear.max(0)).with("least", least));
                }
                Ok(())
            }
            Notice::Due { no, name, father, village, loan, amount, .. } => {
                text("loan", loan, MOST_NAME)?;
                person(no, name, father, village)?;
                money(*amount)
            }
            Notice::ShareCertificate { certificate, no, name, father, village, amount, .. } => {
                text("certificate", certificate, MOST_NAME)?;
                person(no, name, father, village)?;
                money(*amount)
            }
        }
    }

    /// The text as it is printed.
    #[must_use]
    pub fn text(&self, society: &str, today: Date, lang: Lang) -> String {
        let today_text = shown(today);
        match self {
            Notice::GeneralBody { on, hour, place, agenda } => {
                let items = agenda.iter().enumerate().map(|(i, a)| format!("{}. {a}", i + 1));
                let agenda = items.collect::<Vec<_>>().join("\n");
                let on = shown(*on);
                let args = [("society", society), ("today", &today_text), ("on", &on), ("hour", hour)];
                let rest = [("place", place.as_str()), ("agenda", &agenda)];
                say(lang, "society-notice-general-body", &[&args[..], &rest].concat())
            }
            Notice::Due { no, name, father, village, loan, due, amount } => {
                let left = days(today, *due);
                let key = if left >= 0 { "society-notice-due" } else { "society-notice-overdue" };
                let (count, due, amount) = (left.abs().to_string(), shown(*due), rupees(*amount));
                let args = [("society", society), ("today", &today_text), ("no", no), ("name", name)];
                let rest = [("father", father.as_str()), ("village", village), ("loan", loan)];
                let more = [("due", due.as_str()), ("amount", &amount), ("days", &count)];
                say(lang, key, &[&args[..], &rest, &more].concat())
            }
            Notice::ShareCertificate { certificate, no, name, father, village, shares, amount } => {
                let words = lipi::words::in_words(*amount, lang);
                let (count, amount) = (shares.to_string(), rupees(*amount));
                let args = [("society", society), ("today", &today_text), ("certificate", certificate)];
                let rest = [("no", no.as_str()), ("name", name), ("father", father), ("village", village)];
                let more = [("shares", count.as_str()), ("amount", &amount), ("words", &words)];
                say(lang, "society-share-certificate", &[&args[..], &rest, &more].concat())
            }
        }
    }
}

fn person(no: &str, name: &str, father: &str, village: &str) -> Result<(), Refusal> {
    text("no", no, MOST_NAME)?;
    text("name", name, MOST_NAME)?;
    blank_or_text("father", father, MOST_NAME)?;
    blank_or_text("village", village, MOST_NAME)
}

fn money(of: Paise) -> Result<(), Refusal> {
    let possible = of.0 > 0 && of.0 <= crate::terms::MOST_PAISE;
    if possible { Ok(()) } else { Err(Refusal::new(4240).with("amount", rupees(of))) }
}
