//! What looks remember of one state of the read tables.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use book::{SubjectId, UnitId};

use crate::error::Result;

/// Things that are remembered at once; beyond, all are forgotten. A cell's week takes some thirty, of a few kB each.
const THINGS: usize = 500;

/// Things as they were read, by their type, their unit, and the subject that they are of, if they are of one.
#[derive(Default)]
pub(crate) struct Kept(RefCell<HashMap<Key, Arc<dyn Any + Send + Sync>>>);

type Key = (TypeId, UnitId, Option<SubjectId>);

impl Kept {
    /// The thing that was read before, or else it is read now. What cannot be read is not remembered.
    pub fn once<T: Send + Sync + 'static>(
        &self,
        unit: UnitId,
        id: Option<SubjectId>,
        read: impl FnOnce() -> Result<T>,
    ) -> Result<Arc<T>> {
        let key = (TypeId::of::<T>(), unit, id);
        let known = self.0.borrow().get(&key).cloned().and_then(|kept| kept.downcast::<T>().ok());
        if let Some(known) = known {
            return Ok(known);
        }
        let fresh = Arc::new(read()?);
        let mut all = self.0.borrow_mut();
        if all.len() >= THINGS {
            all.clear();
        }
        all.insert(key, fresh.clone());
        Ok(fresh)
    }
}
