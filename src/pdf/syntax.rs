//! How objects are written (§7.3).

use crate::hexadecimal::capital_digits;
use lopdf::{Dictionary, Object, StringFormat};
use std::io::Write;

/// So many digits of a number that is not whole count: of a large drawing, it is told where each point is; of a number
/// by which it is made small, how small.
const DIGITS: i32 = 6;

/// Writes an object as it stands among others. A stream is only its dictionary here.
pub(super) fn object(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(true) => out.extend_from_slice(b"true"),
        Object::Boolean(false) => out.extend_from_slice(b"false"),
        Object::Integer(value) => integer(*value, out),
        Object::Real(value) => real(*value, out),
        Object::Name(value) => name(value, out),
        Object::String(bytes, StringFormat::Literal) => literal(bytes, out),
        Object::String(bytes, StringFormat::Hexadecimal) => hexadecimal(bytes, out),
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 && !is_delimited(item) {
                    out.push(b' ');
                }
                self::object(item, out);
            }
            out.push(b']');
        }
        Object::Dictionary(entries) => dictionary(entries, out),
        Object::Stream(stream) => dictionary(&stream.dict, out),
        Object::Reference((number, generation)) => {
            integer(i64::from(*number), out);
            out.push(b' ');
            integer(i64::from(*generation), out);
            out.extend_from_slice(b" R");
        }
    }
}

/// Writes a dictionary (§7.3.7).
pub(super) fn dictionary(entries: &Dictionary, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    for (key, value) in entries {
        entry(key, value, out);
    }
    out.extend_from_slice(b">>");
}

/// Writes an entry of a dictionary.
pub(super) fn entry(key: &[u8], value: &Object, out: &mut Vec<u8>) {
    name(key, out);
    if !is_delimited(value) {
        out.push(b' ');
    }
    object(value, out);
}

/// Whether an object begins with a delimiter (§7.2.3), so that it needs no space before it.
fn is_delimited(object: &Object) -> bool {
    match object {
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Reference(_) => false,
        Object::Name(_)
        | Object::String(..)
        | Object::Array(_)
        | Object::Dictionary(_)
        | Object::Stream(_) => true,
    }
}

/// Writes a whole number (§7.3.3).
pub(super) fn integer(value: i64, out: &mut Vec<u8>) {
    if value < 0 {
        out.push(b'-');
    }
    // The largest has twenty digits.
    let mut digits = [0; 20];
    let mut start = digits.len();
    let mut rest = value.unsigned_abs();
    while rest > 0 || start == digits.len() {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend_from_slice(&digits[start..]);
}

/// Writes a number that need not be whole (§7.3.3), without an exponent; what is none is 0.
pub(super) fn real(value: f32, out: &mut Vec<u8>) {
    if value == 0.0 || !value.is_finite() {
        out.push(b'0');
        return;
    }
    let places = DIGITS - 1 - value.abs().log10().floor() as i32;
    // Into a vector it cannot fail.
    let _ = write!(out, "{value:.0$}", places.max(1) as usize);
    // A whole number must not be larger than those that stay so (ISO 19005-3, 6.1.13).
    if value.abs() < i32::MAX as f32 {
        while out.ends_with(b"0") {
            out.pop();
        }
        if out.ends_with(b".") {
            out.pop();
        }
    }
}

/// Writes a name (§7.3.5).
pub(super) fn name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            out.push(b'#');
            out.extend(capital_digits(*byte));
        }
    }
}

/// Writes a string as it is, what would end it or be read as something else behind a backslash (§7.3.4.2).
fn literal(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'(');
    for byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', *byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(*byte),
        }
    }
    out.push(b')');
}

/// Writes a string in hexadecimal digits (§7.3.4.3).
fn hexadecimal(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'<');
    for byte in bytes {
        out.extend(capital_digits(*byte));
    }
    out.push(b'>');
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn written(value: impl Into<Object>) -> String {
        let mut out = Vec::new();
        object(&value.into(), &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (-0.5, "-0.5"),
            (595.276, "595.276"),
            (1.0 / 3508.0, "0.000285063"),
            (1.0 / 300_000.0, "0.00000333333"),
            (-12.05, "-12.05"),
            (123_456.7, "123456.7"),
            (1_048_576.0 * 4096.0, "4294967296.0"),
            (f32::NAN, "0"),
        ] {
            assert_eq!(written(value), expected);
        }
        assert_eq!(written(i64::MIN), "-9223372036854775808");
        assert_eq!(written(0), "0");
    }

    #[test]
    fn objects_are_parted_where_nothing_else_parts_them() {
        let array = vec![1.into(), Object::Null, "Name".into(), (3, 0).into()];
        assert_eq!(written(array), "[1 null/Name 3 0 R]");
        let entries = dictionary! { "A" => 1, "B" => "b c#", "C" => dictionary! { "D" => true } };
        assert_eq!(written(entries), "<</A 1/B/b#20c#23/C<</D true>>>>");
    }

    #[test]
    fn strings_are_read_back_as_they_were() {
        let bytes: Vec<u8> = (0..=255).collect();
        for format in [StringFormat::Literal, StringFormat::Hexadecimal] {
            let string = Object::String(bytes.clone(), format);
            let mut content = Vec::new();
            object(&string, &mut content);
            content.extend_from_slice(b" Tj");
            let read = lopdf::content::Content::decode(&content).unwrap();
            assert_eq!(read.operations[0].operands[0].as_str().unwrap(), bytes);
        }
    }
}
