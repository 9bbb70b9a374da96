import Foundation
import Testing

@testable import Grading

/// A git repository that a student might hand in, and what must be read of its bundle.
struct StudentRepository: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Commands of a shell in a repository with one commit on the branch `main`, which holds
    /// Assignment1/Affine.swift; the last one writes the file `$1`.
    let commands: String
    /// What Affine.swift holds; nil if nothing is taken.
    let affine: String?
    /// What must be noted.
    let note: String?
}

@Suite("Git bundles")
struct BundleTests {
    private let scratch = thisTree.scratch.appendingPathComponent("scratch")

    static let repositories = [
        StudentRepository(
            testDescription: "HEAD", commands: "git bundle create \"$1\" HEAD", affine: "// mine",
            note: nil),
        StudentRepository(
            testDescription: "HEAD before any branch",
            commands: "git checkout -q -b b; edit; git branch -f main; edit 2; "
                + "git bundle create \"$1\" --all",
            affine: "// 2", note: nil),
        StudentRepository(
            testDescription: "the only branch",
            commands: "git checkout -q -b b; edit; git bundle create \"$1\" b", affine: "// edited",
            note: nil),
        StudentRepository(
            testDescription: "main among branches",
            commands: "git checkout -q -b b; edit; git bundle create \"$1\" b main",
            affine: "// mine", note: nil),
        StudentRepository(
            testDescription: "two branches, and none is main",
            commands: "git branch a; git branch b; git bundle create \"$1\" a b", affine: nil,
            note: "it has neither a HEAD, nor a single branch, nor a branch main"),
        StudentRepository(
            testDescription: "a part of the history",
            commands: "edit; git bundle create \"$1\" main~1..main", affine: nil,
            note: "it is only a part of a history"),
        StudentRepository(
            testDescription: "cut off",
            commands: "git bundle create whole HEAD; head -c -40 whole > \"$1\"", affine: nil,
            note: "it is broken"),
        StudentRepository(
            testDescription: "text", commands: "echo hello > \"$1\"", affine: nil,
            note: "the bundle cannot be read: it is no git bundle"),
        StudentRepository(
            testDescription: "a header alone", commands: "echo '# v2 git bundle' > \"$1\"",
            affine: nil, note: "it is no git bundle"),
        StudentRepository(
            testDescription: "a link",
            commands: "ln -sf /etc/passwd Assignment1/Affine.swift; keep; "
                + "git bundle create \"$1\" HEAD",
            affine: nil, note: "Assignment1/Affine.swift counts as missing: it is a symbolic link"),
        StudentRepository(
            testDescription: "a submodule in the place of a file",
            commands: "git rm -qf Assignment1/Affine.swift; git update-index --add --cacheinfo "
                + "160000,$(git rev-parse HEAD),Assignment1/Affine.swift; "
                + "git commit -qm module; git bundle create \"$1\" HEAD",
            affine: nil, note: "Assignment1/Affine.swift counts as missing: it is not a file"),
        StudentRepository(
            testDescription: "a file of 3 MiB, in a small bundle",
            commands: "head -c 3145728 /dev/zero > Assignment1/Affine.swift; keep; "
                + "git bundle create \"$1\" HEAD",
            affine: nil, note: "Assignment1/Affine.swift counts as missing: it is larger than 1 MiB"
        ),
        StudentRepository(
            testDescription: "attributes and a filter",
            commands: "echo '*.swift export-subst filter=evil ident' > .gitattributes; "
                + "echo '// $Format:%H$ $Id$' > Assignment1/Affine.swift; keep; "
                + "git bundle create \"$1\" HEAD",
            affine: "// $Format:%H$ $Id$", note: nil),
    ]

    @Test("what stands at HEAD is read, or a note says why not", arguments: repositories)
    func read(_ repository: StudentRepository) throws {
        try withFolder { folder in
            let file = folder.appendingPathComponent("in/Ada.bundle")
            try Tree(root: folder).write("", to: "in/Ada.bundle")
            let script = """
                set -e; cd "$2"; git init -q -b main work; cd work
                git config user.name x; git config user.email x@example.org
                keep() { git add -A; git commit -qm change; }
                edit() { echo "// ${1:-edited}" > Assignment1/Affine.swift; keep; }
                mkdir Assignment1; echo "// mine" > Assignment1/Affine.swift; keep
                \(repository.commands)
                """
            let made = try runTool(
                "bash", ["-c", script, "bash", file.path, folder.path], scratch: scratch)
            #expect(made.succeeded, "\(made.output)")
            let all = try submissions(in: folder.appendingPathComponent("in"))
            #expect(all.map(\.name) == ["Ada"])
            let files = try SubmittedFiles(try #require(all.first), scratch: scratch)
            let affine = files.texts["Sources/Assignments/Assignment1/Affine.swift"]
            #expect(affine == repository.affine.map { "\($0)\n" }, "\(files.notes)")
            if let note = repository.note {
                #expect(files.notes.contains { $0.contains(note) }, "\(files.notes)")
            }
        }
    }
}
