import Testing

@testable import Canvas

/// What a theme promises; the distances are CIEDE2000, of which 1 can just be noticed side by side.
struct Promise: Sendable, CustomTestStringConvertible {
  let theme: Theme
  /// Between the inks of any two series, whatever the colour blindness: bars are thin and apart, so
  /// it is many times what can be noticed.
  var series = 19.0
  /// Between the lightness L* of any two series turned grey, and of neighbours in the stack.
  var lightness = 7.0
  var neighbours = 10.0

  static let all = [
    // Between what is seen on black and what is seen on white there is little room for four.
    Promise(theme: .terminal, series: 16, lightness: 4, neighbours: 4),
    Promise(theme: .dark, series: 20),
    Promise(theme: .light),
    Promise(theme: .contrast, series: 18),
    Promise(theme: .safe, series: 24, lightness: 8, neighbours: 17),
  ]
}

extension Promise {
  var testDescription: String { theme.name }

  /// The colours that a theme's inks have on the screen.
  enum Painted: CaseIterable, Sendable {
    case indexed, direct
  }

  func colour(_ ink: Ink, _ painted: Painted) throws -> RGB {
    switch painted {
    case .indexed:
      XtermPalette.rgb(try #require(theme.colour(of: ink, depth: .indexed)))
    case .direct: try #require(theme.rgb(of: ink))
    }
  }

  /// The grounds that bars are seen on; a theme that leaves the terminal its own is seen on any.
  var grounds: [RGB] { theme.rgb(of: .ground).map { [$0] } ?? [RGB(0x000000), RGB(0xffffff)] }

  static let pairs = (0..<4).flatMap { one in (one + 1..<4).map { (one, $0) } }
}

@Suite struct ThemeDistanceTests {
  @Test func everyThemePromises() {
    #expect(Theme.all.filter { !$0.isMono } == Promise.all.map(\.theme))
  }

  @Test(arguments: Promise.all, Promise.Painted.allCases)
  func seriesAreToldApartByEveryEye(promise: Promise, painted: Promise.Painted) throws {
    for (one, other) in Promise.pairs {
      let (left, right) = (
        try promise.colour(.series(one), painted), try promise.colour(.series(other), painted)
      )
      let difference = Vision.leastDifference(left, right)
      #expect(difference >= promise.series, "series \(one) and \(other)")
    }
  }

  @Test(arguments: Promise.all, Promise.Painted.allCases)
  func seriesAreToldApartInGrey(promise: Promise, painted: Promise.Painted) throws {
    for (one, other) in Promise.pairs {
      let (left, right) = (
        try promise.colour(.series(one), painted), try promise.colour(.series(other), painted)
      )
      let least = other == one + 1 ? promise.neighbours : promise.lightness
      let difference = Greyscale.leastDifference(left, right)
      #expect(difference >= least, "series \(one) and \(other)")
    }
  }

  @Test(arguments: Promise.all, Promise.Painted.allCases)
  func barsStandOffTheGroundForEveryEye(promise: Promise, painted: Promise.Painted) throws {
    for ground in promise.grounds {
      for index in 0...5 {
        let colour = try promise.colour(.series(index), painted)
        #expect(Vision.leastDifference(colour, ground) >= 18, "series \(index)")
        let provisional = try promise.colour(.series(index, isProvisional: true), painted)
        #expect(Vision.leastDifference(provisional, ground) >= 14, "provisional \(index)")
      }
    }
  }

  @Test(arguments: Promise.all, Promise.Painted.allCases)
  func aProvisionalInkIsAnotherOfTheSameHue(promise: Promise, painted: Promise.Painted) throws {
    // Where it is the same, bars are shaded.
    guard !promise.theme.shadesProvisional(depth: .direct) else { return }
    for index in 0...5 {
      let full = try promise.colour(.series(index), painted)
      let provisional = try promise.colour(.series(index, isProvisional: true), painted)
      #expect(Vision.leastDifference(full, provisional) >= 7, "series \(index)")
      let (one, other) = (PerceivedColour(Light(full)), PerceivedColour(Light(provisional)))
      if one.chroma > 10 { #expect(one.hueAngle(to: other) <= 30, "series \(index)") }
    }
    for (one, other) in Promise.pairs {
      let difference = Vision.leastDifference(
        try promise.colour(.series(one, isProvisional: true), painted),
        try promise.colour(.series(other, isProvisional: true), painted))
      #expect(difference >= 10, "series \(one) and \(other)")
    }
  }

  @Test(arguments: Promise.all, Promise.Painted.allCases)
  func theNetIsNoneOfTheSeries(promise: Promise, painted: Promise.Painted) throws {
    let net = try promise.colour(.net, painted)
    let difference = Vision.leastDifference(net, try promise.colour(.netShort, painted))
    #expect(difference >= 18, "longs prevail and shorts do")
    for index in 0..<4 {
      let difference = Vision.leastDifference(net, try promise.colour(.series(index), painted))
      #expect(difference >= 9, "series \(index)")
    }
  }
}

/// The sixteen colours are the user's own; these are some that many have.
@Suite struct SixteenColourTests {
  struct Own: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let colours: [RGB]

    init(_ name: String, _ colours: UInt32...) {
      testDescription = name
      self.colours = colours.map(RGB.init)
    }

    static let all = [
      Own(
        "VGA", 0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa,
        0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff),
      Own(
        "xterm", 0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
        0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff),
      Own(
        "VS Code", 0x000000, 0xcd3131, 0x0dbc79, 0xe5e510, 0x2472c8, 0xbc3fbc, 0x11a8cd, 0xe5e5e5,
        0x666666, 0xf14c4c, 0x23d18b, 0xf5f543, 0x3b8eea, 0xd670d6, 0x29b8db, 0xffffff),
      Own(
        "GNOME", 0x2e3436, 0xcc0000, 0x4e9a06, 0xc4a000, 0x3465a4, 0x75507b, 0x06989a, 0xd3d7cf,
        0x555753, 0xef2929, 0x8ae234, 0xfce94f, 0x729fcf, 0xad7fa8, 0x34e2e2, 0xeeeeec),
      Own(
        "Windows", 0x0c0c0c, 0xc50f1f, 0x13a10e, 0xc19c00, 0x0037da, 0x881798, 0x3a96dd, 0xcccccc,
        0x767676, 0xe74856, 0x16c60c, 0xf9f1a5, 0x3b78ff, 0xb4009e, 0x61d6d6, 0xf2f2f2),
      Own(
        "macOS", 0x000000, 0x990000, 0x00a600, 0x999900, 0x0000b2, 0xb200b2, 0x00a6b2, 0xbfbfbf,
        0x666666, 0xe50000, 0x00d900, 0xe5e500, 0x0000ff, 0xe500e5, 0x00e5e5, 0xe5e5e5),
    ]
  }

  @Test(arguments: Promise.all.map(\.theme), Own.all)
  func seriesAreToldApartByEveryEye(theme: Theme, own: Own) throws {
    let colours = try (0..<4).map { series in
      own.colours[try #require(theme.colour(of: .series(series), depth: .sixteen))]
    }
    for (one, other) in Promise.pairs {
      let difference = Vision.leastDifference(colours[one], colours[other])
      #expect(difference >= 8, "series \(one) and \(other)")
    }
  }

  @Test(arguments: Promise.all.map(\.theme), [ColourDepth.eight, .sixteen])
  func nothingVanishesInThePaintedGround(theme: Theme, depth: ColourDepth) {
    let ground = theme.colour(of: .ground, depth: depth)
    for ink in Ink.allCases where ink != .ground && ink != .raised && ground != nil {
      #expect(theme.colour(of: ink, depth: depth) != ground, "\(ink)")
    }
  }

  @Test(arguments: Theme.all) func nothingIsBlackUponAnUnknownGround(theme: Theme) {
    for depth in [ColourDepth.eight, .sixteen] where theme.colour(of: .ground, depth: depth) == nil
    {
      #expect(Ink.allCases.allSatisfy { theme.colour(of: $0, depth: depth) != 0 })
    }
  }
}

@Suite struct VisionTests {
  /// From the table that Sharma, Wu and Dalal published with their paper.
  @Test(arguments: [
    (
      PerceivedColour(lightness: 50, a: 2.6772, b: -79.7751),
      PerceivedColour(lightness: 50, a: 0, b: -82.7485), 2.0425
    ),
    (
      PerceivedColour(lightness: 50, a: 2.5, b: 0), PerceivedColour(lightness: 73, a: 25, b: -18),
      27.1492
    ),
    (
      PerceivedColour(lightness: 50, a: 2.49, b: -0.001),
      PerceivedColour(lightness: 50, a: -2.49, b: 0.0011), 7.2195
    ),
    (
      PerceivedColour(lightness: 22.7233, a: 20.0904, b: -46.694),
      PerceivedColour(lightness: 23.0331, a: 14.973, b: -42.5619), 2.0373
    ),
    (
      PerceivedColour(lightness: 2.0776, a: 0.0795, b: -1.135),
      PerceivedColour(lightness: 0.9033, a: -0.0636, b: -0.5514),
      0.9082
    ),
  ])
  func measuresAsPublished(one: PerceivedColour, other: PerceivedColour, difference: Double) {
    #expect(abs(one.difference(to: other) - difference) < 0.0001)
    #expect(abs(other.difference(to: one) - difference) < 0.0001)
  }

  @Test func knowsWhiteAndBlack() {
    let white = PerceivedColour(Light(RGB(0xffffff)))
    #expect(abs(white.lightness - 100) < 0.01 && white.chroma < 0.02)
    #expect(abs(contrast(RGB(0xffffff), RGB(0x000000)) - 21) < 0.01)
  }

  @Test(arguments: Vision.allCases) func greysStayGreys(vision: Vision) {
    for grey in [UInt32(0), 0x404040, 0xc0c0c0, 0xffffff] {
      #expect(vision.see(RGB(grey)).chroma < 0.1)
    }
  }

  @Test func redAndGreenAreAlikeToWhoSeesNoGreen() {
    let (red, green) = (RGB(0xaf5f00), RGB(0x5f8700))
    let seen = Vision.deuteranopia.see(red).difference(to: Vision.deuteranopia.see(green))
    #expect(seen < Vision.normal.see(red).difference(to: Vision.normal.see(green)) / 3)
  }
}
