//! A shop that keeps what a store would keep, and gives decisions their views.

use jiff::civil::date;
use kernel::{Date, Paise, Refusal};
use std::collections::BTreeMap;
use trade::decide::{
    self, BillView, Buy, BuyLine, CardView, Context, EventView, Issue, Reverse, Sell, SellLine, StockView,
};
use trade::effects::{self, PartyChange, Stocks};
use trade::event::TradeEvent;
use trade::terms::{
    Activity, ActivityHeads, Entitlement, Godown, GstRate, GstWay, Item, Leg, Means, Milli, Party, Per, PriceRow,
    RationCard, Ruled, Stock, Supply, Unit,
};

pub const TODAY: Date = date(2026, 7, 10);
pub const ACTIVITY: &str = "FERT";

pub fn heads() -> ActivityHeads {
    let h = |t: &str| t.to_owned();
    ActivityHeads {
        stock: h("STOCK"),
        sales: h("SALES"),
        cost: h("COST"),
        shortage: h("SHORT"),
        surplus: h("OVER"),
        gst_in: h("GST_IN"),
        gst_out: h("GST_OUT"),
        debtors: h("DEBT"),
        creditors: h("CRED"),
    }
}

pub fn activity(way: GstWay) -> Activity {
    let gst = Ruled::one(date(2025, 4, 1), way, "GSTIN", "certificate");
    Activity { code: ACTIVITY.into(), name: "Fertiliser".into(), heads: heads(), gst, licence: None }
}

pub fn item(code: &str, unit: Unit, rate: i32, batches: bool, expires: bool) -> Item {
    Item {
        code: code.into(),
        name: code.to_lowercase(),
        unit,
        hsn: String::new(),
        gst: Ruled::one(date(2025, 9, 22), GstRate(rate), "notification", "schedule"),
        activity: ACTIVITY.into(),
        batches,
        expires,
    }
}

pub fn leg(head: &str, means: Means, paise: i64) -> Leg {
    Leg { head: head.into(), means, amount: Paise(paise), party: None, loan: None }
}

pub fn cash(paise: i64) -> Vec<Leg> {
    if paise == 0 { Vec::new() } else { vec![leg("CASH", Means::Cash, paise)] }
}

/// The number of a refusal, which can be said in both languages: every place in its texts is filled.
pub fn told(no: &Refusal) -> u16 {
    for lang in [lipi::Lang::Hi, lipi::Lang::En] {
        assert!(lipi::messages::refuse(lang, no).len() > 20);
    }
    no.number
}

pub fn number<T: std::fmt::Debug>(result: Result<T, Refusal>) -> u16 {
    told(&result.expect_err("a refusal"))
}

pub fn member() -> Party {
    Party::Member("12".into())
}

pub fn supplier() -> Party {
    Party::Named("IFFCO".into())
}

/// Everything a store would keep.
#[derive(Clone, Debug)]
pub struct Shop {
    pub today: Date,
    pub activity: Activity,
    pub items: Vec<Item>,
    pub prices: Vec<PriceRow>,
    pub entitlements: Vec<Entitlement>,
    pub card: RationCard,
    pub events: Vec<TradeEvent>,
    pub stocks: Stocks,
}

impl Shop {
    pub fn new(way: GstWay) -> Shop {
        let price = |item: &str, price: i64, mrp: Option<i64>| PriceRow {
            item: item.into(),
            from: date(2026, 4, 1),
            price: Paise(price),
            mrp: mrp.map(Paise),
            order: "7".into(),
        };
        Shop {
            today: TODAY,
            activity: activity(way),
            items: vec![
                item("UREA", Unit::Bag, 500, false, false),
                item("SEED", Unit::Kilogram, 0, true, true),
                item("SPRAY", Unit::Packet, 1800, true, true),
                item("RICE", Unit::Kilogram, 0, false, false),
            ],
            prices: vec![
                price("UREA", 26650, Some(30000)),
                price("SEED", 4533, None),
                price("SPRAY", 33333, None),
                price("RICE", 300, None),
            ],
            entitlements: vec![Entitlement {
                category: "PHH".into(),
                item: "RICE".into(),
                from: date(2026, 4, 1),
                qty: Milli::units(5),
                per: Per::Head,
                order: "SO-1".into(),
            }],
            card: RationCard { no: "R1".into(), holder: "Sita".into(), category: "PHH".into(), heads: 4 },
            events: Vec::new(),
            stocks: Stocks::new(),
        }
    }

    pub fn context(&self) -> Context {
        Context { today: self.today }
    }

    pub fn view(&self) -> StockView {
        let code = |t: &str| Godown { code: t.into(), name: t.into() };
        let h = heads();
        StockView {
            activity: Some(self.activity.clone()),
            items: self.items.clone(),
            godowns: vec![code("A"), code("B")],
            stock: self.stock(),
            prices: self.prices.clone(),
            entitlements: self.entitlements.clone(),
            heads: [
                &h.stock,
                &h.sales,
                &h.cost,
                &h.shortage,
                &h.surplus,
                &h.gst_in,
                &h.gst_out,
                &h.debtors,
                &h.creditors,
            ]
            .into_iter()
            .cloned()
            .chain(["CASH", "BANK", "ROUND", "KCC", "MD"].map(str::to_owned))
            .collect(),
            members: vec!["12".into()],
            card: Some(CardView { card: self.card.clone(), drawn: self.drawn() }),
            ..StockView::default()
        }
    }

    pub fn stock(&self) -> Vec<Stock> {
        self.stocks.values().cloned().collect()
    }

    pub fn drawn(&self) -> Vec<(String, Milli)> {
        let draws = self.events.iter().flat_map(effects::draws);
        draws.filter(|d| d.month == self.today.first_of_month()).map(|d| (d.item, d.by)).collect()
    }

    pub fn owed(&self) -> Vec<PartyChange> {
        self.events.iter().flat_map(effects::parties).collect()
    }

    /// What a decision gave is entered; the place of its last event.
    pub fn enter(&mut self, decided: Result<Vec<TradeEvent>, Refusal>) -> usize {
        for event in decided.expect("a decision") {
            effects::add(&mut self.stocks, &event, self.events.len() as i64);
            self.events.push(event);
        }
        self.events.len() - 1
    }

    pub fn bill(&self, at: usize) -> BillView {
        BillView { event: self.events[at].clone(), reversed: self.reversed(at), back: self.back(at) }
    }

    pub fn back(&self, at: usize) -> Vec<(usize, Milli)> {
        let all = self.events.iter().flat_map(effects::backs).filter(|b| b.0 == (1, at as i64));
        all.map(|(_, line, qty)| (line, qty)).collect()
    }

    pub fn reversed(&self, at: usize) -> bool {
        self.events.iter().any(|e| matches!(e, TradeEvent::Reversed(r) if r.entry == (1, at as i64)))
    }

    pub fn undo_view(&self, at: usize) -> EventView {
        let back: i64 = self.back(at).iter().map(|b| b.1.0).sum();
        EventView {
            event: self.events.get(at).cloned(),
            reversed: self.reversed(at),
            later: back != 0,
            stock: self.stock(),
            owed: self.owed(),
        }
    }

    pub fn undo(&self, at: usize) -> Result<Vec<TradeEvent>, Refusal> {
        let c = Reverse { entry: (1, at as i64), reason: "mistake".into() };
        decide::reverse(&self.undo_view(at), &c, &self.context())
    }

    pub fn buy(&mut self, lines: Vec<BuyLine>, freight: i64) -> usize {
        let c = self.purchase(lines, freight);
        self.enter(decide::buy(&self.view(), &c, &self.context()))
    }

    /// A purchase all on credit.
    pub fn purchase(&self, lines: Vec<BuyLine>, freight: i64) -> Buy {
        let mut c = Buy {
            number: format!("P{}", self.events.len()),
            activity: ACTIVITY.into(),
            supplier: supplier(),
            bill: format!("B{}", self.events.len()),
            bill_date: self.today,
            supply: Supply::Within,
            lines,
            freight: Paise(freight),
            rounding: None,
            legs: Vec::new(),
        };
        // The refusal of wrong legs says what the bill comes to.
        let due = decide::buy(&self.view(), &c, &self.context()).err().map_or(0, |r| asked(&r));
        if due > 0 {
            c.legs = vec![leg("CRED", Means::Credit, due)];
        }
        c
    }

    /// A sale all in cash.
    pub fn sale(&self, lines: Vec<SellLine>) -> Sell {
        let mut c = Sell {
            number: format!("S{}", self.events.len()),
            activity: ACTIVITY.into(),
            customer: Some(member()),
            supply: Supply::Within,
            lines,
            rounding: None,
            legs: Vec::new(),
        };
        c.legs = cash(decide::sale_total(&self.view(), &c, &self.context()).map_or(0, |sum| sum.0));
        c
    }

    pub fn sell(&mut self, lines: Vec<SellLine>) -> usize {
        let c = self.sale(lines);
        self.enter(decide::sell(&self.view(), &c, &self.context()))
    }

    pub fn issue(&self, lines: Vec<SellLine>) -> Result<Vec<TradeEvent>, Refusal> {
        let c = Issue { card: "R1".into(), sale: self.sale(lines) };
        decide::issue(&self.view(), &c, &self.context())
    }

    /// Heads with debits less credits.
    pub fn heads(&self) -> BTreeMap<String, i64> {
        let mut out = BTreeMap::new();
        for l in self.events.iter().flat_map(effects::lines) {
            *out.entry(l.head).or_default() += (l.debit - l.credit).0;
        }
        out.retain(|_, v| *v != 0);
        out
    }
}

/// Paise named by the refusal of wrong legs; 0 for any other.
pub fn asked(r: &Refusal) -> i64 {
    let amount = r.args.iter().find(|a| a.0 == "amount" && r.number == 4324);
    amount.map_or(0, |a| a.1.replace('.', "").parse().expect("an amount"))
}

pub fn bought(item: &str, batch: Option<&str>, expiry: Option<Date>, qty: i64, rate: i64) -> BuyLine {
    let batch = batch.map(str::to_owned);
    BuyLine { item: item.into(), batch, expiry, godown: "A".into(), qty: Milli(qty), rate: Paise(rate), gst: None }
}

pub fn sold(item: &str, qty: i64) -> SellLine {
    SellLine::listed(item, "A", Milli(qty))
}
