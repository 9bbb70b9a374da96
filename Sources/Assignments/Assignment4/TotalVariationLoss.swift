// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = images, C = channels, H and W = height and width.

/// How rough images are: the squared differences of all neighbouring pixels.
///
/// Concretely, over all channels:
///
///     loss = weight * (sum of (x[y, x+1] - x[y, x])^2 + sum of (x[y+1, x] - x[y, x])^2)
///
/// | name | shape      | meaning                                  |
/// |------|------------|------------------------------------------|
/// | x    | (N, C H W) | one image per row, channel after channel |
/// | out  | (1, 1)     | the loss                                 |
///
/// Source: CS231n, assignment 3, style transfer, total variation regularization.
public struct TotalVariationLoss: Layer {
    public let image: ImageShape
    public let weight: Double

    public init(image: ImageShape, weight: Double) {
        self.image = image
        self.weight = weight
    }

    public struct Cache: Sendable {
        public let x: Matrix  // (N, C H W)
    }

    public typealias Gradients = InputGradient

    /// Every two neighbours, side by side and one above the other, as columns of one image.
    private var neighbours: [(first: Int, second: Int)] {
        var pairs: [(Int, Int)] = []
        for line in 0..<image.channels * image.height {
            for x in 0..<image.width {
                let pixel = line * image.width + x
                if x + 1 < image.width { pairs.append((pixel, pixel + 1)) }
                // The last line of a channel has no neighbour in the next one.
                if (line + 1) % image.height != 0 { pairs.append((pixel, pixel + image.width)) }
            }
        }
        return pairs
    }

    public func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) {
        x.requireImages(image)
        var sum = 0.0
        for (first, second) in neighbours {
            for n in 0..<x.rows {
                let difference = x[n, second] - x[n, first]
                sum += difference * difference
            }
        }
        return (Matrix(weight * sum), Cache(x: x))
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        yourCodeHere("total-variation-loss.backward")
    }
}
