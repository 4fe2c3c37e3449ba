//! Filters of streams (§7.4).

use crate::deflate::{self, LEVEL_OF_LITTLE};
use flate2::Compression;
use lopdf::{Object, Stream};

/// The compressor of streams (§7.4.4).
pub(super) type Deflater = deflate::Deflater<true>;

/// The streams that are shorter than this, in bytes, are not worth compressing.
const LEAST_TO_DEFLATE: usize = 64;

/// Compresses a stream, if it may be and becomes shorter.
pub(super) fn deflate(stream: &mut Stream, deflater: &mut Deflater) {
    let plain = stream.allows_compression && !stream.dict.has(b"Filter");
    if !plain || stream.content.len() < LEAST_TO_DEFLATE {
        return;
    }
    if let Some(deflated) = deflater.deflate(&stream.content, level(stream)) {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(deflated);
    }
}

/// How hard is tried with a stream: not very with font programs, whose glyphs hardly repeat themselves. One is known by
/// its kind or, where it is TrueType, by its length (§9.9, tables 126 and 127).
fn level(stream: &Stream) -> Compression {
    let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
    match kind.unwrap_or_default() {
        b"CIDFontType0C" => LEVEL_OF_LITTLE,
        _ if stream.dict.has(b"Length1") => LEVEL_OF_LITTLE,
        _ => deflate::level_of(stream.content.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn streams_are_deflated_where_that_is_allowed_and_makes_them_shorter() {
        let mut deflater = Deflater::default();
        let mut deflated = |content: &[u8], filter: bool, allowed: bool| {
            let mut stream = Stream::new(dictionary! {}, content.to_vec());
            stream.allows_compression = allowed;
            if filter {
                stream.dict.set("Filter", "DCTDecode");
            }
            super::deflate(&mut stream, &mut deflater);
            stream
        };
        let long = [7; 1000];
        let noise: Vec<u8> = (0..1000_u32)
            .map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8 ^ (index * index) as u8)
            .collect();
        let stream = deflated(&long, false, true);
        assert!(stream.content.len() < 100 && stream.dict.has(b"Filter"));
        assert_eq!(stream.decompressed_content().unwrap(), long);
        let kept = [
            deflated(&long, true, true),
            deflated(&long, false, false),
            deflated(&noise[..100], false, true),
            deflated(&long[..20], false, true),
        ];
        let lengths = kept.map(|stream| stream.content.len());
        assert_eq!(lengths, [1000, 1000, 100, 20]);
    }
}
