import Foundation

/// Everything that `train` was asked for, checked and complete: it also goes, as JSON, to a program
/// that is built around the learner's own layers.
public struct TrainingPlan: Codable, Sendable {
    public enum Net: String, Codable, CaseIterable, Sendable {
        case twoLayer = "two-layer"
        case convNet = "conv-net"
        case characterRNN = "character-rnn"
        case transformer
    }

    public var net: Net
    /// "spirals", "shapes", "cifar10:DIR", ...
    public var data: String
    public var epochs: Int
    public var batchSize: Int
    public var learningRate: Double
    /// "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam" or "adamw".
    public var optimizer: String
    /// "constant", "step", "cosine" or "warmup".
    public var schedule: String
    public var seed: Int
    /// How many images to draw, or points for each class.
    public var examples: Int
    public var patience: Int?
    /// How many may share the work of a large matrix.
    public var threads = 1
    /// Where the run is saved when it ends or is interrupted.
    public var checkpoint: String
    /// Where to go on from.
    public var resume: String?
    /// The command that goes on from the checkpoint, as it is to be typed.
    public var resumeCommand: String
    /// Whether the layers are the learner's.
    public var isMine = false
    /// Whether the kit's backward passes are answers, or finite differences.
    public var kitHoldsAnswers = true
    /// Exercises whose backward passes are the kit's finite differences in this run.
    public var standIns: [String] = []
    /// Whether it is only to be looked at with suspicion.
    public var isAudit = false
    /// The page to write about the run, if any.
    public var report: String?
    /// Held back to look at.
    public var validation = 0.2

    /// What is usual for a net on data that fits it.
    public init(_ net: Net) {
        self.net = net
        (data, epochs, batchSize, learningRate, optimizer, schedule, examples) =
            switch net {
            case .twoLayer: ("spirals", 60, 16, 0.3, "sgd", "constant", 100)
            // Without a warm-up Adam's first steps close more than half of the hidden units for good.
            case .convNet: ("shapes", 6, 32, 2e-3, "adam", "warmup", 3000)
            case .characterRNN: ("stories", 12, 16, 5e-3, "adam", "cosine", 10)
            case .transformer: ("stories", 12, 16, 3e-3, "adam", "warmup", 10)
            }
        seed = 1
        checkpoint = ""
        resumeCommand = ""
    }

    /// What kinds of data a net can take.
    public var dataNames: [String] {
        switch net {
        case .twoLayer: return ["spirals", "rings", "moons", "shapes", "cifar10:DIR", "mnist:DIR"]
        case .convNet: return ["shapes", "cifar10:DIR", "mnist:DIR"]
        case .characterRNN, .transformer: return ["stories", "poems", "text:FILE"]
        }
    }

    public static let optimizers = [
        "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw",
    ]
    public static let schedules = ["constant", "step", "cosine", "warmup"]

    /// Exercises of earlier assignments that the net is also made of.
    public var neededOfEarlier: [String] {
        switch net {
        case .twoLayer: return []
        case .convNet: return ["affine.backward", "relu.backward", "softmax-loss.backward"]
        case .characterRNN: return []
        case .transformer: return ["affine.backward", "layer-norm.backward"]
        }
    }

    /// The exercises that a learner's own version of the net needs, written.
    public var needed: [String] {
        switch net {
        case .twoLayer:
            return [
                "affine.backward", "relu.backward", "softmax-loss.backward",
                "two-layer-net.backward",
            ]
        case .convNet:
            return ["convolution.backward", "max-pool.backward", "conv-net.backward"]
        case .characterRNN:
            return [
                "embedding.backward", "rnn-step.backward", "rnn.backward",
                "temporal-affine.backward", "temporal-softmax-loss.backward",
                "character-rnn.backward", "character-rnn.sample",
            ]
        case .transformer:
            return [
                "embedding.backward", "attention.backward", "multi-head-attention.backward",
                "positional-encoding.table", "gelu.backward", "transformer-block.backward",
                "temporal-softmax-loss.backward", "character-transformer.backward",
            ]
        }
    }
}
