import Foundation
import Layers

// Nets to try `train audit` on. A tree without answers does not hold them: their backward passes are
// answers.

/// Audits nets of which it is known what must be found, and prints a line for each.
/// - Parameters:
///   - name: one of their names, or "all".
///   - seed: chooses weights and the order of examples.
/// - Returns: the exit status, 0 if every fault was named and nothing else; nil if there is no such name.
public func auditPlanted(_ name: String, seed: Int) -> Int32? {
    let chosen = auditCases.filter { name == "all" || $0.name == name }
    if chosen.isEmpty { return nil }
    var wrong = 0
    for planted in chosen {
        let findings = planted.findings(seed)
        let kinds = findings.map(\.kind.rawValue).joined(separator: ", ")
        let verdict =
            switch (planted.isRight(findings), planted.fault) {
            case (true, nil): "silent"
            case (true, _): "named: \(kinds)"
            case (false, nil): "NOT SILENT: \(kinds)"
            case (false, let fault?): "NOT NAMED \(fault.rawValue): \(kinds)"
            }
        if !planted.isRight(findings) { wrong += 1 }
        print(planted.name.padding(toLength: 48, withPad: " ", startingAt: 0) + verdict)
        fflush(nil)
        if chosen.count == 1 { for finding in findings { print("  \(finding)") } }
    }
    let faults = chosen.count { $0.fault != nil }
    print(
        "\(faults) planted faults and \(chosen.count - faults) sound nets: \(wrong) not as they should be."
    )
    return wrong == 0 ? 0 : 1
}

/// The faults that are planted, and then the nets without.
public let auditCases = plantedFaults + soundNets
