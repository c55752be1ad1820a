import MarqueeCommands
import Models
import RP3beta

/// `marquee` with one model more: train, tune, evaluate, promote and serve it like any other.
@main
enum MarqueeWithRP3beta {
    static func main() async {
        var models = PluginCatalogue.standard
        models.register(RP3betaPlugin())
        await MarqueeTool.run(models: models)
    }
}
