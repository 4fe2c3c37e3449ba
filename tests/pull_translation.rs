//! `briefgen pull` of editions in other languages: words go home into the translation, and nothing else does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Edit, edit_docx, run, with_paragraph};
use std::fs;
use std::io::Write;
use tempfile::TempDir;

const ASTANA: &str = include_str!("../briefs/astana-2017.toml");
const RUSSIAN: &str = include_str!("../briefs/astana-2017.ru.toml");
const KAZAKH: &str = include_str!("../briefs/astana-2017.kk.toml");
/// An original with every kind of passage.
const RIVER: &str = include_str!("editions/river.toml");
const RIVER_IN_PERSIAN: &str = include_str!("editions/river.fa.toml");

/// A brief, its translation, and the DOCX made of both, in a folder of their own.
struct Edition {
    folder: TempDir,
    translation: String,
    docx: String,
}

impl Edition {
    fn of(brief: &str, text: &str, tag: &str, translation: &str) -> Edition {
        let folder = TempDir::new().unwrap();
        let stem = brief.strip_suffix(".toml").unwrap();
        let edition = Edition {
            translation: format!("{stem}.{tag}.toml"),
            docx: format!("{stem}.{tag}.docx"),
            folder,
        };
        edition.put(brief, text);
        edition.put(&edition.translation, translation);
        assert_eq!(edition.render().0, 0);
        edition
    }

    fn russian() -> Edition {
        Edition::of("astana-2017.toml", ASTANA, "ru", RUSSIAN)
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn get(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        run(&self.folder, arguments)
    }

    fn render(&self) -> (i32, String, String) {
        self.run(&[&self.translation, "-f", "docx"])
    }

    fn pull(&self, options: &[&str]) -> (i32, String, String) {
        let mut arguments = vec!["pull", &self.docx];
        arguments.extend(options);
        self.run(&arguments)
    }

    fn edit(&self, edits: &[Edit<'_>]) {
        edit_docx(&self.folder.path().join(&self.docx), edits);
    }

    fn body(&self, change: impl Fn(String) -> String) {
        self.edit(&[("word/document.xml", &change)]);
    }

    fn replace(&self, old: &str, new: &str) {
        self.body(|body| {
            assert!(body.contains(old), "{old}");
            body.replacen(old, new, 1)
        });
    }

    /// The paragraph of the body that holds the words, replaced.
    fn paragraph(&self, words: &str, change: impl Fn(&str) -> String) {
        self.body(|body| with_paragraph(&body, words, &change));
    }

    /// Asserts that the pull is refused, says this, and has changed nothing.
    fn refused(&self, translation: &str, said: &[&str]) {
        let (code, stdout, stderr) = self.pull(&[]);
        assert_eq!(code, 1, "{stdout}{stderr}");
        for words in said {
            assert!(stderr.contains(words), "{words}\n{stderr}");
        }
        assert!(stderr.contains("nothing-written"), "{stderr}");
        assert_eq!(self.get(&self.translation), translation);
    }

    /// The lines of the translation that are not those of `before`.
    fn new_lines(&self, before: &str) -> Vec<String> {
        let now = self.get(&self.translation);
        let known: Vec<&str> = before.lines().collect();
        let lines = now.lines().filter(|line| !known.contains(line));
        lines.map(str::to_owned).collect()
    }
}

#[test]
fn the_words_of_a_number_are_translated() {
    let brief = ASTANA.replace("\npublished", "\nnumber = \"Issue 4\"\npublished");
    let brief = brief.replace(
        "[project]\n",
        "[project]\nreference = \"Grant No. 12, second phase\"\n",
    );
    let edition = Edition::of("astana-2017.toml", &brief, "ru", RUSSIAN);
    let (code, _, stderr) = edition.run(&["check", &edition.translation]);
    assert_eq!(
        (code, stderr.matches("[untranslated]").count()),
        (0, 1),
        "{stderr}"
    );
    assert!(stderr.contains("2 passages are not in"), "{stderr}");
    edition.body(|body| {
        let body = body.replacen("Issue 4", "Выпуск 4", 1);
        body.replacen("Grant No. 12, second phase", "Грант № 12, второй этап", 1)
    });
    let (code, stdout, stderr) = edition.pull(&[]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    let lines = edition.new_lines(RUSSIAN);
    for line in [
        "[number]",
        "target = \"Выпуск 4\"",
        "target = \"Грант № 12, второй этап\"",
    ] {
        assert!(lines.iter().any(|new| new == line), "{line}: {lines:?}");
    }
    assert_eq!(
        edition.run(&["check", "--strict", &edition.translation]).0,
        0
    );
    // What is a code is a fact.
    let brief = brief
        .replace("Issue 4", "CN-17/2018 Rev. IV")
        .replace("Grant No. 12, second phase", "EuropeAid/140-301/DD");
    let edition = Edition::of("astana-2017.toml", &brief, "ru", RUSSIAN);
    assert_eq!(
        edition.run(&["check", "--strict", &edition.translation]).0,
        0
    );
}

#[test]
fn no_edit_changes_nothing_in_any_edition() {
    let half = RUSSIAN
        .lines()
        .enumerate()
        .filter(|(number, line)| {
            let is_line = line.starts_with("target = \"") && !line.ends_with("\"\"\"");
            number % 4 != 0 || !is_line
        })
        .fold(String::new(), |text, (_, line)| text + line + "\n");
    let of_river = |translation: &str| ("river.toml", RIVER, "fa", translation.to_owned());
    let of_astana =
        |tag, translation: &str| ("astana-2017.toml", ASTANA, tag, translation.to_owned());
    for (brief, text, tag, translation) in [
        of_astana("ru", RUSSIAN),
        of_astana("kk", KAZAKH),
        // Half of it, and nothing, is translated.
        of_astana("ru", &half),
        of_astana("ru", "language = \"ru\"\noriginal = \"astana-2017.toml\"\n"),
        of_river(RIVER_IN_PERSIAN),
        of_river("language = \"fa\"\noriginal = \"river.toml\"\n"),
    ] {
        let edition = Edition::of(brief, text, tag, &translation);
        let (code, stdout, stderr) = edition.pull(&[]);
        assert_eq!((code, stderr.as_str()), (0, ""), "{tag}");
        assert!(stdout.contains("nothing that"), "{stdout}");
        assert_eq!(edition.get(&edition.translation), translation);
    }
}

#[test]
fn words_go_home_into_the_translation() {
    let edition = Edition::russian();
    edition.replace("Разрозненность управления", "Разобщённость управления");
    // The refusal to overwrite says what was changed.
    let change =
        "obstacle 2: text changed from “Разрозненность управления” to “Разобщённость управления”";
    let (code, _, stderr) = edition.render();
    assert_eq!(code, 1);
    assert!(stderr.contains(&format!("- {change}")), "{stderr}");
    assert!(
        stderr.contains("`briefgen pull astana-2017.ru.docx`"),
        "{stderr}"
    );

    let (code, stdout, stderr) = edition.pull(&["--dry-run"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(
        stdout.contains("-target = \"Разрозненность управления\"\n"),
        "{stdout}"
    );
    assert!(
        stdout.contains("+target = \"Разобщённость управления\"\n"),
        "{stdout}"
    );
    assert_eq!(edition.get("astana-2017.ru.toml"), RUSSIAN);

    let (code, stdout, stderr) = edition.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let line = "astana-2017.ru.docx → astana-2017.ru.toml: 1 change";
    assert_eq!(stdout, format!("{line}\n  {change}\n"));
    let expected = RUSSIAN.replace("Разрозненность", "Разобщённость");
    assert_eq!(edition.get("astana-2017.ru.toml"), expected);
    assert_eq!(edition.get("astana-2017.ru.toml.orig"), RUSSIAN);
    assert_eq!(edition.get("astana-2017.toml"), ASTANA);
    assert_eq!(edition.render().0, 0);
    let (_, stdout, _) = edition.pull(&[]);
    assert_eq!(
        stdout,
        "astana-2017.ru.docx: nothing that astana-2017.ru.toml does not have\n"
    );
}

#[test]
fn prose_lists_and_names_go_home() {
    let edition = Edition::russian();
    edition.replace("Весьма эффективный метод", "Очень действенный метод");
    edition.replace("коммерческие организации", "предприятия");
    edition.replace("специалист по проектам", "координатор проектов");
    // A word set in italics, as Word writes it.
    edition.paragraph("Реализуется программа партнёрства", |paragraph| {
        let end = paragraph.find("Реализуется программа").unwrap();
        let start = paragraph[..end].rfind("<w:r>").unwrap();
        let run = &paragraph[start..paragraph[end..].find("</w:r>").unwrap() + end + "</w:r>".len()];
        let whole = run.replace("Реализуется программа", "Реализуется ");
        let italic = "<w:r><w:rPr><w:i/></w:rPr><w:t>программа</w:t></w:r>";
        let (head, tail) = whole.split_once("Реализуется ").unwrap();
        let close = tail.find("</w:t>").unwrap();
        let rest = &tail[..close];
        let made = format!(
            "{head}Реализуется </w:t></w:r>{italic}<w:r><w:t xml:space=\"preserve\">{rest}</w:t></w:r>"
        );
        paragraph.replacen(run, &made, 1)
    });
    let (code, stdout, stderr) = edition.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    assert_eq!(
        edition.new_lines(RUSSIAN),
        [
            "target = \"предприятия\"",
            "Очень действенный метод, основанный на принципах интегрированного управления водными ресурсами:",
            "target = \"Реализуется *программа* партнёрства, одобренная на Конференции Организации Объединённых Наций по устойчивому развитию.\"",
            "target = \"координатор проектов\"",
        ]
    );
    assert!(
        stdout.contains("meeting: participants 3 changed"),
        "{stdout}"
    );
    assert!(stdout.contains("practice 1: text changed"), "{stdout}");
}

#[test]
fn facts_and_items_are_those_of_the_original() {
    let edition = Edition::russian();
    edition.replace("15\u{a0}июня 2017", "16\u{a0}июня 2017");
    edition.refused(
        RUSSIAN,
        &[
            "a fact that was changed, at meeting: date",
            "a fact of astana-2017.toml",
        ],
    );

    // The brief is named where the advice leads into it, and nowhere else.
    let edition = Edition::russian();
    edition.replace("15\u{a0}июня 2017", "в июне");
    let (_, _, stderr) = edition.pull(&[]);
    assert!(!stderr.contains("the brief is"), "{stderr}");

    let edition = Edition::russian();
    edition.replace(
        "<w:sectPr",
        "<w:p><w:r><w:t>© МКВК</w:t></w:r></w:p><w:sectPr",
    );
    edition.refused(RUSSIAN, &["in the brief; the brief is astana-2017.toml"]);

    let edition = Edition::russian();
    edition.paragraph("Разрозненность управления", |_| {
        String::new()
    });
    edition.refused(
        RUSSIAN,
        &[
            "an obstacle that was taken out, at obstacle 2",
            "take it out of astana-2017.toml",
        ],
    );

    let edition = Edition::russian();
    edition.paragraph(
        "Разрозненность управления",
        |paragraph| {
            let new = paragraph.replace("Разрозненность управления", "Нехватка данных о стоке");
            let start = new.find("<w:bookmarkStart").unwrap();
            let properties = &new[..start];
            format!("{paragraph}{properties}<w:r><w:t>Нехватка данных о стоке</w:t></w:r></w:p>")
        },
    );
    edition.refused(
        RUSSIAN,
        &[
            "an obstacle that was added, at obstacle 2 (“Нехватка данных о стоке”)",
            "briefgen translate",
        ],
    );

    let edition = Edition::russian();
    let taken = std::cell::RefCell::new(String::new());
    edition.paragraph(
        "Несбалансированное развитие",
        |paragraph| {
            taken.replace(paragraph.to_owned());
            String::new()
        },
    );
    edition.paragraph(
        "Недостаточная доказательная",
        |paragraph| format!("{paragraph}{}", taken.borrow()),
    );
    edition.refused(
        RUSSIAN,
        &["an obstacle that was moved", "move it in astana-2017.toml"],
    );

    let edition = Edition::russian();
    edition.replace("коммерческие организации", "");
    edition.refused(
        RUSSIAN,
        &["other entries than the original’s, at meeting: participants"],
    );

    // What has a place is taken all the same, if that is wanted.
    let edition = Edition::russian();
    edition.replace("15\u{a0}июня 2017", "16\u{a0}июня 2017");
    edition.replace("Разрозненность управления", "Разобщённость управления");
    let (code, stdout, stderr) = edition.pull(&["--partial"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("warning[not-in-a-brief]"), "{stderr}");
    assert!(stdout.contains("1 change\n"), "{stdout}");
    let expected = RUSSIAN.replace("Разрозненность", "Разобщённость");
    assert_eq!(edition.get("astana-2017.ru.toml"), expected);
}

#[test]
fn an_entry_of_a_list_has_words_that_join_and_is_one() {
    let edition = Edition::russian();
    edition.replace(
        "коммерческие организации",
        "коммерческие организации, банки и фонды",
    );
    let (code, stdout, stderr) = edition.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    assert_eq!(
        edition.new_lines(RUSSIAN),
        ["target = \"коммерческие организации, банки и фонды\""]
    );
    let (_, stdout, stderr) = edition.pull(&[]);
    assert!(stdout.contains("nothing that"), "{stdout}{stderr}");
}

#[test]
fn what_the_original_has_by_now_is_settled() {
    const FACT: (&str, &str) = ("2017-06-15", "2017-06-16");
    let edition = Edition::russian();
    let obstacle = |id: &str, text: &str| {
        format!("[[obstacle]]\nid = \"{id}\"\nquestion = \"difficulties\"\ntext = \"{text}\"\n\n")
    };
    let management = obstacle("management", "Fragmented management");
    let development = obstacle("development", "Unbalanced development of sectors");
    let evidence = obstacle("evidence", "Insufficient evidence base");
    let flow = obstacle("flow", "No data on flow");
    let all = format!("{development}{management}{evidence}");
    assert!(ASTANA.contains(&all));

    // A date, an obstacle that is gone, one that is new, and one that stands elsewhere.
    edition.replace("15\u{a0}июня 2017", "16\u{a0}июня 2017");
    let taken = std::cell::RefCell::new(String::new());
    edition.paragraph(
        "Несбалансированное развитие",
        |paragraph| {
            taken.replace(paragraph.to_owned());
            String::new()
        },
    );
    edition.paragraph(
        "Недостаточная доказательная",
        |paragraph| {
            let properties = &paragraph[..paragraph.find("<w:bookmarkStart").unwrap()];
            let new = format!("{properties}<w:r><w:t>Нет данных о стоке</w:t></w:r></w:p>");
            format!("{paragraph}{}{new}", taken.borrow())
        },
    );
    edition.paragraph("Разрозненность управления", |_| {
        String::new()
    });
    let told = [
        "a fact that was changed",
        "an obstacle that was taken out",
        "an obstacle that was added",
        "an obstacle that was moved",
    ];
    edition.refused(RUSSIAN, &told);

    // The original has them one by one.
    let dated = ASTANA.replace(FACT.0, FACT.1);
    edition.put("astana-2017.toml", &dated);
    edition.refused(RUSSIAN, &told[1..]);
    let (_, _, stderr) = edition.pull(&[]);
    assert!(!stderr.contains(told[0]), "{stderr}");
    let arranged = dated.replace(&all, &format!("{evidence}{development}{flow}"));
    edition.put("astana-2017.toml", &arranged);
    edition.refused(RUSSIAN, &told[2..3]);
    let (_, _, stderr) = edition.pull(&[]);
    for told in [told[0], told[1], told[3]] {
        assert!(!stderr.contains(told), "{stderr}");
    }
    // A new item is in the edition when its words are in the translation.
    let unit =
        "[obstacle.flow.text]\nsource = \"No data on flow\"\ntarget = \"Нет данных о стоке\"\n\n";
    let gone = RUSSIAN.find("[obstacle.management.text]").unwrap();
    let next = RUSSIAN.find("[obstacle.evidence.text]").unwrap();
    let translation = format!("{}{unit}{}", &RUSSIAN[..gone], &RUSSIAN[next..]);
    edition.put("astana-2017.ru.toml", &translation);
    let (code, stdout, stderr) = edition.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    assert_eq!(edition.get("astana-2017.ru.toml"), translation);
    let (code, _, stderr) = edition.render();
    assert_eq!(code, 0, "{stderr}");
}

#[test]
fn an_item_that_was_divided_keeps_its_words() {
    let edition = Edition::russian();
    let text = "Вовлекать в диалоги «Нексус» бизнес и международные банки развития, чтобы привлечь частные инвестиции.";
    edition.paragraph("Вовлекать в диалоги", |paragraph| {
        let start = paragraph.find("<w:bookmarkStart").unwrap();
        let properties = &paragraph[..start];
        let first = paragraph.replace(
            text,
            "Вовлекать в диалоги «Нексус» бизнес и международные банки развития.",
        );
        let rest = "<w:r><w:t>Чтобы привлечь частные инвестиции.</w:t></w:r>";
        format!("{first}{properties}{rest}</w:p>")
    });
    edition.refused(RUSSIAN, &["a recommendation that was"]);
    let (code, _, stderr) = edition.pull(&["--partial"]);
    assert_eq!(code, 1, "{stderr}");
    assert_eq!(edition.get("astana-2017.ru.toml"), RUSSIAN);
}

#[test]
fn what_was_not_translated_is_translated_in_the_document() {
    // A unit without words, one that says nothing at all, and none.
    let without = RUSSIAN
        .replace("target = \"Разрозненность управления\"", "target = \"\"")
        .replace("target = \"Недостаточная доказательная база\"\n", "");
    let start = without.find("[obstacle.development.text]").unwrap();
    let end = without.find("[obstacle.management.text]").unwrap();
    let without = format!("{}{}", &without[..start], &without[end..]);
    let edition = Edition::of("astana-2017.toml", ASTANA, "ru", &without);
    edition.replace("Fragmented management", "Разрозненность управления");
    edition.replace(
        "Insufficient evidence base",
        "Недостаточная доказательная база",
    );
    edition.replace(
        "Unbalanced development of sectors",
        "Несбалансированное развитие секторов",
    );
    let (code, stdout, stderr) = edition.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    assert!(stdout.contains("3 changes"), "{stdout}");
    let lines = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let now = edition.get("astana-2017.ru.toml");
    assert_eq!(lines(&now), lines(RUSSIAN));
    assert!(now.find("[obstacle.development.text]") < now.find("[obstacle.management.text]"));
    let (code, _, stderr) = edition.run(&["check", "--strict", "astana-2017.ru.toml"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
}

#[test]
fn another_name_of_an_organisation_is_its_translation() {
    let brief = "language = \"en\"\ntitle = \"Outcomes\"\npublished = 2020-01-02\n\n\
                 [meeting]\ntitle = \"Meeting\"\ndate = 2020-01-01\norganisers = [\"energy\"]\n\n\
                 [[organisation]]\nid = \"energy\"\nname = \"Ministry of Energy\"\n";
    let translation = "original = \"brief.toml\"\nlanguage = \"ru\"\n";
    let edition = Edition::of("brief.toml", brief, "ru", translation);
    edition.replace("Ministry of Energy", "Министерство энергетики");
    let (code, stdout, stderr) = edition.pull(&[]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    let now = edition.get("brief.ru.toml");
    assert!(
        now.contains("target = \"Министерство энергетики\""),
        "{now}"
    );
}

#[test]
fn both_sides_are_put_together() {
    // The translator has changed one passage, and another sentence of one that the document changed too.
    let edition = Edition::russian();
    edition.replace("Весьма эффективный метод", "Очень действенный метод");
    let ours = RUSSIAN.replace("Недостаточная доказательная", "Слабая доказательная");
    edition.put("astana-2017.ru.toml", &ours);
    let (code, _, stderr) = edition.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let expected = ours.replace("Весьма эффективный", "Очень действенный");
    assert_eq!(edition.get("astana-2017.ru.toml"), expected);

    // The same passage on both sides.
    let edition = Edition::russian();
    edition.replace("Разрозненность управления", "Разобщённость управления");
    let ours = RUSSIAN.replace("Разрозненность управления", "Раздробленность управления");
    edition.put("astana-2017.ru.toml", &ours);
    edition.refused(
        &ours,
        &[
            "obstacle 2: text: changed here and in the document",
            "astana-2017.ru.toml:158:10",
            "in the translation now: [-Разрозненность-] {+Раздробленность+} управления",
            "in the document: [-Разрозненность-] {+Разобщённость+} управления",
        ],
    );
    assert_eq!(edition.pull(&["--ours"]).0, 0);
    assert_eq!(edition.get("astana-2017.ru.toml"), ours);
    assert_eq!(edition.pull(&["--theirs"]).0, 0);
    let expected = RUSSIAN.replace("Разрозненность", "Разобщённость");
    assert_eq!(edition.get("astana-2017.ru.toml"), expected);
}

#[test]
fn the_original_may_have_changed_meanwhile() {
    let edition = Edition::russian();
    edition.replace("Разрозненность управления", "Разобщённость управления");
    let original = ASTANA.replace("Fragmented management", "Fragmented water management");
    edition.put("astana-2017.toml", &original);
    assert_eq!(edition.run(&["translate", "astana-2017.toml"]).0, 0);
    let before = edition.get("astana-2017.ru.toml");
    assert!(
        before.contains("outdated = \"Fragmented management\""),
        "{before}"
    );
    let (code, _, stderr) = edition.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    // It stays to be revised: the document did not know the new words.
    let expected = before.replace("Разрозненность", "Разобщённость");
    assert_eq!(edition.get("astana-2017.ru.toml"), expected);

    // A passage that is not there any more.
    let edition = Edition::russian();
    edition.replace("Разрозненность управления", "Разобщённость управления");
    let item = "[[obstacle]]\nid = \"management\"\nquestion = \"difficulties\"\ntext = \"Fragmented management\"\n";
    assert!(ASTANA.contains(item));
    edition.put("astana-2017.toml", &ASTANA.replace(item, ""));
    assert_eq!(edition.run(&["translate", "astana-2017.toml"]).0, 0);
    let before = edition.get("astana-2017.ru.toml");
    edition.refused(&before, &["removed here and changed in the document"]);
}

#[test]
fn a_passage_that_stays_as_it_is_is_not_translated() {
    let translation = RUSSIAN.replace(
        "target = \"Разрозненность управления\"",
        "translate = false",
    );
    let edition = Edition::of("astana-2017.toml", ASTANA, "ru", &translation);
    edition.replace("Fragmented management", "Разрозненность управления");
    edition.refused(
        &translation,
        &[
            "stays as it is in the original, at obstacle 2: text",
            "translate = false",
        ],
    );
}

#[test]
fn comments_are_told_kept_and_go_on() {
    let edition = Edition::russian();
    edition.edit(&[
        ("word/document.xml", &|body: String| {
            let at = body.find("Разрозненность управления").unwrap();
            let start = body[..at].rfind("<w:r>").unwrap();
            let end = at + body[at..].find("</w:r>").unwrap() + "</w:r>".len();
            format!(
                "{}<w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>{}",
                &body[..start],
                &body[start..end],
                &body[end..]
            )
        }),
        ("[Content_Types].xml", &|types: String| {
            types.replace(
                "</Types>",
                "<Override PartName=\"/word/comments.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/></Types>",
            )
        }),
        ("word/_rels/document.xml.rels", &|relations: String| {
            relations.replace(
                "</Relationships>",
                "<Relationship Id=\"rIdC\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>",
            )
        }),
    ]);
    let path = edition.folder.path().join(&edition.docx);
    let mut archive = zip::ZipWriter::new_append(
        fs::OpenOptions::new()
            .read(true)
            .write(true)
            .open(&path)
            .unwrap(),
    )
    .unwrap();
    archive
        .start_file(
            "word/comments.xml",
            zip::write::SimpleFileOptions::default(),
        )
        .unwrap();
    archive
        .write_all(
            "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:id=\"0\" w:author=\"Айгерим\" w:date=\"2024-03-20T09:00:00Z\"><w:p><w:r><w:t>Точнее: ведомств.</w:t></w:r></w:p></w:comment></w:comments>".as_bytes(),
        )
        .unwrap();
    archive.finish().unwrap();

    let (code, stdout, stderr) = edition.pull(&["--comments"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(
        stdout.contains(
            "obstacle 2: text: comment on “Разрозненность управления” by Айгерим, 2024-03-20"
        ),
        "{stdout}"
    );
    let remark = "# Айгерим, 2024-03-20: Точнее: ведомств.\ntarget = \"Разрозненность управления\"";
    let expected = RUSSIAN.replace("target = \"Разрозненность управления\"", remark);
    assert_eq!(edition.get("astana-2017.ru.toml"), expected);
    assert_eq!(edition.render().0, 0);
    let (_, stdout, _) = edition.pull(&["--message-format", "json"]);
    let records: Vec<serde_json::Value> = stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let comment = records.iter().find(|record| record["kind"] == "comment");
    let comment = comment.unwrap_or_else(|| panic!("{stdout}"));
    assert_eq!(comment["path"], "obstacle[management].text");
    assert_eq!(comment["text"], "Точнее: ведомств.");
}

#[test]
fn a_document_goes_into_the_translation_of_its_language() {
    let edition = Edition::russian();
    edition.replace("Разрозненность управления", "Разобщённость управления");
    edition.put("astana-2017.kk.toml", KAZAKH);
    let (code, _, stderr) = edition.pull(&["--brief", "astana-2017.kk.toml"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("a translation into `kk`"), "{stderr}");
    let (code, _, stderr) = edition.pull(&["--brief", "astana-2017.toml"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("astana-2017.ru.toml"), "{stderr}");
    assert_eq!(edition.run(&["astana-2017.toml", "-f", "docx"]).0, 0);
    let (code, _, stderr) =
        edition.run(&["pull", "astana-2017.docx", "--brief", "astana-2017.ru.toml"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("is a translation"), "{stderr}");

    // A program has dropped what the file keeps: the files beside it are what it was made from.
    edition.edit(&[("customXml/item1.xml", &|_| "<a/>".to_owned())]);
    let (code, stdout, stderr) = edition.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    let expected = RUSSIAN.replace("Разрозненность", "Разобщённость");
    assert_eq!(edition.get("astana-2017.ru.toml"), expected);
}

#[test]
fn words_from_right_to_left_go_home_with_their_marks() {
    let edition = Edition::of("river.toml", RIVER, "fa", RIVER_IN_PERSIAN);
    edition.replace("اندازه‌گیری آب رودخانه", "سنجش آب رودخانه");
    edition.replace("هر ماه", "هر هفته");
    edition.replace("ترازوی آب", "میزان آب");
    edition.replace("همهٔ ایستگاه‌ها", "هر ایستگاه");
    edition.replace("ایستگاه بالادست", "ایستگاه بالا");
    let (code, stdout, stderr) = edition.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    let expected = RIVER_IN_PERSIAN
        .replace("اندازه‌گیری آب رودخانه", "سنجش آب رودخانه")
        .replacen("هر ماه", "هر هفته", 1)
        .replace("ترازوی آب", "میزان آب")
        .replace("همهٔ ایستگاه‌ها", "هر ایستگاه")
        .replace("ایستگاه بالادست", "ایستگاه بالا");
    assert_eq!(edition.get("river.fa.toml"), expected);
}

#[test]
fn numbers_that_a_program_counts_anew_are_no_edits() {
    let edition = Edition::of("river.toml", RIVER, "fa", RIVER_IN_PERSIAN);
    // LibreOffice writes the results of fields in the digits of English.
    edition.body(|body| {
        let caption = body.find("ترازوی آب").unwrap();
        let number = body[..caption].rfind(">۱<").unwrap();
        format!("{}>1<{}", &body[..number], &body[number + ">۱<".len()..])
    });
    let (code, stdout, stderr) = edition.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    assert_eq!(edition.get("river.fa.toml"), RIVER_IN_PERSIAN);
}
