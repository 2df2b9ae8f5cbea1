// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// A package of its own, since every line of it is built to be counted; what it reads of the
// program are links to those files, so that nothing else has to be built.
let package = Package(
  name: "Fuzzing",
  platforms: [.macOS(.v15)],
  targets: [
    .target(name: "Liquidations", swiftSettings: settings),
    .systemLibrary(name: "CLibYAML"),
    .executableTarget(
      name: "Fuzz", dependencies: ["Liquidations", "CLibYAML"], swiftSettings: settings,
      linkerSettings: [.linkedLibrary("yaml")]),
  ]
)
