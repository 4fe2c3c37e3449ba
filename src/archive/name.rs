//! Names of files in a package: the same on every system, and never out of the package.

use crate::brief::normalise;
use crate::diagnostic::invisible::is_hidden;
use std::borrow::Borrow;
use std::fmt;

/// Characters that a file's name cannot have on some system, or that programs for bags read differently.
/// `%` is one: RFC 8493 (section 2.1.3) escapes by it, and some programs forget to.
const NOT_PORTABLE: &[char] = &['<', '>', ':', '"', '|', '?', '*', '\\', '/', '%'];

/// The most bytes of a name's part on usual file systems.
const LONGEST_PART: usize = 255;
/// The most bytes of what follows the last full stop, with it, that is taken for the kind of a file.
const BYTES_OF_KIND: usize = 12;

/// Whether Windows has a device of this name, whatever follows behind a full stop.
fn is_device(stem: &str) -> bool {
    let stem = stem.to_ascii_uppercase();
    let numbered = ["COM", "LPT"].iter().any(|device| {
        let mut rest = stem.strip_prefix(device).unwrap_or_default().chars();
        matches!(
            (rest.next(), rest.next()),
            (Some('0'..='9' | '¹' | '²' | '³'), None)
        )
    });
    let named = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    numbered || named.contains(&stem.as_str())
}

/// A file's path in a package: parts joined by `/`, none of them empty, `.` or `..`, without a drive or a
/// root, in Unicode normalisation form C.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Name(String);

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Why a path is none that a package may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unsafe {
    /// It begins at a root, a drive or a home.
    Absolute,
    /// It has a part `..`.
    Climbs,
    /// It has an empty part, a part `.`, a backslash, or the character NUL; or it is empty.
    Malformed,
}

impl fmt::Display for Unsafe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unsafe::Absolute => "begins at a root, which is a place on one computer",
            Unsafe::Climbs => "climbs out of the package",
            Unsafe::Malformed => "is no path that all systems understand",
        })
    }
}

impl std::error::Error for Unsafe {}

impl Name {
    /// The path `path`, in normalisation form C.
    ///
    /// # Errors
    /// Where a package may not have it.
    pub fn new(path: &str) -> Result<Name, Unsafe> {
        let drive = path.as_bytes().get(1) == Some(&b':')
            && path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
        if path.starts_with(['/', '\\', '~']) || drive {
            return Err(Unsafe::Absolute);
        }
        let mut parts = path.split(['/', '\\']);
        if parts.clone().any(|part| part == "..") {
            return Err(Unsafe::Climbs);
        }
        if path.contains(['\\', '\0']) || parts.any(|part| matches!(part, "" | ".")) {
            return Err(Unsafe::Malformed);
        }
        Ok(Name(normalise(path)))
    }

    /// A file of the name `file` in the folder `folder`, which ends in `/`; what the name has that not all
    /// systems can write becomes `_`.
    pub fn portable(folder: &str, file: &str) -> Name {
        // What is not seen can show a name as another.
        let is_strange =
            |c: char| c.is_control() || NOT_PORTABLE.contains(&c) || is_hidden(c, None);
        let mut name = normalise(file).replace(is_strange, "_");
        if name.len() > LONGEST_PART {
            // What kind of file it is stands in its end.
            let end = name
                .rfind('.')
                .filter(|at| name.len() - at <= BYTES_OF_KIND);
            let end = end.map_or_else(String::new, |at| name.split_off(at));
            name.truncate(name.floor_char_boundary(LONGEST_PART - end.len()));
            name.push_str(&end);
        }
        // Windows drops these at the end.
        while name.ends_with(['.', ' ']) {
            name.pop();
        }
        let stem = name.split('.').next().unwrap_or_default().trim_end();
        if name.is_empty() || is_device(stem) {
            name.insert(0, '_');
        }
        name.truncate(name.floor_char_boundary(LONGEST_PART));
        Name(format!("{folder}{name}"))
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The path in lower case: two files for which they are the same are one on systems that
    /// do not tell capital letters from small ones.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }

    /// The path as a manifest writes it: line feeds, carriage returns and per cent signs escaped (RFC 8493,
    /// section 2.1.3).
    pub fn escaped(&self) -> String {
        self.0
            .replace('%', "%25")
            .replace('\n', "%0A")
            .replace('\r', "%0D")
    }

    /// The path that a manifest writes as `escaped`. Only what [`Name::escaped`] escapes is read as escaped:
    /// older packages have bare per cent signs.
    ///
    /// # Errors
    /// Where a package may not have it.
    pub fn unescaped(escaped: &str) -> Result<Name, Unsafe> {
        let mut path = String::with_capacity(escaped.len());
        let mut rest = escaped;
        while let Some(at) = rest.find('%') {
            let (before, code) = rest.split_at(at);
            path.push_str(before);
            let (character, length) = match code.get(..3) {
                Some("%25") => ('%', 3),
                Some("%0A" | "%0a") => ('\n', 3),
                Some("%0D" | "%0d") => ('\r', 3),
                _ => ('%', 1),
            };
            path.push(character);
            rest = &code[length..];
        }
        path.push_str(rest);
        Name::new(&path)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_that_lead_out_are_refused() {
        for (path, why) in [
            ("/etc/passwd", Unsafe::Absolute),
            ("\\server\\share", Unsafe::Absolute),
            ("~/x", Unsafe::Absolute),
            ("C:/x", Unsafe::Absolute),
            ("c:x", Unsafe::Absolute),
            ("../x", Unsafe::Climbs),
            ("data/../../x", Unsafe::Climbs),
            ("data/..", Unsafe::Climbs),
            ("data\\..\\x", Unsafe::Climbs),
            ("", Unsafe::Malformed),
            ("data//x", Unsafe::Malformed),
            ("data/./x", Unsafe::Malformed),
            ("data/", Unsafe::Malformed),
            ("data\\x", Unsafe::Malformed),
            ("data/x\0", Unsafe::Malformed),
        ] {
            assert_eq!(Name::new(path), Err(why), "{path:?}");
        }
        for path in [
            "data/..x",
            "data/x..",
            "data/a b",
            "...",
            "data/Қ.pdf",
            "a%",
        ] {
            assert_eq!(Name::new(path).unwrap().as_str(), path);
        }
    }

    #[test]
    fn names_are_made_such_that_every_system_has_them() {
        let portable = |file: &str| Name::portable("", file).as_str().to_owned();
        assert_eq!(portable("a:b?.pdf"), "a_b_.pdf");
        assert_eq!(portable("minutes. "), "minutes");
        assert_eq!(portable("CON.pdf"), "_CON.pdf");
        assert_eq!(portable("com1"), "_com1");
        assert_eq!(portable("conout$.txt"), "_conout$.txt");
        assert_eq!(portable("a\u{202e}fdp.exe"), "a_fdp.exe");
        assert_eq!(portable("COM10.txt"), "COM10.txt");
        assert_eq!(portable("..."), "_");
        let long = portable(&format!("{}.pdf", "ж".repeat(200)));
        assert!(long.len() <= 255 && long.ends_with("ж.pdf"), "{long}");
    }

    #[test]
    fn names_are_composed() {
        assert_eq!(Name::new("data/e\u{301}").unwrap().as_str(), "data/\u{e9}");
    }

    #[test]
    fn a_bare_per_cent_sign_of_an_old_manifest_stays() {
        for (escaped, path) in [
            ("data/50%", "data/50%"),
            ("data/50%25", "data/50%"),
            ("data/%2525", "data/%25"),
            ("data/%0a%0D%0d%0A", "data/\n\r\r\n"),
            ("data/%41%é", "data/%41%é"),
        ] {
            assert_eq!(Name::unescaped(escaped).unwrap().as_str(), path);
        }
        assert_eq!(Name::unescaped("%25/../x"), Err(Unsafe::Climbs));
    }

    #[test]
    fn a_name_becomes_portable() {
        for (name, portable) in [
            ("minutes.pdf", "minutes.pdf"),
            ("50 %: \"all\".pdf", "50 __ _all_.pdf"),
            ("a\nb/c\\d", "a_b_c_d"),
            ("..", "_"),
            ("", "_"),
            ("end. ", "end"),
        ] {
            assert_eq!(
                Name::portable("data/", name).as_str(),
                format!("data/{portable}")
            );
        }
        let long = Name::portable("data/", &"қ".repeat(200));
        assert_eq!(long.file_name().len(), 254);
    }

    proptest! {
        #[test]
        fn a_name_comes_back_from_a_manifest(path in "\\PC{0,12}[\n\r%]{0,3}(0A|0d|25)?\\PC{0,12}") {
            if let Ok(name) = Name::new(&path) {
                let escaped = name.escaped();
                prop_assert!(!escaped.contains(['\n', '\r']));
                prop_assert_eq!(Name::unescaped(&escaped), Ok(name));
            }
        }

        #[test]
        fn a_portable_name_is_one_part_and_needs_no_escape(file in "[\\s\\S]{0,300}") {
            let name = Name::portable("data/minutes/", &file);
            prop_assert_eq!(Name::new(name.as_str()), Ok(name.clone()));
            prop_assert_eq!(name.escaped(), name.as_str());
            prop_assert_eq!(name.as_str().matches('/').count(), 2);
        }

        #[test]
        fn no_name_leads_out(path in "[./\\\\a~:C]{0,12}") {
            if let Ok(name) = Name::new(&path) {
                prop_assert!(!name.as_str().starts_with('/'));
                prop_assert!(name.as_str().split('/').all(|part| !matches!(part, "" | "." | "..")));
            }
        }
    }
}
