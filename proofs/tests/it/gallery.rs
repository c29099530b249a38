//! docs/error-gallery.md: everything the program may answer instead of doing what was asked, in both languages.

use crate::{ftl, sources};
use std::fmt::Write as _;

const PATH: &str = "docs/error-gallery.md";

const HALLS: [(&str, &str); 7] = [
    ("Files", "readers, 1xxx"),
    ("Understanding old books", "migration, 2xxx"),
    ("The register", "register, 3xxx"),
    ("Vouchers", "books, 4xxx"),
    ("The door", "desk, 5xxx"),
    ("Pages", "web, 6xxx"),
    ("Command line", "sahakar, 7xxx"),
];

/// What happens in an office and is no mistake of anybody's at the keyboard: what it is, the numbers under which it is said, the tests that
/// bring it about.
const OFFICE: [(&str, &[u16], &[&str]); 23] = [
    ("A form is sent twice", &[4636], &["a_form_sent_twice_is_done_once_and_says_so", "a_doubled_submit_is_one_entry"]),
    (
        "Two browsers take one voucher back, or decide one proposal",
        &[4010, 4120, 5023],
        &["two_browsers_take_one_voucher_back_once", "two_browsers_on_one_voucher_take_it_back_once"],
    ),
    (
        "The power fails in the middle of a day's end",
        &[4637, 4638],
        &[
            "a_days_end_that_was_cut_short_is_told",
            "killed_in_the_middle_of_days_ends_a_day_is_open_or_ended_never_half",
        ],
    ),
    ("The computer's clock is set back", &[5058, 4026], &["a_clock_set_back_is_noted_and_the_order_stays"]),
    (
        "The disk is full",
        &[5014, 5025],
        &["a_disk_full_in_the_middle_of_a_days_end_leaves_the_day_open", "a_full_disk_stops_writing_and_says_so"],
    ),
    (
        "An old backup is put in place, and the office above has more",
        &[4639, 5062],
        &["an_old_backup_gets_back_what_the_seat_has", "what_is_missing_is_told_before_it_is_fetched"],
    ),
    (
        "An old backup is put in place and written on: a fork",
        &[4632],
        &[
            "a_fork_is_said_on_every_page_with_a_number_and_what_to_do",
            "an_old_copy_that_wrote_on_is_a_fork_and_loses_nothing",
        ],
    ),
    ("More cash is written as paid than came in", &[4635, 4029], &["whatever_is_done_the_books_agree"]),
    ("A date that is none", &[5029], &["dates_that_are_none_end_in_a_number_on_every_form"]),
    (
        "A wrong date: not the open day, a day that is closed or has not come, nothing late about it",
        &[4005, 4006, 4023, 4024, 4030],
        &["wrong_dates_end_in_their_number_and_write_nothing"],
    ),
    (
        "Devanagari digits: they are figures like any; what is none is said to be none",
        &[5029],
        &["a_shop_is_opened_from_pages_in_devanagari_digits"],
    ),
    (
        "A page of entries is forged or truncated, or a whole parcel is",
        &[3270, 5101],
        &[
            "forged_and_truncated_pages_and_checkpoints_are_refused_by_number_and_the_seat_is_unharmed",
            "bad_parcels_are_refused_with_their_number_and_change_nothing",
        ],
    ),
    (
        "A checkpoint is forged, or an older one is put in again",
        &[3271, 3272],
        &[
            "forged_and_truncated_pages_and_checkpoints_are_refused_by_number_and_the_seat_is_unharmed",
            "parcels_and_checkpoints_sent_before_and_sent_again_take_nothing_back",
        ],
    ),
    (
        "Entries come under another society's key, or from a computer nobody let in",
        &[5114, 5103],
        &["the_key_of_one_society_opens_no_log_of_another", "codes_are_used_once_and_strangers_send_nothing"],
    ),
    (
        "Ten gigabytes are sent, or a parcel that becomes as much, or a file says it holds them",
        &[5111, 5112, 3163],
        &[
            "ten_gigabytes_are_refused_before_they_come",
            "ten_gigabytes_brought_to_the_workbench_are_refused_before_they_have_come",
            "a_file_that_is_cut_or_says_it_holds_gigabytes_is_refused_before_anything_is_taken",
        ],
    ),
    ("The clock of a sending computer is years off", &[5113], &["a_desk_with_a_wrong_clock_is_told_so"]),
    (
        "A letter or a welcome carried by hand is not from whom it says",
        &[3274, 5103],
        &["who_has_not_the_code_neither_joins_nor_welcomes"],
    ),
    (
        "A circular or another paper is longer than its page",
        &[4721, 4722],
        &["a_circular_that_has_no_room_on_its_page_is_not_published", "what_is_no_row_is_never_cut_from_a_page"],
    ),
    (
        "Day-ends are looked back at further than they are kept",
        &[4720],
        &["whoever_is_telephoned_stands_with_his_number_and_days_long_past_are_refused"],
    ),
    ("A point of a review is given to nobody", &[4723], &["nobody_is_chosen_for_a_point_before_somebody_chooses_him"]),
    (
        "A loan or the money of a member who has died is asked for, or more than was paid over",
        &[4760, 4762, 4763],
        &[
            "of_a_dead_member_nothing_is_drawn_and_what_is_his_goes_to_whom_a_paper_shows",
            "what_was_paid_over_is_shown_given_back_set_off_and_taken_back",
        ],
    ),
    ("Ration is asked for without a card", &[4766], &["ration_needs_its_card_and_one_sale_is_served_from_two_godowns"]),
    ("An Aadhaar number is written into a text", &[4203], &["the_texts_people_write_keep_every_aadhaar_number_out"]),
];

/// Bad input while old books are brought in, in the same form.
const BENCH: [(&str, &[u16], &[&str]); 8] = [
    ("A photograph of 50 MB", &[3135, 3240], &["a_photo_of_fifty_megabytes_is_refused_and_the_page_stays"]),
    (
        "A sheet with a million empty rows: they are no rows",
        &[],
        &["a_million_empty_rows_hold_nothing_and_show_nothing"],
    ),
    (
        "Two clerks on one page",
        &[3127, 3126],
        &["two_clerks_on_one_page_are_told_of_each_other_and_nothing_is_overwritten"],
    ),
    (
        "The power fails in the middle of a page: at most the field somebody was in is lost, and nothing is told but what is there again",
        &[],
        &["a_power_cut_in_mid_page_costs_the_field_and_the_other_hand_sees_nothing", "a_page_from_paper_by_two_hands"],
    ),
    (
        "A person's number is seen on a kept photograph only later",
        &[3250, 3251, 3252],
        &[
            "a_page_is_keyed_blind_by_two_and_settled_over_its_photograph",
            "a_photograph_blackened_later_is_gone_at_the_seat_too",
        ],
    ),
    ("A profile that no longer fits", &[3190], &["a_profile_that_no_longer_fits_names_the_column_and_loses_nothing"]),
    (
        "Signatures after a change",
        &[3154, 3165],
        &["a_whole_society_comes_to_the_end_of_paper_and_no_gate_is_cheated", "from_paper_to_the_end_of_paper"],
    ),
    (
        "The wrong year's trial balance",
        &[3171],
        &["another_years_trial_balance_is_told_at_once_and_keeps_the_data_open", "from_paper_to_the_end_of_paper"],
    ),
];

fn office(out: &mut String) {
    listed(out, "What happens in an office", &OFFICE);
    listed(out, "What happens while old books are brought in", &BENCH);
}

fn listed(out: &mut String, title: &str, all: &[(&str, &[u16], &[&str])]) {
    let _ = writeln!(out, "\n## {title}\n");
    for (what, numbers, tests) in all {
        let numbers: Vec<String> = numbers.iter().map(|n| format!("[S{n}](#s{n})")).collect();
        let numbers = if numbers.is_empty() { "nothing to refuse".to_owned() } else { numbers.join(", ") };
        let tests: Vec<String> = tests.iter().map(|t| format!("`{t}`")).collect();
        let _ = writeln!(out, "- **{what}**: {numbers}; brought about by {}", tests.join(", "));
    }
}

fn exhibit(out: &mut String, heading: &str, key: &str, hi: &ftl::Texts, en: &ftl::Texts) {
    let say = |texts: &ftl::Texts, part: &str| {
        let text = texts.get(&format!("{key}{part}")).map_or("—", |t| &t.shown);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let _ = writeln!(out, "### {heading}\n");
    let _ = writeln!(out, "- {}\n  *{}*", say(hi, ""), say(hi, ".remedy"));
    let _ = writeln!(out, "- {}\n  *{}*\n", say(en, ""), say(en, ".remedy"));
}

fn gallery() -> String {
    let (hi, en) = (ftl::read("hi"), ftl::read("en"));
    let mut out = String::from(
        "# Gallery of refusals and findings\n\n\
         Drawn from `locales/*/refusals.ftl` and `locales/*/migration.ftl`; do not edit by hand:\n\
         `UPDATE=1 cargo test -p proofs --test it gallery` draws it anew. `{name}` stands for what the program fills in.\n\n\
         A **refusal** stops what was asked and says, under a number, why and what to do. A **finding** stops nothing:\n\
         it is a doubt about a place in the old books, and all of them are shown at once.\n",
    );
    office(&mut out);
    let numbers: Vec<&str> =
        hi.keys().filter_map(|k| k.strip_prefix("refusal-")).filter(|n| n.len() == 4 && !n.contains('.')).collect();
    for (hall, (title, room)) in ('1'..).zip(HALLS) {
        let here: Vec<&str> = numbers.iter().copied().filter(|n| n.starts_with(hall)).collect();
        if here.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n## {title} ({room})\n");
        for number in here {
            exhibit(&mut out, &format!("S{number}"), &format!("refusal-{number}"), &hi, &en);
        }
    }
    let _ = writeln!(out, "\n## Findings of a migration\n");
    for code in migration::finding::code::ALL {
        let key = format!("finding-{}", code.to_lowercase().replace('_', "-"));
        let title =
            |texts: &ftl::Texts| texts.get(&format!("{key}.title")).map_or("—".to_owned(), |t| t.shown.clone());
        exhibit(&mut out, &format!("{code} · {} · {}", title(&hi), title(&en)), &key, &hi, &en);
    }
    format!("{}\n", out.trim_end().replace("\n\n\n", "\n\n"))
}

#[test]
fn the_gallery_shows_what_is_said() {
    let drawn = gallery();
    let path = sources::root().join(PATH);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("docs")).expect("make docs");
        std::fs::write(&path, &drawn).expect("write the gallery");
        return;
    }
    let hung = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let differs = hung.lines().zip(drawn.lines()).find(|(a, b)| a != b);
    assert!(
        hung == drawn,
        "{PATH} is out of date, first at {differs:?}; run UPDATE=1 cargo test -p proofs --test it gallery"
    );
}

#[test]
fn what_happens_in_an_office_has_its_numbers_and_its_tests() {
    let hi = ftl::read("hi");
    let mut all = String::new();
    const ROOMS: [&str; 5] = [
        "front/desk/tests/it",
        "front/web/tests/it",
        "front/sahakar/tests/it",
        "proofs/tests/it",
        "proofs/tests/browser",
    ];
    for room in ROOMS {
        for file in std::fs::read_dir(sources::root().join(room)).expect("a folder").flatten() {
            all.push_str(&std::fs::read_to_string(file.path()).unwrap_or_default());
        }
    }
    for (what, numbers, tests) in OFFICE.into_iter().chain(BENCH) {
        for n in numbers {
            assert!(hi.contains_key(&format!("refusal-{n}")), "{what}: S{n} is no message");
        }
        for test in tests {
            assert!(all.contains(&format!("fn {test}(")), "{what}: there is no test {test}");
        }
    }
}
