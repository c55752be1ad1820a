import Foundation
import Synchronization

/// As much of MLflow as the shipper talks to, on the loopback interface: it makes experiments, runs and versions, finds
/// them again by their tags, and answers what it is told to answer.
final class FakeMLflow: Sendable {
    struct Call: Sendable {
        var method: String
        /// Behind `/api/2.0/`, without the query.
        var path: String
        var headers: String
        var body: String
    }

    struct Answer: Sendable {
        var status: Int
        var body: String

        static func refusal(_ status: Int, _ code: String) -> Answer {
            Answer(status: status, body: #"{"error_code": "\#(code)", "message": "no"}"#)
        }
    }

    private struct State {
        var calls: [Call] = []
        var runs: [String] = []
        var versions: [String] = []
    }

    private let state = Mutex(State())
    /// Answers in place of the usual ones; nil leaves it to them.
    private let script: @Sendable (Call) -> Answer?
    private let told: AsyncStream<String>.Continuation
    /// The path of each call, as it is answered.
    let paths: AsyncStream<String>
    private let socket: LoopbackSocket

    init(port: UInt16 = 0, _ script: @escaping @Sendable (Call) -> Answer? = { _ in nil }) throws {
        self.script = script
        (paths, told) = AsyncStream.makeStream()
        socket = try LoopbackSocket(port: port)
        let listener = socket.descriptor
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                if let call = Self.read(connection), let self { Self.write(self.answer(call), to: connection) }
                close(connection)
            }
        }
    }

    var address: String { "http://127.0.0.1:\(socket.port)" }
    var calls: [Call] { state.withLock { $0.calls } }
    var runs: [String] { state.withLock { $0.runs } }
    var versions: [String] { state.withLock { $0.versions } }

    func count(_ path: String) -> Int { calls.count { $0.path == path } }

    private func answer(_ call: Call) -> Answer {
        defer { told.yield(call.path) }
        state.withLock { $0.calls.append(call) }
        if let scripted = script(call) { return scripted }
        return state.withLock { Self.usual(call, &$0) }
    }

    private static func usual(_ call: Call, _ state: inout State) -> Answer {
        func ok(_ body: String) -> Answer { Answer(status: 200, body: body) }
        func run(_ number: Int) -> String {
            """
            {"info": {"run_id": "ml-\(number)", "experiment_id": "7", "artifact_uri": "mlflow-artifacts:/7/ml-\(number)/artifacts"}}
            """
        }
        switch call.path {
        case "mlflow/experiments/get-by-name": return ok(#"{"experiment": {"experiment_id": "7"}}"#)
        case "mlflow/runs/search":
            let found = state.runs.firstIndex { call.body.contains("'\($0)'") }
            return ok(found.map { "{\"runs\": [\(run($0 + 1))]}" } ?? "{}")
        case "mlflow/runs/create":
            state.runs.append(value(of: "marquee.run_id", in: call.body))
            return ok("{\"run\": \(run(state.runs.count))}")
        case "mlflow/model-versions/search":
            let found = state.versions.firstIndex { call.headers.contains("%27\($0)%27") }
            return ok(found.map { "{\"model_versions\": [{\"version\": \"\($0 + 1)\"}]}" } ?? "{}")
        case "mlflow/model-versions/create":
            state.versions.append(value(of: "marquee.version", in: call.body))
            return ok("{\"model_version\": {\"version\": \"\(state.versions.count)\"}}")
        default: return ok("{}")
        }
    }

    /// The value of a tag in a body.
    private static func value(of tag: String, in body: String) -> String {
        struct Tagged: Decodable {
            struct Pair: Decodable { var key, value: String }
            var tags: [Pair]
        }
        let tagged = try? JSONDecoder().decode(Tagged.self, from: Data(body.utf8))
        return tagged?.tags.first { $0.key == tag }?.value ?? ""
    }

    // MARK: One request a connection

    private static func read(_ connection: Int32) -> Call? {
        var bytes = Data()
        guard let end = fill(&bytes, from: connection, until: { $0.range(of: Data("\r\n\r\n".utf8))?.upperBound })
        else { return nil }
        let head = String(decoding: bytes[..<end], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        let total = end + (length ?? 0)
        guard fill(&bytes, from: connection, until: { $0.count >= total ? total : nil }) != nil else { return nil }
        let words = lines[0].split(separator: " ")
        let path = words[1].split(separator: "?")[0].dropFirst("/api/2.0/".count)
        return Call(
            method: String(words[0]), path: String(path), headers: head,
            body: String(decoding: bytes[end..<total], as: UTF8.self))
    }

    private static func fill(_ bytes: inout Data, from connection: Int32, until end: (Data) -> Int?) -> Int? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = end(bytes) { return end }
            let count = Foundation.read(connection, &buffer, buffer.count)
            guard count > 0 else { return nil }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    private static func write(_ answer: Answer, to connection: Int32) {
        let head =
            "HTTP/1.1 \(answer.status) X\r\nContent-Length: \(answer.body.utf8.count)\r\nConnection: close\r\n\r\n"
        let bytes = Array((head + answer.body).utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { Foundation.write(connection, $0.baseAddress! + sent, $0.count - sent) }
            guard count > 0 else { return }
            sent += count
        }
    }
}

/// A listening socket on the loopback interface.
final class LoopbackSocket: Sendable {
    let descriptor: Int32
    let port: UInt16

    /// - Parameter wanted: 0 lets the system choose.
    init(port wanted: UInt16 = 0) throws {
        struct NoSocket: Error {}
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = wanted.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard descriptor >= 0, bound else { throw NoSocket() }
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        // Wakes the thread from `accept`, which then fails.
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    /// A port that nobody listens on.
    static func freePort() throws -> UInt16 { try LoopbackSocket().port }
}
