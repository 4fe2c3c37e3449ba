//! How the editions of a package are called: `NAME-archive`, `NAME-archive-v2` and so on.

/// What the names of packages end with.
const SUFFIX: &str = "-archive";
/// What comes before the number of an edition after the first.
const NUMBER: &str = "-v";

/// The name of an edition by its number, from 1; `group` is the brief's name, which all editions have in common.
pub fn edition_name(group: &str, number: u32) -> String {
    match number {
        1 => format!("{group}{SUFFIX}"),
        number => format!("{group}{SUFFIX}{NUMBER}{number}"),
    }
}

/// The number of the edition of `group` that is called `name`.
pub fn edition_number(group: &str, name: &str) -> Option<u32> {
    let rest = name.strip_prefix(group)?.strip_prefix(SUFFIX)?;
    if rest.is_empty() {
        return Some(1);
    }
    let number: u32 = rest.strip_prefix(NUMBER)?.parse().ok()?;
    // A number that is written in another way is another name.
    (number > 1 && number < u32::MAX && edition_name(group, number) == name).then_some(number)
}

/// Of which brief a package called `name` would be an edition, by the name of its file.
pub fn group_of(name: &str) -> Option<&str> {
    let mut groups = name.match_indices(SUFFIX).map(|(at, _)| &name[..at]);
    groups.find(|group| edition_number(group, name).is_some())
}

/// Whether a package could be called `name`.
pub fn is_package_name(name: &str) -> bool {
    group_of(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_are_told_by_their_names() {
        assert_eq!(edition_number("a", "a-archive"), Some(1));
        assert_eq!(edition_number("a", "a-archive-v12"), Some(12));
        for other in [
            "a",
            "a-archive-v1",
            "a-archive-v02",
            "a-archive-v+2",
            "ab-archive",
            "a-archive-v",
        ] {
            assert_eq!(edition_number("a", other), None, "{other}");
        }
        assert!(is_package_name("the-archive-archive-v3"));
        assert!(!is_package_name("archive"));
    }
}
