import Foundation
import Testing

@testable import Grading
@testable import Layers

/// A smooth function of one number and its slope.
struct Smooth: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let value: @Sendable (Double) -> Double
    let slope: @Sendable (Double) -> Double

    init(
        _ name: String, _ value: @escaping @Sendable (Double) -> Double,
        slope: @escaping @Sendable (Double) -> Double
    ) {
        (testDescription, self.value, self.slope) = (name, value, slope)
    }

    static let several = [
        Smooth("cubic", cube) { 3 * $0 * $0 },
        Smooth("sine", { sin($0) }) { cos($0) },
        Smooth("hyperbola", { sqrt(1 + $0 * $0) }) { $0 / sqrt(1 + $0 * $0) },
        Smooth("bump", { exp(-$0 * $0) }) { -2 * $0 * exp(-$0 * $0) },
        Smooth("steep", { 1e6 * sin($0) }) { 1e6 * cos($0) },
        Smooth("flat", { 1e-6 * sin($0) }) { 1e-6 * cos($0) },
        Smooth("cubic, 1e4 up", { 1e4 + cube($0) }) { 3 * $0 * $0 },
        Smooth("fast", { sin(30 * $0) }) { 30 * cos(30 * $0) },
    ]
}

/// A random matrix, a random upstream gradient, and the gradient of an entrywise function.
private struct Setting {
    let x: Matrix
    let dout: Matrix
    let gradient: Matrix
    let function: Smooth

    init(_ function: Smooth, rows: Int = 3, columns: Int = 4, seed: Int = 1) {
        var generator = SeededGenerator(seed: seed)
        self.function = function
        x = .normal(rows: rows, columns: columns, using: &generator)
        dout = randomUpstream(x.shape, using: &generator)
        gradient = dout * x.mapped(function.slope)
    }

    func report(_ gradient: Matrix) -> GradientReport {
        checkGradient(gradient, at: x, dout: dout) { $0.mapped(function.value) }
    }

    func verdict(_ gradient: Matrix) -> GradientComparison.Verdict? {
        report(gradient)["dx"]?.verdict
    }
}

@Suite("The gradient checker")
struct CheckingTests {
    @Test("a right gradient is right", arguments: Smooth.several)
    func right(function: Smooth) {
        for seed in 1...20 {
            let setting = Setting(function, seed: seed)
            let report = setting.report(setting.gradient)
            #expect(report.isRight, "seed \(seed): \(report)")
        }
    }

    @Test("a wrong gradient is wrong", arguments: Smooth.several)
    func wrong(function: Smooth) {
        let setting = Setting(function)
        let right = setting.gradient
        var oneEntry = right
        oneEntry.elements[5] += 0.01 * right.largestMagnitude()
        let wrongOnes = [
            -right, right * 2, right * 1.001, right + 1e-3 * right.largestMagnitude(), oneEntry,
            setting.x.mapped(function.slope), setting.dout, right * 0,
        ]
        for gradient in wrongOnes {
            let report = setting.report(gradient)
            #expect(report["dx"]?.verdict == .wrong, "\(report)")
            #expect(!report.isRight)
        }
    }

    @Test("an error of 1e-5 of the largest entry is always seen, one of 1e-8 never")
    func power() {
        for seed in 1...30 {
            let setting = Setting(Smooth.several[seed % 4], seed: seed)
            let largest = setting.gradient.largestMagnitude()
            for i in setting.gradient.elements.indices {
                for sign in [-1.0, 1] {
                    var off = setting.gradient
                    off.elements[i] += sign * 1e-5 * largest
                    #expect(setting.verdict(off) == .wrong, "seed \(seed), entry \(i)")
                    off.elements[i] = setting.gradient.elements[i] + sign * 1e-8 * largest
                    #expect(setting.verdict(off) == .right, "seed \(seed), entry \(i)")
                }
            }
        }
    }

    @Test("the worst wrong entry comes first")
    func worst() throws {
        let setting = Setting(Smooth.several[0])
        var gradient = setting.gradient
        gradient.elements[2] += 0.1
        gradient.elements[7] -= 0.5
        gradient.elements[9] += 0.01
        let found = try #require(setting.report(gradient)["dx"])
        #expect(found.wrongEntries == [7, 2, 9])
        #expect(found.place(of: 7) == (1, 3))
        #expect(abs(found.numeric.elements[7] - setting.gradient.elements[7]) < 1e-6)
    }

    @Test("200 random smooth problems accuse nobody")
    func nobody() {
        for seed in 0..<200 {
            var generator = SeededGenerator(seed: seed)
            let count = 2 + generator.index(below: 9)
            func numbers() -> [Double] { (0..<count).map { _ in generator.normal() } }
            let (a, b, offset) = (numbers(), numbers(), 100 * generator.normal())
            let size = exp(3 * generator.normal())
            let x = Matrix(rows: 1, columns: count, elements: numbers())
            let dout = randomUpstream(x.shape, using: &generator)
            // out = size sin(a x + b) times the next x, and offset
            let next = { (i: Int) in (i + 1) % count }
            var gradient = Matrix(rows: 1, columns: count)
            for i in 0..<count {
                let angle = a[i] * x[0, i] + b[i]
                gradient[0, i] += dout[0, i] * size * a[i] * cos(angle) * x[0, next(i)]
                gradient[0, next(i)] += dout[0, i] * size * sin(angle)
            }
            let report = checkGradient(gradient, at: x, dout: dout) { x in
                let out = (0..<count).map {
                    offset + size * sin(a[$0] * x[0, $0] + b[$0]) * x[0, next($0)]
                }
                return Matrix(rows: 1, columns: count, elements: out)
            }
            #expect(report["dx"]?.verdict == .right, "seed \(seed): \(report)")
        }
    }

    // MARK: - Kinks

    /// |x| at a point next to ordinary ones, where the slope is 1 or -1.
    private func absolute(_ point: Double, slope: Double) -> GradientComparison.Verdict? {
        let x: Matrix = [[1.5, point, -0.7]]
        let gradient: Matrix = [[1, slope, -1]]
        let dout = Matrix(rows: 1, columns: 3, repeating: 1)
        return checkGradient(gradient, at: x, dout: dout) { $0.mapped { abs($0) } }["dx"]?.verdict
    }

    @Test("at a kink any slope between those of its sides is right", arguments: [-1, -0.3, 0, 1])
    func kink(slope: Double) { #expect(absolute(0, slope: slope) == .right) }

    @Test("at a kink a slope beyond its sides is wrong", arguments: [-2, -1.01, 1.01, 50])
    func beyond(slope: Double) { #expect(absolute(0, slope: slope) == .wrong) }

    private static let distances = [
        1e-12, 1e-10, 1e-8, 1e-7, 1e-6, 3e-6, 7e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 1e-2,
    ]

    @Test(
        "near a kink a right slope is never wrong, and one of no side always", arguments: distances)
    func near(distance: Double) {
        #expect(absolute(distance, slope: 1) != .wrong)
        #expect(absolute(-distance, slope: -1) != .wrong)
        #expect(absolute(distance, slope: 1.5) == .wrong)
        #expect(absolute(-distance, slope: 1.5) == .wrong)
    }

    @Test("away from a kink the other side's slope is wrong", arguments: [1e-3, 1e-2, 0.1])
    func away(distance: Double) {
        #expect(absolute(distance, slope: 1) == .right)
        #expect(absolute(distance, slope: -1) == .wrong)
        #expect(absolute(-distance, slope: 0) == .wrong)
    }

    // MARK: - Small numbers

    @Test("a saturated function's gradient is right, and a wrong one is never right")
    func saturated() {
        let function = Smooth.several[2]  // sqrt(1 + x^2), almost straight far out
        for x in [1e3, 1e5, -1e6] {
            func verdict(_ factor: Double) -> GradientComparison.Verdict? {
                let gradient = Matrix(factor * function.slope(x))
                return checkGradient(gradient, at: Matrix(x), dout: Matrix(1)) {
                    $0.mapped(function.value)
                }["dx"]?.verdict
            }
            #expect(verdict(1) == .right)
            #expect(verdict(2) == .wrong)
        }
    }

    @Test("a gradient below the rounding of its function counts as 0", arguments: [1.0, 2, -1])
    func tinySlope(factor: Double) {
        let report = checkGradient(Matrix(factor * 1e-14), at: Matrix(0.5), dout: Matrix(1)) {
            1e4 + 1e-14 * $0
        }
        #expect(report["dx"]?.verdict == .right, "\(report)")
        #expect(report.isRight)
    }

    @Test("a constant function has a gradient of 0")
    func constant() {
        let x: Matrix = [[1, 2]]
        func report(_ gradient: Matrix) -> GradientReport {
            checkGradient(gradient, at: x, dout: x) { $0.mapped { _ in 7 } }
        }
        #expect(report([[0, 0]]).isRight)
        #expect(!report([[0, 1]]).isRight)
        #expect(report([[0, 1]]).faults.first?.contains("Does it use its argument?") == true)
    }

    @Test("a closure that ignores its argument is told so")
    func ignored() {
        let setting = Setting(Smooth.several[0])
        let report = checkGradient(setting.gradient, at: setting.x, dout: setting.dout) { _ in
            setting.x.mapped(cube)
        }
        #expect(!report.isRight)
        #expect(report.description.contains("Does it use its argument?"), "\(report)")
    }

    // MARK: - Shapes and NaN

    @Test("a gradient of another shape has the wrong shape")
    func shape() {
        let setting = Setting(Smooth.several[0])
        let turned = Matrix(rows: 4, columns: 3, elements: setting.gradient.elements)
        let report = setting.report(turned)
        #expect(report["dx"]?.verdict == .wrongShape)
        #expect(report.description.contains("yours is (4, 3)"))
    }

    @Test("a gradient that is not finite is told", arguments: [Double.nan, .infinity])
    func notFinite(entry: Double) {
        let setting = Setting(Smooth.several[0])
        var gradient = setting.gradient
        gradient.elements[3] = entry
        #expect(setting.verdict(gradient) == .notFinite)
    }

    @Test("a function that is not finite is told")
    func forwardNotFinite() {
        let report = checkGradient([[1]], at: [[-1]], dout: [[1]]) { $0.mapped { log($0) } }
        #expect(report["dx"]?.verdict == .forwardNotFinite)
        #expect(!report.isRight)
    }

    @Test("a function that is infinite next to x hides no wrong gradient")
    func edge() {
        // 1 / x is infinite one step to the left of the first entry.
        let x: Matrix = [[0x1p-17, 2]]
        let report = checkGradient([[-0x1p34, 5]], at: x, dout: [[1, 1]]) { $0.mapped { 1 / $0 } }
        #expect(!report.isRight, "\(report)")
    }

    // MARK: - Large matrices

    @Test("in a large matrix one wrong entry among the largest is found")
    func largeOne() throws {
        let setting = Setting(Smooth.several[0], rows: 50, columns: 45)
        #expect(setting.report(setting.gradient).isRight)
        let order = setting.gradient.elements.indices.sorted {
            abs(setting.gradient.elements[$0]) > abs(setting.gradient.elements[$1])
        }
        for entry in order.prefix(8) {
            var gradient = setting.gradient
            gradient.elements[entry] *= 1.001
            let found = try #require(setting.report(gradient)["dx"])
            #expect(found.verdict == .wrong)
            #expect(found.wrongEntries.contains(entry))
            #expect(found.evaluations < 1000)
        }
    }

    @Test("in a large matrix a wrong entry in no sample is found too")
    func largeHidden() {
        let setting = Setting(Smooth.several[1], rows: 50, columns: 45)
        for entry in [100, 1234, 2000] {
            var gradient = setting.gradient
            gradient.elements[entry] = 0
            #expect(setting.verdict(gradient) == .wrong)
        }
    }

    @Test("a large matrix that is wrong everywhere is found", arguments: [1.001, -1, 0])
    func largeAll(factor: Double) {
        let setting = Setting(Smooth.several[1], rows: 50, columns: 45)
        #expect(setting.verdict(setting.gradient * factor) == .wrong)
    }

    // MARK: - Layers

    /// x^3 with any backward pass.
    private struct Cube: Layer {
        let gradient: @Sendable (_ dout: Matrix, _ slope: Matrix) -> Matrix

        struct Cache: Sendable { let x: Matrix }
        typealias Gradients = InputGradient

        func forward(_ x: Matrix) -> (out: Matrix, cache: Cache) { (x.mapped(cube), Cache(x: x)) }

        func backward(_ dout: Matrix, cache: Cache) -> InputGradient {
            InputGradient(dx: gradient(dout, cache.x.mapped { 3 * $0 * $0 }))
        }
    }

    private func report(
        _ gradient: @escaping @Sendable (Matrix, Matrix) -> Matrix
    ) -> GradientReport {
        checkGradients(of: Cube(gradient: gradient), at: [[1, -2, 3], [0.5, 2, -1]], seed: 4)
    }

    @Test("a layer with the right backward pass is right")
    func layer() { #expect(report { $0 * $1 }.isRight) }

    @Test("a backward pass that ignores dout is told so")
    func ignoresUpstream() {
        let found = report { $1 }
        #expect(found["dx"]?.verdict == .wrong)
        #expect(found.faults.first?.contains("with dout = 0, dx is not 0") == true, "\(found)")
    }

    @Test("a backward pass that is not linear in dout is told so")
    func notLinear() {
        let found = report { dout, slope in dout * dout * slope }
        #expect(!found.isRight)
        #expect(found.faults.first?.contains("not twice as large") == true, "\(found)")
    }

    // MARK: - Text

    @Test("a report says what was found in a line for each gradient")
    func text() {
        let setting = Setting(Smooth.several[0])
        let right = setting.report(setting.gradient).description
        #expect(right.hasPrefix("dx (3, 4) right: largest relative error "))
        #expect(right.hasSuffix(" would be seen"))
        var gradient = setting.gradient
        gradient[1, 2] = 100
        let wrong = setting.report(gradient).description
        #expect(
            wrong.hasPrefix("dx (3, 4) WRONG: 1 of 12 entries, the worst at [1, 2]: yours 100, "),
            "\(wrong)")
        #expect(!wrong.contains("\n"))
    }
}
