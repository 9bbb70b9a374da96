import Authoring
import Foundation

// The kit that workers link, and the compiler.

extension OverlayBuilder {
    /// Where the exchange is: not where a learner's `import` would find it.
    func exchangeFolder(_ kit: URL) -> URL { kit.appendingPathComponent("worker") }

    func kitFolder() throws -> URL {
        let sources = try tree.kitSources().sorted { $0.key < $1.key }
        let exchange = try exchangeSources().sorted { $0.key < $1.key }
        let key = fingerprint(
            (sources + exchange).flatMap { [$0.key, $0.value] } + [try toolchain()])
        return tree.scratch.appendingPathComponent("kit-\(key)")
    }

    /// The kit without answers and the exchange, compiled for speed; built once and kept.
    func builtKit(isOptimized: Bool = true) throws -> URL {
        let folder = try kitFolder()
        if try kitIsBuilt() { return folder }
        // Who comes second waits for the first, and has it then.
        try alone("kit") {
            if try !kitIsBuilt() { try compileKit(to: folder, isOptimized) }
        }
        return folder
    }

    /// The kit without answers, by path.
    private func cutSources() throws -> [String: String] {
        var cut: [String: String] = [:]
        for (path, text) in try tree.kitSources()
        where !answersThroughout.contains(where: path.hasPrefix) {
            cut[path] = try kitText(text, file: path, blank: .backward)
        }
        return cut
    }

    private func exchangeSources() throws -> [String: String] {
        try tree.texts(in: "Sources/Assignments/Exchange", ending: ".swift")
    }

    /// Takes the kit that another tree has compiled, if this one's would be made of the same text.
    func takeKit(of other: OverlayBuilder) throws {
        guard try cutSources() == other.cutSources(),
            try exchangeSources() == other.exchangeSources()
        else { return }
        let kit = try other.builtKit()
        try make(tree.scratch)
        try FileManager.default.copyItem(at: kit, to: kitFolder())
    }

    private func compileKit(to folder: URL, _ isOptimized: Bool) throws {
        let work = tree.scratch.appendingPathComponent("building-\(UUID().uuidString)")
        try make(work)
        defer { try? FileManager.default.removeItem(at: work) }
        var cut: [String] = []
        for (path, text) in try cutSources().sorted(by: { $0.key < $1.key }) {
            let file = work.appendingPathComponent(path)
            try make(file.deletingLastPathComponent())
            try text.write(to: file, atomically: false, encoding: .utf8)
            cut.append(file.path)
        }
        let exchange = tree.files(in: "Sources/Assignments/Exchange", ending: ".swift")
            .map { tree.url($0).path }
        let flags =
            ["-D", "GRADED", "-package-name", "chainrule", "-I", work.path]
            + (isOptimized ? [] : ["-Onone"])
        for (module, sources, place) in [
            ("Layers", cut, work), ("Exchange", exchange, exchangeFolder(work)),
        ] {
            let outcome = try compileModule(module, sources, to: place, flags)
            if !outcome.succeeded {
                throw GraderError(
                    "the kit without its answers does not compile:\n\(outcome.output)")
            }
        }
        try place(work, at: folder, unless: kitIsBuilt)
        removeOld("kit-", keep: 2)
    }

    /// Compiles a module for speed, on all processors: with an object for each of its sources.
    /// - Parameters:
    ///   - module: its name.
    ///   - sources: paths.
    ///   - folder: for what importers read, and for a folder of objects.
    ///   - flags: what it needs besides; the last of two that contradict each other counts.
    /// - Returns: what the compiler said.
    /// - Throws: `GraderError` if a folder cannot be made, or the compiler not be started.
    func compileModule(
        _ module: String, _ sources: [String], to folder: URL, _ flags: [String]
    ) throws -> ToolOutcome {
        let objects = objectFolder(of: module, in: folder)
        try make(objects)
        let places = sources.map { source in
            let name = URL(fileURLWithPath: source).lastPathComponent
            return (source, ["object": objects.appendingPathComponent("\(name).o").path])
        }
        let map = folder.appendingPathComponent("\(module).json")
        try JSONEncoder().encode(Dictionary(uniqueKeysWithValues: places)).write(to: map)
        let processors = ProcessInfo.processInfo.activeProcessorCount
        return try swiftc(
            sources + [
                "-parse-as-library", "-wmo", "-O", "-gline-tables-only",
                "-num-threads", "\(processors)", "-module-name", module,
                "-emit-module", "-emit-module-path",
                folder.appendingPathComponent("\(module).swiftmodule").path,
                "-c", "-output-file-map", map.path,
            ] + flags)
    }

    /// What a program links that uses a module of this folder.
    func objects(of module: String, in folder: URL) throws -> [String] {
        let objects = objectFolder(of: module, in: folder)
        return try FileManager.default.contentsOfDirectory(atPath: objects.path)
            .filter { $0.hasSuffix(".o") }.sorted()
            .map { objects.appendingPathComponent($0).path }
    }

    /// Where the objects of a module are, as in SwiftPM's build folder.
    func objectFolder(of module: String, in folder: URL) -> URL {
        folder.appendingPathComponent("\(module).build")
    }

    func swiftc(
        _ arguments: [String], limits: CompilerLimits = .kit
    ) throws -> ToolOutcome {
        let command = [
            "swiftc", "-swift-version", "6", "-diagnostic-style", "llvm",
            // One compiler for object and interface: two would check every type twice.
            "-no-emit-module-separately-wmo",
            // Without frame pointers a crash cannot name the learner's line.
            "-Xcc", "-fno-omit-frame-pointer",
            // With a place, unlike the end of the time for the whole.
            "-Xfrontend", "-solver-expression-time-threshold=6",
        ]
        // The compiler leaves folders behind when it is killed, and sometimes when it is not.
        let temporary = tree.scratch.appendingPathComponent("building-\(UUID().uuidString)")
        try make(temporary)
        defer { try? FileManager.default.removeItem(at: temporary) }
        // Through a shell, because only the new process itself can be limited without harm.
        var outcome = try runTool(
            "/bin/sh",
            ["-c", "ulimit -v \(limits.memoryKilobytes) 2>/dev/null; exec \"$@\"", "sh"] + command
                + arguments,
            scratch: tree.scratch.appendingPathComponent("scratch"), seconds: limits.seconds,
            environment: ["TMPDIR": temporary.path])
        let isGivenUp = outcome.status == nil || outcome.output.contains("Stack dump:")
        if isGivenUp && !limits.isOurs {
            // A dump of the compiler's says nothing to a learner, and a killed one says nothing.
            outcome.output = """
                error: the compiler gives this file up after \(Int(limits.seconds)) s, or for want of memory: is there a very long \
                expression or list? Cut it into several lines, each with its own let.
                """
        } else if outcome.status == nil {
            outcome.output += "\nerror: the compiler was stopped after \(Int(limits.seconds)) s."
        }
        return outcome
    }

    /// What `swiftc --version` says, asked once.
    func toolchain() throws -> String {
        try toolchainVersion.value {
            let outcome = try swiftc(["--version"])
            if !outcome.succeeded {
                throw GraderError("swiftc does not run; is Swift in PATH?\n\(outcome.output)")
            }
            return outcome.output
        }
    }
}

private let toolchainVersion = Once<String>()

/// How much the compiler may take.
struct CompilerLimits {
    let seconds: Double
    let memoryKilobytes: Int
    /// Whether it is for the kit, whose files are not at fault.
    var isOurs = false

    /// What learners write takes a second or two, and 300 MB.
    static let learner = CompilerLimits(seconds: 40, memoryKilobytes: 1_500_000)
    /// A page's cells are compiled for speed and linked in one go.
    static let page = CompilerLimits(seconds: 60, memoryKilobytes: 4_000_000)
    static let kit = CompilerLimits(
        seconds: 600, memoryKilobytes: 8_000_000, isOurs: true)
}
