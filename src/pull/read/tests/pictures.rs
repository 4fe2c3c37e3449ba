//! Pictures that other programs have written anew.

use super::*;

/// The body with another name of each picture, and what `description` makes of what is said of it.
fn renamed(body: &str, description: impl Fn(&str) -> String) -> String {
    let mut pictures = body.split("<wp:docPr ");
    let mut new = pictures.next().unwrap().to_owned();
    for (number, picture) in pictures.enumerate() {
        let (attributes, rest) = picture.split_once('>').unwrap();
        let said = attributes.split("descr=\"").nth(1).unwrap_or_default();
        let said = description(said.split('"').next().unwrap());
        let end = if attributes.ends_with('/') { "/" } else { "" };
        new += &format!(
            "<wp:docPr id=\"{number}\" name=\"Image{number}\" descr=\"{said}\"{end}>{rest}"
        );
    }
    new
}

#[test]
fn pictures_that_all_have_lost_their_names_are_those_of_the_brief() {
    let file = water();
    let nameless = |body: String| renamed(&body, |_| String::new());
    assert_eq!(told(&found(&edited(&file, nameless))), "");
    // One more is none of them.
    let with_another = edited(&file, |body| {
        let body = nameless(body);
        let drawing = body.find("<w:drawing>").unwrap();
        let start = body[..drawing].rfind("<w:p>").unwrap();
        let end = start + body[start..].find("</w:p>").unwrap() + "</w:p>".len();
        format!("{}{}{}", &body[..end], &body[start..end], &body[end..])
    });
    let told_of_all = told(&found(&with_another));
    assert!(
        told_of_all.contains("? a picture that was pasted in"),
        "{told_of_all}"
    );
    // Names alone are no matter.
    let with_words = edited(&file, |body| renamed(&body, str::to_owned));
    assert_eq!(told(&found(&with_words)), "");
}

/// The body with these words said of the picture that has this name.
fn said(body: &str, name: &str, words: &str) -> String {
    let at = body.find(&format!("name=\"{name}\"")).unwrap();
    let start = at + body[at..].find("descr=\"").unwrap() + "descr=\"".len();
    let end = start + body[start..].find('"').unwrap();
    format!("{}{words}{}", &body[..start], &body[end..])
}

#[test]
fn what_is_said_anew_of_a_picture_is_its_field_alone() {
    let file = water();
    let of =
        |name: &str, words: &str| told(&found(&edited(&file, |body| said(&body, name, words))));
    let told_of_figure = of("figures/river-flow.svg", "Two streams.");
    let (field, words) = told_of_figure.split_once(" = ").unwrap();
    assert!(field.starts_with("figure["), "{told_of_figure}");
    assert!(field.ends_with("].alt"), "{told_of_figure}");
    assert_eq!(words, "\"Two streams.\"");
}

#[test]
fn what_is_said_anew_of_a_picture_of_ours_is_told_once() {
    let file = water();
    for name in ["figures/wordmark.png", "chart-2.svg", "european-union.svg"] {
        let told = told(&found(&edited(&file, |body| {
            said(&body, name, "Other words.")
        })));
        let what = "? what is said of a chart, logo or emblem to those who do not see it";
        assert!(told.starts_with(what), "{name}: {told}");
        assert_eq!(told.lines().count(), 1, "{name}: {told}");
    }
}
