package import Models

/// What an index of similar films can be. Both hold the films' vectors at length 1, so that an inner product is a cosine.
public enum SimilarIndexKind: String, Sendable, CaseIterable, Codable, CustomStringConvertible {
    /// Compares with every film: exact.
    case flat
    /// Walks a graph of near neighbours: sooner, and now and then it misses one (Malkov and Yashunin 2016,
    /// arXiv:1603.09320).
    case hnsw

    public var description: String { rawValue }

    /// Whether this build can make them: the package trait `FAISS`.
    public static var areAvailable: Bool {
        #if FAISS
            true
        #else
            false
        #endif
    }
}

/// Why there is no index.
public struct SimilarIndexError: Error, Sendable, Equatable, CustomStringConvertible {
    public var message: String
    public var description: String { message }

    static let unavailable = SimilarIndexError(
        message: """
            this build is without FAISS; install libfaiss-dev (Debian) and build with \
            `swift build -c release --traits FAISS`
            """)
}

/// An index that can be written as a file others read.
package protocol StoredSimilarIndex: SimilarItemIndex {
    /// As FAISS writes it; row numbers are item numbers.
    func fileBytes() throws(SimilarIndexError) -> FrozenArray<UInt8>
}

extension SimilarIndexKind {
    /// Builds one over a model's vectors.
    /// - Throws: `SimilarIndexError` in a build without FAISS, and when it fails.
    package func index(over directions: FactorMatrix) throws(SimilarIndexError) -> any StoredSimilarIndex {
        #if FAISS
            try FaissIndex(self, over: directions)
        #else
            throw .unavailable
        #endif
    }
}
