extension Sequence<String> {
  /// Returns the name the author most likely meant: a known other word for it, or the one that
  /// differs in the fewest letters, at most max(1, a third of the letters).
  ///
  /// Among more names than people give nothing is searched.
  ///
  /// - Complexity: O(*n* · *m*), where *n* is the letters of all names and *m* those of `name`.
  func nearest(to name: String) -> String? {
    guard underestimatedCount <= 2_000 else { return nil }
    let name = String(name.prefix(64))
    var synonyms = Set(otherWords[name.lowercased()] ?? [])
    let limit = Swift.max(1, name.unicodeScalars.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in self {
      if synonyms.remove(candidate) != nil { return candidate }
      let isSameWord = candidate != name && candidate.lowercased() == name.lowercased()
      let distance = isSameWord ? 0 : editDistance(candidate, name)
      guard distance <= limit, candidate != name else { continue }
      if let known = best, (known.distance, known.name) <= (distance, candidate) { continue }
      best = (candidate, distance)
    }
    return best?.name
  }
}

/// Words that people write for words of the language.
private let otherWords: [String: [String]] = [
  "size": ["bytes_out"], "bytes": ["bytes_out"], "bytes_sent": ["bytes_out"],
  "sent_bytes": ["bytes_out"], "bytes_received": ["bytes_in"],
  "host_name": ["host"], "hostname": ["host"], "ip": ["src_ip"], "source_ip": ["src_ip"],
  "client_ip": ["src_ip"], "username": ["user"], "user_name": ["user"], "user_id": ["user"],
  "url_domain": ["domain"], "site": ["domain"], "dest": ["domain"], "destination": ["domain"],
  "to_domain": ["recipient.domain"], "filename": ["name"], "file_name": ["name"],
  "filepath": ["path"], "file_path": ["path"], "from": ["sender"], "title": ["subject"],
  "serial": ["device.serial"], "attachments": ["attachment"], "recipients": ["recipient"],
  "copied": ["copy"], "downloaded": ["read", "download"], "sent": ["write"],
  "deleted": ["delete"], "renamed": ["rename"], "success": ["allowed"], "ok": ["allowed"],
  "denied": ["blocked"], "usb": ["removable", "usb_storage"], "smartphone": ["phone"],
  "leaving": ["departing"], "leaver": ["departing"], "resigned": ["departed"],
  "left": ["departed"], "external": ["out"],
  "except": ["unless"], "filter": ["where"], "condition": ["if"], "group": ["per"],
  "by": ["per"], "over": ["within"], "level": ["severity"], "points": ["score"],
  "describe": ["why"], "description": ["why"], "text": ["message"], "tag": ["tags"],
  "proxy": ["web"], "http": ["web"], "https": ["web"], "browser": ["web"], "email": ["mail"],
  "e_mail": ["mail"], "smtp": ["mail"], "process": ["app"], "application": ["app"],
  "logon": ["login"], "signin": ["login"], "auth": ["login"], "db": ["query"],
  "database": ["query"], "sql": ["query"], "printer": ["print"], "fileshare": ["share"],
  "dcount": ["distinct"], "dc": ["distinct"], "count_distinct": ["distinct"],
  "countdistinct": ["distinct"], "unique": ["distinct"], "uniq": ["distinct"],
  "every": ["each"], "in": ["within"], "for": ["within"], "expires": ["until"],
  "author": ["by"], "approved": ["by"], "because": ["reason"], "during": ["within"],
  "last": ["within"],
  "月": ["Mon"], "火": ["Tue"], "水": ["Wed"], "木": ["Thu"], "金": ["Fri"], "土": ["Sat"], "日": ["Sun"],
  "月曜": ["Mon"], "火曜": ["Tue"], "水曜": ["Wed"], "木曜": ["Thu"], "金曜": ["Fri"], "土曜": ["Sat"],
  "日曜": ["Sun"], "ルール": ["rule"], "一覧": ["list"], "例外": ["allow"], "カレンダー": ["calendar"],
  "between": ["in"], "equals": ["="], "has": ["contains"], "includes": ["contains"],
  "matches": ["like"], "startswith": ["starts"], "endswith": ["ends"], "max": ["largest"],
  "min": ["smallest"], "total": ["sum"], "informational": ["info"], "moderate": ["medium"],
  "warning": ["medium"], "severe": ["critical"],
]

/// Returns how many letters must be put in, taken out, replaced or exchanged with their neighbour to
/// turn one word into the other.
private func editDistance(_ a: String, _ b: String) -> Int {
  let b = Array(b.unicodeScalars)
  var before = [Int](repeating: 0, count: b.count + 1)
  var row = Array(0...b.count)
  var letterBefore: Unicode.Scalar?
  for (i, letter) in a.unicodeScalars.prefix(128).enumerated() {
    var next = [i + 1]
    for j in b.indices {
      var distance = min(row[j] + (b[j] == letter ? 0 : 1), next[j] + 1, row[j + 1] + 1)
      if j > 0, b[j - 1] == letter, b[j] == letterBefore {
        distance = min(distance, before[j - 1] + 1)
      }
      next.append(distance)
    }
    (before, row, letterBefore) = (row, next, letter)
  }
  return row[b.count]
}
