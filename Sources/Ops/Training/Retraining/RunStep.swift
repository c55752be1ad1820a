/// The steps of a retraining run, in order. Each is whole when it is journaled; a run that was cut off goes on after the
/// last that is.
public enum RunStep: String, Sendable, Codable, CaseIterable {
    /// The data are named.
    case snapshot
    /// Every configured model and the serving one were judged on the same days.
    case judge
    /// The best is trained on everything and stands in the model directory.
    case publish
    /// The gate has spoken, and its reasons are on record.
    case decide
    /// What was decided is done.
    case apply
}
