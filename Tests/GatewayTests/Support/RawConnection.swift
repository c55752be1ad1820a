import Foundation
import HTTPTypes
import NIOCore
import NIOPosix

/// A connection that sends what it is told, byte for byte, and hears what comes.
struct RawConnection {
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private let inbound: InboundText

    /// Opens a connection to this machine for as long as `body` runs.
    static func open<Result: Sendable>(
        _ port: Int, reads: Bool = true, _ body: @Sendable (RawConnection) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: reads)
            .channelOption(.socketOption(.so_rcvbuf), value: reads ? 65_536 : 4_096)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await body(RawConnection(outbound: outbound, inbound: InboundText(inbound)))
        }
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    /// `send` for another task.
    var sender: @Sendable (String) async throws -> Void {
        { [outbound] text in try await outbound.write(ByteBuffer(string: text)) }
    }

    /// Says that nothing more will be sent.
    func finish() { outbound.finish() }

    /// The next answer; nil when the connection is closed instead.
    func answer(isHead: Bool = false) async throws -> TestAnswer? { try await inbound.answer(isHead: isHead) }

    /// What comes up to the end of `mark`, for answers that do not end; nil when the server closes before.
    func text(until mark: String) async throws -> String? { try await inbound.text(until: mark) }

    /// What comes until the server closes.
    func rest() async throws -> String { try await inbound.rest() }
}

/// The bytes of a connection as answers.
private final class InboundText {
    private var iterator: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var buffer = ByteBuffer()

    init(_ stream: NIOAsyncChannelInboundStream<ByteBuffer>) { iterator = stream.makeAsyncIterator() }

    private func more() async throws -> Bool {
        do {
            guard var part = try await iterator.next(isolation: #isolation) else { return false }
            buffer.writeBuffer(&part)
            return true
        } catch is IOError {
            return false  // a reset is an end too
        }
    }

    func text(until mark: String) async throws -> String? {
        while true {
            if let found = Data(buffer.readableBytesView).firstRange(of: Data(mark.utf8)) {
                return buffer.readString(length: found.upperBound)
            }
            guard try await more() else { return nil }
        }
    }

    func rest() async throws -> String {
        while try await more() {}
        return buffer.readString(length: buffer.readableBytes) ?? ""
    }

    func answer(isHead: Bool) async throws -> TestAnswer? {
        var end: Range<Data.Index>?
        while end == nil {
            end = Data(buffer.readableBytesView).firstRange(of: Data("\r\n\r\n".utf8))
            if end == nil, try await !more() { return nil }
        }
        let head = buffer.readString(length: end!.upperBound) ?? ""
        let lines = head.split(separator: "\r\n")
        let status = Int(lines[0].split(separator: " ")[1]) ?? 0
        var headers = HTTPFields()
        for line in lines.dropFirst() {
            let sides = line.split(separator: ":", maxSplits: 1)
            headers.append(
                HTTPField(name: HTTPField.Name(String(sides[0]))!, value: sides[1].trimmingCharacters(in: .whitespaces))
            )
        }
        if status == 100 { return TestAnswer(status: 100, headers: headers, text: "") }
        let length = isHead ? 0 : Int(headers[.contentLength] ?? "0") ?? 0
        while buffer.readableBytes < length {
            guard try await more() else { break }
        }
        let text = buffer.readString(length: min(length, buffer.readableBytes)) ?? ""
        return TestAnswer(status: status, headers: headers, text: text)
    }
}
