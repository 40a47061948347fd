import Foundation
import SystemBoundary
import Testing

struct FileTests {
  func temporaryPath() -> RawPath {
    RawPath(NSTemporaryDirectory()).appending("exfil-\(UUID())")
  }

  func remove(_ path: RawPath) { try? FileManager.default.removeItem(atPath: path.display) }

  @Test func `replaces a file at once or not at all`() throws {
    let path = temporaryPath()
    defer { remove(path) }
    var first = try AtomicFileWriter(replacing: path)
    try first.write("old")
    try first.commit()
    do {
      var abandoned = try AtomicFileWriter(replacing: path)
      try abandoned.write(String(repeating: "new", count: 100_000))
      #expect(try InputFile.contents(of: path) == Array("old".utf8))
    }
    #expect(try InputFile.contents(of: path) == Array("old".utf8))
    var second = try AtomicFileWriter(replacing: path)
    try second.write("new")
    try second.commit()
    #expect(try InputFile.contents(of: path) == Array("new".utf8))
    let attributes = try FileManager.default.attributesOfItem(atPath: path.display)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test(arguments: [0o644, 0o640, 0o600]) func `a file that is updated keeps its rights`(
    _ permissions: Int
  ) throws {
    let path = temporaryPath()
    defer { remove(path) }
    var missing: SystemError?
    do throws(SystemError) { _ = try AtomicFileWriter(updating: path) } catch { missing = error }
    #expect(missing?.isNotFound == true)
    #expect(
      FileManager.default.createFile(
        atPath: path.display, contents: nil, attributes: [.posixPermissions: permissions]))
    var writer = try AtomicFileWriter(updating: path)
    try writer.write("new")
    try writer.commit()
    #expect(try InputFile.contents(of: path) == Array("new".utf8))
    #expect(Int(try FileStatus.of(path).permissions) == permissions)
    let link = temporaryPath()
    defer { remove(link) }
    try FileManager.default.createSymbolicLink(
      atPath: link.display, withDestinationPath: path.display)
    let inode = try FileStatus.of(path).identity
    var second = try AtomicFileWriter(updating: link)
    try second.write("newer")
    try second.commit()
    #expect(try FileStatus.ofLink(link).kind == .symbolicLink)
    #expect(try InputFile.contents(of: path) == Array("newer".utf8))
    #expect(try FileStatus.of(path).identity != inode)
  }

  @Test func `writes through links and devices, and tells a full disk`() throws {
    let target = temporaryPath()
    let link = temporaryPath()
    try FileManager.default.createSymbolicLink(
      atPath: link.display, withDestinationPath: target.display)
    defer {
      remove(target)
      remove(link)
    }
    var writer = try AtomicFileWriter(replacing: link)
    try writer.write("x")
    try writer.commit()
    #expect(try FileStatus.ofLink(link).kind == .symbolicLink)
    #expect(try InputFile.contents(of: target) == Array("x".utf8))

    var full = try AtomicFileWriter(replacing: "/dev/full")
    try full.write("x")
    var caught: SystemError?
    do throws(SystemError) { try full.commit() } catch { caught = error }
    #expect(caught?.isNoSpace == true)
    #expect(try FileStatus.ofLink("/dev/full").kind == .device)
    var refused: SystemError?
    do throws(SystemError) { _ = try AtomicFileWriter(replacing: "/tmp") } catch { refused = error }
    #expect(refused?.isDirectory == true)
  }

  @Test func `a spool gives back what it was given`() throws {
    var spool = try SpoolFile(bufferByteCount: 100)
    var offsets: [UInt64] = []
    for number in 0..<200 {
      let bytes = [UInt8](repeating: UInt8(number), count: number)
      offsets.append(try spool.append(bytes.span))
    }
    try spool.flush()
    #expect(spool.byteCount == 19_900)
    for number in 0..<200 {
      var piece = [UInt8](repeating: 0xFF, count: number)
      var target = piece.mutableSpan
      let byteCount = try spool.read(at: offsets[number], into: &target)
      #expect(byteCount == number && piece.allSatisfy { $0 == UInt8(number) })
    }
  }

  @Test func `limits what is read whole, and tells what is missing`() throws {
    let path = temporaryPath()
    defer { remove(path) }
    var writer = try AtomicFileWriter(replacing: path)
    try writer.write(String(repeating: "x", count: 1000))
    try writer.commit()
    #expect(try InputFile.contents(of: path, limit: 999) == nil)
    #expect(try InputFile.contents(of: path, limit: 1000)?.count == 1000)
    var caught: SystemError?
    do throws(SystemError) { _ = try InputFile(opening: "/no/such") } catch { caught = error }
    #expect(caught?.isNotFound == true)
    #expect(caught?.description == "open /no/such: No such file or directory")
  }
}
