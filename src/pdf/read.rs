//! Reading a file from outside: object by object, under limits.
//!
//! lopdf parses the objects, but its way of loading a whole file trusts what the file says of itself: a table
//! that names one large stream a million times, an object stream that holds one object a million times, or a
//! stream whose length stands in itself take more memory or stack than there is. So the cross-reference
//! table is read here (§7.5.4, §7.5.8), and only the objects that are asked for are parsed. A file whose
//! table is damaged is not repaired.

use crate::limits::LARGEST_DOCUMENT;
use crate::ordered::Ordered;
use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId, Reader, Stream};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::ops::Range;
use std::rc::Rc;
use std::str::FromStr;

/// The most bytes of a stream that is unpacked.
const LARGEST_STREAM: usize = 64 << 20;
/// The most bytes of all streams that are unpacked, together.
const MOST_UNPACKED: usize = 256 << 20;
/// The most bytes of a part of the table that is unpacked.
const LARGEST_TABLE: usize = 16 << 20;
/// The most objects of a file: all entries of its table, however often they give the same one.
const MOST_OBJECTS: usize = 2_000_000;
/// The most parts that a table may have: one for each time that the file was added to.
const MOST_TABLES: usize = 64;
/// How far a reference may lead to another one.
const LONGEST_CHAIN: usize = 16;

/// Why a file cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// It is no PDF.
    NotPdf,
    /// It is damaged, or uses what no file for archives does.
    Damaged,
    /// It is encrypted.
    Encrypted,
    /// It breaks a limit of size.
    TooLarge,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unreadable::NotPdf => "this is no PDF",
            Unreadable::Damaged => "this PDF is damaged",
            Unreadable::Encrypted => "this PDF is encrypted",
            Unreadable::TooLarge => "this PDF is too large, or unpacks to too much",
        })
    }
}

impl std::error::Error for Unreadable {}

/// A file that is open for reading.
pub(super) struct File<'a> {
    /// Parses objects that stand in the file itself, and knows the places of those only.
    reader: Reader<'a>,
    /// The object stream that holds each of the other objects.
    compressed: BTreeMap<u32, u32>,
    /// Where the parts of the table are that were read.
    tables: BTreeSet<usize>,
    /// The objects that the part of the table frees which is being read.
    freed: Vec<u32>,
    /// How many entries they have, also those that do not hold.
    entries: usize,
    pub trailer: Dictionary,
    /// The object streams that were asked for.
    object_streams: RefCell<BTreeMap<u32, Rc<ObjectStream>>>,
    /// How many bytes may yet be unpacked.
    left: Cell<usize>,
}

impl<'a> File<'a> {
    /// Opens the file of these bytes.
    ///
    /// # Errors
    /// Where it is not one that can be read.
    pub fn open(bytes: &'a [u8]) -> Result<File<'a>, Unreadable> {
        if bytes.len() as u64 > LARGEST_DOCUMENT {
            return Err(Unreadable::TooLarge);
        }
        if !bytes.starts_with(b"%PDF-") {
            return Err(Unreadable::NotPdf);
        }
        let mut file = File {
            reader: reader(bytes),
            compressed: BTreeMap::new(),
            tables: BTreeSet::new(),
            freed: Vec::new(),
            entries: 0,
            trailer: Dictionary::new(),
            object_streams: RefCell::default(),
            left: Cell::new(MOST_UNPACKED),
        };
        let mut at = Some(start_of_table(bytes).ok_or(Unreadable::Damaged)?);
        while let Some(offset) = at {
            let trailer = file.read_table(offset)?;
            // What a file for old readers hides from them (§7.5.8.4) comes before what was there earlier.
            if let Some(hidden) = size_in(&trailer, b"XRefStm") {
                file.read_table(hidden)?;
            }
            // What is hidden is free as well; what is free only is not as it was earlier.
            for id in std::mem::take(&mut file.freed) {
                file.insert(id, Place::Nowhere);
            }
            at = size_in(&trailer, b"Prev");
            if file.trailer.is_empty() {
                file.trailer = trailer;
            }
        }
        if file.trailer.has(b"Encrypt") {
            return Err(Unreadable::Encrypted);
        }
        Ok(file)
    }

    /// Reads the part of the table at `offset`, whose entries hold unless a later part has them; gives its trailer.
    fn read_table(&mut self, offset: usize) -> Result<Dictionary, Unreadable> {
        if self.tables.len() == MOST_TABLES || !self.tables.insert(offset) {
            return Err(Unreadable::Damaged);
        }
        let bytes = self
            .reader
            .buffer
            .get(offset..)
            .ok_or(Unreadable::Damaged)?;
        match bytes.strip_prefix(b"xref") {
            Some(rest) => self.read_plain_table(rest),
            None => self.read_table_stream(bytes),
        }
    }

    /// A table in plain text (§7.5.4).
    fn read_plain_table(&mut self, bytes: &[u8]) -> Result<Dictionary, Unreadable> {
        let mut words = Words(bytes);
        loop {
            let word = words.next().ok_or(Unreadable::Damaged)?;
            if word == b"trailer" {
                return parse(words.0)
                    .and_then(|object| object.as_dict().cloned().ok())
                    .ok_or(Unreadable::Damaged);
            }
            let first: u32 = number_of(word).ok_or(Unreadable::Damaged)?;
            let count = words.number().ok_or(Unreadable::Damaged)?;
            for index in 0..count {
                self.count_entry()?;
                let offset = words.number().ok_or(Unreadable::Damaged)?;
                let generation: u32 = words.number().ok_or(Unreadable::Damaged)?;
                let in_use = match words.next() {
                    Some(b"n") => true,
                    Some(b"f") => false,
                    _ => return Err(Unreadable::Damaged),
                };
                let id = first.checked_add(index).ok_or(Unreadable::Damaged)?;
                if in_use {
                    let generation = u16::try_from(generation).map_err(|_| Unreadable::Damaged)?;
                    self.insert(id, Place::InFile { offset, generation });
                } else {
                    self.freed.push(id);
                }
            }
        }
    }

    /// A table in a stream (§7.5.8).
    fn read_table_stream(&mut self, bytes: &[u8]) -> Result<Dictionary, Unreadable> {
        let object = parse_indirect(bytes).ok_or(Unreadable::Damaged)?;
        let stream = object.as_stream().map_err(|_| Unreadable::Damaged)?;
        let table = self.unpack(stream, LARGEST_TABLE)?;
        let numbers = |key: &[u8]| -> Option<Vec<usize>> {
            let array = stream.dict.get(key).and_then(Object::as_array).ok()?;
            let number = |object: &Object| usize::try_from(object.as_i64().ok()?).ok();
            array.iter().map(number).collect()
        };
        let widths = numbers(b"W").ok_or(Unreadable::Damaged)?;
        let [kind, second, third] = widths[..] else {
            return Err(Unreadable::Damaged);
        };
        // A field of no width takes its default, an entry of none would be no entry.
        if second == 0 || widths.iter().any(|width| *width > 8) {
            return Err(Unreadable::Damaged);
        }
        let whole = vec![0, size_in(&stream.dict, b"Size").unwrap_or(0)];
        let sections = numbers(b"Index").unwrap_or(whole);
        let mut entries = table.chunks_exact(kind + second + third);
        for section in sections.chunks_exact(2) {
            for index in 0..section[1] {
                self.count_entry()?;
                // There cannot be more entries than bytes.
                let entry = entries.next().ok_or(Unreadable::Damaged)?;
                let number = |bytes: &[u8]| {
                    let bytes = bytes.iter();
                    bytes.fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte))
                };
                let small =
                    |bytes: &[u8]| u32::try_from(number(bytes)).map_err(|_| Unreadable::Damaged);
                let (of_kind, fields) = entry.split_at(kind);
                let (two, three) = fields.split_at(second);
                let of_kind = if kind == 0 { 1 } else { number(of_kind) };
                let (two, three) = (small(two)?, small(three)?);
                let id = section[0]
                    .checked_add(index)
                    .and_then(|id| u32::try_from(id).ok());
                let id = id.ok_or(Unreadable::Damaged)?;
                match of_kind {
                    0 => self.freed.push(id),
                    1 => {
                        let generation = u16::try_from(three).map_err(|_| Unreadable::Damaged)?;
                        let offset = two;
                        self.insert(id, Place::InFile { offset, generation });
                    }
                    2 => self.insert(id, Place::InStream(two)),
                    _ => {}
                }
            }
        }
        Ok(stream.dict.clone())
    }

    /// Counts an entry of the table, whatever becomes of it.
    fn count_entry(&mut self) -> Result<(), Unreadable> {
        self.entries += 1;
        if self.entries > MOST_OBJECTS {
            return Err(Unreadable::TooLarge);
        }
        Ok(())
    }

    fn insert(&mut self, id: u32, place: Place) {
        let table = &mut self.reader.document.reference_table;
        if table.get(id).is_some() || self.compressed.contains_key(&id) {
            return;
        }
        match place {
            Place::InFile { offset, generation } => {
                table.insert(id, XrefEntry::Normal { offset, generation });
            }
            Place::InStream(container) => {
                self.compressed.insert(id, container);
            }
            Place::Nowhere => table.insert(id, XrefEntry::Free),
        }
    }

    /// The object that `object` is, or refers to; null where there is none (§7.3.10).
    ///
    /// # Errors
    /// Where it is damaged or too large.
    pub fn resolve(&self, object: &Object) -> Result<Object, Unreadable> {
        let mut object = object.clone();
        for _ in 0..LONGEST_CHAIN {
            match object.as_reference() {
                Ok(id) => object = self.object(id)?,
                Err(_) => return Ok(object),
            }
        }
        Err(Unreadable::Damaged)
    }

    /// The value of `key`, as [`File::resolve`] gives it.
    pub fn get(&self, dictionary: &Dictionary, key: &[u8]) -> Result<Object, Unreadable> {
        match dictionary.get(key) {
            Ok(object) => self.resolve(object),
            Err(_) => Ok(Object::Null),
        }
    }

    /// A stream of `limit` bytes at most, unpacked, as far as all that are unpacked leave room for it.
    fn unpack(&self, stream: &Stream, limit: usize) -> Result<Vec<u8>, Unreadable> {
        let left = self.left.get();
        let content = stream
            .get_plain_content_with_limit(limit.min(left))
            .map_err(|error| match error {
                lopdf::Error::Decompress(_) => Unreadable::TooLarge,
                _ => Unreadable::Damaged,
            })?;
        self.left.set(left - content.len());
        Ok(content)
    }

    fn object(&self, id: ObjectId) -> Result<Object, Unreadable> {
        if let Some(container) = self.compressed.get(&id.0) {
            return self.compressed_object(id.0, *container);
        }
        if let None | Some(XrefEntry::Free) = self.reader.document.reference_table.get(id.0) {
            return Ok(Object::Null);
        }
        self.reader
            .get_object(id, &mut HashSet::new())
            .map_err(|_| Unreadable::Damaged)
    }

    /// An object of an object stream (§7.5.7).
    fn compressed_object(&self, id: u32, container: u32) -> Result<Object, Unreadable> {
        match self.object_stream(container)?.bytes_of(id) {
            Some(bytes) => parse(bytes).ok_or(Unreadable::Damaged),
            None => Ok(Object::Null),
        }
    }

    /// An object stream, unpacked once however many of its objects are asked for.
    fn object_stream(&self, number: u32) -> Result<Rc<ObjectStream>, Unreadable> {
        if let Some(known) = self.object_streams.borrow().get(&number) {
            return Ok(Rc::clone(known));
        }
        let stream = self
            .reader
            .get_object((number, 0), &mut HashSet::new())
            .map_err(|_| Unreadable::Damaged)?;
        let stream = stream.as_stream().map_err(|_| Unreadable::Damaged)?;
        let first = size_in(&stream.dict, b"First").ok_or(Unreadable::Damaged)?;
        let read = Rc::new(ObjectStream::read(self.content(stream)?, first)?);
        let mut known = self.object_streams.borrow_mut();
        known.insert(number, Rc::clone(&read));
        Ok(read)
    }

    /// The bytes of each object, by its number: those in the file itself reach to the next object or part of the
    /// table, so that all of them together are no more than the file. Object streams are left out: what they hold
    /// is there.
    ///
    /// # Errors
    /// Where an object stream is damaged or too large.
    pub fn bytes_of_each(&self) -> Result<BTreeMap<u32, Cow<'a, [u8]>>, Unreadable> {
        let mut starts: BTreeMap<usize, Option<u32>> =
            self.tables.iter().map(|table| (*table, None)).into_map();
        for (number, entry) in &self.reader.document.reference_table.entries {
            if let XrefEntry::Normal { offset, .. } = entry {
                starts.insert(*offset as usize, Some(*number));
            }
        }
        let ends = starts.keys().skip(1).copied().map(Some).chain([None]);
        let mut bytes = BTreeMap::new();
        for ((start, number), end) in starts.iter().zip(ends) {
            let end = end.unwrap_or(self.reader.buffer.len());
            if let (Some(number), Some(object)) = (number, self.reader.buffer.get(*start..end)) {
                bytes.insert(*number, Cow::Borrowed(object));
            }
        }
        for container in self.compressed.values() {
            bytes.remove(container);
        }
        for (number, container) in &self.compressed {
            if let Some(object) = self.object_stream(*container)?.bytes_of(*number) {
                bytes.insert(*number, Cow::Owned(object.to_vec()));
            }
        }
        Ok(bytes)
    }

    /// The object of this number, with whatever generation it has.
    ///
    /// # Errors
    /// Where it is damaged or too large.
    pub fn numbered(&self, number: u32) -> Result<Object, Unreadable> {
        let generation = match self.reader.document.reference_table.get(number) {
            Some(XrefEntry::Normal { generation, .. }) => *generation,
            _ => 0,
        };
        self.object((number, generation))
    }

    /// The content of a stream, unpacked.
    ///
    /// # Errors
    /// Where it cannot be unpacked or is too large.
    pub fn content(&self, stream: &Stream) -> Result<Vec<u8>, Unreadable> {
        self.unpack(stream, LARGEST_STREAM)
    }
}

/// An object stream (§7.5.7), unpacked.
struct ObjectStream {
    bytes: Vec<u8>,
    /// Where each object is in it, by its number.
    places: BTreeMap<u32, Range<usize>>,
}

impl ObjectStream {
    /// Reads the index, of numbers and of offsets from `first`, which increase.
    fn read(bytes: Vec<u8>, first: usize) -> Result<ObjectStream, Unreadable> {
        let mut words = Words(bytes.get(..first).ok_or(Unreadable::Damaged)?);
        let mut starts: Vec<(u32, usize)> = Vec::new();
        while let (Some(number), Some(offset)) = (words.number::<usize>(), words.number()) {
            let start = first.checked_add(offset).filter(|start| {
                *start <= bytes.len() && starts.last().is_none_or(|(_, last)| start > last)
            });
            let number = u32::try_from(number).map_err(|_| Unreadable::Damaged)?;
            if starts.len() == MOST_OBJECTS {
                return Err(Unreadable::TooLarge);
            }
            starts.push((number, start.ok_or(Unreadable::Damaged)?));
        }
        let ends = starts.iter().skip(1).map(|(_, start)| *start);
        let ends = ends.chain([bytes.len()]);
        let places = starts.iter().zip(ends);
        let places = places.map(|((number, start), end)| (*number, *start..end));
        Ok(ObjectStream {
            places: places.into_map(),
            bytes,
        })
    }

    fn bytes_of(&self, number: u32) -> Option<&[u8]> {
        self.bytes.get(self.places.get(&number)?.clone())
    }
}

/// Where an object is.
enum Place {
    InFile {
        offset: u32,
        generation: u16,
    },
    InStream(u32),
    /// It was freed.
    Nowhere,
}

fn reader(buffer: &[u8]) -> Reader<'_> {
    Reader {
        buffer,
        document: Document::new(),
        encryption_state: None,
        raw_objects: BTreeMap::new(),
        password: None,
        strict: false,
        max_decompressed_size: Some(LARGEST_STREAM),
    }
}

/// The indirect object that stands at the start of `bytes`, all of which is in it but what it refers to.
fn parse_indirect(bytes: &[u8]) -> Option<Object> {
    let mut words = Words(bytes);
    let id = words.number()?;
    let generation = words.number()?;
    let mut reader = reader(bytes);
    let entry = XrefEntry::Normal {
        offset: 0,
        generation,
    };
    reader.document.reference_table.insert(id, entry);
    reader
        .get_object((id, generation), &mut HashSet::new())
        .ok()
}

/// The direct object that stands at the start of `bytes`, which is not a stream.
fn parse(bytes: &[u8]) -> Option<Object> {
    // lopdf parses indirect objects only.
    let mut indirect = b"1 0 obj ".to_vec();
    indirect.extend_from_slice(bytes);
    parse_indirect(&indirect)
}

/// The offset of the last part of the table (§7.5.5).
fn start_of_table(bytes: &[u8]) -> Option<usize> {
    const KEYWORD: &[u8] = b"startxref";
    let end = bytes.get(bytes.len().saturating_sub(1024)..)?;
    let at = end
        .windows(KEYWORD.len())
        .rposition(|word| word == KEYWORD)?;
    Words(&end[at + KEYWORD.len()..]).number()
}

/// The number under a key of a dictionary that is none below nought.
fn size_in(dictionary: &Dictionary, key: &[u8]) -> Option<usize> {
    usize::try_from(dictionary.get(key).and_then(Object::as_i64).ok()?).ok()
}

/// The number that a word spells.
fn number_of<T: FromStr>(word: &[u8]) -> Option<T> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

/// Words up to white space or a delimiter (§7.2.3).
struct Words<'a>(&'a [u8]);

impl Words<'_> {
    /// The next word, where it is a number.
    fn number<T: FromStr>(&mut self) -> Option<T> {
        number_of(self.next()?)
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let is_space = |byte: &u8| matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ');
        let start = self.0.iter().position(|byte| !is_space(byte))?;
        let rest = &self.0[start..];
        let ends = |byte: &u8| is_space(byte) || b"()<>[]{}/%".contains(byte);
        let end = rest.iter().skip(1).position(ends);
        let end = end.map_or(rest.len(), |end| end + 1);
        let (word, rest) = rest.split_at(end);
        self.0 = rest;
        Some(word)
    }
}
