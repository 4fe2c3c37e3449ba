//! Filters of streams (§7.4).

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Object, Stream};

/// The streams that are shorter than this, in bytes, are not worth compressing.
const LEAST_TO_DEFLATE: usize = 64;

/// How hard is tried to make a stream short: the usual level 6 makes two in a hundred more of it, at one and a half
/// times the cost.
const LEVEL: Compression = Compression::new(3);
/// The same where there is little to gain, with codes that are known beforehand: in font programs, whose glyphs hardly
/// repeat themselves, and in short streams.
const LEVEL_OF_LITTLE: Compression = Compression::new(1);
/// The same of pixels, which make most of a file that has some.
const LEVEL_OF_PIXELS: Compression = Compression::new(6);
/// A stream is short below so many bytes.
const SHORT: usize = 1500;

/// A compressor for any number of streams, one after the other (§7.4.4); its tables are made with the first.
#[derive(Default)]
pub(super) struct Deflater(Option<Compress>);

impl Deflater {
    /// Compresses a stream, if it may be and becomes shorter.
    pub fn deflate(&mut self, stream: &mut Stream) {
        let plain = stream.allows_compression && !stream.dict.has(b"Filter");
        if !plain || stream.content.len() < LEAST_TO_DEFLATE {
            return;
        }
        let deflater = self.0.get_or_insert_with(|| Compress::new(LEVEL, true));
        deflater.reset();
        // At the level before, where it cannot be: at the start of a stream it can.
        let _ = deflater.set_level(level(stream));
        // More than a deflated stream can take (RFC 1950, RFC 1951): it is done in one call.
        let mut deflated =
            Vec::with_capacity(stream.content.len() + stream.content.len() / 1000 + 64);
        let status = deflater.compress_vec(&stream.content, &mut deflated, FlushCompress::Finish);
        if matches!(status, Ok(Status::StreamEnd)) && deflated.len() < stream.content.len() {
            deflated.shrink_to_fit();
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(deflated);
        }
    }
}

/// How hard is tried with a stream. A font program is known by its kind or, where it is TrueType, by its length (§9.9,
/// tables 126 and 127).
fn level(stream: &Stream) -> Compression {
    let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
    match kind.unwrap_or_default() {
        b"Image" => LEVEL_OF_PIXELS,
        b"CIDFontType0C" => LEVEL_OF_LITTLE,
        _ if stream.dict.has(b"Length1") || stream.content.len() < SHORT => LEVEL_OF_LITTLE,
        _ => LEVEL,
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
