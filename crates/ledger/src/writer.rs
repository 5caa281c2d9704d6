//! One writer for all callers: commands that come while it works form the next group, with one
//! commit and one seal a book; each caller is answered after the commit.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use book::{Kind, Signer};
use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::files;
use crate::folder::Folder;
use crate::kept::Kept;
use crate::look::Look;
use crate::store::Store;
use crate::wish::{Outcome, Wish};

/// Commands that one group may take in.
pub const GROUP: usize = 1000;
/// Connections for looking that are kept open.
pub const READERS: usize = 8;

type Answer = Sender<Result<Outcome>>;
type Work = Box<dyn FnOnce(&mut Store) + Send>;

enum Job {
    Act(Box<Wish>, Answer),
    Work(Work),
}

/// A connection for looking, with what looks remember of the tables while nobody changes them.
struct Reader {
    file: Connection,
    /// SQLite's own number for what it last saw: another one after any commit of any other connection, whoever made it.
    version: i64,
    kept: Kept,
}

/// A store behind its writer, for many callers at once.
pub struct Ledger {
    jobs: Option<Sender<Job>>,
    writer: Option<JoinHandle<()>>,
    readers: Mutex<Vec<Reader>>,
    folder: Folder,
    device: Signer,
    books: HashMap<&'static str, Kind>,
}

impl Ledger {
    /// Puts a store behind a writer of its own.
    pub fn new(store: Store, folder: impl Into<Folder>) -> Ledger {
        let (jobs, inbox) = channel();
        let device = store.node.secret.signer();
        let books = store.kinds.iter().map(|kind| (kind.name(), kind.book())).collect();
        let writer = std::thread::spawn(move || serve(store, &inbox));
        Ledger {
            jobs: Some(jobs),
            writer: Some(writer),
            readers: Mutex::default(),
            folder: folder.into(),
            device,
            books,
        }
    }

    /// The device whose store it is.
    pub fn device(&self) -> Signer {
        self.device
    }

    /// The book in which subjects of a kind stand.
    pub fn book_of(&self, kind: &str) -> Option<Kind> {
        self.books.get(kind).copied()
    }

    /// Hands a command in, and waits until it is committed or refused.
    pub fn act(&self, wish: Wish) -> Result<Outcome> {
        self.hand_in(wish)?.recv().map_err(|_| Error::ReadOnly)?
    }

    /// Hands a command in; the answer comes after the commit.
    pub fn hand_in(&self, wish: Wish) -> Result<Receiver<Result<Outcome>>> {
        let (answer, receiver) = channel();
        self.send(Job::Act(Box::new(wish), answer))?;
        Ok(receiver)
    }

    /// Does something else with the store, in turn.
    pub fn with<T: Send + 'static>(&self, work: impl FnOnce(&mut Store) -> T + Send + 'static) -> Result<T> {
        let (answer, receiver) = channel();
        let work = move |store: &mut Store| drop(answer.send(work(store)));
        self.send(Job::Work(Box::new(work)))?;
        receiver.recv().map_err(|_| Error::ReadOnly)
    }

    /// Looks, beside the writer, at what is committed.
    pub fn look<T>(&self, look: impl FnOnce(&Look) -> Result<T>) -> Result<T> {
        let idle = self.readers().pop();
        let fresh = || files::reader(&self.folder).map(|file| Reader { file, version: 0, kept: Kept::default() });
        self.look_by(idle.map_or_else(fresh, Ok)?, look)
    }

    /// The same for somebody who cannot wait until a connection is opened: nothing where none is idle.
    pub fn glance<T>(&self, look: impl FnOnce(&Look) -> Result<T>) -> Option<Result<T>> {
        let idle = self.readers().pop()?;
        Some(self.look_by(idle, look))
    }

    fn look_by<T>(&self, reader: Reader, look: impl FnOnce(&Look) -> Result<T>) -> Result<T> {
        let Reader { file, version: before, kept } = reader;
        let step = |sql: &str| file.prepare_cached(sql)?.execute([]);
        // One snapshot for all that this look asks.
        step("BEGIN")?;
        let version = file.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        let looks = Look::at_snapshot(&file, if version == before { kept } else { Kept::default() });
        let seen = look(&looks);
        let kept = looks.into_kept();
        step("COMMIT")?;
        let mut readers = self.readers();
        if version != before {
            // Somebody wrote: the idle ones forget too, or they would know until they are wanted who was erased.
            readers.iter_mut().for_each(|reader| reader.kept = Kept::default());
        }
        if readers.len() < READERS {
            readers.push(Reader { file, version, kept });
        }
        seen
    }

    fn readers(&self) -> MutexGuard<'_, Vec<Reader>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn send(&self, job: Job) -> Result<()> {
        let jobs = self.jobs.as_ref().ok_or(Error::ReadOnly)?;
        jobs.send(job).map_err(|_| Error::ReadOnly)
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        self.jobs.take();
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

fn serve(mut store: Store, inbox: &Receiver<Job>) {
    let mut next = None;
    while let Some(job) = next.take().or_else(|| inbox.recv().ok()) {
        let (wish, answer) = match job {
            Job::Work(work) => {
                work(&mut store);
                continue;
            }
            Job::Act(wish, answer) => (wish, answer),
        };
        let (mut wishes, mut answers) = (vec![*wish], vec![answer]);
        while wishes.len() < GROUP {
            match inbox.try_recv() {
                Ok(Job::Act(wish, answer)) => {
                    wishes.push(*wish);
                    answers.push(answer);
                }
                Ok(other) => {
                    next = Some(other);
                    break;
                }
                Err(_) => break,
            }
        }
        for (answer, outcome) in answers.into_iter().zip(store.act(&wishes)) {
            // Who no longer waits has its result in the book all the same.
            let _ = answer.send(outcome);
        }
    }
}
