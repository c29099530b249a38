//! The shop of a demonstration: fertiliser, seed and ration with a few closed days of trade, so that no page of it is empty.

use desk::act::{Act, Goods, Paid, Part};
use desk::{Desk, Role, Trouble, Who};
use examples::goods::Shop;
use kernel::{CommandId, Date, Fault, Paise, SocietyId};
use trade::decide::{CountLine, ReturnLine, SellLine};
use trade::terms::Supply;
use trade::{Milli, Party};

/// Days of trade after the old books end.
const DAYS: i64 = 4;

/// The shop being set up and at work.
struct Stall<'d> {
    desk: &'d Desk,
    code: &'d str,
    society: SocietyId,
    shop: Shop,
}

/// Sets up the shop of a society and trades in it from the day after `cutoff`. A second run finds it in place, or goes on where the first
/// was stopped; where the society has later days it is left alone.
pub fn open(desk: &Desk, code: &str, cutoff: Date) -> Result<(), Trouble> {
    let society = desk::society_id(code);
    let first = cutoff.tomorrow().map_err(|e| Fault::new("count days", e))?;
    let last = credit::calendar::plus_days(first, DAYS - 1);
    let state = desk.read(|t| keep::deciding::day_state(t, society))?;
    if state.closed_until.is_some_and(|d| d >= last) || state.open.is_some_and(|d| d > last) {
        return Ok(());
    }
    let stall = Stall { desk, code, society, shop: examples::goods::shop(first) };
    stall.set_up()?;
    let mut day = first;
    for n in 1..=DAYS {
        stall.act(&format!("begin/{n}"), Act::BeginDay { date: day, cash: stall.cash()? })?;
        stall.trade(n, day)?;
        stall.act(&format!("end/{n}"), Act::EndDay { cash: stall.cash()? })?;
        day = day.tomorrow().map_err(|e| Fault::new("count days", e))?;
    }
    Ok(())
}

fn sold(item: &str, godown: &str, qty: i64) -> SellLine {
    SellLine::listed(item, godown, Milli::units(qty))
}

impl Stall<'_> {
    /// Does an act once: its id is of what is done.
    fn act(&self, name: &str, act: Act) -> Result<(i64, i64), Trouble> {
        let id = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, format!("{}/shop/{name}", self.code).as_bytes());
        let secretary = Who::local(Role::Secretary);
        let receipt = self.desk.act(&secretary, self.society, CommandId(id), &act.into())?.receipt;
        Ok((receipt.desk.0, receipt.last.0))
    }

    fn goods(&self, name: &str, goods: Goods) -> Result<(i64, i64), Trouble> {
        self.act(name, Act::Goods(Box::new(goods)))
    }

    /// The drawer holds what the books say.
    fn cash(&self) -> Result<Vec<(i64, i64)>, Trouble> {
        Ok(books::day::fewest(self.desk.read(|t| keep::deciding::day_state(t, self.society))?.book_cash))
    }

    fn set_up(&self) -> Result<(), Trouble> {
        let s = &self.shop;
        let known = self.desk.read(|t| keep::deciding::head_codes(t, self.society))?;
        let missing = books::chart::STANDARD.iter().filter(|h| !known.iter().any(|k| k == h.code));
        let heads: Vec<books::Head> = missing.filter_map(|h| books::chart::head(h.code, lipi::Lang::Hi)).collect();
        if !heads.is_empty() {
            self.act("heads", Act::OpenHeads { heads })?;
        }
        let all = (s.activities.iter().map(|a| Goods::OpenActivity(a.clone())))
            .chain(s.godowns.iter().map(|g| Goods::SetGodown(g.clone())))
            .chain(s.items.iter().map(|i| Goods::SetItem(i.clone())))
            .chain(s.prices.iter().map(|p| Goods::SetPrice(p.clone())))
            .chain(s.entitlements.iter().map(|e| Goods::SetEntitlement(e.clone())));
        for (i, goods) in all.enumerate() {
            self.goods(&format!("set/{i}"), goods)?;
        }
        Ok(())
    }

    fn sell(
        &self,
        name: &str,
        activity: &str,
        customer: Option<Party>,
        lines: Vec<SellLine>,
        paid: Paid,
    ) -> Result<(i64, i64), Trouble> {
        let (activity, parts) = (activity.to_owned(), vec![Part::rest(paid)]);
        self.goods(name, Goods::Sell { activity, customer, card: None, lines, round: true, parts })
    }

    fn ration(&self, card: &str, rice: i64, wheat: i64) -> Result<(), Trouble> {
        let lines = vec![sold("RICE", "G2", rice), sold("WHEAT", "G2", wheat)];
        let (activity, parts) = ("PDS".to_owned(), vec![Part::rest(Paid::Cash)]);
        let card = Some(card.to_owned());
        let name = format!("ration/{}", card.as_deref().unwrap_or_default());
        self.goods(&name, Goods::Sell { activity, customer: None, card, lines, round: true, parts }).map(|_| ())
    }

    /// The trade of the n-th day: purchases, sales, then debts and a count.
    fn trade(&self, n: i64, day: Date) -> Result<(), Trouble> {
        let farmer = || Some(Party::Named(self.shop.cards[1].holder.clone()));
        match n {
            1 => {
                for (i, b) in self.shop.bills.iter().enumerate() {
                    let buy = Goods::Buy {
                        activity: b.activity.clone(),
                        supplier: b.supplier.clone(),
                        bill: b.bill.clone(),
                        bill_date: day,
                        supply: Supply::Within,
                        lines: b.lines.clone(),
                        freight: b.freight,
                        round: true,
                        parts: vec![Part::rest(Paid::Credit)],
                    };
                    self.goods(&format!("bill/{i}"), buy)?;
                }
                for (i, card) in self.shop.cards.iter().enumerate() {
                    self.goods(&format!("card/{i}"), Goods::SetCard(card.clone()))?;
                }
            }
            2 => {
                self.sell("sale/1", "FERT", None, vec![sold("UREA", "G1", 12), sold("DAP", "G1", 3)], Paid::Cash)?;
                self.sell("sale/2", "FERT", farmer(), vec![sold("NPK", "G1", 5)], Paid::Credit)?;
                self.ration("0501-001", 12, 8)?;
            }
            3 => {
                let entry = self.sell("sale/3", "SEED", farmer(), vec![sold("WHEAT-S", "G1", 40)], Paid::Cash)?;
                let lines = vec![ReturnLine { line: 0, qty: Milli::units(5), godown: None }];
                let (reason, parts) = (examples::rules::ORDER.to_owned(), vec![Part::rest(Paid::Cash)]);
                self.goods("return", Goods::ReturnSale { entry, lines, reason, round: true, parts })?;
                self.ration("0501-002", 21, 14)?;
                self.sell("sale/4", "FERT", None, vec![sold("NANO", "G2", 6)], Paid::Cash)?;
            }
            _ => {
                let party = self.shop.cards[1].holder.clone();
                let settle = Goods::Settle {
                    activity: "FERT".to_owned(),
                    party: Party::Named(party),
                    debtor: true,
                    amount: Paise::rupees(3_000),
                    paid: Paid::Cash,
                };
                self.goods("settle", settle)?;
                let found = CountLine {
                    item: "UREA".to_owned(),
                    batch: None,
                    counted: Milli::units(187),
                    value: None,
                    expiry: None,
                };
                let order = examples::rules::ORDER.to_owned();
                let count = Goods::Count {
                    activity: "FERT".to_owned(),
                    godown: "G1".to_owned(),
                    lines: vec![found],
                    reason: order.clone(),
                    resolution: order,
                };
                self.goods("count", count)?;
            }
        }
        Ok(())
    }
}
