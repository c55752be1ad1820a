/// The number of letters to insert, delete, replace or swap with a neighbour to turn one word into another
/// (optimal string alignment, the restricted Damerau–Levenshtein distance). Keeps its rows, so one serves many words.
package struct EditDistance {
    private var rows: [Int] = []

    package init() {}

    /// - Returns: the distance, or `nil` when it is more than `limit`.
    /// - Complexity: O(count · count), ending early when a whole row is over the limit.
    package mutating func between(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
        let width = right.count + 1
        if rows.count < 3 * width { rows = [Int](repeating: 0, count: 3 * width) }
        for column in 0..<width { rows[column] = column }
        // Row r holds the distances of the first r letters of `left`; the last three rows rotate.
        for row in 1..<(left.count + 1) {
            guard fillRow(row, width: width, left: left, right: right) <= limit else { return nil }
        }
        let distance = rows[(left.count % 3) * width + width - 1]
        return distance <= limit ? distance : nil
    }

    /// - Returns: the least value of the row.
    private mutating func fillRow(_ row: Int, width: Int, left: ArraySlice<UInt8>, right: ArraySlice<UInt8>) -> Int {
        let this = (row % 3) * width
        let above = ((row + 2) % 3) * width
        let twoAbove = ((row + 1) % 3) * width
        let letter = left[left.startIndex + row - 1]
        rows[this] = row
        var least = row
        for column in 1..<width {
            let other = right[right.startIndex + column - 1]
            var cost = min(rows[above + column], rows[this + column - 1]) + 1
            cost = min(cost, rows[above + column - 1] + (letter == other ? 0 : 1))
            let isSwap =
                row > 1 && column > 1 && letter == right[right.startIndex + column - 2]
                && left[left.startIndex + row - 2] == other
            if isSwap { cost = min(cost, rows[twoAbove + column - 2] + 1) }
            rows[this + column] = cost
            least = min(least, cost)
        }
        return least
    }
}
