import Authoring
import Foundation

// A program around the learner's own layers, for `train --mine`: not graded, so it links the kit as
// it is in this tree. The learner's layers are optimised, as the kit is.

extension Tree {
    /// Those of these exercises that are not written yet, each with its place.
    public func missing(_ ids: [String]) -> [String] {
        allExercises.filter { ids.contains($0.id) }.compactMap { exercise in
            hole(of: exercise).map { "\(exercise.id), at \(exercise.path):\($0)" }
        }
    }

    /// The line of an exercise's hole; 1 if its file is not there, nil if it is written.
    private func hole(of exercise: Exercise) -> Int? {
        guard let text = try? self.text(exercise.path) else { return 1 }
        let line = text.components(separatedBy: "\n").firstIndex {
            $0.contains("yourCodeHere(\"\(exercise.id)\")")
        }
        return line.map { $0 + 1 }
    }

    /// A file for the module of an assignment that says whose the types of earlier ones are: the
    /// learner's where all of a file is written, and otherwise the kit's of the same names.
    func earlierTypes(for assignment: String) -> String {
        let earlier = allExercises.filter { $0.assignment < assignment && treeBlank.cuts($0.id) }
        var lines: [String] = []
        for (file, exercises) in Dictionary(grouping: earlier, by: \.path).sorted(by: {
            $0.key < $1.key
        }) {
            let isWritten = exercises.allSatisfy { hole(of: $0) == nil }
            let module = isWritten ? exercises[0].assignment : "Layers"
            let types = (pristineStubs[file] ?? "").matches(of: /(?m)^public (?:struct|enum) (\w+)/)
            lines += types.map { "public typealias \($0.1) = \(module).\($0.1)" }
        }
        let modules = (["Layers"] + earlierModules(for: assignment)).map { "import \($0)" }
        return (modules + lines).joined(separator: "\n") + "\n"
    }

    func earlierModules(for assignment: String) -> [String] {
        Set(allExercises.map(\.assignment)).filter { $0 < assignment }.sorted()
    }

    /// Builds a program around the learner's files, and becomes it.
    /// - Parameters:
    ///   - sources: the folder of the program's own files.
    ///   - argument: what it is told, as JSON.
    /// - Returns: never.
    /// - Throws: `GraderError` with the compiler's words if a file does not compile.
    public func becomeLearnersProgram(sources: String, argument: some Encodable) throws -> Never {
        let builder = OverlayBuilder(tree: self, stubs: pristineStubs)
        let program = try builder.learnersProgram(sources)
        let json = String(decoding: try JSONEncoder().encode(argument), as: UTF8.self)
        fflush(nil)
        var words: [UnsafeMutablePointer<CChar>?] = [strdup(program.path), strdup(json), nil]
        execv(program.path, &words)
        throw GraderError("\(program.path) cannot be started: \(String(cString: strerror(errno)))")
    }
}

extension OverlayBuilder {
    fileprivate func learnersProgram(_ folder: String) throws -> URL {
        let own = try tree.texts(in: folder, ending: ".swift")
        let learner = learnersTexts()
        let program = tree.scratch.appendingPathComponent(
            "program-\(try key([own, learner]) + plainKitKey())")
        let done = program.appendingPathComponent("train")
        if FileManager.default.isExecutableFile(atPath: done.path) { return done }

        let plain = try plainKit()
        try compiled(in: program, upTo: "train") { work in
            let kit = try ["Layers", "Training"].flatMap { try objects(of: $0, in: plain) }
            let learners = try learnersModules(learner, in: work, with: plain)
            let outcome = try swiftc(
                own.keys.sorted().map { tree.url($0).path } + kit + learners + [
                    "-parse-as-library", "-wmo", "-O", "-D", "LEARNER", "-module-name", "train",
                    "-package-name", "chainrule", "-I", work.path, "-I", plain.path,
                    "-o", work.appendingPathComponent("train").path,
                ])
            if !outcome.succeeded { throw GraderError("it does not compile:\n\(outcome.output)") }
        }
        removeOld("program-", keep: 2)
        return done
    }

    /// The learner's files as they are; a missing one is its stub.
    func learnersTexts() -> [String: String] {
        var texts: [String: String] = [:]
        for (path, stub) in stubs { texts[path] = (try? tree.text(path)) ?? stub }
        return texts
    }

    /// A cache's key that changes with the compiler and any of these texts by path.
    func key(_ parts: [[String: String]]) throws -> String {
        fingerprint(
            try parts.flatMap { $0.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] } }
                + [toolchain()])
    }

    /// Compiles the learner's modules, each with what is written of earlier ones.
    /// - Returns: the paths of their objects.
    /// - Throws: `GraderError` with the compiler's words if a file does not compile.
    func learnersModules(
        _ learner: [String: String], in work: URL, with plain: URL
    ) throws -> [String] {
        var objects: [String] = []
        for (name, files) in Dictionary(grouping: learner, by: { assignmentName($0.key) })
            .sorted(by: { $0.key < $1.key })
        {
            // Every file has to import what it uses, even through another file's names.
            let imports = tree.earlierModules(for: name).map { "; import \($0)" }.joined()
            var texts = Dictionary(
                uniqueKeysWithValues: files.map { path, text in
                    (path, text.replacing("import Layers\n", with: "import Layers\(imports)\n"))
                })
            texts["Sources/Assignments/\(name)/EarlierAssignments.swift"] =
                tree.earlierTypes(for: name)
            try module(name, texts, in: work, with: plain)
            objects += try self.objects(of: name, in: work)
        }
        return objects
    }

    /// Fills a folder, all of it or nothing; the file is the last that is made in it.
    func compiled(
        in folder: URL, upTo file: String, _ body: (URL) throws -> Void
    ) throws {
        let work = tree.scratch.appendingPathComponent("building-\(UUID().uuidString)")
        try make(work)
        defer { try? FileManager.default.removeItem(at: work) }
        try body(work)
        let last = folder.appendingPathComponent(file).path
        try place(work, at: folder) { FileManager.default.fileExists(atPath: last) }
    }

    /// Compiles one module for speed.
    func module(
        _ name: String, _ files: [String: String], in work: URL, with other: URL? = nil
    ) throws {
        let package = name.hasPrefix("Assignment") ? "learner" : "chainrule"
        let sources = try files.keys.sorted().map {
            try onDisk($0, files[$0] ?? "", tree.root, work).path
        }
        let outcome = try compileModule(
            name, sources, to: work,
            Processor.built.compilerFlags + (other.map { ["-I", $0.path] } ?? [])
                + ["-package-name", package, "-I", work.path])
        if !outcome.succeeded {
            let text = outcome.output.replacing("\(tree.root.path)/", with: "")
            throw GraderError("\(name) does not compile:\n\(text)")
        }
    }
}
