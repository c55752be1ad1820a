import Foundation
import NIOCore
import Testing

@testable import Gateway

@Suite struct JSONDocumentTests {
    private func parse(_ text: String) throws -> JSONDocument { try JSONDocument(parsing: ByteBuffer(string: text)) }

    @Test(arguments: [
        #"{"a":1,"b":[true,false,null,"x"],"c":{"d":-1.5e3}}"#, "[]", "{}", " [ 1 , 2 ] \n", #""text""#, "0", "-0",
        "1e400", #""\u00e9\ud83c\udfac\n\"\\\/""#, #"{"":""}"#, "[[[[[[[[]]]]]]]]", "123456789012345678901234567890",
    ])
    func `valid JSON is accepted, as Foundation accepts it`(_ text: String) throws {
        #expect(throws: Never.self) { try parse(text) }
        #expect(throws: Never.self) {
            // Foundation refuses numbers beyond Double; the grammar does not.
            if !text.hasPrefix("1e400") {
                _ = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
            }
        }
    }

    @Test(arguments: [
        "", " ", "{", "}", "[", "]", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:2}",
        "01", "-", "1.", ".5", "1e", "1e+", "+1", "NaN", "Infinity", "tru", "nul", "True", "'a'", "\"", "\"\\\"",
        "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"a\nb\"", "[1]x", "[1][2]",
        "\u{FEFF}[]",
        "{\"a\":1 \"b\":2}", "// no\n[]", "[1,/*no*/2]",
    ])
    func `what is not JSON is refused`(_ text: String) {
        #expect(throws: JSONSyntaxError.self) { try parse(text) }
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        for bytes: [UInt8] in [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x00], [0x80],
        ] {
            #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: ByteBuffer(bytes: bytes)) }
        }
    }

    @Test func `an error says line, column and offset`() throws {
        let error = try #require(throws: JSONSyntaxError.self) { try parse("{\n  \"k\": x}") }
        #expect(error.line == 2 && error.column == 8 && error.offset == 9)
    }

    @Test func `escapes become the characters they stand for`() throws {
        let document = try parse(#"["\u00e9\ud83c\udfac\b\f\n\r\t\"\\\/A","é🎬"]"#)
        let strings = document.elements(document.root).map { document.string($0) }
        #expect(strings == ["é🎬\u{8}\u{c}\n\r\t\"\\/A", "é🎬"])
    }

    @Test func `nesting is bounded far below the stack`() throws {
        #expect(throws: Never.self) { try parse(String(repeating: "[", count: 32) + String(repeating: "]", count: 32)) }
        for depth in [33, 511, 100_000] {
            #expect(throws: JSONSyntaxError.self) { try parse(String(repeating: "[", count: depth)) }
            #expect(throws: JSONSyntaxError.self) { try parse(String(repeating: "{\"a\":", count: depth)) }
        }
    }

    @Test func `the number of values is bounded`() {
        let text = "[" + String(repeating: "1,", count: 200) + "1]"
        #expect(throws: JSONSyntaxError.self) {
            try JSONDocument(parsing: ByteBuffer(string: text), limits: .init(nodes: 100))
        }
    }

    @Test func `names with escapes are found`() throws {
        let document = try parse(#"{"us\u0065r_id":1}"#)
        var found = false
        document.forEachMember(document.root) { name, _ in found = document.equals(name, "user_id") }
        #expect(found)
    }

    /// Seeded changes of good texts: whatever comes out, both parsers agree whether it is JSON.
    @Test func `mutated texts are judged as Foundation judges them`() {
        var generator = TestGenerator(seed: 7)
        let seeds = [
            #"{"user_id":196,"k":10,"genres":["Drama"],"x":{"y":[1.5e3,-2,null,true]}}"#, #"["a\n\u0041",0,{}]"#,
        ]
        let alphabet = Array(#"{}[]",:0123456789.eE+-truefalsn\u "#.utf8)
        for _ in 0..<4_000 {
            var bytes = Array(seeds.randomElement(using: &generator)!.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = alphabet.randomElement(using: &generator)!
                case 1: bytes.insert(alphabet.randomElement(using: &generator)!, at: place)
                default: bytes.remove(at: place)
                }
            }
            let ours = (try? JSONDocument(parsing: ByteBuffer(bytes: bytes))) != nil
            let theirs = (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
            let text = String(decoding: bytes, as: UTF8.self)
            // Foundation refuses numbers out of range and takes lone surrogates; see the doc comment of JSONDocument.
            if text.contains("\\u") || text.lowercased().contains("e") && ours { continue }
            #expect(ours == theirs, "\(text)")
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): the same numbers in every run.
struct TestGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
