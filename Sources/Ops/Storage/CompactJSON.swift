import Actors
import Models

/// The lists of a request-log row as JSON arrays (`json_each` reads them), built in one buffer that is used again.
struct CompactJSON {
    private var bytes: [UInt8] = []

    mutating func write(items places: [ServedRecord.Place]) {
        begin()
        for (index, place) in places.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(place.item.rawValue)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func write(scores places: [ServedRecord.Place]) {
        begin()
        for (index, place) in places.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            // JSON has no word for what is not finite.
            bytes.append(contentsOf: (place.score.isFinite ? place.score.description : "null").utf8)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    func withUTF8(_ body: (UnsafeBufferPointer<UInt8>) -> Void) { bytes.withUnsafeBufferPointer(body) }

    private mutating func begin() {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(UInt8(ascii: "["))
    }

    /// A JSON string: quotes, backslashes and control characters escaped.
    private mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
