import Foundation

/// Makes the archive that a learner hands in: the learner's files, and what they earned here.
/// - Parameters:
///   - result: a run over everything.
///   - tree: where the files are.
///   - output: the archive to write; one that is there is replaced.
/// - Returns: the names in the archive.
/// - Throws: `GraderError` if it cannot be written.
public func packSubmission(_ result: GradeResult, of tree: Tree, to output: URL) throws -> [String]
{
    let work = tree.scratch.appendingPathComponent("pack-\(UUID().uuidString)")
    let copy = Tree(root: work)
    defer { try? FileManager.default.removeItem(at: work) }
    var names: [String] = []
    for path in pristineStubs.keys.sorted() {
        // A missing file is handed in as missing: it is graded as its stub.
        guard let data = try? Data(contentsOf: tree.url(path)) else { continue }
        try copy.write(data, to: path)
        names.append(path)
    }
    try copy.write(try jsonReport(result), to: "result.json")
    let version = try runTool("swiftc", ["--version"], scratch: tree.scratch).output
    try copy.write("seed \(result.seed)\n\(version)", to: "toolchain.txt")
    names += ["result.json", "toolchain.txt"]
    let archive = work.appendingPathComponent("submission.zip")
    // zip where there is one; python3 otherwise. Both are told the names from inside the folder.
    let script =
        "cd \"$1\" && shift && if command -v zip >/dev/null; then zip -q -X submission.zip \"$@\"; else python3 -m zipfile -c submission.zip \"$@\"; fi"
    let outcome = try runTool(
        "/bin/sh", ["-c", script, "sh", work.path] + names, scratch: tree.scratch)
    guard outcome.succeeded, let data = try? Data(contentsOf: archive) else {
        throw GraderError("no archive: neither zip nor python3 could make it.\n\(outcome.output)")
    }
    do {
        try data.write(to: output, options: .atomic)
    } catch {
        throw GraderError("cannot write \(output.path): \(describe(error))")
    }
    return names
}
