//! All that Sward says to people, as Fluent messages. It knows nothing else: whoever speaks gives a
//! message's name and its particulars.

mod pseudo;
#[cfg(test)]
mod tests;

use fluent_bundle::FluentArgs;
use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use unic_langid::LanguageIdentifier;

/// A particular of a message: a text or a number.
pub type Arg<'a> = fluent_bundle::FluentValue<'a>;

const ENGLISH: &[&str] = &[
    include_str!("en/refusals.ftl"),
    include_str!("en/sheet.ftl"),
    include_str!("en/health.ftl"),
    include_str!("en/command.ftl"),
    include_str!("en/time.ftl"),
    include_str!("en/web.ftl"),
    include_str!("en/cell.ftl"),
    include_str!("en/dues.ftl"),
    include_str!("en/care.ftl"),
    include_str!("en/study.ftl"),
    include_str!("en/outside.ftl"),
    include_str!("en/whole.ftl"),
    include_str!("en/policy.ftl"),
    include_str!("en/concern.ftl"),
    include_str!("en/public.ftl"),
    include_str!("en/simulate.ftl"),
];

fn english() -> LanguageIdentifier {
    "en".parse().unwrap_or_default()
}

/// A language that pages can be had in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// English with accents, longer by a third: shows whatever is not said through here.
    Accented,
    /// The same from right to left.
    Mirrored,
}

/// The words of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    language: Language,
    /// Names that stand in every date, said once.
    months: [String; 12],
    weekdays: [String; 7],
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 3] = [Language::English, Language::Accented, Language::Mirrored];

    /// Its BCP 47 tag; the private ones are those that are usual for made-up languages.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Accented => "en-XA",
            Language::Mirrored => "ar-XB",
        }
    }

    /// Whether it runs from right to left.
    pub fn is_rtl(self) -> bool {
        self == Language::Mirrored
    }
}

impl Words {
    /// English, for terminals and files: without isolating marks, which would show there.
    pub fn english() -> Words {
        let mut words = Words::of(Language::English);
        words.bundle.set_use_isolating(false);
        words
    }

    /// A language, for pages: what stands in a sentence is isolated, so that its direction moves nothing else.
    pub fn of(language: Language) -> Words {
        let mut bundle = FluentBundle::new_concurrent(vec![english()]);
        if language != Language::English {
            bundle.set_transform(Some(pseudo::accented));
        }
        for source in ENGLISH {
            // What does not parse is left out, and the test that asks for every message finds it.
            let resource = FluentResource::try_new((*source).into()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        let mut words = Words { bundle, language, months: Default::default(), weekdays: Default::default() };
        let said = |name: &str, n: usize| words.say(name, &[("n", (n as i64).into())]);
        let (months, weekdays) =
            (std::array::from_fn(|n| said("month", n + 1)), std::array::from_fn(|n| said("weekday", n)));
        (words.months, words.weekdays) = (months, weekdays);
        words
    }

    /// The name of a month, from 1 to 12.
    pub fn month(&self, number: i8) -> &str {
        usize::try_from(number - 1).ok().and_then(|at| self.months.get(at)).map_or("", String::as_str)
    }

    /// The name of a weekday; Monday is 0.
    pub fn weekday(&self, number: u8) -> &str {
        self.weekdays.get(usize::from(number)).map_or("", String::as_str)
    }

    /// Which language it is.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message without particulars.
    pub fn t(&self, name: &str) -> String {
        self.say(name, &[])
    }

    /// A message with its particulars. One that is missing shows its name in brackets.
    pub fn say(&self, name: &str, particulars: &[(&str, Arg)]) -> String {
        let Some(pattern) = self.bundle.get_message(name).and_then(|message| message.value()) else {
            return format!("[{name}]");
        };
        let args: FluentArgs = particulars.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.bundle.format_pattern(pattern, Some(&args), &mut vec![]).into_owned()
    }

    /// Whether there is such a message.
    pub fn has(&self, name: &str) -> bool {
        self.bundle.has_message(name)
    }

    /// Messages that do not parse, and names that stand twice; for the test that asks.
    pub fn faults() -> Vec<String> {
        let mut faults = vec![];
        let mut bundle = FluentBundle::new_concurrent(vec![english()]);
        for source in ENGLISH {
            let resource = FluentResource::try_new((*source).into()).unwrap_or_else(|(resource, errors)| {
                faults.extend(errors.iter().map(|error| error.to_string()));
                resource
            });
            if let Err(errors) = bundle.add_resource(resource) {
                faults.extend(errors.iter().map(|error| error.to_string()));
            }
        }
        faults
    }
}
