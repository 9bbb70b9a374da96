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
        // BEGIN SOLUTION average-pool.forward
        // Every place of every channel becomes a row: (N C P, K).
        let channels = x.reshaped(rows: x.rows * image.channels, columns: channel.count)
        let means = channels.patches(window, of: channel).rowMeans()
        let out = means.reshaped(rows: x.rows, columns: output.count)
        return (out, Cache(x: x))
        // END SOLUTION average-pool.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        // BEGIN SOLUTION average-pool.backward
        // forward: means = sum of each row of patches / K. All K numbers get the same share:
        let count = window.height * window.width
        let dmeans = dout.reshaped(rows: dout.elements.count, columns: 1)
        let shares = Matrix(rows: dmeans.rows, columns: count, repeating: 1 / Double(count))
        let dpatches = shares.multiplyingEachColumn(by: dmeans)
        // forward: patches = what the window shows of each channel. A pixel may be in several:
        let dchannels = dpatches.addingPatches(window, to: channel)
        return Gradients(dx: dchannels.reshaped(rows: dout.rows, columns: image.count))
        // STUB
        // Gradients(dx: numericGradients(dout, at: cache.x)["x"])
        // END SOLUTION average-pool.backward
    }
}
