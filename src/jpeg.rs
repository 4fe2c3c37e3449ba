//! Reading JPEG files: one decoder for what checks a picture, what turns it and what puts it into a PDF, so that none of
//! them refuses what another takes.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The widest and highest that JPEG can state (ISO/IEC 10918-1, B.2.2).
const LARGEST_SIDE: usize = 65_535;

/// A decoder of `bytes`, whose pixels are to come in this space of colours.
pub(crate) fn decoder(bytes: &[u8], pixels: ColorSpace) -> JpegDecoder<ZCursor<&[u8]>> {
    let options = DecoderOptions::default()
        .set_max_width(LARGEST_SIDE)
        .set_max_height(LARGEST_SIDE)
        .jpeg_set_out_colorspace(pixels);
    JpegDecoder::new_with_options(ZCursor::new(bytes), options)
}
