//! Pages over HTTP: the shell that every concept's pages stand in. It knows how a page is laid out, how a form
//! becomes a command, and how an answer becomes HTML or JSON; it knows no meeting, no member, no health.
//!
//! A concept gives routes (an address and a view) and deeds (a form's name, and how it is read). A view is a
//! function from what a visit sees to a page, and a page is a value: the same value is the JSON of its address.

mod access;
mod answers;
mod assets;
pub mod calendar;
mod deed;
mod draw;
mod entering;
mod entrance;
mod fault;
mod fields;
mod fold;
mod for_all;
mod form;
mod guard;
mod heads;
mod http;
mod layout;
pub mod mail;
mod outside;
mod own;
mod page;
mod prose;
mod say;
mod sent;
mod shelf;
mod show;
mod signing;
mod site;
mod standing;
#[cfg(test)]
mod tests;
mod threshold;
mod tls;
mod visit;
mod ways;
mod wire;

pub use draw::{blades, mark};
pub use fault::{Fault, Result, Wrong};
pub use fields::{FIELDS, Fields};
pub use fold::folded;
pub use form::{Form, Typed};
pub use http::{Clock, Peer, Random, Reached, Server};
pub use layout::{initials, paper};
pub use own::{DEEDS as OWN_DEEDS, ROUTES as OWN_ROUTES};
pub use page::{Page, Paper, Reply};
pub use prose::prose;
pub use say::{Say, capital, isolated, plain};
pub use shelf::{DRAFT_BYTES, Intake, Shelf};
pub use signing::{DEEDS as SIGN_DEEDS, ROUTES as SIGN_ROUTES};
pub use site::{Asked, Dates, Deed, Plan, Route, Says, Site, Tab, Told, Undo, View, Who};
pub use threshold::BODY_BYTES;
pub use tls::{NotACertificate, Tls};
pub use visit::{Address, Visit};
pub use wire::serve;
