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
