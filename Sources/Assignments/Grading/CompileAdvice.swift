/// A sentence for a reader who knows numpy, on a common compiler error; nil for others.
/// - Parameters:
///   - text: the errors as the compiler printed them, with the lines they quote.
///   - isGiven: whether it is a learner's file, most of which was given, and not a page.
/// - Returns: what to write instead of the first of them.
func numpySentence(for text: String, isGiven: Bool = true) -> String? {
    guard let error = firstError(in: text) else { return nil }
    let groups = [
        pythonRules, numpyRules, entryRules, conditionRules, numberRules, operandRules, changeRules,
        callRules, returnRules, nameRules, isGiven ? givenRules : [], layoutRules,
    ]
    for rule in groups.joined() {
        if let sentence = rule.sentence(for: error) { return sentence }
    }
    return nil
}

/// What the compiler said first, and the line it quoted, cut where its caret points.
struct FirstError {
    let message: String
    let before: String
    let after: String
}

/// The first error, or nil if there is none; comments and what is in quotes are left out.
private func firstError(in text: String) -> FirstError? {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
        guard let match = line.wholeMatch(of: /.*?:\d+:(\d+): error: (.*)/) else { continue }
        var source = ""
        if index + 1 < lines.count, diagnosticHead(String(lines[index + 1])) == nil {
            source = String(lines[index + 1])
        }
        let column = max(1, Int(match.1) ?? 1)  // in bytes, from 1
        let before = String(decoding: source.utf8.prefix(column - 1), as: UTF8.self)
        let after = String(decoding: source.utf8.dropFirst(column - 1), as: UTF8.self)
        return FirstError(
            message: String(match.2), before: withoutText(before), after: withoutText(after))
    }
    return nil
}

/// Code without the words of its strings and comments, which may look like anything.
private func withoutText(_ code: String) -> String {
    code.replacing(/"[^"]*"/, with: "\"\"").replacing(/\/\/.*/, with: "")
}

/// One row of the tables below: if every pattern is found, the sentence fits.
struct Rule {
    let message: Regex<AnyRegexOutput>
    let line: Regex<Substring>?
    let before: Regex<Substring>?
    let after: Regex<Substring>?
    let advice: String

    /// - Parameters:
    ///   - message: looked for in the compiler's message.
    ///   - line: looked for in the line it quotes.
    ///   - before: looked for in that line, left of the caret.
    ///   - after: looked for in that line, from the caret on.
    ///   - advice: the sentence; {1} stands for what the first brackets in `message` found.
    init<Found>(
        _ message: Regex<Found>, line: Regex<Substring>? = nil, before: Regex<Substring>? = nil,
        after: Regex<Substring>? = nil, _ advice: String
    ) {
        // The default boundary takes `np.exp` for a single word.
        self.message = Regex<AnyRegexOutput>(message).wordBoundaryKind(.simple)
        self.line = line?.wordBoundaryKind(.simple)
        self.before = before?.wordBoundaryKind(.simple)
        self.after = after?.wordBoundaryKind(.simple)
        self.advice = advice
    }

    func sentence(for error: FirstError) -> String? {
        guard let found = try? message.firstMatch(in: error.message),
            has(line, error.before + error.after), has(before, error.before),
            has(after, error.after)
        else { return nil }
        var sentence = advice
        for index in 1..<max(found.output.count, 1) {
            sentence = sentence.replacing(
                "{\(index)}", with: found.output[index].substring ?? "")
        }
        return sentence
    }

    private func has(_ pattern: Regex<Substring>?, _ code: String) -> Bool {
        guard let pattern else { return true }
        return code.firstMatch(of: pattern) != nil
    }
}
