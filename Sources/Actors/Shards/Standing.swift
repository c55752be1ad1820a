/// How a viewer stands to a model, and what that means for the question put to it. A decision in values.
struct Standing: Equatable {
    /// The model was trained with this viewer.
    var isTrained = false
    /// Something is known of what the viewer met, liked or not.
    var hasEvents = false
    /// Their likes, or for a model of ratings their stars, differ from those the model was trained with.
    var changesHistory = false
    /// Likes known of them, seeds included; for a model of ratings all that they rated.
    var likeCount = 0
    var isNamed = false
    var seedsGiven = false

    /// How the model is asked.
    enum Question: Equatable {
        /// By the viewer's row.
        case row
        /// By their history; `share` of the score is their own.
        case folded(share: Float)
        case fallback(FallbackReason)
    }

    /// - Parameter takesHistory: whether the model can answer by a history at all.
    func question(takesHistory: Bool, settings: ServingSettings) -> Question {
        if isTrained { return trainedQuestion(takesHistory: takesHistory) }
        if likeCount > 0 {
            return takesHistory
                ? .folded(share: settings.personalShare(likes: likeCount)) : .fallback(.modelNotPersonal)
        }
        if hasEvents { return .fallback(.noHistory) }
        if seedsGiven { return .fallback(.seedsUnknown) }
        return .fallback(isNamed ? .unknownUser : .noUser)
    }

    /// A trained viewer is known: their score is all their own, before and after their next event.
    private func trainedQuestion(takesHistory: Bool) -> Question {
        guard changesHistory, takesHistory else { return .row }
        return likeCount > 0 ? .folded(share: 1) : .fallback(.noHistory)
    }
}
