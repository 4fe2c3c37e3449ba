//! Any bytes as a package: zip, tar or files, by the first letter.

use briefgen::archive::{
    Container, Contents, Entry, Listing, Name, TarContents, Zip, ZipContents, read_whole, verify,
};
use briefgen::date::Date;
use std::io::{self, Cursor, Read};

/// The most bytes of a file that are read at once.
const LIMIT: u64 = 1 << 20;

pub fn run(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else {
        return;
    };
    match kind {
        b'z' => check(&ZipContents::new(Cursor::new(bytes), bytes.len() as u64)),
        b't' => check(&TarContents::new(Cursor::new(bytes))),
        _ => {
            let files = Files::new(bytes);
            check(&files);
            check(&zipped(&files));
        }
    }
}

fn check(contents: &dyn Contents) {
    let mut total = 0;
    for entry in contents.entries() {
        let name = entry.name.as_str();
        assert!(!name.starts_with('/') && !name.contains('\\'), "{name:?}");
        assert!(
            name.split('/').all(|part| !matches!(part, "" | "." | "..")),
            "{name:?}"
        );
        if let Ok(Some(bytes)) = read_whole(contents, entry, LIMIT) {
            assert!(bytes.len() as u64 <= entry.size);
        }
        total += entry.size;
    }
    if total > 64 * LIMIT {
        return;
    }
    let report = verify(contents, 1, &|_| ());
    assert_eq!(report, verify(contents, 1, &|_| ()));
    if report.is_whole() {
        assert!(contents.faults().is_empty());
        assert!(report.files > 0);
    }
}

/// Files with the byte 0 between names and contents.
struct Files(Vec<(Entry, Vec<u8>)>, Listing);

impl Files {
    fn new(bytes: &[u8]) -> Files {
        let mut parts = bytes.split(|byte| *byte == 0);
        let mut files: Vec<(Entry, Vec<u8>)> = Vec::new();
        while let (Some(name), Some(content)) = (parts.next(), parts.next()) {
            let name = String::from_utf8_lossy(name);
            if let Ok(name) = Name::new(&name)
                && !files.iter().any(|(entry, _)| entry.name == name)
            {
                let entry = Entry {
                    name,
                    size: content.len() as u64,
                    place: files.len() as u64,
                };
                files.push((entry, content.to_vec()));
            }
        }
        files.sort_by(|one, other| one.0.name.cmp(&other.0.name));
        for (place, (entry, _)) in files.iter_mut().enumerate() {
            entry.place = place as u64;
        }
        let mut listing = Listing::default();
        for (entry, _) in &files {
            let path = entry.name.to_string();
            listing.file(entry.name.clone(), path, entry.size, entry.place);
        }
        Files(files, listing)
    }
}

impl Contents for Files {
    fn listing(&self) -> &Listing {
        &self.1
    }

    fn read(
        &self,
        entry: &Entry,
        read: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> io::Result<()> {
        let (_, bytes) = &self.0[entry.place as usize];
        read(&mut bytes.as_slice())
    }
}

/// The same files in a zip file of ours, from which they come back as they are.
fn zipped(files: &Files) -> ZipContents<Cursor<Vec<u8>>> {
    let date = Date {
        year: 2018,
        month: 5,
        day: 14,
    };
    let mut zip = Zip::new(Cursor::new(Vec::new()), "package", date);
    for (entry, bytes) in &files.0 {
        zip.add(&entry.name, entry.size, &mut bytes.as_slice())
            .expect("a file in memory");
    }
    let bytes = zip.finish().expect("a zip file").into_inner();
    let length = bytes.len() as u64;
    let contents = ZipContents::new(Cursor::new(bytes), length);
    assert_eq!(contents.faults(), []);
    assert_eq!(contents.entries().len(), files.0.len());
    for (entry, bytes) in &files.0 {
        let found = contents
            .entries()
            .iter()
            .find(|found| found.name == entry.name);
        let found = found.expect("the file");
        let read = read_whole(&contents, found, u64::MAX - 1).expect("its content");
        assert_eq!(read.as_ref(), Some(bytes));
    }
    contents
}
