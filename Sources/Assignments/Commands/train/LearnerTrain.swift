#if LEARNER
    import Foundation
    import Training

    /// The program that `train --mine` builds around the learner's layers and becomes.
    @main struct LearnerTrain {
        static func main() {
            guard CommandLine.arguments.count == 2,
                let plan = try? JSONDecoder().decode(
                    TrainingPlan.self, from: Data(CommandLine.arguments[1].utf8))
            else {
                print("train: this program is started by `swift run train --mine`.")
                exit(2)
            }
            do {
                exit(try trained(plan))
            } catch {
                FileHandle.standardError.write(Data("train: \(error)\n".utf8))
                exit(3)
            }
        }
    }
#endif
