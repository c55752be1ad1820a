import Actors
public import Foundation
import Models

/// What vectors can be written as.
public enum ExportFormat: String, Sendable, CaseIterable, Codable {
    case safetensors, npz, csv
    /// An index of similar films; needs a build with FAISS, so it has to be asked for.
    case faiss

    /// What every build can write.
    public static let everywhere: Set<ExportFormat> = [.safetensors, .npz, .csv]
}

/// `export.json`: what an export holds.
public struct ExportReport: Sendable, Equatable, Codable {
    public var name: String
    public var version: String
    public var algorithm: String
    /// Of the data it was trained on.
    public var dataHash: String
    public var users: Int
    public var items: Int
    public var factors: Int
    /// Beside it.
    public var files: [String]
    /// Of `items.faiss`, where it was written.
    public var index: ExportedIndex?
}

/// An index of similar films, as `export.json` describes it.
public struct ExportedIndex: Sendable, Equatable, Codable {
    public var kind: SimilarIndexKind
    /// Of the exact ten most similar films of sampled ones, the share that the index finds.
    public var recallAt10: Double?
}

/// Writes a model's vectors and id maps in formats that other tools read.
public struct ModelExport: Sendable {
    private let home: HomeFolder

    public init(home: HomeFolder) {
        self.home = home
    }

    /// Fills `folder`: `users.csv` and `items.csv` say which id each row has, `factors.safetensors`, `factors.npz`,
    /// `user_factors.csv` and `item_factors.csv` hold the vectors, `items.faiss` the films' at length 1 in an index whose
    /// inner product is the cosine and whose ids are rows; `export.json` says what it is and comes last.
    ///
    /// Each file is replaced whole; files of formats that were not asked for are left alone.
    /// - Parameters:
    ///   - version: as `marquee models` prints it; nil is the one that serves.
    ///   - indexKind: what `items.faiss` is to be.
    /// - Throws: `ExportError`; `SimilarIndexError`; `ArtefactError` when the version is damaged; `FileError`.
    public func run(
        version: String? = nil, formats: Set<ExportFormat> = ExportFormat.everywhere,
        indexKind: SimilarIndexKind = .hnsw, to folder: URL
    ) throws -> ExportReport {
        guard SimilarIndexKind.areAvailable || !formats.contains(.faiss) else { throw SimilarIndexError.unavailable }
        let store = home.artefacts
        let version = try find(version, in: store)
        let artefact = try store.open(version)
        let factors = try ModelFactors(of: artefact)
        let indexed = formats.contains(.faiss) ? try makeIndex(indexKind, of: artefact.model) : nil
        try DurableFile.makeFolder(folder)
        var files = try writeMaps(factors, to: folder)
        for format in ExportFormat.allCases where formats.contains(format) {
            files += try write(factors, as: format, to: folder)
        }
        if let indexed {
            try write(indexed.bytes, to: folder.appending(path: "items.faiss"))
            files.append("items.faiss")
        }
        let card = artefact.model.descriptor
        let report = ExportReport(
            name: version.name, version: version.version, algorithm: card.algorithm, dataHash: card.dataHash,
            users: factors.users.ids.count, items: factors.items.ids.count, factors: factors.items.factorCount,
            files: files, index: indexed?.report)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try DurableFile.write(try encoder.encode(report), to: folder.appending(path: "export.json"))
        return report
    }

    private func find(_ version: String?, in store: ArtefactStore) throws -> ModelVersion {
        if let version {
            guard let found = store.find(version) else {
                throw ExportError(
                    .unknownVersion, "there is no version '\(version)'; `marquee models` lists those there are")
            }
            return found
        }
        guard let active = try ActivationRecord.read(from: home.models)?.active else {
            throw ExportError(.noActiveModel, "no model is active in \(home.url.path); train one with `marquee train`")
        }
        return active
    }

    private func makeIndex(
        _ kind: SimilarIndexKind, of model: any Recommender
    ) throws -> (bytes: FrozenArray<UInt8>, report: ExportedIndex) {
        guard let model = model as? any ComparesVectors else {
            throw ExportError(
                .noFactors, "a model of '\(model.descriptor.algorithm)' does not find similar films by their vectors")
        }
        let index = try kind.index(over: model.directions)
        let similarity = IndexedSimilarity(index, exact: model)
        return (try index.fileBytes(), ExportedIndex(kind: kind, recallAt10: similarity.recall))
    }

    // MARK: Files

    private func write(_ bytes: FrozenArray<UInt8>, to url: URL) throws(FileError) {
        try DurableFile.replace(url) { (writer) throws(FileError) in try writer.write(bytes) }
    }

    private func writeMaps(_ factors: ModelFactors, to folder: URL) throws(FileError) -> [String] {
        try writeMap("users.csv", "user_id", factors.users.ids, to: folder)
        try writeMap("items.csv", "movie_id", factors.items.ids, to: folder)
        return ["users.csv", "items.csv"]
    }

    private func writeMap(_ file: String, _ name: String, _ ids: [String], to folder: URL) throws(FileError) {
        try CSVFile.write(to: folder.appending(path: file), names: ["row", name], rowCount: ids.count) { row in
            [String(row), ids[row]]
        }
    }

    private func write(_ factors: ModelFactors, as format: ExportFormat, to folder: URL) throws -> [String] {
        let tensors = [factors.users.tensor("user_factors"), factors.items.tensor("item_factors")]
        switch format {
        case .safetensors:
            let file = SafetensorsFile(tensors)
            try DurableFile.replace(folder.appending(path: "factors.safetensors")) { (writer) throws(FileError) in
                try file.forEachPiece { (piece) throws(FileError) in try writer.write(piece) }
            }
            return ["factors.safetensors"]
        case .npz:
            let ids = [NumpyArray("user_ids", factors.users.ids), NumpyArray("item_ids", factors.items.ids)]
            try NumpyArchive(tensors.map { NumpyArray($0) } + ids).write(to: folder.appending(path: "factors.npz"))
            return ["factors.npz"]
        case .csv:
            try writeVectors("user_factors.csv", "user_id", factors.users, to: folder)
            try writeVectors("item_factors.csv", "movie_id", factors.items, to: folder)
            return ["user_factors.csv", "item_factors.csv"]
        case .faiss:
            return []
        }
    }

    private func writeVectors(_ file: String, _ name: String, _ table: FactorTable, to folder: URL) throws(FileError) {
        let count = table.factorCount
        let names = [name] + (0..<count).map { "f\($0)" }
        try CSVFile.write(to: folder.appending(path: file), names: names, rowCount: table.ids.count) { row in
            [table.ids[row]] + (0..<count).map { String(describing: table.values[row * count + $0]) }
        }
    }
}
