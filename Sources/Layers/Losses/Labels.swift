/// Stops with a sentence unless there is one label per row of `scores`, each in 0 ..< classes.
public func requireLabels(_ labels: [Int], for scores: Matrix, classes: Int) {
    require(
        labels.count == scores.rows && scores.rows > 0,
        "there are \(labels.count) labels for scores of shape \(scores.shape): one per row is needed."
    )
    for (n, label) in labels.enumerated() {
        require(
            label >= 0 && label < classes,
            "label \(label) of example \(n) is out of range: labels are 0..<\(classes).")
    }
}
