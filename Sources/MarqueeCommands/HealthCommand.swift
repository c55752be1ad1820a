import ArgumentParser
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Asks a running server whether it lives: what a container's health check calls.
struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Ask a running server whether it is ready; exits 0 when it is.")

    @Option(
        help: ArgumentHelp(
            "The server's address. (default: http://127.0.0.1, on MARQUEE_PORT or 8080)", valueName: "url"))
    var url: String?

    /// Where a server started with the same variables listens.
    private static var usualAddress: String {
        let port = ProcessInfo.processInfo.environment["MARQUEE_PORT"].flatMap { $0.isEmpty ? nil : $0 }
        return "http://127.0.0.1:\(port ?? "8080")"
    }

    func run() async throws {
        let url = url ?? Self.usualAddress
        do {
            let request = HTTPClientRequest(url: url + "/ready")
            let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(3))
            _ = try await answer.body.collect(upTo: 1 << 16)
            guard answer.status == .ok else {
                Terminal.say("\(url) answers \(answer.status.code): alive, and not ready to serve")
                throw ExitCode(1)
            }
            Terminal.print("ready")
        } catch let code as ExitCode {
            throw code
        } catch {
            Terminal.say("\(url) does not answer: \(Self.reason(error))")
            throw ExitCode(1)
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error as? HTTPClientError {
        case .invalidURL, .emptyScheme, .emptyHost: "that is no address; give one such as http://127.0.0.1:8080"
        case .connectTimeout, .readTimeout, .deadlineExceeded: "it took longer than 3 seconds"
        default: "is the server running?"
        }
    }
}
