extension FigureDefinition {
    /// Figures of an evaluation that count right films among the first places.
    static func rightness(_ cutoff: Int) -> [FigureDefinition] {
        let first = "the first \(cutoff) places"
        return [
            FigureDefinition(
                "ndcg_at_\(cutoff)", "NDCG@\(cutoff)", .share, .higher,
                """
                Discounted gain of the right films among \(first), a place's worth being 1 / log2(place + 1), divided by \
                that of the best list possible. A film is right when the viewer liked it later; the mean over viewers.
                """),
            FigureDefinition(
                "recall_at_\(cutoff)", "Recall@\(cutoff)", .share, .higher,
                "Of the films a viewer liked later, the share that stands among \(first); the mean over viewers."),
            FigureDefinition(
                "precision_at_\(cutoff)", "Precision@\(cutoff)", .share, .higher,
                "Of \(first), the share filled with films the viewer liked later; the mean over viewers, or over served lists."
            ),
            FigureDefinition(
                "hit_rate_at_\(cutoff)", "HitRate@\(cutoff)", .share, .higher,
                "The share of viewers, or of served lists, with at least one film liked later among \(first)."),
        ]
    }

    static func coverage(_ cutoff: Int) -> FigureDefinition {
        FigureDefinition(
            "coverage_at_\(cutoff)", "Coverage@\(cutoff)", .share, .higher,
            "Different films in the first \(cutoff) places of all viewers' lists, divided by the films that could be ranked."
        )
    }

    /// Figures of an evaluation without a cut-off in their name.
    static let ranking = [
        FigureDefinition(
            "mrr", "MRR", .share, .higher,
            "One divided by the place of the first right film, 0 without one; the mean over viewers."),
        FigureDefinition(
            "map", "MAP", .share, .higher,
            "Mean of the precision at the place of each right film, over the length of the list; the mean over viewers."
        ),
        FigureDefinition(
            "novelty", "Novelty", .bits,
            "Mean self-information of the films of a list: −log2 of the share of viewers who met each. Rare films give more."
        ),
        FigureDefinition(
            "genre_entropy", "Genre entropy", .bits,
            "Entropy of the genres of a list: the more even the mix, the higher; the mean over viewers."),
        FigureDefinition(
            "long_tail_share", "Long tail", .share,
            "Share of a list's places that go to films outside the fifth that most viewers met; the mean over viewers."),
        FigureDefinition(
            "gini", "Concentration (Gini)", .share, .lower,
            """
            Gini index of how often each film stands in the viewers' lists: 0 when all do equally often, 1 when one has \
            every place.
            """),
        FigureDefinition(
            "similar_ndcg_at_10", "Similar films, NDCG@10", .share, .higher,
            """
            NDCG@10 of lists of similar films, where a film's gain is the cosine of the two films' held-out likes; the mean \
            over films that at least five viewers liked.
            """),
        FigureDefinition(
            "similar_genre_overlap", "Similar films, genre overlap", .share, .higher,
            "Mean Jaccard overlap of the genres of each film with those of its list of similar films."),
        FigureDefinition(
            "violations", "Rule violations", .count, .lower,
            "Rules of an answer that lists broke: a film the viewer met already, a film twice, a film that is not ranked."
        ),
        FigureDefinition("model_bytes", "Size", .bytes, .lower, "The tensors of the model's artefact."),
        FigureDefinition(
            "microseconds_per_list", "Time a list", .microseconds, .lower,
            "Median time of one list of ten for one viewer, on one thread, everything warm."),
        FigureDefinition(
            "training_seconds", "Training time", .seconds, .lower, "Wall-clock time of one training for judging."),
        FigureDefinition(
            "fitting_seconds", "Fitting time", .seconds, .lower,
            "Wall-clock time since the final training on everything began."),
        FigureDefinition(
            "loss", "Loss", .score, .lower,
            "The objective of the training after a step, as the algorithm defines it; comparable within one run of one model."
        ),
        gap("gender", "by gender, as the source gives it"), gap("age", "by age band"),
        gap("activity", "by quarter of activity: how many films the viewers met"),
    ]

    private static func gap(_ dimension: String, _ groups: String) -> FigureDefinition {
        FigureDefinition(
            "ndcg_gap_\(dimension)", "NDCG@10 gap by \(dimension)", .share, .lower,
            """
            Mean NDCG@10 of the group of viewers served best less that of the one served worst, \(groups); groups with \
            fewer than ten viewers are left out. 0 is even.
            """)
    }

    /// What followed the lists that were served.
    static let realised = [
        FigureDefinition(
            "ctr_proxy", "Taken places", .share, .higher,
            """
            Places clicked, watched or rated, divided by places shown. A proxy for a click rate: which places were looked \
            at is not known.
            """),
        FigureDefinition(
            "conversion", "Conversion", .share, .higher,
            "Lists with a film that was watched or rated within the window, divided by lists."),
        FigureDefinition(
            "watch_minutes_per_list", "Minutes a list", .minutes, .higher,
            "Minutes watched of recommended films within the window, divided by lists."),
        FigureDefinition(
            "watch_minutes_per_watch", "Minutes a film", .minutes, .higher,
            "Minutes watched of recommended films, divided by the films watched."),
    ]

    /// What differs between two models.
    static let comparing = [
        FigureDefinition(
            "overlap", "Overlap", .share,
            "Mean share of a viewer's first places that both models fill with the same films, whatever the order."),
        FigureDefinition(
            "rank_biased_overlap", "Rank-biased overlap", .share,
            """
            How alike two lists are, the first places counting most (persistence 0.9): 1 when they are the same, 0 when \
            they have no film in common.
            """),
        FigureDefinition(
            "unchanged_share", "Unchanged", .share,
            "Share of viewers whose first places stay as they are, order included."),
    ]

    /// What was imported, and what training data are made of.
    static let data = [
        FigureDefinition(
            "quarantined", "Quarantined", .count, .lower,
            "Lines of an import that were not taken in, each counted under the reason; the first ten are kept with their text."
        ),
        FigureDefinition(
            "duplicates", "Known already", .count,
            "Lines that were read and known: twice in the file, or stored by an earlier import."),
        FigureDefinition(
            "interactions", "Interactions", .count, "Pairs of a viewer and a film they met, in the training data."),
        FigureDefinition("positives", "Likes", .count, "Pairs that teach: ratings and watches that count as a like."),
        FigureDefinition(
            "effective_groups", "Effective groups", .score, .higher,
            "e to the entropy of the groups' shares: so many groups of equal size are as uneven as these."),
        FigureDefinition(
            "largest_to_smallest", "Largest to smallest", .score, .lower,
            "The largest group's share divided by the smallest's that is not empty: 1 is even."),
    ]
}
