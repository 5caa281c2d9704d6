//! The rules of the house, held by machine.

mod arguments;
mod arrows;
mod facts;
mod files;
mod messages;
mod register;
mod source;
mod tour;
