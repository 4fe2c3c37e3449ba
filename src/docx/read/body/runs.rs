//! Runs: their words, and how they are set.

use super::fields::FieldResult;
use super::{Flattener, Voice, alternative, author_of, texts};
use crate::docx::paragraph::{Direct, ForeignKind, NOTE, NoteId, OBJECT, Run, Setting};
use crate::docx::read::styles::{self, toggle};
use crate::docx::read::{ReadError, Revisions};
use crate::docx::xml::Element;

/// The characters that each font of symbols has for itself.
const PRIVATE_USE: std::ops::RangeInclusive<u32> = 0xe000..=0xf8ff;

/// Characters, and those that are the same, raised.
const RAISED: (&str, &str) = ("0123456789+-\u{2212}n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ");
/// The same, lowered.
const LOWERED: (&str, &str) = ("0123456789+-\u{2212}", "₀₁₂₃₄₅₆₇₈₉₊₋₋");

/// The letters of ordinal numbers that programs raise unasked, in English and in French.
const ORDINALS: &[&str] = &["st", "nd", "rd", "th", "er", "re", "ère", "nde", "ème"];

impl Flattener<'_> {
    pub(super) fn run(&mut self, run: &Element, voice: &Voice) {
        let properties = run.find("w:rPr");
        let before = properties.and_then(|p| p.find("w:rPrChange"));
        let properties = match (self.revisions, before) {
            (Revisions::Reject, Some(change)) => change.find("w:rPr"),
            _ => properties,
        };
        if let Some(change) = before {
            self.flat.has_revisions = true;
            let author = author_of(change);
            self.paragraph.authors.extend(author);
        }
        let style = properties.and_then(|p| p.value_of("w:rStyle"));
        if style.is_some_and(|id| self.styles.is_of_notes(id))
            && matches!(texts(run).trim(), "," | "،")
        {
            // It parts the numbers of two notes.
            return;
        }
        let mut setting = self.setting(properties);
        setting.link = voice.link.clone();
        let raised = match properties.and_then(|p| p.value_of("w:vertAlign")) {
            Some("superscript") => Some(Direct::Superscript),
            Some("subscript") => Some(Direct::Subscript),
            _ => None,
        };
        if properties.and_then(|p| toggle(p, "w:vanish")) == Some(true) {
            // A field may end in hidden words that began in others.
            for field in run.elements().filter(|e| e.name == "w:fldChar") {
                self.field_character(field.attribute("w:fldCharType"));
            }
            let words = texts(run);
            if !words.trim().is_empty() {
                self.foreign(ForeignKind::HiddenText, words, voice);
            }
            return;
        }
        self.run_content(run, (&setting, raised), voice);
    }

    /// What stands in a run, all of it set alike and raised or lowered alike.
    fn run_content(
        &mut self,
        run: &Element,
        (setting, raised): (&Setting, Option<Direct>),
        voice: &Voice,
    ) {
        for element in run.elements() {
            match element.name.as_str() {
                // The second is of a deletion that is rejected.
                "w:t" | "w:delText" => {
                    // Its line feeds and tabs are spaces of the file.
                    let words = typed(&element.words()).replace(['\n', '\r', '\t'], " ");
                    self.raised_words(&words, (setting, raised), voice);
                }
                "w:tab" | "w:ptab" => self.words("\t", setting, voice),
                "w:br" => {
                    // A page's or a column's end is no line of a text.
                    let kind = element.attribute("w:type");
                    if matches!(kind, None | Some("textWrapping")) {
                        self.words("\n", setting, voice);
                    }
                }
                "w:cr" => self.words("\n", setting, voice),
                "w:noBreakHyphen" => self.words("\u{2011}", setting, voice),
                "w:softHyphen" => self.words("\u{ad}", setting, voice),
                "w:sym" => self.symbol(element, setting, voice),
                "w:fldChar" => self.field_character(element.attribute("w:fldCharType")),
                "w:instrText" | "w:delInstrText" => {
                    if !voice.is_deleted
                        && let Some(field) = self.fields.last_mut()
                    {
                        field.say(&element.words());
                    }
                }
                "w:footnoteReference" => self.note(element, NoteId::Footnote, voice),
                "w:endnoteReference" => self.note(element, NoteId::Endnote, voice),
                "w:drawing" | "w:pict" | "w:object" => {
                    self.drawing(element, setting, voice);
                }
                "mc:AlternateContent" => {
                    if let Some(chosen) = alternative(element) {
                        self.run_content(chosen, (setting, raised), voice);
                    }
                }
                "w:ruby" => {
                    if let Some(base) = element.find("w:rubyBase") {
                        for run in base.elements().filter(|e| e.name == "w:r") {
                            self.run_content(run, (setting, raised), voice);
                        }
                    }
                }
                _ => self.mark(element, voice),
            }
        }
    }

    /// How the words of a run are set by its properties.
    fn setting(&self, properties: Option<&Element>) -> Setting {
        let Some(properties) = properties else {
            return Setting::default();
        };
        let style = properties.value_of("w:rStyle");
        let value = |name: &str| properties.value_of(name);
        let is_right_to_left = toggle(properties, "w:rtl") == Some(true);
        let is_complex = is_right_to_left || toggle(properties, "w:cs") == Some(true);
        let [italic, bold] = styles::slope_and_weight(is_complex);
        let by_style = style
            .map(|id| self.styles.character(id, is_complex))
            .unwrap_or_default();
        let language = properties.find("w:lang").and_then(|language| {
            let attribute = if is_right_to_left { "w:bidi" } else { "w:val" };
            language.attribute(attribute)
        });
        let is_link = style.is_some_and(|id| self.styles.is_of_links(id));
        let is_set = |name: &str| toggle(properties, name) == Some(true);
        let direct = if is_set("w:strike") || is_set("w:dstrike") {
            Some(Direct::Strikethrough)
        } else if value("w:highlight").is_some_and(|v| v != "none" && v != "white")
            || properties.find("w:shd").is_some_and(is_shaded)
        {
            Some(Direct::Highlight)
        } else if value("w:u").is_some_and(|v| v != "none") && !is_link {
            Some(Direct::Underline)
        } else if value("w:color").is_some_and(|v| self.is_colour_by_hand(v, style)) && !is_link {
            Some(Direct::Colour)
        } else {
            None
        };
        Setting {
            emphasis: toggle(properties, italic).unwrap_or(by_style.emphasis),
            strong: toggle(properties, bold).unwrap_or(by_style.strong),
            language: language.map(str::to_owned),
            direct,
            ..Setting::default()
        }
    }

    /// Whether a run of this character style was given `colour` by hand: some programs write at words that they
    /// insert what the styles say of them.
    fn is_colour_by_hand(&self, colour: &str, style: Option<&str>) -> bool {
        let by_style = self.styles.colour(style, self.paragraph_style.as_deref());
        let is = |other: &str| colour.eq_ignore_ascii_case(other);
        !(is("auto") || is("000000") || by_style.is_some_and(is))
    }

    /// Adds words, those that are raised or lowered as the characters that are so themselves: “10⁶”. The letters of an
    /// ordinal number, which programs raise unasked, are plain ones: “1st”.
    fn raised_words(
        &mut self,
        words: &str,
        (setting, direct): (&Setting, Option<Direct>),
        voice: &Voice,
    ) {
        let (plain, raised) = match direct {
            Some(Direct::Superscript) => RAISED,
            Some(Direct::Subscript) => LOWERED,
            _ => return self.words(words, setting, voice),
        };
        let of_its_own = |c: char| match plain
            .chars()
            .zip(raised.chars())
            .find(|(plain, _)| *plain == c)
        {
            Some((_, raised)) => Some(raised),
            None => Some(c).filter(|c| c.is_whitespace()),
        };
        let is_ordinal = direct == Some(Direct::Superscript)
            && ORDINALS.contains(&words.to_lowercase().as_str())
            && self.paragraph.text.ends_with(char::is_numeric);
        let characters: Option<String> = if is_ordinal {
            Some(words.to_owned())
        } else {
            words.chars().map(of_its_own).collect()
        };
        if let Some(characters) = characters {
            return self.words(&characters, setting, voice);
        }
        let setting = Setting {
            // Of words that are to go, nothing else matters.
            direct: setting
                .direct
                .filter(|direct| *direct == Direct::Strikethrough)
                .or(direct),
            ..setting.clone()
        };
        self.words(words, &setting, voice);
    }

    /// Adds words to the paragraph at hand, unless a tracked change has taken them away or they only say
    /// how a field is made.
    pub(super) fn words(&mut self, words: &str, setting: &Setting, voice: &Voice) {
        if voice.is_deleted || words.is_empty() {
            return;
        }
        let mut setting = setting.clone();
        let mut is_shown = true;
        for field in &self.fields {
            is_shown &= field.in_result;
            match &field.result {
                FieldResult::Link(link) => setting.link = Some(link.clone()),
                FieldResult::NoteNumber => is_shown = false,
                FieldResult::Words => {}
            }
        }
        if !is_shown {
            let hiding = self.fields.iter_mut().filter(|field| !field.in_result);
            hiding.for_each(|field| field.hides = true);
            return;
        }
        if let Some(author) = &voice.author {
            self.paragraph.authors.insert(author.clone());
        }
        let gaps = words.bytes().filter(u8::is_ascii_whitespace).count();
        let left = self.text_left.checked_sub(words.len());
        let (Some(text_left), Some(words_left)) = (left, self.words_left.checked_sub(gaps)) else {
            self.cut.get_or_insert(ReadError::TooMuchText);
            return;
        };
        (self.text_left, self.words_left) = (text_left, words_left);
        let start = self.paragraph.text.len();
        self.paragraph.text.push_str(words);
        let range = start..self.paragraph.text.len();
        match self.paragraph.runs.last_mut() {
            Some(last) if last.setting == setting && setting.note.is_none() => {
                last.range.end = range.end;
            }
            _ => self.paragraph.runs.push(Run { range, setting }),
        }
    }

    /// The number of a note, which `kind` makes of its id.
    fn note(&mut self, element: &Element, kind: fn(String) -> NoteId, voice: &Voice) {
        let id = element.attribute("w:id").unwrap_or_default().to_owned();
        let setting = Setting {
            note: Some(kind(id)),
            ..Setting::default()
        };
        self.words(NOTE.encode_utf8(&mut [0; 4]), &setting, voice);
    }

    /// A character that is named by its code in a font.
    fn symbol(&mut self, element: &Element, setting: &Setting, voice: &Voice) {
        let code = element.attribute("w:char").unwrap_or_default();
        let code = u32::from_str_radix(code, 16).unwrap_or(0xfffd);
        // Fonts of symbols have their own characters in the private use area.
        match char::from_u32(code).filter(|_| !PRIVATE_USE.contains(&code)) {
            Some(character) => {
                self.words(&typed(character.encode_utf8(&mut [0; 4])), setting, voice);
            }
            None => {
                let font = element.attribute("w:font").unwrap_or_default().to_owned();
                self.foreign(ForeignKind::Symbol, font, voice);
            }
        }
    }
}

/// Words without the characters that stand for something else, which cannot be typed.
fn typed(words: &str) -> String {
    words.replace([NOTE, OBJECT], "")
}

/// Whether a shading (§17.3.2.32) is seen: some programs highlight words by one.
fn is_shaded(shading: &Element) -> bool {
    let fill = shading.attribute("w:fill").unwrap_or("auto");
    !fill.eq_ignore_ascii_case("auto") && !fill.eq_ignore_ascii_case("ffffff")
}
