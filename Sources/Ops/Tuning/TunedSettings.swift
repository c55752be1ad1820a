public import Foundation
public import Models

/// The settings that a search found, kept in the home folder for `train`.
public struct TunedSettings: Sendable, Equatable, Codable {
    public var model: String
    public var settings: ModelSettings
    /// The training part they were chosen on.
    public var dataHash: String
    public var splitProtocol: String
    public var seed: UInt64
    public var foundAt: Date
    /// On the validation part: theirs, and the defaults'.
    public var ndcg: Double?
    public var standardNDCG: Double?

    public init(
        _ outcome: SearchOutcome, dataHash: String, splitProtocol: String, seed: UInt64, foundAt: Date = Date()
    ) {
        model = outcome.model
        settings = outcome.best.settings
        self.dataHash = dataHash
        self.splitProtocol = splitProtocol
        self.seed = seed
        self.foundAt = foundAt
        ndcg = outcome.best.ndcg
        standardNDCG = outcome.standard?.ndcg
    }

    private static func file(of model: String, in home: HomeFolder) -> URL {
        home.tuning.appending(path: "\(model).json")
    }

    /// Durable when it returns.
    /// - Returns: where they are kept.
    @discardableResult
    public func save(in home: HomeFolder) throws -> URL {
        let file = Self.file(of: model, in: home)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        try DurableFile.makeFolder(home.tuning)
        try DurableFile.write(try encoder.encode(self) + Data("\n".utf8), to: file)
        return file
    }

    /// - Throws: `TuningError` when nothing was found for the model, or the file cannot be read.
    public static func read(_ model: String, in home: HomeFolder) throws(TuningError) -> TunedSettings {
        let file = file(of: model, in: home)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw TuningError(
                message:
                    "no settings were found for \(model) in \(home.url.path); run `marquee tune --model \(model) --save`"
            )
        }
        do {
            let decoder = JSONDecoder()
            decoder.dateDecodingStrategy = .iso8601
            return try decoder.decode(TunedSettings.self, from: try Data(contentsOf: file))
        } catch {
            throw TuningError(message: "\(file.path) cannot be read; run `marquee tune --model \(model) --save` again")
        }
    }
}
