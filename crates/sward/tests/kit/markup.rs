//! Just enough of HTML to read our own pages: forms, links, and what a page says.

/// A form, with what its fields hold.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// Its fields, as a browser would send them.
    pub fields: Vec<(String, String)>,
    /// Its buttons: what each says, and the field that it adds.
    buttons: Vec<(String, Option<(String, String)>)>,
    /// Its ticks and options: the field, its value, and what stands beside it.
    choices: Vec<(String, String, String)>,
}

/// A piece of a page.
enum Piece<'a> {
    Tag(&'a str),
    Text(&'a str),
}

fn pieces(page: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest) = (vec![], page);
    while let Some(open) = rest.find('<') {
        let (text, after) = rest.split_at(open);
        let close = after.find('>').expect("a tag ends");
        pieces.push(Piece::Text(text));
        pieces.push(Piece::Tag(&after[1..close]));
        rest = &after[close + 1..];
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// A text without references to characters.
pub fn plain(text: &str) -> String {
    let text = text.replace(['\u{2068}', '\u{2069}'], "");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// An attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let begin = format!(" {name}=\"");
    let at = tag.find(&begin)? + begin.len();
    Some(plain(&tag[at..at + tag[at..].find('"')?]))
}

fn has(tag: &str, name: &str) -> bool {
    tag.split_whitespace().any(|word| word == name || word.starts_with(&format!("{name}=")))
}

fn name(tag: &str) -> &str {
    tag.split(' ').next().unwrap_or("")
}

/// The forms of a page.
pub fn forms(page: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = vec![];
    let (mut inside, mut area, mut select, mut button) = (false, None, None::<(String, Option<String>)>, None);
    let (mut beside, mut ticked) = (String::new(), None);
    for piece in pieces(page) {
        match piece {
            Piece::Tag("/form") => inside = false,
            Piece::Tag(tag) if name(tag) == "form" => {
                inside = true;
                let action = attribute(tag, "action").unwrap();
                forms.push(Form { action, fields: vec![], buttons: vec![], choices: vec![] });
            }
            _ if !inside => {}
            Piece::Tag(tag) => {
                let form = forms.last_mut().unwrap();
                match (name(tag), attribute(tag, "name")) {
                    ("input", Some(field)) => {
                        let ticks = matches!(attribute(tag, "type").as_deref(), Some("checkbox" | "radio"));
                        if ticks {
                            ticked = Some((field.clone(), attribute(tag, "value").unwrap_or_default()));
                        }
                        if !ticks || has(tag, "checked") {
                            form.fields.push((field, attribute(tag, "value").unwrap_or_default()));
                        }
                    }
                    ("textarea", Some(field)) => area = Some((field, String::new())),
                    ("select", Some(field)) => select = Some((field, None)),
                    ("label", _) => (beside, ticked) = (String::new(), None),
                    ("/label", _) => {
                        let said = std::mem::take(&mut beside);
                        form.choices.extend(ticked.take().map(|(field, value)| (field, value, said)));
                    }
                    ("option", _) => {
                        beside = String::new();
                        ticked = select
                            .as_ref()
                            .map(|(field, _)| (field.clone(), attribute(tag, "value").unwrap_or_default()));
                        if let Some((_, chosen)) = &mut select
                            && (has(tag, "selected") || chosen.is_none())
                        {
                            *chosen = attribute(tag, "value");
                        }
                    }
                    ("button", field) => {
                        let field = field.map(|field| (field, attribute(tag, "value").unwrap_or_default()));
                        button = Some((String::new(), field));
                    }
                    _ if tag == "/option" => {
                        let said = std::mem::take(&mut beside);
                        form.choices.extend(ticked.take().map(|(field, value)| (field, value, said)));
                    }
                    _ if tag == "/textarea" => {
                        form.fields.extend(
                            area.take()
                                .map(|(name, text)| (name, text.strip_prefix('\n').unwrap_or(&text).to_string())),
                        );
                    }
                    _ if tag == "/select" => {
                        form.fields.extend(select.take().map(|(name, chosen)| (name, chosen.unwrap_or_default())));
                    }
                    _ if tag == "/button" => form.buttons.extend(button.take()),
                    _ => {}
                }
            }
            Piece::Text(text) => {
                beside += &plain(text);
                if let Some((_, into)) = &mut area {
                    *into += &plain(text);
                }
                if let Some((into, _)) = &mut button {
                    *into += &plain(text);
                }
            }
        }
    }
    forms
}

impl Form {
    /// Whether it has a button that says this, or begins so.
    pub fn has(&self, button: &str) -> bool {
        self.buttons.iter().any(|(said, _)| said == button)
    }

    /// As it is sent when a button is pressed. A field takes the value given, or that of the choice which begins
    /// so; `name+` adds one to those that are there.
    pub fn filled(&self, button: &str, fields: &[(String, String)]) -> String {
        let mut sent = self.fields.clone();
        for (name, value) in fields {
            let (name, adds) = name.strip_suffix('+').map_or((name.as_str(), false), |name| (name, true));
            let meant = self.choices.iter().find(|(field, _, said)| field == name && said.starts_with(value.as_str()));
            if !adds {
                sent.retain(|(field, _)| field != name);
            }
            sent.push((name.into(), meant.map_or(value, |(_, value, _)| value).clone()));
        }
        let pressed = self.buttons.iter().find(|(said, _)| said == button);
        sent.extend(pressed.and_then(|(_, field)| field.clone()));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(sent).finish()
    }
}

/// Where the first link that says this leads.
pub fn link(page: &str, words: &str) -> Option<String> {
    let (mut to, mut said) = (None, String::new());
    for piece in pieces(page) {
        match piece {
            Piece::Tag("/a") if said.trim() == words => return to,
            Piece::Tag("/a") => to = None,
            Piece::Tag(tag) if name(tag) == "a" => (to, said) = (attribute(tag, "href"), String::new()),
            Piece::Text(text) => said += &plain(text),
            _ => {}
        }
    }
    None
}

/// The first heading of a page.
pub fn heading(page: &str) -> Option<String> {
    let inside = page.split_once("<h1")?.1.split_once('>')?.1.split_once("</h1>")?.0;
    Some(told(inside))
}

/// What a page says, a line for each part of it that stands by itself.
pub fn told(page: &str) -> String {
    const APART: [&str; 16] = [
        "h1", "h2", "h3", "p", "li", "dt", "dd", "tr", "button", "label", "summary", "caption", "legend", "title",
        "option", "textarea",
    ];
    let mut said = String::new();
    let mut quiet = false;
    for piece in pieces(page) {
        match piece {
            Piece::Tag(tag) if matches!(name(tag), "svg" | "script" | "style" | "nav" | "footer") => quiet = true,
            Piece::Tag("/svg" | "/script" | "/style" | "/nav" | "/footer") => quiet = false,
            Piece::Tag(tag) if APART.contains(&tag.trim_start_matches('/').split(' ').next().unwrap_or("")) => {
                said.push('\n')
            }
            Piece::Text(text) if !quiet => said += &plain(text),
            Piece::Tag("br" | "td" | "/td" | "/th" | "span" | "/span") => said.push(' '),
            Piece::Tag(tag) if matches!(name(tag), "td" | "th" | "span") => said.push(' '),
            _ => {}
        }
    }
    let lines = said.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
