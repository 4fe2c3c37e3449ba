//! Hyphenation by syllables, for the languages whose orthography divides words by their sounds.
//!
//! There are no patterns for these languages, and none are needed: each syllable has one vowel, and of the
//! consonants between two vowels the last begins the next syllable. The rules are those of
//!
//! - Kazakh: «Қазақ тілі орфографиясының негізгі ережелері», on transfer («тасымал»): *ала-қан, құмырс-қа, да-уыс, бу-ын*;
//! - Kyrgyz: «Кыргыз тилинин жазуу эрежелери», §§ 78–81: *ки-теп, бо-ек, тоо-лордо, баталь-он*;
//! - Tajik: «Қоидаҳои имлои забони тоҷикӣ» (2021, № 268): *бод-бон, та-бас-сум, лаъ-лӣ, аъ-ло*;
//! - Turkmen: likewise by syllables, *dynç-ly-gyň, halk-la-ryň* (the patterns that exist leave a consonant alone);
//! - Uzbek: «Oʻzbek tilining asosiy imlo qoidalari» (1995, № 339), on transfer, § 78: *pe-shana, si-ngil, mai-shat*;
//!   for the Cyrillic letters the same, as in the rules of 1956, §§ 59–62.
//!
//! In all of them a vowel does not stand alone before or after a hyphen. Where spelling leaves the sounds open,
//! a word stays whole at that place.

/// A way of writing whose syllables can be told from the letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Spelling {
    Kazakh,
    Kyrgyz,
    Tajik,
    Turkmen,
    UzbekLatin,
    UzbekCyrillic,
}

/// What a letter stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sound {
    Vowel,
    /// The second letter of a long vowel.
    Length,
    Consonant,
    /// A consonant that ends its syllable, by a sign after it or as the sign itself.
    Closing,
}

/// A letter of the language: one character or several that stand for one sound.
struct Letter<'a> {
    /// Bytes of the word before it.
    start: usize,
    characters: &'a str,
    sound: Sound,
}

/// A place where a word may be divided.
struct Division {
    /// Letters before it.
    before: usize,
    /// Letters after it.
    after: usize,
    /// Bytes of the word before it.
    point: usize,
}

/// Consonants after which р, and in some languages л, begins a syllable with them.
const OBSTRUENTS: &[&str] = &[
    "б", "в", "г", "д", "к", "п", "т", "ф", "b", "d", "f", "g", "k", "ng", "нг", "p", "t", "v",
];

impl Spelling {
    /// The places in `word`, in bytes, where it may be divided, with at least so many letters before and after.
    pub fn points(self, word: &str, least_before: usize, least_after: usize) -> Vec<usize> {
        let letters = self.letters(word);
        let vowels: Vec<usize> = (0..letters.len())
            .filter(|index| letters[*index].sound == Sound::Vowel)
            .collect();
        let mut points = Vec::new();
        for pair in vowels.windows(2) {
            let Some(division) = self.division(&letters, pair[0], pair[1]) else {
                continue;
            };
            let begins_with_vowel_alone = pair[0] == 0
                && letters[..division.before]
                    .iter()
                    .all(|letter| matches!(letter.sound, Sound::Vowel | Sound::Length));
            if division.before >= least_before
                && division.after >= least_after
                && !begins_with_vowel_alone
            {
                points.push(division.point);
            }
        }
        points
    }

    /// Where the syllables of two vowels that follow each other part; none where that cannot be told.
    fn division(self, letters: &[Letter<'_>], vowel: usize, next_vowel: usize) -> Option<Division> {
        let at = |index: usize| {
            Some(Division {
                before: index,
                after: letters.len() - index,
                point: letters[index].start,
            })
        };
        let first = letters[vowel + 1..]
            .iter()
            .take_while(|letter| letter.sound == Sound::Length)
            .count();
        let between = &letters[vowel + 1 + first..next_vowel];
        let Some(last) = between.last() else {
            return at(next_vowel);
        };
        if last.sound == Sound::Closing {
            return at(next_vowel);
        }
        // я, ё and ю after a consonant: й and a vowel (дун-ё), or a vowel after a soft consonant (ре-зо-лю-ция).
        let iotated = matches!(letters[next_vowel].characters, "ё" | "ю" | "я");
        if iotated && matches!(self, Spelling::Tajik | Spelling::UzbekCyrillic) {
            return None;
        }
        if is_velar_nasal(last) {
            // ŋ (si-ngil) or n and g: certain only in the participles (qilin-gan).
            let rest = letters[next_vowel..].iter().map(|letter| letter.characters);
            let participle = between.len() == 1
                && (rest.clone().take(2).eq(["a", "n"]) || rest.take(2).eq(["а", "н"]));
            let half = last.characters.len() / 2;
            return participle.then_some(Division {
                before: next_vowel,
                after: letters.len() - next_vowel + 1,
                point: last.start + half,
            });
        }
        if let [.., obstruent, last] = between {
            let is_liquid = match last.characters {
                "р" | "r" => true,
                // A suffix in the others: doʻst-lik.
                "л" => self != Spelling::UzbekCyrillic,
                _ => false,
            };
            let is_cluster = between.len() > 2 || is_velar_nasal(obstruent);
            if is_liquid && is_cluster && OBSTRUENTS.contains(&obstruent.characters) {
                return None;
            }
        }
        at(next_vowel - 1)
    }

    /// The letters of `word`.
    fn letters(self, word: &str) -> Vec<Letter<'_>> {
        let mut letters: Vec<Letter<'_>> = Vec::with_capacity(word.len());
        let mut start = 0;
        while let Some(character) = word[start..].chars().next() {
            let rest = &word[start..];
            let length = self
                .several(rest)
                .map_or(character.len_utf8(), |characters| characters.len());
            let characters = &rest[..length];
            if is_sign(character)
                && let Some(previous) = letters.last_mut()
                && previous.sound == Sound::Consonant
            {
                previous.sound = Sound::Closing;
                start += length;
                continue;
            }
            let before = letters.last().map(|letter| letter.sound);
            let follows = rest[length..].chars().next();
            let sound = if is_sign(character) {
                Sound::Closing
            } else if self.is_length(characters, letters.last()) {
                Sound::Length
            } else if self.is_vowel(characters, before, follows) {
                Sound::Vowel
            } else {
                Sound::Consonant
            };
            letters.push(Letter {
                start,
                characters,
                sound,
            });
            start += length;
        }
        letters
    }

    /// The characters at the beginning of `rest` that stand for one sound together.
    fn several(self, rest: &str) -> Option<&str> {
        let combinations: &[&str] = match self {
            Spelling::UzbekLatin => &["sh", "ch", "ng"],
            Spelling::UzbekCyrillic => &["нг"],
            Spelling::Kazakh | Spelling::Kyrgyz | Spelling::Tajik | Spelling::Turkmen => &[],
        };
        let found = combinations
            .iter()
            .find(|characters| rest.starts_with(**characters));
        match found {
            // n and gʻ.
            Some(&"ng") if rest[2..].starts_with(is_apostrophe) => None,
            Some(found) => Some(&rest[..found.len()]),
            // oʻ and gʻ.
            None => {
                let apostrophe = rest.strip_prefix(['o', 'g'])?.chars().next()?;
                let is_letter = self == Spelling::UzbekLatin && is_apostrophe(apostrophe);
                is_letter.then(|| &rest[..1 + apostrophe.len_utf8()])
            }
        }
    }

    fn is_vowel(self, characters: &str, before: Option<Sound>, follows: Option<char>) -> bool {
        let plain = |c: char| "аеёиоуэюя".contains(c);
        match (self, characters) {
            (Spelling::UzbekLatin, _) => characters.starts_with(['a', 'e', 'i', 'o', 'u']),
            // In Kazakh у is a vowel after a consonant, and a consonant after a vowel and before one.
            (Spelling::Kazakh, "у") => match before {
                Some(before) => matches!(before, Sound::Consonant | Sound::Closing),
                None => !follows.is_some_and(is_kazakh_vowel),
            },
            (Spelling::Kazakh, _) => characters.chars().all(is_kazakh_vowel),
            (Spelling::Kyrgyz, _) => characters.chars().all(|c| plain(c) || "өүы".contains(c)),
            (Spelling::Tajik, _) => characters.chars().all(|c| plain(c) || "ӣӯ".contains(c)),
            (Spelling::Turkmen, _) => characters.chars().all(|c| "aäeioöuüy".contains(c)),
            (Spelling::UzbekCyrillic, _) => characters.chars().all(|c| plain(c) || c == 'ў'),
        }
    }

    /// Whether a letter makes the vowel before it long: аа, өө.
    fn is_length(self, characters: &str, previous: Option<&Letter<'_>>) -> bool {
        self == Spelling::Kyrgyz
            && matches!(characters, "а" | "о" | "ө" | "у" | "ү" | "э" | "е")
            && previous.is_some_and(|previous| {
                previous.sound == Sound::Vowel && previous.characters == characters
            })
    }
}

/// Whether a letter is ŋ, or n and g.
fn is_velar_nasal(letter: &Letter<'_>) -> bool {
    matches!(letter.characters, "ng" | "нг")
}

/// The hard and soft signs and the tutuq belgisi, which close a syllable.
fn is_sign(character: char) -> bool {
    matches!(character, 'ъ' | 'ь') || is_apostrophe(character)
}

/// The marks of Uzbek in Latin letters, ʻ (of oʻ and gʻ) and ʼ (the tutuq belgisi), and what is typed for both.
pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(character, 'ʻ' | 'ʼ' | '‘' | '’' | '\'' | '`')
}

fn is_kazakh_vowel(character: char) -> bool {
    "аәеёиоөұүыіэюя".contains(character)
}
