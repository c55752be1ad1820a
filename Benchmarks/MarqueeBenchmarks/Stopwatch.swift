import Foundation

/// Repeats work and keeps the times.
enum Stopwatch {
    /// The median of `rounds` runs in microseconds, after `warmUp` runs that do not count.
    static func median(rounds: Int, warmUp: Int = 5, _ work: (Int) -> Void) -> Double {
        for round in 0..<warmUp { work(round) }
        let clock = ContinuousClock()
        var times: [Double] = []
        for round in 0..<max(rounds, 1) {
            let took = clock.measure { work(round) }
            times.append(took / .microseconds(1))
        }
        times.sort()
        return times[times.count / 2]
    }
}

/// Where a number was measured.
enum Machine {
    static var description: String {
        let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let model = information.split(separator: "\n").first { $0.hasPrefix("model name") }
            .flatMap { $0.split(separator: ":").last.map { $0.drop { $0 == " " } } }
        return "\(model ?? "unknown processor"), \(ProcessInfo.processInfo.activeProcessorCount) cores"
    }
}

/// Numbers that look like factors: normal, the same for the same seed.
struct NormalNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func uniform() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return (Double((mixed ^ (mixed >> 31)) >> 11) + 0.5) * 0x1p-53
    }

    /// Box and Muller's transformation.
    mutating func next() -> Float { Float((-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())) }

    mutating func vector(_ count: Int) -> [Float] { (0..<count).map { _ in next() } }
}
