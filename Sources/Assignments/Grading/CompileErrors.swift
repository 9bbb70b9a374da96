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
    let text = shown.flatMap { $0.text.prefix(3) }.joined(separator: "\n")
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
