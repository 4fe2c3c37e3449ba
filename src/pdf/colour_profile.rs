//! The colour profile of a picture (ICC.1:2010), which says what its red, green and blue look like.

use super::string::name_item;
use printpdf::{DictItem, ExternalStream};
use std::collections::BTreeMap;

/// What a profile has that says it by three primaries and their curves (ICC.1:2010, §8.3.3).
const TAGS: [&[u8]; 7] = [
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"wtpt",
];

/// The space of colours (§8.6.5.5) of a profile; none where it is not one for the RGB of a screen, of a version that
/// PDF/A takes (ISO 19005-3, §6.2.4.2), or is damaged: sRGB, which the file is said to be in, is nearer than nothing.
pub(super) fn space(profile: &[u8]) -> Option<DictItem> {
    is_usable(profile)?.then(|| {
        let stream = ExternalStream {
            dict: BTreeMap::from([("N".to_owned(), DictItem::Int(3))]),
            content: profile.to_vec(),
            compress: false,
        };
        DictItem::Array(vec![name_item("ICCBased"), DictItem::Stream { stream }])
    })
}

/// Whether a profile is whole, and of the kind that is described by [`TAGS`].
fn is_usable(profile: &[u8]) -> Option<bool> {
    let field = |at: usize| profile.get(at..at.checked_add(4)?);
    let number = |at| Some(u32::from_be_bytes(field(at)?.try_into().ok()?) as usize);
    let is_known = number(0)? == profile.len()
        && matches!(profile.get(8)?, 2..=4)
        && field(12)? == b"mntr"
        && field(16)? == b"RGB "
        && field(20)? == b"XYZ "
        && field(36)? == b"acsp";
    let mut missing = TAGS.to_vec();
    for index in 0..number(128)? {
        let entry = 132 + 12 * index;
        let end = number(entry + 4)?.checked_add(number(entry + 8)?)?;
        profile.get(..end)?;
        let tag = field(entry)?;
        missing.retain(|other| *other != tag);
    }
    Some(is_known && missing.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_used_where_it_is_whole_and_of_a_screen() {
        let whole = include_bytes!("../../fonts/sRGB.icc");
        let Some(DictItem::Array(space)) = space(whole) else {
            panic!("a space of colours is an array")
        };
        assert!(matches!(&space[1], DictItem::Stream { stream } if stream.content == whole));
        for end in 0..whole.len() {
            assert!(!is_usable(&whole[..end]).unwrap_or_default(), "{end}");
        }
        for (at, other) in [
            (8, &b"\x05"[..]),
            (12, b"link"),
            (16, b"GRAY"),
            (36, b"    "),
            (128, b"\xff\xff\xff\xff"),
            (132, b"kXYZ"),
            (136, b"\xff\xff\xff\xff"),
        ] {
            let mut damaged = whole.to_vec();
            damaged[at..at + other.len()].copy_from_slice(other);
            assert!(!is_usable(&damaged).unwrap_or_default(), "{at}");
        }
    }
}
