import Foundation

/// Grades the current exercise whenever a file is saved, until the learner quits.
public final class Watch {
    private let grader: Grader
    private let terminal: Terminal
    private let palette: Palette
    private let inbox: Inbox
    private let run: GradingRun
    private var state: WatchState
    private var files: SavedFiles
    private var decoder = KeyDecoder()
    private var shown: Frame?
    private var nextLook = Date()
    /// Whether the last thing printed on a terminal without a cursor was what is being done.
    private var wasBusy = false
    private var lastSaid: [String] = []

    /// Whether there is a terminal to watch on.
    public static var isPossible: Bool { Terminal.isThere }

    /// Seconds between two looks at the learner's files.
    private static let pause = 0.25
    /// Seconds after which an Esc was the key of that name.
    private static let silence = 0.1

    /// - Parameters:
    ///   - exercises: what was chosen, at least one.
    ///   - grader: what grades.
    ///   - palette: the colours.
    /// - Throws: `GraderError` if the terminal cannot be used.
    public init(_ exercises: [Exercise], _ grader: Grader, palette: Palette) throws {
        self.grader = grader
        self.palette = palette
        let inbox = Inbox()
        self.inbox = inbox
        run = GradingRun(grader) { inbox.add($0) }
        state = WatchState(exercises)
        files = SavedFiles(Array(pristineStubs.keys), in: grader.tree)
        terminal = try Terminal()
    }

    /// Watches.
    /// - Returns: 0 if everything chosen is finished when the learner quits, or else 1.
    public func untilQuit() -> Int32 {
        defer { leave() }
        makeRoom()
        var actions = state.start()
        while perform(actions) {
            show()
            actions = nextEvents().flatMap { state.handle($0) }
        }
        return state.isFull ? 0 : 1
    }

    /// Does what has to be done; false if that is to quit.
    private func perform(_ actions: [WatchAction]) -> Bool {
        for action in actions {
            switch action {
            case .quit: return false
            case .stop: run.stop()
            case .grade(let batches): run.start(batches)
            case .hint(let id): answer(id) { .hint(try hint($0)) }
            case .reset(let id): answer(id) { .told(try grader.reset($0)) }
            }
        }
        return true
    }

    /// Tells the state what a command has to say, or why it cannot be done.
    private func answer(_ id: String, _ command: (Exercise) throws -> WatchEvent) {
        guard let exercise = state.exercises.first(where: { $0.id == id }) else { return }
        do {
            _ = state.handle(try command(exercise))
        } catch {
            _ = state.handle(.told([describe(error)]))
        }
    }

    private func hint(_ exercise: Exercise) throws -> String {
        try grader.tree.hintText(
            for: exercise, next: "h", width: min(terminal.size.width, TextReport.width))
    }

    // MARK: - Events

    /// Waits for something to happen, and gives it.
    private func nextEvents() -> [WatchEvent] {
        let untilLook = max(0, nextLook.timeIntervalSinceNow)
        let seconds = decoder.isWaiting ? min(untilLook, Self.silence) : untilLook
        var ready = [
            pollfd(fd: terminal.news, events: Int16(POLLIN), revents: 0),
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        ]
        // In the background nothing may be read.
        let mayRead = Terminal.isInForeground
        if mayRead && terminal.isLeft { comeBack() }
        let begin = Date()
        let count = poll(&ready, mayRead ? 2 : 1, Int32((seconds * 1000).rounded(.up)))
        var events = count > 0 && ready[0].revents != 0 ? readNews() : []
        if count > 0 && ready[1].revents != 0 {
            events += readKeys()
        } else if decoder.isWaiting && -begin.timeIntervalSinceNow >= Self.silence {
            events += decoder.keysAfterSilence().map { .key($0) }
        }
        return events + look()
    }

    private func readNews() -> [WatchEvent] {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = max(0, read(terminal.news, &bytes, bytes.count))
        let news = bytes.prefix(count)
        if news.contains(News.stop) { terminal.pause() }
        if news.contains(News.resized) { shown = nil }
        let wasStopped = news.contains(News.stop) || news.contains(News.continued)
        // A shell may have set the terminal for itself meanwhile.
        if wasStopped && Terminal.isInForeground { comeBack() }
        return (wasStopped ? [.resumed] : []) + inbox.take()
    }

    private func readKeys() -> [WatchEvent] {
        guard let bytes = terminal.typed() else { return [.key(.endOfInput)] }
        return decoder.keys(bytes).map { .key($0) }
    }

    private func look() -> [WatchEvent] {
        if nextLook.timeIntervalSinceNow > 0 { return [] }
        nextLook = Date(timeIntervalSinceNow: Self.pause)
        let changed = files.changed()
        return changed.isEmpty ? [] : [.saved(changed)]
    }

    // MARK: - The screen

    /// Moves what is on the screen out of the way, to where it can be scrolled back to.
    private func makeRoom() {
        if !Terminal.isDumb && Terminal.isInForeground {
            terminal.write(String(repeating: "\n", count: terminal.size.height))
        }
    }

    private func comeBack() {
        terminal.enter()
        shown = nil
    }

    private func show() {
        if !Terminal.isInForeground { return }
        let isDumb = Terminal.isDumb
        let size = terminal.size
        let screen = WatchScreen(
            width: size.width, height: isDumb ? 10_000 : size.height, palette: palette,
            hasLinks: !isDumb, place: grader.place(of:), root: grader.tree.root)
        let frame = screen.frame(state)
        state.offset = frame.offset
        if frame == shown { return }
        if isDumb {
            print(frame, screen)
        } else {
            terminal.write(drawing(frame, clearsAll: shown == nil))
        }
        shown = frame
    }

    /// Without a cursor that moves, only what is new is printed, below what was there.
    private func print(_ frame: Frame, _ screen: WatchScreen) {
        let isBusy = state.activity != .nothing && state.view == .exercise
        let said = state.notice + (state.hint.map { [$0] } ?? [])
        var lines = frame.lines
        if isBusy { lines = wasBusy ? [] : screen.activity(state) }
        if isBusy && said != lastSaid { lines += said }
        if !lines.isEmpty { terminal.write(lines.joined(separator: "\n") + "\n") }
        (wasBusy, lastSaid) = (isBusy, said)
    }

    private func leave() {
        RunningGroups.stopAll()
        let more = state.isFull ? "" : " To go on: swift run grade --watch"
        terminal.write("\n\(state.progress.pointsInWords).\(more)\n")
        terminal.leave()
    }
}

/// One write that puts a frame on the screen: nothing flickers, for no line is empty in between.
func drawing(_ frame: Frame, clearsAll: Bool) -> String {
    let escape = "\u{1B}["
    // A character that is wider than it was thought to be must not push the others down.
    let (cutLines, wrapLines) = ("\(escape)?7l", "\(escape)?7h")
    // Each line is cleared first: clearing its rest would take the last column's character, too.
    let lines = frame.lines.map { "\(escape)K\($0)" }.joined(separator: "\r\n")
    let clear = clearsAll ? "\(escape)2J" : ""
    return "\(clear)\(cutLines)\(escape)H\(lines)\(escape)J\(wrapLines)"
}

/// Events from other threads.
private final class Inbox: @unchecked Sendable {
    private let lock = NSLock()
    private var events: [WatchEvent] = []

    func add(_ event: WatchEvent) {
        lock.withLock { events.append(event) }
        Terminal.wake(News.event)
    }

    func take() -> [WatchEvent] {
        lock.withLock {
            defer { events = [] }
            return events
        }
    }
}
