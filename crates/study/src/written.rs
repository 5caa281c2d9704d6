//! A reader as it is typed, in one text: a line that begins with '# ' names a part, one that begins with '? ' is a
//! question to talk over, and everything else is the words of the part. Whether that makes a reader, the subject says.

use book::Text;

use crate::Part;

/// Bytes of a reader as it is typed.
pub const WRITTEN_BYTES: usize = 190_000;
/// How a line begins that names a part.
const PART: &str = "# ";
/// How a line begins that asks something.
const QUESTION: &str = "? ";

/// The parts in a text; none, if it is too long, or something stands before the first part.
pub fn read(text: &str) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = vec![];
    for line in text.lines().filter(|_| text.len() <= WRITTEN_BYTES) {
        if let Some(name) = line.strip_prefix(PART) {
            parts.push(Part { name: Text(name.trim().into()), ..Part::default() });
            continue;
        }
        match (parts.last_mut(), line.strip_prefix(QUESTION)) {
            (Some(part), Some(question)) => part.questions.push(Text(question.trim().into())),
            // What stands indented does not begin a part, so nothing is taken from before it but empty lines.
            (Some(part), None) if part.text.0.is_empty() && line.trim().is_empty() => {}
            (Some(part), None) => part.text.0.extend([line, "\n"]),
            (None, None) if line.trim().is_empty() => {}
            (None, _) => return None,
        }
    }
    for part in &mut parts {
        part.text = Text(part.text.0.trim_end().into());
    }
    (!parts.is_empty()).then_some(parts)
}

/// The text in which these parts would be typed.
pub fn written(parts: &[Part]) -> String {
    let part = |part: &Part| {
        let questions = part.questions.iter().map(|question| format!("{QUESTION}{}\n", question.0)).collect::<String>();
        let text = if part.text.0.is_empty() { String::new() } else { format!("{}\n\n", part.text.0) };
        format!("{PART}{}\n\n{text}{questions}\n", part.name.0)
    };
    parts.iter().map(part).collect::<String>().trim_end().to_string()
}
