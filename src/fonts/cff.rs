//! CFF fonts (Adobe Technical Note 5176): what the subsetter takes for granted of them.

use read_fonts::ps::cff::dict::{self, Entry};
use read_fonts::ps::cff::index::Index;
use read_fonts::ps::cff::v1::Cff;

/// Whether all real numbers in the dictionaries of a font are numbers: an exponent can be too large for that.
pub(super) fn has_finite_reals(cff: &Cff<'_>) -> bool {
    let table = cff.offset_data().as_bytes();
    let top = cff.top_dicts().get(0).unwrap_or_default();
    let of_fonts = font_dicts(table, top);
    let dicts = || std::iter::once(top).chain(of_fonts.iter().copied());
    let privates = dicts().filter_map(|dict| private_dict(table, dict));
    dicts().chain(privates).all(are_finite)
}

/// The dictionaries of the fonts that a font is put together from (§19); none where it is one font.
fn font_dicts<'t>(table: &'t [u8], top: &[u8]) -> Vec<&'t [u8]> {
    let array = dict::entries(top, None).find_map(|entry| match entry {
        Ok(Entry::FdArrayOffset(offset)) => Index::new(table.get(offset..)?, false).ok(),
        _ => None,
    });
    let dicts = array.iter().flat_map(|array| {
        let all = 0..array.count() as usize;
        all.filter_map(|place| array.get(place))
    });
    dicts.collect()
}

/// The private dictionary that belongs to another (§15).
fn private_dict<'t>(table: &'t [u8], dict: &[u8]) -> Option<&'t [u8]> {
    dict::entries(dict, None).find_map(|entry| match entry {
        Ok(Entry::PrivateDictRange(range)) => table.get(range),
        _ => None,
    })
}

/// Whether the real numbers of a dictionary are finite (§4, tables 3 to 5).
fn are_finite(dict: &[u8]) -> bool {
    let mut bytes = dict.iter().copied();
    while let Some(first) = bytes.next() {
        let more = match first {
            30 => {
                let is_finite = real(&mut bytes).is_some_and(f32::is_finite);
                if !is_finite {
                    return false;
                }
                continue;
            }
            12 | 247..=254 => 1,
            28 => 2,
            29 => 4,
            _ => continue,
        };
        bytes.by_ref().take(more).for_each(drop);
    }
    true
}

/// The number that half bytes spell (table 5).
fn real(bytes: &mut impl Iterator<Item = u8>) -> Option<f32> {
    let mut spelt = String::new();
    for half in bytes.flat_map(|byte| [byte >> 4, byte & 15]) {
        match half {
            0..=9 => spelt.push(char::from(b'0' + half)),
            10 => spelt.push('.'),
            11 => spelt.push('E'),
            12 => spelt.push_str("E-"),
            14 => spelt.push('-'),
            15 => return spelt.parse().ok(),
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_too_large_are_none() {
        // -2.25, 0.140541E-3 (§4); 1E99.
        let (one, other) = (
            [30, 0xe2, 0xa2, 0x5f],
            [30, 0x0a, 0x14, 0x05, 0x41, 0xc3, 0xff],
        );
        assert!(are_finite(&one) && are_finite(&other));
        assert!(!are_finite(&[30, 0x1b, 0x99, 0xff]));
        // In the bytes of other numbers and of operators it is no mark of one.
        assert!(are_finite(&[
            28, 30, 0x1b, 29, 0, 0, 30, 0x1b, 12, 30, 247, 30, 139
        ]));
    }
}
