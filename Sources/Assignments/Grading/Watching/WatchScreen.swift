import Foundation

/// What is on the screen, and how far down a long result could be moved.
struct Frame: Equatable {
    let lines: [String]
    let offset: Int
}

/// Puts a state into lines that fit a terminal.
struct WatchScreen {
    let width: Int
    let height: Int
    let palette: Palette
    /// Whether the terminal understands links.
    let hasLinks: Bool
    /// Where an exercise's hole is, "Sources/Assignments/Assignment1/Affine.swift:42".
    let place: (Exercise) -> String
    /// Where the tree is.
    let root: URL

    /// The frame of a state, of as many lines as there is room for.
    func frame(_ state: WatchState) -> Frame {
        if case .list(let selected) = state.view { return list(state, selected) }
        let footer = footer(state)
        let body = body(state)
        let room = max(0, height - footer.count)
        if body.count <= room { return Frame(lines: body + footer, offset: 0) }
        // One line tells that there are more.
        let shown = max(0, room - 1)
        let offset = min(max(0, state.offset), body.count - shown)
        let part = Array(body[offset..<offset + shown])
        let more = "-- \(offset + 1) to \(offset + shown) of \(body.count) lines: j and k move --"
        let lines = part + (room > 0 ? [String(more.prefix(width))] : []) + footer
        return Frame(lines: Array(lines.suffix(height)), offset: offset)
    }

    // MARK: - The current exercise

    private func body(_ state: WatchState) -> [String] {
        var lines = result(state)
        if let hint = state.hint {
            lines += [""] + hint.components(separatedBy: "\n")
        }
        return lines.flatMap { folded($0, width) }
    }

    private func result(_ state: WatchState) -> [String] {
        guard let result = state.currentResult else {
            let many =
                state.exercises.count == 1 ? "1 exercise" : "\(state.exercises.count) exercises"
            return ["Checking \(many); after that, the current one whenever a file is saved."]
        }
        if result.status == .passed { return passed(result, state) }
        let all = GradeResult(seed: 0, results: [result])
        return TextReport(all, palette: palette, showsAll: true, width: width).findings(result)
    }

    private func passed(_ result: ExerciseResult, _ state: WatchState) -> [String] {
        let points = "\(number(result.points)) of \(number(result.exercise.points)) points"
        var lines = [palette.green("\(result.exercise.id): passed, \(points).")]
        if let message = result.message { lines.append(message) }
        if state.isFull { return lines + [palette.green("Everything here is right.")] }
        guard let next = state.next else { return lines }
        return lines + ["n goes on to \(state.exercises[next].id)."]
    }

    // MARK: - What is always there

    private func footer(_ state: WatchState) -> [String] {
        let said = (state.notice + state.notes.map(palette.yellow)).flatMap { folded($0, width) }
        return (said.isEmpty ? [] : [""] + said) + activity(state) + [progress(state)]
            + currentLine(state) + prompt(state)
    }

    func progress(_ state: WatchState) -> String {
        state.progress.line(width: width, palette: palette)
    }

    /// An empty line while nothing is done.
    func activity(_ state: WatchState) -> [String] {
        switch state.activity {
        case .nothing: return [""]
        case .compilingKit:
            return folded("Compiling the kit for grading: a minute or two, once.", width)
        case .checking(let id): return [String("Checking \(id) ...".prefix(width))]
        }
    }

    private func currentLine(_ state: WatchState) -> [String] {
        let exercise = state.currentExercise
        let head = "Current exercise: \(exercise.id)"
        let own = state.currentResult?.place.flatMap { $0.hasPrefix(exercise.path) ? $0 : nil }
        let place = own ?? place(exercise)
        if head.count + 2 + place.count <= width { return ["\(head)  \(link(place, place))"] }
        // The end of a path says more than its beginning.
        let short = place.count <= width - 2 ? place : "..." + place.suffix(max(0, width - 5))
        return [String(head.prefix(width)), "  \(link(String(short), place))"]
    }

    /// A text that opens a file when it is clicked on (OSC 8).
    private func link(_ text: String, _ place: String) -> String {
        if !hasLinks { return text }
        let path = place.split(separator: ":").first.map(String.init) ?? place
        let address = root.appendingPathComponent(path).absoluteString
        return "\u{1B}]8;;\(address)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
    }

    private func prompt(_ state: WatchState) -> [String] {
        if state.view == .question {
            let question =
                "Reset \(state.currentExercise.id)? What you wrote is kept in .kept/. (y/n) "
            return folded(question, width - 1)
        }
        let next = state.isDone ? palette.bold("n:next") : "n:next"
        let keys = "h:hint  l:list  c:check all  x:reset  q:quit"
        if "n:next  ".count + keys.count <= width { return ["\(next)  \(keys)"] }
        return folded("n:next  \(keys)", width)
    }
}
