/// A value of a Windows event that is looked at, whatever the event is wrapped in.
///
/// The raw value is its place among the cells of an event.
enum WindowsValue: Int, CaseIterable {
  // What every event has.
  case provider, eventID, computer, task, keywords, systemTime
  // Other spellings of these in flat JSON.
  case channel, sourceName, hostname, utcTime, eventTime, timeCreated, category, eventType
  case outcome
  // Objects and shares.
  case objectType, objectName, accessMask, handleID, processID, processName
  case shareName, relativeTargetName, ipAddress
  case subjectUserSid, subjectUserName, subjectDomainName
  // Sign-ins and processes.
  case targetUserSid, targetUserName, targetDomainName, logonType, newProcessName
  // Sysmon.
  case image, user, targetFilename, contents
  // Devices.
  case deviceID, deviceDescription, className, deviceInstanceID, instance, major, minor
  case manufacturer, model, serialNumber, busType, capacity
  // Print.
  case param2, param3, param4, param5, param7, param8

  /// The name of the value in the data of an event; `nil` for what stands elsewhere.
  ///
  /// Names are those of the providers' manifests, as the events in the conformance samples show them.
  var dataName: String? {
    switch self {
    case .provider, .eventID, .computer, .task, .keywords, .systemTime, .channel, .sourceName,
      .hostname, .eventTime, .timeCreated, .category, .eventType, .outcome:
      nil
    case .utcTime: "UtcTime"
    case .objectType: "ObjectType"
    case .objectName: "ObjectName"
    case .accessMask: "AccessMask"
    case .handleID: "HandleId"
    case .processID: "ProcessId"
    case .processName: "ProcessName"
    case .shareName: "ShareName"
    case .relativeTargetName: "RelativeTargetName"
    case .ipAddress: "IpAddress"
    case .subjectUserSid: "SubjectUserSid"
    case .subjectUserName: "SubjectUserName"
    case .subjectDomainName: "SubjectDomainName"
    case .targetUserSid: "TargetUserSid"
    case .targetUserName: "TargetUserName"
    case .targetDomainName: "TargetDomainName"
    case .logonType: "LogonType"
    case .newProcessName: "NewProcessName"
    case .image: "Image"
    case .user: "User"
    case .targetFilename: "TargetFilename"
    case .contents: "Contents"
    case .deviceID: "DeviceId"
    case .deviceDescription: "DeviceDescription"
    case .className: "ClassName"
    case .deviceInstanceID: "DeviceInstanceId"
    case .instance: "InstanceId"
    case .major: "RequestMajorCode"
    case .minor: "RequestMinorCode"
    case .manufacturer: "Manufacturer"
    case .model: "Model"
    case .serialNumber: "SerialNumber"
    case .busType: "BusType"
    case .capacity: "Capacity"
    case .param2: "Param2"
    case .param3: "Param3"
    case .param4: "Param4"
    case .param5: "Param5"
    case .param7: "Param7"
    case .param8: "Param8"
    }
  }

  /// The values that stand in the data of events, each with its name.
  static let named: [(name: String, value: WindowsValue)] = allCases.compactMap { value in
    value.dataName.map { ($0, value) }
  }
}

extension RecordCells {
  /// Where a value of a Windows event stands.
  @inline(__always)
  subscript(_ value: WindowsValue) -> Cell { self[value.rawValue] }

  /// Whether the event has the value.
  @inline(__always)
  func has(_ value: WindowsValue) -> Bool { isSet(value.rawValue) }
}
