import Exchange
import Layers

let recorded4: [Recorded] = []
