//! What is typed about organisations that live by themselves.

use clap::{Args, Subcommand, value_parser};

/// The most cells that are made.
const CELLS: i64 = 100_000;
/// The most months that are lived.
const MONTHS: i64 = 240;
/// The most worlds that claims are tried on.
const SEEDS: i64 = 1_000;

/// How large an organisation is made.
#[derive(Args)]
pub struct Size {
    /// Cells.
    #[arg(long, default_value_t = 200, value_parser = value_parser!(u32).range(1..=CELLS))]
    pub cells: u32,
    /// Months to live.
    #[arg(long, default_value_t = 24, value_parser = value_parser!(u32).range(1..=MONTHS))]
    pub months: u32,
    /// The seed that all of it follows from.
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
}

/// Make an organisation and show it.
#[derive(Args)]
pub struct Demo {
    /// How large, how long, and from which seed.
    #[command(flatten)]
    pub size: Size,
    /// Make it and show it, and serve no pages.
    #[arg(long)]
    pub make_only: bool,
}

/// Make an organisation of any size.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Simulate {
    /// Try what is claimed, instead.
    #[command(subcommand)]
    pub tried: Option<Tried>,
    /// How large, how long, and from which seed.
    #[command(flatten)]
    pub size: Size,
    /// What befalls cells: 'planted' in some of them, or 'none'.
    #[arg(long, default_value = "planted", value_parser = ["planted", "none"])]
    pub causes: String,
}

/// What is tried on worlds without books.
#[derive(Subcommand)]
pub enum Tried {
    /// Try what is claimed of health, on worlds in which the truth is known.
    Claims(Claims),
}

/// Try what is claimed of health.
#[derive(Args)]
pub struct Claims {
    /// Worlds, each from a seed of its own.
    #[arg(long, default_value_t = 30, value_parser = value_parser!(u32).range(2..=SEEDS))]
    pub seeds: u32,
    /// The first seed.
    #[arg(long, default_value_t = 1)]
    pub from: u64,
    /// Cells of each.
    #[arg(long, default_value_t = 200, value_parser = value_parser!(u32).range(10..=CELLS))]
    pub cells: u32,
}
