import Foundation

// Words and numbers on their way into a picture.

/// A coordinate with two decimals at most, and kept where every program can draw it.
func coordinate(_ x: Double) -> String {
    let rounded = (min(max(x, -100_000), 100_000) * 100).rounded() / 100
    if rounded == rounded.rounded() { return String(Int(rounded)) }
    return "\(rounded)"
}

/// A number short enough for a cell of a drawing.
package func shownNumber(_ x: Double) -> String {
    let short = x == 0 ? "0" : String(format: "%.3g", x)
    return short.count <= 7 ? short : String(format: "%.1e", x)
}

/// How wide a text will be at most, in pixels: no font can be asked, so wide letters are assumed.
func width(of text: String, size: Double = 13) -> Double {
    Double(text.count) * size * 0.61
}

/// A line of text; its classes say how it looks, `middle` and `end` where it is held.
func lettering(_ text: String, x: Double, y: Double, _ classes: String = "", turned: Bool = false)
    -> String
{
    let kind = classes.isEmpty ? "" : " class=\"\(classes)\""
    let (across, down) = (coordinate(x), coordinate(y))
    let turn = turned ? " transform=\"rotate(-90 \(across) \(down))\"" : ""
    return "<text\(kind) x=\"\(across)\" y=\"\(down)\"\(turn)>\(escaped(text))</text>"
}

/// A text in lines that are no wider than this, as far as its words allow.
func wrapped(_ text: String, to most: Double, size: Double = 13) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
        if let last = lines.last, width(of: "\(last) \(word)", size: size) <= most {
            lines[lines.count - 1] = "\(last) \(word)"
        } else {
            lines.append(String(word))
        }
    }
    return lines
}

/// A straight line in the class's colour.
func stroke(
    _ classes: String, from: (x: Double, y: Double), to: (x: Double, y: Double), more: String = ""
) -> String {
    """
    <path class="\(classes)" d="M\(coordinate(from.x)) \(coordinate(from.y))\
    L\(coordinate(to.x)) \(coordinate(to.y))"\(more)/>
    """
}

/// A rectangle in the class's colour.
func rectangle(_ classes: String, x: Double, y: Double, width: Double, height: Double) -> String {
    """
    <rect class="\(classes)" x="\(coordinate(x))" y="\(coordinate(y))" \
    width="\(coordinate(width))" height="\(coordinate(height))"/>
    """
}

/// The title above a picture.
struct Heading {
    let elements: [String]
    let height: Double

    init(_ title: String, width: Double) {
        let lines = wrapped(title, to: width, size: 16)
        elements = lines.enumerated().map { index, line in
            lettering(line, x: width / 2, y: 17 + 20 * Double(index), "title middle")
        }
        height = Double(lines.count) * 20 + 6
    }
}
