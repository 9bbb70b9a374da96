import Foundation

/// A mistake in how a command was called: one sentence, and exit status 2.
public struct UsageError: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// A command's words, flags and options.
public struct Arguments: Sendable {
    public private(set) var words: [String] = []
    public private(set) var flags: Set<String> = []
    private var values: [String: String] = [:]

    /// Sorts a command's arguments.
    /// - Parameters:
    ///   - arguments: without the program's name.
    ///   - known: the names, with dashes, that stand alone.
    ///   - options: the names, with dashes, that take a value.
    /// - Throws: `UsageError` with the nearest name for an unknown one.
    public init(_ arguments: [String], flags known: [String], options: [String]) throws {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("-"), argument.count > 1 else {
                words.append(argument)
                continue
            }
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            let name = parts[0]
            if known.contains(name), parts.count == 1 {
                flags.insert(name)
            } else if options.contains(name) {
                guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
                    throw UsageError("\(name) needs a value.")
                }
                values[name] = value
            } else {
                throw UsageError(
                    "there is no option \(name)\(suggestion(name, among: known + options))")
            }
        }
    }

    /// The value of an option, or nil.
    public func value(_ name: String) -> String? { values[name] }

    /// The value of an option that must be one of these.
    /// - Throws: `UsageError` with the nearest choice.
    public func choice(_ name: String, of choices: [String], default first: String) throws -> String
    {
        guard let value = values[name] else { return first }
        if choices.contains(value) { return value }
        let list = choices.dropLast().joined(separator: ", ")
        throw UsageError(
            "\(name) \(value): choose \(list) or \(choices.last ?? ""); did you mean \(nearest(value, among: choices))?"
        )
    }

    /// The value of an option that must be a whole number in a range.
    /// - Throws: `UsageError` if it is not.
    public func integer(_ name: String, in range: ClosedRange<Int>, default usual: Int) throws
        -> Int
    {
        guard let value = values[name] else { return usual }
        guard let number = Int(value), range.contains(number) else {
            throw UsageError(
                "\(name) \(value): it takes a whole number from \(range.lowerBound) to \(range.upperBound)."
            )
        }
        return number
    }
}

/// Runs a command's body and ends the program with its exit status: 2 after a usage error, 3 after
/// any other.
public func runCommand(_ name: String, _ body: () throws -> Int32) -> Never {
    RunningGroups.killOnInterrupt()
    if let complaint = Processor.complaint {
        complain("\(name): \(complaint)")
        exit(3)
    }
    do {
        let status = try body()
        fflush(nil)
        exit(status)
    } catch let error as UsageError {
        complain("\(name): \(error)")
        exit(2)
    } catch let error as UnknownExercise {
        complain("\(name): \(error)")
        exit(2)
    } catch {
        complain("\(name): \(describe(error))")
        exit(3)
    }
}

/// Prints a line on standard error.
public func complain(_ sentence: String) {
    fflush(nil)
    FileHandle.standardError.write(Data("\(sentence)\n".utf8))
}
