//! Files named by entries: by digest, with every entry that names each.

use super::{Placed, Projector};
use crate::named;
use sql::{Error, Tx};

sql::statements! {
    NAMED = "INSERT INTO file_named (society_id, digest, desk_id, seq, class, name) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (society_id, digest, desk_id, seq) DO NOTHING";
}

pub(super) fn draw(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<(), Error> {
    for e in entries {
        for f in named::named(e.event) {
            let (society, digest) = (p.society.0.into(), (&f.digest).into());
            let row = [society, digest, p.desk.0.into(), e.seq.0.into(), f.class.number().into(), (&f.name).into()];
            t.exec(NAMED, &row)?;
        }
    }
    Ok(())
}
