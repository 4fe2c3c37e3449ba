//! The file (§7.5): objects in the order in which they are added, most of them in object streams, and the
//! cross-reference stream that says where each is.

use super::filters::{self, Deflater};
use super::syntax::{self, integer};
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

/// Object streams are about so long, in bytes: a reader that wants one object decodes all of its stream.
const OBJECT_STREAM: usize = 64 << 10;

/// Bytes that no text has, so that the file is taken for a binary one (§7.5.2).
const BINARY_MARK: &[u8] = b"%\xBB\xAD\xC0\xDE\n";

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    /// Nowhere: the number is not used.
    Free,
    /// At a byte of the file.
    At(usize),
    /// In an object stream: its number, and how many objects are before it in there.
    In(u32, usize),
}

/// A file that is being put together.
pub(super) struct File<'d> {
    bytes: Vec<u8>,
    /// By the numbers of the objects.
    places: Vec<Place>,
    /// The objects of the object stream at hand.
    waiting: Vec<u8>,
    /// Their numbers, and where each begins among them.
    starts: Vec<(u32, usize)>,
    /// The number of the object stream at hand.
    stream: u32,
    deflater: &'d mut Deflater,
}

impl File<'_> {
    /// A file of a version of PDF, such as `1.7`, whose first objects to `last` have their numbers already.
    pub fn new<'d>(version: &str, last: u32, deflater: &'d mut Deflater) -> File<'d> {
        let mut bytes = Vec::with_capacity(OBJECT_STREAM);
        bytes.extend_from_slice(b"%PDF-");
        bytes.extend_from_slice(version.as_bytes());
        bytes.push(b'\n');
        bytes.extend_from_slice(BINARY_MARK);
        File {
            bytes,
            places: vec![Place::Free; last as usize + 1],
            waiting: Vec::new(),
            starts: Vec::new(),
            stream: 0,
            deflater,
        }
    }

    /// A number for an object that is still to be set.
    pub fn new_object_id(&mut self) -> ObjectId {
        self.places.push(Place::Free);
        // A file has no more than four thousand million objects, which would not fit into it.
        ((self.places.len() - 1) as u32, 0)
    }

    /// Adds an object under a number of its own.
    pub fn add_object(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.new_object_id();
        self.set_object(id, object);
        id
    }

    /// Adds an object under its number. A stream is compressed, if it may be and becomes shorter.
    pub fn set_object(&mut self, id: ObjectId, object: impl Into<Object>) {
        match object.into() {
            Object::Stream(mut stream) => {
                filters::deflate(&mut stream, self.deflater);
                self.add_stream(id, &stream);
            }
            object => self.write_object(id, |out| syntax::object(&object, out)),
        }
    }

    /// Adds an object that `write` writes.
    pub fn write_object(&mut self, id: ObjectId, write: impl FnOnce(&mut Vec<u8>)) {
        if self.starts.is_empty() {
            (self.stream, _) = self.new_object_id();
        }
        self.set_place(id, Place::In(self.stream, self.starts.len()));
        self.starts.push((id.0, self.waiting.len()));
        write(&mut self.waiting);
        self.waiting.push(b'\n');
        if self.waiting.len() >= OBJECT_STREAM {
            self.end_object_stream();
        }
    }

    /// Adds a stream as it is, an object of its own.
    fn add_stream(&mut self, id: ObjectId, stream: &Stream) {
        self.set_place(id, Place::At(self.bytes.len()));
        let out = &mut self.bytes;
        integer(i64::from(id.0), out);
        out.extend_from_slice(b" 0 obj\n");
        syntax::dictionary(&stream.dict, out);
        out.extend_from_slice(b"stream\n");
        out.extend_from_slice(&stream.content);
        out.extend_from_slice(b"\nendstream\nendobj\n");
    }

    /// What is written so far.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn set_place(&mut self, id: ObjectId, place: Place) {
        if let Some(known) = self.places.get_mut(id.0 as usize) {
            *known = place;
        }
    }

    /// Writes the object stream at hand (§7.5.7).
    fn end_object_stream(&mut self) {
        if self.starts.is_empty() {
            return;
        }
        let mut content = Vec::with_capacity(self.waiting.len() + 12 * self.starts.len());
        for (number, start) in &self.starts {
            integer(i64::from(*number), &mut content);
            content.push(b' ');
            integer(*start as i64, &mut content);
            content.push(b' ');
        }
        let dictionary = dictionary! {
            "Type" => "ObjStm",
            "N" => self.starts.len() as i64,
            "First" => content.len() as i64,
        };
        content.append(&mut self.waiting);
        self.starts.clear();
        self.set_object((self.stream, 0), Stream::new(dictionary, content));
    }

    /// The whole file, with `trailer` saying what its catalog is and what its identifier (§7.5.5, §7.5.8).
    pub fn finish(mut self, trailer: Dictionary) -> Vec<u8> {
        self.end_object_stream();
        let id = self.new_object_id();
        let start = self.bytes.len();
        self.set_place(id, Place::At(start));
        let mut content = Vec::with_capacity(7 * self.places.len());
        for (number, place) in self.places.iter().enumerate() {
            let (kind, second, third) = match *place {
                // The first is the head of a list of those that are free, which ends with it.
                Place::Free => (0, 0, if number == 0 { u16::MAX } else { 0 }),
                Place::At(offset) => (1, offset as u32, 0),
                Place::In(stream, index) => (2, stream, index as u16),
            };
            content.push(kind);
            content.extend(second.to_be_bytes());
            content.extend(third.to_be_bytes());
        }
        let mut dictionary = dictionary! {
            "Type" => "XRef",
            "Size" => self.places.len() as i64,
            "W" => vec![1.into(), 4.into(), 2.into()],
        };
        dictionary.extend(&trailer);
        self.set_object(id, Stream::new(dictionary, content));
        self.bytes.extend_from_slice(b"startxref\n");
        integer(start as i64, &mut self.bytes);
        self.bytes.extend_from_slice(b"\n%%EOF\n");
        self.bytes
    }
}
