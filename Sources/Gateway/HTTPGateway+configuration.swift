extension HTTPGateway {
    /// Everything the gateway can be told. Values only: who reads files and variables is Ops.
    public struct Configuration: Sendable {
        public var host = "127.0.0.1"
        /// 0 lets the system choose; `boundPort` says which.
        public var port = 8080
        /// The bearer token of `/admin`; nil: nobody may.
        public var adminToken: String?
        /// The most `k` an answer may be asked for; the same as `ServingSettings.maximumCount`.
        public var maximumCount = 100
        /// The most bytes of one request body.
        public var bodyBytes = 1 << 20
        public var limits = ConnectionLimits()
        /// Connections at once; more wait to be accepted. Keep it below `ulimit -n`.
        public var connectionLimit = 1_024
        /// How long requests in flight get at shutdown before they are cut off.
        public var drain: Duration = .seconds(10)
        /// Tells anybody a few ids of viewers (`GET /viewers/sample`): for data that is public.
        public var sampleViewers = false
        /// The folder of the pages' files; nil: the one beside the executable.
        public var webFolder: String?
        /// Streams of `/admin/stream` at once; more are refused.
        public var streamLimit = 16
        /// Between two looks at what is new for a stream.
        public var streamInterval: Duration = .seconds(1)
        /// Serves `/_bench` routes, for measuring only.
        public var benchmarkRoutes = false

        public init() {}
    }
}
