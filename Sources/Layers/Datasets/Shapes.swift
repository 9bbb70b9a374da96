import Foundation

// Ten kinds of shapes, drawn by rules: what stands in for CIFAR-10 where it is not there.

/// 32 x 32 colour images of ten kinds of shapes, each of random size, place and colours, written in
/// CIFAR-10's own format, so that everything after this works with the real images too.
public enum Shapes {
    public static let names = [
        "disc", "ring", "square", "frame", "triangle", "cross", "stripes", "columns", "checkers",
        "diagonal",
    ]

    /// Records as `CIFAR10.parse` reads them, the classes one after the other and around.
    /// - Parameters:
    ///   - count: how many images.
    ///   - noise: the standard deviation of what is added to every pixel, of 255.
    ///   - seed: chooses sizes, places, colours and noise.
    /// - Returns: 3073 bytes for each image.
    public static func records(count: Int, noise: Double = 20, seed: Int) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * (1 + CIFAR10.image.count))
        for n in 0..<count {
            let label = n % names.count
            bytes.append(UInt8(label))
            bytes += image(label, noise: noise, &generator)
        }
        return bytes
    }

    /// The same as a set to train on.
    public static func examples(count: Int, noise: Double = 20, seed: Int) -> LabelledExamples {
        let bytes = records(count: count, noise: noise, seed: seed)
        guard let examples = try? CIFAR10.parse(bytes, file: "shapes") else {
            stop("Shapes: \(count) images cannot be drawn.")
        }
        return examples
    }

    private static func image(
        _ label: Int, noise: Double, _ generator: inout SeededGenerator
    ) -> [UInt8] {
        let radius = generator.uniform(from: 7, to: 13)
        let x = generator.uniform(from: radius + 1, to: 31 - radius)
        let y = generator.uniform(from: radius + 1, to: 31 - radius)
        let (ink, paper) = colours(&generator)
        var bytes: [UInt8] = []
        for channel in 0..<3 {
            for row in 0..<32 {
                for column in 0..<32 {
                    let (dx, dy) = ((Double(column) - x) / radius, (Double(row) - y) / radius)
                    let colour = isInk(label, dx, dy, radius) ? ink[channel] : paper[channel]
                    let value = colour + noise * generator.normal()
                    bytes.append(UInt8(min(max(value, 0), 255)))
                }
            }
        }
        return bytes
    }

    /// A bright colour on a dark one.
    private static func colours(
        _ generator: inout SeededGenerator
    ) -> (ink: [Double], paper: [Double]) {
        let ink = (0..<3).map { _ in generator.uniform(from: 130, to: 255) }
        let paper = (0..<3).map { _ in generator.uniform(from: 0, to: 120) }
        return (ink, paper)
    }

    /// Whether a pixel belongs to the shape.
    ///
    /// Within the shape's box dx and dy are from -1 to 1.
    private static func isInk(_ label: Int, _ dx: Double, _ dy: Double, _ radius: Double) -> Bool {
        let (ax, ay) = (abs(dx), abs(dy))
        let inBox = ax <= 1 && ay <= 1
        let far = (dx * dx + dy * dy).squareRoot()
        // Bands of equal width, five to a box.
        func band(_ d: Double) -> Bool { Int(((d + 1) * 2.5).rounded(.down)) % 2 == 0 }
        switch names[label] {
        case "disc": return far <= 1
        case "ring": return far <= 1 && far >= 0.6
        case "square": return inBox
        case "frame": return inBox && max(ax, ay) >= 0.6
        case "triangle": return inBox && ax <= (dy + 1) / 2
        case "cross": return inBox && min(ax, ay) <= 0.25
        case "stripes": return inBox && band(dy)
        case "columns": return inBox && band(dx)
        case "checkers": return inBox && band(dx) == band(dy)
        default: return inBox && abs(dx - dy) <= 0.35
        }
    }
}
