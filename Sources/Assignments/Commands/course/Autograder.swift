import Foundation
import Grading

extension Course {
    /// Writes the zip file that Gradescope grades with.
    static func autograder(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(
            words, flags: [], options: ["--seed", "--course", "--toolchain"])
        guard let path = arguments.words.first, arguments.words.count == 1, path.hasSuffix(".zip")
        else { throw UsageError("autograder takes one file, such as: autograder autograder.zip") }
        let file = try writableFile(path, after: "autograder")
        let tree = try Tree.current()
        guard try tree.holdsAnswers() else {
            throw UsageError("this tree holds no answers; the autograder is the instructor's.")
        }
        let seed = try seed(arguments)
        let (course, text) = try courseFile(arguments)
        do {
            let autograder = try Autograder(
                of: tree, seed: seed, course: text, toolchain: try toolchain(arguments))
            try autograder.write(to: file)
        } catch let refusal as PublishRefusal {
            complain("course: no autograder was written: \(refusal)")
            return 1
        }
        print("\(path) is the autograder: \(number(course.maximum)) points, seed \(seed).")
        if let sentence = course.unusedOnGradescope { print(sentence) }
        return 0
    }

    /// Grades one submission, for `run_autograder`.
    static func gradeForGradescope(_ words: [String]) throws -> Int32 {
        guard words.count == 4, let seed = Int(words[2]) else {
            throw UsageError("grade-gradescope is for Gradescope's run_autograder alone.")
        }
        let (course, _) = try courseFile(at: words[3])
        let results = try Tree.current().gradescopeResults(
            of: URL(fileURLWithPath: words[0]), seed: seed, course: course)
        try writeFile(results, to: URL(fileURLWithPath: words[1]))
        // What the script prints is seen by instructors alone.
        complain(try Tree.current().fences())
        return 0
    }

    private static func toolchain(_ arguments: Arguments) throws -> URL? {
        guard let path = arguments.value("--toolchain") else { return nil }
        let archive = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let isFile = fileType(of: archive) == .typeRegular
        if !isFile || !FileManager.default.isReadableFile(atPath: archive.path) {
            throw UsageError("--toolchain \(path): there is no such file that can be read.")
        }
        if path.hasSuffix(".tar.gz") { return archive }
        throw UsageError(
            "--toolchain \(path): it takes the .tar.gz that swift.org has for an Ubuntu.")
    }
}
