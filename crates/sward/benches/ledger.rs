//! Bringing a large organisation in, verifying its ledger, and folding it again, each beside a bare
//! loop that does the least that the same result takes.
//!
//! `cargo bench --bench ledger -- --members 1000000`; with `--encrypt` an encrypted folder beside a plain one.

mod floor;
mod kit;

use std::io::{BufWriter, Write};
use std::path::Path;

use kit::{Figures, Result, get, line, run, tell, timed};

/// Members in a cell.
const CELL: u64 = 10;
/// Cells in a region.
const REGION: u64 = 100;
/// Regions in a land.
const LAND: u64 = 32;

fn main() -> Result<()> {
    match kit::child() {
        Some((part, dir)) => child(&part, &dir),
        None => parent(),
    }
}

fn parent() -> Result<()> {
    let members = kit::size("--members", 1_000_000);
    let kept = tempfile::tempdir()?;
    let dir = kept.path();
    write_files(dir, members)?;
    let figures = |part: &str| -> Result<Figures> { run(part, dir, &[]) };
    println!("{members} members in {} cells", members / CELL);

    if kit::encrypts() {
        for part in ["import", "verify", "refold"] {
            let (own, plain) = (figures(&format!("encrypted {part}"))?, figures(part)?);
            line(&format!("{part}, encrypted"), &own, &plain, part);
            println!("  memory {:.0} MB (plain {:.0})", get(&own, "peak"), get(&plain, "peak"));
        }
        return Ok(());
    }
    let import = figures("import")?;
    let floor = figures("import-floor")?;
    line("import, units and members", &import, &floor, "import");
    println!("  of it units {:.2} s {:.2} CPU s", get(&import, "units.wall"), get(&import, "units.cpu"));
    println!(
        "  memory {:.0} MB (floor {:.0}); logs at most {:.0} MB; stored {:.0} MB (floor {:.0}); {:.1} µs CPU a member",
        get(&import, "peak"),
        get(&floor, "peak"),
        get(&import, "logs"),
        get(&import, "stored"),
        get(&floor, "stored"),
        get(&import, "import.cpu") / members as f64 * 1e6,
    );
    println!(
        "  floor: {} seals, {} entries locked, {} read rows",
        get(&floor, "seals"),
        get(&floor, "locked"),
        get(&floor, "rows")
    );

    let (verify, floor) = (figures("verify")?, figures("verify-floor")?);
    line("verify", &verify, &floor, "verify");
    let (entries, seals) = (get(&verify, "entries"), get(&verify, "seals"));
    println!(
        "  {:.0} entries/s (floor {:.0}); {:.1} facts and {:.1} entries a seal; memory {:.0} MB",
        entries / get(&verify, "verify.wall"),
        get(&floor, "entries") / get(&floor, "verify.wall"),
        get(&verify, "facts") / seals,
        entries / seals,
        get(&verify, "peak"),
    );

    let (refold, floor) = (figures("refold")?, figures("refold-floor")?);
    line("refold", &refold, &floor, "refold");
    println!("  memory {:.0} MB; logs at most {:.0} MB", get(&refold, "peak"), get(&refold, "logs"));
    Ok(())
}

fn child(part: &str, dir: &Path) -> Result<()> {
    let (org, part) = match part.strip_prefix("encrypted ") {
        Some(part) => (dir.join("encrypted"), part),
        None => (dir.join("org"), part),
    };
    match part {
        "import" => {
            if org.ends_with("encrypted") {
                kit::encrypt(&org)?;
            }
            import(dir, &org)?;
        }
        "import-floor" => floor::import(&org, &dir.join("floor"))?,
        "verify" => {
            let found = timed("verify", || kit::sward(&org, &["verify"]))?;
            for name in ["entries", "seals", "facts"] {
                tell(name, found[name].as_f64().ok_or("verify tells no such figure")?);
            }
        }
        "verify-floor" => floor::verify(&org)?,
        "refold" => {
            let mut store = kit::store(&org)?;
            let before = store.look().digest()?;
            kit::watching_logs(&org, || timed("refold", || Ok(store.refold()?)))?;
            if store.look().digest()? != before {
                return Err("refolding made another state".into());
            }
        }
        "refold-floor" => floor::refold(&org, &dir.join("floor-read"))?,
        other => return Err(format!("no part {other}").into()),
    }
    kit::tell_peak()
}

fn import(dir: &Path, org: &Path) -> Result<()> {
    kit::sward(org, &["init", "The whole", "--code", "root"])?;
    let file = |name: &str| dir.join(name).to_string_lossy().into_owned();
    let (units, members) = (file("units.csv"), file("members.csv"));
    kit::watching_logs(org, || {
        timed("import", || {
            timed("units", || kit::sward(org, &["import", "units", &units]))?;
            kit::sward(org, &["import", "members", &members])
        })
    })?;
    tell("stored", kit::stored(org)?);
    Ok(())
}

/// The tree and its people, each with a name and the day since when.
fn write_files(dir: &Path, members: u64) -> Result<()> {
    let cells = (members / CELL).max(1);
    let regions = cells.div_ceil(REGION);
    let lands = regions.div_ceil(LAND);
    let mut units = BufWriter::new(std::fs::File::create(dir.join("units.csv"))?);
    writeln!(units, "unit,parent,kind,name,founded\nroot,,centre,The whole,")?;
    for land in 0..lands {
        writeln!(units, "l{land},root,region,Land {land},")?;
    }
    for region in 0..regions {
        writeln!(units, "r{region},l{},region,Region {region},", region % lands)?;
    }
    for cell in 0..cells {
        writeln!(units, "c{cell},r{},cell,Cell {cell},20{}", cell % regions, day(cell, 10))?;
    }
    let mut people = BufWriter::new(std::fs::File::create(dir.join("members.csv"))?);
    writeln!(people, "person,unit,name,joined")?;
    for person in 0..members {
        writeln!(people, "p{person},c{},Person Number {person},20{}", person % cells, day(person / 7, 20))?;
    }
    Ok(())
}

/// A day of one of six years.
fn day(n: u64, first_year: u64) -> String {
    format!("{:02}-{:02}-{:02}", first_year + n % 6, 1 + n % 12, 1 + n % 28)
}
