import Authoring
import Grading
import Testing

@Suite("Files that disturb what is around them lose their own exercise, and no other")
struct DisturbingTests {
    @Test("two files that both compile, but not together, are told apart")
    func clash() throws {
        let result = try graded([]) { files in
            for name in ["ReLU", "Tanh"] {
                files["Sources/Assignments/Assignment1/\(name).swift"]? += "\nfunc helper() {}\n"
            }
        }
        let relu = try #require(result.results.first { $0.exercise.id == "relu.backward" })
        let tanh = try #require(result.results.first { $0.exercise.id == "tanh.backward" })
        #expect(relu.status == .passed)
        #expect(tanh.status == .doesNotCompile)
        #expect(tanh.message?.contains("helper") == true)
    }

    @Test(
        "a helper that others would call by mistake costs nobody anything",
        arguments: [
            ("Sigmoid", "func sigmoid(_ x: Double) -> Double { 1 / (1 + Foundation.exp(x)) }"),
            ("Tanh", "func softplus(_ x: Double) -> Double { 0 }"),
            (
                "Affine",
                "extension Matrix { static func * (a: Matrix, b: Matrix) -> Matrix { a.matmul(b) } }"
            ),
        ])
    func helper(_ file: String, _ declaration: String) throws {
        let path = "Sources/Assignments/Assignment1/\(file).swift"
        let result = try graded([]) { $0[path]? += "\n\(declaration)\n" }
        for other in result.results where other.exercise.path != path {
            if other.exercise.uses.contains(where: { $0.hasPrefix(file.lowercased()) }) { continue }
            #expect(other.status == .passed, "\(other.exercise.id): \(told(other))")
        }
        let told = result.results.compactMap(\.message).joined()
        #expect(told.contains("in \(path), which disturbs it"))
    }

    @Test(
        "what does not link, or reaches beyond its file, is its own file's fault",
        arguments: [
            ("@main struct Try { static func main() { print(Tanh()) } }", "@main"),
            ("@_cdecl(\"read\") func read() -> Int { 0 }", "@_cdecl"),
            ("@_silgen_name(\"nothing\") func nothing() -> Int", "@_silgen_name"),
        ])
    func attributes(_ code: String, _ word: String) throws {
        let path = "Sources/Assignments/Assignment1/Tanh.swift"
        let result = try graded([]) { $0[path]? += "\n\(code)\n" }
        let own = expectOnly(path, toBeTold: word, result)
        #expect(own.allSatisfy { $0.place?.hasPrefix("\(path):") == true })
    }

    @Test("a list of parameters that has changed is the learner's, not the grader's")
    func parameters() throws {
        let path = "Sources/Assignments/Assignment1/Affine.swift"
        let result = try graded([]) { files in
            files[path] = files[path]?.replacing("Parameter(\"w\"", with: "Parameter(\"W\"")
        }
        let affine = try #require(result.results.first { $0.exercise.id == "affine.backward" })
        #expect(affine.status == .failed)
        #expect(told(affine).contains("there is no dw"))
    }

    @Test("the exchange with the grader cannot be imported")
    func exchange() throws {
        let path = "Sources/Assignments/Assignment1/Tanh.swift"
        let result = try graded([]) { $0[path]? += "\nimport Exchange\n" }
        let tanh = try #require(result.results.first { $0.exercise.id == "tanh.backward" })
        #expect(tanh.status == .doesNotCompile)
        #expect(tanh.message?.contains("no such module 'Exchange'") == true)
    }

    @Test("a changed forward pass blocks its backward pass and says so")
    func changedForward() throws {
        let result = try graded([]) { files in
            let path = "Sources/Assignments/Assignment1/Sigmoid.swift"
            files[path] = files[path]?.replacing("x.sigmoid()", with: "x.mapped { $0 }")
        }
        let sigmoid = try #require(result.results.first { $0.exercise.id == "sigmoid.backward" })
        #expect(sigmoid.status == .blocked)
        #expect(sigmoid.message?.contains("forward pass: out[0, 0]") == true)
    }

    @Test("a hole elsewhere is named")
    func blocked() throws {
        let result = try graded([]) { files in
            let path = "Sources/Assignments/Assignment1/ReLU.swift"
            files[path] = pristineStubs[path]
        }
        let relu = try #require(result.results.first { $0.exercise.id == "relu.backward" })
        let net = try #require(result.results.first { $0.exercise.id == "two-layer-net.backward" })
        #expect(relu.status == .notWritten)
        #expect(net.status == .blocked)
        #expect(net.message == "it needs relu.backward, which is not written yet.")
    }

    @Test(
        "what the compiler would work on for hours costs its own file only",
        arguments: CompilerBomb.all.filter { $0.isQuick || isThorough })
    func compilerBomb(_ bomb: CompilerBomb) throws {
        let path = "Sources/Assignments/Assignment1/Tanh.swift"
        let result = try graded([]) { $0[path]? += "\n\(bomb.code)\n" }
        _ = expectOnly(path, toBeTold: bomb.words, result)
    }

    /// One file does not compile and is told why; all others pass.
    /// - Returns: the results of that file.
    private func expectOnly(
        _ path: String, toBeTold words: String, _ result: GradeResult
    ) -> [ExerciseResult] {
        let own = result.results.filter { $0.exercise.path == path }
        #expect(!own.isEmpty)
        for found in own {
            #expect(found.status == .doesNotCompile)
            #expect(found.message?.contains(words) == true, "\(told(found))")
        }
        for found in result.results where found.exercise.path != path {
            #expect(found.status == .passed, "\(found.exercise.id): \(told(found))")
        }
        return own
    }
}
