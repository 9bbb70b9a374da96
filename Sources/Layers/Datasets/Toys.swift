import Foundation

// N = points, C = classes.

/// Points in the plane that a straight line cannot separate.
public enum Toys {
    /// C arms that wind around each other: `count` points each, in the order of the classes.
    ///
    /// Source: CS231n notes, "Putting it together: minimal neural network case study".
    public static func spirals(
        count: Int, classes: Int = 3, noise: Double = 0.2, seed: Int
    ) -> LabelledExamples {
        points(count: count, classes: classes, seed: seed) { label, share, generator in
            let turn = 4 * (Double(label) + share) + noise * generator.normal()
            return (share * sin(turn), share * cos(turn))
        }
    }

    /// Rings around each other, the first one the smallest.
    public static func rings(
        count: Int, classes: Int = 2, noise: Double = 0.05, seed: Int
    ) -> LabelledExamples {
        points(count: count, classes: classes, seed: seed) { label, _, generator in
            let radius = Double(label + 1) / Double(classes) + noise * generator.normal()
            let turn = generator.uniform(from: 0, to: 2 * Double.pi)
            return (radius * cos(turn), radius * sin(turn))
        }
    }

    /// Two half circles, each with an end inside the other.
    public static func moons(count: Int, noise: Double = 0.1, seed: Int) -> LabelledExamples {
        points(count: count, classes: 2, seed: seed) { label, share, generator in
            let turn = Double.pi * share
            let (x, y) =
                label == 0 ? (cos(turn), sin(turn)) : (1 - cos(turn), 0.5 - sin(turn))
            return (x + noise * generator.normal(), y + noise * generator.normal())
        }
    }

    /// `count` points of each class; `place` is told how far along its class a point is, 0 ..< 1.
    private static func points(
        count: Int, classes: Int, seed: Int,
        _ place: (_ label: Int, _ share: Double, inout SeededGenerator) -> (Double, Double)
    ) -> LabelledExamples {
        var generator = SeededGenerator(seed: seed)
        var rows: [[Double]] = []
        var labels: [Int] = []
        for label in 0..<classes {
            for i in 0..<count {
                let (x, y) = place(label, Double(i) / Double(count), &generator)
                rows.append([x, y])
                labels.append(label)
            }
        }
        return LabelledExamples(x: Matrix(rows), labels: labels)
    }
}
