import Layers
import Testing

/// The error that the notebooks of CS231n print: max(|x - y| / max(1e-8, |x| + |y|)).
func expectRelativeError(
    _ actual: Matrix, _ expected: Matrix, below tolerance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(actual.shape == expected.shape, sourceLocation: sourceLocation)
    guard actual.shape == expected.shape else { return }
    let errors = actual.zipMapped(expected) { x, y in abs(x - y) / max(1e-8, abs(x) + abs(y)) }
    #expect(errors.largestMagnitude() < tolerance, sourceLocation: sourceLocation)
}

/// The other error of the notebooks: the sum of all |x - y|.
func expectSumOfDifferences(
    _ actual: Matrix, _ expected: Matrix, below tolerance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(actual.shape == expected.shape, sourceLocation: sourceLocation)
    guard actual.shape == expected.shape else { return }
    #expect((actual - expected).mapped(abs).sum() < tolerance, sourceLocation: sourceLocation)
}

/// A single number within `tolerance` of another.
func expectClose(
    _ actual: Double, _ expected: Double, within tolerance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(abs(actual - expected) < tolerance, sourceLocation: sourceLocation)
}
