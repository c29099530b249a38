//! Goods of an invented society: fertiliser, seed and ration, with items, prices and first purchases. No price, rate or entitlement here is
//! anybody's order: a real society enters its own, and what it has not entered blocks.

use crate::rules::{FROM, ORDER, rule};
use kernel::{Date, Paise};
use trade::decide::BuyLine;
use trade::terms::{
    Activity, ActivityHeads, Entitlement, Godown, GstRate, GstWay, Item, Licence, Per, PriceRow, RationCard, Unit,
};
use trade::{Milli, Party};

/// A supplier's bill to be entered.
#[derive(Clone, Debug)]
pub struct Bill {
    /// Code of the activity.
    pub activity: String,
    /// Supplier.
    pub supplier: Party,
    /// Number of his bill.
    pub bill: String,
    /// Lines.
    pub lines: Vec<BuyLine>,
    /// Freight, paise.
    pub freight: Paise,
}

/// Everything a shop begins with, in the order in which it must be entered.
#[derive(Clone, Debug)]
pub struct Shop {
    /// Activities.
    pub activities: Vec<Activity>,
    /// Godowns.
    pub godowns: Vec<Godown>,
    /// Items.
    pub items: Vec<Item>,
    /// Prices.
    pub prices: Vec<PriceRow>,
    /// What cards may draw.
    pub entitlements: Vec<Entitlement>,
    /// Ration cards.
    pub cards: Vec<RationCard>,
    /// Purchases.
    pub bills: Vec<Bill>,
}

fn activity(code: &str, name: &str, heads: [&str; 5], gst: GstWay, licence: Option<&str>) -> Activity {
    let [stock, sales, cost, shortage, surplus] = heads.map(str::to_owned);
    let heads = ActivityHeads {
        stock,
        sales,
        cost,
        shortage,
        surplus,
        gst_in: "GST_IN".to_owned(),
        gst_out: "GST_OUT".to_owned(),
        debtors: "DEBTORS".to_owned(),
        creditors: "CREDITORS".to_owned(),
    };
    let licence = licence.map(|n| Licence { number: n.to_owned(), expiry: None });
    Activity { code: code.to_owned(), name: name.to_owned(), heads, gst: rule(gst), licence }
}

fn item(code: &str, name: &str, unit: Unit, hsn: &str, rate: i32, activity: &str) -> Item {
    // seed and pesticide carry the maker's batch and a last day, fertiliser and grain neither
    let dated = matches!(activity, "SEED" | "PEST");
    Item {
        code: code.to_owned(),
        name: name.to_owned(),
        unit,
        hsn: hsn.to_owned(),
        gst: rule(GstRate(rate)),
        activity: activity.to_owned(),
        batches: dated,
        expires: dated,
    }
}

fn price(item: &str, price: i64, mrp: Option<i64>) -> PriceRow {
    let mrp = mrp.map(Paise);
    PriceRow { item: item.to_owned(), from: FROM, price: Paise(price), mrp, order: ORDER.to_owned() }
}

fn entitled(category: &str, item: &str, qty: i64, per: Per) -> Entitlement {
    let (category, item, order) = (category.to_owned(), item.to_owned(), ORDER.to_owned());
    Entitlement { category, item, from: FROM, qty: Milli::units(qty), per, order }
}

fn line(item: &str, godown: &str, qty: i64, rate: i64, batch: Option<(&str, Date)>) -> BuyLine {
    BuyLine {
        item: item.to_owned(),
        batch: batch.map(|b| b.0.to_owned()),
        expiry: batch.map(|b| b.1),
        godown: godown.to_owned(),
        qty: Milli::units(qty),
        rate: Paise(rate),
        gst: None,
    }
}

fn bill(activity: &str, supplier: &str, no: &str, lines: Vec<BuyLine>, freight: i64) -> Bill {
    let supplier = Party::Named(supplier.to_owned());
    Bill { activity: activity.to_owned(), supplier, bill: no.to_owned(), lines, freight: Paise(freight) }
}

fn items() -> Vec<Item> {
    vec![
        item("UREA", "यूरिया 45 कि.ग्रा.", Unit::Bag, "31021000", 500, "FERT"),
        item("DAP", "डीएपी 50 कि.ग्रा.", Unit::Bag, "31053000", 500, "FERT"),
        item("NPK", "एनपीके 12:32:16, 50 कि.ग्रा.", Unit::Bag, "31052000", 500, "FERT"),
        item("NANO", "नैनो यूरिया 500 मि.ली.", Unit::Packet, "31029090", 500, "FERT"),
        item("WHEAT-S", "गेहूँ बीज", Unit::Kilogram, "10011900", 0, "SEED"),
        item("PADDY-S", "धान बीज", Unit::Kilogram, "10061010", 0, "SEED"),
        item("RICE", "राशन चावल", Unit::Kilogram, "10063090", 0, "PDS"),
        item("WHEAT", "राशन गेहूँ", Unit::Kilogram, "10019910", 0, "PDS"),
    ]
}

/// What a shop begins with whose first purchases are of `day`.
#[must_use]
pub fn shop(day: Date) -> Shop {
    let fert = ["STOCK_FERT", "FERT_SALE", "FERT_COST", "FERT_SHORT", "FERT_REBATE"];
    let seed = ["STOCK_SEED", "SEED_SALE", "SEED_COST", "SEED_SHORT", "INC_RECOVERED"];
    let pds = ["PDS_STOCK", "PDS_SALE", "PDS_COST", "PDS_SHORT", "INC_RECOVERED"];
    let godown = |code: &str, name: &str| Godown { code: code.to_owned(), name: name.to_owned() };
    let card = |no: &str, holder: &str, category: &str, heads: u16| RationCard {
        no: no.to_owned(),
        holder: holder.to_owned(),
        category: category.to_owned(),
        heads,
    };
    let later = |months: i32| day.saturating_add(jiff::Span::new().months(months));
    Shop {
        activities: vec![
            activity("FERT", "उर्वरक", fert, GstWay::Included, Some("उदाहरण/FERT/1")),
            activity("SEED", "बीज", seed, GstWay::Included, Some("उदाहरण/SEED/1")),
            activity("PDS", "राशन की दुकान", pds, GstWay::Unregistered, Some("उदाहरण/FPS/1")),
        ],
        godowns: vec![godown("G1", "मुख्य गोदाम"), godown("G2", "दुकान")],
        items: items(),
        prices: vec![
            price("UREA", 26_650, Some(26_650)),
            price("DAP", 135_000, Some(135_000)),
            price("NPK", 147_000, Some(147_000)),
            price("NANO", 22_500, Some(24_000)),
            price("WHEAT-S", 4_200, None),
            price("PADDY-S", 5_500, None),
            price("RICE", 300, None),
            price("WHEAT", 200, None),
        ],
        entitlements: vec![
            entitled("PHH", "RICE", 3, Per::Head),
            entitled("PHH", "WHEAT", 2, Per::Head),
            entitled("AAY", "RICE", 21, Per::Card),
            entitled("AAY", "WHEAT", 14, Per::Card),
        ],
        cards: vec![
            card("0501-001", "सीता देवी", "PHH", 4),
            card("0501-002", "मोहन राम", "AAY", 5),
            card("0501-003", "गीता जोशी", "PHH", 2),
        ],
        bills: vec![
            bill(
                "FERT",
                "उदाहरण उर्वरक संघ",
                "UF/101",
                vec![line("UREA", "G1", 200, 24_200, None), line("DAP", "G1", 60, 124_000, None)],
                180_000,
            ),
            bill(
                "FERT",
                "उदाहरण उर्वरक संघ",
                "UF/102",
                vec![line("NPK", "G1", 40, 135_500, None), line("NANO", "G2", 100, 19_800, None)],
                60_000,
            ),
            bill(
                "SEED",
                "उदाहरण बीज निगम",
                "BN/7",
                vec![
                    line("WHEAT-S", "G1", 400, 3_700, Some(("W-B", later(9)))),
                    line("WHEAT-S", "G1", 200, 3_600, Some(("W-A", later(4)))),
                    line("PADDY-S", "G1", 300, 4_900, Some(("P-1", later(6)))),
                ],
                40_000,
            ),
            bill(
                "PDS",
                "उदाहरण खाद्य विभाग",
                "FD/55",
                vec![line("RICE", "G2", 2_000, 250, None), line("WHEAT", "G2", 1_400, 150, None)],
                0,
            ),
        ],
    }
}
