/// `weighted`, `fused` and `stacked`: several models as one. A part's own settings go by its name: `als.factors`.
public struct MixPlugin: ModelPlugin {
    /// How the parts become one score.
    public enum Kind: String, Sendable, CaseIterable {
        /// Standardised scores, weights as given.
        case weighted
        /// Places in the parts' lists.
        case fused
        /// Standardised scores, weights learnt on likes held out of the training.
        case stacked
    }

    /// How the parts become one score.
    public let kind: Kind
    private let models: [any ModelPlugin]

    /// - Parameter models: what may be a part; each must score all items.
    public init(_ kind: Kind, of models: [any ModelPlugin]) {
        precondition(!models.isEmpty, "a blend needs parts")
        self.kind = kind
        self.models = models
    }

    public var name: String { kind.rawValue }

    public var summary: String {
        switch kind {
        case .weighted: "several models' scores, standardised for each viewer and added up by weight"
        case .fused: "several models' lists, by reciprocal rank fusion"
        case .stacked: "several models' standardised scores, their weights learnt on likes held out"
        }
    }

    public var settings: [SettingDescription] {
        let names = models.map(\.name).joined(separator: ", ")
        return [
            SettingDescription("parts", default: .text(Self.standardParts), "the models, by commas, of: \(names)")
        ] + ownSettings
            + models.flatMap { model in
                model.settings.map {
                    SettingDescription("\(model.name).\($0.name)", default: $0.defaultValue, $0.summary)
                }
            }
    }

    /// Least squares, factors and descriptions: three views that differ.
    static let standardParts = "ease,als,content"

    /// What is said of films orders what likes leave open; counting as much as likes it would only disturb.
    private static func standardWeight(of part: String) -> Double { part == ContentTrainer.algorithm ? 0.1 : 1 }

    private var ownSettings: [SettingDescription] {
        switch kind {
        case .weighted: weightSettings
        case .fused:
            [
                SettingDescription(
                    "k", default: .number(60), "how little the first places differ: 1 / (k + place), 0…100000"),
                SettingDescription(
                    "depth", default: .integer(1_000), "how far down a part's list is looked, 1…1000000"),
            ] + weightSettings
        case .stacked: StackingSettings.descriptions
        }
    }

    private var weightSettings: [SettingDescription] {
        models.map {
            SettingDescription(
                "weight.\($0.name)", default: .number(Self.standardWeight(of: $0.name)),
                "what \($0.name) counts, 0…1000; 0 leaves it out")
        }
    }

    // MARK: Training and loading

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let plan = try plan(settings)
        return kind == .stacked ? try StackedTrainer(plan, stacking(plan)) : MixTrainer(plan, dropsSilentParts: true)
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        let plan: MixPlan
        do { plan = try self.plan(descriptor.settings) } catch {
            throw ArtefactError(.badManifest, "the blend's settings cannot be used: \(error)")
        }
        let weights = try tensors.tensor("weights", shape: [plan.parts.count], as: Float.self)
        guard weights.allSatisfy(\.isFinite) else {
            throw ArtefactError(.invalidModel, "a part's weight is not finite; train the model again")
        }
        var loaded: [(name: String, model: any Recommender)] = []
        for part in plan.parts {
            let model = try part.plugin.load(
                tensors.section("part.\(part.plugin.name)"), descriptor: descriptor.base(part.plugin.name))
            guard model.itemCount == descriptor.itemCount else {
                throw ArtefactError(.invalidModel, "the part \(part.plugin.name) is of another catalogue")
            }
            loaded.append((part.plugin.name, model))
        }
        do {
            return MixModel(try [MixPart](loaded, weights: Array(weights)), rule: plan.rule, descriptor: descriptor)
        } catch {
            throw ArtefactError(.invalidModel, error.message)
        }
    }

    // MARK: Settings

    /// What `given` asks for.
    func plan(_ given: ModelSettings) throws(SettingError) -> MixPlan {
        let reader = try SettingReader(algorithm: name, descriptions: settings, given: given)
        let wanted = try reader.text("parts").split(separator: ",").map(String.init)
        var parts: [MixPlan.Part] = []
        for name in wanted {
            guard let plugin = models.first(where: { $0.name == name }) else {
                throw wrongParts("'\(name)' cannot be a part; there are \(models.map(\.name).joined(separator: ", "))")
            }
            guard !parts.contains(where: { $0.plugin.name == name }) else { throw wrongParts("'\(name)' stands twice") }
            let weight = kind == .stacked ? 1 : try reader.number("weight.\(name)", in: 0...1_000)
            parts.append(
                MixPlan.Part(
                    plugin: plugin, trainer: try plugin.makeTrainer(reader.resolved.section(name)), weight: weight))
        }
        guard parts.contains(where: { $0.weight > 0 }) else { throw wrongParts("no part counts anything") }
        return MixPlan(
            algorithm: name, parts: parts, rule: try rule(reader), settings: relevantSettings(reader.resolved))
    }

    private func rule(_ reader: SettingReader) throws(SettingError) -> MixRule {
        guard kind == .fused else { return .standardized }
        return .ranks(k: try reader.number("k", in: 0...100_000), depth: try reader.integer("depth", in: 1...1_000_000))
    }

    private func stacking(_ plan: MixPlan) throws(SettingError) -> StackingSettings {
        let own = StackingSettings.descriptions
        let given = plan.settings.filter { entry in own.contains { $0.name == entry.key } }
        return try StackingSettings(SettingReader(algorithm: name, descriptions: own, given: given))
    }

    private func wrongParts(_ message: String) -> SettingError {
        SettingError(algorithm: name, setting: "parts", message: message)
    }
}

/// What a blend is to be made of.
struct MixPlan: Sendable {
    struct Part: Sendable {
        var plugin: any ModelPlugin
        var trainer: any Trainer
        var weight: Double
    }

    var algorithm: String
    var parts: [Part]
    var rule: MixRule
    /// Every setting in force that bears on it.
    var settings: ModelSettings
}
