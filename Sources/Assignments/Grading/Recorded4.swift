import Exchange
import Layers

/// What the losses and the measures of assignment 4 must give, as PyTorch 2.13 computed it in
/// float64.
///
/// Errors are beyond both limits, weights are not 1, images are not square; where there are ties the
/// numbers are whole, so that no rounding decides.
let recorded4: [Recorded] = [
    Recorded(
        subject: "q-gather",
        problem: Problem(
            [
                "q": [
                    [0.04, 0.46, -0.46], [0.35, 0.93, 0.41], [1.56, -0.89, 0.07],
                    [-0.71, -0.78, -0.18],
                ]
            ], labels: [2, 0, 2, 1]),
        expected: Values([("out", [[-0.46], [0.35], [0.07], [-0.78]])])),
    // The same action twice, the last one.
    Recorded(
        subject: "q-gather",
        problem: Problem(
            ["q": [[0.22, 0.42, 0.51, 2.23, 0.86], [-1.59, 0.2, -0.62, -0.52, 1.31]]],
            labels: [4, 4]), expected: Values([("out", [[0.86], [1.31]])])),
    Recorded(
        subject: "q-gather-one-hot",
        problem: Problem(
            [
                "q": [
                    [-0.22, -1.95, 0.31], [-0.29, -1.17, -0.92], [-0.63, -0.02, -0.43],
                    [0.07, 1.84, -0.8],
                ]
            ], labels: [2, 0, 2, 1]),
        expected: Values([("out", [[0.31], [-0.29], [-0.43], [1.84]])])),
    // The same action twice, the last one.
    Recorded(
        subject: "q-gather-one-hot",
        problem: Problem(
            ["q": [[-0.81, -0.25, 1.1, -0.71, 1.43], [-1.31, -1.03, -0.05, -0.86, -0.62]]],
            labels: [4, 4]), expected: Values([("out", [[1.43], [-0.62]])])),
    // Errors beyond both limits, within them, and 0.
    Recorded(
        subject: "clipped-td-error",
        problem: Problem(
            [
                "predictions": [[0.5], [-1.25], [2], [0.75], [-0.5]],
                "targets": [[3.5], [-4.75], [2.25], [0.25], [-0.5]],
            ], numbers: ["minDelta": -1, "maxDelta": 1]), expected: Values([("loss", [[0.4625]])])),
    // Limits that are not equally far.
    Recorded(
        subject: "clipped-td-error",
        problem: Problem(
            [
                "predictions": [[0.5], [1.5], [-2], [0.25]],
                "targets": [[2.25], [-1.25], [-1], [-0.5]],
            ], numbers: ["minDelta": -0.7, "maxDelta": 1.4]),
        expected: Values([("loss", [[0.9849999999999999]])])),
    // An error at exactly the upper limit, and one at the lower.
    Recorded(
        subject: "clipped-td-error",
        problem: Problem(
            [
                "predictions": [[1], [2], [0]],
                "targets": [[2], [0.5], [0.25]],
            ], numbers: ["minDelta": -1.5, "maxDelta": 1]),
        expected: Values([("loss", [[1.1041666666666667]])])),
    // Errors beyond both limits, within them, and 0.
    Recorded(
        subject: "clipped-td-error-dead",
        problem: Problem(
            [
                "predictions": [[0.5], [-1.25], [2], [0.75], [-0.5]],
                "targets": [[3.5], [-4.75], [2.25], [0.25], [-0.5]],
            ], numbers: ["minDelta": -1, "maxDelta": 1]),
        expected: Values([("zone", [[1], [1], [0], [0], [0]])])),
    // Limits that are not equally far.
    Recorded(
        subject: "clipped-td-error-dead",
        problem: Problem(
            [
                "predictions": [[0.5], [1.5], [-2], [0.25]],
                "targets": [[2.25], [-1.25], [-1], [-0.5]],
            ], numbers: ["minDelta": -0.7, "maxDelta": 1.4]),
        expected: Values([("zone", [[1], [1], [0], [1]])])),
    // An error at exactly the upper limit, and one at the lower.
    Recorded(
        subject: "clipped-td-error-dead",
        problem: Problem(
            [
                "predictions": [[1], [2], [0]],
                "targets": [[2], [0.5], [0.25]],
            ], numbers: ["minDelta": -1.5, "maxDelta": 1]),
        expected: Values([("zone", [[0], [0], [0]])])),
    // Errors beyond both limits, within them, and 0.
    Recorded(
        subject: "clipped-td-error-repaired",
        problem: Problem(
            [
                "predictions": [[0.5], [-1.25], [2], [0.75], [-0.5]],
                "targets": [[3.5], [-4.75], [2.25], [0.25], [-0.5]],
            ], numbers: ["minDelta": -1, "maxDelta": 1]), expected: Values([("loss", [[2.2625]])])),
    // Limits that are not equally far.
    Recorded(
        subject: "clipped-td-error-repaired",
        problem: Problem(
            [
                "predictions": [[0.5], [1.5], [-2], [0.25]],
                "targets": [[2.25], [-1.25], [-1], [-0.5]],
            ], numbers: ["minDelta": -0.7, "maxDelta": 1.4]),
        expected: Values([("loss", [[1.9649999999999999]])])),
    // An error at exactly the upper limit, and one at the lower.
    Recorded(
        subject: "clipped-td-error-repaired",
        problem: Problem(
            [
                "predictions": [[1], [2], [0]],
                "targets": [[2], [0.5], [0.25]],
            ], numbers: ["minDelta": -1.5, "maxDelta": 1]),
        expected: Values([("loss", [[1.1041666666666667]])])),
    Recorded(
        subject: "huber-loss",
        problem: Problem(
            [
                "predictions": [[0.9, 1.45], [0.23, -0.55], [2.69, 0.81]],
                "targets": [[-0.24, 1.21], [-0.9, 0.16], [0.66, -0.01]],
            ], numbers: ["delta": 1]), expected: Values([("loss", [[0.5695083333333334]])])),
    // Errors of 0, of exactly delta, and beyond it on both sides.
    Recorded(
        subject: "huber-loss",
        problem: Problem(
            [
                "predictions": [[0.5, 2, -3], [1, 1, 0.25]],
                "targets": [[0, -2, 1.5], [1, 1.5, 0.75]],
            ], numbers: ["delta": 0.5]), expected: Values([("loss", [[0.7291666666666666]])])),
    // A delta other than 1.
    Recorded(
        subject: "huber-loss",
        problem: Problem(
            [
                "predictions": [[-1.72, 1.05, -1.62], [-1.79, -3.07, 3.91]],
                "targets": [[-1.65, 3.46, 1.14], [-0.78, 2, 0.82]],
            ], numbers: ["delta": 2.5]), expected: Values([("loss", [[3.556925]])])),
    // Both ends; and 0.97 is far from the end of a tanh.
    Recorded(
        subject: "saturation",
        problem: Problem([
            "sigmoid": [[0.001, 0.5, 0.995], [0.02, 0.98, 1]],
            "tanh": [[-0.999, 0, 0.97], [0.99, -0.985, 0.5]],
        ]), expected: Values([("sigmoid", [[0.5]]), ("tanh", [[0.5]])])),
    // None.
    Recorded(
        subject: "saturation",
        problem: Problem([
            "sigmoid": [[0.3, 0.015], [0.011, 0.989], [0.7, 0.985]],
            "tanh": [[-0.9, -0.975], [0.1, 0.979], [0.5, -0.3]],
        ]), expected: Values([("sigmoid", [[0]]), ("tanh", [[0]])])),
    // All.
    Recorded(
        subject: "saturation",
        problem: Problem([
            "sigmoid": [[0, 1]],
            "tanh": [[1, -1]],
        ]), expected: Values([("sigmoid", [[1]]), ("tanh", [[1]])])),
    // Two of five are dead; two more fire only once.
    Recorded(
        subject: "dead-units",
        problem: Problem(["out": [[0, 0.5, 0, 0, 1.2], [0, 0, 0, 2, 0.1], [0, 0, 0, 0, 3]]]),
        expected: Values([("fraction", [[0.4]])])),
    Recorded(
        subject: "dead-units", problem: Problem(["out": [[0, 0, 0.25], [0, 0.75, 0]]]),
        expected: Values([("fraction", [[0.3333333333333333]])])),
    // None is dead.
    Recorded(
        subject: "dead-units", problem: Problem(["out": [[0.5, 1.5], [0, 2]]]),
        expected: Values([("fraction", [[0]])])),
    Recorded(
        subject: "unrolled-rnn",
        problem: Problem(
            [
                "x": [[0.13, -1.38, 0.07], [0.89, 0.49, 1]],
                "w": [[1.19, 0.33, 1.58], [-1.21, -0.19, -2.02], [0.66, 0.08, 1.35]],
            ], numbers: ["steps": 3, "relu": 1]),
        expected: Values([
            (
                "out",
                [
                    [7.939736479999999, 1.6497096199999999, 13.28612987],
                    [4.396105040000001, 0.9153826400000002, 7.3508036000000025],
                ]
            )
        ])),
    // Without the ReLU.
    Recorded(
        subject: "unrolled-rnn",
        problem: Problem(
            [
                "x": [[-0.37, -2.03, 1.28], [-1.34, -1.27, -0.18]],
                "w": [[0.5, -0.41, 0.15], [-1.5, 1.38, -0.05], [0.1, 0.47, 0.14]],
            ], numbers: ["steps": 4, "relu": 0]),
        expected: Values([
            (
                "out",
                [
                    [14.811241896999997, -12.669295221399995, 1.7286715453],
                    [8.723474032999999, -7.488419315899999, 1.0046595462],
                ]
            )
        ])),
    // Fifty steps.
    Recorded(
        subject: "unrolled-rnn",
        problem: Problem(
            [
                "x": [[0.5, 1.25, 0.75], [1, 0.25, 2]],
                "w": [[0.6, 0.2, 0.1], [0.3, 0.7, -0.2], [0.1, 0.2, 0.9]],
            ], numbers: ["steps": 50, "relu": 1]),
        expected: Values([
            (
                "out",
                [
                    [0.006552409549197237, 0.006552409549197237, 0],
                    [0.014575268124732175, 0.014575268124732175, 0],
                ]
            )
        ])),
    // Fifty steps without the ReLU.
    Recorded(
        subject: "unrolled-rnn",
        problem: Problem(
            [
                "x": [[1, -2]],
                "w": [[0.5, -1], [0.75, 0.25]],
            ], numbers: ["steps": 50, "relu": 0]),
        expected: Values([("out", [[-0.04857705617215554, -0.0448157847183115]])])),
    // The second column is constant, and the test set's is not.
    Recorded(
        subject: "standardize",
        problem: Problem([
            "training": [[1.5, 5, -200], [2.25, 5, 400], [0.5, 5, 100], [3.75, 5, 1000]],
            "test": [[2, 5, 50], [-1, 7, 300]],
        ]),
        expected: Values([
            ("mean", [[2, 5, 325]]), ("deviation", [[1.1858541225631423, 1, 443.7059837324712]]),
            (
                "out",
                [[0, 0, -0.6197797868009122], [-2.5298221281347035, 2, -0.0563436169819011]]
            ),
        ])),
    Recorded(
        subject: "standardize",
        problem: Problem([
            "training": [[3.1, 2.54], [2.94, 3.22], [3.52, 2.94]],
            "test": [[3.18, 3.68], [4.14, 3.41], [2.49, 1.98]],
        ]),
        expected: Values([
            ("mean", [[3.1866666666666665, 2.9]]),
            ("deviation", [[0.24458581770458862, 0.2790459938194182]]),
            (
                "out",
                [
                    [-0.027256963340034676, 2.7952381230198537],
                    [3.8977457576251275, 1.827655695820674],
                    [-2.8483526690337464, -3.2969475297157236],
                ]
            ),
        ])),
    Recorded(
        subject: "bump-approximator",
        problem: Problem(
            [
                "edges": [[-0.5, 0.25, 1, 2]],
                "heights": [[1.5, -2, 0.75]],
                "x": [[-1], [-0.4], [0.3], [0.9], [1.4], [2.6]],
            ], numbers: ["steepness": 20]),
        expected: Values([
            (
                "out",
                [
                    [6.809675444585974e-05], [1.321187705833682], [-1.0587029073056855],
                    [-1.672184053514381], [0.7490731793694316], [4.608130916849973e-06],
                ]
            )
        ])),
    // One bump; half its height at its edges.
    Recorded(
        subject: "bump-approximator",
        problem: Problem(
            [
                "edges": [[0, 0.4]],
                "heights": [[3]],
                "x": [[0], [0.2], [0.4], [5]],
            ], numbers: ["steepness": 60]),
        expected: Values([
            ("out", [[1.499999999886746], [2.9999631349523868], [1.499999999886746], [0]])
        ])),
    // Units that are not steep, so that every weight shows.
    Recorded(
        subject: "bump-approximator",
        problem: Problem(
            [
                "edges": [[-1, 0, 0.5, 0.75, 1.5]],
                "heights": [[0.5, -1.25, 2, 1]],
                "x": [[-1.36], [0.22], [-0.63], [1.99], [-1.07]],
            ], numbers: ["steepness": 3]),
        expected: Values([
            (
                "out",
                [
                    [0.10790498862790858], [0.12331364317059748], [0.23501873150683453],
                    [0.17821543724396058], [0.18028224911892662],
                ]
            )
        ])),
    // Two channels.
    Recorded(
        subject: "saliency",
        problem: Problem(
            [
                "x": [
                    [-1.7, -0.31, -2.5, 1.6, -0.74, 0.1, -0.23, 0.15, -0.67, 0.36, 1.45, -1.21],
                    [-0.25, 0, -0.02, 0.74, 0.19, 0.7, 0.38, -0.4, 2.18, 0.73, -2.8, -1.22],
                ],
                "w1": [
                    [-0.88, 0.62, -0.5, -0.73], [-0.02, -0.58, 0.29, 0.19],
                    [0.75, -0.76, 0.4, -0.21], [-0.49, -0.75, -0.57, -0.72],
                    [-0.72, -0.13, -0.15, -0.36], [1.11, -0.58, 1.19, 0.6],
                    [0.72, -0.18, 1.03, 0.3], [0.91, 0.95, -0.09, -0.15],
                    [0.35, 0.62, -0.75, -0.35], [0.32, -0.15, 1.13, 0.02],
                    [1.02, 0.08, 0.68, 0.61], [0.21, -1, -0.98, -0.32],
                ],
                "w2": [
                    [0.45, 1.42, -1.02], [1.84, 0.17, -1.12], [-0.23, -0.04, 1.31],
                    [0.29, -2, 0.14],
                ],
            ], labels: [2, 0], numbers: ["channels": 2, "height": 2, "width": 3]),
        expected: Values([
            (
                "map",
                [
                    [
                        0.8585000000000003, 2.1311, 2.0829000000000004, 1.3247, 0.6331,
                        1.1602999999999999,
                    ], [1.1408, 1.748, 1.3984, 1.3800000000000001, 0.23920000000000002, 1.84],
                ]
            )
        ])),
    Recorded(
        subject: "saliency",
        problem: Problem(
            [
                "x": [
                    [-0.43, -0.34, -1.11, 1.3], [-0.14, -0.02, 0.98, -1.6],
                    [1.08, 0.64, -1.29, 1.2],
                ],
                "w1": [
                    [-0.14, 0.34, -1.3, 0.11, 0.2], [0.14, -0.75, -0.72, -0.53, -0.04],
                    [0.54, -0.67, 0.94, 0.42, 0.14], [0.4, 0.27, -0.45, 0.09, -0.29],
                ],
                "w2": [
                    [0.44, -0.44], [0.69, 0.94], [-0.66, 1.06], [1.3, -0.89], [0.86, 0.03],
                ],
            ], labels: [1, 1, 0], numbers: ["channels": 1, "height": 2, "width": 2]),
        expected: Values([
            (
                "map",
                [
                    [0.3196, 0.705, 0.6298, 0.2538],
                    [1.4699000000000002, 0.29269999999999996, 0.6268, 0.5658000000000001],
                    [0.2346, 0.5175, 0.4623, 0.1863],
                ]
            )
        ])),
    // Two channels of three pixels.
    Recorded(
        subject: "gram-matrix",
        problem: Problem(
            [
                "x": [
                    [-1.11, -0.32, -0.25, -1.12, 0.67, 0.34],
                    [0.54, -0.77, 0.3, -2.9, -1.05, -1.07],
                ]
            ], numbers: ["channels": 2]),
        expected: Values([
            (
                "out",
                [
                    [
                        0.23283333333333336, 0.15730000000000008, 0.15730000000000008,
                        0.30315000000000003,
                    ], [0.16241666666666668, -0.17975, -0.17975, 1.776233333333333],
                ]
            )
        ])),
    Recorded(
        subject: "gram-matrix",
        problem: Problem(
            ["x": [[-0.67, -0.55, 0.96, -0.58, 0.73, -0.45, 1.18, -1.3, -0.82, -0.7, 1.09, 1.33]]],
            numbers: ["channels": 4]),
        expected: Values([
            (
                "out",
                [
                    [
                        0.13941666666666666, -0.037075000000000004, -0.07189999999999998,
                        0.09552499999999997, -0.037075000000000004, 0.08931666666666667,
                        -0.10536666666666666, 0.05026666666666666, -0.07189999999999998,
                        -0.10536666666666666, 0.31289999999999996, -0.27780000000000005,
                        0.09552499999999997, 0.05026666666666666, -0.27780000000000005, 0.28725,
                    ]
                ]
            )
        ])),
    Recorded(
        subject: "style-loss",
        problem: Problem(
            [
                "x": [
                    [-0.95, 1.12, 0.28, 0.31, 1.12, 1.43], [0.95, 1.94, -0.91, 0.94, -0.82, 1.12],
                ],
                "target": [
                    [0.84, 0.56, 0.58, -0.25, -0.5, -0.73, -0.07, 0.21, 2.42],
                    [0.31, 0.86, -1.58, 0.87, -2.32, 0.72, 1.11, -1.31, 0.04],
                ],
            ], numbers: ["channels": 3, "weight": 0.3]),
        expected: Values([("out", [[6.085471590083333]])])),
    Recorded(
        subject: "style-loss",
        problem: Problem(
            [
                "x": [[1.56, -0.64, 0.49, -0.1, -0.87, -1.22, -0.04, -1.39]],
                "target": [[0.42, -0.74, 0.92, -0.45]],
            ], numbers: ["channels": 2, "weight": 7]),
        expected: Values([("out", [[16.57401242546875]])])),
    Recorded(
        subject: "content-loss",
        problem: Problem(
            [
                "predictions": [[-1.73, -1.24, -0.25, -0.82], [0.11, 0.88, -2.35, -2.4]],
                "targets": [[0.81, -0.6, -1.5, 1.08], [-0.22, 1.01, 0.64, 0.05]],
            ], numbers: ["weight": 3]), expected: Values([("loss", [[81.3063]])])),
    Recorded(
        subject: "content-loss",
        problem: Problem(
            [
                "predictions": [[-1.49, -0.38], [-0.71, -0.63], [1.33, -0.42]],
                "targets": [[0.21, 0.31], [2.93, -0.49], [1.19, -0.66]],
            ], numbers: ["weight": 0.2]), expected: Values([("loss", [[3.3425000000000007]])])),
    // Two channels: the last line of one is no neighbour of the next.
    Recorded(
        subject: "total-variation-loss",
        problem: Problem(
            [
                "x": [
                    [-0.17, 0.4, -0.04, 0.71, 1.9, -0.92, 0.1, -0.56, 0.06, 0.84, 0.57, -0.19],
                    [0.38, -1.46, -2.42, -0.74, -0.09, 1.22, 0.25, 0.38, 0.86, 0.17, 0.26, 0.25],
                ]
            ], numbers: ["channels": 2, "height": 2, "width": 3, "weight": 0.7]),
        expected: Values([("out", [[28.362879999999993]])])),
    Recorded(
        subject: "total-variation-loss",
        problem: Problem(
            [
                "x": [
                    [0.83, -0.04, 1.2, -0.99, -0.17, -1.45, 1.96, -0.6, -0.24, -1.26, -0.56, -1.5]
                ]
            ], numbers: ["channels": 1, "height": 4, "width": 3, "weight": 2]),
        expected: Values([("out", [[90.646]])])),
    // One line.
    Recorded(
        subject: "total-variation-loss",
        problem: Problem(
            ["x": [[-1.12, -0.38, 1.09, 1.59, -0.37], [0.04, 1, 1.77, -0.04, 1]]],
            numbers: ["channels": 1, "height": 1, "width": 5, "weight": 0.05]),
        expected: Values([("out", [[0.633615]])])),
    Recorded(
        subject: "gan-loss",
        problem: Problem([
            "x": [[-1.23], [-2.72], [-0.7], [1.31]],
            "y": [[-0.32], [0.17], [0.21], [-0.21]],
        ]),
        expected: Values([
            ("discriminator", [[2.084305587561592]]), ("generator", [[0.7187368595235664]]),
        ])),
    Recorded(
        subject: "gan-loss",
        problem: Problem([
            "x": [[0.56], [-0.14]],
            "y": [[1.08], [1.62]],
        ]),
        expected: Values([
            ("discriminator", [[2.195188634651446]]), ("generator", [[0.23646832981071675]]),
        ])),
    // Scores whose exponential overflows, and 0.
    Recorded(
        subject: "gan-loss",
        problem: Problem([
            "x": [[800], [-3], [0]],
            "y": [[-900], [2], [0]],
        ]),
        expected: Values([
            ("discriminator", [[2.187269907912202]]), ("generator", [[300.273358397201]]),
        ])),
    Recorded(
        subject: "least-squares-gan-loss",
        problem: Problem([
            "x": [[0.49], [-0.98], [-1.61], [-0.56]],
            "y": [[-0.19], [-0.94], [2.3], [-4.48]],
        ]),
        expected: Values([("discriminator", [[4.963287500000001]]), ("generator", [[4.6125125]])])),
    Recorded(
        subject: "least-squares-gan-loss",
        problem: Problem([
            "x": [[-0.61], [-2.17]],
            "y": [[0.9], [-0.38]],
        ]),
        expected: Values([
            ("discriminator", [[3.3988499999999995]]), ("generator", [[0.4785999999999999]]),
        ])),
    // Scores whose exponential overflows, and 0.
    Recorded(
        subject: "least-squares-gan-loss",
        problem: Problem([
            "x": [[800], [-3], [0]],
            "y": [[-900], [2], [0]],
        ]),
        expected: Values([("discriminator", [[241403.66666666666]]), ("generator", [[135300.5]])])),
    Recorded(
        subject: "contrastive-loss",
        problem: Problem(
            [
                "x": [
                    [1.09, -1.55, -0.41, -0.25], [-1.61, -1.5, -0.49, 1.36],
                    [1.08, -0.82, 1.38, 0.33],
                ],
                "y": [
                    [-0.07, 1.97, -0.45, -0.73], [1.11, -0.85, -1.01, 1.61],
                    [1.64, -1.33, 1.09, -0.98],
                ],
            ], numbers: ["temperature": 0.5]), expected: Values([("out", [[1.5502935260665822]])])),
    // Rows of different lengths, which do not count.
    Recorded(
        subject: "contrastive-loss",
        problem: Problem(
            [
                "x": [[-2.16, -6.46, -14.58], [-2.51, -1.24, 1.64]],
                "y": [[-0.13, -0.57, -0.65], [-0.19, 0, 0.33]],
            ], numbers: ["temperature": 1.5]), expected: Values([("out", [[0.6273903366423873]])])),
    // So cold that an exponential would overflow.
    Recorded(
        subject: "contrastive-loss",
        problem: Problem(
            [
                "x": [[1.57, 0.76], [1.3, -0.84], [2.06, 1.86]],
                "y": [[0.55, -1.06], [1.93, 0.01], [-1, -0.98]],
            ], numbers: ["temperature": 0.001]), expected: Values([("out", [[853.4093541522403]])])),
    Recorded(
        subject: "q-sample",
        problem: Problem([
            "x": [
                [1.61, 0.19, 1.11, 0.24], [0.58, 0.75, 1.28, -1.06], [0.34, -0.77, -1.04, 0.88],
            ],
            "noise": [
                [1.01, 0.22, 1.65, -0.26], [0.55, -0.64, -0.64, -1.64], [-0.3, -1.03, 0.09, 0.17],
            ],
            "kept": [[0.95], [0.5], [0.04]],
        ]),
        expected: Values([
            (
                "out",
                [
                    [
                        1.7950767552417222, 0.2343825880563657, 1.4508453885612604,
                        0.17578529686042055,
                    ],
                    [
                        0.7990306627407988, 0.07778174593052023, 0.4525483399593905,
                        -1.9091883092036785,
                    ],
                    [
                        -0.22593876913398137, -1.1631897740266695, -0.11981836925980562,
                        0.3425653025092561,
                    ],
                ]
            )
        ])),
    // Everything is kept, and nothing.
    Recorded(
        subject: "q-sample",
        problem: Problem([
            "x": [[1.76, -1.51], [-0.27, 1.66]],
            "noise": [[-1.17, 0.77], [0.48, -0.74]],
            "kept": [[1], [0]],
        ]), expected: Values([("out", [[1.76, -1.51], [0.48, -0.74]])])),
    Recorded(
        subject: "diffusion-loss",
        problem: Problem([
            "x": [[-0.56, -0.53], [-0.25, -0.02], [-0.07, 0.82]],
            "noise": [[0.46, -0.27], [0.02, -0.43], [0.6, -0.05]],
            "kept": [[0.9], [0.45], [0.1]],
            "w": [[0.29, 0.19], [0.68, -0.3]],
            "b": [[0.91, -0.75]],
        ]), expected: Values([("out", [[0.2337604479632915]])])),
    Recorded(
        subject: "diffusion-loss",
        problem: Problem([
            "x": [[0.69, 0.6, -2.93], [0.84, 0.37, 0.65]],
            "noise": [[0.27, -0.41, 0.83], [-0.15, -1.34, -0.6]],
            "kept": [[0.2], [0.7]],
            "w": [[0.17, -0.11, 0.18], [-0.26, -0.02, -0.12], [0.03, -0.31, 0.04]],
            "b": [[0.26, -0.4, 0.8]],
        ]), expected: Values([("out", [[0.5930894149831635]])])),
    // The last one is itself a training example: a distance of exactly 0.
    Recorded(
        subject: "nearest-neighbour-distances",
        problem: Problem(
            [
                "examples": [[3, 1, 3], [-1, -2, -2], [3, -2, -3], [-3, -2, 2], [-3, 2, -1]],
                "x": [[2, 2, 2], [3, 0, -3], [-3, -2, 2]],
            ], labels: [2, 0, 1, 0, 2]),
        expected: Values([
            (
                "distances",
                [
                    [
                        1.7320508075688772, 6.4031242374328485, 6.48074069840786,
                        6.4031242374328485, 5.830951894845301,
                    ], [6.082762530298219, 4.58257569495584, 2, 8.06225774829855, 6.6332495807108],
                    [6.782329983125268, 4.47213595499958, 7.810249675906654, 0, 5],
                ]
            )
        ])),
    Recorded(
        subject: "nearest-neighbour-distances",
        problem: Problem(
            [
                "examples": [[0, 2], [2, 0], [0, -2], [5, 5], [-4, 0]],
                "x": [[0, 0], [1, 1], [5, 4]],
            ], labels: [1, 0, 1, 0, 2]),
        expected: Values([
            (
                "distances",
                [
                    [2, 2, 2, 7.0710678118654755, 4],
                    [
                        1.4142135623730951, 1.4142135623730951, 3.1622776601683795,
                        5.656854249492381, 5.0990195135927845,
                    ], [5.385164807134504, 5, 7.810249675906654, 1, 9.848857801796104],
                ]
            )
        ])),
    Recorded(
        subject: "nearest-neighbour-predict",
        problem: Problem(
            [
                "examples": [[3, 1, 3], [-1, -2, -2], [3, -2, -3], [-3, -2, 2], [-3, 2, -1]],
                "x": [[2, 2, 2], [3, 0, -3], [-3, -2, 2]],
            ], labels: [2, 0, 1, 0, 2], numbers: ["k": 3]),
        expected: Values([("labels", [[2, 0, 0]])])),
    // The first row has three examples at the same distance: the first of them is the nearest.
    Recorded(
        subject: "nearest-neighbour-predict",
        problem: Problem(
            [
                "examples": [[0, 2], [2, 0], [0, -2], [5, 5], [-4, 0]],
                "x": [[0, 0], [1, 1], [5, 4]],
            ], labels: [1, 0, 0, 0, 2], numbers: ["k": 1]),
        expected: Values([("labels", [[1, 1, 0]])])),
    // As many votes for one label as for another: the smaller one wins.
    Recorded(
        subject: "nearest-neighbour-predict",
        problem: Problem(
            [
                "examples": [[0, 1], [3, 0], [0, 4], [1, 0], [6, 8]],
                "x": [[0, 0], [0, 5], [6, 7]],
            ], labels: [2, 1, 1, 2, 0], numbers: ["k": 4]),
        expected: Values([("labels", [[1, 1, 1]])])),
]
