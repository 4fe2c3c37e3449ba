//! `briefgen new --from`: notes and old briefs as people write them, made into briefs that render at once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use assert_cmd::Command;
use common::{edit_docx, stderr, stdout, with_paragraph};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn briefgen(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("briefgen").unwrap();
    command.env("NO_COLOR", "1").current_dir(folder);
    command
}

fn corpus() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/new");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|kind| kind == "md" || kind == "txt" || kind == "docx")
        })
        .collect();
    files.sort();
    files
}

/// Makes a brief of a file; what the command said, and the brief.
fn started(folder: &Path, file: &Path) -> (String, String) {
    let output = briefgen(folder)
        .args(["new", "brief.toml", "--from"])
        .arg(file)
        .assert()
        .code(0);
    let said = stdout(&output);
    (said, fs::read_to_string(folder.join("brief.toml")).unwrap())
}

/// Makes the DOCX of a brief of the repository in `folder`; the path of the brief.
fn docx_of(brief: &str, folder: &Path) -> PathBuf {
    let brief = Path::new(env!("CARGO_MANIFEST_DIR")).join(brief);
    briefgen(folder)
        .arg(&brief)
        .args(["-o", ".", "-f", "docx"])
        .assert()
        .code(0);
    brief
}

/// The words of a text that are long enough to be missed.
fn words(text: &str) -> BTreeSet<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 4)
        .map(str::to_owned)
        .collect()
}

#[test]
fn notes_become_briefs_that_render_at_once() {
    for file in corpus() {
        let folder = TempDir::new().unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        fs::copy(&file, folder.path().join(&name)).unwrap();
        let (said, brief) = started(folder.path(), Path::new(&name));
        // Of Markdown, the words that stand nowhere in the brief: labels that became keys, and nothing else.
        let lost = fs::read_to_string(&file).map(|notes| {
            let lost: Vec<String> = words(&notes).difference(&words(&brief)).cloned().collect();
            format!("\nOnly in the notes: {}\n", lost.join(" "))
        });
        insta::assert_snapshot!(
            name.as_str(),
            format!("{said}{}\n{brief}", lost.unwrap_or_default())
        );
        let output = briefgen(folder.path()).arg("brief.toml").output().unwrap();
        let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{name}: {wrong}\n{brief}");
        assert!(
            folder.path().join("brief.pdf").is_file() && folder.path().join("brief.docx").is_file()
        );
    }
}

/// A Word file of these parts.
fn package(document: &str, relationships: &str) -> Vec<u8> {
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", relationships),
    ] {
        let options = zip::write::SimpleFileOptions::default();
        file.start_file(name, options).unwrap();
        file.write_all(content.as_bytes()).unwrap();
    }
    file.finish().unwrap().into_inner()
}

/// Notes in Word, where each line is a paragraph.
fn typed_in_word(notes: &str) -> Vec<u8> {
    let paragraph =
        |line| format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>");
    let body: String = notes.lines().map(paragraph).collect();
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body>\
         </w:document>"
    );
    package(
        &document,
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>",
    )
}

#[test]
fn a_picture_of_word_keeps_the_kind_of_its_file() {
    let picture = |name: &str, id: &str| {
        format!(
            "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"{name}\"/><a:graphic><a:graphicData><pic:pic>\
             <pic:blipFill><a:blip r:embed=\"{id}\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>\
             </w:drawing></w:r></w:p>"
        )
    };
    let body = [
        picture("Picture 1", "r1"),
        picture("photo.PNG", "r1"),
        picture("Chart", "r2"),
        picture("map.png", "r3"),
    ];
    let namespaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
        xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
        xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
        xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let document = format!(
        "<w:document {namespaces}><w:body>{}</w:body></w:document>",
        body.concat()
    );
    let target = |id: &str, file: &str| {
        format!(
            "<Relationship Id=\"{id}\" Target=\"media/{file}\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\"/>"
        )
    };
    let targets = [
        target("r1", "image1.JPEG"),
        target("r2", "image2.emf"),
        target("r3", "image3.png"),
    ];
    let relationships = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        targets.concat()
    );
    let folder = TempDir::new().unwrap();
    let file = package(&document, &relationships);
    fs::write(folder.path().join("old.docx"), file).unwrap();
    let (_, brief) = started(folder.path(), Path::new("old.docx"));
    let files: Vec<&str> = brief
        .lines()
        .filter_map(|line| line.strip_prefix("# file = "))
        .collect();
    let expected = [
        "\"picture-1.jpeg\"",
        "\"photo.jpeg\"",
        "\"chart.png\"",
        "\"map.png\"",
    ];
    assert_eq!(files, expected, "{brief}");
}

#[test]
fn a_document_of_ours_gives_back_its_own_brief() {
    let folder = TempDir::new().unwrap();
    let astana = docx_of("briefs/astana-2017.toml", folder.path());
    let (said, brief) = started(folder.path(), &folder.path().join("astana-2017.docx"));
    assert_eq!(brief, fs::read_to_string(astana).unwrap());
    assert!(said.contains("was made from, without any edit"), "{said}");
    let run = briefgen(folder.path())
        .args(["new", "other.toml", "--from", "astana-2017.docx"])
        .args(["--date", "2018-01-01"])
        .assert()
        .code(2);
    let said = stderr(&run);
    assert!(
        said.contains("leave out --date, which that brief says"),
        "{said}"
    );
}

#[test]
fn what_an_edited_document_of_ours_lacks_to_be_a_brief_is_named() {
    let folder = TempDir::new().unwrap();
    docx_of("briefs/astana-2017.toml", folder.path());
    let untitled = |body: String| {
        let words = "Outcomes of the meeting in Astana";
        with_paragraph(&body, words, |_| String::new())
    };
    edit_docx(
        &folder.path().join("astana-2017.docx"),
        &[("word/document.xml", &untitled)],
    );
    let run = briefgen(folder.path())
        .args(["new", "brief.toml", "--from", "astana-2017.docx"])
        .assert()
        .code(1);
    let said = stderr(&run);
    assert!(
        said.contains("the brief has no `title`") && said.contains("--> brief.toml"),
        "{said}"
    );
    assert!(folder.path().join("brief.toml").exists());
}

#[test]
fn an_edition_begins_no_brief() {
    let folder = TempDir::new().unwrap();
    docx_of("briefs/astana-2017.ru.toml", folder.path());
    let run = briefgen(folder.path())
        .args(["new", "brief.toml", "--from", "astana-2017.ru.docx"])
        .assert()
        .code(1);
    let said = stderr(&run);
    let what = "made from `astana-2017.ru.toml`, a translation of `astana-2017.toml`";
    assert!(
        said.contains(what) && said.contains("`briefgen extract`"),
        "{said}"
    );
    assert!(!folder.path().join("brief.toml").exists());
}

#[test]
fn options_win_over_the_notes_and_the_file_has_the_name_of_city_and_year() {
    let folder = TempDir::new().unwrap();
    let notes = corpus()
        .into_iter()
        .find(|path| path.ends_with("nothing.md"))
        .unwrap();
    let mut command = briefgen(folder.path());
    command.args([
        "new",
        "--date",
        "2020-02-29",
        "--place",
        "Osh, KG",
        "--organiser",
        "Pump Users (PU)",
    ]);
    command
        .args(["--language", "en", "--meeting", "On pumps", "--from"])
        .arg(notes)
        .assert()
        .code(0);
    let brief = fs::read_to_string(folder.path().join("osh-2020.toml")).unwrap();
    for line in [
        "date = 2020-02-29",
        "country = \"KG\"",
        "organisers = [\"pu\"]",
        "title = \"On pumps\"",
    ] {
        assert!(brief.contains(line), "{line}\n{brief}");
    }
}

#[test]
fn a_file_that_was_not_named_is_called_after_the_meeting_or_else_after_the_notes() {
    let folder = TempDir::new().unwrap();
    docx_of("briefs/astana-2017.toml", folder.path());
    for (name, text) in [
        ("city.md", "# Water\n\nAstana, 15 June 2017\n"),
        ("title.md", "# Water for all\n\nDate: 15 June 2017\n"),
        ("neither.md", "# Water for all\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    // The outputs of the brief would take the place of the document that was named.
    let of_docx = "astana-2017.docx is there already";
    for (notes, name, told) in [
        ("astana-2017.docx", "astana-2017-2", Some(of_docx)),
        ("city.md", "astana-2017-3", Some(of_docx)),
        ("title.md", "water-for-all-2017", None),
        ("neither.md", "neither-brief", None),
        (
            "neither.md",
            "neither-brief-2",
            Some("neither-brief.toml is there already"),
        ),
    ] {
        let run = briefgen(folder.path())
            .args(["new", "--from", notes])
            .assert()
            .code(0);
        let said = stdout(&run);
        assert!(
            said.ends_with(&format!("\nNext: briefgen {name}.toml\n")),
            "{said}"
        );
        assert!(told.is_none_or(|told| said.starts_with(told)), "{said}");
        assert_eq!(said.contains("is there already"), told.is_some(), "{said}");
        assert!(folder.path().join(format!("{name}.toml")).is_file());
    }
}

#[test]
fn what_is_left_to_fill_in_is_a_warning_and_wrong_where_warnings_are() {
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("notes.md"),
        "Funded by: European Union\n",
    )
    .unwrap();
    started(folder.path(), Path::new("notes.md"));
    let check = |options: &[&str]| {
        let output = briefgen(folder.path())
            .args(["check", "brief.toml"])
            .args(options)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (
            output.status.code(),
            said.matches("warning[placeholder]").count(),
        )
    };
    // Two titles, two days, and the title of the project.
    assert_eq!(check(&[]), (Some(0), 5));
    assert_eq!(check(&["--strict"]).0, Some(1));
}

/// The brief of notes that are one line below a title.
fn brief_of_line(line: &str) -> String {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("notes.md"), format!("# T\n\n{line}\n")).unwrap();
    started(folder.path(), Path::new("notes.md")).1
}

#[test]
fn countries_are_known_by_their_long_names_and_others_are_told() {
    for line in [
        "Place: Osh, Kyrgyz Republic",
        "Place: Osh, Кыргызская Республика",
        "Place: Osh (Kyrgyzstan)",
    ] {
        let brief = brief_of_line(line);
        let keys = "city = \"Osh\"\ncountry = \"KG\"\n";
        assert!(
            brief.contains(keys) && !brief.contains("venue ="),
            "{brief}"
        );
        assert!(!brief.contains("in the notes"), "{brief}");
    }
    let brief = brief_of_line("Place: Osh, Atlantis");
    assert!(
        brief.contains("# the place in the notes: Osh, Atlantis"),
        "{brief}"
    );
}

#[test]
fn an_organisation_that_a_line_names_twice_stands_in_the_list_once() {
    let brief = brief_of_line("Organisers: CAREC, IUCN, CAREC");
    assert!(
        brief.contains("organisers = [\"carec\", \"iucn\"]"),
        "{brief}"
    );
}

#[test]
fn a_detail_that_may_hold_what_was_not_recognised_is_named() {
    let folder = TempDir::new().unwrap();
    let talk = "Words that follow an obstacle and are none of it. ".repeat(20);
    let notes = format!("Obstacles\n\n- No money\n- No staff\n\n{talk}\n\n{talk}\n");
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, _) = started(folder.path(), Path::new("notes.md"));
    let words = "Look at this again: the detail of obstacle 2, 400 words long";
    assert!(said.contains(words), "{said}");
}

#[test]
fn councils_are_no_advice_and_minutes_are_no_section() {
    for (line, heading) in [
        (
            "**Сырдария бассейндік кеңесі отырысының № 2 хаттамасы**",
            "## Шешімдер",
        ),
        (
            "**Мониторинг бойынша ұсыныстар тобының хаттамасы**",
            "## Шешімдер",
        ),
        ("**Suw boýunça maslahat**", "## Çözgütler"),
        ("## Бассейндик кеңеш", "## Кеңештин чечимдери"),
        ("## Бассейновые советы", "## Решения"),
    ] {
        let notes = format!(
            "# T\n\n{line}\n\nAstana, 2018-05-10\n\n- A 3.\n\n{heading}\n\n- A 1.\n- B 2.\n"
        );
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        let (said, brief) = started(folder.path(), Path::new("notes.md"));
        assert_eq!(
            brief.matches("[[decision]]").count(),
            2,
            "{line}\n{said}{brief}"
        );
        assert!(
            brief.contains("date = 2018-05-10") && !brief.contains("[[recommendation]]"),
            "{line}\n{said}{brief}"
        );
    }
}

#[test]
fn what_minutes_have_is_a_section_of_them() {
    for (heading, section) in [
        ("Bayonnoma qarorlari", "decision"),
        ("Хаттама шешімдері", "decision"),
        ("Protocol decisions", "decision"),
        ("Основные решения протокола", "decision"),
        ("Main recommendations of the minutes", "recommendation"),
    ] {
        let brief = brief_of_line(&format!("## {heading}\n\n- Do it"));
        let item = format!("[[{section}]]\ntext = \"Do it\"\n");
        assert!(brief.contains(&item), "{heading}\n{brief}");
    }
}

#[test]
fn headings_of_items_lose_their_numbers_and_talk_of_money_is_no_funder() {
    let folder = TempDir::new().unwrap();
    let notes = "# T\n\n## Recommendations\n\n### 1. Repair pumps\n\nSoon.\n\n### 2. Buy meters\n\n## Funding\n\n\
        Tariffs cover a third. Villages have no budget.\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (_, brief) = started(folder.path(), Path::new("notes.md"));
    assert!(
        brief.contains("text = \"Repair pumps\"") && !brief.contains("funders"),
        "{brief}"
    );
}

#[test]
fn a_short_line_between_two_lists_is_a_heading_that_is_told() {
    let folder = TempDir::new().unwrap();
    let notes = "Outcomes of the meeting on pumps\n\nObstacles\n\n- Old pumps\n- No money\n\nOther business\n\n\
        - The next meeting is in Osh\n- Coffee was good\n\nRecommendations\n\n- Repair the pumps\n\nby June 2027\n\n\
        - Ask the district\n";
    fs::write(folder.path().join("notes.txt"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.txt"));
    assert!(said.contains("2 × obstacle, 2 × recommendation"), "{said}");
    assert!(said.contains("“Other business” (line 8)"), "{said}");
    assert!(
        brief.contains("\n# title = \"Other business\"\n"),
        "{brief}"
    );
    assert!(!brief.contains("\ndetail = \"Other"), "{brief}");
}

#[test]
fn sections_need_no_empty_lines_between_them() {
    let english = "Protocol of the water users\nTaldykorgan, 3 April 2017\nPresent: 12 people\nProblems:\n- old pumps\n\
        - no money\nRecommendations:\n- repair three pumps (akimat, by 1 October 2017)\nNext steps:\n\
        - TT sends the minutes\n";
    let russian = "Протокол водопользователей\nг. Талдыкорган, 3 апреля 2017 года\nПрисутствовали: 12 человек\n\
        Проблемы:\n- old pumps\n- no money\nРекомендации:\n\
        - repair three pumps (акимат, до 1.10.2017)\nСледующие шаги:\n- TT sends the minutes\n";
    for (notes, akimat) in [
        (english.to_owned(), "akimat"),
        (english.replace("\n- ", "\n1. "), "akimat"),
        (english.replace("\n- ", "\n• "), "akimat"),
        (english.replace("\n- ", "\n– "), "akimat"),
        (russian.to_owned(), "акимат"),
    ] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("notes.txt"), &notes).unwrap();
        let (said, brief) = started(folder.path(), Path::new("notes.txt"));
        let expected = format!(
            "attendance = 12\n\n# What stands in the way.\n\n[[obstacle]]\ntext = \"old pumps\"\n\n\
             [[obstacle]]\ntext = \"no money\"\n\n# What the meeting recommends.\n\n\
             [[recommendation]]\ntext = \"repair three pumps\"\naddressees = [\"{akimat}\"]\ndue = 2017-10-01\n\n\
             # Who does what until when.\n\n[[action]]\ntext = \"TT sends the minutes\"\n"
        );
        assert!(brief.ends_with(&expected), "{notes}\n{brief}");
        assert!(!said.contains("Not recognised"), "{said}");
    }
}

#[test]
fn a_line_between_lists_is_a_heading_also_by_the_name_in_its_brackets() {
    let folder = TempDir::new().unwrap();
    let notes = "Встреча в Алматы\n\nПроблемы\n1. газ дорогой\n2. данные закрыты\n\nЧто надо сделать (предложения)\n\
        * оплатить подключение\n\nДоговорились:\nТТ пишет в маслихат\n\nРазное\n\nБыло холодно.\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    for words in [
        "text = \"данные закрыты\"\n\n#",
        "[[recommendation]]\ntext = \"оплатить подключение\"\n\n",
        "[[decision]]\ntext = \"ТТ пишет в маслихат\"\n",
    ] {
        assert!(brief.contains(words), "{words}\n{said}\n{brief}");
    }
    // In other words, the line is told; also where the title is one by style.
    let notes = notes.replace("Что надо сделать (предложения)", "Кто что принёс (заметки)");
    let notes = format!("# {notes}");
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    fs::remove_file(folder.path().join("brief.toml")).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    assert!(
        said.contains("“Кто что принёс (заметки)” (line 7)") && !brief.contains("\ndetail ="),
        "{said}\n{brief}"
    );
}

#[test]
fn a_heading_above_nothing_is_told() {
    let folder = TempDir::new().unwrap();
    let notes =
        "# T\n\n## Donor meeting in Osh\n\n## Obstacles\n\n## Recommendations\n\n- Repair pumps\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, _) = started(folder.path(), Path::new("notes.md"));
    assert!(
        said.contains("“Donor meeting in Osh” (line 3)") && !said.contains("“Obstacles”"),
        "{said}"
    );
}

#[test]
fn words_that_have_no_key_of_their_own_are_told() {
    let many = "the Centre together with all of the many ministries of water and of agriculture and of energy of the five countries";
    let body = format!(
        "## Partners\n\n{many}\n\n## Recommendations\n\n### To the ministries\n### To the donors\n\n- Pay\n\n\
         ## Annex 2. Losses by district\n\nTable 1. Losses of water:\n\n| District | Loss |\n|---|---|\n| Chu | 3 |\n"
    );
    for (notes, left) in [
        (
            format!("---\ntitle: One\nlanguage: Klingon\n---\n\n# Another title\n\n{body}"),
            vec!["“Another title” (line 6)", "language: Klingon"],
        ),
        (
            body.clone(),
            vec![many, "“To the ministries”", "“Losses by district”"],
        ),
    ] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        let (said, brief) = started(folder.path(), Path::new("notes.md"));
        for words in left {
            assert!(
                said.contains(words) || brief.contains(words),
                "{words}\n{said}\n{brief}"
            );
        }
    }
}

#[test]
fn short_forms_need_no_mark_behind_them_and_a_table_is_not_called_as_a_section() {
    let folder = TempDir::new().unwrap();
    let notes = "# T\n\n## Obstacles\n\n- Old pumps, [+7 717 265](tel:+7717265)\n\n| District | Loss |\n|---|---|\n| Chu | 3 |\n\n\
        ## Abbreviations\n\nGIS geographic information system\n\nSIC ICWC\tCenter of the Commission\n\nA few more\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    for words in [
        "short = \"GIS\"\nlong = \"geographic information system\"",
        "short = \"SIC ICWC\"\nlong = \"Center of the Commission\"",
        "\n[[table]]\nid = \"obstacles-2\"",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    assert!(
        said.contains("“A few more”") && !said.contains("tel:"),
        "{said}"
    );
}

#[test]
fn a_footnote_of_plain_words_is_told_whatever_words_it_has() {
    let folder = TempDir::new().unwrap();
    let notes = "# Old pumps[^1]\n\n## Obstacles\n\n- No money for pumps\n- Old pumps[^2]\n\n[^1]: No *money*.\n\n[^2]: Pumps.\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    assert!(said.contains("\n  footnote: No *money*.\n"), "{said}");
    assert!(brief.ends_with("\n# footnote\n# No *money*.\n"), "{brief}");
}

#[test]
fn the_items_of_a_footnote_that_is_in_the_brief_are_not_told() {
    let folder = TempDir::new().unwrap();
    let notes = "# Meeting\n\n## Summary\n\nGood[^1].\n\n[^1]: The steps:\n\n    1. one thing\n    2. another thing\\\n       in two lines\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    assert!(brief.contains("2. another thing"), "{brief}");
    assert_eq!(brief.matches("another thing").count(), 1, "{brief}");
    assert!(!said.contains("footnote"), "{said}");
}

#[test]
fn what_is_recommended_or_to_be_done_counts_more_than_what_is_decided() {
    for (heading, items) in [
        ("Conclusions and recommendations", "2 × recommendation"),
        ("Conclusions, recommendations", "2 × recommendation"),
        ("Выводы и рекомендации", "2 × recommendation"),
        ("Решения и поручения", "2 × action"),
        ("Agreed actions", "2 × action"),
        ("Agreed next steps", "2 × action"),
        ("Decisions and follow-up actions", "2 × action"),
        ("Agreed text", "2 × decision"),
        ("Decisions on the action plan", "2 × decision"),
    ] {
        let folder = TempDir::new().unwrap();
        let notes = format!("# T\n\n## {heading}\n\n- One\n- Two\n");
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        let (said, brief) = started(folder.path(), Path::new("notes.md"));
        let remark = format!("# in the notes: “{heading}”");
        assert!(
            said.contains(items) && brief.contains(&remark),
            "{heading}\n{said}\n{brief}"
        );
    }
}

#[test]
fn a_heading_that_says_more_than_its_section_stays_as_a_remark() {
    let folder = TempDir::new().unwrap();
    let notes = "# Meeting\n\n## Questions to working group 1 (chair: Mr Bek)\n\n- How?\n- When?\n\n\
        ## Key recommendations\n\n- Do this.\n\n## Основные решения\n\n- Meet again.\n\n\
        ## Funders of the work\n\nEuropean Union\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (_, brief) = started(folder.path(), Path::new("notes.md"));
    let kept = "\n# in the notes: “Questions to working group 1 (chair: Mr Bek)”\n[[question]]\ntext = \"How?\"";
    assert!(brief.contains(kept), "{brief}");
    let of_funders = "\n[project]\n# in the notes: “Funders of the work”\n";
    assert!(brief.contains(of_funders), "{brief}");
    assert_eq!(brief.matches("in the notes").count(), 2, "{brief}");
}

#[test]
fn of_items_that_are_numbered_alike_each_is_a_question_and_others_are_what_was_said() {
    for (list, expected) in [
        (
            "1. Irrigation\n2. Who pays?\n3. Drainage\n",
            "[[question]]\ntext = \"Irrigation\"\n\n[[question]]\ntext = \"Who pays?\"\n\n\
             [[question]]\ntext = \"Drainage\"\n",
        ),
        (
            "1. Who pays?\n\n- The ministry does.\n\n2. Drainage\n",
            "[[question]]\ntext = \"Who pays?\"\ndiscussion = \"- The ministry does.\"\n\n\
             [[question]]\ntext = \"Drainage\"\n",
        ),
        (
            "- Who pays?\n- The ministry does.\n- How much?\n",
            "[[question]]\ntext = \"Who pays?\"\ndiscussion = \"- The ministry does.\"\n\n\
             [[question]]\ntext = \"How much?\"\n",
        ),
        (
            "- Who pays? -> the ministry, they said\n- Why? – Nobody knows.\n",
            "[[question]]\ntext = \"Who pays?\"\ndiscussion = \"the ministry, they said\"\n\n\
             [[question]]\ntext = \"Why?\"\ndiscussion = \"Nobody knows.\"\n",
        ),
    ] {
        let folder = TempDir::new().unwrap();
        let notes = format!("# T\n\n## Issues discussed\n\n{list}");
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        let (_, brief) = started(folder.path(), Path::new("notes.md"));
        assert!(brief.contains(expected), "{list}\n{brief}");
    }
}

#[test]
fn what_is_struck_out_is_told_and_no_part_of_the_brief() {
    let notes = "# T\n\n## Obstacles\n\n- No ~~money~~ staff\n- ~~No time~~\n- Old pumps\n";
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    let items = "[[obstacle]]\ntext = \"No staff\"\n\n[[obstacle]]\ntext = \"Old pumps\"\n";
    assert!(brief.contains(items), "{brief}");
    for words in ["struck out: money", "struck out: No time"] {
        assert!(said.contains(words), "{said}");
    }
    let run = |properties: &str, words: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
    };
    let paragraphs = [
        run("", "Obstacles"),
        run("", "– No ")
            + &run("<w:strike/>", "mon")
            + &run("<w:b/><w:strike/>", "ey ")
            + &run("", "staff"),
        run("<w:dstrike/>", "– No time"),
        run("", "– Old pumps"),
    ];
    let body: String = paragraphs
        .iter()
        .map(|runs| format!("<w:p>{runs}</w:p>"))
        .collect();
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body>\
         </w:document>"
    );
    let relationships =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";
    fs::write(
        folder.path().join("notes.docx"),
        package(&document, relationships),
    )
    .unwrap();
    fs::remove_file(folder.path().join("brief.toml")).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.docx"));
    assert!(brief.contains(items), "{brief}");
    for words in ["struck out: money", "struck out: – No time"] {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_link_out_of_the_notes_keeps_its_address() {
    let folder = TempDir::new().unwrap();
    let notes = "# T\n\n## Background\n\n[CAREC](www.carec.example), [call](tel:+77272914410), [data](ftp://a.example/x), \
        [below](#there).\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (_, brief) = started(folder.path(), Path::new("notes.md"));
    let context = "[CAREC](https://www.carec.example), [call](tel:+77272914410), data (ftp://a.example/x), below.";
    assert!(brief.replace('\n', " ").contains(context), "{brief}");
}

#[test]
fn a_list_in_prose_begins_with_its_number() {
    let folder = TempDir::new().unwrap();
    let notes = "# T\n\n## Background\n\nThe rules:\n\n1. One\n2. Two\n\nThose that are new:\n\n3. Three\n4. Four\n   - now\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (_, brief) = started(folder.path(), Path::new("notes.md"));
    let context =
        "The rules:\n\n1. One\n2. Two\n\nThose that are new:\n\n3. Three\n4. Four\n   - now\"\"\"";
    assert!(brief.contains(context), "{brief}");
    let indented = brief_of_line("## Background\n\nThe rules:\n\n  2. Two\n  3. Three\n");
    assert!(
        indented.contains("The rules:\n\n2. Two\n3. Three\"\"\""),
        "{indented}"
    );
    let typed =
        typed_in_word("Background\nThe rules:\n7. Seven\n8. Eight\nObstacles\n7. None\n8. Few");
    fs::write(folder.path().join("notes.docx"), typed).unwrap();
    fs::remove_file(folder.path().join("brief.toml")).unwrap();
    let (_, brief) = started(folder.path(), Path::new("notes.docx"));
    assert!(
        brief.contains("The rules:\n\n7. Seven\n8. Eight\"\"\""),
        "{brief}"
    );
}

#[test]
fn a_line_that_leads_on_to_typed_items_is_none_of_them() {
    let folder = TempDir::new().unwrap();
    let notes =
        "# T\n\n## Recommendations\n\nWe agreed on the following\nR1 Repair pumps\nR2 Buy meters\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    assert!(said.contains("2 × recommendation"), "{said}");
    let remark = "# The notes say here: We agreed on the following\n[[recommendation]]\ntext = \"Repair pumps\"";
    assert!(brief.contains(remark), "{brief}");
}

#[test]
fn figures_of_participants_are_a_table_and_counts_in_brackets_a_remark() {
    let folder = TempDir::new().unwrap();
    let notes = "# T\n\n## Participants\n\n- Total: 42 people (23 women, 19 men)\n\n\
        | Country | Women | Men |\n|---|---|---|\n| Kazakhstan | 1 | 8 |\n| Kyrgyzstan | 2 | 9 |\n\n\
        | No. | Full name | Phone |\n|---|---|---|\n| 1 | Anna | 221000 |\n| 2 | Bek | 221001 |\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (_, brief) = started(folder.path(), Path::new("notes.md"));
    for words in [
        "columns = [\"Country\", \"Women\", \"Men\"]",
        "[\"Kazakhstan\", 1, 8],\n    [\"Kyrgyzstan\", 2, 9]",
        "participants = [\"Anna\", \"Bek\"]",
        "# in the notes: “Total: 42 people (23 women, 19 men)”\nattendance = 42",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
}

#[test]
fn a_typed_table_is_one_below_plain_headings_and_its_head_is_none() {
    let notes = |lines: &str| {
        let head = "Meeting\n\n15 June 2017\n\nObstacles\n\n- No money\n- No pumps\n\n";
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("notes.txt"), format!("{head}{lines}")).unwrap();
        let (said, brief) = started(folder.path(), Path::new("notes.txt"));
        assert!(!brief.contains("detail = "), "{lines}\n{brief}");
        assert!(!said.contains("Not recognised"), "{lines}\n{said}");
        brief
    };
    let rows = "Call them       WUU       June 2018\nBuy pumps       GIZ       July 2018\n";
    for name in [
        "Next steps\n\n",
        "Next steps\n",
        "Next steps of the ministries\n\n",
    ] {
        for what in ["Action", "What"] {
            let brief = notes(&format!("{name}{what}          Who       When\n{rows}"));
            let action = "[[action]]\ntext = \"Buy pumps\"\nowner = \"GIZ\"\n";
            assert!(brief.contains(action), "{name}{brief}");
        }
    }
    let brief = notes(
        "Participants\n\nName     Organisation   Role\nA. Bo    WUU    Chair\nC. Do  GIZ    Guest\n",
    );
    let participants = "participants = [\"A. Bo (WUU, Chair)\", \"C. Do (GIZ, Guest)\"]";
    assert!(brief.contains(participants), "{brief}");
    for gap in ["\n\n", "\n"] {
        let brief = notes(&format!(
            "Flow at the gauges{gap}Place    Flow\nOsh     1,5\nNaryn  12,5\n"
        ));
        let table = "caption = \"Flow at the gauges\"\ncolumns = [\"Place\", \"Flow\"]\n";
        assert!(brief.contains(table), "{brief}");
    }
    // It begins no section either.
    for gap in ["\n\n", "\n"] {
        let brief = notes(&format!(
            "Discussion\n\n- Water is scarce\n- Canals leak\n\nWater use by country{gap}Country  Use\nKazakhstan  12\n\
             Uzbekistan  30\n\nThe ministry said so.\n"
        ));
        for words in [
            "caption = \"Water use by country\"\ncolumns = [\"Country\", \"Use\"]\n",
            "[[question]]\ntext = \"Canals leak\"\ndiscussion = \"The ministry said so.\"\n",
        ] {
            assert!(brief.contains(words), "{words}\n{brief}");
        }
    }
    let brief = notes("Abbreviations\n\nGIS    geographic system\nWUU    water users\n");
    assert_eq!(brief.matches("[[abbreviation]]").count(), 2, "{brief}");
    let brief =
        notes("- Old meters:\n  Place    Flow    Day\n  Osh    1,5    now\n  Naryn    2,5   now\n");
    assert!(brief.contains("text = \"Old meters\""), "{brief}");
}

#[test]
fn a_table_of_figures_below_a_name_of_items_makes_none_of_the_prose_behind_it() {
    let brief = brief_of_line(
        "Recommendations by country\n\n| Country | Number |\n|---|---|\n| Chad | 3 |\n| Mali | 4 |\n\n\
         The ministry said that the canals are leaking. Nobody objected.\n",
    );
    let context = "context = \"\"\"\nRecommendations by country\n\nThe ministry said that the canals are leaking. \
        Nobody objected.\"\"\"";
    assert!(brief.contains(context), "{brief}");
    assert!(!brief.contains("[[recommendation]]"), "{brief}");
}

#[test]
fn numbers_addresses_and_signatures_of_people_are_told_and_not_printed() {
    let table = "| No | Name | Organisation | Phone | E-mail | Signature |\n|---|---|---|---|---|---|\n\
        | 1 | A. Kim | KSK | 8 701 111 22 33 | a@kim.example | |\n| 2 | B. Li | WUA | | | |\n";
    let list = "- A. Kim, KSK, tel. 8 701 111 22 33\n- B. Li (WUA, b@li.example, +7 (701) 111-22-44)\n- C. Ek, farmer, 2nd, 1990\n";
    let one = "Participants: A. Kim (8 701 111 22 33); B. Li, b@li.example; 42 people\n";
    for (notes, people, told) in [
        (
            format!("## Participants\n\n{table}"),
            "participants = [\"A. Kim (KSK)\", \"B. Li (WUA)\"]\n",
            "“Phone, E-mail, Signature: people’s own; delete this before the brief goes to others” (line 5)",
        ),
        // Wherever it stands.
        (
            format!("## Annex 1. Who came\n\n{table}"),
            "columns = [\"No\", \"Name\", \"Organisation\"]\nrows = [\n    [1, \"A. Kim\", \"KSK\"],",
            "“Phone, E-mail, Signature: people’s own; delete this before the brief goes to others” (line 5)",
        ),
        (
            format!("## Participants\n\n{list}"),
            "participants = [\"A. Kim, KSK\", \"B. Li (WUA)\", \"C. Ek, farmer, 2nd, 1990\"]",
            "A. Kim, KSK: people’s own; delete this before the brief goes to others: A. Kim, KSK, tel. 8 701 111 22 33\n",
        ),
        (
            one.to_owned(),
            "participants = [\"A. Kim\", \"B. Li\"]\n",
            "B. Li: people’s own; delete this before the brief goes to others: B. Li, b@li.example\n",
        ),
    ] {
        let folder = TempDir::new().unwrap();
        fs::write(
            folder.path().join("notes.md"),
            format!("# T\n\n{notes}\n## Contacts\n\n- C. Ek, c@ek.example\n"),
        )
        .unwrap();
        let (said, brief) = started(folder.path(), Path::new("notes.md"));
        let (printed, remarks) = brief.split_once("# Not recognised").unwrap();
        assert!(printed.contains(people), "{brief}");
        assert!(
            !printed.contains("701") && !printed.contains("@kim") && !printed.contains("@li"),
            "{brief}"
        );
        assert!(
            printed.contains("email = \"c@ek.example\"") && remarks.contains("8 701 111 22 33"),
            "{brief}"
        );
        assert!(said.contains(told), "{told}\n{said}");
    }
}

#[test]
fn a_head_of_two_rows_is_one() {
    let brief = brief_of_line(
        "## Сессия 1. Воздух\n\nТаблица 1. Зимы\n\n| Район | PM2.5 | | Примечание |\n|---|---|---|---|\n\
         | Район | 2015 | 2016 | Примечание |\n| Алатауский | 96,4 | 104,2 | ТЭЦ |\n",
    );
    let table = "columns = [\"Район\", \"PM2.5, 2015\", \"PM2.5, 2016\", \"Примечание\"]\nrows = [\n    \
        [\"Алатауский\", 96.4, 104.2, \"ТЭЦ\"],\n]\n";
    assert!(brief.contains(table), "{brief}");
    // A row below a head that has a gap is none.
    let brief = brief_of_line(
        "Table 1. Winters\n\n| District | PM2.5 | |\n|---|---|---|\n| Alatau | 96.4 | 104.2 |\n",
    );
    assert!(
        brief.contains("columns = [\"District\", \"PM2.5\", \"–\"]"),
        "{brief}"
    );
}

#[test]
fn sessions_are_questions_with_what_was_said_and_their_tables() {
    let table = "| Country | Wells |\n|---|---|\n| KZ | 980 |\n";
    let russian = format!(
        "# Протокол\n\n## Повестка дня\n\n1. Учёт воды\n2. Плата\n\n## Сессия 1. Учёт воды: сколько её?\n\n\
         Асанов Ж.: постов 64.\nБекова А.: данных нет,\nи не будет.\n\nТаблица 1. Посты\n\n{table}\n\
         Решили подождать.\n\n### Выводы\n\n- Ждать\n\n## Сессия 2. Плата\n\n- Ким Д.: платят мало.\n"
    );
    let discussed = "\
        [[question]]\nid = \"сессия-1\"\ntext = \"Учёт воды: сколько её?\"\ndiscussion = \"\"\"\n\
        Асанов Ж.: постов 64.\n\nБекова А.: данных нет, и не будет.\n\nРешили подождать.\"\"\"\n\n\
        [[question]]\ntext = \"Плата\"\ndiscussion = \"- Ким Д.: платят мало.\"\n\n\
        # What was decided.\n\n[[decision]]\ntext = \"Ждать\"\n";
    let after = "caption = \"Посты\"\ncolumns = [\"Country\", \"Wells\"]\nrows = [\n    [\"KZ\", 980],\n]\n\
        after = \"сессия-1\"\n";
    // By style, as lines in bold, as plain lines.
    for notes in [
        russian.clone(),
        russian
            .replace(
                "## Сессия 1. Учёт воды: сколько её?",
                "**Сессия 1. Учёт воды: сколько её?**",
            )
            .replace("## Сессия 2. Плата", "**Сессия 2. Плата**")
            .replace("### Выводы", "**Выводы**"),
        russian
            .replace("## Сессия", "Сессия")
            .replace("### Выводы", "Выводы"),
    ] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("notes.md"), &notes).unwrap();
        let (said, brief) = started(folder.path(), Path::new("notes.md"));
        assert!(brief.contains(discussed), "{notes}\n{brief}");
        assert!(brief.contains(after), "{notes}\n{brief}");
        assert!(said.contains("“Повестка дня” (line 3)"), "{said}");
    }
    let folder = TempDir::new().unwrap();
    let notes = "# T\n\n## Session 1\n\n### Discussion\n\nAsan: no water.\n\nBek: none.\n\n\
        ### Recommendations\n\n- Dig\n\n## Session 2 – Recommendations\n\n- Wait\n\n\
        ## Recommendations\n\n### Session 1\n\n- Agree\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (_, brief) = started(folder.path(), Path::new("notes.md"));
    for words in [
        "[[question]]\ntext = \"Session 1\"\ndiscussion = \"\"\"\nAsan: no water.\n\nBek: none.\"\"\"\n",
        "[[recommendation]]\ntext = \"Dig\"\n",
        "[[recommendation]]\ntext = \"Wait\"\n",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    assert_eq!(brief.matches("[[question]]").count(), 1, "{brief}");
}

#[test]
fn a_title_goes_on_in_the_line_below_it_or_has_a_subtitle_there() {
    for (below, head) in [
        (
            "**совещания по воде**\n\nДата: 1 мая 2019 г.\n",
            "title = \"ПРОТОКОЛ совещания по воде\"\n",
        ),
        (
            "**Совещание по воде**\n\nг. Ош, 1 мая 2019 г.\n",
            "# under “ПРОТОКОЛ” in the notes\nlanguage = \"ru\"\ntitle = \"Совещание по воде\"\n",
        ),
        ("**Решения**\n\n- Ждать\n", "title = \"ПРОТОКОЛ\"\n#"),
    ] {
        let folder = TempDir::new().unwrap();
        let notes = format!("**ПРОТОКОЛ**\n\n{below}\n## Препятствия\n\n- Нет воды\n");
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        let (_, brief) = started(folder.path(), Path::new("notes.md"));
        let has_day = below.contains("2019") == brief.contains("date = 2019-05-01\n");
        assert!(has_day && brief.contains(head), "{brief}");
    }
}

#[test]
fn the_numbered_items_of_minutes_are_what_was_discussed() {
    let notes = "**MINUTES**\n\nThird meeting of the working group\nDushanbe, Tajikistan (hybrid), 3-4 September 2025\n\n\
        Attendees: 41 (18 women) from 9 ministries and 4 NGOs.\n\n\
        1. Opening\n\nThe Chair opened the meeting.\n\n\
        2. Monitoring\n\nOf 48 posts, 19 are working.\n\n\
        Key challenges:\n- no sensors\n- no data\n\n\
        3. Harmonisation of standards\n\nThey differ.\n\n\
        Decisions:\n1) Establish a task force\n2) Meet again\n";
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    assert!(!said.contains("Not recognised"), "{said}");
    for words in [
        "title = \"Third meeting of the working group\"\n",
        "city = \"Dushanbe\"\ncountry = \"TJ\"\n",
        "format = \"hybrid\"\n",
        "# in the notes: “41 (18 women) from 9 ministries and 4 NGOs”\nattendance = 41\n",
        "[[question]]\ntext = \"Opening\"\ndiscussion = \"The Chair opened the meeting.\"\n\n\
         [[question]]\ntext = \"Monitoring\"\ndiscussion = \"Of 48 posts, 19 are working.\"\n\n\
         [[question]]\ntext = \"Harmonisation of standards\"\ndiscussion = \"They differ.\"\n",
        "[[obstacle]]\ntext = \"no sensors\"\n\n[[obstacle]]\ntext = \"no data\"\n",
        "[[decision]]\ntext = \"Establish a task force\"\n\n[[decision]]\ntext = \"Meet again\"\n",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    assert!(!brief.contains("context"), "{brief}");
    let notes = "ПРОТОКОЛ\nзаседания совета по воде\n\nг. Ош, 3 сентября 2025 г.\n\n\
        1. О датчиках\nСЛУШАЛИ: доклад о датчиках.\nВЫСТУПИЛИ: Садыкова Ж.\nРЕШИЛИ:\n1.1. Ждать.\n\n\
        2. О плате\nСЛУШАЛИ: доклад.\nРЕШИЛИ:\n2.1. Платить.\n";
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (_, brief) = started(folder.path(), Path::new("notes.md"));
    for words in [
        "[[question]]\ntext = \"О датчиках\"\ndiscussion = \"\"\"\nСЛУШАЛИ: доклад о датчиках.\n\nВЫСТУПИЛИ: Садыкова Ж.\"\"\"\n\n\
         [[question]]\ntext = \"О плате\"\ndiscussion = \"СЛУШАЛИ: доклад.\"\n",
        "[[decision]]\ntext = \"Ждать.\"\n\n[[decision]]\ntext = \"Платить.\"\n",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    // Of other notes such lines are not known to be that.
    let folder = TempDir::new().unwrap();
    let notes = "# Report\n\n1. Scope\n\nAll basins.\n\n2. Method\n\nBy hand.\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (_, brief) = started(folder.path(), Path::new("notes.md"));
    assert!(!brief.contains("[[question]]"), "{brief}");
}

#[test]
fn what_is_numbered_in_minutes_and_no_item_of_their_agenda_is_none() {
    let brief_of = |notes: &str| {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        started(folder.path(), Path::new("notes.md"))
    };
    for (notes, kept) in [
        // People, with their organisations below.
        (
            "# Minutes of the meeting\n\nOsh, 3 May 2026\n\n## Participants\n\n1. A. Kim\nMinistry of Water\n2. B. Li\nUNDP\n",
            "participants = [\"A. Kim\", \"Ministry of Water\", \"B. Li\", \"UNDP\"]",
        ),
        // Sentences that go on in the next line.
        (
            "# Протокол совещания\n\nг. Ош, 3 мая 2026 г.\n\n1. Ким А. рассказал о датчиках на реке и\nо том, что девять не работают.\n\n\
             2. Ли Б. предложил закупить новые\nи обучить персонал.\n",
            "context = ",
        ),
        // Notes in which minutes are only spoken of.
        (
            "# Report\n\nMinutes taken by: A. Kim\n\n1. Scope\n\nAll basins.\n\n2. Method\n\nBy hand.\n",
            "context = ",
        ),
    ] {
        let (_, brief) = brief_of(notes);
        assert!(brief.contains(kept), "{notes}\n{brief}");
        assert!(!brief.contains("[[question]]"), "{notes}\n{brief}");
    }
    // Numbers that go on in a section with a name are its items.
    let (_, brief) = brief_of(
        "# Minutes of the meeting\n\nOsh, 3 May 2026\n\n1. Opening\n\nA.\n\n2. Monitoring\n\nB.\n\n\
         Decisions\n\n3. Establish a task force\n\nIt has five members.\n\n4. Meet again\n\nIn June.\n",
    );
    assert_eq!(brief.matches("[[question]]").count(), 2, "{brief}");
    assert_eq!(brief.matches("[[decision]]").count(), 2, "{brief}");
    // “Question” is a word of the item.
    let (_, brief) = brief_of(
        "# Minutes of the meeting\n\nOsh, 3 May 2026\n\n1. Opening\n\nA.\n\n2. Question of tariffs\n\nB.\n",
    );
    assert!(
        brief.contains("text = \"Question of tariffs\"\n"),
        "{brief}"
    );
    // Facts below “MINUTES” are no title.
    let (_, brief) =
        brief_of("MINUTES\n\nPlace: Osh, Kyrgyzstan\n\nDate: 25 May 2026\n\nDecisions\n\n- Wait\n");
    for words in [
        "title = \"MINUTES\"\n",
        "city = \"Osh\"\ncountry = \"KG\"\n",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    // Each heard by itself, and each below its item.
    for heard in [
        "СЛУШАЛИ: Ли Б. о плате.",
        "**2. О плате**\n\nСЛУШАЛИ: Ли Б. о плате.",
    ] {
        let (_, brief) = brief_of(&format!(
            "# Протокол совещания\n\nг. Ош, 3 мая 2026 г.\n\n**1. О датчиках**\n\nКим А. рассказал.\n\n{heard}\n"
        ));
        let questions = 1 + usize::from(heard.contains("2."));
        assert_eq!(brief.matches("[[question]]").count(), questions, "{brief}");
    }
    // What is said of the format for the second time is told.
    let (_, brief) = brief_of("# T\n\nDate: 3 May 2026\nFormat: online\nPlace: Osh (hybrid)\n");
    for words in [
        "format = \"online\"\n",
        "# in the notes: “(hybrid)”\n",
        "city = \"Osh\"\n",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    for words in [
        "15 from Osh and 20 from Batken",
        "3 to 5 experts of the region",
    ] {
        let (_, brief) = brief_of(&format!(
            "# T\n\nOsh, 3 May 2026\n\nParticipants: {words}\n"
        ));
        assert!(!brief.contains("attendance"), "{brief}");
    }
    let (_, brief) = brief_of(
        "# Кеңес хаттамасы\n\nТараз қ., 2026 жылғы 3 мамыр\n\n1. Ашылу\n\nСөз.\n\n2. Бақылау\n\nСөз.\n",
    );
    assert_eq!(brief.matches("[[question]]").count(), 2, "{brief}");
}

#[test]
fn items_of_a_list_that_is_one_sentence_have_no_semicolons() {
    for (list, texts) in [
        (
            "- no *sensors*; (CAREC, by 30 June 2026)\n- no money; and\n- no staff.\n",
            ["no *sensors*", "no money", "no staff."],
        ),
        (
            "- нет датчиков;\n- нет денег; и\n- нет людей.\n",
            ["нет датчиков", "нет денег", "нет людей."],
        ),
    ] {
        let folder = TempDir::new().unwrap();
        let notes = format!("# T\n\n## Recommendations\n\n{list}");
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        let (_, brief) = started(folder.path(), Path::new("notes.md"));
        for text in texts {
            let text = text.replace('*', "");
            assert!(
                brief.contains(&format!("text = \"{text}\"\n")),
                "{text}\n{brief}"
            );
        }
    }
}

#[test]
fn an_item_alone_has_no_number() {
    let folder = TempDir::new().unwrap();
    let notes = "# عنوان\n\nکابل، ۱۲ ثور ۱۴۰۴\n\nسفارش‌ها:\n۱. وزارت ارقام را نشر کند.\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (_, brief) = started(folder.path(), Path::new("notes.md"));
    let text = "[[recommendation]]\ntext = \"وزارت ارقام را نشر کند.\"\n";
    assert!(brief.contains(text), "{brief}");
}

#[test]
fn how_a_meeting_was_held_is_read_beside_its_place_and_day() {
    for (facts, format) in [
        ("Dushanbe (hybrid), 3 September 2025", "hybrid"),
        ("Dushanbe, 3 September 2025, online", "online"),
        ("3 September 2025 (in person and online)", "hybrid"),
        ("Online, 3 September 2025", "online"),
        ("Date: 3 September 2025\nPlace: online (Zoom)", "online"),
        (
            "Date: 3 September 2025\nPlace: Osh\nFormat: face-to-face",
            "in-person",
        ),
        (
            "г. Бишкек, 3 сентября 2025 г., в гибридном формате",
            "hybrid",
        ),
        (
            "Дата: 3 сентября 2025 г.\nМесто: Арал\nФормат: очный",
            "in-person",
        ),
        (
            "Күні: 2025 жылғы 3 қыркүйек\nӨткізу форматы: аралас",
            "hybrid",
        ),
        ("Sana: 2025-yil 3-sentabr\nShakli: onlayn", ""),
        ("Arid City, 3 September 2025", ""),
    ] {
        let folder = TempDir::new().unwrap();
        let notes = format!("# T\n\n{facts}\n");
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        let (_, brief) = started(folder.path(), Path::new("notes.md"));
        assert!(brief.contains("date = 2025-09-03"), "{facts}\n{brief}");
        let is_said = brief.contains(&format!("\nformat = \"{format}\"\n"));
        assert_eq!(is_said, !format.is_empty(), "{facts}\n{brief}");
        let city = brief.lines().find(|line| line.starts_with("city"));
        let is_city = |city: &str| !city.contains('(') && !city.to_lowercase().contains("online");
        assert!(city.is_none_or(is_city), "{brief}");
    }
}

#[test]
fn lines_that_are_set_off_above_facts_begin_no_section() {
    let facts = "Organised by: Taza Tabigat (TT)\n\n**Chair:** A. Kim\\\n**Secretary:** B. Li\n";
    let dated = format!("**Almaty, 5 May 2017**\n\n{facts}");
    for head in [
        format!("# Meeting\n\n{dated}"),
        format!("# Meeting\n\n| Almaty | | 5 May 2017 |\n|---|---|---|\n\n{facts}"),
        format!("# Meeting\n\n**On air: who pays for all of it, and when**\n\n{dated}"),
        format!("# Meeting\n\n## Particulars\n\n{dated}"),
        format!("# Minutes\n# of the meeting on air\n\n{dated}"),
        // Below no facts.
        "# Meeting\n\n**Almaty, 5 May 2017**\n\nWe met, as Taza Tabigat (TT) and others wished.\n"
            .to_owned(),
    ] {
        let folder = TempDir::new().unwrap();
        let notes = format!("{head}\n## Recommendations\n\n- Open the data\n");
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        let (said, brief) = started(folder.path(), Path::new("notes.md"));
        for words in [
            "\ndate = 2017-05-05\ncity = \"Almaty\"\n",
            "TT",
            "[[recommendation]]\ntext = \"Open the data\"\n",
        ] {
            assert!(brief.contains(words), "{words}\n{head}\n{brief}");
        }
        let is_of_facts = head.contains("Organised by");
        assert_eq!(
            brief.contains("organisers = [\"tt\"]"),
            is_of_facts,
            "{brief}"
        );
        assert_eq!(
            said.contains("“Chair: A. Kim” (line ") && said.contains("“Secretary: B. Li” (line "),
            is_of_facts,
            "{said}"
        );
        assert_eq!(
            brief.contains("\ntitle = \"Minutes of the meeting on air\"\n"),
            head.contains("# Minutes"),
            "{brief}"
        );
    }
}

#[test]
fn minutes_in_their_old_form_are_what_was_heard_and_what_was_decided() {
    let notes = "УТВЕРЖДАЮ\nЗаместитель министра\n___________ К. Токтогулов\n\n\
        ПРОТОКОЛ № 7\nзаседания совета по воде\n\nг. Ош                 14 мая 2019 года\n\n\
        Председательствовал: Токтогулов К. А.\nПрисутствовали: 15 членов совета\n\n\
        ПОВЕСТКА ДНЯ:\n1. О каналах\n2. О долгах\n\n\
        1. СЛУШАЛИ: Асанова Ж. Б. – о каналах.\nВЫСТУПИЛИ: Бекова А. Т.\nОчищено 85 км.\n\n\
        РЕШИЛИ:\n1. Очистить каналы до 1 июня 2019 г.\n\n\
        2. СЛУШАЛИ:\n\nМамытову Ч. – о долгах.\n\nВ прениях выступил Эсенов Т.\n\n\
        РЕШИЛИ:\n1. Погасить долги.\n\n\
        Председатель                   К. А. Токтогулов\nСекретарь                 Д. В. Ким\n";
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    for words in [
        "\ntitle = \"ПРОТОКОЛ № 7 заседания совета по воде\"\n",
        "\ndate = 2019-05-14\ncity = \"Ош\"\n# in the notes: “15 членов совета”\nattendance = 15\n",
        "# What was discussed, in order.\n\n\
         [[question]]\ntext = \"Асанова Ж. Б. – о каналах.\"\n\
         discussion = \"ВЫСТУПИЛИ: Бекова А. Т. Очищено 85 км.\"\n\n\
         [[question]]\ntext = \"Мамытову Ч. – о долгах.\"\n\
         discussion = \"В прениях выступил Эсенов Т.\"\n\n# What was decided.\n\n\
         [[decision]]\ntext = \"Очистить каналы до 1 июня 2019 г.\"\n\n\
         [[decision]]\ntext = \"Погасить долги.\"\n\n# Not recognised.",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    for told in [
        "“УТВЕРЖДАЮ” (line 1)",
        "“Председательствовал: Токтогулов К. А.” (line 10)",
        "“ПОВЕСТКА ДНЯ” (line 13)",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
    assert!(
        brief.contains("\n# Секретарь                 Д. В. Ким"),
        "{brief}"
    );
}

#[test]
fn who_approved_and_who_signed_is_told_and_no_part_of_a_decision() {
    for lines in [
        "Утвердил: Иванов А. Б.\nПодписал: Петров В. Г.",
        "Approved by: A. Bo\n\n**Signed:** C. Do",
        "Бекітті: Асанов А.",
        "Утвердил: Иванов",
        "Rais            O‘.G‘. Rahmonov\nKotib           Sh.Yo. Karimova",
    ] {
        let notes = format!("# Minutes\n\n## Decisions\n\n- Wait.\n- Buy.\n\n{lines}\n");
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        let (said, brief) = started(folder.path(), Path::new("notes.md"));
        assert!(
            brief.contains("text = \"Buy.\"\n\n# Not recognised."),
            "{brief}"
        );
        for name in lines
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
        {
            assert!(
                said.contains(name) && brief.contains(name),
                "{name}\n{said}"
            );
        }
    }
}

#[test]
fn what_was_approved_is_a_decision_and_no_signature() {
    let brief = brief_of_line(
        "## Решения\n\nУтверждено: план работы на 2027 год.\n\n\
         Согласовано: бюджет проекта в размере 20 тыс. долларов.\n",
    );
    assert_eq!(brief.matches("[[decision]]").count(), 2, "{brief}");
    assert!(!brief.contains("Not recognised"), "{brief}");
    let talk = "Approved by: the board; the work plan was discussed at length. Nobody objected.";
    let brief = brief_of_line(talk);
    assert!(brief.contains(&format!("context = \"{talk}\"")), "{brief}");
    let brief =
        brief_of_line("## Decisions\n\n1. Buy.\n\n   Approved by: the committee\n\n2. Wait.");
    assert!(!brief.contains("Not recognised"), "{brief}");
}

#[test]
fn minutes_with_numbers_in_numbers_are_read_in_markdown_and_in_word() {
    let notes = "ЖЫЙЫНДЫН ПРОТОКОЛУ\n\nБишкек шаары                       2026-жылдын 12-марты\n\n\
        Катышкандар: 14 адам (тиркеме)\n\n1. УГУЛДУ:\nА. Асанов. 120 эсептегич орнотулду.\n\n\
        ЧЕЧИМ КАБЫЛ АЛЫНДЫ:\n1.1. Тизме түзүлсүн.\n1.2. Бюджеттен 2,5 млн сом суралсын.\n\n\
        2. УГУЛДУ:\nГ. Токтогулова. Карыз 7,8 млн сомго жетти.\n\n\
        ЧЕЧИМ КАБЫЛ АЛЫНДЫ:\n2.1. График бекитилсин.\n\n\
        Төрага                   К. А. Токтогулов\nКатчы                 Д. В. Ким\n";
    for (file, bytes) in [
        ("notes.md", notes.as_bytes().to_vec()),
        ("notes.docx", typed_in_word(notes)),
    ] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join(file), bytes).unwrap();
        let (said, brief) = started(folder.path(), Path::new(file));
        let decisions: Vec<&str> = brief
            .lines()
            .skip_while(|line| *line != "[[decision]]")
            .filter(|line| !line.is_empty() && *line != "[[decision]]")
            .take(4)
            .collect();
        let expected = [
            "text = \"Тизме түзүлсүн.\"",
            "text = \"Бюджеттен 2,5 млн сом суралсын.\"",
            "text = \"График бекитилсин.\"",
        ];
        assert_eq!(decisions[..3], expected, "{file}\n{brief}");
        assert!(
            decisions[3].starts_with("# Not recognised."),
            "{file}\n{brief}"
        );
        assert!(
            !brief.contains("participants =") && said.contains("\n  тиркеме\n"),
            "{file}\n{said}{brief}"
        );
        assert!(
            brief.contains("\n# Катчы                 Д. В. Ким"),
            "{file}\n{brief}"
        );
    }
}

#[test]
fn numbers_of_items_may_have_the_figures_of_every_script() {
    let notes = "پروتوکول\n\nکابل، ۱۵ جوزا ۱۴۰۴\n\nپیشنهادات\n\n۱. نشر بیلانس آب. مهلت: ۲۸ حوت ۱۴۰۴\n\
        ۲. آموزش دهاقین\n\nفیصله‌ها\n\n١) معلومات تائید گردید.\n٢) مبلغ اختصاص داده شود.\n\n\
        اجندا\n\n۰۹:۳۰ ثبت نام\n۱۰:۰۰ افتتاح\n\nتماس: نادیه احمدی، ۰۲۰ ۲۱۰ ۱۲ ۳۴\n";
    for (file, bytes) in [
        ("notes.md", notes.as_bytes().to_vec()),
        ("notes.txt", notes.as_bytes().to_vec()),
        ("notes.docx", typed_in_word(notes)),
    ] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join(file), bytes).unwrap();
        let (said, brief) = started(folder.path(), Path::new(file));
        for item in [
            "[[recommendation]]\ntext = \"نشر بیلانس آب.\"\ndue = 2026-03-19\n",
            "[[recommendation]]\ntext = \"آموزش دهاقین\"\n",
            "[[decision]]\ntext = \"معلومات تائید گردید.\"\n",
            "[[decision]]\ntext = \"مبلغ اختصاص داده شود.\"\n",
            "name = \"نادیه احمدی\"\nphone = \"۰۲۰ ۲۱۰ ۱۲ ۳۴\"\n",
        ] {
            assert!(brief.contains(item), "{file}: {item}\n{said}{brief}");
        }
    }
}

#[test]
fn numbers_below_one_that_goes_on_stand_in_its_item() {
    for [first, second] in [["۱)", "۲)"], ["۱.۱", "۱.۲"]] {
        let mark = first.chars().last().filter(|c| *c == ')').unwrap_or('.');
        let notes = format!(
            "# M\n\n## سفارشات\n\n۱{mark} نشر\n   {first} الف\n   {second} ب\n۲{mark} چاپ\n"
        );
        for file in ["notes.md", "notes.txt"] {
            let folder = TempDir::new().unwrap();
            fs::write(folder.path().join(file), &notes).unwrap();
            let (said, brief) = started(folder.path(), Path::new(file));
            let (_, items) = brief.split_once("[[recommendation]]\n").unwrap();
            let items: Vec<&str> = items.split("[[recommendation]]\n").collect();
            let has = |item: usize, words: &str| items[item].contains(words);
            assert!(
                items.len() == 2
                    && [has(0, "نشر"), has(0, "الف"), has(0, "ب"), has(1, "\"چاپ\"")] == [true; 4]
                    && !brief.contains("The notes say here"),
                "{file}\n{said}{brief}"
            );
        }
    }
}

#[test]
fn numbered_items_that_name_sections_are_their_headings() {
    let minutes = "Meeting on bees\nDate: 3 May 2024\n\n1. Opening\nThe chair opened.\n\n2. Challenges\n- No money\n- No staff\n\n\
        3. Recommendations\n- Do it\n\n4. Other business\nCoffee was good.\n\n5. Actions\n- Send it\n";
    let russian = "Итоги встречи\n\n1. Проблемы\n- No money\n- No staff\n2. Рекомендации\n- Do it\n\n\
        3. Other business\nCoffee was good.\n\n4. Дальнейшие шаги\n- Send it\n";
    let inner = "Meeting on bees\n\n1. CHALLENGES\n1.1 No money\n1.2 No staff\n\n2. RECOMMENDATIONS\n2.1 Do it\n\n\
        3. Other business\nCoffee was good.\n4. ACTIONS\n4.1. Send it\n";
    let nested = "Meeting on bees\n\n1. Challenges\n   - No money\n   - No staff\n2. Recommendations\n   1. Do it\n\
        3. Other business\n   - Coffee was good.\n4. Actions\n   - Send it\n";
    let again = "Meeting on bees\n\n1. Challenges\n1. No money\n2. No staff\n\n2. Recommendations\n1. Do it\n\n\
        3. Other business\nCoffee was good.\n\n4. Actions\n1. Send it\n";
    let markdown = [minutes, russian, inner, nested, again];
    let markdown = markdown.map(|notes| ("notes.md", notes.as_bytes().to_vec()));
    let word = [minutes, russian, inner, again].map(|notes| ("notes.docx", typed_in_word(notes)));
    for (file, bytes) in markdown.into_iter().chain(word) {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join(file), &bytes).unwrap();
        let (said, brief) = started(folder.path(), Path::new(file));
        let items = "[[obstacle]]\ntext = \"No money\"\n\n[[obstacle]]\ntext = \"No staff\"\n\n\
            # What the meeting recommends.\n\n[[recommendation]]\ntext = \"Do it\"\n\n\
            # Who does what until when.\n\n[[action]]\ntext = \"Send it\"\n\n# Not recognised.";
        let is_told = said.contains("“Other business” (") && brief.contains("Coffee was good.");
        let notes = String::from_utf8_lossy(&bytes);
        assert!(
            brief.contains(items) && is_told,
            "{file}: {notes}\n{said}\n{brief}"
        );
    }
    // An agenda, and items that are called as sections are.
    let agenda = "# T\n\n1. Challenges\n2. Recommendations\n3. Actions\n\nThe chair opened.\n";
    let items = "# T\n\n## Recommendations\n\n1. Actions\n   - at once\n2. Partners\n   - more\n";
    for (notes, words) in [(agenda, "context = "), (items, "2 × recommendation")] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        let (said, brief) = started(folder.path(), Path::new("notes.md"));
        assert!(format!("{said}{brief}").contains(words), "{said}\n{brief}");
        assert!(!brief.contains("[[action]]"), "{brief}");
    }
}

#[test]
fn a_number_with_a_point_is_no_mark_of_an_item() {
    let brief = brief_of_line("## Challenges\n\n2.1 million people lack water.");
    assert!(
        brief.contains("text = \"2.1 million people lack water.\""),
        "{brief}"
    );
    let brief = brief_of_line("Recommendations\n2.1. For the ministry\n\n- Buy meters");
    assert!(brief.contains("2.1. For the ministry"), "{brief}");
}

#[test]
fn what_does_not_work_is_an_obstacle_and_a_point_in_brackets_ends_no_sentence() {
    let brief = brief_of_line("## What works\n\n- Meters\n\n## What does not work\n\n- Pipes");
    assert!(brief.contains("[[obstacle]]\ntext = \"Pipes\""), "{brief}");
    let brief =
        brief_of_line("Присутствовали: Петров С. С. (мэрия г. Бишкек), Ким А. (МСХ), Ли О.");
    assert!(
        brief.contains("[\"Петров С. С. (мэрия г. Бишкек)\", \"Ким А. (МСХ)\", \"Ли О.\"]"),
        "{brief}"
    );
}

#[test]
fn boxes_and_letters_are_marks_of_items() {
    let texts = |notes: &str, key: &str| -> Vec<String> {
        let brief = brief_of_line(notes);
        let texts = brief.lines().filter_map(|line| line.strip_prefix(key));
        texts.map(str::to_owned).collect()
    };
    let boxes = "TO DO\n[ ] Rustam writes\n[x] Saule sends\n☑ Nargiza lists\n☐ Kim waits";
    let open_and_done = ["\"open\"", "\"done\"", "\"done\"", "\"open\""];
    assert_eq!(texts(boxes, "status = "), open_and_done);
    assert_eq!(texts(boxes, "text = ")[2], "\"Nargiza lists\"");
    // In a list they say the same of their items, of whatever kind the others are.
    let listed = "## To do\n\n- ☐ Rustam writes\n- [x] Saule sends\n- ☑ Nargiza lists\n  - ☐ all\n- [ ] Kim waits";
    assert_eq!(texts(listed, "status = "), open_and_done);
    assert_eq!(texts(listed, "text = ")[2], "\"Nargiza lists\"");
    assert!(brief_of_line(listed).contains("☐ all"));
    let obstacle = brief_of_line("## Barriers\n\n1. ☑ No money\n2. ☐ No projects");
    let ticked = "# ticked in the notes\n[[obstacle]]\ntext = \"No money\"\n\n[[obstacle]]\ntext = \"No projects\"";
    assert!(obstacle.contains(ticked), "{obstacle}");
    for marks in [["a)", "b)"], ["а)", "б)"]] {
        let notes = format!("Barriers\n{} No money\n{} No projects", marks[0], marks[1]);
        assert_eq!(
            texts(&notes, "text = "),
            ["\"No money\"", "\"No projects\""]
        );
    }
    // Letters below an item are of it.
    let notes = "## Barriers\n\n1. Towns:\n\n   a) small\n\n   b) poor\n\n2. Banks";
    assert_eq!(texts(notes, "text = "), ["\"Towns\"", "\"Banks\""]);
}

#[test]
fn what_is_proposed_with_a_day_is_a_recommendation_below_the_name_of_problems_too() {
    let brief = brief_of_line(
        "## Проблемы и предложения\n\n| № | Проблема | Предложение | Ответственный | Срок |\n|---|---|---|---|---|\n\
         | 1 | Нет данных | Установить датчики | Казгидромет | до 1 сентября 2026 г. |\n",
    );
    assert!(
        brief.contains(
            "[[recommendation]]\ntext = \"Установить датчики\"\ndetail = \"Проблема: Нет данных\"\n\
             addressees = [\"Казгидромет\"]\ndue = 2026-09-01\n"
        ),
        "{brief}"
    );
}

#[test]
fn a_first_line_with_a_colon_is_the_title_and_a_fact_is_none() {
    for (first, title) in [
        (
            "WORKSHOP NOTES: GREEN FINANCE",
            "WORKSHOP NOTES: GREEN FINANCE",
        ),
        ("Date of the meeting: 18 September 2025", "[Title]"),
    ] {
        let folder = TempDir::new().unwrap();
        let notes = format!("{first}\nTashkent, 18 September 2025\n\nBarriers\n- No money\n");
        fs::write(folder.path().join("notes.txt"), notes).unwrap();
        let (_, brief) = started(folder.path(), Path::new("notes.txt"));
        assert!(
            brief.contains(&format!("\ntitle = \"{title}\"\n")),
            "{brief}"
        );
    }
}

#[test]
fn a_first_line_directly_above_facts_is_the_title() {
    for (lines, title) in [
        (
            "Meeting on bees\nDate: 3 May 2024\nPlace: Osh",
            "Meeting on bees",
        ),
        (
            "**Meeting on bees**\nPlace: Osh\nDate: 3 May 2024",
            "Meeting on bees",
        ),
        (
            "Встреча о пчёлах\nДата: 3 мая 2024 г.\nМесто: г. Osh",
            "Встреча о пчёлах",
        ),
        ("Chair: A. Bee\nDate: 3 May 2024\nPlace: Osh", "[Title]"),
        ("We met again.\nDate: 3 May 2024\nPlace: Osh", "[Title]"),
    ] {
        let folder = TempDir::new().unwrap();
        let notes = format!("{lines}\n\nObstacles\n\n- No money\n");
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        let (_, brief) = started(folder.path(), Path::new("notes.md"));
        for key in [
            &format!("title = \"{title}\""),
            "date = 2024-05-03",
            "city = \"Osh\"",
        ] {
            assert!(brief.contains(&format!("\n{key}\n")), "{lines}\n{brief}");
        }
    }
}

#[test]
fn a_further_paragraph_of_a_cell_is_the_detail() {
    let rows = |cell: &str| {
        brief_of_line(&format!(
            "## Recommendations\n\n| Issue | Recommendation | Responsible | Deadline |\n|---|---|---|---|\n\
             | Leaks | {cell} | ALRI | June 2026 |\n"
        ))
    };
    let brief = rows("Line the canal<br>Measure losses");
    assert!(
        brief.contains(
            "text = \"Line the canal\"\ndetail = \"\"\"\nMeasure losses\n\nIssue: Leaks\"\"\"\naddressees = [\"ALRI\"]\n"
        ),
        "{brief}"
    );
    let brief = rows("1. Line the canal<br>2. Measure losses");
    assert!(
        brief.contains("text = \"1. Line the canal 2. Measure losses\"\n"),
        "{brief}"
    );
    let brief = rows("Line the<br>canal");
    assert!(
        brief.contains("text = \"Line the canal\"\ndetail = \"Issue: Leaks\"\n"),
        "{brief}"
    );
}

#[test]
fn a_name_above_recommendations_is_whom_they_are_addressed_to() {
    /// The notes below the heading; text and addressees of each recommendation; what is told.
    type Case<'c> = (&'c str, &'c [(&'c str, &'c str)], &'c str);
    let cases: [Case; 11] = [
        (
            "МСХПиМ:\n1. Заменить насосы\n2. Принять договор\n\nКыргызгидромету:\n1. Восстановить посты\n",
            &[
                ("Заменить насосы", "[\"МСХПиМ\"]"),
                ("Принять договор", "[\"МСХПиМ\"]"),
                ("Восстановить посты", "[\"Кыргызгидромету\"]"),
            ],
            "",
        ),
        // Without a line between, the name is a line of the item before it.
        (
            "Ministry of Water:\n1. Replace pumps\nMinistry of Energy:\n1. Adopt a law\n",
            &[
                ("Replace pumps", "[\"Ministry of Water\"]"),
                ("Adopt a law", "[\"Ministry of Energy\"]"),
            ],
            "",
        ),
        // Nor does a list begin there that goes on with the numbers of the one before.
        (
            "To the ministries:\n1. Replace pumps\n\nTo akims of rural districts\n2) Hold elections\n3) Pay\n",
            &[
                ("Replace pumps", "[\"the ministries\"]"),
                ("Hold elections", "[\"akims of rural districts\"]"),
                ("Pay", "[\"akims of rural districts\"]"),
            ],
            "",
        ),
        (
            "Министерству энергетики\n– Заменить насосы\n\nАкимату города\n– Платить\n",
            &[
                ("Заменить насосы", "[\"Министерству энергетики\"]"),
                ("Платить", "[\"Акимату города\"]"),
            ],
            "",
        ),
        // What is a section elsewhere is none here.
        (
            "Министерству сельского хозяйства, водных ресурсов и мелиорации:\n- Заменить насосы\n\n\
             Донорам:\n- Помочь (ПРООН, до 1 мая 2020 г.)\n",
            &[
                (
                    "Заменить насосы",
                    "[\"Министерству сельского хозяйства, водных ресурсов и мелиорации\"]",
                ),
                ("Помочь", "[\"Донорам\", \"ПРООН\"]"),
            ],
            "",
        ),
        // A name with items below it.
        (
            "1. МСХПиМ:\n   - Заменить насосы\n   - Принять договор\n2. Провести встречу\n",
            &[
                ("Заменить насосы", "[\"МСХПиМ\"]"),
                ("Принять договор", "[\"МСХПиМ\"]"),
                ("Провести встречу", ""),
            ],
            "",
        ),
        (
            "### Ministry of Water\n\n- Replace pumps\n\n### Parliament\n\n- Adopt a law\n",
            &[
                ("Replace pumps", "[\"Ministry of Water\"]"),
                ("Adopt a law", "[\"Parliament\"]"),
            ],
            "",
        ),
        (
            "**Ауыл шаруашылығы министрлігіне**\n\n- Сорғыларды ауыстыру\n",
            &[(
                "Сорғыларды ауыстыру",
                "[\"Ауыл шаруашылығы министрлігіне\"]",
            )],
            "",
        ),
        (
            "Parliament:\n- Adopt a law\n\nWUAs:\n- Pay\n\nLater on:\n- Agree\n",
            &[
                ("Adopt a law", "[\"Parliament\"]"),
                ("Pay", "[\"WUAs\"]"),
                ("Agree", ""),
            ],
            "# The notes say above this: Later on:\n[[recommendation]]\ntext = \"Agree\"",
        ),
        // What is no name is nobody's, and not said of the one before.
        (
            "Soon:\n- Adopt a law\n\nLater on:\n- Agree\n",
            &[("Adopt a law", ""), ("Agree", "")],
            "# Later on: (line 8 of the notes)",
        ),
        (
            "The participants recommend:\n- Adopt a law\n",
            &[("Adopt a law", "")],
            "# The notes say here: The participants recommend:\n[[recommendation]]\n",
        ),
    ];
    for (recommendations, expected, told) in cases {
        let folder = TempDir::new().unwrap();
        let heading = match recommendations.is_ascii() {
            true => "Recommendations",
            false => "Рекомендации",
        };
        let notes = format!("# T\n\n## {heading}\n\n{recommendations}");
        fs::write(folder.path().join("notes.md"), &notes).unwrap();
        let (_, brief) = started(folder.path(), Path::new("notes.md"));
        let found: Vec<(String, String)> = brief
            .split("[[recommendation]]\n")
            .skip(1)
            .map(|table| {
                let table = table.split("\n\n").next().unwrap();
                let value = |key: &str| {
                    let mut lines = table.lines();
                    let line = lines
                        .find_map(|line| line.strip_prefix(key))
                        .unwrap_or_default();
                    line.to_owned()
                };
                assert!(!table.contains("detail ="), "{brief}");
                let text = value("text = ").trim_matches('"').to_owned();
                (text, value("addressees = "))
            })
            .collect();
        let expected: Vec<(String, String)> = expected
            .iter()
            .map(|(text, to)| ((*text).to_owned(), (*to).to_owned()))
            .collect();
        assert_eq!(found, expected, "{brief}");
        assert!(brief.contains(told), "{told}\n{brief}");
    }
}

#[test]
fn a_name_above_actions_acts_and_above_decisions_it_is_told() {
    let folder = TempDir::new().unwrap();
    let notes = "# T\n\n## Decisions\n\nDecided today:\n- Wait\n\nMinistry of Water:\n- Dig\n\n\
        ## Next steps\n\nMinistry of Water:\n- Write\n- Sign (owner: GIZ)\n\nLater:\n- Meet\n\n\
        ## Session 1: Opening\n\n09:30 Welcome\n\n10:00 Coffee\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    for words in [
        "# The notes say here: Decided today:\n[[decision]]\ntext = \"Wait\"\n",
        "# The notes say above this: Ministry of Water:\n[[decision]]\ntext = \"Dig\"\n",
        "[[action]]\ntext = \"Write\"\nowner = \"Ministry of Water\"\n",
        "[[action]]\ntext = \"Sign\"\nowner = \"GIZ\"\n",
        "# The notes say above this: Later:\n[[action]]\ntext = \"Meet\"\n\n",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    for told in [
        "“Ministry of Water:” (line 8)",
        "“Session 1: Opening” (line 20)",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
    assert!(
        !brief.contains("detail =") && !brief.contains("[[question]]"),
        "{brief}"
    );
}

#[test]
fn a_line_of_day_and_place_gives_both_and_what_is_neither_is_told() {
    let days = "date = { start = 2019-03-12, end = 2019-03-13 }\n";
    for (line, date, place) in [
        (
            "Дата и место: 12–13 марта 2019 г., г. Бишкек, гостиница «Ак-Кеме»",
            days,
            "city = \"Бишкек\"\nvenue = \"гостиница «Ак-Кеме»\"\n",
        ),
        (
            "Место и дата проведения: гостиница «Ак-Кеме», г. Бишкек, 12–13 марта 2019 года",
            days,
            "city = \"Бишкек\"\nvenue = \"гостиница «Ак-Кеме»\"\n",
        ),
        (
            "Күні мен орны: 2019 жылғы 12–13 наурыз, Тараз қ., «Жамбыл» қонақүйі",
            days,
            "city = \"Тараз\"\nvenue = \"«Жамбыл» қонақүйі\"\n",
        ),
        (
            "Date and venue: 12–13 March 2019, Tashkent, Uzbekistan, Hotel Lotte",
            days,
            "city = \"Tashkent\"\ncountry = \"UZ\"\nvenue = \"Hotel Lotte\"\n",
        ),
        (
            "15 июня 2017 г.          г. Москва",
            "date = 2017-06-15\n",
            "city = \"Москва\"\n",
        ),
        (
            "15 сентябри соли 2025   ш. Душанбе",
            "date = 2025-09-15\n",
            "city = \"Душанбе\"\n",
        ),
        (
            "15.06.2017     № 7     г. Москва",
            "date = 2017-06-15\n",
            "city = \"Москва\"\n",
        ),
        (
            "г. Москва     № 7     15.06.2017",
            "date = 2017-06-15\n",
            "city = \"Москва\"\n",
        ),
        (
            "15.06.2017, Школа № 7",
            "date = 2017-06-15\n",
            "venue = \"Школа № 7\"\n",
        ),
        (
            "15.06.2017     № 7     Москва",
            "date = 2017-06-15\n",
            "city = \"Москва\"\n",
        ),
        (
            "Дата и место: № 7 от 15.06.2017, г. Москва",
            "date = 2017-06-15\n",
            "city = \"Москва\"\n",
        ),
        (
            "Күні мен орны: 2017 жылғы 15 маусым, Алматы қ., № 5 мектеп",
            "date = 2017-06-15\n",
            "city = \"Алматы\"\nvenue = \"№ 5 мектеп\"\n",
        ),
        (
            "№ 5 мектеп, 2017 жылғы 15 маусым",
            "date = 2017-06-15\n",
            "venue = \"№ 5 мектеп\"\n",
        ),
        (
            "Дата и место: 15.06.2017, г. Алматы, ул. Абая, № 5",
            "date = 2017-06-15\n",
            "city = \"Алматы\"\nvenue = \"ул. Абая, № 5\"\n",
        ),
        (
            "Дата и место: 15.06.2017, г. Алматы, №5 зал",
            "date = 2017-06-15\n",
            "city = \"Алматы\"\nvenue = \"№5 зал\"\n",
        ),
        (
            "تاریخ و محل: ۱۵ جوزا ۱۴۰۴، ۱۰:۰۰، شهر کابل",
            "date = 2025-06-05\n",
            "city = \"کابل\"\n",
        ),
        // A building with the name of a country stands in none yet.
        (
            "Date and venue: 12–13 March 2019, Astana, Hotel Kazakhstan",
            days,
            "city = \"Astana\"\nvenue = \"Hotel Kazakhstan\"\n",
        ),
        (
            "Place: Hotel Kazakhstan",
            "",
            "venue = \"Hotel Kazakhstan\"\n",
        ),
        (
            "Place: Almaty, Kazakhstan, Hotel Uzbekistan",
            "",
            "city = \"Almaty\"\ncountry = \"KZ\"\nvenue = \"Hotel Uzbekistan\"\n",
        ),
        // A label of the day alone: what is seen to be a place is one.
        (
            "Дата: 12–13 марта 2019 г., г. Бишкек",
            days,
            "city = \"Бишкек\"\n",
        ),
        ("Date: 12–13 March 2019, two days", days, ""),
        (
            "Дата и место: среда, 13 марта 2019 г., 10:00–17:00, г. Ош",
            "date = 2019-03-13\n",
            "city = \"Ош\"\n",
        ),
        (
            "Место: гостиница «Ак-Кеме»",
            "",
            "venue = \"гостиница «Ак-Кеме»\"\n",
        ),
        // Among the parts of an address, no city is to be seen; where it is known, all is the venue.
        (
            "Место проведения: Школа № 4, Шевченко, 28, малый зал. Начало: 10.00, окончание: 13.30",
            "",
            "venue = \"Школа № 4, Шевченко, 28, малый зал\"\n",
        ),
        (
            "г. Алматы\t\t5 мая 2019 года\n\nМесто проведения: Дом учёных, Шевченко, 28",
            "date = 2019-05-05\n",
            "city = \"Алматы\"\nvenue = \"Дом учёных, Шевченко, 28\"\n",
        ),
        (
            "Place: House of Scientists, 28 Shevchenko street, Almaty",
            "",
            "city = \"Almaty\"\nvenue = \"House of Scientists, 28 Shevchenko street\"\n",
        ),
        (
            "Venue: Hotel Serena, Dushanbe, Tajikistan",
            "",
            "city = \"Dushanbe\"\ncountry = \"TJ\"\nvenue = \"Hotel Serena\"\n",
        ),
        (
            "Place: Parliament House, Kampala, Uganda",
            "",
            "city = \"Kampala\"\ncountry = \"UG\"\nvenue = \"Parliament House\"\n",
        ),
        (
            "Place: Conference room 2, Library, Geneva, Switzerland",
            "",
            "city = \"Geneva\"\ncountry = \"CH\"\nvenue = \"Conference room 2, Library\"\n",
        ),
        (
            "Venue: Embassy of Germany",
            "",
            "venue = \"Embassy of Germany\"\n",
        ),
        // Both said twice, and only what is new is taken.
        (
            "г. Бишкек, 12–13 марта 2019 г.\n\nДата: 12–13 марта 2019 г.\nМесто: г. Бишкек, отель «Ала-Тоо»",
            days,
            "city = \"Бишкек\"\nvenue = \"отель «Ала-Тоо»\"\n",
        ),
    ] {
        let brief = brief_of_line(line);
        let is_told = brief.contains("in the notes: “") || brief.contains("Not recognised");
        let is_beside = ["10:00", "10.00", "۱۰:۰۰", "two days", "№ 7 "]
            .iter()
            .any(|beside| line.contains(beside));
        assert!(
            brief.contains(&format!("{date}{place}")) && is_told == is_beside,
            "{line}\n{brief}"
        );
    }
    let two = "date = { start = 2024-05-03, end = 2024-05-04 }\n";
    for (line, date, told) in [
        ("Date: 2024-05-03 to 2024-05-04", two, ""),
        ("Date: Friday, 3 May 2024 to Saturday, 4 May 2024", two, ""),
        ("Дата: 3 мая 2024 г. по 4 мая 2024 г.", two, ""),
        (
            "Date: 3 May 2024 and 10 May 2024",
            "date = 2024-05-03\n",
            "10 May",
        ),
        (
            "Date: 3 May 2024 (Day 1), 4 May 2024 (Day 2)",
            "date = 2024-05-03\n",
            "(Day 1), 4 May",
        ),
        ("Date: from 03.05.2024 until 04.05.2024", two, ""),
        // Several days that are no stretch are left to the writer.
        (
            "Date: 3-5 May and 10 May 2024",
            "date = 1900-01-01\n",
            "3-5 May",
        ),
    ] {
        let brief = brief_of_line(&format!("{line}\nPlace: Osh"));
        let keys = format!("{date}city = \"Osh\"\n");
        assert!(
            brief.contains(&keys) && !brief.contains("venue ="),
            "{line}\n{brief}"
        );
        let is_told = brief.lines().any(|line| {
            let is_remark = ["# in the notes: “", "# Date: "]
                .iter()
                .any(|start| line.starts_with(start));
            is_remark && line.contains(told)
        });
        assert!(is_told != told.is_empty(), "{line}\n{brief}");
    }
    let brief = brief_of_line("Date: 1 May 2019\nPlace: Osh\nDate and place: 2 May 2019, Tokmok");
    assert!(
        brief.contains("\n# Date and place: 2 May 2019, Tokmok (line 5 of the notes)"),
        "{brief}"
    );
}

#[test]
fn the_commas_of_the_arabic_script_are_commas() {
    let notes = "# پروتوکول\n\nکابل، ۱۵ جوزا ۱۴۰۴\n\nمحل: هوتل سرینا، جادهٔ فروشگاه\n\nبرگزارکنندگان: وزارت زراعت، آبیاری و مالداری؛ CAREC\n\n\
        ## گام‌های بعدی\n\n- ملاقات (CAREC، الی ۲۰ سرطان ۱۴۰۴)\n\
        - ترتیب نقشه، مسئول: انجنیر رحیمی، مهلت: ۱ سرطان ۱۴۰۴\n\
        - سفر (وزارت زراعت، آبیاری؛ الی ۲۰ سرطان ۱۴۰۴)\n";
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    for keys in [
        "venue = \"هوتل سرینا، جادهٔ فروشگاه\"\n",
        "name = \"وزارت زراعت، آبیاری و مالداری\"\n",
        "text = \"ملاقات\"\nowner = \"CAREC\"\ndue = 2025-07-11\n",
        "text = \"ترتیب نقشه\"\nowner = \"انجنیر رحیمی\"\ndue = 2025-06-22\n",
        "text = \"سفر\"\nowner = \"وزارت زراعت، آبیاری\"\ndue = 2025-07-11\n",
    ] {
        assert!(brief.contains(keys), "{keys}\n{said}{brief}");
    }
}

#[test]
fn in_front_of_a_country_the_city_is_the_last_part() {
    for (place, city, venue) in [
        (
            "Hilton Garden Inn, Tashkent, Uzbekistan",
            "Tashkent",
            "Hilton Garden Inn",
        ),
        (
            "Hilton Garden Inn, Tashkent, Uzbekistan, 3rd floor",
            "Tashkent",
            "Hilton Garden Inn, 3rd floor",
        ),
        ("Osh, Osh oblast, Kyrgyzstan", "Osh", "Osh oblast"),
        ("New York, NY, USA", "New York", "NY"),
    ] {
        let brief = brief_of_line(&format!("Place: {place}"));
        let keys = [
            format!("city = \"{city}\""),
            format!("venue = \"{venue}\""),
            format!("# the place in the notes: {place}"),
        ];
        for key in keys {
            assert!(brief.lines().any(|line| line == key), "{key}\n{brief}");
        }
    }
}

#[test]
fn those_counted_are_people_and_not_their_organisations() {
    for (line, count) in [
        (
            "Присутствовали: 23 человека из 11 организаций (список прилагается)",
            23,
        ),
        ("Participants: 34 people from 5 countries", 34),
        ("Қатысқандар: 7 ұйымнан 28 адам", 28),
        ("Участники: 1 234 человека", 1234),
        ("Участники: 34 чел. из 4 стран", 34),
        ("Participants: 1,250 people", 1250),
    ] {
        let brief = brief_of_line(line);
        assert!(
            brief.contains(&format!("attendance = {count}\n")) && !brief.contains("participants ="),
            "{brief}"
        );
    }
}

#[test]
fn the_number_of_a_group_is_not_that_of_all() {
    let attendance = |last: &str| {
        let notes = format!("Присутствовали:\n\n1. Иванов А.Б.\n2. Сидоров С.С.\n\n{last}\n");
        let brief = brief_of_line(&notes);
        let is_told = brief.contains(last.split(' ').next().unwrap());
        let mut lines = brief.lines();
        let count = lines.find_map(|line| line.strip_prefix("attendance = "));
        (count.map(str::to_owned), is_told)
    };
    for group in ["Приглашённые: 12 человек", "Женщин: 1 человек"] {
        assert_eq!(attendance(group), (None, true), "{group}");
    }
    for all in [
        "Всего: 14 человек",
        "Участников: 14 человек",
        "Участников было: 14 человек",
        "Барлығы: 14 адам",
    ] {
        assert_eq!(attendance(all).0.as_deref(), Some("14"), "{all}");
    }
}

#[test]
fn several_facts_stand_in_one_line() {
    let facts = "date = 2024-05-03\ncity = \"Osh\"\ncountry = \"KG\"\nattendance = 20\n";
    for line in [
        "Date: 3 May 2024. Place: Osh, KG. Participants: 20",
        "Date: 3 May 2024; place: Osh, KG; participants: 20",
        "Date of the meeting: 3 May 2024 Meeting place: Osh, KG Participants: 20",
        "Дата: 3 мая 2024 г. Место проведения: Osh, KG. Участники: 20",
    ] {
        let brief = brief_of_line(line);
        assert!(
            brief.ends_with(facts) && !brief.contains("in the notes"),
            "{line}\n{brief}"
        );
    }
    let brief =
        brief_of_line("Date: 3 May 2024. Project: Regional Workshop: Date: and Place: names");
    let title = "title = \"Regional Workshop: Date: and Place: names\"";
    assert!(brief.contains(title), "{brief}");
}

#[test]
fn a_short_word_of_an_address_ends_no_name() {
    let brief = brief_of_line(
        "Участники: мэрия г. Бишкек, школа им. Айтматова на ул. Чуй, Чуйская обл. Кыргызстана, АВП с р. Чу",
    );
    let people = "\"мэрия г. Бишкек\",\n    \"школа им. Айтматова на ул. Чуй\",\n    \
        \"Чуйская обл. Кыргызстана\",\n    \"АВП с р. Чу\",";
    assert!(brief.contains(people), "{brief}");
}

#[test]
fn facts_and_sections_are_known_by_their_usual_names() {
    for (line, key) in [
        ("Number of participants: 45", "attendance = 45"),
        ("Total participants: 45", "attendance = 45"),
        ("Количество участников: 45", "attendance = 45"),
        ("Число участников: 45", "attendance = 45"),
        ("Organizer(s): Green Fund", "organisers = [\"green-fund\"]"),
        (
            "Организатор(ы): Green Fund",
            "organisers = [\"green-fund\"]",
        ),
        ("Held at: Osh, Kyrgyzstan", "city = \"Osh\""),
        ("Held in: Osh, Kyrgyzstan", "city = \"Osh\""),
        ("## Issues\n\n- One", "[[obstacle]]"),
        ("## Risks\n\n- One", "[[obstacle]]"),
        ("## Риски\n\n- Один", "[[obstacle]]"),
        (
            "Ishtirok etdilar: Vazirlik",
            "participants = [\"Vazirlik\"]",
        ),
        ("Qatnashganlar: Vazirlik", "participants = [\"Vazirlik\"]"),
        ("Иштирок этдилар: Вазирлик", "participants = [\"Вазирлик\"]"),
        ("محل جلسه: کابل", "city = \"کابل\""),
        ("تعداد اشتراک‌کنندگان: ۴۵", "attendance = 45"),
        ("## آجندای جلسه\n\n- آب", "[[question]]"),
        ("تاریخ: ۱۵ جوزا ۱۴۰۴\n\nاقدامات بعدی\n\n- آب", "[[action]]"),
        ("Маҳалли баргузорӣ: Душанбе", "city = \"Душанбе\""),
        (
            "Катышкандар: министрлик, бардыгы 38 киши",
            "attendance = 38",
        ),
        (
            "Катышкандар: өкүлдөр (бардыгы 38 киши)",
            "participants = [\"өкүлдөр\"]\n# in the notes: “өкүлдөр (бардыгы 38 киши)”\nattendance = 38",
        ),
        (
            "Участники: министерства (всего 12 человек), НПО (всего 5 человек)",
            "participants = [\"министерства (всего 12 человек)\", \"НПО (всего 5 человек)\"]",
        ),
        (
            "Participants: Ministry of Water (12 people), Ministry of Energy (in total 5 people)",
            "participants = [\"Ministry of Water (12 people)\", \"Ministry of Energy (in total 5 people)\"]",
        ),
        (
            "Участники: эксперты (38 человек)",
            "participants = [\"эксперты (38 человек)\"]",
        ),
        ("Gatnaşanlar: ministrlik, jemi 27 adam", "attendance = 27"),
        ("Иштирокчиён: вазорат, ҳамагӣ 40 нафар", "attendance = 40"),
        (
            "Қатысушылар: министрлік, барлығы 42 адам",
            "attendance = 42",
        ),
        ("اشتراک‌کنندگان: وزارت، مجموعاً ۴۰ نفر", "attendance = 40"),
    ] {
        let brief = brief_of_line(line);
        assert!(brief.contains(&format!("\n{key}\n")), "{line}\n{brief}");
    }
}

#[test]
fn a_number_that_counts_nobody_is_no_attendance() {
    for (words, count) in [
        ("see Annex 1", None),
        ("Room 12 was full", None),
        ("everybody of 2023 list", None),
        ("about 50", Some(50)),
        ("over 100 people", Some(100)),
        ("27 чел.", Some(27)),
        ("1 234 people from the ministries", Some(1234)),
        ("1\u{a0}234 people from the ministries", Some(1234)),
        ("1\u{2009}234 people", Some(1234)),
        ("1 234 человека из пяти министерств", Some(1234)),
        ("in 2018 234 people from the ministries", Some(234)),
    ] {
        let brief = brief_of_line(&format!("Participants: {words}"));
        let line = count.map(|count| format!("\nattendance = {count}\n"));
        let is_so = match line {
            Some(line) => brief.contains(&line),
            None => !brief.contains("attendance") && brief.contains(&words[..8]),
        };
        assert!(is_so, "{words}\n{brief}");
    }
}

#[test]
fn a_day_in_brackets_that_is_no_deadline_stays_in_the_text() {
    let notes = |item: &str| format!("# T\n\n## Recommendations\n\n- Extend the licence {item}\n");
    for (item, keys) in [
        ("(valid until 30 June 2026)", ""),
        ("(as amended by 2015)", ""),
        ("(2019-2023)", ""),
        (
            "(akimat, by 30 June 2026)",
            "addressees = [\"akimat\"]\ndue = 2026-06-30\n",
        ),
        (
            "(ministries by 30 June 2026)",
            "addressees = [\"ministries\"]\ndue = 2026-06-30\n",
        ),
        ("(until 30 June 2026)", "due = 2026-06-30\n"),
        (
            "(The Commission adopted it for all countries in May 2026)",
            "",
        ),
        (
            "(Ministry of Energy and Water Resources of Tajikistan, by 30 June 2026)",
            "addressees = [\"Ministry of Energy and Water Resources of Tajikistan\"]\ndue = 2026-06-30\n",
        ),
    ] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("notes.md"), notes(item)).unwrap();
        let (_, brief) = started(folder.path(), Path::new("notes.md"));
        let expected = match keys {
            "" => format!("text = \"Extend the licence {}\"\n", item),
            keys => format!("text = \"Extend the licence\"\n{keys}"),
        };
        assert!(brief.ends_with(&expected), "{expected}\n{brief}");
    }
}

/// The first item of a brief that notes of one item in a section become.
fn item_of(section: &str, item: &str) -> String {
    let folder = TempDir::new().unwrap();
    let notes = format!("# T\n\n## {section}\n\n- {item}\n");
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (_, brief) = started(folder.path(), Path::new("notes.md"));
    let text = brief.find("\ntext = ").unwrap();
    let above = brief[..text].rfind("\n\n").unwrap();
    brief[above + 2..].to_owned()
}

#[test]
fn what_is_said_beside_a_priority_or_a_status_is_told() {
    for (section, item, expected) in [
        (
            "Actions",
            "Send it. Status: done, except in Osh",
            "# in the notes: “done, except in Osh”\nstatus = \"done\"\n",
        ),
        (
            "Recommendations",
            "Send it. Priority: low until the summer",
            "# in the notes: “low until the summer”\npriority = \"low\"\n",
        ),
        (
            "Actions",
            "Send it. Status: Done",
            "text = \"Send it.\"\nstatus = \"done\"\n",
        ),
    ] {
        let found = item_of(section, item);
        assert!(found.contains(expected), "{found}");
    }
    for word in ["dropped", "Dropped", "Отменено"] {
        let dropped = item_of("Actions", &format!("Send it. Status: {word}"));
        assert!(dropped.contains("status = \"dropped\"\n"), "{dropped}");
    }
    let begun = item_of("Actions", "Send it. Deadline: after 30 June 2018");
    assert!(
        begun.contains("# due: after 30 June 2018\n") && !begun.contains("due ="),
        "{begun}"
    );
    let beside = item_of(
        "Actions",
        "Send it. Deadline: by 30 June 2018, in Osh later",
    );
    let words = "# in the notes: “by 30 June 2018, in Osh later”\ndue = 2018-06-30\n";
    assert!(beside.contains(words), "{beside}");
    let twice = item_of("Actions", "Send it. Status: done; status: done in Osh");
    assert!(twice.contains("# status: done in Osh\n"), "{twice}");
}

#[test]
fn the_end_of_a_long_item_is_found() {
    let brackets = item_of(
        "Recommendations",
        &format!("Fund it {}", "(by June 2018) ".repeat(20_000)),
    );
    let due = "text = \"Fund it\"\n# “by June 2018”: taken as the last day of the month\ndue = 2018-06-30\n";
    assert!(brackets.contains(due));
    let sentences = "It was said, in short, that more is needed. ".repeat(10_000);
    let item = format!("{sentences}Deadline: 1 June 2018");
    assert!(item_of("Recommendations", &item).contains("due = 2018-06-01\n"));
}

#[test]
fn the_title_of_an_annex_loses_its_label_and_no_words() {
    for (heading, title) in [
        ("Annex 1. Agenda", "Agenda"),
        ("Appendix II – Agenda", "Agenda"),
        ("Annex A: Agenda", "Agenda"),
        ("Annex: Agenda", "Agenda"),
        ("Приложение № 2. Повестка", "Повестка"),
        ("1-қосымша. Күн тәртібі", "Күн тәртібі"),
        ("Annex on the U.S. position", "Annex on the U.S. position"),
        (
            "Annexes of the St. Petersburg agreement",
            "Annexes of the St. Petersburg agreement",
        ),
    ] {
        let brief = brief_of_line(&format!("## {heading}\n\nSome words."));
        assert!(brief.contains(&format!("title = \"{title}\"\n")), "{brief}");
    }
}

#[test]
fn a_caption_loses_its_label_and_no_words() {
    for (caption, expected) in [
        ("Table 1. Losses", "Losses"),
        ("Таблица № 3 – Потери", "Потери"),
        ("1-кесте. Шығындар", "Шығындар"),
        ("2-jadval: Isrof", "Isrof"),
        ("1-nji tablisa. Suw", "Suw"),
        ("Ҷадвали 1. Об", "Об"),
        ("جدول ۱: آب", "آب"),
        (
            "Budget 2018: expenditure by item:",
            "Budget 2018: expenditure by item",
        ),
    ] {
        let table = "| District | Water |\n|---|---|\n| Chu | 3 |\n| Osh | 4 |\n";
        let brief = brief_of_line(&format!("## Context\n\nWords.\n\n{caption}\n\n{table}"));
        assert!(
            brief.contains(&format!("caption = \"{expected}\"\n")),
            "{brief}"
        );
    }
}

#[test]
fn years_beside_somebody_to_be_asked_are_no_number_of_a_telephone() {
    let line = "Contact: Anna Bekova, Programme 2021–2027, anna@example.org";
    let brief = brief_of_line(line);
    let role =
        "name = \"Anna Bekova\"\nrole = \"Programme 2021–2027\"\nemail = \"anna@example.org\"\n";
    assert!(
        brief.contains("2021–2027") && !brief.contains("phone"),
        "{brief}"
    );
    assert!(brief.contains(role), "{brief}");
    let brief = brief_of_line("Programme 2021–2027 is over");
    assert!(!brief.contains("[[contact]]"), "{brief}");
}

#[test]
fn pictures_in_pictures_comments_and_addresses_alone_are_told() {
    let brief = brief_of_line(
        "Words ![outer ![inner](b.png) alt](a.png) and ~~alpha ~beta~ gamma~~ more <!-- for us --> end.\n\n\
         [Source]: https://example.org/source\n[used]: https://example.org/used\n\n[Used] here.",
    );
    let context = brief
        .lines()
        .skip_while(|line| !line.starts_with("context"));
    let context: String = context.take_while(|line| !line.starts_with("# ")).collect();
    for words in ["Words", "and", "more", "end.", "here."] {
        assert!(context.contains(words), "{words}\n{brief}");
    }
    for words in ["alpha", "beta", "gamma", "for us"] {
        assert!(
            !context.contains(words) && brief.contains(words),
            "{words}\n{brief}"
        );
    }
    for words in [
        "a.png",
        "b.png",
        "inner",
        "outer",
        "# [Source]: https://example.org/source",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    assert!(!brief.contains("[used]:"), "{brief}");
}

#[test]
fn the_head_of_notes_loses_no_words() {
    let brief = |head: &str| {
        let folder = TempDir::new().unwrap();
        let notes = format!("---\n{head}---\n\n# T\n\nWords.\n");
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        started(folder.path(), Path::new("notes.md")).1
    };
    let found = brief(
        "keywords: [\"water, clean\", 'energy']\nsummary: |\n  One line.\n  Note: two.\ndate: 2018-06-01\n",
    );
    for words in [
        "keywords = [\"water, clean\", \"energy\"]\n",
        "One line. Note: two.",
        "\ndate = 2018-06-01\n",
    ] {
        assert!(found.contains(words), "{words}\n{found}");
    }
    let found = brief("# made by a program\ntitle: Water\nkeywords: [water, energy]\n");
    for words in [
        "made by a program",
        "title = \"Water\"",
        "keywords = [\"water\", \"energy\"]\n",
    ] {
        assert!(found.contains(words), "{words}\n{found}");
    }
    let found = brief("Words before the first name\ntitle: Water\n");
    assert!(found.contains("Words before the first name"), "{found}");
}

#[test]
fn a_line_that_names_the_language_is_followed_or_told() {
    let brief = brief_of_line("Language: ru\n\nWords of the meeting.");
    assert!(brief.contains("language = \"ru\"\n"), "{brief}");
    let brief = brief_of_line("Язык: en\n\nWords of the meeting.");
    assert!(brief.contains("language = \"en\"\n"), "{brief}");
    let brief = brief_of_line("Language: Klingon\n\nWords of the meeting.");
    assert!(brief.contains("# Language: Klingon"), "{brief}");
}

#[test]
fn a_word_beside_a_day_is_told_unless_it_belongs_to_it() {
    for (line, told) in [
        ("Date: provisionally 15 June 2017", true),
        ("Published: draft 16 June 2017", true),
        ("Date: 15 June 2017 morning", true),
        ("Date: Thursday, 15 June 2017", false),
        ("Date: 15 June 2017.", false),
        ("Дата: четверг, 15 июня 2017 года", false),
        ("Дата: 15 июня 2017 г.", false),
    ] {
        let brief = brief_of_line(line);
        let said = format!("# in the notes: “{}”", line.split_once(": ").unwrap().1);
        assert_eq!(brief.contains(&said), told, "{brief}");
        assert!(brief.contains(" = 2017-06-1"), "{brief}");
    }
}

#[test]
fn a_line_with_another_label_among_facts_is_told() {
    let brief =
        brief_of_line("Date: 1 May 2019\n\nChair: F. Rahimov, Ministry of Water\n\nNobody came.");
    assert!(
        brief.contains("context = \"Nobody came.\"")
            && brief.contains("\n# Chair: F. Rahimov, Ministry of Water (line 5 of the notes)"),
        "{brief}"
    );
}

#[test]
fn a_label_and_a_dash_at_the_end_say_until_when_and_who() {
    for (language, item, keys) in [
        (
            "ru",
            "Восстановить два поста на р. Чу, срок – II квартал 2020 г.",
            "text = \"Восстановить два поста на р. Чу\"\n\
             # “II квартал 2020 г”: taken as the last day of the quarter\ndue = 2020-06-30\n",
        ),
        (
            "ru",
            "Поставить счётчики, срок исполнения: 1 апреля 2020 г.",
            "text = \"Поставить счётчики\"\ndue = 2020-04-01\n",
        ),
        (
            "ru",
            "Поставить счётчики (ответственный – МСХПиМ, срок – 1 апреля 2020 г.)",
            "text = \"Поставить счётчики\"\naddressees = [\"МСХПиМ\"]\ndue = 2020-04-01\n",
        ),
        (
            "ru",
            "Поставить счётчики; отв. – МСХПиМ, срок — 01.04.2020.",
            "text = \"Поставить счётчики\"\naddressees = [\"МСХПиМ\"]\ndue = 2020-04-01\n",
        ),
        (
            "en",
            "Budget for running costs, deadline – Q3 2022",
            "text = \"Budget for running costs\"\n\
             # “Q3 2022”: taken as the last day of the quarter\ndue = 2022-09-30\n",
        ),
        (
            "en",
            "Fund wells. Addressee: CAREC – by 30 June 2018",
            "text = \"Fund wells.\"\naddressees = [\"CAREC\"]\ndue = 2018-06-30\n",
        ),
        (
            "kk",
            "Есептегіштерді субсидиялау, мерзімі – 2020 жылғы 1 қазан",
            "text = \"Есептегіштерді субсидиялау\"\ndue = 2020-10-01\n",
        ),
        (
            "prs",
            "نشر بیلانس – مسئول: وزارت – تاریخ تکمیل: ۳۰ میزان ۱۴۰۴",
            "text = \"نشر بیلانس\"\naddressees = [\"وزارت\"]\ndue = 2025-10-22\n",
        ),
        // No day, and no label: nothing is cut off.
        (
            "ru",
            "Сократить потери – срок – пять лет",
            "text = \"Сократить потери – срок – пять лет\"\n",
        ),
        (
            "ru",
            "Заменить насосы, до 1 марта 2020 г.",
            "text = \"Заменить насосы, до 1 марта 2020 г.\"\ndue = 2020-03-01\n",
        ),
    ] {
        let folder = TempDir::new().unwrap();
        let notes = format!("# T\n\n## Recommendations\n\n1. {item}\n");
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        briefgen(folder.path())
            .args([
                "new",
                "brief.toml",
                "--from",
                "notes.md",
                "--language",
                language,
            ])
            .assert()
            .code(0);
        let brief = fs::read_to_string(folder.path().join("brief.toml")).unwrap();
        let expected = format!("[[recommendation]]\n{keys}");
        assert!(brief.ends_with(&expected), "{item}\n{brief}");
    }
}

#[test]
fn what_to_do_by_whom_until_when_are_actions_whatever_the_columns_are_called() {
    for (section, head) in [
        ("Next steps", "# | What | Who | By when"),
        ("Next steps", "No. | Action | Responsible | Deadline"),
        (
            "Follow-up",
            "No. | What to do | Responsible party | Timeframe",
        ),
        ("To do", "No. | Task | Lead | Due"),
        ("Дальнейшие шаги", "№ | Что сделать | Кто | Когда"),
        (
            "Следующие шаги",
            "№ п/п | Действие/Шаг | Исполнитель | Срок исполнения",
        ),
        (
            "План действий",
            "№ | Мероприятие | Ответственные исполнители | Сроки реализации",
        ),
        ("Поручения", "№ | Содержание поручения | Отв. | Срок"),
        ("Келесі қадамдар", "№ | Не істеу керек | Кім | Қашан"),
        ("Кийинки кадамдар", "№ | Эмне кылуу керек | Ким | Качан"),
        ("Қадамҳои минбаъда", "№ | Чӣ бояд кард | Кӣ | Кай"),
        ("Indiki ädimler", "№ | Näme etmeli | Kim | Haçan"),
        ("Keyingi qadamlar", "№ | Nima qilish kerak | Kim | Qachon"),
        ("Кейинги қадамлар", "№ | Нима қилиш керак | Ким | Қачон"),
        ("گام‌های بعدی", "شماره | چه کاری | چه کسی | تا چه زمانی"),
        ("قدم‌های بعدی", "شماره | چه باید شود | مسئول | تا چه وقت"),
    ] {
        let folder = TempDir::new().unwrap();
        let notes = format!(
            "# T\n\n## {section}\n\n| {head} |\n|---|---|---|---|\n| 1 | x y | Z | 2025-05-14 |\n"
        );
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        let (said, brief) = started(folder.path(), Path::new("notes.md"));
        let action = "[[action]]\ntext = \"x y\"\nowner = \"Z\"\ndue = 2025-05-14\n";
        assert!(
            brief.contains(action) && !brief.contains("[[table]]"),
            "{head}\n{said}\n{brief}"
        );
    }
}

#[test]
fn what_was_decided_on_a_thing_is_what_to_do_and_other_columns_are_told() {
    let notes = "# T\n\n| Item | Discussion | Decision | Responsible | Deadline |\n|---|---|---|---|---|\n\
        | Drainage | Old pipes leak | Replace the pipes | CAREC | 14 May 2025 |\n";
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    let action = "# Item: Drainage\n# Discussion: Old pipes leak\n[[action]]\ntext = \"Replace the pipes\"\n\
        owner = \"CAREC\"\ndue = 2025-05-14\n";
    assert!(brief.contains(action), "{brief}");
    assert!(
        said.contains("of its columns “Item”, “Discussion”"),
        "{said}"
    );
}

#[test]
fn those_named_behind_a_count_are_participants() {
    for line in [
        "Participants: 45 people: state agencies, trade unions, NGOs",
        "Participants: 45 people — state agencies, trade unions, NGOs",
    ] {
        let brief = brief_of_line(line);
        let participants = "participants = [\"state agencies\", \"trade unions\", \"NGOs\"]";
        assert!(
            brief.contains(participants) && brief.contains("attendance = 45\n"),
            "{brief}"
        );
    }
}

#[test]
fn whom_to_ask_is_a_contact_in_every_section() {
    let contact = "Contact: Firuza Rahimova, firuza@health.example, +992 37 221 00 00";
    for notes in [
        format!("# T\n\n## Participants\n\n- Anna\n\n{contact}\n"),
        format!("# T\n\n## Recommendations\n\n- Buy meters\n\n{contact}\n"),
        format!("# T\n\n## Recommendations\n\n- Buy meters\n{contact}\n"),
        format!("# T\n\nPlace: Osh\n{contact}\nDate: 1 June 2025\n"),
        format!("# T\n\n## Other\n\n> **{contact}**\n"),
        format!("# T\n\n## Contacts\n\n- {contact}\n"),
    ] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("notes.md"), &notes).unwrap();
        let (said, brief) = started(folder.path(), Path::new("notes.md"));
        let table = "[[contact]]\nname = \"Firuza Rahimova\"\nemail = \"firuza@health.example\"\n\
            phone = \"+992 37 221 00 00\"\n";
        assert!(
            brief.contains(table) && said.contains("1 × contact"),
            "{notes}\n{said}{brief}"
        );
        assert_eq!(brief.matches("Firuza").count(), 1, "{notes}\n{brief}");
    }
    // Of a line without an address nothing is known, and a number has no name.
    let folder = TempDir::new().unwrap();
    let notes =
        "# T\n\n## Decisions\n\nContact: the ministry first\n\nContact: +992 37 221 00 00\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    assert!(
        brief.contains("text = \"Contact: the ministry first\""),
        "{brief}"
    );
    assert!(
        said.contains("“Contact: +992 37 221 00 00” (line 7)"),
        "{said}"
    );
}

#[test]
fn a_contact_needs_no_colon_and_a_sentence_is_none() {
    let table = |line: &str| {
        let brief = brief_of_line(&format!("## Recommendations\n\n- Buy meters\n\n{line}"));
        let of_contact = brief.lines().skip_while(|line| *line != "[[contact]]");
        let keys = of_contact.skip(1).take_while(|line| !line.is_empty());
        let mut keys: Vec<String> = keys.map(str::to_owned).collect();
        keys.sort();
        keys.join("; ")
    };
    for (line, keys) in [
        (
            "контакт Сауле 8 727 123 45 67",
            "name = \"Сауле\"; phone = \"8 727 123 45 67\"",
        ),
        (
            "Contact Jane Doe jane@x.example +44 20 7946 0958",
            "email = \"jane@x.example\"; name = \"Jane Doe\"; phone = \"+44 20 7946 0958\"",
        ),
        (
            "Контактное лицо – Иванов И. И., тел. 8 727 123 45 67",
            "name = \"Иванов И. И.\"; phone = \"8 727 123 45 67\"",
        ),
        (
            "Contact person Jane Doe (jane@x.example, +44 20 7946 0958)",
            "email = \"jane@x.example\"; name = \"Jane Doe\"; phone = \"+44 20 7946 0958\"",
        ),
        (
            "Contact Jane Doe, coordinator of the project, jane@x.example",
            "email = \"jane@x.example\"; name = \"Jane Doe\"; role = \"coordinator of the project\"",
        ),
        (
            "Bogʻlanish uchun Nodira Karimova +998 71 123 45 67",
            "name = \"Nodira Karimova\"; phone = \"+998 71 123 45 67\"",
        ),
        ("Contact Jane Doe at jane@x.example for the slides.", ""),
        (
            "Contact Jane Doe if the slides of jane@x.example are late",
            "",
        ),
        ("Contact the ministry on 8 727 123 45 67", ""),
        ("Contact details of all were sent to jane@x.example", ""),
        ("Contacts with Kazhydromet: call 8 727 123 45 67", ""),
        (
            "Контакты Министерства по тел. 8 727 123 45 67 проверены",
            "",
        ),
        ("Contact Jane Doe for the slides", ""),
    ] {
        assert_eq!(table(line), keys, "{line}");
    }
}

#[test]
fn the_full_stop_of_an_initial_stays() {
    let brief = brief_of_line(
        "Присутствовали: Иванов И. И., Петров П.П.\n\n## Задачи\n\n- Разослать. Ответственный: Иванов И. И.\n\
         - Проверить. Ответственный: Иванов И.И., срок: 1 июля 2017.\n- Ждать. Ответственный: группа.",
    );
    for line in [
        "participants = [\"Иванов И. И.\", \"Петров П.П.\"]",
        "owner = \"Иванов И. И.\"",
        "owner = \"Иванов И.И.\"",
        "owner = \"группа\"",
    ] {
        assert!(brief.contains(line), "{line}\n{brief}");
    }
}

#[test]
fn a_number_has_its_first_digit_and_its_extension() {
    for (contact, keys) in [
        (
            "тел.: 8 (727) 291-44-10, вн. 12, Сауле Омарова",
            "phone = \"8 (727) 291-44-10\"\nextension = \"12\"\nname = \"Сауле Омарова\"\n",
        ),
        (
            "S. Omarova, +7 727 291 44 10 ext. 12",
            "name = \"S. Omarova\"\nphone = \"+7 727 291 44 10\"\nextension = \"12\"\n",
        ),
        (
            "S. Omarova, tel. (727) 291 44 10",
            "name = \"S. Omarova\"\nphone = \"(727) 291 44 10\"\n",
        ),
        (
            "S. Omarova (TT), mobile tel. +7 727 291 44 10",
            "name = \"S. Omarova (TT)\"\nphone = \"+7 727 291 44 10\"\n",
        ),
        (
            "S. Omarova tel. +7 727 291 44 10",
            "phone = \"+7 727 291 44 10\"\nname = \"S. Omarova\"\n",
        ),
        (
            "S. Omarova\\\nTel.: 8-727-291-44-10 (доб. 12)",
            "name = \"S. Omarova\"\nphone = \"8-727-291-44-10\"\nextension = \"12\"\n",
        ),
    ] {
        let brief = brief_of_line(&format!("## Contacts\n\n- {contact}, s@tt.example"));
        assert!(
            brief.contains("email = \"s@tt.example\"") || contact.contains('\n'),
            "{brief}"
        );
        let found: Vec<&str> = brief
            .lines()
            .skip_while(|line| *line != "[[contact]]")
            .skip(1)
            .filter(|line| !line.starts_with("email") && !line.starts_with('#'))
            .collect();
        let found = found.join("\n");
        assert!(
            found.trim_end().ends_with(keys.trim_end()),
            "{keys}\n{brief}"
        );
    }
}

#[test]
fn the_check_says_nothing_of_numbers_and_marks_that_the_notes_have() {
    let notes = "# T\n\nDate: 5 May 2017\n\n## Agenda\n\n| Time | Item | Speaker |\n|---|---|---|\n\
        | 09:30–10:00 | Registration | |\n| 10:00–10:20 | Opening | A. Kim |\n\n## Problems\n\n\
        - No maps: \"I have never seen one\" – and [the archive's](https://example.org/it's) are shut\n\n\
        | District | 2015 | 2021 | Day | Owner |\n|---|---|---|---|---|\n\
        | Balkhash | 310,5 | 402,0 | 15,06 | the \"WUA\" |\n| Kerbulak | 120 | 188,3 | 16,06 | – |\n\
        | Raiymbek | n/a | 101 | 17,06 | – |\n\n## Recommendations\n\n- Draw maps\n";
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    for words in [
        "text = \"No maps: “I have never seen one” – and the archive’s are shut\"\n",
        "(https://example.org/it's)",
        "[\"Balkhash\", 310.5, 402.0, \"15,06\", \"the “WUA”\"],\n    [\"Kerbulak\", 120, 188.3, \"16,06\", \"–\"],\n    \
         [\"Raiymbek\", \"n/a\", 101, \"17,06\", \"–\"],\n",
        "\n# 10:00–10:20 | Opening | A. Kim\n",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    assert!(
        said.contains("1 × table") && said.contains("“Agenda” (line 5)"),
        "{said}"
    );
}

#[test]
fn what_protocols_say_in_their_own_forms_is_known() {
    let notes = "# Протокол\n\nДата: 5 мая 2017 г.\nПри поддержке: Европейского Союза\n\
        Присутствовали: 41 человек (список прилагается)\n\n## План мероприятий\n\n\
        | № | Мероприятие | Ответственный | Срок | Отметка об исполнении |\n|---|---|---|---|---|\n\
        | 1 | Разослать протокол | ТТ | 19.05.2017 | исполнено |\n";
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    for words in [
        "id = \"eu\"\nname = \"Европейский союз\"\n",
        "owner = \"ТТ\"\ndue = 2017-05-19\nstatus = \"done\"\n",
        "\nattendance = 41\n",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    assert!(
        !brief.contains("participants =") && said.contains("\n  список прилагается\n"),
        "{said}\n{brief}"
    );
}

#[test]
fn the_head_of_a_message_says_nothing_of_the_meeting() {
    let english = "From: Anna <anna@donor.example>\nTo: Bek <bek@donor.example>\n\
        Date: Thu, 12 Mar 2026 10:02:11 +0100\nSubject: Notes of last week\n\n";
    let russian =
        "От: Анна <anna@donor.example>\nДата: 12 марта 2026 г., 10:02\nТема: Протокол\n\n";
    let table = "Donor Round Table on School Meals";
    let dated = format!("{table} – Bishkek – 11th March 2026");
    let cases = [
        // The title is a line above place and day, with a salutation in front or without; in a quotation; by style.
        (
            format!("{english}{table}\nBishkek, 11 March 2026\n"),
            table,
            true,
        ),
        (
            format!("{english}Dear Bek,\n\n{table}\n\nBishkek, 11 March 2026\n"),
            table,
            true,
        ),
        (
            format!("{english}See below.\n\n> **{dated}**\n>\n> Text.\n"),
            &dated,
            false,
        ),
        (format!("{english}See below.\n\n> {dated}\n"), &dated, false),
        (
            format!("{russian}# Стол доноров\n\n11 марта 2026 года, Бишкек\n"),
            "Стол доноров",
            true,
        ),
        (
            format!("FYI\n\n{english}Thanks!\n\nWe met on 11 March 2026.\n"),
            "Notes of last week",
            false,
        ),
        // Without a head, too.
        (
            "Стол доноров\nг. Бишкек, 11 марта 2026 г.\n\nПрепятствия\n\n- Нет денег\n".to_owned(),
            "Стол доноров",
            true,
        ),
        (
            format!("{table}\nBishkek, 11 March 2026\nHotel Alatoo\n"),
            table,
            true,
        ),
        (
            "Hi all,\n\n**Donors – Bishkek – 11th March 2026**\n\nObstacles\n\n- No money\n"
                .to_owned(),
            "Donors – Bishkek – 11th March 2026",
            false,
        ),
    ];
    for (notes, title, has_city) in cases {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("notes.md"), &notes).unwrap();
        let (said, brief) = started(folder.path(), Path::new("notes.md"));
        let is_told =
            !notes.contains("12 Mar") || said.contains("12 Mar 2026 10:02:11 +0100” (line ");
        assert!(is_told, "{notes}\n{said}");
        assert!(
            brief.contains(&format!("\ntitle = \"{title}\"\n")),
            "{notes}\n{brief}"
        );
        assert!(brief.contains("\ndate = 2026-03-11\n"), "{notes}\n{brief}");
        let city = brief.lines().find(|line| line.starts_with("city = "));
        let is_right = city.is_none_or(|city| {
            ["Bishkek\"", "Бишкек\""]
                .iter()
                .any(|name| city.ends_with(name))
        });
        assert!(is_right && city.is_some() == has_city, "{notes}\n{brief}");
    }
    // Without another title the subject is one, and the day of the meeting is not known.
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("notes.md"),
        format!("{english}Obstacles\n\n- No money\n"),
    )
    .unwrap();
    let (said, brief) = started(folder.path(), Path::new("notes.md"));
    assert!(brief.contains("title = \"Notes of last week\""), "{brief}");
    assert!(
        said.contains("To be filled in: the date of the meeting"),
        "{said}"
    );
    // A sentence stays one, whatever its lines begin with.
    let folder = TempDir::new().unwrap();
    let sentence =
        "The donors came together in\nBishkek, 11 March 2026, and agreed on\nSchool meals.\n";
    fs::write(folder.path().join("notes.md"), sentence).unwrap();
    let (_, brief) = started(folder.path(), Path::new("notes.md"));
    assert!(
        brief.contains("came together in Bishkek, 11 March 2026, and agreed on School"),
        "{brief}"
    );
    // Days from and to are no head.
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("notes.md"),
        "# T\n\nFrom: 11 March 2026\nDate: 12 March 2026\n",
    )
    .unwrap();
    let (_, brief) = started(folder.path(), Path::new("notes.md"));
    assert!(brief.contains("\ndate = 2026-03-12\n"), "{brief}");
}

#[test]
fn what_are_no_notes_is_said_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let toml = b"language = \"en\"\ntitle = \"T\"\n[meeting]\ntitle = \"T\"\n";
    let cases: [(&str, &[u8], i32, &str); 9] = [
        ("old.toml", toml, 1, "copy the file under another name"),
        ("wrong.TOML", b"title = T", 1, "copy the file"),
        ("old.txt", toml, 1, "this is TOML, and no notes"),
        ("notes.rtf", b"{\\rtf1\\ansi Notes}", 1, "(.docx)"),
        ("brief.pdf", b"%PDF-1.7\n", 1, "extract"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 1, "(.docx)"),
        ("broken.docx", b"PK\x03\x04 and no more", 1, "damaged"),
        ("latin.md", b"# Caf\xe9\n", 1, "UTF-8"),
        ("missing.md", b"", 2, "missing.md"),
    ];
    for (name, bytes, code, reason) in cases {
        if !bytes.is_empty() {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        let output = briefgen(folder.path())
            .args(["new", "brief.toml", "--from", name])
            .assert()
            .code(code);
        let said = stderr(&output);
        assert!(said.contains(reason), "{name}: {said}");
        let may_have_brief = name == "brief.pdf";
        assert_eq!(said.contains("briefgen extract"), may_have_brief, "{said}");
        assert!(!folder.path().join("brief.toml").exists(), "{name}");
    }
}

#[test]
fn any_text_becomes_a_brief_that_can_be_read() {
    // What people paste: marks that Markdown, TOML and prose all know, and nothing that fits.
    let hostile = [
        "",
        "# \n\n## Obstacles\n\n-\n- \n",
        "# \"\"\" '''\n\n## Obstacles\n\n- a \\ b \"\"\" c '''\n- <b>x</b> {lang=kk} [a]{lang=xx}\n",
        "## Recommendations\n\n- x (by 31 February 2018)\n- [^nowhere]\n\n## Contacts\n\n- a@b@c\n- @\n",
        "| a |\n|---|\n\n## Annex\n\n| | |\n|---|---|\n| | |\n",
        "Date: 99 June 2017\nPlace: , , ,\nDonors: ;;;\nLanguage: xx\n",
        "---\ntitle: \u{7}\ndate: 2017-02-30\n---\n\n\u{1}control\u{7f}\n",
        "## Abbreviations\n\n- A: \n- : b\n- a – b – c\n\n## References\n\n- <https://x>\n- javascript:alert(1)\n",
        "## Participants\n\n99999999999999999999 participants\n\n## Summary\n\n> quoted\n\n---\n\n***\n",
        "Contact: [Anna](<mailto:Anna\u{a0}b@example.org>)\n\nContact: Anna, a@b.kg\u{a0}c@d.kg\n",
        "Title\n=====\n\n## Questions\n\n## Decisions\n\n### \n\n1. \n   1. \n",
    ];
    for notes in hostile {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("notes.md"), notes).unwrap();
        let (_, brief) = started(folder.path(), Path::new("notes.md"));
        let output = briefgen(folder.path())
            .args(["check", "brief.toml"])
            .output()
            .unwrap();
        let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{notes:?}: {wrong}\n{brief}");
    }
}

/// A heading as people write it.
fn heading() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "# Obstacles",
        "## Recommendations",
        "Next steps:",
        "**Participants**",
        "# Рекомендации",
        "## Table 1",
        "# Contacts",
        "### To the ministries",
        "# Abbreviations",
        "## Annex 2. More",
        "# Questions",
        "# Summary",
        "# Project",
        "# Donors",
        "# References",
        "# Discussion",
        "## Кедергілер",
        "# Other",
    ])
}

/// A word that is like no other, of letters.
fn marker(number: usize) -> String {
    let letter = |digit: u8| char::from(b'a' + digit - b'0');
    let letters: String = number.to_string().bytes().map(letter).collect();
    format!("xq{letters}xq")
}

/// A figure that is like no other, and like none of a date.
fn figure(number: usize) -> String {
    (70_000 + number).to_string()
}

/// A piece of notes with words (`@`) and figures (`№`) of its own.
fn piece_with_words() -> impl Strategy<Value = String> {
    let line = proptest::sample::select(vec![
        "@ @.",
        "- @",
        "- @ (CAREC, by June 2018)",
        "- @: @ @",
        "1. @\n   - @\n   - @",
        "1. @\n\n   @",
        "- @\n\n![@](a.png)",
        "| @ | @ |\n|---|---|\n| @ | @ |",
        "| Action | Who | When |\n|---|---|---|\n| @ | @ | @ |",
        "| Action | Who | @ |\n|---|---|---|\n| @ | @ | № |",
        "| Name | Organisation | Phone |\n|---|---|---|\n| @ | @ | № |",
        "**Participants**\n\n| Country | Women | Men |\n|---|---|---|\n| @ | № | № |\n| @ | № | № |",
        "**Participants**\n\n| Organisation | @ | Total |\n|---|---|---|\n| @ | № | № |",
        "**Participants**\n\n| @ | @ |\n|---|---|\n| № | № |",
        "**Participants**\n\n- @: 42 people (№ women, № men, @)",
        "**@** @",
        "**@.** @",
        "[@](https://example.org/@)",
        "![@](@.png)",
        "> @",
        "@[^#]\n\n[^#]: @",
        "```\n@\n```",
        "    @",
        "<b>@</b>",
        "- [x] @",
        "Date: @",
        "Date: 15 June 2017, @",
        "Place: @, @",
        "Language: @",
        "Organised by: @",
        "Donors: @; @",
        "Project: @",
        "Keywords: @, @",
        "Participants: 42 @ (17 @)",
        "Deadline: @",
        "@: @",
        "@ @, @@example.org, +7 717 265 43 33",
        "From: @ <@@example.org>\nTo: @\nDate: 12 March 2026\nSubject: @",
        "@ @\nBishkek, 11 March 2026\n@ @",
        "> **@ – @ – 11th March 2026**",
        "Dear @,",
        "Contact: @ @, @@example.org, +7 717 265 43 33",
        "- @\nContact: @, @, @\n@@example.org\n@: @",
        "@\n**Contact:** [@](mailto:@@example.org) @[^#]\n\n[^#]: @",
        "Contact: + №00",
        "## Session 1: @",
        "Session 2. @\n@: @\n@: @",
        "1. Heard: @ @.\n@\n@: @",
        "Heard:\n\n@. @",
        "Ministry of @:\n1. @\n2. @, deadline – Q2 2020\n@:\n1. @ (owner – @, due: @)",
        "1. Ministry of @:\n   - @\n   - @\n2. @",
        "@:\n\n- @",
        "Date and place: 15 June 2017, 10:00, @, hotel @, @",
        "Place: hotel @, the city of @, @",
        "**Minutes**\n\n**@ of @**",
        "Participants: 34 people from № countries (@)",
        "Chair          K. @",
        "**Partners**\n\n@ with all of the many ministries of water and of agriculture and energy of the five countries",
        "### To the @\n### To the donors\n\n- @",
        "## Annex 3. @\n\nTable 1. @:\n\n| @ | @ |\n|---|---|\n| @ | № |",
        "[@](www.@.example), [@](tel:№), [@](ftp://@.example)",
        "@ ________ @",
        "R1 @\nR2 @ – @, Q1 2018 (high)",
        "- @\nRecommendations:\n- @\nDecisions:\n@\n• @\n• @",
        "1. @\n\nTo akims of @\n2) @\n3) @",
        "@ – @",
        "# @",
        "## @",
        "**@**",
    ]);
    prop_oneof![heading(), line].prop_map(str::to_owned)
}

/// A piece of Markdown as people write it, or nearly.
fn piece() -> impl Strategy<Value = String> {
    let line = proptest::sample::select(vec![
        "Date: 15 June 2017",
        "Place: Osh, Kyrgyzstan",
        "- a (CAREC, by June 2018)",
        "1. b\n   - Deadline: soon",
        "| Action | Who | When |\n|---|---|---|\n| x | y | 2018 |",
        "Obstacles (all)\nR1 a\nR2 b – CAREC, Q1 2018 (high)\nand more",
        "Numbers\na  b  c\nd  e  f\ng  h",
        "![](a%20b.png)",
        "To do: one; two (",
        "text[^1]",
        "[^1]: note",
        "**Lead.** More.",
        "- [x] done",
        "a — b",
        "a@b.org, +7 717 265 43 33",
        "42 participants",
        "> quoted",
        "```\ncode\n```",
    ]);
    prop_oneof![
        heading().prop_map(str::to_owned),
        line.prop_map(str::to_owned),
        "[-#*_|:;.,()\\[\\]{}<>&\"'`\\\\ a-cя0-9@\u{202e}\u{7}\n]{0,40}",
    ]
}

/// The notes that these pieces are, and the words of their own.
fn notes_of(pieces: &[String]) -> (String, Vec<String>) {
    let (mut said, mut notes) = (Vec::new(), String::new());
    let numbered = pieces.iter().enumerate();
    // Each footnote has a label of its own.
    let pieces: Vec<String> = numbered
        .map(|(index, piece)| piece.replace("[^#]", &format!("[^{index}]")))
        .collect();
    for c in pieces.join("\n\n").chars() {
        let word = match c {
            '@' => marker(said.len()),
            '№' => figure(said.len()),
            _ => {
                notes.push(c);
                continue;
            }
        };
        notes.push_str(&word);
        said.push(word);
    }
    (notes, said)
}

/// The brief of notes, and what is told of what it has not.
fn brief_and_told(notes: &briefgen::start::Notes) -> String {
    let started = briefgen::start::recognise(
        notes,
        &Default::default(),
        "# schema",
        &mut briefgen::brief::no_files,
    );
    let told = [started.refused, started.left].concat().join("\n");
    format!("{told}\n=====\n{}", started.text)
}

proptest! {
    #[test]
    fn whatever_the_notes_hold_the_brief_can_be_read(pieces in proptest::collection::vec(piece(), 0..12)) {
        let notes = briefgen::start::read_markdown(&pieces.join("\n\n"));
        let started = briefgen::start::recognise(&notes, &Default::default(), "# schema", &mut briefgen::brief::no_files);
        let source = briefgen::diagnostic::Source { path: "brief.toml".into(), text: started.text.as_str().into() };
        let (brief, diagnostics) = briefgen::brief::read(&source, &mut briefgen::brief::no_files);
        let shown = briefgen::diagnostic::render_human(&diagnostics, &source, false);
        prop_assert!(brief.is_some(), "{}\n{}", started.text, shown);
    }

    #[test]
    fn every_word_of_the_notes_is_in_the_brief_or_told(
        pieces in proptest::collection::vec(piece_with_words(), 1..10)
    ) {
        let (notes, said) = notes_of(&pieces);
        let brief = brief_and_told(&briefgen::start::read_markdown(&notes));
        for word in said {
            prop_assert!(brief.contains(&word), "{word}\n{notes}\n=====\n{brief}");
        }
    }

    #[test]
    fn every_word_typed_in_word_is_in_the_brief_or_told(
        pieces in proptest::collection::vec(piece_with_words(), 1..10)
    ) {
        let (notes, said) = notes_of(&pieces);
        let notes = notes.replace(['<', '>', '&'], " ");
        let file = typed_in_word(&notes);
        let reading = briefgen::docx::read(&file, briefgen::docx::Revisions::Accept).unwrap();
        let brief = brief_and_told(&briefgen::start::read_word(&reading));
        for word in said {
            prop_assert!(brief.contains(&word), "{word}\n{notes}\n=====\n{brief}");
        }
    }
}
