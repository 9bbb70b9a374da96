import Exchange
import Layers

let recorded3: [Recorded] = []
