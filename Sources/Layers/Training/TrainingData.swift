// Sets of examples, and how batches are made of them.

/// A set of examples that batches can be drawn from.
public protocol TrainingData: Sendable {
    /// What a model takes.
    associatedtype Input: Sendable

    /// How many examples there are.
    var count: Int { get }

    /// The examples of these indices, as a model takes them, and their labels.
    func batch(_ indices: [Int]) -> (x: Input, labels: [Int])

    /// A set of these examples only.
    func part(_ indices: [Int]) -> Self
}

extension TrainingData {
    /// Splits the set in two at random: the larger part to train on, the other to look at.
    /// - Parameters:
    ///   - share: of the examples in the second part.
    ///   - seed: chooses which.
    /// - Returns: both parts; the second holds at least one example if there are two.
    public func split(validation share: Double, seed: Int) -> (training: Self, validation: Self) {
        let order = shuffledIndices(count, seed: seed)
        let held = min(max(Int(Double(count) * share), count > 1 ? 1 : 0), count)
        return (part(Array(order.dropFirst(held))), part(Array(order.prefix(held))))
    }
}

/// The numbers 0 ..< count in a random order that depends only on the seed (Fisher and Yates).
public func shuffledIndices(_ count: Int, seed: Int) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    var order = Array(0..<count)
    for i in order.indices { order.swapAt(i, i + generator.index(below: count - i)) }
    return order
}

/// One example per row, each with a label.
public struct LabelledExamples: TrainingData {
    public let x: Matrix
    public let labels: [Int]

    public init(x: Matrix, labels: [Int]) {
        require(
            x.rows == labels.count,
            "LabelledExamples: there are \(labels.count) labels for examples of shape \(x.shape).")
        self.x = x
        self.labels = labels
    }

    public var count: Int { labels.count }

    public func batch(_ indices: [Int]) -> (x: Matrix, labels: [Int]) {
        (x.rows(at: indices), indices.map { labels[$0] })
    }

    public func part(_ indices: [Int]) -> LabelledExamples {
        let (x, labels) = batch(indices)
        return LabelledExamples(x: x, labels: labels)
    }
}

/// A text cut into pieces of equal length: each character is an input, the one after it the label.
public struct TextPieces: TrainingData {
    /// The whole text as token ids.
    public let ids: [Int]

    /// How many characters a piece has.
    public let steps: Int

    /// Where the pieces begin.
    private let starts: [Int]

    /// Pieces that do not overlap; what is left over at the end is not used.
    public init(ids: [Int], steps: Int) {
        require(
            steps > 0 && ids.count > steps,
            "TextPieces: \(ids.count) characters are too few for pieces of \(steps) and a next one."
        )
        self.init(
            ids: ids, steps: steps, starts: Array(stride(from: 0, to: ids.count - steps, by: steps))
        )
    }

    private init(ids: [Int], steps: Int, starts: [Int]) {
        self.ids = ids
        self.steps = steps
        self.starts = starts
    }

    public var count: Int { starts.count }

    public func batch(_ indices: [Int]) -> (x: Tokens, labels: [Int]) {
        let begins = indices.map { starts[$0] }
        let inputs = begins.flatMap { ids[$0..<$0 + steps] }
        let labels = begins.flatMap { ids[$0 + 1..<$0 + 1 + steps] }
        return (Tokens(ids: inputs, steps: steps), labels)
    }

    public func part(_ indices: [Int]) -> TextPieces {
        TextPieces(ids: ids, steps: steps, starts: indices.map { starts[$0] })
    }
}
