import ByteScan
import Testing

@testable import LogFormats

/// Names of files in records of the Linux audit: where relative ones begin, and which are noise.
struct AuditPathTests {
  @Test(arguments: [
    ("a.txt", "/srv", "/srv/a.txt"),
    ("./a.txt", "/srv", "/srv/a.txt"),
    ("../a.txt", "/srv/share", "/srv/a.txt"),
    ("sub/../../a//b/", "/srv/share", "/srv/a/b"),
    ("a.txt", "/", "/a.txt"),
    ("../../..", "/srv", "/"),
    ("/srv/./share/..a", "/tmp", "/srv/share/..a"),
    // The folder is not known.
    ("a.txt", "", "a.txt"),
    ("./a/../../b", "", "../b"),
    (".", "", "."),
  ])
  func `begins where the call says`(name: String, folder: String, whole: String) throws {
    let line = Array("type=PATH msg=audit(1.000:1): item=0 name=\"\(name)\" nametype=NORMAL".utf8)
    let record = try AuditRecord(line.span, 0..<line.count)
    let found = AuditPath(record, in: line.span)?.whole(below: Array(folder.utf8))
    #expect(found == Array(whole.utf8))
  }

  @Test(arguments: [
    ("/proc/self/status", true), ("/proc/12/cwd", true), ("/proc/self/cwd/a.txt", false),
    ("/proc/12/root/srv/a.txt", false), ("/usr/share/a", true), ("/home/usr/a", false),
  ])
  func `the system's own files are noise`(path: String, isSystem: Bool) {
    #expect(AuditJoiner.isSystem(Array(path.utf8)) == isSystem)
  }

  /// What the calls come to whose lines are not in the conformance folder.
  @Test(arguments: [
    // A file that is there is written by creat(2), not created.
    ("85 success=yes a0=7f00", ["NORMAL a"], "write path=/srv/a"),
    ("85 success=yes a0=7f00", ["PARENT .", "CREATE a"], "create path=/srv/a"),
    // Each name of renameat(2) has a folder of its own.
    ("264 a0=3 a2=ffffff9c", ["DELETE a", "CREATE b"], "rename path=a target_path=/srv/b"),
    ("264 a0=ffffff9c a2=4", ["DELETE a", "CREATE b"], "rename path=/srv/a target_path=b"),
    // The new name is there already.
    (
      "82 a0=7f00", ["DELETE a", "DELETE b", "CREATE b"], "rename path=/srv/a target_path=/srv/b"
    ),
    ("76 a0=7f00", ["NORMAL a"], "write path=/srv/a"),
    ("84 a0=7f00", ["DELETE a"], "delete path=/srv/a"),
  ])
  func `calls name their files`(call: String, paths: [String], event: String) throws {
    var lines = [
      "SYSCALL msg=audit(1795350154.000:1): arch=c000003e syscall=\(call) exit=0 auid=5 uid=0",
      "CWD msg=audit(1795350154.000:1): cwd=\"/srv\"",
    ]
    for (item, path) in paths.enumerated() {
      let words = path.split(separator: " ")
      lines.append(
        "PATH msg=audit(1795350154.000:1): item=\(item) name=\"\(words[1])\" mode=0100644 nametype=\(words[0])"
      )
    }
    let words = event.split(separator: " ", maxSplits: 1)
    let records = try LineJoinerTests.records(lines.map { "type=" + $0 }.joined(separator: "\n"))
    let target = words[1].split(separator: " ")
    let tail = target.count > 1 ? " \(target[1])" : ""
    #expect(
      records == [
        "\(lines.count) file user=5 outcome=allowed \(target[0]) action=\(words[0]) name=a\(tail)"
      ])
  }
}
