internal import ByteScan

/// What Windows events are wrapped in.
enum WindowsWrapping: Hashable, Sendable {
  /// JSON Lines of winlogbeat: what every event has under `winlog`, its data under `winlog.event_data`.
  case winlogbeat
  /// JSON Lines of NXLog and of collections such as OTRF's: everything at the top level.
  case flat
  /// `<Event>` as `wevtutil qe /f:xml` and `ToXml()` write it, over one or several lines.
  case xml
  /// Rows of `Get-WinEvent … | Export-Csv`, whose data stands in their messages.
  case table(DateOrder)

  /// What ties events about one handle together; those of a table have no text that tells all by itself.
  var handleFamily: FragmentFamily? {
    switch self {
    case .winlogbeat: .winlogbeatHandle
    case .flat: .windowsJSONHandle
    case .xml: .windowsXMLHandle
    case .table: nil
    }
  }

  private static let winlogbeatCutter = JSONCutter(winlogbeat.paths)
  private static let flatCutter = JSONCutter(flat.paths)
  private static let emptyCutter = JSONCutter([])

  /// Cuts the values out of a JSON object.
  var cutter: JSONCutter {
    switch self {
    case .winlogbeat: Self.winlogbeatCutter
    case .flat: Self.flatCutter
    case .xml, .table: Self.emptyCutter
    }
  }

  /// Where the values stand in a JSON object.
  private var paths: JSONPaths {
    var paths: [(path: [String], slot: Int)] = []
    func add(_ path: [String], _ value: WindowsValue) { paths.append((path, value.rawValue)) }
    let named = WindowsValue.named
    switch self {
    case .winlogbeat:
      add(["@timestamp"], .systemTime)
      add(["winlog", "provider_name"], .provider)
      add(["winlog", "event_id"], .eventID)
      add(["winlog", "computer_name"], .computer)
      add(["winlog", "task"], .task)
      add(["winlog", "keywords", "0"], .keywords)
      add(["event", "outcome"], .outcome)
      for (name, value) in named {
        add(["winlog", "event_data", name], value)
        add(["winlog", "user_data", name], value)
      }
    case .flat:
      add(["@timestamp"], .systemTime)
      add(["ProviderName"], .provider)
      add(["SourceName"], .sourceName)
      add(["Channel"], .channel)
      add(["EventID"], .eventID)
      add(["Computer"], .computer)
      add(["Hostname"], .hostname)
      add(["EventTime"], .eventTime)
      add(["TimeCreated"], .timeCreated)
      add(["Task"], .task)
      add(["Category"], .category)
      add(["Keywords"], .keywords)
      add(["EventType"], .eventType)
      for (name, value) in named {
        add([name], value)
        add(["EventData", name], value)
      }
    case .xml, .table: break
    }
    return JSONPaths(paths)
  }
}
