//! E-mail: whom a brief goes to, what the messages say, and that another reader of messages reads what was
//! written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use briefgen::brief::{self, Recipients};
use briefgen::diagnostic::{self, Source};
use briefgen::mail::{Message, Page, Party, is_edited};
use common::{briefgen, names, stderr, stdout};
use mail_parser::{MessageParser, MimeHeaders, PartType};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const RECIPIENTS: &str = include_str!("mail/recipients.toml");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(text: &str) -> Recipients {
    let source = Source::from_bytes("donors.toml", text.as_bytes().to_vec()).unwrap();
    let (recipients, diagnostics) = brief::read_recipients(&source);
    let shown = diagnostic::render_human(&diagnostics, &source, false);
    recipients.unwrap_or_else(|| panic!("{shown}"))
}

/// A folder with the brief `name` holding `text`, and `recipients` beside it.
fn folder_with(name: &str, text: &str, recipients: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let brief = folder.path().join(name);
    fs::write(&brief, text).unwrap();
    fs::write(folder.path().join("donors.toml"), recipients).unwrap();
    (folder, brief)
}

fn astana() -> String {
    fs::read_to_string(root().join("briefs/astana-2017.toml")).unwrap()
}

/// Runs `briefgen mail BRIEF --to donors.toml` with more arguments; the folder of the drafts is `drafts`.
fn mail(folder: &Path, brief: &Path, more: &[&str]) -> assert_cmd::assert::Assert {
    briefgen()
        .arg("mail")
        .arg(brief)
        .arg("--to")
        .arg(folder.join("donors.toml"))
        .arg("-o")
        .arg(folder.join("drafts"))
        .args(more)
        .assert()
}

#[test]
fn remarks_that_go_out_inside_are_told() {
    let recipients = "[sender]\naddress = \"office@centre.example\"\n\
        [[recipient]]\naddress = \"anna@donor.example\"\nlanguage = \"ru\"\n";
    let (folder, brief) = folder_with("first.toml", "", recipients);
    let translation = brief.with_file_name("first.ru.toml");
    let told = |more: &[&str]| -> Vec<String> {
        let run = mail(folder.path(), &brief, more).success();
        let said = stderr(&run).replace(&format!("{}/", folder.path().display()), "");
        let warnings = said
            .split("\n\n")
            .filter(|one| one.contains("remarks-inside"));
        warnings
            .map(|one| one.lines().take(2).collect::<Vec<_>>().join(" "))
            .collect()
    };
    // What stands in every new file tells nothing.
    for (place, organiser) in [("Osh, KG", "Water Users Union"), ("", "")] {
        fs::remove_file(&brief).unwrap();
        let _ = fs::remove_file(&translation);
        let mut new = briefgen();
        new.arg("new")
            .arg(&brief)
            .args(["--meeting", "Old pumps", "--date", "2026-04-30"]);
        new.args([
            "--language",
            "en",
            "--place",
            place,
            "--organiser",
            organiser,
        ]);
        new.assert().success();
        let mut translate = briefgen();
        translate.arg("translate").arg(&brief).args(["--to", "ru"]);
        translate.assert().success();
        assert_eq!(told(&["--dry-run"]), [""; 0]);
    }
    // Nor in one made of notes, and the heads of former versions.
    let new = fs::read_to_string(&brief).unwrap();
    let notes = folder.path().join("notes.md");
    let words = "# Old pumps\n\nOsh, Kyrgyzstan, 30 April 2026\n\n\
        ## Recommendations\n\n- Repair them (ministry, by June 2026)\n- Paint them (ministry, by 03/04/2027)\n\n## Contacts\n\nanna@centre.example\n";
    fs::write(&notes, words).unwrap();
    fs::remove_file(&brief).unwrap();
    fs::remove_file(&translation).unwrap();
    let mut from = briefgen();
    from.arg("new").arg(&brief).arg("--from").arg(&notes);
    from.assert().success();
    let former = "# An outcome brief. What stands behind a # is a remark and is printed nowhere: take the # away from what you\n";
    let made = former.to_owned() + &fs::read_to_string(&brief).unwrap();
    for said in [
        "taken as the last day of the month",
        "read as day, month",
        "as the brief;",
        "no name here",
    ] {
        assert!(made.contains(said), "{said}: {made}");
    }
    fs::write(&brief, &made).unwrap();
    assert_eq!(told(&["--dry-run"]), [""; 0]);
    let text = new;
    let text = text.replace("# attendance = 45", "# attendance = 12") + "# Anna: too harsh?\n";
    fs::write(&brief, &text).unwrap();
    let style = "language = \"en\" # as on the letterhead\n";
    fs::write(folder.path().join("briefgen.toml"), style).unwrap();
    let mut lines = text.lines();
    let line = lines.position(|line| line == "# attendance = 12").unwrap() + 1;
    let expected = [
        format!(
            "warning[remarks-inside]: 2 lines of remarks of first.toml can be read in what is attached   --> first.toml:{line}:1"
        ),
        "warning[remarks-inside]: a line of remarks of briefgen.toml can be read in what is attached  --> briefgen.toml:1:17"
            .to_owned(),
    ];
    assert_eq!(told(&["--dry-run"]), expected);
    assert_eq!(told(&[]), expected);
    // Nor is what a translator says, and what the brief does not say any more, printed.
    let mut translate = briefgen();
    translate.arg("translate").arg(&brief).args(["--to", "ru"]);
    translate.assert().success();
    let translated = fs::read_to_string(&translation).unwrap();
    let noted = translated.replacen("target = ", "note = 'Is that so?'\ntarget = ", 2);
    let removed = "[[removed]]\npath = 'title'\ntarget = 'Насосы'\n";
    fs::write(&translation, format!("{noted}\n{removed}")).unwrap();
    let said = told(&["--dry-run"]);
    let of_translation =
        "2 notes of translators and a removed passage of first.ru.toml can be read";
    assert!(
        said.iter().any(|one| one.contains(of_translation)),
        "{said:?}"
    );
}

/// A message as another program reads it.
fn parse(bytes: &[u8]) -> mail_parser::Message<'_> {
    let message = MessageParser::default().parse(bytes).unwrap();
    for line in bytes.split(|byte| *byte == b'\n') {
        assert!(line.len() <= 999 && line.is_ascii());
        assert!(line.is_empty() || line.ends_with(b"\r"));
    }
    message
}

fn addresses(list: Option<&mail_parser::Address<'_>>) -> Vec<(Option<String>, String)> {
    list.into_iter()
        .flat_map(|list| list.iter())
        .map(|one| {
            let name = one.name.as_ref().map(ToString::to_string);
            (name, one.address.as_ref().unwrap().to_string())
        })
        .collect()
}

fn attachments(message: &mail_parser::Message<'_>) -> Vec<(String, Vec<u8>)> {
    message
        .attachments()
        .filter(|part| {
            let kind = part.content_type().map(|kind| kind.ctype());
            kind != Some("image")
        })
        .map(|part| {
            (
                part.attachment_name().unwrap().to_owned(),
                part.contents().to_vec(),
            )
        })
        .collect()
}

#[test]
fn wrong_recipients_are_told_what_to_write_instead() {
    let folder = root().join("tests/wrong-recipients");
    for name in names(&folder) {
        let bytes = fs::read(folder.join(&name)).unwrap();
        let source = Source::from_bytes("donors.toml", bytes).unwrap();
        let (recipients, diagnostics) = brief::read_recipients(&source);
        assert!(recipients.is_none(), "{name}");
        insta::assert_snapshot!(
            name.trim_end_matches(".toml"),
            diagnostic::render_human(&diagnostics, &source, false)
        );
    }
}

#[test]
fn an_address_has_no_markup() {
    let text = b"[[recipient]]\naddress = \"_anna_@example.org\"\n".to_vec();
    let source = Source::from_bytes("donors.toml", text).unwrap();
    let (recipients, diagnostics) = brief::read_recipients(&source);
    assert!(
        recipients.is_some() && diagnostics.is_empty(),
        "{diagnostics:?}"
    );
}

#[test]
fn a_domain_in_other_letters_is_written_in_ascii() {
    let recipients = read(RECIPIENTS).recipients;
    let address = &recipients[1].mailbox.address.value;
    assert_eq!(address, "aigul@xn--b1afiashkohcid.example");
}

#[test]
fn each_recipient_has_a_message_and_those_in_copy_a_copy() {
    let (folder, brief) = folder_with("astana.toml", &astana(), RECIPIENTS);
    let run = mail(folder.path(), &brief, &[]).code(0);
    assert!(
        stdout(&run).contains("(2 messages to 5 recipients)"),
        "{}",
        stdout(&run)
    );
    assert!(stderr(&run).contains("not in the language `kk`"));
    let drafts = folder.path().join("drafts");
    let files = names(&drafts);
    assert_eq!(
        files,
        [
            "astana-aigul@xn--b1afiashkohcid.example.eml",
            "astana-anna@donor.example.eml"
        ]
    );
    let bytes = fs::read(drafts.join(&files[1])).unwrap();
    assert!(bytes.starts_with(b"X-Unsent: 1\r\n"));
    assert!(!is_edited(&bytes));
    let message = parse(&bytes);
    let one = |name: &str, address: &str| (Some(name.to_owned()), address.to_owned());
    assert_eq!(
        addresses(message.from()),
        [one("Regional Centre", "office@centre.example")]
    );
    assert_eq!(
        addresses(message.to()),
        [one("Anna Müller", "anna@donor.example")]
    );
    assert_eq!(
        addresses(message.cc()),
        [one("Desk, Water Fund", "desk@donor.example")]
    );
    assert_eq!(
        addresses(message.bcc()),
        [(None, "records@centre.example".to_owned())]
    );
    assert!(
        message
            .body_text(0)
            .unwrap()
            .starts_with("Dear Ms Müller,\r\n")
    );
    let other = fs::read(drafts.join(&files[0])).unwrap();
    let other = parse(&other);
    assert_eq!(addresses(other.cc()), []);
    let attached: Vec<String> = attachments(&other)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(attached, ["astana.pdf", "astana.docx"]);
}

/// The words of HTML without its elements.
fn words(html: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    let body = &html[html.find("<main").unwrap()..];
    for character in body.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            _ if inside => {}
            other => words.push(other),
        }
    }
    let words = words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    words.replace("&amp;", "&").replace("&nbsp;", " ")
}

#[test]
fn in_every_language_both_forms_say_the_same_and_the_files_are_those_of_the_brief() {
    let mut briefs: Vec<PathBuf> = fs::read_dir(root().join("tests/languages"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    briefs.push(root().join("briefs/astana-2017.toml"));
    assert!(briefs.len() >= 8);
    for path in briefs {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let table: toml::Table = text.parse().unwrap();
        let recipients = "[[recipient]]\nname = 'Әнұар “Õ” Ӣ'\naddress = 'a@b.example'\n\
            attachments = ['pdf', 'docx']\n[sender]\naddress = 'us@centre.example'\n";
        let (folder, brief) = folder_with(name, &text, recipients);
        mail(
            folder.path(),
            &brief,
            &["--link", "https://example.org/a?b=1&c=2"],
        )
        .code(0);
        briefgen().arg(&brief).assert().code(0);
        let drafts = folder.path().join("drafts");
        let bytes = fs::read(drafts.join(&names(&drafts)[0])).unwrap();
        let message = parse(&bytes);
        assert_eq!(message.subject(), table["title"].as_str(), "{name}");
        let language = message.header("Content-Language").unwrap().as_text();
        assert_eq!(language, table["language"].as_str());
        let plain = message.body_text(0).unwrap();
        let html = message.body_html(0).unwrap();
        assert!(
            html.contains(&format!("<html lang=\"{}\"", language.unwrap())),
            "{name}"
        );
        // Numbers of items and notes, and addresses behind their words, are not words of the page.
        let said = |text: &str| -> Vec<String> {
            let numerals = ('1'..='9').chain('۱'..='۹');
            let text = numerals.fold(text.to_owned(), |text, number| {
                text.replace(&format!("\n[{number}]"), "\n")
                    .replace(&format!("[{number}]"), &number.to_string())
            });
            let is_word = |word: &&str| {
                // The way back from a note.
                if word.starts_with('↩') {
                    return false;
                }
                let digits = word.strip_suffix('.').unwrap_or("-");
                !digits.chars().all(char::is_numeric) && *word != "-" && !word.starts_with('<')
            };
            text.split_whitespace()
                .filter(is_word)
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(said(&plain), said(&words(&html)), "{name}");
        for (file, contents) in attachments(&message) {
            assert!(
                contents == fs::read(folder.path().join(&file)).unwrap(),
                "{file}"
            );
        }
        assert_eq!(attachments(&message).len(), 2);
        // Nothing comes from elsewhere.
        for source in html.split("src=\"").skip(1) {
            assert!(source.starts_with("cid:"), "{name}");
        }
        assert!(!html.contains("<script") && !html.contains("url("));
    }
}

#[test]
fn each_gets_the_edition_in_the_own_language() {
    let (folder, brief) = folder_with(
        "astana-2017.toml",
        &astana(),
        "[[recipient]]\naddress = 'en@b.example'\nlanguage = 'en-GB'\n\
         [[recipient]]\naddress = 'ru@b.example'\nlanguage = 'ru'\nattachments = ['pdf', 'docx']\n\
         [[recipient]]\naddress = 'kk@b.example'\nlanguage = 'kk-KZ'\n\
         [[recipient]]\naddress = 'de@b.example'\nlanguage = 'de'\n",
    );
    for tag in ["ru", "kk"] {
        let name = format!("astana-2017.{tag}.toml");
        let translation = root().join("briefs").join(&name);
        fs::copy(translation, folder.path().join(&name)).unwrap();
    }
    let run = mail(folder.path(), &brief, &[]).code(0);
    assert_eq!(stderr(&run).matches("warning[no-edition]").count(), 1);
    assert!(stderr(&run).contains("not in the language `de`"));
    for (file, language, greeting, files) in [
        (
            "astana-2017-en@b.example",
            "en",
            "Dear colleagues,",
            vec!["astana-2017.pdf"],
        ),
        (
            "astana-2017-de@b.example",
            "en",
            "Dear colleagues,",
            vec!["astana-2017.pdf"],
        ),
        (
            "astana-2017.ru-ru@b.example",
            "ru",
            "Уважаемые коллеги!",
            vec!["astana-2017.ru.pdf", "astana-2017.ru.docx"],
        ),
        (
            "astana-2017.kk-kk@b.example",
            "kk",
            "Құрметті әріптестер!",
            vec!["astana-2017.kk.pdf"],
        ),
    ] {
        let bytes = fs::read(folder.path().join(format!("drafts/{file}.eml"))).unwrap();
        let message = parse(&bytes);
        let named = message.header("Content-Language").unwrap().as_text();
        assert_eq!(named, Some(language), "{file}");
        assert!(
            message.body_text(0).unwrap().starts_with(greeting),
            "{file}"
        );
        let attached = attachments(&message);
        let names: Vec<&str> = attached.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, files, "{file}");
    }
}

#[test]
fn the_same_input_is_the_same_bytes_and_edited_drafts_stay() {
    let (folder, brief) = folder_with("astana.toml", &astana(), RECIPIENTS);
    mail(folder.path(), &brief, &[]).code(0);
    let draft = folder.path().join("drafts/astana-anna@donor.example.eml");
    let first = fs::read(&draft).unwrap();
    mail(folder.path(), &brief, &[]).code(0);
    assert!(first == fs::read(&draft).unwrap());
    let edited = String::from_utf8(first.clone())
        .unwrap()
        .replace("Dear Ms", "Dearest Ms");
    fs::write(&draft, &edited).unwrap();
    let run = mail(folder.path(), &brief, &[]).code(1);
    assert!(
        stderr(&run).contains("edited since it was written"),
        "{}",
        stderr(&run)
    );
    assert_eq!(fs::read(&draft).unwrap(), edited.as_bytes());
    mail(folder.path(), &brief, &["--force"]).code(0);
    assert!(first == fs::read(&draft).unwrap());
}

#[test]
fn one_message_goes_to_all_who_do_not_see_each_other() {
    let (folder, brief) = folder_with("astana.toml", &astana(), RECIPIENTS);
    mail(folder.path(), &brief, &["--bcc", "--group", "donors"]).code(0);
    let drafts = folder.path().join("drafts");
    assert_eq!(names(&drafts), ["astana-bcc.eml"]);
    let bytes = fs::read(drafts.join("astana-bcc.eml")).unwrap();
    let message = parse(&bytes);
    assert_eq!(addresses(message.bcc()).len(), 3);
    assert_eq!(addresses(message.to()).len(), 0);
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        text.contains("\r\nTo: undisclosed-recipients:;\r\n"),
        "{text}"
    );
    assert!(
        message
            .body_text(0)
            .unwrap()
            .starts_with("Dear colleagues,")
    );
    let run = mail(folder.path(), &brief, &["--group", "press"]).code(2);
    assert!(
        stderr(&run).contains("known are donors"),
        "{}",
        stderr(&run)
    );
}

#[test]
fn drafts_are_kept_as_an_mbox_or_a_maildir_too() {
    let (folder, brief) = folder_with("astana.toml", &astana(), RECIPIENTS);
    mail(folder.path(), &brief, &["--format", "mbox"]).code(0);
    let mbox = fs::read(folder.path().join("drafts/astana.mbox")).unwrap();
    let read = mail_parser::mailbox::mbox::MessageIterator::new(&mbox[..]);
    let messages: Vec<_> = read.map(Result::unwrap).collect();
    assert_eq!(messages.len(), 2);
    assert!(
        messages
            .iter()
            .all(|message| message.from() == "office@centre.example")
    );
    mail(folder.path(), &brief, &["--format", "mbox"]).code(0);
    let file = folder.path().join("drafts/astana.mbox");
    assert!(mbox == fs::read(&file).unwrap());
    stays_where_it_is_edited(folder.path(), &brief, "mbox", &file);
    assert!(mbox == fs::read(&file).unwrap());
    for _ in 0..2 {
        mail(folder.path(), &brief, &["--format", "maildir"]).code(0);
        let drafts = folder.path().join("drafts");
        assert_eq!(names(drafts.join("cur")).len(), 2);
        assert!(
            names(drafts.join("cur"))
                .iter()
                .all(|name| name.ends_with(":2,D"))
        );
        assert!(names(drafts.join("tmp")).is_empty());
    }
    let cur = folder.path().join("drafts/cur");
    let drafts = names(&cur).into_iter().map(|name| cur.join(name));
    let is_to_anna = |file: &PathBuf| fs::read_to_string(file).unwrap().contains("Dear Ms");
    let file = drafts.into_iter().find(is_to_anna).unwrap();
    stays_where_it_is_edited(folder.path(), &brief, "maildir", &file);
}

#[test]
fn drafts_of_earlier_runs_give_way_or_are_told() {
    let write = |folder: &Path, people: &[(&str, &str)]| {
        let mut text = "[sender]\naddress = 'us@centre.example'\n".to_owned();
        for (name, language) in people {
            text +=
                &format!("[[recipient]]\naddress = '{name}@b.example'\nlanguage = '{language}'\n");
        }
        fs::write(folder.join("donors.toml"), text).unwrap();
    };
    let (folder, brief) = folder_with("a.toml", SMALL, "");
    let folder = folder.path();
    let translation = "original = 'a.toml'\nlanguage = 'ru'\n";
    fs::write(folder.join("a.ru.toml"), translation).unwrap();
    let drafts = folder.join("drafts");
    write(folder, &[("Anna", "en"), ("bek", "en")]);
    mail(folder, &brief, &[]).code(0);
    // Another brief whose name begins alike, in the same folder.
    let other = folder.join("a-b.toml");
    fs::copy(&brief, &other).unwrap();
    mail(folder, &other, &[]).code(0);
    write(folder, &[("anna", "ru"), ("beka", "en")]);
    let run = mail(folder, &brief, &[]).code(0);
    let warned = "stand here that this run has not written: a-bek@b.example.eml\n";
    assert!(stderr(&run).contains(warned), "{}", stderr(&run));
    assert_eq!(
        names(&drafts),
        [
            "a-b-anna@b.example.eml",
            "a-b-bek@b.example.eml",
            "a-bek@b.example.eml",
            "a-beka@b.example.eml",
            "a.ru-anna@b.example.eml"
        ]
    );
    // What somebody has edited does not give way, under another name neither.
    let edited = drafts.join("a.ru-anna@b.example.eml");
    let text = fs::read_to_string(&edited).unwrap();
    fs::write(&edited, text.replace("Meet again", "Do meet again")).unwrap();
    write(folder, &[("anna", "en"), ("beka", "en")]);
    let run = mail(folder, &brief, &[]).code(1);
    assert!(
        stderr(&run).contains("error[edited-output]")
            && stderr(&run).contains("a.ru-anna@b.example.eml\n"),
        "{}",
        stderr(&run)
    );
    assert!(!drafts.join("a-anna@b.example.eml").exists());
    // What gives way is named.
    let run = mail(folder, &brief, &["--force", "--dry-run"]).code(0);
    let named = "a-anna@b.example.eml would replace a.ru-anna@b.example.eml\n";
    assert!(stdout(&run).contains(named), "{}", stdout(&run));
    assert!(edited.exists());
    // What briefgen has not written, or has not called so, is nobody's draft, and not even forced away.
    let kept = [
        "a-anna@b.example-SENT-16-June.eml",
        "a.ru-anna@b.example-2.eml",
    ];
    fs::copy(&edited, drafts.join(kept[0])).unwrap();
    let own = "To: <anna@b.example>\r\nSubject: more\r\n\r\nDear Anna\r\n";
    fs::write(drafts.join(kept[1]), own).unwrap();
    let run = mail(folder, &brief, &["--force"]).code(0);
    let named = "a-anna@b.example.eml replaces a.ru-anna@b.example.eml\n";
    assert!(stdout(&run).contains(named), "{}", stdout(&run));
    assert!(!edited.exists() && drafts.join("a-anna@b.example.eml").exists());
    for name in kept {
        assert!(drafts.join(name).exists(), "{name}");
        fs::remove_file(drafts.join(name)).unwrap();
    }
    // In a Maildir the name says what is in it.
    let cur = drafts.join("cur");
    mail(folder, &brief, &["--format", "maildir"]).code(0);
    let before = names(&cur);
    fs::write(
        &brief,
        SMALL.replace("title = 'A'\npublished", "title = 'B'\npublished"),
    )
    .unwrap();
    mail(folder, &brief, &["--format", "maildir"]).code(0);
    let after = names(&cur);
    assert_eq!(after.len(), 2, "{after:?}");
    assert!(before.iter().all(|name| !after.contains(name)));
}

/// Edits a draft: it is not overwritten unless forced.
fn stays_where_it_is_edited(folder: &Path, brief: &Path, format: &str, file: &Path) {
    let text = fs::read_to_string(file).unwrap();
    let edited = text.replace("Dear Ms", "Dearest Ms");
    assert_ne!(text, edited);
    fs::write(file, &edited).unwrap();
    let run = mail(folder, brief, &["--format", format]).code(1);
    assert!(
        stderr(&run).contains("error[edited-output]"),
        "{}",
        stderr(&run)
    );
    assert_eq!(fs::read_to_string(file).unwrap(), edited);
    mail(folder, brief, &["--format", format, "--force"]).code(0);
    assert_eq!(fs::read_to_string(file).unwrap(), text);
}

#[test]
fn a_second_edition_follows_the_first() {
    let (folder, brief) = folder_with("astana.toml", &astana(), RECIPIENTS);
    mail(folder.path(), &brief, &[]).code(0);
    let first = fs::read(folder.path().join("drafts/astana-anna@donor.example.eml")).unwrap();
    let id = parse(&first).message_id().unwrap().to_owned();
    let second = astana().replace("published = 2017-06-16", "published = 2017-07-01");
    fs::write(folder.path().join("astana-2.toml"), second).unwrap();
    let earlier = folder.path().join("drafts");
    let run = briefgen()
        .arg("mail")
        .arg(folder.path().join("astana-2.toml"))
        .arg("--to")
        .arg(folder.path().join("donors.toml"))
        .arg("--in-reply-to")
        .arg(&earlier)
        .assert()
        .code(0);
    assert!(stdout(&run).contains("astana-2-mail"));
    let next = fs::read(
        folder
            .path()
            .join("astana-2-mail/astana-2-anna@donor.example.eml"),
    )
    .unwrap();
    let next = parse(&next);
    assert_eq!(next.in_reply_to().as_text(), Some(id.as_str()));
    assert_eq!(next.references().as_text(), Some(id.as_str()));
    assert_ne!(next.message_id(), Some(id.as_str()));
    let run = mail(folder.path(), &brief, &["--in-reply-to", "no id"]).code(2);
    assert!(stderr(&run).contains("neither a folder nor a Message-ID"));
    let empty = TempDir::new().unwrap();
    let option = ["--in-reply-to", empty.path().to_str().unwrap()];
    let run = mail(folder.path(), &brief, &option).code(2);
    assert!(
        stderr(&run).contains("there are no drafts"),
        "{}",
        stderr(&run)
    );
}

/// A small brief.
const SMALL: &str = "language = 'en'\ntitle = 'A'\npublished = 2018-01-02\n[meeting]\ntitle = 'A'\n\
    date = 2018-01-01\n[[recommendation]]\ntext = 'Meet again.'\n";

#[test]
fn each_message_follows_the_one_to_the_same_recipient() {
    // The file of each ends as those of the addresses before.
    let names = ["b@x.example", "a-b@x.example", "b-a-b@x.example"];
    let recipients = |names: &[&str]| {
        let each = names
            .iter()
            .map(|name| format!("[[recipient]]\naddress = '{name}'\n"));
        each.collect::<String>() + "[sender]\naddress = 'us@centre.example'\n"
    };
    let (folder, brief) = folder_with("b.toml", SMALL, &recipients(&names));
    mail(folder.path(), &brief, &[]).code(0);
    let drafts = folder.path().join("drafts");
    let next = folder.path().join("next");
    let mut with_new = names.to_vec();
    with_new.push("new@x.example");
    fs::write(folder.path().join("donors.toml"), recipients(&with_new)).unwrap();
    let follow = |next: &Path| {
        let run = briefgen()
            .current_dir(folder.path())
            .args(["mail", "b.toml", "--to", "donors.toml"])
            .args(["--in-reply-to", "drafts", "-o"])
            .arg(next)
            .assert();
        stderr(&run.code(0))
    };
    let said = follow(&next);
    let warned = "warning[follows-none]: there is no earlier message to new@x.example";
    assert!(said.contains(warned), "{said}");
    for name in names {
        let file = format!("b-{name}.eml");
        let first = fs::read(drafts.join(&file)).unwrap();
        let second = fs::read(next.join(&file)).unwrap();
        let id = parse(&first).message_id().unwrap().to_owned();
        let follows = parse(&second);
        assert_eq!(follows.in_reply_to().as_text(), Some(id.as_str()), "{name}");
    }
    // Somebody has added another to one of them.
    let draft = drafts.join("b-a-b@x.example.eml");
    let text = fs::read_to_string(&draft).unwrap();
    let added = text.replacen("\r\nTo: ", "\r\nTo: \"New, N.\" <new@x.example>, ", 1);
    assert_ne!(text, added);
    fs::write(&draft, added).unwrap();
    let said = follow(&folder.path().join("last"));
    assert_eq!(said, "");
}

#[test]
fn copies_that_nobody_gets_are_warned_of_and_links_lead_somewhere() {
    let recipients = "[[recipient]]\naddress = 'a@b.example'\norganisation = 'Water Fund'\n\
        [[recipient]]\naddress = 'c@b.example'\norganisation = 'Water Fnd'\nrole = 'cc'\n\
        [sender]\naddress = 'us@centre.example'\n";
    let (folder, brief) = folder_with("a.toml", SMALL, recipients);
    let run = mail(
        folder.path(),
        &brief,
        &["--link", "https://b.example/brief%20a"],
    )
    .code(0);
    for said in [
        "warning[no-copy]: c@b.example gets no copy: nobody of `Water Fnd` gets a message",
        "donors.toml:6:16",
        "write `Water Fund`",
    ] {
        assert!(stderr(&run).contains(said), "{said}: {}", stderr(&run));
    }
    for (link, says) in [
        (
            "donor.example/brief",
            "write the whole address, such as `https://donor.example/brief`",
        ),
        ("my file.pdf", "write a web address"),
        ("file:///a.pdf", "write a web address"),
        ("https://", "write a web address"),
    ] {
        let run = mail(folder.path(), &brief, &["--link", link]).code(2);
        assert!(stderr(&run).contains(says), "{link}: {}", stderr(&run));
    }
}

#[test]
fn the_contact_who_sends_has_an_address_that_servers_take() {
    let contacts = "[[contact]]\nname = 'Инфо'\nemail = 'инфо@пример.kz'\n\
        [[contact]]\nname = 'Office'\nemail = 'info@пример.kz'\n";
    let recipients = "[[recipient]]\naddress = 'a@b.example'\n";
    let (folder, brief) = folder_with("a.toml", &(SMALL.to_owned() + contacts), recipients);
    mail(folder.path(), &brief, &[]).code(0);
    let bytes = fs::read(folder.path().join("drafts/a-a@b.example.eml")).unwrap();
    let message = parse(&bytes);
    let office = (Some("Office".to_owned()), "info@xn--e1afmkfd.kz".to_owned());
    assert_eq!(addresses(message.from()), [office]);
    let id = message.message_id().unwrap();
    assert!(id.ends_with("@xn--e1afmkfd.kz"), "{id}");
}

#[test]
fn a_translation_goes_to_those_who_read_the_language_that_it_says() {
    let recipients = "[sender]\naddress = 'us@centre.example'\n\
        [[recipient]]\naddress = 'a@b.example'\nlanguage = 'ru'\n";
    let (folder, brief) = folder_with("a.toml", SMALL, recipients);
    let translation = "original = 'a.toml'\nlanguage = 'ru'\n";
    fs::write(folder.path().join("a.final.toml"), translation).unwrap();
    mail(folder.path(), &brief, &[]).code(0);
    let drafts = names(folder.path().join("drafts"));
    assert_eq!(drafts, ["a.final-a@b.example.eml"]);
}

#[test]
fn of_two_translations_into_a_language_the_one_called_after_it_is_the_edition() {
    let recipients = "[sender]\naddress = 'us@centre.example'\n\
        [[recipient]]\naddress = 'a@b.example'\nlanguage = 'ru'\n";
    let (folder, brief) = folder_with("a.toml", SMALL, recipients);
    let translation = "original = 'a.toml'\nlanguage = 'ru'\n";
    let path = |name: &str| folder.path().join(name);
    for name in ["a.ru.toml", "a.ru (1).toml", "a.old.toml"] {
        fs::write(path(name), translation).unwrap();
    }
    let run = mail(folder.path(), &brief, &[]).code(0);
    let said = stderr(&run);
    assert_eq!(said.matches("[same-language-twice]").count(), 2, "{said}");
    assert_eq!(names(path("drafts")), ["a.ru-a@b.example.eml"]);
    fs::remove_dir_all(path("drafts")).unwrap();
    // Which of two others is meant, nobody knows.
    fs::remove_file(path("a.ru.toml")).unwrap();
    let run = mail(folder.path(), &brief, &[]).code(1);
    let said = stderr(&run);
    assert!(said.contains("error[same-language-twice]"), "{said}");
    assert!(!path("drafts").exists());
}

#[test]
fn a_brief_with_a_very_long_name_has_drafts() {
    let recipients = "[sender]\naddress = 'us@centre.example'\n\
        [[recipient]]\naddress = 'a@b.example'\nlanguage = 'ru'\n\
        [[recipient]]\naddress = 'b@b.example'\n";
    let stem = "Совещание".repeat(13);
    let (folder, brief) = folder_with(&format!("{stem}.toml"), SMALL, recipients);
    let translation = format!("original = '{stem}.toml'\nlanguage = 'ru'\n");
    fs::write(folder.path().join(format!("{stem}.ru.toml")), translation).unwrap();
    for format in ["eml", "maildir"] {
        mail(folder.path(), &brief, &["--format", format]).code(0);
    }
    let drafts = folder.path().join("drafts");
    let names = names(drafts.join("cur"));
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(
        names[0].contains("~") && names[0].ends_with("@b.example:2,D"),
        "{names:?}"
    );
    // They give way to those of the address that was corrected.
    let corrected = recipients.replace("a@b", "c@b").replace("b@b", "d@b");
    fs::write(folder.path().join("donors.toml"), corrected).unwrap();
    let run = mail(folder.path(), &brief, &["--format", "maildir"]).code(0);
    let said = stderr(&run);
    assert!(said.contains("warning[earlier-drafts]"), "{said}");
}

#[test]
fn a_translation_goes_out_with_its_brief_and_not_once_more() {
    let recipients = "[sender]\naddress = 'us@centre.example'\n\
        [[recipient]]\naddress = 'a@b.example'\n\
        [[recipient]]\naddress = 'r@b.example'\nlanguage = 'ru'\n";
    let (folder, brief) = folder_with("a.toml", SMALL, recipients);
    let translation = folder.path().join("a.ru.toml");
    fs::write(&translation, "original = 'a.toml'\nlanguage = 'ru'\n").unwrap();
    let run = mail(folder.path(), &translation, &[]).code(2);
    assert!(
        stderr(&run).contains("error[translation]"),
        "{}",
        stderr(&run)
    );
    let run = mail(folder.path(), folder.path(), &[]).code(2);
    assert!(
        stderr(&run).contains("this is a folder"),
        "{}",
        stderr(&run)
    );
    assert!(!folder.path().join("drafts").exists());
    let both = [translation.to_str().unwrap(), "-v"];
    let said = "a.ru.toml: goes out with";
    let run = mail(folder.path(), &brief, &both).code(0);
    assert!(stdout(&run).contains(said), "{}", stdout(&run));
    let run = mail(folder.path(), &brief, &both[..1]).code(0);
    assert!(!stdout(&run).contains(said), "{}", stdout(&run));
    assert!(!stderr(&run).contains("[translation]"), "{}", stderr(&run));
    let drafts = names(folder.path().join("drafts"));
    assert_eq!(drafts, ["a-a@b.example.eml", "a.ru-r@b.example.eml"]);
}

#[test]
fn a_letter_reads_well_by_ear() {
    let text = r#"
language = "en"
title = "What the [Су кодексі]{lang=kk} says"
published = 2018-10-15
publisher = "centre"
summary = """Most lies in others ([table](#flow)); see [the chart](#use).[^a]

[^a]: A note."""
[meeting]
title = "[Мажилис]{lang=ky}"
date = 2018-10-12
organisers = ["centre"]
[[organisation]]
id = "centre"
name = "[Zentrum]{lang=de}"
logo = "logo.png"
logo-alt = "Two letters"
[[organisation]]
id = "office"
name = "[Amt der Flüsse]{lang=de}"
[[contact]]
name = "[Айгүл]{lang=ky}"
email = "a@centre.example"
organisation = "office"
[[abbreviation]]
short = "ВБД"
long = "[Водно-болотные дороги]{lang=ru}"
[[recommendation]]
text = "Measure for the ВБД."
detail = """
Of each:

- depth
- width
"""
obstacles = ["gauges"]
[[obstacle]]
id = "gauges"
text = "Gauges are few."
[[table]]
id = "flow"
caption = "Flow"
columns = ["A", "B"]
rows = [["x", 1]]
[[chart]]
id = "use"
caption = "Use"
kind = "bar"
labels = ["x"]
series = [{ name = "y", values = [1] }]
"#;
    let recipients = "[[recipient]]\naddress = 'a@b.example'\n";
    let (folder, brief) = folder_with("a.toml", text, recipients);
    let logo = root().join("briefs/figures/wordmark.png");
    fs::copy(logo, folder.path().join("logo.png")).unwrap();
    mail(folder.path(), &brief, &[]).code(0);
    let drafts = folder.path().join("drafts");
    let bytes = fs::read(drafts.join(&names(&drafts)[0])).unwrap();
    let message = parse(&bytes);
    let html = message.body_html(0).unwrap();
    let title = "What the <span lang=\"kk\" dir=\"ltr\">Су кодексі</span> says";
    for (part, times) in [
        (title, 2),
        (&format!("“{title}”"), 1),
        ("<span lang=\"ky\" dir=\"ltr\">Мажилис</span>", 1),
        ("<span lang=\"ky\" dir=\"ltr\">Айгүл</span>", 1),
        ("<span lang=\"de\" dir=\"ltr\">Amt der Flüsse</span>", 1),
        ("alt=\"Two letters\"", 1),
        (
            "id=\"note-reference-1\" href=\"#note-1\" role=\"doc-noteref\"",
            1,
        ),
        (
            "href=\"#note-reference-1\" role=\"doc-backlink\" aria-label=\"1\"",
            1,
        ),
        ("<section role=\"doc-endnotes\">", 1),
        ("<abbr lang=\"ru\" dir=\"ltr\" title=\"Водно", 1),
        ("(table: Table\u{a0}1)", 1),
        ("the chart (Figure\u{a0}1)", 1),
        // Its words say what it leads to.
        ("“Gauges are few” (", 0),
    ] {
        assert_eq!(html.matches(part).count(), times, "{part}: {html}");
    }
    let plain = message.body_text(0).unwrap();
    assert!(plain.starts_with("Zentrum"), "{plain}");
    // Who signs is of the own organisation, and what is known about an item is none of the last of its list.
    assert!(plain.contains("Айгүл\r\nAmt der Flüsse\r\n"), "{plain}");
    assert!(plain.contains("-  width\r\n\r\n   Answers"), "{plain}");
}

#[test]
fn items_of_one_paragraph_are_words_and_recommendations_stand_apart() {
    let text = r#"
language = "en"
title = "A"
published = 2018-10-15
summary = """
- Call [the secretariat](tel:+7-7270-000).
- Call [+7 7270 000](tel:+7-7270-000).
"""
[meeting]
title = "M"
date = 2018-10-12
[[recommendation]]
text = "Measure."
[[recommendation]]
text = "Publish."
addressees = ["The council"]
[[recommendation]]
text = "Meet."
"#;
    let recipients = "[sender]\naddress = 'c@d.example'\n[[recipient]]\naddress = 'a@b.example'\n";
    let (folder, brief) = folder_with("a.toml", text, recipients);
    mail(folder.path(), &brief, &[]).code(0);
    let drafts = folder.path().join("drafts");
    let bytes = fs::read(drafts.join(&names(&drafts)[0])).unwrap();
    let message = parse(&bytes);
    let html = message.body_html(0).unwrap();
    let items = html.split("<li").skip(1);
    let items: Vec<&str> = items
        .filter_map(|item| item.split("</li>").next())
        .collect();
    for item in [items[0], items[1], items[2], items[4]] {
        assert!(!item.contains("<p"), "{item}");
    }
    assert!(items[2].starts_with(" style=\"font:"), "{}", items[2]);
    let margins: Vec<&str> = items
        .iter()
        .filter(|item| item.starts_with(" style=\"margin:"))
        .copied()
        .collect();
    assert_eq!(margins.len(), 1, "{html}");
    let plain = message.body_text(0).unwrap();
    assert!(
        plain.contains("Call the secretariat <tel:+7-7270-000>."),
        "{plain}"
    );
    assert!(plain.contains("Call +7 7270 000."), "{plain}");
}

#[test]
fn a_letter_with_nothing_attached_speaks_of_no_attachment() {
    let brief = "language = 'en'\ntitle = 'A'\npublished = 2018-10-15\nsummary = 'See [the table](#flow).'\n\
        [meeting]\ntitle = 'M'\ndate = 2018-10-12\n[[recommendation]]\ntext = 'Measure.'\n\
        [[table]]\nid = 'flow'\ncaption = 'Flow'\ncolumns = ['A', 'B']\nrows = [['x', 1]]\n";
    let recipients = "[sender]\naddress = 'us@centre.example'\n[defaults]\nattachments = []\n\
        [[recipient]]\naddress = 'a@b.example'\n\
        [[recipient]]\naddress = 'c@d.example'\nattachments = ['pdf']\n";
    let (folder, brief) = folder_with("a.toml", brief, recipients);
    let plain = |address: &str| {
        let path = folder.path().join(format!("drafts/a-{address}.eml"));
        let bytes = fs::read(path).unwrap();
        parse(&bytes).body_text(0).unwrap().into_owned()
    };
    let said = stderr(&mail(folder.path(), &brief, &[]).code(0));
    assert!(
        said.contains("warning[nothing-attached]: 1 message has neither"),
        "{said}"
    );
    let bare = plain("a@b.example");
    assert!(bare.contains("Here is the outcome brief “A”."), "{bare}");
    assert!(bare.contains("See the table."), "{bare}");
    let attached = plain("c@d.example");
    assert!(attached.contains("Please find attached the outcome brief “A”."));
    assert!(attached.contains("the table (Table\u{a0}1)"), "{attached}");
    let said = stderr(&mail(folder.path(), &brief, &["--link", "https://a.example"]).code(0));
    assert!(!said.contains("nothing-attached"), "{said}");
    let linked = plain("a@b.example");
    assert!(
        linked.contains("Here is the outcome brief “A”."),
        "{linked}"
    );
    assert!(linked.contains("the table (Table\u{a0}1)"), "{linked}");
}

#[test]
fn numbers_are_in_the_digits_of_the_language() {
    let text = "language = 'fa'\ntitle = 'الف'\npublished = 2018-01-02\nsummary = \"\"\"\nب[^1]\n\n[^1]: پ\n\"\"\"\n\
        [meeting]\ntitle = 'الف'\ndate = 2018-01-01\n[[recommendation]]\ntext = 'ت'\n[[recommendation]]\ntext = 'ث'\n";
    let recipients =
        "[sender]\naddress = 'us@centre.example'\n[[recipient]]\naddress = 'a@b.example'\n";
    let (folder, brief) = folder_with("a.toml", text, recipients);
    mail(folder.path(), &brief, &[]).code(0);
    let bytes = fs::read(folder.path().join("drafts/a-a@b.example.eml")).unwrap();
    let message = parse(&bytes);
    let plain = message.body_text(0).unwrap();
    for words in ["ب[۱]", "[۱] پ", "۱. ت", "۲. ث"] {
        assert!(plain.contains(words), "{words}: {plain}");
    }
    let html = message.body_html(0).unwrap();
    assert!(html.contains(">۱</a>"), "{html}");
    assert_eq!(html.matches("list-style-type:persian").count(), 2, "{html}");
}

#[test]
fn what_runs_against_a_letter_has_its_marks_where_they_are_typed() {
    let recipients =
        "[sender]\naddress = 'us@centre.example'\n[[recipient]]\naddress = 'a@b.example'\n";
    let html = |language: &str| {
        let text = format!(
            "language = '{language}'\ntitle = 'Water (2018)!'\npublished = 2018-01-02\n\
             summary = '[+93 20](tel:+93-20) آب.'\n\
             [meeting]\ntitle = 'M'\ndate = 2018-01-01\n\
             [[recommendation]]\ntext = 'A'\naddressees = ['UNDP (Kabul)', 'وزارت']\n"
        );
        let (folder, brief) = folder_with("a.toml", &text, recipients);
        mail(folder.path(), &brief, &[]).code(0);
        let bytes = fs::read(folder.path().join("drafts/a-a@b.example.eml")).unwrap();
        parse(&bytes).body_html(0).unwrap().into_owned()
    };
    let persian = html("fa");
    for words in [
        "«<span dir=\"ltr\">Water (2018)!</span>»",
        "\"><span dir=\"ltr\">Water (2018)!</span></h1>",
        "<a dir=\"ltr\" href=\"tel:+93-20\"",
        "<span dir=\"ltr\">UNDP (Kabul)</span> و <span dir=\"rtl\">وزارت</span>",
    ] {
        assert!(persian.contains(words), "{words}: {persian}");
    }
    // What runs as the letter does needs no word.
    let english = html("en");
    assert!(english.contains("UNDP (Kabul) and <span dir=\"rtl\">وزارت</span>"));
    assert_eq!(english.matches(" dir=").count(), 5, "{english}");
}

#[test]
fn a_dry_run_says_who_gets_what_and_writes_nothing() {
    let (folder, brief) = folder_with("astana.toml", &astana(), RECIPIENTS);
    let server = ["--dry-run", "--send", "smtps://me@mail.example.invalid"];
    let run = mail(folder.path(), &brief, &server).code(0);
    let said = stdout(&run);
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(said.contains("anna@donor.example, desk@donor.example, records@centre.example"));
    assert!(said.contains("astana.pdf") && said.contains("by mail.example.invalid:465"));
    assert_eq!(names(folder.path()), ["astana.toml", "donors.toml"]);
}

#[test]
fn large_messages_are_warned_of_and_a_sender_is_needed() {
    let (folder, brief) = folder_with("astana.toml", &astana(), RECIPIENTS);
    for (more, warning) in [
        (
            &[][..],
            "warning[large-message]: 2 of its messages are larger",
        ),
        (
            &["--group", "donors"],
            "warning[large-message]: 1 of its messages is larger",
        ),
    ] {
        let arguments = [&["--max-size", "0"], more].concat();
        let said = stderr(&mail(folder.path(), &brief, &arguments).code(0));
        assert!(said.contains(warning), "{said}");
    }
    let nameless = "language = 'en'\ntitle = 'A'\npublished = 2018-01-02\n[meeting]\ntitle = 'A'\n\
        date = 2018-01-01\n[[recommendation]]\ntext = 'Meet again.'\n";
    let (folder, brief) = folder_with(
        "a.toml",
        nameless,
        "[[recipient]]\naddress = 'a@b.example'\n",
    );
    let run = mail(folder.path(), &brief, &[]).code(1);
    assert!(
        stderr(&run).contains("error[no-sender]"),
        "{}",
        stderr(&run)
    );
}

#[test]
fn the_house_style_has_the_words_of_the_letter() {
    let house = "[mail]\ngreeting = { en = 'Good day, {name}!' }\nopening = 'Here it *is*.'\n\
        closing = 'Yours'\nsignature = \"\"\"\nThe Centre\nAstana\n\"\"\"\n";
    let (folder, brief) = folder_with("astana.toml", &astana(), RECIPIENTS);
    fs::write(folder.path().join("briefgen.toml"), house).unwrap();
    // In a recipient's own greeting the name is filled in, too.
    let own = RECIPIENTS.replace("Dear Ms Müller,", "Hello {name},");
    fs::write(folder.path().join("donors.toml"), own).unwrap();
    mail(folder.path(), &brief, &[]).code(0);
    let anna = folder.path().join("drafts/astana-anna@donor.example.eml");
    let plain = parse(&fs::read(anna).unwrap())
        .body_text(0)
        .unwrap()
        .into_owned();
    assert!(plain.starts_with("Hello Anna Müller,\r\n"), "{plain}");
    let bytes = fs::read(
        folder
            .path()
            .join("drafts/astana-aigul@xn--b1afiashkohcid.example.eml"),
    );
    let bytes = bytes.unwrap();
    let message = parse(&bytes);
    let plain = message.body_text(0).unwrap();
    assert!(
        plain.starts_with("Good day, Айгүл Нұрланова!\r\n\r\nHere it is.\r\n"),
        "{plain}"
    );
    assert!(
        plain.contains("\r\n\r\nYours\r\n\r\nThe Centre\r\nAstana\r\n"),
        "{plain}"
    );
    assert!(
        message
            .body_html(0)
            .unwrap()
            .contains("Here it <em>is</em>.")
    );
}

/// The message to one, without anything attached.
fn message<'a>(
    from: &'a Party,
    to: &'a Party,
    subject: &'a str,
    text: &'a str,
    page: &'a Page,
) -> Message<'a> {
    Message {
        from,
        to: vec![to],
        cc: Vec::new(),
        bcc: Vec::new(),
        language: "en",
        subject,
        date: 1_497_614_400,
        in_reply_to: None,
        text,
        page,
        attachments: &[],
    }
}

#[test]
fn no_title_begins_a_header_field_or_words_in_another_encoding() {
    let text = astana().replace(
        "title     = \"Outcomes of the meeting in Astana on intersectoral cooperation\"",
        "title = \"A\\r\\nBcc: all@b.example =?utf-8?Q?B?=\"",
    );
    let (folder, brief) = folder_with("astana.toml", &text, RECIPIENTS);
    mail(folder.path(), &brief, &["--group", "donors"]).code(0);
    let bytes = fs::read(folder.path().join("drafts/astana-anna@donor.example.eml")).unwrap();
    let message = parse(&bytes);
    assert_eq!(
        message.subject(),
        Some("A Bcc: all@b.example = ?utf-8?Q?B?=")
    );
    assert_eq!(addresses(message.bcc()).len(), 1);
}

#[test]
fn a_whole_message() {
    let (folder, brief) = folder_with(
        "a.toml",
        "language = 'ru'\ntitle = 'Итоги встречи'\npublished = 2018-01-02\n\
         summary = '''Участники *согласились*; см. [сайт](https://example.org).[^1]\n\n[^1]: Протокол.'''\n\
         [meeting]\ntitle = 'Встреча'\ndate = 2018-01-01\n\
         [[recommendation]]\ntext = 'Встретиться снова.'\ndue = 2018-06-30\n",
        "[[recipient]]\nname = 'Анна'\naddress = 'a@b.example'\nattachments = []\n\
         [sender]\nname = 'Центр'\naddress = 'us@centre.example'\n",
    );
    mail(folder.path(), &brief, &[]).code(0);
    let bytes = fs::read(folder.path().join("drafts/a-a@b.example.eml")).unwrap();
    let message = parse(&bytes);
    let head = bytes
        .split(|byte| *byte == b'\n')
        .take_while(|line| line.len() > 1);
    let head: Vec<_> = head
        .map(|line| String::from_utf8_lossy(line).trim_end().to_owned())
        .collect();
    let whole = format!(
        "{}\n\n{}\n{}",
        head.join("\n"),
        message.body_text(0).unwrap(),
        message.body_html(0).unwrap()
    );
    insta::assert_snapshot!(whole.replace("\r\n", "\n"));
}

/// Words as a name or a subject may have them: no control character.
fn any_words() -> impl Strategy<Value = String> {
    "[^\\p{Cc}]{1,200}"
        .prop_map(|words| words.trim().to_owned())
        .prop_filter("words", |words| !words.is_empty() && !words.contains("=?"))
}

fn any_address() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,30}(\\.[a-z0-9]{1,20})?@[a-z0-9]{1,30}\\.example"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn names_addresses_and_subjects_are_read_as_they_were_written(
        name in any_words(),
        address in any_address(),
        subject in any_words(),
        line in "[^\\p{Cc}]{0,2000}",
    ) {
        let from = Party { name: Some(name.clone()), address: address.clone() };
        let text = format!("{line}\r\nFrom me\r\n.\r\n");
        let page = Page { html: format!("<p>{}</p>", "x".repeat(1200)), pictures: Vec::new() };
        let written = message(&from, &from, &subject, &text, &page).write();
        let bytes = written.kept();
        let read = parse(bytes);
        prop_assert_eq!(addresses(read.to()), vec![(Some(name), address)]);
        prop_assert_eq!(read.subject(), Some(subject.as_str()));
        let plain = read.parts.iter().find_map(|part| match &part.body {
            PartType::Text(text) => Some(text.to_string()),
            _ => None,
        });
        prop_assert_eq!(plain, Some(text));
        // As many header fields as were written: none was added by a value.
        prop_assert_eq!(read.headers().len(), 8);
        prop_assert!(!is_edited(bytes));
    }
}
