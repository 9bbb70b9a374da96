// N = images, C = channels, H and W = height and width, P = patches of one image.

/// The size of the images in a matrix: one image per row, channel after channel, each row by row.
///
/// Pixel (c, y, x) of an image is number (c H + y) W + x of its row, as in a flattened numpy array
/// of shape (C, H, W).
public struct ImageShape: Equatable, Sendable, CustomStringConvertible {
    public let channels: Int
    public let height: Int
    public let width: Int

    public init(channels: Int, height: Int, width: Int) {
        require(
            channels > 0 && height > 0 && width > 0,
            "an image cannot be \(channels) x \(height) x \(width).")
        self.channels = channels
        self.height = height
        self.width = width
    }

    /// How many numbers one image has: C H W.
    public var count: Int { channels * height * width }

    public var description: String { "\(channels) x \(height) x \(width)" }
}

/// A rectangle that slides over an image: its size, how far it moves, and how many rows and columns
/// of zeros are put around the image first.
public struct Window: Equatable, Sendable {
    public let height: Int
    public let width: Int
    public let stride: Int
    public let padding: Int

    public init(height: Int, width: Int, stride: Int = 1, padding: Int = 0) {
        require(
            height > 0 && width > 0 && stride > 0 && padding >= 0,
            "a window cannot be \(height) x \(width) with stride \(stride) and padding \(padding).")
        self.height = height
        self.width = width
        self.stride = stride
        self.padding = padding
    }

    /// What is left of an image of this size: one pixel for every place of the window.
    ///
    /// Stops if the window is larger than the padded image; a remainder that the stride does not
    /// reach is left out, as everywhere.
    public func places(in image: ImageShape) -> ImageShape {
        let (h, w) = (image.height + 2 * padding, image.width + 2 * padding)
        require(
            h >= height && w >= width,
            "a window of \(height) x \(width) does not fit an image of \(h) x \(w).")
        return ImageShape(
            channels: image.channels, height: (h - height) / stride + 1,
            width: (w - width) / stride + 1)
    }
}

extension Matrix {
    /// Every place of the window as a row of its own: (N, C H W) gives (N P, C height width).
    ///
    /// Row n P + p is what the window shows of image n at place p, channel after channel; outside
    /// the image there are zeros. With this a convolution is one matrix product ("im2col").
    /// - Parameters:
    ///   - window: the rectangle that slides.
    ///   - image: the size of the images in the rows.
    /// - Returns: the patches; stops if a row is not one image long.
    public func patches(_ window: Window, of image: ImageShape) -> Matrix {
        requireImages(image)
        let places = window.places(in: image)
        let length = image.channels * window.height * window.width
        let perImage = places.height * places.width * length
        return elements.withUnsafeBufferPointer { x in
            Matrix(rows: rows * places.height * places.width, columns: length) { out in
                guard let pixels = x.baseAddress, let out = out.baseAddress else { return }
                Threads.share(rows, work: rows * perImage) { images in
                    let end = images.upperBound * perImage
                    forEachRun(window, image, images) { pixel, entry, inside in
                        let isWhole = inside.count == window.width
                        if isWhole && inside.count <= 8 && pixel + 8 <= x.count && entry + 8 <= end
                        {
                            // Eight at a time: what is too much is overwritten by the next runs.
                            copyEight(pixels + pixel, to: out + entry)
                        } else {
                            for i in 0..<window.width {
                                out[entry + i] = inside.contains(i) ? pixels[pixel + i] : 0
                            }
                        }
                    }
                }
            }
        }
    }

    /// The largest number at every place of the window, in images of one channel: (N, H W) gives (N, P).
    /// - Parameters:
    ///   - window: the rectangle that slides; it must not have a padding.
    ///   - image: the size of the images in the rows.
    /// - Returns: the largest numbers, NaN where there is one under the window; and for each which number
    ///   under the window it is, counted row by row, the first where several are equal.
    public func largest(
        under window: Window, of image: ImageShape
    ) -> (largest: Matrix, winners: [Int]) {
        requireImages(image)
        require(
            image.channels == 1 && window.padding == 0,
            "largest: \(image) and a padding of \(window.padding); it takes one channel and no padding."
        )
        let places = window.places(in: image)
        var winners = [Int](repeating: 0, count: rows * places.count)
        let largest = winners.withUnsafeMutableBufferPointer { winners in
            let winners = winners
            return elements.withUnsafeBufferPointer { x in
                Matrix(rows: rows, columns: places.count) { out in
                    guard let x = x.baseAddress, let out = out.baseAddress else { return }
                    Threads.share(rows, work: elements.count * 4) { part in
                        var place = part.lowerBound * places.count
                        for n in part {
                            for top in 0..<places.height {
                                let line = n * image.count + top * window.stride * image.width
                                for left in 0..<places.width {
                                    let start = x + line + left * window.stride
                                    (out[place], winners[place]) = largestEntry(
                                        start, window, lineLength: image.width)
                                    place += 1
                                }
                            }
                        }
                    }
                }
            }
        }
        return (largest, winners)
    }

    /// The transpose of `patches`: every number of every patch is added to the pixel that it came
    /// from, (N P, C height width) gives (N, C H W) ("col2im").
    ///
    /// Where windows overlap, a pixel gets the sum: it was used more than once.
    // It does nothing but give its result: where nobody uses that, an optimised build leaves it out.
    @_effects(readonly)
    public func addingPatches(_ window: Window, to image: ImageShape) -> Matrix {
        let places = window.places(in: image)
        let perImage = places.height * places.width
        let length = image.channels * window.height * window.width
        require(
            columns == length && rows % perImage == 0,
            "addingPatches: \(shape) is not \(perImage) patches of \(length) numbers for each image."
        )
        let images = rows / perImage
        return elements.withUnsafeBufferPointer { patch in
            Matrix(rows: images, columns: image.count) { out in
                guard let patch = patch.baseAddress, let out = out.baseAddress else { return }
                Threads.share(images, work: elements.count) { images in
                    (out + images.lowerBound * image.count).initialize(
                        repeating: 0, count: images.count * image.count)
                    forEachRun(window, image, images) { pixel, entry, inside in
                        for i in inside { out[pixel + i] += patch[entry + i] }
                    }
                }
            }
        }
    }

    /// Stops unless every row is one image long.
    public func requireImages(_ image: ImageShape) {
        require(
            columns == image.count,
            "\(shape): a row should be one image of \(image), \(image.count) numbers.")
    }

    /// Calls `body` for every row of every place of the window: where it begins in the images, where in
    /// the patches, and which of its numbers are inside the image.
    @inline(__always)
    private func forEachRun(
        _ window: Window, _ image: ImageShape, _ images: Range<Int>,
        _ body: (_ pixel: Int, _ entry: Int, _ inside: Range<Int>) -> Void
    ) {
        let places = window.places(in: image)
        let width = window.width
        var entry = images.lowerBound * places.height * places.width * image.channels
        entry *= window.height * width
        for n in images {
            for top in 0..<places.height {
                for left in 0..<places.width {
                    let x = left * window.stride - window.padding
                    let first = Swift.min(Swift.max(0, -x), width)
                    let inside = first..<Swift.max(first, Swift.min(width, image.width - x))
                    for c in 0..<image.channels {
                        for dy in 0..<window.height {
                            let y = top * window.stride - window.padding + dy
                            let isInside = y >= 0 && y < image.height
                            let line =
                                ((n &* image.channels &+ c) &* image.height &+ y) &* image.width
                            body(line &+ x, entry, isInside ? inside : 0..<0)
                            entry &+= width
                        }
                    }
                }
            }
        }
    }
}

/// The largest number under a window, and which one it is.
@inline(__always)
private func largestEntry(
    _ x: UnsafePointer<Double>, _ window: Window, lineLength: Int
) -> (largest: Double, winner: Int) {
    var (largest, winner, entry, isNumber) = (x[0], 0, 0, true)
    for dy in 0..<window.height {
        for dx in 0..<window.width {
            let number = x[dy &* lineLength &+ dx]
            if number > largest { (largest, winner) = (number, entry) }
            isNumber = isNumber && number == number
            entry &+= 1
        }
    }
    return (isNumber ? largest : .nan, winner)
}

@inline(__always)
private func copyEight(_ from: UnsafePointer<Double>, to: UnsafeMutablePointer<Double>) {
    let eight = UnsafeRawPointer(from).loadUnaligned(as: SIMD8<Double>.self)
    UnsafeMutableRawPointer(to).storeBytes(of: eight, as: SIMD8<Double>.self)
}
