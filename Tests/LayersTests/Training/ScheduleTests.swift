import Foundation
import Layers
import Testing

@Suite("Learning rate schedules")
struct ScheduleTests {
    @Test(
        "factors of some steps of ten by hand",
        arguments: [
            (.constant, [1, 1, 1]), (.step(every: 3, factor: 0.5), [1, 0.5, 0.125]),
            (.step(every: 0, factor: 2), [1, 32, 512]),
            (.cosine, [1, 0.5, (1 + cos(0.9 * Double.pi)) / 2]),
            (
                .warmUpThenCosine(steps: 4),
                [0.2, (1 + cos(Double.pi / 6)) / 2, (1 + cos(5 * Double.pi / 6)) / 2]
            ),
            (.warmUpThenCosine(steps: 20), [1.0 / 21, 6.0 / 21, 10.0 / 21]),
        ] as [(Schedule, [Double])])
    func byHand(schedule: Schedule, expected: [Double]) {
        for (step, factor) in zip([0, 5, 9], expected) {
            #expect(abs(schedule.factor(at: step, of: 10) - factor) < 1e-15)
        }
    }

    @Test(
        "every factor is above 0 and at most 1",
        arguments: [.constant, .step(every: 2, factor: 0.9), .cosine, .warmUpThenCosine(steps: 3)]
            as [Schedule], [1, 2, 7, 100])
    func range(schedule: Schedule, total: Int) {
        for step in 0..<total {
            let factor = schedule.factor(at: step, of: total)
            #expect(factor > 0 && factor <= 1)
        }
    }

    @Test("a run of no steps, and steps after the last, are no mistakes")
    func ends() {
        #expect(Schedule.cosine.factor(at: 0, of: 0) == 1)
        #expect(Schedule.cosine.factor(at: 12, of: 10) == 0)
    }
}
