import Foundation
import Testing

@testable import Grading

@Suite("The command train")
struct TrainCommandTests {
    private func train(_ words: String...) throws -> Run { try Run(words, program: "train") }

    /// The lines that tell of an epoch.
    private func epochs(_ run: Run) -> [String] {
        run.output.components(separatedBy: "\n").filter { $0.hasPrefix("epoch ") }
    }

    private static let wrong = [
        WrongCall(
            sentence: "train: name one net: two-layer, conv-net, character-rnn, transformer."),
        WrongCall(
            "two-lair", sentence: "train: there is no net \"two-lair\"; did you mean two-layer?"),
        WrongCall(
            "conv-net", "--data", "spirals",
            sentence: "train: --data spirals: conv-net takes shapes, cifar10:DIR, mnist:DIR."),
        WrongCall(
            "two-layer", "--data", "cifar10",
            sentence: "takes spirals, rings, moons, shapes, cifar10:DIR, mnist:DIR."),
        WrongCall("two-layer", "--optimizer", "adm", sentence: "did you mean adam?"),
        WrongCall("two-layer", "--rate", "-1", sentence: "--rate -1: it takes a number above 0."),
        WrongCall("two-layer", "--epochs", "0", sentence: "a whole number from 1 to"),
        WrongCall(
            "two-layer", "--epoch", "3", sentence: "there is no option --epoch; did you mean"),
    ]

    @Test("a wrong call says what would be right, and ends with 2", arguments: wrong)
    func usage(call: WrongCall) throws {
        let run = try Run(call.words, program: "train")
        #expect(run.status == 2)
        #expect(run.errors.contains(call.sentence), "\(run.errors)")
    }

    @Test("files that are not there are named, and it ends with 3")
    func missing() throws {
        let run = try train("two-layer", "--data", "cifar10:/no/such/folder")
        #expect(run.status == 3)
        #expect(
            run.errors == "train: /no/such/folder/data_batch_1.bin: there is no such file.\n")
        let resumed = try train("two-layer", "--resume", "/no/such/file")
        #expect(resumed.status == 3)
        #expect(resumed.errors == "train: /no/such/file: there is no such file.\n")
    }

    @Test("a run that goes on from its file prints what an uninterrupted one prints")
    func resumes() throws {
        try withFolder { folder in
            let file = folder.appendingPathComponent("run.checkpoint").path
            let small = ["two-layer", "--examples", "10", "--checkpoint", file]
            let whole = try Run(small + ["--epochs", "4"], program: "train")
            #expect(whole.status == 0 && epochs(whole).count == 4)
            let first = try Run(small + ["--epochs", "2"], program: "train")
            let rest = try Run(small + ["--epochs", "4", "--resume", file], program: "train")
            #expect(rest.status == 0, "\(rest.errors)")
            // The same numbers; only "of 2" and "of 4" differ.
            func losses(_ run: Run) -> [String] {
                epochs(run).map { $0.drop { $0 != "l" }.description }
            }
            #expect(losses(first) + losses(rest) == losses(whole))
            let other = try Run(
                small + ["--epochs", "4", "--seed", "2", "--resume", file], program: "train")
            #expect(other.status == 3)
            #expect(
                other.errors.contains("with seed 1, and not of 16 with seed 2"), "\(other.errors)")
        }
    }

    @Test("the learner's own net needs what is not written yet, and says where that is")
    func mine() throws {
        let run = try train("two-layer", "--mine")
        let isWritten = !pristineStubs.values.contains { $0.contains("yourCodeHere") }
        if isWritten { return }
        #expect(run.status == 1)
        #expect(run.errors.contains("this needs what you have not written yet:"))
        #expect(
            run.errors.contains("affine.backward, at Sources/Assignments/Assignment1/Affine.swift:")
        )
    }
}
