/// A word that names no exercise.
public struct UnknownExercise: Error, CustomStringConvertible {
    public let description: String
}

/// The exercises that these words choose: ids, the first words of ids ("softmax" or "two-layer" is,
/// "soft" is not), or assignments; all, if none.
/// - Throws: `UnknownExercise`, with the nearest id.
public func selected(_ words: [String], from exercises: [Exercise]) throws -> [Exercise] {
    if words.isEmpty { return exercises }
    var chosen: Set<String> = []
    for word in words {
        let matches = exercises.filter {
            $0.id == word || $0.id.hasPrefix(word + ".") || $0.id.hasPrefix(word + "-")
                || $0.assignment.lowercased() == word.lowercased()
        }
        // An id, or all of one before its dot, is meant as such: "sigmoid" is not "sigmoid-neuron".
        let exact = matches.filter { $0.id == word || $0.id.hasPrefix(word + ".") }
        if matches.isEmpty {
            let names = exercises.map(\.id) + Set(exercises.map(\.assignment))
            throw UnknownExercise(
                description:
                    "there is no exercise \"\(word)\"\(suggestion(word, among: names)) `swift run grade list` shows all."
            )
        }
        chosen.formUnion((exact.isEmpty ? matches : exact).map(\.id))
    }
    return exercises.filter { chosen.contains($0.id) }
}

/// "; did you mean affine.backward?", or a full stop if no name is anything like the word.
public func suggestion(_ word: String, among names: [String]) -> String {
    let near = nearest(word, among: names)
    let head = String(near.lowercased().prefix(word.count))
    let isLike = editDistance(word.lowercased(), head) <= max(2, word.count / 2)
    return near.isEmpty || !isLike ? "." : "; did you mean \(near)?"
}

/// The name most like a word: the fewest letters to change, or one that begins with it.
public func nearest(_ word: String, among names: [String]) -> String {
    let word = word.lowercased()
    func distance(_ name: String) -> Int {
        let name = name.lowercased()
        let head = String(name.prefix(word.count))
        return min(editDistance(word, name), editDistance(word, head) + 1)
    }
    return names.min { distance($0) < distance($1) } ?? ""
}

/// How many letters must be changed, added or removed to make one word of the other (Levenshtein).
public func editDistance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var row = Array(0...b.count)
    for i in a.indices {
        var diagonal = row[0]
        row[0] = i + 1
        for j in b.indices {
            let changed = diagonal + (a[i] == b[j] ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
        }
    }
    return row[b.count]
}
