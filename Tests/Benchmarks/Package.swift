// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that whoever builds or uses liqtop never fetches the benchmark library.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "liqtop", path: "../.."),
    // Without its default traits nothing is put in front of malloc and the Swift runtime.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    // The benchmark plugin finds targets by their folder's parent, which must be `Benchmarks`.
    .executableTarget(
      name: "Budgets",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "LiqtopCore", package: "liqtop"),
      ],
      path: "Budgets",
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ]
)
