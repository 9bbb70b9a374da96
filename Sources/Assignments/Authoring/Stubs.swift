import Foundation

// Trees without answers, and the learner's files, made from the marked sources.

/// What is cut from a tree.
public enum Blank: String, Sendable, CaseIterable {
    /// Backward passes, and what is no layer's forward pass.
    case backward
    /// Forward passes too.
    case all

    /// Whether the region of this id is cut.
    public func cuts(_ id: String) -> Bool { self == .all || !id.hasSuffix(".forward") }
}

/// The text of a kit file in a tree without answers: each cut region gives way to its stand-in.
/// - Parameters:
///   - text: the marked source.
///   - file: its name, for messages.
///   - blank: what is cut.
///   - answers: lines to put in place of some regions, by id; they come before anything else.
/// - Returns: the text without any marker.
/// - Throws: `MarkerError` if the markers are malformed.
public func kitText(
    _ text: String, file: String, blank: Blank, answers: [String: [String]] = [:]
) throws -> String {
    try parseRegions(text, file: file).text { region in
        if let answer = answers[region.id] { return answer }
        if !blank.cuts(region.id) { return nil }
        return region.standIn.isEmpty ? [hole(region)] : region.standIn
    }
}

/// The learner's file: a header, then the source with a hole in place of every cut region.
/// - Parameters:
///   - text: the marked source in the kit.
///   - file: its path from the root of the tree.
///   - blank: what is cut; nil fills every region with the solution.
///   - answers: lines to put in place of some regions, by id; they come before anything else.
/// - Returns: the text without any marker.
/// - Throws: `MarkerError` if the markers are malformed.
public func learnerText(
    _ text: String, file: String, blank: Blank?, answers: [String: [String]] = [:]
) throws -> String {
    let header = """
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers


        """
    let regions = try parseRegions(text, file: file)
    let given = regions.regions.filter { region in blank.map { !$0.cuts(region.id) } ?? true }
    let names = given.flatMap { stageNames(in: $0.solution) }
    let body = regions.text { region in
        if let answer = answers[region.id] { return answer }
        guard let blank, blank.cuts(region.id) else { return nil }
        let isBackward = region.id.hasSuffix(".backward")
        return (isBackward ? namedSteps(names, region.indentation) : []) + [hole(region)]
    }
    return header + body
}

/// The names of the stages in some lines of code, each once.
private func stageNames(in lines: [String]) -> [String] {
    var names: [String] = []
    for line in lines {
        for part in line.components(separatedBy: "stage(\"").dropFirst() {
            let name = String(part.prefix { $0 != "\"" })
            if !names.contains(name) { names.append(name) }
        }
    }
    return names
}

/// What a learner is told of the stages that the forward pass above the hole names.
private func namedSteps(_ names: [String], _ indentation: String) -> [String] {
    if names.isEmpty { return [] }
    return [
        "\(indentation)// forward names its steps: \(names.joined(separator: ", ")).",
        "\(indentation)// With stageGradient(\"NAME\", dNAME) here the grader says which is the first wrong one.",
    ]
}

private func hole(_ region: Region) -> String {
    "\(region.indentation)yourCodeHere(\"\(region.id)\")"
}

/// The text of a markdown page without the answers to its questions.
/// - Parameters:
///   - text: the marked page.
///   - file: its name, for messages.
///   - answers: lines to put in place of some regions, by id; they come before anything else.
/// - Returns: the text without any marker; an answer gives way to what follows STUB, if anything.
/// - Throws: `MarkerError` if the markers are malformed.
public func pageText(
    _ text: String, file: String, answers: [String: [String]] = [:]
) throws -> String {
    try parseRegions(text, file: file).text { answers[$0.id] ?? $0.standIn }
}

/// Lines that would give an answer away: those of at least 25 characters that stand in a cut
/// region and nowhere else in the marked files.
/// - Parameters:
///   - files: the marked sources, by path.
///   - blank: what is cut.
/// - Returns: the lines, without indentation.
/// - Throws: `MarkerError` if the markers are malformed.
public func answerLines(in files: [String: String], blank: Blank) throws -> Set<String> {
    var inside: Set<String> = []
    var outside: Set<String> = []
    for (file, text) in files {
        for piece in try parseRegions(text, file: file).pieces {
            switch piece {
            case .outside(let lines): outside.formUnion(lines.map(trimmed))
            case .region(let region):
                if blank.cuts(region.id) {
                    inside.formUnion(region.solution.map(trimmed))
                    outside.formUnion(region.standIn.map(trimmed))
                } else {
                    outside.formUnion(region.solution.map(trimmed))
                }
            }
        }
    }
    return inside.subtracting(outside).filter { $0.count >= 25 }
}

/// Where any of the answer lines stands in a text.
/// - Parameters:
///   - text: the text to search.
///   - file: its name, for the messages.
///   - answers: the lines that must not be there.
/// - Returns: "file:line: the line" for each.
public func leaks(in text: String, file: String, answers: Set<String>) -> [String] {
    let found = occurring(answers, in: text)
    if found.isEmpty { return [] }
    return lines(of: text).enumerated().compactMap { index, line in
        found.contains { line.contains($0) }
            ? "\(file):\(index + 1): \(trimmed(String(line)))" : nil
    }
}

/// Whether any of the answer lines stands in a text: much faster than listing where.
public func holdsAny(_ answers: Set<String>, in text: String) -> Bool {
    !occurring(answers, in: text).isEmpty
}

/// Those of some strings that stand in a text: looked up by their first bytes at every place, since
/// there are thousands of strings and hundreds of texts (Rabin and Karp).
private func occurring(_ strings: Set<String>, in text: String) -> [String] {
    let width = 16
    let bytes = Array(text.utf8)
    guard bytes.count >= width else { return [] }
    var highest: UInt64 = 1
    for _ in 1..<width { highest = highest &* 31 }
    func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 &* 31 &+ UInt64($1) }
    }
    var byHash: [UInt64: [[UInt8]]] = [:]
    for string in strings where string.utf8.count >= width {
        byHash[hash(string.utf8.prefix(width)), default: []].append(Array(string.utf8))
    }
    var found: Set<String> = []
    var rolling = hash(bytes.prefix(width))
    for start in 0...bytes.count - width {
        for candidate in byHash[rolling] ?? [] where bytes[start...].starts(with: candidate) {
            found.insert(String(decoding: candidate, as: UTF8.self))
        }
        if start + width < bytes.count {
            rolling = (rolling &- UInt64(bytes[start]) &* highest) &* 31
            rolling = rolling &+ UInt64(bytes[start + width])
        }
    }
    return found.sorted()
}

private func trimmed(_ line: String) -> String {
    line.trimmingCharacters(in: .whitespacesAndNewlines)
}
