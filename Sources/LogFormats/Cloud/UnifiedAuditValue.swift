internal import ByteScan

/// A value of a record of the Microsoft 365 unified audit log that is looked at.
///
/// The raw value is its place among the cells of a record. Names are those of the schema,
/// <https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema>.
enum UnifiedAuditValue: Int, CaseIterable {
  case creationTime, operation, userID, clientIP, clientIPAddress, actorIPAddress, objectID
  case itemType, fileSize, targetName, targetType, destinationName, destinationFolder, siteURL
  case resultStatus

  /// The name of the value in a record.
  var name: String {
    switch self {
    case .creationTime: "CreationTime"
    case .operation: "Operation"
    case .userID: "UserId"
    case .clientIP: "ClientIP"
    case .clientIPAddress: "ClientIPAddress"
    case .actorIPAddress: "ActorIpAddress"
    case .objectID: "ObjectId"
    case .itemType: "ItemType"
    case .fileSize: "FileSizeBytes"
    case .targetName: "TargetUserOrGroupName"
    case .targetType: "TargetUserOrGroupType"
    case .destinationName: "DestinationFileName"
    case .destinationFolder: "DestinationRelativeUrl"
    case .siteURL: "SiteUrl"
    case .resultStatus: "ResultStatus"
    }
  }

  /// How many parameters of a command are looked at.
  static let parameterLimit = 32
  /// How many places the cells of a record have, those of parameters included.
  static let count = allCases.count + 2 * parameterLimit

  /// The place of the name of a parameter; that of its value comes after it.
  static func place(ofParameter index: Int) -> Int { allCases.count + 2 * index }

  /// Cuts the values out of the JSON object.
  static let cutter = {
    var paths: [(path: [String], slot: Int)] = allCases.map { ([$0.name], $0.rawValue) }
    for index in 0..<parameterLimit {
      paths.append((["Parameters", "\(index)", "Name"], place(ofParameter: index)))
      paths.append((["Parameters", "\(index)", "Value"], place(ofParameter: index) + 1))
    }
    return JSONCutter(JSONPaths(paths))
  }()
}

extension RecordCells {
  /// Where a value of an audit record stands.
  @inline(__always)
  subscript(_ value: UnifiedAuditValue) -> Cell { self[value.rawValue] }
}
