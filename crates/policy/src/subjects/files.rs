//! The files of one policy: which were attached, and which still are. Knows neither their bytes nor their names.

use charter::Refusal;
use charter::calendar::Moment;
use serde::{Deserialize, Serialize};

use super::file::{self, File};

/// Files that are attached at a time.
pub const FILES: usize = 4;
/// Files that are ever attached to one policy: that they were stays in the book.
pub const FILES_EVER: usize = 40;

/// Every file that was ever attached, in order: the first has the number 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Files(pub Vec<Attachment>);

/// A file that was attached, whether or not it was taken off since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// What it is.
    pub file: File,
    /// The version that stood when it was attached.
    pub version: u32,
    /// When it was attached, as claimed, if the policy held already.
    pub later: Option<Moment>,
    /// The version that stood when it was taken off.
    pub off: Option<u32>,
}

impl Files {
    /// Whether none was ever attached.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those that are attached, with their numbers.
    pub fn attached(&self) -> impl Iterator<Item = (u32, &Attachment)> {
        (1..).zip(&self.0).filter(|(_, attachment)| attachment.off.is_none())
    }

    /// One that is attached.
    pub fn get(&self, number: u32) -> Option<&Attachment> {
        self.known(number).filter(|attachment| attachment.off.is_none())
    }

    /// The number of the next one.
    pub fn next(&self) -> u32 {
        self.0.len() as u32 + 1
    }

    /// Whether one was attached, and taken off.
    pub fn is_off(&self, number: u32) -> bool {
        self.known(number).is_some_and(|attachment| attachment.off.is_some())
    }

    /// Whether one more may be attached, under this number.
    pub(super) fn takes(&self, number: u32, file: &File) -> Result<(), Refusal> {
        match () {
            _ if number != self.next() => Err(Refusal::Changed),
            _ if !file.fits() => Err(Refusal::FileTooLarge),
            _ if self.attached().count() >= FILES || self.0.len() >= FILES_EVER => Err(Refusal::FilesEnough),
            _ => Ok(()),
        }
    }

    /// Whether one of these may be called so.
    pub(super) fn names(&self, number: u32, name: &str) -> Result<(), Refusal> {
        self.known(number).ok_or(Refusal::NotHere)?;
        if file::is_name(name) { Ok(()) } else { Err(Refusal::FileName) }
    }

    /// Whether one of these has such a piece, and that it has so many bytes.
    pub(super) fn has(&self, number: u32, part: u32, bytes: usize) -> Result<(), Refusal> {
        let of = self.known(number).ok_or(Refusal::NotHere)?;
        if of.file.piece(part) == Some(bytes) { Ok(()) } else { Err(Refusal::FileTooLarge) }
    }

    pub(super) fn take_off(&mut self, number: u32, version: u32) {
        let at = (number as usize).wrapping_sub(1);
        self.0.get_mut(at).into_iter().for_each(|attachment| attachment.off = Some(version));
    }

    fn known(&self, number: u32) -> Option<&Attachment> {
        self.0.get((number as usize).checked_sub(1)?)
    }
}
