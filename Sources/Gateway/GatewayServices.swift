import Actors
import Logging
import Synchronization

/// What routes work with: the rooms below, and the ports that Ops fills.
package final class GatewayServices: Sendable {
    let configuration: HTTPGateway.Configuration
    let service: RecommendationService
    let store: ModelStore
    let events: EventIntake
    let ratings: any RatingCounts
    let metrics: MetricsActor
    let administration: (any ModelAdministration)?
    let training: (any TrainingAdministration)?
    let facts: any ServerFacts
    let monitors: (any MonitorFacts)?
    let records: (any WorkRecords)?
    let shadow: (any ShadowFacts)?
    let fragments: MovieFragmentCache
    let web: WebFiles
    let time: ServingTime
    let phase: GatewayPhaseBox
    let streams: StreamPlaces
    /// The document of the routes, made once.
    let document: OpenAPIDocument
    let logger: Logger

    init(
        configuration: HTTPGateway.Configuration, service: RecommendationService, store: ModelStore,
        events: EventIntake, ratings: any RatingCounts,
        metrics: MetricsActor, administration: (any ModelAdministration)?, training: (any TrainingAdministration)?,
        facts: any ServerFacts, monitors: (any MonitorFacts)?, records: (any WorkRecords)?,
        shadow: (any ShadowFacts)?, time: ServingTime, document: OpenAPIDocument,
        logger: Logger
    ) {
        self.configuration = configuration
        self.service = service
        self.store = store
        self.events = events
        self.ratings = ratings
        self.metrics = metrics
        self.administration = administration
        self.training = training
        self.facts = facts
        self.monitors = monitors
        self.records = records
        self.shadow = shadow
        self.time = time
        self.document = document
        self.logger = logger
        fragments = MovieFragmentCache()
        web = WebFiles(folder: configuration.webFolder)
        phase = GatewayPhaseBox()
        streams = StreamPlaces(capacity: configuration.streamLimit)
    }
}

/// Where a gateway is in its life.
public enum GatewayPhase: Int, Sendable {
    case starting, serving, draining, stopped
}

/// The phase as requests see it: read without suspending.
package final class GatewayPhaseBox: Sendable {
    private let value = Atomic<Int>(GatewayPhase.starting.rawValue)

    package init() {}

    package var phase: GatewayPhase {
        get { GatewayPhase(rawValue: value.load(ordering: .acquiring)) ?? .stopped }
        set { value.store(newValue.rawValue, ordering: .releasing) }
    }

    /// Goes on to `next`; a life never goes back.
    package func advance(to next: GatewayPhase) {
        if phase.rawValue < next.rawValue { phase = next }
    }
}
