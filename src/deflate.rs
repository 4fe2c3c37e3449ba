//! Compression, of the streams of a PDF and the parts of a DOCX.

use flate2::{Compress, Compression, FlushCompress, Status};

/// How hard is tried to make something short. The usual level, 6, would make the streams of a PDF 2 % shorter and the parts
/// of a DOCX 4 %, at one and a half times the cost.
const LEVEL: Compression = Compression::new(3);
/// The same where there is little to gain, with codes that are known beforehand.
pub(crate) const LEVEL_OF_LITTLE: Compression = Compression::new(1);
/// There is little to gain below so many bytes.
const SHORT: usize = 1500;

/// So many bytes of room stay from one stream to the next: a picture's pixels are seldom followed by others.
const ROOM_KEPT: usize = 256 << 10;

/// How hard is tried with so many bytes of which no more is known.
pub(crate) fn level_of(length: usize) -> Compression {
    if length < SHORT {
        LEVEL_OF_LITTLE
    } else {
        LEVEL
    }
}

/// A compressor for any number of streams, one after the other (RFC 1951), with the frame of zlib round each (RFC 1950)
/// where `ZLIB` says so; its tables are made with the first.
#[derive(Default)]
pub(crate) struct Deflater<const ZLIB: bool> {
    compressor: Option<Compress>,
    /// Room for what a stream may take, used again by the next: most streams take a small part of it.
    room: Vec<u8>,
}

impl<const ZLIB: bool> Deflater<ZLIB> {
    /// The bytes compressed; none where they do not become shorter.
    pub fn deflate(&mut self, bytes: &[u8], level: Compression) -> Option<Vec<u8>> {
        let compressor = self
            .compressor
            .get_or_insert_with(|| Compress::new(level, ZLIB));
        compressor.reset();
        // It can fail only within a stream, and this is the start of one.
        let _ = compressor.set_level(level);
        // As much as what becomes shorter can take: it is done in one call.
        self.room.clear();
        self.room.reserve(bytes.len());
        let status = compressor.compress_vec(bytes, &mut self.room, FlushCompress::Finish);
        let is_shorter = matches!(status, Ok(Status::StreamEnd)) && self.room.len() < bytes.len();
        let deflated = is_shorter.then(|| self.room.as_slice().into());
        self.room.shrink_to(ROOM_KEPT);
        deflated
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use flate2::read::{DeflateDecoder, ZlibDecoder};
    use std::io::Read;

    #[test]
    fn streams_are_deflated_one_by_one() {
        let [mut raw, mut zlib] = [Vec::new(), Vec::new()];
        let mut of_raw = Deflater::<false>::default();
        let mut of_zlib = Deflater::<true>::default();
        for length in [100, 2000] {
            let bytes = vec![7; length];
            let deflated = of_raw.deflate(&bytes, level_of(length)).unwrap();
            DeflateDecoder::new(&deflated[..])
                .read_to_end(&mut raw)
                .unwrap();
            let deflated = of_zlib.deflate(&bytes, level_of(length)).unwrap();
            ZlibDecoder::new(&deflated[..])
                .read_to_end(&mut zlib)
                .unwrap();
        }
        assert_eq!(raw, [7; 2100]);
        assert_eq!(zlib, [7; 2100]);
    }

    #[test]
    fn what_does_not_become_shorter_is_none() {
        let all: Vec<u8> = (0..=255).collect();
        let mut deflater = Deflater::<false>::default();
        assert_eq!(deflater.deflate(&all, LEVEL), None);
        assert_eq!(deflater.deflate(b"", LEVEL), None);
    }
}
