import MarqueeCommands

@main
enum Marquee {
    static func main() async { await MarqueeTool.run() }
}
