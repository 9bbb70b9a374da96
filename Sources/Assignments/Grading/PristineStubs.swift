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
        public struct TwoLayerNet: Parameterized {
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

            public func backward(_ dloss: Double = 1, cache: Cache) -> Gradients {
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
]
