import Authoring
import Foundation

// The overlay build: a folder of learner files and the worker, compiled by swiftc against a kit
// that is built once and kept. It serves the learner's own folder, `--solutions`, mutants and
// class submissions alike. The kit that a worker links never holds an answer: every cut region is
// its numeric stand-in, which refuses to run for the exercise that is graded.

/// A built worker.
public struct Overlay: Sendable {
    /// The program to run.
    public let worker: URL
    /// The learner's files, by their paths from the root of a tree.
    public let learnerFiles: [String]
    /// Files that do not compile, by path; the worker has their untouched stubs.
    public let faults: [String: CompileFault]
    /// A folder for files that live as long as one exercise.
    public let scratch: URL
    /// The learner's texts that it was made of, those that do not compile left out.
    let files: [String: String]
    /// The untouched learner files.
    let stubs: [String: String]
    /// Where the files are on disk, if they are.
    let home: URL?
}

/// Why a learner's file does not compile.
public struct CompileFault: Codable, Equatable, Sendable {
    /// The compiler's own words on this file, errors only.
    public let text: String
    /// The first error's place, "Sources/Assignments/Assignment1/Affine.swift:42", if it has one.
    public let place: String?
}

/// Builds overlays for one tree.
public struct OverlayBuilder: Sendable {
    let tree: Tree
    let stubs: [String: String]
    let workerSources: [String]

    /// - Parameters:
    ///   - tree: where the kit and the worker's sources are.
    ///   - stubs: the untouched learner files by path.
    public init(tree: Tree, stubs: [String: String]) {
        self.tree = tree
        self.stubs = stubs
        workerSources = tree.files(in: "Sources/Assignments/Commands/worker", ending: ".swift")
    }

    /// Whether the kit for the workers still has to be compiled, which takes longest.
    public func kitIsBuilt() throws -> Bool {
        let exchange = exchangeFolder(try kitFolder())
        return FileManager.default.fileExists(
            atPath: exchange.appendingPathComponent("Exchange.swiftmodule").path)
    }

    /// Compiles the kit for the workers, if it is not there yet.
    /// - Parameter isOptimized: whether to take the time to make it fast, as whoever runs it expects.
    /// - Throws: `GraderError` if it does not compile.
    func buildKit(isOptimized: Bool = true) throws { _ = try builtKit(isOptimized: isOptimized) }

    /// Builds a worker for the learner files of the tree itself.
    public func build() throws -> Overlay {
        var files: [String: String] = [:]
        var unreadable: [String: CompileFault] = [:]
        for path in stubs.keys {
            // A deleted file is graded as its stub; one that is there must be readable.
            guard FileManager.default.fileExists(atPath: tree.url(path).path) else { continue }
            do {
                files[path] = try tree.text(path)
            } catch {
                unreadable[path] = CompileFault(
                    text: "this file is not UTF-8 text: save it as UTF-8.", place: "\(path):1")
            }
        }
        return try build(files, at: tree.root, refused: unreadable)
    }

    /// Builds a worker for these learner files; those not named are stubs.
    /// - Parameters:
    ///   - files: texts by path from the root.
    ///   - home: where the files are on disk, or nil to write them somewhere first.
    ///   - refused: files that are known not to be usable.
    ///   - name: of a folder for this one alone, which the caller removes; by default it is shared.
    /// - Returns: the worker, and what did not compile.
    /// - Throws: `GraderError` if even the stubs cannot be built.
    public func build(
        _ files: [String: String], at home: URL? = nil, refused: [String: CompileFault] = [:],
        named name: String? = nil
    ) throws -> Overlay {
        let kit = try builtKit()
        var faults = refused
        for (path, text) in files {
            if let fault = forbiddenWord(in: text, path: path) { faults[path] = fault }
        }
        var used = stubs.merging(files.filter { stubs[$0.key] != nil }) { $1 }
        for path in faults.keys { used[path] = stubs[path] }
        let texts = used.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        let worker = try workerSources.map(tree.text)
        let known = faults.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value.text] }
        let key = fingerprint(texts + worker + known + [kit.lastPathComponent, home?.path ?? ""])
        let folder = tree.scratch.appendingPathComponent("overlay-\(name ?? key)")
        if let built = saved(in: folder, used, home) { return built }
        let work = tree.scratch.appendingPathComponent("building-\(UUID().uuidString)")
        try make(work)
        defer { try? FileManager.default.removeItem(at: work) }
        if let errors = try compile(used, home, in: work, kit: kit, link: true) {
            let blamed = try blame(errors, used, home, in: work, kit: kit)
            faults.merge(blamed) { $1 }
            for path in blamed.keys { used[path] = stubs[path] }
            if let errors = try compile(used, home, in: work, kit: kit, link: true) {
                throw GraderError("the worker cannot be built:\n\(errors.text)")
            }
        }
        try JSONEncoder().encode(faults).write(to: work.appendingPathComponent("faults.json"))
        try place(work, at: folder) { saved(in: folder, used, home) != nil }
        removeOld("overlay-", keep: 12)
        removeOld("building-", keep: 2)
        guard let built = saved(in: folder, used, home) else {
            throw GraderError("the worker was built, and is gone again: \(folder.path)")
        }
        return built
    }

    /// An overlay that was built before, if all of it is there.
    private func saved(
        in folder: URL, _ files: [String: String], _ home: URL?
    ) -> Overlay? {
        let worker = folder.appendingPathComponent("worker")
        guard FileManager.default.isExecutableFile(atPath: worker.path),
            let data = try? Data(contentsOf: folder.appendingPathComponent("faults.json")),
            let faults = try? JSONDecoder().decode([String: CompileFault].self, from: data)
        else { return nil }
        // Its date says when it was last wanted: see `removeOld`.
        try? FileManager.default.setAttributes(
            [.modificationDate: Date()], ofItemAtPath: folder.path)
        return Overlay(
            worker: worker, learnerFiles: stubs.keys.sorted(), faults: faults,
            scratch: tree.scratch.appendingPathComponent("scratch"),
            files: files.filter { faults[$0.key] == nil }, stubs: stubs, home: home)
    }

    /// The files without which the others compile.
    ///
    /// Each suspect alone, among untouched others, shows whether the fault is its own: a compiler's
    /// message may name another file, as when something is renamed that others use.
    private func blame(
        _ errors: CompileErrors, _ files: [String: String], _ home: URL?, in work: URL, kit: URL
    ) throws -> [String: CompileFault] {
        var faults: [String: CompileFault] = [:]
        func trial(
            _ path: String, among others: [String: String], link: Bool = false
        ) throws -> Bool {
            var trial = others
            trial[path] = files[path]
            guard let errors = try compile(trial, home, in: work, kit: kit, link: link) else {
                return true
            }
            faults[path] = fault(errors.text, path: path, home: home, work: work)
            return false
        }
        func restCompiles() throws -> Bool {
            let rest = files.merging(stubs.filter { faults[$0.key] != nil }) { $1 }
            return try compile(rest, home, in: work, kit: kit, link: false) == nil
        }
        let changed = files.keys.filter { files[$0] != stubs[$0] }.sorted()
        let named = changed.filter {
            errors.text.contains("/\(URL(fileURLWithPath: $0).lastPathComponent):")
        }
        let suspects =
            named.isEmpty ? changed.filter { assignmentName($0) == errors.module } : named
        for path in suspects { _ = try trial(path, among: stubs) }
        if try !faults.isEmpty && restCompiles() { return faults }
        for path in changed where !suspects.contains(path) { _ = try trial(path, among: stubs) }
        if try restCompiles() { return faults }
        // Files that compile alone may still clash with each other, by names used twice.
        var together = stubs
        for path in changed where faults[path] == nil {
            if try trial(path, among: together) { together[path] = files[path] }
        }
        if !faults.isEmpty { return faults }
        // What compiles may still not link, as a function that is declared and nowhere defined.
        for path in changed { _ = try trial(path, among: stubs, link: true) }
        return faults
    }

    // MARK: - Compiling

    /// Compiles the learner's modules and the worker, or without `link` only looks for errors.
    /// - Returns: the errors, or nil if there are none.
    private func compile(
        _ files: [String: String], _ home: URL?, in work: URL, kit: URL, link: Bool
    ) throws -> CompileErrors? {
        var modules: [String] = []
        var byAssignment: [String: [String]] = [:]
        for path in files.keys.sorted() {
            byAssignment[assignmentName(path), default: []].append(path)
        }
        for (assignment, paths) in byAssignment.sorted(by: { $0.key < $1.key }) {
            let sources = try paths.map { try onDisk($0, files[$0] ?? "", home, work).path }
            let object = work.appendingPathComponent("\(assignment).o")
            let module = work.appendingPathComponent("\(assignment).swiftmodule")
            modules.append(object.path)
            // One saved file changes one module: the others are taken as they were built before.
            let key = fingerprint(
                [kit.lastPathComponent, home?.path ?? ""]
                    + paths.flatMap { [$0, files[$0] ?? ""] })
            let known = tree.scratch.appendingPathComponent("module-\(key)")
            if copied([object, module], from: known) { continue }
            let outcome = try swiftc(
                sources + [
                    "-parse-as-library", "-wmo", "-Onone", "-gline-tables-only",
                    "-module-name", assignment, "-package-name", "learner", "-I", kit.path,
                    "-emit-module", "-emit-module-path", module.path,
                ] + (link ? ["-c", "-o", object.path] : []), limits: .learner)
            if !outcome.succeeded {
                return CompileErrors(text: outcome.output, module: assignment)
            }
            if link { keep([object, module], in: known) }
        }
        let sources = workerSources.map { tree.url($0).path }
        let common = [
            "-parse-as-library", "-wmo", "-Onone", "-gline-tables-only", "-D", "LEARNER",
            "-module-name", "worker",
            "-package-name", "chainrule", "-I", kit.path, "-I", work.path,
            "-I", exchangeFolder(kit).path,
        ]
        if !link {
            let outcome = try swiftc(sources + common + ["-typecheck"])
            return outcome.succeeded ? nil : CompileErrors(text: outcome.output, module: "worker")
        }
        let worker = work.appendingPathComponent("worker.o")
        let known = tree.scratch.appendingPathComponent("worker-\(try workerKey(kit, modules))")
        if !copied([worker], from: known) {
            let outcome = try swiftc(sources + common + ["-c", "-o", worker.path])
            if !outcome.succeeded {
                return CompileErrors(text: outcome.output, module: "worker")
            }
            keep([worker], in: known)
        }
        let outcome = try swiftc(
            modules + [worker.path] + objects(of: "Exchange", in: exchangeFolder(kit))
                + objects(of: "Layers", in: kit)
                + ["-o", work.appendingPathComponent("worker").path])
        return outcome.succeeded ? nil : CompileErrors(text: outcome.output, module: "worker")
    }

    /// What the worker's own object depends on: of the learner's modules only what they offer, which
    /// another body of a function leaves as it is.
    private func workerKey(_ kit: URL, _ objects: [String]) throws -> String {
        let interfaces = try objects.map { object in
            let module = URL(fileURLWithPath: object).deletingPathExtension()
            return try Data(contentsOf: module.appendingPathExtension("swiftmodule"))
        }
        return fingerprint(
            try workerSources.map(tree.text) + [kit.lastPathComponent], interfaces)
    }

    /// Takes files from a folder of things that were built before; false if they are not all there.
    private func copied(_ files: [URL], from folder: URL) -> Bool {
        let manager = FileManager.default
        for file in files {
            let saved = folder.appendingPathComponent(file.lastPathComponent)
            try? manager.removeItem(at: file)
            do { try manager.copyItem(at: saved, to: file) } catch { return false }
        }
        try? manager.setAttributes([.modificationDate: Date()], ofItemAtPath: folder.path)
        return true
    }

    /// Keeps copies of what was built; without them it is only built again.
    private func keep(_ files: [URL], in folder: URL) {
        let manager = FileManager.default
        let work = tree.scratch.appendingPathComponent("building-\(UUID().uuidString)")
        try? manager.createDirectory(at: work, withIntermediateDirectories: true)
        do {
            for file in files {
                try manager.copyItem(
                    at: file, to: work.appendingPathComponent(file.lastPathComponent))
            }
            try manager.moveItem(at: work, to: folder)
        } catch {
            // Half of them, as on a full disk, would be taken for a mistake of the next learner's.
            try? manager.removeItem(at: work)
        }
        let kind = folder.lastPathComponent.prefix { $0 != "-" }
        removeOld("\(kind)-", keep: 12)
    }

    /// A learner's file as it is on disk, or written to the work folder if it is another text.
    func onDisk(_ path: String, _ text: String, _ home: URL?, _ work: URL) throws -> URL {
        if let home {
            let file = home.appendingPathComponent(path)
            if let there = try? String(contentsOf: file, encoding: .utf8), there == text {
                return file
            }
        }
        let file = work.appendingPathComponent("files").appendingPathComponent(path)
        try make(file.deletingLastPathComponent())
        try text.write(to: file, atomically: false, encoding: .utf8)
        return file
    }

    func fault(_ errors: String, path: String, home: URL?, work: URL) -> CompileFault {
        var text = errors
        for base in [work.appendingPathComponent("files"), home ?? tree.root, tree.root] {
            text = text.replacing("\(base.path)/", with: "")
        }
        return compileFault(text, path: path)
    }

    // MARK: - Files

    func make(_ folder: URL) throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw GraderError("cannot make \(folder.path): \(describe(error))")
        }
    }

    /// Keeps the newest folders with this prefix, and all that another run may still be using.
    func removeOld(_ prefix: String, keep: Int) {
        let keys: [URLResourceKey] = [.contentModificationDateKey]
        let all =
            (try? FileManager.default.contentsOfDirectory(
                at: tree.scratch, includingPropertiesForKeys: keys)) ?? []
        let dated = all.filter { $0.lastPathComponent.hasPrefix(prefix) }.map { folder in
            let values = try? folder.resourceValues(forKeys: Set(keys))
            return (folder, values?.contentModificationDate ?? .distantPast)
        }
        let unused = Date(timeIntervalSinceNow: -1800)
        for (folder, date) in dated.sorted(by: { $0.1 > $1.1 }).dropFirst(keep)
        where date < unused {
            try? FileManager.default.removeItem(at: folder)
        }
    }
}

/// What the compiler said, and of which module.
private struct CompileErrors {
    let text: String
    let module: String
}

/// "Sources/Assignments/Assignment1/Affine.swift" belongs to the module "Assignment1".
func assignmentName(_ path: String) -> String {
    String(path.split(separator: "/").dropLast().last ?? "")
}
