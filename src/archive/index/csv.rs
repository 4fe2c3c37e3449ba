//! The index as a table: comma-separated values (RFC 4180), a line for each recommendation.

use super::Indexed;

const COLUMNS: [&str; 11] = [
    "meeting start",
    "meeting end",
    "place",
    "title",
    "languages",
    "published",
    "publisher",
    "recommendation",
    "addressees",
    "due",
    "package",
];

/// The table. It begins with a byte order mark: spreadsheets take it for another encoding without.
pub fn table(briefs: &[Indexed]) -> String {
    let mut table = String::from("\u{feff}");
    line(&mut table, &COLUMNS.map(str::to_owned));
    for brief in briefs {
        let of_brief = [
            brief.meeting.start.to_string(),
            brief.meeting.end.to_string(),
            brief.place.clone().unwrap_or_default(),
            brief.title.clone(),
            brief.languages().join(" "),
            brief.published.to_string(),
            brief.publisher.clone().unwrap_or_default(),
        ];
        let mut recommendations: Vec<[String; 3]> = brief
            .recommendations
            .iter()
            .map(|item| {
                [
                    item.text.clone(),
                    item.addressees.join("; "),
                    item.due.map(|due| due.to_string()).unwrap_or_default(),
                ]
            })
            .collect();
        if recommendations.is_empty() {
            recommendations.push(Default::default());
        }
        for recommendation in recommendations {
            let mut cells = of_brief.to_vec();
            cells.extend(recommendation);
            cells.push(brief.package.clone());
            line(&mut table, &cells);
        }
    }
    table
}

fn line(table: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    table.push_str(&cells.join(","));
    table.push_str("\r\n");
}

/// A cell in quotation marks. An apostrophe before what a spreadsheet would take for a formula makes it text.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let before = if formula { "'" } else { "" };
    format!("\"{before}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, written) in [
            ("a, \"b\"\nc", "\"a, \"\"b\"\"\nc\""),
            ("=1+1", "\"'=1+1\""),
            ("+7", "\"'+7\""),
            ("-1", "\"'-1\""),
            ("@sum", "\"'@sum\""),
            ("a=1", "\"a=1\""),
            ("", "\"\""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }
}
