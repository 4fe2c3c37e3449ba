//! How the camera was held: a JPEG whose Exif data say that it is to be turned is turned here, so that every output
//! shows it upright.

use crate::jpeg;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use zune_jpeg::zune_core::colorspace::ColorSpace;

/// The quality of a picture that was turned, of 100: the difference is not seen.
const QUALITY: u8 = 95;

/// How the pixels are turned to be seen (Exif 2.32, 4.6.4 A, `Orientation`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Orientation {
    /// Whether columns are seen as rows.
    is_turned: bool,
    /// Whether the columns are counted from the right.
    mirrors_columns: bool,
    /// Whether the rows are counted from the foot.
    mirrors_rows: bool,
}

impl Orientation {
    /// The orientation that Exif data state; none where the pixels stand as they are to be seen, or nothing is said.
    pub(super) fn of(exif: &[u8]) -> Option<Orientation> {
        let number = Tiff::open(exif)?.short_in_first_directory(0x0112)?;
        matches!(number, 2..=8).then_some(Orientation {
            is_turned: number >= 5,
            mirrors_columns: matches!(number, 2 | 3 | 7 | 8),
            mirrors_rows: matches!(number, 3 | 4 | 6 | 7),
        })
    }

    /// Width and height as seen, of pixels in so many columns and rows.
    fn seen_size(self, (columns, rows): (usize, usize)) -> (usize, usize) {
        match self.is_turned {
            true => (rows, columns),
            false => (columns, rows),
        }
    }

    /// The column and row of the pixel that is seen at `x`, `y`.
    fn source(self, (x, y): (usize, usize), (columns, rows): (usize, usize)) -> (usize, usize) {
        let (column, row) = if self.is_turned { (y, x) } else { (x, y) };
        let mirrored = |at: usize, of: usize, mirrors: bool| if mirrors { of - 1 - at } else { at };
        (
            mirrored(column, columns, self.mirrors_columns),
            mirrored(row, rows, self.mirrors_rows),
        )
    }
}

/// The same picture with its pixels as they are to be seen, its profile of colours kept; none where it cannot be
/// decoded. It is coded anew: word processors and mail programs do not turn pictures alike, and readers of PDF files
/// do not turn them at all.
pub(super) fn upright(bytes: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    let mut decoder = jpeg::decoder(bytes, ColorSpace::RGB);
    decoder.decode_headers().ok()?;
    let (space, depth, colours) = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => (ColorSpace::Luma, 1, ColorType::Luma),
        _ => (ColorSpace::RGB, 3, ColorType::Rgb),
    };
    let mut decoder = jpeg::decoder(bytes, space);
    let pixels = decoder.decode().ok()?;
    let size = decoder.dimensions()?;
    if pixels.len() != size.0 * size.1 * depth {
        return None;
    }
    let (width, height) = orientation.seen_size(size);
    let mut turned = Vec::with_capacity(pixels.len());
    for y in 0..height {
        for x in 0..width {
            let (column, row) = orientation.source((x, y), size);
            let at = (row * size.0 + column) * depth;
            turned.extend_from_slice(&pixels[at..at + depth]);
        }
    }
    drop(pixels);
    let mut coded = Vec::new();
    let mut encoder = Encoder::new(&mut coded, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    // A profile of grey or RGB is one of four components no longer.
    let keeps_colours = decoder.input_colorspace() != Some(ColorSpace::CMYK)
        && decoder.input_colorspace() != Some(ColorSpace::YCCK);
    if let Some(profile) = decoder.icc_profile().filter(|_| keeps_colours) {
        encoder.add_icc_profile(&profile).ok()?;
    }
    let side = |pixels: usize| u16::try_from(pixels).ok();
    encoder
        .encode(&turned, side(width)?, side(height)?, colours)
        .ok()?;
    Some(coded)
}

/// A file of tags (TIFF 6.0, section 2), as Exif data are.
struct Tiff<'a> {
    bytes: &'a [u8],
    is_little_endian: bool,
}

impl<'a> Tiff<'a> {
    fn open(bytes: &'a [u8]) -> Option<Tiff<'a>> {
        let is_little_endian = match bytes.get(..4)? {
            b"II\x2a\0" => true,
            b"MM\0\x2a" => false,
            _ => return None,
        };
        Some(Tiff {
            bytes,
            is_little_endian,
        })
    }

    /// The bytes of the number at `at`, the least first.
    fn number<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        let mut bytes: [u8; N] = self.bytes.get(at..at.checked_add(N)?)?.try_into().ok()?;
        if !self.is_little_endian {
            bytes.reverse();
        }
        Some(bytes)
    }

    fn short(&self, at: usize) -> Option<u16> {
        self.number(at).map(u16::from_le_bytes)
    }

    fn long(&self, at: usize) -> Option<u32> {
        self.number(at).map(u32::from_le_bytes)
    }

    /// The value of a tag that has one of two bytes.
    fn short_in_first_directory(&self, tag: u16) -> Option<u16> {
        const ENTRY_BYTES: usize = 12;
        /// The type SHORT.
        const SHORT: u16 = 3;
        let directory = usize::try_from(self.long(4)?).ok()?;
        let entries = usize::from(self.short(directory)?);
        (0..entries)
            .filter_map(|index| directory.checked_add(2 + index * ENTRY_BYTES))
            .find(|at| self.short(*at) == Some(tag))
            .filter(|at| self.short(at + 2) == Some(SHORT) && self.long(at + 4) == Some(1))
            .and_then(|at| self.short(at + 8))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use super::*;

    /// Exif data of a camera that was held so.
    fn exif(orientation: u16, is_little_endian: bool) -> Vec<u8> {
        let short = |value: u16| match is_little_endian {
            true => value.to_le_bytes(),
            false => value.to_be_bytes(),
        };
        let long = |value: u32| match is_little_endian {
            true => value.to_le_bytes(),
            false => value.to_be_bytes(),
        };
        let mut bytes = if is_little_endian { b"II" } else { b"MM" }.to_vec();
        bytes.extend(short(42));
        bytes.extend(long(8));
        bytes.extend(short(2));
        // The maker of the camera comes before.
        bytes.extend([short(0x010f), short(2)].concat());
        bytes.extend([long(4), *b"abc\0"].concat());
        bytes.extend([short(0x0112), short(3)].concat());
        bytes.extend(long(1));
        bytes.extend([short(orientation), short(0)].concat());
        bytes.extend(long(0));
        bytes
    }

    /// A picture of 32 × 16 pixels, red at its upper left and blue elsewhere, of a camera that was held so.
    pub(in super::super) fn photograph(orientation: u16) -> Vec<u8> {
        let mut pixels = Vec::new();
        for y in 0..16 {
            for x in 0..32 {
                let is_red = x < 8 && y < 8;
                pixels.extend(if is_red { [255, 0, 0] } else { [0, 0, 255] });
            }
        }
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 95);
        encoder.add_exif_metadata(&exif(orientation, true)).unwrap();
        encoder.encode(&pixels, 32, 16, ColorType::Rgb).unwrap();
        bytes
    }

    #[test]
    fn the_orientation_is_read_in_either_order_of_bytes() {
        for is_little_endian in [true, false] {
            let read = |orientation| Orientation::of(&exif(orientation, is_little_endian));
            assert_eq!(read(1), None);
            let turns = |mirrors_columns, mirrors_rows| {
                Some(Orientation {
                    is_turned: true,
                    mirrors_columns,
                    mirrors_rows,
                })
            };
            assert_eq!(read(6), turns(false, true));
            assert_eq!(read(8), turns(true, false));
            assert_eq!(read(9), None);
            // Cut off anywhere, it says nothing.
            let whole = exif(6, is_little_endian);
            for length in 0..40 {
                let cut = Orientation::of(&whole[..length.min(whole.len())]);
                assert!(cut.is_none() || length > 30, "{length}");
            }
        }
        assert_eq!(Orientation::of(b"II\x2a\0\xff\xff\xff\xff"), None);
    }

    #[test]
    fn the_upper_left_is_seen_where_the_orientation_says() {
        // The first row and the first column are at these sides (Exif 2.32, 4.6.4 A).
        for (value, is_right, is_low) in [
            (2, true, false),
            (3, true, true),
            (4, false, true),
            (5, false, false),
            (6, true, false),
            (7, true, true),
            (8, false, true),
        ] {
            let orientation = Orientation::of(&exif(value, true)).unwrap();
            let turned = upright(&photograph(value), orientation).unwrap();
            let mut decoder = jpeg::decoder(&turned, ColorSpace::RGB);
            let pixels = decoder.decode().unwrap();
            let (width, height) = decoder.dimensions().unwrap();
            assert_eq!(width > height, value < 5, "{value}");
            assert_eq!(decoder.exif(), None, "it is not turned twice");
            let x = if is_right { width - 4 } else { 3 };
            let y = if is_low { height - 4 } else { 3 };
            let is_red = |x: usize, y: usize| {
                let at = (y * width + x) * 3;
                pixels[at] > 200 && pixels[at + 2] < 50
            };
            assert!(is_red(x, y), "{value}");
            assert!(!is_red(width - 1 - x, height - 1 - y), "{value}");
        }
    }
}
