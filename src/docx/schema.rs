//! The order that the schema of WordprocessingML (ECMA-376-1, annex A.1) gives the children of an
//! element, for the elements whose children docx-rs writes in another.

use super::xml::{Content, Element};

/// Elements and the names of their children in the order of the schema's sequence.
const SEQUENCES: &[(&str, &str)] = &[
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers \
         pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE \
         autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents \
         suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle \
         rPr sectPr pPrChange",
    ),
    (
        "w:rPr",
        "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline \
         shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz \
         szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout \
         specVanish oMath rPrChange",
    ),
    (
        "w:style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed \
         qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr \
         tblStylePr",
    ),
    (
        "w:tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc \
         tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption \
         tblDescription tblPrChange",
    ),
    (
        "w:tcPr",
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText \
         vAlign hideMark",
    ),
    (
        "w:trPr",
        "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader \
         tblCellSpacing jc hidden ins del trPrChange",
    ),
    ("w:numPr", "ilvl numId ins"),
    ("w:num", "abstractNumId lvlOverride"),
    (
        "w:lvl",
        "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    ),
    (
        "w:abstractNum",
        "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    ),
    (
        "w:sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders \
         lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter \
         docGrid printerSettings sectPrChange",
    ),
    (
        "w:sdtPr",
        "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex",
    ),
    ("w:tblCellMar", "top start left bottom end right"),
    ("w:tcMar", "top start left bottom end right"),
    (
        "w:tblBorders",
        "top start left bottom end right insideH insideV",
    ),
    (
        "w:tcBorders",
        "top start left bottom end right insideH insideV tl2br tr2bl",
    ),
    ("w:pBdr", "top left bottom right between bar"),
];

/// Puts the children of `element` into the schema's order; those of the same name keep theirs.
pub(super) fn order(element: &mut Element) {
    if element.children.len() < 2 {
        return;
    }
    let Some((_, sequence)) = SEQUENCES.iter().find(|(name, _)| *name == element.name) else {
        return;
    };
    element.children.sort_by_cached_key(|child| match child {
        Content::Element(child) => child
            .name
            .strip_prefix("w:")
            .and_then(|name| sequence.split_whitespace().position(|n| n == name))
            .unwrap_or(usize::MAX),
        Content::Text(_) => 0,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_stand_in_the_order_of_the_schema() {
        let mut properties = Element::new("w:rPr");
        for name in ["w:lang", "w14:numForm", "w:sz", "w:rStyle", "w:b"] {
            properties.push(Element::new(name));
        }
        order(&mut properties);
        let names: Vec<&str> = properties.elements().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["w:rStyle", "w:b", "w:sz", "w:lang", "w14:numForm"]);
    }

    #[test]
    fn children_of_one_name_keep_their_order() {
        let mut numbering = Element::new("w:abstractNum");
        for level in ["0", "1", "2"] {
            numbering.push(Element::new("w:lvl").with("w:ilvl", level));
        }
        numbering.push(Element::valued("w:multiLevelType", "multilevel"));
        order(&mut numbering);
        let levels: Vec<Option<&str>> = numbering
            .elements()
            .map(|e| e.attribute("w:ilvl"))
            .collect();
        assert_eq!(levels, [None, Some("0"), Some("1"), Some("2")]);
    }
}
