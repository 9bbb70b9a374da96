import Authoring
import Testing

/// Random numbers that are the same for the same seed (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func index(below count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

    mutating func pick(_ choices: [String]) -> String { choices[index(below: choices.count)] }
}

/// The faults that a call throws; none if it throws nothing.
func faults(_ body: () throws -> Void) -> [String] {
    do {
        try body()
        return []
    } catch let error as MarkerError {
        return error.faults
    } catch {
        return ["another error: \(error)"]
    }
}
