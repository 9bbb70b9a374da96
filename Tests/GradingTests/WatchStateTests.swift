import Testing

@testable import Grading

@Suite("What happens while watching")
struct WatchStateTests {
    private let exercises = ["apple", "pear", "plum"].map { synthetic("\($0).backward") }
    private var ids: [String] { exercises.map(\.id) }

    /// A state in which everything has been checked once; these are finished.
    private func checked(finished: Set<Int> = []) -> WatchState {
        var state = WatchState(exercises)
        #expect(state.start() == [.grade([ids])])
        give(exercises.indices.map { ($0, finished.contains($0)) }, &state)
        #expect(state.handle(.ended) == [])
        return state
    }

    private func give(_ results: [(index: Int, passed: Bool)], _ state: inout WatchState) {
        let results = results.map { outcome(exercises[$0.index], $0.passed ? .passed : .failed) }
        #expect(state.handle(.graded(results, notes: [])) == [])
    }

    private func type(_ letter: Character, _ state: inout WatchState) -> [WatchAction] {
        state.handle(.key(.letter(letter)))
    }

    @Test("begins at the first that is not finished")
    func begin() {
        #expect(checked().current == 0)
        let state = checked(finished: [0])
        #expect(state.current == 1)
        #expect(state.progress == Progress(points: 4, maxPoints: 12, finished: 1, all: 3))
        #expect(checked(finished: [0, 1, 2]).isFull)
    }

    @Test("a saved file has the current exercise graded, and a result never moves on by itself")
    func saved() {
        var state = checked()
        #expect(state.handle(.saved(["elsewhere.swift"])) == [.grade([[ids[0]]])])
        #expect(state.activity == .checking(ids[0]))
        give([(0, true)], &state)
        #expect(state.handle(.ended) == [])
        #expect(state.activity == .nothing)
        #expect(state.isDone)
        #expect(state.current == 0)
    }

    @Test("the other exercises of a saved file follow, after the current one")
    func sharedFile() {
        var state = checked()
        _ = state.handle(.key(.letter("l")))
        _ = state.handle(.key(.letter("j")))
        _ = state.handle(.key(.enter))
        _ = state.handle(.ended)
        #expect(
            state.handle(.saved([exercises[0].path]))
                == [.grade([[ids[1]], [ids[0], ids[2]]])])
    }

    @Test("n goes on when the exercise is finished, and says so when it is not")
    func next() {
        var state = checked(finished: [2])
        #expect(type("n", &state) == [])
        #expect(state.notice == ["apple.backward is not finished yet; to go to another one: l."])
        give([(0, true)], &state)
        #expect(state.notice == [])
        #expect(type("n", &state) == [.grade([[ids[1]]])])
        #expect(state.current == 1)
        _ = state.handle(.ended)
        give([(1, true)], &state)
        #expect(type("n", &state) == [])
        #expect(state.notice == ["There is no other one: everything chosen is finished."])
    }

    @Test("after the last one, n goes on to the first that is left")
    func around() {
        var state = checked()
        for key in [Key.letter("l"), .letter("G"), .enter] { _ = state.handle(.key(key)) }
        _ = state.handle(.ended)
        give([(2, true)], &state)
        #expect(type("n", &state) == [.grade([[ids[0]]])])
    }

    @Test("a save while something runs stops it; what it would have said is not heard")
    func saveWhileRunning() {
        var state = checked()
        _ = state.handle(.saved([]))
        #expect(state.handle(.saved([])) == [.stop])
        #expect(state.handle(.saved([])) == [])
        give([(0, true)], &state)
        #expect(state.handle(.failed("it was stopped.")) == [])
        #expect(!state.isDone)
        #expect(state.notice == [])
        #expect(state.handle(.ended) == [.grade([[ids[0]]])])
        give([(0, true)], &state)
        #expect(state.handle(.ended) == [])
        #expect(state.isDone)
    }

    @Test("what a stopped check of everything has not done is done later")
    func rest() {
        var state = checked()
        let all = [[ids[0]], [ids[1], ids[2]]]
        #expect(type("c", &state) == [.grade(all)])
        #expect(state.handle(.saved([])) == [.stop])
        #expect(state.handle(.ended) == [.grade(all)])
        give([(0, false)], &state)
        #expect(type("j", &state) == [])
        #expect(state.handle(.saved([])) == [.stop])
        #expect(state.handle(.ended) == [.grade(all)])
    }

    @Test("the kit's own compilation is not stopped by a save, which is read after it")
    func kit() {
        var state = WatchState(exercises)
        _ = state.start()
        _ = state.handle(.compilingKit)
        #expect(state.handle(.saved([])) == [])
        _ = state.handle(.kitIsBuilt)
        give([(0, false), (1, false), (2, false)], &state)
        #expect(state.handle(.ended) == [])
    }

    @Test("a program that was stopped for a while grades what was under way once more")
    func resumed() {
        var state = checked()
        #expect(state.handle(.resumed) == [])
        _ = state.handle(.saved([]))
        #expect(state.handle(.resumed) == [.stop])
        #expect(state.handle(.ended) == [.grade([[ids[0]]])])
    }

    @Test("the list moves within its ends, and Enter chooses", arguments: [Key.enter, .escape])
    func list(last: Key) {
        var state = checked()
        _ = type("l", &state)
        #expect(state.view == .list(selected: 0))
        for (key, selected) in [
            (Key.letter("k"), 0), (.down, 1), (.letter("G"), 2), (.down, 2), (.pageUp, 0),
            (.end, 2), (.up, 1),
        ] {
            #expect(state.handle(.key(key)) == [])
            #expect(state.view == .list(selected: selected))
        }
        #expect(state.handle(.key(last)) == (last == .enter ? [.grade([[ids[1]]])] : []))
        #expect(state.view == .exercise)
        #expect(state.current == (last == .enter ? 1 : 0))
    }

    @Test("reset asks first", arguments: zip("ynqY", [true, false, false, true]))
    func reset(answer: Character, isYes: Bool) {
        var state = checked()
        #expect(type("x", &state) == [])
        #expect(state.view == .question)
        #expect(type("h", &state) == [])
        #expect(state.view == .question)
        #expect(type(answer, &state) == (isYes ? [.reset(ids[0])] : []))
        #expect(state.view == .exercise)
        #expect(state.notice == (isYes ? [] : ["Nothing was reset."]))
    }

    @Test("what reset has said stays until a key is typed")
    func told() {
        var state = checked()
        _ = state.handle(.told(["It is kept."]))
        _ = state.handle(.saved([]))
        give([(0, false)], &state)
        #expect(state.notice == ["It is kept."])
        _ = type("j", &state)
        #expect(state.notice == [])
    }

    @Test("a hint stays while the exercise is wrong, and goes when it is right")
    func hint() {
        var state = checked()
        #expect(type("h", &state) == [.hint(ids[0])])
        _ = state.handle(.hint("Begin at the end."))
        give([(0, false)], &state)
        #expect(state.hint == "Begin at the end.")
        give([(0, true)], &state)
        #expect(state.hint == nil)
    }

    @Test(
        "these keys quit, also while something runs",
        arguments: [Key.letter("q"), .escape, .endOfInput])
    func quit(key: Key) {
        var state = checked()
        #expect(state.handle(.key(key)) == [.quit])
        _ = state.handle(.saved([]))
        #expect(state.handle(.key(key)) == [.quit])
    }

    @Test("what is wrong only by another exercise that was graded before is said to")
    func explanation() {
        let user = synthetic("tree.backward", uses: [ids[0]])
        var state = WatchState(exercises + [user])
        _ = state.handle(.graded([outcome(exercises[0], .failed)], notes: []))
        _ = state.handle(.graded([outcome(user, .failed)], notes: []))
        let message = state.results[user.id]?.message
        #expect(message == "it uses apple.backward, which is wrong: repair that first.")
    }

    @Test("the grader's own failure is told, and watching goes on")
    func failed() {
        var state = checked()
        _ = state.handle(.saved([]))
        _ = state.handle(.failed("the disk is full."))
        #expect(state.notice == ["The grader itself failed: the disk is full."])
        #expect(state.handle(.ended) == [])
        #expect(state.handle(.saved([])) == [.grade([[ids[0]]])])
    }
}
