import Foundation
import Grading

extension Course {
    /// Writes what the students of a class wrote themselves.
    static func regions(_ words: [String]) throws -> Int32 {
        let arguments = try Arguments(words, flags: [], options: ["--output"])
        guard let path = arguments.words.first, arguments.words.count == 1 else {
            throw UsageError("regions takes one folder, such as: regions submissions --output DIR")
        }
        let output = try outputFolder(arguments)
        let found = try Tree.current().writeRegions(of: URL(fileURLWithPath: path), to: output)
        for note in found.notes { print(note) }
        print("In \(output.relativePath): files: \(found.files), students: \(found.students).")
        return 0
    }
}
