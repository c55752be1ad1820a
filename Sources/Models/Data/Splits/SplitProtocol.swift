/// How a log is parted into what is learned from and what is asked for. Every report names its protocol: figures under
/// different ones cannot be compared.
public enum SplitProtocol: Sendable, Equatable, Codable {
    /// Two moments, the same for everybody: the oldest 70 % of the interactions train, the next 15 % validate, the
    /// newest 15 % test. What serving meets; most viewers of the test are new.
    case globalTime
    /// Each viewer's last positive is tested, the last but one validates; what came before trains.
    case perUserLast
    /// Of each viewer's interactions 20 % drawn at random are tested, 10 % validate. Knows the future: flattering.
    case perUserRandom(seed: UInt64)
    /// Somebody else parted the data; the parts came as files.
    case readyMade

    /// The name that people type and reports print.
    public var name: String {
        switch self {
        case .globalTime: "global-time"
        case .perUserLast: "per-user-last"
        case .perUserRandom: "per-user-random"
        case .readyMade: "ready-made"
        }
    }

    /// The protocol of that name among those that part a log; nil for another name.
    /// - Parameter seed: of the random draw.
    public init?(name: String, seed: UInt64 = 42) {
        switch name {
        case "global-time": self = .globalTime
        case "per-user-last": self = .perUserLast
        case "per-user-random": self = .perUserRandom(seed: seed)
        default: return nil
        }
    }

    /// The protocols that part a log.
    public static let names = ["global-time", "per-user-last", "per-user-random"]
}

/// Which part of a split a row belongs to.
enum SplitPart: UInt8, Sendable {
    case train, validation, test
}
