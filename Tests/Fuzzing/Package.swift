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
    .target(name: "Feeds", dependencies: ["Liquidations"], swiftSettings: settings),
    .target(name: "Live", dependencies: ["Liquidations"], swiftSettings: settings),
    .target(name: "Wording", dependencies: ["Liquidations"], swiftSettings: settings),
    .target(
      name: "Alerts", dependencies: ["Liquidations", "Live", "Wording"], swiftSettings: settings),
    .target(
      name: "Canvas",
      resources: ["terminal", "dark", "light", "contrast", "safe", "mono"].map {
        .embedInCode("../../Assets/themes/\($0).theme")
      },
      swiftSettings: settings),
    .target(
      name: "Dashboard", dependencies: ["Liquidations", "Live", "Wording", "Canvas"],
      swiftSettings: settings),
    .systemLibrary(name: "CLibYAML"),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "Liquidations", "Feeds", "Alerts", "Wording", "Canvas", "Dashboard", "CLibYAML",
      ],
      swiftSettings: settings,
      linkerSettings: [.linkedLibrary("yaml")]),
  ]
)
