// swift-format-ignore-file
// Written by `swift run course stubs`; not to be edited.

/// The untouched learner files by path.
public let pristineStubs: [String: String] = [
    "Sources/Assignments/Assignment1/Affine.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = inputs of one example, M = outputs of one example.

        /// A fully connected layer: every output is a weighted sum of all inputs, plus a bias.
        ///
        /// Concretely:
        ///
        ///     out = x.matmul(w).addingToEachRow(b)
        ///
        /// | name      | shape          | meaning                     |
        /// |-----------|----------------|-----------------------------|
        /// | x, dx     | (N, D)         | one example per row         |
        /// | w, b      | (D, M), (1, M) | what is learned             |
        /// | out, dout | (N, M)         | outputs, and their gradient |
        ///
        /// Source: CS231n notes, "Backpropagation, Intuitions", gradients for vectorized operations.
        public struct Affine: Layer {
            public var w: Matrix  // (D, M)
            public var b: Matrix  // (1, M)

            public init(w: Matrix, b: Matrix) {
                require(
                    b.shape == Shape(rows: 1, columns: w.columns),
                    "Affine: b is \(b.shape), and w \(w.shape) needs (1, \(w.columns)).")
                self.w = w
                self.b = b
            }

            /// Small random weights of the given standard deviation, and biases of 0.
            public init(
                inputs: Int, outputs: Int, weightScale: Double, using generator: inout SeededGenerator
            ) {
                w = .normal(
                    rows: inputs, columns: outputs, standardDeviation: weightScale, using: &generator)
                b = Matrix(rows: 1, columns: outputs)
            }

            /// `backward` needs the inputs; the weights are still in the layer.
            public struct Cache: Sendable {
                public let x: Matrix  // (N, D)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, D)
                public let dw: Matrix  // (D, M)
                public let db: Matrix  // (1, M)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let out = x.matmul(w).addingToEachRow(b)
                return (out, Cache(x: x))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("affine.backward")
            }

            public var parameters: [Parameter<Affine>] {
                [Parameter("w", \.w, \.dw), Parameter("b", \.b, \.db)]
            }
        }

        """#,
    "Sources/Assignments/Assignment1/Circuit.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// The first circuit of the course notes: f = (x + y) z, entry by entry.
        ///
        /// At x = -2, y = 5, z = -4 it gives f = -12, with gradients -4, -4 and 3.
        ///
        /// Shapes: x, y, z, their gradients, out and dout all have one and the same shape.
        ///
        /// Source: CS231n notes, "Backpropagation, Intuitions", compound expressions.
        public struct Circuit: Layer {
            public struct Input: Sendable {
                public var x: Matrix
                public var y: Matrix
                public var z: Matrix

                public init(x: Matrix, y: Matrix, z: Matrix) {
                    self.x = x
                    self.y = y
                    self.z = z
                }
            }

            /// The inputs, and the value on the wire between the two gates.
            public struct Cache: Sendable {
                public let input: Input
                public let q: Matrix
            }

            public struct Gradients: Sendable {
                public let dx: Matrix
                public let dy: Matrix
                public let dz: Matrix
            }

            public init() {}

            public func forward(_ input: Input) -> (out: Matrix, cache: Cache) {
                let q = input.x + input.y
                let f = q * input.z
                return (f, Cache(input: input, q: q))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("circuit.backward")
            }

            public var inputs: [Variable<Input, Gradients>] {
                [Variable("x", \.x, \.dx), Variable("y", \.y, \.dy), Variable("z", \.z, \.dz)]
            }
        }

        """#,
    "Sources/Assignments/Assignment1/HingeLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, C = classes.

        /// The multiclass support vector machine loss: the right class should win by a margin.
        ///
        /// Concretely, for the example in row n with label y, over all classes c other than y:
        ///
        ///     margin[c] = s[c] - s[y] + 1
        ///     loss = sum of max(0, margin[c])
        ///
        /// and the mean of that over the batch. At a margin of exactly 0 the slope is taken to be 0.
        ///
        /// | name      | shape  | meaning                  |
        /// |-----------|--------|--------------------------|
        /// | scores    | (N, C) | one example per row      |
        /// | labels    | N      | the right class, 0 ..< C |
        /// | dscores   | (N, C) | what `backward` returns  |
        ///
        /// Source: CS231n notes, "Linear classification", multiclass support vector machine loss.
        public struct HingeLoss: ClassificationLoss {
            /// By how much the right score should be above every other.
            public let margin: Double

            public init(margin: Double = 1) { self.margin = margin }

            public struct Cache: Sendable {
                public let scores: Matrix
                public let labels: [Int]
                public let margins: Matrix  // (N, C): max(0, margin[c]), and 0 in the label's column
            }

            public func forward(_ scores: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
                requireLabels(labels, for: scores, classes: scores.columns)
                var margins = scores
                for (n, label) in labels.enumerated() {
                    for c in 0..<scores.columns {
                        margins[n, c] = max(scores[n, c] - scores[n, label] + margin, 0)
                    }
                    // The right class does not compete with itself.
                    margins[n, label] = 0
                }
                let cache = Cache(scores: scores, labels: labels, margins: margins)
                return (margins.sum() / Double(labels.count), cache)
            }

            public func backward(_ dloss: Double, cache: Cache) -> Matrix {
                yourCodeHere("hinge-loss.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/LeakyReLU.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // x, out, dx and dout all have one and the same shape.

        /// A ReLU that is not flat on the negative side: out = x where x > 0, and alpha x elsewhere.
        ///
        /// At exactly 0 the slope is taken to be alpha.
        ///
        /// Source: CS231n notes, "Neural Networks Part 1", commonly used activation functions.
        public struct LeakyReLU: Layer {
            /// The slope on the negative side.
            public let alpha: Double

            public init(alpha: Double = 0.01) { self.alpha = alpha }

            public struct Cache: Sendable {
                public let x: Matrix
            }

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let out = x.mapped { x in x > 0 ? x : alpha * x }
                return (out, Cache(x: x))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("leaky-relu.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/LogisticLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples.

        /// Binary cross-entropy of a score: the mean of -log(probability of the right answer), where the
        /// probability of "1" is sigmoid(score).
        ///
        /// Concretely, for a score s and a label y of 0 or 1:
        ///
        ///     loss = log(1 + e^s) - y s
        ///
        /// which is -log(sigmoid(s)) for y = 1 and -log(1 - sigmoid(s)) for y = 0, but never overflows.
        ///
        /// | name      | shape  | meaning                             |
        /// |-----------|--------|-------------------------------------|
        /// | scores    | (N, 1) | any numbers; above 0 stands for "1" |
        /// | labels    | N      | 0 or 1                              |
        /// | dscores   | (N, 1) | what `backward` returns             |
        ///
        /// Source: CS231n notes, "Neural Networks Part 2", attribute classification.
        public struct LogisticLoss: ClassificationLoss {
            public init() {}

            public struct Cache: Sendable {
                public let scores: Matrix
                public let labels: [Int]
            }

            public func forward(_ scores: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
                requireOneColumn(scores)
                requireLabels(labels, for: scores, classes: 2)
                var loss = 0.0
                for (n, label) in labels.enumerated() {
                    loss += softplus(scores[n, 0]) - Double(label) * scores[n, 0]
                }
                return (loss / Double(labels.count), Cache(scores: scores, labels: labels))
            }

            public func backward(_ dloss: Double, cache: Cache) -> Matrix {
                yourCodeHere("logistic-loss.backward")
            }
        }

        /// Stops with a sentence unless there is one score per example.
        public func requireOneColumn(_ scores: Matrix) {
            require(
                scores.columns == 1,
                "a binary loss takes one score per example, (N, 1), not \(scores.shape).")
        }

        """#,
    "Sources/Assignments/Assignment1/MLP.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = inputs, H = hidden units, C = outputs.

        /// Two matrices with a ReLU between them, and no biases: the smallest network there is.
        ///
        /// Concretely:
        ///
        ///     hidden = max(0, x·w1)
        ///     out = hidden·w2
        ///
        /// | name      | shape  | meaning             |
        /// |-----------|--------|---------------------|
        /// | x, dx     | (N, D) | one example per row |
        /// | w1        | (D, H) | first layer         |
        /// | w2        | (H, C) | second layer        |
        /// | out, dout | (N, C) | scores              |
        ///
        /// Source: CS231n, lecture 4, "Neural networks"; Karpathy, "Yes you should understand backprop".
        public struct MLP: Layer {
            public var w1: Matrix  // (D, H)
            public var w2: Matrix  // (H, C)

            public init(w1: Matrix, w2: Matrix) {
                require(
                    w1.columns == w2.rows,
                    "MLP: w1 is \(w1.shape) and w2 \(w2.shape): the inner sizes must be equal.")
                self.w1 = w1
                self.w2 = w2
            }

            /// The inputs, and the hidden units before and after the ReLU.
            public struct Cache: Sendable {
                public let x: Matrix  // (N, D)
                public let a: Matrix  // (N, H), before
                public let hidden: Matrix  // (N, H), after
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, D)
                public let dw1: Matrix  // (D, H)
                public let dw2: Matrix  // (H, C)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let a = x.matmul(w1)
                let hidden = a.mapped { max($0, 0) }
                let out = hidden.matmul(w2)
                return (out, Cache(x: x, a: a, hidden: hidden))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("mlp.backward")
            }

            public var parameters: [Parameter<MLP>] {
                [Parameter("w1", \.w1, \.dw1), Parameter("w2", \.w2, \.dw2)]
            }
        }

        """#,
    "Sources/Assignments/Assignment1/MaxGate.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// The larger of two inputs, entry by entry: out = max(x, y).
        ///
        /// In the backward pass it routes: the whole gradient goes to the input that won. Where both are
        /// equal, x wins.
        ///
        /// Shapes: x, y, dx, dy, out and dout all have one and the same shape.
        ///
        /// Source: CS231n notes, "Backpropagation, Intuitions", patterns in backward flow.
        public struct MaxGate: Layer {
            public struct Cache: Sendable {
                public let input: Pair
            }

            public init() {}

            public typealias Gradients = PairGradient

            public func forward(_ input: Pair) -> (out: Matrix, cache: Cache) {
                let out = input.x.zipMapped(input.y) { x, y in max(x, y) }
                return (out, Cache(input: input))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("max-gate.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/Maxout.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = inputs of one example, M = outputs of one example.

        /// Maxout units: the larger of two affine functions, out = max(x·w1 + b1, x·w2 + b2).
        ///
        /// ReLU is the special case w1 = 0, b1 = 0, and leaky ReLU the one where w1 is alpha times w2.
        /// The price is twice the parameters. Where both are equal, the first wins.
        ///
        /// | name                 | shape          | meaning               |
        /// |----------------------|----------------|-----------------------|
        /// | x, dx                | (N, D)         | one example per row   |
        /// | w1, b1 and w2, b2    | (D, M), (1, M) | what is learned       |
        /// | out, dout            | (N, M)         | the larger of the two |
        ///
        /// Source: Goodfellow and others, "Maxout networks", 2013, arXiv:1302.4389.
        public struct Maxout: Layer {
            public var w1: Matrix  // (D, M)
            public var b1: Matrix  // (1, M)
            public var w2: Matrix  // (D, M)
            public var b2: Matrix  // (1, M)

            public init(w1: Matrix, b1: Matrix, w2: Matrix, b2: Matrix) {
                self.w1 = w1
                self.b1 = b1
                self.w2 = w2
                self.b2 = b2
            }

            /// The inputs, and the values of the two affine functions that were compared.
            public struct Cache: Sendable {
                public let x: Matrix  // (N, D)
                public let out1: Matrix  // (N, M)
                public let out2: Matrix  // (N, M)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, D)
                public let dw1: Matrix  // (D, M)
                public let db1: Matrix  // (1, M)
                public let dw2: Matrix  // (D, M)
                public let db2: Matrix  // (1, M)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let out1 = x.matmul(w1).addingToEachRow(b1)
                let out2 = x.matmul(w2).addingToEachRow(b2)
                let out = out1.zipMapped(out2) { first, second in max(first, second) }
                return (out, Cache(x: x, out1: out1, out2: out2))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("maxout.backward")
            }

            public var parameters: [Parameter<Maxout>] {
                [
                    Parameter("w1", \.w1, \.dw1), Parameter("b1", \.b1, \.db1),
                    Parameter("w2", \.w2, \.dw2), Parameter("b2", \.b2, \.db2),
                ]
            }
        }

        """#,
    "Sources/Assignments/Assignment1/MeanSquaredError.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = numbers predicted for one example.

        /// The mean of (prediction - target)^2 over all N D numbers.
        ///
        /// Shapes: predictions, targets and dpredictions are all (N, D). The lecture's version, which adds
        /// up and does not average, is `SquaredError`.
        ///
        /// Source: CS231n notes, "Neural Networks Part 2", regression.
        public struct MeanSquaredError: RegressionLoss {
            public init() {}

            public struct Cache: Sendable {
                public let predictions: Matrix
                public let targets: Matrix
            }

            public func forward(_ predictions: Matrix, targets: Matrix) -> (loss: Double, cache: Cache) {
                let errors = predictions - targets
                let loss = (errors * errors).mean()
                return (loss, Cache(predictions: predictions, targets: targets))
            }

            public func backward(_ dloss: Double, cache: Cache) -> Matrix {
                yourCodeHere("mean-squared-error.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/MultiplyGate.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// The product of two inputs, entry by entry: out = x * y.
        ///
        /// In the backward pass it switches its inputs: the gradient of one holds the value of the other.
        ///
        /// Shapes: x, y, dx, dy, out and dout all have one and the same shape.
        ///
        /// Source: CS231n notes, "Backpropagation, Intuitions", patterns in backward flow.
        public struct MultiplyGate: Layer {
            public struct Cache: Sendable {
                public let input: Pair
            }

            public init() {}

            public typealias Gradients = PairGradient

            public func forward(_ input: Pair) -> (out: Matrix, cache: Cache) {
                let out = input.x * input.y
                return (out, Cache(input: input))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("multiply-gate.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/ReLU.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // x, out, dx and dout all have one and the same shape.

        /// Rectified linear units: out = max(0, x).
        ///
        /// A unit whose input is negative for every example passes no gradient back to its weights, so
        /// they never change again: it is dead. At exactly 0 the slope is taken to be 0.
        ///
        /// Source: CS231n notes, "Neural Networks Part 1", commonly used activation functions.
        public struct ReLU: Layer {
            public struct Cache: Sendable {
                public let x: Matrix
            }

            public init() {}

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let out = x.mapped { max($0, 0) }
                return (out, Cache(x: x))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("relu.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/Sigmoid.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // x, out, dx and dout all have one and the same shape.

        /// The sigmoid of every entry, between 0 and 1: out = 1 / (1 + e^-x).
        ///
        /// Its slope is at most a quarter, and almost nothing where it is saturated (|x| above 5 or so):
        /// gradients shrink on their way through it.
        ///
        /// Source: CS231n notes, "Neural Networks Part 1", commonly used activation functions.
        public struct Sigmoid: Layer {
            /// The output is kept too: the slope is easiest to write in terms of it.
            public struct Cache: Sendable {
                public let x: Matrix
                public let out: Matrix
            }

            public init() {}

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let out = x.mapped(sigmoid)
                return (out, Cache(x: x, out: out))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("sigmoid.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/SigmoidNeuron.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// A neuron with two inputs: out = sigmoid(w0 x0 + w1 x1 + w2), where w2 is the bias.
        ///
        /// At w = (2, -3, -3) and x = (-1, -2) the sum is 1.00 and the output 0.73; the gradients are
        /// -0.20, -0.39 and 0.20 for w, 0.39 and -0.59 for x.
        ///
        /// `SigmoidNeuronChain` is the same function as a chain of six small gates.
        ///
        /// | name    | shape  | meaning                       |
        /// |---------|--------|-------------------------------|
        /// | x, dx   | (1, 2) | one example                   |
        /// | w, dw   | (1, 3) | two weights and the bias      |
        /// | out     | (1, 1) | between 0 and 1               |
        ///
        /// Source: CS231n notes, "Backpropagation, Intuitions", modularity: sigmoid example.
        public struct SigmoidNeuron: Layer {
            public var w: Matrix  // (1, 3)

            public init(w: Matrix) {
                require(
                    w.shape == Shape(rows: 1, columns: 3), "SigmoidNeuron: w is \(w.shape), not (1, 3).")
                self.w = w
            }

            /// `out` is kept too: the sigmoid's slope is easiest to write in terms of it.
            public struct Cache: Sendable {
                public let x: Matrix
                public let out: Double
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (1, 2)
                public let dw: Matrix  // (1, 3)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                require(
                    x.shape == Shape(rows: 1, columns: 2), "SigmoidNeuron: x is \(x.shape), not (1, 2).")
                let dot = w[0, 0] * x[0, 0] + w[0, 1] * x[0, 1] + w[0, 2]
                let out = sigmoid(dot)
                return (Matrix(out), Cache(x: x, out: out))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("sigmoid-neuron.backward")
            }

            public var parameters: [Parameter<SigmoidNeuron>] { [Parameter("w", \.w, \.dw)] }
        }

        """#,
    "Sources/Assignments/Assignment1/SoftmaxLoss.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // N = examples, C = classes.

        /// Softmax with cross-entropy: the mean over the batch of -log(probability of the right class).
        ///
        /// Concretely, for the example in row n with label y:
        ///
        ///     p[c] = e^s[c] / (e^s[0] + ... + e^s[C-1])
        ///     loss = -log(p[y])
        ///
        /// | name      | shape  | meaning                            |
        /// |-----------|--------|------------------------------------|
        /// | scores    | (N, C) | any numbers; not probabilities yet |
        /// | labels    | N      | the right class, 0 ..< C           |
        /// | dscores   | (N, C) | what `backward` returns            |
        ///
        /// Source: CS231n notes, "Linear classification", softmax classifier.
        public struct SoftmaxLoss: ClassificationLoss {
            public init() {}

            public struct Cache: Sendable {
                public let scores: Matrix
                public let labels: [Int]
                public let probabilities: Matrix  // (N, C), every row adds up to 1
            }

            public func forward(_ scores: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
                requireLabels(labels, for: scores, classes: scores.columns)
                // Taking the largest score off every row changes no probability and keeps e^s finite.
                let shifted = scores.addingToEachColumn(-scores.rowMaxima())
                let exponentials = shifted.mapped(exp)
                let sums = exponentials.rowSums()
                var loss = 0.0
                for (n, label) in labels.enumerated() {
                    // -log(e^s / sum) = log(sum) - s, which is finite even where e^s is rounded to 0.
                    loss += log(sums[n, 0]) - shifted[n, label]
                }
                let probabilities = exponentials.multiplyingEachColumn(by: 1 / sums)
                let cache = Cache(scores: scores, labels: labels, probabilities: probabilities)
                return (loss / Double(labels.count), cache)
            }

            public func backward(_ dloss: Double, cache: Cache) -> Matrix {
                yourCodeHere("softmax-loss.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/StagedExpression.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// The expression of the notes that is worked out in stages, entry by entry.
        ///
        /// Concretely:
        ///
        ///     f(x, y) = (x + sigmoid(y)) / (sigmoid(x) + (x + y)^2)
        ///
        /// There is no need to write its derivative as one formula: eight short lines forward, and for
        /// each of them one or two lines backward. x and y are used more than once, so their gradients
        /// add up (the multivariable chain rule).
        ///
        /// Shapes: x, y, dx, dy, out and dout all have one and the same shape.
        ///
        /// Source: CS231n notes, "Backpropagation, Intuitions", backprop in practice: staged computation.
        public struct StagedExpression: Layer {
            /// Every intermediate value, by the name it has in `forward`.
            public struct Cache: Sendable {
                public let input: Pair
                public let sigy: Matrix
                public let num: Matrix
                public let sigx: Matrix
                public let xpy: Matrix
                public let den: Matrix
                public let invden: Matrix
            }

            public init() {}

            public typealias Gradients = PairGradient

            public func forward(_ input: Pair) -> (out: Matrix, cache: Cache) {
                let (x, y) = (input.x, input.y)
                let sigy = y.mapped(sigmoid)
                let num = x + sigy
                let sigx = x.mapped(sigmoid)
                let xpy = x + y
                let xpysqr = xpy * xpy
                let den = sigx + xpysqr
                let invden = 1 / den
                let f = num * invden
                let cache = Cache(
                    input: input, sigy: sigy, num: num, sigx: sigx, xpy: xpy, den: den, invden: invden)
                return (f, cache)
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("staged-expression.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/Tanh.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // x, out, dx and dout all have one and the same shape.

        /// The hyperbolic tangent of every entry, between -1 and 1: out = tanh(x).
        ///
        /// It is a sigmoid, stretched and centred at zero: tanh(x) = 2 sigmoid(2x) - 1.
        ///
        /// Source: CS231n notes, "Neural Networks Part 1", commonly used activation functions.
        public struct Tanh: Layer {
            /// The output is kept too: the slope is easiest to write in terms of it.
            public struct Cache: Sendable {
                public let x: Matrix
                public let out: Matrix
            }

            public init() {}

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let out = x.mapped(tanh)
                return (out, Cache(x: x, out: out))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("tanh.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment1/TwoLayerNet.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = inputs, H = hidden units, C = classes.

        /// Affine, ReLU, affine, softmax loss, with L2 regularization of both weight matrices.
        ///
        /// Concretely:
        ///
        ///     scores = affine2(relu(affine1(x)))
        ///     loss = softmax loss of the scores + 0.5 * reg * (sum of w1^2 + sum of w2^2)
        ///
        /// | name                 | shape          | meaning             |
        /// |----------------------|----------------|---------------------|
        /// | x                    | (N, D)         | one example per row |
        /// | affine1.w, affine1.b | (D, H), (1, H) | first layer         |
        /// | affine2.w, affine2.b | (H, C), (1, C) | second layer        |
        /// | scores               | (N, C)         | one column a class  |
        ///
        /// Source: CS231n, assignment 1, two-layer neural network.
        public struct TwoLayerNet: Model {
            public var affine1: Affine
            public var affine2: Affine
            public let regularization: L2Regularization

            private let relu = ReLU()
            private let softmax = SoftmaxLoss()

            public init(affine1: Affine, affine2: Affine, regularization: Double = 0) {
                self.affine1 = affine1
                self.affine2 = affine2
                self.regularization = L2Regularization(strength: regularization)
            }

            /// Small random weights and biases of 0.
            public init(
                inputs: Int, hidden: Int, classes: Int, weightScale: Double = 1e-3,
                regularization: Double = 0, using generator: inout SeededGenerator
            ) {
                self.init(
                    affine1: Affine(
                        inputs: inputs, outputs: hidden, weightScale: weightScale, using: &generator),
                    affine2: Affine(
                        inputs: hidden, outputs: classes, weightScale: weightScale, using: &generator),
                    regularization: regularization)
            }

            /// The input and labels, and what every layer remembers.
            public struct Cache: Sendable {
                public let x: Matrix
                public let labels: [Int]
                public let affine1: Affine.Cache
                public let relu: ReLU.Cache
                public let affine2: Affine.Cache
                public let softmax: SoftmaxLoss.Cache
            }

            /// One gradient per parameter.
            public struct Gradients: Sendable {
                public let dw1: Matrix  // (D, H)
                public let db1: Matrix  // (1, H)
                public let dw2: Matrix  // (H, C)
                public let db2: Matrix  // (1, C)
            }

            /// The scores of every example: what the net is asked for once it is trained.
            public func scores(_ x: Matrix) -> Matrix {
                let hidden = relu.forward(affine1.forward(x).out).out
                return affine2.forward(hidden).out
            }

            public func forward(_ x: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
                let (a, cache1) = affine1.forward(x)
                let (hidden, cacheOfReLU) = relu.forward(a)
                let (scores, cache2) = affine2.forward(hidden)
                let (dataLoss, cacheOfSoftmax) = softmax.forward(scores, labels: labels)
                let loss = dataLoss + regularization.penalty(affine1.w, affine2.w)
                let cache = Cache(
                    x: x, labels: labels, affine1: cache1, relu: cacheOfReLU, affine2: cache2,
                    softmax: cacheOfSoftmax)
                return (loss, cache)
            }

            public func backward(_ dloss: Double, cache: Cache) -> Gradients {
                yourCodeHere("two-layer-net.backward")
            }

            /// Gradient descent on the whole data set at once, `steps` times; changes the parameters.
            /// - Parameters:
            ///   - x: all examples, (N, D).
            ///   - labels: their N classes.
            ///   - steps: how many times to go downhill.
            ///   - learningRate: how far to go, as a multiple of the gradient.
            /// - Returns: the loss before each step, so `steps` numbers.
            public mutating func train(
                _ x: Matrix, labels: [Int], steps: Int, learningRate: Double
            ) -> [Double] {
                yourCodeHere("two-layer-net.train")
            }

            public var parameters: [Parameter<TwoLayerNet>] {
                [
                    Parameter("affine1.w", \.affine1.w, \.dw1), Parameter("affine1.b", \.affine1.b, \.db1),
                    Parameter("affine2.w", \.affine2.w, \.dw2), Parameter("affine2.b", \.affine2.b, \.db2),
                ]
            }
        }

        """#,
    "Sources/Assignments/Assignment2/AdaGrad.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        /// A learning rate for every entry, which shrinks with all the gradients that it has seen.
        ///
        /// Concretely:
        ///
        ///     s = s + dw^2
        ///     w = w - learningRate dw / (sqrt(s) + epsilon)
        ///
        /// s only grows, so the steps only shrink: `RMSProp` forgets instead.
        ///
        /// Source: Duchi, Hazan, Singer, "Adaptive subgradient methods", 2011; CS231n notes, "Neural
        /// Networks Part 3".
        public struct AdaGrad: Optimizer {
            public var learningRate: Double

            /// Keeps the first division from being by 0; outside the root, as in the course.
            public var epsilon: Double
            public var states: [String: Matrix] = [:]

            public init(learningRate: Double, epsilon: Double = 1e-8) {
                self.learningRate = learningRate
                self.epsilon = epsilon
            }

            /// The sum of the squares of all gradients so far.
            public func initialState(for value: Matrix) -> Matrix { value.zeros }

            public func update(_ value: inout Matrix, gradient: Matrix, state squares: inout Matrix) {
                yourCodeHere("adagrad.update")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/Adam.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        /// Momentum and RMSProp together, with the beginning of both averages put right.
        ///
        /// Concretely, at step t = 1, 2, 3, ...:
        ///
        ///     m = beta1 m + (1 - beta1) dw              the average gradient
        ///     v = beta2 v + (1 - beta2) dw^2            the average square
        ///     w = w - learningRate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
        ///
        /// Both averages begin at 0 and are too small at first; the divisions undo just that, and fade.
        /// With a `weightDecay` above 0 it is AdamW: w also loses learningRate weightDecay w at each step,
        /// apart from the averages.
        ///
        /// Source: Kingma, Ba, "Adam", 2014, arXiv:1412.6980; Loshchilov, Hutter, "Decoupled weight decay
        /// regularization", 2017, arXiv:1711.05101.
        public struct Adam: Optimizer {
            public var learningRate: Double
            public var beta1: Double
            public var beta2: Double

            /// Keeps the division from being by 0; outside the root.
            public var epsilon: Double

            /// AdamW's decay of the weights; 0 for Adam.
            public var weightDecay: Double
            public var states: [String: State] = [:]

            public init(
                learningRate: Double, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
                weightDecay: Double = 0
            ) {
                self.learningRate = learningRate
                self.beta1 = beta1
                self.beta2 = beta2
                self.epsilon = epsilon
                self.weightDecay = weightDecay
            }

            public struct State: Sendable {
                /// The moving average of the gradients.
                public var m: Matrix
                /// The moving average of their squares.
                public var v: Matrix
                /// How many steps have been taken.
                public var t: Int

                public init(m: Matrix, v: Matrix, t: Int) {
                    self.m = m
                    self.v = v
                    self.t = t
                }
            }

            public func initialState(for value: Matrix) -> State {
                State(m: value.zeros, v: value.zeros, t: 0)
            }

            public func update(_ value: inout Matrix, gradient: Matrix, state: inout State) {
                yourCodeHere("adam.update")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/AveragePool.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, P = places of the window, K = pixels under the window.

        /// Average pooling: the mean of the numbers under a window that slides over every channel by itself.
        ///
        /// Windows may overlap. Zeros of the padding count as numbers.
        ///
        /// | name      | shape      | meaning                                  |
        /// |-----------|------------|------------------------------------------|
        /// | x, dx     | (N, C H W) | one image per row, channel after channel |
        /// | out, dout | (N, C P)   | the same, with one number per place      |
        ///
        /// Source: CS231n notes, "Convolutional neural networks", pooling layer, general pooling.
        public struct AveragePool: Layer {
            public let window: Window
            public let image: ImageShape

            public init(window: Window, image: ImageShape) {
                self.window = window
                self.image = image
            }

            /// The size of the images that it gives out.
            public var output: ImageShape { window.places(in: image) }

            /// A channel of an image is pooled as an image of its own.
            private var channel: ImageShape {
                ImageShape(channels: 1, height: image.height, width: image.width)
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C H W)
            }

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                x.requireImages(image)
                // Every place of every channel becomes a row: (N C P, K).
                let channels = x.reshaped(rows: x.rows * image.channels, columns: channel.count)
                let means = channels.patches(window, of: channel).rowMeans()
                let out = means.reshaped(rows: x.rows, columns: output.count)
                return (out, Cache(x: x))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("average-pool.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/BatchNorm.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // N = examples, D = features.

        /// Batch normalization: every feature gets mean 0 and variance 1 over the batch, then a learned scale
        /// and shift.
        ///
        /// Concretely, for every column of x:
        ///
        ///     xhat = (x - mean) / sqrt(variance + epsilon)
        ///     out = gamma xhat + beta
        ///
        /// In training, mean and variance are those of the batch, so every example has a say in what
        /// happens to every other one. In test mode they are the running ones, which are constants.
        ///
        /// | name            | shape  | meaning                                 |
        /// |-----------------|--------|-----------------------------------------|
        /// | x, out          | (N, D) | one example per row                     |
        /// | gamma, beta     | (1, D) | what is learned                         |
        /// | runningMean     | (1, D) | moving average of the batches' means    |
        /// | runningVariance | (1, D) | the same of their variances             |
        ///
        /// The variance is the biased one: the sum of squares is divided by N. epsilon is inside the root.
        ///
        /// Source: Ioffe, Szegedy, "Batch normalization", 2015, arXiv:1502.03167; CS231n, assignment 2.
        public struct BatchNorm: Layer {
            public var gamma: Matrix  // (1, D)
            public var beta: Matrix  // (1, D)
            public var runningMean: Matrix  // (1, D)
            public var runningVariance: Matrix  // (1, D)

            /// Whether mean and variance are those of the batch, or else the running ones.
            public var isTraining = true

            /// How much of the running statistics is kept at every update.
            public let momentum: Double

            /// Keeps the root away from 0.
            public let epsilon: Double

            public init(gamma: Matrix, beta: Matrix, momentum: Double = 0.9, epsilon: Double = 1e-5) {
                require(
                    gamma.rows == 1 && gamma.shape == beta.shape,
                    "BatchNorm: gamma is \(gamma.shape) and beta \(beta.shape); both must be (1, D).")
                self.gamma = gamma
                self.beta = beta
                self.momentum = momentum
                self.epsilon = epsilon
                runningMean = gamma.zeros
                runningVariance = gamma.zeros
            }

            /// A scale of 1 and a shift of 0 for each of `features`.
            public init(features: Int) {
                self.init(
                    gamma: Matrix(rows: 1, columns: features, repeating: 1),
                    beta: Matrix(rows: 1, columns: features))
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, D)
                public let mean: Matrix  // (1, D)
                public let variance: Matrix  // (1, D)
                public let centered: Matrix  // (N, D): x - mean
                public let istd: Matrix  // (1, D): 1 / sqrt(variance + epsilon)
                public let xhat: Matrix  // (N, D)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, D)
                public let dgamma: Matrix  // (1, D)
                public let dbeta: Matrix  // (1, D)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let mean = isTraining ? stage("mean", x.columnMeans()) : runningMean
                let centered = stage("centered", x.addingToEachRow(-mean))
                let squares = centered * centered
                let variance = isTraining ? stage("variance", squares.columnMeans()) : runningVariance
                let istd = stage("istd", variance.mapped { 1 / sqrt($0 + epsilon) })
                let xhat = stage("xhat", centered.multiplyingEachRow(by: istd))
                let out = xhat.multiplyingEachRow(by: gamma).addingToEachRow(beta)
                let cache = Cache(
                    x: x, mean: mean, variance: variance, centered: centered, istd: istd, xhat: xhat)
                return (out, cache)
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("batch-norm.backward")
            }

            /// The same gradients in training mode, from one formula that was worked out on paper.
            public func simplifiedBackward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("batch-norm.simplified")
            }

            /// Moves the running statistics towards those of the batch that `cache` comes from.
            public mutating func updateRunningStatistics(_ cache: Cache) {
                runningMean = momentum * runningMean + (1 - momentum) * cache.mean
                runningVariance = momentum * runningVariance + (1 - momentum) * cache.variance
            }

            public var parameters: [Parameter<BatchNorm>] {
                [Parameter("gamma", \.gamma, \.dgamma), Parameter("beta", \.beta, \.dbeta)]
            }
        }

        """#,
    "Sources/Assignments/Assignment2/ConvNet.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = classes, F = filters, H = hidden units, P = numbers that are left after pooling.

        /// A small convolutional net: convolution, ReLU, 2 x 2 max pooling, affine, ReLU, affine, softmax
        /// loss, with L2 regularization of the three weight matrices.
        ///
        /// Concretely:
        ///
        ///     features = pool(relu(convolution(x)))
        ///     scores = affine2(relu(affine1(features)))
        ///
        /// | name                 | shape          | meaning                                  |
        /// |----------------------|----------------|------------------------------------------|
        /// | x                    | (N, channels height width) | one image per row            |
        /// | convolution.w, .b    | (K, F), (1, F) | filters                                  |
        /// | affine1.w, affine1.b | (P, H), (1, H) | from the pooled features                 |
        /// | affine2.w, affine2.b | (H, C), (1, C) | to the scores                            |
        ///
        /// Source: CS231n, assignment 2, three-layer convolutional network.
        public struct ConvNet: Model {
            public var convolution: Convolution
            public let pool: MaxPool
            public var affine1: Affine
            public var affine2: Affine
            public let regularization: L2Regularization

            private let relu = ReLU()
            private let softmax = SoftmaxLoss()

            public init(
                convolution: Convolution, affine1: Affine, affine2: Affine, regularization: Double = 0
            ) {
                self.convolution = convolution
                self.affine1 = affine1
                self.affine2 = affine2
                self.regularization = L2Regularization(strength: regularization)
                pool = MaxPool(
                    window: Window(height: 2, width: 2, stride: 2), image: convolution.output)
            }

            /// Random weights and biases of 0; the window is `size` x `size`, padded so that the image keeps
            /// its size.
            /// - Parameters:
            ///   - image: the size of the images.
            ///   - filters: F.
            ///   - size: of the window; odd.
            ///   - hidden: H.
            ///   - classes: C.
            ///   - weightScale: the standard deviation of the weights; nil for sqrt(2 / inputs of the layer).
            ///   - regularization: the strength of the penalty.
            ///   - generator: where the weights come from.
            public init(
                image: ImageShape, filters: Int, size: Int = 3, hidden: Int, classes: Int,
                weightScale: Double? = nil, regularization: Double = 0,
                using generator: inout SeededGenerator
            ) {
                func scale(_ inputs: Int) -> Double { weightScale ?? (2 / Double(inputs)).squareRoot() }
                let convolution = Convolution(
                    filters: filters,
                    window: Window(height: size, width: size, padding: (size - 1) / 2), image: image,
                    weightScale: scale(image.channels * size * size), using: &generator)
                let pooled = filters * (image.height / 2) * (image.width / 2)
                self.init(
                    convolution: convolution,
                    affine1: Affine(
                        inputs: pooled, outputs: hidden, weightScale: scale(pooled), using: &generator),
                    affine2: Affine(
                        inputs: hidden, outputs: classes, weightScale: scale(hidden), using: &generator),
                    regularization: regularization)
            }

            /// The input and labels, and what every layer remembers.
            public struct Cache: Sendable {
                public let x: Matrix
                public let labels: [Int]
                public let convolution: Convolution.Cache
                public let relu1: ReLU.Cache
                public let pool: MaxPool.Cache
                public let affine1: Affine.Cache
                public let relu2: ReLU.Cache
                public let affine2: Affine.Cache
                public let softmax: SoftmaxLoss.Cache
            }

            public struct Gradients: Sendable {
                public let dwc: Matrix  // (K, F)
                public let dbc: Matrix  // (1, F)
                public let dw1: Matrix  // (P, H)
                public let db1: Matrix  // (1, H)
                public let dw2: Matrix  // (H, C)
                public let db2: Matrix  // (1, C)
            }

            public func scores(_ x: Matrix) -> Matrix {
                let features = pool.forward(relu.forward(convolution.forward(x).out).out).out
                return affine2.forward(relu.forward(affine1.forward(features).out).out).out
            }

            public func forward(_ x: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
                let (maps, convolutionCache) = convolution.forward(x)
                let (open, relu1Cache) = relu.forward(maps)
                let (features, poolCache) = pool.forward(open)
                let (a, affine1Cache) = affine1.forward(features)
                let (hidden, relu2Cache) = relu.forward(a)
                let (scores, affine2Cache) = affine2.forward(hidden)
                let (dataLoss, softmaxCache) = softmax.forward(scores, labels: labels)
                let loss = dataLoss + regularization.penalty(convolution.w, affine1.w, affine2.w)
                let cache = Cache(
                    x: x, labels: labels, convolution: convolutionCache, relu1: relu1Cache,
                    pool: poolCache, affine1: affine1Cache, relu2: relu2Cache, affine2: affine2Cache,
                    softmax: softmaxCache)
                return (loss, cache)
            }

            public func backward(_ dloss: Double, cache: Cache) -> Gradients {
                yourCodeHere("conv-net.backward")
            }

            public var parameters: [Parameter<ConvNet>] {
                [
                    Parameter("convolution.w", \.convolution.w, \.dwc),
                    Parameter("convolution.b", \.convolution.b, \.dbc),
                    Parameter("affine1.w", \.affine1.w, \.dw1), Parameter("affine1.b", \.affine1.b, \.db1),
                    Parameter("affine2.w", \.affine2.w, \.dw2), Parameter("affine2.b", \.affine2.b, \.db2),
                ]
            }
        }

        """#,
    "Sources/Assignments/Assignment2/Convolution.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, F = filters, K = numbers under the window (C height width),
        // P = places of the window.

        /// A convolution: a small window slides over every image, and at every place each filter gives one
        /// number, the same weighted sum everywhere.
        ///
        /// Concretely, with what is under the window at each place written as a row of `patches`:
        ///
        ///     out = patches·w + b            in the order (image, place, filter), then (image, filter, place)
        ///
        /// | name | shape    | meaning                                       |
        /// |------|----------|-----------------------------------------------|
        /// | x    | (N, C H W) | one image per row, channel after channel    |
        /// | w    | (K, F)   | one filter per column                         |
        /// | b    | (1, F)   | one bias per filter                           |
        /// | out  | (N, F P) | one image per row, one channel per filter     |
        ///
        /// A filter's K weights are in the order (channel, row, column).
        ///
        /// Source: CS231n notes, "Convolutional neural networks", implementation as matrix multiplication.
        public struct Convolution: Layer {
            public var w: Matrix  // (K, F)
            public var b: Matrix  // (1, F)
            public let window: Window
            public let image: ImageShape

            public init(w: Matrix, b: Matrix, window: Window, image: ImageShape) {
                require(
                    w.rows == image.channels * window.height * window.width,
                    "Convolution: w is \(w.shape), and the window shows \(image.channels) x \(window.height) x \(window.width) numbers."
                )
                require(
                    b.shape == Shape(rows: 1, columns: w.columns),
                    "Convolution: b is \(b.shape), and w \(w.shape) needs (1, \(w.columns)).")
                self.w = w
                self.b = b
                self.window = window
                self.image = image
            }

            /// Small random weights of the given standard deviation, and biases of 0.
            public init(
                filters: Int, window: Window, image: ImageShape, weightScale: Double,
                using generator: inout SeededGenerator
            ) {
                self.init(
                    w: .normal(
                        rows: image.channels * window.height * window.width, columns: filters,
                        standardDeviation: weightScale, using: &generator),
                    b: Matrix(rows: 1, columns: filters), window: window, image: image)
            }

            /// The size of the images that it gives out: one channel per filter.
            public var output: ImageShape {
                let places = window.places(in: image)
                return ImageShape(channels: w.columns, height: places.height, width: places.width)
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C H W)
                public let patches: Matrix  // (N P, K)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, C H W)
                public let dw: Matrix  // (K, F)
                public let db: Matrix  // (1, F)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let patches = x.patches(window, of: image)
                let places = patches.matmul(w).addingToEachRow(b)
                let out = places.columnsAsChannels(examples: x.rows)
                return (out, Cache(x: x, patches: patches))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("convolution.backward")
            }

            public var parameters: [Parameter<Convolution>] {
                [Parameter("w", \.w, \.dw), Parameter("b", \.b, \.db)]
            }
        }

        """#,
    "Sources/Assignments/Assignment2/Dropout.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // x, out, dx, dout and the mask all have one and the same shape.

        /// Inverted dropout: in training every number is kept with probability `keep`, or else set to 0.
        ///
        /// Concretely:
        ///
        ///     out = x mask          mask = 1/keep where a number is kept, 0 elsewhere
        ///
        /// Dividing by `keep` leaves the expected value of every number as it was, so at test time there is
        /// nothing to do, and the mask is all ones.
        ///
        /// `keep` is the probability to keep a number. (In CS231n's assignments of 2016 and 2017 p was the
        /// probability to drop it.) The mask comes from a stored seed: forward is pure, and gives the same
        /// mask until the seed is changed.
        ///
        /// Source: Srivastava and others, "Dropout", 2014; CS231n notes, "Neural Networks Part 2".
        public struct Dropout: Layer {
            public let keep: Double

            /// Chooses the mask; training changes it before every batch.
            public var seed: Int
            public var isTraining = true

            public init(keep: Double, seed: Int = 1) {
                require(
                    keep > 0 && keep <= 1, "Dropout: keep is \(keep), and must be above 0 and at most 1.")
                self.keep = keep
                self.seed = seed
            }

            public struct Cache: Sendable {
                public let x: Matrix
                public let mask: Matrix
            }

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                var mask = Matrix(rows: x.rows, columns: x.columns, repeating: 1)
                if isTraining {
                    var generator = SeededGenerator(seed: seed)
                    mask = mask.mapped { _ in generator.uniform() < keep ? 1 / keep : 0 }
                }
                return (x * mask, Cache(x: x, mask: mask))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("dropout.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/FullyConnectedNet.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = inputs, H = units of a hidden layer, C = classes.

        /// Any number of hidden blocks, then an affine layer and the softmax loss, with L2 regularization of
        /// all weight matrices.
        ///
        /// Concretely:
        ///
        ///     scores = output(blocks[L-1](... blocks[0](x)))
        ///     loss = softmax loss of the scores + 0.5 * reg * (sum of the squares of all w)
        ///
        /// | name               | shape          | meaning                                   |
        /// |--------------------|----------------|-------------------------------------------|
        /// | x                  | (N, D)         | one example per row                       |
        /// | blocks.0.w, .b     | (D, H), (1, H) | and so on; the last block gives (N, H)    |
        /// | output.w, output.b | (H, C), (1, C) | the last layer                            |
        ///
        /// gamma and beta of a normalization are not regularized, and neither are biases.
        ///
        /// Source: CS231n, assignment 2, fully-connected nets.
        public struct FullyConnectedNet: Model {
            public var blocks: [HiddenBlock]
            public var output: Affine
            public let regularization: L2Regularization

            private let softmax = SoftmaxLoss()

            public init(blocks: [HiddenBlock], output: Affine, regularization: Double = 0) {
                self.blocks = blocks
                self.output = output
                self.regularization = L2Regularization(strength: regularization)
            }

            /// Which normalization follows every hidden affine layer.
            public enum Normalization: Sendable { case none, batch, layer }

            /// Random weights and biases of 0.
            /// - Parameters:
            ///   - inputs: D.
            ///   - hidden: the units of each hidden layer.
            ///   - classes: C.
            ///   - weightScale: the standard deviation of the weights; nil for sqrt(2 / inputs of the layer).
            ///   - normalization: of every block, or none.
            ///   - keep: the probability to keep a unit in training; 1 for no dropout.
            ///   - regularization: the strength of the penalty.
            ///   - generator: where the weights come from.
            public init(
                inputs: Int, hidden: [Int], classes: Int, weightScale: Double? = nil,
                normalization: Normalization = .none, keep: Double = 1, regularization: Double = 0,
                using generator: inout SeededGenerator
            ) {
                func affine(_ inputs: Int, _ outputs: Int) -> Affine {
                    Affine(
                        inputs: inputs, outputs: outputs,
                        weightScale: weightScale ?? (2 / Double(inputs)).squareRoot(), using: &generator)
                }
                var blocks: [HiddenBlock] = []
                var size = inputs
                for (index, units) in hidden.enumerated() {
                    blocks.append(
                        HiddenBlock(
                            affine: affine(size, units),
                            batchNorm: normalization == .batch ? BatchNorm(features: units) : nil,
                            layerNorm: normalization == .layer ? LayerNorm(features: units) : nil,
                            dropout: keep < 1 ? Dropout(keep: keep, seed: index + 1) : nil))
                    size = units
                }
                self.init(blocks: blocks, output: affine(size, classes), regularization: regularization)
            }

            /// The input and labels, and what every layer remembers.
            public struct Cache: Sendable {
                public let x: Matrix
                public let labels: [Int]
                public let blocks: [HiddenBlock.Cache]
                public let output: Affine.Cache
                public let softmax: SoftmaxLoss.Cache
            }

            public struct Gradients: Sendable {
                public let blocks: [HiddenBlock.Gradients]
                public let doutputw: Matrix  // (H, C)
                public let doutputb: Matrix  // (1, C)
            }

            public func scores(_ x: Matrix) -> Matrix {
                output.forward(blocks.reduce(x) { x, block in block.forward(x).out }).out
            }

            public func forward(_ x: Matrix, labels: [Int]) -> (loss: Double, cache: Cache) {
                var hidden = x
                var caches: [HiddenBlock.Cache] = []
                for block in blocks {
                    let (out, cache) = block.forward(hidden)
                    hidden = out
                    caches.append(cache)
                }
                let (scores, outputCache) = output.forward(hidden)
                let (dataLoss, softmaxCache) = softmax.forward(scores, labels: labels)
                var loss = dataLoss + regularization.penalty(output.w)
                for block in blocks { loss += regularization.penalty(block.affine.w) }
                let cache = Cache(
                    x: x, labels: labels, blocks: caches, output: outputCache, softmax: softmaxCache)
                return (loss, cache)
            }

            public func backward(_ dloss: Double, cache: Cache) -> Gradients {
                yourCodeHere("fully-connected-net.backward")
            }

            public var parameters: [Parameter<FullyConnectedNet>] {
                blocks.indices.flatMap { parameters(of: \.blocks[$0], \.blocks[$0], as: "blocks.\($0)") }
                    + [
                        Parameter("output.w", \.output.w, \.doutputw),
                        Parameter("output.b", \.output.b, \.doutputb),
                    ]
            }

            /// Running statistics move towards those of the batch, and masks are drawn anew.
            public mutating func finishStep(_ cache: Cache) {
                for l in blocks.indices {
                    if let batch = cache.blocks[l].batchNorm {
                        blocks[l].batchNorm?.updateRunningStatistics(batch)
                    }
                    let next = (blocks[l].dropout?.seed ?? 0) + blocks.count
                    blocks[l].dropout?.seed = next
                }
            }

            public var forTesting: FullyConnectedNet {
                var net = self
                for l in blocks.indices {
                    net.blocks[l].batchNorm?.isTraining = false
                    net.blocks[l].dropout?.isTraining = false
                }
                return net
            }
        }

        """#,
    "Sources/Assignments/Assignment2/GroupNorm.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, G = groups of channels, P = pixels of one channel.

        /// Group normalization: in every image, every group of channels gets mean 0 and variance 1 over all
        /// its pixels, then each channel a learned scale and shift.
        ///
        /// Concretely, one group of one image is a row of C/G P numbers, normalized as by `LayerNorm`; then
        ///
        ///     out = gamma xhat + beta         with one gamma and one beta for each channel
        ///
        /// With one group it normalizes the whole image, with C groups every channel by itself.
        ///
        /// | name        | shape    | meaning                                  |
        /// |-------------|----------|------------------------------------------|
        /// | x, out      | (N, C P) | one image per row, channel after channel |
        /// | gamma, beta | (1, C)   | what is learned                          |
        ///
        /// Source: Wu, He, "Group normalization", 2018, arXiv:1803.08494; CS231n, assignment 2.
        public struct GroupNorm: Layer {
            public var gamma: Matrix  // (1, C)
            public var beta: Matrix  // (1, C)
            public let groups: Int

            /// Keeps the root away from 0.
            public let epsilon: Double

            public init(gamma: Matrix, beta: Matrix, groups: Int, epsilon: Double = 1e-5) {
                require(
                    gamma.rows == 1 && gamma.shape == beta.shape,
                    "GroupNorm: gamma is \(gamma.shape) and beta \(beta.shape); both must be (1, C).")
                require(
                    groups > 0 && gamma.columns % groups == 0,
                    "GroupNorm: \(gamma.columns) channels cannot be \(groups) groups of equal size.")
                self.gamma = gamma
                self.beta = beta
                self.groups = groups
                self.epsilon = epsilon
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C P)
                public let norm: LayerNorm.Cache  // of the groups, (N G, C/G P)
                public let pixels: Matrix  // (N P, C): xhat, one row per pixel
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, C P)
                public let dgamma: Matrix  // (1, C)
                public let dbeta: Matrix  // (1, C)
            }

            /// Normalizes rows of this length and does nothing else.
            private func plainNorm(length: Int) -> LayerNorm {
                LayerNorm(
                    gamma: Matrix(rows: 1, columns: length, repeating: 1),
                    beta: Matrix(rows: 1, columns: length), epsilon: epsilon)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                require(
                    x.columns % gamma.columns == 0,
                    "GroupNorm: a row of \(x.columns) numbers is not \(gamma.columns) channels.")
                // Every group of every image becomes a row of its own.
                let length = x.columns / groups
                let rows = x.reshaped(rows: x.rows * groups, columns: length)
                let (xhat, norm) = plainNorm(length: length).forward(rows)
                let images = xhat.reshaped(rows: x.rows, columns: x.columns)
                // Every pixel becomes a row, so that a channel is a column, with one gamma and one beta.
                let pixels = stage("pixels", images.channelsAsColumns(gamma.columns))
                let scaled = pixels.multiplyingEachRow(by: gamma).addingToEachRow(beta)
                let out = scaled.columnsAsChannels(examples: x.rows)
                return (out, Cache(x: x, norm: norm, pixels: pixels))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("group-norm.backward")
            }

            public var parameters: [Parameter<GroupNorm>] {
                [Parameter("gamma", \.gamma, \.dgamma), Parameter("beta", \.beta, \.dbeta)]
            }
        }

        """#,
    "Sources/Assignments/Assignment2/HiddenBlock.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = examples, D = inputs, H = hidden units.

        /// One hidden layer of a deep net: affine, then a normalization if wanted, ReLU, dropout if wanted.
        ///
        /// Concretely:
        ///
        ///     out = dropout(relu(norm(affine(x))))
        ///
        /// | name   | shape          | meaning                              |
        /// |--------|----------------|--------------------------------------|
        /// | x, dx  | (N, D)         | one example per row                  |
        /// | affine | (D, H), (1, H) | weights and biases                   |
        /// | norm   | (1, H), (1, H) | gamma and beta of either kind        |
        /// | out    | (N, H)         | hidden units                         |
        ///
        /// Source: CS231n, assignment 2, fully-connected nets: {affine - norm - relu - dropout}.
        public struct HiddenBlock: Layer {
            public var affine: Affine
            /// At most one of the two normalizations.
            public var batchNorm: BatchNorm?
            public var layerNorm: LayerNorm?
            public var dropout: Dropout?

            private let relu = ReLU()

            public init(
                affine: Affine, batchNorm: BatchNorm? = nil, layerNorm: LayerNorm? = nil,
                dropout: Dropout? = nil
            ) {
                require(
                    batchNorm == nil || layerNorm == nil,
                    "HiddenBlock: batchNorm and layerNorm are both there; one is enough.")
                self.affine = affine
                self.batchNorm = batchNorm
                self.layerNorm = layerNorm
                self.dropout = dropout
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, D)
                public let affine: Affine.Cache
                public let batchNorm: BatchNorm.Cache?
                public let layerNorm: LayerNorm.Cache?
                public let relu: ReLU.Cache
                public let dropout: Dropout.Cache?
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, D)
                public let dw: Matrix  // (D, H)
                public let db: Matrix  // (1, H)
                /// Those of whichever normalization there is.
                public let dgamma: Matrix?  // (1, H)
                public let dbeta: Matrix?  // (1, H)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let (a, affineCache) = affine.forward(x)
                // What is not there changes nothing and remembers nothing.
                let batch = batchNorm?.forward(a)
                let layer = layerNorm?.forward(a)
                let (hidden, reluCache) = relu.forward(batch?.out ?? layer?.out ?? a)
                let dropped = dropout?.forward(hidden)
                let cache = Cache(
                    x: x, affine: affineCache, batchNorm: batch?.cache, layerNorm: layer?.cache,
                    relu: reluCache, dropout: dropped?.cache)
                return (dropped?.out ?? hidden, cache)
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("hidden-block.backward")
            }

            public var parameters: [Parameter<HiddenBlock>] {
                var found = [
                    Parameter<HiddenBlock>("w", \.affine.w, \.dw), Parameter("b", \.affine.b, \.db),
                ]
                if batchNorm != nil {
                    found.append(Parameter("gamma", \.batchNorm!.gamma, \.dgamma!))
                    found.append(Parameter("beta", \.batchNorm!.beta, \.dbeta!))
                }
                if layerNorm != nil {
                    found.append(Parameter("gamma", \.layerNorm!.gamma, \.dgamma!))
                    found.append(Parameter("beta", \.layerNorm!.beta, \.dbeta!))
                }
                return found
            }
        }

        """#,
    "Sources/Assignments/Assignment2/LayerNorm.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        // N = examples, D = features.

        /// Layer normalization: every example gets mean 0 and variance 1 over its own features, then a
        /// learned scale and shift of each feature.
        ///
        /// Concretely, for every row of x:
        ///
        ///     xhat = (x - mean) / sqrt(variance + epsilon)
        ///     out = gamma xhat + beta
        ///
        /// Nothing depends on the other examples, so it is the same in training and at test time.
        ///
        /// | name        | shape  | meaning             |
        /// |-------------|--------|---------------------|
        /// | x, out      | (N, D) | one example per row |
        /// | gamma, beta | (1, D) | what is learned     |
        ///
        /// The variance is the biased one: the sum of squares is divided by D. epsilon is inside the root.
        ///
        /// Source: Ba, Kiros, Hinton, "Layer normalization", 2016, arXiv:1607.06450; CS231n, assignment 2.
        public struct LayerNorm: Layer {
            public var gamma: Matrix  // (1, D)
            public var beta: Matrix  // (1, D)

            /// Keeps the root away from 0.
            public let epsilon: Double

            public init(gamma: Matrix, beta: Matrix, epsilon: Double = 1e-5) {
                require(
                    gamma.rows == 1 && gamma.shape == beta.shape,
                    "LayerNorm: gamma is \(gamma.shape) and beta \(beta.shape); both must be (1, D).")
                self.gamma = gamma
                self.beta = beta
                self.epsilon = epsilon
            }

            /// A scale of 1 and a shift of 0 for each of `features`.
            public init(features: Int) {
                self.init(
                    gamma: Matrix(rows: 1, columns: features, repeating: 1),
                    beta: Matrix(rows: 1, columns: features))
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, D)
                public let centered: Matrix  // (N, D): x - mean
                public let istd: Matrix  // (N, 1): 1 / sqrt(variance + epsilon)
                public let xhat: Matrix  // (N, D)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, D)
                public let dgamma: Matrix  // (1, D)
                public let dbeta: Matrix  // (1, D)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let mean = stage("mean", x.rowMeans())
                let centered = stage("centered", x.addingToEachColumn(-mean))
                let variance = stage("variance", (centered * centered).rowMeans())
                let istd = stage("istd", variance.mapped { 1 / sqrt($0 + epsilon) })
                let xhat = stage("xhat", centered.multiplyingEachColumn(by: istd))
                let out = xhat.multiplyingEachRow(by: gamma).addingToEachRow(beta)
                return (out, Cache(x: x, centered: centered, istd: istd, xhat: xhat))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("layer-norm.backward")
            }

            public var parameters: [Parameter<LayerNorm>] {
                [Parameter("gamma", \.gamma, \.dgamma), Parameter("beta", \.beta, \.dbeta)]
            }
        }

        """#,
    "Sources/Assignments/Assignment2/MaxPool.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, P = places of the window, K = pixels under the window.

        /// Max pooling: the largest number under a window that slides over every channel by itself.
        ///
        /// Windows may overlap. Where several numbers are the largest, the first one, row by row, counts.
        ///
        /// | name      | shape      | meaning                                  |
        /// |-----------|------------|------------------------------------------|
        /// | x, dx     | (N, C H W) | one image per row, channel after channel |
        /// | out, dout | (N, C P)   | the same, with one number per place      |
        ///
        /// Source: CS231n notes, "Convolutional neural networks", pooling layer.
        public struct MaxPool: Layer {
            public let window: Window
            public let image: ImageShape

            public init(window: Window, image: ImageShape) {
                require(
                    window.padding == 0,
                    "MaxPool: zeros around the image would win over negative numbers; padding must be 0.")
                self.window = window
                self.image = image
            }

            /// The size of the images that it gives out.
            public var output: ImageShape { window.places(in: image) }

            /// A channel of an image is pooled as an image of its own.
            private var channel: ImageShape {
                ImageShape(channels: 1, height: image.height, width: image.width)
            }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C H W)
                public let winners: [Int]  // N C P: which of the K numbers under the window is the largest
            }

            public typealias Gradients = InputGradient

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                x.requireImages(image)
                // Every place of every channel becomes a row: (N C P, K).
                let channels = x.reshaped(rows: x.rows * image.channels, columns: channel.count)
                let patches = channels.patches(window, of: channel)
                let largest = patches.rowMaxima()
                let out = largest.reshaped(rows: x.rows, columns: output.count)
                return (out, Cache(x: x, winners: patches.rowArgmaxima()))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("max-pool.backward")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/Momentum.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// Gradient descent of a ball that rolls: the gradient changes its velocity, the velocity the weights.
        ///
        /// Concretely:
        ///
        ///     v = momentum v - learningRate dw
        ///     w = w + v
        ///
        /// Source: CS231n notes, "Neural Networks Part 3", momentum update.
        public struct Momentum: Optimizer {
            public var learningRate: Double

            /// How much of the velocity is kept at every step: 0 is plain descent, 0.9 is usual.
            public var momentum: Double
            public var states: [String: Matrix] = [:]

            public init(learningRate: Double, momentum: Double = 0.9) {
                self.learningRate = learningRate
                self.momentum = momentum
            }

            /// The velocity, 0 at first.
            public func initialState(for value: Matrix) -> Matrix { value.zeros }

            public func update(_ value: inout Matrix, gradient: Matrix, state velocity: inout Matrix) {
                yourCodeHere("momentum.update")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/Nesterov.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        /// Momentum that looks ahead: the gradient is meant for where the velocity is about to carry w.
        ///
        /// Concretely, in the form in which the weights stored are the ones looked ahead to, so that the
        /// gradient is taken at w as always:
        ///
        ///     before = v
        ///     v = momentum v - learningRate dw
        ///     w = w - momentum before + (1 + momentum) v
        ///
        /// Source: CS231n notes, "Neural Networks Part 3", Nesterov momentum; Bengio and others, "Advances
        /// in optimizing recurrent networks", 2012, arXiv:1212.0901.
        public struct Nesterov: Optimizer {
            public var learningRate: Double

            /// How much of the velocity is kept at every step.
            public var momentum: Double
            public var states: [String: Matrix] = [:]

            public init(learningRate: Double, momentum: Double = 0.9) {
                self.learningRate = learningRate
                self.momentum = momentum
            }

            /// The velocity, 0 at first.
            public func initialState(for value: Matrix) -> Matrix { value.zeros }

            public func update(_ value: inout Matrix, gradient: Matrix, state velocity: inout Matrix) {
                yourCodeHere("nesterov.update")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/RMSProp.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        import Foundation

        /// AdaGrad that forgets: the squares of the gradients are averaged, not added up.
        ///
        /// Concretely:
        ///
        ///     s = decay s + (1 - decay) dw^2
        ///     w = w - learningRate dw / (sqrt(s) + epsilon)
        ///
        /// Source: Hinton, "Neural networks for machine learning", lecture 6, 2012; CS231n notes, "Neural
        /// Networks Part 3".
        public struct RMSProp: Optimizer {
            public var learningRate: Double

            /// How much of the average is kept at every step.
            public var decay: Double

            /// Keeps the first division from being by 0; outside the root, as in the course.
            public var epsilon: Double
            public var states: [String: Matrix] = [:]

            public init(learningRate: Double, decay: Double = 0.99, epsilon: Double = 1e-8) {
                self.learningRate = learningRate
                self.decay = decay
                self.epsilon = epsilon
            }

            /// The moving average of the squares of the gradients.
            public func initialState(for value: Matrix) -> Matrix { value.zeros }

            public func update(_ value: inout Matrix, gradient: Matrix, state average: inout Matrix) {
                yourCodeHere("rmsprop.update")
            }
        }

        """#,
    "Sources/Assignments/Assignment2/SpatialBatchNorm.swift": #"""
        // Yours to fill in: replace each `yourCodeHere(...)` line with code.
        // Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
        import Layers

        // N = images, C = channels, P = pixels of one channel.

        /// Batch normalization of images: every channel gets mean 0 and variance 1 over all pixels of all
        /// images, then a learned scale and shift.
        ///
        /// A pixel is treated like an example: the images become a matrix with one row per pixel, and that
        /// goes through `BatchNorm`.
        ///
        /// | name        | shape    | meaning                                  |
        /// |-------------|----------|------------------------------------------|
        /// | x, out      | (N, C P) | one image per row, channel after channel |
        /// | gamma, beta | (1, C)   | what is learned, in `norm`               |
        ///
        /// Source: Ioffe, Szegedy, "Batch normalization", 2015, section 3.2; CS231n, assignment 2.
        public struct SpatialBatchNorm: Layer {
            /// The batch normalization of the pixels; it holds the running statistics too.
            public var norm: BatchNorm

            public init(norm: BatchNorm) { self.norm = norm }

            /// A scale of 1 and a shift of 0 for each channel.
            public init(channels: Int) { norm = BatchNorm(features: channels) }

            public struct Cache: Sendable {
                public let x: Matrix  // (N, C P)
                public let norm: BatchNorm.Cache  // of the pixels, (N P, C)
            }

            public struct Gradients: GradientOfInput {
                public let dx: Matrix  // (N, C P)
                public let dgamma: Matrix  // (1, C)
                public let dbeta: Matrix  // (1, C)
            }

            public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
                let pixels = x.channelsAsColumns(norm.gamma.columns)
                let (scaled, cache) = norm.forward(pixels)
                let out = scaled.columnsAsChannels(examples: x.rows)
                return (out, Cache(x: x, norm: cache))
            }

            public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
                yourCodeHere("spatial-batch-norm.backward")
            }

            public var parameters: [Parameter<SpatialBatchNorm>] {
                [
                    Parameter("gamma", \.norm.gamma, \.dgamma), Parameter("beta", \.norm.beta, \.dbeta),
                ]
            }
        }

        """#,
]
