//! How a layout is read, shared through the seat: one society points it out, an officer releases it, another has it applied by bringing a file; nothing but
//! headings and their meaning travels, and a file whose columns have changed says so. Three installations with their pages.

use crate::afar::{self, Line};
use crate::workbench::{Bench, CODE, at, between};
use desk::Role;
use keep::view;
use places::{Office, Scope};
use serde_json::Value;

const OTHER: &str = "R-78-1951";
/// Headings nobody knows, and rows under them.
const HEADS: &str = "चछ,जझ,टठ,डढ,तथ";
const OURS: &str = "1,कमला देवी,रतन सिंह,कफूड़ा,540\n2,हरि दत्त,जय दत्त,सतोली,90\n3,मोहन राम,किशन राम,सतोली,10\n";
const THEIRS: &str = "7,गीता नेगी,दीवान सिंह,बोहरा,1200\n8,प्रेम लाल,घना नन्द,नैकाना,300\n9,शान्ति,बचे सिंह,बोहरा,15\n";
/// What the columns mean, as the form is sent.
const MEANS: &str = "kind=deposits+SB&c0=account_no&c1=name&c2=father&c3=village&c4=balance";

fn of_other(path: &str) -> String {
    format!("/s/{OTHER}/bench{path}")
}

/// Brings one file of text.
async fn brings(bench: &Bench, seat: &str, to: &str, name: &str, text: &str) {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join(name), text).expect("written");
    assert_eq!(bench.upload(to, seat, dir.path()).await.status().as_u16(), 303);
}

/// Rows and sum of the savings register of a report.
async fn savings(bench: &Bench, seat: &str, report: &str) -> Option<(u64, i64)> {
    let report: Value = serde_json::from_str(&bench.get(report, seat).await).expect("a report");
    let all = report["registers"].as_array().expect("registers");
    let of = all.iter().find(|r| r["kind"] == "deposits" && r["product"] == "SB")?;
    Some((of["rows"].as_u64().expect("rows"), of["sum_paise"].as_i64().expect("a sum")))
}

/// The values under this name in forms that do this.
fn marks(page: &str, deed: &str, name: &str) -> Vec<String> {
    let forms = between(page, "<form", "</form>");
    let of = forms.into_iter().filter(|f| f.contains(&format!("value=\"{deed}\"")));
    of.filter_map(|f| between(f, &format!("name=\"{name}\" value=\""), "\"").first().map(|v| (*v).to_owned())).collect()
}

#[tokio::test]
async fn a_layout_one_society_pointed_out_is_read_alike_in_another() {
    let ours = Bench::new();
    let theirs = Bench::of(OTHER, ours.clock.clone());
    let seat = afar::seat(&ours.clock, &[CODE, OTHER]);
    let (up, down) = (Line::new(&ours, &seat, CODE), Line::new(&theirs, &seat, OTHER));
    let registrar = afar::officer(&seat, "nibandhak", Office::Registrar, Scope::State);
    let ado = afar::officer(&seat, "ado", Office::Ado, Scope::Block(357));
    let clerk = ours.login(Role::Operator).await;
    ours.act(&at(""), &clerk, "cutoff=31/03/2025").await;
    brings(&ours, &clerk, &at("/files"), "bachat.csv", &format!("{HEADS}\n{OURS}")).await;
    assert_eq!(savings(&ours, &clerk, &at("/report.json")).await, None, "nobody knows these headings");
    ours.act(&at("/sheet/0/0/head/1"), &clerk, MEANS).await;
    assert_eq!(savings(&ours, &clerk, &at("/report.json")).await, Some((3, 64_000)));
    up.sent();
    // the seat shows it with who made it; whoever does not keep the State's lists sees and releases nothing
    let low = ado.enter(&seat);
    let page = seat.get("/state/layouts", &low).await;
    assert!(!page.contains("चछ") && marks(&page, "release", "mark").is_empty(), "{page}");
    let high = registrar.enter(&seat);
    let page = seat.get("/state/layouts", &high).await;
    assert!(page.contains("चछ") && page.contains("operator"), "{page}");
    let print = marks(&page, "release", "mark").remove(0);
    seat.refused("/state/layouts", &low, &format!("deed=release&mark={print}"), "S5001").await;
    seat.refused("/state/layouts", &high, "deed=release&mark=00", "S3193").await;
    seat.act("/state/layouts", &high, &format!("deed=release&mark={print}")).await;
    seat.refused("/state/layouts", &high, &format!("deed=release&mark={print}"), "S3191").await;
    // it comes down, and only headings and their meaning are in it
    down.sent();
    let state = desk::state::state_society(5);
    let lines = theirs.desk.read(|t| {
        let mut out = Vec::new();
        keep::whole::each_line_of(t, state, |line| {
            out.push(line.to_owned());
            Ok(())
        })?;
        Ok((out, view::bench_said(t, state)?))
    });
    let (lines, said) = lines.expect("the State's register");
    let [release] = &said[..] else { panic!("{said:?}") };
    let json = serde_json::to_value(&release.event).expect("plain data");
    let keys = |v: &Value| v.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&json), ["layout", "societies", "t", "table"]);
    assert_eq!(keys(&json["table"]), ["fields", "headings", "kind", "product"]);
    for word in ["कमला", "540", "bachat", CODE, "operator"] {
        assert!(!json.to_string().contains(word), "{word} travels in a release");
        assert!(word == CODE || word == "operator" || lines.iter().all(|l| !l.contains(word)), "{word} travels");
    }
    // a file of that layout is read so at once, and the sheet says by whom
    let other = theirs.login(Role::Operator).await;
    theirs.act(&of_other(""), &other, "cutoff=31/03/2025").await;
    brings(&theirs, &other, &of_other("/files"), "sb.csv", &format!("{HEADS}\n{THEIRS}")).await;
    let report = of_other("/report.json");
    assert_eq!(savings(&theirs, &other, &report).await, Some((3, 151_500)));
    let sheet = theirs.get(&of_other("/sheet/0/0"), &other).await;
    assert!(sheet.contains("यह शीट सीट के दिए अर्थ से पढ़ी गई है") && sheet.contains("data-key=\"1\""), "{sheet}");
    // one key, and it is not for us; another, and it is
    let not_ours = marks(&sheet, "back", "entry").remove(0);
    theirs.act(&of_other("/layouts"), &other, &format!("deed=back&entry={not_ours}&sheet=0/0")).await;
    assert_eq!(savings(&theirs, &other, &report).await, None);
    brings(&theirs, &other, &of_other("/files"), "sb2.csv", &format!("{HEADS}\n{OURS}")).await;
    assert_eq!(savings(&theirs, &other, &report).await, None, "what was declined is not applied again by itself");
    let list = theirs.get(&of_other("/layouts"), &other).await;
    let of = marks(&list, "take", "entry").remove(0);
    theirs.act(&of_other("/layouts"), &other, &format!("deed=take&entry={of}")).await;
    assert_eq!(savings(&theirs, &other, &report).await, Some((3, 151_500)));
    // the society's own reading goes before the seat's
    theirs
        .act(
            &of_other("/layouts"),
            &other,
            &format!("deed=back&entry={}", marks(&theirs.get(&of_other("/layouts"), &other).await, "back", "entry")[0]),
        )
        .await;
    theirs.act(&of_other("/sheet/0/0/head/1"), &other, &MEANS.replace("balance", "-")).await;
    theirs.act(&of_other("/layouts"), &other, &format!("deed=take&entry={of}")).await;
    assert_eq!(savings(&theirs, &other, &report).await.map(|s| s.1), Some(0), "its own says that nothing is a balance");
    // withdrawn at the seat: nobody new gets it
    let page = seat.get("/state/layouts", &high).await;
    let mark = marks(&page, "withdraw", "mark").remove(0);
    seat.refused("/state/layouts", &high, &format!("deed=withdraw&mark={mark}&reason="), "S3151").await;
    seat.act("/state/layouts", &high, &format!("deed=withdraw&mark={mark}&reason=भूल")).await;
    down.sent();
    theirs.refused(&of_other("/layouts"), &other, &format!("deed=take&entry={of}"), "S3194").await;
}

#[tokio::test]
async fn a_profile_that_no_longer_fits_names_the_column_and_loses_nothing() {
    let bench = Bench::new();
    let clerk = bench.login(Role::Operator).await;
    bench.act(&at(""), &clerk, "cutoff=31/03/2025").await;
    brings(&bench, &clerk, &at("/files"), "bachat.csv", &format!("{HEADS}\n{OURS}")).await;
    bench.act(&at("/sheet/0/0/head/1"), &clerk, MEANS).await;
    assert!(!bench.get(&at("/sheet/0/0"), &clerk).await.contains("S3190"));
    // the same book, written out again with a column less
    brings(&bench, &clerk, &at("/files"), "bachat.csv", "चछ,जझ,डढ,तथ\n1,कमला देवी,कफूड़ा,540\n2,हरि दत्त,सतोली,90\n").await;
    for path in ["/sheet/0/0", "/layouts"] {
        let page = bench.get(&at(path), &clerk).await;
        assert!(page.contains("S3190") && page.contains("टठ"), "{path}: {page}");
    }
    let sheet = bench.get(&at("/sheet/0/0"), &clerk).await;
    assert!(sheet.contains("कमला देवी"), "every row is still there to be read");
    let english = bench.get(&format!("{}?lang=en", at("/sheet/0/0")), &clerk).await;
    assert!(english.contains("does not fit any more") || english.contains("S3190"));
    // read without it, the sheet is as it was before anything was said of it
    let entry = marks(&sheet, "back", "entry").remove(0);
    bench.act(&at("/layouts"), &clerk, &format!("deed=back&entry={entry}&sheet=0/0")).await;
    let sheet = bench.get(&at("/sheet/0/0"), &clerk).await;
    assert!(!sheet.contains("S3190") && sheet.contains("कमला देवी"));
    // said anew for the columns that are there
    bench.act(&at("/sheet/0/0/head/1"), &clerk, "kind=deposits+SB&c0=account_no&c1=name&c2=village&c3=balance").await;
    assert_eq!(savings(&bench, &clerk, &at("/report.json")).await, Some((2, 63_000)));
}

#[tokio::test]
async fn a_row_of_a_person_pointed_at_as_headings_is_never_released() {
    let ours = Bench::new();
    let seat = afar::seat(&ours.clock, &[CODE]);
    let up = Line::new(&ours, &seat, CODE);
    let registrar = afar::officer(&seat, "nibandhak", Office::Registrar, Scope::State);
    let clerk = ours.login(Role::Operator).await;
    ours.act(&at(""), &clerk, "cutoff=31/03/2025").await;
    let text = format!("{HEADS}\n1,कमला देवी,9412345678,कफूड़ा,540\n2,हरि दत्त,,सतोली,90\n");
    brings(&ours, &clerk, &at("/files"), "bachat.csv", &text).await;
    ours.act(&at("/sheet/0/0/head/2"), &clerk, MEANS).await;
    up.sent();
    let high = registrar.enter(&seat);
    let print = marks(&seat.get("/state/layouts", &high).await, "release", "mark").remove(0);
    seat.refused("/state/layouts", &high, &format!("deed=release&mark={print}"), "S3192").await;
    assert!(seat.desk.released_layouts().expect("read").is_empty());
}
