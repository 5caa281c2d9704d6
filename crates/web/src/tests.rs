//! What stands before the pages and behind them, tried without a browser.

mod calendar;
mod for_all;
mod heads;
mod mail;
mod mailbox;
mod sent;
mod shelf;
