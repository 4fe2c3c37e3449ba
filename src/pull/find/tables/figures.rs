//! Figures: which are gone, and what is said of them to those who do not see them.

use super::remove;
use crate::brief::Figure;
use crate::document::FieldPath;
use crate::docx::Reading;
use crate::pull::base::Base;
use crate::pull::change::Value;
use crate::pull::find::Finder;
use crate::pull::values::line;

/// Figures that are gone, and what is said of those that are there.
pub(super) fn figures(finder: &mut Finder) {
    if finder.pictures_have_lost_their_names() {
        return;
    }
    let (base, theirs) = (finder.base, finder.theirs);
    for figure in &base.brief.figures {
        let (id, file, alt) = (&figure.id.value, &figure.file.value.file, &figure.alt.value);
        if let Some((at, told)) = said_anew(base, theirs, figure) {
            let path = FieldPath::of_item("figure", id, "alt");
            finder.field(at, &path, Some(Value::Text(line(told))));
        }
        let mut pictures = theirs.paragraphs.iter().flat_map(|here| &here.pictures);
        if pictures.any(|picture| picture.name == *file || picture.alt == *alt) {
            continue;
        }
        let place = base.reading.paragraphs.iter().position(|paragraph| {
            let mut pictures = paragraph.pictures.iter();
            pictures.any(|picture| picture.name == *file)
        });
        let at = finder.place_of(place.unwrap_or(0));
        if !finder.stands(&FieldPath::of_item("figure", id, "caption")) {
            remove(finder, at, "figure", id);
        } else {
            finder.unplaced_near(
                at,
                "a picture that was taken out",
                Some(format!("figure[{id}].file")),
                alt,
                &base.in_brief("delete its caption too, or take the figure out of the brief"),
            );
        }
    }
}

/// What is said anew of a figure to those who do not see it, and the place of its paragraph.
fn said_anew<'t>(base: &Base, theirs: &'t Reading, figure: &Figure) -> Option<(usize, &'t str)> {
    let (file, alt) = (&figure.file.value.file, &figure.alt.value);
    let pictures = || {
        let paragraphs = theirs.paragraphs.iter().enumerate();
        paragraphs.flat_map(|(at, here)| here.pictures.iter().map(move |picture| (at, picture)))
    };
    let mut by_name = pictures().filter(|(_, picture)| picture.name == *file);
    let (at, picture) = by_name
        .next()
        .filter(|(_, picture)| !picture.alt.is_empty())?;
    let mut figures = base.brief.figures.iter();
    let is_one = by_name.next().is_none()
        && figures.all(|other| other.id.value == figure.id.value || other.file.value.file != *file);
    let is_told = pictures().any(|(_, picture)| picture.alt == *alt);
    (is_one && !is_told).then_some((at, picture.alt.as_str()))
}
