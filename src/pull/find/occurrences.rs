//! Fields whose words stand in one or in several places.

use super::Finder;
use crate::document::FieldPath;
use crate::pull::change::Value;
use crate::pull::values::{self, Read, line};

/// How many letters a word has at least that says whose name it is in.
const LETTERS_OF_NAME: usize = 4;

/// From which likeness on, of 0 to 1, two words are one with a slip of the pen.
const LIKE_WORDS: f64 = 0.7;

/// How many words of a name, and words of how many letters, are compared letter by letter.
const LONGEST_NAME: usize = 40;

/// The lists of organisations in a brief.
pub(super) const OF_ORGANISATIONS: &str = "`organisers`, `implementers`, `partners` or `funders`";

/// Where the words of a field stand now.
pub(super) struct Occurrence {
    /// The place in the edited document, or where it would be.
    pub at: usize,
    pub shown: String,
    /// Nothing where they are gone.
    pub now: String,
    /// The words now, passages in other languages marked.
    pub marked: String,
}

impl Occurrence {
    fn is_there(&self) -> bool {
        !line(&self.now).is_empty()
    }

    fn is_changed(&self) -> bool {
        self.is_there() && line(&self.now) != line(&self.shown)
    }
}

impl Finder<'_> {
    pub(super) fn occurrence(&mut self, path: &FieldPath, occurrence: Occurrence) {
        let found = self.occurrences.entry(path.whole());
        let (_, found) = found.or_insert_with(|| (path.clone(), Vec::new()));
        found.push(occurrence);
    }

    /// Tells what became of each field.
    pub(super) fn fields(&mut self) {
        for (_, (path, found)) in std::mem::take(&mut self.occurrences) {
            if found.iter().any(Occurrence::is_changed) {
                self.changed(&path, &found);
            } else {
                self.taken_out(&path, &found);
            }
        }
    }

    fn changed(&mut self, path: &FieldPath, found: &[Occurrence]) {
        let near = Some(path.whole());
        let changed = found.iter().filter(|one| one.is_changed());
        let mut reads: Vec<(&Occurrence, Read)> = Vec::new();
        for one in changed {
            let read = self.read(path, one);
            if !reads.iter().any(|(_, other)| *other == read) {
                reads.push((one, read));
            }
        }
        if reads.len() > 1 {
            for (one, _) in &reads {
                self.unplaced_near(
                    one.at,
                    "a field that was changed differently in different places",
                    near.clone(),
                    &one.now,
                    &self.base.in_brief(
                        "the brief has it once: write the same words in all places, or change it in the brief itself",
                    ),
                );
            }
            return;
        }
        let stayed = found.iter().any(|one| one.is_there() && !one.is_changed());
        let is_sole = stayed || found.len() == 1;
        for (one, read) in reads {
            if path.table() != "organisation" || !self.tells_another(path, one, is_sole, stayed) {
                self.field_read(one.at, path, path.whole(), &one.now, read);
            }
        }
    }

    /// Tells words in the place of an organisation that may be another one, or another one beside it; false where they
    /// are what it is called now. `stayed` is whether it is called as it was in other places.
    fn tells_another(
        &mut self,
        path: &FieldPath,
        one: &Occurrence,
        is_sole: bool,
        stayed: bool,
    ) -> bool {
        let near = Some(path.whole());
        if self.is_other_organisation(path, &one.now) {
            self.unplaced(
                one.at,
                "another organisation in the place of one",
                &one.now,
                &self.base.in_brief(
                    "name it in the brief by its id: `organisers`, `publisher`, `implementers`",
                ),
            );
            return true;
        }
        // In an edition, another name is another translation.
        let is_original = self.base.edition.is_none();
        let added = self.organisation_added(&one.shown, &one.now);
        if let Some(added) = added.filter(|_| is_sole && is_original) {
            let advice = match values::organisation(self.base, &added) {
                Some(known) => format!(
                    "add its id, `{}`, to the list in the brief: {OF_ORGANISATIONS}",
                    known.id.value
                ),
                None => format!(
                    "give it an [[organisation]], and add its id to the list in the brief: {OF_ORGANISATIONS}; if the \
                     one before has a longer name now, change that in the brief"
                ),
            };
            let what = "words behind or before the name of an organisation, as of another one";
            self.unplaced_near(one.at, what, near, &added, &advice);
            return true;
        }
        let may_be = (stayed || is_original) && may_be_another(path, one, stayed);
        if may_be {
            let what = if stayed {
                "an organisation that has other words in some places only"
            } else {
                "an organisation whose name has other words altogether"
            };
            let advice = self.base.in_brief(
                "if it is another one, give it an [[organisation]] and name its id there; if it has another name now, \
                 change that in the brief itself",
            );
            self.unplaced_near(one.at, what, near, &one.now, &advice);
        }
        may_be
    }

    /// What the words of a field stand for in one place.
    fn read(&self, path: &FieldPath, one: &Occurrence) -> Read {
        match values::read(self.base, path, &one.now) {
            Read::Value(Value::Text(words)) => {
                let has_passage = one.marked != words && words == line(&one.now);
                let words = if has_passage {
                    one.marked.clone()
                } else {
                    words
                };
                let typed = self.base.typed_text(path);
                Read::Value(Value::Text(values::with_case_of(
                    typed.as_deref(),
                    &one.shown,
                    words,
                )))
            }
            read => read,
        }
    }

    fn taken_out(&mut self, path: &FieldPath, found: &[Occurrence]) {
        let is_missing = |one: &&Occurrence| !one.is_there() && !line(&one.shown).is_empty();
        let missing = found.iter().filter(is_missing).count();
        if missing == 0 {
            return;
        }
        let first = &found[0];
        if path.table() == "organisation" {
            self.unplaced_near(
                first.at,
                "an organisation that was taken out",
                Some(path.whole()),
                &first.shown,
                &self.base.in_brief(&format!(
                    "take its id out of the list in the brief: {OF_ORGANISATIONS}"
                )),
            );
        } else if missing == found.len() {
            self.field(first.at, path, None);
        }
    }

    /// Whether words are the name of another organisation of the brief.
    fn is_other_organisation(&self, path: &FieldPath, words: &str) -> bool {
        let id = path.item.as_ref().map(|(_, id)| id);
        let named = values::organisation(self.base, &line(words));
        named.is_some_and(|named| Some(&named.id.value) != id)
    }

    /// What was joined to the name of an organisation as another one is in a list.
    fn organisation_added(&self, shown: &str, now: &str) -> Option<String> {
        let (shown, now) = (line(shown), line(now));
        let joiners = values::all_joiners(&self.base.locale);
        let added = joiners.iter().find_map(|joiner| {
            let behind = now.strip_prefix(shown.as_str());
            let before = now.strip_suffix(shown.as_str());
            behind
                .and_then(|added| added.strip_prefix(joiner.as_str()))
                .or_else(|| before.and_then(|added| added.strip_suffix(joiner.as_str())))
        })?;
        // A joiner that was typed before one of ours.
        let mut joiners = joiners.iter();
        let word = joiners.find_map(|joiner| added.strip_suffix(joiner.trim_end()));
        Some(word.unwrap_or(added).trim().to_owned())
    }
}

/// Whether an organisation that was changed may be another one: in some places only an abbreviation always, a name that
/// has no word like one of the old name.
fn may_be_another(path: &FieldPath, one: &Occurrence, stayed: bool) -> bool {
    match path.field.as_str() {
        "name" => !are_alike(&one.shown, &one.now),
        "abbreviation" => stayed,
        _ => stayed && !are_alike(&one.shown, &one.now),
    }
}

/// Whether two names have a word in common, but for slips of the pen, or one is the initials of the other.
fn are_alike(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric());
        let says_whose = |word: &&str| {
            word.chars().count() >= LETTERS_OF_NAME
                || word.chars().count() > 1 && !word.contains(char::is_lowercase)
        };
        words.filter(says_whose).map(str::to_lowercase).collect()
    };
    let initials = |name: &str| -> String {
        let words = name.split(|c: char| !c.is_alphanumeric());
        let initials = words.filter_map(|word| word.chars().next());
        initials.filter(|initial| !initial.is_lowercase()).collect()
    };
    let (words, others) = (words(one), words(other));
    let mut first = words.iter().take(LONGEST_NAME);
    first.any(|word| {
        let mut others = others.iter().take(LONGEST_NAME);
        others.any(|other| are_words_alike(word, other))
    }) || initials(one) == other.trim()
        || initials(other) == one.trim()
}

/// Whether two words are one, but for a slip of the pen: most letters of both are a common subsequence.
fn are_words_alike(one: &str, other: &str) -> bool {
    let [letters, others] = [one, other].map(|word| word.chars().collect::<Vec<_>>());
    let lengths = [letters.len(), others.len()];
    if one == other
        || !lengths
            .iter()
            .all(|length| (LETTERS_OF_NAME..=LONGEST_NAME).contains(length))
    {
        return one == other;
    }
    // How many letters the beginnings of `others` have in common with what was read of `letters`.
    let mut common = vec![0; others.len() + 1];
    for letter in letters {
        let mut before = 0;
        for (at, other) in others.iter().enumerate() {
            let above = common[at + 1];
            common[at + 1] = if letter == *other {
                before + 1
            } else {
                above.max(common[at])
            };
            before = above;
        }
    }
    2.0 * f64::from(common[others.len()]) >= LIKE_WORDS * lengths.iter().sum::<usize>() as f64
}

#[cfg(test)]
mod tests {
    use super::are_alike;

    #[test]
    fn names_of_any_length_are_soon_compared() {
        let [one, other] = ["ab", "ba"].map(|letters| letters.repeat(200_000));
        assert!(!are_alike(&one, &other));
        let [one, other] = ["abcdef ", "ghijkl "].map(|word| word.repeat(100_000));
        assert!(!are_alike(&one, &other));
        assert!(are_alike(&one, &one));
    }

    #[test]
    fn names_are_alike_by_their_words() {
        for (one, other) in [
            ("Regional Enviromental Centre", "Environmental Center"),
            ("Unversity", "University"),
            ("GIZ", "GIZ GmbH"),
            ("IUCN", "International Union for Conservation of Nature"),
            ("Министерство энергетики", "Министерства энергетики"),
        ] {
            assert!(are_alike(one, other), "{one}, {other}");
        }
        for (one, other) in [
            ("Regional Environmental Centre", "Ministry of Water"),
            ("Bank of the South", "Ministry of the Environment"),
            ("GIZ", "UNDP"),
        ] {
            assert!(!are_alike(one, other), "{one}, {other}");
        }
    }
}
