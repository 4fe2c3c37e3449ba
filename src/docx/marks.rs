//! What docx-rs has no call for, carried through it in the id of a run's style.
//!
//! A run's id reads `STYLE;LANGUAGE;DIRECTION`; the pass over the part takes it apart again. Style ids
//! are ours and language tags hold letters, digits and hyphens, so the separator is safe.

use super::xml::Element;

/// What a run is set as.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub(super) struct RunMark<'a> {
    /// The id of its character style.
    pub style: Option<&'a str>,
    /// Its language, where it is not the document's.
    pub language: Option<&'a str>,
    /// Whether it runs from right to left.
    pub right_to_left: bool,
}

impl RunMark<'_> {
    /// The id for docx-rs; none where nothing is to be said.
    pub fn encode(self) -> Option<String> {
        if self == RunMark::default() {
            return None;
        }
        let language: String = self
            .language
            .unwrap_or_default()
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        let direction = if self.right_to_left { "rtl" } else { "" };
        let style = self.style.unwrap_or_default();
        Some(format!("{style};{language};{direction}"))
    }
}

/// Replaces the mark in a run's properties by what it says.
pub(super) fn decode(properties: &mut Element) {
    let Some(style) = properties.find_mut("w:rStyle") else {
        return;
    };
    let mark = style.attribute("w:val").unwrap_or_default().to_owned();
    let mut parts = mark.split(';');
    let (Some(id), Some(language), Some(direction)) = (parts.next(), parts.next(), parts.next())
    else {
        return;
    };
    style.set("w:val", id);
    if id.is_empty() {
        properties.retain(|e| e.name != "w:rStyle");
    }
    if direction == "rtl" {
        properties.push(Element::new("w:rtl"));
    }
    if !language.is_empty() {
        let attribute = if direction == "rtl" {
            "w:bidi"
        } else {
            "w:val"
        };
        properties.push(Element::new("w:lang").with(attribute, language));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(mark: RunMark) -> Element {
        let id = mark.encode().unwrap_or_default();
        let mut properties = Element::new("w:rPr").child(Element::valued("w:rStyle", &id));
        decode(&mut properties);
        properties
    }

    #[test]
    fn a_mark_becomes_what_it_says() {
        let mark = RunMark {
            style: Some("Emphasis"),
            language: Some("kk"),
            right_to_left: false,
        };
        let expected = Element::new("w:rPr")
            .child(Element::valued("w:rStyle", "Emphasis"))
            .child(Element::valued("w:lang", "kk"));
        assert_eq!(round_trip(mark), expected);
    }

    #[test]
    fn a_run_from_right_to_left_has_a_language_of_complex_script() {
        let mark = RunMark {
            style: None,
            language: Some("fa-AF"),
            right_to_left: true,
        };
        let expected = Element::new("w:rPr")
            .child(Element::new("w:rtl"))
            .child(Element::new("w:lang").with("w:bidi", "fa-AF"));
        assert_eq!(round_trip(mark), expected);
    }

    #[test]
    fn a_plain_run_has_no_mark() {
        assert_eq!(RunMark::default().encode(), None);
    }
}
