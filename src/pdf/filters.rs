//! Filters of streams (§7.4).

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Object, Stream};

/// The streams that are shorter than this, in bytes, are not worth compressing.
const LEAST_TO_DEFLATE: usize = 64;

/// How hard is tried to make a stream short: as is usual.
const LEVEL: Compression = Compression::new(6);
/// The same for font programs, whose glyphs hardly repeat themselves: more becomes half a per cent shorter at several
/// times the cost.
const LEVEL_OF_FONTS: Compression = Compression::new(2);

/// A compressor for any number of streams, one after the other (§7.4.4).
pub(super) struct Deflater(Compress);

impl Default for Deflater {
    fn default() -> Deflater {
        Deflater(Compress::new(LEVEL, true))
    }
}

impl Deflater {
    /// Compresses a stream, if it may be and becomes shorter.
    pub fn deflate(&mut self, stream: &mut Stream) {
        let plain = stream.allows_compression && !stream.dict.has(b"Filter");
        if !plain || stream.content.len() < LEAST_TO_DEFLATE {
            return;
        }
        self.0.reset();
        let level = if is_font_program(stream) {
            LEVEL_OF_FONTS
        } else {
            LEVEL
        };
        // At the level before, where it cannot be: at the start of a stream it can.
        let _ = self.0.set_level(level);
        // More than a deflated stream can take (RFC 1950, RFC 1951): it is done in one call.
        let mut deflated =
            Vec::with_capacity(stream.content.len() + stream.content.len() / 1000 + 64);
        let status = self
            .0
            .compress_vec(&stream.content, &mut deflated, FlushCompress::Finish);
        if matches!(status, Ok(Status::StreamEnd)) && deflated.len() < stream.content.len() {
            deflated.shrink_to_fit();
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(deflated);
        }
    }
}

/// Whether it is a font file: a CFF one by its kind, a TrueType one by its length (§9.9, tables 126 and 127).
fn is_font_program(stream: &Stream) -> bool {
    let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
    stream.dict.has(b"Length1") || kind.is_ok_and(|kind| kind == b"CIDFontType0C")
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
            deflater.deflate(&mut stream);
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
