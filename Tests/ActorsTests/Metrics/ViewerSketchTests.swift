import Models
import Testing

@testable import Actors

@Suite struct ViewerSketchTests {
    private func sketch(_ viewers: Range<Int>) -> ViewerSketch {
        var sketch = ViewerSketch()
        for viewer in viewers { sketch.insert(StableHash.hash("viewer \(viewer)")) }
        return sketch
    }

    @Test(arguments: [0, 1, 2, 10])
    func `few viewers are counted exactly`(count: Int) {
        #expect(sketch(0..<count).estimate == count)
    }

    /// 4,096 registers: standard error 1.04 / √4096 = 1.6 %; three of them.
    @Test(arguments: [100, 1_000, 5_000, 12_000, 50_000, 200_000])
    func `many are estimated within 5 percent`(count: Int) {
        #expect(abs(Double(sketch(0..<count).estimate) / Double(count) - 1) < 0.05)
    }

    @Test func `meeting a viewer again changes nothing`() {
        var twice = sketch(0..<1_000)
        twice.formUnion(sketch(0..<1_000))
        #expect(twice == sketch(0..<1_000))
    }

    @Test func `the union counts everybody once`() {
        var union = sketch(0..<6_000)
        union.formUnion(sketch(4_000..<10_000))
        #expect(union == sketch(0..<10_000))
        var empty = ViewerSketch()
        empty.formUnion(sketch(0..<10))
        #expect(empty == sketch(0..<10))
    }
}
