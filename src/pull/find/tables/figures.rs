//! Figures: which are gone, and what is said of them to those who do not see them.

use super::remove;
use crate::document::FieldPath;
use crate::pull::change::Value;
use crate::pull::find::Finder;
use crate::pull::values::line;

/// Figures that are gone, and what is said of those that are there.
pub(super) fn figures(finder: &mut Finder) {
    if finder.pictures_have_lost_their_names() {
        return;
    }
    let pictures: Vec<(usize, &String, &String)> = finder
        .theirs
        .paragraphs
        .iter()
        .enumerate()
        .flat_map(|(at, paragraph)| paragraph.pictures.iter().map(move |picture| (at, picture)))
        .map(|(at, picture)| (at, &picture.name, &picture.alt))
        .collect();
    let figures: Vec<(&String, &String, &String)> = finder
        .base
        .brief
        .figures
        .iter()
        .map(|figure| (&figure.id.value, &figure.file.value.file, &figure.alt.value))
        .collect();
    for (id, file, alt) in figures.iter().copied() {
        let by_name: Vec<_> = pictures
            .iter()
            .filter(|(_, name, _)| *name == file)
            .collect();
        let is_told = pictures.iter().any(|(_, _, told)| *told == alt);
        let once = figures
            .iter()
            .filter(|(_, other, _)| *other == file)
            .count()
            == 1;
        if let ([(at, _, told)], true, false) = (&by_name[..], once, is_told) {
            if !told.is_empty() {
                let path = FieldPath::of_item("figure", id, "alt");
                finder.field(*at, &path, Some(Value::Text(line(told))));
            }
        } else if by_name.is_empty() && !is_told {
            let place = finder.base.reading.paragraphs.iter().position(|paragraph| {
                paragraph
                    .pictures
                    .iter()
                    .any(|picture| picture.name == *file)
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
                    &finder
                        .base
                        .in_brief("delete its caption too, or take the figure out of the brief"),
                );
            }
        }
    }
}
