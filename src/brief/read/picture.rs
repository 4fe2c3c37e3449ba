//! Pictures: is a file one that the outputs can show? It is decoded here, so that no later stage meets
//! a broken one.

use super::orientation::{self, Orientation};
use crate::diagnostic::Diagnostic;
use crate::document::{Picture, PictureFormat};
use crate::fonts::Fonts;
use crate::jpeg;
use crate::svg::{self, Drawing};
use std::collections::BTreeSet;
use std::io::Cursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;

/// The largest file, in bytes.
pub(super) const LARGEST_FILE: usize = 50_000_000;
/// The most pixels: 100 megapixels.
const MOST_PIXELS: u64 = 100_000_000;

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Start of image, and the first byte of the next marker (ISO/IEC 10918-1, B.1.1.3).
const JPEG_START: &[u8] = &[0xff, 0xd8, 0xff];

/// A picture that was read.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) picture: Picture,
    /// The families that the words of a drawing ask for and do not get.
    pub(super) replaced_families: Vec<String>,
    /// The letters of these words that boxes stand for.
    pub(super) missing_letters: BTreeSet<String>,
}

/// The picture in the file `name`.
pub(super) fn decode(name: &str, mut bytes: Vec<u8>, fonts: &Fonts) -> Result<Decoded, Diagnostic> {
    if bytes.len() > LARGEST_FILE {
        let megabytes = LARGEST_FILE / 1_000_000;
        let what = format!("the picture `{name}` is larger than {megabytes} MB");
        return Err(unusable(what, FEWER_PIXELS));
    }
    let (mut replaced_families, mut missing_letters) = Default::default();
    let (format, size) = if bytes.starts_with(PNG_SIGNATURE) {
        (PictureFormat::Png, png_size(&bytes))
    } else if bytes.starts_with(JPEG_START) {
        let size = jpeg_size(&bytes).and_then(|(size, orientation)| match orientation {
            Some(orientation) => {
                bytes = orientation::upright(&bytes, orientation).ok_or(Fault::Broken)?;
                jpeg_size(&bytes).map(|(size, _)| size)
            }
            None => Ok(size),
        });
        (PictureFormat::Jpeg, size)
    } else if is_drawing(name, &bytes) {
        let drawing =
            Drawing::read(&bytes, fonts).map_err(|fault| unusable_drawing(name, &fault))?;
        replaced_families = drawing.replaced_families(fonts);
        missing_letters = drawing.missing_letters();
        (PictureFormat::Svg, Ok(drawing.natural_size()))
    } else {
        let what = format!("`{name}` is neither a PNG, a JPEG nor an SVG picture");
        return Err(unusable(what, "save the picture as PNG, JPEG or SVG"));
    };
    let (width_px, height_px) = size.map_err(|fault| {
        let (what, help) = match fault {
            Fault::Broken => (
                "is damaged and cannot be read to its end",
                "save it again with the program that made it",
            ),
            Fault::TooLarge => ("has more than 100 million pixels", FEWER_PIXELS),
            Fault::Transparent => ("cannot be used: all of it is transparent", NOTHING_SHOWN),
        };
        unusable(format!("the picture `{name}` {what}"), help)
    })?;
    let picture = Picture {
        file: name.to_owned(),
        bytes: bytes.into(),
        format,
        width_px,
        height_px,
    };
    Ok(Decoded {
        picture,
        replaced_families,
        missing_letters,
    })
}

/// Whether a file is meant as a drawing: by its first element, or else by its name.
fn is_drawing(name: &str, bytes: &[u8]) -> bool {
    let named = [".svg", ".svgz"]
        .iter()
        .any(|end| name.to_ascii_lowercase().ends_with(end));
    let start = &bytes[..bytes.len().min(4096)];
    named || start.windows(4).any(|part| part == b"<svg")
}

fn unusable(what: String, help: &str) -> Diagnostic {
    Diagnostic::error("unusable-picture", what).help(help)
}

fn unusable_drawing(name: &str, fault: &svg::Fault) -> Diagnostic {
    use svg::Fault;
    let help = match fault {
        Fault::TooLarge
        | Fault::TooMany
        | Fault::TooManyLetters
        | Fault::TooRepeated
        | Fault::LongList(_)
        | Fault::TooManyLayers
        | Fault::TooManyDashes
        | Fault::Number(_)
        | Fault::Reach
        | Fault::LargeTile => "simplify it in a drawing program, or save it as PNG",
        Fault::TooManyStyled => {
            "export it with presentation attributes instead of a style sheet, or save it as PNG"
        }
        Fault::Compressed => "save it as plain SVG, not as SVGZ",
        Fault::NotUtf8 => "save it in UTF-8",
        Fault::NotWellFormed(_) | Fault::NotSvg => {
            "save it again as plain SVG with the program that made it"
        }
        Fault::Entities => "save it as plain SVG, without its document type (`<!DOCTYPE …>`)",
        Fault::Script(_) => {
            "save it as plain SVG: a brief shows shapes and words, and runs nothing"
        }
        Fault::Raster => "give the picture as PNG or JPEG, or redraw it in shapes",
        Fault::Foreign => "have the program write text as SVG text, or convert it to paths",
        Fault::External(_) => {
            "put what it shows into the drawing itself: a brief reads no further file"
        }
        Fault::TooDeep => "ungroup it in a drawing program, or save it as PNG",
        Fault::NoSize => "give its `svg` element a `viewBox`, or `width` and `height`",
        Fault::Blank => NOTHING_SHOWN,
    };
    unusable(
        format!("the drawing `{name}` cannot be used: {fault}"),
        help,
    )
}

/// What to do about a picture of too many bytes or pixels.
const FEWER_PIXELS: &str = "save it with fewer pixels: 2500 across are enough for a full page";

/// What to do about a picture that shows nothing.
const NOTHING_SHOWN: &str = "draw something in it, or leave it out";

enum Fault {
    Broken,
    TooLarge,
    Transparent,
}

/// Width and height in pixels, of a picture that decodes to its end.
fn png_size(bytes: &[u8]) -> Result<(u32, u32), Fault> {
    let broken = |_| Fault::Broken;
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    let info = decoder.read_header_info().map_err(broken)?;
    let size = checked_size(info.width, info.height)?;
    // Row by row, so that the picture never stands in memory as a whole.
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(broken)?;
    let samples = reader.output_color_type().0.samples();
    // Of those with an opacity, which is the last.
    let mut shows = samples % 2 == 1;
    while let Some(row) = reader.next_row().map_err(broken)? {
        shows = shows
            || row
                .data()
                .chunks(samples)
                .any(|pixel| pixel[samples - 1] > 0);
    }
    reader.finish().map_err(broken)?;
    if shows {
        Ok(size)
    } else {
        Err(Fault::Transparent)
    }
}

/// Width and height in pixels, of a picture that decodes to its end, and how it is to be turned.
fn jpeg_size(bytes: &[u8]) -> Result<((u32, u32), Option<Orientation>), Fault> {
    let mut decoder = jpeg::decoder(bytes, ColorSpace::RGB);
    decoder.decode_headers().map_err(|_| Fault::Broken)?;
    let info = decoder.info().ok_or(Fault::Broken)?;
    let size = checked_size(info.width.into(), info.height.into())?;
    // The decoder fills what a cut-off file lacks with grey.
    if !reaches_its_end(bytes) {
        return Err(Fault::Broken);
    }
    decoder.decode().map_err(|_| Fault::Broken)?;
    let exif = decoder.exif().map_or(&[][..], Vec::as_slice);
    Ok((size, Orientation::of(exif)))
}

/// Whether a JPEG file has the end of its image, whatever follows: telephones append films. Segments have their length;
/// coded data holds no marker but those that restart it (ISO/IEC 10918-1, B.1.1).
fn reaches_its_end(bytes: &[u8]) -> bool {
    let mut rest = &bytes[2..];
    loop {
        let is_marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff);
        let Some(at) = rest.windows(2).position(is_marker) else {
            return false;
        };
        rest = match &rest[at + 1..] {
            [0xd9, ..] => return true,
            [_, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest.get(at + 2 + length..).unwrap_or_default()
            }
            _ => return false,
        };
    }
}

fn checked_size(width: u32, height: u32) -> Result<(u32, u32), Fault> {
    match u64::from(width) * u64::from(height) {
        0 => Err(Fault::Broken),
        pixels if pixels > MOST_PIXELS => Err(Fault::TooLarge),
        _ => Ok((width, height)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    /// A grey PNG.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Grayscale);
        let mut writer = encoder.write_header().unwrap();
        writer
            .write_image_data(&vec![128; (width * height) as usize])
            .unwrap();
        writer.finish().unwrap();
        bytes
    }

    fn wrong(bytes: Vec<u8>) -> String {
        decode("a.png", bytes, &Fonts::default())
            .unwrap_err()
            .message
    }

    #[test]
    fn a_png_is_measured() {
        let picture = decode("a.png", png(7, 5), &Fonts::default())
            .unwrap()
            .picture;
        assert_eq!((picture.width_px, picture.height_px), (7, 5));
        assert_eq!(picture.format, PictureFormat::Png);
    }

    #[test]
    fn a_png_that_shows_nothing_is_named() {
        let with_opacity = |last| {
            let mut bytes = Vec::new();
            let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
            encoder.set_color(png::ColorType::Rgba);
            let mut writer = encoder.write_header().unwrap();
            let pixels = [0, 0, 0, 0, 255, 255, 255, last];
            writer.write_image_data(&pixels).unwrap();
            writer.finish().unwrap();
            bytes
        };
        assert!(decode("a.png", with_opacity(1), &Fonts::default()).is_ok());
        assert!(wrong(with_opacity(0)).contains("transparent"));
    }

    #[test]
    fn a_png_that_is_cut_off_or_altered_is_named() {
        let whole = png(40, 40);
        for length in [8, 20, 33, 40, whole.len() - 13] {
            assert!(
                wrong(whole[..length].to_vec()).contains("damaged"),
                "{length}"
            );
        }
        let mut altered = whole;
        altered[50] ^= 0xff;
        assert!(wrong(altered).contains("damaged"));
    }

    #[test]
    fn a_png_that_states_too_many_pixels_is_not_decoded() {
        let mut bytes = png(1, 1);
        bytes[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        // The checksum of the header (ISO/IEC 15948, 5.3), so that only the size is at fault.
        let mut crc = 0xffff_ffff_u32;
        for byte in &bytes[12..29] {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 {
                    (crc >> 1) ^ 0xedb8_8320
                } else {
                    crc >> 1
                };
            }
        }
        bytes[29..33].copy_from_slice(&(!crc).to_be_bytes());
        assert!(wrong(bytes).contains("100 million"));
    }

    /// A grey JPEG of 16 × 9 pixels.
    const JPEG: &str = "\
        ffd8ffe000104a46494600010100000100010000ffdb004300a06e788c7864a08c828cb4aaa0bef0fffff0dcdc\
        f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
        c0000b080009001001011100ffc40014000100000000000000000000000000000000ffc4001410010000000000\
        0000000000000000000000ffda0008010100003f0000ffd9";

    fn jpeg() -> Vec<u8> {
        (0..JPEG.len() / 2)
            .map(|at| u8::from_str_radix(&JPEG[2 * at..2 * at + 2], 16).unwrap())
            .collect()
    }

    #[test]
    fn a_jpeg_is_measured() {
        let picture = decode("a.jpg", jpeg(), &Fonts::default()).unwrap().picture;
        assert_eq!((picture.width_px, picture.height_px), (16, 9));
        assert_eq!(picture.format, PictureFormat::Jpeg);
    }

    #[test]
    fn a_photograph_stands_upright_however_the_camera_was_held() {
        use super::super::orientation::tests::photograph;
        for (orientation, size) in [(1, (32, 16)), (3, (32, 16)), (6, (16, 32))] {
            let picture = decode("a.jpg", photograph(orientation), &Fonts::default())
                .unwrap()
                .picture;
            assert_eq!((picture.width_px, picture.height_px), size);
        }
        let as_it_is = photograph(1);
        let picture = decode("a.jpg", as_it_is.clone(), &Fonts::default())
            .unwrap()
            .picture;
        assert_eq!(*picture.bytes, as_it_is);
    }

    #[test]
    fn a_jpeg_that_is_cut_off_is_named() {
        let whole = jpeg();
        for length in [3, 40, 100, whole.len() - 3, whole.len() - 1] {
            assert!(
                wrong(whole[..length].to_vec()).contains("damaged"),
                "{length}"
            );
        }
    }

    #[test]
    fn what_stands_behind_the_end_of_a_jpeg_is_none_of_it() {
        let mut film = jpeg();
        film.extend(b"ftypmp42\xff\xda\xff\xd8 a film");
        assert!(decode("a.jpg", film, &Fonts::default()).is_ok());
        // The pair in a segment ends no image.
        let mut cut = jpeg();
        cut.splice(2..2, *b"\xff\xfe\x00\x06\xff\xda\xff\xd9");
        assert!(decode("a.jpg", cut.clone(), &Fonts::default()).is_ok());
        cut.truncate(cut.len() - 2);
        assert!(wrong(cut).contains("damaged"));
    }

    #[test]
    fn other_files_are_no_pictures() {
        assert!(wrong(b"GIF89a".to_vec()).contains("neither"));
        assert!(wrong(Vec::new()).contains("neither"));
        assert!(wrong(vec![0; LARGEST_FILE + 1]).contains("50 MB"));
    }
}
