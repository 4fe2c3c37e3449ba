//! Ties: the spaces at which a line should not end, because what stands on either side belongs together.
//!
//! The Chicago Manual of Style (17th edition, 2.113, 6.121) and New Hart's Rules (2.5.2) for what holds in
//! every language; A. E. Milchin and L. K. Cheltsova, “Spravochnik izdatelya i avtora” (“Reference book for
//! publishers and authors”, 2003, 17.2) for Russian. The rules of spelling of Kazakh and Uzbek (1995, §§ 80–82) ask
//! the same of initials, units and conventional signs; particles and short words of the languages of Central Asia
//! are taken as their Russian counterparts are.

use super::Locale;
use super::syllables::is_apostrophe;
use crate::document::Language;
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// How firmly a space keeps what stands before it with what follows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tie {
    /// A line may well end here: the sense pauses.
    Pause,
    /// A line may end here.
    None,
    /// A line ends here only where other lines would be set clearly worse.
    Loose,
    /// A line ends here only where there is no other way.
    Firm,
}

/// Words that are looked up, parted by spaces.
struct Words {
    listed: &'static str,
    found: OnceLock<(FxHashSet<&'static str>, usize)>,
}

impl Words {
    const fn of(listed: &'static str) -> Words {
        Words {
            listed,
            found: OnceLock::new(),
        }
    }

    /// Whether `word` is one of them. Most words are longer than all of those.
    fn contains(&self, word: &str) -> bool {
        let (words, longest) = self.found.get_or_init(|| {
            let words = self.listed.split_whitespace();
            let longest = words.clone().map(str::len).max().unwrap_or(0);
            (words.collect(), longest)
        });
        word.len() <= *longest && words.contains(word)
    }
}

/// What a language adds to the ties that hold in all.
pub(super) struct Rules {
    /// Words of one letter or two, such as prepositions, that go with the word after them.
    proclitics: Words,
    /// Words that go with the word before them, abbreviations without the stop at their end.
    enclitics: Words,
    /// What goes with the number after it, such as “No.”, and abbreviated titles of persons before names.
    before_number: Words,
    /// Words that go with the number after them, and with no name: “table 3”, “Phase II”, in small letters.
    numbered: Words,
    /// Units and the like that go with the number before them, beside the symbols of the SI.
    after_number: Words,
    /// Words that make a number larger. They go with the number before them, and with the unit after them.
    magnitudes: Words,
    /// Whether what follows a number and a hyphen is said with the number: 5-й, 21-nji, 15-modda.
    hyphenated_numbers: bool,
}

pub(super) static ENGLISH: Rules = Rules {
    proclitics: Words::of("a I"),
    enclitics: Words::of(""),
    before_number: Words::of(
        "No. Nos. p. pp. vol. art. para. paras. chap. sec. sect. fig. figs. reg. ca. approx. Dr Dr. Mr Mr. Ms Ms. \
         Mrs Mrs. Prof. St St.",
    ),
    numbered: Words::of(
        "annex annexes appendix article articles chapter chapters figure figures module paragraph \
         paragraphs para paras part phase section sections stage step table tables",
    ),
    after_number: Words::of("per BC AD BCE CE a.m. p.m. som tenge"),
    magnitudes: Words::of("thousand million billion trillion"),
    hyphenated_numbers: false,
};

pub(super) static PERSIAN: Rules = Rules {
    proclitics: Words::of(""),
    enclitics: Words::of(""),
    before_number: Words::of("سال شمارهٔ صفحهٔ مادهٔ ص."),
    numbered: Words::of("بخش پیوست جدول شکل فصل ماده مرحله نمودار"),
    after_number: Words::of("درصد متر مترمکعب کیلومتر هکتار تن ریال تومان دلار یورو"),
    magnitudes: Words::of("هزار میلیون میلیارد"),
    hyphenated_numbers: false,
};

pub(super) static DARI: Rules = Rules {
    proclitics: Words::of(""),
    enclitics: Words::of(""),
    before_number: Words::of("سال شمارهٔ صفحهٔ مادهٔ ص."),
    numbered: Words::of("بخش جدول شکل ضمیمه فصل ماده مرحله گراف"),
    after_number: Words::of("فیصد متر مترمکعب کیلومتر هکتار تن افغانی دالر یورو"),
    magnitudes: Words::of("هزار میلیون میلیارد"),
    hyphenated_numbers: false,
};

pub(super) static RUSSIAN: Rules = Rules {
    proclitics: Words::of("а в во до за и из к ко на не ни но о об от по с со у я"),
    enclitics: Words::of("б бы ж же ли ль др пр т.д т.п"),
    before_number: Words::of(
        "вып. г. гл. д. изд. им. кн. корп. оз. ок. п. пос. пп. пр. прил. р. разд. рис. с. см. ст. стр. т. табл. \
         тел. ул. ч. акад. доц. проф. тов. чл.-корр. д-р г-жа г-же г-жи г-жу г-н г-на г-не г-ну долл.",
    ),
    numbered: Words::of(
        "глава главе главы модуль приложение приложении приложения пункт пункта пункте пункты \
         раздел раздела разделе рисунка рисунке рисунок статей статье статьи статью статья \
         таблица таблице таблицу таблицы этап этапа этапе",
    ),
    after_number: Words::of(
        "г. гг. в. вв. г год года году годом годы годах лет век века веке руб. рублей сом \
         сомов тенге долл. долларов евро чел. экз.",
    ),
    magnitudes: Words::of("тыс. млн млрд трлн кв. куб."),
    hyphenated_numbers: true,
};

pub(super) static KAZAKH: Rules = Rules {
    proclitics: Words::of(""),
    enclitics: Words::of("ба бе ғана ғой да де ма ме па пе т.б та те"),
    before_number: Words::of("б. т. тел. акад. проф. ж. жылғы жылдың"),
    numbered: Words::of(""),
    after_number: Words::of("ғ. ғасыр ж. жж. жыл жылғы жылдың жылы теңге АҚШ"),
    magnitudes: Words::of("мың млн млрд трлн"),
    hyphenated_numbers: true,
};

pub(super) static KYRGYZ: Rules = Rules {
    proclitics: Words::of(""),
    enclitics: Words::of("гана да эле"),
    before_number: Words::of("б. тел. акад. проф."),
    numbered: Words::of(""),
    after_number: Words::of("ж. жыл жылы кылым сом АКШ"),
    magnitudes: Words::of("миң млн млрд трлн"),
    hyphenated_numbers: true,
};

pub(super) static TAJIK: Rules = Rules {
    proclitics: Words::of("аз ба бе бо ва дар ки на то"),
    enclitics: Words::of("ҳам"),
    before_number: Words::of("ҷ. с. асри банди моддаи соли тел. акад. проф."),
    numbered: Words::of("бахши боби ҷадвали замимаи марҳилаи расми фасли"),
    after_number: Words::of("сомонӣ сол"),
    magnitudes: Words::of("ҳазор млн млрд миллион миллиард"),
    hyphenated_numbers: true,
};

pub(super) static TURKMEN: Rules = Rules {
    proclitics: Words::of("we"),
    enclitics: Words::of("hem"),
    before_number: Words::of("ýyl ýylyň"),
    numbered: Words::of(""),
    after_number: Words::of("manat ýyl ýylda ýylyň"),
    magnitudes: Words::of("mln mlrd müň"),
    hyphenated_numbers: true,
};

pub(super) static UZBEK: Rules = Rules {
    proclitics: Words::of("va"),
    enclitics: Words::of("ham"),
    // Initials of two letters stand before names.
    before_number: Words::of("Ch. Gʻ. Oʻ. Sh. Ya. Ye. Yo. Yu. b. tel. akad. prof."),
    numbered: Words::of(""),
    after_number: Words::of("ga soʻm yil AQSH"),
    magnitudes: Words::of("ming mln mlrd"),
    hyphenated_numbers: true,
};

pub(super) static UZBEK_CYRILLIC: Rules = Rules {
    proclitics: Words::of("ва"),
    enclitics: Words::of("ҳам"),
    before_number: Words::of("б. тел. акад. проф."),
    numbered: Words::of(""),
    after_number: Words::of("йил сўм АҚШ"),
    magnitudes: Words::of("минг млн млрд"),
    hyphenated_numbers: true,
};

#[cfg(test)]
pub(super) static UKRAINIAN: Rules = Rules {
    proclitics: Words::of("а в з за і й на не та у"),
    enclitics: Words::of("б би ж же"),
    before_number: Words::of("ст."),
    numbered: Words::of(""),
    after_number: Words::of("р. грн"),
    magnitudes: Words::of("тис. млн млрд"),
    hyphenated_numbers: true,
};

/// The symbols of units that go with the number before them in every language; of compound ones, such as “mg/l”, the
/// first part.
static UNITS: Words = Words::of(
    "% ‰ ٪ ° °C € $ £ ₸ ₽ cm EJ g GB GJ Gt GW GWh h ha kg km km² km³ km2 km3 kPa kt kV kW kWh l m m² m³ m2 m3 MB \
     mg min ml mm MJ MPa Mt MVA MW MWh PJ ppm s t TB TJ TWh",
);

/// Those in the languages of the table that are written in Cyrillic letters.
static UNITS_IN_CYRILLIC: Words = Words::of(
    "га г ГБ ГВт ГВт·ч ГДж Гт кВ кВт кВт·ч кг км км² км³ км2 км3 кПа кт л м м² м³ м2 м3 МБ МВА МВт МВт·ч мг МДж \
     мин мл мм МПа Мт ПДж см т ТБ ТВт·ч ТДж ч ЭДж",
);

/// Whether a word is the symbol of a unit.
pub(crate) fn is_unit(word: &str) -> bool {
    UNITS.contains(word) || UNITS_IN_CYRILLIC.contains(word)
}

/// The fewest letters of words that a line's end parts after the slash between them: those of a unit are fewer.
const LEAST_BESIDE_SLASH: usize = 4;

/// How many letters an ending has at most that is written behind the hyphen of an abbreviation; what has more is a word.
const LETTERS_OF_ENDING: usize = 4;

/// The ties of a language. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Ties {
    locale: Option<Locale>,
}

impl Ties {
    /// The ties of `language`: those of all languages, and its own where they are known.
    pub fn of(language: &Language) -> Ties {
        Ties {
            locale: Locale::for_language(language),
        }
    }

    /// Whether a line may end after the hyphen, dash or slash at the end of `before`, which `after` follows: not
    /// between numbers or parts of a unit, where an ending goes with its number, its unit or its abbreviation («БҰҰ-ның»), or
    /// at a letter that stands alone, as in «г-жа» and “e-government”.
    pub fn may_end_after_sign(self, before: &str, after: &str) -> bool {
        let Some(sign) = before.chars().next_back() else {
            return true;
        };
        let first = before.trim_end_matches(sign);
        let follows_number = first.ends_with(char::is_numeric);
        let letters =
            |text: &mut dyn Iterator<Item = char>| text.take_while(|c| c.is_alphabetic()).count();
        let beside = [
            letters(&mut first.chars().rev()),
            letters(&mut after.chars()),
        ];
        match sign {
            '/' => beside.iter().all(|letters| *letters >= LEAST_BESIDE_SLASH),
            '–' => !(follows_number && after.starts_with(char::is_numeric)),
            _ => {
                let has_endings = self.rules().is_some_and(|rules| rules.hyphenated_numbers);
                let may_be_ending =
                    after.starts_with(char::is_lowercase) && beside[1] <= LETTERS_OF_ENDING;
                let has_ending = |word: &str| {
                    let bare = word.trim_start_matches(is_opening);
                    is_abbreviated(bare) || self.is_symbol_of_unit(bare)
                };
                let is_ending = || may_be_ending && short_word(first).is_some_and(has_ending);
                let of_number = follows_number && after.starts_with(char::is_alphabetic);
                !(beside.contains(&1) || has_endings && (of_number || is_ending()))
            }
        }
    }

    /// How firmly the space between the words `word_before` and `after` holds; both with their punctuation.
    pub fn tie(self, word_before: &str, after: &str) -> Tie {
        let before = word_before.trim_start_matches(is_opening);
        let bare = after.trim_end_matches(is_closing);
        let number = self.is_number(before);
        let proclitic = self.has(|rules| &rules.proclitics, before)
            || before.starts_with(char::is_uppercase)
                && self.has(|rules| &rules.proclitics, &before.to_lowercase());
        let holds_firmly = is_dash(after)
            || parts_particulars(after)
            || goes_with_next(before)
            || is_initial(before)
            || before.starts_with(char::is_uppercase) && is_initial(bare_initials(after))
            || is_letter_and_stop(after) && (proclitic || is_letter_and_stop(before))
            || self.has(|rules| &rules.enclitics, bare)
            || number && self.follows_number(before, after)
            || self.precedes_number(before, after)
            // «с 37,2 до 35,4 км³»
            || proclitic && begins_number(after)
            || is_group(word_before) && is_group(bare)
            // “n = 1,842”
            || after == "=" && before.chars().nth(1).is_none();
        if holds_firmly {
            Tie::Firm
        } else if proclitic
            || number && before.chars().all(char::is_numeric) && !after.starts_with(is_opening)
            // “IV квартал”; in Latin letters “I” is a word.
            || self.is_cyrillic() && is_roman(before)
            || is_year(bare) && self.is_month(before)
            // What a label says: “Due: 17 May”.
            || before.ends_with(':') && after.starts_with(char::is_numeric)
        {
            Tie::Loose
        } else if parts_particulars(before) || before.ends_with([':', ';', '?', '!', '؛', '؟']) {
            Tie::Pause
        } else {
            Tie::None
        }
    }

    fn rules(self) -> Option<&'static Rules> {
        self.locale.map(|locale| locale.data.rules)
    }

    /// Whether a list of the language has `word`.
    fn has(self, list: fn(&Rules) -> &Words, word: &str) -> bool {
        self.rules().is_some_and(|rules| list(rules).contains(word))
    }

    /// Whether `word` ends with a number, in figures or Roman numerals, or with a word that makes one larger.
    fn is_number(self, word: &str) -> bool {
        word.ends_with(char::is_numeric)
            || is_roman(word)
            || self.is_number_with_ending(word)
            || self.is_magnitude(word)
    }

    /// Whether `word` makes a number larger; with a full stop or without.
    fn is_magnitude(self, word: &str) -> bool {
        let bare = word.strip_suffix('.').unwrap_or(word);
        [word, bare]
            .into_iter()
            .any(|word| self.has(|rules| &rules.magnitudes, word))
    }

    /// Whether `word` is a number and what is said with it: 5-й, 2017-yil.
    fn is_number_with_ending(self, word: &str) -> bool {
        self.rules().is_some_and(|rules| rules.hyphenated_numbers)
            && word.starts_with(char::is_numeric)
            && word.ends_with(char::is_alphabetic)
            && word.contains(is_hyphen)
    }

    /// Whether `after` goes with the number `before` it: a unit, a month, the rest of a long number.
    fn follows_number(self, before: &str, after: &str) -> bool {
        let bare = after.trim_end_matches(is_closing);
        // Endings are written with a hyphen where they are with numbers: “%-дан”, “км-ге”.
        let has_endings = self.rules().is_some_and(|rules| rules.hyphenated_numbers);
        let ends = |c: char| c == '/' || has_endings && is_hyphen(c);
        let symbol = bare.split(ends).next().unwrap_or(bare);
        self.is_symbol_of_unit(symbol)
            || is_currency_code(bare)
            || [bare, after]
                .into_iter()
                .any(|word| self.has(|rules| &rules.after_number, word) || self.is_magnitude(word))
            || before.starts_with(char::is_numeric) && self.is_month(bare)
    }

    /// Whether `before` goes with the number or name `after` it.
    fn precedes_number(self, before: &str, after: &str) -> bool {
        let bare = after.trim_end_matches(is_closing);
        let is_letter = |word: &str| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        };
        let is_number = begins_number(after);
        if is_number || is_roman(bare) || is_letter(bare) {
            let small = before.to_lowercase();
            if self.has(|rules| &rules.numbered, &small)
                || is_number && self.has(|rules| &rules.before_number, &small)
            {
                return true;
            }
        }
        if !is_number {
            let begins_name = after
                .trim_start_matches(is_opening)
                .starts_with(char::is_uppercase);
            return begins_name && self.has(|rules| &rules.before_number, before);
        }
        is_currency_code(before)
            || self.has(|rules| &rules.before_number, before)
            // “May 12”, where the day stands behind.
            || bare.len() <= 2 && before.starts_with(char::is_uppercase) && self.is_month(before)
            // The year before the day: 2017-yil 15-iyun.
            || self.is_number_with_ending(before)
    }

    fn is_symbol_of_unit(self, word: &str) -> bool {
        UNITS.contains(word) || self.is_cyrillic() && UNITS_IN_CYRILLIC.contains(word)
    }

    fn is_cyrillic(self) -> bool {
        self.locale
            .is_some_and(|locale| locale.data.script == "Cyrl")
    }

    fn is_month(self, word: &str) -> bool {
        self.locale.is_some_and(|locale| locale.is_month(word))
    }
}

fn is_opening(character: char) -> bool {
    matches!(character, '(' | '[' | '“' | '‘' | '„' | '«' | '‹' | '"')
}

fn is_closing(character: char) -> bool {
    // “ closes what „ opens.
    ",;:.…?!،؛؟)]“”’»›\"".contains(character)
}

/// A sign that goes with what follows: a relation or a currency, of which letters may tell the country: “US$”.
fn goes_with_next(word: &str) -> bool {
    let sign = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let mut characters = sign.chars();
    let is_sign = |c: char| "=<>≤≥≈~±+×€$£₸₽№§".contains(c);
    characters.next().is_some_and(is_sign)
        && characters.next().is_none()
        && (sign == word || sign == "$")
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// A small letter with a full stop: what each word of “т. е.” is, and of “e. g.”
fn is_letter_and_stop(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_lowercase)
        && letters.next() == Some('.')
        && letters.all(is_closing)
}

/// A number in Roman numerals.
fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b"IVXLCDM".contains(&b))
}

/// A number of four figures.
fn is_year(word: &str) -> bool {
    word.chars().count() == 4 && word.chars().all(char::is_numeric)
}

/// An abbreviation: of capitals alone, two at least.
fn is_abbreviated(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase)
}

/// Three capitals, as in ISO 4217: USD, KZT.
fn is_currency_code(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a word begins with a number.
fn begins_number(word: &str) -> bool {
    word.trim_start_matches(['(', '−', '-', '+'])
        .starts_with(char::is_numeric)
}

/// A part of a number that is written in groups, or of a telephone number: “15”, “000”, “+7”, “(7172)”.
fn is_group(word: &str) -> bool {
    let is_whole = word.ends_with(char::is_numeric) || word.starts_with('(') && word.ends_with(')');
    is_whole && word.contains(char::is_numeric) && !word.contains(char::is_alphabetic)
}

/// The point between the particulars of a line, which goes with those before it: at the start of a line it would be
/// taken for the mark of a list.
fn parts_particulars(word: &str) -> bool {
    word == "·"
}

/// The word at the end of `text`, if it is not too long for an abbreviation: a line may have no space at all.
fn short_word(text: &str) -> Option<&str> {
    const LETTERS: usize = 40;
    let from = text.char_indices().rev().nth(LETTERS);
    let near = &text[from.map_or(0, |(at, _)| at)..];
    match near.rsplit_once(char::is_whitespace) {
        Some((_, word)) => Some(word),
        None => from.is_none().then_some(near),
    }
}

fn is_dash(word: &str) -> bool {
    matches!(word, "–" | "—" | "−" | "-")
}

/// A word that may be initials, without the punctuation behind it.
fn bare_initials(word: &str) -> &str {
    word.trim_end_matches(|c| is_closing(c) && c != '.')
}

/// Initials and nothing else: “B.”, «Б.А.», “Oʻ.Sh.”
fn is_initial(word: &str) -> bool {
    let mut rest = word;
    while let Some(initial) = initial(rest) {
        rest = &rest[initial.len()..];
    }
    rest.is_empty() && !word.is_empty()
}

/// The initial that `word` begins with, with its full stop: “B.”, and “Sh.” and “Oʻ.”, where two signs are one letter.
pub fn initial(word: &str) -> Option<&str> {
    const DIGRAPHS: [&str; 7] = ["Ch", "Sh", "Ts", "Ya", "Ye", "Yo", "Yu"];
    let (letter, _) = word.split_once('.')?;
    let mut signs = letter.chars();
    let is_capital = signs.next().is_some_and(char::is_uppercase);
    let is_one = match (signs.next(), signs.next()) {
        (None, _) => true,
        (Some(sign), None) if is_apostrophe(sign) => true,
        _ => DIGRAPHS.contains(&letter),
    };
    (is_capital && is_one).then(|| &word[..=letter.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(tag: &str, before: &str, after: &str) -> Tie {
        Ties::of(&Language(tag.into())).tie(before, after)
    }

    #[test]
    fn initials_numbers_and_dashes_hold_in_every_language() {
        for tag in ["en", "ru", "kk", "tlh"] {
            assert_eq!(tie(tag, "B.", "Zhumagazina"), Tie::Firm);
            assert_eq!(tie(tag, "(И.И.", "Иванов)"), Tie::Firm);
            assert_eq!(tie(tag, "Oʻ.Gʻ.", "Rahmonov"), Tie::Firm);
            assert_eq!(tie(tag, "Yoʻldosheva", "Sh.M.,"), Tie::Firm);
            assert_eq!(tie(tag, "15", "km,"), Tie::Firm);
            assert_eq!(tie(tag, "1", "000"), Tie::Firm);
            assert_eq!(tie(tag, "cooperation", "–"), Tie::Firm);
            assert_eq!(tie(tag, "42", "participants"), Tie::Loose);
            assert_eq!(tie(tag, "basin", "councils"), Tie::None);
            assert_eq!(tie(tag, "", ""), Tie::None);
        }
    }

    #[test]
    fn a_number_holds_its_unit_in_any_marks() {
        for (tag, before, after) in [
            ("fa", "۴۵", "درصد،"),
            ("fa", "‹۴۵", "درصد›"),
            ("ru", "„45", "км“,"),
            ("ru", "45", "км…"),
        ] {
            assert_eq!(tie(tag, before, after), Tie::Firm, "{before} {after}");
        }
    }

    #[test]
    fn a_number_holds_its_ending() {
        let may_end = |tag: &str, before: &str, after: &str| {
            Ties::of(&Language(tag.into())).may_end_after_sign(before, after)
        };
        assert!(!may_end("ky", "23-", "статья"));
        assert!(!may_end("tk", "21-", "nji ýyl"));
        assert!(!may_end("ru", "5-", "й"));
        assert!(may_end("ru", "северо-", "запад"));
        assert!(may_end("uz", "10-", "12"));
        assert!(may_end("en", "24-", "hour"));
        assert!(!may_end("kk", "(БҰҰ-", "ның"));
        assert!(!may_end("uz", "dasturni qabul qildi BMT-", "ning suv"));
        assert!(!may_end("kk", "тереңдігі 5 км-", "ге"));
        assert!(!may_end("kk", "мм-", "ге"));
        assert!(!may_end("tk", "BMG-", "niň"));
        assert!(may_end("ru", "ВИЧ-", "инфекции"));
        assert!(may_end("kk", "АҚШ-", "Қытай"));
    }

    #[test]
    fn a_letter_with_a_hyphen_does_not_stand_alone() {
        let may_end = |before: &str, after: &str| {
            Ties::of(&Language("ru".into())).may_end_after_sign(before, after)
        };
        for (before, after) in [
            ("(г-", "жа Иванова"),
            ("e-", "government"),
            ("vitamin-", "A,"),
        ] {
            assert!(!may_end(before, after), "{before}{after}");
        }
        assert!(may_end("кое-", "что") && may_end("10-", "12"));
    }

    #[test]
    fn short_words_go_with_their_neighbours() {
        assert_eq!(tie("ru", "в", "Астане"), Tie::Loose);
        assert_eq!(tie("ru", "В", "Астане"), Tie::Loose);
        assert_eq!(tie("ru", "до", "35,4"), Tie::Firm);
        assert_eq!(tie("ru", "г-жа", "К."), Tie::Firm);
        assert_eq!(tie("ru", "если", "бы"), Tie::Firm);
        assert_eq!(tie("ru", "2017", "г.,"), Tie::Firm);
        assert_eq!(tie("ru", "№", "5"), Tie::Firm);
        assert_eq!(tie("kk", "сапа", "да"), Tie::Firm);
        assert_eq!(tie("kk", "2017", "жылғы"), Tie::Firm);
        assert_eq!(tie("tg", "дар", "Душанбе"), Tie::Loose);
        assert_eq!(tie("tg", "соли", "2017"), Tie::Firm);
        assert_eq!(tie("uz", "Sh.", "Rahimov"), Tie::Firm);
        assert_eq!(tie("uz-Cyrl", "сув", "ва"), Tie::None);
        assert_eq!(tie("fa-AF", "۵", "افغانی"), Tie::Firm);
        assert_eq!(tie("en", "a", "platform"), Tie::Loose);
        assert_eq!(tie("en", "No.", "5"), Tie::Firm);
        assert_eq!(tie("en", "of", "water"), Tie::None);
        assert_eq!(tie("en", "a.", "Then"), Tie::None);
        assert_eq!(tie("en", "cooperation:", "sharing"), Tie::Pause);
    }

    #[test]
    fn numbers_hold_together_with_what_they_count() {
        for (tag, words) in [
            ("ru", "15 000 000 тенге"),
            ("ru", "10 тыс. га"),
            ("ru", "5 млн долл. США"),
            ("ru", "XXI в."),
            ("ru", "2017 году"),
            ("ru", "+7 (7172) 265 43 33"),
            ("kk", "2 724 900 км²"),
            ("ru", "35 км3"),
            ("en", "12 km2,"),
            ("en", "400 ppm"),
            ("en", "3 Mt"),
            ("kk", "2018 жылғы 30 маусымда"),
            ("tg", "30 июни"),
            ("tk", "2017-nji ýylyň 15-nji iýuny"),
            ("uz", "2017-yil 15-iyun"),
            ("fa", "۳ مارس"),
            ("prs", "۴۵ ٪"),
            ("en", "28 mg/l"),
            ("en", "4 June"),
            ("en", "15–17 June,"),
            ("en", "> 20 som"),
            ("en", "USD 5 million"),
            ("en", "US$ 5 million"),
            ("en", "May 12,"),
            ("en", "Vol. 3"),
            ("en", "section 4"),
            ("en", "Phase II"),
            ("en", "(Annex A)"),
            ("en", "approx. 30"),
            ("en", "(n = 1,842)"),
            ("ru", "ок. 30"),
            ("ru", "IV кв."),
            ("ru", "5 тыс. кв. км"),
            ("ru", "рисунке 4"),
            ("kk", "80 %-ға"),
            ("kk", "5 км-ге"),
            ("tk", "3 mln. manat"),
            ("uz", "80 %-ga"),
            ("uz", "b. 45"),
            ("prs", "جدول ۳"),
        ] {
            let words: Vec<&str> = words.split(' ').collect();
            for pair in words.windows(2) {
                assert_eq!(tie(tag, pair[0], pair[1]), Tie::Firm, "{pair:?}");
            }
        }
        assert_eq!(tie("en", "12,", "15"), Tie::None);
        assert_eq!(tie("en", "%,", "12"), Tie::None);
        assert_eq!(tie("en", "42", "mayors"), Tie::Loose);
        assert_eq!(tie("en", "42", "(mayors)"), Tie::None);
        assert_eq!(tie("en", "April", "2025."), Tie::Loose);
        assert_eq!(tie("kk", "III", "кезең"), Tie::Loose);
        assert_eq!(tie("en", "may", "12"), Tie::None);
        assert_eq!(tie("en", "section", "Kazakhstan"), Tie::None);
        assert_eq!(tie("ru", "статьи", "Конституции"), Tie::None);
        assert_eq!(tie("en", "·", "By"), Tie::Pause);
        assert_eq!(tie("kk", "Мерзімі:", "2018"), Tie::Loose);
    }

    #[test]
    fn abbreviations_of_several_words_and_names_hold_together() {
        for (tag, words) in [
            ("ru", "и т. д."),
            ("ru", "и т.д."),
            ("ru", "и др.,"),
            ("ru", "и пр."),
            ("kk", "және т.б."),
            ("ru", "т. е."),
            ("ru", "до н. э.),"),
            ("ru", "Каримов А. Б."),
            ("ru", "А. Б. Каримов"),
            ("ru", "проф. Иванов"),
            ("ru", "им. «Сатпаева»"),
            ("en", "e. g."),
            ("en", "Ms Zhumagazina"),
            ("en", "priority ·"),
        ] {
            let words: Vec<&str> = words.split(' ').collect();
            for pair in words.windows(2) {
                assert_eq!(tie(tag, pair[0], pair[1]), Tie::Firm, "{pair:?}");
            }
        }
    }

    #[test]
    fn units_ranges_and_document_symbols_are_not_divided_at_their_signs() {
        let may_end = |before: &str, after: &str| {
            Ties::of(&Language("en".into())).may_end_after_sign(before, after)
        };
        assert!(!may_end("28 mg/", "l"));
        assert!(!may_end("(€/", "m³)"));
        assert!(!may_end("ECE/", "MP.WAT/54"));
        assert!(!may_end("pp. 12–", "14"));
        assert!(may_end("ministries/", "agencies"));
        assert!(may_end("Toktogul–", "Kambarata"));
        assert!(may_end("water–", "energy"));
    }
}
