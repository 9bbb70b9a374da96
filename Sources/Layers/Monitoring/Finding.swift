/// Something about a model, its data or its training that looks wrong: what was seen, with its
/// number; what that usually comes from; and the page that shows it.
public struct Finding: Sendable, Equatable, CustomStringConvertible {
    /// What there is to find.
    public enum Kind: String, CaseIterable, Sendable {
        case notANumber = "not-a-number"
        case inputScale = "input-scale"
        case inputCentre = "input-centre"
        case unbalancedLabels = "unbalanced-labels"
        case overlap
        case firstLoss = "first-loss"
        case penalty
        case sameUnits = "same-units"
        case wrongGradient = "wrong-gradient"
        case flatLoss = "flat-loss"
        case saturated
        case dead
        case vanishing
        case smallSteps = "small-steps"
        case largeSteps = "large-steps"
        case diverged
        case alwaysClipped = "always-clipped"
        case explodingRecurrence = "exploding-recurrence"
        case forgetfulRecurrence = "forgetful-recurrence"
        case nothingLearned = "nothing-learned"
        case overfitting
    }

    public let kind: Kind

    /// What was seen, with its number, as a sentence.
    public let sentence: String

    init(_ kind: Kind, _ sentence: String) {
        (self.kind, self.sentence) = (kind, sentence)
    }

    /// What it usually comes from and what to do about it, as a sentence.
    public var cause: String {
        switch kind {
        case .notANumber:
            return "A file was read wrong, or a feature divided by a deviation of 0."
        case .inputScale:
            return
                "Gradients of the first weights scale with the inputs: subtract the training set's mean and divide by its deviation."
        case .inputCentre:
            return
                "If all inputs of a unit are positive, the gradients of all its weights have one sign and the steps zig-zag: subtract the training set's mean."
        case .unbalancedLabels:
            return
                "Always giving that answer would look good: compare with that share, or weigh the classes."
        case .overlap:
            return
                "What the net has seen tells nothing about what it has not: split before copying or augmenting."
        case .firstLoss:
            return
                "A net that knows nothing should find all classes about equally likely: begin with smaller weights in the last layer."
        case .penalty:
            return
                "The steps shrink the weights more than they fit the data: use a smaller regularization strength."
        case .sameUnits:
            return
                "They all get the same gradient and stay the same for ever: begin with random weights, not with 0 or any other constant."
        case .wrongGradient:
            return
                "The backward pass has a mistake: `swift run grade` or `checkGradients` says where."
        case .flatLoss:
            return
                "Clipping an error and then squaring it leaves no slope where the error is large: clip the gradient instead, as the Huber loss does."
        case .saturated:
            return
                "Where the curve is flat nothing flows back: begin with smaller weights (deviation 1/sqrt of the inputs), or use a ReLU."
        case .dead:
            return
                "A unit that is 0 for every example gets no gradient: use a smaller learning rate, biases not far below 0, or a leaky ReLU."
        case .vanishing:
            return
                "Each layer multiplies the gradient by its slopes and weights: use ReLUs with weights of deviation sqrt(2 / inputs), or batch normalization."
        case .smallSteps:
            return
                "About 1e-3 is usual: the learning rate is too small."
        case .largeSteps:
            return "About 1e-3 is usual: the learning rate is too large."
        case .diverged:
            return "The learning rate is too large, or a gradient wrong."
        case .alwaysClipped:
            return
                "The limit then decides the length of the steps, and not the loss: raise it, or find out why the gradients are so large."
        case .explodingRecurrence:
            return
                "The gradient is multiplied by this matrix at every step back in time: begin with a radius near 1, and clip the gradient's norm."
        case .forgetfulRecurrence:
            return
                "What lies more than a few steps back gets no gradient: begin with a radius near 1, or use an LSTM."
        case .nothingLearned:
            return
                "The labels do not belong to the inputs, the learning rate is far too small or too large, or the gradient does not arrive."
        case .overfitting:
            return
                "It learns the training set by heart: stop there, add regularization or dropout, or find more data."
        }
    }

    /// The page that shows it.
    public var page: String {
        let name =
            switch kind {
            case .notANumber, .inputScale, .inputCentre: "6-scale-of-the-data.md"
            case .unbalancedLabels, .overlap, .penalty, .overfitting: "8-capacity.md"
            case .firstLoss, .sameUnits, .wrongGradient, .nothingLearned: "12-wrong-but-learning.md"
            case .flatLoss: "5-clipped-loss.md"
            case .saturated, .vanishing: "2-vanishing-gradients.md"
            case .dead: "3-dying-relus.md"
            case .smallSteps, .largeSteps, .diverged: "10-optimizers.md"
            case .alwaysClipped, .explodingRecurrence, .forgetfulRecurrence:
                "4-recurrent-networks.md"
            }
        return "Notebooks-md/LeakyAbstractions/\(name)"
    }

    public var description: String { "\(sentence) \(cause) See \(page)." }
}
