//! What the tests share: a node of its own, the program run on it, and notes on what is left out.

pub mod library;
pub mod mailbox;
pub mod markup;
pub mod served;
pub mod town;
pub mod visitor;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A data folder with its device file, and a folder to work in.
pub struct Node {
    folder: TempDir,
}

/// What the program said.
pub struct Ran {
    /// Its exit status; none where a signal ended it.
    pub status: Option<i32>,
    /// What it printed.
    pub out: String,
    /// What it complained of.
    pub err: String,
}

impl Node {
    /// A node in which nothing has begun.
    pub fn new() -> Node {
        Node { folder: tempfile::tempdir().unwrap() }
    }

    /// A node whose files are encrypted, in which nothing has begun. Its passphrase costs nothing to try.
    pub fn encrypted() -> Node {
        let (node, cheap) = (Node::new(), keys::Cost { memory: 8, passes: 1, lanes: 1 });
        let device = keys::Device { seed: [11; 32].into(), files: Some(keys::FileKey::new([13; 32])) };
        node.write("device.secret", device.lock(PASSPHRASE.as_bytes(), cheap, [1; 16], [2; 24]).unwrap());
        node.write("passphrase", format!("{PASSPHRASE}\n"));
        node
    }

    /// A node with an organisation, begun on the first day of 2026.
    pub fn begun() -> Node {
        let node = Node::new();
        node.ok(&["init", "Meadow Union", "--code", "meadow", "--now", "2026-01-01"]);
        node
    }

    /// A node with a centre, one region and two cells.
    pub fn with_cells() -> Node {
        let node = Node::begun();
        node.import("units", UNITS);
        node
    }

    /// The folder to work in.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// The file with the device's secret.
    pub fn device(&self) -> PathBuf {
        self.path().join("device.secret")
    }

    /// The store in the data folder, for what no command does. Nothing else writes meanwhile.
    pub fn store(&self) -> ledger::Store {
        let seed: [u8; 32] = std::fs::read(self.device()).unwrap().try_into().unwrap();
        let random: ledger::Random = Box::new(|bytes| getrandom::fill(bytes).unwrap());
        let device = ledger::Node { secret: book::Secret::new(&seed), random };
        ledger::Store::open(&self.data(), sward::kinds::kinds(), device).unwrap()
    }

    /// The program, ready to run on this node.
    pub fn sward(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sward"));
        self.dress(&mut command).args(args);
        command
    }

    /// Gives a command this node's folders, and no other surroundings.
    pub fn dress<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let device = self.path().join("device.secret");
        command.current_dir(self.path()).env("SWARD_DIR", "data").env("SWARD_DEVICE", device);
        if self.path().join("passphrase").exists() {
            command.env("SWARD_PASSPHRASE_FILE", "passphrase");
        }
        command.env_remove("RUST_BACKTRACE")
    }

    /// Runs the program.
    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.sward(args).output().unwrap())
    }

    /// Runs what must be done, and gives what was said.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.status, Some(0), "{args:?}: {}{}", ran.out, ran.err);
        ran.out
    }

    /// Runs what must be found at fault, and gives the complaint.
    #[track_caller]
    pub fn fails(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.status, Some(1), "{args:?}: {}{}", ran.out, ran.err);
        ran.out + &ran.err
    }

    /// Runs what must be done, and gives the JSON that came of it.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.run(&[args, &["--json"]].concat());
        serde_json::from_str(&ran.out).unwrap_or_else(|why| panic!("{args:?}: {why}: {}{}", ran.out, ran.err))
    }

    /// Writes a file into the folder to work in.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path().join(name), bytes).unwrap();
        name.into()
    }

    /// Writes a file and brings it in; it must be in order.
    #[track_caller]
    pub fn import(&self, what: &str, text: impl AsRef<[u8]>) -> Value {
        let file = self.write(&format!("{what}.csv"), text);
        self.ok(&["import", what, &file, "--json"]).parse().unwrap()
    }

    /// Writes a file and brings it in; it must be refused, and nothing may change. Gives the complaint.
    #[track_caller]
    pub fn import_fails(&self, what: &str, text: impl AsRef<[u8]>) -> String {
        let (before, file) = (self.digest(), self.write(&format!("{what}.csv"), text));
        let said = self.fails(&["import", what, &file]);
        assert_eq!(self.digest(), before, "{said}");
        said
    }

    /// The digests of heads and state.
    #[track_caller]
    pub fn digest(&self) -> String {
        self.ok(&["digest"])
    }
}

impl Ran {
    /// What came of a command.
    pub fn of(output: Output) -> Ran {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ran { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// What opens the secret of an encrypted node.
pub const PASSPHRASE: &str = "four words on a wall";

/// A small tree.
pub const UNITS: &str = "unit,parent,kind,name\n\
    meadow,,centre,Meadow Union\n\
    valley,meadow,region,The Valley\n\
    mill,valley,cell,Mill Lane\n\
    harbour,valley,cell,Harbour\n";

/// The folder with real files, where there is one.
pub fn real_data() -> Option<PathBuf> {
    let folder = std::env::var_os("SWARD_REAL_DATA").map(PathBuf::from)?;
    // A test runs in its crate's folder, and whoever calls it names the folder from the workspace.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Some(root.join(folder)).filter(|folder| folder.join("nashville").is_dir())
}

/// Whether an outside program is here.
pub fn has(program: &str) -> bool {
    let found = |folder: PathBuf| folder.join(program).is_file();
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(found))
}

/// Notes that a test was left out, and why; `./test` gathers these lines.
pub fn left_out(what: &str, why: &str) {
    eprintln!("left out: {what}: {why}");
    if let Some(path) = std::env::var_os("SWARD_LEFT_OUT") {
        use std::io::Write;
        let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
        let _ = file.and_then(|mut file| writeln!(file, "{what}: {why}"));
    }
}
