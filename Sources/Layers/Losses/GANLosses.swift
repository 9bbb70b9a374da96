/// The two losses of a generative adversarial network: what the discriminator tries to make small,
/// and what the generator does.
public struct GANLosses: MatrixParts {
    public var discriminator: Matrix  // (1, 1)
    public var generator: Matrix  // (1, 1)

    public init(discriminator: Matrix, generator: Matrix) {
        self.discriminator = discriminator
        self.generator = generator
    }

    public static var parts: [(name: String, value: WritableKeyPath<GANLosses, Matrix>)] {
        [("discriminator", \.discriminator), ("generator", \.generator)]
    }
}
