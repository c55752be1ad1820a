// swift-tools-version: 6.1
import PackageDescription

/// The rooms of the house, lowest first: Models < Actors < Gateway < Ops < MarqueeCommands. Arrows point down only;
/// `scripts/check` proves it from a clean build (see Documentation/Architecture.md).

/// Strict settings, once, for every Swift target.
let swiftSettings: [SwiftSetting] = [
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "marquee",
    platforms: [.macOS(.v15)],
    products: [
        // Train, evaluate and recommend in process, without a server.
        .library(name: "Models", targets: ["Models"]),
        // The serving actors: model store, scoring shards, request records, metrics.
        .library(name: "Actors", targets: ["Actors"]),
        // What every model promises, as tests that a model of one's own can run.
        .library(name: "MarqueeTestSupport", targets: ["TestSupport"]),
        // The whole command line, for an executable with models of its own.
        .library(name: "MarqueeCommands", targets: ["MarqueeCommands"]),
        .executable(name: "marquee", targets: ["Marquee"]),
    ],
    traits: [
        .trait(
            name: "FAISS",
            description:
                "An index of similar films: `marquee export --format faiss`, `serve --similar-index`; needs libfaiss-dev."
        )
    ],
    dependencies: [
        // The command line of `marquee`.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Deques for the bounded queues.
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        // SHA-256 for artefact checksums and data-snapshot names.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // Log records.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // SQLite: events, catalogue, activations, request log.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Latency histograms with bounded error.
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        // The HTTP server, on SwiftNIO.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        // Event loops and byte buffers under the HTTP server.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        // HTTP/1.1 as typed requests and answers, under the gateway's own connection guard.
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        // Typed HTTP fields.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        // Downloads with TLS (`marquee data fetch`).
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        // Start, signals, graceful stop of the whole process.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // MARK: Rooms
        .target(name: "CKernels", path: "Sources/CKernels"),
        .target(
            name: "Models",
            dependencies: ["CKernels", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "Actors",
            dependencies: [
                "Models",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "Gateway",
            dependencies: [
                "Models", "Actors", "CZlib",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("Web")],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "Ops",
            dependencies: [
                "Models", "Actors", "Gateway",
                .target(name: "CFaiss", condition: .when(traits: ["FAISS"])),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                // The C interface of the same SQLite, for loops over a million rows.
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: swiftSettings
        ),
        // The command line: thin, one file per subcommand.
        .target(
            name: "MarqueeCommands",
            dependencies: [
                "Models", "Actors", "Gateway", "Ops", "CJemalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(name: "Marquee", dependencies: ["MarqueeCommands"], swiftSettings: swiftSettings),

        // MARK: System libraries
        .systemLibrary(
            name: "CJemalloc", path: "Sources/System/CJemalloc", pkgConfig: "jemalloc",
            providers: [.apt(["libjemalloc-dev"])]
        ),
        // gzip for the pages' files.
        .systemLibrary(
            name: "CZlib", path: "Sources/System/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]
        ),
        // A C door to FAISS (libfaiss-dev); an empty file without the trait. Debian has FAISS as a static library only,
        // so what it needs itself is named too.
        .target(
            name: "CFaiss", path: "Sources/System/CFaiss",
            cxxSettings: [.define("MARQUEE_FAISS", .when(traits: ["FAISS"]))],
            linkerSettings: ["faiss", "blas", "lapack", "gomp", "stdc++"].map {
                .linkedLibrary($0, .when(traits: ["FAISS"]))
            }
        ),

        // MARK: Tests, one target per room
        .target(
            name: "TestSupport", dependencies: ["Models"], path: "Tests/TestSupport", swiftSettings: swiftSettings),
        .testTarget(
            name: "ModelsTests", dependencies: ["Models", "CKernels", "TestSupport"], swiftSettings: swiftSettings),
        .testTarget(
            name: "ActorsTests",
            dependencies: [
                "Models", "Actors", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "Models", "Actors", "Gateway", "TestSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "OpsTests",
            dependencies: [
                "Models", "Actors", "Gateway", "Ops", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: swiftSettings
        ),
        // Drives the real binary over real sockets; builds it by depending on it being built.
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "TestSupport",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: swiftSettings
        ),

        // MARK: Benchmarks
        .executableTarget(
            name: "MarqueeBenchmarks",
            dependencies: ["Models", "Actors", "CKernels"],
            path: "Benchmarks/MarqueeBenchmarks",
            swiftSettings: swiftSettings
        ),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c17,
    cxxLanguageStandard: .cxx17
)
