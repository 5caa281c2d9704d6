//! The style sheet, the sign and the scripts: in the program itself, each with a hash in its name.

use std::sync::LazyLock;

/// A file that pages name.
pub struct Asset {
    /// Its address.
    pub path: String,
    /// What it is.
    pub kind: &'static str,
    /// What is in it.
    pub body: &'static str,
}

/// All of them.
pub static ASSETS: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    [
        asset("sward", "css", "text/css; charset=utf-8", include_str!("../assets/sward.css")),
        asset("icon", "svg", "image/svg+xml", include_str!("../assets/icon.svg")),
        asset("sward", "js", "text/javascript; charset=utf-8", include_str!("../assets/sward.js")),
    ]
});

/// The address of a file by its ending.
pub fn path(ending: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.path.ends_with(ending)).map_or("", |asset| &asset.path)
}

fn asset(name: &str, ending: &str, kind: &'static str, body: &'static str) -> Asset {
    let hash = blake3::hash(body.as_bytes()).to_hex();
    Asset { path: format!("/a/{name}-{}.{ending}", &hash[..12]), kind, body }
}
