import Actors
import Foundation
import Gateway
import Models

/// What `marquee doctor` looks at: one finding a subject, each with advice where something is wrong.
public struct Examination: Sendable {
    public struct Finding: Sendable, Equatable, Encodable {
        public var subject: String
        public var isGood: Bool
        public var observation: String
        public var advice: String?
    }

    public let findings: [Finding]

    public init(of home: HomeFolder) {
        findings =
            [
                Finding(subject: "version", isGood: true, observation: "marquee \(Release.version)"),
                Self.processor, Self.allocator, Self.openFiles, Self.pages, Self.folder(home), Self.database(home),
                Self.model(home),
            ] + Self.mlflow(home)
    }

    private static var processor: Finding {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let kernels = InstructionSet.available.map(\.rawValue).joined(separator: ", ")
        return Finding(
            subject: "processor", isGood: true,
            observation: "\(cores) core\(cores == 1 ? "" : "s"); kernels for \(kernels), the last one is used")
    }

    private static var allocator: Finding {
        guard let version = Jemalloc.version, Jemalloc.servesSwift else {
            return Finding(
                subject: "allocator", isGood: false, observation: "Swift's memory does not come from jemalloc",
                advice: "install libjemalloc2, and do not preload another allocator")
        }
        return Finding(
            subject: "allocator", isGood: true,
            observation: "jemalloc \(version.prefix { $0 != "-" }) serves this process's memory")
    }

    private static var openFiles: Finding {
        let limit = ProcessReading().process().maximumFiles
        let isGood = limit.map { $0 >= 1_200 } ?? true
        return Finding(
            subject: "open files", isGood: isGood,
            observation: limit.map { "at most \($0)" } ?? "the limit is not known here",
            advice: isGood ? nil : "raise it (ulimit -n 4096) or lower --connections below it")
    }

    private static var pages: Finding {
        let missing = HTTPGateway.missingPages()
        return Finding(
            subject: "pages", isGood: missing.isEmpty,
            observation: missing.isEmpty
                ? "the pages for viewers, operators and readers have their files"
                : "the pages lack \(missing.joined(separator: ", "))",
            advice: missing.isEmpty ? nil : "keep the folder marquee_Gateway.resources beside the executable")
    }

    private static func folder(_ home: HomeFolder) -> Finding {
        var isFolder: ObjCBool = false
        let path = home.url.path
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return Finding(
                subject: "home", isGood: true,
                observation: "\(path) is not there yet; the first import or serve makes it")
        }
        let isGood = isFolder.boolValue && access(path, R_OK | W_OK | X_OK) == 0
        return Finding(
            subject: "home", isGood: isGood,
            observation: isGood ? "\(path) can be written" : "\(path) cannot be written",
            advice: isGood ? nil : "give this user the folder, or choose another with --home")
    }

    private static func database(_ home: HomeFolder) -> Finding {
        guard FileManager.default.fileExists(atPath: home.database.path) else {
            return Finding(
                subject: "data", isGood: true,
                observation: "none yet; `marquee import` or `marquee serve --demo` brings some")
        }
        do {
            let counts = try EventDatabase(home: home.url).size()
            return Finding(
                subject: "data", isGood: true,
                observation: "\(counts.movies) movies, \(counts.users) viewers, \(counts.events) events")
        } catch {
            return Finding(
                subject: "data", isGood: false, observation: "marquee.sqlite cannot be used: \(error)",
                advice: "restore a backup, or move the file away and import again")
        }
    }

    /// Where MLflow is configured, or something waits for it.
    private static func mlflow(_ home: HomeFolder) -> [Finding] {
        func finding(_ observation: String, advice: String? = nil) -> Finding {
            Finding(subject: "mlflow", isGood: advice == nil, observation: observation, advice: advice)
        }
        do {
            let configuration = try MLflowConfiguration(environment: ProcessInfo.processInfo.environment)
            guard FileManager.default.fileExists(atPath: home.operations.path) else {
                return configuration.map { [finding("entries go to \($0.address)")] } ?? []
            }
            let status = try MLflowTracker(OperationsDatabase(home: home.url)).status()
            guard let configuration else {
                guard status.waiting > 0 else { return [] }
                return [finding("\(status.waiting) entries wait", advice: "set MLFLOW_TRACKING_URI to send them")]
            }
            let observation = "\(status.waiting) entries wait for \(configuration.address), \(status.sent) were sent"
            if let error = status.lastError {
                return [finding("\(observation): \(error)", advice: "start it, or look there")]
            }
            return [finding("\(observation), \(status.setAside) were set aside")]
        } catch {
            return [finding("\(error)", advice: "`marquee mlflow` says more")]
        }
    }

    private static func model(_ home: HomeFolder) -> Finding {
        do {
            guard let record = try ActivationRecord.read(from: home.models) else {
                return Finding(subject: "model", isGood: true, observation: "none is active; `marquee train` makes one")
            }
            _ = try home.artefacts.open(record.active)
            return Finding(
                subject: "model", isGood: true, observation: "\(record.active) is active; its checksums hold")
        } catch {
            return Finding(
                subject: "model", isGood: false, observation: "\(error)",
                advice: "`marquee models rollback`, or train again with `marquee train`")
        }
    }
}
