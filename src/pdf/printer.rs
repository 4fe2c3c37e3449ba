//! Having printpdf write the pages: their content one page after the other, so that no more than one page of
//! operators is in memory, then the frame that holds it, with the fonts and the pictures.

use super::Error;
use super::filters::Deflater;
use lopdf::{Dictionary, Document as File, Object, Stream};
use printpdf::serialize::to_lopdf_doc;
use printpdf::{Op, PdfDocument, PdfPage, PdfParseErrorSeverity, PdfSaveOptions};

/// A document that printpdf is writing.
pub(super) struct Printer {
    /// The pages, still without content, and what they share.
    pub frame: PdfDocument,
    /// A document of the page at hand and nothing else.
    sheet: PdfDocument,
    /// The content of the pages written.
    contents: Vec<Stream>,
    deflater: Deflater,
}

impl Printer {
    pub fn new(title: &str) -> Printer {
        Printer {
            frame: PdfDocument::new(title),
            sheet: PdfDocument::new(""),
            contents: Vec::new(),
            deflater: Deflater::new(),
        }
    }

    /// Writes the content of a page, which follows those written.
    pub fn page(&mut self, mut page: PdfPage) -> Result<(), Error> {
        let ops = std::mem::take(&mut page.ops);
        self.frame.pages.push(page.clone());
        page.ops = ops;
        self.sheet.pages = vec![page];
        // The fonts have no say in it: operators name them, and give the glyphs by the numbers in the file.
        let file = serialised(&self.sheet)?;
        let content = file.objects.into_values().find_map(|object| match object {
            Object::Stream(stream) => Some(stream.content),
            _ => None,
        });
        let mut stream = Stream::new(Dictionary::new(), content.unwrap_or_default());
        self.deflater.deflate(&mut stream);
        self.contents.push(stream);
        Ok(())
    }

    /// The file of all pages. Operators in `specimen` show each glyph of each font, for printpdf gives a font
    /// the widths and the texts of the glyphs that it sees; they are in no page of the file.
    pub fn finish(mut self, specimen: Vec<Op>) -> Result<File, Error> {
        drop(self.sheet);
        if let Some(first) = self.frame.pages.first_mut() {
            first.ops = specimen;
        }
        let mut file = serialised(&self.frame)?;
        let pages: Vec<_> = file.get_pages().into_values().collect();
        for (page, content) in pages.into_iter().zip(self.contents) {
            if let Some(id) = file.get_page_contents(page).into_iter().next() {
                file.set_object(id, content);
            }
        }
        Ok(file)
    }
}

fn serialised(pdf: &PdfDocument) -> Result<File, Error> {
    let save = PdfSaveOptions {
        subset_fonts: false,
        optimize: true,
        // Leaves out operators that printpdf has no name for; all content is ours.
        secure: false,
        ..PdfSaveOptions::default()
    };
    let mut warnings = Vec::new();
    let file = to_lopdf_doc(pdf, &save, &mut warnings);
    let error = warnings
        .into_iter()
        .find(|warning| warning.severity == PdfParseErrorSeverity::Error);
    match error {
        Some(error) => Err(Error::Assembly(error.msg)),
        None => Ok(file),
    }
}
