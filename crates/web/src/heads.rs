//! Heads of requests, looked at byte by byte before HTTP is read: lines end in CR LF, a body has one length in
//! plain digits and comes in one piece. What is lax here, another reader before us may take for another request.

/// Bytes of a line that are looked at; a longer one is refused for its length by whoever reads HTTP.
pub(crate) const LINE_BYTES: usize = 16 * 1024;
/// Digits of a body's length.
const DIGITS: usize = 12;

/// Where in a stream of requests we are.
#[derive(Debug, Default)]
pub struct Heads {
    /// Something did not fit; nothing that follows is read.
    pub refused: bool,
    pub(crate) line: Vec<u8>,
    lines: usize,
    length: Option<u64>,
    body: u64,
}

impl Heads {
    /// Looks at what has come; false where it does not fit.
    pub fn pass(&mut self, mut bytes: &[u8]) -> bool {
        while !self.refused && !bytes.is_empty() {
            if self.body > 0 {
                let skipped = self.body.min(bytes.len() as u64);
                self.body -= skipped;
                bytes = &bytes[skipped as usize..];
                continue;
            }
            let byte = bytes[0];
            bytes = &bytes[1..];
            // A carriage return stands before the end of a line, and nowhere else.
            let after_return = self.line.last() == Some(&b'\r');
            match byte {
                b'\n' if after_return => self.refused = !self.end_line(),
                b'\n' => self.refused = true,
                _ if after_return => self.refused = true,
                _ if self.line.len() < LINE_BYTES || byte == b'\r' => self.line.push(byte),
                _ => {}
            }
        }
        !self.refused
    }

    fn end_line(&mut self) -> bool {
        let mut line = std::mem::take(&mut self.line);
        line.pop();
        if line.is_empty() {
            // Empty lines before a request are passed over, as others do.
            if self.lines > 0 {
                (self.lines, self.body) = (0, self.length.take().unwrap_or(0));
            }
            return true;
        }
        self.lines += 1;
        self.lines == 1 || self.header(&line)
    }

    fn header(&mut self, line: &[u8]) -> bool {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { return false };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        // A folded line, and space before the colon, are read in two ways.
        if name.iter().any(u8::is_ascii_whitespace) || name.eq_ignore_ascii_case(b"transfer-encoding") {
            return false;
        }
        if name.eq_ignore_ascii_case(b"content-length") {
            let plain = (1..=DIGITS).contains(&value.len()) && value.iter().all(u8::is_ascii_digit);
            let length = std::str::from_utf8(value).ok().and_then(|value| value.parse().ok()).filter(|_| plain);
            return length.is_some() && self.length.replace(length.unwrap_or(0)).is_none();
        }
        true
    }
}
