//! Whether two briefs are of one meeting, whatever has become of their words.

use toml::de::{DeTable, DeValue};

/// What the meeting of the brief in `one` is called, where the brief in `other` is of another meeting: its days are
/// others, and not the same title in the same year. Where that cannot be told, they count as one.
pub fn other_meeting(one: &str, other: &str) -> Option<String> {
    let (one, other) = (Meeting::of(one)?, Meeting::of(other)?);
    let is_same = one.days == other.days
        || one.title == other.title && one.days.get(..4) == other.days.get(..4);
    (!is_same).then(|| format!("“{}”, {}", one.title, one.days))
}

/// What a meeting is known by.
struct Meeting {
    title: String,
    /// The first day, and the last of several, as they are written.
    days: String,
}

impl Meeting {
    /// The meeting of the brief in `text`, if both its title and its days can be read.
    fn of(text: &str) -> Option<Meeting> {
        let brief = DeTable::parse(text).ok()?;
        let DeValue::Table(meeting) = brief.get_ref().get("meeting")?.get_ref() else {
            return None;
        };
        let DeValue::String(title) = meeting.get("title")?.get_ref() else {
            return None;
        };
        let days = match meeting.get("date")?.get_ref() {
            DeValue::Datetime(day) => day.to_string(),
            DeValue::Table(range) => {
                let day = |key| match range.get(key)?.get_ref() {
                    DeValue::Datetime(day) => Some(day.to_string()),
                    _ => None,
                };
                format!("{} – {}", day("start")?, day("end")?)
            }
            _ => return None,
        };
        Some(Meeting {
            title: title.to_string(),
            days,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_is_known_by_its_days_or_by_its_title_in_a_year() {
        let brief = |title: &str, date: &str| {
            format!("[meeting]\ntitle = \"{title}\"\ndate = {date}\n[[annex]]\n")
        };
        let astana = brief("Astana", "2017-06-15");
        let other = |text: &str| other_meeting(&astana, text).is_some();
        assert!(!other(&astana));
        assert!(!other(&brief("Astana 2017", "2017-06-15")));
        assert!(!other(&brief("Astana", "2017-06-16")));
        assert!(!other("no TOML"));
        // The same meeting of another year.
        assert!(other(&brief("Astana", "2018-06-15")));
        assert_eq!(
            other_meeting(
                &brief("Chu", "{ start = 2018-05-10, end = 2018-05-11 }"),
                &astana
            ),
            Some("“Chu”, 2018-05-10 – 2018-05-11".to_owned())
        );
    }
}
