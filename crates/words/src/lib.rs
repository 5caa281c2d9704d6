//! All that Sward says to people, as Fluent messages. It knows nothing else: whoever speaks gives a
//! message's name and its particulars.

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
];

fn english() -> LanguageIdentifier {
    "en".parse().unwrap_or_default()
}

/// The words of one language.
pub struct Words(FluentBundle<FluentResource>);

impl Words {
    /// English.
    pub fn english() -> Words {
        let mut bundle = FluentBundle::new_concurrent(vec![english()]);
        // What is said goes to terminals and files, where isolating marks would show; pages will isolate.
        bundle.set_use_isolating(false);
        for source in ENGLISH {
            // What does not parse is left out, and the test that asks for every message finds it.
            let resource = FluentResource::try_new((*source).into()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Words(bundle)
    }

    /// A message without particulars.
    pub fn t(&self, name: &str) -> String {
        self.say(name, &[])
    }

    /// A message with its particulars. One that is missing shows its name in brackets.
    pub fn say(&self, name: &str, particulars: &[(&str, Arg)]) -> String {
        let Some(pattern) = self.0.get_message(name).and_then(|message| message.value()) else {
            return format!("[{name}]");
        };
        let args: FluentArgs = particulars.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.0.format_pattern(pattern, Some(&args), &mut vec![]).into_owned()
    }

    /// Whether there is such a message.
    pub fn has(&self, name: &str) -> bool {
        self.0.has_message(name)
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
