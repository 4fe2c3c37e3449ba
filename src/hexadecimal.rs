//! Bytes in hexadecimal digits, as digests are written.

/// The two digits of a byte, with capitals, as PDF writes them.
pub(crate) fn capital_digits(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)])
}

/// The digits of `bytes`, with small letters.
pub(crate) fn digits(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| capital_digits(*byte));
    digits
        .map(|digit| char::from(digit.to_ascii_lowercase()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_two_digits() {
        assert_eq!(digits(&[0, 0x0a, 0x7f, 0xff]), "000a7fff");
    }
}
