//! What came of forms: one that is sent twice, after another or at once, is done once and answered the same.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use book::{AccountId, CommandId};

use crate::page::Flash;

/// Forms whose answers are kept. Of an older one the book itself still knows that it was done.
const ANSWERS: usize = 1_000;

/// Whose form it was, and its id.
pub type Key = (Option<AccountId>, CommandId);

/// What came of one form.
#[derive(Clone)]
pub struct Answer {
    /// The hash of all that it said.
    pub digest: blake3::Hash,
    /// What is told.
    pub flash: Flash,
    /// Where it led.
    pub to: Option<String>,
}

/// Where the answer to one form is put; whoever works on that form holds it.
pub type Place = Arc<Mutex<Option<Answer>>>;

/// The latest answers.
#[derive(Default)]
pub struct Answers(Mutex<(HashMap<Key, Place>, VecDeque<Key>)>);

impl Answers {
    /// The place of a form's answer.
    pub fn place(&self, key: Key) -> Place {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (places, order) = &mut *kept;
        if let Some(place) = places.get(&key) {
            return place.clone();
        }
        if order.len() >= ANSWERS
            && let Some(oldest) = order.pop_front()
        {
            places.remove(&oldest);
        }
        order.push_back(key);
        places.entry(key).or_default().clone()
    }
}
