import Actors
public import Logging
import Models

/// Builds the index of each model that is to serve, and tells how good it is.
///
/// A model without vectors, and one whose index cannot be built, serve all the same: similar films are then found exactly.
public struct SimilarIndexing: Sendable {
    private let kind: SimilarIndexKind
    private let logger: Logger

    public init(_ kind: SimilarIndexKind, logger: Logger) {
        self.kind = kind
        self.logger = logger
    }

    func index(_ model: any Recommender, of version: ModelVersion) -> IndexedSimilarity? {
        guard let model = model as? any ComparesVectors else {
            logger.notice(
                "similar films are found without an index: the model has no vectors of them",
                metadata: ["version": "\(version)", "algorithm": "\(model.descriptor.algorithm)"])
            return nil
        }
        do {
            let start = ContinuousClock.now
            let index = try kind.index(over: model.directions)
            let built = ContinuousClock.now - start
            let similarity = IndexedSimilarity(index, exact: model)
            logger.notice(
                "similar films are found by an index",
                metadata: [
                    "version": "\(version)", "index": "\(kind)", "films": "\(index.itemCount)", "built_in": "\(built)",
                    "recall_at_10": "\(similarity.recall.map { "\($0)" } ?? "unknown")",
                ])
            return similarity
        } catch {
            logger.error(
                "similar films are found without an index",
                metadata: ["version": "\(version)", "reason": "\(error)"])
            return nil
        }
    }
}
