//! The acts at the counter: whom they are about, what they ask, what they become.

use super::form::{Candidate, Field, Filled, Form, Input, No, unread};
use super::{born, perform, to_receipt, who};
use crate::ask::{Ask, Society, Trouble};
use crate::page::{Frame, Tab};
use crate::words::{encoded, percent};
use axum::response::Response;
use books::Line;
use books::decide::PostVoucher;
use credit::{AccountKind, AccountRef};
use desk::act::{Act, Lender, PaidTo, Pay};
use desk::{Known, Sums};
use keep::view::{self, MemberView};
use kernel::{Paise, Refusal};
use lipi::amount::format_indian;
use lipi::date;

/// Whom an act is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    /// An account of one of these kinds.
    Account(&'static [AccountKind]),
    /// A member.
    Member,
    /// Nobody: the form stands alone.
    Nobody,
}

use AccountKind::{Dd, Fd, LoanDeposit, LoanGold, LoanLt, LoanMt, LoanSt, Rd, Sb};
const LOANS: &[AccountKind] = &[LoanSt, LoanMt, LoanLt, LoanDeposit, LoanGold];
const DEPOSITS: &[AccountKind] = &[Sb, Rd, Dd, Fd];
const TERM: &[AccountKind] = &[Fd, Rd, Dd, Sb];

/// Every act of this page, in the order of the day page with its key; what has no key stands under the others.
pub(crate) const DEEDS: [(&str, &str); 26] = [
    ("deposit", "1"),
    ("repay", "2"),
    ("withdraw", "3"),
    ("disburse", "4"),
    ("voucher", "5"),
    ("open-deposit", "6"),
    ("admit", "7"),
    ("close-deposit", "8"),
    ("sanction", ""),
    ("reject", ""),
    ("charge", ""),
    ("acknowledge", ""),
    ("sue", ""),
    ("lien", ""),
    ("pay-surplus", ""),
    ("charge-interest", ""),
    ("credit-interest", ""),
    ("issue-shares", ""),
    ("transfer-shares", ""),
    ("refund-shares", ""),
    ("change-member", ""),
    ("set-nominees", ""),
    ("leave-society", ""),
    ("merge-members", ""),
    ("reject-admission", ""),
    ("set-village", ""),
];

fn about(deed: &str) -> Option<About> {
    Some(match deed {
        "deposit" => About::Account(DEPOSITS),
        "withdraw" => About::Account(&[Sb, Fd]),
        "close-deposit" => About::Account(TERM),
        "lien" => About::Account(&[Fd, Rd, Sb]),
        "repay" | "disburse" | "charge" | "acknowledge" | "sue" | "pay-surplus" => About::Account(LOANS),
        "open-deposit" | "sanction" | "reject" => About::Member,
        "voucher" | "reverse" | "reverse-run" | "charge-interest" | "credit-interest" => About::Nobody,
        "issue-shares" | "transfer-shares" | "refund-shares" | "change-member" | "set-nominees" | "leave-society"
        | "merge-members" => About::Member,
        "admit" | "reject-admission" | "set-village" => About::Nobody,
        _ => return None,
    })
}

/// The thing an act is about, found.
enum Found {
    Account(Box<Known>, Option<MemberView>),
    Member(MemberView),
    Nobody,
}

/// The form, or the question whom it is about.
pub(crate) fn ask_for(ask: &Ask, code: &str, deed: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let about = about(deed).ok_or_else(Trouble::no_page)?;
    let typed = ask.value("a").unwrap_or_default().to_owned();
    if about != About::Nobody && typed.is_empty() {
        return whom(ask, &society, deed, about, None).show(ask);
    }
    match find(ask, &society, about, &typed)? {
        Ok(found) => form(ask, &society, deed, &found, &Filled(std::collections::HashMap::new()))?.show(ask),
        Err(candidates) => {
            let mut page = whom(ask, &society, deed, about, Some(&typed));
            if candidates.is_empty() {
                page.no = Some(No::of(ask.lang, &Refusal::new(5026).with("text", &typed)));
            }
            page.candidates = candidates;
            page.candidates.iter_mut().for_each(|c| c.href = format!("{}?a={}", page.action, encoded(&c.href)));
            page.show(ask)
        }
    }
}

/// First step: whose?
fn whom(ask: &Ask, society: &Society, deed: &str, about: About, typed: Option<&str>) -> Form {
    let c = Frame::of(ask, society, Tab::Day);
    let title = c.s(&format!("act-{deed}"));
    let name = if about == About::Member { "member" } else { "account" };
    let mut field = Field::new(&c, name, Input::Text).with(typed.unwrap_or_default());
    field.name = "a";
    let mut form = Form::new(c, title, format!("{}/do/{deed}", society.base));
    form.post = false;
    form.button = form.c.s("counter-next");
    form.fields = vec![field];
    form
}

type FoundOrMany = Result<Found, Vec<Candidate>>;

fn find(ask: &Ask, society: &Society, about: About, typed: &str) -> Result<FoundOrMany, Trouble> {
    match about {
        About::Nobody => Ok(Ok(Found::Nobody)),
        About::Member => {
            let exact = ask.read(|t| view::member(t, society.id(), typed))?;
            if let [one] = &exact[..] {
                return Ok(Ok(Found::Member(one.clone())));
            }
            let rows = if exact.is_empty() { search(ask, society, typed)? } else { exact };
            if let [only] = &rows[..] {
                return Ok(Ok(Found::Member(only.clone())));
            }
            let some = rows.into_iter().map(|m| Candidate {
                href: m.no.clone(),
                more: [m.father.as_str(), &m.village].join(" · "),
                figure: m.no.clone(),
                name: m.name,
            });
            Ok(Err(some.collect()))
        }
        About::Account(kinds) => {
            let named = ask.web.desk.accounts_named(society.id(), typed, kinds)?;
            if let [one] = &named[..] {
                let known = ask.web.desk.know(society.id(), &one.to_string())?;
                let owner = owner(ask, society, &known.member_no)?;
                return Ok(Ok(Found::Account(Box::new(known), owner)));
            }
            let mut out = Vec::new();
            for account in named {
                out.extend(candidate(ask, society, &account, None)?);
            }
            if out.is_empty() {
                for m in search(ask, society, typed)?.into_iter().take(12) {
                    let his = ask.read(|t| keep::deciding::accounts_of_member(t, society.id(), &m.no))?;
                    for account in his.into_iter().filter(|a| kinds.contains(&a.kind)) {
                        out.extend(candidate(ask, society, &account, Some(&m))?);
                    }
                }
            }
            // one is no question
            if let [only] = &out[..] {
                let known = ask.web.desk.know(society.id(), &only.href)?;
                let owner = owner(ask, society, &known.member_no)?;
                return Ok(Ok(Found::Account(Box::new(known), owner)));
            }
            Ok(Err(out))
        }
    }
}

fn search(ask: &Ask, society: &Society, typed: &str) -> Result<Vec<MemberView>, Trouble> {
    Ok(ask.web.desk.find_members(society.id(), typed, 40)?)
}

fn owner(ask: &Ask, society: &Society, no: &str) -> Result<Option<MemberView>, Trouble> {
    if no.is_empty() {
        return Ok(None);
    }
    Ok(ask.read(|t| view::member(t, society.id(), no))?.into_iter().next())
}

fn candidate(
    ask: &Ask,
    society: &Society,
    account: &AccountRef,
    member: Option<&MemberView>,
) -> Result<Option<Candidate>, Trouble> {
    let rows = ask.read(|t| view::account(t, society.id(), account.kind, &account.no))?;
    let Some(row) = rows.first() else { return Ok(None) };
    let more = member.map(|m| [m.father.as_str(), &m.village].join(" · ")).unwrap_or_default();
    Ok(Some(Candidate {
        href: account.to_string(),
        name: format!("{account} · {}", row.member_name),
        more,
        figure: format!("₹ {}", format_indian(row.balance)),
    }))
}

/// Second step: what.
fn form(ask: &Ask, society: &Society, deed: &str, found: &Found, filled: &Filled) -> Result<Form, Trouble> {
    let c = Frame::of(ask, society, Tab::Day);
    let title = c.s(&format!("act-{deed}"));
    let mut form = Form::new(c, title, format!("{}/do/{deed}", society.base));
    let id = if filled.text("id").is_empty() { born() } else { filled.text("id").to_owned() };
    form.hidden.push(("id", id));
    match found {
        Found::Account(known, owner) => {
            form.hidden.push(("a", known.account.to_string()));
            form.name = owner.as_ref().map_or_else(|| known.member_no.clone(), |m| m.name.clone());
            form.facts = facts(&form.c, known, owner.as_ref());
        }
        Found::Member(m) => {
            form.hidden.push(("a", m.no.clone()));
            form.name.clone_from(&m.name);
            form.facts = person(&form.c, m);
            super::members::more_facts(ask, society, &mut form, deed, m, filled)?;
        }
        Found::Nobody => form.why = form.c.s(&format!("act-{deed}-why")),
    }
    form.fields = fields(ask, society, &form.c, deed, found)?;
    if deed == "sanction" {
        form.lines = Some(super::sanction::table(ask, society, &form.c)?);
        if !filled.text("area_reason").is_empty() {
            super::sanction::ask_why(&mut form);
        }
    }
    form.refill(filled);
    Ok(form)
}

fn person(c: &Frame, m: &MemberView) -> Vec<(String, String)> {
    vec![
        (c.s("web-member-no"), m.no.clone()),
        (c.s("web-father"), m.father.clone()),
        (c.s("web-village"), m.village.clone()),
    ]
}

fn money(p: Paise) -> String {
    format!("₹ {}", format_indian(p))
}

/// What stands on an account, before the act.
pub(crate) fn facts(c: &Frame, k: &Known, owner: Option<&MemberView>) -> Vec<(String, String)> {
    let mut out = vec![(c.s("web-account"), k.account.to_string())];
    if let Some(m) = owner {
        out.extend(person(c, m));
    }
    if k.dead {
        out.push((c.s("counter-member-is"), c.s("counter-member-dead")));
    }
    let day = |d: Option<kernel::Date>| d.map(date::format).unwrap_or_default();
    match &k.sums {
        Sums::Loan { owed, overdue, sanctioned, left, relief, surplus, .. } => {
            out.push((c.s("counter-principal"), money(owed.principal)));
            out.push((c.s("counter-interest-today"), money(owed.interest)));
            if !(owed.penal + owed.charges).is_zero() {
                out.push((c.s("counter-penal"), money(owed.penal + owed.charges)));
            }
            out.push((c.s("counter-owed-today"), money(owed.total())));
            if !relief.is_zero() {
                out.push((c.s("counter-relief"), money(*relief)));
                out.push((c.s("counter-owed-relieved"), money(owed.total() - *relief)));
            }
            if !surplus.is_zero() {
                out.push((c.s("counter-surplus"), money(*surplus)));
            }
            if let Some(since) = overdue.since {
                let since = date::format(since);
                out.push((c.s1("counter-overdue-since", "day", &since), money(overdue.principal + overdue.interest)));
            }
            out.push((c.s("counter-sanctioned"), money(*sanctioned)));
            out.push((c.s("counter-left"), money(*left)));
            out.push((c.s("web-due"), day(k.due)));
        }
        Sums::Deposit { balance, lien, instalment, closing, .. } => {
            out.push((c.s("counter-balance"), money(*balance)));
            if !lien.is_zero() {
                out.push((c.s("counter-lien"), money(*lien)));
            }
            if let Some(i) = instalment {
                out.push((c.s("counter-instalment"), money(*i)));
            }
            if let Some(sum) = closing {
                out.push((c.s("counter-closing"), money(*sum)));
            }
            if k.due.is_some() {
                out.push((c.s("counter-matures"), day(k.due)));
            }
        }
    }
    if let Some(rate) = k.rate {
        out.push((c.s("web-rate"), percent(rate.0)));
    }
    out
}

/// How it is paid: cash first, then the society's banks, then the member's own savings.
pub(crate) fn pay(ask: &Ask, society: &Society, c: &Frame, member_no: &str, not: &str) -> Result<Field, Trouble> {
    let mut all = vec![("cash".to_owned(), c.s("counter-pay-cash"))];
    let heads = ask.read(|t| view::trial_balance(t, society.id()))?;
    let banks = heads.iter().filter(|h| h.code.starts_with("BANK"));
    all.extend(banks.map(|h| (format!("bank:{}", h.code), h.name.clone())));
    if !member_no.is_empty() {
        let his = ask.read(|t| keep::deciding::accounts_of_member(t, society.id(), member_no))?;
        let savings = his.into_iter().filter(|a| a.kind == Sb).map(|a| a.to_string()).filter(|a| a != not);
        all.extend(savings.map(|a| (format!("account:{a}"), c.s1("counter-pay-account", "account", &a))));
    }
    Ok(Field::new(c, "pay", Input::Choice(all)).with("cash"))
}

/// How a surplus goes: the same, and towards the member's loans.
fn pay_or_loan(ask: &Ask, society: &Society, c: &Frame, member_no: &str) -> Result<Field, Trouble> {
    let mut field = pay(ask, society, c, member_no, "")?;
    let his = ask.read(|t| keep::deciding::accounts_of_member(t, society.id(), member_no))?;
    if let Input::Choice(all) = &mut field.input {
        let loans = his.into_iter().filter(|a| a.kind.is_asset()).map(|a| a.to_string());
        all.extend(loans.map(|a| (format!("account:{a}"), c.s1("counter-pay-loan", "loan", &a))));
    }
    Ok(field)
}

/// Where the member is dead, the form asks who receives the money and by which paper.
fn heirs(c: &Frame, found: &Found, mut fields: Vec<Field>) -> Vec<Field> {
    if matches!(found, Found::Account(k, _) if k.dead) {
        fields.extend(["heir", "heir_paper"].map(|name| Field::new(c, name, Input::Text).free()));
    }
    fields
}

/// Who receives the money of a member who is dead, as it was typed.
fn heir(f: &Filled) -> Option<PaidTo> {
    let to = PaidTo { name: f.text("heir").to_owned(), paper: f.text("heir_paper").to_owned() };
    (to != PaidTo::default()).then_some(to)
}

pub(crate) fn read_pay(filled: &Filled) -> Result<Pay, Refusal> {
    match filled.text("pay").split_once(':') {
        None if matches!(filled.text("pay"), "" | "cash") => Ok(Pay::Cash),
        Some(("bank", head)) => Ok(Pay::Bank { head: head.to_owned() }),
        Some(("account", account)) => Ok(Pay::Account { account: account.to_owned() }),
        _ => Err(unread("pay", filled.text("pay"))),
    }
}

fn products(ask: &Ask, society: &Society, c: &Frame, loans: bool) -> Result<Field, Trouble> {
    let mut all = ask.web.desk.products(society.id())?;
    // crop loans and savings first: what is asked for most
    all.sort_by_key(|p| p.kind());
    let some = all.iter().filter(|p| p.kind().is_asset() == loans);
    let kind = |k: AccountKind| c.s(&format!("web-account-{}", k.code().replace('_', "-")));
    let choices: Vec<(String, String)> =
        some.map(|p| (p.code().to_owned(), format!("{} · {}", p.code(), kind(p.kind())))).collect();
    let first = choices.first().map(|f| f.0.clone()).unwrap_or_default();
    Ok(Field::new(c, "product", Input::Choice(choices)).with(first))
}

fn fields(ask: &Ask, society: &Society, c: &Frame, deed: &str, found: &Found) -> Result<Vec<Field>, Trouble> {
    let f = |name, input| Field::new(c, name, input);
    let (member, own) = match found {
        Found::Account(k, _) => (k.member_no.as_str(), k.account.to_string()),
        Found::Member(m) => (m.no.as_str(), String::new()),
        Found::Nobody => ("", String::new()),
    };
    let paid = || pay(ask, society, c, member, &own);
    let amount = || f("amount", Input::Amount);
    Ok(match deed {
        "deposit" | "repay" => vec![amount(), paid()?],
        "withdraw" => heirs(c, found, vec![amount(), paid()?]),
        "pay-surplus" => {
            let lies = match found {
                Found::Account(k, _) => match &k.sums {
                    Sums::Loan { surplus, .. } => format_indian(*surplus),
                    _ => String::new(),
                },
                _ => String::new(),
            };
            heirs(c, found, vec![amount().with(lies), pay_or_loan(ask, society, c, member)?])
        }
        "disburse" => {
            let crop = matches!(found, Found::Account(k, _) if k.account.kind == LoanSt);
            let mut all = vec![amount(), paid()?];
            if !crop {
                all.push(f("count", Input::Number));
            }
            all
        }
        "close-deposit" => {
            let closing = match found {
                Found::Account(k, _) => match &k.sums {
                    Sums::Deposit { closing: Some(sum), .. } => format_indian(*sum),
                    _ => String::new(),
                },
                _ => String::new(),
            };
            heirs(c, found, vec![amount().with(closing), paid()?])
        }
        "lien" => vec![f("loan", Input::Text), f("change", Input::Amount)],
        "charge" => vec![amount(), f("what", Input::Text)],
        "acknowledge" => vec![amount(), f("signed", Input::Date)],
        "sue" => vec![amount(), f("brought", Input::Date), f("forum", Input::Text), f("case", Input::Text)],
        "open-deposit" => vec![
            products(ask, society, c, false)?,
            amount(),
            f("months", Input::Number).free(),
            f("instalment", Input::Amount).free(),
            paid()?,
            f("joint", Input::Text).free(),
        ],
        "sanction" => vec![
            products(ask, society, c, true)?,
            f("insurance", Input::Amount).free(),
            f("limit_year", Input::Number).with("1"),
            f("amount", Input::Amount).free(),
            f("deposit", Input::Text).free(),
            f("sureties", Input::Text).free(),
            f("resolution", Input::Text),
        ],
        "reject" => {
            vec![products(ask, society, c, true)?, amount(), f("reasons", Input::Long), f("resolution", Input::Text)]
        }
        "voucher" => voucher_fields(ask, society, c)?,
        "reverse" | "reverse-run" => {
            vec![f("entry", Input::Text).with(ask.value("entry").unwrap_or_default()), f("reason", Input::Text)]
        }
        "credit-interest" => vec![products(ask, society, c, false)?],
        _ => super::members::fields(ask, society, c, deed, member, paid)?,
    })
}

/// The heads a voucher may move: those whose accounts are kept elsewhere have forms of their own.
pub(crate) fn voucher_heads(ask: &Ask, society: &Society) -> Result<Vec<(String, String)>, Trouble> {
    let heads = ask.read(|t| view::trial_balance(t, society.id()))?;
    let kept = ask.read(|t| keep::deciding::books_view(t, society.id(), []))?.kept_by_accounts;
    let free = heads.into_iter().filter(|h| !kept.contains(&h.code) && h.code != books::TRANSFER);
    Ok(free.map(|h| (h.code, h.name)).collect())
}

fn voucher_fields(ask: &Ask, society: &Society, c: &Frame) -> Result<Vec<Field>, Trouble> {
    let choices = voucher_heads(ask, society)?;
    let pick = |name| Field::new(c, name, Input::Choice(choices.clone())).with(books::CASH);
    Ok(vec![
        pick("debit"),
        pick("credit"),
        Field::new(c, "amount", Input::Amount),
        Field::new(c, "narration", Input::Text),
    ])
}

/// Third step: do it.
pub(crate) fn carry_out(ask: &Ask, code: &str, deed: &str, filled: Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    who(ask)?;
    let about = about(deed).ok_or_else(Trouble::no_page)?;
    if super::lines::more(&filled)
        && let Ok(found) = find(ask, &society, about, filled.text("a"))?
    {
        return form(ask, &society, deed, &found, &filled)?.show(ask);
    }
    let open = ask.read(|t| keep::deciding::open_day(t, society.id()))?;
    let by = who(ask)?.name.clone();
    let done =
        read(deed, &filled, open, &by).map_err(super::refused).and_then(|act| perform(ask, &society, &filled, act));
    match done {
        Ok(done) => Ok(to_receipt(&society, &done, deed)),
        Err(Trouble::Refused(_, no)) => {
            let Ok(found) = find(ask, &society, about, filled.text("a"))? else {
                return Err(super::refused(no));
            };
            let mut page = form(ask, &society, deed, &found, &filled)?;
            page.no = Some(No::of(ask.lang, &no));
            if let (4209, Ok(act)) = (no.number, read(deed, &filled, open, &by)) {
                super::members::warn(ask, &society, &mut page, &act)?;
                page.refill(&filled);
            }
            if no.number == 4660 {
                super::sanction::ask_why(&mut page);
            }
            page.show(ask)
        }
        Err(e) => Err(e),
    }
}

/// The act a form asks for.
fn read(deed: &str, f: &Filled, open: Option<kernel::Date>, by: &str) -> Result<Act, Refusal> {
    let a = || f.text("a").to_owned();
    let text = |name: &str| f.text(name).to_owned();
    let small = |name: &'static str| {
        f.number(name)?.map_or(Ok(0), |n| u16::try_from(n).map_err(|_| unread(name, f.text(name))))
    };
    Ok(match deed {
        "deposit" => Act::Deposit { account: a(), amount: f.amount("amount")?, pay: read_pay(f)?, agent: None },
        "withdraw" => Act::Withdraw { account: a(), amount: f.amount("amount")?, pay: read_pay(f)?, to: heir(f) },
        "repay" => Act::Repay { loan: a(), amount: f.amount("amount")?, pay: read_pay(f)? },
        "disburse" => {
            Act::Disburse { loan: a(), amount: f.amount("amount")?, pay: read_pay(f)?, count: small("count")? }
        }
        "close-deposit" => {
            Act::CloseDeposit { account: a(), amount: f.amount("amount")?, pay: read_pay(f)?, to: heir(f) }
        }
        "pay-surplus" => {
            let (amount, pay) = (f.amount("amount")?, read_pay(f)?);
            Act::Lender(Box::new(Lender::PaySurplus { loan: a(), amount, pay, to: heir(f) }))
        }
        "lien" => Act::Lien { account: a(), change: f.amount("change")?, loan: text("loan") },
        "charge" => Act::Charge { loan: a(), amount: f.amount("amount")?, what: text("what") },
        "acknowledge" => {
            let signed = f.day("signed")?.ok_or_else(|| unread("signed", ""))?;
            Act::Acknowledge { loan: a(), signed, amount: f.amount("amount")? }
        }
        "sue" => {
            let brought = f.day("brought")?.ok_or_else(|| unread("brought", ""))?;
            let (forum, number) = (text("forum"), text("case"));
            Act::Sue { loan: a(), brought, amount: f.amount("amount")?, forum, number }
        }
        "open-deposit" => {
            let instalment = Some(f.amount_or_nothing("instalment")?).filter(|i| !i.is_zero());
            let (product, months) = (text("product"), small("months")?);
            let (amount, pay) = (f.amount_or_nothing("amount")?, read_pay(f)?);
            let joint = f.text("joint").split([';', ',']).map(str::trim).filter(|n| !n.is_empty());
            let joint = joint.map(str::to_owned).collect();
            Act::OpenDeposit { member_no: a(), product, months, instalment, joint, amount, pay }
        }
        "sanction" => super::sanction::act(f)?,
        "reject" => Act::Reject {
            member_no: a(),
            product: text("product"),
            amount: f.amount("amount")?,
            reasons: f.text("reasons").lines().map(|r| r.trim().to_owned()).filter(|r| !r.is_empty()).collect(),
            resolution: text("resolution"),
        },
        "voucher" => {
            let amount = f.amount("amount")?;
            let line = |head: &str, debit, credit| Line { head: head.to_owned(), debit, credit, source: None };
            Act::Voucher(PostVoucher {
                date: open.ok_or_else(|| Refusal::new(4020))?,
                number: String::new(),
                narration: text("narration"),
                lines: vec![line(f.text("debit"), amount, Paise::ZERO), line(f.text("credit"), Paise::ZERO, amount)],
            })
        }
        "reverse" | "reverse-run" => {
            let entry = f.entry("entry");
            let (entry, reason) = (entry.ok_or_else(|| unread("entry", f.text("entry")))?, text("reason"));
            if deed == "reverse" { Act::Reverse { entry, reason } } else { Act::ReverseRun { entry, reason } }
        }
        "charge-interest" => Act::ChargeInterest,
        "credit-interest" => Act::CreditInterest { product: text("product") },
        _ => return super::members::read(deed, f, open, by),
    })
}
