import Layers

/// A drawing as a part of a page.
struct InlinedDrawing {
    /// What all its ids begin with.
    private let prefix: String
    private let ids: Set<String>
    private let tokens: [SVGReader.Token]

    /// - Parameters:
    ///   - text: the file.
    ///   - prefix: what its ids are to begin with, so that those of two drawings differ.
    /// - Throws: `SVGReader.Fault` if it is malformed, runs a script, or fetches something.
    init(_ text: String, prefix: String) throws {
        self.prefix = prefix
        tokens = try SVGReader.tokens(of: text)
        ids = Set(
            tokens.flatMap { token -> [String] in
                guard case .tag(_, let attributes, _) = token else { return [] }
                return attributes.filter { $0.name == "id" }.map(\.value)
            })
        for token in tokens { try Self.expectHarmless(token) }
    }

    private static func expectHarmless(_ token: SVGReader.Token) throws {
        switch token {
        case .tag(let name, let attributes, _):
            if name == "script" || name == "foreignObject" {
                throw SVGReader.Fault(words: "holds a <\(name)>")
            }
            for attribute in attributes {
                let isAddress = attribute.name == "href" || attribute.name.hasSuffix(":href")
                let isInside = ["#", "data:"].contains(where: attribute.value.hasPrefix)
                if attribute.name.hasPrefix("on") || (isAddress && !isInside && name != "a") {
                    throw SVGReader.Fault(words: "has \(attribute.name)=\"\(attribute.value)\"")
                }
            }
        case .text(let text):
            if text.contains("@import") { throw SVGReader.Fault(words: "has an @import") }
        case .end: break
        }
    }

    /// The element `svg`.
    /// - Parameter name: what it shows, for readers who do not see it.
    /// - Returns: the element, in which all ids are new.
    func html(named name: String) -> String {
        tokens.enumerated().map { index, token in
            switch token {
            case .text(let text): return renamedUses(text)
            case .end(let name): return "</\(name)>"
            case .tag(let tag, let attributes, let isClosed):
                let attributes = index == 0 ? Self.root(attributes, named: name) : attributes
                let words = attributes.map { " \($0.name)=\"\(renamed($0))\"" }.joined()
                return "<\(tag)\(words)\(isClosed ? "/" : "")>"
            }
        }.joined()
    }

    /// The attributes of the drawing itself.
    private static func root(
        _ attributes: [SVGReader.Attribute], named name: String
    ) -> [SVGReader.Attribute] {
        let own = ["class", "role", "aria-label", "aria-labelledby", "aria-describedby"]
        let kind = attributes.first { $0.name == "class" }.map { "\($0.value) drawing" }
        return attributes.filter { !own.contains($0.name) } + [
            .init(name: "class", value: kind ?? "drawing"), .init(name: "role", value: "img"),
            .init(name: "aria-label", value: escaped(name)),
        ]
    }

    private func renamed(_ attribute: SVGReader.Attribute) -> String {
        switch attribute.name {
        case "id": return prefix + attribute.value
        case "aria-labelledby", "aria-describedby":
            let names = attribute.value.split(separator: " ").map(String.init)
            return names.map { ids.contains($0) ? prefix + $0 : $0 }.joined(separator: " ")
        default: return renamedUses(attribute.value)
        }
    }

    /// A text in which the ids behind # are the new ones.
    private func renamedUses(_ text: String) -> String {
        text.replacing(/#([\w.:-]+)/) { use in
            ids.contains(String(use.1)) ? "#\(prefix)\(use.1)" : String(use.0)
        }
    }
}
