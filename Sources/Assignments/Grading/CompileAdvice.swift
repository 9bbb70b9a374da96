/// A sentence for a reader who knows numpy, on one of the commonest compiler errors; nil for others.
/// - Parameter text: the errors as the compiler printed them, with the lines they quote.
func numpySentence(for text: String) -> String? { nil }
