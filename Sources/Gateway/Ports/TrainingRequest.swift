public import Models

/// What one run is asked for, beside what every run does.
public struct TrainingRequest: Sendable, Equatable, Codable {
    /// Plug-in names; nil: those every run trains.
    public var models: [String]?
    /// Settings that are given, by model; the rest is chosen on validation.
    public var settings: [String: ModelSettings]

    /// What every run does, and nothing else.
    public static let standing = TrainingRequest()

    public init(models: [String]? = nil, settings: [String: ModelSettings] = [:]) {
        self.models = models
        self.settings = settings
    }
}
