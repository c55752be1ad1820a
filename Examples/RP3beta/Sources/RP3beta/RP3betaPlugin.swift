import Foundation
public import Models

/// `rp3beta`: what the catalogue must know to train, tune and load the model.
public struct RP3betaPlugin: ModelPlugin {
    static let name = "rp3beta"

    public init() {}

    public var name: String { Self.name }
    public var summary: String { "films that random walks lead to, popular ones held back" }

    public var settings: [SettingDescription] {
        [
            SettingDescription("alpha", default: .number(0.6), "power of each step's chance, 0.1…3"),
            SettingDescription(
                "beta", default: .number(0.3), "how much being liked by many is held against a film, 0…1"),
            SettingDescription("neighbors", default: .integer(100), "films kept that lead to each film, 1…10000"),
        ]
    }

    public var searchSpace: [String: SearchRange] {
        [
            "alpha": .numbers(0.3...2), "beta": .numbers(0...1),
            "neighbors": .integers(20...500, isLogarithmic: true),
        ]
    }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let reader = try SettingReader(algorithm: name, descriptions: self.settings, given: settings)
        return RP3betaTrainer(
            alpha: try reader.number("alpha", in: 0.1...3), beta: try reader.number("beta", in: 0...1),
            neighborCount: try reader.integer("neighbors", in: 1...10_000), settings: reader.resolved)
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        RP3betaModel(try NeighbourParts(tensors, descriptor: descriptor), descriptor: descriptor)
    }
}

/// x to the power of y, for x > 0.
func power(_ x: Double, _ y: Double) -> Double { y == 1 ? x : pow(x, y) }
