//! A group: commands decided one after another, each seeing those before it; then one batch and one
//! seal for each book that they wrote in.

use std::collections::{BTreeMap, HashMap};

use book::{
    Batch, BookId, Hash, Header, Kind, Place, Signer, UnitId, commitment, entry, limits, lock, wraps_commitment,
};
use charter::Refusal;
use keys::Key;

use crate::authority::{At, Cite};
use crate::chain::{self, Chain};
use crate::error::{Error, Result};
use crate::fold::Fold;
use crate::look::Look;
use crate::store::{self, Node};
use crate::unlock;
use crate::wish::Wish;

/// Facts are packed together in one entry up to this many bytes: so the middle size of locked
/// entries is filled, and little is padding.
const PACK: usize = 1_990;
/// A batch is sealed before it has more entries than this.
const ENTRIES: usize = limits::BATCH_ENTRIES - limits::PIECES - 2;
/// A batch is sealed before it has more bytes than this.
const BYTES: usize = limits::BATCH_BYTES / 2;

pub(crate) struct Group<'g, 'f> {
    pub fold: &'g mut Fold<'f>,
    pub node: &'g mut Node,
    pub org: Option<UnitId>,
    open: BTreeMap<i64, Open>,
    books: HashMap<BookId, i64>,
    full: bool,
    facts: usize,
}

/// A batch that is being written.
pub(crate) struct Open {
    pub chain: Chain,
    pub at: At,
    cite: Option<Cite>,
    cited: Option<Hash>,
    key: Option<(Hash, Key)>,
    /// Whether what is written is locked under a key that is made for it.
    turns: bool,
    /// Whether the unit is closed: then its keeper alone writes in the record, that something is gone.
    pub closed: bool,
    entries: Vec<Pending>,
    /// What they will take as stored.
    bytes: usize,
    next: u64,
    /// The device that an entry of this batch passed the pen to.
    pen: Option<Signer>,
}

/// An entry that is being written.
struct Pending {
    seq: u64,
    facts: Vec<Vec<u8>>,
    bytes: usize,
    apart: bool,
}

impl<'g, 'f> Group<'g, 'f> {
    pub(crate) fn new(fold: &'g mut Fold<'f>, node: &'g mut Node) -> Result<Self> {
        let org = store::org(fold.books)?;
        fold.pen = None;
        let (open, books) = Default::default();
        Ok(Group { fold, node, org, open, books, full: false, facts: 0 })
    }

    /// The batch under way in a book, begun now if there is none: this node must be its keeper.
    pub(crate) fn open(&mut self, id: BookId) -> Result<&mut Open> {
        let book = self.book(id)?;
        if !self.open.contains_key(&book) {
            let chain = chain::of(self.fold.read, id)?.ok_or(Refusal::NotHere)?;
            let open = self.begin(chain)?;
            self.open.insert(book, open);
        }
        self.open.get_mut(&book).ok_or_else(|| Refusal::NotHere.into())
    }

    /// The number under which a book is filed here, looked up once a group.
    pub(crate) fn book(&mut self, id: BookId) -> Result<i64> {
        if let Some(book) = self.books.get(&id) {
            return Ok(*book);
        }
        let book = Look::at(self.fold.read).book(id.unit, id.kind)?.ok_or(Refusal::NotHere)?;
        self.books.insert(id, book);
        Ok(book)
    }

    fn begin(&mut self, mut chain: Chain) -> Result<Open> {
        let bulletin = match chain.id.kind {
            Kind::Bulletin => None,
            Kind::Record => chain::of(self.fold.read, BookId { kind: Kind::Bulletin, ..chain.id })?,
        };
        let keeper = bulletin.as_ref().map_or(chain.keeper, |bulletin| bulletin.keeper);
        let stopped = chain.stopped || bulletin.as_ref().is_some_and(|bulletin| bulletin.stopped);
        match () {
            _ if keeper != self.node.secret.signer() => return Err(Refusal::NotKeeper.into()),
            _ if stopped => return Err(Refusal::Stopped.into()),
            // The record's head, after which this keeper writes, has not arrived.
            _ if bulletin.as_ref().is_some_and(|bulletin| bulletin.reign != chain.reign) => {
                return Err(Refusal::UnknownHead.into());
            }
            _ if chain.folded < chain.next && chain.shut => return Err(Refusal::NoKey.into()),
            _ if chain.folded < chain.next => return Err(Refusal::UnknownHead.into()),
            _ if self.has_newer_facts(chain.book)? => return Err(Refusal::NewerFacts.into()),
            _ => {}
        }
        let closed = bulletin.is_some() && self.is_closed(chain.id.unit)?;
        let cited = match bulletin {
            Some(bulletin) => bulletin.head,
            None => self.head_above(chain.id.unit)?,
        };
        let last = chain.head.map(|head| store::header(self.fold.books, head)).transpose()?.flatten();
        // The device that kept the book in the reign before may be in any hands, and has the keys of that time.
        let turns = last.as_ref().is_some_and(|last| match last.is_founding() {
            true => chain.reign.number > 0,
            false => last.reign != chain.reign,
        });
        let key = match chain.id.kind {
            Kind::Bulletin => None,
            Kind::Record => Some(self.present_key(&chain, last.as_ref())?),
        };
        let next = chain.next;
        let at = self.fold.at(&mut chain, next, None, cited)?;
        let (at, cite) = at.ok_or(Refusal::UnknownHead)?;
        if chain.next == 0 {
            self.fold.empty.insert(chain.book);
        }
        Ok(Open { next: chain.next, chain, at, cite, cited, key, turns, closed, entries: vec![], bytes: 0, pen: None })
    }

    /// The key that locks what is written next in a record: the newest one. Where that is not the key of
    /// the last batch, it is either new, or one of long ago that came late.
    fn present_key(&self, chain: &Chain, last: Option<&Header>) -> Result<(Hash, Key)> {
        let unit = chain.id.unit;
        let present = keys::present(self.fold.keys, unit)?.ok_or(Refusal::NoKey)?;
        match last.and_then(|last| last.key) {
            Some(last) if last != present.0 => {
                unlock::arrange(self.fold, unit)?;
                Ok(keys::present(self.fold.keys, unit)?.ok_or(Refusal::NoKey)?)
            }
            _ => Ok(present),
        }
    }

    /// The head of the bulletin above, if it is held and counts here.
    fn head_above(&mut self, unit: UnitId) -> Result<Option<Hash>> {
        let Some(parent) = self.fold.standing(unit)?.parents.last().map(|parent| parent.above) else { return Ok(None) };
        let chain = chain::of(self.fold.read, BookId { unit: parent, kind: Kind::Bulletin })?;
        Ok(chain.filter(|chain| chain.folded == chain.next).and_then(|chain| chain.head))
    }

    /// Whether a unit is closed, as far as is known here.
    pub(crate) fn is_closed(&self, unit: UnitId) -> Result<bool> {
        Ok(self.fold.read.prepare_cached("SELECT 1 FROM unit WHERE unit = ? AND closed")?.exists([unit.0])?)
    }

    fn has_newer_facts(&self, book: i64) -> Result<bool> {
        let mut query = self.fold.read.prepare_cached("SELECT 1 FROM aside WHERE book = ? AND why = 'unknown'")?;
        Ok(query.exists([book])?)
    }

    /// Writes one fact that `may` has allowed, and folds it.
    /// `digest` is that of the command which it came of.
    pub(crate) fn write(
        &mut self,
        book: i64,
        wish: &Wish,
        digest: [u8; 16],
        version: u64,
        (body, apart): (&[u8], bool),
    ) -> Result<()> {
        let Some(open) = self.open.get_mut(&book) else { return Err(Refusal::NotHere.into()) };
        let fact = entry::Fact {
            command: wish.id,
            digest,
            kind: &wish.kind,
            version,
            subject: wish.subject,
            actor: wish.actor.actor(),
            attested: wish.attested(),
            time: wish.time.0,
            body,
        };
        if open.at.kind == Kind::Bulletin && fact.tags().person {
            return Err(Refusal::NamesAPerson.into());
        }
        let seq = open.add(fact.encode(), apart)?;
        self.full |= open.is_full();
        let (at, index) = (open.at, self.facts);
        self.facts += 1;
        if let Some(cite) = open.cite.take() {
            self.fold.note_cite(at.unit, cite)?;
        }
        self.fold.fact(&at, seq, index, &fact)?;
        if let (Some(to), Some(open)) = (self.fold.pen.take(), self.open.get_mut(&book)) {
            open.pen = Some(to);
        }
        Ok(())
    }

    /// Seals what is under way where a batch is nearly full, or everywhere after a change of rights.
    /// What an appointment or a move changes is seen by the next command.
    pub(crate) fn close_if_needed(&mut self) -> Result<()> {
        if !self.full && !std::mem::take(&mut self.fold.rights) {
            return Ok(());
        }
        self.seal()?;
        for unit in std::mem::take(&mut self.fold.turns) {
            self.turn(unit)?;
        }
        let appointed = std::mem::take(&mut self.fold.appointed);
        if std::mem::take(&mut self.fold.moved) {
            self.fold.flush()?;
            return store::refold(self.fold);
        }
        if appointed.is_empty() {
            return Ok(());
        }
        self.fold.flush()?;
        store::settle(self.fold, &appointed)
    }

    /// Locks what is written in a unit's record from here on under a new key: whoever had an office, or was given the old
    /// one, may have kept it. What that one locked stays under it.
    fn turn(&mut self, unit: UnitId) -> Result<()> {
        if keys::present(self.fold.keys, unit)?.is_some() {
            keys::add_epoch(self.fold.keys, unit, self.node.bytes())?;
        }
        Ok(())
    }

    /// Seals every batch under way, one seal a book.
    pub(crate) fn seal(&mut self) -> Result<()> {
        self.full = false;
        for (_, open) in std::mem::take(&mut self.open) {
            if !open.entries.is_empty() {
                self.seal_one(open)?;
            }
        }
        Ok(())
    }

    fn seal_one(&mut self, open: Open) -> Result<()> {
        let Open { mut chain, cited, mut key, turns, entries, next, pen, .. } = open;
        if turns && key.is_some() {
            self.turn(chain.id.unit)?;
            key = keys::present(self.fold.keys, chain.id.unit)?;
        }
        let place = Place {
            org: self.org.unwrap_or(chain.id.unit),
            book: chain.id,
            reign: chain.reign,
            prev: chain.head.unwrap_or_default(),
        };
        let mut stored = vec![];
        for pending in &entries {
            let content = entry::join(&pending.facts);
            match &key {
                None => stored.push(content),
                Some((_, key)) => {
                    let nonces = || self.node.bytes();
                    let locked = lock::lock(&content, key, &place, pending.seq, nonces).ok_or(Refusal::TooLong)?;
                    stored.extend(locked);
                }
            }
        }
        let wraps = match key {
            None => vec![],
            Some(_) => self.node.bytes::<{ limits::WRAPS * limits::WRAP_BYTES }>().to_vec(),
        };
        let header = Header {
            org: Some(place.org),
            book: Some(chain.id),
            parent: None,
            reign: chain.reign,
            first_seq: chain.next,
            prev: chain.head,
            cited,
            key: key.as_ref().map(|(name, _)| *name),
            wraps: key.is_some().then(|| wraps_commitment(&wraps)),
            entries: stored.iter().map(|entry| commitment(entry)).collect(),
        };
        if header.next_seq() != next {
            return Err(Error::Damaged("a batch under way lost count".into()));
        }
        let hash = self.keep(chain.book, &header, wraps, stored, true)?;
        chain.head = Some(hash);
        (chain.next, chain.folded, chain.key) = (next, next, header.key);
        chain.keeper = pen.unwrap_or(chain.keeper);
        chain::save(self.fold.read, &chain)
    }

    /// Begins the two chains of a unit that this node has just founded.
    pub(crate) fn begin_chains(&mut self, unit: UnitId, bulletin: i64) -> Result<()> {
        let reign = book::Reign { number: 0, begun_by: Hash(unit.0) };
        let record = store::file_book(self.fold.books, BookId { unit, kind: Kind::Record })?;
        for (book, kind, next) in [(bulletin, Kind::Bulletin, 1), (record, Kind::Record, 0)] {
            let (id, head) = (BookId { unit, kind }, Some(Hash(unit.0)));
            let keeper = self.node.secret.signer();
            let (stopped, shut, key) = (false, false, None);
            let chain = Chain { book, id, head, next, reign, keeper, stopped, folded: 0, cited: 0, shut, key };
            chain::save(self.fold.read, &chain)?;
        }
        Ok(())
    }

    /// Seals a header and stores the batch.
    pub(crate) fn keep(
        &mut self,
        book: i64,
        header: &Header,
        wraps: Vec<u8>,
        entries: Vec<Vec<u8>>,
        counts: bool,
    ) -> Result<Hash> {
        let secret = &self.node.secret;
        let hash = header.hash(&secret.signer());
        let entries = entries.into_iter().map(Some).collect();
        let batch = Batch { header: header.encode(), seal: secret.seal(&hash), wraps, entries };
        store::insert(self.fold.books, book, header, hash, &batch, counts)?;
        Ok(hash)
    }
}

impl Open {
    /// Whether this batch would be judged by a newer head above than the one before it.
    pub(crate) fn cites_anew(&self, last: Option<Cite>) -> bool {
        let place = |cite: Cite| (cite.rank, cite.above_seq);
        self.cite.map(place) > last.map(place)
    }

    /// Adds an encoded fact, with others or apart, and gives the seq of its entry.
    fn add(&mut self, fact: Vec<u8>, apart: bool) -> Result<u64> {
        let locked = self.key.is_some();
        let pieces = |bytes: usize| if locked { lock::pieces(bytes) as u64 } else { 1 };
        let stored = |bytes: usize| if locked { lock::stored(bytes) } else { bytes };
        let most = if locked { limits::PIECES * 8_000 } else { limits::OPEN_ENTRY_BYTES - 16 };
        if fact.len() > most {
            return Err(Refusal::TooLong.into());
        }
        let fits = |last: &&mut Pending| !apart && !last.apart && last.bytes + fact.len() <= PACK;
        if let Some(last) = self.entries.last_mut().filter(fits) {
            self.bytes -= stored(last.bytes);
            last.bytes += fact.len();
            self.bytes += stored(last.bytes);
            last.facts.push(fact);
            return Ok(last.seq);
        }
        // The head of an array takes one byte up to 23 facts, and three at most.
        let (seq, bytes) = (self.next, fact.len() + 3);
        self.bytes += stored(bytes);
        self.entries.push(Pending { seq, bytes, facts: vec![fact], apart });
        self.next += pieces(bytes);
        Ok(seq)
    }

    fn is_full(&self) -> bool {
        (self.next - self.chain.next) as usize > ENTRIES || self.bytes > BYTES
    }
}
