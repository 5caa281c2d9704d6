//! What stands before the pages and behind them, tried without a browser.

mod heads;
mod shelf;
