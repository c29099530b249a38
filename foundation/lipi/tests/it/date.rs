//! Dates as people write them.

use kernel::Date;
use lipi::Lang;
use lipi::date::{Calendar, DateHints, Kind, Note, Order, format, format_long, infer_order, read};
use proptest::prelude::*;

fn exact(y: i16, m: i8, d: i8) -> Kind {
    Kind::Exact(Date::constant(y, m, d))
}

#[test]
fn dates_as_written() {
    let hints = DateHints { latest_year: 2025, ..DateHints::default() };
    for (text, kind) in [
        ("31/03/2025", exact(2025, 3, 31)),
        ("31.3.25", exact(2025, 3, 31)),
        ("31-03-2025", exact(2025, 3, 31)),
        ("1-4-98", exact(1998, 4, 1)),
        ("5-Apr-24", exact(2024, 4, 5)),
        ("05-APR-2024", exact(2024, 4, 5)),
        ("2025-03-31", exact(2025, 3, 31)),
        ("2025-03-31T10:15:00", exact(2025, 3, 31)),
        ("2025-03-31 00:00:00", exact(2025, 3, 31)),
        ("31/03/2025 10:15", exact(2025, 3, 31)),
        ("20230228", exact(2023, 2, 28)),
        ("३१/०३/२०२५", exact(2025, 3, 31)),
        ("31 मार्च 2025", exact(2025, 3, 31)),
        ("31 मार्च, 2025", exact(2025, 3, 31)),
        ("दिनांक 5 अप्रैल 2024", exact(2024, 4, 5)),
        ("March 31, 2025", exact(2025, 3, 31)),
        ("5apr24", exact(2024, 4, 5)),
        ("मार्च 25", Kind::Month(2025, 3)),
        ("मार्च 2025", Kind::Month(2025, 3)),
        ("March 2025", Kind::Month(2025, 3)),
        ("Mar-25", Kind::Month(2025, 3)),
        ("03/2025", Kind::Month(2025, 3)),
        ("2019", Kind::Year(2019)),
        ("अक्टूबर 99", Kind::Month(1999, 10)),
        ("31/02/2023", Kind::Impossible),
        ("20230231", Kind::Impossible),
        ("32/01/2003", Kind::Impossible),
        ("29/02/2023", Kind::Impossible),
        ("31-04-24", Kind::Impossible),
        ("31 फरवरी 2024", Kind::Impossible),
        ("15/13/2020", Kind::Impossible),
        ("05/13/2019", Kind::Impossible),
        ("29/02/2024", exact(2024, 2, 29)),
        ("", Kind::Blank),
        ("  ", Kind::Blank),
        ("00/00/0000", Kind::Blank),
        ("00000000", Kind::Blank),
        ("-", Kind::Blank),
        ("//", Kind::Blank),
        ("  /  /    ", Kind::Blank),
        ("- -", Kind::Blank),
        ("राम", Kind::NotADate),
        ("12345", Kind::NotADate),
        ("1,23,456", Kind::NotADate),
        ("45678.50", Kind::NotADate),
        ("31/03", Kind::NotADate),
        ("N-26", Kind::NotADate),
        ("मार्च", Kind::NotADate),
        ("\"", Kind::NotADate),
        ("2072", Kind::Year(2015)),
        ("7351240987", Kind::NotADate),
    ] {
        assert_eq!(read(text, &hints).kind, kind, "{text}");
    }
}

#[test]
fn notes_and_other_calendars() {
    let hints = DateHints { latest_year: 2025, ..DateHints::default() };
    for text in ["वि.सं. 2079", "वि0सं0 2079 चैत्र", "संवत 2079", "विक्रम संवत् २०७९"]
    {
        let found = read(text, &hints);
        assert_eq!(
            (found.kind, found.calendar, found.note),
            (Kind::Year(2022), Calendar::Vikrami, Some(Note::OtherCalendar)),
            "{text}"
        );
        assert_eq!(found.raw, text);
    }
    assert_eq!(read("शक 1945", &hints).calendar, Calendar::Saka);
    assert_eq!(read("31/03/25", &hints).note, Some(Note::TwoDigitYear));
    assert_eq!(read("31/03/26", &hints).kind, exact(1926, 3, 31));
    assert_eq!(read("05/13/2019", &hints).note, Some(Note::OtherOrder));
    assert_eq!(read("15/13/2019", &hints).note, None);
}

#[test]
fn serial_numbers_only_when_allowed() {
    let hints = DateHints { serials: true, ..DateHints::default() };
    for (text, kind) in [
        ("45747", exact(2025, 3, 31)),
        ("1", exact(1900, 1, 1)),
        ("59", exact(1900, 2, 28)),
        ("60", Kind::Impossible),
        ("61", exact(1900, 3, 1)),
        ("36526", exact(2000, 1, 1)),
        ("45747.4166", exact(2025, 3, 31)),
    ] {
        let found = read(text, &hints);
        assert_eq!(found.kind, kind, "{text}");
        assert_eq!(found.note, Some(Note::Serial));
    }
    assert_eq!(read("45747", &DateHints::default()).kind, Kind::NotADate);
}

#[test]
fn order_of_a_column() {
    assert_eq!(infer_order(["03/31/2025", "12/25/2024", "01/02/2024"]), Order::MonthFirst);
    assert_eq!(infer_order(["31/03/2025", "12/25/2024"]), Order::DayFirst);
    assert_eq!(infer_order(["01/02/2024", ""]), Order::DayFirst);
    let hints = DateHints { order: Order::MonthFirst, ..DateHints::default() };
    assert_eq!(read("03/31/2025", &hints).kind, exact(2025, 3, 31));
}

#[test]
fn dates_as_we_write_them() {
    let day = Date::constant(2026, 11, 3);
    assert_eq!(format(day), "03-11-2026");
    assert_eq!(format_long(day, Lang::Hi), "3 नवम्बर 2026");
    assert_eq!(format_long(day, Lang::En), "3 November 2026");
}

fn any_day() -> impl Strategy<Value = Date> {
    (1901_i16..2099, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Date::constant(y, m, d))
}

proptest! {
    #[test]
    fn what_we_write_is_read_back(day in any_day()) {
        let hints = DateHints::default();
        prop_assert_eq!(read(&format(day), &hints).kind, Kind::Exact(day));
        prop_assert_eq!(read(&format_long(day, Lang::Hi), &hints).kind, Kind::Exact(day));
        prop_assert_eq!(read(&format_long(day, Lang::En), &hints).kind, Kind::Exact(day));
        prop_assert_eq!(read(&day.to_string(), &hints).kind, Kind::Exact(day));
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), serials in any::<bool>()) {
        let _ = read(&text, &DateHints { serials, ..DateHints::default() });
    }

    #[test]
    fn any_figures_are_read_or_refused(text in "[0-9]{0,9}[-/. ]?[0-9]{0,5}[-/. T]?[0-9:]{0,5}", serials in any::<bool>()) {
        let _ = read(&text, &DateHints { serials, ..DateHints::default() });
    }
}
