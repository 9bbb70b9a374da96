/// A picture as a value: it knows nothing of files or pages, only its own text.
///
/// All pictures are 600 pixels wide, transparent, and readable in light and dark schemes. The same
/// picture always has the same text.
public protocol Figure: Picture, Sendable {
    /// What the picture shows, in a few words; a screen reader says it.
    var title: String { get }

    /// The picture, drawn for a place of this width in pixels; letters are no smaller in a small one.
    func drawing(width: Double) -> Drawing
}

extension Figure {
    /// The picture as an SVG document.
    public var svg: String { drawing(width: 600).document(title: title) }
}

/// The elements of a picture and the room that they take.
public struct Drawing: Sendable {
    let width: Double
    let height: Double
    let elements: [String]

    /// The document, with its style sheet.
    fileprivate func document(title: String) -> String {
        let (wide, high) = (coordinate(width), coordinate(height))
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="plot" role="img" width="\(wide)" \
            height="\(high)" viewBox="0 0 \(wide) \(high)">
            <title>\(escaped(title))</title>
            <style>\(PlotStyle.text)</style>
            \(elements.joined(separator: "\n"))
            </svg>

            """
    }

    /// The same elements elsewhere, and smaller if they do not fit the width.
    func placed(x: Double, y: Double, width most: Double) -> String {
        let scale = min(1, most / width)
        let smaller = scale < 1 ? " scale(\(coordinate(scale)))" : ""
        return """
            <g transform="translate(\(coordinate(x)) \(coordinate(y)))\(smaller)">
            \(elements.joined(separator: "\n"))
            </g>
            """
    }
}
