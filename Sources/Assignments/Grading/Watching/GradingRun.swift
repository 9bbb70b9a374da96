import Foundation

/// Grades on a thread of its own, so that keys work meanwhile; one run at a time.
final class GradingRun: Sendable {
    private let grader: Grader
    private let post: @Sendable (WatchEvent) -> Void

    /// - Parameters:
    ///   - grader: what grades.
    ///   - post: takes what happens, on the run's own thread; the last is `.ended`.
    init(_ grader: Grader, post: @escaping @Sendable (WatchEvent) -> Void) {
        self.grader = grader
        self.post = post
    }

    /// Begins a run; the one before has ended.
    func start(_ batches: [[String]]) {
        RunningGroups.allowStarts()
        let thread = Thread { [self] in
            do {
                try run(batches)
            } catch is RunningGroups.Stopped {
                // Whoever stopped it knows.
            } catch {
                post(.failed(describe(error)))
            }
            post(.ended)
        }
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Ends the processes of the run, and so the run.
    func stop() { RunningGroups.stopAll() }

    private func run(_ batches: [[String]]) throws {
        let builder = OverlayBuilder(tree: grader.tree, stubs: pristineStubs)
        if try !builder.kitIsBuilt() {
            post(.compilingKit)
            try builder.buildKit()
            post(.kitIsBuilt)
        }
        let overlay = try builder.build()
        for batch in batches {
            let exercises = grader.exercises.filter { batch.contains($0.id) }
            let result = grader.grade(exercises, with: overlay) { post(.checking($0.id)) }
            if RunningGroups.areStopped { throw RunningGroups.Stopped() }
            post(.graded(result.results, notes: grader.tree.notesOnFiles()))
        }
    }
}
