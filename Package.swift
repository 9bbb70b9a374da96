// swift-tools-version: 6.2
import Foundation
import PackageDescription

let processor =
    Context.environment["CHAINRULE_PROCESSOR"].flatMap { Processor(rawValue: $0) } ?? .ofThisMachine

let processors = ProcessInfo.processInfo.activeProcessorCount

// The kit is compiled with -O in debug builds too: it is not what a learner debugs, and checking
// gradients with it is then some twenty times faster. And as a whole: its inner loops are made of
// functions of other files, which have to be put where they are used. The same goes for what reads
// and cuts sources, a megabyte at a time.
let optimized: [SwiftSetting] =
    [
        .unsafeFlags(
            ["-O", "-wmo", "-num-threads", "\(processors)", "-disable-batch-mode"]
                + processor.flags.flatMap { ["-Xcc", $0] })
    ] + processor.settings

// What only reads arguments and starts others in a release build: optimising it takes four minutes.
let unoptimized: [SwiftSetting] = [.unsafeFlags(["-Onone"], .when(configuration: .release))]

// What the kit's loops are compiled for: the best of three that this machine runs, or what the
// environment says. A build for another machine: CHAINRULE_PROCESSOR=baseline swift build
enum Processor: String {
    case avx512, avx2, baseline

    static var ofThisMachine: Processor {
        let known = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let words = Set(known.split { $0 == " " || $0 == "\n" || $0 == "\t" })
        func has(_ names: String) -> Bool { words.isSuperset(of: names.split(separator: " ")) }
        guard has("avx avx2 bmi1 bmi2 f16c fma abm movbe") else { return .baseline }
        return has("avx512f avx512bw avx512cd avx512dq avx512vl") ? .avx512 : .avx2
    }

    /// For the compiler behind Swift, which makes the instructions.
    var flags: [String] {
        switch self {
        case .avx512: ["-march=x86-64-v4"]
        case .avx2: ["-march=x86-64-v3"]
        case .baseline: []
        }
    }

    var settings: [SwiftSetting] { self == .baseline ? [] : [.define(rawValue.uppercased())] }
}

// A tree without answers holds fewer tests than the instructor's.
let tests: [Target] = [
    .testTarget(name: "MatrixTests", dependencies: ["Layers"]),
    .testTarget(name: "LayersTests", dependencies: ["Layers"]),
    .testTarget(name: "Golden", dependencies: ["Layers"]),
    .testTarget(name: "AuthoringTests", dependencies: ["Authoring"]),
    .testTarget(
        name: "GradingTests", dependencies: ["Layers", "Exchange", "Grading", "Authoring"]),
    .testTarget(
        name: "Mutants", dependencies: ["Grading", "Authoring"], exclude: ["Catalogue"]),
    .testTarget(
        name: "PyTorch", dependencies: ["Layers", "Exchange", "Grading"], exclude: ["compare.py"]),
    .testTarget(name: "Outside"),
    .testTarget(name: "Class", dependencies: ["Layers", "Exchange", "Grading", "Authoring"]),
    .testTarget(name: "NotebookTests", dependencies: ["Grading", "Notebooks"]),
    .testTarget(name: "PlantedTests", dependencies: ["Layers", "Planted"]),
    .testTarget(name: "Publishing", dependencies: ["Grading", "Authoring"]),
    .testTarget(name: "Hostile", dependencies: ["Exchange", "Grading", "Authoring"]),
].filter {
    FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/Tests/\($0.name)")
}

// Nets for `train audit --planted`; a tree without answers does not hold their backward passes.
let planted: [Target] = [
    .target(name: "Planted", dependencies: ["Layers"], path: "Sources/Assignments/Planted")
].filter { FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\($0.path ?? "")") }

// The benchmarks time layers that are answers as a whole; a tree without answers does not hold them.
let bench: [Target] = [
    .executableTarget(
        name: "bench", dependencies: ["Layers", "Grading"],
        path: "Sources/Assignments/Commands/bench", swiftSettings: optimized)
].filter { FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\($0.path ?? "")") }

// The learners' modules.
let assignments: [Target] = (1...4).map {
    .target(
        name: "Assignment\($0)", dependencies: ["Layers"],
        path: "Sources/Assignments/Assignment\($0)")
}

let package = Package(
    name: "Chainrule",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Layers", targets: ["Layers"])],
    targets: assignments + planted + bench + [
        .target(name: "Layers", swiftSettings: optimized),
        .target(
            name: "Exchange", dependencies: ["Layers"], path: "Sources/Assignments/Exchange",
            swiftSettings: optimized),
        .target(name: "Training", dependencies: ["Layers"], path: "Sources/Assignments/Training"),
        .target(
            name: "Authoring", path: "Sources/Assignments/Authoring", swiftSettings: optimized),
        .target(
            name: "Grading", dependencies: ["Layers", "Exchange", "Authoring"],
            path: "Sources/Assignments/Grading", swiftSettings: processor.settings + unoptimized),
        .target(
            name: "Notebooks", dependencies: ["Layers", "Grading"],
            path: "Sources/Assignments/Notebooks"),
        .executableTarget(
            name: "notebook", dependencies: ["Notebooks", "Grading"],
            path: "Sources/Assignments/Commands/notebook"),
        .executableTarget(
            name: "grade", dependencies: ["Grading", "Authoring"],
            path: "Sources/Assignments/Commands/grade"),
        .executableTarget(
            name: "worker", dependencies: ["Exchange"] + assignments.map { .byName(name: $0.name) },
            path: "Sources/Assignments/Commands/worker", swiftSettings: [.define("LEARNER")]),
        .executableTarget(
            name: "train",
            dependencies: ["Layers", "Training", "Grading"]
                + planted.map { .byName(name: $0.name) },
            path: "Sources/Assignments/Commands/train"),
        .executableTarget(
            name: "course", dependencies: ["Grading", "Authoring", "Notebooks"],
            path: "Sources/Assignments/Commands/course"),
    ] + tests,
    swiftLanguageModes: [.v6]
)
