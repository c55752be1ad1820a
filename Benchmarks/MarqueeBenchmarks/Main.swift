/// Times the hot parts of Marquee: `MarqueeBenchmarks <name> [options]`. Build for release.
///
/// Each benchmark is a file of its own and has a line here. Results name the machine; compare only what ran beside
/// each other.
@main enum MarqueeBenchmarks {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "kernels": try KernelBenchmarks(Options(arguments.dropFirst())).run()
        default: print("usage: MarqueeBenchmarks kernels [--help]")
        }
    }
}
