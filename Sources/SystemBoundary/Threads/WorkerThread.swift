internal import Glibc

/// A thread of the operating system that runs one closure.
///
/// Its end is waited for with ``join()``; where that is forgotten, it is waited for at the end of
/// the value's life, so no thread outlives what it works on.
package struct WorkerThread: ~Copyable {
  private var thread: pthread_t?

  /// Starts a thread, or runs the closure at once if the system has no thread to give.
  ///
  /// - Parameters:
  ///   - stackByteCount: The size of the thread's stack in bytes.
  ///   - body: What to run.
  package init(stackByteCount: Int = 1 << 20, running body: @escaping @Sendable () -> Void) {
    thread = Self.start(stackByteCount, body)
    if thread == nil { body() }
  }

  private init(_ thread: pthread_t) { self.thread = thread }

  /// Starts a thread for a closure that may wait for its maker.
  ///
  /// - Parameter body: What to run.
  /// - Returns: `nil` if the system has no thread to give; then it is not run.
  package static func waiting(_ body: @escaping @Sendable () -> Void) -> WorkerThread? {
    start(1 << 20, body).map { WorkerThread($0) }
  }

  private static func start(
    _ stackByteCount: Int, _ body: @escaping @Sendable () -> Void
  ) -> pthread_t? {
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    unsafe pthread_attr_init(attributes)
    defer {
      unsafe pthread_attr_destroy(attributes)
      unsafe attributes.deallocate()
    }
    unsafe pthread_attr_setstacksize(attributes, stackByteCount)
    let box = unsafe Unmanaged.passRetained(ThreadBody(run: body))
    var started: pthread_t = 0
    // SAFETY: the box is retained here and released exactly once: by the thread, or below.
    let result = unsafe pthread_create(
      &started, attributes,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, box.toOpaque())
    if result == 0 { return started }
    unsafe box.release()
    return nil
  }

  deinit { if let thread { _ = pthread_join(thread, nil) } }

  /// Waits for the end of the thread.
  package consuming func join() {
    if let thread { _ = pthread_join(thread, nil) }
    thread = nil
  }
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(run: @escaping @Sendable () -> Void) { self.run = run }
}
