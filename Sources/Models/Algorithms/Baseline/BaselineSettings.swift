/// How biases are found by alternating least squares.
public struct BaselineSettings: Sendable, Equatable {
    /// Added to how often a viewer rated, ≥ 0.
    public var userRegularization: Double
    /// Added to how often a film was rated, ≥ 0.
    public var itemRegularization: Double
    /// ≥ 1.
    public var sweeps: Int

    /// - Precondition: nothing is negative, one sweep at least.
    public init(userRegularization: Double = 15, itemRegularization: Double = 10, sweeps: Int = 10) {
        precondition(userRegularization >= 0 && itemRegularization >= 0 && sweeps >= 1, "a baseline's settings")
        self.userRegularization = userRegularization
        self.itemRegularization = itemRegularization
        self.sweeps = sweeps
    }

    static let descriptions = [
        SettingDescription("userRegularization", default: .number(15), "added to how often a viewer rated, 0…1000"),
        SettingDescription("itemRegularization", default: .number(10), "added to how often a film was rated, 0…1000"),
        SettingDescription("sweeps", default: .integer(10), "alternations, 1…100"),
    ]

    init(_ reader: SettingReader) throws(SettingError) {
        self.init(
            userRegularization: try reader.number("userRegularization", in: 0...1_000),
            itemRegularization: try reader.number("itemRegularization", in: 0...1_000),
            sweeps: try reader.integer("sweeps", in: 1...100))
    }
}
