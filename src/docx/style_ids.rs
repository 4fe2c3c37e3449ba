//! The ids of Word's styles, as they are in our files. Built-in ones wherever Word has one for the purpose, so that a
//! document can be restyled, navigated and read aloud as any other.

use crate::document::ParagraphRole;

/// How many levels of lists have a style of their own in Word: List Bullet to List Bullet 5.
pub(super) const LIST_LEVELS: usize = 5;
/// Body text under a heading with a number, in line with its words.
pub(super) const BODY_INDENTED: &str = "BodyTextIndent";
pub(super) const FACTS: &str = "BriefFacts";
pub(super) const FACTS_CONTINUED: &str = "BriefFactsContinued";
pub(super) const TERMS: &str = "BriefTerms";
pub(super) const SUMMARY_ITEM: &str = "BriefSummaryItem";
pub(super) const FIGURE: &str = "BriefFigure";
/// A heading with a rule above it, where contacts, funding and rights begin.
pub(super) const CLOSING_HEADING: &str = "BriefClosingHeading";
/// A funder's emblem and its statement in one line.
pub(super) const EMBLEM: &str = "BriefEmblem";
/// Logos in a line.
pub(super) const LOGOS: &str = "BriefLogos";
pub(super) const CAPTION: &str = "Caption";
pub(super) const FOOTER: &str = "Footer";
pub(super) const FOOTNOTE_TEXT: &str = "FootnoteText";
pub(super) const ITEM_ATTRIBUTES: &str = "BriefItemAttributes";
pub(super) const TABLE: &str = "BriefTable";
/// The same, its first column set as the others.
pub(super) const TABLE_PLAIN: &str = "BriefTablePlain";
pub(super) const TABLE_HEADING: &str = "BriefTableHeading";
pub(super) const TABLE_HEADING_NUMBER: &str = "BriefTableHeadingNumber";
pub(super) const TABLE_TEXT: &str = "BriefTableText";
pub(super) const TABLE_NUMBER: &str = "BriefTableNumber";
pub(super) const TABLE_DECIMAL: &str = "BriefTableDecimal";
pub(super) const EMPHASIS: &str = "Emphasis";
pub(super) const STRONG: &str = "Strong";
pub(super) const STRONG_EMPHASIS: &str = "IntenseEmphasis";
pub(super) const HYPERLINK: &str = "Hyperlink";
pub(super) const TERM: &str = "BriefTerm";
pub(super) const LABEL: &str = "BriefLabel";
pub(super) const FOOTNOTE_REFERENCE: &str = "FootnoteReference";

/// What the styles of a table's words are called further, by its place among the steps of the theme.
pub(super) const CELL_SIZES: [&str; 3] = ["", "Medium", "Small"];

/// The style of a heading: Heading 1 to Heading 9.
pub(super) fn heading(level: u8) -> String {
    format!("Heading{}", level.clamp(1, 9))
}

/// The style of a list's item at `level`, from 0.
pub(super) fn list(bulleted: bool, level: usize) -> String {
    let name = if bulleted { "ListBullet" } else { "ListNumber" };
    name.to_owned() + &ordinal(level)
}

/// The style of a further paragraph of a list's item.
pub(super) fn list_continue(level: usize) -> String {
    "ListContinue".to_owned() + &ordinal(level)
}

fn ordinal(level: usize) -> String {
    match level {
        0 => String::new(),
        level => (level.min(LIST_LEVELS - 1) + 1).to_string(),
    }
}

/// The style of a paragraph that stands in no list.
pub(super) fn paragraph(role: ParagraphRole) -> &'static str {
    match role {
        ParagraphRole::Masthead => "BriefMasthead",
        ParagraphRole::Title => "Title",
        ParagraphRole::Subtitle => "Subtitle",
        ParagraphRole::Body => "BodyText",
        ParagraphRole::Summary => "BriefSummary",
        ParagraphRole::Recommendation => "BriefRecommendation",
        ParagraphRole::Attributes => "BriefAttributes",
        ParagraphRole::SmallPrint => "BriefSmallPrint",
        ParagraphRole::FundingStatement => "BriefFundingStatement",
        ParagraphRole::Disclaimer => "BriefDisclaimer",
        ParagraphRole::Source => "BriefSource",
        ParagraphRole::Note => FOOTNOTE_TEXT,
    }
}

/// The style of a title, by its place among the steps of the theme.
pub(super) fn title(step: usize) -> &'static str {
    match step {
        0 => paragraph(ParagraphRole::Title),
        1 => "BriefTitleMedium",
        _ => "BriefTitleSmall",
    }
}
