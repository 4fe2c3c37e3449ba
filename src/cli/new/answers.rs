//! The answers to the five questions, and the brief that they make.

use crate::brief::{self, placeholder};
use crate::date::DateRange;
use crate::diagnostic::{Diagnostic, Source};
use crate::document::Language;
use crate::locale::{Locale, names_of_countries, two_readings};
use crate::start::{self, NamedOrganisation};
use crate::toml_string;
use crate::words::common_start;
use std::path::PathBuf;

/// The brief, with what is to be filled in between `§`.
const TEMPLATE: &str = include_str!("brief.toml");
/// What stood at the beginning of new briefs before.
const FORMER_HEADS: &str = "\
# An outcome brief. What stands behind a # is a remark and is printed nowhere: take the # away from what you
# need, and write your own words in the place of those in [brackets]. `briefgen check` names every mistake and
# every bracket that is left, `briefgen` with the name of this file makes the PDF and the DOCX.
# need. `briefgen check` names every mistake, `briefgen` with the name of this file makes the PDF and the DOCX.
";
/// The organisation where none is named: its id stands in the other remarks.
const EXAMPLE_ORGANISATION: &str =
    "# [[organisation]]\n# id = \"organiser\"\n# name = \"[Name of the organisation]\"";
const EXAMPLE_ABBREVIATION: &str = "# abbreviation = \"[Its short form]\"";
/// Who carries out the example of a project, in front of the id.
const IMPLEMENTERS: &str = "# implementers = [";

/// Whether a remark is one that stands in new briefs whatever the answers are: a line of its own, or the end of one.
pub(in crate::cli) fn is_fixed_remark(remark: &str) -> bool {
    let without_answers = Answers {
        meeting: String::new(),
        date: String::new(),
        place: String::new(),
        organiser: String::new(),
        language: String::new(),
    };
    // An answer stands at the end of an example.
    let examples = TEMPLATE.lines().filter_map(|line| line.split_once('§'));
    let mut examples = examples
        .map(|(example, _)| example)
        .filter(|example| example.starts_with('#'));
    let mut lines = TEMPLATE.lines().chain(FORMER_HEADS.lines());
    lines.any(|line| line.ends_with(remark))
        || without_answers.brief().lines().any(|line| line == remark)
        || remark == EXAMPLE_ABBREVIATION
        || remark.starts_with(IMPLEMENTERS)
        || examples.any(|example| remark.starts_with(example))
}

/// What a new brief is made of.
#[derive(Clone)]
pub(super) struct Answers {
    /// The meeting's title.
    pub meeting: String,
    /// A day, or the first and the last, as people write them.
    pub date: String,
    /// City and country; may be empty.
    pub place: String,
    /// One name or several, with abbreviations in brackets where there are any; may be empty.
    pub organiser: String,
    /// A BCP 47 tag.
    pub language: String,
}

impl Answers {
    /// The first mistake of the brief, in words, with what to write instead.
    pub fn mistake(&self) -> Option<String> {
        let of_own_kind = [
            Self::mistake_of_language,
            Self::mistake_of_date,
            Self::mistake_of_place,
        ];
        if let Some(reason) = of_own_kind.iter().find_map(|mistake| mistake(self)) {
            return Some(reason);
        }
        let source = Source {
            path: PathBuf::from("the answers"),
            text: self.brief().into(),
        };
        let (_, diagnostics) = brief::read(&source, &mut brief::no_files);
        if let Some(error) = diagnostics.into_iter().find(Diagnostic::is_error) {
            return Some(match error.help {
                Some(help) => format!("{}: {help}", error.message),
                None => error.message,
            });
        }
        None
    }

    /// As it is typed here, without the quotation marks of a brief.
    fn mistake_of_language(&self) -> Option<String> {
        let unknown = brief::read_language(&self.language).err()?;
        Some(format!(
            "{}: {}",
            unknown.message,
            unknown.help(str::to_owned)
        ))
    }

    fn mistake_of_date(&self) -> Option<String> {
        let date = self.date.trim();
        if self.days().is_none() {
            if let Some((day, weekday)) = self.locale().other_weekday(date) {
                return Some(format!("`{weekday}` is not the day of the week of {day}"));
            }
            return Some(format!(
                "`{date}` is no day: write it as 15 June 2017, 15–16 June 2017 or 2017-06-15"
            ));
        }
        let (typed, [day_first, month_first]) = two_readings(date)?;
        Some(format!(
            "`{typed}` can be two days: write {day_first} or {month_first}"
        ))
    }

    fn mistake_of_place(&self) -> Option<String> {
        let place = start::place(&self.place, self.locale());
        if place.country.is_some() && place.before.is_empty() && place.has_words_between() {
            return Some(format!(
                "`{}` has no comma in front of the country: write the city and the country as in `Astana, \
                 Kazakhstan`, or the country alone by its short name, `Kazakhstan`",
                self.place.trim()
            ));
        }
        let (_, unknown) = place
            .before
            .rsplit_once([',', '،'])
            .filter(|_| place.has_unknown_country())?;
        let unknown = unknown.trim();
        // One that begins otherwise is another country: Turkmenia is not Armenia.
        let is_like = |name: &&str| {
            let (one, other) = (unknown.to_lowercase(), name.to_lowercase());
            common_start(one.chars(), other.chars()) > 1
        };
        let names = names_of_countries().map(|(_, name)| name);
        let near = brief::nearest(unknown, names.filter(is_like));
        let meant = names_of_countries().find(|(_, name)| near == Some(*name));
        let (code, name) = meant.unwrap_or(("KZ", "Kazakhstan"));
        Some(format!(
            "`{unknown}` is not known as a country: write its name as in a list of countries, such as {name}, or its \
             code of ISO 3166-1, such as {code}"
        ))
    }

    /// The text of the brief.
    pub fn brief(&self) -> String {
        let days = self.days().unwrap_or(placeholder::DAY.into());
        let (first, last) = (days.start.to_string(), days.end.to_string());
        let date = if first == last {
            first
        } else {
            format!("{{ start = {first}, end = {last} }}")
        };
        let organisers = self.organisers();
        let ids: Vec<String> = organisers
            .iter()
            .map(|one| toml_string::line(&one.id))
            .collect();
        let example = toml_string::line("organiser");
        let own = ids.first().unwrap_or(&example);
        // Without organisers the names are examples, which stay remarks.
        let mark = if ids.is_empty() { "# " } else { "" };
        let publisher = format!("{mark}publisher = {own}");
        let listed = match ids.is_empty() {
            false => format!("organisers = [{}]", ids.join(", ")),
            true => format!("# organisers = [{own}]"),
        };
        let implementers = match ids.first() {
            Some(id) => format!("\n{IMPLEMENTERS}{id}]"),
            None => String::new(),
        };
        let organisations: Vec<String> = organisers.iter().map(organisation).collect();
        let organisations = match organisations.is_empty() {
            false => organisations.join("\n\n"),
            true => EXAMPLE_ORGANISATION.to_owned(),
        };
        let place = self.place_keys();
        let title = toml_string::line(&self.meeting);
        let language = toml_string::line(&self.language);
        let fill_in = |name: &str| match name {
            "LANGUAGE" => language.as_str(),
            "TITLE" => &title,
            "PUBLISHED" => &last,
            "PUBLISHER" => &publisher,
            "DATE" => &date,
            "PLACE" => &place,
            "ORGANISERS" => &listed,
            "ORGANISATION" => &organisations,
            "IMPLEMENTERS" => &implementers,
            _ => "",
        };
        TEMPLATE
            .split('§')
            .enumerate()
            .map(|(index, part)| if index % 2 == 0 { part } else { fill_in(part) })
            .collect()
    }

    /// The keys of city, country and venue, as far as they are known.
    fn place_keys(&self) -> String {
        let (city, venue, country) = self.place();
        let city = match city.is_empty() {
            false => format!("city = {}", toml_string::line(&city)),
            true => "# city = \"[City]\"".to_owned(),
        };
        let country = match country {
            Some(country) => format!("country = {}", toml_string::line(country)),
            None => "# The country has two letters (ISO 3166-1): KZ is Kazakhstan.".to_owned(),
        };
        match venue.is_empty() {
            true => format!("{city}\n{country}"),
            false => format!("{city}\n{country}\nvenue = {}", toml_string::line(&venue)),
        }
    }

    /// The locale of the brief, whose words hold lists together.
    fn locale(&self) -> Locale {
        Locale::for_language(&Language(self.language.clone())).unwrap_or_else(Locale::first)
    }

    /// The days of the meeting.
    pub fn days(&self) -> Option<DateRange> {
        Locale::date_range_in_any(&self.date)
    }

    /// The city, the venue in front of it, and the country's code where one is named.
    fn place(&self) -> (String, String, Option<&'static str>) {
        let place = start::place(&self.place, self.locale());
        let (city, venue) = start::city_and_venue(place.before, self.locale());
        (city, venue, place.country)
    }

    /// What is said of several organisers, so that a name is seen that was taken for two.
    pub fn several_organisers(&self) -> Option<String> {
        let names: Vec<String> = self.organisers().into_iter().map(|one| one.name).collect();
        (names.len() > 1).then(|| {
            format!(
                "{} organisers: {} (write `;` behind a name that has commas)",
                names.len(),
                names.join("; ")
            )
        })
    }

    fn organisers(&self) -> Vec<NamedOrganisation> {
        start::organisations(&self.organiser, self.locale())
    }

    /// The name of the file: city and year, or the meeting's title.
    pub fn file_name(&self) -> String {
        let (city, _, _) = self.place();
        let words = if city.is_empty() {
            &self.meeting
        } else {
            &city
        };
        file_name(words, self.days().map_or(0, |days| days.start.year))
    }
}

/// What the file of a brief is called after these words and the year.
pub(super) fn file_name(words: &str, year: u16) -> String {
    match brief::slug(words).as_str() {
        // In front of all else a hyphen would begin an option.
        "" => format!("brief-{year}.toml"),
        slug => format!("{slug}-{year}.toml"),
    }
}

/// An organisation of the brief.
fn organisation(named: &NamedOrganisation) -> String {
    let abbreviation = match &named.abbreviation {
        Some(abbreviation) => format!("abbreviation = {}", toml_string::line(abbreviation)),
        None => EXAMPLE_ABBREVIATION.to_owned(),
    };
    format!(
        "[[organisation]]\nid = {}\nname = {}\n{abbreviation}",
        toml_string::line(&named.id),
        toml_string::line(&named.name)
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::QUESTIONS;
    use super::*;
    use std::path::Path;

    fn astana() -> Answers {
        Answers {
            meeting: "The “Nexus” \"§DATE§\" \\ meeting".to_owned(),
            date: "2017-06-15/2017-06-16".to_owned(),
            place: "Nur-Sultan, Aqmola, kz".to_owned(),
            organiser: "Regional Environmental Centre for Central Asia (CAREC)".to_owned(),
            language: "en".to_owned(),
        }
    }

    /// A brief, and what is wrong with it; a picture is there, and is one.
    fn read(text: String) -> (Option<brief::Brief>, Vec<crate::diagnostic::Diagnostic>) {
        let source = Source {
            path: PathBuf::from("brief.toml"),
            text: text.into(),
        };
        let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/watch.png");
        brief::read(&source, &mut |_: &Path, _: usize| std::fs::read(&picture))
    }

    #[test]
    fn what_was_answered_stands_in_the_brief() {
        let answers = astana();
        assert_eq!(answers.mistake(), None);
        let brief = read(answers.brief()).0.unwrap();
        assert_eq!(brief.meeting.title.value, answers.meeting);
        assert_eq!(brief.title.value, answers.meeting);
        assert_eq!(brief.meeting.city.unwrap().value, "Nur-Sultan, Aqmola");
        assert_eq!(brief.published.value.to_string(), "2017-06-16");
        assert_eq!(brief.organisations[0].id.value, "carec");
        assert_eq!(answers.file_name(), "nur-sultan-aqmola-2017.toml");
    }

    #[test]
    fn a_title_is_one_line_whatever_marks_are_in_it() {
        let answers = Answers {
            meeting: "Donors' \"Nexus\"".to_owned(),
            ..astana()
        };
        let line = "title = \"Donors' \\\"Nexus\\\"\"";
        assert!(answers.brief().lines().any(|written| written == line));
    }

    #[test]
    fn answers_are_understood_as_people_write_them() {
        for date in [
            "14 May 2025",
            "14.05.2025",
            "2025-05-14",
            "14 мая 2025 г.",
            "14/05/2025",
        ] {
            let answers = Answers {
                date: date.to_owned(),
                ..astana()
            };
            assert_eq!(answers.mistake(), None, "{date}");
            assert!(answers.brief().contains("date  = 2025-05-14\n"), "{date}");
        }
        for date in [
            "14–15 May 2025",
            "2025-05-14 - 2025-05-15",
            "2025-05-14/2025-05-15",
        ] {
            let answers = Answers {
                date: date.to_owned(),
                ..astana()
            };
            let range = "date  = { start = 2025-05-14, end = 2025-05-15 }";
            assert!(answers.brief().contains(range), "{date}");
        }
        for (date, mistake) in [
            ("15 июня 2017 г. в 18", "is no day"),
            ("5 and 9 June 2017", "is no day"),
            (
                "Tuesday 5 June 2017",
                "`Tuesday` is not the day of the week of 2017-06-05",
            ),
        ] {
            let answers = Answers {
                date: date.to_owned(),
                ..astana()
            };
            let told = answers.mistake().unwrap();
            assert!(told.contains(mistake), "{told}");
        }
        for place in [
            "Bishkek, Kyrgyzstan",
            "Bishkek, kg",
            "Bishkek, Кыргызстан",
            "Bishkek, Kyrgyz Republic",
            "Bishkek (Kyrgyzstan)",
        ] {
            let answers = Answers {
                place: place.to_owned(),
                ..astana()
            };
            assert_eq!(answers.mistake(), None, "{place}");
            let lines = "city = \"Bishkek\"\ncountry = \"KG\"\n";
            assert!(answers.brief().contains(lines), "{place}");
        }
        let answers = Answers {
            place: "Town Hall, г. Бишкек, Kyrgyzstan".to_owned(),
            ..astana()
        };
        let lines = "city = \"Бишкек\"\ncountry = \"KG\"\nvenue = \"Town Hall\"\n";
        assert!(answers.brief().contains(lines), "{}", answers.brief());
    }

    #[test]
    fn several_organisers_are_several_and_the_first_publishes() {
        let answers = Answers {
            organiser: "A Centre (AC), Ministry of Land (ML) and B Council".to_owned(),
            ..astana()
        };
        assert_eq!(answers.mistake(), None);
        let brief = read(answers.brief()).0.unwrap();
        let ids: Vec<&str> = brief
            .organisations
            .iter()
            .map(|one| one.id.value.as_str())
            .collect();
        assert_eq!(ids, ["ac", "ml", "b-council"]);
        let said = answers.several_organisers().unwrap();
        assert!(
            said.starts_with("3 organisers: A Centre; Ministry of Land; B Council ("),
            "{said}"
        );
        let answers = Answers {
            organiser: "Ministry of Labour, Migration and Social Protection;".to_owned(),
            ..astana()
        };
        assert_eq!(answers.several_organisers(), None);
        assert!(
            answers
                .brief()
                .contains("name = \"Ministry of Labour, Migration and Social Protection\"")
        );
        assert_eq!(brief.publisher.unwrap().value, "ac");
    }

    /// A line without the mark of a remark.
    fn without_mark(line: &str) -> &str {
        line.strip_prefix("# ")
            .or(line.strip_prefix('#'))
            .unwrap_or(line)
    }

    /// Whether a line is an example of a key or of a table, and no remark.
    fn is_example(line: &str) -> bool {
        let is_key = |key: &str| {
            key.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        };
        line.strip_prefix("# ").is_some_and(|rest| {
            rest.starts_with("[[") && rest.ends_with("]]")
                || rest == "[project]"
                || rest.split_once(" = ").is_some_and(|(key, _)| is_key(key))
        })
    }

    #[test]
    fn each_example_is_right_once_its_marks_are_taken_away() {
        let nobody = Answers {
            organiser: String::new(),
            place: String::new(),
            ..astana()
        };
        for answers in [astana(), nobody] {
            let text = answers.brief();
            let mut all = String::new();
            let mut count = 0;
            for paragraph in text.split_inclusive("\n\n") {
                let lines: Vec<&str> = paragraph.lines().collect();
                let is_table = lines[0].starts_with("# [") && is_example(lines[0]);
                let uncommented: Vec<&str> = match is_table {
                    true => lines.iter().map(|line| without_mark(line)).collect(),
                    false => {
                        let mut in_text = false;
                        let mut one = |line: &&'_ str| -> bool {
                            let is_one = in_text || is_example(line);
                            if line.matches("\"\"\"").count() == 1 && is_one {
                                in_text = !in_text;
                            }
                            is_one
                        };
                        lines
                            .iter()
                            .map(|line| if one(line) { without_mark(line) } else { line })
                            .collect()
                    }
                };
                let uncommented = format!("{}\n\n", uncommented.join("\n"));
                all.push_str(&uncommented);
                if is_table {
                    count += 1;
                    let alone = text.replace(paragraph, &uncommented);
                    let (brief, diagnostics) = read(alone);
                    assert!(brief.is_some(), "{uncommented}{diagnostics:?}");
                    let left = diagnostics.iter().any(|one| one.code == "placeholder");
                    assert!(left || lines[0] == "# [[chart]]", "{uncommented}");
                }
            }
            assert!(count >= 14, "{count} examples");
            let (brief, diagnostics) = read(all.clone());
            // The title that was answered has marks of a keyboard.
            let is_told = |code| matches!(code, "placeholder" | "straight-quotes");
            assert!(
                diagnostics.iter().all(|one| is_told(one.code)),
                "{diagnostics:?}\n{all}"
            );
            let brief = brief.unwrap();
            assert_eq!(brief.recommendations.len(), 1);
            assert!(brief.summary.is_some() && brief.project.is_some());
            assert!(
                brief
                    .organisations
                    .iter()
                    .any(|one| one.is_european_union())
            );
        }
    }

    #[test]
    fn language_and_city_stand_in_the_brief_as_briefs_have_them() {
        let mut answers = astana();
        answers.take(&QUESTIONS[4], "RU").unwrap();
        answers.take(&QUESTIONS[2], "г. Алматы, Казахстан").unwrap();
        let brief = answers.brief();
        assert!(
            brief.contains("= \"ru\"") && brief.contains("city = \"Алматы\"\n"),
            "{brief}"
        );
        assert_eq!(answers.file_name(), "алматы-2017.toml");
        assert_eq!(file_name("???", 2017), "brief-2017.toml");
    }

    #[test]
    fn a_wrong_answer_is_not_taken_and_named() {
        for (index, wrong, reason) in [
            (0, "", "needed"),
            (1, "15 June", "no day"),
            (1, "2017-06-31", "2017-06-31"),
            (1, "2017-06-16/2017-06-15", "no day"),
            (1, "03/04/2026", "2026-04-03"),
            (1, "03/04/2026-05/04/2026", "2026-04-03"),
            (2, "Astana, XX", "`XX` is not known as a country"),
            (2, "Душанбе, Точикистон", "such as TJ"),
            (2, "Тошкент, Узбекистон", "such as UZ"),
            (2, "Ashgabat, Turkmenia", "such as TM"),
            (2, "Toshkent, Uzbekiston", "such as UZ"),
            (2, "Almaty Kazakhstan", "no comma in front of the country"),
            (2, "Almaty / Kazakhstan", "no comma in front of the country"),
            (2, "Astana, Kazakstan", "ISO 3166-1"),
            (4, "klingon", "language"),
            (4, "English", "write en for English"),
            (4, "\"en\"", "BCP 47: en, ru"),
            (4, "tlh", "cannot be written in"),
        ] {
            let mut answers = astana();
            let said = answers.take(&QUESTIONS[index], wrong).unwrap_err();
            assert!(said.contains(reason), "{wrong}: {said}");
            assert_eq!(answers.brief(), astana().brief());
        }
    }
}
