import Layers

// What `grade` and `worker` send each other: problems one way, values the other.
// The worker runs the learner's code and never sees an expected value.

/// The inputs of one call: matrices by name, labels, and single numbers such as a slope.
public struct Problem: Equatable, Sendable {
    public var matrices: [String: Matrix]
    public var labels: [Int]
    public var numbers: [String: Double]

    public init(
        _ matrices: [String: Matrix] = [:], labels: [Int] = [], numbers: [String: Double] = [:]
    ) {
        self.matrices = matrices
        self.labels = labels
        self.numbers = numbers
    }

    /// The matrix of this name; a problem without it is a mistake in the exercise, and stops.
    public subscript(name: String) -> Matrix {
        guard let matrix = matrices[name] else {
            stop("the problem has no matrix \"\(name)\", only \(matrices.keys.sorted()).")
        }
        return matrix
    }

    /// The number of this name; a problem without it is a mistake in the exercise, and stops.
    public func number(_ name: String) -> Double {
        guard let number = numbers[name] else {
            stop("the problem has no number \"\(name)\", only \(numbers.keys.sorted()).")
        }
        return number
    }
}

/// Matrices by name, in order: outputs, or gradients.
public struct Values: Equatable, Sendable {
    public struct Item: Equatable, Sendable {
        public let name: String
        public let matrix: Matrix
    }

    public var items: [Item]

    public init(_ items: [(String, Matrix)]) {
        self.items = items.map { Item(name: $0.0, matrix: $0.1) }
    }

    /// The matrix of this name, if there is one.
    public subscript(name: String) -> Matrix? { items.first { $0.name == name }?.matrix }

    /// All numbers of all matrices, one after the other.
    public var numbers: [Double] { items.flatMap(\.matrix.elements) }

    /// The sum of all outputs, each times its upstream gradient in a problem.
    // A diagnosis asks for it thousands of times, and this module is compiled with -O.
    public func weighted(by problem: Problem) -> Double {
        items.reduce(0) { sum, item in
            guard let dout = problem.matrices["d\(item.name)"] else { return sum }
            return sum + zip(dout.elements, item.matrix.elements).reduce(0) { $0 + $1.0 * $1.1 }
        }
    }
}

/// Which function of a layer to call.
public enum Action: UInt8, Sendable {
    /// The forward pass; the values are its outputs.
    case forward
    /// Forward, then backward with the problem's `dout`; the values are the gradients.
    case backward
    /// The same calls; the values are those of the stages, and their gradients as they were told.
    case stages
    /// Seconds for one forward pass, and for a forward and a backward pass, measured many times.
    case timing
}
