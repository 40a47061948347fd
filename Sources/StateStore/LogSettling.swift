internal import SystemBoundary

/// Brings what a run has written from the log of changes into the one file, while reports are made.
///
/// Closing the state does so anyhow; then there is little left to do.
package struct LogSettling: ~Copyable {
  private let thread: WorkerThread?

  /// Begins, if anything else can be done meanwhile.
  package init(of store: borrowing StateStore) {
    let writing = store.writing
    thread = store.readsBeside ? WorkerThread.waiting { writing.settle() } : nil
  }

  /// Is there until nothing else is to be done; the thread has ended when the value has.
  package func end() {}
}
