//! Output that may go unread: when its reader has gone away, the work goes on and its exit status tells what it found.

use std::io::{self, Write};

/// Writes to `inner` until nobody reads there any more, and then to nowhere.
///
/// For work that has to be done whoever looks on, such as a check (`attache check | head -1`). What is only for the
/// reader, such as a batch, ends with the reader.
pub(super) struct Unread<W> {
    inner: W,
    gone: bool,
}

impl<W: Write> Unread<W> {
    pub(super) const fn new(inner: W) -> Unread<W> {
        Unread { inner, gone: false }
    }

    /// What `write` says, or `nowhere` once nobody reads.
    fn heed<T>(&mut self, nowhere: T, write: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.gone {
            return Ok(nowhere);
        }
        match write(&mut self.inner) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(nowhere)
            }
            result => result,
        }
    }
}

impl<W: Write> Write for Unread<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.heed(bytes.len(), |inner| inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.heed((), Write::flush)
    }
}
