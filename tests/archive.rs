//! Packages as their users meet them: made, checked, damaged in every way, and opened again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use briefgen::archive::{Algorithm, Contents, Digests, Manifest, Name, ZipContents};
use common::{briefgen, stderr, stdout};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ASTANA: &str = include_str!("../briefs/astana-2017.toml");
const LOGO: &[u8] = include_bytes!("../briefs/figures/wordmark.png");

/// A folder with the brief of Astana and its minutes.
fn workplace() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("astana.toml"), ASTANA).unwrap();
    fs::write(folder.path().join("minutes.pdf"), "%PDF-1.4 the minutes").unwrap();
    folder
}

/// Makes a package in `folder` with more arguments.
fn archive(folder: &Path, arguments: &[&str]) -> assert_cmd::assert::Assert {
    briefgen()
        .current_dir(folder)
        .args(["archive", "astana.toml", "--minutes", "minutes.pdf"])
        .args(arguments)
        .assert()
}

/// A workplace with a package that is a folder, and the package.
fn packed() -> (TempDir, PathBuf) {
    let folder = workplace();
    archive(folder.path(), &[]).code(0);
    let package = folder.path().join("astana-archive");
    (folder, package)
}

/// What `verify` says of `path`, and its exit code.
fn verify(path: &Path) -> (i32, String) {
    let output = briefgen().arg("verify").arg(path).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    (output.status.code().unwrap(), said)
}

/// That `verify` finds `code`, and names `place`.
fn assert_found(path: &Path, code: &str, place: &str) {
    let (exit, said) = verify(path);
    assert_eq!(exit, 1, "{said}");
    let named = said
        .split("\n\n")
        .any(|message| message.contains(&format!("error[{code}]")) && message.contains(place));
    assert!(named, "no error[{code}] at {place}:\n{said}");
}

/// The files below a folder, by their paths from it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
                found.insert(name.to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Writes the manifests of a package anew, as somebody would who hides a change.
fn rewrite_manifests(package: &Path) {
    let all = files(package);
    for (prefix, payload) in [("manifest", true), ("tagmanifest", false)] {
        for algorithm in Algorithm::ALL {
            let mut manifest = Manifest::default();
            for name in all.keys().filter(|name| {
                name.starts_with("data/") == payload && !name.starts_with("tagmanifest-")
            }) {
                let bytes = fs::read(package.join(name)).unwrap();
                let digest = Digests::of(&bytes).get(algorithm).clone();
                manifest.files.insert(Name::new(name).unwrap(), digest);
            }
            let path = package.join(format!("{prefix}-{}.txt", algorithm.name()));
            fs::write(path, manifest.to_text()).unwrap();
        }
    }
}

/// The bytes of a zip file with these files, names as they are.
fn zip_of<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in files {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Replaces bytes everywhere in `bytes`; there must be some.
fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = bytes
        .windows(from.len())
        .enumerate()
        .filter(|(_, window)| *window == from)
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn a_package_has_all_that_belongs_to_the_brief() {
    let (_folder, package) = packed();
    let names: Vec<String> = files(&package).into_keys().collect();
    insta::assert_snapshot!(names.join("\n"));
    let all = files(&package);
    let text = |name: &str| String::from_utf8(all[name].clone()).unwrap();
    insta::assert_snapshot!("bag_info", {
        // The size of the outputs is another matter.
        let info = text("bag-info.txt");
        let lines = info
            .lines()
            .filter(|line| !line.starts_with("Payload-Oxum"));
        lines.collect::<Vec<_>>().join("\n")
    });
    insta::assert_snapshot!("readme", text("README.txt"));
    assert_eq!(all["data/source/astana.toml"], ASTANA.as_bytes());
    let (exit, said) = verify(&package);
    assert_eq!(exit, 0, "{said}");
}

#[test]
fn the_records_are_xml_and_name_every_file() {
    let folder = workplace();
    let brief = ASTANA.replace(
        "language  =",
        "rights = \"Free & open: <all>\"\nlanguage  =",
    );
    fs::write(folder.path().join("astana.toml"), brief).unwrap();
    archive(folder.path(), &[]).code(0);
    let package = folder.path().join("astana-archive");
    let premis = fs::read_to_string(package.join("metadata/premis.xml")).unwrap();
    for name in files(&package)
        .keys()
        .filter(|name| name.starts_with("data/"))
    {
        assert!(premis.contains(&format!(">{name}<")), "{name}");
    }
    assert!(premis.contains("Free &amp; open: &lt;all&gt;"));
    // Who answers for the brief, and the statement that links to them.
    assert_eq!(premis.matches(">organisation<").count(), 2);
    for record in ["premis", "dublin-core"] {
        let text = fs::read_to_string(package.join(format!("metadata/{record}.xml"))).unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                _ => continue,
            }
        }
    }
}

#[test]
fn the_same_files_make_the_same_bytes() {
    for format in ["zip", "tar"] {
        let [one, other] = [(), ()].map(|()| {
            let folder = workplace();
            archive(folder.path(), &["--format", format]).code(0);
            fs::read(folder.path().join(format!("astana-archive.{format}"))).unwrap()
        });
        assert!(one == other, "{format}");
    }
}

#[test]
fn a_flipped_bit_in_any_file_is_found() {
    let (_folder, package) = packed();
    for (name, bytes) in files(&package) {
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x10;
            fs::write(package.join(&name), &flipped).unwrap();
            let (exit, said) = verify(&package);
            assert_eq!(exit, 1, "{name}, byte {at}: {said}");
            assert!(said.contains(&name), "{name}, byte {at}: {said}");
        }
        fs::write(package.join(&name), &bytes).unwrap();
    }
    assert_eq!(verify(&package).0, 0);
}

#[test]
fn a_flipped_bit_in_a_zip_or_tar_file_is_found() {
    for format in ["zip", "tar"] {
        let folder = workplace();
        archive(folder.path(), &["--format", format]).code(0);
        let path = folder.path().join(format!("astana-archive.{format}"));
        let bytes = fs::read(&path).unwrap();
        assert_eq!(verify(&path).0, 0);
        // In the content of files, not in the padding between them, which belongs to none.
        for needle in [
            &b"data/source/"[..],
            b"the minutes",
            b"BagIt-Version",
            b"OTTO",
        ] {
            let mut windows = bytes.windows(needle.len());
            let at = windows.position(|window| window == needle).unwrap();
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            fs::write(&path, &flipped).unwrap();
            let (exit, said) = verify(&path);
            assert_eq!(exit, 1, "{format} at {at}: {said}");
        }
        // Cut off anywhere.
        for length in [0, 1, 600, bytes.len() / 2, bytes.len() - 30_000] {
            fs::write(&path, &bytes[..length]).unwrap();
            let (exit, said) = verify(&path);
            assert_eq!(exit, 1, "{format} cut to {length}: {said}");
        }
    }
}

#[test]
fn a_file_removed_added_or_renamed_is_found() {
    let (folder, package) = packed();
    for (name, bytes) in files(&package) {
        let path = package.join(&name);
        fs::remove_file(&path).unwrap();
        let (exit, said) = verify(&package);
        assert_eq!(exit, 1, "{name}: {said}");
        let other = path.with_file_name("other.bin");
        fs::write(&other, &bytes).unwrap();
        let (exit, said) = verify(&package);
        assert_eq!(exit, 1, "{name}: {said}");
        if name.starts_with("data/") || name.starts_with("metadata/") || name == "README.txt" {
            assert!(said.contains(&format!("was called {name}")), "{said}");
        }
        fs::remove_file(&other).unwrap();
        fs::write(&path, &bytes).unwrap();
    }
    for name in [
        "data/new.txt",
        "data/brief/new.pdf",
        "new.txt",
        "metadata/new.xml",
    ] {
        fs::write(package.join(name), "new").unwrap();
        assert_found(&package, "unexpected-file", name);
        fs::remove_file(package.join(name)).unwrap();
    }
    assert_eq!(verify(&package).0, 0);
    // Among others a package that has lost its declaration is not passed over, whatever it is called.
    fs::remove_file(package.join("bagit.txt")).unwrap();
    assert_found(folder.path(), "not-a-package", "astana-archive");
    fs::rename(&package, folder.path().join("other")).unwrap();
    assert_found(folder.path(), "not-a-package", "other");
}

#[test]
fn a_manifest_that_says_nothing_or_nonsense_is_found() {
    let (_folder, package) = packed();
    let manifests = files(&package);
    let manifests = manifests
        .iter()
        .filter(|(name, _)| name.contains("manifest-"));
    for (name, bytes) in manifests {
        for text in [
            &b""[..],
            b"nonsense\n",
            b"\n\n",
            b"00  ../../etc/passwd\n",
            b"00  /etc/passwd\n",
        ] {
            fs::write(package.join(name), text).unwrap();
            let (exit, said) = verify(&package);
            assert_eq!(exit, 1, "{name}: {said}");
        }
        fs::write(package.join(name), bytes).unwrap();
    }
    fs::write(
        package.join("manifest-sha256.txt"),
        "00  ../../etc/passwd\n",
    )
    .unwrap();
    assert_found(&package, "unsafe-path", "manifest-sha256.txt");
}

#[test]
fn a_damaged_manifest_blames_no_good_file() {
    let (_folder, package) = packed();
    let good = files(&package);
    let manifests = good.keys().filter(|name| name.contains("manifest-"));
    for name in manifests {
        let text = String::from_utf8(good[name].clone()).unwrap();
        let (first, rest) = text.split_once('\n').unwrap();
        let flipped = match first.starts_with('0') {
            true => "1",
            false => "0",
        };
        for damaged in [
            rest.to_owned(),
            format!("{flipped}{}", &text[1..]),
            format!("g{}", &text[1..]),
            text[..text.len() * 2 / 3].to_owned(),
            text.replacen(".txt", ".tyt", 1).replacen(".pdf", ".pdg", 1),
        ] {
            fs::write(package.join(name), damaged).unwrap();
            let (exit, said) = verify(&package);
            assert_eq!(exit, 1, "{name}: {said}");
            let named = said.lines().filter(|line| line.starts_with("--> "));
            for named in named {
                assert!(named.ends_with(name), "{name}: {said}");
            }
        }
        // What is amiss with a file is found by the other manifest.
        fs::write(package.join("data/minutes/minutes.pdf"), "other").unwrap();
        assert_found(&package, "changed-file", "data/minutes/minutes.pdf");
        fs::write(
            package.join("data/minutes/minutes.pdf"),
            &good["data/minutes/minutes.pdf"],
        )
        .unwrap();
        fs::write(package.join(name), &good[name]).unwrap();
    }
}

#[test]
fn a_file_that_one_manifest_lacks_was_not_added_later() {
    let (_folder, package) = packed();
    let tags = files(&package);
    for name in tags.keys().filter(|name| name.starts_with("tagmanifest-")) {
        fs::remove_file(package.join(name)).unwrap();
    }
    let place = package.join("manifest-sha256.txt");
    let text = fs::read_to_string(&place).unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    fs::write(&place, rest).unwrap();
    assert_found(
        &package,
        "missing-line",
        "which manifest-sha512.txt records",
    );
    let (_, said) = verify(&package);
    assert!(!said.contains("unexpected-file"), "{said}");
}

#[test]
fn a_file_that_is_gone_is_told_beside_one_of_the_same_content() {
    let (_folder, package) = packed();
    for name in ["x", "y"] {
        fs::write(package.join("data").join(name), "the same").unwrap();
    }
    rewrite_manifests(&package);
    for (manifest, lost) in [("manifest-sha256", "x"), ("manifest-sha512", "y")] {
        let place = package.join(format!("{manifest}.txt"));
        let text = fs::read_to_string(&place).unwrap();
        let lost = format!("  data/{lost}");
        let kept = text.lines().filter(|line| !line.ends_with(&lost));
        fs::write(&place, kept.collect::<Vec<_>>().join("\n") + "\n").unwrap();
    }
    for name in files(&package)
        .keys()
        .filter(|name| name.starts_with("tagmanifest-"))
    {
        fs::remove_file(package.join(name)).unwrap();
    }
    fs::remove_file(package.join("data/y")).unwrap();
    assert_found(&package, "missing-line", "but one for data/y");
}

#[test]
fn what_is_left_to_be_fetched_is_said_and_not_fetched() {
    let (_folder, package) = packed();
    fs::write(package.join("fetch.txt"), "http://127.0.0.1:9/x 3 data/x\n").unwrap();
    assert_found(&package, "fetch", "leaves 1 file to be fetched");
}

#[cfg(unix)]
#[test]
fn links_are_refused() {
    use std::os::unix::fs::symlink;
    let (folder, package) = packed();
    let minutes = package.join("data/minutes/minutes.pdf");
    // With the very content that should be there.
    fs::rename(&minutes, folder.path().join("moved.pdf")).unwrap();
    symlink(folder.path().join("moved.pdf"), &minutes).unwrap();
    assert_found(&package, "link", "data/minutes/minutes.pdf");
    fs::remove_file(&minutes).unwrap();
    fs::rename(folder.path().join("moved.pdf"), &minutes).unwrap();
    symlink("/etc", package.join("data/etc")).unwrap();
    assert_found(&package, "link", "data/etc");
    fs::remove_file(package.join("data/etc")).unwrap();

    // On the way in too.
    fs::create_dir(folder.path().join("drafts")).unwrap();
    symlink("/etc/passwd", folder.path().join("drafts/one.eml")).unwrap();
    let output = archive(folder.path(), &["--drafts", "drafts"]).code(2);
    let said = stderr(&output);
    assert!(said.contains("error[link]"), "{said}");
    assert!(!folder.path().join("astana-archive-v2").exists());
}

#[test]
fn hostile_zip_files_are_found() {
    let (folder, package) = packed();
    let all = files(&package);
    let prefixed: Vec<(String, &[u8])> = all
        .iter()
        .map(|(name, bytes)| (format!("p/{name}"), bytes.as_slice()))
        .collect();
    let good = || prefixed.iter().map(|(name, bytes)| (name.as_str(), *bytes));
    let path = folder.path().join("hostile.zip");
    let found = |bytes: &[u8], code: &str, place: &str| {
        fs::write(&path, bytes).unwrap();
        assert_found(&path, code, place);
    };
    fs::write(&path, zip_of(good())).unwrap();
    assert_eq!(verify(&path).0, 0, "{}", verify(&path).1);

    for (name, code) in [
        ("p/../../evil", "unsafe-path"),
        ("/evil", "unsafe-path"),
        ("C:/evil", "unsafe-path"),
        ("p\\..\\evil", "unsafe-path"),
        ("elsewhere/evil", "outside-package"),
        ("evil", "outside-package"),
        ("p/data/evil", "unexpected-file"),
    ] {
        found(&zip_of(good().chain([(name, &b"x"[..])])), code, "evil");
        // Whatever the path is, the package is named.
        found(&fs::read(&path).unwrap(), code, "hostile.zip/");
    }
    found(
        &zip_of([("bagit.txt", &b""[..])]),
        "outside-package",
        "1 file stands in no folder",
    );
    let twice = zip_of(good().chain([("p/data/minutes/minutes.pdF", &b"x"[..])]));
    let twice = patched(twice, b"minutes.pdF", b"minutes.pdf");
    found(&twice, "inconsistent-container", "hostile.zip");
    // The directory names another file than the header before the content.
    let mut renamed = zip_of(good());
    let at = renamed
        .windows(9)
        .rposition(|window| window == b"p/bag-inf")
        .unwrap();
    renamed[at + 2] = b'B';
    found(&renamed, "inconsistent-container", "hostile.zip");

    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in good() {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.add_symlink("p/data/passwd", "/etc/passwd", options)
        .unwrap();
    found(&zip.finish().unwrap().into_inner(), "link", "data/passwd");

    // A file that claims to unpack to almost 4 GB.
    let mut bomb = zip_of([("p/bagit.txt", &b"BagIt-Version: 1.0\n"[..])]);
    let directory = bomb
        .windows(4)
        .rposition(|window| window == b"PK\x01\x02")
        .unwrap();
    bomb[directory + 24..directory + 28].copy_from_slice(&0xFFFF_FFF0_u32.to_le_bytes());
    found(&bomb, "unpacks-too-large", "hostile.zip");
    // And one that does unpack to more than it says.
    let zeros = vec![0; 5_000_000];
    let mut liar = zip_of([("p/bagit.txt", &zeros[..])]);
    for (signature, offset) in [(b"PK\x01\x02", 24), (b"PK\x03\x04", 22)] {
        let at = liar
            .windows(4)
            .rposition(|window| window == signature)
            .unwrap();
        liar[at + offset..at + offset + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    found(&liar, "unreadable-file", "bagit.txt");
    found(b"PK\x05\x06", "unreadable", "hostile.zip");
    // Packed by a method that is not read (LZMA): nothing in it is damaged.
    let mut foreign = zip_of(good());
    for (signature, offset) in [(b"PK\x01\x02", 10), (b"PK\x03\x04", 8)] {
        let windows = foreign.windows(4).enumerate();
        let places = windows.filter(|(_, window)| *window == signature);
        for at in places.map(|(at, _)| at).collect::<Vec<_>>() {
            foreign[at + offset] = 14;
        }
    }
    found(&foreign, "unreadable", "unpack it first");
    let (_, said) = verify(&path);
    assert_eq!(said.matches("error[").count(), 1, "{said}");
}

#[test]
fn hostile_tar_files_are_found() {
    let (folder, package) = packed();
    let all = files(&package);
    let path = folder.path().join("hostile.tar");
    let with = |add: &dyn Fn(&mut tar::Builder<Vec<u8>>)| {
        let mut tar = tar::Builder::new(Vec::new());
        for (name, bytes) in &all {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            tar.append_data(&mut header, format!("p/{name}"), bytes.as_slice())
                .unwrap();
        }
        add(&mut tar);
        fs::write(&path, tar.into_inner().unwrap()).unwrap();
    };
    with(&|_| {});
    assert_eq!(verify(&path).0, 0, "{}", verify(&path).1);
    // The crate refuses to write such paths: they are written into the header by hand.
    for (name, code) in [
        (&b"p/../../evil"[..], "unsafe-path"),
        (b"/evil", "unsafe-path"),
        (b"q/evil", "outside-package"),
        (b"p/data/evil", "unexpected-file"),
    ] {
        with(&|tar| {
            let mut header = tar::Header::new_gnu();
            header.as_old_mut().name[..name.len()].copy_from_slice(name);
            header.set_size(1);
            header.set_cksum();
            tar.append(&header, &b"x"[..]).unwrap();
        });
        assert_found(&path, code, "evil");
    }
    // Not dangerous, and not to be read by every system.
    with(&|tar| {
        let mut header = tar::Header::new_gnu();
        header.as_old_mut().name[..10].copy_from_slice(b"p/data/a\\b");
        header.set_size(1);
        header.set_cksum();
        tar.append(&header, &b"x"[..]).unwrap();
    });
    assert_found(&path, "unsafe-path", "give the file another name");
    // As `tar -c ./p` packs it.
    let mut tar = tar::Builder::new(Vec::new());
    let mut add = |name: String, bytes: &[u8], kind: tar::EntryType| {
        let mut header = tar::Header::new_gnu();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(kind);
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        tar.append(&header, bytes).unwrap();
    };
    for folder in ["./", "./p/", "./p/data/"] {
        add(folder.to_owned(), b"", tar::EntryType::Directory);
    }
    for (name, bytes) in &all {
        add(format!("./p/{name}"), bytes, tar::EntryType::Regular);
    }
    fs::write(&path, tar.into_inner().unwrap()).unwrap();
    assert_eq!(verify(&path).0, 0, "{}", verify(&path).1);
    for kind in [tar::EntryType::Symlink, tar::EntryType::Link] {
        with(&|tar| {
            let mut header = tar::Header::new_gnu();
            header.set_entry_type(kind);
            header.set_size(0);
            tar.append_link(&mut header, "p/data/passwd", "/etc/passwd")
                .unwrap();
        });
        assert_found(&path, "link", "hostile.tar/data/passwd");
    }
    with(&|tar| {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::Fifo);
        header.set_size(0);
        tar.append_data(&mut header, "p/data/pipe", &b""[..])
            .unwrap();
    });
    assert_found(&path, "special-file", "hostile.tar/data/pipe");
    with(&|tar| {
        let mut header = tar::Header::new_gnu();
        header.set_size(1);
        tar.append_data(&mut header, "p/data/minutes/minutes.pdf", &b"x"[..])
            .unwrap();
    });
    let place = "hostile.tar/data/minutes/minutes.pdf";
    assert_found(&path, "duplicate-file", place);
    // A long name of 100 MB, which would be read into memory.
    with(&|tar| {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::GNULongName);
        header.set_size(100_000_000);
        header.set_cksum();
        tar.append(&header, std::io::repeat(b'a').take(100_000_000))
            .unwrap();
    });
    assert_found(&path, "unreadable", "a header in it is longer than 64 KB");
    // With holes, which GNU tar makes of many noughts.
    with(&|tar| {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::GNUSparse);
        header.set_size(0);
        tar.append_data(&mut header, "p/data/holes", &b""[..])
            .unwrap();
    });
    assert_found(&path, "unreadable", "unpack it first");
    // As other programs write what is larger than 8 GB: the size stands before the header, which has none.
    with(&|tar| {
        tar.append_pax_extensions([("size", &b"1000"[..])]).unwrap();
        let mut header = tar::Header::new_ustar();
        header.set_path("p/data/large").unwrap();
        header.set_size(0);
        header.set_cksum();
        tar.append(&header, &b""[..]).unwrap();
        tar.get_mut().extend_from_slice(&[b'x'; 1000]);
        tar.get_mut().extend_from_slice(&[0; 24]);
    });
    assert_found(&path, "unexpected-file", "hostile.tar/data/large");
    assert_eq!(verify(&path).1.matches("error[").count(), 1);
}

#[test]
fn a_package_is_never_overwritten_and_names_the_one_before() {
    let (folder, first) = packed();
    let before = files(&first);
    let output = archive(folder.path(), &[]).code(0);
    let said = stdout(&output);
    assert!(said.contains("no new edition"), "{said}");
    fs::write(folder.path().join("list.txt"), "who was there").unwrap();
    archive(folder.path(), &["--record", "list.txt"]).code(0);
    archive(folder.path(), &["--format", "zip"]).code(0);
    assert!(files(&first) == before);
    let second = folder.path().join("astana-archive-v2");
    let info = fs::read_to_string(second.join("bag-info.txt")).unwrap();
    let digest = Digests::of(&before["tagmanifest-sha256.txt"]);
    let digest = digest.get(Algorithm::Sha256);
    assert!(
        info.contains("Previous-Version: astana-archive\n"),
        "{info}"
    );
    assert!(info.contains(&format!("SHA256: {digest}\n")), "{info}");
    assert!(folder.path().join("astana-archive-v3.zip").is_file());
    let (exit, said) = verify(folder.path());
    assert_eq!(exit, 0, "{said}");
    assert!(said.contains("3 of 3 packages are whole"), "{said}");
    // The edition before must be readable, or the link to it would be none.
    fs::write(folder.path().join("astana-archive-v3.zip"), "no zip").unwrap();
    archive(folder.path(), &[]).code(3);
}

#[test]
fn nothing_is_written_into_a_package() {
    let (folder, package) = packed();
    let before = files(&package);
    let refused = |arguments: &[&str], help: &str| {
        let (code, _, said) = common::run(&folder, arguments);
        assert_eq!(code, 2, "{said}");
        assert!(
            said.contains("would damage the package astana-archive") && said.contains(help),
            "{said}"
        );
    };
    // The minutes, and so the folder of the next package, are in the one before.
    let minutes = "astana-archive/data/minutes/minutes.pdf";
    let again = ["archive", "astana.toml", "--minutes", minutes];
    refused(&again, "`--output`");
    let new_folder = "astana-archive/data/more/2018";
    refused(&["archive", "astana.toml", "-o", new_folder], "`--output`");
    let index = ["archive", "--index", "astana-archive/data"];
    refused(&index, "the folder that the packages are in");
    refused(&["archive", "--index", "astana-archive"], "the folder");
    let kept = "astana-archive/data/source/astana.toml";
    assert!(folder.path().join(kept).is_file());
    refused(&[kept], "copy the brief out of it");
    refused(&["astana.toml", "-o", new_folder], "`-o`");
    assert!(files(&package) == before);
    assert_eq!(common::run(&folder, &[kept, "-o", "."]).0, 0);
    let outside = [&again[..], &["-o", "."]].concat();
    assert_eq!(common::run(&folder, &outside).0, 0);

    let (code, _, said) = common::run(&folder, &["archive", "--index", "astana.toml"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("this is a file"), "{said}");
}

#[test]
fn what_was_cut_off_is_said_and_nothing_else() {
    let folder = workplace();
    for format in ["zip", "tar"] {
        archive(folder.path(), &["--format", format]).code(0);
        let package = folder.path().join(format!("astana-archive.{format}"));
        let whole = fs::read(&package).unwrap();
        // A tar file has two blocks of noughts at its end, of which one is enough.
        let least = if format == "zip" { 1 } else { 1024 };
        let ends = [least, 10_000, 200_000].map(|less| whole.len() - less);
        for length in [0, 1000, 100_000].into_iter().chain(ends) {
            // Whatever it is called: what is no package by its name could have been one.
            let cut = folder.path().join(format!("Osh 2020.{format}"));
            fs::write(&cut, &whole[..length]).unwrap();
            let (exit, said) = verify(folder.path());
            assert_eq!(exit, 1, "{said}");
            assert_eq!(said.matches("error[").count(), 1, "{length}: {said}");
            assert!(said.contains("error[truncated]"), "{length}: {said}");
            fs::remove_file(&cut).unwrap();
        }
        fs::remove_file(&package).unwrap();
    }
}

/// A file of which one read fails, as on a damaged disk.
struct Failing {
    file: Cursor<Vec<u8>>,
    /// The reads until then.
    left: usize,
}

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.left = self.left.wrapping_sub(1);
        match self.left {
            0 => Err(std::io::Error::from_raw_os_error(5)),
            _ => self.file.read(buffer),
        }
    }
}

impl Seek for Failing {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.file.seek(to)
    }
}

#[test]
fn a_disk_that_fails_is_not_taken_for_a_file_that_was_cut_off() {
    let folder = workplace();
    archive(folder.path(), &["--format", "zip"]).code(0);
    let bytes = fs::read(folder.path().join("astana-archive.zip")).unwrap();
    let mut failed = 0;
    for left in 1..200 {
        let file = Cursor::new(bytes.clone());
        let contents = ZipContents::new(Failing { file, left }, bytes.len() as u64);
        for fault in contents.faults() {
            let told = format!("{fault:?}");
            assert!(told.contains("os error 5"), "read {left}: {told}");
            failed += 1;
        }
    }
    assert!(failed > 0);
}

#[test]
fn a_package_follows_one_of_the_same_meeting_only() {
    let folder = workplace();
    archive(folder.path(), &[]).code(0);
    let other = ASTANA.replace("2017-06-15", "2018-02-01");
    fs::write(folder.path().join("astana.toml"), other).unwrap();
    let refused = archive(folder.path(), &[]).code(1);
    let said = stderr(&refused);
    assert!(said.contains("error[other-brief]"), "{said}");
    assert!(!folder.path().join("astana-archive-v2").exists());
}

#[test]
fn a_damaged_package_does_not_hold_the_same_files() {
    let (folder, package) = packed();
    let pdf = package.join("data/brief/astana.pdf");
    let mut bytes = fs::read(&pdf).unwrap();
    bytes[2000] ^= 1;
    fs::write(&pdf, bytes).unwrap();
    let refused = archive(folder.path(), &[]).code(1);
    let said = stderr(&refused);
    assert!(said.contains("error[damaged-package]"), "{said}");
    assert!(said.contains("data/brief/astana.pdf"), "{said}");
}

#[test]
fn editions_are_compared_with_those_before() {
    let (folder, package) = packed();
    fs::write(folder.path().join("minutes.pdf"), "%PDF-1.4 other minutes").unwrap();
    archive(folder.path(), &[]).code(0);
    assert_eq!(verify(folder.path()).0, 0);
    let second = folder.path().join("astana-archive-v2");
    let (exit, _, said) = common::run(second, &["verify", "."]);
    assert_eq!((exit, said.as_str()), (0, ""));
    // Changed with its manifests: whole by itself.
    fs::write(
        package.join("data/minutes/minutes.pdf"),
        "%PDF-1.4 forged..",
    )
    .unwrap();
    rewrite_manifests(&package);
    assert_found(folder.path(), "other-edition", "astana-archive-v2");
    // So it is where the second alone is checked.
    let second = folder.path().join("astana-archive-v2");
    assert_found(&second, "other-edition", "astana-archive-v2");
    fs::remove_dir_all(&package).unwrap();
    let (exit, said) = verify(folder.path());
    assert!(
        exit == 0 && said.contains("warning[missing-edition]"),
        "{said}"
    );
    fs::rename(
        folder.path().join("astana-archive-v2"),
        folder.path().join("old"),
    )
    .unwrap();
    let (exit, said) = verify(folder.path());
    assert!(
        exit == 0 && said.contains("warning[renamed-package]"),
        "{said}"
    );
    // Nothing is left of it but its name.
    fs::create_dir(folder.path().join("b-archive")).unwrap();
    assert_found(folder.path(), "not-a-package", "b-archive");
}

#[test]
fn editions_are_compared_in_whatever_form_they_are() {
    let folder = workplace();
    archive(folder.path(), &["--format", "zip"]).code(0);
    fs::write(folder.path().join("minutes.pdf"), "%PDF-1.4 other minutes").unwrap();
    archive(folder.path(), &[]).code(0);
    let second = folder.path().join("astana-archive-v2");
    let info = fs::read_to_string(second.join("bag-info.txt")).unwrap();
    assert!(
        info.contains("Previous-Version: astana-archive\n"),
        "{info}"
    );
    // Unpacked beside the zip file, and then in its place.
    let zip = folder.path().join("astana-archive.zip");
    let first = folder.path().join("astana-archive");
    let mut packed = zip::ZipArchive::new(fs::File::open(&zip).unwrap()).unwrap();
    packed.extract(folder.path()).unwrap();
    let (exit, said) = verify(folder.path());
    assert!(exit == 0 && !said.contains("warning["), "{said}");
    fs::write(first.join("data/minutes/minutes.pdf"), "%PDF-1.4 forged..").unwrap();
    rewrite_manifests(&first);
    assert_found(folder.path(), "other-edition", "astana-archive-v2");
    assert_found(&second, "other-edition", "astana-archive-v2");
    fs::remove_dir_all(&first).unwrap();
    assert_eq!(verify(&second).0, 0);
    fs::rename(&zip, first.with_extension("tar.gz")).unwrap();
    assert_eq!(verify(&second).0, 0);
    fs::rename(first.with_extension("tar.gz"), &zip).unwrap();
    packed.extract(folder.path()).unwrap();
    fs::write(first.join("data/minutes/minutes.pdf"), "%PDF-1.4 forged..").unwrap();
    rewrite_manifests(&first);
    fs::remove_file(&zip).unwrap();
    assert_found(folder.path(), "other-edition", "astana-archive-v2");
    // The index has one brief with its edition before.
    briefgen()
        .args(["archive", "--index"])
        .arg(folder.path())
        .assert()
        .code(0);
    let page = fs::read_to_string(folder.path().join("index.html")).unwrap();
    assert_eq!(page.matches("<article>").count(), 1, "{page}");
}

#[test]
fn a_package_that_another_program_packed_is_not_passed_over() {
    let (folder, package) = packed();
    let second = folder.path().join("astana-archive-v2.tar.gz");
    fs::write(&second, "packed").unwrap();
    for other in ["photos.tar.gz", "photos-archive.tgz", "astana-archive.7z"] {
        fs::write(folder.path().join(other), "packed").unwrap();
    }
    let (exit, said) = verify(folder.path());
    assert_eq!(exit, 0, "{said}");
    assert_eq!(said.matches("warning[packed]").count(), 1, "{said}");
    assert!(said.contains("astana-archive-v2.tar.gz"), "{said}");
    // Named by itself, it is one that cannot be read.
    assert_found(&second, "unreadable", "unpack it first");
    // Its number is taken, and it is the edition before.
    fs::write(folder.path().join("minutes.pdf"), "%PDF-1.4 other minutes").unwrap();
    let refused = archive(folder.path(), &[]).code(3);
    let said = stderr(&refused);
    assert!(said.contains("unpack it first"), "{said}");
    assert!(!folder.path().join("astana-archive-v2").exists());
    // Unpacked, it may stay.
    fs::rename(&second, folder.path().join("astana-archive.tgz")).unwrap();
    archive(folder.path(), &[]).code(0);
    assert!(package.exists() && folder.path().join("astana-archive-v2").exists());
    // It is there, and one thing is said of it.
    fs::remove_dir_all(&package).unwrap();
    fs::remove_file(folder.path().join("astana-archive.7z")).unwrap();
    let (exit, said) = verify(folder.path());
    assert_eq!(exit, 0, "{said}");
    assert_eq!(said.matches("warning[").count(), 1, "{said}");
    assert!(said.contains("warning[packed]"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_looked_into_is_no_package() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, _) = packed();
    let closed = folder.path().join("lost+found");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // Nothing is closed to some users.
    let is_closed = fs::read_dir(&closed).is_err();
    let (exit, said) = verify(folder.path());
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    if is_closed {
        assert_eq!(exit, 3, "{said}");
        assert!(said.contains("look for packages in this folder"), "{said}");
        assert!(!said.contains("not whole"), "{said}");
    }
}

#[test]
fn a_translation_makes_no_package_of_its_own() {
    let folder = workplace();
    let translation = include_str!("../briefs/astana-2017.ru.toml");
    let translation = translation.replace("astana-2017.toml", "astana.toml");
    fs::write(folder.path().join("astana.ru.toml"), translation).unwrap();
    let refused = briefgen()
        .current_dir(folder.path())
        .args(["archive", "astana.ru.toml"])
        .assert()
        .code(2);
    let said = stderr(&refused);
    assert!(said.contains("error[translation]"), "{said}");
    // The package is to be read in the language that the brief was written in.
    archive(folder.path(), &[]).code(0);
    let package = folder.path().join("astana-archive");
    let readme = fs::read_to_string(package.join("README.txt")).unwrap();
    assert!(readme.contains("open data/brief/astana.pdf."), "{readme}");
    let dublin_core = fs::read_to_string(package.join("metadata/dublin-core.xml")).unwrap();
    assert!(dublin_core.contains("<dc:language>ru</dc:language>"));
}

#[test]
fn a_translation_has_the_language_that_it_says() {
    let folder = workplace();
    let translation = include_str!("../briefs/astana-2017.ru.toml");
    let translation = translation
        .replace("astana-2017.toml", "astana.toml")
        .replace("language = \"ru\"", "language = \"kk\"");
    fs::write(folder.path().join("astana.ru.toml"), translation).unwrap();
    archive(folder.path(), &[]).code(0);
    let package = folder.path().join("astana-archive");
    let info = fs::read_to_string(package.join("bag-info.txt")).unwrap();
    assert!(info.contains("Language: en\nLanguage: kk\n"), "{info}");
    let dublin_core = fs::read_to_string(package.join("metadata/dublin-core.xml")).unwrap();
    assert!(
        dublin_core.contains("<dc:language>kk</dc:language>"),
        "{dublin_core}"
    );
    common::run(&folder, &["archive", "--index", "."]);
    let table = fs::read_to_string(folder.path().join("index.csv")).unwrap();
    assert!(table.contains("\"en kk\""), "{table}");
}

#[test]
fn two_sources_do_not_take_one_place() {
    let folder = workplace();
    for (name, text) in [
        ("one", ASTANA.to_owned()),
        ("two", ASTANA.replace("Astana", "Almaty")),
    ] {
        let place = folder.path().join(name);
        fs::create_dir(&place).unwrap();
        fs::write(place.join("astana.toml"), text).unwrap();
        let made = briefgen().current_dir(&place).arg("astana.toml").assert();
        made.code(0);
    }
    let refused = briefgen()
        .current_dir(folder.path())
        .args(["extract", "one/astana.pdf", "two/astana.pdf", "-o", "out"])
        .assert()
        .code(1);
    let said = stderr(&refused);
    assert!(said.contains("error[same-target]"), "{said}");
    assert_eq!(
        fs::read_to_string(folder.path().join("out/astana.toml")).unwrap(),
        ASTANA
    );
}

#[test]
fn what_lies_around_the_brief_goes_in_and_makes_the_same_again() {
    let folder = TempDir::new().unwrap();
    let briefs = folder.path().join("2017/briefs");
    fs::create_dir_all(&briefs).unwrap();
    fs::create_dir(folder.path().join("logos")).unwrap();
    let fonts = folder.path().join("2017/fonts");
    fs::create_dir(&fonts).unwrap();
    fs::copy("fonts/SourceSerif4-Regular.otf", fonts.join("text.otf")).unwrap();
    fs::write(folder.path().join("logos/centre.png"), LOGO).unwrap();
    fs::write(
        folder.path().join("2017/briefgen.toml"),
        "paper = \"Letter\"\nfonts.serif.regular = \"fonts/text.otf\"\n",
    )
    .unwrap();
    let brief = ASTANA.replace(
        "id = \"carec\"\n",
        "id = \"carec\"\nlogo = \"../../logos/centre.png\"\n",
    );
    fs::write(briefs.join("astana.toml"), brief).unwrap();
    // A house style further up does not count, nor in the package nor when it is made again.
    fs::write(folder.path().join("briefgen.toml"), "paper = \"A4\"\n").unwrap();
    let out = folder.path().join("out");
    for standard in ["a-3a", "a-4f"] {
        briefgen()
            .arg("archive")
            .arg(briefs.join("astana.toml"))
            .args(["--pdf-standard", standard, "-o"])
            .arg(&out)
            .assert()
            .code(0);
    }
    let sources: Vec<String> = files(&out.join("astana-archive/data/source"))
        .into_keys()
        .collect();
    assert_eq!(
        sources,
        [
            "2017/briefgen.toml",
            "2017/briefs/astana.toml",
            "2017/fonts/text.otf",
            "logos/centre.png"
        ]
    );
    let output = briefgen()
        .args(["verify", "--remake"])
        .arg(&out)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), said.as_str()), (Some(0), ""));
    // A house style that comes to lie above the package is not the package's.
    fs::remove_file(folder.path().join("2017/briefgen.toml")).unwrap();
    let output = briefgen()
        .args(["verify", "--remake"])
        .arg(&out)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_brief_whose_name_not_all_systems_can_write_is_found_in_its_package() {
    let folder = TempDir::new().unwrap();
    let translation = |original: &str| format!("original = \"{original}\"\nlanguage = \"ru\"\n");
    for name in ["use 50%", "a:b", "nul", "b.pdf"] {
        let brief = format!("{name}.toml");
        fs::write(folder.path().join(&brief), ASTANA).unwrap();
        let edition = folder.path().join(format!("{name}.ru.toml"));
        fs::write(edition, translation(&brief)).unwrap();
        briefgen()
            .current_dir(folder.path())
            .args(["archive", &brief, "-o", "out"])
            .assert()
            .code(0);
    }
    let run = |arguments: &[&str]| {
        let output = briefgen()
            .current_dir(folder.path())
            .args(arguments)
            .output();
        let output = output.unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.as_str()), (Some(0), ""));
    };
    run(&["verify", "--remake", "out"]);
    run(&["archive", "--index", "out"]);
    let index = fs::read_to_string(folder.path().join("out/index.html")).unwrap();
    assert_eq!(index.matches(">ru</a>").count(), 4, "{index}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_verify_makes_no_other_package_again() {
    let (folder, package) = packed();
    let packages = folder.path().join("packages");
    for number in 0..8 {
        let copy = packages.join(number.to_string()).join("astana-archive");
        for (name, bytes) in files(&package) {
            let path = copy.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    let arguments = ["verify", "--remake", "packages"];
    let (code, said, wrong) = common::ended_after_first_line(folder.path(), &arguments);
    assert_eq!(code, Some(3), "{said}{wrong}");
    assert!(said.lines().count() < 8, "{said}");
    let told = "cannot go on: interrupted; this package and those after it were not made again";
    assert!(wrong.contains(told), "{wrong}");
}

#[test]
fn a_change_behind_new_manifests_is_found_inside_the_documents() {
    let (folder, package) = packed();
    let source = package.join("data/source/astana.toml");
    // Of a source that is longer than the one in the documents only so much is read.
    fs::write(&source, format!("{ASTANA}# seen\n")).unwrap();
    rewrite_manifests(&package);
    let zip = folder.path().join("changed.zip");
    let all: Vec<(String, Vec<u8>)> = files(&package).into_iter().collect();
    let named = all.iter().map(|(name, bytes)| (format!("p/{name}"), bytes));
    let named: Vec<(String, &Vec<u8>)> = named.collect();
    let named = named
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    fs::write(&zip, zip_of(named)).unwrap();
    for changed in [&package, &zip] {
        assert_found(changed, "other-source", "data/brief/astana.pdf");
    }
    fs::write(&source, ASTANA.replace("Fragmented", "Divided")).unwrap();
    rewrite_manifests(&package);
    assert_found(&package, "other-source", "data/brief/astana.pdf");
    assert_found(&package, "other-source", "data/brief/astana.docx");
    fs::write(&source, ASTANA).unwrap();

    // A PDF that has lost what made it one for archives.
    let pdf = package.join("data/brief/astana.pdf");
    let good = fs::read(&pdf).unwrap();
    let poor = patched(good.clone(), b"<pdfaid:part>3", b"<pdfaid:part>1");
    fs::write(&pdf, poor).unwrap();
    rewrite_manifests(&package);
    assert_found(&package, "lost-claim", "data/brief/astana.pdf");
    fs::write(&pdf, "%PDF-1.4\nno more").unwrap();
    rewrite_manifests(&package);
    assert_found(&package, "damaged-document", "data/brief/astana.pdf");

    // One that has all its parts, and is not what the source becomes.
    let other = patched(
        good.clone(),
        b"<xmp:CreatorTool>briefgen",
        b"<xmp:CreatorTool>Briefgen",
    );
    fs::write(&pdf, other).unwrap();
    rewrite_manifests(&package);
    let (exit, said) = verify(&package);
    // The sum of bytes is the same, and so are the claims.
    assert_eq!(exit, 0, "{said}");
    let output = briefgen()
        .args(["verify", "--remake"])
        .arg(&package)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("error[other-bytes]") && said.contains("(Metadata)"),
        "{said}"
    );
    // Of another version that is no fault.
    let info = fs::read_to_string(package.join("bag-info.txt")).unwrap();
    let agent = format!("briefgen {}", env!("CARGO_PKG_VERSION"));
    fs::write(
        package.join("bag-info.txt"),
        info.replace(&agent, "briefgen 0.0.1"),
    )
    .unwrap();
    rewrite_manifests(&package);
    let output = briefgen()
        .args(["verify", "--remake"])
        .arg(&package)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("briefgen 0.0.1 made it"), "{said}");
    fs::write(&pdf, good).unwrap();

    fs::write(
        package.join("data/brief/astana.docx"),
        zip_of([("a", &b"b"[..])]),
    )
    .unwrap();
    rewrite_manifests(&package);
    assert_found(&package, "edited-document", "data/brief/astana.docx");
    assert_found(&package, "lost-source", "data/brief/astana.docx");
}

#[test]
fn the_report_is_for_programs_too() {
    let (folder, package) = packed();
    fs::write(package.join("data/new"), "new").unwrap();
    fs::create_dir(folder.path().join("sub")).unwrap();
    archive(folder.path(), &["-o", "sub"]).code(0);
    let output = briefgen()
        .args(["verify", "--message-format", "json"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let reports: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let whole: Vec<&serde_json::Value> = reports.iter().map(|report| &report["whole"]).collect();
    assert_eq!(whole, [false, true]);
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        let message: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(message["file"].as_str().unwrap().contains("astana-archive"));
    }
}

#[test]
fn what_is_no_package_is_said_to_be_none() {
    let folder = workplace();
    let (exit, said) = verify(folder.path());
    assert!(exit == 1 && said.contains("error[no-package]"), "{said}");
    let (exit, said) = verify(&folder.path().join("minutes.pdf"));
    assert!(exit == 1 && said.contains("error[unreadable]"), "{said}");
    assert_eq!(verify(&folder.path().join("nowhere")).0, 2);
    for text in [
        "",
        "BagIt-Version: 1.0\n",
        "BagIt-Version: 3.0\nTag-File-Character-Encoding: UTF-8\n",
    ] {
        fs::write(folder.path().join("bagit.txt"), text).unwrap();
        assert_eq!(verify(folder.path()).0, 1, "{text}");
    }
}

#[test]
fn wrong_arguments_make_no_package() {
    let folder = workplace();
    for (arguments, code, word) in [
        (&["--record", "nothing.txt"][..], 2, "there is no file"),
        (
            &["--record", "minutes.pdf", "minutes.pdf"],
            2,
            "error[same-name]",
        ),
        (&["--date", "2017-02-30"], 2, "a day that exists"),
        (&["--format", "rar"], 2, "rar"),
        (&["--drafts", "nowhere"], 2, "there is no file"),
    ] {
        let output = archive(folder.path(), arguments).code(code);
        let said = stderr(&output);
        assert!(said.contains(word), "{arguments:?}: {said}");
    }
    fs::write(folder.path().join("astana.toml"), "titel = 1\n").unwrap();
    archive(folder.path(), &[]).code(1);
    let left: Vec<String> = files(folder.path()).into_keys().collect();
    assert_eq!(left, ["astana.toml", "minutes.pdf"]);
}

#[test]
fn minutes_that_cannot_be_read_are_named() {
    let folder = workplace();
    let said = |minutes: &[u8]| {
        fs::write(folder.path().join("minutes.pdf"), minutes).unwrap();
        let output = archive(folder.path(), &["--format", "zip"]).code(0);
        stderr(&output)
    };
    assert!(said(b"x").contains("warning[unreadable-pdf]: this is no PDF"));
    briefgen()
        .current_dir(folder.path())
        .args(["astana.toml", "-f", "pdf", "-q"])
        .assert()
        .code(0);
    let whole = fs::read(folder.path().join("astana.pdf")).unwrap();
    assert!(said(&whole[..whole.len() / 2]).contains("warning[unreadable-pdf]"));
    assert!(!said(&whole).contains("unreadable-pdf"));
    fs::create_dir_all(folder.path().join("records/2017")).unwrap();
    fs::write(folder.path().join("records/2017/list.PDF"), "x").unwrap();
    let output = archive(folder.path(), &["--format", "zip", "--record", "records"]).code(0);
    let told = stderr(&output);
    assert!(
        told.contains("unreadable-pdf") && told.contains("list.PDF"),
        "{told}"
    );
}

#[test]
fn the_brief_may_stand_behind_the_minutes_and_records() {
    let folder = workplace();
    fs::write(folder.path().join("list.csv"), "Name").unwrap();
    let run = |arguments: &str| {
        let mut command = briefgen();
        command.current_dir(folder.path()).arg("archive");
        command.args(arguments.split(' ')).assert()
    };
    let records = "--format zip --record list.csv --minutes minutes.pdf";
    run(&format!("{records} astana.toml")).code(0);
    assert!(folder.path().join("astana-archive.zip").exists());
    let missed = run(records).code(2);
    let said = stderr(&missed);
    assert!(
        said.contains("briefgen archive [OPTIONS] <BRIEF>"),
        "{said}"
    );
}

#[test]
fn what_is_no_brief_is_told_as_a_check_tells_it() {
    let folder = workplace();
    let brief = folder.path().join("astana.toml");
    for (bytes, word) in [
        (&b"PK\x03\x04\xff\xfe"[..], "a Word document"),
        (
            b"title = \"\xc2\xee\xe4\xe0 \xe8 \xe7\xe5\xec\xeb\xff\"",
            "Windows-1251",
        ),
    ] {
        fs::write(&brief, bytes).unwrap();
        let output = archive(folder.path(), &[]).code(1);
        let said = stderr(&output);
        assert!(
            said.contains(word) && !said.contains("error[system]"),
            "{said}"
        );
    }
    fs::remove_file(&brief).unwrap();
    fs::create_dir(&brief).unwrap();
    let output = archive(folder.path(), &[]).code(2);
    let said = stderr(&output);
    assert!(said.contains("this is a folder"), "{said}");
}

#[test]
fn a_document_that_has_comments_beside_what_the_package_has_is_no_other() {
    let folder = workplace();
    let render = || common::run(&folder, &["astana.toml", "-f", "docx"]).0;
    assert_eq!(render(), 0);
    common::comment(&folder.path().join("astana.docx"), "0");
    // As somebody has saved it, then as it is made anew with its comments.
    for _ in 0..2 {
        let said = stderr(&archive(folder.path(), &[]).code(0));
        let told = "warning[open-comments]: the package has this file without its 1 comment\n";
        assert!(
            said.contains(told) && !said.contains("other-output"),
            "{said}"
        );
        assert_eq!(render(), 0);
    }
}

#[test]
fn names_of_records_become_portable_and_their_own_are_kept() {
    let folder = workplace();
    fs::write(folder.path().join("50%: e\u{301}.txt"), "x").unwrap();
    archive(folder.path(), &["--record", "50%: e\u{301}.txt"]).code(0);
    let package = folder.path().join("astana-archive");
    assert!(package.join("data/records/50__ é.txt").is_file());
    let premis = fs::read_to_string(package.join("metadata/premis.xml")).unwrap();
    assert!(premis.contains("<premis:originalName>50%: e\u{301}.txt</premis:originalName>"));
    assert_eq!(verify(&package).0, 0);
}

#[test]
fn an_output_that_was_changed_since_is_said_to_be_left_out() {
    let folder = workplace();
    fs::write(folder.path().join("astana.docx"), "a colleague's work").unwrap();
    let output = archive(folder.path(), &[]).code(0);
    let said = stderr(&output);
    assert!(
        said.contains("warning[other-output]") && said.contains("astana.docx"),
        "{said}"
    );
    assert_eq!(
        fs::read(folder.path().join("astana.docx")).unwrap(),
        b"a colleague's work"
    );
}

#[test]
fn the_day_can_be_given() {
    let folder = workplace();
    archive(folder.path(), &["--date", "2026-11-25"]).code(0);
    let info = fs::read_to_string(folder.path().join("astana-archive/bag-info.txt")).unwrap();
    assert!(info.contains("Bagging-Date: 2026-11-25\n"), "{info}");
}

#[test]
fn the_index_has_every_brief_once_with_its_editions() {
    let folder = workplace();
    archive(folder.path(), &["-o", "archive/2017"]).code(0);
    fs::write(folder.path().join("list.txt"), "who was there").unwrap();
    archive(
        folder.path(),
        &["-o", "archive/2017", "--record", "list.txt"],
    )
    .code(0);
    let water = fs::canonicalize("briefs/water-convention-2018.toml").unwrap();
    let archive_of = folder.path().join("archive");
    briefgen()
        .args(["archive", "--format", "zip", "-o"])
        .arg(&archive_of)
        .arg(&water)
        .assert()
        .code(0);
    let index = || {
        briefgen()
            .args(["archive", "--index"])
            .arg(&archive_of)
            .output()
            .unwrap()
    };
    assert_eq!(index().status.code(), Some(0));
    let page = fs::read_to_string(archive_of.join("index.html")).unwrap();
    let body = page.split_once("<ol class=\"briefs\"").unwrap().1;
    insta::assert_snapshot!("index", body.split_once("</ol>\n</main>").unwrap().0);
    insta::assert_snapshot!(
        "table",
        fs::read_to_string(archive_of.join("index.csv")).unwrap()
    );
    // Again the same.
    assert_eq!(index().status.code(), Some(0));
    assert_eq!(
        fs::read_to_string(archive_of.join("index.html")).unwrap(),
        page
    );

    // A package that cannot be read is named, and the others are there.
    fs::remove_file(archive_of.join("2017/astana-archive-v2/data/source/astana.toml")).unwrap();
    let output = index();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("error[not-indexed]") && said.contains("astana-archive-v2"),
        "{said}"
    );
    let page = fs::read_to_string(archive_of.join("index.html")).unwrap();
    assert_eq!(page.matches("<article>").count(), 2);
}

#[test]
fn the_name_of_a_brief_may_end_otherwise() {
    for (name, group) in [("ASTANA.TOML", "ASTANA"), ("astana-1.2", "astana-1.2")] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join(name), ASTANA).unwrap();
        let run = |arguments: &[&str]| common::run(&folder, arguments);
        let archived = run(&["archive", name]);
        assert_eq!(archived.0, 0, "{archived:?}");
        let package = format!("{group}-archive");
        let remade = run(&["verify", "--remake", &package]);
        assert_eq!((remade.0, remade.2.as_str()), (0, ""));
        let indexed = run(&["archive", "--index", "."]);
        assert!(indexed.1.starts_with("1 brief →"), "{indexed:?}");
        // What stands beside the brief is another; and so is the brief, of another meeting.
        fs::write(folder.path().join(format!("{group}.pdf")), "%PDF-1.4").unwrap();
        let warned = run(&["archive", name]);
        assert!(warned.2.contains("warning[other-output]"), "{warned:?}");
        let other = ASTANA.replace("2017-06-15", "2018-02-01");
        fs::write(folder.path().join(name), other).unwrap();
        let refused = run(&["archive", name]);
        assert!(refused.2.contains("error[other-brief]"), "{refused:?}");
    }
}

#[test]
fn the_brief_comes_back_out_of_both_outputs() {
    let folder = workplace();
    fs::write(folder.path().join("briefgen.toml"), "paper = \"Letter\"\n").unwrap();
    briefgen()
        .current_dir(folder.path())
        .arg("astana.toml")
        .assert()
        .code(0);
    for output in ["astana.pdf", "astana.docx"] {
        let out = TempDir::new().unwrap();
        briefgen()
            .current_dir(folder.path())
            .args(["extract", output, "-o"])
            .arg(out.path())
            .assert()
            .code(0);
        let expected = BTreeMap::from([
            ("astana.toml".to_owned(), ASTANA.as_bytes().to_vec()),
            ("briefgen.toml".to_owned(), b"paper = \"Letter\"\n".to_vec()),
        ]);
        assert_eq!(files(out.path()), expected, "{output}");
    }
    // Beside the file: what is there already is the same.
    briefgen()
        .current_dir(folder.path())
        .args(["extract", "astana.pdf"])
        .assert()
        .code(0);
    fs::write(folder.path().join("astana.toml"), "newer").unwrap();
    let refused = briefgen()
        .current_dir(folder.path())
        .args(["extract", "astana.pdf"])
        .assert()
        .code(1);
    let said = stderr(&refused);
    assert!(said.contains("error[other-file]"), "{said}");
    assert_eq!(
        fs::read(folder.path().join("astana.toml")).unwrap(),
        b"newer"
    );
    briefgen()
        .current_dir(folder.path())
        .args(["extract", "astana.pdf", "--force"])
        .assert()
        .code(0);
    assert_eq!(
        fs::read(folder.path().join("astana.toml")).unwrap(),
        ASTANA.as_bytes()
    );
}

#[test]
fn a_file_that_is_refused_keeps_no_other_back() {
    let folder = TempDir::new().unwrap();
    let place = |name: &str| folder.path().join(name);
    let briefs = [
        ("one", "first.toml", "Letter", ASTANA.to_owned()),
        ("two", "second.toml", "A4", ASTANA.to_owned()),
        (
            "three",
            "second.toml",
            "Letter",
            ASTANA.replace("Fragmented", "Divided"),
        ),
    ];
    for (name, brief, paper, text) in &briefs {
        fs::create_dir(place(name)).unwrap();
        fs::write(
            place(name).join("briefgen.toml"),
            format!("paper = \"{paper}\"\n"),
        )
        .unwrap();
        fs::write(place(name).join(brief), text).unwrap();
        let made = [&format!("{name}/{brief}"), "-f", "docx"];
        assert_eq!(common::run(&folder, &made).0, 0);
    }
    // The second has another house style than the first; the third a brief of the second's name.
    let files = ["one/first.docx", "two/second.docx", "three/second.docx"];
    let mut arguments = vec!["extract", "-o", "out"];
    arguments.extend(files);
    let (code, _, wrong) = common::run(&folder, &arguments);
    assert_eq!(code, 1);
    assert_eq!(wrong.matches("error[same-target]").count(), 1, "{wrong}");
    assert_eq!(
        common::names(place("out")),
        ["briefgen.toml", "first.toml", "second.toml"]
    );
    assert_eq!(
        fs::read_to_string(place("out/second.toml")).unwrap(),
        briefs[2].3
    );
}

#[test]
fn files_that_did_not_come_out_are_named_and_no_others() {
    let folder = workplace();
    let drawing =
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>"#;
    fs::write(folder.path().join("river map.svg"), drawing).unwrap();
    let figure = "\n[[figure]]\nid = \"river\"\nfile = \"river map.svg\"\nalt = \"A river\"\n";
    fs::write(
        folder.path().join("astana.toml"),
        format!("{ASTANA}{figure}"),
    )
    .unwrap();
    briefgen()
        .current_dir(folder.path())
        .args(["astana.toml", "-f", "pdf"])
        .assert()
        .code(0);
    let output = briefgen()
        .current_dir(folder.path())
        .args(["extract", "astana.pdf", "-o", "out"])
        .assert()
        .code(0);
    let said = stderr(&output);
    let what = "what was taken out names files that are not in this one: river map.svg\n";
    assert!(said.contains(what), "{said}");
}

#[test]
fn a_source_does_not_choose_where_it_is_written() {
    let folder = workplace();
    briefgen()
        .current_dir(folder.path())
        .arg("astana.toml")
        .assert()
        .code(0);
    let pdf = fs::read(folder.path().join("astana.pdf")).unwrap();
    let mut file = lopdf::Document::load_mem(&pdf).unwrap();
    for object in file.objects.values_mut() {
        if let Ok(dictionary) = object.as_dict_mut()
            && dictionary.has(b"UF")
            && dictionary.has(b"EF")
        {
            let name = lopdf::Object::string_literal("../astana.toml");
            dictionary.set("UF", name);
        }
    }
    let below = folder.path().join("below");
    fs::create_dir(&below).unwrap();
    file.save(below.join("evil.pdf")).unwrap();
    fs::remove_file(folder.path().join("astana.toml")).unwrap();
    let refused = briefgen()
        .current_dir(&below)
        .args(["extract", "evil.pdf"])
        .assert()
        .code(1);
    let said = stderr(&refused);
    assert!(said.contains("error[unsafe-path]"), "{said}");
    assert!(!folder.path().join("astana.toml").exists());
    // A file without a brief.
    for (bytes, code) in [
        (&b"%PDF-1.4\n"[..], "damaged-document"),
        (b"hello", "not-an-output"),
        (&zip_of([("a", &b"b"[..])]), "no-source"),
    ] {
        fs::write(below.join("other"), bytes).unwrap();
        let refused = briefgen()
            .current_dir(&below)
            .args(["extract", "other"])
            .assert()
            .code(1);
        let said = stderr(&refused);
        assert!(said.contains(&format!("error[{code}]")), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn killed_at_any_moment_a_package_is_whole_or_absent() {
    let folder = workplace();
    fs::write(folder.path().join("recording.bin"), vec![7; 4_000_000]).unwrap();
    for format in ["folder", "zip"] {
        let mut absent = 0;
        for moment in 0..30 {
            let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_briefgen"))
                .current_dir(folder.path())
                .args(["archive", "astana.toml", "--minutes", "minutes.pdf"])
                .args(["--record", "recording.bin", "-o", "out", "--format", format])
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap();
            // When so many files are there, or so many times 100 KB; it may have ended before.
            let out = folder.path().join("out");
            while child.try_wait().unwrap().is_none() {
                let written = size_and_count(&out);
                if written.1 >= moment && written.0 >= 200_000 * moment {
                    break;
                }
            }
            let _ = child.kill();
            child.wait().unwrap();
            let packages: Vec<PathBuf> = fs::read_dir(&out)
                .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
                .unwrap_or_default();
            let named = |path: &&PathBuf| {
                let name = path.file_name().unwrap().to_str().unwrap();
                name.starts_with("astana")
            };
            match packages.iter().find(named) {
                Some(package) => {
                    let (exit, said) = verify(package);
                    assert_eq!(exit, 0, "{said}");
                }
                None => absent += 1,
            }
            let _ = fs::remove_dir_all(&out);
        }
        assert!(absent > 0, "{format}: it was never killed before the end");
    }
}

/// How many bytes and files are below a folder at this moment.
#[cfg(unix)]
fn size_and_count(folder: &Path) -> (u64, u64) {
    let Ok(entries) = fs::read_dir(folder) else {
        return (0, 0);
    };
    entries.flatten().fold((0, 0), |(size, count), entry| {
        let path = entry.path();
        if path.is_dir() {
            let below = size_and_count(&path);
            (size + below.0, count + below.1)
        } else {
            (
                size + fs::metadata(&path).map_or(0, |file| file.len()),
                count + 1,
            )
        }
    })
}
