import Foundation

/// A web server on the loopback interface that answers from a table, one request a connection. For downloads.
final class OneShotServer: Sendable {
    let port: UInt16
    private let listener: Int32

    /// - Parameter files: path → content; anything else is 404.
    init(_ files: [String: Data]) throws {
        struct NoSocket: Error {}
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard listener >= 0, bound else { throw NoSocket() }
        port = UInt16(bigEndian: address.sin_port)
        self.listener = listener
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Self.answer(connection, files)
                close(connection)
            }
        }
    }

    deinit {
        // Wakes the thread from `accept`, which then fails.
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    var url: URL { URL(string: "http://127.0.0.1:\(port)/movielens/")! }

    private static func answer(_ connection: Int32, _ files: [String: Data]) {
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !request.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return }
            request += buffer[..<count]
        }
        let path =
            String(decoding: request, as: UTF8.self).split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let content = files[path]
        let body = content ?? Data("nothing here".utf8)
        let head = "HTTP/1.1 \(content == nil ? "404 Not Found" : "200 OK")\r\nContent-Length: \(body.count)\r\n"
        let answer = Data((head + "Connection: close\r\n\r\n").utf8) + body
        answer.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = write(connection, bytes.baseAddress! + sent, bytes.count - sent)
                guard count > 0 else { return }
                sent += count
            }
        }
    }
}
