import Authoring
import Foundation
import Testing

@testable import Grading

@Suite("Publishing the branches", .serialized)
struct PublishingTests {
    @Test("student holds no answer, solutions add the answers and nothing else")
    func branches() throws {
        try withCourse { course in
            let before = try course.state()
            _ = try course.publish(.student)
            _ = try course.publish(.solutions)
            #expect(try course.state() == before)
            let lines = try course.tree.answerLines(blank: .backward)
            #expect(lines.count > 500)
            let objects = try course.git("rev-list", "--objects", "student")
            #expect(objects.split(separator: "\n").count > 300)
            let answered = try course.git("show", "solutions:\(kitFile)")
            #expect(!leaks(in: answered, file: kitFile, answers: lines).isEmpty)
            #expect(!answered.contains("SOLUTION"))
            // Line by line: what solutions add stands in regions, what they remove is a stand-in.
            let changed = try course.git("diff", "--unified=0", "student", "solutions")
                .split(separator: "\n").filter { $0.hasPrefix("+") && !$0.hasPrefix("+++") }
            let inside = try course.solutionLines()
            #expect(changed.count > 1000)
            #expect(changed.allSatisfy { inside.contains(String($0.dropFirst())) })
            let parents = try course.git("rev-list", "--parents", "-1", "solutions").split(
                separator: " ")
            #expect(parents.count == 2)
            #expect(try String(parents[1]) == course.git("rev-parse", "student"))
        }
    }

    @Test("modes and links are kept, tests that hold answers are left out")
    func modes() throws {
        try withCourse { course in
            _ = try course.publish(.student)
            let listing = try course.git("ls-tree", "-r", "student")
            let here = try course.git("ls-tree", "-r", "HEAD")
            for mode in ["100755", "120000"] {
                let kept = here.split(separator: "\n").filter { line in
                    let path = line.split(separator: "\t")[1]
                    return line.hasPrefix(mode) && !instructorOnly.contains(where: path.hasPrefix)
                }
                #expect(!kept.isEmpty)
                for line in kept { #expect(listing.contains(line)) }
            }
            #expect(!listing.contains("Tests/Publishing"))
            #expect(!listing.contains("Tests/Mutants"))
        }
    }

    @Test("nothing new makes no commit, and a new answer no commit on student")
    func repeated() throws {
        try withCourse { course in
            _ = try course.publish(.student)
            _ = try course.publish(.solutions)
            let first = try course.git("rev-parse", "student", "solutions")
            for branch in PublishedBranch.allCases {
                #expect(try course.publish(branch).first?.contains("nothing has changed") == true)
            }
            #expect(try course.git("rev-parse", "student", "solutions") == first)
            try course.edit(kitFile, "let dw = ", "let dw: Matrix = ")
            _ = try course.publish(.student)
            let said = try course.publish(.solutions)
            #expect(try course.git("rev-parse", "student", "solutions~") == first)
            #expect(said.first?.hasPrefix("solutions: 2 files changed") == true)
        }
    }

    @Test("--through fills the first assignments and no other")
    func through() throws {
        try withCourse { course in
            _ = try course.publish(.student)
            var options = PublishOptions(.solutions)
            options.through = "Assignment2"
            _ = try course.publish(options)
            let changed = try course.git("diff", "--name-only", "student", "solutions")
            for (number, isFilled) in [(1, true), (2, true), (3, false), (4, false)] {
                #expect(changed.contains("Assignments/Assignment\(number)/") == isFilled)
                #expect(changed.contains("Notebooks-md/Assignment\(number)/") == isFilled)
            }
            #expect(!changed.contains("LSTM"))
        }
    }

    @Test("with --blank all forward passes are cut on both branches")
    func blankAll() throws {
        try withCourse { course in
            var options = PublishOptions(.student)
            options.blank = .all
            _ = try course.publish(options)
            let stub = try course.git("show", "student:\(learnersFile)")
            #expect(stub.contains("yourCodeHere(\"affine.forward\")"))
            let refusal = #expect(throws: PublishRefusal.self) {
                _ = try course.publish(.solutions)
            }
            #expect(refusal?.description.contains("course publish student` first") == true)
            options.branch = .solutions
            _ = try course.publish(options)
            #expect(
                try !course.git("show", "solutions:\(learnersFile)").contains("yourCodeHere(\""))
        }
    }

    @Test("a dry run moves nothing")
    func dryRun() throws {
        try withCourse { course in
            var options = PublishOptions(.student)
            options.isDryRun = true
            let said = try course.publish(options)
            #expect(said.last?.contains("dry run") == true)
            #expect(try course.git("branch", "--list", "student").isEmpty)
        }
    }

    @Test("a correction merges into a file that a student has edited, and keeps the answer")
    func correction() throws {
        try withCourse { course in
            try course.addRemote("class")
            var options = PublishOptions(.student)
            options.remote = "class"
            _ = try course.publish(options)

            let student = try course.clone("class", branch: "student")
            let answer = "        let mine = dout.transposed()  // written on Tuesday"
            try student.edit(
                learnersFile, "        yourCodeHere(\"affine.backward\")", answer)
            try course.edit(kitFile, "/// A fully connected layer:", "/// An affine layer:")
            _ = try course.tree.writeGeneratedFiles()
            try course.commitAll("A better word")
            let said = try course.publish(options)
            #expect(said.last == "student: pushed to class.")

            try student.git("pull", "--quiet", "--no-rebase", "--no-edit")
            let merged = try student.tree.text(learnersFile)
            #expect(merged.contains(answer))
            #expect(merged.contains("/// An affine layer:"))
            #expect(!merged.contains("<<<<<<<"))
            #expect(try student.git("status", "--porcelain").isEmpty)
            #expect(try student.git("rev-list", "--count", "origin/student") == "2")
        }
    }

    /// The kit's file and the learner's, of one exercise.
    private let kitFile = "Sources/Layers/Connected/Affine.swift"
    private let learnersFile = "Sources/Assignments/Assignment1/Affine.swift"
}
