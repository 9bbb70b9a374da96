/// The colours, dashes and shapes of all pictures.
///
/// Source: Okabe, Ito, "Color Universal Design", 2008: colours that readers with any of the usual
/// kinds of colour blindness can tell apart.
enum PlotStyle {
    /// The colours of series on white and on nearly black paper.
    static let colours: [(light: String, dark: String)] = [
        ("#0072b2", "#56b4e9"), ("#d55e00", "#e69f00"), ("#009e73", "#00b985"),
        ("#cc79a7", "#cc79a7"), ("#56b4e9", "#5a9bff"), ("#e69f00", "#f0e442"),
        ("#1c1e21", "#e8eaed"),
    ]

    /// The dashes of series, for eyes and paper without colours.
    private static let dashes = ["", "8 4", "2 3", "10 3 2 3", "14 5", "5 2", "1 5"]

    /// The attribute of a series' dashes, or "".
    static func dash(_ style: Int) -> String {
        let dashes = Self.dashes[style % Self.dashes.count]
        return dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\""
    }

    /// The class of a series' colour.
    static func colour(_ style: Int) -> String { "s\(style % colours.count)" }

    /// The outline of a series' marker about (0, 0), some 9 pixels wide.
    private static let shapes = [
        "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", "m-3.7-3.7h7.4v7.4h-7.4z", "m0-5l4.8 8.5h-9.6z",
        "m0-5.2l5.2 5.2l-5.2 5.2l-5.2-5.2z", "m0 5l4.8-8.5h-9.6z",
        "m-1.6-5h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4z",
        "m-5-2.7l2.3-2.3 2.7 2.7 2.7-2.7 2.3 2.3-2.7 2.7 2.7 2.7-2.3 2.3-2.7-2.7-2.7 2.7-2.3-2.3 2.7-2.7z",
    ]

    /// A series' marker, for each of these places.
    static func markers(at places: [(x: Double, y: Double)], style: Int) -> String {
        let shape = shapes[style % shapes.count]
        let path = places.map { "M\(coordinate($0.x)) \(coordinate($0.y))\(shape)" }.joined()
        return path.isEmpty ? "" : "<path class=\"marker \(colour(style))\" d=\"\(path)\"/>"
    }

    /// The style sheet; every rule is for pictures only, wherever they are put.
    static let text =
        rules(
            ink: "#1c1e21", quiet: "#555b63", paper: "#ffffff", box: "#f3f4f6", up: "#12662f",
            down: "#b3261e", colours.map(\.light))
        + "@media (prefers-color-scheme:dark){"
        + rules(
            ink: "#e8eaed", quiet: "#a9b0b8", paper: "#15171a", box: "#22262b", up: "#7fd495",
            down: "#ff8a80", colours.map(\.dark)) + "}" + fixed

    private static let fixed = [
        "text{font:13px Helvetica,Arial,sans-serif}", ".title{font-size:15px;font-weight:bold}",
        ".name{font-weight:bold}", ".middle{text-anchor:middle}", ".end{text-anchor:end}",
        ".grid,.axis,.wire,.line,.border,.reference{fill:none}", ".grid{stroke-opacity:.16}",
        ".wire{stroke-width:1.5}", ".line{stroke-width:2;stroke-linejoin:round}",
        ".border{stroke-opacity:.6}", ".reference{stroke-width:1.5;stroke-dasharray:4 3}",
        ".band{fill-opacity:.22;stroke:none}", ".bars{fill-opacity:.6}",
        ".region{fill-opacity:.3;stroke:none}", ".marker{stroke-width:.8}",
        ".back{stroke-width:1.5;fill:none;stroke-dasharray:5 3}",
        ".rim{stroke-width:3;paint-order:stroke}", ".box{stroke-width:1.5}",
    ].map { ".plot \($0)".replacing(",.", with: ",.plot .") }.joined()

    private static func rules(
        ink: String, quiet: String, paper: String, box: String, up: String, down: String,
        _ series: [String]
    ) -> String {
        var rules = [
            "text{fill:\(ink)}", ".quiet{fill:\(quiet)}", ".up{fill:\(up)}", ".down{fill:\(down)}",
            ".grid{stroke:\(ink)}", ".axis{stroke:\(ink)}", ".wire{stroke:\(ink)}",
            ".border{stroke:\(ink)}", ".reference{stroke:\(quiet)}", ".tip{fill:\(ink)}",
            ".back{stroke:\(down)}", ".backtip{fill:\(down)}", ".box{fill:\(box);stroke:\(ink)}",
            ".rim{stroke:\(paper)}",
        ]
        for (index, colour) in series.enumerated() {
            rules.append(".s\(index){fill:\(colour);stroke:\(colour)}")
        }
        rules.append(".marker{stroke:\(paper)}")
        return rules.map { ".plot \($0)" }.joined()
    }
}
