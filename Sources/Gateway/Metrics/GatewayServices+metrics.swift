import Actors
import Models

extension GatewayServices {
    /// Every figure there is, for `GET /metrics`.
    ///
    /// Labels are bounded: routes by template, statuses that occurred, three windows, one model.
    func prometheusText() async -> String {
        let total = await metrics.report(over: .sinceStart)
        let windows = [await metrics.report(over: .lastMinute), await metrics.report(over: .lastHour), total]
        var text = PrometheusText()
        writeRequests(total, into: &text)
        writeLatencies(windows, into: &text)
        writeAnswers(total, windows, into: &text)
        writeCounters(total, into: &text)
        await writeModel(into: &text)
        writeMonitors(monitors?.monitors() ?? [], into: &text)
        if let shadow { writeShadow(await shadow.shadow(), into: &text) }
        writeProcess(facts.process(), into: &text)
        return text.text
    }

    private func writeRequests(_ report: MetricsReport, into text: inout PrometheusText) {
        let requests = "marquee_http_requests_total"
        text.family(requests, .counter, "Requests by route and status.")
        for route in report.routes {
            for (status, count) in route.statuses {
                text.sample(requests, ["route": route.route, "status": String(status)], Double(count))
            }
        }
        let durations = "marquee_http_request_duration_seconds"
        text.family(durations, .histogram, "Time from a request's head to its answer, by route.")
        for route in report.routes { text.histogram(durations, [("route", route.route)], route.latency) }
        let scoring = "marquee_scoring_duration_seconds"
        text.family(scoring, .histogram, "Ranking alone, inside the shards.")
        text.histogram(scoring, [], report.scoring)
    }

    /// Percentiles over windows, for people without a Prometheus to compute them.
    private func writeLatencies(_ windows: [MetricsReport], into text: inout PrometheusText) {
        let name = "marquee_http_request_latency_seconds"
        text.family(name, .gauge, "Latency by route over a window: mean and percentiles.")
        for report in windows {
            for route in report.routes {
                let latency = route.latency
                let figures = [
                    ("mean", latency.mean), ("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99),
                ]
                for (statistic, value) in figures {
                    guard let value else { continue }
                    text.sample(
                        name, ["route": route.route, "window": report.window.rawValue, "statistic": statistic],
                        value.inSeconds)
                }
            }
        }
    }

    private func writeAnswers(_ total: MetricsReport, _ windows: [MetricsReport], into text: inout PrometheusText) {
        text.single("marquee_answers_total", .counter, "Recommendations answered.", Double(total.answers))
        text.single(
            "marquee_fallback_answers_total", .counter, "Answers made without the viewer's own model.",
            Double(total.fallbacks))
        text.single(
            "marquee_cold_start_answers_total", .counter, "Answers to viewers the model was not trained with.",
            Double(total.coldStarts))
        gauge("marquee_fallback_ratio", "Share of answers that were fallbacks.", windows, into: &text) {
            $0.fallbackRate
        }
        gauge("marquee_coverage_ratio", "Share of the catalogue that was served.", windows, into: &text) { $0.coverage }
        gauge("marquee_unique_viewers", "Different viewers that asked, estimated.", windows, into: &text) {
            Double($0.uniqueViewers)
        }
        gauge("marquee_requests_per_second", "Requests a second, all routes.", windows, into: &text) {
            $0.requestsPerSecond
        }
    }

    private func gauge(
        _ name: String, _ help: String, _ windows: [MetricsReport], into text: inout PrometheusText,
        _ value: (MetricsReport) -> Double
    ) {
        text.family(name, .gauge, help)
        for report in windows { text.sample(name, ["window": report.window.rawValue], value(report)) }
    }

    private func writeCounters(_ report: MetricsReport, into text: inout PrometheusText) {
        for counter in ServingCounter.allCases {
            text.single(counter.name, .counter, counter.help, Double(report.counters[counter] ?? 0))
        }
    }

    private func writeModel(into text: inout PrometheusText) async {
        let snapshot = store.current
        text.single("marquee_ready", .gauge, "Whether requests should come here, 1 or 0.", isReady ? 1 : 0)
        text.single("marquee_uptime_seconds", .gauge, "Time since the start.", await metrics.uptime.inSeconds)
        guard let snapshot else { return }
        text.family("marquee_model_info", .gauge, "The model that serves; always 1.")
        text.sample(
            "marquee_model_info", ["name": snapshot.version.name, "version": snapshot.version.version], 1)
        text.single(
            "marquee_model_trained_timestamp_seconds", .gauge, "When the model was trained, seconds since 1970.",
            snapshot.trainedAt.map(Double.init))
        let age = snapshot.trainedAt.map { max(0, Double(time.wallMilliseconds()) / 1_000 - Double($0)) }
        text.single("marquee_model_age_seconds", .gauge, "Time since the model was trained.", age)
        if let similarity = snapshot.indexedSimilarity, let recall = similarity.recall {
            let name = "marquee_similar_index_recall"
            text.family(name, .gauge, "Share of the exact 10 most similar films that the index finds.")
            text.sample(name, ["index": similarity.index.name], recall)
        }
        text.single(
            "marquee_catalogue_movies", .gauge, "Films of the catalogue.", Double(snapshot.catalogue.movies.count))
    }

    /// A family without a sample is left out: before the first measurement there is nothing to say.
    private func writeMonitors(_ gauges: [MonitorGauge], into text: inout PrometheusText) {
        func family(_ name: String, _ help: String, _ value: (MonitorGauge) -> Double?) {
            let samples = gauges.compactMap { gauge in value(gauge).map { (gauge.name, $0) } }
            guard !samples.isEmpty else { return }
            text.family(name, .gauge, help)
            for (label, value) in samples { text.sample(name, ["name": label], value) }
        }
        family("marquee_monitor", "The latest figures of monitoring, by name.") { $0.value }
        family("marquee_monitor_limit", "What the size of a figure should stay below.") { $0.limit }
        family("marquee_monitor_breached", "Whether a figure is beyond its limit, 1 or 0.") { gauge in
            gauge.limit.map { _ in gauge.breached ? 1 : 0 }
        }
        text.single(
            "marquee_monitor_timestamp_seconds", .gauge, "When the figures were measured, seconds since 1970.",
            gauges.map(\.measuredAt).max())
    }

    /// Nothing while there is no challenger. Counts begin anew with each one, so they are gauges.
    private func writeShadow(_ state: ShadowState, into text: inout PrometheusText) {
        guard let report = state.report else { return }
        text.family("marquee_shadow_requests", .gauge, "Requests of the challenger's share, by what became of them.")
        let outcomes = [
            ("compared", report.compared), ("failed", report.failed), ("dropped", report.dropped),
            ("offered", report.offered),
        ]
        for (outcome, count) in outcomes {
            text.sample("marquee_shadow_requests", ["outcome": outcome], Double(count))
        }
        text.single(
            "marquee_shadow_overlap_ratio", .gauge, "Mean share of the first ten places with the same films.",
            report.overlap)
        let name = "marquee_shadow_latency_seconds"
        text.family(name, .gauge, "Latency of the same requests, by who answered: percentiles.")
        for (model, latency) in [("champion", report.servedLatency), ("challenger", report.challengerLatency)] {
            for (statistic, value) in [("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99)] {
                guard let value else { continue }
                text.sample(name, ["model": model, "statistic": statistic], value.inSeconds)
            }
        }
    }

    private func writeProcess(_ facts: ProcessFacts, into text: inout PrometheusText) {
        func gauge(_ name: String, _ help: String, _ value: Int?) {
            text.single(name, .gauge, help, value.map(Double.init))
        }
        gauge("process_resident_memory_bytes", "Resident memory size in bytes.", facts.residentBytes)
        gauge("process_virtual_memory_bytes", "Virtual memory size in bytes.", facts.virtualBytes)
        gauge("marquee_allocated_bytes", "Bytes the allocator has handed out.", facts.allocatedBytes)
        gauge("process_open_fds", "Number of open file descriptors.", facts.openFiles)
        gauge("process_max_fds", "Maximum number of open file descriptors.", facts.maximumFiles)
        gauge("process_threads", "Number of threads.", facts.threads)
        text.single(
            "process_cpu_seconds_total", .counter, "Total user and system CPU time spent in seconds.",
            facts.processorSeconds)
        text.single(
            "process_start_time_seconds", .gauge, "Start time of the process since unix epoch in seconds.",
            facts.startTime)
    }
}
