#if !LEARNER
    import Foundation
    import Grading
    import Layers
    import Training

    #if canImport(Planted)
        import Planted
    #endif

    /// Trains a net, with the kit's layers or the learner's.
    @main struct Train {
        static func main() {
            runCommand("train") { try train(Array(CommandLine.arguments.dropFirst())) }
        }

        static let help = """
            Trains a net. Usage:

              swift run -c release train two-layer        affine, ReLU, affine; on spirals
              swift run -c release train conv-net         a small convolutional net; on drawn shapes
              swift run -c release train character-rnn    writes text, character by character
              swift run -c release train transformer      the same, with attention
              swift run -c release train audit NAME       what to be suspicious of in one of them
              swift run -c release train audit --planted all|NAME
                                                          the same of nets with known faults

            Options:
              --mine                your own layers in place of the kit's
              --data NAME           two-layer: spirals, rings, moons; two-layer and conv-net: shapes,
                                    cifar10:DIR (binary version), mnist:DIR (IDX, also as .gz);
                                    character-rnn and transformer: stories, poems, text:FILE
              --epochs N            how often to go through the training set
              --batch N             examples per step
              --rate X              the learning rate
              --optimizer NAME      sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw
              --schedule NAME       constant, step, cosine, warmup
              --examples N          how many shapes to draw, or points for each class
              --patience N          stop after so many epochs without a smaller loss on held-out data
              --seed N              other random numbers (1 by default)
              --threads N           how many may share the work, all processors by default, and with
                                    --mine one; the results are the same to the last bit
              --checkpoint FILE     where the run is saved when it ends or is interrupted
              --resume FILE         go on from there, exactly as if there had been no break
              --report FILE.html    a page on the run: losses, units, gradients, steps, warnings

            Exit status: 0 done, 1 the loss is no number any more, a hole is left, or an audit found
            something, 2 wrong usage, 3 a file cannot be read or written, 130 interrupted (and saved).
            """

        static let options = [
            "--data", "--epochs", "--batch", "--rate", "--optimizer", "--schedule", "--examples",
            "--patience", "--seed", "--threads", "--checkpoint", "--resume", "--report",
            "--planted",
        ]

        static func train(_ words: [String]) throws -> Int32 {
            let arguments = try Arguments(
                words, flags: ["--mine", "--help", "-h"], options: options)
            if !arguments.flags.isDisjoint(with: ["--help", "-h"]) || arguments.words == ["help"] {
                print(help)
                return 0
            }
            let isAudit = arguments.words.first == "audit"
            if let name = arguments.value("--planted") {
                return try planted(
                    name, isAudit && arguments.words.count == 1,
                    seed: try arguments.integer("--seed", in: 0...1_000_000, default: 1))
            }
            var plan = try plan(arguments, Array(arguments.words.dropFirst(isAudit ? 1 : 0)))
            plan.isAudit = isAudit
            let tree = try Tree.current()
            plan.kitHoldsAnswers = try tree.holdsAnswers()
            if plan.checkpoint.isEmpty {
                plan.checkpoint = ".build/chainrule/\(plan.net.rawValue).checkpoint"
                try FileManager.default.createDirectory(
                    atPath: ".build/chainrule", withIntermediateDirectories: true)
            }
            plan.resumeCommand = resumeCommand(words, plan.checkpoint)
            if !plan.isMine {
                plan.standIns = plan.kitHoldsAnswers ? [] : plan.needed + plan.neededOfEarlier
                return try trained(plan)
            }
            let missing = tree.missing(plan.needed)
            if !missing.isEmpty {
                let list = missing.map { "  \($0)" }.joined(separator: "\n")
                complain(
                    "this needs what you have not written yet:\n\(list)\nWithout --mine it runs with the kit's."
                )
                return 1
            }
            if !plan.kitHoldsAnswers { plan.standIns = tree.missing(plan.neededOfEarlier) }
            try tree.becomeLearnersProgram(
                sources: "Sources/Assignments/Commands/train", argument: plan)
        }

        private static func planted(_ name: String, _ isAlone: Bool, seed: Int) throws -> Int32 {
            if !isAlone { throw UsageError("--planted takes no net: train audit --planted all") }
            #if canImport(Planted)
                if let status = auditPlanted(name, seed: seed) { return status }
                let names = ["all"] + auditCases.map(\.name)
                throw UsageError(
                    "--planted \(name): there is no such net\(suggestion(name, among: names))")
            #else
                throw UsageError(
                    "--planted: the planted nets hold answers, and this tree holds none.")
            #endif
        }

        /// The page to write; that it can be written is known before the net is trained.
        private static func report(_ arguments: Arguments) throws -> String? {
            guard let path = arguments.value("--report") else { return nil }
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            if FileManager.default.isWritableFile(atPath: folder) { return path }
            throw UsageError("--report \(path): its folder is not there, or cannot be written to.")
        }

        private static func plan(_ arguments: Arguments, _ words: [String]) throws -> TrainingPlan {
            let names = TrainingPlan.Net.allCases.map(\.rawValue)
            guard words.count == 1, let net = TrainingPlan.Net(rawValue: words[0])
            else {
                let word = words.first { !names.contains($0) }
                throw UsageError(
                    word.map { "there is no net \"\($0)\"\(suggestion($0, among: names))" }
                        ?? "name one net: \(names.joined(separator: ", ")).")
            }
            var plan = TrainingPlan(net)
            if let data = arguments.value("--data") { plan.data = data }
            let kinds = plan.dataNames.map { String($0.prefix { $0 != ":" }) }
            let kind = String(plan.data.prefix { $0 != ":" })
            let takesPlace = plan.dataNames.contains { $0.hasPrefix("\(kind):") }
            if !kinds.contains(kind) || takesPlace != plan.data.contains(":") {
                throw UsageError(
                    "--data \(plan.data): \(net.rawValue) takes \(plan.dataNames.joined(separator: ", "))."
                )
            }
            plan.epochs = try arguments.integer("--epochs", in: 1...100_000, default: plan.epochs)
            plan.batchSize = try arguments.integer(
                "--batch", in: 1...100_000, default: plan.batchSize)
            plan.examples = try arguments.integer(
                "--examples", in: 10...1_000_000, default: plan.examples)
            plan.seed = try arguments.integer("--seed", in: 0...1_000_000, default: 1)
            if arguments.value("--patience") != nil {
                plan.patience = try arguments.integer("--patience", in: 1...100_000, default: 1)
            }
            if let rate = arguments.value("--rate") {
                guard let number = Double(rate), number > 0, number.isFinite else {
                    throw UsageError("--rate \(rate): it takes a number above 0.")
                }
                plan.learningRate = number
            }
            plan.optimizer = try arguments.choice(
                "--optimizer", of: TrainingPlan.optimizers, default: plan.optimizer)
            plan.schedule = try arguments.choice(
                "--schedule", of: TrainingPlan.schedules, default: plan.schedule)
            plan.resume = arguments.value("--resume")
            plan.checkpoint = arguments.value("--checkpoint") ?? plan.resume ?? ""
            plan.isMine = arguments.flags.contains("--mine")
            plan.threads = try arguments.integer(
                "--threads", in: 1...256, default: plan.isMine ? 1 : Threads.available)
            plan.report = try report(arguments)
            return plan
        }

        /// The same words again, with `--resume` once.
        private static func resumeCommand(_ words: [String], _ checkpoint: String) -> String {
            var kept: [String] = []
            var rest = words[...]
            while let word = rest.popFirst() {
                if word == "--resume" || word == "--checkpoint" {
                    _ = rest.popFirst()
                } else if !word.hasPrefix("--resume=") && !word.hasPrefix("--checkpoint=") {
                    kept.append(word)
                }
            }
            return
                "swift run -c release train \(kept.joined(separator: " ")) --resume \(checkpoint)"
        }
    }
#endif
