import Foundation
public import Gateway
public import Models

/// A model or a setting that a run cannot be asked for.
public struct TrainingRequestError: Error, Sendable, Equatable, CustomStringConvertible {
    /// `models`, or `settings.als.factors`.
    public var field: String
    /// What is wrong and what to try.
    public var message: String

    public var description: String { message }
}

extension RetrainingSettings {
    /// The same with what one run is asked for instead; settings for a model stand beside those that are given already.
    ///
    /// - Throws: `TrainingRequestError` for a model or setting that there is not.
    public func asked(
        _ request: TrainingRequest, plugins: PluginCatalogue
    ) throws(TrainingRequestError) -> RetrainingSettings {
        var asked = self
        if let models = request.models { asked.models = try Self.check(models, plugins) }
        for (model, settings) in request.settings.sorted(by: { $0.key < $1.key }) {
            guard asked.models.contains(model) else {
                throw TrainingRequestError(
                    field: "settings.\(model)",
                    message: plugins[model] == nil
                        ? "there is no model '\(model)'; there are \(plugins.names.joined(separator: ", "))"
                        : "'\(model)' is not among the models of this run: \(asked.models.joined(separator: ", "))")
            }
            asked.given[model, default: [:]].merge(settings) { $1 }
        }
        for (model, settings) in asked.given.sorted(by: { $0.key < $1.key }) {
            try Self.check(settings, of: model, plugins)
        }
        return asked
    }

    private static func check(
        _ models: [String], _ plugins: PluginCatalogue
    ) throws(TrainingRequestError) -> [String] {
        guard !models.isEmpty else {
            throw TrainingRequestError(field: "models", message: "models is empty: something must want to serve")
        }
        for (index, name) in models.enumerated() {
            guard plugins[name] != nil else {
                throw TrainingRequestError(
                    field: "models[\(index)]",
                    message: "there is no model '\(name)'; there are \(plugins.names.joined(separator: ", "))")
            }
            guard !models[..<index].contains(name) else {
                throw TrainingRequestError(field: "models[\(index)]", message: "'\(name)' stands twice")
            }
        }
        return models
    }

    private static func check(
        _ settings: ModelSettings, of model: String, _ plugins: PluginCatalogue
    ) throws(TrainingRequestError) {
        guard let plugin = plugins[model] else { return }
        do throws(SettingError) {
            _ = try plugin.makeTrainer(settings)
        } catch {
            throw TrainingRequestError(field: "settings.\(model).\(error.setting)", message: "\(error)")
        }
    }
}

extension TrainingRequest {
    /// Reads `als:factors=1`, `itemcf:neighbors=50;als:sweeps=3`: model, setting, value; several by commas or semicolons.
    ///
    /// - Throws: `TrainingRequestError` for what does not read so. Whether there is such a model and setting is for
    ///   `RetrainingSettings.asked`.
    public static func settings(parsing texts: [String]) throws(TrainingRequestError) -> [String: ModelSettings] {
        var settings: [String: ModelSettings] = [:]
        for text in texts.flatMap({ $0.split { $0 == "," || $0 == ";" } }) {
            let spelled = text.trimmingCharacters(in: .whitespaces)
            let sides = spelled.split(separator: "=", maxSplits: 1)
            let names = sides.first?.split(separator: ":", maxSplits: 1) ?? []
            guard sides.count == 2, names.count == 2 else {
                throw TrainingRequestError(
                    field: "settings",
                    message: "a setting reads model:name=value, such as als:factors=32, not '\(spelled)'")
            }
            settings[String(names[0]), default: [:]][String(names[1])] = SettingValue(parsing: String(sides[1]))
        }
        return settings
    }
}
