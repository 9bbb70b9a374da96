import Authoring
import Foundation

// The gates that the project must pass before it is published, each with a line and a time.

/// One gate: what it promises, and a function that lists what is wrong.
public struct Gate: Sendable {
    let name: String
    /// Whether it takes a few seconds at most.
    let isFast: Bool
    let faults: @Sendable (Tree) throws -> [String]

    /// - Parameters:
    ///   - name: what must hold.
    ///   - isFast: whether it takes a few seconds at most.
    ///   - faults: a sentence for everything that is wrong with a tree.
    public init(
        name: String, isFast: Bool, faults: @escaping @Sendable (Tree) throws -> [String]
    ) {
        self.name = name
        self.isFast = isFast
        self.faults = faults
    }

    /// What is wrong, an error that was thrown included.
    func allFaults(of tree: Tree) -> [String] {
        do {
            return try faults(tree)
        } catch {
            return describe(error).components(separatedBy: "\n")
        }
    }
}

/// The first gate that a tree does not pass.
/// - Parameters:
///   - tree: the instructor's tree.
///   - onlyFast: whether to leave out the slow ones.
///   - others: gates of other modules.
/// - Returns: a sentence with the gate and its first fault; nil if all are passed.
public func firstFault(of tree: Tree, onlyFast: Bool, and others: [Gate]) -> String? {
    for gate in gates + others where gate.isFast || !onlyFast {
        if let fault = gate.allFaults(of: tree).first {
            return "it must hold that \(gate.name), but: \(fault)"
        }
    }
    return nil
}

/// Runs the gates and prints a line for each.
/// - Parameters:
///   - tree: the instructor's tree.
///   - onlyFast: whether to leave out the slow ones.
///   - others: gates of other modules.
/// - Returns: whether all of them passed.
public func checkCourse(_ tree: Tree, onlyFast: Bool, and others: [Gate]) -> Bool {
    var passed = true
    let clock = ContinuousClock()
    for gate in gates + others where gate.isFast || !onlyFast {
        var faults: [String] = []
        let time = clock.measure { faults = gate.allFaults(of: tree) }
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
        let verdict = faults.isEmpty ? "ok    " : "FAILED"
        print("\(verdict) \(pad(gate.name, 78)) \(String(format: "%6.1f s", seconds))")
        for fault in faults.prefix(20) { print("         \(fault)") }
        if faults.count > 20 { print("         ... and \(faults.count - 20) more") }
        fflush(nil)
        passed = passed && faults.isEmpty
    }
    return passed
}

private let gates = [
    Gate(name: "every marked region is well formed", isFast: true, faults: malformedRegions),
    Gate(name: "the learners' files are what Sources/Layers gives", isFast: true) {
        try $0.staleFiles()
    },
    Gate(name: "points of every assignment add up to 100", isFast: true, faults: wrongSums),
    Gate(
        name: "every exercise has its test, page, recorded values and mutants", isFast: true,
        faults: gaps),
    Gate(name: "a copy without answers, of either kind, holds no answer", isFast: true) { tree in
        for blank in Blank.allCases { _ = try treeWithoutAnswers(tree, blank: blank) }
        return []
    },
    Gate(
        name: "the untouched stubs earn 0, each as \"not written\"", isFast: true,
        faults: earnedByStubs),
    Gate(
        name: "the solutions earn full marks with 25 seeds", isFast: false, faults: lostBySolutions),
    Gate(
        name: "every wrong answer of the catalogue loses points, and 85 % are told what is wrong",
        isFast: false
    ) { tree in
        let outcomes = try tree.grade(try tree.mutants(), GradeOptions())
        if outcomes.isEmpty { return ["there is no catalogue in Tests/Mutants/Catalogue."] }
        let faults = outcomes.compactMap { outcome in
            outcome.fault.map { "\(outcome.mutant.exercise) \(outcome.mutant.id): \($0)" }
        }
        let wrong = outcomes.filter { !$0.mutant.keepsPoints }
        let named = wrong.count(where: \.isNamed)
        let enough = named * 100 >= wrong.count * 85
        return faults + (enough ? [] : ["only \(named) of \(wrong.count) are told what is wrong."])
    },
    Gate(
        name: "copies without answers build without a warning, earn 0; the tests of one pass",
        isFast: false
    ) { tree in
        // Optimising a kit takes one processor; the other is there for the other copy.
        try concurrently(Blank.allCases) { blank in
            try faultsOfCopy(tree, blank).map { "\(blank.rawValue): \($0)" }
        }.flatMap { $0 }
    },
]

@Sendable private func malformedRegions(_ tree: Tree) throws -> [String] {
    var faults: [String] = []
    var places: [String: String] = [:]
    let texts = try tree.kitSources().merging(tree.pages()) { $1 }
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
        do {
            for region in try parseRegions(text, file: path).regions {
                let place = "\(path):\(region.line)"
                if let other = places[region.id] {
                    faults.append("\(place): \(region.id) has another region, at \(other).")
                }
                places[region.id] = place
                let isCode = path.hasSuffix(".swift")
                if isCode && Blank.backward.cuts(region.id) && region.standIn.isEmpty {
                    faults.append(
                        "\(place): \(region.id) has no STUB: a tree without answers needs a stand-in."
                    )
                }
            }
        } catch let error as MarkerError {
            faults += error.faults
        }
    }
    for exercise in allExercises where places[exercise.id] == nil {
        faults.append("\(exercise.id) has no region in Sources/Layers.")
    }
    return faults
}

@Sendable private func wrongSums(_ tree: Tree) -> [String] {
    let counted = allExercises.filter { Blank.backward.cuts($0.id) }
    return Dictionary(grouping: counted, by: \.assignment).compactMap { assignment, exercises in
        let sum = exercises.reduce(0) { $0 + $1.points }
        return sum == 100 ? nil : "\(assignment): \(number(sum))"
    }
}

/// What an exercise or a layer lacks, by name.
@Sendable private func gaps(_ tree: Tree) throws -> [String] {
    var faults: [String] = []
    let tests = tree.files(in: "Tests/LayersTests", ending: "Tests.swift")
    for path in try tree.kitSources().keys.sorted() {
        let parts = path.split(separator: "/")
        let name = parts[parts.count - 1].replacing(".swift", with: "")
        let others = ["Matrix", "Checking", "Plotting", "Monitoring"]
        let isLayer = parts.count == 4 && !others.contains(String(parts[2]))
        if isLayer, !tests.contains(where: { $0.hasSuffix("/\(name)Tests.swift") }) {
            faults.append("\(path): no test file \(name)Tests.swift.")
        }
    }
    let mutants = try tree.mutants()
    for exercise in allExercises {
        let id = exercise.id
        if !recordedForward.contains(where: { $0.subject == exercise.subject }) {
            faults.append("\(id): no recorded values.")
        }
        guard Blank.backward.cuts(id) else { continue }
        if !mutants.contains(where: { $0.exercise == id }) { faults.append("\(id): no mutant.") }
        let page = (try? tree.text(exercise.pagePath)) ?? ""
        guard let start = page.range(of: "\n## \(id)\n") else {
            faults.append("\(id): no section in \(exercise.pagePath).")
            continue
        }
        let rest = page[start.upperBound...]
        let section = rest.range(of: "\n## ").map { rest[..<$0.lowerBound] } ?? rest
        let parts = [
            "**Why.**", "**By hand.**", exercise.path, "swift run grade", "<details>",
            "**Think about it.**",
        ]
        for part in parts where !section.contains(part) {
            faults.append("\(id): its section in \(exercise.pagePath) does not name \(part)")
        }
    }
    return faults
}

@Sendable private func earnedByStubs(_ tree: Tree) throws -> [String] {
    try concurrently(Blank.allCases) { blank in
        var faults: [String] = []
        let stubs = try tree.learnerFiles(blank: blank)
        let overlay = try OverlayBuilder(tree: tree, stubs: stubs).build(stubs)
        let grader = Grader(tree: tree, options: GradeOptions(), blank: blank)
        for result in grader.grade(grader.exercises, with: overlay).results {
            // Without its forward pass a backward pass cannot even be asked; nor can one whose
            // forward pass calls another exercise, as a table.
            let callsAnother = result.exercise.uses.contains { used in
                grader.exercises.contains { $0.id == used && $0.isValues }
            }
            let isBlocked = result.status == .blocked && (blank == .all || callsAnother)
            if result.status == .notWritten || isBlocked { continue }
            faults.append(
                "\(result.exercise.id): \(result.status.words), \(number(result.points)) points")
        }
        return faults
    }.flatMap { $0 }
}

@Sendable private func lostBySolutions(_ tree: Tree) throws -> [String] {
    let overlay = try OverlayBuilder(tree: tree, stubs: pristineStubs).build(try tree.solvedFiles())
    let runs = Blank.allCases.flatMap { blank in (1...25).map { (blank, $0) } }
    return try concurrently(runs) { blank, seed in
        var options = GradeOptions()
        options.seed = seed
        let grader = Grader(tree: tree, options: options, blank: blank)
        return grader.grade(grader.exercises, with: overlay).results
            .filter { $0.status != .passed }
            .map { "\($0.exercise.id), seed \(seed): \($0.status.words)" }
    }.flatMap { $0 }
}

/// Makes a copy without answers, builds it, runs its tests, and grades it.
private func faultsOfCopy(_ tree: Tree, _ blank: Blank) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("chainrule-copy-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try startTree(from: tree, at: folder, named: folder.path, blank: blank.rawValue)
    func swift(_ words: String...) throws -> ToolOutcome {
        try runTool("swift", words + ["--package-path", folder.path], scratch: tree.scratch)
    }
    func lastLines(_ text: String) -> [String] {
        let lines = text.components(separatedBy: "\n").filter { !$0.isEmpty }
        // What went wrong is not always said last.
        return Array(lines.filter { $0.contains("error:") }.prefix(5) + lines.suffix(10))
    }
    // Its backward passes are cut for the workers of every tree: that kit need not be compiled again.
    if blank == .backward {
        try OverlayBuilder(tree: Tree(root: folder), stubs: pristineStubs)
            .takeKit(of: OverlayBuilder(tree: tree, stubs: pristineStubs))
    } else {
        try OverlayBuilder(tree: Tree(root: folder), stubs: pristineStubs)
            .buildKit(isOptimized: false)
    }
    // The tests of a copy do not depend on what is cut: once is enough. Without them nothing is run
    // that would need an optimised kit, nor is without forward passes.
    let build =
        blank == .backward
        ? try swift("build", "--build-tests") : try swift("build", "-Xswiftc", "-Onone")
    if !build.succeeded { return ["swift build fails:"] + lastLines(build.output) }
    let warnings = build.output.components(separatedBy: "\n").filter { $0.contains("warning:") }
    if !warnings.isEmpty { return warnings }
    if blank == .backward {
        let test = try swift("test", "--skip-build")
        if !test.succeeded { return ["swift test fails:"] + lastLines(test.output) }
    }
    let report = folder.appendingPathComponent("report.json").path
    let grade = try runTool(
        "/bin/sh",
        [
            "-c", "cd \"$1\" && .build/debug/grade --format json --output \"$2\"", "sh",
            folder.path, report,
        ], scratch: tree.scratch)
    let text = (try? String(contentsOfFile: report, encoding: .utf8)) ?? ""
    if !text.contains("\"points\" : 0,") {
        return ["its grade is not 0:"] + lastLines(grade.output)
    }
    return []
}
