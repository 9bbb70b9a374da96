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
    // The function's lines up to the hole, and its closing brace, must still be as they were.
    let head = Array(stubLines[opening..<hole])
    let indentation = stubLines[opening].prefix { $0 == " " }
    let close = "\(indentation)}"
    guard
        let start = lines.indices.first(where: { i in
            i + head.count <= lines.count && Array(lines[i..<i + head.count]) == head
        }),
        let end = lines[(start + head.count)...].firstIndex(of: close)
    else { return nil }
    lines.replaceSubrange(start + head.count..<end, with: [stubLines[hole]])
    return lines.joined(separator: "\n")
}
