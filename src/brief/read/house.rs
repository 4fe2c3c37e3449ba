//! Reading a house style into its model.

use super::assign;
use super::at::{Accept, At, Table};
use super::check::{Checker, Place};
use super::choices::PAPERS;
use super::items::{contact_in_languages, entries, items, organisation_in_languages};
use super::raw::{self, Maybe, Words, given};
use super::rules;
use crate::brief::Kind;
use crate::brief::house::set_of;
use crate::brief::{Field, HouseStyle, LetterWords, NAME_PLACE, Prose, Text};
use crate::diagnostic::Diagnostic;
use crate::document::Origin;
use crate::fonts::{Face, Family, FontFile};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The fonts of the faces that have files.
type Files = BTreeMap<Face, Field<Arc<FontFile>>>;

/// The whole house style: nothing must be there.
pub(super) fn read(
    raw: &At<Table<raw::HouseStyle>>,
    checker: &mut Checker<'_>,
) -> Option<HouseStyle> {
    let top = Place::top();
    let raw = checker.top(raw)?;
    checker.ids = assign::in_house(raw, checker);

    let language = checker.language(&top, "language", &raw.language);
    checker.own_language = language.clone();
    let publisher = checker.reference(&top, "publisher", &raw.publisher, Kind::Organisation);
    let accent = raw.colours.as_ref().and_then(|table| {
        let place = Place::of_table("colours", table);
        let colours = checker.table(&place, table)?;
        checker.legible_colour(&place, "accent", &colours.accent)
    });
    let fonts = raw.fonts.as_ref().map(|table| fonts(checker, table));
    let fonts = fonts.unwrap_or_default();
    checker.fonts = set_of(&fonts);
    let organisations = items(
        checker,
        Kind::Organisation,
        &raw.organisation,
        organisation_in_languages,
    );
    for warning in rules::short_forms_of_two_in_house(&organisations) {
        checker.report(warning);
    }
    let contacts = entries(checker, "contact", &raw.contact, contact_in_languages);
    let mail = raw.mail.as_ref().and_then(|table| mail(checker, table));
    Some(HouseStyle {
        language,
        publisher,
        rights: checker.in_languages(&top, "rights", &raw.rights, Checker::text),
        paper: checker.choice(&top, "paper", &raw.paper, &PAPERS),
        accent,
        fonts,
        organisations,
        contacts,
        mail: mail.unwrap_or_default(),
    })
}

fn mail(checker: &mut Checker<'_>, table: &At<Table<raw::Mail>>) -> Option<LetterWords> {
    let place = Place::of_table("mail", table);
    let raw = checker.table(&place, table)?;
    Some(LetterWords {
        greeting: checker.in_languages(&place, "greeting", &raw.greeting, greeting),
        opening: checker.in_languages(&place, "opening", &raw.opening, prose_without_notes),
        closing: checker.in_languages(&place, "closing", &raw.closing, prose_without_notes),
        signature: checker.in_languages(&place, "signature", &raw.signature, lines),
    })
}

/// A greeting, in which nothing but the name is filled in.
fn greeting(checker: &mut Checker<'_>, place: &Place, key: &str, field: &Words) -> Option<Text> {
    let text = checker.text(place, key, field)?;
    with_name_alone(checker, text)
}

/// Words in which nothing but the name is filled in.
pub(super) fn with_name_alone(checker: &mut Checker<'_>, text: Text) -> Option<Text> {
    if text.value.replace(NAME_PLACE, "").contains(['{', '}']) {
        let what = "only the recipient's name is filled in here";
        let help = format!("write `{NAME_PLACE}` where the name is to stand");
        checker.refuse("unknown-place", what, &text.origin, help);
        return None;
    }
    Some(text)
}

/// Refuses a place to be filled in, such as `{name}`, in words in which nothing is.
fn without_places(checker: &mut Checker<'_>, field: &Words, origin: &Origin) -> Option<()> {
    let words = given(field)?;
    let is_place = |place: &str| {
        !place.is_empty()
            && place
                .chars()
                .all(|c| c.is_alphanumeric() || "_- ".contains(c))
    };
    let mut after = words
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'));
    let Some((place, _)) = after.find(|(place, _)| is_place(place)) else {
        return Some(());
    };
    let what = format!("nothing is filled in here, and `{{{place}}}` would be read as it stands");
    let help = format!("write the words themselves; `{NAME_PLACE}` belongs in `greeting`");
    checker.refuse("unknown-place", what, origin, help);
    None
}

/// Prose of a letter, which has no foot of a page.
fn prose_without_notes(
    checker: &mut Checker<'_>,
    place: &Place,
    key: &str,
    field: &Words,
) -> Option<Prose> {
    let prose = checker.prose(place, key, field)?;
    without_places(checker, field, &prose.origin)?;
    if prose.notes.is_empty() {
        return Some(prose);
    }
    let what = "a letter's own words have no footnotes";
    let help = "write the note into the text, in brackets";
    checker.refuse("no-footnotes", what, &prose.origin, help);
    None
}

/// Lines of words, those that hold some.
fn lines(
    checker: &mut Checker<'_>,
    place: &Place,
    key: &str,
    field: &Words,
) -> Option<Vec<String>> {
    let whole = checker.text(place, key, field)?;
    without_places(checker, field, &whole.origin)?;
    Some(checker.lines_of_words(given(field)?))
}

fn fonts(checker: &mut Checker<'_>, table: &At<Table<raw::Families>>) -> Files {
    let place = Place::of_table("fonts", table);
    let mut files = Files::new();
    let Some(families) = checker.table(&place, table) else {
        return files;
    };
    family(
        checker,
        "serif",
        Family::Serif,
        &families.serif,
        &mut files,
        |raw| {
            vec![
                ("regular", Face::SerifRegular, &raw.regular),
                ("italic", Face::SerifItalic, &raw.italic),
                ("semibold", Face::SerifSemibold, &raw.semibold),
                (
                    "semibold-italic",
                    Face::SerifSemiboldItalic,
                    &raw.semibold_italic,
                ),
                ("caption", Face::SerifCaption, &raw.caption),
                ("subhead", Face::SerifSubhead, &raw.subhead),
                ("display", Face::SerifDisplay, &raw.display),
            ]
        },
    );
    family(
        checker,
        "sans",
        Family::Sans,
        &families.sans,
        &mut files,
        |raw| {
            vec![
                ("regular", Face::SansRegular, &raw.regular),
                ("italic", Face::SansItalic, &raw.italic),
                ("semibold", Face::SansSemibold, &raw.semibold),
                (
                    "semibold-italic",
                    Face::SansSemiboldItalic,
                    &raw.semibold_italic,
                ),
            ]
        },
    );
    files
}

/// The styles that a family needs, so that words do not fall out of it.
const STYLES: [&str; 3] = ["italic", "semibold", "semibold-italic"];

/// The files of a family, which must have a regular face.
fn family<T>(
    checker: &mut Checker<'_>,
    key: &str,
    family: Family,
    table: &Maybe<Table<T>>,
    files: &mut Files,
    faces: impl Fn(&T) -> Vec<(&'static str, Face, &Words)>,
) where
    Table<T>: Accept,
{
    let Some(table) = table else {
        return;
    };
    let place = Place::of_table(&format!("fonts.{key}"), table);
    let Some(raw) = checker.table(&place, table) else {
        return;
    };
    let mut missing = Vec::new();
    for (key, face, field) in faces(raw) {
        if field.is_none() && STYLES.contains(&key) {
            missing.push(format!("`{key}`"));
        }
        let file = if key == "regular" {
            checker.required(&place, key, field, Checker::font)
        } else {
            checker.font(&place, key, field)
        };
        let unnamed = file
            .as_ref()
            .filter(|file| file.value.family_name().is_none());
        if let Some(unnamed) = unnamed.filter(|_| face == family.regular()) {
            let message = format!(
                "this font does not say what its family is called; the DOCX names {} in its place",
                family.name()
            );
            let told = Diagnostic::warning("unnamed-font", message);
            checker.report(
                told.at_origin(Some(&unnamed.origin))
                    .help("name a font that word processors list by its name"),
            );
        }
        files.extend(file.map(|file| (face, file)));
    }
    if !missing.is_empty() {
        let what = format!(
            "`{}` has no {}; words in these styles are set in {}",
            place.header,
            missing.join(", "),
            family.name()
        );
        let help = "name the files of the family's other styles too";
        let warning = Diagnostic::warning("missing-face", what).help(help);
        checker.report(warning.at(place.span));
    }
}
