//! Goods at the counter: from what is said there to the decisions of trade, and to two decisions at once where goods are given on a loan.

use crate::Trouble;
use crate::counter::{self, Counter, wrap};
use crate::goods::{Goods, Paid, Part};
use crate::lending;
use crate::working::Env;
use books::{CASH, TRANSFER};
use credit::law::{self, CashWay};
use keep::Event;
use keep::deciding::{self, Named};
use kernel::{Date, FinancialYear, Paise, Refusal, Verb};
use sql::Tx;
use trade::decide::{self, Context, StockView};
use trade::terms::{Leg, Means, Rounding, Supply};
use trade::{Party, TradeEvent};

/// Head that takes what brings a bill to a whole rupee.
const ROUNDING: &str = "ROUNDING";

/// What a decision on goods becomes.
pub(crate) fn goods(t: &mut Tx<'_>, env: &Env<'_>, act: &Goods) -> Result<Vec<Event>, Trouble> {
    // settings may be entered before the first day, dated by the clock
    let day = if act.verb() == Verb::RulesSet { env.open.unwrap_or_else(|| env.now.day()) } else { env.day()? };
    let desk = At { env, day, context: Context { today: day } };
    match act {
        Goods::Buy { .. } => desk.buy(t, act),
        Goods::Sell { .. } => desk.sell(t, act),
        Goods::ReturnSale { .. } => desk.return_sale(t, act),
        Goods::ReturnPurchase { .. } => desk.return_purchase(t, act),
        Goods::BringForward { .. } | Goods::Move { .. } | Goods::Count { .. } | Goods::Settle { .. } => {
            desk.store(t, act)
        }
        _ => desk.set(t, act),
    }
}

fn of_trade(events: Vec<TradeEvent>) -> Vec<Event> {
    events.into_iter().map(Event::from).collect()
}

/// The desk on a day.
struct At<'a> {
    env: &'a Env<'a>,
    day: Date,
    context: Context,
}

impl At<'_> {
    fn view(&self, t: &mut Tx<'_>, named: &Named<'_>) -> Result<StockView, Trouble> {
        Ok(deciding::stock_view(t, self.env.society, named)?)
    }

    /// The next number of a series of an activity: letter and year, `FERT/S26/13`; at most 16 characters for short codes, as the rules of
    /// GST on invoices ask.
    fn number(&self, t: &mut Tx<'_>, activity: &str, letter: &str) -> Result<String, Trouble> {
        let year = FinancialYear::of(self.day).0.rem_euclid(100);
        Ok(deciding::next_number(t, self.env.society, &format!("{activity}/{letter}{year:02}"))?)
    }

    /// A party as the registers know it: a member by his number as it is written there.
    fn party(&self, t: &mut Tx<'_>, party: &Party) -> Result<Party, Trouble> {
        let Party::Member(no) = party else { return Ok(Party::Named(party.text().trim().to_owned())) };
        let found = deciding::member_facts(t, self.env.society, no, self.day)?;
        Ok(Party::Member(found.map_or_else(|| no.clone(), |f| f.no)))
    }

    fn set(&self, t: &mut Tx<'_>, act: &Goods) -> Result<Vec<Event>, Trouble> {
        let c = &self.context;
        let events = match act {
            Goods::OpenActivity(a) => {
                let h = &a.heads;
                let mut heads: Vec<&str> = vec![&h.stock, &h.sales, &h.cost, &h.shortage, &h.surplus];
                heads.extend([&h.gst_in[..], &h.gst_out, &h.debtors, &h.creditors]);
                let named = Named { activity: &a.code, number: &a.code, heads, ..Named::default() };
                decide::open_activity(&self.view(t, &named)?, a, c)?
            }
            Goods::ChangeActivity(a) => {
                let named = Named { activity: &a.code, ..Named::default() };
                decide::change_activity(&self.view(t, &named)?, a, c)?
            }
            Goods::SetItem(i) => {
                let named = Named { activity: &i.activity, items: vec![&i.code], ..Named::default() };
                decide::set_item(&self.view(t, &named)?, i, c)?
            }
            Goods::SetGodown(g) => decide::set_godown(&StockView::default(), g, c)?,
            Goods::SetPrice(p) => {
                let named = Named { items: vec![&p.item], ..Named::default() };
                decide::set_price(&self.view(t, &named)?, p, c)?
            }
            Goods::SetEntitlement(e) => {
                let named = Named { items: vec![&e.item], ..Named::default() };
                decide::set_entitlement(&self.view(t, &named)?, e, c)?
            }
            Goods::SetCard(card) => decide::set_card(&StockView::default(), card, c)?,
            _ => Vec::new(),
        };
        Ok(of_trade(events))
    }

    fn buy(&self, t: &mut Tx<'_>, act: &Goods) -> Result<Vec<Event>, Trouble> {
        let Goods::Buy { activity, supplier, bill, bill_date, supply, lines, freight, round, parts } = act else {
            return Ok(Vec::new());
        };
        let supplier = self.party(t, supplier)?;
        let number = self.number(t, activity, "P")?;
        let named = Named {
            activity,
            items: lines.iter().map(|l| &l.item[..]).collect(),
            godowns: lines.iter().map(|l| &l.godown[..]).collect(),
            heads: heads(parts),
            parties: vec![&supplier],
            number: &number,
            bill: Some((&supplier, bill, *bill_date)),
            ..Named::default()
        };
        let view = self.view(t, &named)?;
        let mut c = decide::Buy {
            number: number.clone(),
            activity: activity.clone(),
            supplier: supplier.clone(),
            bill: bill.trim().to_owned(),
            bill_date: *bill_date,
            supply: *supply,
            lines: lines.clone(),
            freight: *freight,
            rounding: None,
            legs: Vec::new(),
        };
        let total = decide::purchase_total(&view, &c, &self.context)?;
        let credit = view.activity.as_ref().map_or("", |a| &a.heads.creditors);
        (c.rounding, c.legs) = settled(total, *round, parts, credit)?;
        Ok(of_trade(decide::buy(&view, &c, &self.context)?))
    }

    fn sell(&self, t: &mut Tx<'_>, act: &Goods) -> Result<Vec<Event>, Trouble> {
        let Goods::Sell { activity, customer, card, lines, round, parts } = act else { return Ok(Vec::new()) };
        let mut customer = customer.as_ref().map(|p| self.party(t, p)).transpose()?;
        for loan in parts.iter().filter_map(loan_of) {
            // goods on a loan go to the member whose loan it is
            let found = counter::account(t, self.env, loan)?;
            let owner = self.party(t, &Party::Member(found.member_no))?;
            if *customer.get_or_insert_with(|| owner.clone()) != owner {
                return Err(Refusal::new(4326).into());
            }
        }
        let number = self.number(t, activity, "S")?;
        let named = Named {
            activity,
            items: lines.iter().map(|l| &l.item[..]).collect(),
            godowns: lines.iter().map(|l| &l.godown[..]).collect(),
            heads: heads(parts),
            parties: customer.iter().collect(),
            number: &number,
            card: card.as_deref().map(|no| (no, self.day.first_of_month())),
            ..Named::default()
        };
        let view = self.view(t, &named)?;
        let mut c = decide::Sell {
            number: number.clone(),
            activity: activity.clone(),
            customer: customer.clone(),
            supply: Supply::Within,
            lines: lines.clone(),
            rounding: None,
            legs: Vec::new(),
        };
        let total = decide::sale_total(&view, &c, &self.context)?;
        let debtors = view.activity.as_ref().map_or("", |a| &a.heads.debtors);
        (c.rounding, c.legs) = settled(total, *round, parts, debtors)?;
        let (bill, legs) = (c.customer.clone(), c.legs.clone());
        let sold = match card {
            Some(card) => decide::issue(&view, &decide::Issue { card: card.clone(), sale: c }, &self.context)?,
            None => decide::sell(&view, &c, &self.context)?,
        };
        self.cash_law(t, bill.as_ref(), &legs)?;
        let mut out = of_trade(sold);
        out.extend(self.drawn(t, &legs)?);
        Ok(out)
    }

    /// The drawals of loans that pay for goods.
    fn drawn(&self, t: &mut Tx<'_>, legs: &[Leg]) -> Result<Vec<Event>, Trouble> {
        let mut out = Vec::new();
        for (loan, amount) in legs.iter().filter_map(|l| Some((l.loan.as_deref()?, l.amount))) {
            let counter = Counter::new(t, self.env.society, self.day)?;
            out.extend(lending::disburse_goods(t, self.env, &counter, (loan, amount))?);
        }
        Ok(out)
    }

    /// What a return gives back to loans: goods that were sold on the loan as goods, else as money.
    fn repaid(&self, t: &mut Tx<'_>, sale: (i64, i64), legs: &[Leg]) -> Result<Vec<Event>, Trouble> {
        let mut out = Vec::new();
        for (loan, amount) in legs.iter().filter_map(|l| Some((l.loan.as_deref()?, l.amount))) {
            let counter = Counter::new(t, self.env.society, self.day)?;
            let found = counter::account(t, self.env, loan)?;
            let view = counter::repaid_view(t, self.env, &counter, &found)?;
            let loan = found.account.to_string();
            let due = self.due_of(t, sale, &loan)?;
            let means = if due.is_some() { law::Means::Kind } else { law::Means::Transfer };
            let leg = credit::acts::Leg { head: TRANSFER.to_owned(), means, amount };
            let command = credit::decide::Receive { loan, date: self.day, amount, legs: vec![leg] };
            out.extend(wrap(match due {
                Some(due) => credit::decide::give_back(&view, &command, due, &counter.context)?,
                None => credit::decide::receive(&view, &command, &counter.context)?,
            }));
        }
        Ok(out)
    }

    /// The day the drawal is due by which a sale was paid from this loan; `None` where it was not.
    fn due_of(&self, t: &mut Tx<'_>, sale: (i64, i64), loan: &str) -> Result<Option<Date>, Trouble> {
        for at in keep::entries_of_act(t, self.env.society, sale)? {
            let found = deciding::event_view(t, self.env.society, at, &deciding::Pending::default())?;
            if let Some(credit::CreditEvent::LoanDisbursed(e)) = found.event.filter(|_| !found.reversed)
                && e.loan == loan
            {
                return Ok(e.demands.first().map(|d| d.due));
            }
        }
        Ok(None)
    }

    /// Cash of one person in one day, or in one bill of somebody who is not named: s. 269ST.
    fn cash_law(&self, t: &mut Tx<'_>, party: Option<&Party>, legs: &[Leg]) -> Result<(), Trouble> {
        let amount: Paise = legs.iter().filter(|l| l.means == Means::Cash).map(|l| l.amount).sum();
        if amount.is_zero() {
            return Ok(());
        }
        let before = match party {
            Some(party) => deciding::cash_received(t, self.env.society, party, self.day)?,
            None => Paise::ZERO,
        };
        let limits = deciding::norms(t, self.env.society)?.cash_limit();
        Ok(law::cash(&limits, self.day, CashWay::Receiving, before, amount)?)
    }

    fn return_sale(&self, t: &mut Tx<'_>, act: &Goods) -> Result<Vec<Event>, Trouble> {
        let Goods::ReturnSale { entry, lines, reason, round, parts } = act else { return Ok(Vec::new()) };
        let mut named = Named { entry: Some(*entry), heads: heads(parts), ..Named::default() };
        let activity = self.activity_of(t, &named)?;
        let number = self.number(t, &activity, "CN")?;
        named.number = &number;
        let view = self.view(t, &named)?;
        let mut c = decide::ReturnSale {
            number: number.clone(),
            entry: *entry,
            lines: lines.clone(),
            reason: reason.clone(),
            rounding: None,
            legs: Vec::new(),
        };
        let total = decide::sale_back_total(&view, &c)?;
        let debtors = view.activity.as_ref().map_or("", |a| &a.heads.debtors);
        (c.rounding, c.legs) = settled(total, *round, parts, debtors)?;
        let mut out = of_trade(decide::return_sale(&view, &c, &self.context)?);
        out.extend(self.repaid(t, *entry, &c.legs)?);
        Ok(out)
    }

    fn return_purchase(&self, t: &mut Tx<'_>, act: &Goods) -> Result<Vec<Event>, Trouble> {
        let Goods::ReturnPurchase { entry, lines, reason, round, parts } = act else { return Ok(Vec::new()) };
        let godowns = lines.iter().filter_map(|l| l.godown.as_deref()).collect();
        let mut named = Named { entry: Some(*entry), godowns, heads: heads(parts), ..Named::default() };
        let activity = self.activity_of(t, &named)?;
        let number = self.number(t, &activity, "DN")?;
        named.number = &number;
        let view = self.view(t, &named)?;
        let mut c = decide::ReturnPurchase {
            number: number.clone(),
            entry: *entry,
            lines: lines.clone(),
            reason: reason.clone(),
            rounding: None,
            legs: Vec::new(),
        };
        let total = decide::purchase_back_total(&view, &c)?;
        let creditors = view.activity.as_ref().map_or("", |a| &a.heads.creditors);
        (c.rounding, c.legs) = settled(total, *round, parts, creditors)?;
        let cash: Paise = c.legs.iter().filter(|l| l.means == Means::Cash).map(|l| l.amount).sum();
        let out = of_trade(decide::return_purchase(&view, &c, &self.context)?);
        if !cash.is_zero() {
            let party = view.bill.as_ref().and_then(|b| match &b.event {
                TradeEvent::Purchased(p) => Some(p.supplier.clone()),
                _ => None,
            });
            self.cash_law(t, party.as_ref(), &c.legs)?;
        }
        Ok(out)
    }

    /// The activity of the bill a return names.
    fn activity_of(&self, t: &mut Tx<'_>, named: &Named<'_>) -> Result<String, Trouble> {
        let view = self.view(t, named)?;
        Ok(view.bill.and_then(|b| b.event.activity().map(str::to_owned)).unwrap_or_default())
    }

    fn store(&self, t: &mut Tx<'_>, act: &Goods) -> Result<Vec<Event>, Trouble> {
        let context = &self.context;
        let events = match act {
            Goods::BringForward { activity, other_head, lines } => {
                let number = self.number(t, activity, "F")?;
                let named = Named {
                    activity,
                    items: lines.iter().map(|l| &l.item[..]).collect(),
                    godowns: lines.iter().map(|l| &l.godown[..]).collect(),
                    heads: vec![other_head],
                    number: &number,
                    ..Named::default()
                };
                let view = self.view(t, &named)?;
                let (activity, other_head) = (activity.clone(), other_head.clone());
                let c = decide::BringForward { number: number.clone(), activity, other_head, lines: lines.clone() };
                decide::bring_forward(&view, &c, context)?
            }
            Goods::Move { activity, from, to, lines } => {
                let number = self.number(t, activity, "M")?;
                let items = lines.iter().map(|l| &l.item[..]).collect();
                let named = Named { activity, items, godowns: vec![from, to], number: &number, ..Named::default() };
                let view = self.view(t, &named)?;
                let (activity, from, to) = (activity.clone(), from.clone(), to.clone());
                let c = decide::MoveGoods { number: number.clone(), activity, from, to, lines: lines.clone() };
                decide::move_goods(&view, &c, context)?
            }
            Goods::Count { activity, godown, lines, reason, resolution } => {
                let number = self.number(t, activity, "T")?;
                let items = lines.iter().map(|l| &l.item[..]).collect();
                let named = Named { activity, items, godowns: vec![godown], number: &number, ..Named::default() };
                let view = self.view(t, &named)?;
                let c = decide::Count {
                    number: number.clone(),
                    activity: activity.clone(),
                    godown: godown.clone(),
                    lines: lines.clone(),
                    reason: reason.clone(),
                    resolution: resolution.clone(),
                };
                decide::count(&view, &c, context)?
            }
            Goods::Settle { .. } => self.settle(t, act)?,
            _ => Vec::new(),
        };
        Ok(of_trade(events))
    }

    fn settle(&self, t: &mut Tx<'_>, act: &Goods) -> Result<Vec<TradeEvent>, Trouble> {
        let Goods::Settle { activity, party, debtor, amount, paid } = act else { return Ok(Vec::new()) };
        let party = self.party(t, party)?;
        let number = self.number(t, activity, if *debtor { "R" } else { "V" })?;
        let parts = [Part::rest(paid.clone())];
        let named = Named {
            activity,
            heads: heads(&parts),
            parties: vec![&party],
            number: &number,
            debt: Some((&party, *debtor)),
            ..Named::default()
        };
        let view = self.view(t, &named)?;
        let (_, legs) = settled(*amount, false, &parts, "")?;
        let c = decide::Settle {
            number: number.clone(),
            activity: activity.clone(),
            party: party.clone(),
            debtor: *debtor,
            amount: *amount,
            legs: legs.clone(),
        };
        let events = decide::settle(&view, &c, &self.context)?;
        if *debtor {
            self.cash_law(t, Some(&party), &legs)?;
        }
        Ok(events)
    }
}

fn loan_of(part: &Part) -> Option<&str> {
    match &part.paid {
        Paid::Kind { loan } => Some(loan),
        _ => None,
    }
}

/// Heads that settling may name.
fn heads(parts: &[Part]) -> Vec<&str> {
    let own = parts.iter().filter_map(|p| match &p.paid {
        Paid::Bank { head } | Paid::Head { head } => Some(&head[..]),
        _ => None,
    });
    [CASH, TRANSFER, ROUNDING].into_iter().chain(own).collect()
}

/// Rounding and legs of a bill: each part what it says, one at most what the others leave.
fn settled(total: Paise, round: bool, parts: &[Part], credit: &str) -> Result<(Option<Rounding>, Vec<Leg>), Refusal> {
    let mut rounding = None;
    let mut bill = total;
    if round && total.0 % 100 != 0 {
        let up = Paise((total.0 + 50).div_euclid(100) * 100);
        rounding = Some(Rounding { amount: up - total, head: ROUNDING.to_owned() });
        bill = up;
    }
    let said: Paise = parts.iter().filter_map(|p| p.amount).sum();
    let mut left = Some(bill - said);
    let mut legs = Vec::new();
    for part in parts {
        let amount = match part.amount {
            Some(amount) => amount,
            // a second part without an amount gets nothing, and the domain says that the sum is not the bill
            None => left.take().unwrap_or(Paise::ZERO),
        };
        if amount.is_zero() && part.amount.is_none() {
            continue;
        }
        legs.push(leg(&part.paid, amount, credit)?);
    }
    Ok((rounding, legs))
}

fn leg(paid: &Paid, amount: Paise, credit: &str) -> Result<Leg, Refusal> {
    let no_head = |head: &str| Refusal::new(4327).with("head", head);
    let (head, means, loan) = match paid {
        Paid::Cash => (CASH, Means::Cash, None),
        Paid::Bank { head } if !head.starts_with("BANK") => return Err(no_head(head)),
        Paid::Bank { head } => (&head[..], Means::Bank, None),
        Paid::Credit => (credit, Means::Credit, None),
        Paid::Kind { loan } => (TRANSFER, Means::Kind, Some(loan.clone())),
        // money and what lies between two rooms are not other heads
        Paid::Head { head } if head == CASH || head == TRANSFER || head.starts_with("BANK") => {
            return Err(no_head(head));
        }
        Paid::Head { head } => (&head[..], Means::Transfer, None),
    };
    Ok(Leg { head: head.to_owned(), means, amount, party: None, loan })
}
