//! Text among markup: written so that a reader of XML 1.0 or HTML gets exactly these characters back.

/// Where text stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// Between the tags of an element.
    Element,
    /// Between the double quotation marks of an attribute.
    Attribute,
}

/// Whether XML can hold a character (XML 1.0 §2.2, production 2).
pub(crate) fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// A character, or U+FFFD in the place of one that XML cannot hold.
pub(crate) fn xml_character(character: char) -> char {
    if is_xml(character) {
        character
    } else {
        char::REPLACEMENT_CHARACTER
    }
}

/// Adds text to markup. Line ends are written as references where a reader would normalise them (§2.11, §3.3.3).
pub(crate) fn push(text: &str, place: Place, markup: &mut String) {
    // Of most texts nothing is written otherwise.
    let is_plain = |byte: u8| !matches!(byte, ..b' ' | b'"' | b'&' | b'<' | b'>' | 0xEF);
    if text.bytes().all(is_plain) {
        markup.push_str(text);
        return;
    }
    let in_attribute = place == Place::Attribute;
    for character in text.chars() {
        match character {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' if in_attribute => markup.push_str("&quot;"),
            '\t' if in_attribute => markup.push_str("&#9;"),
            '\n' if in_attribute => markup.push_str("&#10;"),
            '\r' => markup.push_str("&#13;"),
            other => markup.push(xml_character(other)),
        }
    }
}

/// Text that may stand in an element and in an attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut markup = String::with_capacity(text.len());
    push(text, Place::Attribute, &mut markup);
    markup
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markup_is_escaped_and_what_xml_cannot_hold_replaced() {
        assert_eq!(
            escaped("a<b>&\"c\" 'd'\u{1}\u{fffe}"),
            "a&lt;b&gt;&amp;&quot;c&quot; 'd'\u{fffd}\u{fffd}"
        );
    }

    proptest! {
        #[test]
        fn a_reader_gets_the_same_back(text in "\\PC*[\r\n\t<>&\"']*\\PC*") {
            let mut element = String::new();
            push(&text, Place::Element, &mut element);
            let attribute = escaped(&text);
            let xml = format!("<a b=\"{attribute}\">{element}</a>");
            let document = resvg::usvg::roxmltree::Document::parse(&xml).unwrap();
            let root = document.root_element();
            let expected: String = text.chars().map(xml_character).collect();
            prop_assert_eq!(root.attribute("b"), Some(&*expected));
            prop_assert_eq!(root.text().unwrap_or_default(), expected);
        }
    }
}
