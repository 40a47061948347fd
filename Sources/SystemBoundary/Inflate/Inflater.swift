internal import ByteScan
internal import CIsal
internal import CZlib
internal import Glibc

/// Which library inflates.
package enum InflateEngine: Hashable, Sendable, CaseIterable {
  /// The fast one.
  case isal
  /// The reference.
  case zlib
}

/// What one step of inflating has done.
package struct InflateStep: Hashable, Sendable {
  /// How a step ended.
  package enum Outcome: Hashable, Sendable {
    /// The input or the room for output is used up.
    case running
    /// The last block has been read, and all of it was written.
    case finished
    /// The data is broken; what was written before it is good.
    case broken
  }

  /// How the step ended.
  package var outcome: Outcome
  /// How many bytes of the input were taken.
  package var consumed: Int
  /// How many bytes were written.
  package var produced: Int
  /// At the end: bytes past the stream that were taken and belong to what follows, at most 8.
  package var leftover: [UInt8] = []
}

/// Inflates one raw deflate stream, piece by piece.
///
/// Headers and check sums of gzip are not its business: ISA-L 2.30 refuses good headers that fall
/// across two pieces of input.
@safe
package struct Inflater: ~Copyable, @unchecked Sendable {
  /// The library that does the work.
  package let engine: InflateEngine
  // SAFETY: `state` points to memory of our own, large enough for the engine, from `init` to
  // `deinit`; no copy of the pointer leaves this type, so it may go from thread to thread.
  private let state: UnsafeMutableRawPointer

  /// Creates an inflater at the start of a stream.
  package init(engine: InflateEngine) {
    self.engine = engine
    let byteCount =
      unsafe engine == .isal ? isal_raw_state_size() : MemoryLayout<z_stream>.size
    unsafe state = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
    unsafe state.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    switch engine {
    case .isal:
      unsafe isal_raw_start(state)
    case .zlib:
      let stream = unsafe state.bindMemory(to: z_stream.self, capacity: 1)
      // Raw deflate with the largest window; fails only without memory, and then each step does.
      unsafe _ = inflateInit2_(
        stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    }
  }

  deinit {
    if engine == .zlib {
      unsafe _ = inflateEnd(state.assumingMemoryBound(to: z_stream.self))
    }
    unsafe state.deallocate()
  }

  /// Goes back to the start of a stream.
  package mutating func restart() {
    switch engine {
    case .isal: unsafe isal_raw_start(state)
    case .zlib: unsafe _ = inflateReset(state.assumingMemoryBound(to: z_stream.self))
    }
  }

  /// Inflates from `input` into the front of `output`.
  ///
  /// - Complexity: O(*n*) in the bytes written.
  package mutating func inflate(
    _ input: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) -> InflateStep {
    switch engine {
    case .isal: isalStep(input, into: &output)
    case .zlib: zlibStep(input, into: &output)
    }
  }

  private mutating func isalStep(
    _ input: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) -> InflateStep {
    let state = unsafe state
    // SAFETY: the engine reads at most `source.count` and writes at most `target.count` bytes, and
    // keeps neither pointer for later: both are set anew on each call.
    let step = unsafe output.withUnsafeMutableBufferPointer { target in
      unsafe input.withUnsafeBufferPointer { source in
        unsafe isal_raw_inflate(
          state, source.baseAddress, UInt32(source.count), target.baseAddress,
          UInt32(target.count))
      }
    }
    return InflateStep(
      outcome: step.error != 0 ? .broken : step.finished != 0 ? .finished : .running,
      consumed: Int(step.consumed), produced: Int(step.produced),
      leftover: (0..<UInt64(step.leftover_count)).map {
        UInt8(truncatingIfNeeded: step.leftover >> (8 * $0))
      })
  }

  private mutating func zlibStep(
    _ input: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) -> InflateStep {
    let stream = unsafe state.assumingMemoryBound(to: z_stream.self)
    // SAFETY: as for ISA-L; zlib never writes to its input, whatever its type says.
    return unsafe output.withUnsafeMutableBufferPointer { target in
      unsafe input.withUnsafeBufferPointer { source in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(source.count)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = UInt32(target.count)
        let result = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
        let outcome: InflateStep.Outcome =
          switch result {
          case Z_STREAM_END: .finished
          case Z_OK, Z_BUF_ERROR: .running
          default: .broken
          }
        return unsafe InflateStep(
          outcome: outcome, consumed: source.count - Int(stream.pointee.avail_in),
          produced: target.count - Int(stream.pointee.avail_out))
      }
    }
  }
}
