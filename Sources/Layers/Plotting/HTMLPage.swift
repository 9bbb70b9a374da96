/// A whole page that needs nothing else.
/// - Parameters:
///   - title: its title and first heading.
///   - header: what stands below that, in HTML.
///   - main: the rest, in HTML.
///   - command: what wrote it.
/// - Returns: the document.
package func htmlPage(title: String, header: String, main: String, by command: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <title>\(title)</title>
    <style>
    \(HTMLStyle.text)
    </style>
    </head>
    <body>
    <header>
    <h1>\(title)</h1>
    \(header)
    </header>
    <main>
    \(main)
    </main>
    <footer><p>Written by <code>\(command)</code>.</p></footer>
    </body>
    </html>

    """
}

/// How a page looks, in CSS.
package enum HTMLStyle {
    /// The colours of one scheme, by what they are for.
    package struct Scheme {
        let name: String
        package let paper: Colour
        package let box: Colour
        /// What is written on either.
        package let inks: [String: Colour]
    }

    package static let light = Scheme(
        name: "light", paper: Colour(0xffffff), box: Colour(0xf3f4f6),
        inks: [
            "text": Colour(0x1c1e21), "quiet": Colour(0x555b63), "link": Colour(0x0b57a4),
            "good": Colour(0x12662f), "bad": Colour(0xa8201a), "wait": Colour(0x7a4b00),
            "gradient": Colour(0xb3261e),
        ])

    package static let dark = Scheme(
        name: "dark", paper: Colour(0x15171a), box: Colour(0x22262b),
        inks: [
            "text": Colour(0xe8eaed), "quiet": Colour(0xa9b0b8), "link": Colour(0x8ab8f5),
            "good": Colour(0x7fd495), "bad": Colour(0xff9b92), "wait": Colour(0xf0bd62),
            "gradient": Colour(0xff8a80),
        ])

    private static func variables(_ scheme: Scheme) -> String {
        let inks = scheme.inks.sorted { $0.key < $1.key }
        return (["paper": scheme.paper, "box": scheme.box].sorted { $0.key < $1.key } + inks)
            .map { "--\($0.key): \($0.value.text);" }.joined(separator: " ")
    }

    /// The style sheet; it holds no character that HTML or XML would want escaped.
    package static let text = """
        :root { color-scheme: light dark; \(variables(light)) }
        @media (prefers-color-scheme: dark) { :root { \(variables(dark)) } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1rem; max-width: 62rem; background: var(--paper);
          color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
        h1 { font-size: 1.8rem; margin: 0 0 .5rem; }
        h2 { font-size: 1.35rem; margin: 2rem 0 .5rem; }
        h3 { font-size: 1.1rem; margin: 0 0 .25rem; }
        h4 { font-size: 1rem; margin: 1rem 0 .25rem; }
        h3 small { font-weight: normal; margin-left: .5rem; }
        p { margin: .25rem 0; }
        a { color: var(--link); }
        code, pre { font: .875rem/1.5 ui-monospace, monospace; }
        table { border-collapse: collapse; }
        caption { text-align: left; color: var(--quiet); }
        th, td { text-align: left; padding: .15rem .75rem .15rem 0; vertical-align: top; }
        th[scope=row] { font-weight: normal; }
        th[scope=rowgroup] { padding-top: .75rem; }
        thead th { color: var(--quiet); font-weight: normal; }
        .points { white-space: nowrap; text-align: right; }
        .bar { vertical-align: middle; }
        .bar .track { fill: var(--box); stroke: var(--quiet); }
        .bar .fill { fill: var(--good); }
        .mark { display: inline-block; min-width: 1em; text-align: center; font-weight: bold; }
        .passed { color: var(--good); }
        .failed, .does_not_compile, .crashed, .timed_out, .grader_error { color: var(--bad); }
        .not_written, .blocked { color: var(--wait); }
        .exercise { border-top: 1px solid var(--quiet); padding: .75rem 0 1rem; }
        .message { font-weight: 600; }
        .note, figcaption { color: var(--quiet); }
        details { margin: .25rem 0; }
        details details { margin-left: 1rem; }
        .scroll { overflow-x: auto; max-width: 100%; }
        pre { background: var(--box); padding: .5rem; margin: .25rem 0; overflow-wrap: normal; }
        .number { color: var(--quiet); user-select: none; }
        mark { background: none; color: var(--bad); font-weight: bold; }
        mark .number { color: var(--bad); }
        figure { margin: .5rem 0; }
        figcaption p { white-space: pre-wrap; }
        .maps { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; }
        .maps figure { margin: 0; }
        .maps pre { font-size: .75rem; margin: 0; }
        .map { max-width: 100%; }
        .figures { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }
        .figures figure { flex: 1 1 22rem; margin: 0; }
        .figures svg { max-width: 100%; height: auto; }
        .map text { font: 12px sans-serif; text-anchor: middle; }
        .scale { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; margin: .5rem 0; }
        .graph { list-style: none; margin: .5rem 0; padding: 0; display: flex; flex-wrap: wrap;
          gap: 1rem .5rem; }
        .step { display: flex; align-items: center; max-width: 100%; padding: .25rem; }
        .graph .note { width: 100%; }
        .node { border: 1px solid var(--text); border-radius: 1rem; padding: .1rem .6rem;
          background: var(--box); }
        .wire { display: flex; flex-direction: column; min-width: 8rem; font-size: .8rem;
          line-height: 1.3; padding: 0 .25rem; flex: 1; }
        .value { padding: 0 .5rem .2rem; }
        .line { position: relative; border-top: 2px solid var(--text); }
        .line::after { content: ""; position: absolute; right: 0; top: -6px;
          border: 5px solid transparent; border-left-color: var(--text); border-right: 0; }
        .gradient { color: var(--gradient); padding: .2rem .5rem 0; display: flex;
          flex-direction: column; }
        .circuit .box { fill: var(--box); stroke: var(--text); }
        .circuit .box.wrong { stroke: var(--bad); stroke-width: 3; }
        .circuit .arc { fill: none; stroke: var(--text); stroke-width: 1.5; }
        .circuit .tip { fill: var(--text); }
        .circuit text { font: 11px sans-serif; text-anchor: middle; fill: var(--text); }
        .circuit .name { font-size: 14px; font-weight: bold; }
        .circuit .up { fill: var(--gradient); }
        .step.wrong { outline: 3px solid var(--bad); outline-offset: 1px; border-radius: .25rem; }
        @media print {
          body { max-width: none; padding: 0; }
          h2, h3, h4 { break-after: avoid; }
          figure, .step, tr, .map, .circuit { break-inside: avoid; }
          .maps pre { font-size: .65rem; padding: .25rem; }
          .bar, .map svg, .scale svg { print-color-adjust: exact; }
          pre { white-space: pre-wrap; overflow-wrap: anywhere; }
        }
        """
}
