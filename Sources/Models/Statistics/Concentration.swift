/// How unequally showings are spread over films, without a catalogue of numbers.
public enum Concentration {
    /// The Gini index as `Exposure.gini` defines it, of `counts` and enough zeros to make `population` films: 0 when all are equal,
    /// towards 1 when one has everything. Nil when nothing was counted.
    ///
    /// - Precondition: `population` is at least the number of counts, none of which is below 0.
    public static func gini(_ counts: some Collection<Int>, population: Int) -> Double? {
        precondition(population >= counts.count, "more films counted than there are")
        let sorted = counts.sorted()
        let total = sorted.reduce(0, +)
        guard total > 0 else { return nil }
        let zeros = population - sorted.count
        var weighted = 0.0
        for (place, count) in sorted.enumerated() {
            weighted += Double(2 * (zeros + place + 1) - population - 1) * Double(count)
        }
        return weighted / (Double(population) * Double(total))
    }
}
