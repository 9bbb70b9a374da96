import Foundation

// The program of a page's cells: compiled against the kit as it is in this tree, or with the
// learner's layers in its place, and run with limits.

/// What a page's program is made of.
package struct PageProgram: Sendable {
    /// The page as the compiler's messages and crashes name it.
    package let page: String
    /// The cells as top-level code.
    package let main: String
    /// Whether the learner's layers take the place of the kit's, as far as they are written.
    package let isMine: Bool

    package init(page: String, main: String, isMine: Bool) {
        (self.page, self.main, self.isMine) = (page, main, isMine)
    }
}

/// Why a page's program does not compile.
package struct PageFault: Error {
    /// The compiler's errors, and advice for a reader who knows numpy where there is some.
    package let text: String
    /// The page's line, if the error is in the page.
    package let line: Int?
}

/// The files that are compiled together with the cells.
private let companions = [
    "Sources/Assignments/Commands/notebook/Prelude.swift",
    "Sources/Assignments/Notebooks/CellEvent.swift",
]

extension OverlayBuilder {
    /// A key that changes whenever the page's program would do something else.
    /// - Throws: `GraderError` if a file cannot be read.
    package func pageKey(_ program: PageProgram) throws -> String {
        let own = [program.page: program.main]
        let learner = program.isMine ? learnersTexts() : [:]
        let around = Dictionary(
            uniqueKeysWithValues: try companions.map { ($0, try tree.text($0)) })
        return try key([own, learner, around]) + plainKitKey()
    }

    /// The built program of a page; it is kept until something in it changes.
    /// - Throws: `PageFault` if a cell does not compile; `GraderError` if something else does not.
    package func built(_ program: PageProgram) throws -> URL {
        let folder = tree.scratch.appendingPathComponent("page-\(try pageKey(program))")
        let done = folder.appendingPathComponent("page")
        if FileManager.default.isExecutableFile(atPath: done.path) { return done }
        let plain = try plainKit()
        try compiled(in: folder, upTo: "page") { work in
            var linked = try objects(of: "Layers", in: plain)
            var sources = try companions.map { try onDisk($0, try tree.text($0), tree.root, work) }
            if program.isMine {
                linked += try learnersModules(learnersTexts(), in: work, with: plain)
                sources.append(
                    try onDisk("Learners.swift", tree.earlierTypes(for: "page"), nil, work))
            }
            sources.append(try onDisk("main.swift", program.main, nil, work))
            let outcome = try swiftc(
                sources.map(\.path) + linked + [
                    // Functions in cells may use the variables of earlier cells only in mode 5.
                    "-swift-version", "5", "-suppress-warnings", "-D", "LEARNER",
                    // With the sentences of the standard library's own checks.
                    "-wmo", "-O", "-assert-config", "Debug", "-gline-tables-only",
                    "-module-name", "page", "-package-name", "learner",
                    "-I", work.path, "-I", plain.path,
                    "-o", work.appendingPathComponent("page").path,
                ], limits: .page)
            if !outcome.succeeded { throw pageFault(outcome.output, program.page) }
        }
        removeOld("page-", keep: 32)
        return done
    }

    private func pageFault(_ output: String, _ page: String) -> PageFault {
        let fault = compileFault(output, path: page)
        let sentence = numpySentence(for: fault.text, isGiven: false)
        let advice = sentence.map { "\n\($0)" } ?? ""
        // What is missing at the end is missing in no line of the page.
        let text = fault.text.replacing(/\S*\/main\.swift:\d+:\d+/, with: "at the page's end")
        return PageFault(
            text: text + advice,
            line: fault.place.flatMap { Int($0.dropFirst(page.count + 1)) })
    }

    /// Runs a page's program to its end.
    /// - Parameters:
    ///   - program: as it was built.
    ///   - page: the page's name in it.
    ///   - seconds: when to give up.
    ///   - environment: additions to this process's environment.
    /// - Returns: what it did.
    /// - Throws: `GraderError` or `ChildProcess.CannotStart` if it cannot be started;
    ///   `RunningGroups.Stopped` if it is not wanted any more.
    package func run(
        _ program: URL, page: String, seconds: Double, environment: [String: String]
    ) throws -> PageProgramRun {
        let scratch = tree.scratch.appendingPathComponent("scratch")
        let files = try (0..<3).map { _ in try OutputFile(in: scratch) }
        defer { files.forEach { $0.remove() } }
        let limits = """
            ulimit -c 0; ulimit -v \(PageProgramRun.memoryKilobytes) 2>/dev/null
            ulimit -f \(PageProgramRun.fileBytes / 512); exec "$@"
            """
        let child = try ChildProcess(
            "/bin/sh", ["-c", limits, "sh", program.path],
            environment: environment.merging(backtraceOnCrash) { $1 },
            descriptors: [1: files[0].descriptor, 2: files[1].descriptor, 3: files[2].descriptor])
        let end = child.wait(until: Date(timeIntervalSinceNow: seconds))
        child.kill()
        if RunningGroups.areStopped { throw RunningGroups.Stopped() }
        return PageProgramRun(
            end: PageProgramRun.End(end, words: files[1].text(mostBytes: 1 << 20), page: page),
            output: files[0].bytes(PageProgramRun.fileBytes), events: files[2].text(mostBytes: .max)
        )
    }
}

/// What a page's program did.
package struct PageProgramRun: Sendable {
    package let end: End
    package let output: [UInt8]
    /// What it told through descriptor 3, a line each.
    package let events: String

    static let memoryKilobytes = 4 << 20
    /// Twice what a page may print and draw, about: so that too much of it can be told.
    static let fileBytes = 16 << 20

    /// How a page's program ended.
    package enum End: Equatable, Sendable {
        case exited(Int32)
        case timedOut
        /// It wrote more than a file may hold.
        case wroteTooMuch
        /// A sentence, and the page's line where that is known.
        case crashed(String, line: Int?)

        init(_ end: ChildProcess.End?, words: String, page: String) {
            switch end {
            case nil: self = .timedOut
            case .exited(let status): self = .exited(status)
            case .signaled(SIGXFSZ): self = .wroteTooMuch
            case .signaled:
                self = .crashed(
                    crashSentence(end, words: words, memory: "4 GiB"),
                    line: crashLine(in: words, page: page))
            }
        }
    }
}

/// The page's line that is innermost in a backtrace.
///
/// The lines of `main.swift` are the page's: so they were given to the compiler. So are those of top-level
/// code, of which the compiler may name a wrong file.
private func crashLine(in words: String, page: String) -> Int? {
    for line in words.components(separatedBy: "\n") where line.contains(" in page at ") {
        let isTopLevel = line.contains(" main + ")
        for file in [page, "/main.swift"] + (isTopLevel ? ["/Prelude.swift"] : []) {
            guard let found = line.range(of: "\(file):") else { continue }
            return Int(line[found.upperBound...].prefix { $0.isNumber })
        }
    }
    return nil
}
