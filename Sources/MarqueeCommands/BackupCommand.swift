import ArgumentParser
import Foundation
import Ops

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy data, models, snapshots, reports and records into a folder, also while a server runs.")

    @OptionGroup var homeOptions: HomeOptions
    @Argument(help: "The folder to make; it must not be there yet.") var folder: String

    func run() async throws {
        let summary = try Backup(of: homeOptions.folder).write(to: URL(filePath: folder, directoryHint: .isDirectory))
        Terminal.print("\(summary.files) files, \(summary.bytes) bytes in \(folder); `marquee restore \(folder)`")
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make a home folder of a backup; whatever was altered is refused.")

    @OptionGroup var homeOptions: HomeOptions
    @Argument(help: "The folder that `marquee backup` made.") var folder: String

    func run() async throws {
        let home = homeOptions.folder
        let summary = try Backup(of: home).restore(from: URL(filePath: folder, directoryHint: .isDirectory))
        Terminal.print("\(summary.files) files, \(summary.bytes) bytes restored to \(home.url.path)")
    }
}
