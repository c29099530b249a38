//! Trading account of each activity, profit and loss opening with gross profit.

use super::{Book, Figures, Label, Part, Row, Section, Table, Tie, above, by_group};
use crate::chart::Group;
use crate::event::HeadClass;
use kernel::Paise;
use std::collections::BTreeSet;

type Activity = Option<String>;

/// Activities that have a trading account in the period; trade that names no activity comes last.
fn activities(figures: &[Figures]) -> Vec<Activity> {
    let trades = figures.iter().filter(|f| f.head.group.is_trading() || f.head.group == Group::Stock);
    let alive = trades.filter(|f| !f.opening.is_zero() || !f.moved.0.is_zero() || !f.moved.1.is_zero());
    let all: BTreeSet<Activity> = alive.map(|f| f.head.activity.clone()).collect();
    let (named, none): (Vec<Activity>, Vec<Activity>) = all.into_iter().partition(Option::is_some);
    named.into_iter().chain(none).collect()
}

/// Gross profit of an activity in the period, from its income and expense heads; a loss is negative.
fn gross(figures: &[Figures], activity: &Activity) -> Paise {
    figures.iter().filter(|f| f.head.group.is_trading() && f.head.activity == *activity).map(|f| -f.net()).sum()
}

/// Trading accounts of the period, one for each activity. Purchases are what the ledger's stock and cost say was bought:
/// closing stock less opening stock, and cost of goods sold and missing. So the account is right whether the society keeps
/// stock with every sale or corrects it at the end of the year. Missing goods are named for knowledge; they are not in the
/// closing stock.
#[must_use]
pub fn trading(book: &Book) -> Vec<Table> {
    let figures = book.figures();
    activities(&figures).into_iter().map(|a| account(&figures, a)).collect()
}

fn account(figures: &[Figures], activity: Activity) -> Table {
    let of = |group: Group| figures.iter().filter(move |f| f.head.group == group);
    let here = |group: Group, amount: fn(&Figures) -> Paise| -> Vec<Row> {
        of(group).filter(|f| f.head.activity == activity).map(|f| Row::one(f.label(), amount(f))).collect()
    };
    let sum = |rows: &[Row]| rows.iter().map(|r| r.amounts[0]).sum::<Paise>();
    let (opening, closing) = (here(Group::Stock, |f| f.opening), here(Group::Stock, Figures::before_closing));
    let (cost, short) = (here(Group::CostOfGoods, Figures::net), here(Group::Shortage, Figures::net));
    let bought = sum(&closing) - sum(&opening) + sum(&cost) + sum(&short);
    let bought = vec![
        Row::one(Label::Key("line-purchases"), bought),
        Row::memo(Label::Key("line-of-which-shortage"), vec![sum(&short)]),
    ];
    let gross = gross(figures, &activity);
    let section = |key, rows| Section::new(Label::Key(key), 1, rows);
    let debit = vec![
        section("section-opening-stock", opening),
        section("section-purchases", bought),
        section("section-direct-expenses", here(Group::TradeExpense, Figures::net)),
        section("section-gross-profit", vec![Row::one(Label::Key("line-gross-profit"), above(gross))]),
    ];
    let credit = vec![
        section("section-sales", here(Group::Sales, |f| -f.net())),
        section("section-trade-income", here(Group::TradeIncome, |f| -f.net())),
        section("section-closing-stock", closing),
        section("section-gross-loss", vec![Row::one(Label::Key("line-gross-loss"), above(-gross))]),
    ];
    let debit = Part::new(Label::Key("part-debit"), 1, debit);
    let credit = Part::new(Label::Key("part-credit"), 1, credit);
    let tie = Tie { key: "tie-trading", off: debit.totals[0] - credit.totals[0] };
    Table {
        title: Label::Key("statement-trading"),
        about: Some(Label::Activity(activity)),
        columns: vec!["column-amount"],
        parts: vec![debit, credit],
        ties: vec![tie],
    }
}

/// Profit of the period; a loss is negative.
pub(super) fn result(figures: &[Figures]) -> Paise {
    figures.iter().filter(|f| f.is_result()).map(|f| -f.net()).sum()
}

/// Result of each activity in the period: all income and expenses of heads that name it, not only its trade. What names none
/// is under `None`, last. The parts make the profit of the society.
#[must_use]
pub fn activity_results(book: &Book) -> Vec<(Option<String>, Paise)> {
    let figures = book.figures();
    let results = figures.iter().filter(|f| f.is_result());
    let all: BTreeSet<&Activity> = results.clone().map(|f| &f.head.activity).collect();
    let of = |a: &Activity| results.clone().filter(|f| f.head.activity == *a).map(|f| -f.net()).sum();
    let (named, none): (Vec<&Activity>, Vec<&Activity>) = all.into_iter().partition(|a| a.is_some());
    named.into_iter().chain(none).map(|a| (a.clone(), of(a))).collect()
}

/// Profit and loss of the period. It opens with the gross profit or loss of each activity.
#[must_use]
pub fn profit_and_loss(book: &Book) -> Table {
    let figures = book.figures();
    let trades: Vec<(Label, Paise)> =
        activities(&figures).into_iter().map(|a| (Label::Activity(a.clone()), gross(&figures, &a))).collect();
    let rows = |sign: fn(Paise) -> Paise| trades.iter().map(|(l, g)| Row::one(l.clone(), above(sign(*g)))).collect();
    let others = |class: HeadClass, amount: fn(&Figures) -> Paise| {
        let here = figures.iter().filter(move |f| f.head.class() == class && !f.head.group.is_trading());
        by_group(here, 1, move |f| vec![amount(f)])
    };
    let net = result(&figures);
    let section = |key, rows| Section::new(Label::Key(key), 1, rows);
    let mut debit = vec![section("section-gross-loss", rows(|g| -g))];
    debit.extend(others(HeadClass::Expense, Figures::net));
    debit.push(section("section-net-profit", vec![Row::one(Label::Key("line-net-profit"), above(net))]));
    let mut credit = vec![section("section-gross-profit", rows(|g| g))];
    credit.extend(others(HeadClass::Income, |f| -f.net()));
    credit.push(section("section-net-loss", vec![Row::one(Label::Key("line-net-loss"), above(-net))]));
    let debit = Part::new(Label::Key("part-expenses"), 1, debit);
    let credit = Part::new(Label::Key("part-income"), 1, credit);
    let tie = Tie { key: "tie-profit", off: debit.totals[0] - credit.totals[0] };
    Table {
        title: Label::Key("statement-profit-loss"),
        about: None,
        columns: vec!["column-amount"],
        parts: vec![debit, credit],
        ties: vec![tie],
    }
}
