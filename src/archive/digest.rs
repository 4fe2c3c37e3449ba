//! Digests: what tells a file from one that was changed.

use crate::hexadecimal;
use sha2::{Digest as _, Sha256, Sha512};
use std::fmt;
use std::io::{self, Read};

/// How much is read at a time, in bytes.
const BUFFER: usize = 128 << 10;

/// The algorithms of the manifests (RFC 8493, section 2.4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Algorithm {
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SHA-512 (FIPS 180-4).
    Sha512,
}

impl Algorithm {
    /// All of them; a package has a manifest for each.
    pub const ALL: [Algorithm; 2] = [Algorithm::Sha256, Algorithm::Sha512];

    /// Its name in the names of manifests.
    pub fn name(self) -> &'static str {
        match self {
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha512 => "sha512",
        }
    }

    /// Its name in PREMIS (the vocabulary of cryptographic hash functions of the Library of Congress).
    pub(super) fn premis_name(self) -> &'static str {
        match self {
            Algorithm::Sha256 => "SHA-256",
            Algorithm::Sha512 => "SHA-512",
        }
    }
}

/// The digest of a file.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Digest(Vec<u8>);

impl Digest {
    /// A digest in hexadecimal, as manifests give it; none where it is no hexadecimal number.
    pub fn from_hex(hex: &str) -> Option<Digest> {
        let (pairs, rest) = hex.as_bytes().as_chunks();
        if pairs.is_empty() || !rest.is_empty() {
            return None;
        }
        let value = |digit: u8| char::from(digit).to_digit(16);
        let byte = |[high, low]: &[u8; 2]| Some((value(*high)? * 16 + value(*low)?) as u8);
        pairs.iter().map(byte).collect::<Option<_>>().map(Digest)
    }
}

/// Hexadecimal, in small letters.
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hexadecimal::digits(&self.0))
    }
}

/// The size and the digests of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Digests {
    /// In bytes.
    pub size: u64,
    sha256: Digest,
    sha512: Digest,
}

impl Digests {
    /// The digest by `algorithm`.
    pub fn get(&self, algorithm: Algorithm) -> &Digest {
        match algorithm {
            Algorithm::Sha256 => &self.sha256,
            Algorithm::Sha512 => &self.sha512,
        }
    }

    /// The digests of `bytes`.
    pub fn of(bytes: &[u8]) -> Digests {
        let mut digesting = Digesting::new(io::empty());
        digesting.update(bytes);
        digesting.finish()
    }

    /// The digests of what `reader` gives, to its end; `read` hears of every portion.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn of_reader(reader: impl Read, mut read: impl FnMut(&[u8])) -> io::Result<Digests> {
        let mut digesting = Digesting::new(reader);
        let mut buffer = vec![0; BUFFER];
        loop {
            match digesting.read(&mut buffer) {
                Ok(0) => return Ok(digesting.finish()),
                Ok(count) => read(&buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// A reader that makes the digests of what passes through it.
pub(super) struct Digesting<R> {
    reader: R,
    size: u64,
    sha256: Sha256,
    sha512: Sha512,
}

impl<R> Digesting<R> {
    pub fn new(reader: R) -> Digesting<R> {
        Digesting {
            reader,
            size: 0,
            sha256: Sha256::new(),
            sha512: Sha512::new(),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        self.size += bytes.len() as u64;
        self.sha256.update(bytes);
        self.sha512.update(bytes);
    }

    pub fn finish(self) -> Digests {
        Digests {
            size: self.size,
            sha256: Digest(self.sha256.finalize().to_vec()),
            sha512: Digest(self.sha512.finalize().to_vec()),
        }
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.update(&buffer[..count]);
        Ok(count)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standard() {
        // FIPS 180-4, the examples for "abc".
        let digests = Digests::of_reader(&b"abc"[..], |_| ()).unwrap();
        assert_eq!(digests.size, 3);
        assert_eq!(
            digests.get(Algorithm::Sha256).to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert!(
            digests
                .get(Algorithm::Sha512)
                .to_string()
                .starts_with("ddaf35a193617abacc417349ae204131")
        );
        assert_eq!(digests, Digests::of(b"abc"));
    }

    #[test]
    fn hexadecimal_is_read_in_both_cases() {
        assert_eq!(Digest::from_hex("0aFF").unwrap().to_string(), "0aff");
        for wrong in ["", "0", "0g", "+1", "é0"] {
            assert_eq!(Digest::from_hex(wrong), None, "{wrong}");
        }
    }
}
