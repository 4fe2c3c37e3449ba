//! Microtypography: what hangs in the margins, and how far glyphs may be widened or narrowed.
//!
//! After Hàn Thế Thành, “Micro-typographic extensions to the TeX typesetting system” (2000), and R. Schlicht's
//! microtype package, from whose settings for serif text the table is taken.

/// How far glyphs may be widened or narrowed to even out word spaces, in thousandths of their width: more can
/// be seen.
pub(super) const EXPANSION_PER_MILLE: i64 = 20;

/// How far a character hangs in the margin at a line's start and end, in thousandths of its width; that of a
/// line from right to left is its right.
///
/// What has little ink at its side makes a margin look dented that is straight by measure.
pub(super) fn protrusion_per_mille(character: char) -> (i64, i64) {
    match character {
        '.' | ',' | '،' | '۔' => (0, 700),
        ':' | ';' | '؛' => (0, 500),
        '!' | '?' | '؟' => (0, 150),
        '-' | '\u{2010}' | '\u{2011}' | '\u{AD}' => (0, 600),
        '–' => (200, 300),
        '—' => (150, 200),
        '“' | '”' | '„' | '"' => (400, 400),
        '‘' | '’' | '\'' => (500, 600),
        '«' | '»' | '‹' | '›' => (250, 250),
        '(' | '[' => (100, 0),
        ')' | ']' => (0, 150),
        'A' | 'T' | 'V' | 'W' | 'X' | 'Y' | 'А' | 'Т' | 'Х' | 'У' => (50, 50),
        'J' => (50, 0),
        'F' | 'K' | 'L' | 'Г' | 'К' => (0, 50),
        'k' | 'r' | 'к' | 'г' => (0, 50),
        't' | 'т' => (0, 60),
        'v' | 'w' | 'x' | 'у' | 'х' => (50, 50),
        'y' => (50, 70),
        _ => (0, 0),
    }
}
