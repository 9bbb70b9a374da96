import Foundation
import Testing

@testable import Grading

/// A grader in the place of the real one, and what a student must read of it.
struct OtherGrader: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The lines of the program; nil for none at all.
    let script: String?
    let sentence: String
    var isInstalled = true
}

@Suite("The autograder")
struct AutograderTests {
    /// What a zip file holds: a permission and a path for each file, without the sources.
    private func listing(_ zip: URL) throws -> [String] {
        let script = """
            import sys, zipfile
            for info in zipfile.ZipFile(sys.argv[1]).infolist():
                if not info.is_dir():
                    print(f"{info.external_attr >> 16 & 0o111:o} {info.filename}")
            """
        let outcome = try runTool(
            "python3", ["-c", script, zip.path], scratch: zip.deletingLastPathComponent())
        #expect(outcome.succeeded, "\(outcome.output)")
        return outcome.output.split(separator: "\n").map(String.init)
    }

    private func unzip(_ zip: URL, to folder: URL) throws {
        let outcome = try runTool(
            "python3", ["-m", "zipfile", "-e", zip.path, folder.path],
            scratch: zip.deletingLastPathComponent())
        #expect(outcome.succeeded, "\(outcome.output)")
    }

    @Test("it holds the scripts, which can be run, the sources, and nothing else")
    func contents() throws {
        try withCourse { course in
            let beside = course.folder.deletingLastPathComponent()
            let (zip, toolchain) = (
                beside.appendingPathComponent("a.zip"), beside.appendingPathComponent("b.tar.gz")
            )
            try Data("swift".utf8).write(to: toolchain)
            let text = "drop max-gate.backward\n"
            try Autograder(of: course.tree, seed: 5, course: text, toolchain: toolchain)
                .write(to: zip)
            let files = try listing(zip)
            let paths = files.map { String($0.drop { $0 != " " }.dropFirst()) }
            let sources = course.tree.files(in: "Sources").filter {
                !$0.hasPrefix(Autograder.scriptFolder)
            }
            let others = ["Package.swift", "course.txt", "settings", "toolchain.tar.gz"]
            let scripts = ["run_autograder", "setup.sh"]
            #expect(paths.sorted() == (sources + others + scripts).sorted())
            #expect(scripts.allSatisfy { files.contains("111 \($0)") })
            let unpacked = Tree(root: beside.appendingPathComponent("unpacked"))
            try unzip(zip, to: unpacked.root)
            #expect(try unpacked.text("settings").hasPrefix("seed=5\ntoolchain=swift-"))
            #expect(try unpacked.text("course.txt") == text)
            #expect(try unpacked.text("toolchain.tar.gz") == "swift")
            // Python unpacks no links, as another program might not.
            #expect(
                try unpacked.texts(in: "Sources", ending: ".swift")
                    == course.tree.texts(in: "Sources", ending: ".swift"))
        }
    }

    @Test("what is not committed is refused")
    func uncommitted() throws {
        try withCourse { course in
            try course.tree.write("// new\n", to: "Sources/Layers/New.swift")
            let refusal = #expect(throws: PublishRefusal.self) {
                try Autograder(of: course.tree, seed: 1, course: "", toolchain: nil)
            }
            #expect(refusal?.description.contains("new Sources/Layers/New.swift") == true)
        }
    }

    @Test(
        "only a release has a name at swift.org",
        arguments: [
            ("Swift version 6.3.1 (swift-6.3.1-RELEASE)\nTarget: x", "swift-6.3.1-RELEASE"),
            (
                "swift-driver version: 1.1 Apple Swift version 6.2 (swiftlang-6.2)",
                "swift-6.2-RELEASE"
            ),
            ("Swift version 6.4-dev (LLVM 1, Swift 2)", nil),
        ] as [(String, String?)])
    func releases(version: String, name: String?) {
        #expect(releaseName(ofToolchain: version) == name)
    }

    private static let graders = [
        OtherGrader(testDescription: "it fails", script: "exit 3", sentence: "The grader failed."),
        OtherGrader(
            testDescription: "it is killed", script: "kill -9 $$", sentence: "The grader failed."),
        OtherGrader(
            testDescription: "it does not end", script: "sleep 600",
            sentence: "The grader had no result after 2 seconds, and was ended."),
        OtherGrader(
            testDescription: "it says nothing", script: "exit 0",
            sentence: "The grader was ended before it had a result."),
        OtherGrader(
            testDescription: "it leaves half a result beside the place",
            script: "printf '{' > \"$3.part\"; exit 1", sentence: "The grader failed."),
        OtherGrader(
            testDescription: "there is none", script: nil, sentence: "The grader is not installed."),
        OtherGrader(
            testDescription: "nothing was unpacked", script: nil,
            sentence: "The grader is not installed.", isInstalled: false),
    ]

    @Test("a student reads what went wrong, whatever it was", arguments: graders)
    func fallback(_ grader: OtherGrader) throws {
        try withCourse { course in
            let root = Tree(root: course.folder)
            let script = "\(Autograder.scriptFolder)/run_autograder"
            if grader.isInstalled { try root.write("seed=1\n", to: "source/settings") }
            if let lines = grader.script {
                let program = "source/.build/debug/course"
                try root.write("#!/bin/bash\n\(lines)\n", to: program)
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o755], ofItemAtPath: root.url(program).path)
            }
            let outcome = try runTool(
                root.url(script).path, [], scratch: root.scratch,
                environment: ["AUTOGRADER_ROOT": root.root.path, "AUTOGRADER_SECONDS": "2"])
            #expect(outcome.status == 0, "\(outcome.output)")
            let data = try Data(contentsOf: root.url("results/results.json"))
            #expect(Validation(of: data).faults == [])
            #expect(String(decoding: data, as: UTF8.self).contains(grader.sentence))
        }
    }

    @Test("the script says when there is no place for a result")
    func noPlace() throws {
        try withCourse { course in
            let root = Tree(root: course.folder)
            try root.write("a file", to: "results")
            let outcome = try runTool(
                root.url("\(Autograder.scriptFolder)/run_autograder").path, [],
                scratch: root.scratch, environment: ["AUTOGRADER_ROOT": root.root.path])
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("cannot be written; is the disk full?"))
        }
    }
}
