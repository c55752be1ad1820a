// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "marquee-rp3beta",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "RP3beta", targets: ["RP3beta"]),
        .executable(name: "marquee-rp3beta", targets: ["marquee-rp3beta"]),
    ],
    dependencies: [
        // A package elsewhere writes `url:` and a version instead.
        .package(name: "marquee", path: "../..")
    ],
    targets: [
        // The model: arithmetic alone, on the library `Models`.
        .target(name: "RP3beta", dependencies: [.product(name: "Models", package: "marquee")]),
        // The command `marquee`, with the model in it.
        .executableTarget(
            name: "marquee-rp3beta",
            dependencies: ["RP3beta", .product(name: "MarqueeCommands", package: "marquee")]),
        .testTarget(
            name: "RP3betaTests",
            dependencies: [
                "RP3beta", .product(name: "Models", package: "marquee"),
                .product(name: "MarqueeTestSupport", package: "marquee"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
