/// What happens while a learner works.
enum WatchEvent: Sendable {
    case key(Key)
    /// Files have another content, by path.
    case saved([String])
    /// The program was stopped for a while, and with it the clock of a check.
    case resumed
    case compilingKit
    case kitIsBuilt
    case checking(String)
    /// Results, and notes on the learner's files.
    case graded([ExerciseResult], notes: [String])
    /// What was asked for could not be done: the grader's own fault.
    case failed(String)
    /// A run is over, or has been stopped.
    case ended
    case hint(String)
    case told([String])
}

/// What has to be done about it.
enum WatchAction: Equatable {
    /// Exercises by id; the results of each batch are wanted as soon as they are there.
    case grade([[String]])
    case stop
    case hint(String)
    case reset(String)
    case quit
}

/// Everything that is on the screen, and what every event does to it.
struct WatchState {
    enum View: Equatable {
        case exercise
        case list(selected: Int)
        /// Whether the current exercise is really to be reset.
        case question
    }

    enum Activity: Equatable {
        case nothing
        case compilingKit
        case checking(String)
    }

    let exercises: [Exercise]
    private(set) var results: [String: ExerciseResult] = [:]
    var current = 0
    var view = View.exercise
    private(set) var activity = Activity.nothing
    /// The hint that was asked for.
    var hint: String?
    /// What the last key led to.
    var notice: [String] = []
    /// Notes on files that are not graded.
    private(set) var notes: [String] = []
    /// How many lines of a result that is too long for the screen are above it.
    var offset = 0

    /// What is still to be graded: a run that was stopped leaves its rest here.
    private var owed: Set<String> = []
    /// Whether the run under way has been stopped, and its results are not wanted any more.
    private var isStopping = false
    /// Whether another run is to follow the one under way.
    private var isWaiting = false
    private var wasChosen = false

    /// - Parameter exercises: what was chosen, at least one.
    init(_ exercises: [Exercise]) { self.exercises = exercises }

    /// The exercise that the learner is at.
    var currentExercise: Exercise { exercises[current] }

    /// Its result, if there is one yet.
    var currentResult: ExerciseResult? { results[currentExercise.id] }

    /// Whether it is finished.
    var isDone: Bool { currentResult?.status == .passed }

    /// Whether every exercise is finished.
    var isFull: Bool { exercises.allSatisfy { results[$0.id]?.status == .passed } }

    var progress: Progress {
        let known = GradeResult(seed: 0, results: exercises.compactMap { results[$0.id] })
        return Progress(
            points: known.points, maxPoints: exercises.reduce(0) { $0 + $1.points },
            finished: known.results.filter { $0.status == .passed }.count, all: exercises.count)
    }

    /// The exercise after the current one that is not finished, beginning again at the first.
    var next: Int? {
        let order = exercises.indices.map { (current + 1 + $0) % exercises.count }
        return order.first { results[exercises[$0].id]?.status != .passed }
    }

    /// What to do first.
    mutating func start() -> [WatchAction] { gradeAll() }

    /// What an event leads to.
    mutating func handle(_ event: WatchEvent) -> [WatchAction] {
        switch event {
        case .key(let key): return handle(key)
        case .saved(let paths): return gradeAfterSaving(paths)
        case .resumed: return activity == .nothing ? [] : grade()
        case .ended: return end()
        case .hint(let text):
            hint = text
            // It stands below the result; the screen goes as far down as there is anything.
            offset = .max
        case .told(let lines): notice = lines
        default: hear(event)
        }
        return []
    }

    /// News of the run under way.
    private mutating func hear(_ event: WatchEvent) {
        if isStopping { return }
        switch event {
        case .compilingKit: activity = .compilingKit
        case .kitIsBuilt: activity = .checking(currentExercise.id)
        case .checking(let id): activity = .checking(id)
        case .failed(let sentence): notice = ["The grader itself failed: \(sentence)"]
        case .graded(let news, let notes): take(news, notes)
        default: break
        }
    }

    private mutating func take(_ news: [ExerciseResult], _ notes: [String]) {
        self.notes = notes
        for result in news {
            results[result.exercise.id] = result
            owed.remove(result.exercise.id)
        }
        // What one exercise gets may come from another that was graded before.
        let all = Array(results.values)
        for result in news { results[result.exercise.id] = explained(result, among: all) }
        if !wasChosen && results.count == exercises.count {
            wasChosen = true
            current = exercises.firstIndex { results[$0.id]?.status != .passed } ?? 0
        }
        guard news.contains(where: { $0.exercise.id == currentExercise.id }) else { return }
        offset = 0
        if isDone { (hint, notice) = (nil, []) }
    }

    // MARK: - Runs

    /// Grades everything that was chosen.
    mutating func gradeAll() -> [WatchAction] {
        owed = Set(exercises.map(\.id))
        return grade()
    }

    /// Makes another exercise the current one, and grades it.
    mutating func goOn(to index: Int) -> [WatchAction] {
        wasChosen = true
        current = index
        (hint, notice, offset) = (nil, [], 0)
        owed.insert(currentExercise.id)
        return grade()
    }

    private mutating func gradeAfterSaving(_ paths: [String]) -> [WatchAction] {
        owed.insert(currentExercise.id)
        for exercise in exercises where paths.contains(exercise.path) { owed.insert(exercise.id) }
        return grade()
    }

    /// Grades what is owed, after what is under way has been stopped.
    private mutating func grade() -> [WatchAction] {
        switch activity {
        case .nothing:
            activity = .checking(currentExercise.id)
            return [.grade(batches())]
        case .compilingKit where !isStopping:
            // That takes long, and is needed whatever is saved meanwhile; only then files are read.
            isWaiting = true
            return []
        case .compilingKit, .checking:
            isWaiting = true
            if isStopping { return [] }
            isStopping = true
            return [.stop]
        }
    }

    /// The current exercise comes first if something is known of the others already.
    private func batches() -> [[String]] {
        let all = exercises.map(\.id).filter(owed.contains)
        let first = currentExercise.id
        if results.isEmpty || !owed.contains(first) { return [all] }
        let rest = all.filter { $0 != first }
        return rest.isEmpty ? [[first]] : [[first], rest]
    }

    private mutating func end() -> [WatchAction] {
        activity = .nothing
        isStopping = false
        defer { isWaiting = false }
        return isWaiting && !owed.isEmpty ? grade() : []
    }
}
