import ArgumentParser
import Ops

@main
struct MarqueeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "marquee", abstract: "A movie-recommendation server.")
}
