import Foundation

// The folder that a graded class is in:
//
//     results/NAME.json     the run, as `grade --format json` writes it; its presence means finished
//     feedback/NAME.html    the page for the student
//     records/NAME.json     what was graded, with which seed, and what there is to say about it
//     run.json              the seed, and which submissions were meant
//     grades.csv            a row per student
//     summary.html          a page about all of them
//
// The NAME of an attempt is the student's, a slash, and the attempt's.

/// What was graded, kept beside the result.
struct ClassRecord: Codable, Equatable {
    let name: String
    /// Of the submission's files: another one has to be graded again.
    let fingerprint: String
    let seed: Int
    /// When it came in, as recorded beside the submissions.
    let submitted: Date?
    let notes: [String]
    /// A case of each mistake that was diagnosed.
    let examples: [CounterExample]
}

/// What a result says about one exercise; the rest of it is for the student.
struct GradedExercise: Decodable {
    let id: String
    let points: Double
    let maxPoints: Double
    let status: Status
    let diagnosis: [Diagnosis]
}

/// The folder of a graded class.
struct ClassFolder {
    let tree: Tree

    init(_ root: URL) { tree = Tree(root: root) }

    static func resultPath(_ name: String) -> String { "results/\(name).json" }
    static func feedbackPath(_ name: String) -> String { "feedback/\(name).html" }
    static func recordPath(_ name: String) -> String { "records/\(name).json" }

    /// Writes all about one submission, the result last.
    func write(_ result: GradeResult, _ record: ClassRecord, page: String) throws {
        try tree.write(page, to: Self.feedbackPath(record.name))
        try tree.write(try encoded(record, isPretty: true), to: Self.recordPath(record.name))
        try tree.write(try jsonReport(result), to: Self.resultPath(record.name))
    }

    /// Takes a result back before it is made anew, so that a half-written one is never taken for it.
    func forget(_ name: String) throws {
        let url = tree.url(Self.resultPath(name))
        if fileType(of: url) != nil { try FileManager.default.removeItem(at: url) }
    }

    /// What was noted about a finished submission; nil if it is not finished.
    func record(_ name: String) throws -> ClassRecord? {
        guard fileType(of: tree.url(Self.resultPath(name))) != nil else { return nil }
        return try decoded(ClassRecord.self, Self.recordPath(name))
    }

    /// A finished submission's exercises.
    func exercises(_ name: String) throws -> [GradedExercise] {
        struct Result: Decodable { let exercises: [GradedExercise] }
        return try decoded(Result.self, Self.resultPath(name)).exercises
    }

    static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }

    private func decoded<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        do {
            return try Self.decoder.decode(type, from: Data(contentsOf: tree.url(path)))
        } catch {
            throw GraderError("\(path) is not what was written there: \(describe(error))")
        }
    }
}
