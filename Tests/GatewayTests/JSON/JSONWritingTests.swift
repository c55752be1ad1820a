import Foundation
import NIOCore
import Testing

@testable import Gateway

@Suite struct JSONWritingTests {
    private func written(_ write: (inout ByteBuffer) -> Void) -> String {
        var buffer = ByteBuffer()
        write(&buffer)
        return String(buffer: buffer)
    }

    @Test func `every character survives, read back by Foundation`() throws {
        let text = String(String.UnicodeScalarView((0..<0x250).compactMap(Unicode.Scalar.init))) + "🎬</script>"
        let json = written { $0.writeJSON(text) }
        let read = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed) as? String
        #expect(read == text)
        #expect(!json.contains("<"))
    }

    @Test func `floats are the shortest digits that read back the same`() {
        var generator = TestGenerator(seed: 1)
        for _ in 0..<2_000 {
            let value = Float(bitPattern: UInt32.random(in: .min ... .max, using: &generator))
            let json = written { $0.writeJSON(value) }
            #expect(value.isFinite ? Float(json) == value : json == "null")
        }
    }

    @Test func `numbers that JSON cannot say are null`() {
        #expect(written { $0.writeJSON(Float.nan) } == "null")
        #expect(written { $0.writeJSON(-Float.infinity) } == "null")
        #expect(written { $0.writeJSON(Double.infinity) } == "null")
    }

    @Test(arguments: [
        (Duration.microseconds(1_234), "1.234"), (.zero, "0.000"), (.seconds(2), "2000.000"),
        (.nanoseconds(999), "0.000"),
        (.microseconds(7), "0.007"), (.seconds(-1), "0.000"),
    ])
    func `latencies have three decimals`(_ duration: Duration, _ expected: String) {
        #expect(written { $0.writeJSON(milliseconds: duration) } == expected)
    }

    @Test func `whole numbers at the edges`() {
        for value in [0, 9, 10, -1, Int.min, Int.max] { #expect(written { $0.writeJSON(value) } == String(value)) }
    }
}
