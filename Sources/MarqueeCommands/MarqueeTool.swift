import ArgumentParser
// Nothing of it is called: the import links jemalloc, which then serves the whole process's memory.
import CJemalloc
public import Models

/// The command `marquee`, for an executable with models of its own.
///
/// ```swift
/// var models = PluginCatalogue.standard
/// models.register(MyPlugin())
/// await MarqueeTool.run(models: models)
/// ```
/// Every subcommand knows them then: they are trained, tuned, compared, promoted and served like those that come with
/// the package.
public enum MarqueeTool {
    /// Does what the process's arguments ask for; on an error it says so and ends the process with another status than 0.
    public static func run(models: PluginCatalogue = .standard) async {
        await CommandModels.$catalogue.withValue(models) { await MarqueeCommand.main() }
    }
}

/// The models that subcommands know, for the time of one run.
enum CommandModels {
    @TaskLocal static var catalogue = PluginCatalogue.standard
}
