import Testing

@testable import Actors

@Suite struct RecencyTableTests {
    @Test func `the entry written longest ago goes first, reading does not count`() {
        var table = RecencyTable<String, Int>()
        _ = table.write("a") { 1 }
        _ = table.write("b") { 2 }
        _ = table.write("c") { 3 }
        #expect(table.write("a") { 9 } == 1)
        _ = table["b"]
        #expect(table.removeOldest()?.key == "b")
        #expect(table.removeOldest()?.key == "c")
        #expect(table.removeOldest()?.key == "a")
        #expect(table.removeOldest() == nil)
        #expect(table.isEmpty)
    }

    /// Beside it a plain array in order of writing, oldest first.
    @Test(.tags(.property), arguments: [1, 2, 3] as [UInt64])
    func `it behaves like a list sorted by last write`(seed: UInt64) {
        var generator = TestGenerator(seed: seed)
        var table = RecencyTable<Int, Int>()
        var order: [Int] = []
        for step in 0..<5_000 {
            if Int.random(in: 0..<3, using: &generator) > 0 {
                let key = Int.random(in: 0..<40, using: &generator)
                _ = table.write(key) { step }
                order.removeAll { $0 == key }
                order.append(key)
            } else {
                #expect(table.removeOldest()?.key == (order.isEmpty ? nil : order.removeFirst()))
            }
            #expect(table.count == order.count)
        }
        while let entry = table.removeOldest() { #expect(entry.key == order.removeFirst()) }
        #expect(order.isEmpty)
    }
}

extension Tag {
    @Tag static var property: Self
}
