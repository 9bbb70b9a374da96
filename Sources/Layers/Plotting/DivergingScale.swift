// Colours for numbers of both signs: blue below 0, orange above it, which readers with any of the
// usual kinds of colour blindness can tell apart; nearly white at 0.

/// One scale for several matrices, symmetric about 0.
package struct DivergingScale: Sendable {
    /// The number at the orange end; minus this is at the blue one.
    package let limit: Double

    /// The steps on either side of 0.
    package static let steps = 12

    private static let lowest = Colour(0x1f5fa8)
    private static let middle = Colour(0xf4f1ec)
    private static let highest = Colour(0xc2570a)

    /// A scale that reaches to the largest finite entry of all.
    package init(for numbers: [Double]) {
        limit = numbers.map { abs($0) }.filter(\.isFinite).max() ?? 0
    }

    /// The step of a finite number, from `-steps` to `steps`; what is beyond the limit is at the end.
    package func step(of x: Double) -> Int {
        let share = limit == 0 ? 0 : min(max(x / limit, -1), 1)
        return Int((share * Double(Self.steps)).rounded())
    }

    /// The colour of a step.
    package static func colour(of step: Int) -> Colour {
        let end = step < 0 ? lowest : highest
        return middle.mixed(with: end, share: Double(abs(step)) / Double(steps))
    }

    /// The colours of all steps as CSS writes them, from the lowest; a page asks for them often.
    private static let texts = (-steps...steps).map { colour(of: $0).text }

    /// The colour of a step as CSS writes it.
    package static func text(of step: Int) -> String { texts[step + steps] }

    /// Black or white, whichever is easier to read on a step's colour.
    package static func ink(on step: Int) -> Colour {
        let paper = colour(of: step)
        let (black, white) = (Colour(0x000000), Colour(0xffffff))
        return paper.contrast(to: black) >= paper.contrast(to: white) ? black : white
    }
}
