//! The arguments as they are typed: put in order before they are read, and what is said of those that are wrong.

use super::Arguments;
use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// The arguments with the command in front of the options of all commands: `-q check` is `check -q`. Otherwise the command
/// would be taken for a brief, since briefs need no command.
pub(super) fn command_first(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let begins = arguments.get(1).and_then(|argument| argument.to_str());
    if !begins.is_some_and(|argument| argument.starts_with('-')) {
        return arguments;
    }
    let program = Arguments::command();
    let mut at = 1;
    while let Some(text) = arguments.get(at).and_then(|argument| argument.to_str()) {
        let named = |option: &&clap::Arg| {
            let name = text.split('=').next().unwrap_or(text);
            let long = option
                .get_long()
                .is_some_and(|long| name.strip_prefix("--") == Some(long));
            let short = option
                .get_short()
                .is_some_and(|short| name == format!("-{short}"));
            option.is_global_set() && (long || short)
        };
        let Some(option) = program.get_arguments().find(named) else {
            break;
        };
        let has_value_behind = option.get_action().takes_values() && !text.contains('=');
        at += 1 + usize::from(has_value_behind);
    }
    let is_command = |argument: &OsString| program.find_subcommand(argument).is_some();
    if at > 1 && arguments.get(at).is_some_and(is_command) {
        arguments[1..=at].rotate_right(1);
    }
    arguments
}

/// The arguments with the port joined to `--serve`: `--serve 9000` is `--serve=9000`. It has to be joined where a port may
/// be left out, so that the brief behind it is not taken for one; but no brief is called by a number alone.
pub(super) fn with_port(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let is_number = |word: &OsString| {
        let word = word.as_encoded_bytes();
        !word.is_empty() && word.iter().all(u8::is_ascii_digit)
    };
    if let Some(at) = arguments.iter().position(|word| word == "--serve")
        && arguments.get(at + 1).is_some_and(is_number)
    {
        let port = arguments.remove(at + 1);
        arguments[at].push("=");
        arguments[at].push(port);
    }
    arguments
}

/// The arguments of `archive` with the brief in front of its options, where it was missed: `--minutes` and `--record` take
/// all that stands behind them. None where nothing there is called as briefs are.
pub(super) fn brief_in_front(
    mut arguments: Vec<OsString>,
    error: ErrorKind,
) -> Option<Vec<OsString>> {
    let is_archive = arguments.get(1).is_some_and(|word| word == "archive");
    let is_missed = is_archive && error == ErrorKind::MissingRequiredArgument;
    let is_brief = |word: &OsString| word.as_encoded_bytes().ends_with(b".toml");
    let at = arguments.iter().rposition(is_brief).filter(|_| is_missed)?;
    arguments.get_mut(2..=at)?.rotate_right(1);
    Some(arguments)
}

/// The error with a tip where the name of an option in the arguments `typed` is that of another command's, or something
/// else is meant by it.
pub(super) fn with_tip(mut error: clap::Error, typed: &[OsString]) -> clap::Error {
    let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg) else {
        return error;
    };
    if error.kind() != ErrorKind::UnknownArgument {
        return error;
    }
    // Of `-pdf` the first letter is named.
    let words = typed.iter().filter_map(|word| word.to_str());
    let word = words.skip(1).find(|word| word.starts_with(option.as_str()));
    let word = word.unwrap_or(option).to_owned();
    let is_language = ["--lang", "--language", "--languages", "-l"].contains(&word.as_str());
    let tip = match is_language {
        true => Some(
            "a brief in another language is a file of its own: name it, such as `astana-2017.ru.toml`, or make all \
             with '--all-languages'; `briefgen translate … --to ru` begins one"
                .to_owned(),
        ),
        false => meant_by(&word),
    };
    if error.get(ContextKind::SuggestedArg).is_none() || is_language {
        error.remove(ContextKind::SuggestedArg);
        // That a word may stand there that looks like an option helps nobody.
        error.remove(ContextKind::Suggested);
    }
    if let Some(tip) = tip {
        let tip = ContextValue::StyledStrs(vec![tip.into()]);
        error.insert(ContextKind::Suggested, tip);
    }
    error
}

/// What is meant by `word`, which looks like an option and is none.
fn meant_by(word: &str) -> Option<String> {
    let program = Arguments::command();
    let bare = word.trim_start_matches('-');
    if program.find_subcommand(bare).is_some() {
        return Some(format!("the command stands first: `briefgen {bare} …`"));
    }
    if ["pdf", "docx"].contains(&bare) {
        return Some(format!("write '--formats {bare}'"));
    }
    let commands = program.get_subcommands().chain([&program]);
    let mut options = commands.flat_map(clap::Command::get_arguments);
    let is_long = options.any(|option| option.get_long() == Some(bare));
    (is_long && !word.starts_with("--")).then(|| format!("write '--{bare}'"))
}

/// Whether arguments that could not be understood ask for messages for programs.
pub(in crate::cli) fn ask_for_json(arguments: impl Iterator<Item = OsString>) -> bool {
    let mut words =
        arguments.skip_while(|word| word != "--message-format" && word != "--message-format=json");
    match words.next() {
        Some(word) if word == "--message-format" => words.next().is_some_and(|word| word == "json"),
        word => word.is_some(),
    }
}

/// What is wrong with arguments, and what else there is to say of it, without what is for a terminal.
pub(in crate::cli) fn in_words(error: &clap::Error) -> (String, String) {
    let text = error.to_string();
    let (message, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let message = message.strip_prefix("error: ").unwrap_or(message);
    // What is missing stands in the lines behind the colon.
    let (named, rest) = match message.ends_with(':') {
        true => rest.split_once("\n\n").unwrap_or((rest, "")),
        false => ("", rest),
    };
    let words = std::iter::once(message).chain(named.split_whitespace());
    let message: Vec<&str> = words.collect();
    (message.join(" "), rest.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_of_all_commands_may_stand_in_front_of_the_command() {
        let first = |line: &str| {
            let arguments = line.split(' ').map(OsString::from).collect();
            let words = command_first(arguments).into_iter();
            let words: Vec<String> = words
                .map(|word| word.to_string_lossy().into_owned())
                .collect();
            words.join(" ")
        };
        for (typed, meant) in [
            ("briefgen -q check a.toml", "briefgen check -q a.toml"),
            (
                "briefgen -v --message-format json check a.toml",
                "briefgen check -v --message-format json a.toml",
            ),
            (
                "briefgen --message-format=json man d",
                "briefgen man --message-format=json d",
            ),
            ("briefgen check -q a.toml", "briefgen check -q a.toml"),
            ("briefgen -q a.toml check", "briefgen -q a.toml check"),
            ("briefgen -o check a.toml", "briefgen -o check a.toml"),
            ("briefgen -q", "briefgen -q"),
            ("briefgen", "briefgen"),
        ] {
            assert_eq!(first(typed), meant);
        }
    }
}
