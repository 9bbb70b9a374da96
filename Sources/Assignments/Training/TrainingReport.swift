import Foundation
import Layers

extension TrainingPlan {
    /// Writes the page about a run that was asked for, if one was.
    /// - Throws: `DataError` if it cannot be written.
    func writeReport(_ monitor: Monitor?, _ outcome: TrainingOutcome) throws {
        guard let report, let monitor else { return }
        let page = TrainingReport(plan: self, monitor: monitor, outcome: outcome)
        do {
            try page.text().write(toFile: report, atomically: true, encoding: .utf8)
        } catch {
            throw DataError(
                file: report, "the report cannot be written: \(error.localizedDescription)")
        }
        print("A page about this run is in \(report).")
    }
}

/// A training run as one page that needs nothing else: what looks wrong, and how it went from inside.
struct TrainingReport {
    let plan: TrainingPlan
    let monitor: Monitor
    let outcome: TrainingOutcome

    private var epochs: [EpochHealth] { monitor.epochs }
    private var numbers: [Double] { epochs.map { Double($0.number) } }

    /// The whole page.
    func text() -> String {
        let title = "\(plan.net.rawValue) on \(plan.data), \(ending)"
        let header = """
            <p>\(escaped(plan.optimizer)), learning rate \(shownNumber(plan.learningRate)), batches of \
            \(plan.batchSize), seed \(plan.seed)\(plan.isMine ? ", with your own layers" : "").</p>
            """
        return htmlPage(
            title: escaped(title), header: header, main: main, by: "swift run train --report")
    }

    private var ending: String {
        switch outcome {
        case .finished: return "\(epochs.count) epochs"
        case .stoppedEarly: return "stopped early after \(epochs.count) epochs"
        case .interrupted: return "interrupted after \(epochs.count) epochs"
        case .diverged: return "diverged after \(epochs.count) epochs"
        }
    }

    private var main: String {
        if epochs.isEmpty { return "<p>No epoch was complete: there is nothing to show yet.</p>" }
        let figures: [any Figure] =
            [losses, accuracy].compactMap { $0 } + units
            + [gradients, steps, radii].compactMap { $0 }
            + histograms
        let shown = figures.map { "<figure>\($0.svg)</figure>" }.joined(separator: "\n")
        return """
            <h2>What looks wrong</h2>
            \(findings)
            <h2>How it went</h2>
            <div class="figures">\(shown)</div>
            """
    }

    private var findings: String {
        let list = monitor.findings.map {
            """
            <li><strong>\(escaped($0.sentence))</strong> \(escaped($0.cause)) \
            See <code>\(escaped($0.page))</code>.</li>
            """
        }
        if list.isEmpty { return "<p>Nothing in the last epoch.</p>" }
        return "<ul>\(list.joined(separator: "\n"))</ul>"
    }

    private var losses: Chart? {
        let chart = Chart(title: "Loss", x: "epoch", y: "loss")
            .line(numbers, epochs.map(\.loss), label: "training")
        let held = epochs.compactMap(\.validationLoss)
        return held.count == epochs.count ? chart.line(numbers, held, label: "held out") : chart
    }

    private var accuracy: Chart? {
        let shares = epochs.compactMap(\.validationAccuracy)
        if shares.count < epochs.count { return nil }
        return Chart(
            title: "Right on held-out data", x: "epoch", y: "per cent", yRange: 0...100
        ).line(numbers, shares.map { 100 * $0 })
    }

    /// The shares of units that never fired, and of saturated activations.
    private var units: [Chart] {
        let dead = chart("ReLUs that never fired in the epoch") { $0.neverFired }
        let saturated = chart("Activations at an end of their range") { $0.saturated }
        return [dead, saturated].compactMap { $0 }
    }

    private func chart(_ title: String, _ share: (LayerHealth) -> Double?) -> Chart? {
        let layers = epochs[0].layers.indices.filter { share(epochs[0].layers[$0]) != nil }
        if layers.isEmpty { return nil }
        let empty = Chart(title: title, x: "epoch", y: "per cent", yRange: 0...100)
        return layers.reduce(empty) { chart, index in
            chart.line(
                numbers, epochs.map { 100 * (share($0.layers[index]) ?? 0) },
                label: epochs[0].layers[index].layer)
        }
    }

    private var gradients: Chart? {
        weights("Norm of the gradient", "norm") { $0.gradientNorm }
    }

    private var steps: Chart? {
        weights("Length of a step as a share of the weights", "share") { $0.updateRatio }?
            .reference(y: 1e-3, label: "usual")
    }

    /// A line for every matrix of weights; of more than seven, for the first and last three.
    private func weights(
        _ title: String, _ y: String, _ value: (ParameterHealth) -> Double
    ) -> Chart? {
        let all = epochs[0].parameters.indices.filter { epochs[0].parameters[$0].isWeights }
        let shown = all.count > 7 ? Array(all.prefix(3) + all.suffix(3)) : all
        if shown.isEmpty { return nil }
        let empty = Chart(title: title, x: "epoch", y: y, yScale: .logarithmic)
        return shown.reduce(empty) { chart, index in
            chart.line(
                numbers, epochs.map { value($0.parameters[index]) },
                label: epochs[0].parameters[index].name)
        }
    }

    private var radii: Chart? {
        let recurrent = epochs[0].parameters.indices.filter {
            epochs[0].parameters[$0].spectralRadius != nil
        }
        guard let index = recurrent.first else { return nil }
        return Chart(title: "Spectral radius of \(epochs[0].parameters[index].name)", x: "epoch")
            .line(numbers, epochs.map { $0.parameters[index].spectralRadius ?? .nan })
            .reference(y: 1, label: "neither grows nor shrinks")
    }

    /// The activations of each layer in the first, the middle and the last epoch.
    private var histograms: [any Figure] {
        let shown = Set([0, epochs.count / 2, epochs.count - 1]).sorted()
        return epochs[0].layers.indices.map { index in
            let charts = shown.map { epoch in
                Chart(title: "epoch \(epochs[epoch].number)", x: "activation")
                    .histogram(epochs[epoch].layers[index].activations)
            }
            return FigureGrid(
                title: "\(epochs[0].layers[index].layer): activations", columns: shown.count, charts
            )
        }
    }
}
