//! Bytes in hexadecimal digits, as digests are written.

/// The digits of `bytes`, with small letters.
pub(crate) fn digits(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value & 15)]);
    let digits = bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(*byte)]);
    digits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_two_digits() {
        assert_eq!(digits(&[0, 0x0a, 0x7f, 0xff]), "000a7fff");
    }
}
