import Foundation

/// What the kit of this build is compiled for: `Package.swift` chooses, from what the machine has that
/// builds it or from CHAINRULE_PROCESSOR, and says so by AVX512 or AVX2.
enum Processor: String {
    case avx512
    case avx2
    /// What every processor of its kind has.
    case baseline

    #if AVX512
        static let built = Processor.avx512
    #elseif AVX2
        static let built = Processor.avx2
    #else
        static let built = Processor.baseline
    #endif

    /// Linux's names of what it needs.
    private var features: [String] {
        let avx2 = ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe"]
        switch self {
        case .avx512: return avx2 + ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
        case .avx2: return avx2
        case .baseline: return []
        }
    }

    /// For `swiftc`, so that what is compiled later is compiled for the same.
    var compilerFlags: [String] {
        switch self {
        case .avx512: return ["-Xcc", "-march=x86-64-v4", "-D", "AVX512"]
        case .avx2: return ["-Xcc", "-march=x86-64-v3", "-D", "AVX2"]
        case .baseline: return []
        }
    }

    /// What a machine lacks, given the text of its /proc/cpuinfo.
    func missing(in description: String) -> [String] {
        let words = Set(
            description.split { $0 == " " || $0 == "\n" || $0 == "\t" }.map(String.init))
        return features.filter { !words.contains($0) }
    }

    /// A sentence if this build cannot run here.
    ///
    /// It may have been carried from another machine, or made for another machine with the same home
    /// folder, where SwiftPM keeps what a package's description came to. Without the sentence, the
    /// first large matrix would be an illegal instruction.
    static var complaint: String? {
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else {
            return nil
        }
        return complaint(built, on: text)
    }

    static func complaint(_ built: Processor, on description: String) -> String? {
        let missing = built.missing(in: description)
        if missing.isEmpty { return nil }
        return """
            this build is for processors with \(built == .avx512 ? "AVX-512" : "AVX2"), and this one lacks \
            \(missing.joined(separator: ", ")). Build it for this machine:
              export CHAINRULE_PROCESSOR=\(Processor.best(for: description).rawValue)
              swift build
            """
    }

    /// The best of the three that a machine can run.
    private static func best(for description: String) -> Processor {
        [.avx512, .avx2].first { $0.missing(in: description).isEmpty } ?? .baseline
    }
}
