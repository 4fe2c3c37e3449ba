//! `--help`: examples everywhere, lines that fit, and colours only where they are wanted. What it says, option by option,
//! stands in docs/reference/commands.md, which is made from the same source.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use assert_cmd::Command;

fn said(arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let mut command = Command::cargo_bin("briefgen").unwrap();
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "TERM", "COLUMNS"] {
        command.env_remove(name);
    }
    command.envs(environment.iter().copied());
    let output = command.args(arguments).output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

/// The subcommands that the help of the program names.
fn subcommands() -> Vec<String> {
    let help = said(&["--help"], &[]);
    let list = help
        .split("Commands:\n")
        .nth(1)
        .unwrap()
        .split("\n\n")
        .next()
        .unwrap();
    list.lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_has_examples_and_lines_that_fit() {
    let commands = subcommands();
    assert!(commands.len() >= 11, "{commands:?}");
    for name in &commands {
        let help = said(&[name, "--help"], &[]);
        assert!(help.contains("\nExamples:\n"), "{name}: {help}");
        assert!(
            help.contains("\n\nExit codes:\n  0  done\n"),
            "{name}: {help}"
        );
        assert!(help.contains(&format!("briefgen {name}")), "{name}: {help}");
        for line in help.lines() {
            assert!(line.chars().count() <= 120, "{name}: {line}");
        }
        // Lines that can be copied from any terminal.
        let (_, examples) = help.split_once("\nExamples:\n").unwrap();
        for line in examples.lines() {
            assert!(line.chars().count() < 80, "{name}: {line}");
        }
    }
}

#[test]
fn colours_respect_the_environment() {
    let is_coloured = |environment: &[(&str, &str)], arguments: &[&str]| {
        said(arguments, environment).contains('\u{1b}')
    };
    let wrong = ["check", "tests/wrong-briefs/not-toml.toml"];
    for arguments in [&["--help"][..], &wrong[..]] {
        // Into a pipe: none, unless they are wanted.
        assert!(!is_coloured(&[], arguments), "{arguments:?}");
        assert!(
            is_coloured(&[("CLICOLOR_FORCE", "1")], arguments),
            "{arguments:?}"
        );
        assert!(
            !is_coloured(&[("TERM", "dumb")], arguments),
            "{arguments:?}"
        );
        assert!(
            !is_coloured(&[("NO_COLOR", "1")], arguments),
            "{arguments:?}"
        );
        assert!(
            !is_coloured(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], arguments),
            "{arguments:?}"
        );
    }
}

#[test]
fn without_arguments_the_help_is_shown_and_the_command_is_wrong() {
    let mut command = Command::cargo_bin("briefgen").unwrap();
    let output = command.assert().code(2);
    let help = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(
        help.contains("Examples:") && help.contains("briefgen new"),
        "{help}"
    );
}
