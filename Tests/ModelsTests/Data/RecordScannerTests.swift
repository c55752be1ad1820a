import Models
import Testing

@Suite struct `Record scanner` {
    private func records(_ text: String, _ dialect: RecordDialect, chunkSize: Int = .max, limit: Int = 1 << 16)
        -> [[String]]
    {
        var scanner = RecordScanner(dialect: dialect, recordLimit: limit)
        var found: [[String]] = []
        var pending: [UInt8] = []
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count || !pending.isEmpty {
            let end = min(bytes.count, start + min(chunkSize, bytes.count))
            pending += bytes[start..<end]
            start = end
            let used = pending.withUnsafeBufferPointer { chunk in
                scanner.scan(chunk, isLast: start == bytes.count) { record in
                    found.append(
                        record.isBroken ? ["broken at \(record.line)"] : (0..<record.fieldCount).map(record.text))
                }
            }
            pending.removeFirst(used)
        }
        return found
    }

    private let awkward = "a,\"b, \"\"quoted\"\"\",c\r\n\r\n\"two\nlines\",,\"\"\nlast,é,\"\"\"\""
    private let awkwardFields = [["a", "b, \"quoted\"", "c"], ["two\nlines", "", ""], ["last", "é", "\""]]

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `quoted fields hold separators, line ends and doubled quotes, whatever the chunks`(chunkSize: Int) {
        #expect(records(awkward, .csv, chunkSize: chunkSize) == awkwardFields)
    }

    @Test(arguments: [1, 2, 5, 1000])
    func `two-byte separators are found across chunks`(chunkSize: Int) {
        let text = "1::Movie: The Film (1995)::A|B\n2::x::\n"
        #expect(
            records(text, .doubleColons, chunkSize: chunkSize) == [
                ["1", "Movie: The Film (1995)", "A|B"], ["2", "x", ""],
            ])
    }

    @Test func `a quote that never ends costs one line`() {
        let text = "a,b\n1,\"open\n2,fine\n3,fine\n"
        #expect(records(text, .csv) == [["a", "b"], ["broken at 2"], ["2", "fine"], ["3", "fine"]])
    }

    @Test func `a quote inside a field is a letter`() {
        #expect(records("5\" disc,b\n", .csv) == [["5\" disc", "b"]])
    }

    @Test func `a record beyond the limit is broken, and reading goes on`() {
        let text = "1,\"" + String(repeating: "x\n", count: 40) + "\"\nend,1\n"
        let found = records(text, .csv, chunkSize: 16, limit: 32)
        #expect(found.first == ["broken at 1"])
        #expect(found.last == ["end", "1"])
    }

    @Test(arguments: [16, 40, 1_000])
    func `a line beyond the limit costs that line alone, and lines are counted on`(chunkSize: Int) {
        let long = "1,2" + String(repeating: "x", count: 100) + ",1\n"
        let open = "\"" + String(repeating: "y", count: 100) + "\n"
        let found = records("a,b\n" + open + open + "end,1\n", .csv, chunkSize: chunkSize, limit: 32)
        #expect(found == [["a", "b"], ["broken at 2"], ["broken at 3"], ["end", "1"]])
        if chunkSize < 100 {  // A whole line that is there already is not too long to be held.
            let lines = records("a,b\n" + long + long + "end,1\n", .csv, chunkSize: chunkSize, limit: 32)
            #expect(lines == found)
        }
    }
}
