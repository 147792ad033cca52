//! Counts the events that are being dealt with, so that a shutdown can wait for their replies.

use tokio::sync::watch;

/// How many events are being dealt with.
#[derive(Debug, Default)]
pub(super) struct UnderWay {
    count: watch::Sender<usize>,
}

/// One event that is being dealt with, until it is dropped.
#[derive(Debug)]
pub(super) struct Work<'a>(&'a UnderWay);

impl UnderWay {
    /// Counts one event more, until the guard is dropped: also when its task panics or is cancelled.
    pub(super) fn begin(&self) -> Work<'_> {
        self.count.send_modify(|count| *count += 1);
        Work(self)
    }

    /// Waits until no event is being dealt with.
    pub(super) async fn finished(&self) {
        // An error would mean that the sender is gone, which `self` owns.
        let _ = self.count.subscribe().wait_for(|count| *count == 0).await;
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        self.0.count.send_modify(|count| *count -= 1);
    }
}
