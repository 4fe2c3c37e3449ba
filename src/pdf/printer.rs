//! Having printpdf write the pages: their content one page after the other, so that no more than one page of
//! operators is in memory, then the frame that holds it, with the pictures.

use super::Error;
use super::filters::{self, Deflater};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use printpdf::serialize::to_lopdf_doc;
use printpdf::{PdfDocument, PdfPage, PdfParseErrorSeverity, PdfSaveOptions};
use std::collections::BTreeMap;

/// A document that printpdf is writing.
pub(super) struct Printer<'d> {
    /// The pages, still without content, and what they share.
    pub frame: PdfDocument,
    /// A document of the page at hand and nothing else.
    sheet: PdfDocument,
    /// The content of the pages written.
    contents: Vec<Stream>,
    deflater: &'d mut Deflater,
}

/// What printpdf has written.
pub(super) struct Printed {
    /// The catalog, which is still to be completed.
    pub catalog: (ObjectId, Dictionary),
    /// The pages, which are too.
    pub pages: Vec<(ObjectId, Dictionary)>,
    /// The dictionary of the fonts among their resources, which is empty.
    pub fonts: ObjectId,
    /// All other objects.
    pub others: BTreeMap<ObjectId, Object>,
    /// The largest number of an object.
    pub last: u32,
}

impl Printer<'_> {
    pub fn new<'d>(title: &str, deflater: &'d mut Deflater) -> Printer<'d> {
        Printer {
            frame: PdfDocument::new(title),
            sheet: PdfDocument::new(""),
            contents: Vec::new(),
            deflater,
        }
    }

    /// Writes the content of a page, which follows those written.
    ///
    /// # Errors
    /// Where printpdf writes none.
    pub fn page(&mut self, mut page: PdfPage) -> Result<(), Error> {
        let ops = std::mem::take(&mut page.ops);
        self.frame.pages.push(page.clone());
        page.ops = ops;
        self.sheet.pages = vec![page];
        // The fonts have no say in it: operators name them, and give the glyphs by the numbers in the file.
        let mut file = serialised(&self.sheet)?;
        let page = file.page_iter().next();
        let id = page.and_then(|page| file.get_page_contents(page).first().copied());
        let Some(Object::Stream(written)) = id.and_then(|id| file.objects.remove(&id)) else {
            return Err(Error::Assembly("a page has no content".to_owned()));
        };
        let mut stream = Stream::new(Dictionary::new(), written.content);
        filters::deflate(&mut stream, self.deflater);
        self.contents.push(stream);
        Ok(())
    }

    /// The file of all pages.
    ///
    /// # Errors
    /// Where printpdf writes none that is one.
    pub fn finish(self) -> Result<Printed, Error> {
        drop(self.sheet);
        let mut file = serialised(&self.frame)?;
        let pages: Vec<_> = file.get_pages().into_values().collect();
        for (page, content) in pages.into_iter().zip(self.contents) {
            if let Some(id) = file.get_page_contents(page).into_iter().next() {
                file.set_object(id, content);
            }
        }
        Printed::of(file)
    }
}

impl Printed {
    /// Takes the file apart.
    fn of(mut file: Document) -> Result<Printed, Error> {
        let missing = |error: lopdf::Error| Error::Assembly(error.to_string());
        let page_ids: Vec<ObjectId> = file.page_iter().collect();
        let root = file.trailer.get(b"Root").and_then(Object::as_reference);
        let root = root.map_err(missing)?;
        // Ours is made from the metadata.
        if let Ok(info) = file.trailer.get(b"Info").and_then(Object::as_reference) {
            file.objects.remove(&info);
        }
        let fonts = page_ids.first().and_then(|page| {
            let (resources, ids) = file.get_page_resources(*page).ok()?;
            let resources = resources.or_else(|| file.get_dictionary(*ids.first()?).ok())?;
            resources.get(b"Font").and_then(Object::as_reference).ok()
        });
        let mut take = |id: ObjectId| match file.objects.remove(&id) {
            Some(Object::Dictionary(dictionary)) => Ok((id, dictionary)),
            _ => Err(missing(lopdf::Error::ObjectNotFound(id))),
        };
        let fonts = fonts.ok_or_else(|| missing(lopdf::Error::PageNumberNotFound(1)))?;
        // The fonts are added later, under the number of what stands in their place.
        take(fonts)?;
        Ok(Printed {
            catalog: take(root)?,
            pages: page_ids.into_iter().map(take).collect::<Result<_, _>>()?,
            fonts,
            last: file.max_id,
            others: file.objects,
        })
    }
}

fn serialised(pdf: &PdfDocument) -> Result<Document, Error> {
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
