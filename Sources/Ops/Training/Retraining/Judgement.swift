import Actors
import Models

/// What the judging of a run found: enough for the gate, and to train the best on everything.
struct Judgement: Sendable, Codable {
    var plan: JudgingPlan
    /// The plug-in that did best, and its settings.
    var model: String
    var settings: ModelSettings
    /// Its figures; the version is its plug-in's name until it has one.
    var challenger: GateCandidate
    /// The serving version and what it is worth on the same days; nil where nothing serves.
    var championVersion: ModelVersion?
    var champion: GateCandidate?
    var popularity: GateCandidate?
    /// The challenger's figures for the manifest.
    var metrics: [String: Double]
}
