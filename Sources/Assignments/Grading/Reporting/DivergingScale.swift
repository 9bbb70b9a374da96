import Layers

extension DivergingScale {
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
