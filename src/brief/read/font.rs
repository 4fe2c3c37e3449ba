//! Fonts: is a file one that text can be set in, and that may be embedded? It is read here, so that no
//! later stage meets a broken one.

use crate::diagnostic::Diagnostic;
use crate::fonts::{FontFault, FontFile};
use std::sync::Arc;

/// The largest file, in bytes.
pub(super) const LARGEST_FILE: usize = 30_000_000;

/// The font in the file `name`.
pub(super) fn check(name: &str, bytes: Vec<u8>) -> Result<Arc<FontFile>, Diagnostic> {
    let unusable = |what, help: &str| Diagnostic::error("unusable-font", what).help(help);
    if bytes.len() > LARGEST_FILE {
        let megabytes = LARGEST_FILE / 1_000_000;
        let what = format!("the font `{name}` is larger than {megabytes} MB");
        return Err(unusable(what, "name a font for fewer scripts"));
    }
    FontFile::read(bytes).map(Arc::new).map_err(|fault| {
        let (what, help) = match fault {
            FontFault::NoFont => (
                "is no font that can be read",
                "name an OpenType or TrueType font, a file that ends in `.otf` or `.ttf`",
            ),
            FontFault::Compressed => (
                "is a font for web pages",
                "name the font as it is installed, a file that ends in `.otf` or `.ttf`",
            ),
            FontFault::Collection => (
                "is a collection of fonts",
                "name a file with one font in it, which ends in `.otf` or `.ttf`",
            ),
            FontFault::Variable => (
                "is a variable font",
                "name a static font of the same family: one file for each weight and style",
            ),
            FontFault::NoOutlines => (
                "has pictures in the place of outlines",
                "name a font whose letters are drawn with outlines",
            ),
            FontFault::NoMetrics => (
                "does not say how high its letters are",
                "name another font, or ask whoever made this one to mend its `hhea` table",
            ),
            FontFault::NoCharacters => (
                "does not say which characters its letters stand for",
                "name a font for Unicode text",
            ),
            FontFault::NoSpace => (
                "has no space to put between words",
                "name another font, or ask whoever made this one to add a space",
            ),
            FontFault::NoEmbedding => (
                "has a licence that forbids embedding it in a document (`fsType` in its table `OS/2`)",
                "name another font, or ask its maker for one that may be embedded",
            ),
            FontFault::NoSubset => (
                "has a licence that forbids embedding a part of it (`fsType` in its table `OS/2`)",
                "name another font, or ask its maker for one that may be embedded in part",
            ),
            FontFault::Broken => (
                "is damaged: no letters can be taken out of it",
                "install it again, or get it again from its maker",
            ),
        };
        unusable(format!("`{name}` {what}"), help)
    })
}
