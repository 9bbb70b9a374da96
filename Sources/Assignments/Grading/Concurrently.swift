import Foundation

/// The results of `work` for every item, in order.
/// - Parameters:
///   - items: what there is to do.
///   - perProcessor: how many at a time; more than one where each waits for another process.
///   - work: does one.
/// - Returns: what it returned for each.
/// - Throws: the first error, in the order of the items.
package func concurrently<Item: Sendable, Result: Sendable>(
    _ items: [Item], perProcessor: Int = 1, _ work: @Sendable (Item) throws -> Result
) throws -> [Result] {
    let done = Collected<Result>(count: items.count)
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount =
        perProcessor * ProcessInfo.processInfo.activeProcessorCount
    withoutActuallyEscaping(work) { work in
        for index in items.indices {
            queue.addOperation { done.set(index, Swift.Result { try work(items[index]) }) }
        }
        queue.waitUntilAllOperationsAreFinished()
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
