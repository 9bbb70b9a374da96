import Authoring
import Foundation

// The kit as it is in this tree, and what trains it, for programs around the learner's own layers and
// for pages. `swift run` has compiled both before it starts a program of ours: they are taken from there.

extension OverlayBuilder {
    /// The sources of both modules, by path; the second is compiled against the first.
    private func plainModules() throws -> [(name: String, sources: [String: String])] {
        let training = try tree.texts(in: "Sources/Assignments/Training", ending: ".swift")
        return [("Layers", try tree.kitSources()), ("Training", training)]
    }

    /// A cache's key that changes with the kit and with what trains it.
    func plainKitKey() throws -> String {
        let flags = ["flags": Processor.built.compilerFlags.joined(separator: " ")]
        return try key(plainModules().map(\.sources) + [flags])
    }

    /// The folder of both modules; filled once and kept.
    ///
    /// The kit is optimised in any case, what trains it as this program was built.
    func plainKit() throws -> URL {
        let plain = tree.scratch.appendingPathComponent("plain-\(try plainKitKey())")
        let last = plain.appendingPathComponent("Training.swiftmodule").path
        if FileManager.default.fileExists(atPath: last) { return plain }
        // Who comes second waits for the first, and has it then.
        try alone("plain") {
            if FileManager.default.fileExists(atPath: last) { return }
            try compiled(in: plain, upTo: "Training.swiftmodule") { work in
                if try copyBuilt(to: work) { return }
                complain("Compiling the kit for your program takes a minute or two, once.")
                for (name, sources) in try plainModules() { try module(name, sources, in: work) }
            }
        }
        removeOld("plain-", keep: 2)
        return plain
    }

    /// Puts both modules into a folder as the build of this program has made them.
    /// - Returns: false if it has not made both, as they are now.
    private func copyBuilt(to folder: URL) throws -> Bool {
        let modules = try plainModules()
        let built = modules.compactMap { builtFiles(of: $0.name, from: $0.sources.keys) }
        if built.count < modules.count { return false }
        for (module, files) in zip(modules, built) {
            let objects = objectFolder(of: module.name, in: folder)
            try make(objects)
            for file in files {
                let place = file.pathExtension == "o" ? objects : folder
                try FileManager.default.copyItem(
                    at: file, to: place.appendingPathComponent(file.lastPathComponent))
            }
        }
        return true
    }

    /// What the build of this program has made of a module.
    /// - Returns: nil if the program was built from another tree, or a source has changed since.
    private func builtFiles(of module: String, from sources: some Sequence<String>) -> [URL]? {
        let build = URL(fileURLWithPath: CommandLine.arguments[0])
            .deletingLastPathComponent().resolvingSymlinksInPath()
        let trees = tree.url(".build").resolvingSymlinksInPath()
        guard build.path.hasPrefix("\(trees.path)/") else { return nil }
        func date(_ file: URL) -> Date? {
            (try? FileManager.default.attributesOfItem(atPath: file.path))?[.modificationDate]
                as? Date
        }
        let changed = sources.map { date(tree.url($0)) ?? .distantFuture }.max() ?? .distantFuture
        let objects = sources.map { source in
            objectFolder(of: module, in: build)
                .appendingPathComponent("\(URL(fileURLWithPath: source).lastPathComponent).o")
        }
        // The compiler writes no file anew that would be the same.
        let interface = build.appendingPathComponent("Modules/\(module).swiftmodule")
        let files = objects + [interface]
        let made = files.compactMap(date)
        guard made.count == files.count, let last = made.max(), changed < last else { return nil }
        return files
    }
}
