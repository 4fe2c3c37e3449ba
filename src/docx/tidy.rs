//! What all parts need that docx-rs has made.

use super::xml::Element;
use super::{marks, schema};

/// Brings any part into the schema's order and takes out what docx-rs leaves empty.
pub(super) fn tidy(root: &mut Element) {
    root.walk(&mut |element| {
        // Changes with every paragraph made in the process, and is nothing to anybody.
        element.attributes.retain(|(name, _)| name != "w14:paraId");
        if matches!(element.name.as_str(), "w:style" | "w:lvl" | "w:pPrDefault")
            && let Some(paragraph) = element.find_mut("w:pPr")
        {
            paragraph.retain(|e| e.name != "w:rPr");
        }
        let is_default = element.name.ends_with("Default");
        element.retain(|e| {
            let is_bag = matches!(e.name.as_str(), "w:rPr" | "w:pPr" | "w:tcPr" | "w:trPr");
            is_default || !is_bag || !e.children.is_empty()
        });
        match element.name.as_str() {
            "w:gridCol" => element.attributes.retain(|(name, _)| name != "w:type"),
            "w:rPr" => marks::decode(element),
            _ => {}
        }
        schema::order(element);
    });
}
