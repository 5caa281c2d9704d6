//! Text laid out for people: columns that stand under one another.

use words::Words;

/// Puts rows under one another; columns named in `right` are set to the right.
pub fn table(rows: &[Vec<String>], right: &[usize]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| wide(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(column, cell)| {
            let pad = " ".repeat(widths[column] - wide(cell));
            if right.contains(&column) { format!("{pad}{cell}") } else { format!("{cell}{pad}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_string()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A list, or what is said where nothing is in it.
pub fn listed(text: String, words: &Words) -> String {
    if text.is_empty() { words.t("list-none") } else { text }
}

/// A text cut to so many characters.
pub fn cut(text: &str, most: usize) -> String {
    let plain = sheet::escaped(text);
    match plain.chars().count() > most {
        true => plain.chars().take(most - 1).chain(['…']).collect(),
        false => plain,
    }
}

/// An index, share or chance of 10,000, as points of 100.
pub fn points(of_scale: u32) -> String {
    format!("{}.{}", of_scale / 100, of_scale % 100 / 10)
}

/// A share of 10,000 as a whole percentage.
pub fn percent(of_scale: u32) -> String {
    format!("{} %", (of_scale + 50) / 100)
}

fn wide(text: &str) -> usize {
    text.chars().count()
}
