//! The device's secret: outside the data folder, and outside backups.

use std::io::Write;
use std::path::{Path, PathBuf};

use book::{CommandId, Secret};
use ledger::Node;
use words::Words;

use crate::said::{Fail, Result};

/// Names the store in its folder, so that the device can find the secret that belongs to it.
const STORE: &str = "store";
/// Random bytes that are asked of the system in one go.
const POOL: usize = 4096;

/// The device of a folder; a new folder gets a new one.
pub fn open(dir: &Path, given: Option<&Path>, make: bool) -> Result<Node> {
    let id = store_id(dir, make)?;
    let path = given.map_or_else(|| default_path(&id), |given| Ok(given.into()))?;
    let seed: [u8; 32] = match std::fs::read(&path) {
        Ok(bytes) => bytes.try_into().map_err(|_| fail("device-damaged", &path))?,
        Err(why) if make && why.kind() == std::io::ErrorKind::NotFound => write_new(&path)?,
        Err(_) => return Err(fail("device-missing", &path)),
    };
    Ok(Node { secret: Secret::new(&seed), random: random() })
}

/// Randomness of the system, fetched some ahead.
pub fn random() -> ledger::Random {
    // A nonce that repeats would open what it locks, so a system without randomness may not go on.
    let mut pool: Vec<u8> = vec![];
    Box::new(move |bytes: &mut [u8]| {
        if bytes.len() > pool.len() {
            pool = vec![0; POOL.max(bytes.len())];
            getrandom::fill(&mut pool).unwrap_or_else(|_| std::process::abort());
        }
        let rest = pool.len() - bytes.len();
        bytes.copy_from_slice(&pool[rest..]);
        // What was given out is a key or a nonce now, and nobody else's.
        pool[rest..].fill(0);
        pool.truncate(rest);
    })
}

fn store_id(dir: &Path, make: bool) -> Result<String> {
    let path = dir.join(STORE);
    if let Ok(id) = std::fs::read_to_string(&path) {
        return Ok(id.trim().into());
    }
    if dir.join("books.db").exists() {
        return Err(fail("store-missing", &path));
    }
    if !make {
        return Err(fail("no-folder", dir));
    }
    let mut id = CommandId::default();
    getrandom::fill(&mut id.0).map_err(|_| fail("no-randomness", dir))?;
    ledger::private_folder(dir)?;
    std::fs::write(&path, id.to_string()).map_err(|_| fail("folder-unwritable", dir))?;
    Ok(id.to_string())
}

fn default_path(id: &str) -> Result<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/state"));
    let state = state.filter(|state| state.is_absolute()).or_else(home);
    let state = state.ok_or_else(|| fail("no-home", Path::new("HOME")))?;
    Ok(state.join("sward").join(format!("{id}.secret")))
}

fn write_new(path: &Path) -> Result<[u8; 32]> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| fail("no-randomness", path))?;
    let unwritable = |_| fail("folder-unwritable", path);
    if let Some(folder) = path.parent() {
        ledger::private_folder(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(unwritable)?;
    file.write_all(&seed).and_then(|()| file.sync_all()).map_err(unwritable)?;
    Ok(seed)
}

fn fail(message: &str, path: &Path) -> Fail {
    Fail::wrong(&Words::english(), message, &[("path", path.display().to_string().into())])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_random_byte_is_given_out_twice() {
        // Three sizes in turn, so that what is drawn crosses the end of the pool at ever other places.
        let (mut random, mut seen) = (random(), BTreeSet::new());
        for size in [16, 24, 32].into_iter().cycle().take(3 * POOL) {
            let mut bytes = vec![0; size];
            random(&mut bytes);
            // That eight bytes come again by chance happens once in 20,000 million runs of this test.
            assert!(bytes.chunks(8).all(|eight| seen.insert(eight.to_vec())), "{bytes:02x?} came again");
        }
        let mut whole = vec![0; 2 * POOL];
        random(&mut whole);
        assert!(whole.chunks(8).all(|eight| seen.insert(eight.to_vec())));
    }
}
