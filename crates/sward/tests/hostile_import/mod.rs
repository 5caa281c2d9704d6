//! What hostile files and arguments come to: a clear word, and nothing half done.

mod broken;
mod interrupted;
mod signs;
mod times;
mod tree;
mod workbooks;
