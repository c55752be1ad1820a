import ArgumentParser
import Foundation
import Ops

struct SnapshotsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshots", abstract: "List the data that models were trained on, look at them, make them again.",
        subcommands: [List.self, Show.self, Rebuild.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the snapshots, the latest first.")

        @OptionGroup var homeOptions: HomeOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let home = homeOptions.folder
            let snapshots = DataSnapshotStore(home: home).list { Terminal.say("\($0)") }
            if json { return Terminal.print(try JSONText.encode(snapshots)) }
            guard !snapshots.isEmpty else {
                return Terminal.say("no snapshots in \(home.snapshots.path); `marquee train` makes one")
            }
            for snapshot in snapshots { Terminal.print(SnapshotText(snapshot).line) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a snapshot holds, under which settings, and how evenly groups are represented.")

        @OptionGroup var homeOptions: HomeOptions
        @Argument(help: "The hash, or its beginning.") var hash: String
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let snapshot = try DataSnapshotStore(home: homeOptions.folder).find(hash)
            Terminal.print(json ? try JSONText.encode(snapshot) : SnapshotText(snapshot).page)
        }
    }

    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a snapshot's data again from the event store, and prove that they are the same.")

        @OptionGroup var homeOptions: HomeOptions
        @Argument(help: "The hash, or its beginning.") var hash: String

        func run() async throws {
            let store = DataSnapshotStore(home: homeOptions.folder)
            let built = try store.rebuild(from: store.find(hash))
            Terminal.print("the same data again: \(built.snapshot.hash), \(built.snapshot.counts.positives) likes")
        }
    }
}
