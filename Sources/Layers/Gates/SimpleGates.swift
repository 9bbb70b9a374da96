import Foundation

// The gates that need no exercise: each is one line forward and one line backward.
// All of them work entry by entry, so input, output and gradients have one and the same shape.
// The sigmoid gate is the layer `Sigmoid`.

/// What the gates of one input remember.
public struct GateCache: Sendable {
    public let x: Matrix
    public let out: Matrix
}

/// out = x + y: the gradient is shared, unchanged, by both inputs.
public struct AddGate: Layer {
    public struct Cache: Sendable {
        public let input: Pair
    }

    public init() {}

    public typealias Gradients = PairGradient

    public func forward(_ input: Pair) -> (out: Matrix, cache: Cache) {
        (input.x + input.y, Cache(input: input))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION add-gate.backward
        // forward: out = x + y. Both slopes are 1:
        Gradients(dx: dout, dy: dout)
        // STUB
        // let numeric = numericGradients(dout, at: cache.input)
        // return Gradients(dx: numeric["x"], dy: numeric["y"])
        // END SOLUTION add-gate.backward
    }
}

/// out = 1 / x; x must not be 0.
public struct ReciprocalGate: Layer {
    public init() {}

    public typealias Gradients = InputGradient

    public func forward(_ x: Matrix) -> (out: Matrix, cache: GateCache) {
        let out = 1 / x
        return (out, GateCache(x: x, out: out))
    }

    public func backward(_ dout: Matrix, cache: GateCache) -> Gradients {
        // BEGIN SOLUTION reciprocal-gate.backward
        // forward: out = 1 / x. The slope is -1 / x^2:
        Gradients(dx: -dout / (cache.x * cache.x))
        // STUB
        // Gradients(dx: numericGradients(dout, at: cache.x)["x"])
        // END SOLUTION reciprocal-gate.backward
    }
}

/// out = x + constant.
public struct AddConstantGate: Layer {
    public let constant: Double

    public init(_ constant: Double) { self.constant = constant }

    public typealias Gradients = InputGradient

    public func forward(_ x: Matrix) -> (out: Matrix, cache: GateCache) {
        let out = x + constant
        return (out, GateCache(x: x, out: out))
    }

    public func backward(_ dout: Matrix, cache: GateCache) -> Gradients {
        // BEGIN SOLUTION add-constant-gate.backward
        // forward: out = x + constant. The slope is 1:
        Gradients(dx: dout)
        // STUB
        // Gradients(dx: numericGradients(dout, at: cache.x)["x"])
        // END SOLUTION add-constant-gate.backward
    }
}

/// out = factor * x.
public struct ScaleGate: Layer {
    public let factor: Double

    public init(_ factor: Double) { self.factor = factor }

    public typealias Gradients = InputGradient

    public func forward(_ x: Matrix) -> (out: Matrix, cache: GateCache) {
        let out = factor * x
        return (out, GateCache(x: x, out: out))
    }

    public func backward(_ dout: Matrix, cache: GateCache) -> Gradients {
        // BEGIN SOLUTION scale-gate.backward
        // forward: out = factor * x. The slope is the factor:
        Gradients(dx: factor * dout)
        // STUB
        // Gradients(dx: numericGradients(dout, at: cache.x)["x"])
        // END SOLUTION scale-gate.backward
    }
}

/// out = e^x.
///
/// From x = 710 on the output is infinite: there is no way round that in one gate.
public struct ExpGate: Layer {
    public init() {}

    public typealias Gradients = InputGradient

    public func forward(_ x: Matrix) -> (out: Matrix, cache: GateCache) {
        let out = x.mapped(exp)
        return (out, GateCache(x: x, out: out))
    }

    public func backward(_ dout: Matrix, cache: GateCache) -> Gradients {
        // BEGIN SOLUTION exp-gate.backward
        // forward: out = e^x, which is its own slope:
        Gradients(dx: dout * cache.out)
        // STUB
        // Gradients(dx: numericGradients(dout, at: cache.x)["x"])
        // END SOLUTION exp-gate.backward
    }
}
