import Exchange
import Layers

/// One thing to write and what it is worth.
public struct Exercise: Sendable {
    public enum Kind: Sendable {
        /// A forward pass: graded by recorded values, and counted only in a tree without forward passes.
        case forward
        /// A backward pass: graded against the numeric gradient of each of these variables.
        case backward(of: [String])
        /// Anything else: graded by recorded values of these names.
        case values([String])
    }

    /// The permanent id, such as "affine.backward".
    public let id: String
    /// The module and folder, such as "Assignment1".
    public internal(set) var assignment = ""
    public let points: Double
    /// The file with the hole, within the assignment's folder and, by the same name, in the kit.
    public let file: String
    /// The notebook page, within `Notebooks-md/AssignmentN`.
    public let page: String
    public let kind: Kind
    /// What the worker runs.
    public let subject: String
    /// The kit's types whose stand-ins the answer may lean on.
    public internal(set) var helpers: [String] = []
    /// Other exercises of the same assignment that this one is made of.
    public let uses: [String]
    /// A random problem; the index says which kind of case it is, see `Cases.swift`.
    public let problem: @Sendable (_ index: Int, _ generator: inout SeededGenerator) -> Problem

    /// The names of the checks, among which the points are shared.
    public var checks: [String] {
        switch kind {
        case .forward: return ["forward"]
        case .backward(let variables): return variables.map(gradientName)
        case .values(let names): return names
        }
    }

    /// Whether it is graded by its values alone.
    var isValues: Bool {
        if case .values = kind { return true }
        return false
    }

    /// The path of the learner's file from the root of the tree.
    public var path: String { "Sources/Assignments/\(assignment)/\(file)" }

    /// The path of the notebook page from the root of the tree.
    public var pagePath: String { "Notebooks-md/\(assignment)/\(page)" }

    /// The page with the anchor of the exercise's section; both passes of a layer share one, which is
    /// named after the backward pass.
    public var section: String {
        "\(pagePath)#\(anchor(id.replacing(".forward", with: ".backward")))"
    }

    /// A backward pass, checked against the numeric gradient of each of `variables`.
    /// - Parameters:
    ///   - id: ends in ".backward", unless `subject` says whose pass it is.
    ///   - points: what it is worth.
    ///   - file: where the hole is.
    ///   - page: where it is explained.
    ///   - variables: the inputs and parameters, by the names that `inputs` and `parameters` give.
    ///   - subject: what the worker runs; the id's first half if it is not given.
    ///   - uses: other exercises of the assignment that it is made of.
    ///   - problem: draws a case.
    /// - Returns: the exercise, in no assignment yet.
    static func backward(
        _ id: String, _ points: Double, _ file: String, _ page: String, of variables: [String],
        subject: String? = nil, uses: [String] = [],
        problem: @escaping @Sendable (Int, inout SeededGenerator) -> Problem
    ) -> Exercise {
        Exercise(
            id: id, points: points, file: file, page: page, kind: .backward(of: variables),
            subject: subject ?? id.replacing(".backward", with: ""), uses: uses, problem: problem)
    }

    /// Anything without a backward pass, checked by its values; parameters as of `backward`.
    static func values(
        _ id: String, _ points: Double, _ file: String, _ page: String, _ names: [String],
        subject: String, uses: [String] = [],
        problem: @escaping @Sendable (Int, inout SeededGenerator) -> Problem
    ) -> Exercise {
        Exercise(
            id: id, points: points, file: file, page: page, kind: .values(names), subject: subject,
            uses: uses, problem: problem)
    }

    /// The same thing as a forward exercise.
    func forward(points: Double) -> Exercise {
        Exercise(
            id: "\(subject).forward", assignment: assignment, points: points, file: file,
            page: page, kind: .forward, subject: subject, helpers: helpers,
            uses: uses.map { $0.replacing(".backward", with: ".forward") }, problem: problem)
    }
}

/// Every exercise there is, in the order of the notebooks; forward before backward.
public let allExercises: [Exercise] = {
    var exercises: [Exercise] = []
    // What earlier assignments hold a later one takes from the kit, written or not.
    var earlier: Set<String> = []
    for (index, assignment) in [assignment1, assignment2, assignment3, assignment4].enumerated() {
        for var exercise in assignment {
            exercise.assignment = "Assignment\(index + 1)"
            exercise.helpers = earlier.sorted()
            if exercise.id.hasSuffix(".backward") { exercises.append(exercise.forward(points: 2)) }
            exercises.append(exercise)
        }
        earlier.formUnion(assignment.map { $0.file.replacing(".swift", with: "") })
    }
    return exercises
}()

/// What the kit gives for every subject.
let allSubjects: [Subject] = subjects1 + subjects2 + subjects3 + subjects4

/// What other software gave for the forward passes of every subject.
let recordedForward: [Recorded] = recorded1 + recorded2 + recorded3 + recorded4

/// The assignment that an exercise belongs to; nil for a region of the kit that is no exercise.
public func assignment(of id: String) -> String? {
    allExercises.first { $0.id == id }?.assignment
}
