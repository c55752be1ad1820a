/// Items by year, as masks: a range of years is the difference of two of them, whatever the range.
///
/// One mask of the items up to and including each year that occurs: 120 years of 27,000 films are 400 kB.
struct YearIndex: Sendable {
    /// The years that occur, ascending.
    private let years: [Int]
    /// `masksUpTo[i]`: items of year ≤ `years[i]`.
    private let masksUpTo: [ItemMask]

    /// - Complexity: O(years · items / 64 + items).
    init(years yearOfItem: [Int?]) {
        var itemsOfYear: [Int: [ItemNumber]] = [:]
        for (item, year) in yearOfItem.enumerated() {
            if let year { itemsOfYear[year, default: []].append(ItemNumber(item)) }
        }
        years = itemsOfYear.keys.sorted()
        var mask = ItemMask(count: yearOfItem.count, allowed: false)
        masksUpTo = years.map { year in
            for item in itemsOfYear[year] ?? [] { mask.allow(item) }
            return mask
        }
    }

    /// Keeps the items whose year is known and in the range; a missing bound is no bound. Allocates nothing.
    /// - Complexity: O(items / 64).
    func restrict(_ mask: inout ItemMask, from first: Int?, through last: Int?) {
        guard first != nil || last != nil else { return }
        let end = last.map { last in insertionPoint { $0 > last } } ?? years.count
        let start = first.map { first in insertionPoint { $0 >= first } } ?? 0
        guard start < end else { return mask.excludeAll() }
        mask.formIntersection(masksUpTo[end - 1])
        if start > 0 { mask.subtract(masksUpTo[start - 1]) }
    }

    /// The first place whose year `isPast` holds for; it must hold for all later ones.
    private func insertionPoint(_ isPast: (Int) -> Bool) -> Int {
        var low = 0, high = years.count
        while low < high {  // every place below `low` is not past, every place from `high` on is
            let middle = (low + high) / 2
            if isPast(years[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
