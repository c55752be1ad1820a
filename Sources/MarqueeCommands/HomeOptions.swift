import ArgumentParser
import Foundation
import Ops

/// `--home`, for every command that works on data that lasts.
struct HomeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of data and models (also MARQUEE_HOME).", valueName: "folder"))
    var home: String?

    var folder: HomeFolder {
        let variable = ProcessInfo.processInfo.environment["MARQUEE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        let path = home ?? variable ?? "./marquee-data"
        return HomeFolder(URL(filePath: path, directoryHint: .isDirectory), plugins: CommandModels.catalogue)
    }
}
