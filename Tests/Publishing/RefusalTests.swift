import Foundation
import Testing

@testable import Grading

/// Something that is not as it must be, and what must be said of it.
struct Obstacle: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sentence: String
    let remote: String?
    let prepare: @Sendable (TemporaryCourse) throws -> Void

    init(
        _ name: String, _ sentence: String, remote: String? = nil,
        _ prepare: @escaping @Sendable (TemporaryCourse) throws -> Void
    ) {
        (testDescription, self.sentence, self.remote) = (name, sentence, remote)
        self.prepare = prepare
    }
}

@Suite("What keeps a branch from being published", .serialized)
struct RefusalTests {
    static let ofRepositories = [
        Obstacle("a changed file", "  changed README.md") {
            try $0.tree.write("other", to: "README.md")
        },
        Obstacle("a staged file", "  changed README.md") {
            try $0.tree.write("other", to: "README.md")
            try $0.git("add", "README.md")
        },
        Obstacle("a source that is not committed", "  new Sources/Layers/New.swift") {
            try $0.tree.write("// new\n", to: "Sources/Layers/New.swift")
        },
        Obstacle("a detached HEAD", "HEAD is detached") {
            try $0.git("checkout", "-q", "--detach")
        },
        Obstacle("a bare repository", "is bare") { try $0.git("config", "core.bare", "true") },
        Obstacle("no repository", "not a git repository") {
            try FileManager.default.removeItem(at: $0.folder.appendingPathComponent(".git"))
        },
        Obstacle("no commit yet", "nothing is committed yet") {
            try $0.git("update-ref", "-d", "HEAD")
        },
        Obstacle("nobody's name", "git does not know who commits") {
            try $0.git("config", "user.name", "")
        },
        Obstacle("a branch student made of main", "shares history") {
            try $0.git("branch", "student")
        },
        Obstacle("a branch that is checked out elsewhere", "student is checked out") {
            let other = $0.folder.deletingLastPathComponent().appendingPathComponent("other").path
            try $0.git("worktree", "add", "--quiet", "-b", "student", other)
        },
        Obstacle("a branch published from another clone", "`git branch student class/student`") {
            try $0.git("update-ref", "refs/remotes/class/student", "HEAD")
        },
        Obstacle("a shallow clone", "shallow") {
            let head = try $0.git("rev-parse", "HEAD")
            try Data("\(head)\n".utf8).write(to: $0.folder.appendingPathComponent(".git/shallow"))
        },
    ]

    static let ofRuns = [
        Obstacle("a locked branch", "git update-ref failed: ") {
            let lock = $0.folder.appendingPathComponent(".git/refs/heads/student.lock")
            try Data().write(to: lock)
        },
        Obstacle("a remote that is none", "git ls-remote failed: ", remote: "nowhere") { _ in },
        Obstacle("a remote with main", "class holds a branch main", remote: "class") {
            try $0.addRemote("class")
            try $0.git("push", "--quiet", "class", "main")
        },
        Obstacle("a remote with main by another name", "refs/heads/backup", remote: "class") {
            try $0.addRemote("class")
            try $0.git("push", "--quiet", "class", "main:backup")
        },
        Obstacle("a remote that is ahead of main", "refs/tags/v2", remote: "class") {
            try $0.addRemote("class")
            try $0.git("push", "--quiet", "class", "main:backup")
            let clone = try $0.clone("class", branch: "backup")
            try clone.commitAll("Only there")
            try clone.git("tag", "v2")
            try clone.git("push", "--quiet", "origin", "v2", ":backup")
        },
        Obstacle("a branch with an answer in its history", "holds lines", remote: "class") {
            try $0.addRemote("class")
            try $0.git("checkout", "-q", "--orphan", "student")
            try $0.commitAll("Everything, by mistake")
            try $0.git("checkout", "-q", "main")
        },
    ]

    @Test("is said before anything is made", arguments: ofRepositories)
    func repository(_ obstacle: Obstacle) throws {
        try withCourse { course in
            try obstacle.prepare(course)
            let error = #expect(throws: (any Error).self) {
                _ = try Publication(of: course.tree, PublishOptions(.student))
            }
            let said = error.map(describe) ?? ""
            #expect(said.contains(obstacle.sentence), "\(said)")
        }
    }

    @Test("leaves the branch, the index and the files as they were", arguments: ofRuns)
    func run(_ obstacle: Obstacle) throws {
        try withCourse { course in
            try obstacle.prepare(course)
            let before = try course.state() + [course.git("for-each-ref")]
            var options = PublishOptions(.student)
            options.remote = obstacle.remote
            let error = #expect(throws: (any Error).self) { _ = try course.publish(options) }
            let said = error.map(describe) ?? ""
            #expect(said.contains(obstacle.sentence), "\(said)")
            #expect(try course.state() + [course.git("for-each-ref")] == before)
            let left = try FileManager.default.contentsOfDirectory(atPath: course.tree.scratch.path)
            #expect(left.isEmpty)
        }
    }

    @Test("solutions need a student branch of the same commit")
    func solutionsFirst() throws {
        try withCourse { course in
            let error = #expect(throws: PublishRefusal.self) { _ = try course.publish(.solutions) }
            #expect(error?.description.contains("there is no branch student yet") == true)
        }
    }
}
