//! The viewer's own account: how they sign in, where they are signed in, and what happened to it. It concerns this
//! node alone, so nothing of it comes into a book.

mod deeds;
mod page;

use crate::site::{Deed, Route};

/// Every address here.
pub const ROUTES: [Route; 1] = [Route { path: "/u/{unit}/sign-in", view: page::view }];

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 6] = [
    Deed::own("own.password", deeds::password),
    Deed::own("own.codes", deeds::codes),
    Deed::own("own.passkey", deeds::passkey),
    Deed::own("own.forget-passkey", deeds::forget_passkey),
    Deed::own("own.end", deeds::end),
    Deed::own("own.object", deeds::object),
];
