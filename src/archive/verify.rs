//! The check of a package: structure, fixity, completeness both ways, and what is inside its documents.

use super::contents::{Contents, Entry, Fault};
use super::digest::{Algorithm, Digest, Digests};
use super::inspect;
use super::manifest::{LineFault, MISWRITTEN_LINE, Manifest};
use super::name::{Name, Unsafe};
use super::record::{OXUM, SOFTWARE};
use super::tag::{
    BAG_INFO, BAGIT, DeclarationFault, FETCH, TagFile, check_declaration, manifest_name,
    tag_manifest_name,
};
use super::{AGENT, folder};
use crate::brief::counted;
use crate::diagnostic::{Diagnostic, Level};
use crate::limits::LARGEST_TEXT;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Something that is amiss with a package.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The file in the package that it concerns; none where it is the package as a whole.
    pub path: Option<String>,
    /// What is amiss.
    pub diagnostic: Diagnostic,
}

/// What the check of a package found.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// What is amiss, in the order of the files.
    pub findings: Vec<Finding>,
    /// How many files the package has, tag files counted.
    pub files: usize,
    /// How many bytes they have together.
    pub octets: u64,
    /// What the package says of itself.
    pub info: TagFile,
    /// The digest of the tag manifest, which stands for all of the package.
    pub tag_manifest: Option<Digest>,
}

impl Report {
    /// Whether nothing is amiss but what is worth a warning.
    pub fn is_whole(&self) -> bool {
        self.findings
            .iter()
            .all(|finding| finding.diagnostic.level == Level::Warning)
    }
}

/// A manifest, and what its name says.
struct Listed {
    algorithm: Algorithm,
    name: String,
    manifest: Manifest,
}

/// What the check knows of a package.
#[derive(Default)]
struct Check {
    digests: BTreeMap<Name, Digests>,
    texts: BTreeMap<Name, String>,
    findings: Vec<Finding>,
    /// The codes and files of the findings: what one manifest has shown, the next need not say again.
    told: BTreeSet<(&'static str, Option<String>)>,
}

/// Checks a package, reading its files in `threads` threads; `read` hears how many bytes were read.
pub fn verify(contents: &dyn Contents, threads: usize, read: &(dyn Fn(u64) + Sync)) -> Report {
    let mut check = Check::default();
    check.faults(contents.faults());
    let mut info = TagFile::default();
    // Of what was cut off, all that is missing would be found amiss.
    if !contents.faults().contains(&Fault::Truncated) {
        check.read(contents, threads, read);
        info = check.text(BAG_INFO).map(TagFile::parse).unwrap_or_default();
        let agent = info.get(SOFTWARE).unwrap_or_default();
        let ours = agent.split(' ').next() == AGENT.split(' ').next();
        if check.declaration() {
            // What stands in the manifests counts as long as they are good themselves.
            check.tag_files(ours);
            check.payload();
            check.oxum(&info);
            // A document is compared with its sources, which must be good themselves.
            if ours && !check.has_error_at(folder::SOURCE) {
                for (name, diagnostic) in inspect::documents(contents) {
                    check.report(Some(name.as_str()), diagnostic);
                }
            }
        }
    }
    check
        .findings
        .sort_by(|one, other| one.path.cmp(&other.path));
    let tag_manifest = check.digests.get(&*tag_manifest_name(Algorithm::Sha256));
    Report {
        files: check.digests.len(),
        octets: check.digests.values().map(|digests| digests.size).sum(),
        tag_manifest: tag_manifest.map(|digests| digests.get(Algorithm::Sha256).clone()),
        findings: check.findings,
        info,
    }
}

impl Check {
    fn report(&mut self, path: Option<&str>, diagnostic: Diagnostic) {
        let path = path.map(str::to_owned);
        self.told.insert((diagnostic.code, path.clone()));
        self.findings.push(Finding { path, diagnostic });
    }

    /// The same, unless the like was said of the file before.
    fn report_once(&mut self, path: &str, diagnostic: Diagnostic) {
        if !self
            .told
            .contains(&(diagnostic.code, Some(path.to_owned())))
        {
            self.report(Some(path), diagnostic);
        }
    }

    /// Whether something was found amiss with a file, or with one in a folder, which ends with `/`.
    fn has_error_at(&self, place: &str) -> bool {
        self.findings.iter().any(|finding| {
            let path = finding.path.as_deref().unwrap_or_default();
            path.starts_with(place) && finding.diagnostic.level == Level::Error
        })
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    fn faults(&mut self, faults: &[Fault]) {
        // A container packed without its folder has all files in the wrong place: that is one fault.
        let outside = faults
            .iter()
            .filter(|fault| matches!(fault, Fault::Outside(_)));
        let bare = |fault: &Fault| matches!(fault, Fault::Outside(path) if path == BAGIT);
        let is_bare = outside.clone().any(bare);
        if is_bare {
            let count = outside.count();
            let files = counted(count, "file");
            let stand = if count == 1 { "stands" } else { "stand" };
            let diagnostic = Diagnostic::error(
                "outside-package",
                format!(
                    "{files} {stand} in no folder: a package is packed with its own folder around it (RFC 8493, section 4.2)"
                ),
            )
            .help("unpack it into a folder, and check that; packed again, the folder goes in as a whole");
            self.report(None, diagnostic);
        }
        for fault in faults {
            if !(is_bare && matches!(fault, Fault::Outside(_))) {
                self.fault(fault);
            }
        }
    }

    fn fault(&mut self, fault: &Fault) {
        let diagnostic = match fault {
            Fault::Unsafe(_, why) => {
                let help = match why {
                    Unsafe::Absolute | Unsafe::Climbs => {
                        "do not unpack this package: it may write elsewhere"
                    }
                    Unsafe::Malformed => {
                        "it has a backslash, a part that is empty or `.`, or is not in UTF-8: give the file another \
                         name"
                    }
                };
                Diagnostic::error("unsafe-path", format!("a file's path {why}")).help(help)
            }
            Fault::Link(_) => {
                Diagnostic::error("link", "this is a link, and a package has files only")
                    .help("put the file itself in its place")
            }
            Fault::Special(_) => Diagnostic::error(
                "special-file",
                "this is no file, but a device, a pipe or the like",
            ),
            Fault::Duplicate(_) => Diagnostic::error(
                "duplicate-file",
                "two files have this name; programs differ in which they take",
            ),
            Fault::Inconsistent(why) => Diagnostic::error(
                "inconsistent-container",
                format!("the file says different things of its content in different places: {why}"),
            )
            .help("other programs may see another content than this one"),
            Fault::Outside(_) => Diagnostic::error(
                "outside-package",
                "this file is not in the package's folder",
            ),
            Fault::Truncated => Diagnostic::error(
                "truncated",
                "the file ends early: what follows in a whole one is not in it",
            )
            .help("take another copy: this one was not copied to its end, or has lost it"),
            Fault::TooLarge => Diagnostic::error(
                "unpacks-too-large",
                "the package claims to unpack to more than a file of its size can hold",
            ),
            Fault::TooMany => Diagnostic::error(
                "too-many-files",
                "the package has more than a million files",
            ),
            Fault::Unreadable(why) => {
                Diagnostic::error("unreadable", format!("the package cannot be read: {why}"))
            }
        };
        self.report(fault.path(), diagnostic);
    }

    /// Makes the digests of all files, and keeps the texts of the tag files that the check needs.
    fn read(&mut self, contents: &dyn Contents, threads: usize, read: &(dyn Fn(u64) + Sync)) {
        let entries = contents.entries();
        let next = AtomicUsize::new(0);
        let shared = Mutex::new(&mut *self);
        let work = || {
            while let Some(entry) = entries.get(next.fetch_add(1, Ordering::Relaxed)) {
                let found = read_entry(contents, entry, read);
                let Ok(mut check) = shared.lock() else {
                    return;
                };
                check.take(entry, found);
            }
        };
        let threads = threads.clamp(1, entries.len().max(1));
        if threads == 1 {
            work();
        } else {
            std::thread::scope(|scope| {
                for _ in 0..threads {
                    scope.spawn(work);
                }
            });
        }
    }

    fn take(&mut self, entry: &Entry, found: std::io::Result<(Digests, Option<Vec<u8>>)>) {
        let path = entry.name.as_str();
        match found {
            Ok((digests, bytes)) => {
                self.digests.insert(entry.name.clone(), digests);
                match bytes.map(String::from_utf8) {
                    Some(Ok(text)) => {
                        self.texts.insert(entry.name.clone(), text);
                    }
                    Some(Err(_)) => self.report(
                        Some(path),
                        Diagnostic::error("not-utf-8", "this file should be text in UTF-8"),
                    ),
                    None => {}
                }
            }
            Err(error) => self.report(
                Some(path),
                Diagnostic::error(
                    "unreadable-file",
                    format!("this file cannot be read: {error}"),
                )
                .help("put a good copy in its place"),
            ),
        }
    }

    /// Whether it is a package that can be checked.
    fn declaration(&mut self) -> bool {
        let fault = match self.text(BAGIT).map(check_declaration) {
            Some(Ok(_)) => return true,
            Some(Err(fault)) => fault,
            None => {
                let diagnostic =
                    Diagnostic::error("not-a-package", "there is no `bagit.txt` in it")
                        .help("name a folder, zip or tar file that `briefgen archive` has made");
                // What cannot be read at all was said to be so.
                if self.findings.is_empty() {
                    self.report(None, diagnostic);
                }
                return false;
            }
        };
        let diagnostic = match fault {
            DeclarationFault::Miswritten => Diagnostic::error(
                "not-a-package",
                "this is not the declaration of a package (RFC 8493, section 2.1.1)",
            )
            .help(
                "it has two lines: `BagIt-Version: 1.0` and `Tag-File-Character-Encoding: UTF-8`",
            ),
            DeclarationFault::Version(version) => Diagnostic::error(
                "unknown-version",
                format!("this program knows no version {version} of BagIt"),
            ),
            DeclarationFault::Encoding(encoding) => Diagnostic::error(
                "unknown-encoding",
                format!("this program reads tag files in UTF-8, and not in {encoding}"),
            ),
        };
        self.report(Some(BAGIT), diagnostic);
        false
    }

    /// A manifest, with what is wrong in it reported.
    fn manifest(&mut self, name: &str) -> Option<Manifest> {
        let (manifest, faults) = Manifest::parse(self.text(name)?);
        for (line, fault) in faults {
            let diagnostic = match fault {
                LineFault::Miswritten => Diagnostic::error(
                    "miswritten-line",
                    format!("line {line} of this manifest cannot be read"),
                )
                .help(MISWRITTEN_LINE),
                LineFault::Unsafe(path, why) => Diagnostic::error(
                    "unsafe-path",
                    format!("line {line} of this manifest names a path that {why}: {path}"),
                ),
                LineFault::Duplicate(path) => Diagnostic::error(
                    "duplicate-line",
                    format!("line {line} of this manifest names {path} again"),
                ),
            };
            self.report(Some(name), diagnostic);
        }
        Some(manifest)
    }

    /// The manifests of a kind.
    fn manifests(&mut self, name: fn(Algorithm) -> String) -> Vec<Listed> {
        let named = Algorithm::ALL.map(|algorithm| (algorithm, name(algorithm)));
        let read = named.into_iter().filter_map(|(algorithm, name)| {
            Some(Listed {
                algorithm,
                manifest: self.manifest(&name)?,
                name,
            })
        });
        read.collect()
    }

    /// Fixity and completeness of the payload (RFC 8493, section 3).
    fn payload(&mut self) {
        if let Some(text) = self.text(FETCH) {
            let count = text.lines().filter(|line| !line.trim().is_empty()).count();
            let diagnostic = Diagnostic::error(
                "fetch",
                format!(
                    "the package leaves {} to be fetched from elsewhere; nothing was fetched",
                    counted(count, "file")
                ),
            )
            .help("get the files from whoever made the package, and put them in their places");
            self.report(Some(FETCH), diagnostic);
        }
        let manifests = self.manifests(manifest_name);
        // Before version 1.0 a file stood in one manifest at least; since then in each (RFC 8493, sections 3 and 6.1).
        let version = self.text(BAGIT).map(check_declaration);
        let one_is_enough = version != Some(Ok("1.0"));
        // One that is damaged would blame good files, as long as another tells of what is amiss with them.
        let mut good: Vec<&Listed> = manifests.iter().collect();
        good.retain(|listed| !self.has_error_at(&listed.name));
        if good.is_empty() {
            good = manifests.iter().collect();
        }
        for listed in good {
            let payload = |file: &Name| {
                let lists = |listed: &Listed| listed.manifest.files.contains_key(file);
                let is_elsewhere = !lists(listed) && manifests.iter().any(lists);
                file.as_str().starts_with(folder::PAYLOAD) && !(one_is_enough && is_elsewhere)
            };
            self.compare(listed, &payload, Level::Error, &manifests);
        }
        self.other_manifests("manifest-");
        if manifests.is_empty() {
            let diagnostic = Diagnostic::error(
                "no-manifest",
                "there is no manifest of the payload by SHA-256 or SHA-512, so nothing can be checked",
            );
            self.report(None, diagnostic);
        }
    }

    /// Manifests by algorithms that are not checked here.
    fn other_manifests(&mut self, prefix: &str) {
        let others: Vec<String> = self
            .digests
            .keys()
            .map(|name| name.as_str().to_owned())
            .filter(|name| {
                let algorithm = name
                    .strip_prefix(prefix)
                    .and_then(|rest| rest.strip_suffix(".txt"));
                algorithm.is_some_and(|algorithm| {
                    Algorithm::ALL.iter().all(|known| known.name() != algorithm)
                })
            })
            .collect();
        for name in &others {
            let diagnostic = Diagnostic::warning(
                "unchecked-manifest",
                "this program checks digests by SHA-256 and SHA-512 only",
            );
            self.report(Some(name), diagnostic);
        }
    }

    /// Compares the files that `covered` says with those of a manifest, both ways; a file that the manifest lacks
    /// is as bad as `unlisted`. Where a file is as one of `others` records it, it is the manifest that is damaged.
    fn compare(
        &mut self,
        listed: &Listed,
        covered: &dyn Fn(&Name) -> bool,
        unlisted: Level,
        others: &[Listed],
    ) {
        let Listed {
            algorithm,
            name: manifest_name,
            manifest,
        } = listed;
        let changed = |message| {
            Diagnostic::error("changed-file", message).help("put a good copy in its place")
        };
        let vouched = |name: &Name, digests: &Digests| {
            let vouches = |other: &&Listed| {
                other.manifest.files.get(name) == Some(digests.get(other.algorithm))
            };
            others.iter().find(vouches).map(|other| {
                let other = &other.name;
                let message = format!(
                    "this manifest has changed: {name} is as {other} records it, and not as this one does"
                );
                (manifest_name.clone(), changed(message))
            })
        };
        let mut missing: BTreeMap<&Digest, Vec<&Name>> = BTreeMap::new();
        let mut said = Vec::new();
        for (name, recorded) in &manifest.files {
            if !covered(name) {
                said.push((
                    manifest_name.clone(),
                    Diagnostic::error(
                        "misplaced-line",
                        format!("{name} does not belong in this manifest"),
                    ),
                ));
                continue;
            }
            match self.digests.get(name) {
                Some(digests) if digests.get(*algorithm) == recorded => {}
                Some(digests) => said.push(vouched(name, digests).unwrap_or_else(|| {
                    let message = format!(
                        "this file is not as {manifest_name} records it: its content has changed"
                    );
                    (name.to_string(), changed(message))
                })),
                // One that cannot be read is there, and was told of.
                None if self
                    .told
                    .contains(&("unreadable-file", Some(name.to_string()))) => {}
                None => missing.entry(recorded).or_default().push(name),
            }
        }
        let covered = self.digests.iter().filter(|(name, _)| covered(name));
        for (name, digests) in covered {
            if manifest.files.contains_key(name) {
                continue;
            }
            let digest = digests.get(*algorithm);
            // A file that is missing under one name and found under another was renamed.
            let renamed = missing.get_mut(digest).and_then(Vec::pop);
            let lists = |other: &&Listed| other.manifest.files.contains_key(name);
            if let Some(Listed { name: other, .. }) = others.iter().find(lists) {
                // Its line may be damaged, or be of another file that is missing.
                let line = renamed.map_or_else(String::new, |line| {
                    format!(", but one for {line}, which has the same content and is missing")
                });
                let message =
                    format!("this manifest has no line for {name}, which {other} records{line}");
                let diagnostic =
                    Diagnostic::error("missing-line", message).help("put a good copy in its place");
                said.push((manifest_name.clone(), diagnostic));
                continue;
            }
            let unlisted = match renamed {
                Some(before) => Diagnostic::error(
                    "renamed-file",
                    format!("this file was called {before}, as {manifest_name} records it"),
                )
                .help("give it back its name"),
                None => Diagnostic {
                    level: unlisted,
                    ..Diagnostic::error(
                        "unexpected-file",
                        format!("this file is not in {manifest_name}: it was added later"),
                    )
                    .help("take it out; what belongs to the brief goes into a new edition of the package")
                },
            };
            said.push((name.to_string(), unlisted));
        }
        for name in missing.into_values().flatten() {
            said.push((
                name.to_string(),
                Diagnostic::error(
                    "missing-file",
                    format!("this file is in {manifest_name}, and not in the package"),
                )
                .help("put a good copy in its place"),
            ));
        }
        for (path, diagnostic) in said {
            if matches!(diagnostic.code, "misplaced-line" | "missing-line") {
                self.report(Some(&path), diagnostic);
            } else {
                self.report_once(&path, diagnostic);
            }
        }
    }

    /// The sum of bytes and the count of files of the payload, which show what was lost before anything is
    /// digested (RFC 8493, section 2.2.2).
    fn oxum(&mut self, info: &TagFile) {
        let Some(recorded) = info.get(OXUM) else {
            return;
        };
        let payload = || {
            let all = self.digests.iter();
            all.filter(|(name, _)| name.as_str().starts_with(folder::PAYLOAD))
        };
        let octets: u64 = payload().map(|(_, digests)| digests.size).sum();
        let actual = format!("{octets}.{}", payload().count());
        // Where a file is amiss the sum is, too.
        if recorded != actual && !self.has_error_at(folder::PAYLOAD) {
            let diagnostic = Diagnostic::error(
                "wrong-oxum",
                format!(
                    "the payload has {actual} (bytes and files), and not {recorded} as recorded"
                ),
            );
            self.report(Some(BAG_INFO), diagnostic);
        }
    }

    /// The tag files (RFC 8493, section 2.2.1).
    fn tag_files(&mut self, ours: bool) {
        let manifests = self.manifests(tag_manifest_name);
        for listed in &manifests {
            let tag_file = |name: &Name| {
                !name.as_str().starts_with(folder::PAYLOAD)
                    && !name.as_str().starts_with("tagmanifest-")
            };
            // Tag files may stand on no list (RFC 8493, section 2.2.4), but ours never do.
            let unlisted = if ours { Level::Error } else { Level::Warning };
            self.compare(listed, &tag_file, unlisted, &manifests);
        }
        self.other_manifests("tagmanifest-");
        let needed = Algorithm::ALL
            .into_iter()
            .flat_map(|algorithm| [manifest_name(algorithm), tag_manifest_name(algorithm)]);
        for name in needed.filter(|_| ours) {
            if !self.digests.contains_key(&*name) {
                let diagnostic = Diagnostic::error(
                    "missing-file",
                    "this file is in every package of this program, and not in this one",
                );
                self.report_once(&name, diagnostic);
            }
        }
    }
}

/// The digests of a file, and its bytes where it is a tag file that the check reads.
fn read_entry(
    contents: &dyn Contents,
    entry: &Entry,
    read: &(dyn Fn(u64) + Sync),
) -> std::io::Result<(Digests, Option<Vec<u8>>)> {
    let name = entry.name.as_str();
    let is_text = !name.contains('/') && name.ends_with(".txt");
    let mut kept = is_text.then(Vec::new);
    let mut digests = None;
    contents.read(entry, &mut |reader| {
        digests = Some(Digests::of_reader(reader, |bytes| {
            read(bytes.len() as u64);
            if let Some(kept) = &mut kept
                && kept.len() as u64 <= LARGEST_TEXT
            {
                kept.extend_from_slice(bytes);
            }
        })?);
        Ok(())
    })?;
    if kept
        .as_ref()
        .is_some_and(|kept| kept.len() as u64 > LARGEST_TEXT)
    {
        let megabytes = LARGEST_TEXT / 1_000_000;
        let what = format!("it is larger than {megabytes} MB, too large for a tag file");
        return Err(std::io::Error::other(what));
    }
    digests
        .map(|digests| (digests, kept))
        .ok_or_else(|| std::io::Error::other("nothing was read"))
}
