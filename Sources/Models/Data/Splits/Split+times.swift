extension Split {
    /// Parts `log` at two moments: rows before `validationStart` train, rows from `testStart` on are asked for.
    ///
    /// What a retraining run judges by: the test is what happened after the serving model's data end, so that the model
    /// that serves and those that want to are asked for days that neither has seen.
    /// - Precondition: `validationStart <= testStart`.
    /// - Complexity: O(events).
    public init(
        _ log: InteractionLog, movies: [Movie] = [], viewers: [Viewer] = [], validationStart: Int64, testStart: Int64,
        settings: PreprocessingSettings = PreprocessingSettings()
    ) {
        precondition(validationStart <= testStart, "validation comes before the test")
        let preprocessor = Preprocessor(log, movies: movies, viewers: viewers, settings: settings)
        let preferences = preprocessor.preferences
        let trained = Int32(preprocessor.trainedUserCount)
        let parts = zip(preferences.users, preferences.timestamps).prefix { $0.0 < trained }.map { _, time in
            time >= testStart ? SplitPart.test : time >= validationStart ? .validation : .train
        }
        self.init(
            preprocessor, parts, .globalTime, settings, validationStart: validationStart, testStart: testStart)
    }
}
