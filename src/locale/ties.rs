//! Ties: the spaces at which a line should not end, because what stands on either side belongs together.
//!
//! The Chicago Manual of Style (17th edition, 2.113, 6.121) and New Hart's Rules (2.5.2) for what holds in
//! every language; A. E. Milchin and L. K. Cheltsova, “Spravochnik izdatelya i avtora” (“Reference book for
//! publishers and authors”, 2003, 17.2) for Russian. The rules of spelling of Kazakh and Uzbek (1995, §§ 80–82) ask
//! the same of initials, units and conventional signs; particles and short words of the languages of Central Asia
//! are taken as their Russian counterparts are.

use super::script;
use crate::document::Language;

/// How firmly a space keeps what stands before it with what follows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tie {
    /// A line may end here.
    None,
    /// A line ends here only where other lines would be set clearly worse.
    Loose,
    /// A line ends here only where there is no other way.
    Firm,
}

/// What a language adds to the ties that hold in all.
struct Rules {
    /// The primary subtag and the script.
    language: (&'static str, &'static str),
    /// Words of one letter or two, such as prepositions, that go with the word after them.
    proclitics: &'static [&'static str],
    /// Words that go with the word before them.
    enclitics: &'static [&'static str],
    /// What goes with the number after it, such as “No.”, and abbreviated titles of persons before names.
    before_number: &'static [&'static str],
    /// Units and the like that go with the number before them, beside the symbols of the SI.
    after_number: &'static [&'static str],
    /// Whether what follows a number and a hyphen is said with the number: 5-й, 21-nji, 15-modda.
    hyphenated_numbers: bool,
}

static RULES: &[Rules] = &[
    Rules {
        language: ("en", "Latn"),
        proclitics: &["a", "I"],
        enclitics: &[],
        before_number: &[
            "No.", "Nos.", "p.", "pp.", "vol.", "art.", "para.", "Fig.", "Table", "Figure",
            "Annex", "Article", "Dr", "Mr", "Ms", "Mrs", "Prof.",
        ],
        after_number: &["per", "million", "billion", "thousand", "BC", "AD"],
        hyphenated_numbers: false,
    },
    Rules {
        language: ("ru", "Cyrl"),
        proclitics: &[
            "а", "в", "во", "до", "за", "и", "из", "к", "ко", "на", "не", "ни", "но", "о", "об",
            "от", "по", "с", "со", "у", "я",
        ],
        enclitics: &["б", "бы", "ж", "же", "ли", "ль"],
        before_number: &[
            "г.",
            "гл.",
            "им.",
            "п.",
            "пп.",
            "рис.",
            "с.",
            "ст.",
            "стр.",
            "табл.",
            "ул.",
            "д.",
            "№",
            "§",
        ],
        after_number: &[
            "г.", "гг.", "в.", "вв.", "г", "руб.", "тыс.", "чел.", "экз.",
        ],
        hyphenated_numbers: true,
    },
    Rules {
        language: ("kk", "Cyrl"),
        proclitics: &[],
        enclitics: &[
            "ба", "бе", "ғана", "ғой", "да", "де", "ма", "ме", "па", "пе", "та", "те",
        ],
        before_number: &["№", "§", "б.", "т."],
        after_number: &["ғ.", "ж.", "жж.", "жыл", "жылғы", "жылы", "мың", "теңге"],
        hyphenated_numbers: true,
    },
    Rules {
        language: ("ky", "Cyrl"),
        proclitics: &[],
        enclitics: &["гана", "да", "эле"],
        before_number: &["№", "§", "б."],
        after_number: &["миң", "сом"],
        hyphenated_numbers: true,
    },
    Rules {
        language: ("tg", "Cyrl"),
        proclitics: &["аз", "ба", "бе", "бо", "ва", "дар", "ки", "на", "то"],
        enclitics: &["ҳам"],
        before_number: &["№", "§", "ҷ.", "с.", "асри", "банди", "моддаи", "соли"],
        after_number: &["сомонӣ", "ҳазор"],
        hyphenated_numbers: true,
    },
    Rules {
        language: ("tk", "Latn"),
        proclitics: &["we"],
        enclitics: &["hem"],
        before_number: &["№", "§"],
        after_number: &["manat", "mln", "mlrd", "müň"],
        hyphenated_numbers: true,
    },
    Rules {
        language: ("uz", "Latn"),
        proclitics: &["va"],
        enclitics: &["ham"],
        // Initials of two letters stand before names.
        before_number: &[
            "№", "§", "Ch.", "Gʻ.", "Oʻ.", "Sh.", "Ya.", "Ye.", "Yo.", "Yu.",
        ],
        after_number: &["ga", "ming", "mln", "mlrd", "soʻm", "yil"],
        hyphenated_numbers: true,
    },
    Rules {
        language: ("uz", "Cyrl"),
        proclitics: &["ва"],
        enclitics: &["ҳам"],
        before_number: &["№", "§"],
        after_number: &["йил", "минг", "сўм"],
        hyphenated_numbers: true,
    },
    #[cfg(test)]
    Rules {
        language: ("uk", "Cyrl"),
        proclitics: &["а", "в", "з", "за", "і", "й", "на", "не", "та", "у"],
        enclitics: &["б", "би", "ж", "же"],
        before_number: &["№", "§", "ст."],
        after_number: &["р.", "грн"],
        hyphenated_numbers: true,
    },
];

/// The symbols of units that go with the number before them in every language.
const UNITS: &[&str] = &[
    "%", "‰", "°", "°C", "€", "$", "£", "₸", "₽", "cm", "g", "GW", "GWh", "h", "ha", "kg", "km",
    "km²", "km³", "kW", "kWh", "l", "m", "m²", "m³", "mg", "min", "ml", "mm", "MW", "MWh", "s",
    "t", "TWh",
];

/// Those of units and numbers in the languages of the table that are written in Cyrillic letters.
const UNITS_IN_CYRILLIC: &[&str] = &["га", "кг", "км", "м", "м²", "м³", "млн", "млрд", "т"];

/// The ties of a language. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Ties {
    rules: Option<&'static Rules>,
}

impl std::fmt::Debug for Ties {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ties({:?})", self.rules.map(|rules| rules.language))
    }
}

impl Ties {
    /// The ties of `language`: those of all languages, and its own where they are known.
    pub fn of(language: &Language) -> Ties {
        let (primary, script) = (script::primary_subtag(language), script::script(language));
        let rules = RULES.iter().find(|rules| {
            primary.eq_ignore_ascii_case(rules.language.0) && script == rules.language.1
        });
        Ties { rules }
    }

    /// Whether a line may end after the hyphen at the end of `before`, which `after` follows.
    pub fn may_end_after_hyphen(self, before: &str, after: &str) -> bool {
        let number = before.trim_end_matches(['-', '\u{2010}']);
        let holds = self.rules.is_some_and(|rules| rules.hyphenated_numbers)
            && number.ends_with(|c: char| c.is_numeric())
            && after.starts_with(char::is_alphabetic);
        !holds
    }

    /// How firmly the space between the words `before` and `after` holds; both with their punctuation.
    pub fn tie(self, before: &str, after: &str) -> Tie {
        let opening = |c: char| matches!(c, '(' | '[' | '“' | '‘' | '„' | '«' | '"');
        let closing = |c: char| {
            matches!(
                c,
                ',' | ';' | ':' | '.' | '?' | '!' | ')' | ']' | '”' | '’' | '»' | '"'
            )
        };
        let before = before.trim_start_matches(opening);
        let bare_after = after.trim_end_matches(closing);
        if is_dash(after) || is_initial(before) {
            return Tie::Firm;
        }
        let any = |list: fn(&Rules) -> &'static [&'static str], word: &str| {
            self.rules.is_some_and(|rules| list(rules).contains(&word))
        };
        let is_number = before.ends_with(|c: char| c.is_numeric());
        if is_number {
            let is_cyrillic = self.rules.is_some_and(|rules| rules.language.1 == "Cyrl");
            let is_unit = UNITS.contains(&bare_after)
                || is_cyrillic && UNITS_IN_CYRILLIC.contains(&bare_after)
                || any(|rules| rules.after_number, bare_after)
                || any(|rules| rules.after_number, after);
            let goes_on = bare_after.len() == 3 && bare_after.bytes().all(|b| b.is_ascii_digit());
            if is_unit || goes_on {
                return Tie::Firm;
            }
        }
        if any(|rules| rules.before_number, before) {
            let names_one = after.starts_with(|c: char| c.is_numeric() || c.is_uppercase());
            if names_one {
                return Tie::Firm;
            }
        }
        if any(|rules| rules.enclitics, bare_after) {
            return Tie::Firm;
        }
        let is_proclitic = any(|rules| rules.proclitics, before)
            || any(|rules| rules.proclitics, &before.to_lowercase());
        if is_proclitic || is_number && before.chars().all(|c| c.is_numeric()) {
            return Tie::Loose;
        }
        Tie::None
    }
}

fn is_dash(word: &str) -> bool {
    matches!(word, "–" | "—" | "−" | "-")
}

/// A capital with a full stop: “B.”, also several: “Б.А.”
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars().peekable();
    letters.peek().is_some()
        && std::iter::from_fn(|| Some((letters.next()?, letters.next())))
            .all(|(letter, stop)| letter.is_uppercase() && stop == Some('.'))
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
            assert_eq!(tie(tag, "15", "km,"), Tie::Firm);
            assert_eq!(tie(tag, "1", "000"), Tie::Firm);
            assert_eq!(tie(tag, "cooperation", "–"), Tie::Firm);
            assert_eq!(tie(tag, "42", "participants"), Tie::Loose);
            assert_eq!(tie(tag, "basin", "councils"), Tie::None);
            assert_eq!(tie(tag, "", ""), Tie::None);
        }
    }

    #[test]
    fn a_number_holds_its_ending() {
        let may_end = |tag: &str, before: &str, after: &str| {
            Ties::of(&Language(tag.into())).may_end_after_hyphen(before, after)
        };
        assert!(!may_end("ky", "23-", "статья"));
        assert!(!may_end("tk", "21-", "nji ýyl"));
        assert!(!may_end("ru", "5-", "й"));
        assert!(may_end("ru", "северо-", "запад"));
        assert!(may_end("uz", "10-", "12"));
        assert!(may_end("en", "24-", "hour"));
    }

    #[test]
    fn short_words_go_with_their_neighbours() {
        assert_eq!(tie("ru", "в", "Астане"), Tie::Loose);
        assert_eq!(tie("ru", "В", "Астане"), Tie::Loose);
        assert_eq!(tie("ru", "если", "бы"), Tie::Firm);
        assert_eq!(tie("ru", "2017", "г.,"), Tie::Firm);
        assert_eq!(tie("ru", "№", "5"), Tie::Firm);
        assert_eq!(tie("kk", "сапа", "да"), Tie::Firm);
        assert_eq!(tie("kk", "2017", "жылғы"), Tie::Firm);
        assert_eq!(tie("tg", "дар", "Душанбе"), Tie::Loose);
        assert_eq!(tie("tg", "соли", "2017"), Tie::Firm);
        assert_eq!(tie("uz", "Sh.", "Rahimov"), Tie::Firm);
        assert_eq!(tie("uz-Cyrl", "сув", "ва"), Tie::None);
        assert_eq!(tie("en", "a", "platform"), Tie::Loose);
        assert_eq!(tie("en", "No.", "5"), Tie::Firm);
        assert_eq!(tie("en", "of", "water"), Tie::None);
        assert_eq!(tie("en", "a.", "Then"), Tie::None);
    }
}
