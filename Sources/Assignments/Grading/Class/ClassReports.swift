import Foundation

/// Writes a class's `grades.csv` and `summary.html`.
/// - Parameters:
///   - run: what was graded; of a part of a class, the roster adds no rows.
///   - output: the folder with the results.
///   - course: what the instructor says.
/// - Returns: how many rows there are, and the names of the course file that are nobody's.
/// - Throws: `GraderError` if something cannot be read or written.
public func writeGrades(
    of run: ClassRunRecord, in output: URL, course: CourseFile
) throws -> (rows: Int, unknown: [String]) {
    let folder = ClassFolder(output)
    let grades = try Grades(
        of: folder, names: run.names, roster: run.isPart ? [] : course.roster, faults: run.faults,
        course: course)
    try folder.tree.write(grades.csv, to: "grades.csv")
    try folder.tree.write(ClassSummary(grades: grades, seed: run.seed).text(), to: "summary.html")
    let unknown = run.isPart ? [] : course.names.subtracting(grades.rows.map(\.name)).sorted()
    return (grades.rows.count, unknown)
}

/// Puts the parts of a class, graded apart, into one folder, as if they had been graded together.
/// - Parameters:
///   - parts: folders that `course grade` has written.
///   - output: a folder that is empty or does not exist.
/// - Returns: the run that they are together.
/// - Throws: `UsageError` if the parts do not belong together; `GraderError` if something cannot be
///   copied.
public func mergeClass(
    _ parts: [URL], to output: URL
) throws -> ClassRunRecord {
    try expectEmptyFolder(output)
    var names: Set<String> = []
    var faults: [String: String] = [:]
    var seeds: Set<Int> = []
    let target = ClassFolder(output)
    for part in parts {
        let source = ClassFolder(part)
        let run = try source.run()
        seeds.insert(run.seed)
        faults.merge(run.faults) { first, _ in first }
        if let twice = names.intersection(run.names).sorted().first {
            throw UsageError("\(twice) is in \(part.path) and in a folder before it.")
        }
        names.formUnion(run.names)
    }
    guard let seed = seeds.first, seeds.count == 1 else {
        throw UsageError("the parts were graded with different seeds: \(seeds.sorted()).")
    }
    for part in parts { try target.copy(from: ClassFolder(part)) }
    let whole = ClassRunRecord(seed: seed, names: names.sorted(), faults: faults, isPart: false)
    try target.write(whole)
    return whole
}

/// Refuses to write among what is already there.
/// - Throws: `UsageError` if there is something, and it is not an empty folder.
func expectEmptyFolder(_ output: URL) throws {
    let entries = try? FileManager.default.contentsOfDirectory(atPath: output.path)
    if fileType(of: output) == nil || entries?.isEmpty == true { return }
    throw UsageError("--output \(output.path): it is not an empty folder.")
}

/// What a run was about, kept so that parts can be merged.
public struct ClassRunRecord: Codable, Sendable {
    let seed: Int
    var names: [String]
    /// Why some could not be graded, by name.
    public internal(set) var faults: [String: String]
    /// Whether the rest of the class is elsewhere.
    var isPart: Bool
}

extension ClassFolder {
    private static let runPath = "run.json"

    /// Whether a run has come to its end here.
    var holdsRun: Bool { fileType(of: tree.url(Self.runPath)) != nil }

    func write(_ run: ClassRunRecord) throws {
        try tree.write(try encoded(run, isPretty: true), to: Self.runPath)
    }

    /// - Throws: `UsageError` if this is no folder that `course grade` has finished.
    func run() throws -> ClassRunRecord {
        guard let data = try? Data(contentsOf: tree.url(Self.runPath)),
            let run = try? Self.decoder.decode(ClassRunRecord.self, from: data)
        else { throw UsageError("\(tree.root.path) is not what a finished `course grade` leaves.") }
        return run
    }

    /// Copies every finished submission from another folder.
    func copy(from other: ClassFolder) throws {
        for name in try other.run().names where try other.record(name) != nil {
            for path in [Self.feedbackPath(name), Self.recordPath(name), Self.resultPath(name)] {
                do {
                    try tree.write(Data(contentsOf: other.tree.url(path)), to: path)
                } catch {
                    throw GraderError("cannot copy \(path): \(describe(error))")
                }
            }
        }
    }
}
