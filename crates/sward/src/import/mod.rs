//! Bringing in what an organisation has in files: all of a file or nothing, and twice is once.
//!
//! A file is read and judged whole before anything is written. Then a copy of it is put into the
//! data folder, and its rows become commands in groups, so that a secretary who saves meanwhile
//! waits for one group at most. A crash in between is finished at the next start, from the copy.

mod copy;
mod job;
mod meetings;
mod members;
mod rows;
mod shape;
mod units;

use std::collections::{BTreeSet, HashMap};
use std::io::Read;
use std::path::Path;

use book::{SubjectId, UnitId};
use charter::Subject;
use charter::access::What;
use indicatif::ProgressBar;
use ledger::{Outcome, Scope, Wish};
use serde_json::json;
use sheet::{Delimiter, Mapping, Options};

use crate::args::Import;
use crate::desk::Desk;
use crate::looking;
use crate::said::{FAULT, Fail, Result, Said};
use job::Job;
pub use rows::person_id;

/// Commands in one group: about half a second of writing.
const GROUP: usize = 10_000;
/// What a waiting writer needs to take its turn.
const TURN: std::time::Duration = std::time::Duration::from_millis(2);
/// Refused lines that are listed.
const LISTED: usize = 50;

/// What came of a file.
#[derive(Debug, Default)]
pub struct Report {
    /// New things.
    pub added: u64,
    /// Things that were here and changed.
    pub changed: u64,
    /// Rows that changed nothing.
    pub skipped: u64,
    /// Lines that were refused, with the reason.
    pub refused: Vec<(u64, String)>,
    /// Columns of the file that nobody asked for.
    pub columns: Vec<String>,
    /// Lines that somebody should look at, with the reason.
    pub flagged: Vec<(u64, String)>,
    /// Rows whose beginning is unknown.
    pub undated: u64,
}

/// Rows, as the commands that they become: kept small, since there may be millions.
pub struct Rows {
    /// The kind of their subjects.
    pub kind: &'static str,
    /// Who asks.
    pub actor: ledger::Term,
    /// One a row.
    pub planned: Vec<Planned>,
}

/// One row.
pub struct Planned {
    /// The line of the file.
    pub line: u64,
    /// In whose book.
    pub unit: UnitId,
    /// About what.
    pub subject: SubjectId,
    /// The command, canonical.
    pub body: Box<[u8]>,
    /// Whether it is about something that is not here yet.
    pub new: bool,
}

impl Planned {
    /// A row that asks for this.
    pub fn new<S: charter::Subject>(
        line: u64,
        unit: UnitId,
        subject: SubjectId,
        command: &S::Command,
        new: bool,
    ) -> Result<Planned> {
        let body = book::cbor::to_bytes(command).map_err(|_| charter::Refusal::NotACommand)?;
        Ok(Planned { line, unit, subject, body: body.into(), new })
    }
}

/// Brings a file in, or says what would happen.
pub fn run(desk: &mut Desk, asked: &Import) -> Result<Said> {
    let mut mapping = Mapping::default();
    if let Some(path) = &asked.mapping {
        mapping = Mapping::read(&read_text(desk, path)?)?;
    }
    asked.map.iter().try_for_each(|pair| mapping.add(pair))?;
    let job = Job {
        id: crate::desk::fresh(),
        what: format!("{:?}", asked.what),
        mapping: mapping.write()?,
        encoding: asked.encoding.clone(),
        delimiter: asked.delimiter.clone(),
        sheet: asked.sheet.clone(),
        now: desk.now.0,
    };
    if let Some(path) = &asked.save_mapping {
        write(desk, path, job.mapping.as_bytes())?;
    }
    let mut report = Report::default();
    let file = std::fs::File::open(&asked.file).map_err(sheet::SheetError::from)?;
    let plan = plan(desk, &job, file, &mut report)?;
    if report.refused.is_empty() && !asked.dry_run {
        let _held = job.begin(desk, &asked.file)?;
        apply(desk, &job, plan, &mut report)?;
        job.end(desk)?;
    } else if asked.dry_run {
        let new = plan.count_new();
        report.added = new;
        report.changed = plan.len() - new;
    }
    Ok(report.said(desk, asked.dry_run))
}

/// Finishes what a crash interrupted.
pub fn finish(desk: &mut Desk) -> Result<()> {
    let Some((job, copy, _held)) = job::interrupted(desk)? else { return Ok(()) };
    eprintln!("{}", desk.words.t("import-finishing"));
    let mut report = Report::default();
    let now = std::mem::replace(&mut desk.now, charter::calendar::Moment(job.now));
    let plan = plan(desk, &job, copy, &mut report)?;
    apply(desk, &job, plan, &mut report)?;
    desk.now = now;
    job.end(desk)
}

/// What a file becomes: the tree level by level, everything else command by command.
enum Plan {
    Units(units::Tree),
    Rows(Rows),
}

impl Plan {
    fn len(&self) -> u64 {
        match self {
            Plan::Units(tree) => tree.len(),
            Plan::Rows(rows) => rows.planned.len() as u64,
        }
    }

    fn count_new(&self) -> u64 {
        match self {
            Plan::Units(tree) => tree.count_new(),
            Plan::Rows(rows) => rows.planned.iter().filter(|planned| planned.new).count() as u64,
        }
    }
}

fn plan(desk: &mut Desk, job: &Job, file: impl Read + Send + 'static, report: &mut Report) -> Result<Plan> {
    let delimiter = job.delimiter.as_deref().map(|name| match name {
        "semicolon" => Delimiter::Semicolon,
        "tab" => Delimiter::Tab,
        _ => Delimiter::Comma,
    });
    let options = Options { encoding: job.encoding.clone(), delimiter, sheet: job.sheet.clone() };
    let table = sheet::read(file, &options)?;
    let mapping = Mapping::read(&job.mapping)?;
    let mut file = rows::File::bind(table, &mapping, rows::fields(&job.what), report)?;
    Ok(match job.what.as_str() {
        "Units" => Plan::Units(units::plan(desk, &mut file, report)?),
        "Meetings" => Plan::Rows(meetings::plan(desk, &mut file, report)?),
        what => Plan::Rows(members::plan(desk, what == "Members", &mut file, report)?),
    })
}

fn apply(desk: &mut Desk, job: &Job, plan: Plan, report: &mut Report) -> Result<()> {
    match plan {
        Plan::Units(tree) => units::apply(desk, job.id, tree, report)?,
        Plan::Rows(rows) => {
            if rows.kind == member::Member::KIND {
                let concerned = rows.planned.iter().map(|row| row.unit).collect::<BTreeSet<_>>();
                looking::note(desk, What::Imported, concerned.into_iter().map(|unit| (unit, None)));
            }
            hand_in(desk, job.id, rows, report)?;
        }
    }
    if job.what == "Meetings" {
        meetings::pause(desk)?;
    }
    // Without meetings there is nothing to tell yet, and silent months would be told instead.
    if job.what != "Units" && meetings::any(desk)? {
        crate::run::tell_all(desk)?;
    }
    Ok(())
}

/// Hands commands in, in groups, each with its own commit.
fn hand_in(desk: &mut Desk, job: book::CommandId, rows: Rows, report: &mut Report) -> Result<()> {
    let Rows { kind, actor, mut planned } = rows;
    // Commands of one book together make fewer batches, whatever the order of the rows.
    planned.sort_unstable_by_key(|row| (row.unit, row.subject, row.line));
    let bar = ProgressBar::new(planned.len() as u64);
    let mut planned = planned.into_iter();
    loop {
        let some = planned.by_ref().take(GROUP).collect::<Vec<_>>();
        if some.is_empty() {
            break;
        }
        let told = some.iter().map(|row| (row.line, row.new)).collect::<Vec<_>>();
        let wish = |row: Planned| {
            let (id, body) = (command_id(job, row.line, 0), row.body.into());
            Wish {
                id,
                unit: row.unit,
                kind: kind.into(),
                subject: row.subject,
                actor,
                account: None,
                signed: None,
                time: desk.now,
                body,
            }
        };
        let wishes = some.into_iter().map(wish).collect::<Vec<_>>();
        for ((line, new), outcome) in told.into_iter().zip(desk.store.act(&wishes)) {
            report.count(line, new, outcome)?;
        }
        bar.inc(wishes.len() as u64);
        std::thread::sleep(TURN);
    }
    bar.finish_and_clear();
    Ok(())
}

/// The units that this node knows, by the codes of their files, or by id.
fn by_code(desk: &Desk) -> Result<HashMap<String, UnitId>> {
    let units = desk.look().units(Scope::Node)?;
    Ok(units.into_iter().map(|unit| (unit.code.unwrap_or_else(|| unit.id.to_string()), unit.id)).collect())
}

/// The id of a thing that a file names by a code: nobody outside the organisation can work it out.
fn subject_id(secret: &[u8; 32], kind: &str, code: &str) -> SubjectId {
    // What has no code was given out under its id, and comes back under it.
    if let Ok(id) = code.parse() {
        return id;
    }
    let mut hasher = blake3::Hasher::new_keyed(secret);
    hasher.update(kind.as_bytes()).update(&[0]).update(code.as_bytes());
    let mut id = SubjectId::default();
    id.0.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    id
}

/// The id of a row's command: the same when the job is finished after a crash.
fn command_id(job: book::CommandId, line: u64, step: u8) -> book::CommandId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&job.0).update(&line.to_be_bytes()).update(&[step]);
    let mut id = book::CommandId::default();
    id.0.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    id
}

impl Report {
    fn refuse(&mut self, line: u64, why: String) {
        self.refused.push((line, why));
    }

    fn count(&mut self, line: u64, new: bool, outcome: ledger::Result<Outcome>) -> Result<()> {
        match outcome {
            Ok(Outcome::Done { .. }) if new => self.added += 1,
            Ok(Outcome::Done { .. }) => self.changed += 1,
            Ok(Outcome::Already) => self.skipped += 1,
            Err(fault) => match fault.refusal() {
                Some(refusal) => self.refuse(line, Fail::from(refusal).text),
                None => return Err(fault.into()),
            },
        }
        Ok(())
    }

    fn said(mut self, desk: &Desk, dry: bool) -> Said {
        self.refused.sort();
        let words = &desk.words;
        let numbers = [("added", self.added), ("changed", self.changed), ("skipped", self.skipped)];
        let mut about: Vec<(&str, words::Arg)> = numbers.iter().map(|(name, n)| (*name, (*n as i64).into())).collect();
        about.push(("refused", (self.refused.len() as i64).into()));
        let failed = !self.refused.is_empty();
        let message = match (failed, dry) {
            // What is refused while it is written was in order when the file was judged.
            (true, _) if self.added + self.changed == 0 || dry => "import-refused",
            (_, true) => "import-dry",
            (_, false) => "import-done",
        };
        let mut lines = vec![words.say(message, &about)];
        if !self.columns.is_empty() {
            let columns = self.columns.iter().map(|column| sheet::escaped(column)).collect::<Vec<_>>().join(", ");
            lines.push(words.say("import-columns", &[("columns", columns.into())]));
        }
        if self.undated > 0 {
            lines.push(words.say("import-undated", &[("n", (self.undated as i64).into())]));
        }
        let line = |(line, why): &(u64, String)| {
            words.say("import-line", &[("line", (*line as i64).into()), ("why", why.as_str().into())])
        };
        lines.extend(self.refused.iter().take(LISTED).map(line));
        lines.extend(self.flagged.iter().take(LISTED).map(line));
        let flagged = self.flagged.iter().map(|(line, why)| json!({ "line": line, "why": why })).collect::<Vec<_>>();
        let refused = self.refused.iter().map(|(line, why)| json!({ "line": line, "why": why })).collect::<Vec<_>>();
        let json = json!({
            "added": self.added, "changed": self.changed, "skipped": self.skipped, "refused": refused, "flagged": flagged,
            "columns_skipped": self.columns, "undated": self.undated, "dry_run": dry,
        });
        Said { text: lines.join("\n"), json, status: if failed { FAULT } else { 0 } }
    }
}

fn read_text(desk: &Desk, path: &Path) -> Result<String> {
    let about = |why: std::io::Error| desk.wrong("unreadable", &[("why", why.to_string().into())]);
    std::fs::read_to_string(path).map_err(about)
}

fn write(desk: &Desk, path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).map_err(|why| unwritable(desk, path, &why))
}

fn unwritable(desk: &Desk, path: &Path, why: &std::io::Error) -> Fail {
    desk.wrong("unwritable", &[("path", path.display().to_string().into()), ("why", why.to_string().into())])
}
