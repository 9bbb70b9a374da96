// What the keys do.

extension WatchState {
    /// What a key leads to.
    mutating func handle(_ key: Key) -> [WatchAction] {
        if key == .endOfInput { return [.quit] }
        notice = []
        switch view {
        case .exercise: return handleAtExercise(key)
        case .list(let selected): return handleInList(key, selected)
        case .question: return handleAnswer(key)
        }
    }

    private mutating func handleAtExercise(_ key: Key) -> [WatchAction] {
        switch key {
        case .letter("q"), .letter("Q"), .escape: return [.quit]
        case .letter("n"), .letter("N"): return goOnToNext()
        case .letter("h"), .letter("H"): return [.hint(currentExercise.id)]
        case .letter("c"), .letter("C"): return gradeAll()
        case .letter("x"), .letter("X"): view = .question
        case .letter("l"), .letter("L"): view = .list(selected: current)
        default: offset = max(0, moved(offset, by: key, last: .max))
        }
        return []
    }

    private mutating func goOnToNext() -> [WatchAction] {
        if !isDone {
            let state = currentResult == nil ? "is being checked" : "is not finished yet"
            notice = ["\(currentExercise.id) \(state); to go to another one: l."]
            return []
        }
        if let next { return goOn(to: next) }
        notice = ["There is no other one: everything chosen is finished."]
        return []
    }

    private mutating func handleInList(_ key: Key, _ selected: Int) -> [WatchAction] {
        switch key {
        case .letter("q"), .letter("l"), .escape: view = .exercise
        case .enter:
            view = .exercise
            return goOn(to: selected)
        default:
            let last = exercises.count - 1
            view = .list(selected: min(max(0, moved(selected, by: key, last: last)), last))
        }
        return []
    }

    private mutating func handleAnswer(_ key: Key) -> [WatchAction] {
        switch key {
        case .letter("y"), .letter("Y"):
            view = .exercise
            return [.reset(currentExercise.id)]
        case .letter("n"), .letter("N"), .letter("q"), .escape:
            view = .exercise
            notice = ["Nothing was reset."]
        default: break
        }
        return []
    }

    /// A position after a key that moves; it may lie outside.
    private func moved(_ position: Int, by key: Key, last: Int) -> Int {
        switch key {
        case .up, .letter("k"): return position - 1
        case .down, .letter("j"): return position == .max ? position : position + 1
        case .pageUp: return position - 10
        case .pageDown: return position > .max - 10 ? position : position + 10
        case .home, .letter("g"): return 0
        case .end, .letter("G"): return last
        default: return position
        }
    }
}
