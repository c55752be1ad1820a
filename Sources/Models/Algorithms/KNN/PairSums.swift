/// What two rows come to over the columns that both rated: n, Σxy, Σx², Σy², Σx, Σy.
///
/// As floats: sums of whole and half stars are exact up to four million.
struct PairSums {
    static let width = 6

    var count = 0.0
    var products = 0.0
    var squares = 0.0
    var otherSquares = 0.0
    var sum = 0.0
    var otherSum = 0.0

    init(_ sums: UnsafePointer<Float>) {
        count = Double(sums[0])
        products = Double(sums[1])
        squares = Double(sums[2])
        otherSquares = Double(sums[3])
        sum = Double(sums[4])
        otherSum = Double(sums[5])
    }

    /// Adds one common column.
    @inline(__always) static func add(_ own: Float, _ other: Float, to sums: UnsafeMutablePointer<Float>) {
        sums[0] += 1
        sums[1] += own * other
        sums[2] += own * own
        sums[3] += other * other
        sums[4] += own
        sums[5] += other
    }

    /// How alike the rows are, as the library Surprise has it; 0 where nothing can be said.
    ///
    ///     cosine            Σxy / √(Σx² Σy²)
    ///     msd               1 / (1 + Σ(x − y)² / n)
    ///     pearson           (nΣxy − ΣxΣy) / √((nΣx² − (Σx)²)(nΣy² − (Σy)²))
    ///     pearson-baseline  cosine of the distances from the baseline, times (n − 1) / (n − 1 + shrinkage)
    func similarity(_ settings: KNNSettings) -> Float {
        let support =
            settings.similarity == .pearsonBaseline ? max(2, settings.minimumSupport) : settings.minimumSupport
        guard count >= Double(support) else { return 0 }
        switch settings.similarity {
        case .cosine: return Self.ratio(products, squares * otherSquares)
        case .msd: return Float(1 / (1 + max(0, squares + otherSquares - 2 * products) / count))
        case .pearson:
            return Self.ratio(
                count * products - sum * otherSum,
                (count * squares - sum * sum) * (count * otherSquares - otherSum * otherSum))
        case .pearsonBaseline:
            return Self.ratio(products, squares * otherSquares)
                * Float((count - 1) / max(count - 1 + settings.shrinkage, 1))
        }
    }

    private static func ratio(_ above: Double, _ below: Double) -> Float {
        below > 0 ? Float(min(1, max(-1, above / below.squareRoot()))) : 0
    }
}
