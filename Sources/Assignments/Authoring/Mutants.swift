import Foundation

// The catalogue of wrong answers, `Tests/Mutants/Catalogue/ID.txt`, one file an exercise:
//
//     MUTANT AF1 loses
//     formula: dw = dout^T x
//     hint: which product has the shape of w?
//     source: constructed
//     diagnosis: shape-transposed
//         let dx = ...
//
// The diagnosis is what the grader must say of its gradients, all codes in order; nothing, if the
// line is missing.
// "keeps" in place of "loses" marks a right answer that only looks unusual.

/// A wrong answer that a grader must catch, or an unusual right one that it must not.
public struct Mutant: Equatable, Sendable {
    public let id: String
    /// The exercise whose region it replaces.
    public let exercise: String
    /// Whether it must keep its points.
    public let keepsPoints: Bool
    /// What is wrong, in a few words.
    public let formula: String
    /// A question that leads to the fault.
    public let hint: String
    /// Where the fault was seen, or "constructed".
    public let source: String
    /// The codes of what the grader must say, sorted.
    public var diagnoses: [String] = []
    /// The body of the function.
    public let code: [String]
}

/// Reads one file of the catalogue.
/// - Parameters:
///   - text: its text; everything before the first MUTANT is a comment.
///   - file: its name, "affine.backward.txt".
/// - Returns: its mutants.
/// - Throws: `MarkerError` with file and line for anything malformed.
public func parseMutants(_ text: String, file: String) throws -> [Mutant] {
    let exercise = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    var mutants: [Mutant] = []
    var faults: [String] = []
    let blocks = "\n\(text.replacing("\r\n", with: "\n"))".components(separatedBy: "\nMUTANT ")
    var line = blocks[0].components(separatedBy: "\n").count
    for block in blocks.dropFirst() {
        let lines = block.components(separatedBy: "\n")
        let head = lines[0].split(separator: " ").map(String.init)
        func field(_ name: String) -> String? {
            lines.first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
        }
        let code = lines.filter { $0.hasPrefix("    ") }
        if head.count == 2, ["loses", "keeps"].contains(head[1]), !code.isEmpty,
            let formula = field("formula"), let hint = field("hint"), let source = field("source")
        {
            mutants.append(
                Mutant(
                    id: head[0], exercise: exercise, keepsPoints: head[1] == "keeps",
                    formula: formula, hint: hint, source: source,
                    diagnoses: field("diagnosis")?.components(separatedBy: ", ") ?? [],
                    code: code.map { "    " + $0 }))
        } else {
            faults.append(
                "\(file):\(line): a mutant needs `MUTANT ID loses|keeps`, formula, hint, source and code."
            )
        }
        line += lines.count
    }
    if mutants.isEmpty && faults.isEmpty { faults = ["\(file): holds no mutant."] }
    if !faults.isEmpty { throw MarkerError(faults: faults) }
    return mutants
}
