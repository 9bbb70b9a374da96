import Layers

// What must hold of a `results.json`. Gradescope asks for less; what this grader writes has all of it.

private let testShape = JSONShape.record([
    ("name", .text), ("score", .number), ("max_score", .number),
    ("status", .word(["passed", "failed"])), ("tags", .list(.text)), ("output", .text),
    ("output_format", .word(["text"])),
])

private let resultsShape = JSONShape.record([
    ("score", .number), ("output", .text), ("output_format", .word(["text"])),
    ("visibility", .word(["visible"])), ("stdout_visibility", .word(["hidden"])),
    ("tests", .list(testShape)),
])

/// What is wrong with a document that should be Gradescope's `results.json`: one sentence for each
/// fault, with the path of its field.
func gradescopeFaults(in document: JSONValue) -> [String] {
    let faults = resultsShape.faults(of: document, at: JSONShape.top)
    if !faults.isEmpty { return faults }
    let tests = document["tests"].entries
    var found: [String] = []
    for (index, test) in tests.enumerated() {
        let (score, most) = (test["score"].amount, test["max_score"].amount)
        if score < 0 || score > most {
            found.append(
                "tests[\(index)].score: \(shortNumber(score)) is not from 0 to \(shortNumber(most))."
            )
        }
    }
    let sum = tests.reduce(0) { $0 + $1["score"].amount }
    if abs(sum - document["score"].amount) > 0.011 {
        found.append(
            "score: it is \(document["score"].words), and the tests' add up to \(shortNumber(sum))."
        )
    }
    return found
}

/// What a valid `results.json` says, in a few words.
func gradescopeSummary(of document: JSONValue) -> String {
    let tests = document["tests"].entries
    let most = tests.reduce(0) { $0 + $1["max_score"].amount }
    let points = "\(document["score"].words) of \(shortNumber(most)) points"
    return "a valid results.json of Gradescope: \(tests.count) tests, \(points)"
}
