/// How much of the chosen exercises is done.
struct Progress: Equatable {
    let points: Double
    let maxPoints: Double
    let finished: Int
    let all: Int

    /// The points in words.
    var pointsInWords: String { "\(number(points)) of \(number(maxPoints)) points" }

    /// One line: "Progress: [####>-----] 34 of 400 points, 8/78".
    ///
    /// Where there is no room for a bar, only the numbers are left.
    func line(width: Int, palette: Palette) -> String {
        let head = "Progress: ["
        let numbers = "\(pointsInWords), \(finished)/\(all)"
        let room = width - head.count - "] ".count - numbers.count
        if room < 5 { return String(numbers.prefix(max(0, width))) }
        let share = maxPoints > 0 ? points / maxPoints : 0
        let filled = min(room, Int(Double(room) * share))
        let tip = filled < room ? ">" : ""
        let rest = String(repeating: "-", count: room - filled - tip.count)
        let done = palette.green(String(repeating: "#", count: filled) + tip)
        return "\(head)\(done)\(rest)] \(numbers)"
    }
}
