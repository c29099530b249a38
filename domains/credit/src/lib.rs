//! Loan and deposit accounts and their balances.
