//! The identifier of a file (§14.4), which tells also what the file was made from.
//!
//! It is a digest over the inputs of the file and over all of its bytes, the identifier itself left out. So it
//! holds only as long as both are as they were, and no file beside it has to keep a record of them.

use crate::hexadecimal::capital_digits;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// How the identifier starts in the trailer's dictionary, which stands near the end of the file and is not compressed
/// (§7.5.8).
const KEY: &[u8] = b"/ID[<";
/// Between its two strings.
const BETWEEN: &[u8] = b"><";
/// The digits of each string: 16 bytes, hexadecimal (§7.3.4.3).
const DIGITS: usize = 32;

/// Gives a file that was just written the identifier of what it was made from, by the digest of that.
pub fn identify(file: &mut [u8], inputs: &[u8; 32]) {
    let Some(places) = places(file) else {
        return;
    };
    let identifier = identifier(file, &places, inputs);
    for place in places {
        file[place].copy_from_slice(&identifier);
    }
}

/// Whether a file is, to the last byte, as it was made from inputs of this digest. Any bytes may be given.
pub fn is_made_from(file: &[u8], inputs: &[u8; 32]) -> bool {
    places(file).is_some_and(|places| {
        let identifier = identifier(file, &places, inputs);
        places
            .into_iter()
            .all(|place| file[place] == identifier[..])
    })
}

/// Where the two strings of the identifier stand, which are the same until a file is updated; none where there are no
/// such.
fn places(file: &[u8]) -> Option<[Range<usize>; 2]> {
    let key = file.windows(KEY.len()).rposition(|window| window == KEY)?;
    let first = key + KEY.len();
    let second = first + DIGITS + BETWEEN.len();
    let between = file.get(first + DIGITS..second)?;
    let places = [first..first + DIGITS, second..second + DIGITS];
    let are_digits = places.iter().all(|place| {
        file.get(place.clone())
            .is_some_and(|digits| digits.is_ascii())
    });
    (between == BETWEEN && are_digits).then_some(places)
}

fn identifier(file: &[u8], places: &[Range<usize>; 2], inputs: &[u8; 32]) -> [u8; DIGITS] {
    let [first, second] = places;
    let mut digest = Sha256::new();
    digest.update(inputs);
    for part in [
        0..first.start,
        first.end..second.start,
        second.end..file.len(),
    ] {
        digest.update(&file[part]);
    }
    let mut digits = [0; DIGITS];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(digest.finalize()) {
        pair.copy_from_slice(&capital_digits(byte));
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identifier_holds_for_these_inputs_and_these_bytes_only() {
        let unidentified = format!("%PDF-1.7\n/ID[<{0}><{0}>]/Size 3>>\n%%EOF", "0".repeat(32));
        let mut file = unidentified.into_bytes();
        assert!(!is_made_from(&file, &[1; 32]));
        identify(&mut file, &[1; 32]);
        assert!(is_made_from(&file, &[1; 32]));
        assert!(!is_made_from(&file, &[2; 32]));
        for at in 0..file.len() {
            let mut other = file.clone();
            other[at] ^= 1;
            assert!(!is_made_from(&other, &[1; 32]), "byte {at}");
            assert!(!is_made_from(&file[..at], &[1; 32]), "cut off at {at}");
        }
        let longer = [file.as_slice(), b"\n"].concat();
        assert!(!is_made_from(&longer, &[1; 32]));
    }

    #[test]
    fn what_has_no_identifier_is_left_as_it_is() {
        for text in ["", "%PDF-1.7", "/ID[<00", "/ID[<00><00>]", "/ID[<"] {
            let mut file = text.as_bytes().to_vec();
            identify(&mut file, &[1; 32]);
            assert_eq!(file, text.as_bytes());
            assert!(!is_made_from(&file, &[1; 32]));
        }
    }
}
