internal import ByteScan
internal import Synchronization
internal import SystemBoundary

/// Fills blocks on a thread of its own while the consumer works on earlier ones.
///
/// A bounded ring: a block goes from `free` to the producer, then to `ready`, then to the consumer,
/// who gives it back. The order is that of the stream, so the thread can't change any result.
struct ReadAhead: ~Copyable {
  private struct Ring: Sendable {
    var free: [LineBlock]
    var ready: [(block: LineBlock, item: LineBlockItem)] = []
    var isStopped = false
  }

  private final class Producer: Sendable {
    let ring: Monitor<Ring>
    let assembler: Mutex<LineBlockAssembler<ArchiveText>?>

    init(_ assembler: consuming LineBlockAssembler<ArchiveText>, blockCount: Int) {
      ring = Monitor(Ring(free: (0..<blockCount).map { _ in LineBlock() }))
      self.assembler = Mutex(assembler)
    }

    /// Fills blocks until the stream ends or the consumer has had enough.
    func run() {
      while let block = ring.wait(for: { ring -> LineBlock?? in
        if ring.isStopped { return .some(nil) }
        return ring.free.popLast().map { .some($0) }
      }) {
        var block = block
        let item = assembler.withLock { assembler in assembler?.next(into: &block) ?? .end }
        ring.update { $0.ready.append((block.take(), item)) }
        if item == .end { return }
      }
    }
  }

  private let producer: Producer
  private let thread: WorkerThread

  init(_ assembler: consuming LineBlockAssembler<ArchiveText>, blockCount: Int) {
    let producer = Producer(assembler, blockCount: max(2, blockCount))
    self.producer = producer
    thread = WorkerThread { producer.run() }
  }

  /// Exchanges the block for the next one.
  mutating func next(into block: inout LineBlock) -> LineBlockItem {
    producer.ring.update { $0.free.append(block.take()) }
    return producer.ring.wait { ring in
      guard !ring.ready.isEmpty else { return nil }
      let next = ring.ready.removeFirst()
      block = next.block
      return next.item
    }
  }

  /// Stops the thread, wherever it is, and gives the source back.
  consuming func finish() -> ArchiveText? {
    producer.ring.update { $0.isStopped = true }
    let producer = producer
    thread.join()
    return producer.assembler.withLock { assembler in
      assembler.take()?.finish()
    }
  }
}
