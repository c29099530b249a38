//! Lists come in, change and are corrected; nothing of them is lost.

use kernel::{Date, Refusal};
use places::decide::{self, Taken};
use places::{Bank, Did, Directory, Fate, Level, Office, Place, PlacesEvent, Posting, Scope, Sector, import};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn rows(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|l| l.split(',').map(|c| c.trim().to_owned()).collect()).collect()
}

fn taken(order: &str) -> Taken {
    Taken { source: "list.csv".into(), digest: "00".repeat(32), order: order.into() }
}

fn take(dir: &mut Directory, events: Result<Vec<PlacesEvent>, Refusal>) {
    events.unwrap().iter().for_each(|e| dir.apply(e));
}

const TODAY: &str = "2026-04-01";

fn places(dir: &mut Directory, text: &str, order: &str) -> Result<(), u16> {
    let (level, list) = import::places(&rows(text), 5).map_err(|r| r.number)?;
    let events = decide::set_places(dir, day(TODAY), level, list, &taken(order)).map_err(|r| r.number)?;
    events.iter().for_each(|e| dir.apply(e));
    Ok(())
}

const DISTRICTS: &str = "State Code,State Name,District Code,District Name\n5,UTTARAKHAND,45,ALMORA\n5,UTTARAKHAND,52,PAURI GARHWAL\n9,UTTAR PRADESH,118,AGRA";
// the directory's own list names the block twice: the second time in the local language, mostly empty
const BLOCKS: &str = "S.No.,State Code,State Name,District Code,District Name,Block Code,Block Version,Block Name ,Block Name\n1,5,UTTARAKHAND,45,ALMORA,357,3,HAWALBAG,\n2,5,UTTARAKHAND,45,ALMORA,361,3,TAKULA,\n3,5,UTTARAKHAND,52,PAURI GARHWAL,404,2,KHIRSU,";
const SOCIETIES: &str = "Society Code,Society Name,Type,District,Block\nUK-1,Hawalbag,PACS,Almora,HAWALBAG\nUK-2,Takula,,45,361\nUK-3,Khirsu Dairy,dairy,पौड़ी गढ़वाल,खिर्सू";

fn full() -> Directory {
    let mut dir = Directory::default();
    take(&mut dir, decide::begin(&Directory::default(), day(TODAY), 5, "Uttarakhand"));
    places(&mut dir, DISTRICTS, "").unwrap();
    places(&mut dir, BLOCKS, "").unwrap();
    let banks = vec![Bank { code: "ALM".into(), name: "Almora".into(), districts: vec![45] }];
    let set = decide::set_banks(&dir, day(TODAY), banks, &taken("5/2026"));
    take(&mut dir, set);
    let list = import::societies(&rows(SOCIETIES), &dir).unwrap();
    let set = decide::set_societies(&dir, day(TODAY), list, &taken(""));
    take(&mut dir, set);
    dir
}

fn codes(dir: &Directory, sector: Sector, scope: &Scope) -> Vec<String> {
    dir.standing(sector, scope).map(|s| s.code.clone()).collect()
}

#[test]
fn lists_of_the_directory_are_read_as_they_come() {
    let dir = full();
    assert_eq!(dir.name(Level::District, 45, false), "Almora");
    assert_eq!(dir.name(Level::Block, 404, true), "खिर्सू");
    assert!(dir.place(Level::District, 118).is_none(), "another State's");
    assert_eq!(dir.below(Level::Block, 45).map(|p| p.code).collect::<Vec<_>>(), [357, 361]);
    assert_eq!(codes(&dir, Sector::Mpacs, &Scope::State), ["UK-1", "UK-2"]);
    assert_eq!(codes(&dir, Sector::Mpacs, &Scope::Block(361)), ["UK-2"]);
    assert_eq!(codes(&dir, Sector::Dairy, &Scope::District(52)), ["UK-3"]);
    // exactly one bank serves Almora, none is known for Pauri
    assert_eq!(codes(&dir, Sector::Mpacs, &Scope::Bank("ALM".into())), ["UK-1", "UK-2"]);
    assert_eq!(dir.societies["UK-3"].listed.bank, "");
}

#[test]
fn a_list_whose_codes_vanished_or_moved_needs_an_order() {
    let mut dir = full();
    let before = dir.clone();
    let moved = BLOCKS.replace("45,ALMORA,361", "52,PAURI GARHWAL,361");
    assert_eq!(places(&mut dir, &moved, ""), Err(4506));
    let fewer = BLOCKS.lines().take(3).collect::<Vec<_>>().join("\n");
    assert_eq!(places(&mut dir, &fewer, ""), Err(4506));
    assert_eq!(places(&mut dir, BLOCKS, ""), Err(4509), "nothing new in it");
    assert_eq!(places(&mut dir, &BLOCKS.replace(",52,", ",99,"), ""), Err(4507), "a district nobody knows");
    assert_eq!(dir, before, "a refused list changes nothing");
    places(&mut dir, &fewer, "Order 12 of 2026").unwrap();
    assert!(dir.place(Level::Block, 404).is_none());
    assert_eq!(dir.places[&(Level::Block, 404)].gone, Some(2), "it stays named, with the list that lost it");
    assert_eq!(dir.lists[&Level::Block].number, 2);
    places(&mut dir, &moved, "Order 13 of 2026").unwrap();
    let takula = &dir.places[&(Level::Block, 361)];
    assert_eq!((takula.place.parent, takula.before[0].1.parent, takula.before[0].0), (52, 45, 3));
    assert_eq!(dir.places[&(Level::Block, 404)].gone, None, "it is back");
}

#[test]
fn lists_that_are_none_are_refused_with_their_rows() {
    let none = |text: &str| import::places(&rows(text), 5).unwrap_err();
    assert_eq!(none("नाम,पता\nक,ख").number, 4502);
    assert_eq!(none("").number, 4502);
    let broken = none("State Code,District Code,District Name\n5,45,ALMORA\n5,,PAURI\n5,abc,X\n5,45,ELSEWHERE");
    assert_eq!(broken.number, 4503);
    assert_eq!(broken.args, [("rows", "3".to_owned()), ("first", "3, 4, 5".to_owned())]);
    let dir = full();
    let broken = import::societies(
        &rows(&(SOCIETIES.to_owned() + "\nUK-4,Nowhere,PACS,Almora,Khirsu\nUK-1,Twice,PACS,45,357")),
        &dir,
    );
    let broken = broken.unwrap_err();
    assert_eq!((broken.number, &broken.args[1].1[..]), (4504, "5, 6"));
}

#[test]
fn merged_and_wound_up_societies_leave_the_denominator_and_keep_their_story() {
    let mut dir = full();
    let merged = decide::merge(&dir, day(TODAY), "UK-2", "UK-1", "Order 7");
    take(&mut dir, merged);
    assert_eq!(codes(&dir, Sector::Mpacs, &Scope::State), ["UK-1"]);
    assert!(
        matches!(&dir.societies["UK-2"].fate, Fate::Merged { into, order, .. } if into == "UK-1" && order == "Order 7")
    );
    assert_eq!(dir.orders, ["Order 7"], "it left the count since the list, by this order");
    let no = |r: Result<Vec<PlacesEvent>, Refusal>| r.unwrap_err().number;
    assert_eq!(no(decide::merge(&dir, day(TODAY), "UK-2", "UK-1", "Order 8")), 4510);
    assert_eq!(no(decide::merge(&dir, day(TODAY), "UK-1", "UK-1", "Order 8")), 4511);
    assert_eq!(no(decide::wind_up(&dir, day(TODAY), "UK-1", " ")), 4508);
    // an older list that still has it does not bring it back
    let list = import::societies(&rows(SOCIETIES), &dir).unwrap();
    assert_eq!(no(decide::set_societies(&dir, day(TODAY), list, &taken(""))), 4509);
    // and one that misses a society needs an order
    let fewer = import::societies(&rows(&SOCIETIES.lines().take(3).collect::<Vec<_>>().join("\n")), &dir).unwrap();
    assert_eq!(no(decide::set_societies(&dir, day(TODAY), fewer.clone(), &taken(""))), 4506);
    let set = decide::set_societies(&dir, day(TODAY), fewer, &taken("Order 9"));
    take(&mut dir, set);
    assert_eq!(dir.societies["UK-3"].fate, Fate::Missing { version: 2 });
}

fn posting(login: &str, office: Office, scope: Scope) -> Posting {
    let (mail, phone) = (String::new(), String::new());
    Posting {
        login: login.into(),
        name: login.into(),
        office,
        scope,
        order: "Order 1".into(),
        from: day(TODAY),
        mail,
        phone,
    }
}

#[test]
fn an_officer_holds_one_post_that_fits_its_place() {
    let mut dir = full();
    let ado = posting("ado", Office::Ado, Scope::Block(357));
    let posted = decide::post(&dir, day(TODAY), ado.clone());
    take(&mut dir, posted);
    let no = |dir: &Directory, p: Posting| decide::post(dir, day(TODAY), p).unwrap_err().number;
    assert_eq!(no(&dir, ado), 4515);
    assert_eq!(no(&dir, posting("dm", Office::Dm, Scope::Block(357))), 4513);
    assert_eq!(no(&dir, posting("dm", Office::Dm, Scope::District(99))), 4514);
    assert_eq!(no(&dir, posting(" ", Office::Dm, Scope::District(45))), 4512);
    let dm = decide::post(&dir, day(TODAY), posting("dm", Office::Dm, Scope::District(45)));
    take(&mut dir, dm);
    let ladder = |code: &str| {
        let s = &dir.societies[code].listed;
        decide::ladder_of(&dir, s, day(TODAY)).iter().map(|p| p.login.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ladder("UK-1"), ["ado", "dm"]);
    assert_eq!(ladder("UK-2"), ["dm"]);
    assert!(ladder("UK-3").is_empty());
    let mut dir = dir.clone();
    let adco = decide::post(&dir, day(TODAY), posting("adco", Office::Adco, Scope::District(45)));
    take(&mut dir, adco);
    let steps = decide::ladder_of(&dir, &dir.societies["UK-1"].listed, day(TODAY));
    assert_eq!(
        steps.iter().map(|p| &*p.login).collect::<Vec<_>>(),
        ["ado", "adco", "dm"],
        "between block and district"
    );
    let left = decide::relieve(&dir, day("2026-05-01"), "ado", "Order 2");
    take(&mut dir, left);
    assert_eq!(dir.posts_of("ado", day("2026-05-01")).count(), 1, "the last day counts");
    assert_eq!(dir.posts_of("ado", day("2026-05-02")).count(), 0);
    assert_eq!(decide::relieve(&dir, day(TODAY), "ado", "Order 3").unwrap_err().number, 4516);
}

#[test]
fn scopes_lie_in_each_other_as_places_do() {
    let dir = full();
    let (almora, pauri) = (Scope::District(45), Scope::District(52));
    let lies = |a: &Scope, b: &Scope| dir.lies_in(a, b);
    assert!(lies(&Scope::Block(357), &almora) && !lies(&Scope::Block(357), &pauri));
    assert!(lies(&Scope::Society("UK-3".into()), &pauri) && !lies(&Scope::Society("UK-3".into()), &almora));
    assert!(!lies(&almora, &pauri) && lies(&almora, &Scope::State) && !lies(&Scope::State, &almora));
    assert!(lies(&Scope::Society("UK-1".into()), &Scope::Bank("ALM".into())));
    // a bank's are the places it serves in which no society keeps to another bank
    let (served, bank) = (dir.clone(), Scope::Bank("ALM".into()));
    assert!(served.serves("ALM", 45) && !served.serves("ALM", 52) && !served.serves("PAU", 45));
    let lies = |a: &Scope, b: &Scope| served.lies_in(a, b);
    assert!(lies(&almora, &bank) && lies(&Scope::Block(357), &bank) && !lies(&pauri, &bank));
    assert!(!lies(&bank, &almora) && !lies(&Scope::State, &bank));
    let mut two = served.clone();
    two.societies.get_mut("UK-2").unwrap().listed.bank = "PAU".into();
    assert!(!two.lies_in(&almora, &bank), "a society there keeps to another");
    two.banks.clear();
    assert!(!two.lies_in(&almora, &bank), "nobody said which districts it serves");
    for scope in [Scope::State, almora, Scope::Block(1), Scope::Bank("A-b".into()), Scope::Society("UK-1".into())] {
        assert_eq!(Scope::from_code(&scope.code()), Some(scope));
    }
}

#[test]
fn long_lists_come_in_parts_that_fold_to_the_same() {
    let mut dir = full();
    let many: Vec<Place> = (0..1_000)
        .map(|i| Place { code: 10_000 + i, parent: 357, name: format!("GP {i}"), hindi: String::new() })
        .collect();
    let events = decide::set_places(&dir, day(TODAY), Level::Panchayat, many, &taken("")).unwrap();
    assert_eq!(events.len(), 3);
    let all_of_one =
        |e: &PlacesEvent| matches!(&e.did, Did::PlacesSet { list, .. } if list.version == 1 && list.parts == 3);
    assert!(events.iter().all(all_of_one));
    for e in &events {
        let json = serde_json::to_string(e).unwrap();
        assert_eq!(serde_json::from_str::<PlacesEvent>(&json).unwrap(), *e);
        dir.apply(e);
    }
    assert_eq!(dir.below(Level::Panchayat, 357).count(), 1_000);
}

#[test]
fn the_districts_and_blocks_this_room_knows_hang_together() {
    let mut dir = Directory::default();
    take(&mut dir, decide::begin(&Directory::default(), day(TODAY), 5, "Uttarakhand"));
    for level in [Level::District, Level::Block] {
        let set = decide::set_places(&dir, day(TODAY), level, import::known(level, 5), &taken(""));
        take(&mut dir, set);
    }
    assert_eq!(dir.below(Level::District, 5).count(), 13);
    let blocks: Vec<usize> = (45..=57).map(|d| dir.below(Level::Block, d).count()).collect();
    assert_eq!(blocks, [11, 3, 9, 4, 6, 6, 8, 15, 8, 3, 9, 7, 6]);
    let whole = |p: &Place| !p.hindi.is_empty() && p.name.is_ascii();
    assert!(dir.places.values().skip(1).all(|h| whole(&h.place)));
    assert!(import::known(Level::District, 9).is_empty());
}

fn post(login: &str, office: Office, scope: Scope, order: &str) -> Posting {
    Posting {
        login: login.into(),
        name: login.into(),
        office,
        scope,
        order: order.into(),
        from: day(TODAY),
        mail: String::new(),
        phone: String::new(),
    }
}

#[test]
fn on_the_day_of_a_transfer_the_newest_posting_counts() {
    let mut dir = full();
    let posted = |dir: &mut Directory, p: Posting| {
        let events = decide::post(dir, day(TODAY), p);
        take(dir, events);
    };
    let relieved = |dir: &mut Directory, login: &str| {
        let events = decide::relieve(dir, day(TODAY), login, "9");
        take(dir, events);
    };
    posted(&mut dir, post("a", Office::Ar, Scope::District(45), "1"));
    relieved(&mut dir, "a");
    let of = |dir: &Directory, login: &str| -> Vec<Scope> {
        dir.posts_of(login, day(TODAY)).map(|p| p.scope.clone()).collect()
    };
    assert_eq!(of(&dir, "a"), [Scope::District(45)], "until the evening, where nobody came after");
    // he goes to the other district, and another comes in his place, all in one day
    posted(&mut dir, post("a", Office::Ar, Scope::District(52), "2"));
    assert_eq!(of(&dir, "a"), [Scope::District(52)]);
    posted(&mut dir, post("b", Office::Ar, Scope::District(45), "3"));
    let here: Vec<&str> = dir
        .posts_on(day(TODAY))
        .filter(|p| p.office == Office::Ar && p.scope == Scope::District(45))
        .map(|p| p.login.as_str())
        .collect();
    assert_eq!(here, ["b"]);
    // there and back again
    relieved(&mut dir, "a");
    posted(&mut dir, post("a", Office::Ado, Scope::Block(357), "4"));
    assert_eq!(of(&dir, "a"), [Scope::Block(357)]);
    assert_eq!(dir.posts.len(), 4, "nothing of it is forgotten");
}

#[test]
fn addresses_are_looked_at_when_an_officer_is_posted() {
    let dir = full();
    let no = |mail: &str, phone: &str| {
        let p = Posting { mail: mail.into(), phone: phone.into(), ..post("a", Office::Ar, Scope::District(45), "1") };
        decide::post(&dir, day(TODAY), p).err().map(|r| r.number)
    };
    for mail in ["", "ar.almora@uk.gov.in", " a+b@x-y.in ", "o'neil@example.org"] {
        assert_eq!(no(mail, ""), None, "{mail}");
    }
    for mail in [
        "ar",
        "ar@",
        "@uk.in",
        "a b@uk.in",
        "ar@uk",
        "ar@uk..in",
        "a@b@uk.in",
        ".a@uk.in",
        "<a@uk.in>",
        "a@uk.in,b@uk.in",
    ] {
        assert_eq!(no(mail, ""), Some(3201), "{mail}");
    }
    for (phone, fine) in [("9412000000", true), ("+91 94120-00000", true), ("94120", false), ("94120000o0", false)] {
        assert_eq!(no("", phone).is_none(), fine, "{phone}");
    }
}

#[test]
fn a_society_that_moves_to_another_block_keeps_where_it_was_and_the_order() {
    let mut dir = full();
    let list = |text: &str, dir: &Directory| import::societies(&rows(text), dir).unwrap();
    let moved = SOCIETIES.replace("UK-2,Takula,,45,361", "UK-2,Takula,,45,357");
    let no = decide::set_societies(&dir, day(TODAY), list(&moved, &dir), &taken("")).unwrap_err();
    assert_eq!((no.number, &no.args[2].1[..]), (4506, "UK-2"));
    let set = decide::set_societies(&dir, day("2026-05-01"), list(&moved, &dir), &taken("77/2026"));
    take(&mut dir, set);
    let now = dir.society("UK-2").unwrap();
    assert_eq!((now.listed.block, now.before.len()), (357, 1));
    let was = &now.before[0];
    assert_eq!((was.listed.block, was.version, was.day, &was.order[..]), (361, 2, day("2026-05-01"), "77/2026"));
    assert!(dir.society("UK-1").unwrap().before.is_empty(), "what did not change has no history");
}

#[test]
fn a_block_that_left_the_list_is_there_while_societies_stand_on_its_code() {
    let mut dir = full();
    let without = "State Code,District Code,District Name,Block Code,Block Name\n5,45,ALMORA,357,HAWALBAG\n5,52,PAURI GARHWAL,404,KHIRSU";
    places(&mut dir, without, "88/2026").unwrap();
    let gone = Scope::Block(361);
    assert!(dir.is_gone(&gone) && dir.knows(&gone) && dir.lies_in(&gone, &Scope::District(45)));
    assert!(!dir.is_gone(&Scope::Block(357)) && !dir.knows(&Scope::Block(999)));
    let list = import::societies(&rows(&SOCIETIES.replace("45,361", "45,357")), &dir).unwrap();
    let set = decide::set_societies(&dir, day(TODAY), list, &taken("89/2026"));
    take(&mut dir, set);
    assert!(!dir.knows(&gone), "nobody stands on it any more");
}

#[test]
fn banks_come_by_an_order_and_a_district_has_one() {
    let dir = full();
    assert_eq!(dir.banks_order, "5/2026");
    let bank =
        |code: &str, districts: &[u32]| Bank { code: code.into(), name: code.into(), districts: districts.into() };
    let no = |banks, order: &str| decide::set_banks(&dir, day(TODAY), banks, &taken(order)).err().map(|r| r.number);
    assert_eq!(no(vec![bank("ALM", &[45]), bank("PAU", &[52])], "6/2026"), None);
    assert_eq!(no(vec![bank("ALM", &[45]), bank("PAU", &[52])], " "), Some(4508));
    assert_eq!(no(vec![bank("ALM", &[45, 52]), bank("PAU", &[52])], "6/2026"), Some(3209));
    // what was written before an order was asked for is read as it was
    let old =
        r#"{"day":"2026-04-01","did":{"t":"banks-set","banks":[{"code":"ALM","name":"Almora","districts":[45]}]}}"#;
    let event: PlacesEvent = serde_json::from_str(old).unwrap();
    assert_eq!(serde_json::to_string(&event).unwrap(), old);
}

/// Rows of a file of the directory; fields may stand in quotation marks.
fn quoted(text: &str) -> Vec<Vec<String>> {
    let row = |line: &str| {
        let (mut out, mut field, mut inside) = (Vec::new(), String::new(), false);
        for c in line.chars() {
            match c {
                '"' => inside = !inside,
                ',' if !inside => out.push(std::mem::take(&mut field)),
                _ => field.push(c),
            }
        }
        out.push(field);
        out
    };
    text.lines().map(row).collect()
}

/// The directory's own files of 2022, where they lie beside the project: every district and block of the State comes in with its Hindi name, and the same
/// file with codes exchanged is refused.
#[test]
fn the_directory_s_own_files_come_in_and_renumbered_ones_do_not() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/geo");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    let (Some(districts), Some(blocks)) = (read("lgd_districts_2022-12.csv"), read("lgd_blocks_2022.csv")) else {
        println!("SKIPPED: the directory's files are not beside the project");
        return;
    };
    let mut dir = Directory::default();
    take(&mut dir, decide::begin(&Directory::default(), day(TODAY), 5, "Uttarakhand"));
    let set = |dir: &Directory, rows: &[Vec<String>]| {
        let (level, list) = import::places(rows, 5)?;
        decide::set_places(dir, day(TODAY), level, list, &taken(""))
    };
    let (districts, blocks) = (quoted(&districts), quoted(&blocks));
    let events = set(&dir, &districts);
    take(&mut dir, events);
    let events = set(&dir, &blocks);
    take(&mut dir, events);
    let of = |level| dir.places.range((level, 0)..=(level, u32::MAX)).map(|(_, h)| &h.place).collect::<Vec<_>>();
    assert_eq!((of(Level::District).len(), of(Level::Block).len()), (13, 95));
    for level in [Level::District, Level::Block] {
        let nameless: Vec<_> = of(level).into_iter().filter(|p| p.hindi.is_empty()).collect();
        assert!(nameless.is_empty(), "no Hindi name for {nameless:?}");
    }
    // what the program knows by itself is what the files say
    for level in [Level::District, Level::Block] {
        let mut known = import::known(level, 5);
        known.sort_by_key(|p| p.code);
        let known: Vec<(u32, u32)> = known.iter().map(|p| (p.code, p.parent)).collect();
        assert_eq!(known, of(level).iter().map(|p| (p.code, p.parent)).collect::<Vec<_>>());
    }
    // every code one higher: most are taken by another block, some vanish, some move to another district
    let code = blocks[0].iter().position(|h| h == "Block Code").expect("a column");
    let renumbered = blocks.iter().enumerate().map(|(i, r)| {
        let mut r = r.clone();
        if let Some(n) = r[code].parse::<u32>().ok().filter(|_| i > 0) {
            r[code] = (n + 1).to_string();
        }
        r
    });
    let no = set(&dir, &renumbered.collect::<Vec<_>>()).unwrap_err();
    assert_eq!(no.number, 4506, "{no:?}");
    // villages of a block under codes of another numbering
    let panchayats = |from: u32| {
        let head = "State Code,State Name,Block Code,Block Name,Local Body Code,Local Body Name".to_owned();
        let row = |i: u32| format!("5,UTTARAKHAND,357,HAWALBAG,{},Village {i}", from + i);
        rows(&[vec![head], (0..5).map(row).collect()].concat().join("\n"))
    };
    let events = set(&dir, &panchayats(40_000));
    take(&mut dir, events);
    let before = dir.clone();
    let no = set(&dir, &panchayats(50_000)).unwrap_err();
    assert_eq!((no.number, &no.args[1].1[..]), (4506, "5"), "{no:?}");
    assert_eq!(dir, before);
}
