//! The text that the codes of a font stand for (§9.10.3), as a CMap.

use std::fmt::Write;

/// The most entries in a section of a CMap (Adobe technical note 5014).
const MOST_ENTRIES: usize = 100;

/// The map from codes of two bytes, in their order, to texts.
pub(super) fn map<'a>(texts: impl Iterator<Item = (u16, &'a str)>) -> Vec<u8> {
    let entries: Vec<(u16, &str)> = texts.collect();
    let mut map = String::with_capacity(16 * entries.len() + 400);
    map.push_str(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    for section in entries.chunks(MOST_ENTRIES) {
        // Into a string it cannot fail.
        let _ = writeln!(map, "{} beginbfchar", section.len());
        for (code, text) in section {
            let _ = write!(map, "<{code:04X}> <");
            for unit in text.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_has_a_hundred_entries_at_most() {
        let texts = (1..=205).map(|code| (code, if code == 1 { "f\u{1D4D0}" } else { "a" }));
        let map = String::from_utf8(map(texts)).unwrap();
        assert!(map.contains("<0001> <0066D835DCD0>\n<0002> <0061>\n"));
        let sections: Vec<&str> = map
            .lines()
            .filter(|line| line.ends_with("beginbfchar"))
            .collect();
        let expected = ["100 beginbfchar", "100 beginbfchar", "5 beginbfchar"];
        assert_eq!(sections, expected);
    }
}
