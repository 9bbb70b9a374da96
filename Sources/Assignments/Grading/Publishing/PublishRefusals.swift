import Authoring
import Foundation

// What keeps a publication from being made: it is said before anything is changed.

/// Something is not as it must be for a publication; nothing was changed.
public struct PublishRefusal: Error, Equatable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

extension Publication {
    /// Refuses a repository in which no publication can be made, or not the same one again.
    func checkRepository() throws {
        if try git.text(["rev-parse", "--is-bare-repository"]) == "true" {
            throw PublishRefusal(
                "this repository is bare: publish from a clone that has its files.")
        }
        let prefix = try git.text(["rev-parse", "--show-prefix"])
        if !prefix.isEmpty {
            throw PublishRefusal(
                "this project is the folder \(prefix) of another repository: it needs one of its own."
            )
        }
        if try git.text(["rev-parse", "--is-shallow-repository"]) == "true" {
            throw PublishRefusal(
                "this clone is shallow, so its history cannot be compared: `git fetch --unshallow`."
            )
        }
        try git.checkAllIsCommitted()
        try checkBranches()
        try checkIdentity()
    }

    private func checkBranches() throws {
        if try !git.answersYes(["symbolic-ref", "--quiet", "HEAD"]) {
            throw PublishRefusal("HEAD is detached: check out the branch to publish, as main.")
        }
        for name in PublishedBranch.allCases.map(\.rawValue) {
            if try git.text(["worktree", "list", "--porcelain"])
                .components(separatedBy: "\n").contains("branch refs/heads/\(name)")
            {
                throw PublishRefusal(
                    "\(name) is checked out: its files would no longer be those of its commit.")
            }
            if let commit = try git.commit("refs/heads/\(name)") {
                if try git.areRelated("HEAD", commit) {
                    throw PublishRefusal(
                        "the branch \(name) shares history with this one, and that history holds answers."
                    )
                }
                continue
            }
            let elsewhere = try git.text([
                "for-each-ref", "--format=%(refname:short)", "refs/remotes/*/\(name)",
            ])
            if let first = elsewhere.split(separator: "\n").first {
                throw PublishRefusal(
                    "\(name) was published from another clone: `git branch \(name) \(first)` goes on from there."
                )
            }
        }
    }

    private func checkIdentity() throws {
        let arguments = ["-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"]
        let outcome = try git.outcome(arguments)
        if outcome.succeeded { return }
        throw PublishRefusal(
            "git does not know who commits: `git config user.name NAME` and `git config user.email ADDRESS`."
        )
    }

    /// Refuses a remote on which anyone could find the answers.
    /// - Parameters:
    ///   - remote: its name.
    ///   - head: the commit of main that is published.
    /// - Throws: `PublishRefusal`, or `GraderError` with git's own words.
    func checkRemote(_ remote: String, head: String) throws {
        let listed = try git.text(["ls-remote", "--quiet", "--", remote])
        // "commit<tab>reference"; a tag's own commit stands in another line, with ^{} behind it.
        let references = listed.split(separator: "\n").map { line in
            line.split(separator: "\t").map(String.init)
        }.filter { $0.count == 2 }
        let branch = try git.text(["symbolic-ref", "--short", "HEAD"])
        for name in ["main", branch]
        where references.contains(where: { $0[1] == "refs/heads/\(name)" }) {
            throw PublishRefusal(
                "\(remote) holds a branch \(name), and \(branch) holds every answer: publish to a remote of the students' own."
            )
        }
        let names = references.map { $0[1] }.filter { !$0.hasSuffix("^{}") }
        let unknown = try references.filter { reference in
            try names.contains(reference[1]) && git.commit(reference[0]) == nil
        }
        // Only what is here can be compared; it comes without any branch or tag.
        if !unknown.isEmpty {
            try git.text(
                [
                    "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=", "--",
                    remote,
                ]
                    + unknown.map { $0[1] })
        }
        for reference in references where names.contains(reference[1]) {
            guard let commit = try git.commit(reference[0]) else { continue }
            if try git.areRelated(head, commit) {
                throw PublishRefusal(
                    "\(remote) holds commits of \(branch), in \(reference[1]), and they hold answers: publish to a remote of the students' own."
                )
            }
        }
    }

    /// Refuses to push a branch of which any object holds an answer.
    /// - Parameters:
    ///   - commit: where the branch stands.
    ///   - previous: a commit whose objects were checked before, if any.
    ///   - answers: the lines that must not be there.
    /// - Throws: `PublishRefusal` with each place, or `GraderError` with git's own words.
    func checkHistory(of commit: String, after previous: String?, answers: Set<String>) throws {
        let arguments = ["rev-list", "--objects", commit] + (previous.map { ["--not", $0] } ?? [])
        let objects = try git.text(arguments).split(separator: "\n")
            .map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
        let names = objects.map { $0[0] + "\n" }.joined()
        let all = try git.text(["cat-file", "--batch"], input: names)
        if !holdsAny(answers, in: all) { return }
        // Which objects they are, is asked only when there are any, and only for the first.
        var found: [String] = []
        for object in objects where found.count < 10 {
            let path = object.count > 1 ? object[1] : "commit"
            let text = try git.text(["cat-file", "-p", object[0]])
            found += leaks(in: text, file: path, answers: answers)
                .map { "  \($0) (object \(object[0].prefix(10)))" }
        }
        throw PublishRefusal(
            "the history of student holds lines that would give answers away:\n"
                + found.prefix(10).joined(separator: "\n"))
    }
}

extension Git {
    /// Refuses files that are not committed: what is checked must be what is published.
    /// - Throws: `PublishRefusal` with the files, or `GraderError` with git's own words.
    func checkAllIsCommitted() throws {
        if try commit("HEAD") == nil {
            throw PublishRefusal("nothing is committed yet, and a publication is made of a commit.")
        }
        let status = try text([
            "--no-optional-locks", "status", "--porcelain", "-z", "--untracked-files=all",
            "--no-renames",
        ])
        let lines = status.split(separator: "\0").map(String.init)
        let checked = ["Sources/", "Tests/", "Notebooks-md/"]
        let found = lines.filter { line in
            !line.hasPrefix("??") || checked.contains { line.dropFirst(3).hasPrefix($0) }
        }.map { "  \($0.hasPrefix("??") ? "new" : "changed") \($0.dropFirst(3))" }
        if found.isEmpty { return }
        let more = found.count > 10 ? ["  and \(found.count - 10) more"] : []
        throw PublishRefusal(
            "what is published is what is committed; commit these first, or take them back:\n"
                + (found.prefix(10) + more).joined(separator: "\n"))
    }
}
