import Foundation

/// The compiler's errors on one file, cut down to what a learner needs.
/// - Parameters:
///   - output: what the compiler printed.
///   - path: the file that is at fault.
/// - Returns: the errors in that file; if all are elsewhere, those, because removing or renaming
///   something breaks the code that uses it.
func compileFault(_ output: String, path: String) -> CompileFault {
    let lines = output.components(separatedBy: "\n")
    // An error is a line "file:line:column: error: ..." and the lines under it that quote the code.
    var errors: [(file: String, text: [String])] = []
    var isError = false
    for line in lines {
        if let head = diagnosticHead(line) {
            isError = head.kind == "error"
            if isError { errors.append((head.file, [line])) }
        } else if line.hasPrefix("error:") {
            isError = true
            errors.append(("", [line]))
        } else if isError, !errors.isEmpty, !line.isEmpty {
            errors[errors.count - 1].text.append(line)
        }
    }
    let own = errors.filter { $0.file == path }
    let shown = (own.isEmpty ? errors : own).prefix(3)
    var text = shown.flatMap { $0.text.prefix(3) }.joined(separator: "\n")
    if own.isEmpty, let other = errors.first, other.file.contains("Commands/worker/") {
        // The grader's own list of what it calls: something in it is gone from this file.
        let message = diagnosticHead(other.text[0])?.message ?? ""
        let file = path.split(separator: "/").last ?? ""
        text = """
            \(file) no longer offers what the grader calls: \(message).
            Was something renamed or removed? `swift run grade reset` keeps what you wrote.
            """
    }
    let first = own.first.flatMap { diagnosticHead($0.text[0]) }
    return CompileFault(
        text: text.isEmpty ? output.trimmingCharacters(in: .whitespacesAndNewlines) : text,
        place: first.map { "\(path):\($0.line)" })
}

/// The parts of "path:12:7: error: message".
func diagnosticHead(_ line: String) -> (file: String, line: String, kind: String, message: String)?
{
    guard let match = line.wholeMatch(of: /(.+?):(\d+):(\d+): (error|warning|note): (.*)/) else {
        return nil
    }
    return (String(match.1), String(match.2), String(match.4), String(match.5))
}

/// Words that a learner's file has no use for, and that reach past its own exercises: a `main` of
/// its own does not link, and the attributes change what other code calls.
/// - Parameters:
///   - text: the file.
///   - path: its path, for the message.
/// - Returns: a fault for the first such word outside comments.
func forbiddenWord(in text: String, path: String) -> CompileFault? {
    // Most files have none, and looking closely at every line takes a quarter of a second.
    if !text.utf8.contains(UInt8(ascii: "@")) { return nil }
    let words = /@(main|section|used|_\w+|[a-z]*[cC]decl)\b/
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        .enumerated()
    {
        let code = line.replacing(/\/\/.*/, with: "").replacing(/"[^"]*"/, with: "")
        guard let found = code.firstMatch(of: words) else { continue }
        return CompileFault(
            text: "\(found.0) has no place in this file, which is part of a library: take it out.",
            place: "\(path):\(index + 1)")
    }
    return nil
}
