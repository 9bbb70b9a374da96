import Foundation

/// A colour as shares of red, green and blue, from 0 to 1.
package struct Colour: Equatable, Sendable {
    package let red: Double
    package let green: Double
    package let blue: Double

    /// A colour from its six hexadecimal digits.
    package init(_ hexadecimal: Int) {
        func share(_ shift: Int) -> Double { Double((hexadecimal >> shift) & 0xff) / 255 }
        (red, green, blue) = (share(16), share(8), share(0))
    }

    private init(red: Double, green: Double, blue: Double) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// The colour this far on the way to another one.
    package func mixed(with other: Colour, share: Double) -> Colour {
        func mix(_ a: Double, _ b: Double) -> Double { a + (b - a) * share }
        return Colour(
            red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// The colour as CSS writes it, "#1f5fa8".
    package var text: String {
        let parts = [red, green, blue].map { Int(($0 * 255).rounded()) }
        return "#" + parts.map { String(format: "%02x", $0) }.joined()
    }

    /// How bright it is to the eye, from 0 to 1 (WCAG 2.1).
    package var luminance: Double {
        func linear(_ x: Double) -> Double {
            x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// The contrast of two colours, from 1 to 21; text needs 4.5 (WCAG 2.1).
    package func contrast(to other: Colour) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }
}
