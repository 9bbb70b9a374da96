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
        // BEGIN SOLUTION max-pool.forward
        // Every channel becomes a row: (N C, H W), and gives the largest number at every place.
        let channels = x.reshaped(rows: x.rows * image.channels, columns: channel.count)
        let (largest, winners) = channels.largest(under: window, of: channel)
        let out = largest.reshaped(rows: x.rows, columns: output.count)
        return (out, Cache(x: x, winners: winners))
        // END SOLUTION max-pool.forward
    }

    public func backward(_ dout: Matrix, cache: Cache) -> Gradients {
        dout.requireImages(output)
        // BEGIN SOLUTION max-pool.backward
        // forward: out = the largest of each row of patches. Only the winner had a say:
        var dpatches = Matrix(rows: cache.winners.count, columns: window.height * window.width)
        dpatches.setEntries(dout.elements, at: cache.winners)
        // forward: patches = what the window shows of each channel. One pixel may win several times:
        let dchannels = dpatches.addingPatches(window, to: channel)
        return Gradients(dx: dchannels.reshaped(rows: dout.rows, columns: image.count))
        // STUB
        // return Gradients(dx: numericGradients(dout, at: cache.x)["x"])
        // END SOLUTION max-pool.backward
    }
}
