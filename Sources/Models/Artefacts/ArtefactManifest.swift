import Foundation

/// `manifest.json`: what an artefact is and how its tensors can be checked.
///
/// It vouches for the tensors file (SHA-256 of all of it, and of its header alone) and for itself: `checksum` is the
/// SHA-256 of the manifest's own bytes with the 64 digits of `checksum` written as zeros. Nothing in it depends on the
/// time or the machine it was written on.
public struct ArtefactManifest: Sendable, Equatable, Codable {
    /// The format that is written, and the only one that is read.
    public static let currentFormat = 1

    /// The format's version; another one is refused.
    public var format: Int
    /// The model's identity card.
    public var descriptor: ModelDescriptor
    /// The card of the popularity model beside it.
    public var popularity: ModelDescriptor
    /// What is worth knowing besides.
    public var details: ArtefactDetails
    /// What the file of tensors must be.
    public var tensors: TensorsFile
    /// SHA-256 of the manifest itself, its own 64 digits taken as zeros; lower-case hexadecimal.
    public var checksum: String

    /// What `tensors.safetensors` must be.
    public struct TensorsFile: Sendable, Equatable, Codable {
        /// The file's size.
        public var byteCount: Int
        /// Of all of the file, lower-case hexadecimal.
        public var sha256: String
        /// The length word and the header.
        public var headerByteCount: Int
        /// Of those first bytes, lower-case hexadecimal.
        public var headerSHA256: String
    }

    init(
        descriptor: ModelDescriptor, popularity: ModelDescriptor, details: ArtefactDetails, file: SafetensorsFile
    ) {
        format = Self.currentFormat
        self.descriptor = descriptor
        self.popularity = popularity
        self.details = details
        var whole = Checksum()
        file.forEachPiece { whole.update($0) }
        tensors = TensorsFile(
            byteCount: file.byteCount, sha256: whole.finalized(), headerByteCount: file.header.count,
            headerSHA256: file.header.withUnsafeBytes { Checksum.of($0) })
        checksum = Self.blankChecksum
    }
}

/// What is worth knowing of a model besides what made it.
public struct ArtefactDetails: Sendable, Equatable, Codable {
    /// Evaluation results by name; finite.
    public var metrics: [String: Double]
    /// Positives the model was trained on.
    public var positiveCount: Int
    /// The newest event the model has seen, in seconds since 1970: its data end here.
    public var dataLatest: Int64
    /// The version of the program that trained it.
    public var codeVersion: String
    /// k0 of the cold blend n / (n + k0), chosen on validation; nil where it was not.
    public var foldInPrior: Double?
    /// What counted as a like; nil is the standard rule.
    public var positives: PositiveRule?
    /// The sequence number of the newest stored event among the data; what came later the shards must be told.
    public var lastEventSequence: Int64?
    /// Answers to ask for again when the model is loaded.
    public var golden: [GoldenAnswer] = []

    /// A metric that is not finite is left out: JSON has no word for it.
    public init(metrics: [String: Double] = [:], positiveCount: Int, dataLatest: Int64, codeVersion: String) {
        self.metrics = metrics.filter { $0.value.isFinite }
        self.positiveCount = positiveCount
        self.dataLatest = dataLatest
        self.codeVersion = codeVersion
    }

    /// What can be told of a model by the data it was trained on.
    public init(of trainingSet: TrainingSet, metrics: [String: Double] = [:], codeVersion: String) {
        self.init(
            metrics: metrics, positiveCount: trainingSet.positives.entryCount, dataLatest: trainingSet.latest,
            codeVersion: codeVersion)
    }
}

// MARK: - Bytes

extension ArtefactManifest {
    private static let blankChecksum = String(repeating: "0", count: 64)
    /// A manifest of more bytes than this is refused; ours have a few thousand.
    private static let maximumByteCount = 1 << 20

    /// The manifest as JSON with sorted keys, its checksum filled in.
    func encoded() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var blank = self
        blank.checksum = Self.blankChecksum
        guard let data = try? encoder.encode(blank) else {
            preconditionFailure("a manifest holds strings, integers and finite numbers, which JSON can always write")
        }
        let bytes = Array(data) + [UInt8(ascii: "\n")]
        let checksum = bytes.withUnsafeBytes { Checksum.of($0) }
        return Self.replacing(Self.blankChecksum, by: checksum, in: bytes) ?? bytes
    }

    /// Reads `manifest.json`.
    /// - Throws: `ArtefactError`: `.badManifest` for what is no manifest, one of another format, or one with a number out of
    ///   range; `.altered` when it is not as it was written.
    public init(parsing bytes: [UInt8]) throws(ArtefactError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw ArtefactError(.badManifest, "manifest.json has \(bytes.count) bytes; that is no manifest")
        }
        self = try Self.decode(bytes)
        guard let blanked = Self.replacing(checksum, by: Self.blankChecksum, in: bytes),
            blanked.withUnsafeBytes({ Checksum.of($0) }) == checksum
        else {
            throw ArtefactError(
                .altered, "manifest.json is not as it was written; copy the artefact again or train again")
        }
        guard details.positives?.isSound ?? true else {
            throw ArtefactError(.badManifest, "the manifest's rule of what a like is has a number below 0; train again")
        }
        guard details.foldInPrior.map({ $0.isFinite && $0 >= 0 }) ?? true else {
            throw ArtefactError(.badManifest, "manifest.json gives a fold-in prior below 0; train the model again")
        }
    }

    private static func decode(_ bytes: [UInt8]) throws(ArtefactError) -> ArtefactManifest {
        struct Format: Decodable { var format: Int }
        do {
            let format = try JSONDecoder().decode(Format.self, from: Data(bytes)).format
            guard format == currentFormat else {
                throw ArtefactError(
                    .badManifest,
                    "manifest.json has format \(format), this program reads \(currentFormat); train the model again")
            }
            return try JSONDecoder().decode(ArtefactManifest.self, from: Data(bytes))
        } catch let error as ArtefactError {
            throw error
        } catch {
            throw ArtefactError(.badManifest, "manifest.json cannot be read: \(SafetensorsFile.summary(of: error))")
        }
    }

    /// nil unless `old` is 64 bytes long and stands exactly once.
    private static func replacing(_ old: String, by new: String, in bytes: [UInt8]) -> [UInt8]? {
        let pattern = Array(old.utf8)
        guard pattern.count == 64, bytes.count >= 64 else { return nil }
        let places = (0...bytes.count - 64).filter {
            bytes[$0] == pattern[0] && bytes[$0..<$0 + 64].elementsEqual(pattern)
        }
        guard places.count == 1 else { return nil }
        var result = bytes
        result.replaceSubrange(places[0]..<places[0] + 64, with: new.utf8)
        return result
    }
}
