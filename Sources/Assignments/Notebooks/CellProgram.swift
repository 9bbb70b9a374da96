import Foundation

extension Page {
    /// The cells as top-level code, each line under the page's name and its own number.
    ///
    /// Marks carry the line of a fence, so that an error in them, as when a brace is not closed, is
    /// still told with a line of the page.
    var program: String {
        var text = "import Foundation\nimport Layers\n"
        for (number, cell) in cells.enumerated() {
            text += mark(number, line: cell.code.open + 1)
            text += place(line: cell.code.open + 2)
            text += texts(cell.code.inside).map { "\($0)\n" }.joined()
        }
        return text + mark(cells.count, line: (cells.last?.code.close ?? 0) + 1)
    }

    private func mark(_ number: Int, line: Int) -> String {
        // Closed with a semicolon, or else a cell could go on with it.
        "\(place(line: line))CellMarks.begin(\(number));\n"
    }

    private func place(line: Int) -> String {
        let name = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "#sourceLocation(file: \"\(name)\", line: \(line))\n"
    }

    /// The cell in which an error at a line of the page belongs, by its line.
    func cellLine(around line: Int) -> Int {
        cells.last { $0.line <= line }?.line ?? cells.first?.line ?? 1
    }
}
