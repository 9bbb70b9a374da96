import Foundation
import Testing

/// The tree that these tests are in.
private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

/// Runs a program to its end; its output goes to a file, which cannot fill up as a pipe can.
private func run(_ arguments: [String], in folder: URL) throws -> (status: Int32, output: String) {
    let log = folder.appendingPathComponent("log.txt")
    try Data().write(to: log)
    let handle = try FileHandle(forWritingTo: log)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    try handle.close()
    return (process.terminationStatus, try String(contentsOf: log, encoding: .utf8))
}

@Suite("A package outside this one")
struct OutsideTests {
    /// The README's own lines, so that they stay true.
    @Test("builds and checks the layer that the README shows")
    func readme() throws {
        let readme = try String(
            contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
        let code = try #require(readme.components(separatedBy: "```swift\n").dropFirst().first)
        let layer = try #require(code.components(separatedBy: "```").first)
        #expect(layer.contains("import Layers"))
        #expect(layer.components(separatedBy: "\n").filter { !$0.isEmpty }.count <= 16)
        let shown = try #require(readme.components(separatedBy: "```text\n").dropFirst().first)
        let output = try #require(shown.components(separatedBy: "```").first)

        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("outside-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let sources = folder.appendingPathComponent("Sources/Mine")
        try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
        try layer.write(
            to: sources.appendingPathComponent("main.swift"), atomically: true, encoding: .utf8)
        let manifest = """
            // swift-tools-version: 6.2
            import PackageDescription

            let package = Package(
                name: "Mine",
                dependencies: [.package(path: "\(root.path)")],
                targets: [
                    .executableTarget(
                        name: "Mine",
                        dependencies: [
                            .product(name: "Layers", package: "\(root.lastPathComponent)")
                        ])
                ])
            """
        try manifest.write(
            to: folder.appendingPathComponent("Package.swift"), atomically: true, encoding: .utf8)
        // Nothing here waits for the kit's loops, and optimising them takes a minute and a half.
        let result = try run(["swift", "run", "--quiet", "-Xswiftc", "-Onone", "Mine"], in: folder)
        #expect(result.status == 0, "\(result.output)")
        #expect(
            result.output.contains(output.trimmingCharacters(in: .newlines)), "\(result.output)")
    }
}
