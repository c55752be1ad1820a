import Actors
import Foundation
import Models
import Ops
import TestSupport
import Testing

@Suite struct `Model diff of a home` {
    private func publish(_ userCount: Int, in home: HomeFolder) throws -> String {
        let set = TrainingSet.checkerboard(users: userCount, items: 20)
        let artefact = ModelArtefact(
            PopularityModel(counting: set), trainedOn: set, details: ArtefactDetails(of: set, codeVersion: "test"))
        return try ArtefactStore(folder: home.models).publish(artefact.encoded(), name: "popularity").version
    }

    @Test func `two stored versions are compared by their names`() async throws {
        let home = HomeFolder(URL.temporaryDirectory.appending(path: "marquee-\(UUID().uuidString)"))
        defer { try? FileManager.default.removeItem(at: home.url) }
        try home.prepare()
        let first = try publish(20, in: home), second = try publish(30, in: home)
        let diff = try await ModelDiff.between(
            first, "popularity/\(second)", in: home, options: ModelDiff.Options(workerCount: 1))
        #expect(diff.before.version == "popularity/\(first)")
        #expect(diff.viewerCount == 20)
        await #expect(throws: ActivationError.self) {
            try await ModelDiff.between(first, "no such", in: home, options: ModelDiff.Options(workerCount: 1))
        }
    }
}
