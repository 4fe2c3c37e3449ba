//! The order of letters: that of Unicode is not that of the languages that have letters of their own.

use super::Locale;
use icu_normalizer::DecomposingNormalizerBorrowed;

// The letters of each language in their order; those of several characters are one.

pub(super) const ENGLISH: &str = "a b c d e f g h i j k l m n o p q r s t u v w x y z";
pub(super) const PERSIAN: &str =
    "آ ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی";
pub(super) const KAZAKH: &str =
    "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я";
pub(super) const KYRGYZ: &str =
    "а б в г д е ё ж з и й к л м н ң о ө п р с т у ү ф х ц ч ш щ ъ ы ь э ю я";
pub(super) const RUSSIAN: &str = "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я";
pub(super) const TAJIK: &str =
    "а б в г ғ д е ё ж з и ӣ й к қ л м н о п р с т у ӯ ф х ҳ ч ҷ ш ъ э ю я";
pub(super) const TURKMEN: &str = "a b ç d e ä f g h i j ž k l m n o ö p r s ş t u ü w y ý z";
#[cfg(test)]
pub(super) const UKRAINIAN: &str =
    "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я";
pub(super) const UZBEK: &str = "a b d e f g h i j k l m n o p q r s t u v x y z oʻ gʻ sh ch";
pub(super) const UZBEK_CYRILLIC: &str =
    "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш ъ ь э ю я ў қ ғ ҳ";

impl Locale {
    /// What words are sorted by: the places of their letters in the alphabet. Figures come before them, and letters of
    /// other alphabets behind; a letter that the alphabet does not have stands where it does without its marks.
    pub fn alphabetical(&self, words: &str) -> Vec<u32> {
        let letters = || self.data.alphabet.split(' ').zip(10u32..);
        let words = words
            .to_lowercase()
            .replace(['\'', '\u{2018}', '\u{2019}'], "ʻ");
        let mut places = Vec::new();
        let mut rest = words.as_str();
        while let Some(character) = rest.chars().next() {
            let known = letters().filter(|(letter, _)| rest.starts_with(letter));
            let (length, place) = match known.max_by_key(|(letter, _)| letter.len()) {
                Some((letter, place)) => (letter.len(), Some(place)),
                None => {
                    let bare = self.without_marks(character);
                    let mut letters = letters();
                    let place = letters.find(|(letter, _)| letter.chars().eq([bare]));
                    let place = place.map(|(_, place)| place).or_else(|| {
                        super::decimal_digit(character)
                            .and_then(|digit| digit.to_digit(10))
                            .or_else(|| character.is_alphabetic().then_some(character as u32))
                    });
                    (character.len_utf8(), place)
                }
            };
            places.extend(place.filter(|_| character != 'ʻ'));
            rest = &rest[length..];
        }
        places
    }

    /// A letter without its marks, as the language has it: е for ё, و for ؤ, ی for ئ.
    fn without_marks(&self, letter: char) -> char {
        let parts = DecomposingNormalizerBorrowed::new_nfd();
        let mut parts = parts.normalize_iter(std::iter::once(letter));
        let bare = parts.next().unwrap_or(letter);
        let mut lookalikes = self.lookalikes().iter();
        let known = lookalikes.find(|lookalike| lookalike.typed.contains(&bare));
        known.map_or(bare, |lookalike| lookalike.letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_the_order_of_the_alphabet() {
        for (tag, sorted) in [
            ("en", "1A FAO OECD UN UNECE ФАО"),
            ("ru", "ЕБРР ЁЖ ЕЗ"),
            ("en", "EA ÉB EC"),
            ("fa", "وب ؤپ وت هت ئب"),
            ("ru", "ОБСЕ ООН ОЭСР ФАО ЦУР FAO"),
            ("kk", "АҚШ БҰҰ ҚР ҰҚК ҮЕҰ"),
            ("uz", "BMT HHT O‘zMU SHHT"),
            ("uz-Cyrl", "БМТ ШҲТ ЎзМУ ҲҲТ"),
            ("tk", "AÝ ÇHB DÖM ÝHHG"),
            ("fa", "آسهآن اوپک پن گمرک یونسکو"),
        ] {
            let locale = Locale::with_tag(tag).unwrap();
            let words: Vec<&str> = sorted.split(' ').collect();
            let is_sorted = words.is_sorted_by_key(|words| locale.alphabetical(words));
            assert!(is_sorted, "{tag}: {sorted}");
        }
        // Every language has its letters, each once.
        for locale in Locale::all() {
            let letters = locale.data.alphabet.split(' ').enumerate();
            for (place, letter) in letters {
                assert_eq!(locale.alphabetical(letter), [place as u32 + 10], "{letter}");
            }
        }
    }
}
