import Foundation

/// A learner's file with one hole back, its other functions untouched.
/// - Parameters:
///   - id: the exercise whose hole comes back.
///   - text: the file as it is.
///   - stub: the file as it was at the beginning.
/// - Returns: the new text; nil if the function cannot be found in it any more.
public func restoringHole(_ id: String, in text: String, stub: String) -> String? {
    let stubLines = stub.components(separatedBy: "\n")
    var lines = text.components(separatedBy: "\n")
    guard let hole = stubLines.firstIndex(where: { $0.contains("yourCodeHere(\"\(id)\")") }),
        let opening = stubLines[..<hole].lastIndex(where: { $0.contains("func ") })
    else { return nil }
    // The function's lines before the hole, and the lines after it up to the next hole or a few
    // more, must still be as they were: what is between them is the learner's.
    let head = Array(stubLines[opening..<hole])
    let after = stubLines[(hole + 1)...].prefix { !$0.contains("yourCodeHere(") }
    let tail = Array(after.prefix(6))
    guard let start = position(of: head, in: lines, from: 0),
        let end = position(of: tail, in: lines, from: start + head.count)
    else { return nil }
    lines.replaceSubrange(start + head.count..<end, with: [stubLines[hole]])
    return lines.joined(separator: "\n")
}

private func position(of part: [String], in lines: [String], from first: Int) -> Int? {
    (first..<max(first, lines.count - part.count + 1)).first { i in
        Array(lines[i..<i + part.count]) == part
    }
}

extension Grader {
    /// Brings a hole back; what was written is kept.
    /// - Returns: sentences that say what was done, and where the old text is.
    /// - Throws: `GraderError` if a file cannot be written.
    public func reset(_ exercise: Exercise) throws -> [String] {
        guard let stub = pristineStubs[exercise.path] else {
            throw GraderError("there is no stub of \(exercise.path).")
        }
        let bytes = try? Data(contentsOf: tree.url(exercise.path))
        let current = bytes.flatMap { String(data: $0, encoding: .utf8) }
        if current == stub { return ["\(exercise.path) is as it was at the beginning."] }
        let restored = current.flatMap { restoringHole(exercise.id, in: $0, stub: stub) } ?? stub
        var sentences: [String] = []
        if let bytes {
            let kept = try keep(bytes, of: exercise.path)
            sentences.append("What you wrote is kept in \(kept)")
        }
        try tree.write(restored, to: exercise.path)
        let sharing = exercises.filter { $0.path == exercise.path && $0.id != exercise.id }
        if restored == stub && !sharing.isEmpty {
            let names = sharing.map(\.id).joined(separator: ", ")
            sentences.append("The whole file is new, with \(names) too.")
        }
        return sentences + ["The hole is back: \(place(of: exercise))"]
    }

    private func keep(_ bytes: Data, of path: String) throws -> String {
        let name = URL(fileURLWithPath: path).lastPathComponent
        for number in 1...10_000 {
            let kept = ".kept/\(number)-\(name)"
            if FileManager.default.fileExists(atPath: tree.url(kept).path) { continue }
            try tree.write(bytes, to: kept)
            return kept
        }
        throw GraderError("there are 10000 kept files in .kept; remove some.")
    }
}
