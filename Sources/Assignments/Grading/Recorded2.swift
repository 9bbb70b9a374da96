import Exchange
import Layers

let recorded2: [Recorded] = []
