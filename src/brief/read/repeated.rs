//! What a brief says in words and the outputs add: there it would stand twice.

use crate::brief::{Brief, Text};
use crate::diagnostic::Diagnostic;
use crate::locale::{Argument, Locale, Message};
use crate::toml_string;

/// Labels in front of captions and of the titles of annexes, and the name of the country behind that of the city.
pub(super) fn warnings(brief: &Brief) -> Vec<Diagnostic> {
    let locale = Locale::for_language(&brief.language).unwrap_or_else(Locale::first);
    let label = |message, key| move |words| label(&locale, message, key, words);
    let tables = brief.tables.iter().map(|table| &table.caption);
    let figures = brief.figures.iter().filter_map(|one| one.caption.as_ref());
    let charts = brief.charts.iter().map(|chart| &chart.caption);
    let annexes = brief.annexes.iter().map(|annex| &annex.title);
    let of_tables = tables.filter_map(label(Message::CaptionTable, "caption"));
    let of_figures = figures.chain(charts);
    let of_figures = of_figures.filter_map(label(Message::CaptionFigure, "caption"));
    let of_annexes = annexes.filter_map(label(Message::HeadingAnnexNumbered, "title"));
    let labels = of_tables.chain(of_figures).chain(of_annexes);
    labels.chain(country(brief, &locale)).collect()
}

/// Words that begin with the label that all of their kind get: “Table 1. Flow”.
fn label(locale: &Locale, message: Message, key: &'static str, words: &Text) -> Option<Diagnostic> {
    let origin = &words.origin;
    let marks = words.value.match_indices(['.', ':', '-', '–', '—']);
    // “Table 1.2” and “1-кесте” go on.
    let mut parts =
        marks.map(|(at, mark)| (&words.value[..at], mark, &words.value[at + mark.len()..]));
    let (label, _, rest) = parts.find(|(before, mark, behind)| match *mark {
        "-" => before.ends_with(' ') && behind.starts_with(' '),
        _ => !behind.starts_with(char::is_numeric),
    })?;
    let nothing = || Argument::Words("".into());
    let without_number = [
        ("number", nothing()),
        ("last", Argument::Count(1)),
        ("title", nothing()),
    ];
    let name = locale.filled(message, &without_number);
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let name = words(&name).into_iter().max_by_key(String::len)?;
    let label_words = words(label);
    let has_number = label_words
        .iter()
        .any(|word| word.chars().all(char::is_numeric));
    // Some languages have an ending behind the number.
    if !has_number || label_words.len() > 3 || !label_words.contains(&name) {
        return None;
    }
    let rest = rest.trim();
    (!rest.is_empty()).then(|| {
        let label = label.trim_end();
        let what = format!("`{key}` begins with a label, `{label}`, and gets one by itself");
        Diagnostic::warning("repeated-words", what)
            .at_origin(Some(origin))
            .help(format!("write `{key} = {}`", toml_string::line(rest)))
    })
}

/// A city with the name of the country behind it, which the meeting has too.
fn country(brief: &Brief, locale: &Locale) -> Option<Diagnostic> {
    let city = brief.meeting.city.as_ref()?;
    let country = brief.meeting.country.as_ref()?;
    // Most cities stand alone: for them the names of all countries need not be looked through.
    if !city.value.contains(',') {
        return None;
    }
    let (code, name_at) = locale.find_country(&city.value)?;
    let before = city.value.get(..name_at)?.trim_end();
    let name = before.strip_suffix(',')?.trim_end();
    (code == country.value && !name.is_empty()).then(|| {
        let what = "`city` ends with the name of the country, which `country` adds by itself";
        Diagnostic::warning("repeated-words", what)
            .at_origin(Some(&city.origin))
            .help(format!("write `city = {}`", toml_string::line(name)))
    })
}
