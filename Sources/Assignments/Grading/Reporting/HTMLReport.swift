import Foundation
import Layers

/// A run as one page of HTML that needs nothing else: no network, no script, no other file.
public struct HTMLReport {
    let result: GradeResult
    let sources: PageSources

    /// No page is larger, in bytes.
    static let mostBytes = 2_000_000

    /// A page about a run, with what belongs to that.
    public init(_ result: GradeResult, _ sources: PageSources) {
        (self.result, self.sources) = (result, sources)
    }

    /// The whole page; of what would make it too large, less is shown.
    public func text() -> String {
        var share = 1.0
        var page = page(PageLimits(share: share))
        while page.utf8.count > Self.mostBytes && share > 0.001 {
            share *= min(0.7, Double(Self.mostBytes) / Double(page.utf8.count))
            page = self.page(PageLimits(share: share))
        }
        return page
    }

    private func page(_ limits: PageLimits) -> String {
        let points = "\(number(result.points)) of \(number(result.maxPoints)) points"
        let header = """
            \(bars())
            <p>Seed \(result.seed). The same again: <code>\(escaped(sources.command))</code></p>
            \(sources.toolchain.map { "<p>Graded with \(escaped($0)).</p>" } ?? "")
            """
        return htmlPage(
            title: points, header: header,
            main: [table(), details(limits)].joined(separator: "\n"), by: "swift run grade")
    }

    private func bars() -> String {
        let rows = result.byAssignment.map { name, results in
            let part = GradeResult(seed: result.seed, results: results)
            let share = part.maxPoints > 0 ? part.points / part.maxPoints : 0
            let words = "\(number(part.points)) of \(number(part.maxPoints))"
            return """
                <tr><th scope="row">\(escaped(name))</th><td><svg role="img" class="bar" width="120" \
                height="12" viewBox="0 0 120 12"><title>\(words) points</title>\
                <rect class="track" x="0.5" y="0.5" width="119" height="11"/>\
                <rect class="fill" width="\(shownNumber(share * 120))" height="12"/></svg></td>\
                <td class="points">\(words)</td></tr>
                """
        }
        return """
            <table class="bars"><caption>Points by assignment</caption>
            <thead><tr><th scope="col">assignment</th><th scope="col">share</th>\
            <th scope="col">points</th></tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody></table>
            """
    }

    /// An id that may be broken after its dots, where a screen is narrow.
    private func breakable(_ id: String) -> String { escaped(id).replacing(".", with: ".<wbr/>") }

    private func table() -> String {
        let groups = result.byAssignment.map { name, results in
            let rows = results.map { result in
                let exercise = result.exercise
                let points = "\(number(result.points)) of \(number(exercise.points))"
                return """
                    <tr><th scope="row"><a href="#\(HTMLExercise.anchor(of: exercise))">\
                    \(breakable(exercise.id))</a></th>\
                    <td>\(HTMLExercise.words(for: result))</td><td class="points">\(points)</td></tr>
                    """
            }
            return """
                <tbody><tr><th colspan="3" scope="rowgroup">\(escaped(name))</th></tr>
                \(rows.joined(separator: "\n"))</tbody>
                """
        }
        return """
            <h2 id="exercises">All exercises</h2>
            <table class="exercises"><caption>Each links to what there is to say about it.</caption>
            <thead><tr><th scope="col">exercise</th><th scope="col">status</th>\
            <th scope="col">points</th></tr></thead>
            \(groups.joined(separator: "\n"))</table>
            """
    }

    /// What is wrong comes before what is not begun, and what is right comes last.
    private func details(_ limits: PageLimits) -> String {
        let (passed, others) = (
            result.results.filter { $0.status == .passed },
            result.results.filter { $0.status != .passed }
        )
        return group("What is wrong", others.filter { $0.status != .notWritten }, limits)
            + group("Not begun", others.filter { $0.status == .notWritten }, limits)
            + group("Passed", passed, limits)
    }

    private func group(
        _ title: String, _ results: [ExerciseResult], _ limits: PageLimits
    ) -> String {
        if results.isEmpty { return "" }
        let sections = results.map { HTMLExercise(result: $0, sources, limits).html() }
        return "<h2>\(title)</h2>\n\(sections.joined(separator: "\n"))\n"
    }
}
