//! The workbench of a demonstration: a society whose old books were brought a while ago and are not posted yet, so that there is something to
//! mend, to key, to judge and to sign.

use desk::act::{Act, Asked, Bench};
use desk::{Desk, Role, Trouble, Who};
use examples::{DefectPlan, Shape, Size};
use kernel::{CommandId, Date, Refusal};
use lipi::Lang;
use lipi::messages::say;
use migration::bench::BenchEvent;
use migration::paper::PaperEvent;
use migration::paper::event::{Held, Listing};
use migration::profile::Profiles;
use std::path::Path;

/// Its code.
const CODE: &str = "R-77-1962";
/// Kinds of books on its shelf, by the numbers of the inventory: the ledger of short-term loans, the cash book.
const SHELF: [(u32, u8, &str, u32); 2] = [(1, 7, "ST", 12), (2, 17, "", 40)];

/// Begins it; a second run finds it in place. Gives its code.
pub fn begin(desk: &Desk, data: &Path, cutoff: Date) -> Result<String, Trouble> {
    let (operator, society) = (Who::local(Role::Operator), desk::society_id(CODE));
    let id =
        |what: &str| CommandId(uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, format!("{CODE}/{what}").as_bytes()));
    let words = |key: &str| say(Lang::Hi, &format!("demo-bench-{key}"), &[]);
    let folder = data.join("examples").join("workbench");
    if desk.read(|t| keep::view::home(t, society))?.is_none() {
        desk.found(&operator, CODE, &words("society"), id("found"))?;
    }
    let act = |what: &str, event: BenchEvent| -> Result<(), Trouble> {
        let asked = Asked { act: Act::Bench(Box::new(Bench::from(event))), before: None };
        desk.act(&operator, society, id(what), &asked).map(|_| ())
    };
    act("opened", BenchEvent::Opened { cutoff })?;
    for (no, kind, product, pages) in SHELF {
        let held = Held::Book {
            pages,
            first_folio: 1,
            last_folio: pages,
            total: None,
            custodian: words("custodian"),
            photo: None,
            no_photo: String::new(),
        };
        let listing = Listing { no, kind, product: product.to_owned(), title: words(&format!("book-{no}")), held };
        act(&format!("volume-{no}"), BenchEvent::Paper(Box::new(PaperEvent::VolumeListed(Box::new(listing)))))?;
    }
    if !folder.exists() {
        let half = data.join("examples").join(".workbench");
        let _ = std::fs::remove_dir_all(&half);
        let books = examples::society(21, Size::Small, DefectPlan::All);
        examples::write(&books, Shape::XlsxPaged, &half)
            .and_then(|_| std::fs::rename(&half, &folder))
            .map_err(|_| crate::unwritten(folder.display()))?;
    }
    let case = desk.read(|t| keep::view::bench_case(t, society))?;
    if case.files.is_empty() {
        act("files", web::brought(desk, &folder, cutoff, &Profiles::default(), &mut |_| {})?)?;
    }
    if desk.read(|t| keep::view::home(t, society))?.is_none() {
        return Err(Refusal::new(5003).into());
    }
    Ok(CODE.to_owned())
}
