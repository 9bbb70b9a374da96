// Yours to fill in: replace each `yourCodeHere(...)` line with code.
// Written by `swift run course stubs`; `swift run grade reset` brings a hole back.
import Layers

// N = images, C = channels, H and W = height and width, K = classes.

/// Which pixels a network's score depends on: the gradient with respect to the image, not to the
/// weights.
///
/// Source: Simonyan, Vedaldi, Zisserman, "Deep inside convolutional networks", 2013,
/// arXiv:1312.6034; CS231n, assignment 3, network visualization.
public struct Saliency: Sendable {
    /// The size of the images in the rows.
    public let image: ImageShape

    public init(image: ImageShape) { self.image = image }

    /// For every pixel, by how much the score of the right class would change.
    /// - Parameters:
    ///   - net: gives scores, (N, K), for images, (N, C H W).
    ///   - x: the images.
    ///   - labels: whose scores are asked about.
    /// - Returns: (N, H W): the gradient's absolute value, and of the channels the largest.
    public func map<Net: Layer>(_ net: Net, _ x: Matrix, labels: [Int]) -> Matrix
    where Net.Input == Matrix, Net.Output == Matrix, Net.Gradients: GradientOfInput {
        x.requireImages(image)
        yourCodeHere("saliency.map")
    }
}
