import Foundation

extension Page {
    /// The cells as top-level code, each line under the page's name and its own number.
    ///
    /// Marks tell which cell runs. They stand at the line of a fence, so that what is wrong with them,
    /// as when a bracket is not closed, is told with a line of the page, too.
    var program: String {
        var text =
            "import Foundation\nimport Layers\n" + place(line: cells.first?.line ?? 1) + mark(0)
        for (number, cell) in cells.enumerated() {
            text += place(line: cell.line + 1)
            text += texts(cell.code.inside).map { "\($0)\n" }.joined()
            text += mark(number + 1)
        }
        return text
    }

    /// Closed with a semicolon, or else a cell could go on with it.
    private func mark(_ number: Int) -> String { "CellMarks.begin(\(number));\n" }

    private func place(line: Int) -> String {
        let name = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "#sourceLocation(file: \"\(name)\", line: \(line))\n"
    }

    /// The cell in which an error at a line of the page belongs, by its line.
    func cellLine(around line: Int) -> Int {
        cells.last { $0.line <= line }?.line ?? cells.first?.line ?? 1
    }
}
