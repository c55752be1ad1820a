import ArgumentParser
import Foundation
import Models
import Ops

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Say what this machine offers and whether everything is in order.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let findings = Examination(of: homeOptions.folder).findings
        if json {
            Terminal.print(try JSONText.encode(findings))
        } else {
            for finding in findings {
                let mark = finding.isGood ? Terminal.green("✔") : Terminal.red("✘")
                Terminal.print("\(mark) \(finding.subject): \(finding.observation)")
                if let advice = finding.advice { Terminal.print("    \(advice)") }
            }
        }
        if findings.contains(where: { !$0.isGood }) { throw ExitCode(1) }
    }
}
