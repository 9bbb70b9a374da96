import Authoring
import Foundation

/// A branch that is made of the instructor's tree.
public enum PublishedBranch: String, CaseIterable, Sendable {
    /// The tree without one answer.
    case student
    /// The same tree with its regions filled.
    case solutions
}

/// What is published, and where to.
public struct PublishOptions: Sendable {
    public var branch: PublishedBranch
    /// What the student branch lacks.
    public var blank = Blank.backward
    /// The last assignment that is filled in on the solutions branch, as "Assignment2"; nil fills all.
    public var through: String?
    /// The remote to push to.
    public var remote: String?
    /// Whether to say only what would be done.
    public var isDryRun = false

    public init(_ branch: PublishedBranch) { self.branch = branch }
}

/// One publication: a commit on `student` or `solutions`, made of the commit that is checked out.
///
/// It is made with git's plumbing and an index of its own. The work tree, the index and the current
/// branch are not touched, and the published branch moves last, in one step.
public struct Publication {
    let git: Git
    private let tree: Tree
    private let options: PublishOptions

    /// Prepares a publication.
    /// - Parameters:
    ///   - tree: the instructor's tree.
    ///   - options: what is published.
    /// - Throws: `PublishRefusal` if the repository is not as it must be; `GraderError` with git's own
    ///   words if git fails.
    public init(of tree: Tree, _ options: PublishOptions) throws {
        self.tree = tree
        self.options = options
        git = Git(folder: tree.root, scratch: tree.scratch)
        try checkRepository()
    }

    /// Makes the commit, moves the branch to it, and pushes it if there is a remote.
    /// - Returns: what was done, in sentences.
    /// - Throws: `PublishRefusal` or `GraderError`; then the branch is where it was, unless only the
    ///   push failed.
    public func run() throws -> [String] {
        let work = tree.scratch.appendingPathComponent("publish-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: work) }
        let head = try git.text(["rev-parse", "HEAD"])
        let committed = try CommittedTree(head, git: git, work: work)
        let previous = try git.commit(reference)
        let parents = try parents(after: previous, committed)
        let made = try object(of: committed)
        let isSame = try previous.map { try isUnchanged($0, made, parents) } ?? false
        let commit = try isSame ? previous ?? made : commit(made, parents, of: head)
        if options.branch == .student {
            // A remote gets the whole history; before that only what is new has to be looked at.
            try checkHistory(
                of: commit, after: options.remote == nil ? previous : nil,
                answers: committed.tree.answerLines(blank: options.blank))
        }
        if let remote = options.remote { try checkRemote(remote, head: head) }
        var sentences = try report(commit, after: previous, head: head)
        if options.isDryRun { return sentences + ["Nothing was changed: this was a dry run."] }
        if !isSame { try move(to: commit, from: previous) }
        if let remote = options.remote {
            try push(to: remote)
            sentences.append("\(name): pushed to \(remote).")
        }
        return sentences
    }

    private var name: String { options.branch.rawValue }
    private var reference: String { "refs/heads/\(name)" }

    /// The tree of the new commit.
    private func object(of committed: CommittedTree) throws -> String {
        switch options.branch {
        case .student:
            return try committed.write(blank: options.blank)
        case .solutions:
            let filled = try committed.solutions(through: options.through)
            return try committed.write(blank: options.blank, filled: filled)
        }
    }

    /// The previous publication, and for solutions the student branch that they fill in.
    private func parents(
        after previous: String?, _ committed: CommittedTree
    ) throws -> [String] {
        if options.branch == .student { return previous.map { [$0] } ?? [] }
        guard let student = try git.commit("refs/heads/student") else {
            throw PublishRefusal(
                "there is no branch student yet: `swift run course publish student` makes it.")
        }
        // The solutions must differ from it in the answers and in nothing else.
        let expected = try committed.write(blank: options.blank)
        if try git.text(["rev-parse", "\(student)^{tree}"]) != expected {
            let blank = options.blank == .all ? " --blank all" : ""
            throw PublishRefusal(
                "the branch student is not what this commit gives: `swift run course publish student\(blank)` first."
            )
        }
        return (previous.map { [$0] } ?? []) + [student]
    }

    /// Whether a commit would say nothing new: the same files, and nothing in its history that the
    /// previous one lacks.
    private func isUnchanged(
        _ previous: String, _ made: String, _ parents: [String]
    ) throws -> Bool {
        if try git.text(["rev-parse", "\(previous)^{tree}"]) != made { return false }
        return try parents.allSatisfy {
            try git.answersYes(["merge-base", "--is-ancestor", $0, previous])
        }
    }

    private func commit(_ made: String, _ parents: [String], of head: String) throws -> String {
        let branch = try git.text(["symbolic-ref", "--short", "HEAD"])
        let what =
            switch options.branch {
            case .student: "The assignments, without answers"
            case .solutions:
                options.through.map { "The solutions up to \($0)" } ?? "The solutions"
            }
        let blank = options.blank == .all ? "\nForward passes are exercises, too." : ""
        return try git.text(
            ["-c", "user.useConfigOnly=true", "commit-tree", made]
                + parents.flatMap { ["-p", $0] },
            input: "\(what)\n\nPublished from \(branch) \(head).\(blank)\n")
    }

    /// Moves the branch, unless somebody else has moved it meanwhile.
    private func move(to commit: String, from previous: String?) throws {
        try git.text([
            "update-ref", "-m", "course publish", reference, commit, previous ?? "",
        ])
    }

    /// Pushes this branch alone, and never over what is there.
    private func push(to remote: String) throws {
        do {
            try git.text([
                "push", "--quiet", "--no-follow-tags", "--recurse-submodules=no", "--", remote,
                "\(reference):\(reference)",
            ])
        } catch let error as GraderError {
            throw GraderError(
                "\(name) is published here, but not pushed. The same command pushes it again.\n\(error)"
            )
        }
    }

    /// What changes from the previous publication.
    private func report(
        _ commit: String, after previous: String?, head: String
    ) throws -> [String] {
        if commit == previous {
            return [
                "\(name): nothing has changed since the last publication, so there is no commit."
            ]
        }
        let from = "from \(head.prefix(10)) as \(commit.prefix(10))"
        guard let previous else {
            let files = try git.text(["ls-tree", "-r", "--name-only", "--full-tree", commit])
            let count = files.split(separator: "\n").count
            return ["\(name): \(count) files, for the first time, \(from)."]
        }
        let changed = try git.text(
            ["diff-tree", "-r", "--name-status", "--no-renames", previous, commit]
        ).split(separator: "\n").map { "  " + $0.replacing("\t", with: " ") }
        let more = changed.count > 10 ? ["  and \(changed.count - 10) more"] : []
        return ["\(name): \(counted(changed.count)), \(from):"] + changed.prefix(10) + more
    }

    private func counted(_ files: Int) -> String {
        files == 1 ? "1 file changed" : "\(files) files changed"
    }
}
