import Dispatch
import Foundation
import Synchronization

/// The threads that help the one that calculates.
///
/// The system takes some ten microseconds to wake a thread, which is as long as a small product. So a
/// helper that has finished looks out for more for a while before it sleeps. Whoever comes first takes
/// the next part: if no helper comes, the caller does everything.
final class Crew: Sendable {
    static let shared = Crew()

    /// Does a part of the job; called only by those who have taken that part.
    nonisolated(unsafe) private var job: ((Int) -> Void)?
    /// The job's number, how many parts it has, and how many of them are taken, in 32, 16 and 16 bits.
    ///
    /// All in one number, so that nobody takes a part of one job for a part of another.
    private let taken = Atomic<UInt64>(0)
    private let finished = Atomic<Int>(0)
    private let isBusy = Atomic<Bool>(false)
    private let helpers = Atomic<Int>(0)
    private let sleeping = Atomic<Int>(0)
    private let wake = DispatchSemaphore(value: 0)

    /// Calls `body` once with each of `0..<parts`, at most 65 535, and returns when all are done.
    ///
    /// If the crew is at work already, because a part shares again or another thread calculates, the
    /// caller does all parts.
    func perform(_ parts: Int, _ body: (Int) -> Void) {
        if isBusy.exchange(true, ordering: .acquiring) {
            for part in 0..<parts { body(part) }
            return
        }
        while helpers.load(ordering: .relaxed) < parts - 1 { hire() }
        withoutActuallyEscaping(body) { body in
            job = body
            finished.store(0, ordering: .relaxed)
            let number = (taken.load(ordering: .relaxed) >> 32 + 1) << 32
            taken.store(number | UInt64(parts) << 16, ordering: .sequentiallyConsistent)
            for _ in 0..<min(sleeping.load(ordering: .sequentiallyConsistent), parts - 1) {
                wake.signal()
            }
            while takePart() {}
            while finished.load(ordering: .acquiring) < parts { sched_yield() }
            job = nil
        }
        isBusy.store(false, ordering: .releasing)
    }

    /// Does the next part that nobody has taken.
    /// - Returns: whether there was one.
    private func takePart() -> Bool {
        var state = taken.load(ordering: .acquiring)
        while state & 0xffff < state >> 16 & 0xffff {
            let (exchanged, original) = taken.weakCompareExchange(
                expected: state, desired: state + 1, ordering: .acquiringAndReleasing)
            if exchanged {
                job?(Int(state & 0xffff))
                finished.add(1, ordering: .releasing)
                return true
            }
            state = original
        }
        return false
    }

    private func hire() {
        helpers.add(1, ordering: .relaxed)
        let thread = Thread { [self] in
            while true {
                lookOut()
                sleep()
            }
        }
        thread.name = "chainrule helper"
        thread.start()
    }

    /// Does parts until none has come for a while.
    private func lookOut() {
        var patience = Crew.patience
        while patience > 0 {
            if takePart() {
                patience = Crew.patience
            } else {
                patience -= 1
                sched_yield()
            }
        }
    }

    /// How often a helper looks in vain; some hundred microseconds.
    private static let patience = 500

    private func sleep() {
        sleeping.add(1, ordering: .sequentiallyConsistent)
        // What came in between would not be signalled.
        if !takePart() { wake.wait() }
        sleeping.subtract(1, ordering: .sequentiallyConsistent)
    }
}
