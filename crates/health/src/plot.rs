//! The reliability plot: what the forecast said against what came, as SVG. Knows no words: labels are given.

use std::fmt::Write;

use crate::{Bin, SCALE};

/// The plot's words, in the reader's language.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// What it shows, for those who hear it too.
    pub title: String,
    /// The axis of what was forecast.
    pub forecast: String,
    /// The axis of what came.
    pub came: String,
}

/// The side of the square in which points lie, and the margin around it, in pixels.
const SIDE: f64 = 320.0;
const MARGIN: f64 = 56.0;

/// Draws each bin at its mean chance and its rate, with its 90 % interval; on the diagonal, the forecast was right.
pub fn reliability(bins: &[Bin], labels: &Labels) -> String {
    let all = bins.iter().map(|bin| bin.cells).sum::<u64>().max(1) as f64;
    let (left, right, size) = (MARGIN, MARGIN + SIDE, SIDE + 2.0 * MARGIN);
    let title = escape(&labels.title);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"currentColor\" stroke=\"none\"><title>{title}</title>\n"
    );
    line(&mut svg, (left, right), (right, left), "stroke-dasharray=\"4 4\" opacity=\"0.6\"");
    line(&mut svg, (left, right), (right, right), "");
    line(&mut svg, (left, right), (left, left), "");
    for tick in 0..=4 {
        let part = f64::from(tick) / 4.0;
        label(&mut svg, (x(part), right + 18.0), "middle", &format!("{} %", tick * 25));
        label(&mut svg, (left - 6.0, y(part) + 4.0), "end", &format!("{} %", tick * 25));
    }
    label(&mut svg, (size / 2.0, size - 12.0), "middle", &labels.forecast);
    label(&mut svg, (left, left - 16.0), "start", &labels.came);
    for bin in bins.iter().filter(|bin| bin.cells > 0) {
        let (low, high) = bin.interval();
        let end = |at: u32| (x(bin.chance), y(f64::from(at) / f64::from(SCALE)));
        line(&mut svg, end(low), end(high), "stroke-width=\"2\"");
        let (at, rate) = (x(bin.chance), y(bin.silent as f64 / bin.cells as f64));
        let radius = 3.0 + 9.0 * (bin.cells as f64 / all).sqrt();
        let Bin { cells, silent, .. } = bin;
        let _ = writeln!(
            svg,
            "<circle cx=\"{at:.1}\" cy=\"{rate:.1}\" r=\"{radius:.1}\"><title>{silent}/{cells}</title></circle>"
        );
    }
    svg + "</svg>\n"
}

fn x(part: f64) -> f64 {
    MARGIN + SIDE * part
}

fn y(part: f64) -> f64 {
    MARGIN + SIDE * (1.0 - part)
}

fn line(svg: &mut String, from: (f64, f64), to: (f64, f64), more: &str) {
    let ((x1, y1), (x2, y2)) = (from, to);
    let ends = format!("x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"");
    let _ = writeln!(svg, "<line {ends} stroke=\"currentColor\" {more}/>");
}

fn label(svg: &mut String, at: (f64, f64), anchor: &str, text: &str) {
    let (x, y, text) = (at.0, at.1, escape(text));
    let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
