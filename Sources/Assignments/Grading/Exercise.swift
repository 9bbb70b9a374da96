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
    public let assignment: String
    public let points: Double
    /// The file with the hole, within the assignment's folder and, by the same name, in the kit.
    public let file: String
    /// The notebook page, within `Notebooks-md/AssignmentN`.
    public let page: String
    public let kind: Kind
    /// What the worker runs.
    public let subject: String
    /// The kit's types whose stand-ins the answer may lean on.
    public let helpers: [String]
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

    /// The path of the learner's file from the root of the tree.
    public var path: String { "Sources/Assignments/\(assignment)/\(file)" }

    /// The path of the notebook page from the root of the tree.
    public var pagePath: String { "Notebooks-md/\(assignment)/\(page)" }

    /// The page with the anchor of the exercise's section; both passes of a layer share one, which is
    /// named after the backward pass.
    public var section: String {
        "\(pagePath)#\(anchor(id.replacing(".forward", with: ".backward")))"
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
public let allExercises: [Exercise] = assignment1.flatMap { exercise -> [Exercise] in
    guard case .backward = exercise.kind else { return [exercise] }
    return [exercise.forward(points: 2), exercise]
}

/// The assignment that an exercise belongs to; nil for a region of the kit that is no exercise.
public func assignment(of id: String) -> String? {
    allExercises.first { $0.id == id }?.assignment
}
