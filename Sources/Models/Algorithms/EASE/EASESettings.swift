/// What EASE is trained with.
public struct EASESettings: Sendable, Equatable {
    /// λ, added to the diagonal of the Gram matrix, > 0.
    public var regularization: Double
    /// a: a viewer's likes count (number of likes)^−a, 0…1. With 0 everybody's likes count the same, and whoever likes
    /// much decides much.
    public var viewerExponent: Double
    /// p, 0…<1: as if each like were hidden with this probability while it is to be predicted by the others. Adds
    /// p / (1 − p) of an item's own Gram entry to its diagonal.
    public var dropout: Double
    /// Weights kept for each item, those furthest from 0; 0 keeps all.
    public var kept: Int

    /// Beyond this many items the dense matrix is no longer sensible: 1.6 GB.
    static let itemLimit = 20_000

    /// - Precondition: every value is in its range.
    public init(
        regularization: Double = 20, viewerExponent: Double = 0.5, dropout: Double = 0.5, kept: Int = 0
    ) {
        precondition(regularization > 0 && (0...1).contains(viewerExponent), "λ is above 0, the exponent within 0…1")
        precondition(
            (0..<1).contains(dropout) && kept >= 0, "dropout is below 1, and no fewer than no weights are kept")
        self.regularization = regularization
        self.viewerExponent = viewerExponent
        self.dropout = dropout
        self.kept = kept
    }
}
