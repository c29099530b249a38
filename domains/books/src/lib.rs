//! Heads, vouchers, trial balance; debits equal credits to the paisa.
