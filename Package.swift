// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // Generic types are made of the conformances that the compiler knows, instead of being looked up by
  // name: for each of them the runtime would search all conformances of the program at the start.
  .unsafeFlags(
    ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"],
    .when(platforms: [.linux], configuration: .release)),
]

/// A C library that the release on Linux takes into the binary, which then runs where that isn't.
func staticLibrary(_ name: String) -> [LinkerSetting] {
  [
    .linkedLibrary(":lib\(name).a", .when(platforms: [.linux], configuration: .release)),
    .linkedLibrary(name, .when(platforms: [.linux], configuration: .debug)),
    .linkedLibrary(name, .when(platforms: [.macOS])),
  ]
}

let package = Package(
  name: "liqtop",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "liqtop", targets: ["liqtop"]),
    .library(
      name: "LiqtopCore", targets: ["Liquidations", "Newhedge", "Live", "Canvas", "Dashboard"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    // Without its default traits Hummingbird leaves full Foundation, and so ICU's data, out of the binary.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    .target(name: "Liquidations", swiftSettings: settings),
    .target(
      name: "Newhedge",
      dependencies: [
        "Liquidations",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(name: "Feeds", dependencies: ["Liquidations"], swiftSettings: settings),
    .target(name: "Refresh", dependencies: ["Liquidations"], swiftSettings: settings),
    .target(name: "Live", dependencies: ["Liquidations"], swiftSettings: settings),
    .target(
      name: "Connections",
      dependencies: [
        "Liquidations", "Newhedge", "Feeds", "Live",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOExtras", package: "swift-nio-extras"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
      ],
      swiftSettings: settings),
    .systemLibrary(
      name: "CSQLite", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    // C, because a signal handler may not run Swift.
    .target(name: "CMappingGuard"),
    .target(
      name: "Archive",
      dependencies: [
        "Liquidations", "Refresh", "Live", "Alerts", "CSQLite", "CMappingGuard",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings,
      linkerSettings: staticLibrary("sqlite3")),
    .target(
      name: "Canvas",
      resources: [
        .embedInCode("../../Assets/themes/terminal.theme"),
        .embedInCode("../../Assets/themes/dark.theme"),
        .embedInCode("../../Assets/themes/light.theme"),
        .embedInCode("../../Assets/themes/contrast.theme"),
        .embedInCode("../../Assets/themes/safe.theme"),
        .embedInCode("../../Assets/themes/mono.theme"),
      ],
      swiftSettings: settings),
    .target(name: "Wording", dependencies: ["Liquidations"], swiftSettings: settings),
    .target(
      name: "Reports", dependencies: ["Liquidations", "Live", "Wording"], swiftSettings: settings),
    .target(
      name: "Alerts", dependencies: ["Liquidations", "Live", "Wording"], swiftSettings: settings),
    .target(
      name: "Dashboard", dependencies: ["Liquidations", "Live", "Wording", "Canvas"],
      swiftSettings: settings),
    .systemLibrary(
      name: "CNcurses", providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]),
    // C, because a crash handler may not run Swift.
    .target(name: "CTerminalGuard"),
    // C, because Swift can't call functions whose arguments are of any number, and doesn't know some others.
    .target(name: "CProcess"),
    .target(
      name: "CursesTerminal", dependencies: ["Canvas", "CNcurses", "CTerminalGuard"],
      swiftSettings: settings,
      linkerSettings: staticLibrary("ncursesw") + staticLibrary("tinfo")),
    .target(
      name: "APIServer",
      dependencies: [
        "Liquidations", "Live", "Newhedge", "Reports", "Wording",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "Demo",
      dependencies: [
        "Liquidations", "Newhedge", "Feeds", "Live", "APIServer",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
      ],
      resources: [.embedInCode("../../Assets/demo.json")],
      swiftSettings: settings),
    .systemLibrary(
      name: "CLibYAML", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(
      name: "Settings",
      dependencies: [
        "CLibYAML",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings,
      linkerSettings: staticLibrary("yaml")),
    .executableTarget(
      name: "liqtop",
      dependencies: [
        "Liquidations", "Newhedge", "Feeds", "Refresh", "Live", "Connections", "Archive", "Canvas",
        "Alerts", "Dashboard", "CursesTerminal", "APIServer", "Demo", "Settings", "Wording",
        "Reports", "CProcess",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: settings,
      linkerSettings: [
        // Packed relocations take a tenth off the resident memory of the static binary, and with no
        // symbols exported another tenth, being code that nothing calls. In `.link` are the libraries
        // that SwiftPM and the toolchain name themselves.
        .unsafeFlags(
          [
            "-use-ld=lld", "-L", "\(Context.packageDirectory)/.link",
            "-Xclang-linker", "-static-libgcc",
          ]
            + [
              "-s", "-z", "now", "-z", "relro", "-z", "pack-relative-relocs", "--no-export-dynamic",
            ]
            .flatMap { ["-Xlinker", $0] },
          .when(platforms: [.linux], configuration: .release))
      ]),
    .testTarget(
      name: "LiquidationsTests", dependencies: ["Liquidations"], swiftSettings: settings),
    .testTarget(
      name: "WordingTests", dependencies: ["Liquidations", "Wording"], swiftSettings: settings),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Liquidations", "Live", "Wording", "Reports", "TerminalSupport", "WorkSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "NewhedgeTests",
      dependencies: [
        "Liquidations", "Newhedge", "WorkSupport",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "FeedsTests", dependencies: ["Liquidations", "Feeds", "ClockSupport", "WorkSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "RefreshTests",
      dependencies: [
        "Liquidations", "Refresh", "Canvas", "Dashboard", "ClockSupport", "WorkSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "LiveTests",
      dependencies: ["Liquidations", "Live", "ClockSupport", "LiveSupport", "WorkSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "AlertsTests",
      dependencies: [
        "Liquidations", "Live", "Alerts", "ClockSupport", "LiveSupport", "WorkSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ConnectionsTests",
      dependencies: [
        "Liquidations", "Newhedge", "Feeds", "Live", "Connections", "ExchangeSupport",
        "WorkSupport",
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      exclude: ["peer.py"], swiftSettings: settings),
    // The four exchanges, as a test has them be.
    .target(
      name: "ExchangeSupport",
      dependencies: [
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
      ],
      path: "Tests/ExchangeSupport", swiftSettings: settings),
    .testTarget(
      name: "ArchiveTests",
      dependencies: [
        "Liquidations", "Refresh", "Live", "Alerts", "Archive", "Canvas", "Dashboard", "CSQLite",
        "TerminalSupport", "ClockSupport", "LiveSupport", "WorkSupport", "ArchiveProbe",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    // A program that works on an archive until it is killed, for the tests of the archive.
    .executableTarget(
      name: "ArchiveProbe",
      dependencies: ["Liquidations", "Refresh", "Live", "Archive", "ClockSupport"],
      path: "Tests/ArchiveProbe", swiftSettings: settings),
    .testTarget(
      name: "CanvasTests", dependencies: ["Canvas", "PictureSupport"], exclude: ["Pictures"],
      swiftSettings: settings),
    .target(
      name: "PictureSupport", dependencies: ["Canvas"], path: "Tests/PictureSupport",
      swiftSettings: settings),
    .testTarget(
      name: "DashboardTests",
      dependencies: [
        "Liquidations", "Live", "Wording", "Canvas", "Dashboard", "ClockSupport", "PictureSupport",
        "WorkSupport",
      ],
      exclude: ["Pictures"], swiftSettings: settings),
    // Draws the README's pictures: swift run PictureBook.
    .executableTarget(
      name: "PictureBook", dependencies: ["Liquidations", "Canvas", "Dashboard", "Demo"],
      path: "Tests/PictureBook", swiftSettings: settings),
    // Writes the manual's pages and the shells' completions: swift run Manual.
    .executableTarget(
      name: "Manual",
      dependencies: [
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Manual", swiftSettings: settings),
    .testTarget(
      name: "ManualTests",
      dependencies: ["Manual", "TerminalSupport", "WorkSupport"], swiftSettings: settings),
    .testTarget(
      name: "PictureBookTests", dependencies: ["Canvas", "PictureBook"], swiftSettings: settings),
    .testTarget(
      name: "CursesTerminalTests",
      dependencies: [
        "Canvas", "CNcurses", "CTerminalGuard", "CursesTerminal", "TerminalSupport", "WorkSupport",
        "TerminalProbe",
      ],
      swiftSettings: settings),
    // A program that shows what arrives, for the tests of the terminal.
    .executableTarget(
      name: "TerminalProbe", dependencies: ["Canvas", "CursesTerminal"],
      path: "Tests/TerminalProbe", swiftSettings: settings),
    // A clock that stands still until a test moves it, and what is waited for beside it.
    .target(
      name: "ClockSupport", dependencies: ["Liquidations"], path: "Tests/ClockSupport",
      swiftSettings: settings),
    // Panes that listen, on that clock.
    .target(
      name: "LiveSupport", dependencies: ["Liquidations", "Live", "ClockSupport"],
      path: "Tests/LiveSupport", swiftSettings: settings),
    // Where tests do long work, so that those that wait don't wait for it.
    .target(name: "WorkSupport", path: "Tests/WorkSupport", swiftSettings: settings),
    // Drives a program in tmux, for the tests of the terminal and of the whole.
    .target(name: "TerminalSupport", path: "Tests/TerminalSupport", swiftSettings: settings),
    .testTarget(
      name: "SettingsTests",
      dependencies: [
        "Settings", "WorkSupport", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    // The program's own values: what it is told, what it says, where it keeps things.
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "Liquidations", "Newhedge", "Refresh", "Live", "Archive", "Canvas", "Dashboard",
        "APIServer", "Settings", "Wording", "WorkSupport", "liqtop",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "RunTests",
      dependencies: [
        "Liquidations", "Newhedge", "Live", "Alerts", "Dashboard", "Settings", "Wording",
        "CursesTerminal", "WorkSupport", "liqtop",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "APIServerTests",
      dependencies: [
        "Liquidations", "Live", "Newhedge", "APIServer", "WorkSupport",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "DemoTests",
      dependencies: [
        "Liquidations", "Newhedge", "Feeds", "Live", "APIServer", "Demo", "ClockSupport",
        "TerminalSupport", "WorkSupport",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "Liquidations", "Newhedge", "Refresh", "Archive", "Canvas", "Wording",
        "ExchangeSupport", "TerminalSupport", "WorkSupport", "liqtop",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: settings),
  ]
)

// For sanitizers, which would take ten minutes each to build the rest: what needs no network, and what has
// several threads at work.
if Context.environment["LIQTOP_WITHOUT_NETWORK"] != nil {
  let kept = [
    "Liquidations", "Wording", "Refresh", "Live", "Alerts", "Archive", "Canvas", "Dashboard",
    "Settings",
    "CSQLite", "CLibYAML", "CMappingGuard", "ArchiveProbe", "TerminalSupport", "ClockSupport",
    "LiveSupport", "WorkSupport", "RefreshTests", "LiveTests", "AlertsTests", "ArchiveTests",
    "SettingsTests",
  ]
  package.targets.removeAll { !kept.contains($0.name) }
  package.products = []
  package.dependencies.removeAll { dependency in
    guard case .sourceControl(_, let location, _) = dependency.kind else { return true }
    return !["swift-system", "swift-subprocess"].contains { location.hasSuffix($0) }
  }
} else if Context.environment["LIQTOP_WITHOUT_SCREEN"] != nil {
  let dropped = [
    "liqtop", "CursesTerminal", "CNcurses", "CTerminalGuard", "CProcess", "Demo", "Manual",
    "PictureBook", "TerminalProbe", "PictureSupport", "CanvasTests", "CursesTerminalTests",
    "DashboardTests", "DemoTests", "EndToEndTests", "FeedsTests", "LiquidationsTests",
    "ManualTests", "PictureBookTests", "ProgramTests", "ReportsTests", "RunTests", "WordingTests",
  ]
  package.targets.removeAll { dropped.contains($0.name) }
  package.products = []
  package.dependencies.removeAll { dependency in
    guard case .sourceControl(_, let location, _) = dependency.kind else { return false }
    return location.hasSuffix("swift-argument-parser")
  }
}
