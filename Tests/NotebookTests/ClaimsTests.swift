import Foundation
import Testing

@testable import Grading

@Suite("The claims on trial")
struct ClaimsTests {
    private static let folder = "Notebooks-md/LeakyAbstractions"

    @Test("every number in the table is one that its page prints, and every page is in it")
    func numbers() throws {
        let page = try thisTree.text("\(Self.folder)/13-claims-on-trial.md")
        var pages: Set<String> = []
        for row in page.split(separator: "\n").filter({ $0.hasPrefix("| ") }).dropFirst() {
            let match = try #require(
                row.wholeMatch(of: /\|.*\| `([^`]+)` \| \[\d+\]\(([^)]+)\) \|/), "\(row)")
            let text = try thisTree.text("\(Self.folder)/\(match.2)")
            #expect(text.contains(match.1), "\(match.2) does not print \(match.1)")
            pages.insert(String(match.2))
        }
        let all = try FileManager.default
            .contentsOfDirectory(atPath: thisTree.url(Self.folder).path)
            .filter { $0.hasSuffix(".md") && !$0.hasPrefix("13-") }
        #expect(pages == Set(all))
    }
}
