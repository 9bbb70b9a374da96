import Foundation
import Grading

/// Where the links and pictures of a page lead, as seen from the page in HTML.
struct PageLinks {
    /// The page's name, its file, and the file in HTML.
    let path: String
    let source: URL
    let target: URL
    /// The pages that are made, and their files in HTML.
    let made: [URL: URL]
    /// The ids of the page's headings.
    let ids: Set<String>

    /// The address to write into the page.
    /// - Parameters:
    ///   - address: the address in the page's source.
    ///   - line: the line where it is.
    /// - Returns: the address as seen from the page in HTML.
    /// - Throws: `PageFailure` if it leads nowhere.
    func address(_ address: String, line: Int) throws -> String {
        if let scheme = address.prefixMatch(of: /([A-Za-z][A-Za-z0-9+.-]*):/)?.1.lowercased() {
            if ["http", "https", "mailto"].contains(scheme) { return address }
            throw PageFailure(path, line, "a link to \(scheme): is not known.")
        }
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let place = parts.count > 1 ? "#\(parts[1])" : ""
        guard let first = parts.first, !first.isEmpty else {
            let id = place.dropFirst().removingPercentEncoding ?? ""
            if ids.contains(id) { return place }
            throw PageFailure(
                path, line, "no heading has the id \(id)\(suggestion(id, among: ids.sorted()))")
        }
        let file = try file(String(first), line: line)
        return Self.relativeAddress(of: made[file] ?? file, from: target) + place
    }

    /// The file at an address.
    /// - Throws: `PageFailure` if there is none.
    func file(_ address: String, line: Int) throws -> URL {
        let folder = source.deletingLastPathComponent()
        let file = folder.appendingPathComponent(address.removingPercentEncoding ?? address)
            .standardizedFileURL
        if !address.hasPrefix("/"), FileManager.default.fileExists(atPath: file.path) {
            return URL(fileURLWithPath: file.path)
        }
        throw PageFailure(path, line, "there is no file \(address).")
    }

    /// The address of a file as it is written in another.
    static func relativeAddress(of file: URL, from other: URL) -> String {
        let (to, from) = (file.pathComponents, other.deletingLastPathComponent().pathComponents)
        let shared = zip(to, from).prefix { $0 == $1 }.count
        let steps = Array(repeating: "..", count: from.count - shared) + to.dropFirst(shared)
        let path = steps.joined(separator: "/")
        return path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
    }
}

/// The ids of a page's headings, as GitHub makes them.
/// - Parameter blocks: the page.
/// - Returns: the ids by the headings' lines.
func headingIDs(_ blocks: [MarkdownBlock]) -> [Int: String] {
    var ids: [Int: String] = [:]
    var counts: [String: Int] = [:]
    func visit(_ block: MarkdownBlock) {
        if case .heading(_, let text) = block.kind {
            let name = anchor(text.map(\.plain).joined().trimmingCharacters(in: .whitespaces))
            let count = counts[name, default: 0]
            counts[name] = count + 1
            ids[block.line] = count == 0 ? name : "\(name)-\(count)"
        }
        block.parts.forEach(visit)
    }
    blocks.forEach(visit)
    return ids
}
