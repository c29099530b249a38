//! Goods: whatever is done balances, is never less than nothing, and can be taken back.

mod arithmetic;
mod life;
mod paying;
mod returning;
mod selling;
mod settings;
mod shop;
mod storing;
