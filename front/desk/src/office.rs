//! What people note in the registers of the office, as one type beside the other acts: minutes, dead stock, policies, land, bonds, who keeps
//! cattle or fish, nominal members, numbers of shares, dividends paid. Each goes to the decision of the books with what that must know.

use crate::Trouble;
use crate::act::Pay;
use crate::counter::{self, Counter};
use crate::members;
use crate::working::Env;
use books::EstateEvent;
use books::estate::{Register, Sight};
use books::office::bonds::{self, Surety};
use books::office::certificates::{self, Numbers};
use books::office::dividends;
use books::office::keepers::{self, Tag};
use books::office::minutes::{self, Meeting};
use books::office::nominal::{self, Note};
use books::office::plots::{self, Plot};
use books::office::policies::{self, Policy};
use books::office::stores::{self, Article, WrittenOff};
use credit::AccountRef;
use credit::account::Loan;
use keep::{Event, deciding, no_key, view};
use kernel::{Date, Paise, Refusal, Verb};
use serde::{Deserialize, Serialize};
use society::effects::Standing;
use society::terms::Class;
use sql::Tx;

/// An act on a register of the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "office", rename_all = "kebab-case")]
pub enum Office {
    /// Enters a meeting. Its quorum is filled from the society's rule.
    Meet {
        /// Number; empty for the next of its body.
        number: String,
        /// The meeting.
        meeting: Meeting,
    },
    /// Enters an article of dead stock.
    EnterArticle {
        /// Number; empty for the next.
        number: String,
        /// The article.
        article: Article,
    },
    /// Writes pieces of an article off.
    WriteOff {
        /// Number.
        number: String,
        /// What.
        off: WrittenOff,
    },
    /// Enters a policy or licence.
    EnterPolicy {
        /// Number.
        number: String,
        /// The policy.
        policy: Policy,
    },
    /// Enters a plot of a member, or what changed of it.
    EnterPlot(Plot),
    /// A plot is a member's no more.
    LeavePlot {
        /// What names it in the register.
        plot: String,
        /// Why.
        reason: String,
    },
    /// Enters the bond of a loan with its sureties.
    SignBond {
        /// Loan, `ST-12`.
        loan: String,
        /// Membership numbers as typed.
        sureties: Vec<String>,
        /// Day of signature.
        signed: Date,
        /// Number of the paper; may be empty.
        document: String,
    },
    /// A member keeps cattle or fish, or until when he did.
    SetKeeper(Tag),
    /// What a nominal member joined for.
    NoteNominal {
        /// Membership number.
        member_no: String,
        /// Purpose and guarantor.
        note: Note,
    },
    /// The numbers of a certificate's shares.
    NumberShares {
        /// Certificate.
        certificate: String,
        /// From and to.
        numbers: Numbers,
    },
    /// Pays all dividends that are owed to a member.
    PayDividend {
        /// Membership number.
        member_no: String,
        /// Who receives it.
        paid_to: String,
        /// How.
        pay: Pay,
    },
}

impl Office {
    /// What somebody must be allowed to do for it.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self {
            Office::Meet { .. }
            | Office::EnterArticle { .. }
            | Office::WriteOff { .. }
            | Office::EnterPolicy { .. } => Verb::BooksPost,
            Office::EnterPlot(_)
            | Office::LeavePlot { .. }
            | Office::SetKeeper(_)
            | Office::NoteNominal { .. }
            | Office::NumberShares { .. } => Verb::MemberWrite,
            Office::SignBond { .. } => Verb::LoanSanction,
            Office::PayDividend { .. } => Verb::CreditAct,
        }
    }

    /// Its name, as in the messages `act-…`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Office::Meet { .. } => "meet",
            Office::EnterArticle { .. } => "enter-article",
            Office::WriteOff { .. } => "write-off",
            Office::EnterPolicy { .. } => "enter-policy",
            Office::EnterPlot(_) => "enter-plot",
            Office::LeavePlot { .. } => "leave-plot",
            Office::SignBond { .. } => "sign-bond",
            Office::SetKeeper(_) => "set-keeper",
            Office::NoteNominal { .. } => "note-nominal",
            Office::NumberShares { .. } => "number-shares",
            Office::PayDividend { .. } => "pay-dividend",
        }
    }

    /// What it is about, in one line.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Office::Meet { number, meeting } => format!("{number} {}", meeting.held).trim().to_owned(),
            Office::EnterArticle { number, article } => format!("{number} {}", article.name).trim().to_owned(),
            Office::WriteOff { number, off } => format!("{number} × {}", off.pieces),
            Office::EnterPolicy { number, .. } => number.clone(),
            Office::EnterPlot(plot) => plot.named(),
            Office::LeavePlot { plot, .. } => plot.clone(),
            Office::SignBond { loan, sureties, .. } => format!("{loan} {}", sureties.join(", ")),
            Office::SetKeeper(tag) => format!("{} {}", tag.activity, tag.member_no),
            Office::NoteNominal { member_no, .. } | Office::PayDividend { member_no, .. } => member_no.clone(),
            Office::NumberShares { certificate, .. } => certificate.clone(),
        }
    }

    /// The register it writes in.
    fn register(&self) -> Register {
        match self {
            Office::Meet { .. } => Register::Minutes,
            Office::EnterArticle { .. } | Office::WriteOff { .. } => Register::DeadStock,
            Office::EnterPolicy { .. } => Register::Policies,
            Office::EnterPlot(_) | Office::LeavePlot { .. } => Register::Land,
            Office::SignBond { .. } => Register::Bonds,
            Office::SetKeeper(_) => Register::Keepers,
            Office::NoteNominal { .. } => Register::Nominal,
            Office::NumberShares { .. } => Register::Certificates,
            Office::PayDividend { .. } => Register::Dividends,
        }
    }
}

/// What an act on a register of the office becomes.
pub(crate) fn office(t: &mut Tx<'_>, env: &Env<'_>, act: &Office) -> Result<Vec<Event>, Trouble> {
    let s = deciding::estate_sight(t, env.society, act.register(), None)?;
    let one = match act {
        Office::Meet { number, meeting } => {
            let quorum = env.settings.number(meeting.body.quorum(), meeting.held);
            let quorum = quorum.map(|q| u32::try_from(q).unwrap_or(u32::MAX));
            minutes::hold(&s, number, &Meeting { quorum, ..meeting.clone() })?
        }
        Office::EnterArticle { number, article } => stores::enter(&s, number, article)?,
        Office::WriteOff { number, off } => stores::write_off(&s, number, off)?,
        Office::EnterPolicy { number, policy } => policies::enter(&s, number, policy)?,
        Office::EnterPlot(plot) => {
            let member_no = members::member(t, env, &plot.member_no)?.no;
            plots::enter(&s, &Plot { member_no, ..plot.clone() })?
        }
        Office::LeavePlot { plot, reason } => plots::leave(&s, plot, reason)?,
        Office::SignBond { .. } => bond(t, env, &s, act)?,
        Office::SetKeeper(tag) => {
            let member_no = members::member(t, env, &tag.member_no)?.no;
            keepers::set(&s, &Tag { member_no, ..tag.clone() })?
        }
        Office::NoteNominal { member_no, note } => {
            let m = members::member(t, env, member_no)?;
            if m.class != Class::B {
                return Err(Refusal::new(5026).with("text", member_no).into());
            }
            nominal::note(&s, &m.no, note)?
        }
        Office::NumberShares { certificate, numbers } => {
            if !deciding::certificate_taken(t, env.society, certificate)? {
                return Err(Refusal::new(5026).with("text", certificate).into());
            }
            certificates::number(&s, certificate, *numbers)?
        }
        Office::PayDividend { member_no, paid_to, pay } => return dividend(t, env, &s, (member_no, paid_to, pay)),
    };
    Ok(vec![one.into()])
}

fn bond(t: &mut Tx<'_>, env: &Env<'_>, s: &Sight, act: &Office) -> Result<EstateEvent, Trouble> {
    let Office::SignBond { loan, sureties, signed, document } = act else {
        return Err(Refusal::new(4652).with("loan", act.words()).into());
    };
    let named = AccountRef::parse(loan).filter(|a| a.kind.is_asset());
    let found = match named {
        Some(named) => deciding::find_account(t, env.society, &named)?,
        None => None,
    };
    let (name, owner) = match &found {
        Some(a) => {
            let owner = deciding::find_member(t, env.society, &a.member_no)?.view.no;
            (a.account.to_string(), Some(owner))
        }
        None => (loan.clone(), None),
    };
    let mut known = Vec::with_capacity(sureties.len());
    for typed in sureties {
        known.push(surety(t, env, typed)?);
    }
    Ok(bonds::sign(s, &name, owner.as_deref(), &known, (*signed, document))?)
}

/// One who is to stand surety, as the register of members knows him.
pub(crate) fn surety(t: &mut Tx<'_>, env: &Env<'_>, typed: &str) -> Result<Surety, Trouble> {
    let m = members::member(t, env, typed)?;
    let full = m.class == Class::A && matches!(m.standing, Standing::Member { .. });
    Ok(Surety { no: m.no, full })
}

/// The bond of a loan that is being sanctioned, signed on the day.
pub(crate) fn bond_of(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    loan: &str,
    owner: &str,
    sureties: &[credit::decide::Surety],
) -> Result<Event, Trouble> {
    let s = deciding::estate_sight(t, env.society, Register::Bonds, None)?;
    let known: Vec<Surety> = sureties.iter().map(|s| Surety { no: s.no.clone(), full: s.full }).collect();
    Ok(bonds::sign(&s, loan, Some(owner), &known, (s.day()?, ""))?.into())
}

fn dividend(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    s: &Sight,
    (member_no, paid_to, pay): (&str, &str, &Pay),
) -> Result<Vec<Event>, Trouble> {
    let keys = deciding::keys_of(t, env.society, member_no)?;
    let his = |no: &str| keys.contains(&no_key(no));
    let paid = dividends::pay(s, member_no, his, paid_to, &counter::leg(pay, Paise::ZERO).head)?;
    let sum: Paise = paid.lines.iter().map(|l| l.debit).sum();
    if let Pay::Account { account } = pay {
        let owner = counter::account(t, env, account)?.member_no;
        if !his(&owner) {
            return Err(Refusal::new(5033).with("account", account).with("member", member_no).into());
        }
    }
    let c = Counter::new(t, env.society, env.day()?)?;
    let mut out: Vec<Event> = vec![paid.into()];
    out.extend(counter::to_account(t, env, &c, pay, sum)?);
    Ok(out)
}

/// The loans in whose bonds a member stands surety and on which something is owed.
///
/// # Errors
/// The store's.
pub(crate) fn surety_for(t: &mut Tx<'_>, env: &Env<'_>, no: &str) -> Result<Vec<String>, Trouble> {
    let keys = deciding::keys_of(t, env.society, no)?;
    let all = bonds::fold(&view::estate(t, env.society, Register::Bonds, None)?);
    let his = all.into_iter().filter(|(_, (b, _))| b.sureties.iter().any(|s| keys.contains(&no_key(s))));
    let mut out = Vec::new();
    for (loan, _) in his {
        let Some(named) = AccountRef::parse(&loan) else { continue };
        let Some(found) = deciding::find_account(t, env.society, &named)? else { continue };
        let folded = Loan::of(&loan, found.opening(), &found.entries, false);
        let owed: Paise = folded.demands.iter().map(|d| d.owed.total()).sum();
        if owed > Paise::ZERO {
            out.push(loan);
        }
    }
    Ok(out)
}
