/// Buffers a worker keeps and every ranking reuses, so that answering allocates nothing.
///
/// Each kernel or model takes the buffers it names here and may leave anything in them; nothing is passed on from one
/// call to the next.
public struct RankingScratch: Sendable {
    /// [itemCount] dense scores.
    public var scores: [Float] = []
    /// [factors] a vector.
    public var vector: [Float] = []
    /// [factors × factors] a normal matrix and its factorisation.
    public var matrix: [Float] = []
    /// Items touched by a sparse accumulation.
    public var touched: [Int32] = []
    /// Candidates before the exact re-rank.
    public var candidates: [ScoredItem] = []

    /// [itemCount] what a blend of several models has added up.
    public var blended: [Float] = []
    /// [itemCount] what one of its parts says.
    public var partScores: [Float] = []
    /// The list of one of its parts.
    public var partSlate: [ScoredItem] = []

    /// Keys of the best items so far.
    public var keys: [UInt64] = []
    /// [factors] a viewer's vector as int8 codes.
    public var codes: [Int8] = []
    /// Viewers to be answered together.
    public var batch = FactorBatch()

    /// Empty buffers, which grow with their first use.
    public init() {}
}
