extension FigureDefinition {
    /// What `GET /admin/live` and the stream tell.
    static let serving = [
        FigureDefinition(
            "requests_per_second", "Requests a second", .perSecond,
            "Requests of every route that were answered, with whatever status, divided by the seconds of the point."),
        FigureDefinition("requests", "Requests", .count, "Requests that were answered, with whatever status."),
        FigureDefinition(
            "p50_ms", "p50", .milliseconds, .lower,
            "Half of the requests took at most this long, from a request's head to its answer, inside the server."),
        FigureDefinition(
            "p95_ms", "p95", .milliseconds, .lower,
            "95 in 100 requests took at most this long, from a request's head to its answer, inside the server."),
        FigureDefinition(
            "p99_ms", "p99", .milliseconds, .lower,
            "99 in 100 requests took at most this long, from a request's head to its answer, inside the server."),
        FigureDefinition(
            "failures", "Failures", .count, .lower, "Answers with a status of 500 or more: the server's fault."),
        FigureDefinition(
            "refusals", "Refusals", .count,
            "Answers with a status from 400 to 499: the request asked for something it cannot have."),
        FigureDefinition("answers", "Answers", .count, "Lists of films that were made, for viewers and for nobody."),
        FigureDefinition(
            "fallback_share", "Fallbacks", .share, .lower,
            "Of the answers, the share made without the viewer's own model: popular films in the place of personal ones."
        ),
        FigureDefinition(
            "coverage", "Coverage", .share, .higher,
            "Different films that stood in a list of the last hour, divided by the films that the serving model ranks."),
        FigureDefinition(
            "queue_depth", "Waiting", .count, .lower,
            """
            What waits when the point is taken: rankings for a shard, events for their commit, request records for the \
            log, samples for the shadow. When a queue is full, rankings and events are refused, the others dropped.
            """),
        FigureDefinition(
            "overlap_at_10", "Overlap@10", .share,
            "Mean share of the first ten places that challenger and champion fill with the same films, whatever the order."
        ),
        FigureDefinition(
            "online_rmse", "Online RMSE", .stars, .lower,
            "Root of the mean squared error of the ratings that arrived, each predicted before it was learnt, in stars."
        ),
    ]

    /// What monitoring measures: see `MonitorFacts`.
    static let monitoring = [
        FigureDefinition(
            "ratings_psi", "Ratings, stability", .score, .lower,
            """
            Population stability index of the stars given since training against those trained on: the sum over half \
            stars of (now − before) · ln(now / before). Above 0.25 it is read as another population.
            """),
        FigureDefinition(
            "ratings_js", "Ratings, divergence", .bits, .lower,
            """
            Jensen–Shannon divergence of the stars given since training from those trained on: 0 when their shares are the \
            same, 1 when they have none in common.
            """),
        FigureDefinition(
            "rating_skew_change", "Rating skew, change", .score,
            "Third standardised moment of the stars given since training, less that of those trained on."),
        FigureDefinition(
            "genres_js", "Genres, divergence", .bits, .lower,
            """
            Jensen–Shannon divergence of the genres of films met since training from those trained on; a film of three \
            genres gives a third to each, skips are left out.
            """),
        FigureDefinition(
            "preference_entropy_bits", "Taste, entropy", .bits,
            """
            Entropy of the genres of what was liked since training: how many genres, as a power of two, evenly liked ones \
            would be. When it falls, tastes narrow: a sign of a feedback loop.
            """),
        FigureDefinition(
            "preference_entropy_change", "Taste, change of entropy", .bits,
            "Entropy of the genres of what was liked since training, less that of what was trained on."),
        FigureDefinition(
            "activity_psi", "Activity, stability", .score, .lower,
            """
            Population stability index of how much a viewer does on a day on which they do anything, against the time \
            trained on.
            """),
        FigureDefinition(
            "uncatalogued_share", "Films nobody described", .share, .lower,
            """
            Events about films of which the catalogue knows nothing but the id, divided by all events since training: a \
            fault of the data rather than of taste.
            """),
        FigureDefinition(
            "scores_ks", "Scores, distance", .share, .lower,
            """
            Kolmogorov–Smirnov distance of the scores in the model's latest lists from those in its first: the largest \
            difference of their cumulative shares. Never across models.
            """),
        FigureDefinition(
            "served_coverage", "Catalogue shown", .share, .higher,
            """
            Different films shown in the lists of a day, divided by the films of the catalogue. When it falls, the same \
            films come round: a sign of a feedback loop.
            """),
        FigureDefinition(
            "served_gini", "Concentration shown", .share, .lower,
            """
            Gini index of how often each film of the catalogue was shown in a day: 0 when all are shown equally often, 1 \
            when one has every place. When it rises, the popular get more popular: a sign of a feedback loop.
            """),
        FigureDefinition(
            "fallback_rate", "Fallbacks of a day", .share, .lower,
            "Answers of a day made without the viewer's own model, divided by the answers of that day."),
        FigureDefinition(
            "similarity_genre_overlap", "Similar films, genre overlap", .share, .higher,
            """
            Mean Jaccard overlap of the genres of up to 200 films, spread over the catalogue, with those of the ten films \
            that the model calls similar.
            """),
        FigureDefinition(
            "model_age_days", "Model age", .days, .lower, "Time since the serving model was trained."),
        FigureDefinition(
            "model_ndcg_at_10", "NDCG@10 of the serving model", .share, .higher,
            "NDCG@10 by the evaluation that the serving model was promoted on; it does not change while the model serves."
        ),
        FigureDefinition(
            "events_since_training", "Events since training", .count,
            "Events of the last seven days that the serving model was not trained on."),
        FigureDefinition(
            "new_events", "New events", .count, "Events stored since the data of the last training run were named."),
    ]
}
