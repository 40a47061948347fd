internal import EventModel

extension BuiltInFormat {
  /// The `combined` log of an Apache or nginx on which people keep files by WebDAV: events of files,
  /// not of the web.
  ///
  /// It is told by a reply 207, which only a server gives that lists its folders (RFC 4918, section 11.1);
  /// strangers ask every server on the internet for that, and get other replies. A request without a user is no
  /// event: programs ask without a name first, and pages beside the folders need none.
  ///
  /// Lines: an Apache 2.4 with mod_dav, `Tests/Integration/davserver.py`.
  static let webDAV = BuiltInFormat(
    "webdav", kind: .file, marks: [" HTTP/"], insteadOf: "apache_combined",
    RecordDeclaration(
      syntax: .apache("combined"),
      values: [
        .column(.user, "%u"), .column(.srcIP, "%h"), .column(.code, "%m"),
        .column(.action, "%m").meaning(
          [
            .download: ["GET"], .write: ["PUT"], .create: ["MKCOL"], .deleteFile: ["DELETE"],
            .copy: ["COPY"], .move: ["MOVE"],
          ], otherwise: .ignored),
        .column(.outcome, "%>s").meaning(
          [.allowed: ["200", "201", "204", "206", "207", "304"]],
          otherwise: .word(Word.failed.text)),
        .column(.path, "%U", part: .before(UInt8(ascii: "?"))).percentEncoded(),
        .constant(.volume, .network),
      ]
    ).with {
      $0.signs = ["HTTP/1.1\" 207 ", "HTTP/2.0\" 207 ", "HTTP/1.0\" 207 "]
      $0.conditions = [.present(.named("%m")), .present(.named("%u"))]
    })
}
