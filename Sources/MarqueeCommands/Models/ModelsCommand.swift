import ArgumentParser

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "List the trained models, choose the one that serves, or go back.",
        subcommands: [
            ModelsListCommand.self, ModelsShowCommand.self, ModelsPromoteCommand.self, ModelsActivateCommand.self,
            ModelsRollbackCommand.self, ModelsArchiveCommand.self, ModelsDiffCommand.self, ModelsDecisionsCommand.self,
            ModelsPruneCommand.self,
        ],
        defaultSubcommand: ModelsListCommand.self)
}

/// `name/version` and what became of it, for scripts.
struct ModelChangeDocument: Encodable {
    var name, version, stage: String
}
