#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import NIOCore

/// The listener could not be had: an address that is taken, is not of this machine, or does not exist.
public struct ListenError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What, where, and what to try.
    public let message: String
    public var description: String { message }

    init(host: String, port: Int, _ error: any Error) {
        let reason =
            switch error {
            case let error as IOError: Self.reason(error.errnoCode)
            case is SocketAddressError, is SocketAddressError.UnknownHost:
                "there is no such address; give --host another"
            default: "\(error)"
            }
        message = "cannot listen on \(host.contains(":") ? "[\(host)]" : host):\(port): \(reason)"
    }

    private static func reason(_ code: CInt) -> String {
        switch code {
        case EADDRINUSE: "another program listens there; stop it, or give --port another (0 lets the system choose)"
        case EADDRNOTAVAIL: "the address is not of this machine; give --host another"
        case EACCES: "ports below 1024 are for root; give --port another"
        default: String(cString: strerror(code))
        }
    }
}
