import Foundation
import Grading

/// Takes apart what a page's program printed and told.
struct PageReading {
    private let page: Page
    private let run: PageProgramRun
    private let options: NotebookOptions
    private let events: [CellEvent]

    init(_ page: Page, _ run: PageProgramRun, _ options: NotebookOptions) {
        (self.page, self.run, self.options) = (page, run, options)
        let decoder = JSONDecoder()
        events = run.events.split(separator: "\n").compactMap {
            try? decoder.decode(CellEvent.self, from: Data($0.utf8))
        }
    }

    /// The outputs by cell.
    /// - Throws: `PageFailure` if the program did not come to its end, or did too much.
    func outputs() throws -> [CellOutput] {
        try expectEnd()
        var outputs: [CellOutput] = []
        var files: Set<String> = []
        var begin = 0
        for event in events {
            if let number = event.cell, let printed = event.printed {
                if number > 0 { outputs[number - 1].text = text(from: begin, to: printed) }
                if number < page.cells.count { outputs.append(CellOutput()) }
                begin = printed
            } else if let title = event.title, let svg = event.svg {
                let file = Figure.file(for: event.name ?? title, stem: page.stem)
                if !files.insert(file).inserted {
                    throw PageFailure(
                        page.path, page.cells[outputs.count - 1].line,
                        "a second figure is called \(file): plot(figure, \"another name\")")
                }
                outputs[outputs.count - 1].figures.append(
                    Figure(title: title, file: file, svg: svg))
            }
        }
        return outputs
    }

    /// What was printed between two marks; a cell that closes the output has them in disorder.
    private func text(from begin: Int, to end: Int) -> String {
        String(decoding: run.output.prefix(max(0, end)).dropFirst(max(0, begin)), as: UTF8.self)
    }

    /// The line of the cell that ran last.
    private var lastLine: Int {
        let number = events.compactMap(\.cell).last ?? 0
        return page.cells[min(number, page.cells.count - 1)].line
    }

    private func expectEnd() throws {
        switch run.end {
        case .timedOut:
            throw PageFailure(
                page.path, lastLine,
                "this cell was still running after \(options.seconds) s for the page: is there an endless loop? "
                    + "--timeout SECONDS gives more.")
        case .wroteTooMuch:
            try expectLittlePrinted()
            throw PageFailure(page.path, lastLine, "this cell's figures are too large.")
        case .crashed(let sentence, let line):
            throw PageFailure(page.path, line ?? lastLine, "this crashes: \(sentence)")
        case .exited(let status):
            try expectLittlePrinted()
            let marks = events.compactMap(\.cell)
            if status == 0 && marks == Array(0...page.cells.count) { return }
            if marks != Array(marks.indices) {
                throw PageFailure(
                    page.path, lastLine,
                    "this cell is begun by another: close every brace in its own cell.")
            }
            throw PageFailure(
                page.path, lastLine,
                "this cell ends the program, with exit status \(status), before the page's end: take that out."
            )
        }
    }

    private func expectLittlePrinted() throws {
        if run.output.count <= PageRunner.mostBytes { return }
        // The cell in which the limit was passed: the last one that began before.
        let begun = events.filter { ($0.printed ?? .max) <= PageRunner.mostBytes }
        let number = min(begun.compactMap(\.cell).last ?? 0, page.cells.count - 1)
        throw PageFailure(
            page.path, page.cells[number].line,
            "here the page has printed more than 1 MiB: print less, or less often.")
    }
}
