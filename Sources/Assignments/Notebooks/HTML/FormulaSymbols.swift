/// The signs of the commands that stand for one.
enum FormulaSymbols {
    /// Letters that are slanted.
    static let letters: [String: String] = [
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
        "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
        "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "varrho": "ϱ",
        "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ",
        "chi": "χ", "psi": "ψ", "omega": "ω", "partial": "∂", "ell": "ℓ",
    ]

    /// Letters, and signs like them, that are upright.
    static let uprightLetters: [String: String] = [
        "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
        "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "nabla": "∇",
        "infty": "∞", "top": "⊤", "bot": "⊥", "emptyset": "∅", "hbar": "ℏ", "prime": "′",
        "dagger": "†", "%": "%", "#": "#", "&": "&amp;", "$": "$", "_": "_", "ldots": "…",
        "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "forall": "∀", "exists": "∃",
        "neg": "¬", "lnot": "¬", "Re": "ℜ", "Im": "ℑ",
    ]

    /// Operations on two things; some of them are signs, too.
    static let operations: [String: String] = [
        "cdot": "⋅", "times": "×", "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "ominus": "⊖",
        "pm": "±", "mp": "∓", "div": "÷", "ast": "∗", "star": "⋆", "circ": "∘", "cup": "∪",
        "cap": "∩", "setminus": "∖", "wedge": "∧", "vee": "∨", "land": "∧", "lor": "∨",
        "bullet": "∙",
    ]

    static let relations: [String: String] = [
        "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈",
        "equiv": "≡", "sim": "∼", "simeq": "≃", "propto": "∝", "ll": "≪", "gg": "≫", "in": "∈",
        "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇",
        "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔",
        "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "implies": "⟹", "iff": "⟺",
        "mapsto": "↦", "longrightarrow": "⟶", "uparrow": "↑", "downarrow": "↓", "mid": "∣",
        "parallel": "∥", "perp": "⟂", "coloneqq": "≔", "triangleq": "≜", "colon": ":",
    ]

    static let sums: [String: String] = [
        "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁",
    ]

    static let integrals: [String: String] = ["int": "∫", "iint": "∬", "oint": "∮"]

    static let brackets: [String: String] = [
        "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]",
        "|": "‖", "Vert": "‖", "lVert": "‖", "rVert": "‖", "vert": "|", "lvert": "|",
        "rvert": "|", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈",
        "rceil": "⌉",
    ]

    static let opening: Set<String> = [
        "{", "lbrace", "lbrack", "lVert", "lvert", "langle", "lfloor", "lceil",
    ]

    static let spaces: [String: String] = [
        ",": "0.167em", ":": "0.222em", ">": "0.222em", ";": "0.278em", "!": "-0.167em",
        " ": "0.333em", "quad": "1em", "qquad": "2em",
    ]

    static let accents: [String: (sign: String, isWide: Bool, isBelow: Bool)] = [
        "hat": ("^", false, false), "widehat": ("^", true, false), "tilde": ("~", false, false),
        "widetilde": ("~", true, false), "bar": ("¯", false, false), "dot": ("˙", false, false),
        "ddot": ("¨", false, false), "vec": ("→", false, false), "overline": ("‾", true, false),
        "underline": ("_", true, true), "overbrace": ("⏞", true, false),
        "underbrace": ("⏟", true, true),
    ]

    static let functions: Set<String> = [
        "log", "ln", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arcsin", "arccos",
        "arctan", "arg", "dim", "ker", "deg",
    ]

    static let limits: [String: String] = [
        "max": "max", "min": "min", "sup": "sup", "inf": "inf", "lim": "lim", "det": "det",
        "Pr": "Pr", "argmax": "arg\u{2009}max", "argmin": "arg\u{2009}min",
    ]

    /// All commands, with their backslashes.
    static var commands: [String] {
        let signs = [
            letters, uprightLetters, operations, relations, sums, integrals, brackets, spaces,
        ]
        let structures = [
            "frac", "dfrac", "tfrac", "binom", "sqrt", "left", "right", "middle", "begin", "end",
            "text", "operatorname", "mathrm", "mathit", "mathbf", "boldsymbol", "mathbb", "mathcal",
            "overset", "underset", "stackrel", "displaystyle", "limits", "nolimits", "big", "Big",
        ]
        let names = signs.flatMap(\.keys) + accents.keys + functions + limits.keys + structures
        return names.sorted().map { "\\\($0)" }
    }

    /// A capital letter with doubled strokes, or as in handwriting; nil for another character.
    static func drawn(_ letter: Character, _ command: String) -> String? {
        guard ("A"..."Z").contains(letter), let offset = letter.asciiValue.map({ UInt32($0) - 65 })
        else { return nil }
        let isDoubled = command == "\\mathbb"
        // These had characters before the others did.
        let older: [Character: String] =
            isDoubled
            ? ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
            : ["B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ"]
        if let found = older[letter] { return found }
        return Unicode.Scalar((isDoubled ? 0x1d538 : 0x1d49c) + offset).map {
            String(Character($0))
        }
    }
}
