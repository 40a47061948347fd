// swift-tools-version: 6.3
import PackageDescription

/// Has the types of tables made from what the compiler knows of them.
///
/// By default they are named by a text that the runtime reads when the type is met first, and to check that a key is
/// hashable it then goes through all conformances of the program, thousands with Foundation's.
let promptTypes: SwiftSetting = .unsafeFlags(
  ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"],
  .when(configuration: .release))

/// Settings shared by every target: Swift 6 mode, checked memory safety, no warnings.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
  .treatAllWarnings(as: .error),
  promptTypes,
]

/// Makes the runtime of Swift part of the program.
///
/// It starts sooner, for nothing of Foundation has to be found and relocated, and it runs where no
/// toolchain is. The libraries are those that Foundation's own archive asks for. With the runtime comes the
/// wish to show every symbol to libraries that are loaded later; there are none, and at each start twenty
/// thousand symbols would be gone through.
let standing: [LinkerSetting] =
  [
    .unsafeFlags(
      ["-static-stdlib", "-Xlinker", "--no-export-dynamic"], .when(configuration: .release))
  ]
  + [
    "Foundation", "FoundationInternationalization", "FoundationEssentials", "CoreFoundation",
    "_FoundationICU", "_FoundationCollections", "_FoundationCShims", "stdc++",
  ].map { .linkedLibrary($0, .when(configuration: .release)) }

/// One module of the house and the modules it may see; its tests see what it sees.
struct Module {
  var name: String
  var uses: [Target.Dependency]
  var testsUse: [Target.Dependency] = []
  var testFolders: [String] = []

  var targets: [Target] {
    [
      .target(name: name, dependencies: uses, swiftSettings: house),
      .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + uses + testsUse,
        exclude: testFolders, swiftSettings: house),
    ]
  }
}

let modules: [Module] = [
  Module(name: "ByteScan", uses: ["CByteMask"]),
  Module(name: "SystemBoundary", uses: ["CIsal", "CZlib", "ByteScan"]),
  Module(
    name: "Digests",
    uses: [.product(name: "Crypto", package: "swift-crypto")]),
  Module(name: "LogArchive", uses: ["ByteScan", "SystemBoundary", "Digests"]),
  Module(name: "EventModel", uses: ["ByteScan", "SystemBoundary"]),
  Module(
    name: "LogFormats", uses: ["EventModel", "ByteScan", "SystemBoundary"],
    testsUse: ["RuleLanguage", "RuleProgram"], testFolders: ["Conformance"]),
  Module(name: "People", uses: ["EventModel", "ByteScan", "SystemBoundary"]),
  Module(name: "RuleProgram", uses: ["EventModel", "ByteScan"]),
  Module(
    name: "RuleLanguage", uses: ["RuleProgram", "EventModel", "ByteScan", "SystemBoundary"],
    testFolders: ["Golden"]),
  Module(
    name: "Detection",
    uses: ["RuleProgram", "People", "EventModel", "ByteScan", "Digests", "SystemBoundary"],
    testsUse: ["RuleLanguage"]),
  Module(
    name: "Reports",
    uses: ["Detection", "RuleProgram", "EventModel", "ByteScan", "SystemBoundary", "Digests"]),
  Module(
    name: "StateStore",
    uses: [
      "Detection", "RuleProgram", "EventModel", "SystemBoundary", "Digests",
      .product(name: "GRDB", package: "GRDB.swift"),
    ]),
  Module(
    name: "ExfilCommand",
    uses: [
      "StateStore", "Reports", "Detection", "RuleLanguage", "RuleProgram", "LogFormats",
      "LogArchive", "People",
      "EventModel", "ByteScan", "SystemBoundary", "Digests",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ], testFolders: ["Explanation/Golden"]),
]

let package = Package(
  name: "exfil",
  products: [.executable(name: "exfil", targets: ["exfil"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .target(name: "CByteMask"),
    .systemLibrary(name: "CIsal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .executableTarget(
      name: "exfil", dependencies: ["ExfilCommand"], swiftSettings: house,
      linkerSettings: standing),
  ] + modules.flatMap(\.targets)
)
