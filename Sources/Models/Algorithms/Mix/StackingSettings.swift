/// How the weights of a stacked blend are learnt.
struct StackingSettings: Sendable, Equatable {
    /// The share of a viewer's likes that is held out of the first training, at least one.
    var heldOutShare: Double
    /// At most so many viewers are asked about.
    var viewerCount: Int
    /// Films that a viewer's held-out likes are set against, drawn at random.
    var rivalCount: Int
    /// λ: what the weights' squares cost against the mean loss of a viewer.
    var regularization: Double

    static let descriptions = [
        SettingDescription(
            "heldOut", default: .number(0.2), "the share of a viewer's likes held out to learn by, 0.01…0.5"),
        SettingDescription("viewers", default: .integer(2_000), "at most so many viewers are learnt by, 10…1000000"),
        SettingDescription(
            "rivals", default: .integer(300), "films, drawn at random, that a viewer's likes are set against, 1…10000"),
        SettingDescription("regularization", default: .number(0.001), "λ: what the weights' squares cost, 1e-9…1000"),
    ]

    init(_ reader: SettingReader) throws(SettingError) {
        heldOutShare = try reader.number("heldOut", in: 0.01...0.5)
        viewerCount = try reader.integer("viewers", in: 10...1_000_000)
        rivalCount = try reader.integer("rivals", in: 1...10_000)
        regularization = try reader.number("regularization", in: 1e-9...1_000)
    }
}
