//! What may come over HTTP: requests that no browser sends, forms of others, and texts that want to be more.

mod answering;
mod attachments;
mod calendar;
mod care;
mod concerns;
mod dues;
mod faults;
pub mod forgotten;
mod forms;
mod http;
mod logs;
mod looked;
mod mail;
mod own_link;
mod private;
mod public;
mod renewed;
mod rights;
mod search;
mod study;
mod texts;
mod tls;
mod tokens;
mod totals;
mod who;
mod wire;
