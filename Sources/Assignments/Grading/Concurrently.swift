import Foundation

/// The results of `work` for every item, in order, as many at a time as there are processors.
/// - Throws: the first error, in the order of the items.
package func concurrently<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ work: @Sendable (Item) throws -> Result
) throws -> [Result] {
    let done = Collected<Result>(count: items.count)
    DispatchQueue.concurrentPerform(iterations: items.count) { index in
        done.set(index, Swift.Result { try work(items[index]) })
    }
    return try done.all.map { try $0.get() }
}

/// Results that arrive in any order.
private final class Collected<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var results: [Int: Result<Value, Error>] = [:]
    private let count: Int

    init(count: Int) { self.count = count }

    func set(_ index: Int, _ result: Result<Value, Error>) {
        lock.withLock { results[index] = result }
    }

    var all: [Result<Value, Error>] { lock.withLock { (0..<count).compactMap { results[$0] } } }
}
