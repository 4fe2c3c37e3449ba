//! Pictures as external objects, each once: images (§8.9.5), and drawings as forms (§8.10).

use super::string::name_item;
use super::{Error, colour_profile, drawings};
use crate::document::{Picture, PictureFormat};
use crate::fonts::Fonts;
use crate::jpeg;
use crate::svg::Drawing;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use printpdf::{DictItem, ExternalStream, ExternalXObject, PdfDocument, Px, XObject, XObjectId};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;
use zune_jpeg::zune_core::colorspace::ColorSpace;

/// How hard is tried to make pixels short, which make most of a file that has some.
const LEVEL: Compression = Compression::new(6);

/// The pictures that a file has already, by their bytes: what is the same picture under another name is there once.
pub(super) struct Register {
    /// Those of the words of drawings.
    fonts: Fonts,
    known: BTreeMap<Arc<[u8]>, XObjectId>,
}

impl Register {
    /// That of a file without pictures, the words of whose drawings are set in `fonts`.
    pub fn new(fonts: Fonts) -> Register {
        Register {
            fonts,
            known: BTreeMap::new(),
        }
    }

    /// Embeds a picture, or finds it among those embedded.
    pub fn add(&mut self, picture: &Picture, pdf: &mut PdfDocument) -> Result<XObjectId, Error> {
        if let Some(id) = self.known.get(&picture.bytes) {
            return Ok(id.clone());
        }
        let stream = match picture.format {
            PictureFormat::Png => png(&picture.bytes),
            PictureFormat::Jpeg => jpeg(picture),
            PictureFormat::Svg => drawing(picture, &self.fonts),
        }
        .map_err(|message| Error::Picture(picture.file.clone(), message))?;
        let id = XObjectId(format!("I{}", self.known.len()));
        let size = |pixels: u32| Some(Px(pixels as usize));
        let image = ExternalXObject {
            stream,
            width: size(picture.width_px),
            height: size(picture.height_px),
            dpi: None,
        };
        pdf.resources
            .xobjects
            .map
            .insert(id.clone(), XObject::External(image));
        self.known.insert(picture.bytes.clone(), id.clone());
        Ok(id)
    }
}

/// An image XObject of 8 bits a component, whose bytes `filter` has made short.
fn image(
    (width, height): (u32, u32),
    components: usize,
    content: Vec<u8>,
    filter: &str,
) -> ExternalStream {
    let space = match components {
        1 => "DeviceGray",
        _ => "DeviceRGB",
    };
    let dict = BTreeMap::from([
        ("Type".to_owned(), name_item("XObject")),
        ("Subtype".to_owned(), name_item("Image")),
        ("Width".to_owned(), DictItem::Int(i64::from(width))),
        ("Height".to_owned(), DictItem::Int(i64::from(height))),
        ("ColorSpace".to_owned(), name_item(space)),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
        ("Filter".to_owned(), name_item(filter)),
    ]);
    ExternalStream {
        dict,
        content,
        compress: false,
    }
}

/// An image whose RGB is what its own profile says, where it has one that can be used.
fn coloured(mut image: ExternalStream, profile: Option<&[u8]>) -> ExternalStream {
    if let Some(space) = profile.and_then(colour_profile::space) {
        image.dict.insert("ColorSpace".to_owned(), space);
    }
    image
}

/// Pixels, compressed as they come: as they are they take many times as much, and all pictures of a brief would stand
/// in memory together.
struct Pixels {
    components: usize,
    colours: ZlibEncoder<Vec<u8>>,
    /// None where pixels have none.
    opacities: Option<ZlibEncoder<Vec<u8>>>,
    is_opaque: bool,
    /// The colours and opacities of a row.
    row: (Vec<u8>, Vec<u8>),
}

impl Pixels {
    fn new(components: usize, has_alpha: bool) -> Pixels {
        Pixels {
            components,
            colours: ZlibEncoder::new(Vec::new(), LEVEL),
            opacities: has_alpha.then(|| ZlibEncoder::new(Vec::new(), LEVEL)),
            is_opaque: true,
            row: Default::default(),
        }
    }

    /// Adds pixels, each with its opacity where they have one.
    fn add(&mut self, pixels: &[u8]) -> io::Result<()> {
        let Some(mask) = &mut self.opacities else {
            return self.colours.write_all(pixels);
        };
        let (colours, opacities) = &mut self.row;
        colours.clear();
        opacities.clear();
        for pixel in pixels.chunks_exact(self.components + 1) {
            colours.extend_from_slice(&pixel[..self.components]);
            opacities.push(pixel[self.components]);
        }
        self.is_opaque &= opacities.iter().all(|opacity| *opacity == u8::MAX);
        self.colours.write_all(colours)?;
        mask.write_all(opacities)
    }

    /// The image of these pixels, with a soft mask (§11.6.5.3) where not all are opaque.
    fn finish(self, size: (u32, u32)) -> io::Result<ExternalStream> {
        const FILTER: &str = "FlateDecode";
        let mut whole = image(size, self.components, self.colours.finish()?, FILTER);
        if let Some(mask) = self.opacities.filter(|_| !self.is_opaque) {
            let stream = image(size, 1, mask.finish()?, FILTER);
            let mask = DictItem::Stream { stream };
            whole.dict.insert("SMask".to_owned(), mask);
        }
        Ok(whole)
    }
}

/// The pixels of a PNG, row by row unless it is interlaced.
fn png(bytes: &[u8]) -> Result<ExternalStream, String> {
    let mut decoder = png::Decoder::new(io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
    let (components, has_alpha) = match reader.output_color_type().0 {
        png::ColorType::Grayscale => (1, false),
        png::ColorType::GrayscaleAlpha => (1, true),
        png::ColorType::Rgba => (3, true),
        _ => (3, false),
    };
    let mut pixels = Pixels::new(components, has_alpha);
    let written = |error: io::Error| error.to_string();
    if reader.info().interlaced {
        let size = reader.output_buffer_size().ok_or("it is too large")?;
        let mut whole = vec![0; size];
        let info = reader
            .next_frame(&mut whole)
            .map_err(|error| error.to_string())?;
        pixels.add(&whole[..info.buffer_size()]).map_err(written)?;
    } else {
        while let Some(row) = reader.next_row().map_err(|error| error.to_string())? {
            pixels.add(row.data()).map_err(written)?;
        }
    }
    let info = reader.info();
    let image = pixels.finish((info.width, info.height)).map_err(written)?;
    // Where a file says that its colours are sRGB it is asked for no profile (ISO/IEC 15948, §11.3.3.5).
    let profile = info.icc_profile.as_deref();
    let profile = profile.filter(|_| components == 3 && info.srgb.is_none());
    Ok(coloured(image, profile))
}

/// A drawing as paths, or as pixels where it holds more than those can say.
fn drawing(picture: &Picture, fonts: &Fonts) -> Result<ExternalStream, String> {
    let drawing = Drawing::read(&picture.bytes, fonts).map_err(|fault| fault.to_string())?;
    if let Some(form) = drawings::form(drawing.tree()) {
        return Ok(form);
    }
    let painted = drawing.pixels(drawing.print_width());
    let (painted, size) = painted.ok_or("it cannot be painted")?;
    let mut pixels = Pixels::new(3, true);
    let mut rows = painted.chunks(4 * size.0 as usize);
    rows.try_for_each(|row| pixels.add(row))
        .and_then(|()| pixels.finish(size))
        .map_err(|error| error.to_string())
}

/// A JPEG as it is, where every reader sees the same colours in it: grey, or the luminance and chrominance that three
/// components are by default (§7.4.8, `ColorTransform`); else its pixels in RGB.
fn jpeg(picture: &Picture) -> Result<ExternalStream, String> {
    let bytes = picture.bytes.as_ref();
    let size = (picture.width_px, picture.height_px);
    let mut decoder = jpeg::decoder(bytes, ColorSpace::RGB);
    decoder
        .decode_headers()
        .map_err(|error| error.to_string())?;
    let profile = decoder.icc_profile();
    match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => Ok(image(size, 1, bytes.to_vec(), "DCTDecode")),
        Some(ColorSpace::YCbCr) => {
            let image = image(size, 3, bytes.to_vec(), "DCTDecode");
            Ok(coloured(image, profile.as_deref()))
        }
        _ => {
            let pixels = jpeg::decoder(bytes, ColorSpace::RGB)
                .decode()
                .map_err(|error| error.to_string())?;
            let expected = picture.width_px as usize * picture.height_px as usize * 3;
            if pixels.len() != expected {
                return Err(format!("{} bytes of colour, not {expected}", pixels.len()));
            }
            let mut compressed = Pixels::new(3, false);
            let written = compressed.add(&pixels);
            let image = written.and_then(|()| compressed.finish(size));
            let image = image.map_err(|error| error.to_string())?;
            Ok(coloured(image, profile.as_deref()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use png::{BitDepth, ColorType};
    use std::io::Read;

    fn encoded(
        colour: ColorType,
        depth: BitDepth,
        palette: Option<(&[u8], &[u8])>,
        data: &[u8],
    ) -> Picture {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
        encoder.set_color(colour);
        encoder.set_depth(depth);
        if let Some((colours, opacities)) = palette {
            encoder.set_palette(colours.to_vec());
            encoder.set_trns(opacities.to_vec());
        }
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(data).unwrap();
        writer.finish().unwrap();
        Picture {
            file: "a.png".to_owned(),
            bytes: Arc::from(bytes),
            format: PictureFormat::Png,
            width_px: 2,
            height_px: 1,
        }
    }

    /// The pixels of a picture, its colour space, and those of its soft mask.
    fn embedded(picture: &Picture) -> (Vec<u8>, Vec<u8>, Option<Vec<u8>>) {
        let stream = png(&picture.bytes).unwrap();
        let DictItem::Name(space) = &stream.dict["ColorSpace"] else {
            panic!("a colour space is a name")
        };
        let inflated = |stream: &ExternalStream| {
            let mut pixels = Vec::new();
            let mut decoder = flate2::read::ZlibDecoder::new(&stream.content[..]);
            decoder.read_to_end(&mut pixels).unwrap();
            pixels
        };
        let mask = stream.dict.get("SMask").map(|mask| match mask {
            DictItem::Stream { stream } => inflated(stream),
            _ => panic!("a soft mask is a stream"),
        });
        (inflated(&stream), space.clone(), mask)
    }

    #[test]
    fn png_of_every_kind_becomes_pixels_of_eight_bits() {
        let grey = b"DeviceGray".to_vec();
        let rgb = b"DeviceRGB".to_vec();
        let cases = [
            (
                encoded(ColorType::Grayscale, BitDepth::One, None, &[0b0100_0000]),
                (vec![0, 255], grey.clone(), None),
            ),
            (
                encoded(
                    ColorType::Grayscale,
                    BitDepth::Sixteen,
                    None,
                    &[18, 52, 86, 120],
                ),
                (vec![18, 86], grey.clone(), None),
            ),
            (
                encoded(
                    ColorType::GrayscaleAlpha,
                    BitDepth::Eight,
                    None,
                    &[1, 255, 2, 3],
                ),
                (vec![1, 2], grey, Some(vec![255, 3])),
            ),
            (
                encoded(ColorType::Rgb, BitDepth::Eight, None, &[1, 2, 3, 4, 5, 6]),
                (vec![1, 2, 3, 4, 5, 6], rgb.clone(), None),
            ),
            (
                encoded(
                    ColorType::Rgba,
                    BitDepth::Eight,
                    None,
                    &[1, 2, 3, 255, 4, 5, 6, 255],
                ),
                (vec![1, 2, 3, 4, 5, 6], rgb.clone(), None),
            ),
            (
                encoded(
                    ColorType::Indexed,
                    BitDepth::Eight,
                    Some((&[1, 2, 3, 4, 5, 6], &[0, 255])),
                    &[1, 0],
                ),
                (vec![4, 5, 6, 1, 2, 3], rgb, Some(vec![255, 0])),
            ),
        ];
        for (picture, expected) in cases {
            assert_eq!(embedded(&picture), expected);
        }
    }

    #[test]
    fn an_interlaced_png_is_put_together() {
        // Three by three: black, a white pixel in the middle, a grey one in the corner.
        let bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x03\x08\0\0\0\x01\x04D\xda\xf5\
            \0\0\0\x10IDAT\x08\xd7c``Ha\x80\x81\xff\x0c\0\x06\xbd\x01d\x01\x97\x8c!\0\0\0\0IEND\xaeB`\x82";
        let picture = Picture {
            bytes: Arc::from(&bytes[..]),
            ..encoded(ColorType::Grayscale, BitDepth::Eight, None, &[0, 0])
        };
        let pixels = vec![0, 0, 100, 0, 255, 0, 0, 0, 0];
        assert_eq!(embedded(&picture), (pixels, b"DeviceGray".to_vec(), None));
    }

    #[test]
    fn pixels_are_compressed_as_they_come() {
        let mut pixels = Pixels::new(3, true);
        for _ in 0..1000 {
            pixels.add(&[128; 4000]).unwrap();
        }
        let mask = pixels
            .opacities
            .as_ref()
            .map_or(0, |mask| mask.get_ref().len());
        let so_far = pixels.colours.get_ref().len() + mask;
        assert!((1..40_000).contains(&so_far), "{so_far} bytes");
    }

    #[test]
    fn a_jpeg_is_embedded_as_it_is() {
        let bytes = &include_bytes!("../../briefs/figures/aral-sea.jpg")[..];
        let picture = Picture {
            file: "aral-sea.jpg".to_owned(),
            bytes: Arc::from(bytes),
            format: PictureFormat::Jpeg,
            width_px: 1088,
            height_px: 493,
        };
        let stream = jpeg(&picture).unwrap();
        assert_eq!(stream.content, bytes);
        assert_eq!(stream.dict["Filter"], DictItem::Name(b"DCTDecode".to_vec()));
    }

    #[test]
    fn a_picture_has_the_colours_that_its_profile_says() {
        let profile = include_bytes!("../../fonts/sRGB.icc");
        let plain = &include_bytes!("../../briefs/figures/aral-sea.jpg")[..];
        let mut bytes = [&plain[..2], b"\xff\xe2"].concat();
        bytes.extend((16 + profile.len() as u16).to_be_bytes());
        bytes.extend_from_slice(b"ICC_PROFILE\0\x01\x01");
        bytes.extend_from_slice(profile);
        bytes.extend_from_slice(&plain[2..]);
        let of_jpeg = Picture {
            file: "aral-sea.jpg".to_owned(),
            bytes: Arc::from(bytes),
            format: PictureFormat::Jpeg,
            width_px: 1088,
            height_px: 493,
        };
        let of_png = |colour| {
            let mut info = png::Info::with_size(1, 1);
            info.color_type = colour;
            info.icc_profile = Some(profile.into());
            let mut bytes = Vec::new();
            let encoder = png::Encoder::with_info(&mut bytes, info).unwrap();
            let mut writer = encoder.write_header().unwrap();
            writer
                .write_image_data(&[1, 2, 3][..colour.samples()])
                .unwrap();
            writer.finish().unwrap();
            png(&bytes).unwrap()
        };
        let space = colour_profile::space(profile).unwrap();
        assert_eq!(jpeg(&of_jpeg).unwrap().dict["ColorSpace"], space);
        assert_eq!(of_png(ColorType::Rgb).dict["ColorSpace"], space);
        let grey = DictItem::Name(b"DeviceGray".to_vec());
        assert_eq!(of_png(ColorType::Grayscale).dict["ColorSpace"], grey);
    }

    #[test]
    fn a_picture_is_embedded_once_whatever_its_name() {
        let mut pdf = PdfDocument::new("");
        let mut register = Register::new(Fonts::default());
        let first = encoded(ColorType::Grayscale, BitDepth::Eight, None, &[1, 2]);
        let mut same = first.clone();
        same.file = "b.png".to_owned();
        let mut other = encoded(ColorType::Grayscale, BitDepth::Eight, None, &[3, 4]);
        other.file = first.file.clone();
        let ids = [&first, &same, &other].map(|one| register.add(one, &mut pdf).unwrap());
        assert_eq!(ids[0], ids[1]);
        assert_ne!(ids[0], ids[2]);
        assert_eq!(pdf.resources.xobjects.map.len(), 2);
    }

    #[test]
    fn a_broken_picture_is_an_error_that_names_it() {
        for format in [PictureFormat::Png, PictureFormat::Jpeg] {
            let picture = Picture {
                file: "broken".to_owned(),
                bytes: Arc::from(&b"\x89PNG\r\n\x1a\n"[..]),
                format,
                width_px: 1,
                height_px: 1,
            };
            let error = Register::new(Fonts::default())
                .add(&picture, &mut PdfDocument::new(""))
                .unwrap_err();
            assert!(error.to_string().contains("the picture broken"), "{error}");
        }
    }
}
