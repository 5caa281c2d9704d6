//! Signs that stand on many pages: the tuft of grass, and blades for a band.

use maud::{Markup, PreEscaped, html};

const TUFT: &str = r#"<path d="M16.8 22C16.5 14 15 8 10.5 4c1 6 1.5 12 3.6 18zM19.2 22c.3-9 1-15 5.3-20 .2 7-.8 13-2.6 20zM12.5 22C11.8 17 9.5 13.5 5 11.5c2 3.5 3.5 6.5 4.8 10.5zM23.8 22c.7-4.5 2.7-7.5 7.2-9-2 2.8-3.3 5.5-4.3 9z"/><path d="M2 23h32M18 23v10M14 23c0 4-1.5 6-4 8M22 23c0 4 1.5 6 4 8" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>"#;
const ROOTS: &str = r#"<path d="M22.5 24C22 16 20 9 14 4c1.5 7 2.5 14 5 20zM25.5 24c.5-9 1.5-16 7-22 0 8-1 15-3.5 22zM17 24c-1-5-4-8.5-9-10.5 2.5 3 4 6.5 5.5 10.5zM31 24c1-4.5 4-7.5 9-9-2.5 2.5-4 5.5-5 9z"/><path d="M24 24v21M19 24c0 7-3 11-8 15M29 24c0 7 3 11 8 15M14 24c-1 4-4 6-9 7M34 24c1 4 4 6 9 7M21.5 36c-1 3-3 5-5 7M26.5 36c1 3 3 5 5 7" fill="none" stroke="currentColor" stroke-width="1.2" stroke-linecap="round"/>"#;
const BLADES: [&str; 4] = [
    "M8 15c0-5 1-7 3-7s3.5 1 4 4",
    "M7 15c0-5-.5-7-2-9.5M12 15c0-5 .5-7 3-9",
    "M4.5 15c0-6-.5-8-1.5-11M10 15V2M15.5 15c0-6 .5-8 1.5-11",
    "M2 15C2 9 1.5 6 .5 3M7.5 15c0-7 0-10-.5-14M12.5 15c0-7 0-10 .5-14M18 15c0-6 .5-9 1.5-12",
];

/// The tuft at the head of every page.
pub fn mark() -> Markup {
    html! { svg.mark viewBox="0 0 36 36" aria-hidden="true" { (PreEscaped(TUFT)) } }
}

/// The tuft with its roots, on the ground line.
pub fn roots() -> Markup {
    html! { svg.roots viewBox="0 0 48 48" aria-hidden="true" { (PreEscaped(ROOTS)) } }
}

/// Blades by rank, from 0 (one, bent) to 3 (four, upright): told by shape, not by colour alone.
pub fn blades(rank: usize) -> Markup {
    let path = BLADES[rank.min(3)];
    html! {
        svg viewBox="0 0 20 16" aria-hidden="true" {
            path d=(path) fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" {}
        }
    }
}
