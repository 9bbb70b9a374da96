// The list of all chosen exercises.

extension WatchScreen {
    /// As many rows as there is room for, around the selected one.
    func list(_ state: WatchState, _ selected: Int) -> Frame {
        let help = folded("Enter:make it the current one  j/k g/G:move  q:back", width - 1)
        let footer = activity(state) + [progress(state)] + help
        let room = max(1, height - footer.count - 1)
        let count = state.exercises.count
        let first = min(max(0, selected - room / 2), max(0, count - room))
        let columns = columns(state)
        let rows = (first..<min(count, first + room)).map {
            row(state, $0, isSelected: $0 == selected, columns)
        }
        let title = pad("  exercise", columns.name + 2) + pad("state", columns.state)
        let rest = pad("points", columns.points) + "file"
        let lines = [palette.bold(String((title + rest).prefix(width)))] + rows + footer
        return Frame(lines: Array(lines.suffix(height)), offset: state.offset)
    }

    private typealias Columns = (name: Int, state: Int, points: Int)

    /// How wide the columns are; the state is to be seen on a narrow screen, too.
    private func columns(_ state: WatchState) -> Columns {
        func widest(_ texts: [String]) -> Int { (texts.map(\.count).max() ?? 0) + 2 }
        let states = widest(state.exercises.map { words(state.results[$0.id]) })
        let name = widest(state.exercises.map(\.id))
        return (
            min(name, max(10, width - 2 - states)), states,
            widest(state.exercises.map { points($0, state.results[$0.id]) } + ["points"])
        )
    }

    private func words(_ result: ExerciseResult?) -> String {
        result?.status.words ?? "not checked"
    }

    private func points(_ exercise: Exercise, _ result: ExerciseResult?) -> String {
        "\(number(result?.points ?? 0)) of \(number(exercise.points))"
    }

    private func row(
        _ state: WatchState, _ index: Int, isSelected: Bool, _ columns: Columns
    ) -> String {
        let exercise = state.exercises[index]
        let result = state.results[exercise.id]
        let mark = (isSelected ? ">" : " ") + (index == state.current ? "*" : " ")
        let name = fitted(exercise.id, columns.name - 1) + " "
        let status = pad(words(result), columns.state)
        let points = pad(points(exercise, result), columns.points)
        let room = width - mark.count - columns.name - columns.state - columns.points
        let line = mark + name + status + points + file(exercise, room)
        let plain = String(line.prefix(width))
        if isSelected { return palette.reversed(pad(plain, width)) }
        guard let result else { return plain }
        let coloured = palette.coloured(status, result.status)
        return plain.replacing(status, with: coloured, maxReplacements: 1)
    }

    /// As much of a path as there is room for.
    private func file(_ exercise: Exercise, _ room: Int) -> String {
        if exercise.path.count <= room { return exercise.path }
        let short = "\(exercise.assignment)/\(exercise.file)"
        return short.count <= room ? short : exercise.file
    }
}
