#if FAISS
    import CFaiss
    import Foundation
    package import Models

    /// Films by the cosine of their vectors, in FAISS.
    ///
    /// `@unchecked Sendable` invariant: the index behind `handle` is not changed once `init` has built it, and searching
    /// one from many threads at once is what FAISS allows.
    package final class FaissIndex: StoredSimilarIndex, @unchecked Sendable {
        package let name: String
        private let directions: FactorMatrix
        private let handle: OpaquePointer

        package var itemCount: Int { directions.rowCount }

        /// The same vectors give the same index: it is built on one thread.
        ///
        /// - Complexity: O(items · factors) for `flat`, about O(items · log items · factors) for `hnsw`.
        /// - Throws: `SimilarIndexError` with FAISS's own words.
        package init(_ kind: SimilarIndexKind, over directions: FactorMatrix) throws(SimilarIndexError) {
            let directions = directions.compacted()
            var reason = FaissReason()
            let handle = directions.values.withUnsafeBufferPointer { vectors in
                mqf_build(
                    kind.factoryDescription, Int32(directions.factorCount), vectors.baseAddress,
                    Int64(directions.rowCount), kind.breadth, &reason.text, FaissReason.capacity)
            }
            guard let handle else { throw reason.error("an index could not be built") }
            self.handle = handle
            self.directions = directions
            name = kind.rawValue
        }

        deinit { mqf_free(handle) }

        package func findNearest(to item: ItemNumber, count: Int, into slate: inout [ScoredItem]) -> Bool {
            precondition(item.index >= 0 && item.index < itemCount, "item out of range")
            slate.removeAll(keepingCapacity: true)
            guard count > 0 else { return true }
            return directions.withRow(item.index) { vector in
                guard vector.contains(where: { $0 != 0 }) else { return true }
                return withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { scores in
                    withUnsafeTemporaryAllocation(of: Int64.self, capacity: count) { rows in
                        search(vector, scores, rows, into: &slate)
                    }
                }
            }
        }

        /// - Parameters:
        ///   - scores, rows: [count] to be filled.
        private func search(
            _ vector: UnsafeBufferPointer<Float>, _ scores: UnsafeMutableBufferPointer<Float>,
            _ rows: UnsafeMutableBufferPointer<Int64>, into slate: inout [ScoredItem]
        ) -> Bool {
            var reason = FaissReason()
            let answer = mqf_search(
                handle, vector.baseAddress, Int64(rows.count), scores.baseAddress, rows.baseAddress, &reason.text,
                FaissReason.capacity)
            guard answer == 0 else { return false }
            for (row, score) in zip(rows, scores) where row >= 0 {
                slate.append(
                    ScoredItem(item: ItemNumber(rawValue: Int32(row)), score: min(1, max(-1, score))))
            }
            slate.sort { $0.precedes($1) }
            return true
        }

        package func fileBytes() throws(SimilarIndexError) -> FrozenArray<UInt8> {
            var reason = FaissReason()
            var count = 0
            guard let bytes = mqf_serialize(handle, &count, &reason.text, FaissReason.capacity) else {
                throw reason.error("an index could not be written")
            }
            let storage = FrozenStorage(adopting: UnsafeRawBufferPointer(start: bytes, count: count)) { bytes in
                free(UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            }
            return FrozenArray(storage: storage, byteOffset: 0, count: count)
        }
    }

    extension SimilarIndexKind {
        /// For FAISS's index factory. 32 neighbours a film.
        fileprivate var factoryDescription: String {
            switch self {
            case .flat: "Flat"
            case .hnsw: "HNSW32"
            }
        }

        /// How many candidates a search of the graph keeps.
        fileprivate var breadth: Int32 { self == .hnsw ? 64 : 0 }
    }

    /// Where FAISS says what went wrong.
    private struct FaissReason {
        static let capacity = 512
        var text = [CChar](repeating: 0, count: capacity)

        func error(_ what: String) -> SimilarIndexError {
            let said = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            return SimilarIndexError(message: "\(what); FAISS says: \(String(decoding: said, as: UTF8.self))")
        }
    }
#endif
