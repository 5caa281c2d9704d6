//! What goes out comes in again; and what real files come to, whatever the order of their rows.

mod allowed;
mod real;
mod round_trip;
