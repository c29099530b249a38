//! The counter of the shop by keyboard: customer, then item and quantity line by line, an empty line, payment, receipt. Until the payment
//! nothing is written: the lines stand in the address.

use super::{money, quantity};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Candidate, Field, Filled, Form, Input, No, unread};
use crate::counter::{born, perform, to_receipt};
use crate::page::{Frame, Tab};
use crate::words::encoded;
use axum::response::Response;
use credit::AccountKind;
use desk::act::{Act, Goods, Paid, Part};
use keep::{deciding, view};
use kernel::{Date, Paise, Refusal};
use std::collections::BTreeMap;
use trade::decide::SellLine;
use trade::terms::{Entitlement, Godown, Item, PriceRow, Stock};
use trade::{Milli, Party};

/// What the counter knows of goods.
pub(super) struct Shop {
    pub items: Vec<Item>,
    pub prices: Vec<PriceRow>,
    pub stock: Vec<Stock>,
    pub godowns: Vec<Godown>,
    pub entitlements: Vec<Entitlement>,
    pub day: Date,
}

impl Shop {
    pub(super) fn of(ask: &Ask, society: &Society) -> Result<Shop, Trouble> {
        let id = society.id();
        ask.read(|t| {
            let day = deciding::open_day(t, id)?.unwrap_or(Date::MAX);
            let (items, prices) = (deciding::items(t, id)?, deciding::prices(t, id, None)?);
            let (godowns, entitlements) = (deciding::godowns(t, id)?, deciding::entitlements(t, id, None)?);
            Ok(Shop { items, prices, stock: view::goods_stock(t, id)?, godowns, entitlements, day })
        })
    }

    /// The item of this code, or those whose name holds the text.
    pub(super) fn find(&self, activity: &str, text: &str) -> Vec<&Item> {
        let of = || self.items.iter().filter(|i| activity.is_empty() || i.activity == activity);
        let exact: Vec<&Item> = of().filter(|i| i.code.eq_ignore_ascii_case(text)).collect();
        if !exact.is_empty() {
            return exact;
        }
        let part = text.to_lowercase();
        of().filter(|i| i.name.to_lowercase().contains(&part) || i.code.to_lowercase().contains(&part)).collect()
    }

    pub(super) fn price(&self, item: &str) -> Option<Paise> {
        let rows = self.prices.iter().filter(|p| p.item == item && p.from <= self.day);
        rows.max_by_key(|p| p.from).map(|p| p.price)
    }

    /// What of it may be sold today, over all godowns: what has expired is not.
    pub(super) fn there(&self, item: &str) -> Milli {
        self.by_godown(item).iter().map(|g| g.1).sum()
    }

    /// It goes on a ration card alone.
    fn rationed(&self, item: &str) -> bool {
        trade::report::rationed(&self.entitlements, item, self.day)
    }

    /// Godowns that hold something of it that has not expired, the one with most first.
    fn by_godown(&self, item: &str) -> Vec<(String, Milli)> {
        let mut all: Vec<(String, Milli)> = Vec::new();
        for s in self.stock.iter().filter(|s| s.item == item && s.expiry.is_none_or(|e| e >= self.day)) {
            match all.iter_mut().find(|g| g.0 == s.godown) {
                Some(g) => g.1 += s.qty,
                None => all.push((s.godown.clone(), s.qty)),
            }
        }
        all.retain(|g| g.1 > Milli::ZERO);
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all
    }

    /// From which godowns each line is taken: from the one that holds most where that is enough, else from several. What nobody has is asked of
    /// the first, so that the refusal names it.
    fn spread(&self, lines: &[(String, Milli)]) -> Vec<Vec<(String, Milli)>> {
        let mut used: BTreeMap<(String, String), Milli> = BTreeMap::new();
        let one = |(item, qty): &(String, Milli)| {
            let (mut left, mut out) = (*qty, Vec::new());
            for (godown, there) in self.by_godown(item) {
                let taken = used.entry((item.clone(), godown.clone())).or_default();
                let here = left.min(there - *taken);
                if here > Milli::ZERO {
                    (*taken, left) = (*taken + here, left - here);
                    out.push((godown, here));
                }
            }
            if left > Milli::ZERO {
                match out.first_mut() {
                    Some(first) => first.1 += left,
                    None => out.push((self.godowns.first().map(|g| g.code.clone()).unwrap_or_default(), left)),
                }
            }
            out
        };
        lines.iter().map(one).collect()
    }

    fn name<'a>(&'a self, item: &'a str) -> &'a str {
        self.items.iter().find(|i| i.code == item).map_or(item, |i| &i.name)
    }
}

/// Lines in the address: `UREA:10,DAP:2.5`.
fn basket(text: &str) -> Vec<(String, Milli)> {
    let one = |part: &str| part.rsplit_once(':').and_then(|(i, q)| Some((i.to_owned(), quantity(q)?)));
    text.split(',').filter_map(one).collect()
}

/// The next question of a sale.
pub(super) fn step(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let get = |name: &str| ask.value(name).unwrap_or_default().trim().to_owned();
    let card = ask.value("ration").is_some();
    let (who, item, qty, mut lines) = (get("customer"), get("item"), get("qty"), get("lines"));
    if ask.value("begun").is_none() {
        return customer(ask, &society, card, None, Vec::new()).show(ask);
    }
    let shop = Shop::of(ask, &society)?;
    let who = match known(ask, &society, card, &who)? {
        Ok(who) => who,
        Err(many) => {
            let no = many.is_empty().then(|| Refusal::new(5026).with("text", &who));
            return customer(ask, &society, card, no, many).show(ask);
        }
    };
    let mut page = page(ask, &society, &shop, card, &who, &lines)?;
    if item.is_empty() {
        if lines.is_empty() {
            return page.show(ask);
        }
        return payment(ask, &society, &shop, card, &who, &lines, None);
    }
    // goods of one bill are of one activity
    let activity =
        basket(&lines).first().and_then(|l| shop.items.iter().find(|i| i.code == l.0)).map(|i| &i.activity[..]);
    let named = shop.find(activity.unwrap_or_default(), &item);
    // with a card there is ration to be had and nothing else, without one everything else
    let found: Vec<&Item> = named.iter().copied().filter(|i| shop.rationed(&i.code) == card).collect();
    match (&found[..], quantity(&qty).filter(|q| q.0 > 0)) {
        ([], _) if !named.is_empty() && !card => {
            page.no = Some(No::of(ask.lang, &Refusal::new(4766).with("item", &named[0].name)));
        }
        ([], _) => page.no = Some(No::of(ask.lang, &Refusal::new(4305).with("item", &item).with("activity", ""))),
        ([one], Some(q)) => {
            let line = format!("{}:{q}", one.code);
            lines = if lines.is_empty() { line } else { format!("{lines},{line}") };
            page = self::page(ask, &society, &shop, card, &who, &lines)?;
        }
        ([one], None) => {
            page.fields[0].value.clone_from(&one.code);
            page.name.clone_from(&one.name);
            let price = shop.price(&one.code).map(money).unwrap_or_default();
            page.facts.insert(0, (page.c.s("trade-price"), price));
            page.facts.insert(1, (page.c.s("trade-in-hand"), shop.there(&one.code).to_string()));
            page.fields[1].must = true;
        }
        (many, _) => {
            let base =
                format!("{}&lines={}&customer={}", page.action.clone() + "?begun=1", encoded(&lines), encoded(&who));
            let ration = if card { "&ration=1" } else { "" };
            page.candidates = many
                .iter()
                .take(40)
                .map(|i| Candidate {
                    href: format!("{base}{ration}&item={}&qty={}", encoded(&i.code), encoded(&qty)),
                    name: i.name.clone(),
                    more: i.code.clone(),
                    figure: shop.price(&i.code).map(money).unwrap_or_default(),
                })
                .collect();
        }
    }
    page.show(ask)
}

fn customer(ask: &Ask, society: &Society, card: bool, no: Option<Refusal>, many: Vec<Candidate>) -> Form {
    let c = Frame::of(ask, society, Tab::Day);
    let title = c.s(if card { "act-issue-ration" } else { "act-sell" });
    let mut field = Field::new(&c, if card { "card" } else { "customer" }, Input::Text);
    field.name = "customer";
    if !card {
        field = field.free();
    }
    field.focus = true;
    let mut form = Form::new(c, title, format!("{}/trade/sell", society.base));
    form.post = false;
    form.button = form.c.s("counter-next");
    form.hidden.push(("begun", "1".to_owned()));
    if card {
        form.hidden.push(("ration", "1".to_owned()));
    }
    form.no = no.map(|r| No::of(ask.lang, &r));
    form.fields = vec![field];
    form.candidates = many;
    form
}

/// Who was meant: `m:12`, `n:name`, a loan's member, a card; or several.
fn known(ask: &Ask, society: &Society, card: bool, typed: &str) -> Result<Result<String, Vec<Candidate>>, Trouble> {
    if typed.is_empty() || typed.starts_with("m:") || typed.starts_with("n:") {
        return Ok(Ok(typed.to_owned()));
    }
    if card {
        let cards = ask.read(|t| deciding::cards(t, society.id()))?;
        return Ok(if cards.iter().any(|c| c.no == typed) { Ok(typed.to_owned()) } else { Err(Vec::new()) });
    }
    let loans = [AccountKind::LoanSt];
    if let [one] = &ask.web.desk.accounts_named(society.id(), typed, &loans)?[..]
        && typed.to_uppercase().starts_with("ST")
    {
        let known = ask.web.desk.know(society.id(), &one.to_string())?;
        return Ok(Ok(format!("m:{}", known.member_no)));
    }
    let exact = ask.read(|t| view::member(t, society.id(), typed))?;
    if let [one] = &exact[..] {
        return Ok(Ok(format!("m:{}", one.no)));
    }
    let rows = ask.web.desk.find_members(society.id(), typed, 40)?;
    let here = format!("{}/trade/sell?begun=1&customer=", society.base);
    let mut many: Vec<Candidate> = rows
        .into_iter()
        .map(|m| Candidate {
            href: format!("{here}{}", encoded(&format!("m:{}", m.no))),
            more: [m.father.as_str(), &m.village].join(" · "),
            figure: m.no.clone(),
            name: m.name,
        })
        .collect();
    // somebody who is no member buys under his name
    let name = Frame::of(ask, society, Tab::Day).s1("trade-not-a-member", "name", typed);
    let href = format!("{here}{}", encoded(&format!("n:{typed}")));
    many.push(Candidate { href, name, more: String::new(), figure: String::new() });
    Ok(Err(many))
}

/// The form of one line, with those entered so far.
fn page(ask: &Ask, society: &Society, shop: &Shop, card: bool, who: &str, lines: &str) -> Result<Form, Trouble> {
    let mut form = customer(ask, society, card, None, Vec::new());
    form.why = form.c.s("trade-line-why");
    let c = &form.c;
    form.hidden.push(("customer", who.to_owned()));
    form.hidden.push(("lines", lines.to_owned()));
    form.facts = said(shop, c, lines);
    if card {
        form.facts.extend(left(ask, society, shop, who)?);
    }
    form.fields = vec![Field::new(c, "item", Input::Text).free(), Field::new(c, "qty", Input::Amount).free()];
    form.fields[0].must = lines.is_empty();
    Ok(form)
}

/// Lines as they stand, and their sum by the list.
fn said(shop: &Shop, c: &Frame, lines: &str) -> Vec<(String, String)> {
    let mut sum = Paise::ZERO;
    let mut out = Vec::new();
    let lines = basket(lines);
    for ((item, qty), from) in lines.iter().zip(shop.spread(&lines)) {
        let worth = shop.price(item).and_then(|p| trade::split::amount(p, *qty)).unwrap_or(Paise::ZERO);
        sum += worth;
        let mut words = format!("{qty} · {}", money(worth));
        if from.len() > 1 {
            let name =
                |code: &str| shop.godowns.iter().find(|g| g.code == code).map_or(code.to_owned(), |g| g.name.clone());
            let parts: Vec<String> = from.iter().map(|(godown, qty)| format!("{} {qty}", name(godown))).collect();
            words = format!("{words} ({})", parts.join(", "));
        }
        out.push((shop.name(item).to_owned(), words));
    }
    if !out.is_empty() {
        out.push((c.s("trade-sum"), money(sum)));
    }
    out
}

/// What a card may still draw this month.
fn left(ask: &Ask, society: &Society, shop: &Shop, no: &str) -> Result<Vec<(String, String)>, Trouble> {
    let named = deciding::Named { card: Some((no, shop.day.first_of_month())), ..deciding::Named::default() };
    let (view, rows) = ask.read(|t| {
        Ok((deciding::stock_view(t, society.id(), &named)?, deciding::entitlements(t, society.id(), None)?))
    })?;
    let Some(card) = view.card else { return Ok(Vec::new()) };
    let mut out = vec![(card.card.holder.clone(), format!("{} · {}", card.card.category, card.card.heads))];
    for item in &shop.items {
        let mine =
            rows.iter().filter(|e| e.item == item.code && e.category == card.card.category && e.from <= shop.day);
        let Some(row) = mine.max_by_key(|e| e.from) else { continue };
        let heads = if row.per == trade::terms::Per::Head { i64::from(card.card.heads) } else { 1 };
        let drawn: Milli = card.drawn.iter().filter(|d| d.0 == item.code).map(|d| d.1).sum();
        out.push((item.name.clone(), (Milli(row.qty.0.saturating_mul(heads)) - drawn).to_string()));
    }
    Ok(out)
}

fn payment(
    ask: &Ask,
    society: &Society,
    shop: &Shop,
    card: bool,
    who: &str,
    lines: &str,
    no: Option<(&Filled, Refusal)>,
) -> Result<Response, Trouble> {
    let mut form = customer(ask, society, card, None, Vec::new());
    form.post = true;
    form.button = form.c.s("counter-save");
    form.hidden.push(("customer", who.to_owned()));
    form.hidden.push(("lines", lines.to_owned()));
    let id = no.as_ref().map_or_else(born, |n| n.0.text("id").to_owned());
    form.hidden.push(("id", id));
    form.facts = said(shop, &form.c, lines);
    form.fields = vec![pay(ask, society, &form.c, who)?];
    if let Some((filled, r)) = &no {
        form.refill(filled);
        form.no = Some(No::of(ask.lang, r));
    }
    form.show(ask)
}

/// Cash, banks, credit, and the member's crop loans.
pub(super) fn pay(ask: &Ask, society: &Society, c: &Frame, who: &str) -> Result<Field, Trouble> {
    let mut all = vec![("cash".to_owned(), c.s("counter-pay-cash"))];
    if let Some(no) = who.strip_prefix("m:") {
        let his = ask.read(|t| deciding::accounts_of_member(t, society.id(), no))?;
        let loans = his.into_iter().filter(|a| a.kind == AccountKind::LoanSt).map(|a| a.to_string());
        all.extend(loans.map(|a| (format!("kind:{a}"), c.s1("trade-pay-kind", "loan", &a))));
    }
    let heads = ask.read(|t| view::trial_balance(t, society.id()))?;
    all.extend(
        heads.iter().filter(|h| h.code.starts_with("BANK")).map(|h| (format!("bank:{}", h.code), h.name.clone())),
    );
    if !who.is_empty() {
        all.push(("credit".to_owned(), c.s("trade-pay-credit")));
    }
    Ok(Field::new(c, "pay", Input::Choice(all)).with("cash"))
}

pub(super) fn read_pay(f: &Filled) -> Result<Paid, Refusal> {
    match f.text("pay").split_once(':') {
        None if f.text("pay") == "cash" => Ok(Paid::Cash),
        None if f.text("pay") == "credit" => Ok(Paid::Credit),
        Some(("bank", head)) => Ok(Paid::Bank { head: head.to_owned() }),
        Some(("kind", loan)) => Ok(Paid::Kind { loan: loan.to_owned() }),
        _ => Err(unread("pay", f.text("pay"))),
    }
}

/// `m:12` is a member, `n:name` somebody else.
pub(super) fn party(text: &str) -> Option<Party> {
    match text.split_once(':') {
        Some(("m", no)) => Some(Party::Member(no.to_owned())),
        Some(("n", name)) => Some(Party::Named(name.to_owned())),
        _ => Some(text.to_owned()).filter(|t| !t.is_empty()).map(Party::Named),
    }
}

/// Sells.
pub(super) fn done(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let shop = Shop::of(ask, &society)?;
    let card = !f.text("ration").is_empty();
    let lines = basket(f.text("lines"));
    let of = lines.first().and_then(|l| shop.items.iter().find(|i| i.code == l.0));
    let from = shop.spread(&lines);
    let line = |(l, from): (&(String, Milli), &Vec<(String, Milli)>)| -> Vec<SellLine> {
        from.iter().map(|(godown, qty)| SellLine::listed(&l.0, godown, *qty)).collect()
    };
    let sell = || -> Result<Act, Refusal> {
        Ok(Act::Goods(Box::new(Goods::Sell {
            activity: of.map(|i| i.activity.clone()).unwrap_or_default(),
            customer: if card { None } else { party(f.text("customer")) },
            card: card.then(|| f.text("customer").to_owned()),
            lines: lines.iter().zip(&from).flat_map(line).collect(),
            round: true,
            parts: vec![Part::rest(read_pay(f)?)],
        })))
    };
    let act = sell().map_err(crate::counter::refused);
    match act.and_then(|act| perform(ask, &society, f, act)) {
        Ok(done) => Ok(to_receipt(&society, &done, "sell")),
        Err(Trouble::Refused(_, no)) => {
            payment(ask, &society, &shop, card, f.text("customer"), f.text("lines"), Some((f, no)))
        }
        Err(e) => Err(e),
    }
}
