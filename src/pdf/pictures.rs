//! Pictures as image XObjects (§8.9.5), each once.

use super::Error;
use crate::document::{Picture, PictureFormat};
use printpdf::{DictItem, ExternalStream, ExternalXObject, PdfDocument, Px, XObject, XObjectId};
use std::collections::BTreeMap;
use std::sync::Arc;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The pictures that a file has already, by their bytes: what is the same picture under another name is there once.
#[derive(Default)]
pub(super) struct Register {
    known: BTreeMap<Arc<[u8]>, XObjectId>,
}

impl Register {
    /// Embeds a picture, or finds it among those embedded.
    pub fn add(&mut self, picture: &Picture, pdf: &mut PdfDocument) -> Result<XObjectId, Error> {
        if let Some(id) = self.known.get(&picture.bytes) {
            return Ok(id.clone());
        }
        let stream = match picture.format {
            PictureFormat::Png => png(picture),
            PictureFormat::Jpeg => jpeg(picture),
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

/// An image XObject of 8 bits a component.
fn image(
    width: u32,
    height: u32,
    components: usize,
    content: Vec<u8>,
    compress: bool,
) -> ExternalStream {
    let name = |value: &str| DictItem::Name(value.as_bytes().to_vec());
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), DictItem::Int(i64::from(width))),
        ("Height".to_owned(), DictItem::Int(i64::from(height))),
        (
            "ColorSpace".to_owned(),
            name(if components == 1 {
                "DeviceGray"
            } else {
                "DeviceRGB"
            }),
        ),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
    ]);
    ExternalStream {
        dict,
        content,
        compress,
    }
}

/// The pixels of a PNG, an alpha channel as a soft mask (§11.6.5.3).
fn png(picture: &Picture) -> Result<ExternalStream, String> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(picture.bytes.as_ref()));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
    let size = reader.output_buffer_size().ok_or("it is too large")?;
    let mut pixels = vec![0; size];
    let info = reader
        .next_frame(&mut pixels)
        .map_err(|error| error.to_string())?;
    pixels.truncate(info.buffer_size());
    let (colours, has_alpha) = match info.color_type {
        png::ColorType::Grayscale => (1, false),
        png::ColorType::GrayscaleAlpha => (1, true),
        png::ColorType::Rgba => (3, true),
        _ => (3, false),
    };
    if !has_alpha {
        return Ok(image(info.width, info.height, colours, pixels, true));
    }
    let mut colour = Vec::with_capacity(pixels.len());
    let mut alpha = Vec::with_capacity(pixels.len() / (colours + 1));
    for pixel in pixels.chunks_exact(colours + 1) {
        colour.extend_from_slice(&pixel[..colours]);
        alpha.push(pixel[colours]);
    }
    let mut whole = image(info.width, info.height, colours, colour, true);
    if alpha.iter().any(|opacity| *opacity != u8::MAX) {
        let mask = image(info.width, info.height, 1, alpha, true);
        whole
            .dict
            .insert("SMask".to_owned(), DictItem::Stream { stream: mask });
    }
    Ok(whole)
}

/// A JPEG as it is, where every reader sees the same colours in it: grey, or the luminance and chrominance that three
/// components are by default (§7.4.8, `ColorTransform`); else its pixels in RGB.
fn jpeg(picture: &Picture) -> Result<ExternalStream, String> {
    let bytes = picture.bytes.as_ref();
    let mut decoder = JpegDecoder::new(ZCursor::new(bytes));
    decoder
        .decode_headers()
        .map_err(|error| error.to_string())?;
    let components = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => 1,
        Some(ColorSpace::YCbCr) => 3,
        _ => {
            let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
            let pixels = JpegDecoder::new_with_options(ZCursor::new(bytes), options)
                .decode()
                .map_err(|error| error.to_string())?;
            let expected = picture.width_px as usize * picture.height_px as usize * 3;
            if pixels.len() != expected {
                return Err(format!("{} bytes of colour, not {expected}", pixels.len()));
            }
            return Ok(image(picture.width_px, picture.height_px, 3, pixels, true));
        }
    };
    let mut stream = image(
        picture.width_px,
        picture.height_px,
        components,
        bytes.to_vec(),
        false,
    );
    stream
        .dict
        .insert("Filter".to_owned(), DictItem::Name(b"DCTDecode".to_vec()));
    Ok(stream)
}
