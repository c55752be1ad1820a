import Actors
import Foundation
import Models
import Ops
import Testing

@Suite struct `A made-up model` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var settings: ScaleSettings {
        var settings = ScaleSettings()
        settings.users = 300
        settings.movies = 120
        settings.factors = 8
        settings.history = 12
        return settings
    }

    private func home() -> HomeFolder { HomeFolder(folder.url.appending(path: UUID().uuidString)) }

    @Test func `is published like a trained one and serves its viewers`() async throws {
        let home = home()
        let version = try await ScaleSimulation.run(settings, home: home)
        let service = try await InProcessService(home: home).recommendations
        let answer = try await service.recommend(RecommendationRequest(requestID: "test", user: "300", count: 10))
        #expect(answer.snapshot.version == version)
        #expect(!answer.isFallback)
        #expect(answer.items.count == 10)
        #expect(answer.snapshot.users.count == 300)
        #expect(answer.snapshot.catalogue.movies.count == 120)
    }

    @Test func `is the same for the same seed and another for another`() async throws {
        func checksum(seed: UInt64) async throws -> String? {
            var settings = settings
            settings.seed = seed
            let home = home()
            let version = try await ScaleSimulation.run(settings, home: home)
            return ArtefactStore(folder: home.models).versions().first { $0.version == version }?.manifest?.tensors
                .sha256
        }
        let first = try await checksum(seed: 1)
        #expect(first != nil)
        #expect(try await checksum(seed: 1) == first)
        #expect(try await checksum(seed: 2) != first)
    }

    @Test func `gives viewers about as many films as asked for`() async throws {
        let home = home()
        _ = try await ScaleSimulation.run(settings, home: home)
        let service = try await InProcessService(home: home).recommendations
        let snapshot = try service.movie("1").snapshot
        let entries = Double(snapshot.seen.entryCount) / Double(snapshot.seen.rowCount)
        // Of 12 drawn on average some are drawn twice.
        #expect(entries > 8 && entries <= 12.5)
    }

    @Test(arguments: [0, 10_000_001]) func `is refused with an impossible number of viewers`(users: Int) {
        var settings = settings
        settings.users = users
        #expect(settings.problem?.contains("users") == true)
    }
}
