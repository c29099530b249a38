//! What decisions must know: only that, read inside the transaction that will write.

use crate::Event;
use crate::project::SHARE_HEAD;
use books::decide::{BooksView, PostedVoucher};
use books::{BooksEvent, Head};
use credit::product::Product;
use kernel::SocietyId;
use sql::{Error, Tx};

sql::statements! {
    HEAD = "SELECT code, name, class FROM head WHERE society_id = $1 AND code = $2";
    KEPT = "SELECT DISTINCT head FROM product WHERE society_id = $1";
    SHARES = "SELECT kind FROM kind_total WHERE society_id = $1 AND kind = 0";
    HEADS = "SELECT code FROM head WHERE society_id = $1";
    MIGRATED = "SELECT folder FROM migration_run WHERE society_id = $1 ORDER BY desk_id, run LIMIT 1";
    CODE = "SELECT code FROM society WHERE society_id = $1";
    VOUCHER = "SELECT e.kind, e.bytes, COALESCE(r.seq, -1) FROM register_entry e LEFT JOIN reversal r ON r.society_id = e.society_id AND r.of_desk = e.desk_id AND r.of_seq = e.seq WHERE e.society_id = $1 AND e.desk_id = $2 AND e.seq = $3";
    EACH_VOUCHER = "SELECT e.kind, e.bytes, e.desk_id, e.seq, v.number FROM voucher v JOIN register_entry e ON e.society_id = v.society_id AND e.desk_id = v.desk_id AND e.seq = v.seq WHERE v.society_id = $1 ORDER BY v.desk_id, v.seq";
}

/// The books as a voucher on these heads must see them.
///
/// # Errors
/// The store's.
pub fn books_view<'h>(
    t: &mut Tx<'_>,
    society: SocietyId,
    heads: impl IntoIterator<Item = &'h str>,
) -> Result<BooksView, Error> {
    let mut view = BooksView::default();
    for code in heads {
        if view.heads.iter().any(|h| h.code == code) {
            continue;
        }
        let found = t.first(HEAD, &[society.0.into(), code.into()], |r| Head {
            code: r.text(0).to_owned(),
            name: r.text(1).to_owned(),
            class: crate::codec::class(r.int(2)),
        })?;
        view.heads.extend(found);
    }
    view.open = super::day::open_day(t, society)?;
    view.kept_by_accounts = t.rows(KEPT, &[society.0.into()], |r| r.text(0).to_owned())?;
    // interest and surplus stand loan by loan as well: a voucher on their heads would part accounts and ledger, and no day would end
    for product in &super::rules(t, society)?.products {
        if let Product::Loan(p) = product {
            view.kept_by_accounts.extend([p.heads.receivable.clone(), p.heads.surplus.clone()]);
        }
    }
    if t.first(SHARES, &[society.0.into()], |_| ())?.is_some() {
        view.kept_by_accounts.push(SHARE_HEAD.to_owned());
    }
    Ok(view)
}

/// The books as a reversal of this entry must see them.
///
/// # Errors
/// The store's, or an entry that cannot be read.
pub fn reversal_view(t: &mut Tx<'_>, society: SocietyId, entry: (i64, i64)) -> Result<BooksView, Error> {
    let key = [society.0.into(), entry.0.into(), entry.1.into()];
    let found = t.first(VOUCHER, &key, |r| (r.text(0).to_owned(), r.bytes(1).to_vec(), r.int(2) >= 0))?;
    let mut view = books_view(t, society, [])?;
    let Some((kind, bytes, reversed)) = found else { return Ok(view) };
    // Pages of accounts carry accounts: they are not taken back as vouchers.
    match Event::decode(&kind, &bytes)? {
        Event::Books(BooksEvent::VoucherPosted { date, number, lines, reverses, .. }) => {
            let (is_reversal, brought) =
                (reverses.is_some(), super::day::cutoff(t, society)?.is_some_and(|c| date <= c));
            view.voucher = Some(PostedVoucher { number, date, lines, reversed, is_reversal, brought });
        }
        Event::Books(BooksEvent::ProfitAppropriated { date, lines, resolution, .. }) => {
            view.voucher =
                Some(PostedVoucher { number: resolution, date, lines, reversed, is_reversal: false, brought: false });
        }
        _ => {}
    }
    Ok(view)
}

/// Digest of the folder the society's books were brought in from, if they were.
///
/// # Errors
/// The store's.
pub fn migrated_from(t: &mut Tx<'_>, society: SocietyId) -> Result<Option<String>, Error> {
    t.first(MIGRATED, &[society.0.into()], |r| r.text(0).to_owned())
}

/// Code of a society, if it is there.
///
/// # Errors
/// The store's.
pub fn code_of(t: &mut Tx<'_>, society: SocietyId) -> Result<Option<String>, Error> {
    t.first(CODE, &[society.0.into()], |r| r.text(0).to_owned())
}

/// Calls `f` with every entry that makes a voucher: desk, position, number shown to people, event; in the order they were written.
///
/// # Errors
/// The store's, the closure's, or an entry that cannot be read.
pub fn each_voucher(
    t: &mut Tx<'_>,
    society: SocietyId,
    mut f: impl FnMut(i64, i64, &str, &Event) -> Result<(), Error>,
) -> Result<(), Error> {
    t.each(EACH_VOUCHER, &[society.0.into()], |r| {
        let event = Event::decode(r.text(0), r.bytes(1))?;
        f(r.int(2), r.int(3), r.text(4), &event).map(|()| true)
    })
}

/// Codes of the heads that are open.
///
/// # Errors
/// The store's.
pub fn head_codes(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<String>, Error> {
    t.rows(HEADS, &[society.0.into()], |r| r.text(0).to_owned())
}
