//! Minutes: typed once, and decisions taken out of them.

use maud::{Markup, html};
use web::{Say, prose};

/// A line's beginning that makes it a point of the agenda, for those who know Markdown.
const POINT: &str = "## ";

/// What stands in the field before anybody wrote: the agenda's points.
pub fn begun(agenda: &[String]) -> String {
    let points = agenda.iter().enumerate().map(|(at, point)| format!("{}. {point}\n\n", at + 1));
    points.collect::<String>().trim_end().to_string() + "\n"
}

/// Decisions: what stands behind the mark, line by line.
pub fn decisions(text: &str, say: &Say) -> Vec<String> {
    let mark = say.t("decided-mark").to_lowercase();
    let decided = |line: &str| {
        let (before, after) = line.trim().split_once(':')?;
        (before.trim_matches(['*', '_', ' ']).to_lowercase() == mark)
            .then(|| after.trim_matches(['*', ' ']).to_string())
    };
    text.lines().filter_map(decided).filter(|decision| !decision.is_empty()).collect()
}

/// The minutes as they are read: points (lines that go on the agenda's count, after an empty one), prose, and each decision where it was taken.
pub fn shown(text: &str, decided: &[String], say: &Say) -> Markup {
    let mut parts: Vec<Markup> = vec![];
    let mut lines: Vec<&str> = vec![];
    let close = |lines: &mut Vec<&str>, parts: &mut Vec<Markup>| {
        let paragraph = std::mem::take(lines).join("\n");
        if !paragraph.trim().is_empty() {
            parts.push(prose(&paragraph));
        }
    };
    let (mut points, mut alone) = (0, true);
    for line in text.lines() {
        let stands_alone = std::mem::replace(&mut alone, line.trim().is_empty());
        let decision = decided.iter().find(|decision| is_decision(line, decision));
        let next = format!("{}. ", points + 1);
        if let Some(point) = line.strip_prefix(POINT).or((stands_alone && line.starts_with(&next)).then_some(line)) {
            points += usize::from(point.starts_with(&next));
            close(&mut lines, &mut parts);
            parts.push(html! { h3 dir="auto" { (point) } });
        } else if let Some(decision) = decision {
            close(&mut lines, &mut parts);
            parts.push(html! { div.decision { b { (say.t("decided-head")) } p { (decision) } } });
        } else {
            lines.push(line);
        }
    }
    close(&mut lines, &mut parts);
    // Whoever typed it may write from the other side than the page.
    html! { article.item.flow dir="auto" { @for part in parts { (part) } } }
}

/// Whether this line is where the decision was taken, in whatever language it was marked.
fn is_decision(line: &str, decision: &str) -> bool {
    line.split_once(':').is_some_and(|(_, after)| after.trim_matches(['*', ' ']) == decision)
}
