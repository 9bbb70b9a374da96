/// How a page to read looks, in CSS: what it needs besides the style of all pages.
enum NotebookStyle {
    /// The style sheet; it holds no character that HTML or XML would want escaped.
    static let text = """
        h1, h2, h3, h4 { line-height: 1.25; }
        h2 { margin: 2.5rem 0 .75rem; }
        h3 { margin: 2rem 0 .5rem; }
        p, ul, ol { margin: .75rem 0; }
        p, ul, ol, blockquote { max-width: 46rem; }
        li { margin: .25rem 0; }
        li p { margin: .5rem 0; }
        ul, ol { padding-left: 1.5rem; }
        hr { border: 0; border-top: 1px solid var(--quiet); margin: 2rem 0; }
        blockquote { margin: 1rem 0; padding: 0 0 0 1rem; border-left: 3px solid var(--quiet);
          color: var(--quiet); }
        code { background: var(--box); padding: .1rem .25rem; border-radius: .2rem; }
        pre { margin: .75rem 0; padding: .75rem; border-radius: .25rem; }
        pre code { padding: 0; background: none; }
        .cell { border-left: 3px solid var(--link); border-radius: 0; }
        .output { border-left: 3px solid var(--quiet); border-radius: 0; }
        .keyword { color: var(--link); }
        .string { color: var(--good); }
        .literal { color: var(--wait); }
        .comment { color: var(--quiet); }
        div.scroll { margin: .75rem 0; }
        table { overflow-wrap: break-word; }
        th, td { padding: .3rem 1rem .3rem 0; min-width: 4rem; }
        tr { border-bottom: 1px solid var(--box); }
        th.right, td.right { text-align: right; font-variant-numeric: tabular-nums; }
        th.center, td.center { text-align: center; }
        details { margin: .75rem 0; padding: .4rem .75rem; background: none;
          border: 1px solid var(--quiet); border-radius: .25rem; }
        summary { cursor: pointer; }
        figure { margin: 1.25rem 0; }
        .drawing, img { max-width: 100%; }
        .drawing[viewBox], img { height: auto; }
        math { font-size: 1.1em; font-family: "STIX Two Math", "Latin Modern Math", "Cambria Math",
          "DejaVu Math TeX Gyre", math; }
        math .bold { font-weight: bold; }
        .display { overflow-y: hidden; padding: .25rem 0; }
        mtable.aligned mtd { text-align: left; padding: .2em 0; }
        mtable.aligned mtd:nth-child(odd) { text-align: right; }
        mtable.cases mtd { text-align: left; padding: .2em 1em .2em 0; }
        footer { margin-top: 3rem; color: var(--quiet); font-size: .875rem; }
        @media (max-width: 40rem) {
          th, td { font-size: .875rem; padding-right: .75rem; min-width: 3rem; }
        }
        @media print {
          html { font-size: 10pt; }
          p, ul, ol, blockquote { max-width: none; }
          p, li { orphans: 3; widows: 3; }
          pre, .drawing, img, math { break-inside: avoid; }
          details::details-content { content-visibility: visible; }
          details { border-width: 0 0 0 1px; border-radius: 0; }
          summary { list-style: none; font-weight: bold; break-after: avoid; }
          a { color: inherit; }
          footer { display: none; }
        }
        """
}
