internal import EventModel

extension BuiltInFormats {
  /// Sign-ins to Microsoft's cloud.
  static let entra: [BuiltInFormat] = [.entraSignIn]
}

extension BuiltInFormat {
  /// Sign-in logs of Entra ID as Azure Monitor hands them on, one a line.
  ///
  /// Source: <https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/signinlogs>, and the samples of
  /// <https://github.com/elastic/integrations>, `packages/azure/data_stream/signinlogs`.
  static let entraSignIn = BuiltInFormat(
    "entra_signin", kind: .login,
    marks: ["\"category\"", "SignInLogs\"", "\"userPrincipalName\"", "\"resultType\""],
    RecordDeclaration(
      syntax: .json,
      values: [
        RecordDeclaration.Value(
          field: .time, origin: .places([.path(["time"])]), timeForm: .iso),
        RecordDeclaration.Value(
          field: .code, origin: .places([.path(["resultType"])])),
        RecordDeclaration.Value(
          field: .user, origin: .places([.path(["properties", "userPrincipalName"])])),
        RecordDeclaration.Value(
          field: .srcIP, origin: .places([.path(["callerIpAddress"])])),
        RecordDeclaration.Value(
          field: .service, origin: .places([.path(["properties", "appDisplayName"])])),
        // Every number but 0 is an error, https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes.
        RecordDeclaration.Value(
          field: .outcome, origin: .places([.path(["resultType"])]),
          mapping: RecordDeclaration.Mapping(
            [("0", .word("allowed"))], otherwise: .word("failed"))),
      ]))
}
