// The tables behind `numpySentence`. The first row that fits is taken, so special rows stand above general ones. They are
// computed and not stored, because patterns cannot be shared between threads.

/// Words and signs of Python.
var pythonRules: [Rule] {
    [
        Rule(
            /consecutive statements|expected '|cannot find operator '@'/, after: /^\s*@/,
            "There is no @: the matrix product is x.matmul(w); * is the elementwise product."),
        Rule(
            /consecutive statements|expected|extraneous whitespace between '#'|no macro named/,
            after: /^\s*#/, "A comment begins with //, not with #."),
        Rule(
            /extraneous whitespace between '#'|no macro named/, before: /#\s*$/,
            "A comment begins with //, not with #."),
        Rule(
            /consecutive statements|expected|cannot find 'lambda'/, line: /\blambda\b/,
            "Python's lambda v: v * 2 is { v in v * 2 }."),
        Rule(
            /consecutive statements|expected/, before: /^\s*def$/,
            "Python's def is func, as in func f(_ x: Double) -> Double { return 2 * x }."),
        Rule(
            /consecutive statements|expected/, after: /^\s*elif\b/,
            "Python's elif is else if, as in } else if n > 1 { ... }."),
        Rule(
            /consecutive statements|expected/, before: /\belif$/,
            "Python's elif is else if, as in } else if n > 1 { ... }."),
        Rule(
            /consecutive statements|expected/, line: /\[.*\bfor\b.*\bin\b.*\]/,
            "There are no list comprehensions: write x.mapped { v in 2 * v }, or a for loop."),
        Rule(
            /consecutive statements|expected/, before: /\w|\)/, after: /^\s*if\b.*\belse\b/,
            "Python's a if c else b is c ? a : b."),
        Rule(
            /consecutive statements|expected/, after: /^\s*and\b/,
            "Python's and is &&."),
        Rule(
            /consecutive statements|expected/, after: /^\s*or\b/,
            "Python's or is ||."),
        Rule(
            /cannot find 'not' in scope/, "Python's not is !, as in !done."),
        Rule(
            /consecutive statements|expected/, before: /\bnot\s*$/,
            "Python's not is !, as in !done."),
        Rule(
            /cannot find 'True' in scope/, "Python's True is true."),
        Rule(
            /cannot find 'False' in scope/, "Python's False is false."),
        Rule(
            /consecutive statements/, line: /\bTrue\b|\bFalse\b/,
            "Python's True and False are true and false."),
        Rule(
            /cannot find (?:type )?'(None|null)' in scope/,
            "{1} is nil in Swift, and no matrix or number here is ever nil."),
        Rule(
            /cannot find 'len' in scope/,
            "Python's len(x) is x.count for an array, and x.rows for a Matrix."),
        Rule(
            /expected '\{'/, before: /\brange\(.*\)$/,
            "Python's for i in range(n): is for i in 0..<n { ... }."),
        Rule(
            /cannot find '(range|arange)' in scope/,
            "Python's for i in range(n) is for i in 0..<n { ... }."),
        Rule(
            /cannot find 'enumerate' in scope/,
            "Python's enumerate(labels) is labels.enumerated()."),
        Rule(
            /expected 'in' after for-each pattern/,
            "Two loop variables stand in brackets: for (n, label) in labels.enumerated() { ... }."),
        Rule(
            /consecutive statements|expected|cannot find operator/, after: /^\s*:\s*$/,
            "The colon and the indentation do not count: a block stands in braces, { ... }."),
        Rule(
            /expected '\{' (?:after|to start|or)/, after: /^:/,
            "The colon and the indentation do not count: a block stands in braces, { ... }."),
        Rule(
            /expected expression/, before: /^\s*try$/,
            "Python's try has no use here: nothing in a Matrix throws."),
        Rule(
            /single-quoted string literal/, "Strings stand in double quotes: \"text\"."),
        Rule(
            /unterminated string literal/, "The closing \" of this string is missing."),
        Rule(
            /multi-line string literal content/,
            "There are no docstrings: a comment begins with // on every line."),
        Rule(
            /expected ',' separator/, before: /\bf$/, after: /^"/,
            "Python's f\"{n}\" is \"\\(n)\"."),
        Rule(
            /consecutive statements/, before: /^\s*(?:print|assert|yourCodeHere)$/,
            "A call needs brackets, as in print(x)."),
        Rule(
            /consecutive statements/, before: /^\s*(?:from|with|del|global|raise)$/,
            "This is a statement of Python that Swift does not have."),
        Rule(
            /declaration is only valid at file scope/, line: /\bimport\b/,
            "An import stands at the top of the file, under import Layers."),
        Rule(
            /cannot find 'pass' in scope/, "Python's pass is nothing at all: { }."),
        Rule(
            /cannot find operator '\*\*'/,
            "There is no **: a square is x * x, and other powers of a number are pow(x, 3)."),
        Rule(
            /cannot convert value of type '(?:Matrix|Double)' to .* 'Int'/, line: /\^/,
            "^ is not a power: a square is x * x, and other powers of a number are pow(x, 3)."),
        Rule(
            /cannot find operator '(?:\+\+|--)'/, "There is no ++: write i += 1."),
        Rule(
            /cannot find operator '=>'/, "A function without a name is { v in v * 2 }."),
        Rule(
            /cannot find operator '(?:\.\.|\.\.\.<)'/,
            "0..<n counts from 0 to n - 1, 0...n to n itself."),
        Rule(
            /cannot find '\w+' in scope/, after: /^\w+\s*->/,
            "A function without a name is { v in v * 2 }."),
        Rule(
            /consecutive statements/, before: /\breturn\s*\{\w+$/,
            "There are no dicts here: return a struct, as in Gradients(dx: a, dw: b, db: c)."),
        Rule(
            /consecutive statements/, before: /\{\s*\w+$/, after: /^:/,
            "The name and the body of a closure are parted by in: { v in 2 * v }."),
        Rule(
            /consecutive statements/, before: /\bnew$/,
            "There is no new: write Matrix(rows: n, columns: d)."),
        Rule(
            /consecutive statements/, after: /^\s*\\\s*$/,
            "A long line needs no backslash: begin the next one with its operator."),
        Rule(
            /cannot find 'inf' in scope/, "Python's inf is Double.infinity."),
        Rule(
            /C-style for statement/, "A counting loop is for i in 0..<n { ... }."),
    ]
}

/// Calls of numpy, by name.
var numpyRules: [Rule] {
    [
        Rule(
            /no operator '\*\*' is defined/,
            "There is no **: a square is x * x, other powers are pow(x, p) on numbers."),
        Rule(
            /cannot convert value of type '(?:Pair|Input|Circuit\.Input)' to specified type '\(/,
            "A struct is not unpacked: let (x, y) = (cache.input.x, cache.input.y)."),
        Rule(
            /cannot convert value of type '\[\[Double\]\]' to (?:expected argument )?type 'Matrix'/,
            "Say that it is a matrix where it is made: let dx: Matrix = [[a, b]]."),
        Rule(
            /contextual type for closure argument list expects 1 argument/,
            "Name the entry first: x.mapped { x in x >= 0 ? 1 : 0 }."),
        Rule(
            /cannot call value of non-function type/, line: /\bMatrix\.(?:zeros|ones)\b/,
            "np.zeros((n, d)) is Matrix(rows: n, columns: d); x.zeros has the shape of x."),
        Rule(
            /instance member 'zeros' cannot be used on type/,
            "np.zeros((n, d)) is Matrix(rows: n, columns: d); x.zeros has the shape of x."),
        Rule(
            /value of type '.*' has no member '(?:T|t|transpose)'|cannot find 'transposed?' in/,
            "x.T is x.transposed(), or use a.transposedMatmul(b) for a.T @ b."
        ),
        Rule(
            /cannot find '(?:np|numpy|math|torch)' in scope/,
            after: /^\w+\.(?:exp|log|sqrt|tanh|sin|cos|abs|square|power)\b/,
            "np.exp(x) is x.mapped(exp), with import Foundation at the top of the file."),
        Rule(
            /cannot find '(?:np|numpy|torch)' in scope/,
            after: /^\w+\.(?:zeros|ones|empty|full)(?:_like)?\b/,
            "np.zeros((n, d)) is Matrix(rows: n, columns: d); for other numbers add repeating: 1."),
        Rule(
            /cannot find '(?:np|numpy|torch)' in scope/, after: /^\w+\.(?:dot|matmul|mm)\b/,
            "np.dot(x, w) is x.matmul(w)."),
        Rule(
            /cannot find '(?:np|numpy|torch)' in scope/, after: /^\w+\.(?:sum|mean)\b/,
            "np.sum(x) is x.sum(); with axis=0 it is x.columnSums(), with axis=1 x.rowSums()."),
        Rule(
            /cannot find '(?:np|numpy|torch)' in scope/,
            after: /^\w+\.(?:maximum|minimum|max|min|where|clip|sign)\b/,
            "np.where and np.maximum are x.mapped { v in ... }, and x.zipMapped(y) { v, u in ... }."
        ),
        Rule(
            /cannot find '(?:np|numpy|torch)' in scope/, after: /^\w+\.array\b/,
            "np.array([[1, 2], [3, 4]]) is let x: Matrix = [[1, 2], [3, 4]]."),
        Rule(
            /cannot find '(?:np|numpy|torch)' in scope/, after: /^\w+\.arange\b/,
            "np.arange(n) is a loop here: for i in 0..<n { ... }."),
        Rule(
            /cannot find '(np|numpy|torch|math)' in scope/,
            "There is no {1} here: Sources/Layers/Matrix lists what a Matrix can do."),
        Rule(
            /cannot find '(?:zeros|ones|zeros_like|ones_like|empty|matrix)' in scope/,
            "np.zeros((n, d)) is Matrix(rows: n, columns: d); for other numbers add repeating: 1."),
        Rule(
            /type 'Matrix' has no member '(?:zeros|ones|empty|full)\w*'/,
            "np.zeros((n, d)) is Matrix(rows: n, columns: d); for other numbers add repeating: 1."),
        Rule(
            /cannot find 'array' in scope/,
            "np.array([[1, 2], [3, 4]]) is let x: Matrix = [[1, 2], [3, 4]]."),
        Rule(
            /cannot find '(?:axis|keepdims)' in scope/,
            "There is no axis: x.sum(axis=0) is x.columnSums(), x.sum(axis=1) is x.rowSums()."),
        Rule(
            /argument passed to call that takes no arguments/, line: /\.(?:sum|mean)\(/,
            "There is no axis: x.sum(axis=0) is x.columnSums(), x.sum(axis=1) is x.rowSums()."),
        Rule(
            /'Matrix' has no member '(?:max|min|amax|argmax|maximum)'/,
            "x.max(axis=1) is x.rowMaxima(), x.argmax(axis=1) is x.rowArgmaxima()."),
        Rule(
            /'Matrix' has no member '(?:dot|mm|matMul|multiply|times|product)'/,
            "The matrix product is x.matmul(w), the elementwise product x * y."),
        Rule(
            /cannot find '(?:dot|matmul)' in scope/,
            "The matrix product is x.matmul(w), the elementwise product x * y."),
        Rule(
            /cannot find '(sum|mean|columnSums|rowSums|mapped)' in scope/,
            "{1} belongs to the matrix: write x.{1}(...)."),
        Rule(
            /'Matrix' has no member '(?:copy|clone)'/,
            "A matrix is copied by var y = x: changing y does not change x."),
        Rule(
            /'Matrix' has no member '(?:reshape|flatten|ravel|view|squeeze)'/,
            "There is no reshape: Matrix(rows: n, columns: d, elements: x.elements), row after row."
        ),
        Rule(
            /'(?:Matrix|Double)' has no member '(exp|log|sqrt|tanh|abs|pow|sin|cos)'/,
            "np.{1}(x) is x.mapped({1}), of one number {1}(v), with import Foundation at the top."),
        Rule(
            /cannot find '(exp|log|sqrt|tanh|pow|log1p|sin|cos)' in scope/,
            "{1} needs import Foundation at the top; for a Matrix write x.mapped { v in ... }."
        ),
        Rule(
            /no exact matches in call to global function '(\w+)'/,
            "{1} takes one number; for every entry of a Matrix write x.mapped { v in {1}(v) }."),
        Rule(
            /global function '(abs|max|min)' requires that 'Matrix'/,
            "{1} takes numbers; for every entry of a Matrix write x.mapped { v in ... }."),
        Rule(
            /global function '\w+' requires that 'Matrix' conform to 'Sequence'/,
            "A Matrix is no list: its numbers, row after row, are x.elements."),
        Rule(
            /cannot convert value of type 'Matrix' to expected argument type '(?:Int|Double)'/,
            before: /\b(?:max|min|sigmoid|softplus|exp|log|sqrt|tanh|pow)\([^(?:)]*$/,
            "This function takes one number; for every entry write x.mapped { v in ... }."),
        Rule(
            /'Matrix' has no member '(?:cols|ncols|nrows|width|height|column)'/,
            "The size of a Matrix is x.rows and x.columns."),
        Rule(
            /'Matrix' has no member '(?:size|count|len|length)'/,
            "The size of a Matrix is x.rows and x.columns; all its numbers are x.elements.count."),
        Rule(
            /'Matrix' has no member 'map'/, "For a Matrix it is x.mapped { v in ... }."),
        Rule(
            /'Matrix' has no member 'astype'|cannot find 'float' in scope/,
            "Python's float(n) is Double(n); all matrices hold Doubles."),
        Rule(
            /cannot find 'int' in scope/, line: /\bint\(/, "Python's int(x) is Int(x)."),
        Rule(
            /cannot find type '(?:float|double)' in scope/, "The type of a number is Double."),
        Rule(
            /cannot find type 'int' in scope/, "The type of a whole number is Int."),
        Rule(
            /'\[.*\]' has no member '(?:len|length|size|shape|rows)'/,
            "The length of an array is its count, as in labels.count."),
        Rule(
            /'(?:\[Double\]|ArraySlice<Double>)' has no member 'sum'/,
            "The sum of an array is a.reduce(0, +); x.sum() is for a Matrix."),
        Rule(
            /value of type 'Matrix' has no member '(\w+)'/,
            "A Matrix has no {1}: Sources/Layers/Matrix lists what it has."),
    ]
}

/// Entries, shapes and slices.
var entryRules: [Rule] {
    [
        Rule(
            /value of type 'Shape' has no (?:subscripts|member '\d')|function type 'Shape'/,
            "A shape is not an array: x.shape[0] is x.rows, x.shape[1] is x.columns."),
        Rule(
            /cannot convert value of type 'Shape' to specified type '\(/,
            "A shape does not unpack: let (n, d) = (x.rows, x.columns)."),
        Rule(
            /type annotation missing in pattern/, before: /\b(?:let|var)\s*$/, after: /^\w+\s*,/,
            "Several names at once stand in brackets: let (n, d) = (x.rows, x.columns)."),
        Rule(
            /consecutive statements/, before: /^\s*\w+$/, after: /^\s*,.*[^=]=[^=]/,
            "Several names at once stand in brackets: let (n, d) = (x.rows, x.columns)."),
        Rule(
            /expected argument label before colon|expected ',' separator/, before: /\[[^\]]*$/,
            after: /^\s*:/,
            "There are no slices such as x[:, 0]: an entry is x[0, 1], and a loop visits several."),
        Rule(
            /convert value of type '.*(?:Range|UnboundedRange_).*' to expected argument type 'Int'/,
            "There are no slices such as x[:, 0]: an entry is x[0, 1], and a loop visits several."),
        Rule(
            /missing argument for parameter #2 in subscript/, line: /\[[^\]]*[<>=]/,
            "There are no boolean masks: x.mapped { v in ... } decides entry by entry."),
        Rule(
            /missing argument for parameter #2 in subscript|extra argument in subscript/,
            "An entry of a Matrix is x[0, 1]: row and column, both counted from 0."),
        Rule(
            /cannot call value of non-function type 'Matrix'/,
            "An entry of a Matrix is x[0, 1], in square brackets."),
        Rule(
            /missing arguments? for parameter|no exact matches in call/,
            line: /\.(?:rows|columns)\(\)/,
            "rows, columns, count and the like are written without ()."),
        Rule(
            /cannot call value of non-function type '(?:Int|Double|\[.*\])'/,
            "rows, columns, count and the like are written without ()."),
        Rule(
            /value of type '.*Cache' has no subscripts/,
            "A cache is not a tuple or a dict: take its parts by name, as in cache.x."),
        Rule(
            /convert value of type '.*Cache' to specified type '\(/,
            "A cache does not unpack: take its parts by name, as in cache.x."),
        Rule(
            /convert value of type '.*Gradients?'.* to specified type '\(/,
            "A struct of gradients does not unpack: take its parts by name, as in gradients.dx."),
        Rule(
            /cannot convert value of type '\[Int\]' to expected argument type 'Int'/,
            line: /\.\.[.<]/,
            "A loop over an array is for label in labels { ... }; its indices are labels.indices."
        ),
        Rule(
            /for-in loop requires 'Int' to conform to 'Sequence'/,
            "A counting loop is for i in 0..<n { ... }."),
        Rule(
            /for-in loop requires 'Matrix' to conform to 'Sequence'/,
            "A Matrix is no list: for r in 0..<x.rows { ... } visits its rows."),
        Rule(
            /tuple pattern cannot match values of non-tuple type/,
            "For an index and a value, loop over labels.enumerated()."),
        Rule(
            /on 'Range' requires that 'Double' conform/, "A loop counts in Ints: 0..<Int(x)."),
        Rule(
            /assign value of type 'ArraySlice<Double>' to subscript of type 'Double'/,
            "x[r, c] is one number: assign a row entry by entry, in a loop."),
        Rule(
            /expression is not assignable: function call/,
            "The result of a call cannot be changed: assign to single entries, x[r, c] = ..."),
    ]
}

/// Truth values, masks and conditions.
var conditionRules: [Rule] {
    [
        Rule(
            /'(?:<|>|<=|>=|==|!=)' on '\w+' requires that 'Matrix' conform/,
            "A Matrix has no boolean masks: x.mapped { v in ... } decides entry by entry."),
        Rule(
            /'(?:<|>|<=|>=)' cannot be applied to two 'Matrix' operands/,
            "A Matrix has no boolean masks: x.zipMapped(y) { v, u in ... } decides by entries."),
        Rule(
            /of type 'Matrix' and 'Bool'|of type 'Bool' and 'Matrix'/,
            "A Matrix has no boolean masks: x.mapped { v in ... } decides entry by entry."),
        Rule(
            /cannot convert value of type 'Bool' to expected argument type 'Matrix'/,
            "A Matrix has no boolean masks: x.mapped { v in ... } decides entry by entry."),
        Rule(
            /cannot convert value of type 'Matrix' to expected (?:argument|condition) type 'Bool'/,
            "A Matrix is not true or false: compare single entries, as in x[0, 1] > 2."),
        Rule(
            /'Bool' to (?:closure result|expected argument|specified) type 'Double'/,
            "A Bool is not a number: write v > 2 ? 1 : 3, with the two numbers you want."),
        Rule(
            /'(?:Double' and 'Bool|Bool' and 'Double)'|'Bool' to subscript of type 'Double'/,
            "A Bool is not a number: write v > 2 ? 1 : 3, with the two numbers you want."),
        Rule(
            /no exact matches in call to initializer/, line: /Double\(.*(?:<|>|==|!=)/,
            "Double(v > 2) does not exist: write v > 2 ? 1 : 3, with the two numbers you want."),
        Rule(
            /cannot be used as a boolean|to expected condition type 'Bool'/,
            "A number is not true or false: write n != 0."),
        Rule(
            /use of '=' in a boolean context/, "A comparison is ==, not =."),
        Rule(
            /cannot assign/, line: /^\s*(?:if|while|\} else if)\b.*[^=<>!]=[^=]/,
            "A comparison is ==, not =."),
        Rule(
            /expected ':' after '\? \.\.\.'/, "c ? a : b needs both values."),
        Rule(
            /result values in '\? :' expression have mismatching types '(.*)' and '(.*)'/,
            "Both values of c ? a : b must have one type; here they are {1} and {2}."),
    ]
}

/// Int, Double, Matrix and arrays where another of them is wanted.
var numberRules: [Rule] {
    [
        Rule(
            /operands? of type '(?:String' and '.*|.*' and 'String)'/,
            "Print with commas, print(\"shape\", x.shape), or put \\(n) into the string."),
        Rule(
            /operands of type '(?:Float' and '.*|.*' and 'Float)'/,
            "Everything here is Double: write Double and not Float."),
        Rule(
            /'(?:Int' and 'Double|Double' and 'Int)'/,
            "Swift does not mix Int and Double: write Double(n)."),
        Rule(
            /'([+-]=)' cannot be applied to operands of type 'Matrix' and '(?:Int|Double)'/,
            "{1} is for two matrices: with a number write x = x + 2.0."),
        Rule(
            /'(?:Matrix' and 'Int|Int' and 'Matrix)'/,
            "Swift does not mix Matrix and Int: write Double(n)."),
        Rule(
            /operator function '[*\/]=' on '\w+' requires that 'Matrix' conform/,
            "The right side of x *= and x /= is a Double: write Double(n)."),
        Rule(
            /operator '([*\/])=' cannot be applied to two 'Matrix' operands/,
            "The right side of {1}= is a Double; for two matrices write x = x {1} y."),
        Rule(
            /(?:convert|assign) value of type 'Int' to .* 'Double'/,
            "Swift does not mix Int and Double: write Double(n)."),
        Rule(
            /'\[Int\]' and '|and '\[Int\]'|two '\[Int\]' operands|of type '\[Int\]' to/,
            "The labels are an array of Int, without arithmetic: go through them in a loop."),
        Rule(
            /'(?:\[Double\]|ArraySlice<Double>)' (?:and|operands|to expected)/,
            "Arrays have no arithmetic: use matrices, or a loop over the entries."),
        Rule(
            /'.*' and '(?:\[Double\]|ArraySlice<Double>)'/,
            "Arrays have no arithmetic: use matrices, or a loop over the entries."),
        Rule(
            /of type 'Double' to (?:expected argument|specified|return) type 'Matrix'/,
            line: /\.(?:sum|mean)\(\)/,
            "x.sum() is one number; x.columnSums() and x.rowSums() are matrices."),
        Rule(
            /value of type '(Int|Double)' to (?:expected argument|specified) type 'Matrix'/,
            "A Matrix is wanted here, and this is one number."),
        Rule(
            /of type 'Matrix' to closure result type 'Double'/,
            "mapped and zipMapped work entry by entry: their result is one number, not a Matrix."),
        Rule(
            /value of type 'Matrix' to (?:.* type|subscript of type) '(Int|Double)'/,
            "One number is wanted here, and this is a Matrix: an entry is x[0, 1]."),
        Rule(
            /of type 'Double' to expected argument type 'Int'/, after: /^[\w.]+\s*[-+*\/]\s/,
            "Swift does not mix Int and Double: write Double(n)."),
        Rule(
            /of type 'Double' to expected argument type 'Int'/, line: /[-+*\/]=/,
            "var total = 0 is an Int: write var total = 0.0 for a Double."),
        Rule(
            /of type 'Double' to expected argument type 'Int'/,
            "An Int is wanted here, and this is a Double: indices and counts are Ints."),
        Rule(
            /expected element type '\[Double\]'/, line: /\]\s*\*/,
            "Python's [0] * n is [Double](repeating: 0, count: n)."),
        Rule(
            /cannot convert value of type '.*' to expected element type '\[Double\]'/,
            "A Matrix has two pairs of brackets: let x: Matrix = [[1, 2, 3]]."),
        Rule(
            /to expected argument type '\[Double\]'/, line: /\belements:/,
            "elements: takes all the numbers; repeating: takes the one that is everywhere."),
        Rule(
            /value of type 'Matrix' to specified type '\(/,
            "Several values need brackets on both sides: let (a, b) = (x, y)."),
        Rule(
            /no exact matches in call to initializer/, line: /\bMatrix\(/,
            "np.zeros((n, d)) is Matrix(rows: n, columns: d); for other numbers add repeating: 1."),
        Rule(
            /no exact matches in call to initializer/, line: /\b(?:Double|Int)\(/,
            "Double(...) and Int(...) take one number: an entry is x[0, 1]."),
        Rule(
            /empty collection literal requires an explicit type/,
            "An empty list needs a type: var a: [Double] = []."),
    ]
}

/// Structs and functions where a matrix is wanted.
var operandRules: [Rule] {
    [
        Rule(
            /was used as a property; add \(\)|did you mean to call it with '\(\)'/,
            "A function is called with brackets: write (), as in x.transposed()."),
        Rule(
            /'@Sendable \(\) ->/, "A function is called with brackets: write (), as in x.sum()."),
        Rule(
            /of type '\(out: .*, cache: .*\)'/,
            "forward returns two values: let (out, cache) = layer.forward(x)."),
        Rule(
            /value of type '.*Cache' to expected argument type '.*Cache'/,
            "Every layer takes its own cache, which is one part of yours: cache.name."),
        Rule(
            /(?:operands|value) of type '.*Gradients?'.* (?:and|to expected argument type)/,
            "backward returns a struct: take one gradient by its name, as in gradients.dx."),
        Rule(
            /operands of type '.*' and '.*Gradients?'/,
            "backward returns a struct: take one gradient by its name, as in gradients.dx."),
        Rule(
            /contextual (?:closure )?type .* expects 1 argument/,
            "mapped gives one number at a time and wants one back: x.mapped { v in 2 * v }."),
        Rule(
            /contextual (?:closure )?type .* expects 2 arguments/,
            "zipMapped gives two numbers at a time: x.zipMapped(y) { v, u in v + u }."),
        Rule(
            /to expected argument type '\(Double\) -> Double'/,
            "mapped takes a function of one number: x.mapped(sigmoid), x.mapped { v in 2 * v }."),
        Rule(
            /initializer for conditional binding must have Optional type/,
            "Nothing here is ever nil: write let x = ... without if or guard."),
        Rule(
            /cannot force unwrap|cannot use optional chaining/,
            "Nothing here is ever nil: leave out the ? or !."),
    ]
}

/// Changing what cannot be changed.
var changeRules: [Rule] {
    [
        Rule(
            /'self' is immutable/,
            "This function must not change the layer: compute into a new name, var y = ..."),
        Rule(
            /'(dout|dloss|cache|x)' is a 'let' constant/,
            "{1} cannot be changed here: take a copy, as in var y = {1}, and change that."),
        Rule(
            /'(\w+)' is a 'let' constant/, "let cannot be changed: write var {1} = ..."),
        Rule(
            /invalid redeclaration of '([A-Z]\w*|\w+\(.*)'/,
            "{1} is declared twice, here or in another file: rename one, or put private before it."),
        Rule(
            /invalid redeclaration of '(\w+)'/,
            "{1} exists already: leave out let, and declare it with var if it is to change."),
        Rule(
            /use of local variable '(\w+)' before its declaration/,
            "{1} is used above the line that declares it."),
        Rule(
            /(?:constant|variable) '(\w+)' (?:used|passed|captured).* before being init/,
            "{1} has no value yet: give it one where it is declared, var {1} = ..."),
        Rule(
            /consecutive statements/, before: /\b(?:let|var)\s+\w+$/, after: /^\s*[-+*\/]=/,
            "A new name gets its value with =; += changes one that exists."),
        Rule(
            /type annotation missing in pattern/, after: /^\w+\s*$/,
            "A new name needs a value, as in var total = 0.0."),
        Rule(
            /expected initial value after '='/, "The value behind = is missing."),
    ]
}

/// Arguments and their labels.
var callRules: [Rule] {
    [
        Rule(
            /missing argument labels? '.*' in call/, line: /\bMatrix\(/,
            "A Matrix of zeros is Matrix(rows: n, columns: d)."),
        Rule(
            /missing argument labels '((\w+):.*)' in call/,
            "Arguments need their labels, here {1}, as in Gradients(dx: a, dw: b, db: c)."),
        Rule(
            /missing argument label '(.*):' in call/,
            "This argument needs its label: write {1}: before it."),
        Rule(
            /incorrect argument labels? in call \(have '(.*)', expected '(.*)'\)/,
            "The labels of this call are {2}, and you wrote {1}."),
        Rule(
            /extraneous argument labels? '(.*)' in call/,
            "This argument has no label: leave out {1}."),
        Rule(
            /argument '(\w+)' must precede argument '(\w+)'/,
            "The order of the labels is fixed: {1} comes before {2}."),
        Rule(
            /extra argument.* in call/, line: /\bMatrix\(.*\bcols\b/,
            "The labels are rows and columns: Matrix(rows: n, columns: d)."),
        Rule(
            /extra argument '(\w+)' in call/, "This call takes no argument {1}: leave it out."),
        Rule(
            /extra arguments? .*in call|argument passed to call that takes no arguments/,
            "This call takes fewer arguments: leave some out."),
        Rule(
            /missing arguments? for parameters? #\d.* in call/,
            "This call needs more arguments than it was given."),
        Rule(
            /missing arguments? for parameters? ('.*') in call/,
            "This call also needs {1}, each with its label, in the order of the declaration."),
        Rule(
            /instance member '(\w+)' cannot be used on type/,
            "Write {1} alone, or self.{1}: it belongs to a value and not to the type."),
    ]
}

/// What a function must give back.
var returnRules: [Rule] {
    [
        Rule(
            /missing return in closure/,
            "A closure of several statements needs return before its result."),
        Rule(
            /missing return in .* expected to return|return expression of type '\(\)'/,
            "The function can end without a result: its last line must be return, and a value."),
        Rule(
            /non-void function should return a value|'nil' is incompatible with return type/,
            "return needs a value here."),
        Rule(
            /consecutive statements/, before: /\breturn(?:\s+\w+)?$/, after: /^\s*[,:{]|^\w+\s*:/,
            "Return one value: several gradients are a struct, Gradients(dx: a, dw: b, db: c)."
        ),
        Rule(
            /cannot convert return expression of type '.*' to return type '.*Gradients'/,
            "Return a struct with its labels, as in Gradients(dx: a, dw: b, db: c)."),
        Rule(
            /cannot convert return expression of type '(.*)' to return type 'Matrix'/,
            "This function returns one Matrix, and this is {1}."),
    ]
}

/// Names that are not there.
var nameRules: [Rule] {
    [
        Rule(
            /cannot find '(\w+)' in scope/, before: /\((?:[^(?:)]*,\s*)?$/, after: /^\w+\s*=[^=]/,
            "A label ends in a colon, not in =: write {1}: value."),
        Rule(
            /cannot find '\w+' in scope/, before: /^\s*\($/, after: /^[\w, ]+\)\s*=[^=]/,
            "New names are declared: let (a, b) = (x, y)."),
        Rule(
            /cannot find '(\w+)' in scope/, before: /^\s*$/, after: /^\w+\s*=[^=]/,
            "A new name is declared: let {1} = ..., or var {1} = ... if it is to change."),
        Rule(
            /cannot find '(\w+)' in scope/, before: /^\s*$/, after: /^\w+\s*[-+*\/]=/,
            "{1} must exist before it is changed: var {1} = ... with its first value."),
        Rule(
            /cannot find 'gradients?' in scope|cannot find 'Gradient' in scope/,
            "The struct is called Gradients, as in Gradients(dx: a, dw: b, db: c)."),
        Rule(
            /cannot find (?:type )?'(?:Matrix|Layer|Parameter|Variable|\w+Loss)' in scope/,
            "The line import Layers is missing at the top of the file."),
        Rule(
            /cannot find '(\w+)' in scope/,
            "Nothing here is called {1}: look at the spelling; what forward kept is in cache."),
        Rule(
            /value of type '.*Cache' has no member '(\w+)'/,
            "The cache has no {1}: struct Cache lists what it has; a parameter is just w."
        ),
        Rule(
            /value of type '.*Gradients?'.* has no member '(\w+)'/,
            "There is no gradient {1}: struct Gradients lists their names."),
        Rule(
            /value of type '(\w+)' has no member '(\w+)'/,
            "{1} has no {2}: look at the spelling; what forward kept is in cache."),
    ]
}

/// What stands outside the holes of a learner's file, and was changed there.
var givenRules: [Rule] {
    [
        Rule(
            /required by protocol|(?:must|cannot) be declared public|expected 'func' keyword/,
            "A line that was given has changed: swift run grade reset brings it back."),
        Rule(
            /type '(.*)' does not conform to protocol/,
            "A given name or type in {1} has changed: swift run grade reset brings it back."
        ),
    ]
}

/// Braces, brackets, spaces and line breaks.
var layoutRules: [Rule] {
    [
        Rule(
            /unable to type-check this expression in reasonable time/,
            "This line is too long for the compiler: split it into several lets, and look for Ints."
        ),
        Rule(
            /can only be used in a non-local scope|expected '\}'/,
            "A closing brace is missing above: every { needs its }."),
        Rule(
            /extraneous '\}'|expected declaration/,
            "There is one } too many above this line."),
        Rule(
            /expected '(\)|\])' in expression list/,
            "A closing {1} is missing at the end of the line above."),
        Rule(
            /expected ',' separator/, after: /^\s*$/,
            "A closing bracket is missing at the end of this line."),
        Rule(
            /consecutive statements/, after: /^\s*[\)\]]/,
            "There is one closing bracket too many."),
        Rule(
            /must have consistent whitespace|missing whitespace between/,
            "Put a space on both sides of an operator, or on neither."),
        Rule(
            /unary operator cannot be separated/, "No space after a minus sign: write -x."),
        Rule(
            /consecutive statements/, after: /^\s+[-+*\/=<>]+\w/,
            "Put a space on both sides of an operator, or on neither."),
        Rule(
            /consecutive statements/, before: /[-+*\/=<>]$/,
            "Put a space on both sides of an operator, or on neither."),
        Rule(
            /is not a valid floating point literal/, "A number begins with a digit: 0.5, not .5."),
        Rule(
            /expected member name following '\.'/, before: /\d\.?$/,
            "A number ends in a digit: 1.0, not 1."),
        Rule(
            /consecutive statements/, before: /\.\w+$/, after: /^\s+\w/,
            "Arguments stand in brackets, as in x.matmul(w)."),
        Rule(
            /consecutive statements/, before: /^\s*\w+$/, after: /^(?::\s*\w+|\s+\w+)\s*=/,
            "A new name is declared by let or var, and its type comes last: let n: Int = 3."),
        Rule(
            /consecutive statements/, before: /\d$/, after: /^\s*\w/,
            "A product needs its *: write 2 * x."),
        Rule(
            /expected ',' separator/, after: /^\s*\w+\s*:/,
            "A comma is missing between the arguments."),
        Rule(
            /expected expression after operator/, "The line above ends in an operator."),
        Rule(
            /expected '\{' to start/, after: /^\s*\.\.[.<]/, "Write 0..<n without spaces."),
        Rule(
            /expected '\{' after|expected '\{' to start|expected '\{' or 'if'/,
            "A block stands in braces: if n > 1 { ... }, for i in 0..<n { ... }."),
        Rule(
            /consecutive statements/, after: /^\s+(?:let|var|return|for|if)\b/,
            "One statement to a line."),
    ]
}
