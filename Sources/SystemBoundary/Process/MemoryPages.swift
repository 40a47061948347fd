internal import Glibc

/// The pages of memory that the system gives to this process.
package enum MemoryPages {
  /// Linux's advice to give pages at once instead of at the first touch (since 5.14).
  private static let populateWrite: Int32 = 23

  /// Has the system give all pages of an array's storage in one call.
  ///
  /// Each page that is given at its first touch costs an interrupt. Where the system does not know
  /// the advice nothing happens. Pages that were given before stay as they are.
  ///
  /// - Parameter values: An array whose storage will be filled up to its capacity.
  package static func provide<Value: BitwiseCopyable>(for values: inout [Value]) {
    let capacity = values.capacity * MemoryLayout<Value>.stride
    // SAFETY: only whole pages inside the storage of the array are named, and the advice keeps what
    // stands in them.
    unsafe values.withUnsafeMutableBufferPointer { storage in
      guard let base = storage.baseAddress else { return }
      let address = UInt(bitPattern: base)
      let pageByteCount = UInt(max(1, sysconf(Int32(_SC_PAGESIZE))))
      let first = (address + pageByteCount - 1) / pageByteCount * pageByteCount
      let end = (address + UInt(capacity)) / pageByteCount * pageByteCount
      guard first < end else { return }
      unsafe madvise(UnsafeMutableRawPointer(bitPattern: first), Int(end - first), populateWrite)
    }
  }

  /// Lets the heap of this thread grow in large steps from now on.
  ///
  /// The C library makes the heap of every thread but the first usable page by page as it grows, each with a
  /// call that keeps all threads from being given pages meanwhile. Here that is done for some megabytes at
  /// once; the memory is given back, and is not used before it is needed.
  package static func widenHeapOfThread() {
    // SAFETY: every piece comes from `malloc`, is never looked at, and is given back once.
    var pieces: [UnsafeMutableRawPointer?] = unsafe []
    for _ in 0..<heapPieceCount { unsafe pieces.append(malloc(heapPieceByteCount)) }
    for index in unsafe pieces.indices { unsafe free(pieces[index]) }
  }

  /// Larger pieces would come from outside the heap.
  private static let heapPieceByteCount = 96 << 10
  private static let heapPieceCount = 32
}
