/// Times the hot parts of Marquee: `MarqueeBenchmarks <name> [options]`. Build for release.
///
/// Each benchmark is a file of its own and has a line here. Results name the machine; compare only what ran beside
/// each other.
@main enum MarqueeBenchmarks {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let options = Options(arguments.dropFirst())
        switch arguments.first {
        case "als": try await ALSBenchmark(options).run()
        case "artefacts": try ArtefactBenchmarks(options).run()
        case "itemcf": try await ItemCFBenchmarks(options).run()
        case "kernels": try KernelBenchmarks(options).run()
        case "ranking": try await RankingBenchmark(options).run()
        case "warm": try await WarmStartBenchmark(options).run()
        default: print("usage: MarqueeBenchmarks als|artefacts|itemcf|kernels|ranking|warm [--help]")
        }
    }
}
