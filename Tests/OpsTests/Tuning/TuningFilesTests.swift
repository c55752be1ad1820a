import Foundation
import Models
import Testing

@testable import Ops

@Suite struct TuningFilesTests {
    private let folder: TemporaryFolder
    private var file: URL { folder.url.appending(path: "tuning/als.trials.jsonl") }

    init() throws { folder = try TemporaryFolder() }

    private let trials = [
        SearchTrial(settings: [:], share: 1, ndcg: 0.25, recall: 0.5, coverage: 0.75, seconds: 1.5),
        SearchTrial(settings: ["alpha": .number(2.5), "factors": .integer(8)], share: 1, failure: "diverged"),
    ]

    @Test func `trials are read back as they were`() throws {
        let store = try TrialFile(file)
        for trial in trials { try store.record(trial) }
        let again = try TrialFile(file)
        #expect(again.count == 2)
        for trial in trials { #expect(again.trial(trial.settings, share: 1) == trial) }
        #expect(again.trial([:], share: 0.5) == nil)
    }

    @Test func `a file of something else is refused with its line`() throws {
        try TrialFile(file).record(trials[0])
        try (String(contentsOf: file, encoding: .utf8) + "no trial\n").write(
            to: file, atomically: true, encoding: .utf8)
        let error = #expect(throws: TuningError.self) { try TrialFile(file) }
        #expect(error?.message.contains("line 2") == true)
    }

    @Test func `what was found is kept for train, and what was not is told how to find`() throws {
        let home = HomeFolder(folder.url)
        let outcome = SearchOutcome(
            model: "als", trials: trials, best: trials[0], standard: trials[0], reason: "The only one.")
        let found = TunedSettings(
            outcome, dataHash: "abc", splitProtocol: "per-user-random", seed: 42,
            foundAt: Date(timeIntervalSince1970: 5))
        try found.save(in: home)
        #expect(try TunedSettings.read("als", in: home) == found)
        let error = #expect(throws: TuningError.self) { try TunedSettings.read("ease", in: home) }
        #expect(error?.message.contains("marquee tune --model ease --save") == true)
    }

    @Test func `trials at once are as many as cores, and as half of the memory holds`() {
        #expect(TuningJobs.count(bytesOfOne: 100, cores: 4, freeBytes: 10_000) == 4)
        #expect(TuningJobs.count(bytesOfOne: 100, cores: 4, freeBytes: 650) == 3)
        #expect(TuningJobs.count(bytesOfOne: 100, cores: 4, freeBytes: 50) == 1)
        #expect(TuningJobs.count(bytesOfOne: nil, cores: 4, freeBytes: 50) == 1)
        #expect(TuningJobs.count(bytesOfOne: 0, cores: 4, freeBytes: 50) == 4)
    }
}
