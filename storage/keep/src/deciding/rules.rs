//! Products and norms for acts. They change once a year and are needed by every act, and reading them from JSON cost more than the rest of
//! a small act: what was read is remembered by the very text it was read from, so that it can never say anything else than the store.

use credit::product::{Norms, Product};
use kernel::SocietyId;
use sql::{Error, Tx};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

sql::statements! {
    RULES = "SELECT body FROM product WHERE society_id = $1 ORDER BY code";
    NORMS = "SELECT body FROM norms WHERE society_id = $1";
}

/// Products in the order of their codes, and norms, as they stand now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// The products.
    pub products: Vec<Product>,
    /// The norms; empty where none were set, and then they block.
    pub norms: Norms,
}

/// Most societies whose rules are remembered; with more, all are forgotten and read anew.
const MOST: usize = 256;

type Remembered = BTreeMap<i64, (Vec<String>, Arc<Rules>)>;
static REMEMBERED: LazyLock<Mutex<Remembered>> = LazyLock::new(Mutex::default);

/// The products and norms as they stand now. The text is read from the store every time; only reading JSON is spared where it is the same.
///
/// # Errors
/// The store's.
pub fn rules(t: &mut Tx<'_>, society: SocietyId) -> Result<Arc<Rules>, Error> {
    let mut text = t.rows(RULES, &[society.0.into()], |r| r.text(0).to_owned())?;
    let count = text.len();
    text.extend(t.first(NORMS, &[society.0.into()], |r| r.text(0).to_owned())?);
    let lock = || REMEMBERED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = lock().get(&society.0).filter(|(same, _)| *same == text) {
        return Ok(known.clone());
    }
    let (products, norms) = text.split_at(count);
    let read = Arc::new(Rules {
        products: products.iter().filter_map(|body| serde_json::from_str(body).ok()).collect(),
        norms: norms.first().and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default(),
    });
    let mut all = lock();
    if all.len() >= MOST {
        all.clear();
    }
    all.insert(society.0, (text, read.clone()));
    Ok(read)
}
