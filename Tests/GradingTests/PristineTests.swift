import Authoring
import Foundation
import Testing

@testable import Grading

@Suite("The untouched stubs inside the grader")
struct PristineTests {
    @Test("every exercise that counts here has exactly one hole, in its own file")
    func holes() {
        for exercise in allExercises where treeBlank.cuts(exercise.id) {
            let hole = "yourCodeHere(\"\(exercise.id)\")"
            for (path, stub) in pristineStubs {
                let count = stub.components(separatedBy: hole).count - 1
                #expect(count == (path == exercise.path ? 1 : 0), "\(exercise.id) in \(path)")
            }
        }
    }

    @Test("every hole belongs to an exercise, and stands alone on its line")
    func known() {
        let ids = Set(allExercises.map(\.id))
        for (path, stub) in pristineStubs {
            let holes = stub.components(separatedBy: "\n").filter { $0.contains("yourCodeHere(\"") }
            #expect(!holes.isEmpty, "\(path)")
            for hole in holes {
                let id = hole.trimmingCharacters(in: .whitespaces)
                    .replacing("yourCodeHere(\"", with: "").replacing("\")", with: "")
                #expect(ids.contains(id), "\(path): \(hole)")
            }
        }
    }

    @Test("a stub begins with its header, holds no marker, and ends with one newline")
    func text() throws {
        for (path, stub) in pristineStubs {
            #expect(stub.hasPrefix("// Yours to fill in"), "\(path)")
            #expect(stub.contains("\nimport Layers\n"), "\(path)")
            #expect(try parseRegions(stub, file: path).regions.isEmpty)
            #expect(stub.hasSuffix("}\n") && !stub.hasSuffix("\n\n"), "\(path)")
        }
    }

    @Test("each of the four assignments is worth 100 points")
    func points() {
        let counted = allExercises.filter { Blank.backward.cuts($0.id) }
        let byAssignment = Dictionary(grouping: counted, by: \.assignment)
        #expect(byAssignment.count == 4)
        for (assignment, exercises) in byAssignment {
            #expect(exercises.reduce(0) { $0 + $1.points } == 100, "\(assignment)")
        }
        #expect(counted.allSatisfy { $0.points > 0 })
    }

    @Test("ids are unique, and what an exercise uses is one before it")
    func order() {
        var seen: Set<String> = []
        for exercise in allExercises {
            #expect(exercise.uses.allSatisfy(seen.contains), "\(exercise.id)")
            #expect(seen.insert(exercise.id).inserted, "\(exercise.id)")
            #expect(Set(exercise.checks).count == exercise.checks.count, "\(exercise.id)")
            #expect(!exercise.checks.isEmpty, "\(exercise.id)")
        }
    }

    @Test("every exercise has a heading on its page, a learner's file, and a place")
    func places() throws {
        let grader = Grader(tree: thisTree, options: GradeOptions())
        for exercise in grader.exercises {
            let page = try thisTree.text(exercise.pagePath)
            let heading = exercise.id.replacing(".forward", with: ".backward")
            #expect(page.contains("\n## \(heading)\n"), "\(exercise.id) in \(exercise.pagePath)")
            #expect(pristineStubs[exercise.path] != nil, "\(exercise.id)")
            #expect(grader.place(of: exercise).hasPrefix(exercise.path))
        }
    }
}
