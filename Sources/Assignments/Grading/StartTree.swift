import Authoring
import Foundation
import Layers

// A learner's own copy: the same tree without one answer, as a new git repository.

/// Files that are answers from the first line to the last: what marked layers compute, for speed.
let answersThroughout = ["Sources/Layers/Fused/", "Sources/Layers/Matrix/Normalizing.swift"]

/// What a tree without answers leaves out: tests that hold answers, and the project's own upkeep.
let instructorOnly =
    answersThroughout + [
        "Tests/LayersTests/", "Tests/Golden/", "Tests/Mutants/", "Tests/Hostile/", "Tests/Outside/",
        "Tests/Class/", "Tests/PyTorch/", "Tests/Publishing/", "Tests/engines-",
        "Tests/small-class.sh",
        "Tests/autograder-run", "Tests/NotebookTests/", "Tests/PlantedTests/", "Tests/Bench/",
        "Tests/bench-", "Sources/Assignments/Commands/bench/",
        "Tests/GradingTests/CompileAdviceTests.swift",
        "Sources/Assignments/Planted/", Autograder.scriptFolder,
        ".ci/",
    ]

/// The files of a tree without answers, by path.
/// - Parameters:
///   - tree: the instructor's tree, or a copy without answers.
///   - blank: what is cut.
///   - filled: regions that hold these lines all the same, by id; then nothing is searched for leaks.
///   - paths: the files that belong to the tree; nil asks git.
/// - Returns: every file's contents.
/// - Throws: `GraderError` with each leak, if any answer would be left.
public func treeWithoutAnswers(
    _ tree: Tree, blank: Blank, filled: [String: [String]] = [:], paths: [String]? = nil
) throws -> [String: Data] {
    let sources = try tree.kitSources()
    let pages = try tree.pages()
    var files: [String: Data] = [:]
    let own = try paths ?? tree.ownFiles()
    for path in own where !instructorOnly.contains(where: path.hasPrefix) {
        if let source = sources[path] {
            files[path] = Data(
                try kitText(source, file: path, blank: blank, answers: filled).utf8)
        } else if let page = pages[path] {
            files[path] = Data(try pageText(page, file: path, answers: filled).utf8)
        } else if let data = try? Data(contentsOf: tree.url(path)) {
            files[path] = data
        }
    }
    // Stubs are written anew: the learner's files of this tree may be filled in.
    let stubs = try tree.holdsAnswers() ? tree.generatedFiles(blank: blank) : pristineStubs
    for (path, text) in stubs { files[path] = Data(text.utf8) }
    if !filled.isEmpty {
        let learners = try tree.learnerFiles(blank: blank, answers: filled)
        for (path, text) in learners { files[path] = Data(text.utf8) }
        // What is filled in may well look like what is not.
        return files
    }
    let answers = try tree.answerLines(blank: blank)
    let found = files.sorted { $0.key < $1.key }.flatMap { path, data in
        leaks(in: String(decoding: data, as: UTF8.self), file: path, answers: answers)
    }
    if !found.isEmpty {
        throw GraderError("these lines would give answers away:\n" + found.joined(separator: "\n"))
    }
    return files
}

/// Makes a copy without answers, and says how to begin.
/// - Parameters:
///   - tree: where from.
///   - folder: a folder that is empty or does not exist.
///   - name: the folder as it was typed, for the message.
///   - blank: "backward" or "all".
/// - Returns: what to print.
/// - Throws: `UsageError` if the folder is in use; `GraderError` if something cannot be written.
public func startTree(
    from tree: Tree, at folder: URL, named name: String, blank: String
) throws -> String {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    if manager.fileExists(atPath: folder.path, isDirectory: &isFolder) {
        let isEmpty = (try? manager.contentsOfDirectory(atPath: folder.path))?.isEmpty ?? false
        if !isFolder.boolValue { throw UsageError("start \(name): this is a file, not a folder.") }
        if !isEmpty { throw UsageError("start \(name): the folder is not empty.") }
    }
    let files = try treeWithoutAnswers(tree, blank: Blank(rawValue: blank) ?? .backward)
    let copy = Tree(root: folder)
    for (path, data) in files.sorted(by: { $0.key < $1.key }) {
        try copy.write(data, to: path)
    }
    let script = """
        cd "$1" && git init -q -b main && git add -A &&
        git -c user.name=Chainrule -c user.email=chainrule@localhost commit -q -m "The assignments, not begun"
        """
    let outcome = try runTool("/bin/sh", ["-c", script, "sh", folder.path], scratch: tree.scratch)
    if !outcome.succeeded {
        throw GraderError("git could not make a repository of \(name):\n\(outcome.output)")
    }
    return """
        \(name) is your copy: a git repository with \(files.count) files and no answers.

        Its kit works, but it computes its gradients by finite differences instead of backward passes:
        \(try slowness(tree))

        Begin with:

            cd \(name)
            swift run grade
        """
}

extension Tree {
    /// The lines of the kit and of its pages that would give an answer away.
    /// - Throws: `MarkerError` if the markers are malformed.
    func answerLines(blank: Blank) throws -> Set<String> {
        // Apart from each other: that a page shows a line does not make it less of an answer.
        try Authoring.answerLines(in: kitSources(), blank: blank)
            .union(Authoring.answerLines(in: pages(), blank: blank))
    }

    /// The paths of the project's own files: what git knows and does not ignore, or without git
    /// everything but build folders.
    public func ownFiles() throws -> [String] {
        let outcome = try? runTool(
            "git",
            ["-C", root.path, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            scratch: scratch)
        if let outcome, outcome.succeeded, !outcome.output.isEmpty {
            let paths = outcome.output.split(separator: "\0").map(String.init)
            return Set(paths).filter { FileManager.default.fileExists(atPath: url($0).path) }
                .sorted()
        }
        let hidden = [".build/", ".git/", ".swiftpm/"]
        return files(in: ".").map { String($0.dropFirst(2)) }
            .filter { path in !hidden.contains(where: path.hasPrefix) }
    }
}

/// How slow the stand-in is: measured here and now on an affine layer, where there is an answer to
/// compare it with.
private func slowness(_ tree: Tree) throws -> String {
    guard try tree.holdsAnswers() else { return "exact to about ten digits, and slow." }
    var generator = SeededGenerator(seed: 1)
    let layer = Affine(inputs: 64, outputs: 32, weightScale: 0.1, using: &generator)
    let x = Matrix.normal(rows: 16, columns: 64, using: &generator)
    let (out, cache) = layer.forward(x)
    let clock = ContinuousClock()
    let repeats = 20
    let numeric = clock.measure { _ = layer.numericGradients(out, at: x) }
    let written = clock.measure {
        for _ in 0..<repeats { _ = layer.backward(out, cache: cache) }
    }
    let ratio = numeric / written * Double(repeats)
    return """
        exact to about ten digits, and for an affine layer of 64 x 32 some \(Int(ratio / 100) * 100) times
        slower than yours will be.
        """
}
