//! Setting products and norms.

use super::text;
use crate::acts::{NormsSet, ProductSet};
use crate::event::CreditEvent;
use crate::product::{Norms, Product};
use kernel::{Date, Refusal};

/// Most characters of a product's code.
const CODE: usize = 20;

/// Sets a product: new, or with other rules. Accounts keep the rules of their own days, since every rule has its day.
///
/// # Errors
/// 4131: no code, a code longer than 20 characters or with spaces, or a head left empty.
pub fn set_product(product: &Product, date: Date) -> Result<Vec<CreditEvent>, Refusal> {
    let code = product.code();
    let heads: Vec<&str> = match product {
        Product::Loan(p) => {
            let h = &p.heads;
            vec![&h.principal, &h.receivable, &h.income, &h.penal, &h.charges, &h.surplus, &h.overdue_reserve]
        }
        Product::Deposit(p) => vec![&p.heads.deposit, &p.heads.interest],
    };
    let plain = !code.is_empty() && code.chars().count() <= CODE && !code.contains(char::is_whitespace);
    if !plain || heads.into_iter().any(|h| text(h).is_err()) {
        return Err(Refusal::new(4131).with("product", code));
    }
    Ok(vec![CreditEvent::ProductSet(ProductSet { date, product: product.clone() })])
}

/// Sets the norms; what is empty in them is unset and blocks where it is needed.
#[must_use]
pub fn set_norms(norms: &Norms, date: Date) -> Vec<CreditEvent> {
    vec![CreditEvent::NormsSet(NormsSet { date, norms: norms.clone() })]
}
