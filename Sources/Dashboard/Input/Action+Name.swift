import Liquidations

extension Action {
  /// The word for it in the configuration, such as `next_exchange`, `okx` or `toggle_okx`.
  var name: String {
    switch self {
    case .exchange(let action): action.name
    case .motion(let motion): motion.name
    case .edge(.first): "first_day"
    case .edge(.last): "last_day"
    case .range(.shortest): "shortest_range"
    case .range(.whole): "whole_range"
    case .range(.goToDate): "go_to_date"
    case .range(.open): "open_bar"
    case .picture(let action): action.name
    case .program(let action): action.name
    }
  }
}

extension ExchangeAction {
  fileprivate var name: String {
    switch self {
    case .next: "next_exchange"
    case .previous: "previous_exchange"
    case .all: "all_exchanges"
    case .only(let exchange): exchange.slug
    case .toggle(let exchange): "toggle_\(exchange.slug)"
    }
  }
}

extension Motion {
  fileprivate var name: String {
    switch self {
    case .bar(.back): "previous_bar"
    case .bar(.forward): "next_bar"
    case .page(.back): "page_back"
    case .page(.forward): "page_forward"
    case .unusual(.back): "previous_unusual"
    case .unusual(.forward): "next_unusual"
    case .largest: "largest_bar"
    case .range(.shorter): "shorter_range"
    case .range(.longer): "longer_range"
    case .zoom(.closer): "zoom_in"
    case .zoom(.wider): "zoom_out"
    case .row(.up): "scroll_up"
    case .row(.down): "scroll_down"
    }
  }
}

extension PictureAction {
  fileprivate var name: String {
    switch self {
    case .view: "view"
    case .previousView: "previous_view"
    case .tape: "tape"
    case .interval: "interval"
    case .scale: "scale"
    case .flip: "flip"
    case .trend: "trend"
    case .unit: "unit"
    case .theme: "theme"
    }
  }
}

extension ProgramAction {
  fileprivate var name: String {
    switch self {
    case .refresh: "refresh"
    case .pause: "pause"
    case .mouse: "mouse"
    case .copy: "copy"
    case .redraw: "redraw"
    case .help: "help"
    case .dismiss: "dismiss"
    case .suspend: "suspend"
    case .quit: "quit"
    }
  }
}
