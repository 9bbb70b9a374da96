import Foundation

// This file is compiled twice: here, and into every page's program, which tells what it does.

/// What a page's program tells through descriptor 3, a line of JSON each.
struct CellEvent: Codable {
    /// A cell's number, from 0, when it begins; one more than the last when all have ended.
    var cell: Int?
    /// How many bytes had been printed by then.
    var printed: Int?
    /// A figure of the cell that runs: the name it was given, if any, its title, and the drawing.
    var name: String?
    var title: String?
    var svg: String?

    /// The descriptor of a page's program that takes the events.
    static let descriptor: Int32 = 3
}
