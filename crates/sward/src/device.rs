//! The device's secret: outside the data folder, and outside backups; under a passphrase where the folder is encrypted.

use std::io::Write;
use std::path::{Path, PathBuf};

use book::{CommandId, Secret};
use keys::{Cost, Device, FileKey, NotOpened};
use ledger::Node;
use words::Words;

use crate::args::Args;
use crate::passphrase;
use crate::said::{Fail, Result};

/// Names the store in its folder, so that the device can find the secret that belongs to it.
const STORE: &str = "store";
/// Random bytes that are asked of the system in one go.
const POOL: usize = 4096;

/// What is done where a folder has no device yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    /// It is told that there is none.
    No,
    /// One is made whose files are plain.
    Plain,
    /// One is made under a passphrase, whose files are encrypted.
    Encrypted,
}

/// The device of a folder, opened; a new folder gets a new one.
pub fn open(args: &Args, make: Make) -> Result<Device> {
    if let Some(device) = &args.unlocked {
        return Ok(device.clone());
    }
    let path = path(args, make != Make::No)?;
    match std::fs::read(&path) {
        Ok(bytes) if keys::is_locked(&bytes) => unlock(&bytes, &passphrase::ask(args)?, &path),
        // What is encrypted under a secret that lies open is as good as plain.
        Ok(_) if make == Make::Encrypted => Err(fail("device-plain", &path)),
        Ok(bytes) => Device::plain(&bytes).ok_or_else(|| fail("device-damaged", &path)),
        Err(why) if make != Make::No && why.kind() == std::io::ErrorKind::NotFound => new(args, make, &path),
        Err(_) => Err(fail("device-missing", &path)),
    }
}

/// Whether the device of this folder has a secret already.
pub fn is_there(args: &Args) -> Result<bool> {
    Ok(path(args, false)?.exists())
}

/// A device as the store takes it.
pub fn node(device: &Device) -> Node {
    Node { secret: Secret::new(&device.seed), random: random() }
}

/// Puts the secret under another passphrase: the file is there as it was or as it is to be, whenever power fails.
pub fn change_passphrase(args: &Args, chosen: Option<&Path>) -> Result<PathBuf> {
    let path = path(args, false)?;
    let bytes = std::fs::read(&path).map_err(|_| fail("device-missing", &path))?;
    if !keys::is_locked(&bytes) {
        return Err(fail("device-plain", &path));
    }
    let device = unlock(&bytes, &passphrase::ask(args)?, &path)?;
    replace(&path, &lock(&device, &passphrase::choose(chosen)?, &path)?)?;
    Ok(path)
}

/// The same device with a key for files, and its secret as it will be under a passphrase.
pub fn encrypted(args: &Args, device: &Device) -> Result<(Device, Vec<u8>)> {
    let path = path(args, false)?;
    let device = Device { seed: device.seed.clone(), files: Some(FileKey::new(bytes(&path)?)) };
    let locked = lock(&device, &passphrase::choose(args.passphrase_file.as_deref())?, &path)?;
    Ok((device, locked))
}

/// Puts such a secret in the place of the one that there is.
pub fn put(args: &Args, secret: &[u8]) -> Result<()> {
    replace(&path(args, false)?, secret)
}

fn replace(path: &Path, secret: &[u8]) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    // What a crash left half written is nobody's.
    let _ = std::fs::remove_file(&beside);
    write_new(&beside, secret)?;
    let placed = std::fs::rename(&beside, path).and_then(|()| sync_folder(path));
    placed.map_err(|_| fail("folder-unwritable", path))
}

fn unlock(bytes: &[u8], passphrase: &str, path: &Path) -> Result<Device> {
    Device::unlock(bytes, passphrase.as_bytes()).map_err(|why| match why {
        NotOpened::Shut => fail("passphrase-wrong", path),
        NotOpened::NotASecret => fail("device-damaged", path),
        NotOpened::TooCostly => fail("device-costly", path),
    })
}

fn lock(device: &Device, passphrase: &str, path: &Path) -> Result<Vec<u8>> {
    let (salt, nonce) = (bytes(path)?, bytes(path)?);
    let locked = device.lock(passphrase.as_bytes(), Cost::DEVICE, salt, nonce);
    locked.ok_or_else(|| fail("device-damaged", path))
}

fn new(args: &Args, make: Make, path: &Path) -> Result<Device> {
    let seed = bytes::<32>(path)?.into();
    if make == Make::Plain {
        let device = Device { seed, files: None };
        write_new(path, &*device.seed)?;
        return Ok(device);
    }
    let device = Device { seed, files: Some(FileKey::new(bytes(path)?)) };
    write_new(path, &lock(&device, &passphrase::choose(args.passphrase_file.as_deref())?, path)?)?;
    Ok(device)
}

/// Random bytes for a file that is about to be made.
pub fn bytes<const N: usize>(path: &Path) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| fail("no-randomness", path))?;
    Ok(bytes)
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

/// Where the secret of a folder's device lies.
fn path(args: &Args, make: bool) -> Result<PathBuf> {
    let id = store_id(&args.dir, make)?;
    args.device.clone().map_or_else(|| default_path(&id), Ok)
}

fn store_id(dir: &Path, make: bool) -> Result<String> {
    let path = dir.join(STORE);
    if let Ok(id) = std::fs::read_to_string(&path) {
        // It comes to stand in a path, and a folder may come from elsewhere.
        let id: Option<CommandId> = id.trim().parse().ok();
        return id.map(|id| id.to_string()).ok_or_else(|| fail("store-missing", &path));
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

/// Writes a file that is not there yet, and that its owner alone may read.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let unwritable = |_| fail("folder-unwritable", path);
    if let Some(folder) = path.parent() {
        ledger::private_folder(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(unwritable)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| sync_folder(path)).map_err(unwritable)
}

/// A name is on the disk once its folder is.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) if cfg!(unix) => std::fs::File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
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
