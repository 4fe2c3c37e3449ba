//! Word's styles, set as the theme says. Built-in names wherever Word has one for the purpose, so
//! that a document can be restyled, navigated and read aloud as any other.

use super::numbering;
use super::style_ids::*;
use super::tidy::tidy;
use super::xml::{self, Element};
use super::{Error, complex_script, is_right_to_left};
use crate::document::Language;
use crate::fonts::Face;
use crate::length::Length;
use crate::theme::{StyleName, Theme};
use docx_rs::{
    AlignmentType, BorderType, IndentLevel, LineSpacing, LineSpacingType, NumberingId,
    ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, ParagraphProperty, RunProperty,
    SpecialIndentType, Style, StyleType, Tab, TabValueType, TableCellMargins, TableProperty,
    TextAlignmentType, VertAlignType,
};

/// All paragraph, character and table styles that docx-rs can write.
pub(super) fn all(theme: &Theme) -> Vec<Style> {
    let mut styles = paragraph_styles(theme);
    styles.extend(list_styles(theme));
    styles.extend(character_styles(theme));
    let margins = cell_margins(theme, theme.cell_padding_inline);
    let tables = [(TABLE, "Brief Table"), (TABLE_PLAIN, "Brief Table Plain")];
    styles.extend(tables.map(|(id, name)| {
        Style::new(id, StyleType::Table)
            .name(name)
            .based_on("TableNormal")
            .ui_priority(59)
            .table_property(TableProperty::without_borders().set_margins(margins.clone()))
    }));
    styles
}

/// The space inside a cell, `inline` of it before and after the words.
pub(super) fn cell_margins(theme: &Theme, inline: Length) -> TableCellMargins {
    let twips = |length: Length| length.to_twips().max(0) as usize;
    let (block, inline) = (twips(theme.cell_padding_block), twips(inline));
    TableCellMargins::new().margin(block, inline, block, inline)
}

fn paragraph_styles(theme: &Theme) -> Vec<Style> {
    let designed = |id: &str, name: &str, design| designed(theme, id, name, design);
    let mut styles = vec![
        designed("BodyText", "Body Text", StyleName::Body).next("BodyText"),
        Style::new(BODY_INDENTED, StyleType::Paragraph)
            .name("Body Text Indent")
            .based_on("BodyText")
            .next(BODY_INDENTED)
            .indent(Some(theme.list_indent.to_twips() as i32), None, None, None),
        masthead(theme),
        designed("Title", "Title", StyleName::Title)
            .next("Subtitle")
            .ui_priority(10),
        smaller_title(theme, 1, "Brief Title Medium"),
        smaller_title(theme, 2, "Brief Title Small"),
        designed("Subtitle", "Subtitle", StyleName::Subtitle).ui_priority(11),
        facts(theme),
        facts_continued(theme),
        terms(theme),
        designed("BriefSummary", "Brief Summary", StyleName::Summary).next("BriefSummary"),
        summary_item(theme),
        designed(
            "BriefRecommendation",
            "Brief Recommendation",
            StyleName::Recommendation,
        )
        .next("BriefRecommendation"),
        designed("BriefAttributes", "Brief Attributes", StyleName::Attributes),
        Style::new(ITEM_ATTRIBUTES, StyleType::Paragraph)
            .name("Brief Item Attributes")
            .based_on("BriefAttributes")
            .indent(Some(theme.list_indent.to_twips() as i32), None, None, None),
        designed(
            "BriefSmallPrint",
            "Brief Small Print",
            StyleName::SmallPrint,
        )
        .next("BriefSmallPrint"),
        designed(
            "BriefFundingStatement",
            "Brief Funding Statement",
            StyleName::FundingStatement,
        )
        .next("BriefDisclaimer"),
        designed("BriefDisclaimer", "Brief Disclaimer", StyleName::Disclaimer)
            .next("BriefSmallPrint"),
        emblem(theme),
        logos(theme),
        designed("BriefSource", "Brief Source", StyleName::Source),
        caption(theme),
        designed(FOOTNOTE_TEXT, "footnote text", StyleName::Note)
            .next(FOOTNOTE_TEXT)
            .ui_priority(99),
        Style::new("Header", StyleType::Paragraph)
            .name("header")
            .based_on(FOOTER)
            .ui_priority(99),
        footer(theme),
        closing_heading(theme),
        figure(theme),
        designed(TABLE_HEADING, "Brief Table Heading", StyleName::TableHeader).next(TABLE_HEADING),
        at_end(
            TABLE_HEADING_NUMBER,
            "Brief Table Heading Number",
            TABLE_HEADING,
        ),
        designed(TABLE_TEXT, "Brief Table Text", StyleName::TableCell).next(TABLE_TEXT),
        at_end(TABLE_NUMBER, "Brief Table Number", TABLE_TEXT),
        Style::new(TABLE_DECIMAL, StyleType::Paragraph)
            .name("Brief Table Decimal")
            .based_on(TABLE_TEXT)
            .next(TABLE_DECIMAL),
    ];
    styles.extend(smaller_cells(theme));
    styles.extend((1..=9).map(|level| {
        let design = if level == 1 {
            StyleName::SectionHeading
        } else {
            StyleName::QuestionHeading
        };
        let mut style = designed(&heading(level), &format!("heading {level}"), design)
            .outline_lvl(usize::from(level) - 1)
            .next("BodyText")
            .ui_priority(9);
        style.paragraph_property = style.paragraph_property.keep_lines(true);
        style
    }));
    styles
}

/// A title that is too long for the usual size.
fn smaller_title(theme: &Theme, step: usize, name: &str) -> Style {
    let design = theme.title_steps()[step];
    Style::new(title(step), StyleType::Paragraph)
        .name(name)
        .based_on(title(0))
        .next("Subtitle")
        .line_spacing(
            LineSpacing::new()
                .line(design.leading.to_twips() as i32)
                .line_rule(LineSpacingType::Exact),
        )
        .size(design.size.to_half_points() as usize)
}

/// The words of tables that have no room in the usual size: styles that nobody has to choose.
fn smaller_cells(theme: &Theme) -> Vec<Style> {
    const STYLES: [(&str, &str); 5] = [
        (TABLE_HEADING, "Brief Table Heading"),
        (TABLE_HEADING_NUMBER, "Brief Table Heading Number"),
        (TABLE_TEXT, "Brief Table Text"),
        (TABLE_NUMBER, "Brief Table Number"),
        (TABLE_DECIMAL, "Brief Table Decimal"),
    ];
    let steps = CELL_SIZES.into_iter().zip(theme.table_styles()).skip(1);
    let styles = steps.flat_map(|(size, styles)| {
        STYLES.map(|(base, name)| {
            let design = match base {
                TABLE_HEADING | TABLE_HEADING_NUMBER => styles.header,
                _ => styles.cell,
            };
            let id = base.to_owned() + size;
            let style = Style::new(&id, StyleType::Paragraph)
                .name(format!("{name} {size}"))
                .based_on(base)
                .next(id)
                .line_spacing(
                    LineSpacing::new()
                        .line(design.leading.to_twips() as i32)
                        .line_rule(LineSpacingType::AtLeast),
                )
                .size(design.size.to_half_points() as usize);
            Style {
                q_format: false,
                ..style
            }
        })
    });
    styles.collect()
}

/// The line of an emblem and its statement, which stands beside the middle of it.
fn emblem(theme: &Theme) -> Style {
    let style = Style::new(EMBLEM, StyleType::Paragraph)
        .name("Brief Emblem")
        .based_on("BriefFundingStatement")
        .next("BriefDisclaimer");
    let mut style = hanging(style, theme.facts_indent);
    style.paragraph_property = style
        .paragraph_property
        .text_alignment(TextAlignmentType::Center);
    style
}

/// The line above the title, over a rule, with a stop at its end.
fn masthead(theme: &Theme) -> Style {
    let mut style = designed(
        theme,
        "BriefMasthead",
        "Brief Masthead",
        StyleName::Masthead,
    )
    .next("Title");
    let rule = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .size(eighths(theme.rule))
        .space(1)
        .color(theme.accent.to_hex());
    style.paragraph_property = ruled(at_measure(style.paragraph_property, theme), rule);
    style
}

/// The first heading of the matter at the end, under a rule.
fn closing_heading(theme: &Theme) -> Style {
    let mut style = Style::new(CLOSING_HEADING, StyleType::Paragraph)
        .name("Brief Closing Heading")
        .based_on(heading(1))
        .next("BriefSmallPrint");
    let rule = ParagraphBorder::new(ParagraphBorderPosition::Top)
        .size(eighths(theme.hairline))
        .space(theme.grid.to_pt().round() as usize)
        .color(theme.quiet.to_hex());
    style.paragraph_property = ruled(style.paragraph_property, rule);
    style
}

fn footer(theme: &Theme) -> Style {
    let mut style = designed(theme, FOOTER, "footer", StyleName::RunningFoot).ui_priority(99);
    style.paragraph_property = at_measure(style.paragraph_property, theme);
    style
}

/// Facts: a label, and behind a tab what it is of.
fn facts(theme: &Theme) -> Style {
    let style = designed(theme, FACTS, "Brief Facts", StyleName::Fact).next(FACTS);
    hanging(style, theme.facts_indent)
}

/// A style whose first line begins so far before the others, and has a stop where they begin.
fn hanging(style: Style, indent: Length) -> Style {
    let indent = indent.to_twips() as i32;
    let special = Some(SpecialIndentType::Hanging(indent));
    let mut style = style.indent(Some(indent), special, None, None);
    let tab = Tab::new().val(TabValueType::Left).pos(indent as usize);
    style.paragraph_property = style.paragraph_property.add_tab(tab);
    style
}

fn facts_continued(theme: &Theme) -> Style {
    let indent = theme.facts_indent.to_twips() as i32;
    let not_hanging = Some(SpecialIndentType::FirstLine(0));
    Style::new(FACTS_CONTINUED, StyleType::Paragraph)
        .name("Brief Facts Continued")
        .based_on(FACTS)
        .next(FACTS)
        .line_spacing(LineSpacing::new().before(0))
        .indent(Some(indent), not_hanging, None, None)
}

/// An item of a list in the summary: as close to the next as items of other lists are.
fn summary_item(theme: &Theme) -> Style {
    let space = theme.style(StyleName::ListItem).space_after;
    Style::new(SUMMARY_ITEM, StyleType::Paragraph)
        .name("Brief Summary Item")
        .based_on("BriefSummary")
        .next(SUMMARY_ITEM)
        .line_spacing(LineSpacing::new().after(space.to_twips().max(0) as u32))
}

/// Terms with what they stand for: closer than facts, since they are looked up.
fn terms(theme: &Theme) -> Style {
    let space = theme.style(StyleName::ListItem).space_after;
    Style::new(TERMS, StyleType::Paragraph)
        .name("Brief Terms")
        .based_on(FACTS)
        .next(TERMS)
        .line_spacing(LineSpacing::new().before(space.to_twips().max(0) as u32))
}

fn caption(theme: &Theme) -> Style {
    let mut style = designed(theme, CAPTION, "caption", StyleName::Caption).ui_priority(35);
    // The words of a caption are plain; its label is semibold by a style of its own.
    style.run_property = run_property(theme, StyleName::Caption, Face::SansRegular);
    // A colleague's own caption may stand below; Word sets that on the paragraph.
    style.paragraph_property.keep_next = None;
    style
}

/// With a stop at the end of the line.
fn at_measure(property: ParagraphProperty, theme: &Theme) -> ParagraphProperty {
    let measure = theme.single_column.measure().to_twips() as usize;
    property.add_tab(Tab::new().val(TabValueType::Right).pos(measure))
}

/// With one rule.
fn ruled(property: ParagraphProperty, rule: ParagraphBorder) -> ParagraphProperty {
    property.set_borders(ParagraphBorders::with_empty().set(rule.val(BorderType::Single)))
}

/// The line of several logos, on one page with the words that belong to them.
fn logos(theme: &Theme) -> Style {
    let space = theme.grid.to_twips() as u32;
    let mut style = Style::new(LOGOS, StyleType::Paragraph)
        .name("Brief Logos")
        .based_on("Normal")
        .next("BriefFundingStatement")
        .line_spacing(LineSpacing::new().before(space * 2).after(0));
    style.paragraph_property = style
        .paragraph_property
        .keep_next(true)
        .text_alignment(TextAlignmentType::Center);
    style
}

/// The thickness of a rule in eighths of a point (ECMA-376-1 §17.18.2).
fn eighths(thickness: Length) -> usize {
    (thickness.to_pt() * 8.0).round() as usize
}

/// The line of a picture: as high as the picture.
fn figure(theme: &Theme) -> Style {
    let space = theme.grid.to_twips() as u32;
    Style::new(FIGURE, StyleType::Paragraph)
        .name("Brief Figure")
        .based_on("Normal")
        .next(CAPTION)
        .line_spacing(
            LineSpacing::new()
                .before(space)
                .after(space)
                .line(240)
                .line_rule(LineSpacingType::Auto),
        )
}

/// A style like `base` for numbers. In transitional documents “right” means the end of the line,
/// whichever way the line runs (ECMA-376-4 §14.11.2).
fn at_end(id: &str, name: &str, base: &str) -> Style {
    Style::new(id, StyleType::Paragraph)
        .name(name)
        .based_on(base)
        .next(id)
        .align(AlignmentType::Right)
}

fn list_styles(theme: &Theme) -> Vec<Style> {
    let mut styles = Vec::new();
    let numbered = |suffix: usize| match suffix {
        0 => String::new(),
        level => format!(" {}", level + 1),
    };
    for (bulleted, name, number) in [
        (true, "List Bullet", numbering::BULLETS),
        (false, "List Number", numbering::NUMBERS),
    ] {
        for level in 0..LIST_LEVELS {
            let id = list(bulleted, level);
            let name = name.to_owned() + &numbered(level);
            // Enter must give the next item, not leave the list.
            let mut style = designed(theme, &id, &name, StyleName::ListItem).next(&id);
            style.paragraph_property = style
                .paragraph_property
                .numbering(NumberingId::new(number), IndentLevel::new(level));
            styles.push(style);
        }
    }
    for level in 0..LIST_LEVELS {
        let indent = theme.list_indent * (level as i64 + 1);
        let id = list_continue(level);
        let name = "List Continue".to_owned() + &numbered(level);
        styles.push(
            designed(theme, &id, &name, StyleName::ListItem)
                .next(&id)
                .indent(Some(indent.to_twips() as i32), None, None, None),
        );
    }
    styles
}

fn character_styles(theme: &Theme) -> Vec<Style> {
    let character = |id: &str, name: &str| Style::new(id, StyleType::Character).name(name);
    let mut footnote_reference =
        character(FOOTNOTE_REFERENCE, "footnote reference").ui_priority(99);
    footnote_reference.run_property = footnote_reference
        .run_property
        .vert_align(VertAlignType::SuperScript);
    let mut term = character(TERM, "Brief Term");
    let face = theme.style(StyleName::FactTerm).face;
    term.run_property = run_property(theme, StyleName::FactTerm, face);
    vec![
        character(EMPHASIS, "Emphasis").italic().ui_priority(20),
        character(STRONG, "Strong").bold().ui_priority(22),
        character(STRONG_EMPHASIS, "Intense Emphasis")
            .bold()
            .italic()
            .ui_priority(21),
        character(HYPERLINK, "Hyperlink")
            .color(theme.accent.to_hex())
            .underline("single")
            .ui_priority(99),
        footnote_reference,
        term,
        character(LABEL, "Brief Label")
            .bold()
            .color(theme.accent.to_hex()),
    ]
}

/// A paragraph style with all that the theme says of `design`.
fn designed(theme: &Theme, id: &str, name: &str, design: StyleName) -> Style {
    let style = theme.style(design);
    let twips = |length: Length| length.to_twips().max(0) as u32;
    // “At least”: a fallback font keeps the design's lines, and larger type is not cut off. Only
    // display sizes are set tighter than their fonts would have it.
    let rule = if matches!(design, StyleName::Title | StyleName::Subtitle) {
        LineSpacingType::Exact
    } else {
        LineSpacingType::AtLeast
    };
    let mut word = Style::new(id, StyleType::Paragraph)
        .name(name)
        .based_on("Normal")
        .next("BodyText")
        .line_spacing(
            LineSpacing::new()
                .before(twips(style.space_before))
                .after(twips(style.space_after))
                .line(style.leading.to_twips() as i32)
                .line_rule(rule),
        );
    if style.keep_with_next {
        word.paragraph_property = word.paragraph_property.keep_next(true);
    }
    word.run_property = run_property(theme, design, style.face);
    word
}

fn run_property(theme: &Theme, design: StyleName, face: Face) -> RunProperty {
    let style = theme.style(design);
    let mut property = RunProperty::new()
        .fonts(complex_script::fonts(theme, face.family()))
        .size(style.size.to_half_points() as usize)
        .color(style.colour.to_hex());
    if face.is_bold() {
        property = property.bold();
    }
    if face.is_italic() {
        property = property.italic();
    }
    property
}

/// The paragraph property that indents a paragraph inside a list where no style does.
pub(super) fn indented(property: ParagraphProperty, indent: Length) -> ParagraphProperty {
    property.indent(Some(indent.to_twips() as i32), None, None, None)
}

/// Completes the part of styles: the defaults of the document and of each kind of style, and what a
/// table's header row looks like.
pub(super) fn finish(part: &[u8], theme: &Theme, language: &Language) -> Result<Vec<u8>, Error> {
    let mut root = xml::parse(part)?;
    if let Some(defaults) = root.find_mut("w:docDefaults") {
        let run = defaults.find_or_push("w:rPrDefault").find_or_push("w:rPr");
        run.push(Element::valued("w:color", &theme.ink.to_hex()));
        run.push(language_element("w:lang", language));
        let paragraph = defaults.find_or_push("w:pPrDefault").find_or_push("w:pPr");
        paragraph.push(Element::new("w:widowControl"));
    }
    for style in root.elements_mut().filter(|e| e.name == "w:style") {
        match style.attribute("w:styleId") {
            Some("Normal") => style.set("w:default", "1"),
            // The style of every text, and what Word offers in its gallery without being asked.
            Some(
                FOOTNOTE_REFERENCE | HYPERLINK | FOOTNOTE_TEXT | FOOTER | "Header" | TABLE
                | TABLE_PLAIN,
            ) => {
                style.retain(|e| e.name != "w:qFormat");
            }
            _ => {}
        }
        if style.attribute("w:type") == Some("table") {
            finish_table(style, theme);
        }
    }
    let position = 1 + root
        .children
        .iter()
        .position(
            |c| matches!(c, xml::Content::Element(e) if e.attribute("w:default") == Some("1")),
        )
        .unwrap_or(0);
    if is_right_to_left(language) {
        complex_script::set_styles(&mut root, theme);
    }
    let defaults = default_styles().into_iter().map(xml::Content::Element);
    root.children.splice(position..position, defaults);
    tidy(&mut root);
    Ok(root.to_xml())
}

/// The styles that Word takes where a run, a table or a paragraph names none.
fn default_styles() -> [Element; 3] {
    let style = |kind: &str, id: &str, name: &str, priority: &str| {
        Element::new("w:style")
            .with("w:type", kind)
            .with("w:default", "1")
            .with("w:styleId", id)
            .child(Element::valued("w:name", name))
            .child(Element::valued("w:uiPriority", priority))
            .child(Element::new("w:semiHidden"))
            .child(Element::new("w:unhideWhenUsed"))
    };
    let width =
        |side: &str, twips: &str| Element::new(side).with("w:w", twips).with("w:type", "dxa");
    [
        style(
            "character",
            "DefaultParagraphFont",
            "Default Paragraph Font",
            "1",
        ),
        style("table", "TableNormal", "Normal Table", "99").child(
            Element::new("w:tblPr").child(width("w:tblInd", "0")).child(
                Element::new("w:tblCellMar")
                    .child(width("w:top", "0"))
                    .child(width("w:left", "108"))
                    .child(width("w:bottom", "0"))
                    .child(width("w:right", "108")),
            ),
        ),
        style("numbering", "NoList", "No List", "99"),
    ]
}

/// Rules below the header row, between the rows and below the table; headers stand on the rule below them,
/// and those of rows stand out, but where the style is the plain one.
fn finish_table(style: &mut Element, theme: &Theme) {
    let rule = |side: &str, thickness: Length, colour: String| {
        Element::valued(side, "single")
            .with("w:sz", &eighths(thickness).to_string())
            .with("w:space", "0")
            .with("w:color", &colour)
    };
    let hairline = |side: &str, colour| rule(side, theme.hairline, colour);
    let properties = style.find_or_push("w:tblPr");
    properties.retain(|e| !matches!(e.name.as_str(), "w:tblW" | "w:jc" | "w:tblBorders"));
    properties.push(
        Element::new("w:tblBorders")
            .child(hairline("w:bottom", theme.quiet.to_hex()))
            .child(hairline("w:insideH", theme.faint.to_hex())),
    );
    let part = |kind: &str, properties: Element| {
        Element::new("w:tblStylePr")
            .with("w:type", kind)
            .child(properties)
    };
    let below = rule("w:bottom", theme.hairline * 2, theme.accent.to_hex());
    let first_row = Element::new("w:tcPr")
        .child(Element::new("w:tcBorders").child(below))
        .child(Element::valued("w:vAlign", "bottom"));
    let bold = |value: &str| Element::new("w:rPr").child(Element::valued("w:b", value));
    style.push(part("firstRow", first_row));
    if style.attribute("w:styleId") == Some(TABLE_PLAIN) {
        return;
    }
    style.push(part("firstCol", bold("1")));
    // Bold twice is plain (ECMA-376-1 §17.7.3), and the corner is bold by the style of its paragraph.
    style.push(part("nwCell", bold("0")));
}

/// The element that names the language of the document: `w:lang`, and in the settings
/// `w:themeFontLang`. Scripts from right to left are “complex” and have an attribute of their own
/// (ECMA-376-1 §17.3.2.20).
pub(super) fn language_element(name: &str, language: &Language) -> Element {
    let attribute = if is_right_to_left(language) {
        "w:bidi"
    } else {
        "w:val"
    };
    Element::new(name).with(attribute, &language.0)
}
