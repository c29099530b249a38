//! The ways out: SMTP through `lettre`, an SMS gateway through `ureq`.

use super::config::{Config, Reader, Sealing, Sms};
use desk::Trouble;
use kernel::Refusal;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{Message, SmtpTransport, Transport};
use std::time::Duration;

/// A mail.
pub struct Mail {
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
    /// A page that goes with it.
    pub page: Option<Page>,
}

/// A page of A4.
pub struct Page {
    /// Name of the file.
    pub name: String,
    /// PDF.
    pub bytes: Vec<u8>,
}

/// A line of the hills.
const PATIENCE: Duration = Duration::from_secs(60);

/// What digests leave by.
pub struct Carrier {
    smtp: Option<(SmtpTransport, Mailbox)>,
    sms: Option<Sms>,
}

fn undelivered(cause: impl std::fmt::Display) -> Trouble {
    Refusal::new(5146).with("cause", cause).into()
}

impl Carrier {
    /// By the file.
    ///
    /// # Errors
    /// 5146 an address of it that is none.
    pub fn of(config: &Config) -> Result<Carrier, Trouble> {
        let smtp = match &config.smtp {
            None => None,
            Some(s) => {
                let builder = match s.tls {
                    Sealing::Starttls => SmtpTransport::starttls_relay(&s.host).map_err(undelivered)?,
                    Sealing::Tls => SmtpTransport::relay(&s.host).map_err(undelivered)?,
                    Sealing::None => SmtpTransport::builder_dangerous(&s.host),
                };
                let builder = builder.port(s.port).timeout(Some(PATIENCE));
                let builder = if s.user.is_empty() {
                    builder
                } else {
                    builder.credentials(Credentials::new(s.user.clone(), s.password.clone()))
                };
                Some((builder.build(), s.from.parse().map_err(undelivered)?))
            }
        };
        Ok(Carrier { smtp, sms: config.sms.clone() })
    }

    /// Mails leave.
    pub fn mails(&self) -> bool {
        self.smtp.is_some()
    }

    /// Short messages leave.
    pub fn texts(&self) -> bool {
        self.sms.is_some()
    }

    /// Sends a mail.
    ///
    /// # Errors
    /// 5146.
    pub fn mail(&self, to: &Reader, mail: &Mail) -> Result<(), Trouble> {
        let Some((transport, from)) = &self.smtp else { return Ok(()) };
        let to: Mailbox = to.mail.parse().map_err(undelivered)?;
        let head = Message::builder().from(from.clone()).to(to).subject(&mail.subject);
        let mail = match &mail.page {
            None => head.header(ContentType::TEXT_PLAIN).body(mail.text.clone()),
            Some(page) => {
                let kind = ContentType::parse("application/pdf").map_err(undelivered)?;
                let page = Attachment::new(page.name.clone()).body(page.bytes.clone(), kind);
                head.multipart(MultiPart::mixed().singlepart(SinglePart::plain(mail.text.clone())).singlepart(page))
            }
        };
        let mail = mail.map_err(undelivered)?;
        transport.send(&mail).map(|_| ()).map_err(undelivered)
    }

    /// Sends a short message. The cause of a failure names no address: the gateway's key may stand in it.
    ///
    /// # Errors
    /// 5146.
    pub fn text(&self, to: &Reader, text: &str) -> Result<(), Trouble> {
        let Some(sms) = &self.sms else { return Ok(()) };
        let url = sms.url.replace("{to}", &encoded(&to.mobile)).replace("{text}", &encoded(text));
        let config = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).build();
        match config.new_agent().get(&url).call() {
            Ok(_) => Ok(()),
            Err(ureq::Error::StatusCode(code)) => Err(undelivered(format!("HTTP {code}"))),
            Err(_) => Err(undelivered("SMS")),
        }
    }
}

/// Percent-encoding of a query's value.
fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
