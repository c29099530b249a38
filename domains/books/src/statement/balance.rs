//! Balance sheet with the previous year, and net worth.

use super::{Book, Figures, Label, Part, Row, Section, Table, Tie, above, by_group, profit};
use crate::chart::Group;
use crate::event::HeadClass;
use kernel::Paise;

/// Balance sheet at `to`, with the balances of one year before. A profit or loss that no closing voucher has carried to the
/// balance sheet yet stands in a line of its own, that of the period apart from what is older. Differences of a migration are
/// shown openly, on the side where they stand.
#[must_use]
pub fn balance_sheet(book: &Book) -> Table {
    let figures = book.figures();
    let of = |class: HeadClass| figures.iter().filter(move |f| f.head.class() == class);
    let results = unclosed(&figures);
    let mut liabilities = by_group(of(HeadClass::Liability), 2, |f| vec![-f.balance(), -f.previous]);
    liabilities.push(result_section("section-result-profit", &results, above));
    liabilities.push(Section::new(
        Label::Group(Group::Difference),
        2,
        of(HeadClass::Difference).map(|f| Row::new(f.label(), vec![above(-f.balance()), above(-f.previous)])).collect(),
    ));
    let mut assets = by_group(of(HeadClass::Asset), 2, |f| vec![f.balance(), f.previous]);
    assets.push(result_section("section-result-loss", &results, |a| above(-a)));
    assets.push(Section::new(
        Label::Group(Group::Difference),
        2,
        of(HeadClass::Difference).map(|f| Row::new(f.label(), vec![above(f.balance()), above(f.previous)])).collect(),
    ));
    let liabilities = Part::new(Label::Key("part-liabilities"), 2, liabilities);
    let assets = Part::new(Label::Key("part-assets"), 2, assets);
    let ties = vec![
        Tie { key: "tie-balance", off: liabilities.totals[0] - assets.totals[0] },
        Tie { key: "tie-balance-previous", off: liabilities.totals[1] - assets.totals[1] },
        Tie { key: "tie-balance-profit", off: profit::result(&figures) - gained(&figures) },
    ];
    Table {
        title: Label::Key("statement-balance-sheet"),
        about: None,
        columns: vec!["column-this-year", "column-previous-year"],
        parts: vec![liabilities, assets],
        ties,
    }
}

/// Lines of results still in income and expense heads: (key, this year, one year before).
fn unclosed(figures: &[Figures]) -> [(&'static str, Paise, Paise); 2] {
    let sum = |of: fn(&Figures) -> Paise| figures.iter().filter(|f| f.is_result()).map(|f| -of(f)).sum::<Paise>();
    let closed = figures.iter().any(|f| f.is_result() && !f.carried().is_zero());
    let previous = sum(|f| f.previous);
    if closed {
        // Closing vouchers do not say which year's income they carry: what they left is one line.
        return [
            ("line-result-period", sum(Figures::balance), previous),
            ("line-result-earlier", Paise::ZERO, Paise::ZERO),
        ];
    }
    [("line-result-period", sum(Figures::net), previous), ("line-result-earlier", sum(|f| f.opening), Paise::ZERO)]
}

fn result_section(key: &'static str, results: &[(&'static str, Paise, Paise)], side: fn(Paise) -> Paise) -> Section {
    let rows = results.iter().map(|(line, now, before)| Row::new(Label::Key(line), vec![side(*now), side(*before)]));
    Section::new(Label::Key(key), 2, rows.collect())
}

/// By how much assets less liabilities grew in the period, differences counted with them: the profit, seen from the balance
/// sheet alone.
fn gained(figures: &[Figures]) -> Paise {
    figures.iter().filter(|f| !f.is_result()).map(Figures::net).sum()
}

/// Net worth at `to`: paid-up capital and reserves, less accumulated losses and `erosion` (what assets have lost in value
/// without a provision, paise, as the auditor found it). Rule 4.9 of the field notes, after the Act of 2003.
#[must_use]
pub fn net_worth(book: &Book, erosion: Paise) -> Paise {
    let counted = |f: &&Figures| matches!(f.head.group, Group::ShareCapital | Group::Reserves | Group::Losses);
    -book.figures().iter().filter(counted).map(Figures::balance).sum::<Paise>() - erosion
}
