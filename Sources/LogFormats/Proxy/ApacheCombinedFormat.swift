internal import EventModel

extension BuiltInFormat {
  /// The `combined` log of Apache httpd and nginx, which tells no size of requests.
  ///
  /// Source: <https://httpd.apache.org/docs/2.4/logs.html#combined>.
  static let apacheCombined = BuiltInFormat(
    "apache_combined", kind: .web, marks: [" HTTP/"],
    RecordDeclaration(
      syntax: .apache("combined"),
      values: []))
}
