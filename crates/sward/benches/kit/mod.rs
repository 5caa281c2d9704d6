//! What all benches share: sizes, child processes, and what one of them took. A figure and its floor
//! run in processes of their own, so that neither sees the other's memory.

#![allow(dead_code)]

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Whatever may go wrong.
pub type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// The moment that all commands claim, so that every run makes the same ledger.
pub const NOW: &str = "2026-11-24T12:00";

/// What a process measured of itself, by name.
pub type Figures = BTreeMap<String, f64>;

/// A number that the command line gives after a name, or the usual one.
pub fn size(name: &str, usual: u64) -> u64 {
    let mut args = std::env::args().skip_while(|arg| arg != name);
    args.nth(1).and_then(|number| number.replace('_', "").parse().ok()).unwrap_or(usual)
}

/// The part and the folder that this process was started for, if it is a child.
pub fn child() -> Option<(String, PathBuf)> {
    let mut args = std::env::args().skip_while(|arg| arg != "--child").skip(1);
    Some((args.next()?, args.next()?.into()))
}

/// Runs a part in a process of its own, and reads what it measured.
pub fn run(part: &str, dir: &Path, more: &[String]) -> Result<Figures> {
    let mut child = Command::new(std::env::current_exe()?);
    child.args(["--child", part]).arg(dir).args(more).stdout(Stdio::piped());
    read(&mut child)
}

/// Runs a command that tells figures.
pub fn read(child: &mut Command) -> Result<Figures> {
    let output = child.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("{child:?} failed: {}", String::from_utf8_lossy(&output.stdout)).into());
    }
    let lines = String::from_utf8(output.stdout)?;
    let pairs = lines.lines().filter_map(|line| line.strip_prefix("figure ")?.split_once(' '));
    pairs.map(|(name, number)| Ok((name.into(), number.parse()?))).collect()
}

/// Tells the parent a figure.
pub fn tell(name: &str, number: f64) {
    println!("figure {name} {number}");
}

/// Measures wall and processor time of some work, and tells both.
pub fn timed<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let (begun, before) = (Instant::now(), cpu()?);
    let done = work()?;
    tell(&format!("{name}.wall"), begun.elapsed().as_secs_f64());
    tell(&format!("{name}.cpu"), cpu()? - before);
    Ok(done)
}

/// A watch that is stopped while a floor reads what it will do next.
#[derive(Default)]
pub struct Watch {
    wall: f64,
    cpu: f64,
}

impl Watch {
    /// Counts the time of this work.
    pub fn time<T>(&mut self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let (begun, before) = (Instant::now(), thread_cpu()?);
        let done = work()?;
        self.wall += begun.elapsed().as_secs_f64();
        self.cpu += thread_cpu()? - before;
        Ok(done)
    }

    /// Tells what was counted.
    pub fn tell(&self, name: &str) {
        tell(&format!("{name}.wall"), self.wall);
        tell(&format!("{name}.cpu"), self.cpu);
    }
}

/// Processor seconds of this process so far, of user and system together.
pub fn cpu() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit_once(')').ok_or("no /proc/self/stat")?.1.split_whitespace();
    let ticks = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>();
    Ok(ticks / 100.0)
}

/// Processor seconds of this thread so far, to the nanosecond.
fn thread_cpu() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanos: f64 = stat.split_whitespace().next().ok_or("no schedstat")?.parse()?;
    Ok(nanos / 1e9)
}

/// The most memory that this process ever held, in megabytes.
pub fn tell_peak() -> Result<()> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kilobytes: f64 = peak.trim().trim_end_matches(" kB").parse()?;
    tell("peak", kilobytes / 1024.0);
    Ok(())
}

/// Looks at the write-ahead logs of a folder while some work goes on, and tells the largest sum, in megabytes.
pub fn watching_logs<T>(dir: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let files = ["books.db-wal", "keys.db-wal", "read.db-wal", "node.db-wal"].map(|name| dir.join(name));
    let watch = std::thread::spawn(move || {
        let mut most = 0;
        while stopped.recv_timeout(Duration::from_millis(50)) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
            let sizes = files.iter().filter_map(|file| std::fs::metadata(file).ok()).map(|file| file.len());
            most = most.max(sizes.sum());
        }
        most
    });
    let done = work();
    drop(stop);
    tell("logs", watch.join().map_err(|_| "the watch failed")? as f64 / 1e6);
    done
}

/// How many megabytes the databases of a folder take.
pub fn stored(dir: &Path) -> Result<f64> {
    let mut bytes = 0;
    for file in std::fs::read_dir(dir)? {
        let file = file?;
        if file.file_name().to_string_lossy().contains(".db") {
            bytes += file.metadata()?.len();
        }
    }
    Ok(bytes as f64 / 1e6)
}

/// Founds an organisation of so many cells in regions of a hundred; gives its folder.
pub fn found(dir: &Path, cells: u64) -> Result<PathBuf> {
    const REGION: u64 = 100;
    let org = dir.join("org");
    sward(&org, &["init", "The whole", "--code", "root"])?;
    let path = dir.join("units.csv");
    let mut units = std::io::BufWriter::new(std::fs::File::create(&path)?);
    writeln!(units, "unit,parent,kind,name,founded")?;
    let regions = cells.div_ceil(REGION);
    for region in 0..regions {
        writeln!(units, "r{region},root,region,Region {region},")?;
    }
    for cell in 0..cells {
        writeln!(units, "c{cell},r{},cell,Cell {cell},2023-01-0{}", cell % regions, 1 + cell % 9)?;
    }
    units.flush()?;
    sward(&org, &["import", "units", &path.to_string_lossy()])?;
    Ok(org)
}

/// Does what the program's command line does, and takes what it says.
pub fn sward(dir: &Path, args: &[&str]) -> Result<serde_json::Value> {
    sward_at(dir, NOW, args)
}

/// The same at another moment.
pub fn sward_at(dir: &Path, now: &str, args: &[&str]) -> Result<serde_json::Value> {
    let device = dir.with_extension("device");
    let passphrase = dir.with_extension("passphrase");
    let (folder, device, passphrase) = (dir.to_string_lossy(), device.to_string_lossy(), passphrase.to_string_lossy());
    let all = ["sward", "--dir", &folder, "--device", &device, "--passphrase-file", &passphrase, "--now", now];
    let all = all.into_iter().chain(args.iter().copied());
    let args = <sward::args::Args as clap::Parser>::try_parse_from(all)?;
    let said = sward::run(args).map_err(|fail| fail.text)?;
    if said.status != 0 {
        return Err(said.text.into());
    }
    Ok(said.json)
}

/// The store of a folder that `sward` made.
pub fn store(dir: &Path) -> Result<ledger::Store> {
    let random = |bytes: &mut [u8]| getrandom::fill(bytes).unwrap_or_else(|_| std::process::abort());
    let node = ledger::Node { secret: book::Secret::new(&device(dir)?.seed), random: Box::new(random) };
    Ok(ledger::Store::open(folder(dir)?, sward::kinds::kinds(), node)?)
}

/// The folder, with the key of its files where they are encrypted.
pub fn folder(dir: &Path) -> Result<ledger::Folder> {
    Ok(ledger::Folder::new(dir, device(dir)?.files))
}

fn device(dir: &Path) -> Result<keys::Device> {
    let bytes = std::fs::read(dir.with_extension("device"))?;
    Ok(keys::Device::plain(&bytes).map_or_else(|| keys::Device::unlock(&bytes, PASSPHRASE.as_bytes()), Ok)?)
}

const PASSPHRASE: &str = "four words on a wall";

/// Whether the same in an encrypted folder is to be measured, beside a plain one in the place of the floor.
pub fn encrypts() -> bool {
    std::env::args().any(|arg| arg == "--encrypt")
}

/// Gives a folder that is not begun yet a device under a passphrase that costs nothing to try: what is measured is the
/// files.
pub fn encrypt(dir: &Path) -> Result<()> {
    let (mut bytes, cheap) = ([0; 104], keys::Cost { memory: 8, passes: 1, lanes: 1 });
    getrandom::fill(&mut bytes)?;
    let part = |from: usize| -> Result<[u8; 32]> { Ok(bytes[from..from + 32].try_into()?) };
    let device = keys::Device { seed: part(0)?.into(), files: Some(keys::FileKey::new(part(32)?)) };
    let (salt, nonce) = (bytes[64..80].try_into()?, bytes[80..].try_into()?);
    let locked = device.lock(PASSPHRASE.as_bytes(), cheap, salt, nonce).ok_or("no device")?;
    std::fs::write(dir.with_extension("device"), locked)?;
    Ok(std::fs::write(dir.with_extension("passphrase"), PASSPHRASE)?)
}

/// A line of the report: what it is, what it took, what its floor took, and both ratios.
pub fn line(what: &str, own: &Figures, floor: &Figures, name: &str) {
    let of = |figures: &Figures, what: &str| figures.get(&format!("{name}.{what}")).copied().unwrap_or(f64::NAN);
    let (wall, cpu) = (of(own, "wall"), of(own, "cpu"));
    let beside = if encrypts() { "plain" } else { "floor" };
    let (floor_wall, floor_cpu) = (of(floor, "wall"), of(floor, "cpu"));
    println!(
        "{what:<34} {wall:>8.2} s {cpu:>8.2} CPU s   {beside} {floor_wall:>8.2} s {floor_cpu:>8.2} CPU s   ratio {:.2} (CPU {:.2})",
        wall / floor_wall,
        cpu / floor_cpu
    );
}

/// One figure of many.
pub fn get(figures: &Figures, name: &str) -> f64 {
    figures.get(name).copied().unwrap_or(f64::NAN)
}
