//! Whether a file that was found in a folder, and not named, is a brief: by what every brief has, whatever else is wrong
//! with it.

use super::characters;
use super::size::LARGEST_FILE;
use super::translation::is_translation;
use super::words::nearest;
use crate::diagnostic::Diagnostic;
use std::collections::BTreeSet;

/// What every brief has at its top: the keys there, and the one table that all have.
const OF_EVERY_BRIEF: [&str; 4] = ["language", "title", "published", "meeting"];
/// What a translation has of these, and what it has beside them.
const OF_EVERY_TRANSLATION: [&str; 2] = ["language", "original"];

/// What a file seems to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Likeness {
    /// A brief or a translation of one.
    Brief,
    /// Perhaps one: it has these names, which every brief has, or which are nearly written so.
    Near(Vec<String>),
    /// There is nothing in it but remarks.
    Empty,
    /// It cannot be parsed, for this reason.
    NotToml(Diagnostic),
    /// A file of another kind.
    Other,
}

/// Whether a file is meant as a brief: it has `[meeting]`, or two others of what every brief has.
pub fn is_brief(text: &str) -> bool {
    has_enough(&top_names(text))
}

fn has_enough(names: &BTreeSet<&str>) -> bool {
    names.contains("meeting") || known(names) >= 2
}

/// Whether a file is meant as one of recipients, and is no brief.
pub(super) fn is_recipients(text: &str) -> bool {
    let names = top_names(text);
    names.contains("recipient") && !has_enough(&names)
}

/// Whether a file that has its name from a brief and a language may be a translation that has lost what says so: nothing
/// in it is a brief's alone, and it is no file of recipients.
pub fn may_be_translation(text: &str) -> bool {
    let lines = || text.lines().map(str::trim);
    let head: Vec<&str> = lines().take_while(|line| !line.starts_with('[')).collect();
    let head = head.join("\n");
    let names = top_names(&head);
    let is_brief = names.contains("title") || names.contains("published");
    !is_brief && !lines().any(|line| line == "[meeting]") && !is_recipients(text)
}

/// How many names there are that every brief has.
fn known(names: &BTreeSet<&str>) -> usize {
    let of_brief = OF_EVERY_BRIEF.iter();
    of_brief.filter(|name| names.contains(*name)).count()
}

/// What the file with this text seems to be.
pub fn likeness(text: &str) -> Likeness {
    let names = top_names(text);
    if has_enough(&names) || is_translation(text) {
        return Likeness::Brief;
    }
    let near = names.iter().filter(|name| is_near(name));
    let near: Vec<String> = near.map(|name| (*name).to_owned()).collect();
    if known(&names) > 0 || near.len() >= 2 {
        return Likeness::Near(near);
    }
    if let Err(diagnostic) = characters::line_ends(text) {
        return Likeness::NotToml(diagnostic);
    }
    let is_remark = |line: &str| line.is_empty() || line.starts_with('#');
    if text.lines().all(|line| is_remark(line.trim())) {
        return Likeness::Empty;
    }
    if text.len() > LARGEST_FILE {
        return Likeness::Other;
    }
    match toml::from_str::<toml::Table>(text) {
        Ok(_) => Likeness::Other,
        Err(error) => {
            let message = format!("this file is no TOML: {}", error.message());
            let diagnostic = Diagnostic::warning("no-toml", message);
            Likeness::NotToml(match error.span() {
                Some(span) => diagnostic.at(span),
                None => diagnostic,
            })
        }
    }
}

/// The names of the keys before the first table, and those of all tables, of dotted names the first part. The lines are
/// looked at and not parsed, since they may be wrong.
fn top_names(text: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut is_top = true;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for line in text.lines().map(str::trim_start) {
        let table = line.strip_prefix('[');
        is_top &= table.is_none();
        let name = match table {
            Some(table) => table.trim_start_matches('[').trim_start(),
            None if is_top && line.contains('=') => line,
            None => continue,
        };
        let end = name.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'));
        names.insert(&name[..end.unwrap_or(name.len())]);
    }
    names
}

/// Whether `name` is one that every brief has, or nearly written so, or the start of one.
fn is_near(name: &str) -> bool {
    const SHORTEST_START: usize = 4;
    let known = OF_EVERY_BRIEF.iter().chain(&OF_EVERY_TRANSLATION).copied();
    let is_start =
        name.len() >= SHORTEST_START && known.clone().any(|known| known.starts_with(name));
    is_start || nearest(name, known).is_some()
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_brief_is_known_by_its_top_whatever_is_wrong_with_it() {
        for brief in [
            "language = \"en\"\ntitle = \"A\"\n",
            "\u{feff}[meeting]\n",
            "meeting.title = \"A\"\nx = [\n",
            "  language=\"en\"\npublished = 2017-06-16\n[[obstacle]\n",
            "original = \"a.toml\"\n",
        ] {
            assert_eq!(likeness(brief), Likeness::Brief, "{brief}");
        }
    }

    #[test]
    fn what_may_be_a_brief_is_told_from_other_files() {
        for (text, names) in [
            ("title = \"A\"\n", vec!["title"]),
            (
                "titel = \"A\"\nlang = \"en\"\n[meting]\n",
                vec!["lang", "meting", "titel"],
            ),
            (
                "xlanguage = \"en\"\nxtitle = \"A\"\nx[meeting]\n",
                vec!["xlanguage", "xtitle"],
            ),
            (
                "orginal = \"a.toml\"\nlanguage = \"ru\"\n",
                vec!["language", "orginal"],
            ),
        ] {
            let names = names.into_iter().map(str::to_owned).collect();
            assert_eq!(likeness(text), Likeness::Near(names), "{text}");
        }
        for other in [
            "[package]\nname = \"x\"\n[dependencies]\n",
            "[sender]\naddress = \"a@b.example\"\n[[recipient]]\nname = \"A\"\nlanguage = \"en\"\n",
            "a = 1\n[x]\ntitle = \"A\"\nlanguage = \"en\"\n",
        ] {
            assert_eq!(likeness(other), Likeness::Other, "{other}");
        }
        assert_eq!(likeness(""), Likeness::Empty);
        assert_eq!(likeness("# A brief to be\n\n"), Likeness::Empty);
        let Likeness::NotToml(diagnostic) = likeness("a = 1\nWater and land\n") else {
            panic!("words are no TOML");
        };
        assert!(diagnostic.span.is_some_and(|span| span.start >= 6));
    }
}
