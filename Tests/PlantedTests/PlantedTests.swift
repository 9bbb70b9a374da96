import Layers
import Planted
import Testing

@Suite("Audits of nets of which it is known what must be found")
struct PlantedTests {
    @Test("each planted fault is named", arguments: plantedFaults.map(\.name))
    func named(name: String) throws {
        let planted = try #require(plantedFaults.first { $0.name == name })
        let fault = try #require(planted.fault)
        #expect(planted.findings(1).map(\.kind).contains(fault))
    }

    @Test("each sound net is passed over in silence", arguments: soundNets.map(\.name))
    func silent(name: String) throws {
        let sound = try #require(soundNets.first { $0.name == name })
        #expect(sound.findings(1) == [])
    }

    @Test("there are enough of both, and their names differ")
    func enough() {
        #expect(plantedFaults.count >= 12 && soundNets.count >= 20)
        #expect(Set(auditCases.map(\.name)).count == auditCases.count)
        #expect(
            plantedFaults.allSatisfy { $0.fault != nil } && soundNets.allSatisfy { $0.fault == nil }
        )
    }
}
