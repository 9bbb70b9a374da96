import Layers

/// Any JSON, to look at before anything is believed of it.
enum JSONValue: Decodable, Equatable {
    case null
    case truth(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case record([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        // Which of these it is can only be found out by trying.
        if value.decodeNil() {
            self = .null
        } else if let truth = try? value.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .record(try value.decode([String: JSONValue].self))
        }
    }

    /// The value as a message shows it.
    var words: String {
        switch self {
        case .null: return "null"
        case .truth(let truth): return "\(truth)"
        case .number(let x): return shortNumber(x)
        case .text(let text): return "\"\(printable(shortened(text, to: 60)))\""
        case .list: return "a list"
        case .record: return "an object"
        }
    }

    /// The value of a field; null if there is none.
    subscript(name: String) -> JSONValue {
        guard case .record(let fields) = self else { return .null }
        return fields[name] ?? .null
    }

    /// The entries of a list; none of anything else.
    var entries: [JSONValue] {
        guard case .list(let entries) = self else { return [] }
        return entries
    }

    /// The number; 0 of anything else.
    var amount: Double {
        guard case .number(let x) = self else { return 0 }
        return x
    }
}

/// What a value must look like.
indirect enum JSONShape: Sendable {
    case text
    case number
    /// A whole number from 0 up.
    case count
    case word([String])
    case list(JSONShape)
    case record([(name: String, shape: JSONShape)])
    /// The same, or null; the field itself is never missing.
    case orNull(JSONShape)

    /// What is wrong with a value, one sentence for each fault, each with its path.
    func faults(of value: JSONValue, at path: String) -> [String] {
        func fault(_ kind: String) -> [String] { ["\(path): \(value.words) is not \(kind)."] }
        switch (self, value) {
        case (.orNull, .null), (.text, .text), (.number, .number): return []
        case (.orNull(let shape), _): return shape.faults(of: value, at: path)
        case (.text, _): return fault("a text")
        case (.number, _): return fault("a number")
        case (.count, .number(let x)) where x >= 0 && x == x.rounded(): return []
        case (.count, _): return fault("a whole number from 0 up")
        case (.word(let words), .text(let text)) where words.contains(text): return []
        case (.word(let words), _):
            let list = words.joined(separator: ", ")
            return fault(words.count == 1 ? "\"\(list)\"" : "one of \(list)")
        case (.list(let shape), .list(let entries)):
            return entries.enumerated().flatMap { shape.faults(of: $1, at: "\(path)[\($0)]") }
        case (.list, _): return fault("a list")
        case (.record(let fields), .record(let values)):
            return faults(of: values, with: fields, at: path)
        case (.record, _): return fault("an object")
        }
    }

    private func faults(
        of values: [String: JSONValue], with fields: [(name: String, shape: JSONShape)],
        at path: String
    ) -> [String] {
        func inside(_ name: String) -> String { path == JSONShape.top ? name : "\(path).\(name)" }
        let known = fields.flatMap { name, shape in
            values[name].map { shape.faults(of: $0, at: inside(name)) }
                ?? ["\(inside(name)): it is missing."]
        }
        let names = fields.map(\.name)
        let unknown = values.keys.filter { !names.contains($0) }.sorted().map { name in
            let shown = inside(printable(shortened(name, to: 60)))
            return
                "\(shown): there is no such field\(suggestion(shortened(name, to: 60), among: names))"
        }
        return known + unknown
    }

    /// The path of the document itself.
    static let top = "the document"
}
