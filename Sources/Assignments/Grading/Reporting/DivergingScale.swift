import Foundation

// Colours for numbers of both signs: blue below 0, orange above it, which readers with any of the
// usual kinds of colour blindness can tell apart; nearly white at 0.

/// A colour as shares of red, green and blue, from 0 to 1.
struct Colour: Equatable {
    let red: Double
    let green: Double
    let blue: Double

    /// A colour from its six hexadecimal digits.
    init(_ hexadecimal: Int) {
        func share(_ shift: Int) -> Double { Double((hexadecimal >> shift) & 0xff) / 255 }
        (red, green, blue) = (share(16), share(8), share(0))
    }

    private init(red: Double, green: Double, blue: Double) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// The colour this far on the way to another one.
    func mixed(with other: Colour, share: Double) -> Colour {
        func mix(_ a: Double, _ b: Double) -> Double { a + (b - a) * share }
        return Colour(
            red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// The colour as CSS writes it, "#1f5fa8".
    var text: String {
        let parts = [red, green, blue].map { Int(($0 * 255).rounded()) }
        return "#" + parts.map { String(format: "%02x", $0) }.joined()
    }

    /// How bright it is to the eye, from 0 to 1 (WCAG 2.1).
    var luminance: Double {
        func linear(_ x: Double) -> Double {
            x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// The contrast of two colours, from 1 to 21; text needs 4.5 (WCAG 2.1).
    func contrast(to other: Colour) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }
}

/// One scale for several matrices, symmetric about 0.
struct DivergingScale {
    /// The number at the orange end; minus this is at the blue one.
    let limit: Double

    /// The steps on either side of 0.
    static let steps = 12

    private static let lowest = Colour(0x1f5fa8)
    private static let middle = Colour(0xf4f1ec)
    private static let highest = Colour(0xc2570a)

    /// A scale that reaches to the largest finite entry of all.
    init(for numbers: [Double]) {
        limit = numbers.map { abs($0) }.filter(\.isFinite).max() ?? 0
    }

    /// The step of a finite number, from `-steps` to `steps`.
    func step(of x: Double) -> Int {
        limit == 0 ? 0 : Int((x / limit * Double(Self.steps)).rounded())
    }

    /// The colour of a step.
    static func colour(of step: Int) -> Colour {
        let end = step < 0 ? lowest : highest
        return middle.mixed(with: end, share: Double(abs(step)) / Double(steps))
    }

    /// The colours of all steps as CSS writes them, from the lowest; a page asks for them often.
    private static let texts = (-steps...steps).map { colour(of: $0).text }

    /// The colour of a step as CSS writes it.
    static func text(of step: Int) -> String { texts[step + steps] }

    /// Black or white, whichever is easier to read on a step's colour.
    static func ink(on step: Int) -> Colour {
        let paper = colour(of: step)
        let (black, white) = (Colour(0x000000), Colour(0xffffff))
        return paper.contrast(to: black) >= paper.contrast(to: white) ? black : white
    }

    /// The scale itself, drawn with its ends and middle named.
    func drawing() -> String {
        let end = shownNumber(limit)
        let bars = (-Self.steps...Self.steps).map { step in
            let x = (step + Self.steps) * 8
            let colour = Self.text(of: step)
            return "<rect x=\"\(x)\" width=\"8\" height=\"10\" fill=\"\(colour)\"/>"
        }
        let width = 8 * (2 * Self.steps + 1)
        return """
            <div class="scale"><span>-\(end)</span>\
            <svg role="img" width="\(width)" height="10" viewBox="0 0 \(width) 10" \
            shape-rendering="crispEdges"><title>scale: blue is -\(end), nearly white 0, \
            orange \(end)</title>\(bars.joined())</svg><span>\(end)</span></div>
            """
    }
}

/// A number short enough for a cell of a drawing.
func shownNumber(_ x: Double) -> String {
    let short = x == 0 ? "0" : String(format: "%.3g", x)
    return short.count <= 7 ? short : String(format: "%.1e", x)
}
