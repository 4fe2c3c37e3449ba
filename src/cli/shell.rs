//! Paths as they are typed behind a command.

use std::path::Path;

/// A path to be copied into a command line: between quotation marks where it has spaces, or characters that have a
/// meaning to a shell; and not so that it could be an option.
pub(super) fn typed(path: &Path) -> String {
    const PLAIN: &str = "/._-+,:@%=";
    let mut shown = path.display().to_string();
    if shown.starts_with('-') {
        shown.insert_str(0, "./");
    }
    let is_plain = |c: char| c.is_alphanumeric() || PLAIN.contains(c) || cfg!(windows) && c == '\\';
    if !shown.is_empty() && shown.chars().all(is_plain) {
        return shown;
    }
    match cfg!(windows) {
        true => format!("\"{shown}\""),
        false => format!("'{}'", shown.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_quoted_where_a_shell_would_part_them() {
        let typed = |path: &str| typed(Path::new(path));
        assert_eq!(typed("Отчёты/osh-2017.toml"), "Отчёты/osh-2017.toml");
        assert_eq!(typed("-x.toml"), "./-x.toml");
        let quoted = |inner: &str| match cfg!(windows) {
            true => format!("\"{inner}\""),
            false => format!("'{inner}'"),
        };
        assert_eq!(typed("Отчёты 2017/b.toml"), quoted("Отчёты 2017/b.toml"));
        assert_eq!(typed("a (1).docx"), quoted("a (1).docx"));
        #[cfg(unix)]
        assert_eq!(typed("it's.toml"), r"'it'\''s.toml'");
    }
}
