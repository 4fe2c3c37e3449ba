//! XLIFF from translators' tools: what of it is taken over, and what is told.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::run;
use std::fs;
use tempfile::TempDir;

const BRIEF: &str = r#"language = "en"
title = "Outcomes of the workshop"
published = 2024-05-24
summary = "Twelve experts met for *two days*. They agreed on **three** steps."

[meeting]
title = "Workshop on irrigation"
date = 2024-05-21
city = "Dushanbe"

[[recommendation]]
id = "meters"
text = "Install water meters."
"#;

/// A folder with the brief, `aral.toml`, and its translation into Russian as it was exported.
struct Exported {
    folder: TempDir,
    xml: String,
}

impl Exported {
    fn new() -> Exported {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("aral.toml"), BRIEF).unwrap();
        let exported = Exported {
            folder,
            xml: String::new(),
        };
        let (code, _, stderr) = exported.run(&["translate", "aral.toml", "--to", "ru", "--xliff"]);
        assert_eq!((code, stderr.as_str()), (0, ""));
        Exported {
            xml: exported.read("aral.ru.xlf"),
            ..exported
        }
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        run(&self.folder, arguments)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        fs::write(self.folder.path().join(name), contents).unwrap();
    }

    /// The exported file with `target` as the content of the target of the passage `source`, translated.
    fn with_target(&self, source: &str, target: &str) -> String {
        let content = format!("<source>{source}</source>");
        let (before, after) = self.xml.split_once(&content).expect(source);
        let segment = before.rfind("state=\"initial\"").unwrap();
        let (head, tail) = before.split_at(segment);
        let tail = tail.replacen("initial", "translated", 1);
        format!("{head}{tail}{content}<target>{target}</target>{after}")
    }

    fn take_over(&self, xml: impl AsRef<[u8]>) -> (i32, String, String) {
        self.write("back.xlf", xml);
        self.run(&["translate", "aral.toml", "--from-xliff", "back.xlf"])
    }

    /// The line of the translation's `target` of `passage`.
    fn target(&self, passage: &str) -> String {
        let text = self.read("aral.ru.toml");
        let (_, unit) = text.split_once(&format!("[{passage}]\n")).expect(passage);
        let line = unit.lines().find(|line| line.starts_with("target = "));
        line.unwrap().to_owned()
    }
}

const SUMMARY: &str = "Twelve experts met for <pc id=\"1\" type=\"fmt\" subType=\"xlf:i\" dataRefStart=\"d1\" \
                       dataRefEnd=\"d1\">two days</pc>. They agreed on <pc id=\"2\" type=\"fmt\" subType=\"xlf:b\" \
                       dataRefStart=\"d2\" dataRefEnd=\"d2\">three</pc> steps.";

#[test]
fn the_file_of_another_brief_is_refused() {
    let exported = Exported::new();
    let xml = exported.with_target("Outcomes of the workshop", "Итоги семинара");
    assert_eq!(exported.take_over(&xml).0, 0);
    let finished = exported.read("aral.ru.toml");
    let other = xml.replace("\"aral.toml\"", "\"C:\\work\\other.toml\"");
    let other = other.replace("Итоги семинара", "Другое");
    let (code, stdout, stderr) = exported.take_over(&other);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(
        stderr.contains("translates `other.toml`, not aral.toml"),
        "{stderr}"
    );
    assert_eq!(exported.read("aral.ru.toml"), finished);
    // Where a brief has got another name, that can be said; what was there is kept beside it.
    let forced = [
        "translate",
        "aral.toml",
        "--from-xliff",
        "back.xlf",
        "--force",
    ];
    assert_eq!(exported.run(&forced).0, 0);
    assert_eq!(exported.target("title"), "target = \"Другое\"");
    assert_eq!(exported.read("aral.ru.toml.orig.2"), finished);
    // Folders before the name are the tool's.
    let moved = xml.replace("\"aral.toml\"", "\"C:\\work\\aral.toml\"");
    assert_eq!(exported.take_over(&moved).0, 0);
}

#[test]
fn several_files_bring_words_into_one_translation() {
    let exported = Exported::new();
    let title = exported.with_target("Outcomes of the workshop", "Итоги семинара");
    exported.write("title.xlf", title);
    exported.write("city.xlf", exported.with_target("Dushanbe", "Душанбе"));
    let files = ["--from-xliff", "title.xlf", "--from-xliff", "city.xlf"];
    let both = [&["translate", "aral.toml"][..], &files].concat();
    let (code, _, stderr) = exported.run(&both);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(exported.target("title"), "target = \"Итоги семинара\"");
    assert_eq!(exported.target("meeting.city"), "target = \"Душанбе\"");
    // A brief that is named beside its translations, as by `*.toml`, brings each up to date once.
    exported.write("aral.toml", BRIEF.replace("water meters", "meters"));
    let (code, stdout, stderr) = exported.run(&["translate", "aral.ru.toml", "./aral.toml"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(stdout.lines().count(), 1, "{stdout}");
}

#[test]
fn a_passage_that_a_file_translates_twice_is_told_as_that() {
    let exported = Exported::new();
    let one = exported.with_target("Install water meters.", "Установить счётчики.");
    let (head, file) = one.split_once("<file").unwrap();
    let (file, end) = file.split_once("</file>").unwrap();
    let other = file
        .replace("счётчики", "водомеры")
        .replacen("id=\"", "id=\"again-", 1);
    let both = format!("{head}<file{file}</file><file{other}</file>{end}");
    let (code, _, stderr) = exported.take_over(both);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stderr.contains("warning[translated-twice]") && !stderr.contains("unknown-passage"),
        "{stderr}"
    );
    assert_eq!(
        exported.target("recommendation.meters.text"),
        "target = \"Установить счётчики.\""
    );
}

#[test]
fn an_address_among_words_is_told_without_backslashes() {
    let exported = Exported::new();
    let typed = "&lt;b&gt;двенадцать&lt;/b&gt; https://a.org/x_y_z";
    assert_eq!(
        exported.take_over(exported.with_target(SUMMARY, typed)).0,
        0
    );
    assert!(exported.target("summary").contains("x\\\\_y"));
    let (_, _, stderr) = exported.run(&["check", "aral.ru.toml"]);
    assert!(stderr.contains("write `<https://a.org/x_y_z>`"), "{stderr}");
}

#[test]
fn a_translation_of_other_words_takes_the_place_of_none() {
    let exported = Exported::new();
    let title = "Outcomes of the workshop";
    let xml = exported.with_target(title, "Итоги семинара");
    assert_eq!(exported.take_over(&xml).0, 0);
    let other = xml
        .replace(title, "Results of a meeting")
        .replace("Итоги семинара", "Другое");
    let (code, stdout, stderr) = exported.take_over(&other);
    assert_eq!(code, 0);
    assert!(
        !stdout.contains("taken over") && !stdout.contains("outdated"),
        "{stdout}"
    );
    assert!(
        stderr.contains("warning[other-source]") && stderr.contains("stays: `title`"),
        "{stderr}"
    );
    assert_eq!(exported.target("title"), "target = \"Итоги семинара\"");
}

#[test]
fn a_translation_finds_its_passage_at_another_path() {
    let exported = Exported::new();
    let xml = exported.with_target("Install water meters.", "Установить счётчики воды.");
    let moved = BRIEF.replace("id = \"meters\"", "id = \"water-meters\"");
    assert_ne!(moved, BRIEF);
    exported.write("aral.toml", moved);
    let (code, stdout, stderr) = exported.take_over(&xml);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.contains("1 taken over"), "{stdout}");
    assert_eq!(
        exported.target("recommendation.water-meters.text"),
        "target = \"Установить счётчики воды.\""
    );
}

#[test]
fn what_was_changed_here_while_the_file_was_out_stays() {
    let exported = Exported::new();
    let xml = exported.with_target("Outcomes of the workshop", "Итоги семинара");
    let xml = xml.replace(
        "<source>Dushanbe</source>",
        "<source>Dushanbe</source><target>Душанбе</target>",
    );
    assert_eq!(exported.take_over(xml).0, 0);
    let again = ["translate", "aral.toml", "--to", "ru", "--xliff"];
    assert_eq!(exported.run(&again).0, 0);
    let out = exported.read("aral.ru.xlf");
    let revised = exported
        .read("aral.ru.toml")
        .replace("Итоги семинара", "Итоги мастерской")
        .replace("\"Душанбе\"", "\"город Душанбе\"\nstate = \"reviewed\"");
    exported.write("aral.ru.toml", &revised);
    // As it went out it says nothing new.
    let (code, stdout, stderr) = exported.take_over(&out);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(!stdout.contains("taken over"), "{stdout}");
    assert_eq!(exported.read("aral.ru.toml"), revised);
    // What was changed there too is named.
    let (code, _, stderr) = exported.take_over(out.replace("Итоги семинара", "Результаты"));
    assert_eq!(code, 0);
    assert!(
        stderr.contains("warning[changed-twice]") && stderr.contains("what is here stays: `title`"),
        "{stderr}"
    );
    assert_eq!(exported.read("aral.ru.toml"), revised);
    // What was not changed here is taken.
    exported.write(
        "aral.ru.toml",
        revised.replace("Итоги мастерской", "Итоги семинара"),
    );
    let (_, _, stderr) = exported.take_over(out.replace("Итоги семинара", "Результаты"));
    assert_eq!(stderr, "");
    assert_eq!(exported.target("title"), "target = \"Результаты\"");
    assert_eq!(
        exported.target("meeting.city"),
        "target = \"город Душанбе\""
    );
    // A file that does not say what it knew replaces what is here, and that is told.
    let silent = out.lines().filter(|line| !line.contains("\"exported\""));
    let silent = silent.collect::<Vec<_>>().join("\n");
    let (_, _, stderr) = exported.take_over(silent);
    assert!(
        stderr.contains("warning[replaced]") && stderr.contains("`meeting.city`, `title`"),
        "{stderr}"
    );
}

#[test]
fn a_file_in_which_somebody_has_read_and_noted_is_not_overwritten() {
    let exported = Exported::new();
    let xml = exported.with_target("Outcomes of the workshop", "Итоги семинара");
    assert_eq!(exported.take_over(xml).0, 0);
    let again = ["translate", "aral.toml", "--to", "ru", "--xliff"];
    assert_eq!(exported.run(&again).0, 0);
    let out = exported.read("aral.ru.xlf");
    for read in [
        out.replace("state=\"translated\"", "state=\"reviewed\""),
        out.replacen("</notes>", "<note>Хорошо.</note></notes>", 1),
    ] {
        assert_ne!(read, out);
        exported.write("aral.ru.xlf", &read);
        let (code, _, stderr) = exported.run(&again);
        assert_eq!(code, 1);
        assert!(stderr.contains("not been taken over"), "{stderr}");
        assert_eq!(exported.read("aral.ru.xlf"), read);
    }
    // What was changed here since does not keep a file from being written in which nobody has done anything.
    exported.write("aral.ru.xlf", &out);
    let revised = exported.read("aral.ru.toml");
    exported.write("aral.ru.toml", revised.replace("Итоги", "Результаты"));
    assert_eq!(exported.run(&again).0, 0);
}

#[test]
fn units_that_are_half_done_are_named() {
    let exported = Exported::new();
    let with_two = exported.xml.replace(
        "<source>Install water meters.</source>",
        "<source>Install </source><target>Установить </target></segment>\
         <segment id=\"s2\"><source>water meters.</source>",
    );
    assert_ne!(with_two, exported.xml);
    let (code, _, stderr) = exported.take_over(&with_two);
    assert_eq!(code, 0);
    assert!(
        stderr.contains("warning[partly-translated]")
            && stderr.contains("`recommendation[meters].text`"),
        "{stderr}"
    );
    // Its words are nowhere else.
    exported.write("aral.ru.xlf", &with_two);
    let (code, _, stderr) = exported.run(&["translate", "aral.toml", "--to", "ru", "--xliff"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("not been taken over"), "{stderr}");
    assert_eq!(exported.read("aral.ru.xlf"), with_two);
}

#[test]
fn words_are_words_and_codes_are_mended() {
    for (target, written) in [
        (
            "нехватка данных (*), 2*3*4",
            r#"'нехватка данных (\*), 2\*3\*4'"#,
        ),
        (
            "&lt;b&gt;две&lt;/b&gt; недели",
            r#"'\<b\>две\</b\> недели'"#,
        ),
        (
            "в ходе<pc id=\"1\"> двухдневной</pc> встречи <pc id=\"2\"></pc>три",
            "\"в ходе *двухдневной* встречи три\"",
        ),
        (
            "<pc id=\"2\">капельных лент </pc>— да",
            "\"**капельных лент** — да\"",
        ),
        (
            "\n      Двенадцать\n      экспертов\n    ",
            "\"Двенадцать экспертов\"",
        ),
    ] {
        let exported = Exported::new();
        let (code, stdout, stderr) = exported.take_over(exported.with_target(SUMMARY, target));
        assert_eq!(code, 0, "{target}");
        // Emphasis that the translator did not take over is told, and nothing else.
        let others = stderr.replace("warning[markup-differs]", "");
        assert!(
            !others.contains("warning[") && !others.contains("error["),
            "{stderr}"
        );
        assert!(stdout.contains("1 taken over"), "{stdout}");
        let expected = written.replace('\'', "\"").replace('\\', "\\\\");
        assert_eq!(
            exported.target("summary"),
            format!("target = {expected}"),
            "{target}"
        );
        // What is in the file is in the brief: nothing is left to be taken over.
        let (_, stdout, _) = exported.run(&["translate", "aral.toml", "--from-xliff", "back.xlf"]);
        assert!(!stdout.contains("taken over"), "{stdout}");
        assert_eq!(exported.run(&["check", "aral.ru.toml"]).0, 0, "{target}");
    }
    let exported = Exported::new();
    let without_end =
        exported.with_target(SUMMARY, "двенадцать <sc id=\"2\" dataRef=\"d2\"/>экспертов");
    let (code, _, stderr) = exported.take_over(without_end);
    assert_eq!(code, 0);
    assert!(
        stderr.contains("warning[lost-code]") && stderr.contains("left out: `**`"),
        "{stderr}"
    );
    assert_eq!(
        exported.target("summary"),
        "target = \"двенадцать экспертов\""
    );
}

#[test]
fn codes_without_data_set_what_they_say_that_they_set() {
    let exported = Exported::new();
    let known = "раз<ph id=\"21\" type=\"fmt\" subType=\"xlf:lb\"/>два <pc id=\"22\" type=\"fmt\" \
                 subType=\"xlf:b\">три</pc> <sc id=\"23\" type=\"fmt\" subType=\"xlf:i\"/>два дня<ec startRef=\"23\"/>";
    let (code, _, stderr) = exported.take_over(exported.with_target(SUMMARY, known));
    assert_eq!((code, stderr.as_str()), (0, ""));
    let text = exported.read("aral.ru.toml");
    assert!(text.contains("раз\\\\\nдва **три** *два дня*"), "{text}");

    // What says nothing is named, and words do not run together.
    let exported = Exported::new();
    let unknown = "раз<ph id=\"21\"/>два<ph id=\"22\"/>. Это <pc id=\"24\">три</pc>";
    let (code, _, stderr) = exported.take_over(exported.with_target(SUMMARY, unknown));
    assert_eq!(code, 0);
    let lost = "left out: `<ph>`, `<ph>`, `<pc>`";
    assert!(stderr.contains(lost), "{stderr}");
    assert_eq!(exported.target("summary"), "target = \"раз два. Это три\"");

    // Nor do sentences and paragraphs, whose source is known as that of the brief.
    let exported = Exported::new();
    exported.write(
        "aral.toml",
        BRIEF.replace(" They agreed", "\\n\\nThey agreed"),
    );
    let again = ["translate", "aral.toml", "--to", "ru", "--xliff"];
    assert_eq!(exported.run(&again).0, 0);
    let mut xml = exported
        .read("aral.ru.xlf")
        .replace(" dataRef", " x:dataRef")
        .replace("xmlns=", "xmlns:x=\"x\" xmlns=");
    while let Some((head, tail)) = xml.split_once("<originalData>") {
        xml = format!("{head}{}", tail.split_once("</originalData>").unwrap().1);
    }
    for (part, words) in [("Twelve", "Раз."), ("They", "Два.<ph id=\"31\"/>Три.")] {
        let (head, tail) = xml.split_once(part).unwrap();
        let target = format!("</source><target>{words}</target>");
        xml = format!("{head}{part}{}", tail.replacen("</source>", &target, 1));
    }
    let (code, _, stderr) = exported.take_over(&xml);
    assert_eq!(code, 0, "{stderr}");
    let text = exported.read("aral.ru.toml");
    assert!(text.contains("Раз.\n\nДва. Три."), "{text}");
    assert!(!text.contains("outdated ="), "{text}");

    // A line of words has no line breaks.
    let exported = Exported::new();
    let broken = "Итоги<ph id=\"1\" type=\"fmt\" subType=\"xlf:lb\"/>семинара";
    let broken = exported.with_target("Outcomes of the workshop", broken);
    let (_, _, stderr) = exported.take_over(broken);
    assert!(stderr.contains("left out: `<ph>`"), "{stderr}");
    assert_eq!(exported.target("title"), "target = \"Итоги семинара\"");
}

#[test]
fn the_edition_of_the_same_language_is_meant() {
    let exported = Exported::new();
    let xml = exported.with_target("Dushanbe", "Душанбе");
    let (code, stdout, _) = exported.take_over(xml.replace("trgLang=\"ru\"", "trgLang=\"ru-RU\""));
    assert_eq!(code, 0);
    assert!(
        stdout.starts_with("aral.ru.toml: 5 passages, 1 taken over"),
        "{stdout}"
    );
    assert!(!exported.folder.path().join("aral.ru-RU.toml").exists());
    let (_, stdout, _) = exported.take_over(xml.replace("trgLang=\"ru\"", "trgLang=\"kk-KZ\""));
    assert!(
        stdout.starts_with("aral.kk-KZ.toml: new, 5 passages"),
        "{stdout}"
    );
    let (_, stdout, _) = exported.run(&["translate", "aral.toml", "--to", "ru-RU"]);
    assert!(stdout.starts_with("aral.ru.toml: 5 passages"), "{stdout}");
    // Another script is another edition.
    assert_eq!(exported.run(&["translate", "aral.toml", "--to", "uz"]).0, 0);
    let (_, stdout, _) =
        exported.take_over(xml.replace("trgLang=\"ru\"", "trgLang=\"uz-Cyrl-UZ\""));
    assert!(stdout.starts_with("aral.uz-Cyrl-UZ.toml: new"), "{stdout}");
}

#[test]
fn states_that_are_no_promise_are_told() {
    let exported = Exported::new();
    let xml = exported.with_target("Dushanbe", "Душанбе");
    let initial = xml.replace("state=\"translated\"", "state=\"initial\"");
    let (code, stdout, stderr) = exported.take_over(initial);
    assert_eq!(code, 0);
    assert!(stdout.contains("1 taken over"), "{stdout}");
    assert!(
        stderr.contains("warning[unconfirmed]") && stderr.contains("`meeting.city`"),
        "{stderr}"
    );
    let signed_off = xml.replace("state=\"translated\"", "state=\"signed-off\"");
    let (_, _, stderr) = exported.take_over(signed_off);
    assert!(
        stderr.contains("`signed-off` is no state of XLIFF 2: 1 segment"),
        "{stderr}"
    );
    assert!(
        !stderr.contains("unconfirmed"),
        "nothing new was taken over: {stderr}"
    );
}

#[test]
fn what_somebody_has_rejected_in_the_tool_is_told() {
    let exported = Exported::new();
    let xml = exported.with_target("Dushanbe", "Душанбе");
    assert_eq!(exported.take_over(xml).0, 0);
    let text = exported.read("aral.ru.toml");
    let reviewed = text.replace("\"Душанбе\"", "\"Душанбе\"\nstate = \"reviewed\"");
    exported.write("aral.ru.toml", reviewed);
    let again = ["translate", "aral.toml", "--to", "ru", "--xliff"];
    assert_eq!(exported.run(&again).0, 0);
    let out = exported.read("aral.ru.xlf");
    let rejected = out.replace("state=\"reviewed\"", "state=\"initial\"");
    exported.write("aral.ru.xlf", &rejected);
    let (code, _, stderr) = exported.run(&again);
    assert_eq!(code, 1);
    assert!(stderr.contains("not been taken over"), "{stderr}");
    let (code, _, stderr) = exported.take_over(&rejected);
    assert_eq!(code, 0);
    assert!(
        stderr.contains("warning[unconfirmed]") && stderr.contains("not done: `meeting.city`"),
        "{stderr}"
    );
    assert_eq!(exported.read("aral.ru.toml"), text);
    assert_eq!(exported.run(&again).0, 0);
    // Nobody has rejected what is as it went out.
    assert_eq!(exported.take_over(exported.read("aral.ru.xlf")).2, "");
}

#[test]
fn a_translation_of_what_is_not_to_be_translated_is_told_as_that() {
    let exported = Exported::new();
    let text = exported.read("aral.ru.toml");
    let source = "source = \"Dushanbe\"\ntarget = \"\"";
    assert!(text.contains(source), "{text}");
    let text = text.replace(source, "source = \"Dushanbe\"\ntranslate = false");
    exported.write("aral.ru.toml", &text);
    let (_, _, stderr) = exported.take_over(exported.with_target("Dushanbe", "Душанбе"));
    assert!(
        stderr.contains("warning[not-to-be-translated]") && stderr.contains("over: `meeting.city`"),
        "{stderr}"
    );
    assert!(!stderr.contains("other-source"), "{stderr}");
    assert_eq!(exported.read("aral.ru.toml"), text);
    // The same where the file that went out says so, too.
    let again = ["translate", "aral.toml", "--to", "ru", "--xliff", "--force"];
    assert_eq!(exported.run(&again).0, 0);
    let out = exported.read("aral.ru.xlf");
    let unit = out.find("name=\"meeting.city\" translate=\"no\"").unwrap();
    let end = unit + out[unit..].find("</source>").unwrap() + "</source>".len();
    let translated = format!("{}<target>Душанбе</target>{}", &out[..end], &out[end..]);
    let (_, _, stderr) = exported.take_over(translated);
    assert!(
        stderr.contains("warning[not-to-be-translated]") && stderr.contains("over: `meeting.city`"),
        "{stderr}"
    );
    assert_eq!(exported.read("aral.ru.toml"), text);
    // A tool that copies the source into every target says nothing.
    assert_eq!(
        exported
            .take_over(exported.with_target("Dushanbe", "Dushanbe"))
            .2,
        ""
    );
}

#[test]
fn the_file_is_named_whose_language_is_none() {
    let exported = Exported::new();
    let wrong = exported.xml.replace("trgLang=\"ru\"", "trgLang=\"RU_ru\"");
    assert_ne!(wrong, exported.xml);
    let (code, _, stderr) = exported.take_over(wrong);
    assert_eq!(code, 1);
    assert!(
        stderr.contains("--> back.xlf") && stderr.contains("write `ru-RU`"),
        "{stderr}"
    );
}

#[test]
fn a_note_that_was_deleted_in_the_tool_is_told() {
    let exported = Exported::new();
    assert_eq!(
        exported
            .take_over(exported.with_target("Dushanbe", "Душанбе"))
            .0,
        0
    );
    let noted = exported
        .read("aral.ru.toml")
        .replace("\"Душанбе\"", "\"Душанбе\"\nnote = \"Точно?\"");
    exported.write("aral.ru.toml", &noted);
    let again = ["translate", "aral.toml", "--to", "ru", "--xliff"];
    assert_eq!(exported.run(&again).0, 0);
    let out = exported.read("aral.ru.xlf");
    let without = out.lines().filter(|line| !line.contains("Точно?"));
    let without: Vec<&str> = without.collect();
    let (code, _, stderr) = exported.take_over(without.join("\n"));
    assert_eq!(code, 0);
    assert!(
        stderr.contains("warning[deleted-note]") && stderr.contains("stays: `meeting.city`"),
        "{stderr}"
    );
    assert_eq!(exported.read("aral.ru.toml"), noted);
    assert_eq!(exported.take_over(out).2, "");
}

#[test]
fn files_in_other_encodings_are_read_and_other_files_are_refused() {
    let exported = Exported::new();
    let xml = exported
        .with_target("Dushanbe", "Душанбе")
        .replace("UTF-8", "UTF-16");
    let utf_16: Vec<u8> = std::iter::once(0xfeff)
        .chain(xml.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let (code, stdout, stderr) = exported.take_over(&utf_16);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.contains("1 taken over"), "{stdout}");
    // An XLIFF file in such an encoding is written over like any other, now that its words are taken over.
    exported.write("aral.ru.xlf", &utf_16);
    assert_eq!(exported.run(&["translate", "aral.toml", "--xliff"]).0, 0);
    assert!(exported.read("aral.ru.xlf").contains("Душанбе"));
    let (code, _, stderr) = exported.run(&["translate", "aral.toml", "--from-xliff", "aral.toml"]);
    assert_eq!(code, 1);
    assert!(
        stderr.contains("this is no XML, and so no XLIFF"),
        "{stderr}"
    );
}

#[test]
fn other_versions_are_read_or_refused() {
    let core = "xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\"";
    for (head, is_read) in [
        (
            "xmlns=\"urn:oasis:names:tc:xliff:document:2.2\" version=\"2.2\"",
            true,
        ),
        ("version=\"2.1\"", false),
        ("xmlns=\"urn:example\" version=\"2.1\"", false),
    ] {
        let exported = Exported::new();
        let xml = exported.with_target("Dushanbe", "Душанбе");
        assert!(xml.contains(core), "{xml}");
        let (code, stdout, stderr) = exported.take_over(xml.replace(core, head));
        assert_eq!(code, i32::from(!is_read), "{head}");
        assert_eq!(stdout.contains("1 taken over"), is_read, "{stdout}");
        assert_eq!(
            stderr.contains("the file has no unit of XLIFF 2"),
            !is_read,
            "{stderr}"
        );
    }
}

#[test]
fn units_without_names_are_known_by_their_ids() {
    let exported = Exported::new();
    let brief = BRIEF.replace("city =", "participants = [\"water users\"]\ncity =");
    exported.write("aral.toml", brief);
    let again = ["translate", "aral.toml", "--to", "ru", "--xliff"];
    assert_eq!(exported.run(&again).0, 0);
    let exported = Exported {
        xml: exported.read("aral.ru.xlf"),
        ..exported
    };
    for (source, target) in [
        ("Install water meters.", "Установить счётчики."),
        ("water users", "водопользователи"),
    ] {
        let mut xml = exported.with_target(source, target);
        for path in ["recommendation[meters].text", "meeting.participants"] {
            xml = xml.replace(&format!(" name=\"{path}\""), "");
            xml = xml.replace(&format!("<note category=\"path\">{path}</note>"), "");
        }
        let (code, stdout, stderr) = exported.take_over(xml);
        assert_eq!((code, stderr.as_str()), (0, ""));
        assert!(stdout.contains("1 taken over"), "{stdout}");
    }
}

#[test]
fn a_translation_that_would_be_wrong_keeps_no_other_back() {
    let exported = Exported::new();
    let xml = exported.with_target("Dushanbe", "Душ\u{202e}анбе");
    let title = "<source>Outcomes of the workshop</source>";
    let xml = xml.replace(title, &format!("{title}<target>Итоги семинара</target>"));
    let line = xml
        .lines()
        .position(|line| line.contains("name=\"meeting.city\""));
    let (code, stdout, stderr) = exported.take_over(&xml);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("1 taken over"), "{stdout}");
    assert!(
        stderr.contains("the translation of `meeting.city` was not taken over: ")
            && stderr.contains(&format!("back.xlf:{}:", line.unwrap() + 1)),
        "{stderr}"
    );
    assert_eq!(exported.target("meeting.city"), "target = \"\"");
    assert_eq!(exported.target("title"), "target = \"Итоги семинара\"");
    // What is wrong in the translation itself is told there.
    let before = exported.read("aral.ru.toml");
    let wrong = before.replace("Итоги", "Ито\u{202e}ги");
    exported.write("aral.ru.toml", &wrong);
    let (code, stdout, stderr) = exported.take_over(exported.with_target("Dushanbe", "Душанбе"));
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains("nothing was taken over"), "{stderr}");
    assert_eq!(exported.read("aral.ru.toml"), wrong);
}

#[test]
fn many_that_would_be_wrong_take_no_longer_each() {
    // Where the file is read again for each, this does not end.
    let exported = Exported::new();
    let users: String = (0..2_500)
        .map(|number| format!("\"users {number}\", "))
        .collect();
    let brief = BRIEF.replace("city =", &format!("participants = [{users}]\ncity ="));
    exported.write("aral.toml", brief);
    let again = ["translate", "aral.toml", "--to", "ru", "--xliff"];
    assert_eq!(exported.run(&again).0, 0);
    let xml = exported.read("aral.ru.xlf");
    let xml = xml.replace("<source>users", "<target>\u{202e}</target><source>users");
    let (_, _, stderr) = exported.take_over(xml);
    assert_eq!(stderr.matches("was not taken over: ").count(), 2_500);
}

#[test]
fn of_a_list_only_what_is_wrong_is_left_out() {
    let exported = Exported::new();
    let brief = BRIEF.replace(
        "city =",
        "participants = [\"herders\", \"fishers\"]\ncity =",
    );
    exported.write("aral.toml", brief);
    let again = ["translate", "aral.toml", "--to", "ru", "--xliff"];
    assert_eq!(exported.run(&again).0, 0);
    let mut xml = exported.read("aral.ru.xlf");
    for (source, target) in [("herders", "пастухи"), ("fishers", "рыба\u{202e}ки")] {
        let source = format!("<source>{source}</source>");
        xml = xml.replace(&source, &format!("{source}<target>{target}</target>"));
    }
    let (code, stdout, stderr) = exported.take_over(&xml);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("1 taken over"), "{stdout}");
    assert!(
        exported
            .read("aral.ru.toml")
            .contains("target = \"пастухи\"")
    );
}

#[test]
fn an_empty_target_between_paragraphs_does_not_join_them() {
    let exported = Exported::new();
    let brief = BRIEF.replace(" They agreed", "\\n\\nThey agreed");
    assert_ne!(brief, BRIEF);
    exported.write("aral.toml", brief);
    let again = ["translate", "aral.toml", "--to", "ru", "--xliff"];
    assert_eq!(exported.run(&again).0, 0);
    let mut xml = exported.read("aral.ru.xlf");
    // It is no break of a page, as the files of earlier versions say.
    assert!(
        xml.contains("subType=\"briefgen:paragraph\"") && !xml.contains("xlf:pb"),
        "{xml}"
    );
    xml = xml.replace(
        "type=\"other\" subType=\"briefgen:paragraph\"",
        "type=\"fmt\" subType=\"xlf:pb\"",
    );
    let (head, tail) = xml.split_once("<ignorable").unwrap();
    let tail = tail.replacen("</source>", "</source><target/>", 1);
    xml = format!("{head}<ignorable{tail}");
    for part in ["Twelve", "They"] {
        let (head, tail) = xml.split_once(part).unwrap();
        let tail = tail.replacen("</source>", "</source><target>Слова.</target>", 1);
        xml = format!("{head}{part}{tail}");
    }
    assert_eq!(exported.take_over(&xml).0, 0);
    let text = exported.read("aral.ru.toml");
    assert!(text.contains("Слова.\n\nСлова."), "{text}");
}

#[test]
fn an_empty_target_between_sentences_does_not_join_them() {
    let exported = Exported::new();
    let segment = "<segment state=\"translated\"><source>";
    for (before, space, expected) in [
        ("Раз.", " <", "Раз. Два."),
        ("Раз. ", " <", "Раз. Два."),
        ("Раз.", "\n  <", "Раз. Два."),
    ] {
        let (head, tail) = exported.xml.split_once(SUMMARY).unwrap();
        let head = &head[..head.rfind("<segment").unwrap()];
        let (_, tail) = tail.split_once("</segment>").unwrap();
        let (first, second) = SUMMARY.split_at(SUMMARY.find(" They").unwrap());
        let xml = format!(
            "{head}{segment}{first}</source><target>{before}</target></segment><ignorable><source>{space}/source>\
             <target></target></ignorable>{segment}{}</source><target>Два.</target></segment>{tail}",
            second.trim_start()
        );
        let (code, _, stderr) = exported.take_over(&xml);
        assert_eq!(code, 0, "{stderr}");
        assert_eq!(
            exported.target("summary"),
            format!("target = \"{expected}\"")
        );
    }
}

#[cfg(unix)]
#[test]
fn words_behind_a_link_are_kept_though_git_has_the_link() {
    let exported = Exported::new();
    let folder = exported.folder.path();
    fs::create_dir(folder.join("texts")).unwrap();
    fs::rename(
        folder.join("aral.ru.toml"),
        folder.join("texts/aral.ru.toml"),
    )
    .unwrap();
    std::os::unix::fs::symlink("texts/aral.ru.toml", folder.join("aral.ru.toml")).unwrap();
    common::commit_to_git(folder, "aral.ru.toml");
    let stood = exported.read("texts/aral.ru.toml");
    let xml = exported.with_target("Outcomes of the workshop", "Итоги семинара");
    assert_eq!(exported.take_over(&xml).0, 0);
    assert_eq!(exported.target("title"), "target = \"Итоги семинара\"");
    assert!(folder.join("aral.ru.toml").is_symlink());
    assert_eq!(exported.read("aral.ru.toml.orig"), stood);
    // What git has is not kept a second time.
    common::commit_to_git(folder, "texts/aral.ru.toml");
    let xml = xml.replace("Итоги семинара", "Итоги встречи");
    assert_eq!(exported.take_over(&xml).0, 0);
    assert!(!folder.join("aral.ru.toml.orig.2").exists());
}
