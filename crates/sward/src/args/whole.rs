//! What is typed about returns, health and keepers.

use std::path::PathBuf;

use charter::calendar::{Day, Month};
use clap::Subcommand;

/// Returns.
#[derive(Subcommand)]
pub enum Return {
    /// Show a unit's months; the running one too.
    Show {
        /// The unit.
        unit: String,
        /// How many months.
        #[arg(long, default_value_t = 12)]
        lines: usize,
    },
    /// Tell a month now, before its week has passed.
    Release {
        /// The unit.
        unit: String,
        /// The month, as 2026-02.
        month: Month,
    },
}

/// Health.
#[derive(Subcommand)]
pub enum Health {
    /// How a cell stands, and why.
    Cell {
        /// The cell.
        unit: String,
    },
    /// How the whole stands, and each unit below the one named.
    Whole {
        /// The unit; the centre if none is named.
        unit: Option<String>,
    },
    /// Hold the forecast against what came.
    Backtest {
        /// How far ahead.
        #[arg(long, default_value = "180d", value_parser = horizon)]
        horizon: i32,
        /// Judge at this date alone; the first of every month that has both past and future if not given.
        #[arg(long)]
        at: Vec<Day>,
        /// Write a reliability plot to this file, as SVG.
        #[arg(long)]
        plot: Option<PathBuf>,
    },
}

/// Keepers.
#[derive(Subcommand)]
pub enum Keeper {
    /// Show who keeps a unit's books, and what was left behind.
    Show {
        /// The unit.
        unit: String,
    },
    /// Appoint a device to keep a unit's books, after the heads that are held here.
    Appoint {
        /// The unit.
        unit: String,
        /// The device's public key.
        #[arg(id = "key", value_name = "DEVICE")]
        device: book::Signer,
        /// All units below too.
        #[arg(long)]
        below: bool,
    },
    /// Pass the pen to another device.
    Pass {
        /// The unit.
        unit: String,
        /// The device's public key.
        #[arg(id = "key", value_name = "DEVICE")]
        device: book::Signer,
    },
    /// Take again what a succession left behind, as far as it may be.
    Answer {
        /// The unit.
        unit: String,
    },
    /// Print this device's public key.
    Device,
}

fn horizon(text: &str) -> Result<i32, String> {
    let days = text.strip_suffix('d').unwrap_or(text).parse().ok();
    days.filter(|days| (1..=3650).contains(days)).ok_or_else(|| "days, as 180d".into())
}
