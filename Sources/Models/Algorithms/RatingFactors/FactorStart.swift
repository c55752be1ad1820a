/// Where the factors begin: random numbers, each row's from a stream of its own.
enum FactorStart {
    /// Writes uniform numbers of mean `mean` within ± `spread` to the rows that `isRated` says; the others stay zero,
    /// so that a viewer or a film that nothing is known of adds nothing.
    static func fill(_ buffer: FactorBuffer, mean: Float = 0, spread: Float, seed: UInt64, where isRated: (Int) -> Bool)
    {
        for row in 0..<buffer.rowCount where isRated(row) {
            let vector = buffer.pointer(toRow: row)
            var random = SeededRandom(seed: seed, stream: UInt64(row))
            for factor in 0..<buffer.factorCount {
                let unit = Float(random.next() >> 40) / Float(1 << 24)
                vector[factor] = mean + spread * (2 * unit - 1)
            }
        }
    }

    /// Uniform on ± √3·σ has the standard deviation σ.
    static func spread(deviation: Double) -> Float { Float(3.0.squareRoot() * deviation) }
}
